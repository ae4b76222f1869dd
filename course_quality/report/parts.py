"""Pieces of HTML that the sections are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree
from lxml.html import builder as E

Cell = str | int | float | None


def said(value: Cell) -> str:
    """A value as a cell says it: thousands are kept apart, and what is not known is said."""
    if value is None:
        return "not counted"
    if isinstance(value, float):
        return f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) else value


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> etree._Element:
    """A table whose first column names the rows; it scrolls by itself where the window is narrow."""
    head = E.TR(*(E.TH(name, scope="col") for name in heads))
    body = [E.TR(E.TH(said(row[0]), scope="row"), *(_cell(value) for value in row[1:])) for row in rows]
    inner = E.TABLE(E.CAPTION(caption), E.THEAD(head), E.TBODY(*body))
    return E.DIV(inner, E.CLASS("wide"), role="region", tabindex="0", **{"aria-label": caption})


def _cell(value: Cell) -> etree._Element:
    return E.TD(said(value), E.CLASS("number")) if isinstance(value, int | float) else E.TD(said(value))


def section(title: str, *content: etree._Element) -> etree._Element:
    """A section with its heading, which the list of contents links to."""
    # The builder of lxml 5 has no name for it.
    return E.E.section(E.H2(title), *content, id=anchor(title))


def anchor(title: str) -> str:
    """The id of a section."""
    return "".join(sign if sign.isalnum() else "-" for sign in title.lower())
