"""Time and length: what a unit says it takes, and how much is in it."""

from __future__ import annotations

from statistics import median

from course_quality import minutes, our_blocks
from course_quality.checks import Faults, check
from course_quality.export import Export
from course_quality.finding import Fault

_TOLERANCE = 0.15
_WEEK = (150, 240)
_MOST_WORDS, _MOST_MINUTES, _MOST_BLOCKS = 900, 15, 3
_MOST_WORDS_WITHOUT_ACTION = 700
_MOST_OF_ONE_KIND = 0.2


@check("load-stated", 46, source="OpenupEd; BizMOOC recommendations on tracks and times")
def stated(course: Export) -> Faults:
    """Every unit begins with its track and its minutes, and an extra unit says so in its title."""
    for unit in course.of("vertical"):
        found = minutes.stated(course, unit)
        if found is None:
            mend = "Begin its first page with <p><em>Core · 6 minutes</em></p>."
            yield Fault("The unit does not say its track and its minutes.", mend, unit)
        elif unit.title.startswith("Extra: ") is not (found.track == "Extra"):
            yield Fault("Its title and its first line disagree on the track.", 'Begin with "Extra: ".', unit)


@check("load-unit-minutes", 37, source="Brysbaert 2019 for reading; own estimates for the rest")
def unit_minutes(course: Export) -> Faults:
    """The minutes that a unit states are those it takes: within 15 percent, or one minute."""
    for unit in course.of("vertical"):
        found, takes = minutes.stated(course, unit), minutes.computed(course, unit)
        if found and abs(found.minutes - takes) > max(1.0, _TOLERANCE * takes):
            wrong = f"It states {found.minutes} minutes and takes about {takes:.1f}."
            yield Fault(wrong, "Mend the minutes, or shorten the unit.", unit)


@check("load-week", 37, source="practice guides: 3 to 4 hours a week")
def week(course: Export) -> Faults:
    """A week takes 150 to 240 minutes."""
    for chapter in course.weeks:
        planned = minutes.planned(course, chapter)
        if planned and not _WEEK[0] <= planned <= _WEEK[1]:
            wrong = f"The week states {planned} minutes."
            yield Fault(wrong, f"Keep between {_WEEK[0]} and {_WEEK[1]}.", chapter)


@check("load-units-short", 38, source="Studio's best practices; Guo, Kim and Rubin 2014")
def units_short(course: Export) -> Faults:
    """A unit has at most 900 words and takes at most 15 minutes, visits to a team exercise aside."""
    for unit in course.of("vertical"):
        count = minutes.word_count(course, unit)
        visits = sum(sum(our_blocks.visits(leaf)) for leaf in unit.leaves)
        found = minutes.stated(course, unit)
        if count > _MOST_WORDS:
            yield Fault(f"The unit has {count} words.", f"Split it: {_MOST_WORDS} at most.", unit)
        if found and found.minutes - visits > _MOST_MINUTES:
            yield Fault(f"The unit takes {found.minutes} minutes.", f"Split it: {_MOST_MINUTES} at most.", unit)


@check("load-blocks", 38, source="Studio's best practices")
def blocks(course: Export) -> Faults:
    """The median unit has at most three blocks."""
    found = [len(unit.children) for unit in course.of("vertical")]
    if found and median(found) > _MOST_BLOCKS:
        yield Fault(f"The median unit has {median(found):g} blocks.", "Split units.")


@check("load-kinds", 39, source="Studio's best practices")
def kinds(course: Export) -> Faults:
    """Fewer than a fifth of the subsections have blocks of one type only."""
    share, names = single_kind(course)
    if share >= _MOST_OF_ONE_KIND:
        wrong = f"{share:.0%} of the subsections have one type of block: {', '.join(names[:8])}."
        yield Fault(wrong, "Put a question or something to do between texts.")


def single_kind(course: Export) -> tuple[float, list[str]]:
    """The share of subsections with one type of block only, and their names."""
    subsections = [subsection for subsection in course.of("sequential") if subsection.leaves]
    names = [each.url_name for each in subsections if len({leaf.kind for leaf in each.leaves}) == 1]
    return (len(names) / len(subsections) if subsections else 0.0), names


@check("load-action", 40, source="OpenupEd 29; Dunlosky et al. 2013 on practice testing")
def action(course: Export) -> Faults:
    """There is a question or something to do at least every 700 words of a subsection."""
    for subsection in course.of("sequential"):
        count = 0
        for unit in subsection.of("vertical"):
            count += minutes.word_count(course, unit)
            if count > _MOST_WORDS_WITHOUT_ACTION:
                yield Fault(f"{count} words without anything to do.", "Ask something before them.", unit)
            if any(minutes.has_action(course, leaf) for leaf in unit.leaves):
                count = 0
