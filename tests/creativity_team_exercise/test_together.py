"""What a team makes together: pairs, combinations, tags, and one text in versions."""

from __future__ import annotations

from typing import Any

import pytest

from creativity_team_exercise.models import Draft, Entry, Pair, Part, ResultVersion
from creativity_team_exercise.techniques import Kind
from tests.creativity_team_exercise.acting import act, done, exercise, hand_in, home, join, parsed, read, words_of
from tests.creativity_team_exercise.making import own, prompt, step
from tests.support.bare_host import BareHost, Person

ADA, BEN, CARL = (Person(number) for number in (1, 2, 3))
LAST = step("last", Kind.WRITE, wanted=1)
VALUES = step("values", Kind.WRITE, prompts=(prompt("where", "Where"), prompt("when", "When")), wanted=1)


def at_box() -> tuple[BareHost, dict[str, int]]:
    """Return an exercise whose team of two is about to mark pairs, and the values by their text."""
    pairs = step("pairs", Kind.PAIRS, uses=("values",))
    whole = step("whole", Kind.COMBINE, uses=("values",), wanted=1, at_most=2)
    host = exercise(size=2, **own(VALUES, pairs, whole, LAST))
    for person, where, when in ((ADA, "In the park", "At night"), (BEN, "In <i>school</i>", "On Sundays")):
        join(host, person, where)
        done(hand_in(host, person, "values", when, prompt="when"))
    return host, {entry.text: entry.pk for entry in Entry.objects.all()}


def mark(host: BareHost, person: Person, first: int, second: int, wanted: str = "yes", name: str = "pairs") -> Any:
    return act(host, person, "mark_pair", step=name, first=first, second=second, wanted=wanted)


@pytest.mark.django_db
class TestPairs:
    @pytest.fixture
    def team(self) -> tuple[BareHost, dict[str, int]]:
        return at_box()

    def test_each_value_of_one_row_with_each_of_the_other_in_a_table(self, team) -> None:
        host, values = team
        table = parsed(home(host, ADA)).xpath("//*[@data-pairs='pairs']//table")
        assert len(table) == 1
        assert [head.text_content() for head in table[0].xpath(".//thead//th[@scope='col']")] == [
            "At night",
            "On Sundays",
        ]
        assert [head.text_content() for head in table[0].xpath(".//th[@scope='row']")] == [
            "In the park", "In <i>school</i>",
        ]  # fmt: skip
        boxes = table[0].xpath(".//input[@type='checkbox']")
        assert len(boxes) == 4
        named = [
            table[0].xpath(f".//*[@id='{one}']")[0].text_content() for one in boxes[0].get("aria-labelledby").split()
        ]
        assert named == ["In the park", "At night"]
        assert boxes[0].get("data-mark") == f"{values['In the park']}-{values['At night']}"

    def test_a_mark_is_the_teams_and_both_count_what_is_left(self, team) -> None:
        host, values = team
        assert "4 combinations are possible." in words_of(home(host, ADA))
        answer = done(mark(host, ADA, values["In the park"], values["At night"]))
        assert answer.body["left"] == "3 of 4 combinations remain."
        assert answer.body["announce"] == "Marked. 3 of 4 combinations remain."
        page = parsed(home(host, BEN))
        assert page.xpath("//input[@type='checkbox' and @checked and @data-mark]/@data-mark") == [
            f"{values['In the park']}-{values['At night']}"
        ]
        assert page.xpath("//*[@data-pairs-left]")[0].text_content() == "3 of 4 combinations remain."
        answer = done(mark(host, BEN, values["At night"], values["In the park"], "no"))
        assert answer.body["left"] == "4 combinations are possible."
        assert not Pair.objects.exists()

    def test_two_of_one_row_cannot_contradict_each_other(self, team) -> None:
        host, values = team
        assert mark(host, ADA, values["At night"], values["On Sundays"]).status == 400
        assert not Pair.objects.exists()

    def test_another_teams_values(self, team) -> None:
        host, values = team
        join(host, CARL, "Elsewhere")
        theirs = Entry.objects.get(text="Elsewhere").pk
        assert mark(host, ADA, theirs, values["At night"]).status == 404
        assert mark(host, CARL, values["In the park"], values["At night"]).status in (404, 409)
        assert not Pair.objects.exists()

    def test_only_in_its_step(self, team) -> None:
        host, values = team
        assert mark(host, ADA, values["In the park"], values["At night"], name="values").status == 404
        for person in (ADA, BEN):
            done(act(host, person, "finish_stage", step="pairs", round=0))
        assert mark(host, ADA, values["In the park"], values["At night"]).status == 409


