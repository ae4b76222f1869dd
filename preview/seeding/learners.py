"""Made-up people: how far they come, and how they see themselves."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model

from bizmooc.hosting.participant import Participant, Place
from bizmooc.writes import WriteKey, digest_of
from competence_self_assessment.models import TargetGroup
from preview import people
from preview.olx import Course

COHORTS = ("Morning group", "Evening group", "Regional office")
_TELL_GROUP = 0.85


@dataclass
class Learner:
    """One made-up person.

    Attributes:
        user: their account.
        participant: as blocks know them in the course.
        random: everything about them is drawn from it.
        reach: how much of the course they go through, from 0 to 1.
        general: the level they see themselves at, at the start.
        growth: by how much that rises until the end.
        target_group: of the self-assessment; "" for people who do not tell.
        start: by competence id, the level at the start; filled when it is first asked for.
    """

    user: Any
    participant: Participant
    random: random.Random
    reach: float
    general: float
    growth: float
    target_group: str
    start: dict[str, float] = field(default_factory=dict)


def made_up(course: Course, count: int) -> Iterator[Learner]:
    """Yield so many people, enrolled in a course and in one of its cohorts."""
    user_model = get_user_model()
    for number in range(1, count + 1):
        rng = random.Random(f"{course.key} {number}")  # noqa: S311 - a simulation
        user, _created = user_model.objects.get_or_create(
            username=f"learner-{number:03d}",
            defaults={
                "first_name": "Learner",
                "last_name": f"{number:03d}",
                "email": f"learner-{number:03d}@example.org",
            },
        )
        people.enrol(user, course.key)
        people.join_cohort(user, course.key, COHORTS[number % len(COHORTS)])
        general = rng.gauss(3.1, 0.5)
        # About one in ten looks in and leaves; about two in five reach the end.
        reach = 0.02 if rng.random() < 0.1 else min(1.0, rng.betavariate(1.1, 0.8) * 1.15)
        target_group = rng.choices(TargetGroup.values, (3, 4, 3))[0] if rng.random() < _TELL_GROUP else ""
        yield Learner(user, participant_of(user, course), rng, reach, general, rng.gauss(0.5, 0.35), target_group)


def write_key(place: Place, learner: Learner, content: Any) -> WriteKey:
    """Return the key under which a made-up person sends something: another one for other content."""
    digest = digest_of(content)
    return WriteKey(place, learner.participant.anonymous_id, f"seed-{digest[:32]}", digest)


def participant_of(user: Any, course: Course) -> Participant:
    """Return a made-up person as blocks know them in a course."""
    return Participant(
        anonymous_id=people.anonymous_id(user, course.key),
        user_id=user.pk,
        is_authenticated=True,
        is_staff=False,
        is_course_team=False,
        is_masquerading=False,
        in_studio=False,
        can_author=False,
    )
