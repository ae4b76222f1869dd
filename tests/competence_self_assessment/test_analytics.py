"""The instructor's page as a whole: overview, distributions, change, one group or version at a time, and its limits."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from competence_self_assessment.analytics import change
from competence_self_assessment.frameworks import parse
from competence_self_assessment.models import RoundStatistics
from tests.competence_self_assessment import figures_for_tests as made
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import submit
from tests.support.bare_host import BareHost, Campus, Person, call
from tests.support.hostile import dangers

STAFF = Person(8_000, is_staff=True)
GROUPS = {"breakdown": "target_group", "ask_target_group": True}


def _host(occasion: str = "pre", text: str = "", **fields: Any) -> BareHost:
    own = {"framework": "own", "own_framework": text or small.text(), "threshold": 5, "series": "s"}
    return BareHost({**own, "occasion": occasion, **fields})


def _hand_in(host: BareHost, number: int, now: Any, then: Any = None, group: str = "") -> None:
    framework = parse(host.fields["own_framework"])
    values = {"framework": framework.digest}
    for view, given in (("now", now), ("then", then)):
        if given is not None:
            levels = given if isinstance(given, list) else [given] * len(framework.items)
            values |= {
                f"{view}.{item}": str(level or "missing") for item, level in zip(framework.items, levels, strict=True)
            }
    if group:
        values["target_group"] = group
    answer = submit(host.block(Person(number)), values)
    assert answer.status == 200, answer


def _figures(host: BareHost, query: str = "", status: int = 200) -> Any:
    answer = call(host.block(STAFF), "show_figures", method="GET", path=f"/handler/show_figures{query}")
    assert answer.status == status, answer
    if status != 200:
        assert set(answer.body) == {"error", "fields"}
        return answer.body["error"]
    assert not dangers(answer.body["html"])
    return html.fragment_fromstring(answer.body["html"], create_parent="div")


def _table(page: Any, caption: str) -> list[list[str]]:
    """The texts of a table, row by row, found by the beginning of its caption."""
    (table,) = page.xpath(f'//table[starts-with(normalize-space(caption), "{caption}")]')
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.iterdescendants("tr")]


def _text(page: Any) -> str:
    return " ".join(page.text_content().split())


@pytest.mark.django_db
class TestOverview:
    def test_the_first_look(self):
        host = _host()
        for number in range(1, 6):
            _hand_in(host, number, [3, 3, 1, 2, number % 3 + 1, 2])
        page = _figures(host)
        sentences = [sentence.text for sentence in page.xpath("(//div[@class='bizmooc-note'])[1]/p")]
        assert sentences == [
            "Lowest self-view: “Competence bb” (mean 1.50 on a scale from 1 to 3); highest: “Competence aa” (3.00).",
            "This is one look at one time: it says nothing about change.",
            "Nothing here is proof of skill: it is how the 5 people who handed in see themselves.",
        ]
        head, *rows = _table(page, "All competences at a glance")
        assert head == ["Competence", "n", "Median", "Mean (95 % interval)", "Alpha"]
        assert rows[0] == ["Competence aa", "5", "3.0", "3.00", "–"]
        assert rows[2] == ["Competence cc", "5", "2.0", "2.10 (1.58 to 2.62)", "–"]
        # Why there is neither interval nor alpha of those who all said the same.
        assert "Competence aa: All 5 values are the same" in _text(page)
        assert "Competence aa: All answers to “Statement aa 1” are the same" in _text(page)

    def test_each_row_leads_to_its_section(self):
        host = _host()
        for number in range(1, 6):
            _hand_in(host, number, 2)
        page = _figures(host)
        targets = page.xpath("//table//a/@href")
        assert len(targets) == 3
        for target, title in zip(targets, ("aa", "bb", "cc"), strict=True):
            (heading,) = page.xpath(f"//h4[@id='{target[1:]}']")
            assert heading.text == f"Competence {title}"
        assert set(page.xpath("//a/@target")) == {"_self"}

    def test_what_looks_equal_is_equal(self):
        host = _host()
        for number in range(1, 6):
            _hand_in(host, number, 2)
        assert "All competences have the same mean: 2.00 on a scale from 1 to 3." in _text(_figures(host))

    def test_where_nobody_could_say(self):
        host = _host()
        for number in range(1, 6):
            _hand_in(host, number, [None] * 6)
        page = _figures(host)
        assert "Too few statements were answered for any mean." in _text(page)
        assert _table(page, "All competences at a glance")[1] == ["Competence aa", "0", "–", "–", "–"]
        assert "Now: nobody answered enough of it." in _text(page)


@pytest.mark.django_db
class TestDistributions:
    def test_people_and_shares_with_intervals(self):
        host = _host()
        for number in range(1, 6):
            _hand_in(host, number, [1 if number == 1 else 3, None if number < 4 else 2, 2, 2, 2, 2])
        page = _figures(host)
        shares = page.xpath("(//table[starts-with(normalize-space(caption), 'Percent')])[1]")[0]
        rows = [[" ".join(cell.text_content().split()) for cell in row] for row in shares.iterdescendants("tr")]
        assert rows[0][:3] == ["Question", "View", "n"]
        # Half a level counts upwards: 1, 3, 3, 2.5 and 2.5.
        assert rows[1] == ["Competence aa", "Now", "5", "20 (4 to 62)", "0 (0 to 43)", "80 (38 to 96)"]
        assert rows[2] == ["Statement aa 1", "Now", "5", "20 (4 to 62)", "0 (0 to 43)", "80 (38 to 96)"]
        assert rows[3] == ["Statement aa 2", "Now", "2", "0 (0 to 66)", "100 (34 to 100)", "0 (0 to 66)"]

    def test_those_without_a_score_are_named(self):
        host = _host()
        for number in range(1, 7):
            _hand_in(host, number, [2 if number > 1 else None, None if number == 1 else 3, 1, 2, 3, 1])
            if number == 5:
                assert "1 person rated fewer than half of the statements and has no score here." in _text(
                    _figures(host)
                )


def _course(pre: BareHost, post: BareHost, people: int, seed: int = 1, groups: tuple[str, ...] = ("",)) -> None:
    rng = random.Random(seed)

    def levels(towards: float) -> list[int | None]:
        return [None if rng.random() < 0.05 else min(3, max(1, round(rng.gauss(towards, 0.7)))) for _item in range(6)]

    for number in range(1, people + 1):
        group = groups[number % len(groups)]
        _hand_in(pre, number, levels(1.7))
        _hand_in(post, number, levels(2.3), levels(1.5), group)


@pytest.mark.django_db
class TestChange:
    def test_three_differences_kept_apart(self):
        pre, post = _host(), _host("post")
        for number in range(1, 6):
            _hand_in(pre, number, 2 if number > 1 else 1)
            _hand_in(post, number, 3, 1)
        page = _figures(post)
        head, *rows = page.xpath("(//table[starts-with(normalize-space(caption), 'Each difference')])[1]//tr")
        assert [cell.text.rpartition("(")[2].rstrip(")") for cell in head][1:] == [
            "post − pre",
            "post − then",
            "then − pre",
        ]
        cells = {row[0].text: [cell.text for cell in row[1:]] for row in rows}
        assert cells["Pairs (n)"] == ["5", "5", "5"]
        assert cells["Mean difference"] == ["+1.20", "+2.00", "−0.80"]
        assert cells["Mean before"] == ["1.80", "1.00", "1.80"]
        assert "5 people answered the same questions at the start." in _text(page)

    def test_the_largest_shift_that_stands_out_is_named_first(self):
        pre, post = _host(), _host("post")
        for number in range(1, 6):
            _hand_in(pre, number, [1, 1, 2, 2, 2, 2])
            _hand_in(post, number, [3, 3 - number % 2, 2, 2, 2 + number % 2, 2], 1)
        page = _figures(post)
        summary = _text(page.xpath("(//div[@class='bizmooc-note'])[1]")[0])
        assert "Largest shift that stands out, in “Competence aa”: On average" in summary
        overview = _table(page, "All competences at a glance")
        assert overview[0][4] == "Change since the start (interval: 95 %)"
        assert overview[1][4].startswith("+1.70 (1.36 to 2.04)")

    def test_nothing_stands_out(self):
        pre, post = _host(), _host("post")
        for number in range(1, 6):
            _hand_in(pre, number, 1 + number % 3)
            _hand_in(post, number, 1 + (number + 1) % 3, 2)
        assert "No shift stands out" in _text(_figures(post))

    def test_a_first_block_has_no_change_and_says_so(self):
        host = _host()
        for number in range(1, 6):
            _hand_in(host, number, 2)
        page = _figures(host)
        assert "it says nothing about change" in _text(page)
        assert not page.xpath("//h5[starts-with(text(), 'Change')]")
        assert "Wilcoxon" not in _text(page)

    def test_who_has_no_first_self_view_is_counted(self):
        post = _host("post")
        for number in range(1, 6):
            _hand_in(post, number, 3, 2)
        page = _figures(post)
        assert "5 people are not compared with a first self-view" in _text(page)
        assert _table(page, "All competences at a glance")[0][4] == "Change, looking back (interval: 95 %)"

    def test_an_earlier_version_of_the_questions_is_named(self):
        changed = small.text(small.reword("bb_2"))
        pre, post = _host(), _host("post", changed)
        for number in range(1, 6):
            _hand_in(pre, number, 2)
            _hand_in(post, number, 3, 1)
        text = _text(_figures(post))
        digest = small.framework().digest[:8]
        assert (
            f"5 people answered an earlier version of the questions ({digest}) at the start: 1 of 6 statements are "
            "left out of the comparison" in text
        )

    def test_limits_and_policy_are_printed(self):
        pre, post = _host(), _host("post")
        _course(pre, post, 10)
        text = _text(_figures(post))
        for words in (
            "There is no control group",
            "Those who left the course before they answered are in none of these figures",
            "people tend to see growth, also where there was none",
            "Pairs without change are dropped, differences of equal size share the mean of their ranks",
            "p is counted exactly up to 13 pairs, and up to 50 where there are neither ties nor zeros",
            "(Cohen 1988; Lakens 2013)",
            "(Cumming 2012)",
            "That is why none has a star",
            "Fewer than 30 pairs",
            "Listwise: only people who answered every statement",
        ):
            assert words in text
        assert "*" not in text


@pytest.mark.django_db
class TestGroups:
    @pytest.fixture
    def host(self):
        host = _host("pre", **GROUPS)
        for number in range(1, 6):
            _hand_in(host, number, 1, group="business")
        for number in range(6, 12):
            _hand_in(host, number, 3, group="labour_force")
        for number in range(12, 15):
            _hand_in(host, number, 2, group="higher_education")
        return host

    def test_one_at_a_time(self, host):
        everybody = _figures(host)
        assert [option.get("value") for option in everybody.xpath("//select[@name='group']/option")] == [
            "",
            "target:business",
            "target:labour_force",
        ]
        business = _figures(host, "?group=target:business")
        assert business.xpath("//option[@selected]/@value") == ["target:business"]
        assert "Business: I work in a company" in business.xpath("//h3[@data-focus]")[0].text
        assert "Answers of 5 people" in _text(business)
        assert _table(business, "All competences at a glance")[1][1:4] == ["5", "1.0", "1.00"]

    def test_side_by_side_where_each_is_shown(self, host):
        head, *rows = _table(_figures(host), "Mean of how people see themselves now")
        assert head[1:] == [
            "Business: I work in a company",
            "Labour force and society: I look for work, volunteer, or learn for life",
        ]
        assert rows[0] == ["Competence aa", "1.00 (5)", "3.00 (5)"]
        assert "Groups side by side" not in _text(_figures(host, "?group=target:business"))

    @pytest.mark.parametrize("group", ["target:higher_education", "target:nobody", "-", "cohort:1", "%ff", "x" * 3000])
    def test_a_group_that_is_not_shown_is_as_one_that_does_not_exist(self, host, group):
        error = _figures(host, f"?group={group}", status=404)
        assert error == "This group is not shown. Please load the figures again."

    def test_those_in_no_group(self):
        host = _host("pre", **GROUPS)
        for number in range(1, 6):
            _hand_in(host, number, 2)
        for number in range(6, 11):
            _hand_in(host, number, 3, group="business")
        page = _figures(host, "?group=-")
        assert "No answer to the question on the target group" in page.xpath("//h3[@data-focus]")[0].text
        assert _table(page, "All competences at a glance")[1][3] == "2.00"

    def test_of_one_group_alone_there_is_no_table(self):
        host = _host("pre", **GROUPS)
        for number in range(1, 6):
            _hand_in(host, number, 3, group="business")
        page = _figures(host)
        assert not page.xpath("//caption[starts-with(normalize-space(.), 'Mean of how')]")
        assert "Everybody in the figures above is in one of these groups." in _text(page)

    def test_without_a_breakdown_there_is_nothing_to_choose(self, host):
        host.fields["breakdown"] = ""
        assert not _figures(host).xpath("//select")
        _figures(host, "?group=target:business", status=404)

    def test_cohorts_have_their_names(self, monkeypatch):
        host = _host("pre", breakdown="cohort")
        monkeypatch.setattr(Campus, "cohort_of", lambda self, user_id, course: (7 + user_id % 2, "A"))
        monkeypatch.setattr(Campus, "cohort_names", lambda self, course: {7: "Graz <b>"})
        for number in range(1, 11):
            _hand_in(host, number, 2)
        options = _figures(host).xpath("//select[@name='group']/option")
        assert [option.text for option in options] == ["Everybody", "Graz <b>", "Cohort 8"]

    def test_who_is_in_no_group_shown_is_counted(self, monkeypatch):
        host = _host("pre", breakdown="cohort")
        # One cohort of five, and more and more of four: by and by, some of those are shown together.
        monkeypatch.setattr(Campus, "cohort_of", lambda self, user_id, course: (max(0, user_id - 2) // 4, "A"))
        for number in range(1, 42):
            _hand_in(host, number, 2)
        together = RoundStatistics.objects.get(cell="mixed").released_people
        assert together >= 5
        page = _figures(host)
        assert f"Answers of {together + 5} people" in _text(page)
        assert f"{together} people in the figures above are in no group shown here: their groups are" in _text(page)
        assert len(page.xpath("//select[@name='group']/option")) == 2


@pytest.mark.django_db
class TestVersions:
    @pytest.fixture
    def host(self):
        host = _host()
        for number in range(1, 6):
            _hand_in(host, number, 1)
        host.fields["own_framework"] = small.text(small.reword("bb_2"))
        for number in range(6, 12):
            _hand_in(host, number, 3)
        return host

    def test_the_newest_first_and_others_on_demand(self, host):
        newest = _figures(host)
        assert "Answers of 5 people" in _text(newest)
        assert _table(newest, "All competences at a glance")[1][3] == "3.00"
        options = newest.xpath("//select[@name='version']/option")
        assert len(options) == 2
        assert re.search(r"Small \([0-9a-f]{8}\): 5 people, as of ", options[1].text)
        older = _figures(host, f"?version={options[1].get('value')}")
        assert _table(older, "All competences at a glance")[1][3] == "1.00"
        assert older.xpath("//select[@name='version']/option[@selected]/@value") == [options[1].get("value")]

    @pytest.mark.parametrize("version", ["0000", "%00", "*"])
    def test_a_version_that_is_not_shown(self, host, version):
        assert "This version of the questions is not shown" in _figures(host, f"?version={version}", status=404)

    def test_who_waits_is_told_of_outside_the_figures(self, host):
        assert "1 person who handed in is not part of the figures below yet." in _text(_figures(host))


@pytest.mark.django_db
@pytest.mark.parametrize("people", [10, 30])
def test_two_queries_at_any_number_of_people(people):
    pre, post = _host(), _host("post", **GROUPS)
    _course(pre, post, people, groups=("business", "labour_force"))
    for query in ("", "?group=target:business"):
        with CaptureQueriesContext(connection) as queries:
            _figures(post, query)
        assert len(queries) == 2


def test_every_difference_has_a_title_and_words_for_every_direction():
    framework = small.framework()
    for before, after in ((1, 3), (3, 1), (2, 2)):
        first = made.round_of(framework, dict.fromkeys(framework.items, before))
        round_ = made.round_of(
            framework, dict.fromkeys(framework.items, after), dict.fromkeys(framework.items, before), first
        )
        shown = made.shown([round_] * 3, framework)
        found = change.compared(shown.competences[0])
        assert [one.pair for one in found] == list(change.titles()) == ["pre_now", "then_now", "pre_then"]
        assert len({one.sentence for one in found}) == 3
