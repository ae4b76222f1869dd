"""Reading a framework from a table (``table`` says what one looks like)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from competence_self_assessment.frameworks import columns, defaults
from competence_self_assessment.frameworks.ids import id_from
from competence_self_assessment.frameworks.model import Framework
from competence_self_assessment.frameworks.parse import FrameworkError, Problem
from competence_self_assessment.frameworks.placed import Placed, framework_from
from competence_self_assessment.frameworks.sheet import Cells, Sheet


def from_csv(text: str, *, title: str = "", language: str = "en") -> Framework:
    """Read a framework from CSV with commas, semicolons or tabs.

    Args:
        text: the file.
        title: of the framework, where the file gives none.
        language: of columns without brackets, where the file does not list its languages.

    Raises:
        FrameworkError: with every problem found, at the line of the file in which its row begins.
    """
    sheet = Sheet.of(text, language)
    problems = sheet.problems
    try:
        framework = _Builder(sheet, title).framework()
    except FrameworkError as error:
        problems = [*problems, *map(_with_name, error.problems)]
    if problems:
        raise FrameworkError(problems)
    return framework


def _with_name(problem: Problem) -> Problem:
    """Say in which column, or in which row of the upper part."""
    name = columns.shown_at(problem.path)
    words = {"name": name, "message": problem.message}
    return replace(problem, message=_("“%(name)s”: %(message)s") % words) if name else problem


@dataclass
class _Group:
    """An area or a competence (or an item) as it is put together from rows."""

    line: int
    cells: Cells = field(default_factory=dict)
    parts: list[_Group] = field(default_factory=list)


class _Builder:
    """Puts the areas together, and adds what the author left out."""

    def __init__(self, sheet: Sheet, title: str) -> None:
        self.sheet = sheet
        self.title = self.texts(sheet.head, "title", dict.fromkeys(sheet.codes, title))
        self.taken = {
            cell.text
            for _line, cells in sheet.items
            for (name, _code), cell in cells.items()
            if name in ("area id", "competence id", "item id")
        }

    def framework(self) -> Framework:
        head, codes = self.sheet.head, self.sheet.codes
        first = codes[0]

        def plain(name: str, default: str) -> Placed | str:
            return head.get((name, "")) or default

        return framework_from(
            {
                "id": plain("framework id", id_from(_words(self.title), "framework", set())),
                "version": plain("version", defaults.VERSION),
                "languages": self.sheet.languages,
                "title": self.title,
                "description": self.texts(head, "description", defaults.in_languages(defaults.DESCRIPTION, codes)),
                "target_group": self.texts(head, "target group", defaults.in_languages(defaults.TARGET_GROUP, codes)),
                "source": plain("source", defaults.in_language(defaults.SOURCE, first)),
                "licence": plain("licence", defaults.in_language(defaults.LICENCE, first)),
                "scale": self.scale(),
                "areas": list(map(self.area, self.areas())),
            }
        )

    def texts(self, cells: Cells, name: str, default: dict[str, Any]) -> dict[str, Any]:
        """Return the text of a part in each language; the default where there is none in any."""
        given = {code: cell for (one, code), cell in cells.items() if one == name}
        if not given:
            return {code: default[code] for code in self.sheet.codes if code in default}
        line = next(iter(given.values())).line
        return {code: Placed("", line) for code in self.sheet.codes} | given

    def scale(self) -> dict[str, Any]:
        head, codes = self.sheet.head, self.sheet.codes
        default = defaults.scale(codes)
        numbers = sorted({number for name, _code in head if (number := columns.level_of(name)) is not None})
        own = {"question", "can't say"} <= {name for name, _code in head} and numbers
        if not own and not defaults.has_scale(codes):
            message = _(
                "There is no ready-made scale in all of these languages: %(languages)s. Please add the rows "
                "“question”, “level 1”, “level 2” … and “can't say”, each with the language in brackets."
            )
            self.sheet.wrong(1, message % {"languages": ", ".join(codes)})
        levels = [{"value": number, "label": self.texts(head, f"level {number}", {})} for number in numbers]
        return {
            "prompt": self.texts(head, "question", default["prompt"]),
            "levels": levels or default["levels"],
            "cannot_say": self.texts(head, "can't say", default["cannot_say"]),
        }

    def areas(self) -> list[_Group]:
        areas: list[_Group] = []
        area: _Group | None = None
        competence: _Group | None = None
        for line, cells in self.sheet.items:
            above = area
            area = self.group(areas, line, cells, ("area id", "area"), area)
            names = ("competence id", "competence", "competence description")
            competence = self.group(area.parts, line, cells, names, competence if area is above else None)
            competence.parts.append(_Group(line, cells))
        return areas

    def group(
        self, groups: list[_Group], line: int, cells: Cells, names: tuple[str, ...], above: _Group | None
    ) -> _Group:
        """Return the group that a row belongs to, with what the row says of it; a new one where it is the first."""
        own = {name: cell for name, cell in cells.items() if name[0] in names}
        group = _found(groups, own, names) if any(name[0] in names[:2] for name in own) else above
        if group is None:
            group = _Group(line)
            groups.append(group)
        for name, cell in own.items():
            known = group.cells.setdefault(name, cell)
            if known.text != cell.text:
                words = {"name": columns.written(*name), "line": known.line, "text": known.text[:80]}
                self.sheet.wrong(cell.line, _("“%(name)s” is “%(text)s” in line %(line)d, but not here.") % words)
        return group

    def area(self, area: _Group) -> dict[str, Any]:
        title = self.texts(area.cells, "area", self.title)
        return {
            "id": self.id(area, "area", title),
            "title": title,
            "competences": list(map(self.competence, area.parts)),
        }

    def competence(self, competence: _Group) -> dict[str, Any]:
        empty = dict.fromkeys(self.sheet.codes, Placed("", competence.line))
        title = self.texts(competence.cells, "competence", empty)
        # A gap in the title is told there, and not a second time as one in the description.
        words = {code: text if _words({code: text}) else "?" for code, text in title.items()}
        return {
            "id": self.id(competence, "competence", title),
            "title": title,
            "description": self.texts(competence.cells, "competence description", words),
            "items": [self.item(item, empty) for item in competence.parts],
        }

    def item(self, item: _Group, empty: dict[str, Any]) -> dict[str, Any]:
        text = self.texts(item.cells, "item", dict.fromkeys(empty, Placed("", item.line)))
        return {"id": self.id(item, "item", text), "text": text}

    def id(self, group: _Group, kind: str, texts: dict[str, Any]) -> Placed:
        return group.cells.get((f"{kind} id", "")) or Placed(id_from(_words(texts), kind, self.taken), group.line)


def _words(texts: dict[str, Any]) -> str:
    return next((text for text in (getattr(one, "text", one) for one in texts.values()) if text), "")


def _found(groups: list[_Group], own: Cells, names: tuple[str, ...]) -> _Group | None:
    """Return the group of this id; where it or the row has no id, the group of this title."""
    id_name, title_name = (names[0], ""), names[1]
    id_ = own.get(id_name)
    for group in groups:
        if id_ and id_name in group.cells and group.cells[id_name].text == id_.text:
            return group
    titles = {name: cell.text for name, cell in own.items() if name[0] == title_name}
    for group in groups:
        same = any(name in group.cells and group.cells[name].text == text for name, text in titles.items())
        if same and not (id_ and id_name in group.cells):
            return group
    return None
