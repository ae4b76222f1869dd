"""A made-up run of a team exercise: teams in all states, so that there is something to look at."""

from __future__ import annotations

import random

from bizmooc.hosting.participant import Participant, Place
from creativity_team_exercise.exercise import ALONE, OWN, Rules, Viewer
from creativity_team_exercise.models import Member
from creativity_team_exercise.standing import standing
from preview import accounts, people
from preview.olx import Course, Node
from preview.platform import PreviewPlatform
from preview.seeding.exercise_acts import Person
from preview.seeding.exercise_stories import TEAM_STORIES, Cast, alone_stories, play
from preview.seeding.exercise_words import Words
from preview.seeding.learners import COHORTS, Learner

BLOCK_TYPE = "creativity_team_exercise"
# Of a crowd, so many do an exercise alone; people in stories of teams are counted there.
_ALONE = 0.02


def nodes(course: Course) -> list[Node]:
    """Return the team exercises of a course that are for everybody."""
    return [node for node in course.walk() if node.block_type == BLOCK_TYPE and not node.fields.get("groups")]


def rules_of(course: Course, node: Node) -> Rules:
    """Return the author's settings of an exercise, as the block reads them."""
    blocks = PreviewPlatform().blocks_of_type(course.key, BLOCK_TYPE) or ()
    return next(block.rules for block in blocks if str(block.scope_ids.usage_id) == str(node.usage_key))


def fill(course: Course, node: Node, crowd: list[Learner]) -> dict[int, float]:
    """Let people come to an exercise.

    Args:
        course: the course.
        node: the exercise.
        crowd: the learners of the course.

    Returns:
        For each person who came, by user id: how much they did of what is asked, from 0 to 1.
    """
    rules = rules_of(course, node)
    if rules.teams not in (OWN, ALONE):
        return {}
    rng = random.Random(f"{node.usage_key} {len(crowd)}")  # noqa: S311 - a simulation
    place = Place(str(node.usage_key), str(course.key))
    words = Words(node.usage_key.block_id, rng)
    stories = TEAM_STORIES if rules.teams == OWN else tuple(alone_stories(round(len(crowd) * _ALONE), rng))
    play(stories, Cast(_by_cohort(course, place, rules, crowd, words, rng), rng, _staff(course)))
    return _shares(place, crowd)


def person_of(
    course: Course, place: Place, rules: Rules, participant: Participant, words: Words, rng: random.Random
) -> Person:
    """Return a learner as somebody who takes part in an exercise."""
    user_id = participant.user_id if rules.teams == OWN else None
    cohort = people.cohort_of(user_id, course.key) if user_id is not None else None
    return Person(place, rules, participant, f"cohort:{cohort[0]}" if cohort else "", words, rng)


def _by_cohort(
    course: Course, place: Place, rules: Rules, crowd: list[Learner], words: Words, rng: random.Random
) -> list[list[Person]]:
    """Return the people of each cohort, those first who go far in the course."""
    names: dict[str, list[Person]] = {name: [] for name in COHORTS}
    for learner in sorted(crowd, key=lambda one: -one.reach):
        cohort = people.cohort_of(learner.user.pk, course.key)
        if cohort and cohort[1] in names:
            names[cohort[1]].append(person_of(course, place, rules, learner.participant, words, rng))
    return list(names.values())


def _staff(course: Course) -> str:
    ivo = accounts.find("ivo")
    return people.anonymous_id(accounts.user_of(ivo), course.key) if ivo else ""


def _shares(place: Place, crowd: list[Learner]) -> dict[int, float]:
    here = Member.objects.filter(usage_key=place.usage_key).select_related("team__plan")
    members = {member.participant: member for member in here}
    shares: dict[int, float] = {}
    for learner in crowd:
        member = members.get(learner.participant.anonymous_id)
        if member:
            shares[learner.user.pk] = standing(Viewer(place, member.participant), member).share
    return shares
