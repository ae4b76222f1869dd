"""The questions as a learner meets them: reflections, the target group, another round, one opened again."""

import pytest
from lxml import html

from bizmooc.hosting.participant import Place
from competence_self_assessment.forms import RoundForm, still_valid
from competence_self_assessment.frameworks import packs
from competence_self_assessment.models import Draft, Round
from competence_self_assessment.services.reopen import reopen
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import key, ratings, submit
from tests.support.bare_host import BareHost, Permissions, Person, call
from tests.support.hostile import XSS, dangers

pytestmark = pytest.mark.django_db
ANNA = Person(1)
AREAS = packs()["entrepreneurship"]


def _page(host, person=ANNA):
    return html.fragment_fromstring(host.block(person).student_view({}).content, create_parent="div")


def _chosen(page, name):
    return page.xpath(f"//input[@name='{name}'][@checked]/@value")


def _values(framework=AREAS, level="3", **more):
    return {"framework": framework.digest, **{f"now.{item}": level for item in framework.items}, **more}


def _draft(host, values, version=0):
    return call(host.block(ANNA), "save_draft", {"key": key(), "version": version, "values": values})


def _act(host, handler):
    return call(host.block(ANNA), handler, {"key": key(), "values": {}})


class TestReflections:
    HOST = {"framework": "entrepreneurship"}

    def test_one_for_each_area_and_one_for_the_whole(self):
        names = _page(BareHost(self.HOST)).xpath("//textarea/@name")
        assert names == [*(f"reflection.{area.id}" for area in AREAS.areas), "reflection"]

    def test_where_there_is_one_area_the_whole_is_enough(self):
        assert _page(BareHost()).xpath("//textarea/@name") == ["reflection"]

    def test_they_are_stored_by_area_and_shown_with_its_title(self):
        host = BareHost(self.HOST)
        values = _values(**{"reflection.resources": "Who helps me?", "reflection": "On the whole"})
        assert submit(host.block(ANNA), values).status == 200
        assert Round.objects.get().reflections == {"resources": "Who helps me?", "": "On the whole"}
        page = _page(host)
        assert [quote.text_content().strip() for quote in page.xpath("//blockquote")] == [
            "Who helps me?",
            "On the whole",
        ]
        assert page.xpath("//blockquote[1]/preceding::h4[1]/text()") == ["Resources"]

    def test_a_draft_keeps_them_and_opens_what_holds_one(self):
        host = BareHost(self.HOST)
        _draft(host, {"framework": AREAS.digest, "reflection.into_action": "So far"})
        page = _page(host)
        (area,) = page.xpath("//textarea[@name='reflection.into_action']")
        assert area.text.strip() == "So far"
        assert [one.get("open") for one in page.xpath("//details[.//textarea]")] == [None, None, ""]

    def test_what_was_written_on_an_area_that_is_gone_is_not_lost(self):
        def split(whole):
            moved = whole["areas"][0]["competences"].pop()
            whole["areas"].append({"id": "other", "title": {"en": "Other"}, "competences": [moved]})

        asked, now = small.framework(split), small.framework()
        kept = still_valid({"reflection.other": "Old", "reflection": "Whole", "reflection.area": "Here"}, asked, now)
        assert kept == {"reflection.area": "Here", "reflection": "Whole\n\nOld"}

    @pytest.mark.parametrize("text", XSS)
    def test_they_are_texts(self, text):
        host = BareHost(self.HOST)
        _draft(host, {"framework": AREAS.digest, "reflection.resources": text})
        assert dangers(host.block(ANNA).student_view({}).content) == []
        submit(host.block(ANNA), _values(**{"reflection.resources": text}))
        page = host.block(ANNA).student_view({}).content
        assert dangers(page) == []
        shown = html.fragment_fromstring(page, create_parent="div").text_content()
        assert "".join(text.split()) in "".join(shown.split())

    def test_one_that_is_too_long_is_named(self):
        answer = submit(BareHost(self.HOST).block(ANNA), _values(**{"reflection.resources": "x" * 2001}))
        assert (answer.status, list(answer.body["fields"])) == (422, ["reflection.resources"])


class TestTargetGroup:
    ASKING = {"series": "s", "ask_target_group": True}

    def test_it_is_asked_where_the_author_asks(self):
        assert not _page(BareHost()).xpath("//input[@name='target_group']")
        page = _page(BareHost(self.ASKING))
        choices = page.xpath("//input[@name='target_group']/@value")
        assert choices == ["business", "higher_education", "labour_force", "not_said"]
        assert _chosen(page, "target_group") == []

    def test_no_answer_is_fine(self):
        for number, more in enumerate(({}, {"target_group": ""}, {"target_group": "not_said"}), start=1):
            person = Person(number)
            assert submit(BareHost(self.ASKING).block(person), ratings(**more)).status == 200
        assert {round_.target_group for round_ in Round.objects.all()} == {""}

    def test_an_answer_is_kept_and_filled_in_next_time(self):
        submit(BareHost(self.ASKING).block(ANNA), ratings(target_group="labour_force"))
        assert Round.objects.get().target_group == "labour_force"
        assert _chosen(_page(BareHost(self.ASKING)), "target_group") == ["labour_force"]
        assert _chosen(_page(BareHost({**self.ASKING, "series": "t"})), "target_group") == []
        assert _chosen(_page(BareHost(self.ASKING), Person(2)), "target_group") == []

    def test_who_takes_it_back_is_not_asked_to_give_it_again(self):
        submit(BareHost(self.ASKING).block(ANNA), ratings(target_group="labour_force"))
        second = BareHost(self.ASKING)
        _draft(second, {"framework": ratings()["framework"], "target_group": "not_said"})
        assert _chosen(_page(second), "target_group") == ["not_said"]

    def test_another_answer_does_not_exist(self):
        answer = submit(BareHost(self.ASKING).block(ANNA), ratings(target_group="nobility"))
        assert (answer.status, list(answer.body["fields"])) == (422, ["target_group"])

    def test_where_it_is_not_asked_none_is_taken(self):
        assert submit(BareHost().block(ANNA), ratings(target_group="business")).status == 400

    def test_it_decides_the_group_where_figures_are_kept_apart(self):
        submit(BareHost({**self.ASKING, "breakdown": "target_group"}).block(ANNA), ratings(target_group="business"))
        assert Round.objects.get().group == "target:business"

    def test_a_choice_not_to_say_is_in_no_group(self):
        submit(BareHost({**self.ASKING, "breakdown": "target_group"}).block(ANNA), ratings(target_group="not_said"))
        assert Round.objects.get().group == ""


