"""Random histories through the real services: what docs/team-exercise-model.md says always holds, with real rows."""

from __future__ import annotations

import os
import random
from collections import Counter
from contextlib import suppress

import pytest

from bizmooc.lifecycle import erasure
from bizmooc.refusal import Refusal
from creativity_team_exercise import state, visibility
from creativity_team_exercise.exercise import SIZE_MOST
from creativity_team_exercise.models import Entry, KeptCount, Member, ResultVersion, Team
from creativity_team_exercise.options import options, prompts
from creativity_team_exercise.services.choose import Chosen, choose
from creativity_team_exercise.services.come import come
from creativity_team_exercise.services.finish import finish
from creativity_team_exercise.services.go_alone import go_alone
from creativity_team_exercise.services.hand_in import EntryText, hand_in
from creativity_team_exercise.services.join_team import JoinRequest, join_team
from creativity_team_exercise.services.leave_team import leave_team
from creativity_team_exercise.services.pairs import mark_pair
from creativity_team_exercise.services.recount import recount, true_counts
from creativity_team_exercise.services.save_result import save_result
from creativity_team_exercise.services.tag_entry import tag_entry
from creativity_team_exercise.services.upkeep import catch_up
from creativity_team_exercise.standing import standing
from creativity_team_exercise.techniques import CHOICE_KINDS, ENTRY_KINDS, Builds, Kind
from creativity_team_exercise.techniques.packs import packs
from creativity_team_exercise.techniques.plan import Plan
from tests.creativity_team_exercise.services.people import BOX, HERE, SHEETS, TURNED, actor, rules, session_of

pytestmark = pytest.mark.django_db
# One with each technique that ships, and with three short ones, which come to their ends more often.
PLANS = [SHEETS, BOX, TURNED, *(Plan(technique, "Why?") for technique in packs().values())]
HISTORIES = int(os.environ.get("TEAM_HISTORIES", len(PLANS)))
STEPS = 140
PEOPLE = 9


class Crash(Exception):
    """The process ends in the middle of a write."""


