"""Teammates who act by script, so that somebody alone in front of the demo sees what a team makes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from bizmooc.hosting.participant import Place
from creativity_team_exercise import visibility
from creativity_team_exercise.exercise import Rules, Viewer
from creativity_team_exercise.models import Entry, Member, Team
from preview import people
from preview.models import AnonymousId
from preview.olx import Course, Node
from preview.seeding import team_exercise
from preview.seeding.exercise_acts import Person
from preview.seeding.exercise_words import Words
from preview.seeding.learners import participant_of

_MADE_UP = "learner-"
# Who joins is looked for among so many who are not in the exercise yet.
_CANDIDATES = 40


@dataclass(frozen=True)
class Acted:
    """What came of letting them act.

    Attributes:
        has_team: the visitor is in a team; else nothing was done.
        joined: how many came new.
        acted: how many did what the open stage asks.
    """

    has_team: bool
    joined: int = 0
    acted: int = 0


def act(course: Course, node: Node, user: Any) -> Acted:
    """Let the teammates of somebody do what the open stage of their exercise asks, after a free seat was taken.

    Args:
        course: the course.
        node: the exercise.
        user: whose teammates.
    """
    place = Place(str(node.usage_key), str(course.key))
    member = visibility.member_of(Viewer(place, people.anonymous_id(user, course.key)))
    if member is None or member.team.is_alone or member.team.state != Team.State.RUNNING:
        return Acted(has_team=False)
    script = _Script(course, place, team_exercise.rules_of(course, node), user)
    joined = script.fill_up(member.team)
    return Acted(True, joined, sum(person.act() for person in script.teammates(member.team)))


class _Script:
    """Made-up people for one exercise."""

    def __init__(self, course: Course, place: Place, rules: Rules, user: Any):
        self._course, self._place, self._rules, self._user = course, place, rules, user
        self._random = random.Random()  # noqa: S311 - a simulation
        there = Entry.objects.filter(usage_key=place.usage_key).values_list("text", flat=True)
        self._words = Words(place.usage_key.rsplit("@", 1)[-1], self._random, there)

    def teammates(self, team: Team) -> list[Person]:
        """Return those of a team who are made up, by their seats."""
        ids = Member.objects.filter(team=team).order_by("seat").values_list("participant", flat=True)
        users = {
            row.anonymous_id: row.user
            for row in AnonymousId.objects.filter(anonymous_id__in=list(ids)).select_related("user")
            if row.user.username.startswith(_MADE_UP)
        }
        return [self._person(users[one]) for one in ids if one in users]

    def fill_up(self, team: Team) -> int:
        """Let others join, as long as there is a free seat and the first stage is open. Returns how many came."""
        joined = 0
        for person in self._waiting():
            now = Team.objects.get(pk=team.pk)
            if now.source != Team.Source.OWN or (now.step, now.round) != (0, 0) or now.member_count >= now.size:
                break
            person.join(now.preference)
            if person.team.pk != team.pk:
                # The block has found a better place for them: it goes by its own rules, also here.
                break
            joined += 1
        return joined

    def _waiting(self) -> Iterator[Person]:
        """Yield made-up people of the visitor's cohort who have not begun."""
        cohort = people.cohort_of(self._user.pk, self._course.key)
        for user in self._free_users():
            if people.cohort_of(user.pk, self._course.key) == cohort:
                yield self._person(user)

    def _free_users(self) -> Sequence[Any]:
        key = str(self._course.key)
        seated = Member.objects.filter(usage_key=self._place.usage_key).values("participant")
        taken = AnonymousId.objects.filter(course_key=key, anonymous_id__in=seated).values("user")
        enrolled = get_user_model().objects.filter(
            username__startswith=_MADE_UP, enrollment__course_key=key, enrollment__is_active=True
        )
        return enrolled.exclude(pk__in=taken).order_by("pk")[:_CANDIDATES]

    def _person(self, user: Any) -> Person:
        participant = participant_of(user, self._course)
        return team_exercise.person_of(self._course, self._place, self._rules, participant, self._words, self._random)
