"""Action plans: kept as they are typed, by one learner for one round, and back in the next one."""

import pytest
from lxml import html

from competence_self_assessment.models import Plan, Round
from tests.competence_self_assessment.acting import key, ratings, save_draft, submit
from tests.support.bare_host import BareHost, Person, call
from tests.support.hostile import XSS, dangers

pytestmark = pytest.mark.django_db
ANNA, BEN = Person(1), Person(2)
PLAN = {
    "goal": "Ask earlier",
    "first_step": "Ask Ana",
    "if_situation": "I am stuck",
    "then_action": "post my question",
    "due_on": "2026-12-24",
}


def _host(**fields):
    host = BareHost({"series": "s", **fields})
    assert submit(host.block(ANNA), ratings()).status == 200
    return host


def _save(host, values=None, version=0, request_key="", person=ANNA):
    body = {"key": request_key or key(), "version": version, "values": {"round": "1", **(values or PLAN)}}
    return call(host.block(person), "save_plan", body)


def _finish(host, plan, done="yes", person=ANNA):
    return call(host.block(person), "finish_plan", {"key": key(), "values": {"plan": str(plan), "done": done}})


def _page(host, person=ANNA):
    return html.fragment_fromstring(host.block(person).student_view({}).content, create_parent="div")


class TestSaving:
    def test_a_plan_is_kept_and_filled_in_again(self):
        host = _host()
        assert _save(host).body["version"] == 1
        page = _page(host)
        shown = {area.get("name"): area.text.strip() for area in page.xpath("//textarea")}
        assert shown == {name: text for name, text in PLAN.items() if name != "due_on"}
        assert page.xpath("//input[@name='due_on']/@value") == ["2026-12-24"]
        assert not page.xpath("//input[@name='done']/@checked")
        assert page.xpath("//form[@data-handler='save_plan']/@data-version") == ["1"]

    def test_it_is_done_when_the_learner_says_so_and_keeps_the_day(self):
        host = _host()
        _save(host, {**PLAN, "done": "on"})
        done_at = Plan.objects.get().done_at
        assert done_at
        _save(host, {**PLAN, "done": "on", "goal": "Other words"}, version=1)
        assert Plan.objects.get().done_at == done_at
        _save(host, version=2)
        assert Plan.objects.get().done_at is None

    def test_the_same_request_again_changes_nothing(self):
        host = _host()
        first, again = (_save(host, request_key="request-0001") for _time in range(2))
        assert (first.status, first.body) == (again.status, again.body) == (200, first.body)
        assert Plan.objects.get().version == 1

    def test_a_window_left_behind_is_told_so_and_overwrites_nothing(self):
        host = _host()
        _save(host)
        _save(host, {"goal": "Newer"}, version=1)
        answer = _save(host, {"goal": "Older"}, version=1)
        assert answer.status == 409
        assert "another window" in answer.body["error"]
        assert Plan.objects.get().goal == "Newer"

    @pytest.mark.parametrize("number", ["2", "0", "x", "99999999"])
    def test_a_plan_belongs_to_a_round(self, number):
        host = _host()
        assert _save(host, {**PLAN, "round": number}).status in (404, 422)
        assert not Plan.objects.exists()

    def test_who_has_not_handed_in_has_none(self):
        host = _host()
        assert _save(host, person=BEN).status == 404
        assert not Plan.objects.exists()

    @pytest.mark.parametrize("day", ["0001-01-01", "24.12.2026", "9999-12-31", "soon"])
    def test_a_day_that_is_none_is_named(self, day):
        answer = _save(_host(), {"due_on": day})
        assert (answer.status, list(answer.body["fields"])) == (422, ["due_on"])

    def test_a_text_too_long_is_named_and_nothing_stored(self):
        answer = _save(_host(), {"goal": "x" * 501})
        assert (answer.status, list(answer.body["fields"])) == (422, ["goal"])
        assert not Plan.objects.exists()


