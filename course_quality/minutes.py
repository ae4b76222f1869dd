"""Minutes: those a unit states in its first line, and those that it takes.

Reading at 180 words a minute is slow enough for people who read in a second language (Brysbaert 2019 finds 238 for
native readers). What a question and a visit to one of our blocks take are estimates, in one place: here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from course_quality import our_blocks
from course_quality.blocks import Block
from course_quality.export import Export
from course_quality.pages import Page, pages_of
from course_quality.texts import words

WORDS_PER_MINUTE = 180
_STATED = re.compile(r"\s*<p>\s*<em>\s*(Core|Extra) · (\d+) minutes?")
_ACTION = re.compile(r"<h[3-6]>[^<]*\((\d+) minutes?\)</h[3-6]>")
_SELF_ASSESSMENT = {"pre": 5.5, "repeat": 5.5, "post": 9.5, "then": 5.5}
_POST, _FEEDBACK = 3.0, 3.5
"""What is posted was drafted on an earlier page; a feedback is reading, choosing levels and two comments."""


@dataclass(frozen=True)
class Stated:
    """What a unit says of itself: "Core" or "Extra", and its minutes."""

    track: str
    minutes: int


def _pages(course: Export, unit: Block) -> list[Page]:
    return [page for page in pages_of(course, unit) if page.block is not None and page.block.kind == "html"]


def stated(course: Export, unit: Block) -> Stated | None:
    """What the first line of a unit says; None where it says nothing."""
    first = next(iter(_pages(course, unit)), None)
    match = _STATED.match(first.source) if first else None
    return Stated(match[1], int(match[2])) if match else None


def word_count(course: Export, unit: Block) -> int:
    """The words of the pages of a unit."""
    return sum(len(words(page.text)) for page in _pages(course, unit))


def has_action(course: Export, block: Block) -> bool:
    """Whether there is something to do in a block: it is no page, or the page has an activity with its minutes."""
    return block.kind != "html" or bool(_ACTION.search(block.page))


def of_problem(problem: Block) -> float:
    """One minute, and half a minute for each question in it."""
    return 1 + 0.5 * max(1, len(list(problem.element.iter("label"))))


def of_block(block: Block) -> float:
    """The minutes of a block beside those of reading."""
    if block.kind == "problem":
        return of_problem(block)
    if block.kind == "html":
        return float(sum(map(int, _ACTION.findall(block.page))))
    if block.kind == "competence_self_assessment":
        return _SELF_ASSESSMENT.get(block.get("occasion") or "pre", 5.5)
    if block.kind == "peer_idea_board":
        return _POST * block.whole("post_quota", 1) + _FEEDBACK * block.whole("feedback_quota", 3)
    if block.kind == "video":
        return _of_video(block.element)
    return sum(our_blocks.visits(block))


def _of_video(element: etree._Element) -> float:
    """What the times of a clip say; 0 where the file does not tell."""
    found = re.fullmatch(r'"?(\d+):(\d+):(\d+)"?', element.get("end_time") or "")
    return int(found[1]) * 60 + int(found[2]) + int(found[3]) / 60 if found else 0.0


def computed(course: Export, block: Block) -> float:
    """The minutes of a unit, or of all units of a subsection or chapter."""
    read = sum(word_count(course, unit) for unit in block.of("vertical")) / WORDS_PER_MINUTE
    return read + sum(of_block(leaf) for leaf in block.leaves)


def planned(course: Export, block: Block, track: str = "") -> int:
    """The minutes that the units of a chapter state, in all or on one track."""
    found = (stated(course, unit) for unit in block.of("vertical"))
    return sum(each.minutes for each in found if each and track in {"", each.track})
