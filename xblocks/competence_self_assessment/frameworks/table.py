"""A framework as a table for spreadsheets: one row for each item.

A file (CSV) has two parts. Above, rows of a name and a value::

    title,Learning to learn
    target group,Adults
    question,How often is this true of you?
    level 1,never
    level 2,always
    can't say,I can't say

Below, one row names the columns, and each row after it is an item::

    area,competence,competence description,item
    Learning,Curiosity,You want to know.,I ask questions.
    ,,,I look things up.

Only ``competence`` and ``item`` are needed. An empty area or competence is that of the row above. What is left out of
the upper part has a default, ids are made from the words. The names are ``columns.HEAD`` and ``columns.COLUMNS``; a
text in further languages has a row or column for each, with the language in brackets: ``item [de]``. Without
brackets, a text is in the framework's first language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bizmooc.texts import Texts
from bizmooc.web.tables import csv_lines, safe_cell
from competence_self_assessment.frameworks import columns
from competence_self_assessment.frameworks.model import Framework

# Spreadsheets read these as numbers or dates, and write them otherwise: 1.0 comes back as 1 or as the 1st of January.
_REWRITTEN = re.compile(r"\d+[-.,:/ ][-.,:/ \d]*|0\d+|\d{12,}")


def to_csv(framework: Framework) -> str:
    """Return a framework as CSV (UTF-8 with a byte order mark); ``from_csv`` reads the same framework from it."""
    header = [
        columns.written(name, code)
        for name in columns.COLUMNS
        for code in (_brackets(framework) if columns.has_languages(name) else [""])
    ]
    rows = [*_head(framework), [], header, *_items(framework)]
    return "".join(csv_lines(rows[0], ([protected(cell) for cell in row] for row in rows[1:])))


def protected(text: str) -> str:
    """Return a cell that a spreadsheet keeps as it is, and ``csv_lines`` too; ``unprotected`` takes back what both add.

    A formula needs nothing from here: ``csv_lines`` puts an apostrophe in front.
    """
    return "'" + text if _REWRITTEN.fullmatch(text) or (text[:1] == "'" and _takes_apostrophe(text)) else text


def unprotected(cell: str) -> str:
    """Return a cell as it was meant: without the apostrophe that keeps a spreadsheet from reading it as something."""
    return cell[1:] if cell[:1] == "'" and _takes_apostrophe(cell) else cell


def _takes_apostrophe(text: str) -> bool:
    bare = text.lstrip("'")
    return safe_cell(bare) != bare or _REWRITTEN.fullmatch(bare) is not None


def _brackets(framework: Framework) -> tuple[str, ...]:
    """Return the languages as they stand in brackets: a single one needs none."""
    return framework.languages if len(framework.languages) > 1 else ("",)


def _head(framework: Framework) -> Iterator[list[str]]:
    yield ["framework id", framework.id]
    yield ["version", framework.version]
    yield ["languages", ", ".join(framework.languages)]
    texts: dict[str, Texts] = {
        "title": framework.title,
        "description": framework.description,
        "target group": framework.target_group,
    }
    yield from _text_rows(framework, texts)
    yield ["source", framework.source]
    yield ["licence", framework.licence]
    levels = {f"level {level.value}": level.label for level in framework.scale.levels}
    scale = {"question": framework.scale.prompt, **levels, "can't say": framework.scale.cannot_say}
    yield from _text_rows(framework, scale)


def _text_rows(framework: Framework, texts: Mapping[str, Texts]) -> Iterator[list[str]]:
    for name, text in texts.items():
        for bracket, code in zip(_brackets(framework), framework.languages, strict=True):
            yield [columns.written(name, bracket), text[code]]


def _items(framework: Framework) -> Iterator[list[str]]:
    """Yield the rows. What is said of a competence in full stands in its first row; what names it, in every row."""
    languages = framework.languages

    def all_of(texts: Texts) -> list[str]:
        return [texts[code] for code in languages]

    def name_only(texts: Texts) -> list[str]:
        return [texts[languages[0]], *[""] * (len(languages) - 1)]

    for area in framework.areas:
        in_area = all_of
        for competence in area.competences:
            in_competence, description = all_of, all_of(competence.description)
            for item in competence.items:
                yield [
                    area.id,
                    *in_area(area.title),
                    competence.id,
                    *in_competence(competence.title),
                    *description,
                    item.id,
                    *all_of(item.text),
                ]
                in_area = in_competence = name_only
                description = [""] * len(languages)
