"""Who has not started: the one place where names of learners meet this block. Nothing here is stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from opaque_keys.edx.keys import CourseKey

from bizmooc.hosting.participant import Place
from bizmooc.hosting.people import Enrolled
from bizmooc.hosting.platform import platform
from competence_self_assessment.models import Participation

# Enrolments that one question to the host covers.
PAGE = 1_000


class Names(NamedTuple):
    """A page of people. ``after``: where the next page begins; None on the last one."""

    people: list[Enrolled]
    after: int | None


class Count(NamedTuple):
    """How many people. ``is_all``: False where there may be more, since not everybody was looked at."""

    people: int
    is_all: bool


def not_started(place: Place, course: CourseKey, after: int = 0) -> Iterator[list[Enrolled]]:
    """Yield those enrolled who have not begun to answer in a block, page by page: a few queries for each thousand.

    Args:
        place: the block.
        course: its course.
        after: position (Enrolled.position) of the last person seen.
    """
    position: int | None = after
    while position is not None:
        enrolled, position = platform().roster(course, position, PAGE)
        ids = [id_ for person in enrolled for id_ in person.anonymous_ids]
        begun = Participation.objects.filter(
            usage_key=place.usage_key, participant__in=ids, started_at__isnull=False
        ).values_list("participant", flat=True)
        known = set(begun) if ids else set()
        yield [person for person in enrolled if known.isdisjoint(person.anonymous_ids)]


def names(place: Place, course: CourseKey, *, after: int, limit: int) -> Names:
    """Return the next people who have not started, in the order in which they enrolled."""
    found: list[Enrolled] = []
    for page in not_started(place, course, after):
        found += page
        if len(found) > limit:
            return Names(found[:limit], found[limit - 1].position)
    return Names(found, None)


def count(place: Place, course: CourseKey, *, pages: int) -> Count:
    """Count the people who have not started among the first so many pages of those enrolled."""
    total, everybody = 0, not_started(place, course)
    for _number in range(pages):
        page = next(everybody, None)
        if page is None:
            return Count(total, True)
        total += len(page)
    return Count(total, next(everybody, None) is None)