@pytest.mark.django_db
class TestCombinations:
    @pytest.fixture
    def team(self) -> tuple[BareHost, dict[str, int]]:
        host, values = at_box()
        done(mark(host, ADA, values["In the park"], values["At night"]))
        for person in (ADA, BEN):
            done(act(host, person, "finish_stage", step="pairs", round=0))
        return host, values

    def combine(self, host: BareHost, person: Person, where: Any, when: Any, text: str = "A reading night") -> Any:
        values = {"part.where": where, "part.when": when, "text": text, "form": "", "round": 0}
        return act(host, person, "combine_entries", step="whole", **values)

    def test_one_of_each_row_is_taken_and_shown_in_the_box(self, team) -> None:
        host, values = team
        lists = parsed(home(host, ADA)).xpath("//form[@data-handler='combine_entries']//select")
        assert [one.get("name") for one in lists] == ["part.where", "part.when"]
        done(self.combine(host, ADA, values["In the park"], values["On Sundays"]))
        whole = Entry.objects.get(text="A reading night")
        assert set(Part.objects.filter(whole=whole).values_list("entry_id", flat=True)) == {
            values["In the park"], values["On Sundays"],
        }  # fmt: skip
        chosen = parsed(home(host, ADA)).xpath("//td[@class='cte-chosen']")
        assert [words_of(cell.text_content()) for cell in chosen] == ["In the park ✓ in 1", "On Sundays ✓ in 1"]
        assert "A reading night" not in home(host, BEN)

    def test_two_that_contradict_each_other_are_refused_by_name(self, team) -> None:
        host, values = team
        answer = self.combine(host, ADA, values["In the park"], values["At night"])
        assert answer.status == 422
        told = answer.body["fields"]["part.when"][0]
        assert "“In the park” and “At night” as contradicting each other" in told
        assert not Part.objects.exists()

    @pytest.mark.parametrize("missing", ["where", "when", "text"])
    def test_nothing_may_be_missing(self, team, missing: str) -> None:
        host, values = team
        sent = {"where": values["In the park"], "when": values["On Sundays"], "text": "A", missing: ""}
        answer = self.combine(host, ADA, **sent)
        assert answer.status == 422
        assert len(answer.body["fields"]) == 1

    def test_a_value_of_another_team_is_no_answer(self, team) -> None:
        host, values = team
        join(host, CARL, "Elsewhere")
        answer = self.combine(host, ADA, Entry.objects.get(text="Elsewhere").pk, values["On Sundays"])
        assert answer.status == 422
        assert not Part.objects.exists()

    def test_a_draft_is_kept_and_drawn_again(self, team) -> None:
        host, values = team
        form = parsed(home(host, ADA)).xpath("//form[@data-handler='combine_entries']")[0]
        name = form.xpath(".//input[@name='form']/@value")[0]
        sent = {"form": name, "round": 0, "part.where": values["In the park"], "part.when": "", "text": "Half a th"}
        done(act(host, ADA, "save_draft", step="whole", **sent))
        page = parsed(home(host, ADA))
        assert page.xpath("//textarea[@name='text']")[0].text_content().strip() == "Half a th"
        assert page.xpath("//select[@name='part.where']/option[@selected]/@value") == [str(values["In the park"])]
        done(self.combine(host, ADA, values["In the park"], values["On Sundays"]))
        assert not Draft.objects.exists()

    def test_all_see_them_when_the_step_has_ended(self, team) -> None:
        host, values = team
        done(self.combine(host, ADA, values["In the park"], values["On Sundays"], "One"))
        done(self.combine(host, BEN, values["In <i>school</i>"], values["On Sundays"], "Other"))
        told = words_of(done(read(host, BEN, "show_step", step="whole")).body["html"])
        assert "1. One" in told
        assert "2. Other" in told
        assert "On Sundays ✓ in 1, 2" in told


