"""Settings: dates, certificate, tabs, the page about the course, discussions."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from course_quality.checks import Faults, check
from course_quality.export import Export
from course_quality.finding import Fault, Severity
from course_quality.outcomes import outcomes


def _file(course: Export) -> str:
    return f"policies/{course.run}/policy.json"


def moment(value: Any) -> datetime | None:
    """A date as exports write it, quoted or not; None where it is no date."""
    try:
        found = datetime.fromisoformat(str(value).strip('"'))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@check("policy-dates", 51, source="Studio's best practices")
def dates(course: Export) -> Faults:
    """The course starts before it ends; due dates lie between, and a self-paced course has none."""
    start, end = moment(course.policy.get("start")), moment(course.policy.get("end"))
    if start is None or end is None:
        yield Fault("The start or the end is missing.", "Give both, the end far away.", _file(course))
    elif start >= end:
        yield Fault("The course ends before it starts.", "Mend the dates.", _file(course))
    self_paced = course.policy.get("self_paced") in (True, "true")
    for block in course.blocks:
        due = moment(block.get("due")) if block.get("due") else None
        if due and self_paced:
            yield Fault("It has a due date in a self-paced course.", "Take it out.", block)
        elif due and start and end and not start <= due <= end:
            yield Fault("It is due outside of the run.", "Mend the date.", block)


@check("policy-highlights", 51, source="Studio's best practices", severity=Severity.ADVICE)
def highlights(course: Export) -> Faults:
    """Every week has highlights for the weekly mail."""
    for chapter in course.weeks:
        found = chapter.data("highlights")
        if not isinstance(found, list) or not found:
            yield Fault("The week has no highlights.", "Write three short lines.", chapter)


def certificates(course: Export) -> list[dict[str, Any]]:
    """The active certificates."""
    block = course.policy.get("certificates")
    found = block.get("certificates") if isinstance(block, dict) else None
    return [each for each in found or [] if isinstance(each, dict) and each.get("is_active")]


@check("policy-certificate", 52, source="Open edX certificates; OpenupEd 31")
def certificate(course: Export) -> Faults:
    """There is an active certificate with a name and a signatory, and its text says the pass mark."""
    found = certificates(course)
    if not found:
        yield Fault("There is no active certificate.", 'Write "certificates" into policy.json.', _file(course))
    cutoffs = course.grading.get("GRADE_CUTOFFS")
    marks = {round(float(value) * 100) for value in cutoffs.values()} if isinstance(cutoffs, dict) else set()
    for each in found:
        if not each.get("name") or not each.get("signatories"):
            yield Fault("The certificate has no name or no signatory.", "Add them.", _file(course))
        said = {int(number) for number in re.findall(r"(\d+) ?(?:%|percent)", str(each.get("description", "")))}
        if said != marks:
            wrong = f"The certificate says {sorted(said) or 'no pass mark'}, the policy {sorted(marks)}."
            yield Fault(wrong, "Let the text say the pass mark.", _file(course))


@check("policy-hurdles", 53, source="OpenupEd, openness to learners")
def hurdles(course: Export) -> Faults:
    """There is no entrance exam and nobody is watched."""
    for name in ("entrance_exam_enabled", "enable_proctored_exams", "enable_timed_exams"):
        if course.policy.get(name) in (True, "true"):
            yield Fault(f'"{name}" is on.', "Turn it off.", _file(course))


@check("policy-tabs", 53, source="Open edX importer")
def tabs(course: Export) -> Faults:
    """The tabs begin with the course, and pages of the team's own are there."""
    found = course.policy.get("tabs")
    kinds = [tab.get("type") for tab in found if isinstance(tab, dict)] if isinstance(found, list) else []
    if "courseware" not in kinds[:2]:
        yield Fault("The tabs do not begin with the course.", "List courseware first.", _file(course))
    for tab in found if isinstance(found, list) else []:
        slug = tab.get("url_slug") if isinstance(tab, dict) and tab.get("type") == "static_tab" else None
        if slug and f"tabs/{slug}.html" not in course.files:
            yield Fault(f'The page "{slug}" is not there.', "Add it to tabs/.", _file(course))


@check("policy-about", 53, source="OpenupEd, information before enrolment")
def about(course: Export) -> Faults:
    """People can read about the course before they enrol: overview, short description, effort and duration."""
    for name in ("overview", "short_description", "effort", "duration"):
        if not course.text(f"about/{name}.html").strip():
            yield Fault(f"There is no {name}.", "Write it.", f"about/{name}.html")


@check("policy-welcome", 53, source="Studio's best practices")
def welcome(course: Export) -> Faults:
    """The course has a welcome update and a handout."""
    updates = course.json("info/updates.items.json")
    listed = [each for each in updates if isinstance(each, dict)] if isinstance(updates, list) else []
    if not listed and "<li" not in course.text("info/updates.html"):
        yield Fault("There is no welcome.", "Write one update.", "info/updates.items.json")
    if not course.text("info/handouts.html").strip():
        yield Fault("There is no handout.", "Write one.", "info/handouts.html")


@check("policy-learning-info", 53, source="OpenupEd 22")
def learning_info(course: Export) -> Faults:
    """What the course promises on its page are its outcomes, and it names who teaches."""
    said = course.policy.get("learning_info")
    promised = {str(line).strip(" .").casefold() for line in said} if isinstance(said, list) else set()
    meant = {each.text.strip(" .").casefold() for each in outcomes(course)}
    for line in sorted(promised ^ meant) if meant else []:
        where = "learning_info" if line in promised else "outcomes.yaml"
        yield Fault(f'"{line}" stands only in {where}.', "Let both say the same.", _file(course))
    if not promised:
        yield Fault("The course does not say what people can do afterwards.", "Fill learning_info.", _file(course))
    if "instructor_info" not in course.policy:
        yield Fault("Nobody is named as teaching.", "Fill instructor_info.", _file(course), Severity.ADVICE)


@check("policy-discussions", 54, source="olxcleaner; Open edX discussions")
def discussions(course: Export) -> Faults:
    """Every discussion has an id of its own, a category and a target."""
    counted = Counter(block.get("discussion_id") for block in course.of("discussion"))
    for block in course.of("discussion"):
        missing = [
            name for name in ("discussion_id", "discussion_category", "discussion_target") if not block.get(name)
        ]
        if missing:
            yield Fault(f"It has no {' and no '.join(missing)}.", "Add it.", block)
        elif counted[block.get("discussion_id")] > 1:
            yield Fault("Another discussion has the same id.", "Give each an id of its own.", block)
