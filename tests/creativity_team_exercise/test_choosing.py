"""Choosing among entries: blind until the step has ended, changeable until then, and then told in words and numbers."""

from __future__ import annotations

from typing import Any

import pytest

from creativity_team_exercise.models import Choice, Entry
from creativity_team_exercise.techniques import Kind
from tests.creativity_team_exercise.acting import act, done, exercise, home, join, parsed, read, words_of
from tests.creativity_team_exercise.making import own, prompt, step
from tests.support.bare_host import BareHost, Person

pytestmark = pytest.mark.django_db
ADA, BEN, CARL, DORA = (Person(number) for number in (1, 2, 3, 4))
IDEAS = step("ideas", Kind.WRITE, wanted=1)
LAST = step("last", Kind.WRITE, wanted=1)


def at_choice(kind: Kind, **values: Any) -> tuple[BareHost, dict[str, Entry]]:
    """Return an exercise whose team of three has written an idea each and is about to choose."""
    host = exercise(size=3, **own(IDEAS, step("choice", kind, uses=("ideas",), **values), LAST))
    for person, idea in ((ADA, "A tool library"), (BEN, "A repair café"), (CARL, "<b>Bikes</b> for all")):
        join(host, person, idea)
    return host, {entry.text[2:6]: entry for entry in Entry.objects.order_by("pk")}


def given(host: BareHost, person: Person) -> dict[int, int]:
    """Return what somebody has given, by entry."""
    mine = Choice.objects.filter(usage_key=str(host.usage_key), participant=person.anonymous_id)
    return dict(mine.values_list("entry_id", "value"))


def home_region(host: BareHost, person: Person) -> str:
    """Return the page of where somebody is now."""
    return done(read(host, person, "show_exercise")).body["html"]


def look_back(host: BareHost, person: Person = ADA) -> str:
    """Return the page of the step of choosing once it has ended."""
    return done(read(host, person, "show_step", step="choice")).body["html"]


