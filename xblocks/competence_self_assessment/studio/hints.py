"""What keeps a block from working, or will surprise its authors, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from xblock.validation import ValidationMessage

from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import Occasion

ERROR, WARNING = ValidationMessage.ERROR, ValidationMessage.WARNING
Hint = tuple[str, str]


def problems_of(block: Any) -> Iterator[Hint]:
    """Yield the kind and the text of everything an author should know about a block."""
    framework, problem = block.framework_or_problem()
    if problem:
        yield ERROR, problem
    yield from ((WARNING, str(text)) for text in block.olx_problems or [])
    if not block.is_set("series"):
        text = _("No series is set: this block cannot be compared with the one at the other end of the course.")
        yield WARNING, text
    yield from _about_series(block)
    yield from _about_times(block)
    yield from _about_groups(block)
    if framework:
        yield from _about_pointers(block, framework)


def _about_series(block: Any) -> Iterator[Hint]:
    course = Place.of(block).course
    if block.occasion != Occasion.POST or course is None or not block.is_set("series"):
        return
    others = platform().blocks_of_type(course, block.scope_ids.block_type)
    if others is not None and not any(one.series == block.series and one.occasion == Occasion.PRE for one in others):
        text = _("No block of this course asks at the start in the series “%(series)s”: learners only look back.")
        yield WARNING, text % {"series": block.series}


def _about_times(block: Any) -> Iterator[Hint]:
    course = Place.of(block).course
    opens, closes = block.opens_at, block.closes_at
    if (opens or closes) and course and platform().is_self_paced(course):
        yield WARNING, _("This course is self-paced: the fixed dates of this block are not used.")
        return
    if opens and closes and closes <= opens:
        yield ERROR, _("This block closes before it opens, so nobody can answer.")
    start = platform().course_start(course) if course and closes else None
    if start and closes <= start:
        yield ERROR, _("This block closes before the course starts: its fixed date seems to be of an earlier run.")
    days = block.opens_after_days, block.closes_after_days
    if None not in days and days[1] <= days[0]:
        yield ERROR, _("This block closes before it opens, so nobody can answer.")


def _about_groups(block: Any) -> Iterator[Hint]:
    if block.breakdown == "target_group" and not block.ask_target_group:
        yield WARNING, _("Figures are kept apart by a group that learners are not asked for.")


def _about_pointers(block: Any, framework: Framework) -> Iterator[Hint]:
    known = {competence.id for competence in framework.competences}
    lost = len(set(block.pointers or {}) - known)
    if lost:
        yield (
            WARNING,
            _("There are units for competences that the framework does not have: %(count)d.") % {"count": lost},
        )
