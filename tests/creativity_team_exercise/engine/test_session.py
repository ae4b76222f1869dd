"""The state machine under random people and clocks: what docs/team-exercise-model.md says always holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creativity_team_exercise.engine import Session, sheets
from creativity_team_exercise.techniques import Kind, Step, Technique

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EN = {"en": "x"}


def step(name: str, kind: Kind = Kind.WRITE, **values) -> Step:
    return Step(name, kind, EN, EN, EN, minutes=10, hours=values.pop("hours", 48), **values)


def technique(*steps: Step) -> Technique:
    return Technique(EN, EN, EN, EN, steps)


SIX_THREE_FIVE = technique(step("ideas", Kind.PASS), step("dots", Kind.DOTS), step("result", Kind.RESULT))


def begin(people: int, size: int | None = None, plan: Technique = SIX_THREE_FIVE, *, timed: bool = True) -> Session:
    """Return a session that people have joined one after the other."""
    closes = START + timedelta(hours=plan.steps[0].hours) if timed else None
    session = Session(plan, 0, 0, START, closes, people if size is None else size, {})
    for seat in range(1, people + 1):
        session.join(seat, seat, START)
    return session


def write_all(session: Session, now: datetime, entries: int = 3) -> int:
    """Let everybody with a turn write and finish. Returns what was written in this stage."""
    stage, written = (session.step, session.round), 0
    for seat in list(session.seats):
        if (session.step, session.round) == stage and not session.is_over:
            session.come(seat, now)
            session.write(seat, entries)
            written += entries
            session.finish(seat, now)
    return written


@pytest.mark.parametrize("people", range(2, 9))
def test_everybody_writes_on_every_sheet_once(people: int) -> None:
    session, written, seen = begin(people), 0, []
    while session.current.kind == Kind.PASS:
        seen.append({seat: turn.sheet for seat, turn in session.turns.items()})
        written += write_all(session, START)
    assert written == 3 * people * people  # six people: 108
    for seat in range(1, people + 1):
        assert sorted(round_[seat] for round_ in seen) == list(range(1, people + 1))
    for round_ in seen:
        assert len(set(round_.values())) == people


def test_the_first_round_is_ones_own_sheet() -> None:
    assert {seat: turn.sheet for seat, turn in begin(5).turns.items()} == {seat: seat for seat in range(1, 6)}


def test_the_sheet_of_somebody_who_is_away_goes_on() -> None:
    session = begin(4)
    write_all(session, START)
    here = [1, 2, 3]
    now, written = START, {4: 3}
    for _round in range(3):
        for seat in here:
            turn = session.come(seat, now)
            session.write(seat, 3)
            written[turn.sheet] = written.get(turn.sheet, 0) + 3
            session.finish(seat, now)
        if _round == 0:
            # In the first of these rounds the fourth is still expected.
            now = now + timedelta(hours=48)
            session.advance(now)
    assert session.step == 1
    assert written[4] >= 9, "the sheet of the fourth person was written on in nearly every round"


def test_nobody_waits_for_somebody_who_was_away_a_whole_stage() -> None:
    session = begin(3)
    write_all(session, START)
    for seat in (1, 2):
        session.finish(seat, START)
    assert session.round == 1, "the third is expected: they were here in the round before"
    later = START + timedelta(hours=48)
    session.advance(later)
    assert (session.round, session.opened_at) == (2, later)
    for seat in (1, 2):
        session.finish(seat, later)
    assert session.step == 1, "and in this one they are not"


def test_who_comes_back_has_a_sheet_and_is_waited_for_again() -> None:
    session = begin(3)
    write_all(session, START)
    later = START + timedelta(hours=48)
    session.finish(1, START), session.finish(2, START)
    session.advance(later)
    assert set(session.turns) == {1, 2}
    assert session.come(3, later).sheet is not None
    session.finish(1, later), session.finish(2, later)
    assert session.round == 2


def test_the_first_stage_stays_open_for_others_until_the_team_is_full() -> None:
    session = begin(3, size=4)
    write_all(session, START)
    assert session.is_first_stage
    session.join(4, 4, START)
    session.finish(4, START)
    assert session.round == 1


def test_a_team_whose_size_nobody_knows_ends_its_first_stage_by_time() -> None:
    session = begin(3, size=0)
    write_all(session, START)
    assert session.is_first_stage
    session.advance(START + timedelta(hours=48))
    assert not session.is_first_stage


def test_one_person_alone_goes_through_at_their_own_pace() -> None:
    session = begin(1, size=1, timed=False)
    now = START
    rounds = 0
    while not session.is_over:
        now += timedelta(days=30)
        session.advance(now)
        rounds += session.current.kind == Kind.PASS
        session.finish(1, now)
    assert rounds == 3
    assert session.ended_at == now


def test_more_time_and_less() -> None:
    session = begin(2)
    session.extend(24, START)
    session.advance(START + timedelta(hours=50))
    assert session.is_first_stage
    session.close(START + timedelta(hours=50))
    assert session.closings[-1].by_time is False
    assert session.closes_at == START + timedelta(hours=98)


def test_the_last_one_who_is_waited_for_leaves() -> None:
    session = begin(3)
    session.finish(1, START), session.finish(2, START)
    session.size = 2
    session.leave(3, START)
    assert session.round == 1


ACTS = st.lists(
    st.tuples(st.sampled_from(("come", "finish", "wait", "leave", "join", "close", "extend")), st.integers(1, 8)),
    max_size=60,
)
PLANS = st.sampled_from(
    (
        SIX_THREE_FIVE,
        technique(step("a"), step("b", Kind.PASS, rounds=2, hours=24), step("c", Kind.RANK)),
        technique(step("a", Kind.PASS, rounds=3)),
    )
)


@given(ACTS, PLANS, st.integers(1, 6), st.integers(0, 6))
def test_whatever_people_do(acts: list[tuple[str, int]], plan: Technique, people: int, size: int) -> None:
    session, now = begin(people, size, plan), START
    for name, number in acts:
        before = (session.step, session.round)
        session.advance(now)
        if name == "wait":
            now += timedelta(hours=number * 10)
            session.advance(now)
        elif name == "join" and number not in session.seats:
            session.join(number, number, now)
        elif name == "close":
            session.close(now)
        elif name == "extend":
            session.extend(number, now)
        elif name != "join" and number in session.seats:
            {"come": session.come, "finish": session.finish, "leave": session.leave}[name](number, now)
        _hold(session, before, now)
    _end(session, now)


def _hold(session: Session, before: tuple[int, int], now: datetime) -> None:
    assert (session.step, session.round) >= before, "a team never goes back"
    assert set(session.turns) <= set(session.seats)
    if session.is_over:
        assert session.closes_at is None
        return
    assert session.opened_at <= now < session.closes_at, "the stage that is open is the clock's"
    if session.current.kind == Kind.PASS:
        assert all(turn.sheet in session.sheets for turn in session.turns.values())
    waits_for_others = session.is_first_stage and (session.size == 0 or len(session.seats) < session.size)
    if session.turns and not waits_for_others:
        assert not all(turn.is_done for turn in session.turns.values()), "nobody waits when all present are done"


def _end(session: Session, now: datetime) -> None:
    """Whatever happened: with everybody silent from now on, it ends, and at the sum of the times at the latest."""
    most = sum(step.hours * 8 for step in session.technique.steps) + 60 * 8
    session.advance(now + timedelta(hours=most))
    assert session.is_over
    stages = [(one.step, one.round) for one in session.closings]
    assert stages == sorted(set(stages)), "each stage ended once"
    assert {step for step, _round in stages} == set(range(len(session.technique.steps)))


@given(st.lists(st.integers(1, 8), unique=True, min_size=1), st.data())
def test_looking_in_between_changes_nothing(people: list[int], data: st.DataObject) -> None:
    hours = data.draw(st.lists(st.integers(0, 400), max_size=8).map(sorted))
    often, once = begin(len(people)), begin(len(people))
    for hour in hours:
        often.advance(START + timedelta(hours=hour))
    last = START + timedelta(hours=500)
    often.advance(last), once.advance(last)
    assert often.closings == once.closings
    assert (often.step, often.round, often.opened_at, often.turns) == (
        once.step,
        once.round,
        once.opened_at,
        once.turns,
    )


@given(
    st.integers(1, 8),
    st.dictionaries(st.integers(1, 8), st.dictionaries(st.integers(1, 8), st.integers(1, 3)), max_size=8),
)
def test_assignment(people: int, written: dict[int, dict[int, int]]) -> None:
    present, all_sheets = list(range(1, people + 1)), sorted({*range(1, people + 1), *written})
    given_ = sheets.assign(present, all_sheets, written)
    assert set(given_) == set(present)
    fresh = {one: [sheet for sheet in all_sheets if not written.get(sheet, {}).get(one)] for one in present}
    for member, sheet in given_.items():
        assert sheet in fresh[member] or not fresh[member], "nobody writes twice on a sheet while there is another"
