"""A page about a course for those who manage it: one file, no script, light and dark, fit for printing."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from lxml import etree, html
from lxml.html import builder as E

from course_quality.export import Export
from course_quality.finding import Finding
from course_quality.report.parts import anchor
from course_quality.report.sections import SECTIONS


def write(course: Export, findings: Sequence[Finding], folder: Path) -> Path:
    """Write the report of a course into a folder and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{course.name}.html"
    target.write_text(page(course, findings), encoding="utf-8")
    return target


def page(course: Export, findings: Sequence[Finding]) -> str:
    """The report as a page of HTML."""
    sections = [each(course, findings) for each in SECTIONS]
    document = E.HTML(
        E.HEAD(
            E.META(charset="utf-8"),
            E.META(name="viewport", content="width=device-width, initial-scale=1"),
            E.TITLE(f"{course.title}: report on the course"),
            E.STYLE(files(__package__).joinpath("report.css").read_text(encoding="utf-8")),
        ),
        E.BODY(E.E.main(E.H1(f"{course.title}: report on the course"), _contents(sections), *sections)),
        lang="en",
    )
    return html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>", pretty_print=True)


def _contents(sections: Sequence[etree._Element]) -> etree._Element:
    titles = [section.findtext("h2") or "" for section in sections]
    links = (E.LI(E.A(title, href=f"#{anchor(title)}")) for title in titles)
    return E.E.nav(E.UL(*links), **{"aria-label": "Contents"})
