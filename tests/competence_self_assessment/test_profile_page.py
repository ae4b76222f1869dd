"""The profile as a learner reads it: others, pointers, rounds beside each other, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from competence_self_assessment.models import Round, RoundStatistics
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import FRAMEWORK, key, learners, ratings, submit
from tests.support.bare_host import BareHost, Person, call
from tests.support.hostile import XSS, dangers

pytestmark = pytest.mark.django_db
ANNA = Person(1)
COMPETENCES = {one.id: [item.id for item in one.items] for one in FRAMEWORK.competences}


def _page(host, person=ANNA):
    return html.fragment_fromstring(host.block(person).student_view({}).content, create_parent="div")


def _text(page):
    return " ".join(page.text_content().split())


def _levels(**by_competence):
    """A filled form with the items of each competence at one level; 3 by default."""
    return ratings() | {f"now.{item}": level for name, level in by_competence.items() for item in COMPETENCES[name]}


def _small(level, framework, **more):
    return {"framework": framework.digest, **{f"now.{item}": level for item in framework.items}, **more}


class Replaces:
    """The host's service for links, as the LMS has it."""

    def replace_urls(self, text, static_replace_only=False):
        return text.replace('"/jump_to_id/', '"/courses/c/jump_to_id/')


class TestOthers:
    def test_below_the_threshold_there_is_a_sentence_and_no_figure(self):
        host = BareHost()
        learners(host, range(1, 10))
        page = _page(host)
        assert "As soon as at least 10 people have answered" in _text(page)
        assert not page.xpath("//*[contains(@class, 'csa-spread')]")

    def test_from_the_threshold_on_half_of_the_people_lie_between_two_values(self):
        host = BareHost()
        for number, level in enumerate("1123334455", start=1):
            submit(host.block(Person(number)), ratings(level))
        page = _page(host)
        assert "Half of the people rate themselves between 2.0 and 4.0. You: 1.0." in _text(page)
        table = page.xpath("//table[contains(caption, 'Scores of the group')]")[0]
        cells = [cell.text_content().strip() for cell in table.xpath(".//tbody/tr[1]/td")]
        assert cells == ["2.0", "3.0", "4.0", "1.0"]
        assert "10 people who answered the same questions; you may be one of them." in _text(page)
        assert "Refreshed in steps of 10 people" in _text(page)

    def test_they_change_in_steps_only(self):
        host = BareHost()
        learners(host, range(1, 11), now="2")
        before = html.tostring(_page(host).xpath("//table[contains(caption, 'Scores of the group')]")[0])
        learners(host, range(11, 20), now="5")
        assert html.tostring(_page(host).xpath("//table[contains(caption, 'Scores of the group')]")[0]) == before
        learners(host, [20], now="5")
        assert html.tostring(_page(host).xpath("//table[contains(caption, 'Scores of the group')]")[0]) != before

    def test_a_part_that_too_few_could_rate_shows_nothing(self):
        host = BareHost()
        learners(host, range(1, 10))
        missing = {f"now.{item}": "missing" for item in COMPETENCES["growth_mindset"]}
        submit(host.block(Person(10)), ratings(**missing))
        sentences = [one.text_content() for one in _page(host).xpath("//ul[@class='csa-spreads']/li")]
        assert "Too few people answered this part to say." in sentences[0]
        assert "Half of the people" in sentences[1]

    def test_an_author_who_raises_the_threshold_hides_them(self):
        host = BareHost()
        learners(host, range(1, 11))
        host.fields["threshold"] = 20
        assert "As soon as at least 20 people" in _text(_page(host))

    def test_it_is_never_a_rank(self):
        host = BareHost()
        learners(host, range(1, 21))
        words = _text(_page(host)).lower()
        assert not [word for word in ("rank", "percentile", "better than", "worse than", "average") if word in words]