@pytest.mark.django_db
class TestTags:
    @pytest.fixture
    def team(self) -> tuple[BareHost, list[int]]:
        ideas = step("ideas", Kind.WRITE, wanted=1)
        host = exercise(size=2, **own(ideas, step("sort", Kind.SORT, uses=("ideas",)), LAST))
        join(host, ADA, "A tool library"), join(host, BEN, "A swap shelf")
        return host, list(Entry.objects.order_by("pk").values_list("pk", flat=True))

    def tag(self, host: BareHost, person: Person, tags: dict[int, tuple[str, str]]) -> Any:
        values = {f"was.{number}": was for number, (was, _tag) in tags.items()}
        values |= {f"tag.{number}": tag for number, (_was, tag) in tags.items()}
        return act(host, person, "tag_entry", step="sort", **values)

    def test_entries_stand_under_their_tags(self, team) -> None:
        host, (tools, shelf) = team
        assert "Without a tag (2)" in words_of(home(host, ADA))
        answer = done(self.tag(host, ADA, {tools: ("", " things  to lend "), shelf: ("", "Things to lend")}))
        assert answer.body["announce"] == "2 tags are stored."
        assert set(Entry.objects.values_list("tag", flat=True)) == {"things to lend", "Things to lend"}
        page = home(host, BEN)
        assert "things to lend (2)" in words_of(page)
        assert parsed(page).xpath("//datalist/option/@value") == ["things to lend"]
        assert parsed(page).xpath("//input[@list]/@list")[0] == parsed(page).xpath("//datalist/@id")[0]

    def test_what_somebody_else_has_tagged_meanwhile_stays(self, team) -> None:
        host, (tools, shelf) = team
        done(self.tag(host, ADA, {tools: ("", "Lending"), shelf: ("", "")}))
        done(self.tag(host, BEN, {tools: ("", ""), shelf: ("", "Swapping")}))
        assert dict(Entry.objects.values_list("pk", "tag")) == {tools: "Lending", shelf: "Swapping"}

    def test_a_tag_can_be_taken_away(self, team) -> None:
        host, (tools, _shelf) = team
        done(self.tag(host, ADA, {tools: ("", "Lending")}))
        done(self.tag(host, BEN, {tools: ("Lending", "")}))
        assert not Entry.objects.exclude(tag="").exists()

    def test_a_repeat_of_a_request_changes_nothing(self, team) -> None:
        from tests.support.bare_host import call

        host, (tools, _shelf) = team
        values = {"step": "sort", f"was.{tools}": "", f"tag.{tools}": "Lending"}
        body = {"key": "k" * 64, "version": 0, "values": values}
        assert call(host.block(ADA), "tag_entry", body).status == 200
        done(self.tag(host, BEN, {tools: ("Lending", "Sharing")}))
        assert call(host.block(ADA), "tag_entry", body).status == 200
        assert Entry.objects.get(pk=tools).tag == "Sharing"

    def test_too_long(self, team) -> None:
        host, (tools, _shelf) = team
        assert self.tag(host, ADA, {tools: ("", "x" * 41)}).status == 422

    def test_another_teams_entry(self, team) -> None:
        host, _entries = team
        join(host, CARL, "Elsewhere")
        assert self.tag(host, ADA, {Entry.objects.get(text="Elsewhere").pk: ("", "Mine")}).status == 400
        assert not Entry.objects.exclude(tag="").exists()


