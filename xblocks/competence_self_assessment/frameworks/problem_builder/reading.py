"""Arranging what a document of Problem Builder has as a framework."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from lxml import etree

from competence_self_assessment.frameworks import defaults
from competence_self_assessment.frameworks.ids import id_from
from competence_self_assessment.frameworks.model import Framework
from competence_self_assessment.frameworks.parse import MAX_TEXT, FrameworkError, Problem
from competence_self_assessment.frameworks.placed import Placed, framework_from
from competence_self_assessment.frameworks.problem_builder import xml
from competence_self_assessment.frameworks.problem_builder.document import Block, Document, Question
from competence_self_assessment.frameworks.problem_builder.report import Note, Report

_SOURCE = gettext_noop("Imported from Problem Builder")
_PROMPT = gettext_noop("Which level fits you best?")
_PART = gettext_noop("Part %(number)d")


def read_problem_builder(olx: str, *, title: str, language: str = "en") -> tuple[Framework, list[Note]]:
    """Read a framework from OLX: a course, a unit, or several blocks one after the other.

    Args:
        olx: the document.
        title: of the framework; the document has none.
        language: in which the document is written.

    Returns:
        The framework, and what is not quite as it was, in the order of lines.

    Raises:
        FrameworkError: the XML is broken, has nothing to rate, or breaks a rule of frameworks; with lines.
    """
    document = Document(Report(), language)
    document.read(xml.tree_of(olx), None)
    carrying = _Carrying(document, title)
    if not any(asked for area in carrying.areas for _block, asked in area.blocks):
        message = _(
            "No question was found that can be rated. If the document only names its units "
            "(<vertical url_name=… />), import the files of the units."
        )
        told = [Problem(note.line, f"{note.tag}: {note.message}") for note in document.report.notes]
        raise FrameworkError([Problem(1, message), *told])
    framework = framework_from(carrying.framework())
    return framework, document.report.notes


@dataclass
class _Area:
    """An area that is being put together: blocks, each with the questions that are asked there."""

    title: str
    line: int
    blocks: list[tuple[Block, list[Question]]] = field(default_factory=list)


class _Carrying:
    """Arranges what a document has, and notes what that changes."""

    def __init__(self, document: Document, title: str) -> None:
        self.document = document
        self.report = document.report
        self.language = document.language
        self.title = title
        self.description = Placed(defaults.in_language(defaults.DESCRIPTION, self.language), 1)
        self.taken: set[str] = set()
        self.areas = self.arranged()

    def framework(self) -> dict[str, Any]:
        scale = self.scale([question for area in self.areas for _block, asked in area.blocks for question in asked])
        made = [self.area(area, len(scale["levels"])) for area in self.areas]
        return {
            "id": id_from(self.title, "framework", set()),
            "version": defaults.VERSION,
            "languages": [self.language],
            "title": {self.language: self.title},
            "description": {self.language: self.description},
            "target_group": defaults.in_languages(defaults.TARGET_GROUP, [self.language]),
            "source": defaults.in_language(_SOURCE, self.language),
            "licence": defaults.in_language(defaults.LICENCE, self.language),
            "scale": scale,
            "areas": [area for area in made if area["competences"]],
        }

    def arranged(self) -> list[_Area]:
        """Return the areas: the dashboards, then step builders, then what stands in neither."""
        left = {id(block): block for block in self.document.blocks}
        areas = [self.dashboard(dashboard, left) for dashboard in self.document.dashboards]
        others: dict[int, _Area] = {}
        for block in left.values():
            steps = block.steps
            title = xml.words_of(xml.field(steps, "display_name")) if steps is not None else ""
            line = block.element.sourceline if steps is None else steps.sourceline
            area = others.setdefault(id(steps), _Area(title or self.title, line))
            area.blocks.append((block, block.questions))
        return areas + list(others.values())

    def dashboard(self, dashboard: etree._Element, left: dict[int, Block]) -> _Area:
        """Return the area of a dashboard; its blocks are taken out of those that are left."""
        self.report.fields(dashboard)
        self.header(dashboard)
        title = xml.words_of(xml.field(dashboard, "display_name")) or self.title
        area = _Area(title, dashboard.sourceline)
        known = {xml.field(block.element, "url_name"): block for block in self.document.blocks}
        for name in map(str, self.setting(dashboard, "mentoring_ids", list)):
            block = known.get(name)
            if block is None:
                message = _("It lists the block “%(name)s”, which is not in this document.")
                self.report.add(dashboard, message % {"name": name[:80]})
            elif left.pop(id(block), None) is None:
                message = _("It lists the block “%(name)s” again. A competence stands in one area.")
                self.report.add(dashboard, message % {"name": name[:80]})
            else:
                area.blocks.append((block, block.questions))
        hidden = self.setting(dashboard, "exclude_questions", dict)
        area.blocks = [(block, self.shown(block, hidden)) for block, _questions in area.blocks]
        return area

    def setting(self, dashboard: etree._Element, name: str, kind: type) -> Any:
        value = xml.json_field(dashboard, name, kind)
        if value is None:
            self.report.add(dashboard, _("Its setting “%(name)s” cannot be read and was left out.") % {"name": name})
            return kind()
        return value

    def header(self, dashboard: etree._Element) -> None:
        words = xml.words_of(xml.field(dashboard, "header_html"))
        if not words:
            return
        if dashboard is self.document.dashboards[0] and len(words) <= MAX_TEXT:
            self.description = Placed(words, dashboard.sourceline)
            message = _("The words of its header became the description of the framework, without formatting.")
        else:
            message = _("Its header was left out. Put it into the introduction of the self-assessment.")
        self.report.add(dashboard, message)

    def shown(self, block: Block, hidden: dict[str, Any]) -> list[Question]:
        """Return the questions of a block without those that its dashboard hides."""
        numbers = hidden.get(xml.field(block.element, "url_name"))
        asked = []
        for number, question in enumerate(block.numbered, 1):
            if question and isinstance(numbers, list) and number in numbers:
                message = _("A dashboard hides this question and does not count it. It was left out.")
                self.report.add(question.element, message)
            elif question:
                asked.append(question)
        return asked

    def scale(self, questions: list[Question]) -> dict[str, Any]:
        """Return the one scale of the framework: what most questions have; of equals, the first."""
        size = Counter(len(question.labels) for question in questions).most_common(1)[0][0]
        wordings = Counter(question.labels for question in questions if len(question.labels) == size)
        labels = wordings.most_common(1)[0][0]
        ways_out = Counter(question.way_out for question in questions if question.way_out and question.labels == labels)
        way_out = next(
            (text for text, _count in ways_out.most_common()), defaults.in_language(defaults.CANNOT_SAY, self.language)
        )
        for question in questions:
            if len(question.labels) == size:
                self.note_other_words(question, labels, way_out)
        self.note_new_words(next(question for question in questions if question.labels == labels))
        return {
            "prompt": defaults.in_languages(_PROMPT, [self.language]),
            "levels": [{"value": n, "label": {self.language: label}} for n, label in enumerate(labels, 1)],
            "cannot_say": {self.language: way_out},
        }

    def note_other_words(self, question: Question, labels: tuple[str, ...], way_out: str) -> None:
        if question.labels != labels:
            message = _("Its levels were called “%(labels)s”. It is now rated on the scale of all: check its words.")
            self.report.add(question.element, message % {"labels": "”, “".join(question.labels)})
        if question.way_out and question.way_out != way_out:
            message = _("Its answer beside the levels, “%(text)s”, is now “%(other)s”.")
            self.report.add(question.element, message % {"text": question.way_out[:80], "other": way_out[:80]})

    def note_new_words(self, question: Question) -> None:
        if question.labels[1:-1] == ("2", "3", "4"):
            message = _("Only the lowest and the highest level have words. Please word the levels between, too.")
            self.report.add(question.element, message)
        message = _("The question above all statements, “%(text)s”, is new. Please check that it fits.")
        self.report.add(question.element, message % {"text": defaults.in_language(_PROMPT, self.language)})

    def area(self, area: _Area, size: int) -> dict[str, Any]:
        id_ = id_from(area.title, "area", self.taken)
        return {
            "id": id_,
            "title": {self.language: Placed(area.title, area.line)},
            "competences": [made for block, asked in area.blocks if (made := self.competence(block, asked, size))],
        }

    def competence(self, block: Block, asked: list[Question], size: int) -> dict[str, Any] | None:
        """Return a competence; None where no question of it can be rated on the scale."""
        items = []
        for question in asked:
            if len(question.labels) == size:
                items.append(self.item(question))
            else:
                words = {"levels": len(question.labels), "others": size}
                message = _("It has %(levels)d levels, most others have %(others)d. Write a statement for the scale.")
                self.report.add(question.element, message % words)
        if not items:
            return None
        number = self.document.blocks.index(block) + 1
        title = block.title or defaults.in_language(_PART, self.language) % {"number": number}
        line = block.element.sourceline
        return {
            "id": id_from(title, "competence", self.taken),
            "title": {self.language: Placed(title, line)},
            "description": {self.language: Placed(block.intro or title, line)},
            "items": items,
        }

    def item(self, question: Question) -> dict[str, Any]:
        line = question.element.sourceline
        names = (xml.field(question.element, "name"), xml.field(question.element, "url_name"), question.text)
        return {
            "id": Placed(id_from(next(filter(None, names)), "item", self.taken), line),
            "text": {self.language: Placed(question.text, line)},
        }