class History:
    """People who do things at random, on a clock that goes on at random; what is refused is refused."""

    def __init__(self, seed: int, clock, monkeypatch) -> None:
        self.random = random.Random(seed)
        self.clock = clock
        self.monkeypatch = monkeypatch
        self.rules = rules(PLANS[seed % len(PLANS)], size=self.random.randint(2, 5))
        # What was stored for whom, and is to be there for ever: (person, text).
        self.kept: Counter[tuple[int, str]] = Counter()
        self.erased: set[int] = set()
        self.texts = 0

    def step(self) -> None:
        number = self.random.randint(1, PEOPLE)
        acts = (self._join, self._come, self._write, self._write, self._write, self._finish, self._choose, self._wait)
        acts += (self._result, self._leave, self._alone, self._mark, self._tag, self._crash, self._erase, self._upkeep)
        weights = (3, 4, 4, 4, 4, 4, 4, 3, 2, 0.3, 0.3, 2, 2, 1, 0.2, 1)
        with suppress(Refusal):
            self.random.choices(acts, weights)[0](number)

    def member(self, number: int) -> Member:
        found = visibility.member_of(actor(number).viewer)
        if found is None:
            raise Refusal(409, "not there")
        return found

    def text(self, number: int) -> str:
        self.texts += 1
        return f"{self.texts} by {number}"

    def _join(self, number: int) -> None:
        text = self.text(number)
        request = JoinRequest(ideas=(text,), may_be_reused=True, alone=self.random.random() < 0.1)
        if join_team(actor(number, is_course_team=number == PEOPLE), self.rules, request):
            self.kept[number, text] += 1

    def _come(self, number: int) -> None:
        come(actor(number, is_course_team=number == PEOPLE), self.rules)

    def _write(self, number: int) -> None:
        member = self.member(number)
        session = session_of(member.team)
        step = session.current
        texts = [self.text(number) for _ in range(self.random.randint(1, 2))]
        asked = [one.id for one in prompts(member.team, session, step)] or [""]
        seen = visibility.entries(member.team, session, member.seat)
        there = [one.pk for one in seen if one.step_id in step.uses]
        parent = self.random.choice(there) if there and step.builds != Builds.NO else None
        parts: tuple[int, ...] = ()
        if step.kind == Kind.COMBINE:
            by_prompt = {one.prompt: one.pk for one in options(member.team, session, step)}
            parts = tuple(by_prompt.values())
        prompt = "" if step.kind == Kind.COMBINE else self.random.choice(asked)
        entries = [EntryText(text, prompt, parent, parts) for text in texts]
        round_ = self.random.choice((session.round, session.round, max(0, session.round - 1)))
        if hand_in(actor(number), step.id, round_, entries):
            self.kept.update((number, text) for text in texts)

    def _finish(self, number: int) -> None:
        session = session_of(self.member(number).team)
        finish(actor(number), session.current.id, session.round)

    def _choose(self, number: int) -> None:
        member = self.member(number)
        session = session_of(member.team)
        step = session.current
        there = options(member.team, session, step)
        criteria = [one.id for one in step.prompts] if step.kind == Kind.RATE else [""]
        chosen = [Chosen(one.pk, 1, name) for one in self.random.sample(there, min(1, len(there))) for name in criteria]
        choose(actor(number), step.id, chosen)

    def _result(self, number: int) -> None:
        text = self.text(number)
        session = session_of(self.member(number).team)
        based_on = self.random.choice((0, ResultVersion.objects.count()))
        if save_result(actor(number), session.current.id, {"idea": text}, based_on):
            self.kept[number, text] += 1

    def _mark(self, number: int) -> None:
        member = self.member(number)
        there = list(Entry.objects.filter(team=member.team).values_list("pk", flat=True))
        first, second = self.random.choice(there), self.random.choice(there)
        mark_pair(actor(number), "pairs", first, second, self.random.random() < 0.7)

    def _tag(self, number: int) -> None:
        there = list(Entry.objects.values_list("pk", flat=True))
        tag_entry(actor(number), self.random.choice(there or [1]), "kind")

    def _wait(self, number: int) -> None:
        self.clock.wait(self.random.choice((1, 5, 20, 50)))

    def _leave(self, number: int) -> None:
        leave_team(actor(number), self.rules)

    def _alone(self, number: int) -> None:
        go_alone(actor(number), self.rules)

    def _upkeep(self, number: int) -> None:
        catch_up(self.clock.now)

    def _crash(self, number: int) -> None:
        """Let a write break off at its last step: nothing of it may be left."""

        def crash(*_args: object) -> None:
            raise Crash

        kept = self.kept.copy()
        with self.monkeypatch.context() as patched:
            patched.setattr("creativity_team_exercise.services.counts.add", crash)
            with suppress(Crash):
                self.random.choice((self._write, self._join, self._finish))(number)
        self.kept = kept

    def _erase(self, number: int) -> None:
        erasure.retire([f"{number:032x}"])
        self.erased.add(number)
        for person, text in list(self.kept):
            if person == number:
                del self.kept[person, text]

    def check(self) -> None:
        """Check what always holds."""
        self._nothing_is_lost()
        for team in Team.objects.select_related("plan"):
            session = state.load(team, self.clock.now)
            members = list(Member.objects.filter(team=team))
            assert len(members) <= SIZE_MOST
            assert team.member_count == len(members)
            assert set(session.seats) == {member.seat for member in members}
            if team.state == Team.State.MERGED:
                assert not members
                continue
            if session.closes_at:
                assert session.closes_at > self.clock.now, "the clock has gone on, whoever wrote it"
            for member in members:
                self._nothing_is_seen_too_early(team, session, member)

    def _nothing_is_lost(self) -> None:
        written = Counter(Entry.objects.filter(is_from_pool=False, is_copy=False).values_list("text", flat=True))
        for content in ResultVersion.objects.values_list("content", flat=True):
            written.update(content.values())
        for (_person, text), number in self.kept.items():
            assert written[text] == number, text
        # What was dealt of it to others, too.
        everywhere = {*written, *Entry.objects.values_list("text", flat=True)}
        for number in self.erased:
            texts = [text for text in everywhere if text.endswith(f" by {number}")]
            assert all((number, text) in self.kept for text in texts), "what was erased is gone everywhere"

    def _nothing_is_seen_too_early(self, team: Team, session, member: Member) -> None:
        for entry in visibility.entries(team, session, member.seat):
            assert entry.team_id == team.pk
            if entry.seat in (member.seat, 0) or session.is_over or entry.step < session.step:
                continue
            assert entry.step == session.step, "of a step that has not begun"
            turn = session.turns[member.seat]
            if session.current.kind == Kind.PASS:
                assert entry.round < session.round
                assert entry.sheet == turn.sheet
            else:
                assert session.current.sees == "team"
                assert turn.is_done

    def everybody_present_finishes(self) -> None:
        """From here on all come and do what is asked: each team ends before its time, and nobody is refused."""
        numbers = [number for number in range(1, PEOPLE + 1) if visibility.member_of(actor(number).viewer)]
        for _lap in range(60):
            for number in numbers:
                self._come(number)
                session = session_of(self.member(number).team)
                if not session.is_over:
                    self._do_all(number, session.current.kind)
            if not Team.objects.filter(state=Team.State.RUNNING).exists():
                break
            self.clock.wait(13)
        for number in numbers:
            assert session_of(self.member(number).team).is_over

    def _do_all(self, number: int, kind: Kind) -> None:
        with suppress(Refusal):
            if kind in ENTRY_KINDS:
                self._write(number)
            elif kind in CHOICE_KINDS:
                self._choose(number)
        with suppress(Refusal):
            self._finish(number)


def same_counts() -> None:
    """Kept counts are those of the rows."""
    kept = {(row.kind, row.bucket): row.number for row in KeptCount.objects.all() if row.number}
    assert kept == {key: number for key, number in true_counts(HERE.usage_key).items() if number}


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_what_always_holds(seed: int, clock, monkeypatch) -> None:
    history = History(seed, clock, monkeypatch)
    for _ in range(STEPS):
        history.step()
        history.check()
        same_counts()
    history.everybody_present_finishes()
    history.check()
    assert recount() == 0
    for number in range(1, PEOPLE + 1):
        assert 0.0 <= standing(actor(number, place=HERE).viewer).share <= 1.0


@pytest.mark.parametrize("seed", range(3))
def test_with_everybody_silent_every_team_ends(seed: int, clock, monkeypatch) -> None:
    history = History(100 + seed, clock, monkeypatch)
    for _ in range(60):
        history.step()
    clock.wait(24 * 365)
    catch_up(clock.now)
    assert not Team.objects.filter(state=Team.State.RUNNING).exclude(source=Team.Source.ALONE).exists()
    assert recount() == 0