class TestDots:
    @pytest.fixture
    def team(self) -> tuple[BareHost, list[str]]:
        host, _entries = at_choice(Kind.DOTS, picks=5, per_entry=3)
        return host, [f"dots.{entry.pk}" for entry in Entry.objects.order_by("pk")]

    def give(self, host: BareHost, person: Person, fields: list[str], *dots: Any) -> Any:
        return act(host, person, "choose_entries", step="choice", **dict(zip(fields, dots, strict=True)))

    def test_the_page_has_a_number_for_each_entry_and_says_the_budget(self, team) -> None:
        host, fields = team
        page = parsed(home(host, ADA))
        inputs = page.xpath("//form[@data-handler='choose_entries']//input[@type='number']")
        assert [one.get("name") for one in inputs] == fields
        assert {(one.get("min"), one.get("max"), one.get("value")) for one in inputs} == {("0", "3", "0")}
        assert "You have 5 dots, and at most 3 for one." in words_of(home(host, ADA))
        assert "<b>Bikes" not in home(host, ADA)

    def test_they_are_stored_shown_again_and_can_be_changed(self, team) -> None:
        host, fields = team
        done(self.give(host, ADA, fields, 3, 1, 0))
        assert sorted(given(host, ADA).values()) == [1, 3]
        assert "Given so far: 4. Left: 1." in words_of(home(host, ADA))
        shown = parsed(home(host, ADA)).xpath("//form[@data-handler='choose_entries']//input[@type='number']/@value")
        assert shown == ["3", "1", "0"]
        done(self.give(host, ADA, fields, 0, "", 2))
        assert list(given(host, ADA).values()) == [2]

    @pytest.mark.parametrize(
        ("dots", "sentence"),
        [
            ((3, 3, 0), "You have given 6 dots, and you have 5. Please take 1 back."),
            ((0, 0, 0), "Please choose at least one."),
            ((4, 0, 0), "needs another look"),
            ((-1, 0, 0), "needs another look"),
            (("two", 0, 0), "needs another look"),
        ],
    )
    def test_what_does_not_fit_is_said_and_nothing_is_stored(self, team, dots: tuple[Any, ...], sentence: str) -> None:
        host, fields = team
        answer = self.give(host, ADA, fields, *dots)
        assert answer.status == 422
        assert sentence in answer.body["error"]
        assert not Choice.objects.exists()

    def test_nobody_sees_anything_until_the_step_has_ended(self, team) -> None:
        host, fields = team
        for person in (ADA, BEN):
            done(self.give(host, person, fields, 3, 2, 0))
            page = parsed(home(host, CARL)).xpath("//section[contains(@class, 'cte-now')]")[0].text_content()
            assert "people" not in page
            assert "dots from" not in page
            assert read(host, CARL, "show_step", step="choice").body["html"] == home_region(host, CARL)
            work = words_of(done(read(host, CARL, "show_work")).body["html"])
            assert "shown here when the step has ended" in work
            assert "First:" not in work
            assert "dots from" not in work
        answer = done(self.give(host, CARL, fields, 1, 0, 0))
        assert "see what your team chose" in answer.body["announce"]
        told = words_of(look_back(host))
        assert "7 dots from 3 people" in told
        assert "4 dots from 2 people" in told
        assert "First: “A tool library” (7 dots from 3 people)." in told
        bars = parsed(look_back(host)).xpath("//svg/rect/@width")
        assert bars == ["100", "57"]

    def test_ties_are_said_and_have_one_place(self, team) -> None:
        host, fields = team
        for person, dots in ((ADA, (2, 2, 1)), (BEN, (1, 1, 0)), (CARL, (1, 1, 0))):
            done(self.give(host, person, fields, *dots))
        rows = [words_of(str(line)) for line in _rows(look_back(host))]
        assert [row.split()[0] for row in rows] == ["1", "1", "3"]
        assert "2 entries share the first place." in words_of(look_back(host))

    def test_it_cannot_be_changed_afterwards(self, team) -> None:
        host, fields = team
        for person in (ADA, BEN, CARL):
            done(self.give(host, person, fields, 1, 0, 0))
        assert self.give(host, ADA, fields, 0, 3, 0).status == 409
        assert set(given(host, ADA).values()) == {1}

    def test_another_teams_entry_is_not_among_the_fields(self, team) -> None:
        host, fields = team
        join(host, DORA, "Of the other team")
        theirs = Entry.objects.get(text="Of the other team")
        answer = act(host, ADA, "choose_entries", step="choice", **{fields[0]: 1, f"dots.{theirs.pk}": 1})
        assert answer.status == 400
        assert not Choice.objects.exists()
        assert act(host, DORA, "choose_entries", step="choice", **{fields[0]: 1}).status == 400
        assert "Of the other team" not in home(host, ADA)

    def test_what_the_course_team_has_hidden_cannot_be_chosen(self, team) -> None:
        host, fields = team
        Entry.objects.filter(text="A tool library").update(is_hidden=True)
        assert "A tool library" not in home(host, BEN)
        assert self.give(host, BEN, fields, 1, 0, 0).status == 400

    @pytest.mark.parametrize("name", ["ideas", "nothing", ""])
    def test_only_in_a_step_of_choosing(self, team, name: str) -> None:
        assert act(team[0], ADA, "choose_entries", step=name).status == 404


class TestRanks:
    @pytest.fixture
    def team(self) -> tuple[BareHost, list[int]]:
        host, _entries = at_choice(Kind.RANK, picks=5)
        return host, [entry.pk for entry in Entry.objects.order_by("pk")]

    def test_there_is_a_list_for_each_place_and_no_more_places_than_entries(self, team) -> None:
        host, entries = team
        lists = parsed(home(host, ADA)).xpath("//form[@data-handler='choose_entries']//select")
        assert [one.get("name") for one in lists] == ["place.1", "place.2", "place.3"]
        assert [one.get("value") for one in lists[0]] == ["", *map(str, entries)]

    def test_the_first_place_gets_the_most_points(self, team) -> None:
        host, (tools, repair, _bikes) = team
        done(act(host, ADA, "choose_entries", step="choice", place__1=repair, place__2=tools, place__3=""))
        assert given(host, ADA) == {repair: 5, tools: 4}
        chosen = parsed(home(host, ADA)).xpath("//form[@data-handler='choose_entries']//option[@selected]/@value")
        assert chosen == [str(repair), str(tools)]

    def test_one_entry_in_two_places_is_refused_at_the_second(self, team) -> None:
        host, (tools, *_others) = team
        answer = act(host, ADA, "choose_entries", step="choice", place__1=tools, place__2="", place__3=tools)
        assert answer.status == 422
        assert "already has place 1" in answer.body["fields"]["place.3"][0]

    def test_points_are_told(self, team) -> None:
        host, (tools, repair, bikes) = team
        for person in (ADA, BEN, CARL):
            done(act(host, person, "choose_entries", step="choice", place__1=repair, place__2=bikes, place__3=tools))
        told = words_of(look_back(host))
        assert "First: “A repair café” (15 points from 3 people)." in told


