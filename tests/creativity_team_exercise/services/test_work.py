"""What teams write and choose, who sees it when, and what is refused."""

from __future__ import annotations

import pytest

from bizmooc.refusal import Refusal
from creativity_team_exercise.models import Choice, Entry, PoolIdea, ResultVersion, Team
from creativity_team_exercise.options import options, prompts, tally
from creativity_team_exercise.services.choose import Chosen, choose
from creativity_team_exercise.services.come import come
from creativity_team_exercise.services.finish import finish
from creativity_team_exercise.services.hand_in import EntryText, hand_in
from creativity_team_exercise.services.pairs import mark_pair
from creativity_team_exercise.services.recount import recount
from creativity_team_exercise.services.report_entry import report_entry
from creativity_team_exercise.services.save_result import save_result
from creativity_team_exercise.services.tag_entry import tag_entry
from creativity_team_exercise.standing import standing
from tests.creativity_team_exercise.services.people import (
    BOX,
    RULES,
    TURNED,
    actor,
    join,
    member_of,
    plan,
    prompt,
    rules,
    seen_by,
    session_of,
    step,
    write,
)
from tests.creativity_team_exercise.services.test_teams import finish_stage

pytestmark = pytest.mark.django_db
PAIR = rules(size=2)


def team() -> Team:
    return Team.objects.get(pk=member_of(1).team_id)


class TestSheets:
    def test_a_sheet_comes_round_and_only_its_holder_sees_it(self, clock) -> None:
        the_rules = rules(size=3)
        for number in (1, 2, 3):
            join(number, the_rules)
        for number in (1, 2, 3):
            write(number, f"Second of {number}")
        assert session_of(team()).round == 1
        for number in (1, 2, 3):
            own = {f"The first idea of {number}", f"Second of {number}"}
            others = seen_by(number) - own
            assert len(others) == 2
            assert len({text.split()[-1] for text in others}) == 1

    def test_all_is_seen_when_the_sheets_have_come_round(self, clock) -> None:
        join(1, PAIR), join(2, PAIR)
        for text in ("A", "B", "C"):
            for number in (1, 2):
                if session_of(team()).step == 0:
                    write(number, f"{text}{number}", f"{text}{number} too")
        assert session_of(team()).current.id == "sort"
        assert seen_by(1) == seen_by(2)
        assert len(seen_by(1)) == Entry.objects.count()

    def test_one_builds_on_what_stands_on_the_sheet_and_on_nothing_else(self, clock) -> None:
        join(1, PAIR), join(2, PAIR)
        write(1, "A"), write(2, "B")
        other = Entry.objects.get(text="B")
        assert write(1, "B, and more", parent=other.pk)[0].parent == other
        mine = Entry.objects.get(text="A")
        with pytest.raises(Refusal) as refusal:
            write(1, "On my own sheet", parent=mine.pk)
        assert refusal.value.status == 404
        assert recount() == 0

    def test_what_comes_late_is_taken_until_the_team_chooses(self, clock) -> None:
        join(1, PAIR), join(2, PAIR)
        clock.wait(49)
        late = hand_in(actor(1), "ideas", 0, [EntryText("Late, but here")])
        assert late
        assert late[0].is_late
        assert "Late, but here" in seen_by(1)
        clock.wait(49 + 24)
        assert session_of(team()).current.id == "dots"
        with pytest.raises(Refusal) as refusal:
            hand_in(actor(1), "ideas", 0, [EntryText("Too late")])
        assert refusal.value.status == 409
        assert recount() == 0

    @pytest.mark.parametrize(
        ("texts", "sentence"),
        [(["x" * 601], "600"), (["  "], "needs a text"), (["a"] * 11, "At most 10"), ([], "at least one")],
    )
    def test_what_does_not_fit(self, clock, texts: list[str], sentence: str) -> None:
        join(1, PAIR)
        with pytest.raises(Refusal, match=sentence):
            hand_in(actor(1), "ideas", 0, [EntryText(text) for text in texts])
        assert Entry.objects.count() == 1

    def test_too_early(self, clock) -> None:
        join(1, PAIR)
        with pytest.raises(Refusal) as refusal:
            hand_in(actor(1), "back", 0, [EntryText("Fine", "good")])
        assert refusal.value.status == 409


