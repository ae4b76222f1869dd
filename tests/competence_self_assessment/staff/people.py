"""A course team member and enrolled learners, for the tests of what the course team does."""

from __future__ import annotations

from typing import Any

from bizmooc.hosting.people import Enrolled
from tests.competence_self_assessment.acting import key
from tests.support.bare_host import Answer, BareHost, Campus, Person, call

STAFF = Person(9_000, is_staff=True)


def enrol(numbers: Any) -> None:
    """Enrol people by their numbers; each second one has no full name."""
    for number in numbers:
        name = f"Person {number}" if number % 2 else ""
        position = len(Campus.people) + 1
        ids = (Person(number).anonymous_id,)
        Campus.people.append(Enrolled(position, number, f"person{number}", name, ids))


def ask(host: BareHost, handler: str, person: Person = STAFF, request_key: str = "", **values: str) -> Answer:
    """POST to a handler."""
    return call(host.block(person), handler, {"key": request_key or key(), "values": values})


def look(host: BareHost, handler: str, person: Person = STAFF) -> str:
    """GET a region.

    Raises:
        AssertionError: it was refused.
    """
    answer = call(host.block(person), handler, method="GET")
    assert answer.status == 200, answer
    return answer.body["html"]
