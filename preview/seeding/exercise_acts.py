"""What a made-up member of a team does when it is their turn, through the exercise's own services."""

from __future__ import annotations

import random
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from bizmooc.hosting.participant import Participant, Place
from bizmooc.writes import WriteKey
from creativity_team_exercise import state, visibility
from creativity_team_exercise.engine import Session
from creativity_team_exercise.exercise import Actor, Rules
from creativity_team_exercise.models import Entry, Member, Pair, Team
from creativity_team_exercise.options import options, prompts
from creativity_team_exercise.services.choose import LEVELS, Chosen, choose
from creativity_team_exercise.services.come import come
from creativity_team_exercise.services.finish import finish
from creativity_team_exercise.services.hand_in import EntryText, hand_in
from creativity_team_exercise.services.join_team import JoinRequest, join_team
from creativity_team_exercise.services.pairs import mark_pair
from creativity_team_exercise.services.save_result import save_result, standing_version
from creativity_team_exercise.services.tag_entry import tag_entry
from creativity_team_exercise.techniques import Builds, Kind, Step
from preview.seeding.exercise_words import Words

# So many of the entries that are asked for people write on average; then they say that they are done.
_WRITES = 0.7
_BUILDS = 0.6


@dataclass(frozen=True)
class Scene:
    """What somebody has before them: their team, where it is, and their seat in it."""

    team: Team
    session: Session
    step: Step
    seat: int

    @property
    def texts(self) -> list[str]:
        """What stands there already, whoever may see it: nobody repeats it."""
        return list(Entry.objects.filter(team=self.team).values_list("text", flat=True))


