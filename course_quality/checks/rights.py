"""Rights and integrity: licences, citations, copies, marks, people, spelling."""

from __future__ import annotations

import re
from collections import Counter

from course_quality import texts
from course_quality.checks import Faults, check
from course_quality.export import Export, NoCourse, opened
from course_quality.finding import Fault, Severity
from course_quality.pages import lessons, pages

LOG = "LICENSES.csv"
_COLUMNS = ("kind", "name", "title", "author", "year", "licence", "source")
_CITED = re.compile(
    r"\b([A-Z][\w’'-]+)(?:,? [A-Z][\w’'-]+)*"
    r"(?:,? (?:and|&) [A-Z][\w’'-]+| et al\.| and colleagues),? \(?((?:19|20)\d\d)\b"
    r"|\(([A-Z][\w’'-]+),? ((?:19|20)\d\d)\)"
)
_MONTHS_AND_TIMES = """
January February March April May June July August September October November December
Since In By From Before After Until Spring Summer Autumn Winter
"""
_NO_AUTHORS = frozenset(_MONTHS_AND_TIMES.split())
_MARKS = re.compile(
    r"Six Thinking Hats|Thinking Hats|Torrance Tests?|\bTTCT\b|Strategyzer|\bLASSI\b|Myers-Briggs|\bMBTI\b|"
    r"StrengthsFinder|Lego Serious Play|Lean Canvas|Business Model Canvas|\bMSLQ\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+@([\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_ROLE = re.compile(r"(info|support|contact|help|office|webmaster|privacy|team|courses?)@", re.IGNORECASE)
"""Addresses of an office, behind which nobody in particular stands."""
_PHONE = re.compile(r"(?<![\d.])(?:\+|00)\d{1,3}[ /-]?\(?\d{2,4}\)?[ /-]?\d{3,}[ \d/-]{2,}")
_RUN_OF_WORDS = 8
_MOST_COPIED = 0.01
_AMERICAN = {
    "analyze": "analyse", "behavior": "behaviour", "catalog": "catalogue", "center": "centre", "color": "colour",
    "counseling": "counselling", "defense": "defence", "endeavor": "endeavour", "enrollment": "enrolment",
    "favorite": "favourite", "favor": "favour", "fulfill": "fulfil", "gray": "grey", "harbor": "harbour",
    "honor": "honour", "humor": "humour", "jewelry": "jewellery", "labor": "labour",
    "modeling": "modelling", "neighbor": "neighbour", "neighborhood": "neighbourhood", "organization": "organisation",
    "organize": "organise", "organized": "organised", "recognize": "recognise", "realize": "realise",
    "realized": "realised", "rumor": "rumour", "skeptical": "sceptical", "summarize": "summarise", "theater": "theatre",
    "traveler": "traveller", "traveling": "travelling", "labeled": "labelled", "canceled": "cancelled",
    "prioritize": "prioritise", "minimize": "minimise", "maximize": "maximise", "apologize": "apologise",
    "emphasize": "emphasise", "criticize": "criticise", "specialize": "specialise", "memorize": "memorise",
    "program manager": "programme manager", "math": "maths",
}  # fmt: skip


@check("rights-log", 55, source="OpenupEd 27; CC BY attribution")
def log(course: Export) -> Faults:
    """LICENSES.csv has a row for each file in static/, and each row says author, year, title, licence and source."""
    if LOG not in course.files:
        yield Fault("There is no licence log.", f"Write it, with the columns {', '.join(_COLUMNS)}.", LOG)
        return
    logged = {row.get("name", "") for row in course.licences if row.get("kind") == "file"}
    files = {file for file in course.files if file.startswith("static/")}
    for file in sorted(files - logged):
        yield Fault("The log has no row for this file.", f"Add it to {LOG}.", file)
    for name in sorted(logged - files):
        yield Fault(f'The log names "{name}", which is not there.', "Take the row out.", LOG)
    for row in course.licences:
        missing = [column for column in _COLUMNS if not row.get(column, "").strip()]
        if missing:
            yield Fault(f'The row of "{row.get("name")}" lacks {", ".join(missing)}.', "Fill it.", LOG)


@check("rights-readings", 55, source="good practice of citing")
def readings(course: Export) -> Faults:
    """Every work that a page cites is in the log, and every reading of the log is named in a page."""
    rows = [row for row in course.licences if row.get("kind") == "reading"]
    known = {(row.get("name", "").split(" ")[0].strip(",").casefold(), row.get("year", "")) for row in rows}
    known |= {(author.split(",")[0].strip().casefold(), row.get("year", ""))
              for row in rows for author in row.get("author", "").split(";")}  # fmt: skip
    for page in pages(course):
        for cited in _CITED.finditer(page.text):
            author, year = cited[1] or cited[3], cited[2] or cited[4]
            if author not in _NO_AUTHORS and (author.casefold(), year) not in known:
                yield Fault(f'"{cited[0].strip("()")}" is not in the log.', f"Add it to {LOG}.", page.at)
    everything = " ".join(page.text for page in pages(course))
    for row in rows:
        first = re.split(r"[ ,]", row.get("name", ""))[0]
        if first not in everything or row.get("year", "") not in everything:
            yield Fault(f'No page names "{row.get("name")}".', "Take the row out, or cite it.", LOG)


@check("rights-copied", 56, source="own texts only")
def copied(course: Export) -> Faults:
    """Fewer than one in a hundred runs of eight words is in a course that it is compared with (--against)."""
    own = _runs(course)
    for path in course.against if own else ():
        try:
            with opened(path) as other:
                shared = own & _runs(other)
        except NoCourse as error:
            yield Fault(str(error), "Give the path of an export.", None, Severity.ADVICE)
            continue
        if len(shared) / len(own) > _MOST_COPIED:
            wrong = f'{len(shared)} of {len(own)} runs of words are in {path.name} too: "{min(shared)}".'
            yield Fault(wrong, "Write it in your own words.")


def _runs(course: Export) -> set[str]:
    found: set[str] = set()
    for page in lessons(course):
        said = [word.casefold() for word in texts.words(page.text)]
        found |= {" ".join(said[start : start + _RUN_OF_WORDS]) for start in range(len(said) - _RUN_OF_WORDS + 1)}
    return found


@check("rights-marks", 57, source="trade marks and tests under licence")
def marks(course: Export) -> Faults:
    """Names that belong to others are named once at most, where an idea comes from them."""
    counted = Counter(found[0].casefold() for page in pages(course) for found in _MARKS.finditer(page.text))
    for page in pages(course):
        for found in _MARKS.finditer(page.text):
            severity = None if counted[found[0].casefold()] > 1 else Severity.ADVICE
            yield Fault(f'"{found[0]}" belongs to somebody.', "Use a name of your own.", page.at, severity)


@check("rights-people", 58, source="GDPR")
def people(course: Export) -> Faults:
    """No page carries a mail address or a telephone number of a person."""
    for page in pages(course):
        for found in _MAIL.finditer(page.text):
            made_up = found[0].lower().endswith(("example.org", "example.com", "example.net"))
            if not made_up and not _ROLE.match(found[0]):
                yield Fault(f'"{found[0]}" may be a person\'s address.', "Use example.org.", page.at)
        for found in _PHONE.finditer(page.text):
            yield Fault(f'"{found[0]}" may be a person\'s number.', "Take it out.", page.at, Severity.ADVICE)


@check("rights-spelling", 59, source="British English", severity=Severity.ADVICE)
def spelling(course: Export) -> Faults:
    """British spelling throughout, where the course is in English."""
    if not str(course.policy.get("language", "en")).startswith("en"):
        return
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, _AMERICAN))})s?\b", re.IGNORECASE)
    # Titles of others' works stay as they are.
    titles = [title for row in course.licences if (title := " ".join(row.get("title", "").split()))]
    for page in pages(course):
        text = " ".join(page.text.split())
        for title in titles:
            text = text.replace(title, "")
        for found in pattern.finditer(text):
            british = _AMERICAN[found[1].lower()]
            yield Fault(f'"{found[0]}" is American spelling.', f'Write "{british}".', page.at)