class TestRatings:
    @pytest.fixture
    def team(self) -> tuple[BareHost, list[int]]:
        host, _entries = at_choice(Kind.RATE, prompts=(prompt("use", "Use"), prompt("cost", "Cost")))
        return host, [entry.pk for entry in Entry.objects.order_by("pk")]

    def rate(self, host: BareHost, person: Person, levels: dict[tuple[int, str], int]) -> Any:
        values = {f"level.{entry}.{criterion}": level for (entry, criterion), level in levels.items()}
        return act(host, person, "choose_entries", step="choice", **values)

    def test_each_entry_is_a_fieldset_with_a_group_of_levels_for_each_criterion(self, team) -> None:
        host, entries = team
        outer = parsed(home(host, ADA)).xpath("//form[@data-handler='choose_entries']/fieldset")
        assert len(outer) == 3
        groups = outer[0].xpath("./fieldset")
        assert [group.xpath("string(./legend)") for group in groups] == ["Use", "Cost"]
        radios = groups[0].xpath(".//input[@type='radio']")
        assert [one.get("value") for one in radios] == ["1", "2", "3", "4", "5"]
        assert {one.get("name") for one in radios} == {f"level.{entries[0]}.use"}

    def test_middle_and_range_are_told_and_what_was_left_out_does_not_count(self, team) -> None:
        host, (tools, repair, _bikes) = team
        done(self.rate(host, ADA, {(tools, "use"): 5, (tools, "cost"): 2, (repair, "use"): 1}))
        done(self.rate(host, BEN, {(tools, "use"): 2, (tools, "cost"): 2}))
        done(self.rate(host, CARL, {(tools, "use"): 4}))
        first, second, third = (words_of(str(row)) for row in _rows(look_back(host)))
        assert "4 (2–5)" in first
        assert "2 (2)" in first
        assert "rated by 3 people" in first
        assert "1 (1)" in second
        assert "rated by 1 person" in second
        assert third.startswith("–")

    def test_half_levels(self, team) -> None:
        host, (tools, *_others) = team
        for person, level in ((ADA, 3), (BEN, 4)):
            done(self.rate(host, person, {(tools, "use"): level}))
        done(self.rate(host, CARL, {(tools, "cost"): 1}))
        assert "3.5 (3–4)" in words_of(look_back(host))

    @pytest.mark.parametrize("level", ["0", "6", "x"])
    def test_there_are_five_levels(self, team, level: str) -> None:
        host, (tools, *_others) = team
        assert act(host, ADA, "choose_entries", step="choice", **{f"level.{tools}.use": level}).status == 422
        assert not Choice.objects.exists()


def test_where_there_is_nothing_one_is_told_to_go_on() -> None:
    host, _entries = at_choice(Kind.DOTS)
    Entry.objects.update(is_hidden=True)
    assert "There is nothing to choose from" in words_of(home(host, ADA))
    done(act(host, ADA, "finish_stage", step="choice", round=0))


def test_the_same_request_twice_is_one_choice() -> None:
    from tests.support.bare_host import call

    host, entries = at_choice(Kind.DOTS)
    field = f"dots.{next(iter(entries.values())).pk}"
    body = {"key": "the-same-key-1", "version": 0, "values": {"step": "choice", field: "1"}}
    for _time in (1, 2):
        assert call(host.block(ADA), "choose_entries", body).status == 200
    assert Choice.objects.count() == 1


def _rows(page: str) -> list[str]:
    from lxml import html

    return [html.tostring(row, encoding="unicode") for row in parsed(page).xpath("//table//tbody/tr")]