class TestShownOnceOneHasWritten:
    def test_in_a_step_that_the_team_sees(self, clock) -> None:
        the_rules = rules(TURNED, size=2)
        join(1, the_rules, ideas=("Worse 1",)), join(2, the_rules, ideas=("Worse 2",))
        for number in (1, 2):
            worse = Entry.objects.get(text=f"Worse {number}")
            write(number, f"Better {number}", parent=worse.pk)
        assert session_of(team()).current.id == "more"
        write(1, "More 1")
        assert "More 1" not in seen_by(2)
        clock.wait(1)
        assert "More 1" in seen_by(1)
        join(3, the_rules, ideas=("Elsewhere",))
        assert seen_by(3) == {"Elsewhere"}

    def test_a_remedy_needs_what_it_is_for(self, clock) -> None:
        the_rules = rules(TURNED, size=2)
        join(1, the_rules), join(2, the_rules)
        with pytest.raises(Refusal):
            write(1, "For nothing")


class TestChoosing:
    PLAN = plan(step("a", "write", wanted=1), step("dots", "dots", uses=("a",), picks=3), step("z", "write", wanted=1))

    @pytest.fixture
    def three(self, clock) -> list[Entry]:
        the_rules = rules(self.PLAN, size=3)
        for number in (1, 2, 3):
            join(number, the_rules)
        return list(Entry.objects.order_by("pk"))

    def test_it_is_blind_and_can_be_changed_until_the_step_ends(self, three) -> None:
        choose(actor(1), "dots", [Chosen(three[0].pk, 2), Chosen(three[1].pk, 1)])
        choose(actor(1), "dots", [Chosen(three[2].pk, 1)])
        assert Choice.objects.count() == 1
        choose(actor(2), "dots", [Chosen(three[2].pk, 2)])
        assert not session_of(team()).has_ended(1)
        choose(actor(3), "dots", [Chosen(three[0].pk, 2)])
        assert session_of(team()).has_ended(1)
        found = tally(team(), session_of(team()).technique.steps[1])
        assert {one: given.total for one, given in found.items()} == {three[2].pk: 3, three[0].pk: 2}
        with pytest.raises(Refusal):
            choose(actor(1), "dots", [Chosen(three[1].pk, 1)])

    @pytest.mark.parametrize("dots", [[3], [2, 2], [0], [1, 1, 1, 1]])
    def test_dots_have_a_budget(self, three, dots: list[int]) -> None:
        with pytest.raises(Refusal):
            choose(actor(1), "dots", [Chosen(three[i % 3].pk, number) for i, number in enumerate(dots)])
        assert not Choice.objects.exists()

    def test_another_teams_entry(self, three) -> None:
        join(4, rules(self.PLAN, size=3), ideas=("Theirs",))
        with pytest.raises(Refusal) as refusal:
            choose(actor(1), "dots", [Chosen(Entry.objects.get(text="Theirs").pk, 1)])
        assert refusal.value.status == 404

    def test_where_there_is_nothing_to_choose_one_can_go_on(self, three) -> None:
        Entry.objects.update(is_hidden=True)
        assert finish(actor(1), "dots", 0) is False

    def test_and_else_one_chooses_first(self, three) -> None:
        with pytest.raises(Refusal):
            finish(actor(1), "dots", 0)


class TestBox:
    @pytest.fixture
    def at_pairs(self, clock) -> dict[str, list[Entry]]:
        the_rules = rules(BOX, size=2)
        join(1, the_rules, ideas=("place", "time")), join(2, the_rules, ideas=("price", "staff"))
        parameters = {one.text: one for one in Entry.objects.all()}
        choose(actor(1), "which", [Chosen(parameters["time"].pk, 2), Chosen(parameters["price"].pk, 1)])
        choose(actor(2), "which", [Chosen(parameters["price"].pk, 2)])
        session = session_of(team())
        asked = prompts(team(), session, session.current)
        assert [one.title["en"] for one in asked] == ["price", "time"]
        for number in (1, 2):
            texts = [EntryText(f"{one.title['en']} {number}", one.id) for one in asked]
            hand_in(actor(number), "values", 0, texts)
        return {one.id: list(Entry.objects.filter(prompt=one.id).order_by("pk")) for one in asked}

    def test_combinations_without_contradiction(self, at_pairs) -> None:
        price, time = at_pairs.values()
        assert mark_pair(actor(1), "pairs", time[0].pk, price[0].pk, True) is True
        assert mark_pair(actor(2), "pairs", price[0].pk, time[0].pk, True) is False
        with pytest.raises(Refusal):
            mark_pair(actor(1), "pairs", price[0].pk, price[1].pk, True)
        finish_stage(1, 2)
        whole = EntryText("Cheap at night", parts=(price[1].pk, time[0].pk))
        assert hand_in(actor(1), "whole", 0, [whole])[0].parts.count() == 2
        for parts in ((price[0].pk, time[0].pk), (price[0].pk,), (price[0].pk, price[1].pk)):
            with pytest.raises(Refusal):
                hand_in(actor(2), "whole", 0, [EntryText("No", parts=parts)])

    def test_what_is_ranked_are_the_wholes(self, at_pairs) -> None:
        price, time = at_pairs.values()
        finish_stage(1, 2)
        for number in (1, 2):
            hand_in(actor(number), "whole", 0, [EntryText(f"Whole {number}", parts=(price[0].pk, time[0].pk))])
        session = session_of(team())
        assert {one.text for one in options(team(), session, session.current)} == {"Whole 1", "Whole 2"}