class TestWhatStandsOut:
    POINTERS = {
        "growth_mindset": [{"title": "Grow", "link": "/jump_to_id/unit_1"}],
        "critical_thinking": [{"title": "Think", "link": "https://example.org/think?a=1&b=2"}],
    }

    def _profile(self, pointers=None, **levels):
        host = BareHost({"pointers": self.POINTERS if pointers is None else pointers})
        submit(host.block(ANNA), _levels(**levels))
        block = host.block(ANNA, replace_urls=Replaces())
        return html.fragment_fromstring(block.student_view({}).content, create_parent="div")

    def test_strengths_and_gaps_in_words(self):
        text = _text(self._profile(growth_mindset="1", managing_learning="5"))
        assert "What you can build on: Managing learning" in text
        assert "Where you see most room to grow: Growth mindset" in text

    def test_the_weakest_first_and_the_others_under_more(self):
        page = self._profile(growth_mindset="1", managing_learning="5")
        assert page.xpath("//a[not(ancestor::details)][. = 'Grow']/@href") == ["/courses/c/jump_to_id/unit_1"]
        assert page.xpath("//details//a[. = 'Think']/@href") == ["https://example.org/think?a=1&b=2"]
        assert not page.xpath("//a[not(ancestor::details)][. = 'Think']")

    def test_without_gaps_all_are_under_more(self):
        page = self._profile()
        assert not page.xpath("//a[not(ancestor::details)][. = 'Grow']")
        assert "What you can build on" not in _text(page)
        assert len(page.xpath("//details//ul[@class='csa-links']//a")) == 2

    @pytest.mark.parametrize(
        "link",
        ["javascript:alert(1)", "//example.org", "http://example.org", "/jump_to_id/a/../../x", 'https://a"b', 7, None],
    )
    def test_a_link_that_is_none_is_left_out(self, link):
        page = self._profile({"growth_mindset": [{"title": "Bad", "link": link}]}, growth_mindset="1")
        assert "Bad" not in _text(page)

    @pytest.mark.parametrize("pointers", [{}, {"growth_mindset": "x"}, {"growth_mindset": [1, {}]}, {"nobody": []}])
    def test_what_an_import_brought_breaks_nothing(self, pointers):
        assert "Your profile" in _text(self._profile(pointers))

    @pytest.mark.parametrize("text", XSS)
    def test_titles_are_texts(self, text):
        page = self._profile({"growth_mindset": [{"title": text, "link": "/jump_to_id/x"}]}, growth_mindset="1")
        assert dangers(html.tostring(page, encoding="unicode")) == []


