"""What a document of Problem Builder has of use: its questions, in their blocks, and its dashboards."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from lxml import etree

from competence_self_assessment.frameworks import defaults
from competence_self_assessment.frameworks.parse import MAX_TEXT
from competence_self_assessment.frameworks.problem_builder import xml
from competence_self_assessment.frameworks.problem_builder.report import LEFT_OUT, Report

_LOW, _HIGH = gettext_noop("Less"), gettext_noop("More")
_BLOCKS = ("problem-builder", "sb-step")
_QUESTIONS = ("pb-rating", "pb-mcq")


@dataclass
class Question:
    """A question that can be an item, if its scale is that of the others.

    Attributes:
        labels: the words of its levels, lowest first.
        way_out: the words of an answer beside the levels; may be "".
    """

    element: etree._Element
    text: str
    labels: tuple[str, ...]
    way_out: str


@dataclass
class Block:
    """Questions that belong together.

    Attributes:
        steps: the step builder around it, if there is one.
        numbered: its questions in the numbers of dashboards: None is one that was left out.
        intro: the HTML block that became its description, and its words.
    """

    element: etree._Element
    steps: etree._Element | None
    numbered: list[Question | None] = field(default_factory=list)
    intro: str = ""

    @property
    def questions(self) -> list[Question]:
        """Those that can be items."""
        return [question for question in self.numbered if question]

    @property
    def title(self) -> str:
        """The title as learners saw it; may be ""."""
        return xml.words_of(xml.field(self.element, "display_name"))


@dataclass
class Document:
    """What a document has of use."""

    report: Report
    language: str
    blocks: list[Block] = field(default_factory=list)
    dashboards: list[etree._Element] = field(default_factory=list)

    def read(self, parent: etree._Element, block: Block | None, steps: etree._Element | None = None) -> None:
        """Take what is inside an element.

        Args:
            parent: the element.
            block: the block of questions that it is, if it is one.
            steps: the step builder that it is, if it is one.
        """
        loose: Block | None = None
        for element in xml.parts_of(parent):
            tag = xml.tag_of(element)
            if tag in _BLOCKS:
                self._read_block(element, steps)
            elif tag == "step-builder":
                self.report.fields(element)
                self.read(element, None, element)
            elif tag in _QUESTIONS:
                loose = loose or block or self._new(parent)
                self._read_question(element, loose)
            elif tag == "pb-dashboard":
                self.dashboards.append(element)
            elif tag in LEFT_OUT:
                self.report.left_out(element)
            elif block is not None:
                self._read_other(element, block)
            else:
                self.read(element, None)

    def _new(self, element: etree._Element, steps: etree._Element | None = None) -> Block:
        self.blocks.append(Block(element, steps))
        return self.blocks[-1]

    def _read_block(self, element: etree._Element, steps: etree._Element | None) -> None:
        block = self._new(element, steps)
        self.report.fields(element)
        if xml.field(element, "xml_content"):
            self.report.add(
                element, _("This block is kept in its first form, as text inside. Import that text by itself.")
            )
        elif next(xml.parts_of(element), None) is None:
            self.report.add(element, _("Nothing is inside. Its content may be in another file of the export."))
        self.read(element, block)

    def _read_other(self, element: etree._Element, block: Block) -> None:
        words = xml.words_of(xml.html_of(element)) if xml.tag_of(element) in ("html", "html_demo") else ""
        if words and len(words) <= MAX_TEXT and not (block.numbered or block.intro):
            block.intro = words
            self.report.add(element, _("Its words became the description of the competence, without formatting."))
        else:
            self.report.left_out(element)

    def _read_question(self, element: etree._Element, block: Block) -> None:
        self.report.fields(element)
        choices: dict[str, str] = {}
        told: set[str] = set()
        for part in xml.parts_of(element):
            if xml.tag_of(part) == "pb-choice":
                choices[xml.field(part, "value")] = xml.words_of(xml.html_of(part) or xml.field(part, "content"))
            elif (tag := xml.tag_of(part)) not in told:
                told.add(tag)
                self.report.left_out(part, named=element)
        text = self._text(element)
        rating = xml.tag_of(element) == "pb-rating"
        labels = self._rating(element, choices) if rating else self._levels(element, choices)
        way_out = next(filter(None, choices.values()), "") if rating else ""
        block.numbered.append(Question(element, text, labels, way_out) if text and labels else None)
        title = xml.words_of(xml.field(element, "display_name"))
        if title not in ("", text) and block.numbered[-1]:
            message = _("Its title “%(title)s” was left out: learners see the statement alone.")
            self.report.add(element, message % {"title": title[:80]})

    def _text(self, element: etree._Element) -> str:
        """Return the words of a question; "" (and a note) where they make no item."""
        html = xml.field(element, "question")
        text = xml.words_of(html) or xml.words_of(xml.field(element, "display_name"))
        if not text:
            self.report.add(element, _("The question has no words of its own. Write the statement by hand."))
        elif len(text) > MAX_TEXT:
            message = _("The question is longer than %(limit)d characters. Write a shorter statement by hand.")
            self.report.add(element, message % {"limit": MAX_TEXT})
            return ""
        elif xml.has_more_than_words(html):
            self.report.add(element, _("Only the words of the question were carried over, no pictures and no links."))
        return text

    def _rating(self, element: etree._Element, choices: dict[str, str]) -> tuple[str, ...]:
        """Return the labels of a rating: five levels, of which the lowest and the highest have words."""
        low = xml.words_of(xml.field(element, "low")) or defaults.in_language(_LOW, self.language)
        high = xml.words_of(xml.field(element, "high")) or defaults.in_language(_HIGH, self.language)
        accepted = xml.json_field(element, "correct_choices", list)
        if accepted and {"1", "2", "3", "4", "5"} - set(map(str, accepted)):
            self.report.add(
                element, _("Some ratings were accepted and others not. In a self-assessment none is wrong.")
            )
        if len(choices) > 1:
            self.report.add(
                element, _("It had more than one answer beside its levels. Only the first was carried over.")
            )
        return low, "2", "3", "4", high

    def _levels(self, element: etree._Element, choices: dict[str, str]) -> tuple[str, ...]:
        """Return the labels of a multiple-choice question in the order of their values; none if it is no scale."""
        values = [str(number + 1) for number in range(len(choices))]
        correct = xml.json_field(element, "correct_choices", list)
        if set(choices) != set(values) or not 2 <= len(values) <= 10:
            message = _("Its answers do not have the values 1, 2, 3 …, so that they are no scale. Write a statement.")
        elif correct and set(values) - set(map(str, correct)):
            message = _(
                "It has right and wrong answers, so that it asks for knowledge. Keep it as a problem in the unit."
            )
        else:
            return tuple(choices[value] or value for value in values)
        self.report.add(element, message)
        return ()
