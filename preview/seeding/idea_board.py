"""A made-up run on an idea board: who comes when, and how much they do.

The shape is that of many MOOCs: most people come once and do what is asked or less, a few write a lot, some come back,
read what others said, and change their idea. Times are spread over the weeks before today.
"""

from __future__ import annotations

import heapq
import random
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from bizmooc.hosting.participant import Place
from peer_idea_board import models
from peer_idea_board.board import Rules
from peer_idea_board.services.recount import recount
from peer_idea_board.structures.choice import structure_of
from peer_idea_board.studio import seeds_of
from preview.olx import Course, Node
from preview.seeding import material
from preview.seeding.board_acts import Acts
from preview.seeding.learners import Learner
from preview.seeding.material import Written
from preview.seeding.timeline import Timeline

BLOCK_TYPE = "peer_idea_board"
_WEEKS = 5
_QUESTION = "question"
# A clinic has fewer questions than a board has ideas, and it stands later in its course: fewer people come.
_LEARNERS_FOR_A_QUESTION, _VISITORS_FOR_A_QUESTION = 12, 2.2
# Who looks in and leaves the course at once does not see the board.
_SEES_THE_BOARD = 0.05
# Of those who come, so many post; of these, so many write a lot.
_POST, _WRITE_A_LOT, _A_LOT = 0.72, 0.04, 7
# How many feedbacks people give: none, fewer than asked for, what is asked for, many.
_GIVE = ((0, 0.38), (1, 0.14), (2, 0.08), (3, 0.33), (5, 0.04), (12, 0.03))
_COME_BACK, _VOTE, _COMMENT = 0.6, 0.35, 0.35
_SETTINGS = (
    "post_quota",
    "feedback_quota",
    "feedback_wanted",
    "lease_minutes",
    "vote_kind",
    "dots",
    "dots_per_idea",
    "votes_shown",
    "names",
)
_KEPT = (
    models.Member,
    models.Idea,
    models.Revision,
    models.Turn,
    models.Feedback,
    models.Comment,
    models.Vote,
    models.Report,
    models.ModerationEntry,
)


def nodes(course: Course) -> list[Node]:
    """Return the idea boards of a course that are for everybody."""
    return [node for node in course.walk() if node.block_type == BLOCK_TYPE and not node.fields.get("groups")]


def fill(course: Course, node: Node, crowd: list[Learner]) -> dict[int, float]:
    """Let people come to a board.

    Args:
        course: the course.
        node: the board.
        crowd: the learners of the course.

    Returns:
        For each person who came, by user id: how much they did of what the board asks for, from 0 to 1.
    """
    rng = random.Random(f"{node.usage_key} {len(crowd)}")  # noqa: S311 - a simulation
    place, timeline, rules = Place(str(node.usage_key), str(course.key)), Timeline(), rules_of(node)
    lines = _lines(rules, node)
    acts = Acts(place, rules, rng, timeline, lines or [part.id for part in rules.structure.parts])
    visitors = _visitors(course, node, crowd)
    texts = _texts(node, lines, len(visitors), rng)
    if not visitors:
        return {}
    _play(_plan(texts, visitors, rng), acts)
    acts.moderate(course, visitors)
    timeline.move_rows(place.usage_key, _KEPT)
    recount()
    return _shares(place, acts.rules, visitors)


def rules_of(node: Node) -> Rules:
    """Return the author's settings of a board."""
    fields = node.fields
    return Rules(
        structure=structure_of(fields.get("structure", "venture"), fields.get("own_structure", {})),
        seeds=seeds_of(fields.get("seeds", [])),
        **{name: fields[name] for name in _SETTINGS if name in fields},
    )