class TestRounds:
    def _repeat(self, host, *levels):
        for level in levels:
            call(host.block(ANNA), "answer_again", {"key": key(), "values": {}})
            assert submit(host.block(ANNA), ratings(level)).status == 200
        return _page(host)

    def test_the_first_one_stands_alone(self):
        host = BareHost({"occasion": "repeat"})
        assert "Your rounds beside each other" not in _text(self._repeat(host, "2"))

    def test_all_in_the_table_and_four_at_most_drawn(self):
        page = self._repeat(BareHost({"occasion": "repeat"}), "1", "2", "3", "4", "5", "4")
        table = page.xpath("//table[contains(caption, 'Your scores in each round')]")[0]
        rows = [[cell.text_content().strip() for cell in row.xpath("*")] for row in table.xpath(".//tbody/tr")]
        assert [row[1] for row in rows] == ["1.0", "2.0", "3.0", "4.0", "5.0", "4.0"]
        assert rows[0][0].startswith("1. In between, ")
        assert rows[5][0].endswith("(this one)")
        drawn = page.xpath("//div[@class='csa-bar-group'][1]//span/text()")
        assert [one.partition(".")[0] for one in drawn] == ["1", "4", "5", "6"]
        assert "lower in “Growth mindset”, “Critical thinking”, “Managing learning”" in _text(page)

    def test_rounds_of_the_series_in_other_blocks_count(self):
        submit(BareHost({"series": "s"}).block(ANNA), ratings("2"))
        submit(BareHost({"series": "elsewhere"}).block(ANNA), ratings("5"))
        page = self._repeat(BareHost({"series": "s", "occasion": "repeat"}), "4")
        table = page.xpath("//table[contains(caption, 'Your scores in each round')]")[0]
        assert [row.xpath("string(td[1])").strip() for row in table.xpath(".//tbody/tr")] == ["2.0", "4.0"]

    def test_start_and_end_alone_are_said_once(self):
        submit(BareHost({"series": "s"}).block(ANNA), ratings("2"))
        last = BareHost({"series": "s", "occasion": "post"})
        submit(last.block(ANNA), ratings("4", then="1"))
        text = _text(_page(last))
        assert "What has changed" in text
        assert "Your rounds beside each other" not in text

    def test_an_early_round_shows_no_later_one(self):
        first = BareHost({"series": "s"})
        submit(first.block(ANNA), ratings("2"))
        submit(BareHost({"series": "s", "occasion": "repeat"}).block(ANNA), ratings("4"))
        assert "Your rounds beside each other" not in _text(_page(first))

    def test_changed_statements_are_left_out_and_counted(self):
        host = BareHost({"occasion": "repeat", "framework": "own", "own_framework": small.text()})
        submit(host.block(ANNA), _small("1", small.framework()))
        host.fields["own_framework"] = small.text(small.reword("aa_1"))
        call(host.block(ANNA), "answer_again", {"key": key(), "values": {}})
        submit(host.block(ANNA), _small("3", small.framework(small.reword("aa_1"))))
        assert "1 of 6 is left out here." in _text(_page(host))

    def test_a_changed_scale_hides_that_round_only(self):
        def reworded(whole):
            whole["scale"]["prompt"]["en"] = "How well?"

        first = BareHost({"series": "s", "framework": "own", "own_framework": small.text()})
        submit(first.block(ANNA), _small("1", small.framework()))
        last = BareHost({**first.fields, "occasion": "post", "own_framework": small.text(reworded)})
        framework = small.framework(reworded)
        then = {f"then.{item}": "1" for item in framework.items}
        assert submit(last.block(ANNA), _small("3", framework, **then)).status == 200
        page = _page(last)
        assert "Your first self-view had other questions or another scale." in _text(page)
        assert "Looking back, you see growth (then 1.0, now 3.0)." in _text(page)
        assert not page.xpath("//th[. = 'First self-view']")


def _queries(host, person=ANNA):
    block = host.block(person)
    with CaptureQueriesContext(connection) as queries:
        block.student_view({})
    return len(queries)


class TestCosts:
    def test_the_profile_at_any_number_of_rounds_plans_and_people(self):
        host = BareHost({"occasion": "repeat", "pointers": TestWhatStandsOut.POINTERS})
        learners(host, range(1, 12))
        assert _queries(host) == 5
        for level in "23452":
            call(host.block(ANNA), "answer_again", {"key": key(), "values": {}})
            submit(host.block(ANNA), ratings(level))
            number = str(Round.objects.filter(participant=ANNA.anonymous_id).count())
            plan = {"round": number, "goal": f"Goal {number}"}
            call(host.block(ANNA), "save_plan", {"key": key(), "version": 0, "values": plan})
        assert _queries(host) == 5
        assert RoundStatistics.objects.exists()

    def test_the_questions(self):
        host = BareHost({"series": "s", "ask_target_group": True})
        assert _queries(host) == 3
        host.fields["ask_target_group"] = False
        assert _queries(host) == 2
        assert _queries(host, Person(is_authenticated=False)) == 0

    @pytest.mark.parametrize(("handler", "most"), [("save_plan", 6), ("finish_plan", 3), ("download_own", 1)])
    def test_handlers(self, handler, most):
        host = BareHost()
        submit(host.block(ANNA), ratings())
        plan = {"round": "1", "goal": "Goal"}
        call(host.block(ANNA), "save_plan", {"key": key(), "version": 0, "values": plan})
        plan_id = str(Round.objects.get().plan.pk)
        values = {"save_plan": plan, "finish_plan": {"plan": plan_id, "done": "yes"}}.get(handler)
        block = host.block(ANNA)
        with CaptureQueriesContext(connection) as queries:
            if values:
                answer = call(block, handler, {"key": key(), "version": 1, "values": values})
            else:
                answer = call(block, handler, method="GET", path="/handler/download_own?format=json")
        assert answer.status == 200
        assert len([one for one in queries if "SAVEPOINT" not in one["sql"]]) <= most
