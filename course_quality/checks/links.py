"""Links to files, to units, and out of the course."""

from __future__ import annotations

import re
from collections.abc import Iterator

from course_quality.checks import Faults, check
from course_quality.export import Export
from course_quality.finding import Fault, Severity
from course_quality.pages import pages
from course_quality.references import addresses, host, static_references

_KNOWN_HOSTS = frozenset({"creativecommons.org", "doi.org", "eur-lex.europa.eu", "publications.jrc.ec.europa.eu"})
_TRACKERS = re.compile(r"google-analytics|googletagmanager|doubleclick|facebook\.com/tr|hotjar|matomo", re.IGNORECASE)
_INSIDE = re.compile(r"/(?:jump_to_id|course/jump_to_id)/([^/\"'?#]+)")
_PAGES_OF_COURSE = frozenset({"", "course", "progress", "dates", "info", "discussion", "wiki", "teams", "bookmarks"})


@check("links-files-exist", 14, source="Open edX importer")
def files_exist(course: Export) -> Faults:
    """Every file that the course refers to is there."""
    have = {file.removeprefix("static/") for file in course.files if file.startswith("static/")}
    # Studio flattens folders and replaces signs, so names are compared as it writes them.
    flattened = {_flat(name) for name in have}
    for name, holders in sorted(static_references(course).items()):
        if name not in have and _flat(name) not in flattened:
            yield Fault(f'There is no file "static/{name}".', "Add the file or mend the name.", min(holders))


def _flat(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "_", name)


@check("links-files-used", 15, source="Studio's files page")
def files_used(course: Export) -> Faults:
    """Every file in static/ is used."""
    used = {_flat(name) for name in static_references(course)}
    for file in course.files:
        if file.startswith("static/") and _flat(file.removeprefix("static/")) not in used:
            yield Fault("Nothing refers to this file.", "Delete it, or use it.", file)


@check("links-targets", 17, source="Open edX jump_to_id")
def targets(course: Export) -> Faults:
    """Every link inside the course leads to a block or a page of it."""
    names = {block.url_name for block in course.blocks}
    for page, address in addresses(course):
        wanted = _INSIDE.search(address)
        if wanted and wanted[1] not in names:
            yield Fault(f'There is no block "{wanted[1]}".', "Mend the link.", page.at)
        elif address.startswith("/courses/"):
            yield Fault(f"{address} names one run.", "Write /jump_to_id/NAME or /course/PAGE.", page.at)
        elif address.startswith("/course/") and not wanted:
            for missing in _missing_page(course, names, address):
                yield Fault(missing, "Mend the link.", page.at)


def _missing_page(course: Export, names: set[str], address: str) -> Iterator[str]:
    """Say what is not there of a page of the course; of /course/courseware/CHAPTER/SUBSECTION the blocks count."""
    first, *inside = [part for part in re.split("[?#]", address)[0].split("/") if part][1:] or [""]
    if first == "courseware":
        yield from (f'There is no block "{name}".' for name in inside[:2] if name not in names)
    elif first not in _PAGES_OF_COURSE and f"tabs/{first}.html" not in course.files:
        yield f'The course has no page "{first}".'


@check("links-outside", 18, source="privacy of learners; OpenupEd 27")
def outside(course: Export) -> Faults:
    """Links out of the course go to known hosts, by https."""
    named = " ".join(row.get("source", "") for row in course.licences)
    for page, address in addresses(course):
        there = host(address)
        if address.startswith("http:"):
            yield Fault(f"{address} is not https.", "Write https.", page.at)
        if there and there not in _KNOWN_HOSTS and there not in named:
            mend = "Name the host in LICENSES.csv as the source of a reading, or leave the link out."
            yield Fault(f"The host {there} is not named in LICENSES.csv.", mend, page.at, Severity.ADVICE)


@check("links-embedded", 18, source="privacy of learners; GDPR")
def embedded(course: Export) -> Faults:
    """Nothing of other sites is loaded into a page: no frame, no picture, no tracker."""
    for page in pages(course):
        for element in page.tree.iter("iframe", "img", "script", "link", "embed", "object", "audio", "source"):
            address = element.get("src") or element.get("href") or element.get("data") or ""
            if host(address):
                wrong = f"<{element.tag}> loads {address} from elsewhere."
                yield Fault(wrong, "Put the file into static/, or link to it.", page.at)
        if _TRACKERS.search(page.source):
            yield Fault("The page calls a service that follows people.", "Take it out.", page.at)