class _Plan:
    """Who does what when: a queue of acts by time."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, str, Learner, Any]] = []

    def add(self, when: datetime, act: str, learner: Learner, about: Any = None) -> None:
        """Plan an act. Its number keeps those of one moment in the order in which they were planned."""
        heapq.heappush(self._acts, (when, len(self._acts), act, learner, about))

    def in_order(self) -> list[tuple[datetime, int, str, Learner, Any]]:
        """Return all acts by time."""
        return sorted(self._acts, key=lambda act: act[:2])


def _play(plan: _Plan, acts: Acts) -> None:
    for when, _number, act, learner, about in plan.in_order():
        getattr(acts, act)(when, learner, about)


def _visitors(course: Course, node: Node, crowd: list[Learner]) -> list[Learner]:
    """Return who comes to a board: those who come so far in the course; to a clinic some of those who look in."""
    if _is_clinic(node):
        seen = [learner for learner in crowd if learner.reach > _SEES_THE_BOARD]
        questions = max(1, len(crowd) // _LEARNERS_FOR_A_QUESTION)
        return sorted(seen, key=lambda learner: -learner.reach)[: round(questions * _VISITORS_FOR_A_QUESTION)]
    units = list(course.units)
    unit = course.unit_of(node)
    way = units.index(unit) / len(units) if unit in units else 0.0
    return [learner for learner in crowd if learner.reach > max(way, _SEES_THE_BOARD)]


def _is_clinic(node: Node) -> bool:
    return node.fields.get("structure") == _QUESTION


def _plan(texts: list[Written], visitors: list[Learner], rng: random.Random) -> _Plan:
    plan = _Plan()
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    for learner, own in _written_by(texts, visitors, rng):
        # Most come in the first two weeks, most of them in the evening. Nobody comes after yesterday.
        day = int(rng.betavariate(1.1, 1.7) * (_WEEKS * 7 - 4))
        first = today - timedelta(days=_WEEKS * 7 - day) + _hour(rng)
        _plan_one(plan, learner, own, first, rng)
    return plan


def _plan_one(plan: _Plan, learner: Learner, own: list[Written], first: datetime, rng: random.Random) -> None:
    """Plan everything one person does."""
    plan.add(first, "visit", learner)
    now = first + timedelta(minutes=rng.randint(4, 40))
    for number, text in enumerate(own):
        # Later ideas come on later days; whoever writes a lot needs two of them for each.
        plan.add(now + timedelta(hours=number * rng.randint(20, 50) / max(1, len(own) - 3)), "post", learner, text)
    kinds, weights = zip(*_GIVE, strict=True)
    for _turn in range(rng.choices(kinds, weights)[0]):
        now += timedelta(minutes=rng.randint(5, 14))
        plan.add(now, "feedback", learner)
    if rng.random() < _VOTE:
        plan.add(now + timedelta(minutes=rng.randint(1, 20)), "vote", learner)
    if rng.random() < _COMMENT:
        plan.add(now + timedelta(minutes=rng.randint(1, 30)), "comment", learner)
    if own and rng.random() < _COME_BACK:
        plan.add(now + timedelta(hours=rng.randint(20, 80)), "come_back", learner)


def _texts(node: Node, lines: dict[str, str], visitors: int, rng: random.Random) -> list[Written]:
    if _is_clinic(node):
        return material.questions(max(1, round(visitors / _VISITORS_FOR_A_QUESTION)), rng)
    texts = material.ideas(visitors, rng)
    return [material.in_one_text(text, lines) for text in texts] if lines else texts


def _lines(rules: Rules, node: Node) -> dict[str, str]:
    """Return what an idea consists of where the board asks for one text; none where it asks for parts."""
    asks_for_one = [part.id for part in rules.structure.parts] == ["idea"]
    return material.lines_of(node.usage_key.block_id) if asks_for_one else {}


def _written_by(
    texts: list[Written], visitors: list[Learner], rng: random.Random
) -> list[tuple[Learner, list[Written]]]:
    """Give the texts to the people: one to most, many to few."""
    mixed = rng.sample(visitors, len(visitors))
    posting = mixed[: max(1, min(len(texts), round(len(mixed) * _POST)))]
    own: dict[int, list[Written]] = {learner.user.pk: [] for learner in visitors}
    busy = posting[: max(1, round(len(posting) * _WRITE_A_LOT))]
    turns = [*posting, *busy * (_A_LOT - 1), *rng.sample(posting, len(posting))]
    for learner, text in zip(turns, texts, strict=False):
        own[learner.user.pk].append(text)
    return [(learner, own[learner.user.pk]) for learner in visitors]


def _hour(rng: random.Random) -> timedelta:
    hour = rng.choices((7, 12, 16, 19, 20, 21), (2, 3, 2, 5, 6, 4))[0]
    return timedelta(hours=hour, minutes=rng.randint(0, 59), seconds=rng.randint(0, 59))


def _shares(place: Place, rules: Rules, visitors: list[Learner]) -> dict[int, float]:
    asked = rules.post_quota + rules.feedback_quota
    here = models.Member.objects.filter(usage_key=place.usage_key)
    did = {member.participant: member for member in here}
    shares: dict[int, float] = {}
    for learner in visitors:
        member = did.get(learner.participant.anonymous_id)
        if member:
            done = min(member.ideas_posted, rules.post_quota) + min(member.feedback_given, rules.feedback_quota)
            shares[learner.user.pk] = done / asked if asked else 1.0
    return shares