class TestComingBack:
    def _second(self):
        return BareHost({"series": "s", "occasion": "post"})

    def test_it_stands_above_the_next_round(self):
        host = _host()
        _save(host)
        page = _page(self._second())
        assert page.xpath("//h3[. = 'Your plan from last time']")
        text = page.text_content()
        assert all(PLAN[name] in text for name in ("goal", "first_step", "if_situation", "then_action"))
        assert "Dec. 24, 2026" in text

    def test_only_in_its_series_and_only_to_its_learner(self):
        host = _host()
        _save(host)
        assert PLAN["goal"] not in _page(BareHost({"series": "other"})).text_content()
        assert PLAN["goal"] not in _page(self._second(), BEN).text_content()

    def test_done_is_said_there_and_taken_back(self):
        host, second = _host(), self._second()
        _save(host)
        plan = Plan.objects.get()
        answer = _finish(second, plan.pk)
        assert answer.body["region"] == f"plan-{plan.pk}"
        assert "✓ Done on" in answer.body["html"]
        assert "✓ Done on" in _page(second).text_content()
        assert "✓ Done on" not in _finish(second, plan.pk, "no").body["html"]
        assert Plan.objects.get().done_at is None

    def test_a_page_opened_before_does_not_undo_it(self):
        host, second = _host(), self._second()
        _save(host)
        _finish(second, Plan.objects.get().pk)
        assert _save(host, version=1).status == 409
        assert Plan.objects.get().done_at

    def test_saying_it_twice_keeps_the_day(self):
        host = _host()
        _save(host)
        _finish(host, Plan.objects.get().pk)
        before = Plan.objects.values().get()
        _finish(host, before["id"])
        assert Plan.objects.values().get() == before

    def test_nobody_elses_plan_is_touched(self):
        host = _host()
        _save(host)
        plan = Plan.objects.get()
        assert _finish(host, plan.pk, person=BEN).status == 404
        assert _finish(host, plan.pk + 1).status == 404
        assert Plan.objects.get().done_at is None

    def test_an_empty_plan_does_not_come_back(self):
        host = _host()
        _save(host, {"goal": ""})
        assert not _page(self._second()).xpath("//h3[. = 'Your plan from last time']")

    def test_an_earlier_plan_stays_in_the_profile(self):
        host = _host(occasion="repeat")
        _save(host)
        call(host.block(ANNA), "answer_again", {"key": key(), "values": {}})
        assert "Your plan from last time" in _page(host).text_content()
        submit(host.block(ANNA), ratings("4"))
        page = _page(host)
        assert page.xpath("//input[@name='round']/@value") == ["2"]
        assert PLAN["goal"] in page.xpath("//details[summary = 'Your earlier plans']")[0].text_content()

    def test_it_goes_with_the_round_that_takes_the_place_of_another(self, campus):
        from bizmooc.hosting.participant import Place
        from competence_self_assessment.services.reopen import reopen

        host = _host()
        _save(host)
        reopen(Place.of(host.block()), ANNA.anonymous_id)
        assert submit(host.block(ANNA), ratings("5")).status == 200
        assert Plan.objects.get().round == Round.objects.get(superseded_at=None)
        assert [area.text.strip() for area in _page(host).xpath("//textarea")][0] == PLAN["goal"]


@pytest.mark.parametrize("text", XSS)
def test_what_is_planned_is_text(text):
    host = _host()
    values = dict.fromkeys(("goal", "first_step", "if_situation", "then_action"), text)
    assert _save(host, values).status == 200
    page = host.block(ANNA).student_view({}).content
    assert dangers(page) == []
    back = BareHost({"series": "s", "occasion": "post"}).block(ANNA).student_view({}).content
    assert dangers(back) == []
    squeezed = "".join(html.fragment_fromstring(back, create_parent="div").text_content().split())
    assert squeezed.count("".join(text.split())) == 4


def test_a_plan_is_in_no_query_string():
    page = _page(_host())
    assert page.xpath("//form[@data-handler='save_plan']/@method") == ["dialog"]


def test_a_draft_saved_meanwhile_is_not_a_plan():
    host = _host(occasion="repeat")
    call(host.block(ANNA), "answer_again", {"key": key(), "values": {}})
    assert save_draft(host.block(ANNA), {"now.growth_mindset_1": "2"}, version=1).status == 200
    assert not Plan.objects.exists()