@pytest.mark.django_db
class TestResult:
    @pytest.fixture
    def host(self) -> BareHost:
        ideas = step("ideas", Kind.WRITE, wanted=1)
        fields = (prompt("what", "What we propose"), prompt("why", "Why"))
        host = exercise(size=3, **own(ideas, step("result", Kind.RESULT, prompts=fields), LAST))
        for person in (ADA, BEN, CARL):
            join(host, person, f"Idea {person.number}")
        return host

    def save(self, host: BareHost, person: Person, what: str, based_on: int, why: str = "") -> Any:
        values = {"field.what": what, "field.why": why, "form": "", "based_on": based_on}
        return act(host, person, "save_result", step="result", **values)

    def form(self, host: BareHost, person: Person) -> dict[str, str]:
        """Return what the form shows."""
        form = parsed(home(host, person)).xpath("//form[@data-handler='save_result']")[0]
        texts = {one.get("name"): one.text_content().strip() for one in form.xpath(".//textarea")}
        return {**texts, **{one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}}

    def test_the_next_one_goes_on_from_it(self, host) -> None:
        done(self.save(host, ADA, "Bikes for all", 0))
        shown = self.form(host, BEN)
        assert (shown["field.what"], shown["based_on"]) == ("Bikes for all", "1")
        done(self.save(host, BEN, "Bikes and trailers for all", 1, "They carry more."))
        assert self.form(host, CARL)["field.why"] == "They carry more."
        assert list(ResultVersion.objects.values_list("number", "is_beside")) == [(1, False), (2, False)]

    def test_of_two_at_once_both_stand_beside_each_other_until_one_has_both(self, host) -> None:
        done(self.save(host, ADA, "Ada’s text", 0))
        answer = done(self.save(host, BEN, "Ben’s text", 0))
        assert "Nothing is lost: both texts are below." in answer.body["announce"]
        page = words_of(answer.body["html"])
        assert "Ada’s text" in page
        shown = self.form(host, BEN)
        assert (shown["field.what"], shown["based_on"]) == ("Ben’s text", "1")
        other = words_of(home(host, ADA))
        assert "Two texts were written at the same time" in other
        assert "Ben’s text" in other
        assert self.form(host, ADA)["field.what"] == "Ada’s text"
        done(self.save(host, BEN, "Ada’s and Ben’s text", 1))
        assert "at the same time" not in words_of(home(host, ADA))
        assert self.form(host, ADA) == self.form(host, CARL) | {"form": self.form(host, ADA)["form"]}
        assert ResultVersion.objects.count() == 3

    def test_a_draft_that_a_newer_text_has_overtaken_shows_both(self, host) -> None:
        name = self.form(host, BEN)["form"]
        draft = {"form": name, "based_on": 0, "field.what": "Ben’s draft", "field.why": ""}
        done(act(host, BEN, "save_draft", step="result", **draft))
        assert "Somebody else has saved" not in words_of(home(host, BEN))
        done(self.save(host, ADA, "Ada’s text", 0))
        page = words_of(home(host, BEN))
        assert "Somebody else has saved a text since you began." in page
        assert "Ada’s text" in page
        assert self.form(host, BEN)["field.what"] == "Ben’s draft"
        done(self.save(host, BEN, "Both", 1))
        assert not Draft.objects.exists()
        assert ResultVersion.objects.get(number=2).is_beside is False

    def test_agreeing_is_being_done(self, host) -> None:
        assert "I leave the writing to the others" in words_of(home(host, BEN))
        done(self.save(host, ADA, "Bikes", 0))
        assert "I agree with this text" in words_of(home(host, BEN))
        for person in (BEN, CARL):
            assert "Bikes" in home(host, person)
            done(act(host, person, "finish_stage", step="result", round=0))
        assert "Do “last” now." in words_of(home(host, ADA))

    def test_what_comes_when_the_step_has_ended_is_kept_beside(self, host) -> None:
        done(self.save(host, ADA, "Bikes", 0))
        for person in (BEN, CARL):
            done(act(host, person, "finish_stage", step="result", round=0))
        answer = done(self.save(host, CARL, "Late", 1))
        assert "The step ended while you were writing." in answer.body["announce"]
        told = words_of(done(read(host, ADA, "show_step", step="result")).body["html"])
        assert told.index("Bikes") < told.index("Kept beside it") < told.index("Late")

    def test_what_was_not_saved_in_time_can_be_kept(self, host) -> None:
        name = self.form(host, BEN)["form"]
        draft = {"form": name, "based_on": 0, "field.what": "Ben’s draft\nin two lines", "field.why": ""}
        done(act(host, BEN, "save_draft", step="result", **draft))
        for person in (ADA, BEN, CARL):
            done(act(host, person, "finish_stage", step="result", round=0))
        page = done(read(host, BEN, "show_step", step="result")).body["html"]
        assert "Only you see this text until now" in words_of(page)
        assert "Ben’s draft" not in done(read(host, ADA, "show_step", step="result")).body["html"]
        form = parsed(page).xpath("//form[@data-handler='save_result']")[0]
        done(act(host, BEN, "save_result", **{one.get("name"): one.get("value", "") for one in form.xpath(".//input")}))
        version = ResultVersion.objects.get()
        assert version.content == {"what": "Ben’s draft\nin two lines"}
        assert version.is_beside
        assert "Ben’s draft" in done(read(host, ADA, "show_step", step="result")).body["html"]

    def test_the_history_has_every_version_and_who_wrote_it(self, host) -> None:
        done(self.save(host, ADA, "First", 0)), done(self.save(host, BEN, "Beside", 0))
        done(self.save(host, ADA, "Third", 1))
        answer = done(read(host, ADA, "show_history", step="result"))
        assert answer.body["region"] == "history-result"
        told = words_of(answer.body["html"])
        assert told.index("Third") < told.index("Beside") < told.index("First")
        assert told.count("by you") == 4
        assert "Written at the same time as another one" in told
        assert read(host, ADA, "show_history", step="ideas").status == 404

    def test_a_long_history_has_pages(self, host) -> None:
        for number in range(22):
            done(self.save(host, ADA, f"Text {number}", number))
        first = done(read(host, BEN, "show_history", step="result")).body["html"]
        assert parsed(first).xpath("//button[@data-values]/@data-values")[-1] == '{"step": "result", "before": "3"}'
        second = words_of(done(read(host, BEN, "show_history", step="result", before=3)).body["html"])
        assert "Text 1" in second
        assert "Text 2" not in second

    @pytest.mark.parametrize(("what", "status"), [("", 422), ("  ", 422), ("x" * 4001, 422)])
    def test_what_does_not_fit(self, host, what: str, status: int) -> None:
        assert self.save(host, ADA, what, 0).status == status
        assert not ResultVersion.objects.exists()


@pytest.mark.django_db
def test_a_combination_stays_whole_when_a_value_of_it_is_hidden_or_its_heading_is_gone() -> None:
    host, values = at_box()
    for person in (ADA, BEN):
        done(act(host, person, "finish_stage", step="pairs", round=0))
    sent = {
        "part.where": values["In the park"],
        "part.when": values["On Sundays"],
        "text": "One",
        "form": "",
        "round": 0,
    }
    done(act(host, ADA, "combine_entries", step="whole", **sent))
    Entry.objects.filter(text="On Sundays").update(prompt="gone")
    Entry.objects.filter(text="In the park").update(is_hidden=True)
    assert "In the park" not in words_of(home(host, BEN))
    assert "On Sundays" in words_of(home(host, ADA))