class TestResult:
    PLAN = plan(step("a", "write", wanted=1), step("result", "result", prompts=(prompt("idea"),)))

    @pytest.fixture
    def two(self, clock) -> None:
        the_rules = rules(self.PLAN, size=2)
        join(1, the_rules), join(2, the_rules)

    def test_of_two_who_write_at_once_both_are_kept(self, two) -> None:
        assert save_result(actor(1), "result", {"idea": "Mine"}, 0).is_beside is False
        beside = save_result(actor(2), "result", {"idea": "Theirs"}, 0)
        assert beside.is_beside is True
        assert [one.content["idea"] for one in ResultVersion.objects.order_by("number")] == ["Mine", "Theirs"]
        both = save_result(actor(2), "result", {"idea": "Mine and theirs"}, 1)
        assert (both.number, both.is_beside) == (3, False)
        assert team().state == Team.State.ENDED

    def test_a_text_that_comes_when_the_step_has_ended_is_kept_beside(self, two, clock) -> None:
        clock.wait(1000)
        late = save_result(actor(1), "result", {"idea": "Late"}, 0)
        assert (late.is_beside, late.content) == (True, {"idea": "Late"})
        assert recount() == 0

    def test_what_does_not_fit(self, two) -> None:
        for content in ({"idea": "  "}, {"other": "x"}, {"idea": "x" * 4001}):
            with pytest.raises(Refusal):
                save_result(actor(1), "result", content, 0)
        assert not ResultVersion.objects.exists()


class TestTheEnd:
    def test_ideas_of_those_who_agreed_go_to_the_pool(self, clock) -> None:
        join(1, PAIR, may_be_reused=True), join(2, PAIR)
        clock.wait(10_000)
        come(actor(1), PAIR)
        assert team().state == Team.State.ENDED
        learners = PoolIdea.objects.filter(seed_id__isnull=True)
        assert [one.text for one in learners] == ["The first idea of 1"]
        assert recount() == 0

    def test_everything_done(self, clock) -> None:
        the_plan = plan(step("a", "write", wanted=1), step("b", "write", wanted=1))
        join(1, rules(the_plan, size=2)), join(2, rules(the_plan, size=2))
        write(1, "One"), write(2, "Two")
        assert standing(actor(1).viewer).share == 1.0


class TestTagsAndReports:
    @pytest.fixture
    def sorting(self, clock) -> None:
        join(1, PAIR), join(2, PAIR)
        clock.wait(48 * 2)
        assert session_of(team()).current.id == "sort"

    def test_anybody_tags(self, sorting) -> None:
        entry = Entry.objects.get(text="The first idea of 2")
        assert tag_entry(actor(1), entry.pk, "  people   and time ").tag == "people and time"
        with pytest.raises(Refusal):
            tag_entry(actor(1), entry.pk, "x" * 41)

    def test_one_report_of_a_person(self, sorting) -> None:
        entry = Entry.objects.get(text="The first idea of 2")
        report_entry(actor(1), entry.pk, "An advertisement")
        with pytest.raises(Refusal):
            report_entry(actor(1), entry.pk, "Again")
        with pytest.raises(Refusal):
            report_entry(actor(2), entry.pk, "My own")
        assert recount() == 0

    def test_not_of_another_team(self, sorting) -> None:
        join(3, PAIR, ideas=("Theirs",))
        with pytest.raises(Refusal) as refusal:
            report_entry(actor(1), Entry.objects.get(text="Theirs").pk, "")
        assert refusal.value.status == 404


def test_rules_of_a_running_team_stay(clock) -> None:
    join(1, RULES)
    join(2, rules(TURNED))
    assert session_of(member_of(1).team).technique.steps[1].id == "sort"
    assert member_of(2).team != member_of(1).team