class Person:
    """One made-up person in an exercise.

    Args:
        place: the block. rules: its author's.
        participant: who. cohort: as the block would find it.
        words: what they write is drawn from them.
        rng: what they choose is drawn from it.
    """

    def __init__(
        self, place: Place, rules: Rules, participant: Participant, cohort: str, words: Words, rng: random.Random
    ):
        self.place, self.rules, self.participant, self.cohort = place, rules, participant, cohort
        self._words, self._random = words, rng

    @property
    def actor(self) -> Actor:
        """As somebody who writes now: each time under another key."""
        key = uuid.uuid4().hex
        return Actor(WriteKey(self.place, self.participant.anonymous_id, key, key), self.participant, self.cohort)

    @property
    def member(self) -> Member | None:
        """Their seat; None: they have not begun."""
        return visibility.member_of(self.actor.viewer)

    @property
    def team(self) -> Team:
        """Theirs.

        Raises:
            LookupError: they have not begun.
        """
        if (member := self.member) is None:
            raise LookupError(f"{self.participant.anonymous_id} is in no team of {self.place.usage_key}")
        return member.team

    def join(self, preference: str = "", *, alone: bool = False) -> Member | None:
        """Begin, with a first idea."""
        first = self.rules.plan.technique.steps[0]
        idea = self._words.about(first.prompts[0].id) if first.prompts else self._words.idea()
        request = JoinRequest((idea,), preference=preference, may_be_reused=self._random.random() < 0.7, alone=alone)
        return join_team(self.actor, self.rules, request)

    def act(self) -> bool:
        """Come, and do what the open stage asks. Returns whether there was anything to do."""
        scene = self._come()
        if scene is None or scene.session.turns[scene.seat].is_done:
            return False
        acts = {
            Kind.WRITE: self._write,
            Kind.PASS: self._pass,
            Kind.PAIRS: self._mark_pairs,
            Kind.COMBINE: self._combine,
            Kind.SORT: self._sort,
            Kind.RATE: self._rate,
            Kind.RANK: self._rank,
            Kind.DOTS: self._give_dots,
            Kind.RESULT: self._write_result,
        }
        acts[scene.step.kind](scene)
        self._finish(scene)
        return True

    def save(self, based_on: int) -> None:
        """Write the team's result anew, on the ground of an earlier version."""
        if scene := self._come():
            save_result(self.actor, scene.step.id, self._result(scene), based_on)

    def _come(self) -> Scene | None:
        if come(self.actor, self.rules) is None or (member := self.member) is None:
            return None
        session = state.load(member.team, timezone.now())
        return None if session.is_over else Scene(member.team, session, session.current, member.seat)

    def _finish(self, scene: Scene) -> None:
        """Say that one is done, if what was done did not say it already."""
        session = state.load(Team.objects.get(pk=scene.team.pk), timezone.now())
        turn = session.turns.get(scene.seat)
        if (session.step, session.round) == (scene.session.step, scene.session.round) and turn and not turn.is_done:
            finish(self.actor, scene.step.id, scene.session.round)

    def _write(self, scene: Scene) -> None:
        step = scene.step
        used = options(scene.team, scene.session, step) if step.builds != Builds.NO else []
        if step.builds == Builds.MUST and not used:
            return
        asked = [prompt.id for prompt in prompts(scene.team, scene.session, step)] or [""]
        texts, entries = scene.texts, []
        for prompt in asked:
            for _number in range(self._how_many(step)):
                builds = used and (step.builds == Builds.MUST or self._random.random() < _BUILDS)
                below = self._random.choice(used) if builds else None
                text = self._under(below.text, texts) if below else self._words.about(prompt, texts)
                texts.append(text)
                entries.append(EntryText(text, prompt, below.pk if below else None))
        hand_in(self.actor, step.id, scene.session.round, entries)

    def _pass(self, scene: Scene) -> None:
        sheet = scene.session.turns[scene.seat].sheet
        there = [
            entry
            for entry in visibility.entries(scene.team, scene.session, scene.seat)
            if entry.sheet == sheet and entry.step == scene.session.step and entry.seat != scene.seat
        ]
        written = Entry.objects.filter(
            team=scene.team, seat=scene.seat, step=scene.session.step, round=scene.session.round
        )
        wanted = max(1, self._how_many(scene.step) - written.count())
        texts, entries = scene.texts, []
        for number in range(wanted):
            entry = self._build(there, texts, is_first=number == 0) or EntryText(self._words.idea(texts))
            texts.append(entry.text)
            entries.append(entry)
        hand_in(self.actor, scene.step.id, scene.session.round, entries)

    def _under(self, text: str, texts: Sequence[str]) -> str:
        """Return what is written below a text: what fits it, or else what fits any."""
        return self._words.below(text, texts) or self._words.below_any(texts)

    def _build(self, there: Sequence[Entry], texts: Sequence[str], *, is_first: bool) -> EntryText | None:
        """Return something that goes on from what stands on the sheet, if somebody has an idea for it."""
        if not there or self._random.random() > _BUILDS:
            return None
        for entry in self._random.sample(list(there), len(there)):
            text = self._words.below(entry.text, texts)
            if text:
                return EntryText(text, parent=entry.pk)
        return EntryText(self._words.below_any(texts), parent=self._random.choice(there).pk) if is_first else None

    def _mark_pairs(self, scene: Scene) -> None:
        found = options(scene.team, scene.session, scene.step)
        others = [(one, other) for one in found for other in found if one.pk < other.pk and one.prompt != other.prompt]
        for one, other in self._random.sample(others, min(1, len(others))):
            mark_pair(self.actor, scene.step.id, one.pk, other.pk, True)

    def _combine(self, scene: Scene) -> None:
        by_prompt: dict[str, list[Entry]] = defaultdict(list)
        for entry in options(scene.team, scene.session, scene.step):
            by_prompt[entry.prompt].append(entry)
        marked = set(Pair.objects.filter(team=scene.team).values_list("first_id", "second_id"))
        asked = [prompt.id for prompt in prompts(scene.team, scene.session, scene.step)]
        if not all(by_prompt[prompt] for prompt in asked):
            return
        for _attempt in range(20):
            parts = sorted(self._random.choice(by_prompt[prompt]).pk for prompt in asked)
            if not any((one, other) in marked for one in parts for other in parts):
                text = self._words.idea(scene.texts)
                hand_in(self.actor, scene.step.id, scene.session.round, [EntryText(text, parts=tuple(parts))])
                return

    def _sort(self, scene: Scene) -> None:
        untagged = [entry for entry in options(scene.team, scene.session, scene.step) if not entry.tag]
        # The first to come does a good part of it, and leaves something for the others.
        for entry in untagged[: max(1, round(len(untagged) * _WRITES))]:
            tag_entry(self.actor, entry.pk, self._words.tag(entry.text))

    def _rate(self, scene: Scene) -> None:
        found = options(scene.team, scene.session, scene.step)
        levels = [
            Chosen(entry.pk, self._random.randint(2, LEVELS), prompt.id)
            for entry in found
            for prompt in scene.step.prompts
        ]
        if levels:
            choose(self.actor, scene.step.id, levels)

    def _rank(self, scene: Scene) -> None:
        best = self._favourites(scene)[: scene.step.picks]
        if best:
            ranked = [Chosen(entry.pk, scene.step.picks - place) for place, entry in enumerate(best)]
            choose(self.actor, scene.step.id, ranked)

    def _give_dots(self, scene: Scene) -> None:
        left, given = scene.step.picks, []
        for entry in self._favourites(scene):
            dots = min(left, self._random.randint(1, scene.step.per_entry))
            if dots:
                given.append(Chosen(entry.pk, dots))
                left -= dots
        if given:
            choose(self.actor, scene.step.id, given)

    def _favourites(self, scene: Scene) -> list[Entry]:
        """Return what there is to choose from, the best liked first; tastes are alike, but not the same."""
        found = options(scene.team, scene.session, scene.step)
        appeal = {entry.pk: random.Random(entry.text).random() for entry in found}  # noqa: S311 - a simulation
        return sorted(found, key=lambda entry: appeal[entry.pk] + self._random.random(), reverse=True)

    def _write_result(self, scene: Scene) -> None:
        if standing_version(scene.team, scene.step.id) is None:
            save_result(self.actor, scene.step.id, self._result(scene), 0)

    def _result(self, scene: Scene) -> dict[str, str]:
        return self._words.result([prompt.id for prompt in scene.step.prompts])

    def _how_many(self, step: Step) -> int:
        return sum(self._random.random() < _WRITES for _number in range(step.wanted)) or 1
