"""What keeps a block from working, or will surprise its authors, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from xblock.validation import ValidationMessage

from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from peer_idea_board.phases import Phase
from peer_idea_board.structures import Structure, StructureError
from peer_idea_board.structures.choice import chosen
from peer_idea_board.studio.phases import NAMES, faults, initial_of
from peer_idea_board.studio.seeds import gaps, seeds_of

ERROR, WARNING = ValidationMessage.ERROR, ValidationMessage.WARNING
Hint = tuple[str, str]


def problems_of(block: Any) -> Iterator[Hint]:
    """Yield the kind and the text of everything an author should know about a block."""
    structure, problem = structure_or_problem(block)
    if problem:
        yield ERROR, problem
    yield from ((WARNING, str(text)) for text in block.olx_problems or [])
    yield from _about_quotas(block)
    yield from _about_seeds(block, structure)
    yield from _about_votes(block)
    yield from _about_groups(block)
    yield from _about_times(block)


def structure_or_problem(block: Any) -> tuple[Structure | None, str]:
    """Return the chosen structure and "", or None and why there is none; learners get the default one then."""
    try:
        structure = chosen(block.structure, block.own_structure)
    except StructureError as error:
        words = {"problem": error.problems[0]}
        sentence = _("Your own structure cannot be used: %(problem)s Until it is mended, learners get the one-pager.")
        return None, sentence % words
    if structure is None:
        sentence = _(
            "The structure “%(name)s” does not ship with this version. Until you choose another one, learners "
            "get the one-pager."
        )
        return None, sentence % {"name": block.structure}
    return structure, ""


def _about_quotas(block: Any) -> Iterator[Hint]:
    post, give, wanted = block.post_quota or 0, block.feedback_quota or 0, block.feedback_wanted or 1
    if not post and not give:
        yield WARNING, _("Nothing is asked of learners: the block is complete for everybody at once.")
        if block.participation_points:
            yield WARNING, _("Points are for ideas and feedbacks, and none are asked for: everybody gets all points.")
    if post and give < post * wanted:
        sentence = _(
            "Each person posts %(post)d and gives %(give)d, but every idea should get %(wanted)d feedbacks: some ideas "
            "will wait for an answer."
        )
        yield WARNING, sentence % {"post": post, "give": give, "wanted": wanted}


def _about_seeds(block: Any, structure: Structure | None) -> Iterator[Hint]:
    seeds = seeds_of(block.seeds)
    lost = len(block.seeds) - len(seeds) if isinstance(block.seeds, list) else 0
    if lost:
        yield WARNING, _("Example ideas that cannot be read, and are not shown: %(count)d.") % {"count": lost}
    if not seeds and (block.feedback_quota or 0) > 0:
        yield (
            WARNING,
            _("There are no example ideas: the first learners have nothing to give feedback on. Two or three will do."),
        )
    unfit = {seeds[number].title for number, _part, _sentence in gaps(seeds, structure)} if structure else set()
    if unfit:
        titles = ", ".join(f"“{title}”" for title in sorted(unfit))
        yield WARNING, _("Example ideas that do not fit what learners are asked for: %(titles)s.") % {"titles": titles}


def _about_votes(block: Any) -> Iterator[Hint]:
    if block.vote_kind == "dots" and (block.dots_per_idea or 1) > (block.dots or 1):
        yield WARNING, _("One idea could get more dots than a person has.")
    closes = [limit for limit in initial_of(block.phases) if limit.startswith("vote_closes")]
    if block.vote_kind != "none" and block.votes_shown == "after_close" and not closes:
        yield WARNING, _("Votes are shown when voting has closed, but it never closes. Please set when, under “Times”.")


def _about_groups(block: Any) -> Iterator[Hint]:
    if block.groups == "team" and not (block.teamset or "").strip():
        yield ERROR, _("Each team is to have a board, but it is not said which teams.")
    elif block.groups:
        sentence = (
            _("Each cohort has a board of its own. People without a cohort share one more.")
            if block.groups == "cohort"
            else _("Each team has a board of its own. People without a team share one more.")
        )
        yield WARNING, sentence


def _about_times(block: Any) -> Iterator[Hint]:
    data, course = initial_of(block.phases), Place.of(block).course
    is_self_paced = bool(course and platform().is_self_paced(course))
    fixed = [value for value in data.values() if isinstance(value, datetime)]
    if fixed and is_self_paced:
        yield WARNING, _("This course is self-paced: the fixed dates of this block are not used.")
    for name, _sentence in faults(data, is_self_paced=False):
        if "closes" in name:
            phase = NAMES[Phase(name.partition("_")[0])]
            yield ERROR, _("%(phase)s closes before it opens, so nobody can do it.") % {"phase": phase}
    start = platform().course_start(course) if course and fixed and not is_self_paced else None
    early = [name for name, value in data.items() if start and name.endswith("closes_at") and value and value <= start]
    if early:
        yield ERROR, _("A phase closes before the course starts: its fixed date seems to be of an earlier run.")
