"""Outcomes, the parts of a week, and what comes back later."""

from __future__ import annotations

import re

from course_quality.blocks import Block
from course_quality.checks import Faults, check
from course_quality.export import Export
from course_quality.finding import Fault
from course_quality.outcomes import BLOOM_VERBS, FILE, VAGUE_VERBS, outcomes
from course_quality.pages import pages_of

_PARTS = {
    "a start": r"start\b",
    "a lesson": r"lesson\b",
    "something to do": r"do\b",
    "a check": r"check\b|(final )?quiz\b",
    "a reflection": r"reflect\b|look back\b",
}
_OUTCOMES_HEADING = re.compile(r"After this week you can", re.IGNORECASE)
_E_TIVITY = {
    "purpose": r"\bWhy:|purpose",
    "task": r"\bWhat to do:|\btask\b",
    "length": r"\b\d+\b[^.]{0,30}\b(words|sentences|lines)|\b(one|two|three|four|five|six|three or four|a few) (\w+ )?"
    r"(words|sentences|lines)|at most \w+ (words|lines|sentences)",
    "example": r"\bExample\b|example",
    "reply to two others": r"\b(two|2)\b[^.]{0,60}\b(others?|people|posts|questions|ideas|learners)"
    r"|(answer|reply to|respond to)[^.]{0,30}\btwo\b",
}


@check("pedagogy-parts", 34, source="the common frame of the courses; weekly rhythm")
def parts(course: Export) -> Faults:
    """Each week has a start with its outcomes, lessons with practice, something to do, a check and a reflection."""
    for chapter in course.weeks:
        titles = [child.title.lower() for child in chapter.children]
        missing = [part for part, pattern in _PARTS.items() if not any(re.match(pattern, title) for title in titles)]
        if not any(_OUTCOMES_HEADING.search(page.text) for page in pages_of(course, chapter)):
            missing.append('outcomes ("After this week you can")')
        if all(problem.is_graded for problem in chapter.of("problem")):
            missing.append("practice that is not graded")
        if missing:
            yield Fault(f"The week lacks {', '.join(missing)}.", "Add a subsection whose title begins so.", chapter)


@check("pedagogy-outcomes", 35, source="Anderson and Krathwohl 2001; OpenupEd 22")
def outcome_verbs(course: Export) -> Faults:
    """Every outcome has one verb for something that can be seen, and its text begins with it."""
    if not outcomes(course):
        yield Fault(
            "The course has no outcomes that can be read.",
            "Write down for each: id, week, verb, text, activities, assessed.",
            FILE,
        )
    for outcome in outcomes(course):
        if outcome.verb.lower() not in BLOOM_VERBS:
            yield Fault(f'"{outcome.verb}" ({outcome.id}) is no verb for an outcome.', "Choose another.", FILE)
        if not outcome.text.lower().startswith(outcome.verb.lower()):
            yield Fault(f"The text of {outcome.id} does not begin with its verb.", "Begin with it.", FILE)
        for verb in VAGUE_VERBS:
            if verb in outcome.text.lower():
                yield Fault(f'{outcome.id} says "{verb}".', "Say what somebody can do or show.", FILE)


@check("pedagogy-alignment", 36, source="Biggs 1996; OpenupEd 23")
def alignment(course: Export) -> Faults:
    """Every outcome is practised and assessed in the course, and every graded item belongs to an outcome."""
    by_name = {block.url_name: block for block in course.blocks}
    found = outcomes(course)
    for outcome in found:
        if by_name.get(outcome.week) not in course.of("chapter"):
            yield Fault(f'The week "{outcome.week}" of {outcome.id} is no chapter.', "Name a chapter.", FILE)
        for what, names in (("activity", outcome.activities), ("assessed item", outcome.assessed)):
            if not names:
                yield Fault(f"{outcome.id} has no {what}.", "Name one, or leave the outcome out.", FILE)
            for name in names:
                if name not in by_name:
                    yield Fault(f'{outcome.id} names "{name}", which is not there.', "Mend the name.", FILE)
    assessed = {name for outcome in found for name in outcome.assessed}
    for block in graded_items(course) if found else ():
        if block.url_name not in assessed:
            yield Fault("No outcome names this graded item.", "Name it in outcomes.yaml.", block)


def graded_items(course: Export) -> list[Block]:
    """The blocks that count: those in graded subsections that are no pages."""
    return [block for block in course.blocks if not block.children and block.is_graded and block.kind != "html"]


@check("pedagogy-retrieval", 41, source="Dunlosky et al. 2013 on distributed practice")
def retrieval(course: Export) -> Faults:
    """From the second week on, each week asks at least twice about earlier weeks."""
    weeks = course.weeks
    earlier: set[str] = set()
    for number, chapter in enumerate(weeks, 1):
        coming_back = [problem for problem in chapter.of("problem") if _looks_back(course, problem, number, earlier)]
        if number > 1 and len(coming_back) < 2:
            wrong = f"{len(coming_back)} of its questions come back to earlier weeks."
            yield Fault(wrong, "Ask at least two, and say in the solution from which week.", chapter)
        earlier |= {name for each in outcomes(course) if each.week == chapter.url_name for name in each.assessed}


def _looks_back(course: Export, problem: Block, week: int, assessed_earlier: set[str]) -> bool:
    """Whether a problem names an earlier week, or is named by an outcome of one."""
    named = (re.findall(r"\bweek (\d+)", page.text, re.IGNORECASE) for page in pages_of(course, problem))
    title = re.findall(r"\bweek (\d+)", problem.title, re.IGNORECASE)
    numbers = [int(number) for found in (*named, title) for number in found]
    return problem.url_name in assessed_earlier or any(number < week for number in numbers)


@check("pedagogy-e-tivities", 45, source="Salmon 2013, e-tivities; OpenupEd 24")
def e_tivities(course: Export) -> Faults:
    """Every discussion and idea board comes with a purpose, a task, a length, an example, and a reply to others."""
    for block in course.of("discussion", "peer_idea_board"):
        unit = block.within("vertical")
        text = "\n".join(page.text for page in pages_of(course, unit)) if unit else ""
        missing = [part for part, pattern in _E_TIVITY.items() if not re.search(pattern, text, re.IGNORECASE)]
        if block.kind == "peer_idea_board":
            # The board itself asks for so many replies, and for parts with a length each.
            asked = {"reply to two others"} if block.whole("feedback_quota", 3) >= 1 else set()
            missing = [part for part in missing if part not in asked | {"length"}]
        if missing:
            yield Fault(f"The prompt lacks: {', '.join(missing)}.", "Add it to the page above.", block)