class TestWhoSeesWhat:
    @pytest.mark.parametrize(("threshold", "people"), [(10, "10"), (25, "25"), (1, "5")])
    def test_it_is_said_where_one_answers(self, threshold, people):
        text = " ".join(_page(BareHost({"threshold": threshold})).text_content().split())
        assert "Your profile and what you write: only you." in text
        assert f"from {people} people on and in steps of {people} people. They cannot tell what you chose." in text
        assert "a table of the chosen answers without names" in text
        assert "not proof of skill" in text

    def test_authors_see_the_same_words(self):
        page = BareHost().block(studio=Permissions(True)).author_view({}).content
        assert "They cannot tell what you chose." in page


class TestAnotherRound:
    def _repeated(self):
        host = BareHost({"occasion": "repeat", "series": "s"})
        submit(host.block(ANNA), ratings("2"))
        return host

    def test_it_begins_with_a_button_and_says_what_it_is(self):
        host = self._repeated()
        assert _page(host).xpath("//button[@data-handler='answer_again']")
        page = html.fragment_fromstring(_act(host, "answer_again").body["html"], create_parent="div")
        assert "This is another round." in page.text_content()
        assert "you can answer again later" in page.text_content()
        assert not page.xpath("//input[@checked]")
        assert page.xpath("//button[@data-handler='keep_round']")

    def test_who_changes_their_mind_keeps_the_last_one(self):
        host = self._repeated()
        _act(host, "answer_again")
        _draft(host, {"framework": ratings()["framework"], "now.growth_mindset_1": "5"}, version=1)
        assert "Your profile" in _act(host, "keep_round").body["html"]
        assert (Round.objects.count(), Draft.objects.count()) == (1, 0)

    def test_every_round_is_kept_and_shown_beside_the_others(self):
        host = self._repeated()
        _act(host, "answer_again")
        submit(host.block(ANNA), ratings("4"))
        assert Round.objects.filter(superseded_at=None).count() == 2
        assert "you rate yourself: higher in" in " ".join(_page(host).text_content().split())

    @pytest.mark.parametrize("occasion", ["pre", "post"])
    def test_a_round_that_is_taken_once_has_no_such_button(self, occasion):
        host = BareHost({"occasion": occasion})
        submit(host.block(ANNA), ratings("2", then="1" if occasion == "post" else None))
        assert not _page(host).xpath("//button[@data-handler='answer_again']")

    def test_nor_has_one_that_is_closed(self, campus):
        from datetime import UTC, datetime

        host = self._repeated()
        campus.start = datetime(2020, 1, 1, tzinfo=UTC)
        host.fields["closes_after_days"] = 1
        assert not _page(host).xpath("//button[@data-handler='answer_again']")


class TestOpenedAgain:
    def _reopened(self):
        host = BareHost({"framework": "entrepreneurship", "allow_reopening": True})
        submit(host.block(ANNA), _values(**{"reflection.resources": "First words"}))
        reopen(Place.of(host.block()), ANNA.anonymous_id)
        return host

    def test_it_says_so_and_is_filled_in(self):
        page = _page(self._reopened())
        assert "The course team has opened this round for you again." in page.text_content()
        assert _chosen(page, f"now.{next(iter(AREAS.items))}") == ["3"]
        assert page.xpath("//textarea[@name='reflection.resources']")[0].text.strip() == "First words"

    def test_handing_in_again_takes_its_place(self):
        host = self._reopened()
        assert submit(host.block(ANNA), _values(level="5")).status == 200
        assert [(one.sequence, one.superseded_at is None) for one in Round.objects.order_by("pk")] == [
            (1, False),
            (2, True),
        ]
        assert "Your rounds beside each other" not in _page(host).text_content()

    def test_it_can_be_left_as_it_was(self):
        host = self._reopened()
        assert "Your profile" in _act(host, "keep_round").body["html"]
        assert Round.objects.get().superseded_at is None


def test_a_form_tells_what_was_not_said():
    form = RoundForm(
        packs()["learning_to_learn"],
        "pre",
        language="en",
        partial=True,
        ask_target_group=True,
        data={"framework": "x", "target_group": "not_said"},
    )
    assert form.is_valid()
    assert (form.cleaned_data["target_group"], form.target_group()) == ("not_said", "")
