"""What hosts tell of people and take for them: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Cohort(NamedTuple):
    """A platform cohort: a group of learners that the course team made in the LMS."""

    id: int
    name: str


class Team(NamedTuple):
    """A team of the LMS: learners who work together on one of the course's team-sets."""

    id: str
    name: str


@dataclass(frozen=True)
class Person:
    """Who is behind an anonymous id. For the course team's eyes and for mail only, never stored.

    Attributes:
        user_id: Django user id.
        username: as learners see it.
        name: full name; may be empty.
        language: code of the language they chose to read; "" if unknown.
    """

    user_id: int
    username: str
    name: str
    language: str


@dataclass(frozen=True)
class Enrolled:
    """Somebody who takes part in a course. For the course team's eyes only, never stored.

    Attributes:
        position: in the list of all who are enrolled; the next page begins after it.
        user_id: Django user id.
        username: as learners see it.
        name: full name; may be empty.
        anonymous_ids: under which blocks of the course may know them; none before they first came.
    """

    position: int
    user_id: int
    username: str
    name: str
    anonymous_ids: tuple[str, ...]


class Section(NamedTuple):
    """A part of a letter: plain text, and the absolute address of the block it is about; "": none."""

    text: str
    address: str


@dataclass(frozen=True)
class Letter:
    """A message of the course team to learners.

    Attributes:
        subject: one line.
        text: plain text.
        address: absolute address of the block it is about; "": the sections tell.
        sections: what follows, each with an address of its own.
    """

    subject: str
    text: str
    address: str
    sections: tuple[Section, ...] = ()
