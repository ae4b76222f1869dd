"""The same crowd on a board of ours, through the block's own services, with three ways to choose what to answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random
from unittest import mock

from benchmarks.simulation.crowd import Act, What
from bizmooc.hosting.participant import Participant, Place
from bizmooc.writes import WriteKey
from peer_idea_board.board import Actor, Rules
from peer_idea_board.models import Feedback, Idea, State
from peer_idea_board.services.give_feedback import FeedbackText, give_feedback
from peer_idea_board.services.join import visit
from peer_idea_board.services.post_idea import IdeaText, post_idea
from peer_idea_board.services.take_turn import take_turn
from peer_idea_board.services.vote import vote
from peer_idea_board.structures.choice import structure_of

RULES = Rules(structure=structure_of("venture", {}))
# Nobody is sent to the queue: whoever answers from a list answers what they like.
_FREE = Rules(structure=RULES.structure, feedback_wanted=10_000)
GOES_ON = 0.8
"""The chance that a reader of a list passes an idea by and looks at the next one."""
_VOTES = 2
_keys = count(1)
_WORDS = "A made-up text that is long enough for every field that wants a sentence or two."


@dataclass(frozen=True)
class Outcome:
    """What became of the ideas of a board.

    Attributes:
        ideas: how many were posted.
        given: feedbacks.
        answered: ideas with one feedback in time.
        answered_twice: with two.
    """

    ideas: int
    given: int
    answered: int
    answered_twice: int


class QueueBoard:
    """People take what the queue hands out."""

    name = "the feedback queue"
    rules = RULES

    def __init__(self, name: str, seed: int) -> None:
        self.place = Place(f"block-v1:BizMOOC+Simulation+{seed}+type@peer_idea_board+block@{name}", f"{_COURSE}{seed}")
        self.rng = Random(seed)  # noqa: S311 - a simulation

    def choose(self, actor: Actor) -> int | None:
        """Return the idea that somebody gives feedback on."""
        turn = take_turn(actor, self.rules)
        return turn.idea_id if turn else None

    def play(self, acts: Sequence[Act]) -> None:
        """Let people act, each at their time."""
        for act in acts:
            with mock.patch("django.utils.timezone.now", lambda when=act.when: when):
                self._DO[act.what](self, self._actor(act.person))

    def outcome(self, in_time: timedelta) -> Outcome:
        """Count, from the rows of ideas and feedback and from nothing that the block counts itself."""
        times: dict[int, list[datetime]] = {}
        given = Feedback.objects.filter(usage_key=self.place.usage_key).order_by("given_at")
        for idea, when in given.values_list("idea_id", "given_at"):
            times.setdefault(idea, []).append(when)
        ideas = dict(Idea.objects.filter(usage_key=self.place.usage_key).values_list("pk", "posted_at"))
        in_time_each = [sum(when - posted <= in_time for when in times.get(pk, ())) for pk, posted in ideas.items()]
        return Outcome(len(ideas), given.count(), sum(n >= 1 for n in in_time_each), sum(n >= 2 for n in in_time_each))

    def _actor(self, person: int) -> Actor:
        key = WriteKey(self.place, f"{person:032x}", f"simulated-{next(_keys):09d}", "")
        who = Participant(key.participant, None, True, False, False, False, False, False)
        return Actor(key, who)

    def _post(self, actor: Actor) -> None:
        visit(actor, self.rules)
        content = {part.id: _WORDS for part in self.rules.structure.parts}
        post_idea(actor, self.rules, IdeaText(f"Idea {next(_keys)}", content))

    def _vote(self, actor: Actor) -> None:
        """Only where the order of a list follows votes does anything follow from them."""

    def _leave(self, actor: Actor) -> None:
        self.choose(actor)

    def _give(self, actor: Actor) -> None:
        idea = self.choose(actor)
        if idea is not None:
            ratings = {criterion.id: 2 for criterion in self.rules.structure.criteria}
            give_feedback(actor, self.rules, idea, FeedbackText(ratings, _WORDS, _WORDS))

    _DO: dict[What, Callable[[QueueBoard, Actor], None]] = {
        What.POST: lambda self, actor: self._post(actor),
        What.VOTE: lambda self, actor: self._vote(actor),
        What.GIVE: lambda self, actor: self._give(actor),
        What.LEAVE: lambda self, actor: self._leave(actor),
    }


class NewestFirstBoard(QueueBoard):
    """People go down a list, newest first, and answer one of the first ideas."""

    name = "a list, newest first"
    rules = _FREE
    order: tuple[str, ...] = ("-pk",)

    def choose(self, actor: Actor) -> int | None:
        """See QueueBoard."""
        return next(self._read(actor, answered=set(self._answered(actor))), None)

    def _read(self, actor: Actor, answered: set[int] = frozenset()) -> Iterator[int]:  # type: ignore[assignment]
        """Yield what catches somebody's eye: each idea in turn with the same chance; the first one at last."""
        listed = Idea.objects.filter(usage_key=self.place.usage_key, state=State.LIVE).order_by(*self.order)
        others = [
            pk
            for pk, author in listed.values_list("pk", "participant")
            if author != actor.key.participant and pk not in answered
        ]
        yield from (pk for pk in others if self.rng.random() > GOES_ON)
        yield from others[:1]

    def _answered(self, actor: Actor) -> list[int]:
        mine = Feedback.objects.filter(usage_key=self.place.usage_key, participant=actor.key.participant)
        return list(mine.values_list("idea_id", flat=True))

    def _leave(self, actor: Actor) -> None:
        """Who reads and leaves changes nothing."""


class MostVotesFirstBoard(NewestFirstBoard):
    """People go down a list, most votes first, and vote for what they see there."""

    name = "a list, most votes first"
    order = ("-votes", "-pk")

    def _vote(self, actor: Actor) -> None:
        for _number, idea in zip(range(_VOTES), self._read(actor), strict=False):
            vote(actor, self.rules, idea, 1)


WAYS: tuple[type[QueueBoard], ...] = (QueueBoard, NewestFirstBoard, MostVotesFirstBoard)
_COURSE = "course-v1:BizMOOC+Simulation+"
