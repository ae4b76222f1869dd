"""What an import from Problem Builder could not carry over, in words for the author."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from competence_self_assessment.frameworks.problem_builder import xml

# Nobody reads more.
MAX_NOTES = 200
# Notes do not come up in the order of lines: so many are kept, of which the first are shown.
_KEPT = 10 * MAX_NOTES

_FEEDBACK = gettext_lazy("A self-assessment gives no feedback on answers, since none is wrong. Put advice in the unit.")
_REVIEW = gettext_lazy("A self-assessment has no score to look back on. Learners see their profile after each round.")
_RECAP = gettext_lazy(
    "Answers are not shown again elsewhere. Learners see earlier rounds and reflections in the profile."
)
_FIGURES = gettext_lazy("The block has its own page with figures and files for instructors. Nothing needs to be done.")
_PLOT = gettext_lazy(
    "The profile has its own charts, without points of other people. Describe them in the unit if needed."
)

# What is known and has no counterpart: why, and what to do by hand.
LEFT_OUT: dict[str, Promise] = {
    "pb-mrq": gettext_lazy("A question with several answers is not rated. Write a statement for each answer you need."),
    "pb-answer": gettext_lazy(
        "An open question is not rated. Learners can write a reflection on each area; ask for it in the introduction."
    ),
    "pb-answer-recap": _RECAP,
    "pb-table": _RECAP,
    "pb-slider": gettext_lazy("A slider has no levels. Write a statement that can be rated on the scale."),
    "pb-swipe": gettext_lazy("A question with two answers is not rated. Write a statement that can be rated."),
    "pb-completion": gettext_lazy("A yes-or-no question is not rated. Write a statement that can be rated."),
    "pb-message": _FEEDBACK,
    "pb-tip": _FEEDBACK,
    "pb-data-export": _FIGURES,
    "pb-instructor-tool": _FIGURES,
    "sb-plot": _PLOT,
    "sb-review-step": _REVIEW,
}
_ELSEWHERE = gettext_lazy("Only ratings are carried over. Add this to the unit, before or after the self-assessment.")

# Fields that have no counterpart, where they are set to more than these.
_FIELDS: dict[str, tuple[str, ...]] = {
    "problem-builder": ("max_attempts", "weight", "followed_by", "enforce_dependency", "extended_feedback"),
    "step-builder": ("max_attempts", "weight", "extended_feedback"),
    "pb-rating": ("weight", "message"),
    "pb-mcq": ("weight", "message"),
    "pb-dashboard": (
        "average_labels",
        "color_rules",
        "footer_html",
        "visual_desc",
        "visual_rules",
        "visual_title",
    ),
}
_NOTHING = {"", "0", "1", "1.0", "false", "null", "[]", "{}"}


@dataclass(frozen=True)
class Note:
    """One thing that is not, or not quite, as it was.

    Attributes:
        line: of the document, counted from 1.
        tag: of the element.
        name: by which the author knows it: its name, url_name or title; may be "".
        message: what became of it, why, and what to do by hand.
    """

    line: int
    tag: str
    name: str
    message: str

    def __str__(self) -> str:
        """Say it in one line."""
        words = {"line": self.line, "tag": self.tag, "name": self.name, "message": self.message}
        if not self.name:
            return _("Line %(line)d, %(tag)s: %(message)s") % words
        return _("Line %(line)d, %(tag)s “%(name)s”: %(message)s") % words


@dataclass
class Report:
    """The notes of one import, as they come up."""

    _notes: list[Note] = field(default_factory=list)
    _more: int = 0

    def add(self, element: etree._Element, message: str | Promise, *, named: etree._Element | None = None) -> None:
        """Note something about an element.

        Args:
            element: what it is about.
            message: what became of it, why, and what to do by hand.
            named: the element by whose name the author knows it, if it has none of its own.
        """
        if len(self._notes) == _KEPT:
            self._more += 1
            return
        names = (xml.field(element if named is None else named, name) for name in ("name", "url_name", "display_name"))
        self._notes.append(Note(element.sourceline, xml.tag_of(element), next(filter(None, names), ""), str(message)))

    def left_out(self, element: etree._Element, *, named: etree._Element | None = None) -> None:
        """Note an element that has no counterpart, and why."""
        self.add(element, LEFT_OUT.get(xml.tag_of(element), _ELSEWHERE), named=named)

    def fields(self, element: etree._Element) -> None:
        """Note the settings of an element that have no counterpart."""
        names = [one for one in _FIELDS.get(xml.tag_of(element), ()) if xml.field(element, one).lower() not in _NOTHING]
        if names:
            message = _("These settings have no counterpart and were left out: %(names)s.")
            self.add(element, message % {"names": ", ".join(names)})

    @property
    def notes(self) -> list[Note]:
        """The notes in the order of their lines; at most MAX_NOTES and one that says how many more there are."""
        notes = sorted(self._notes, key=lambda note: note.line)
        if len(notes) <= MAX_NOTES:
            return notes
        rest, last = len(notes) - MAX_NOTES + self._more, notes[MAX_NOTES]
        message = _("There are %(count)d more notes from here on. Import one unit at a time to see all.")
        return [*notes[:MAX_NOTES], Note(last.line, last.tag, last.name, message % {"count": rest})]
