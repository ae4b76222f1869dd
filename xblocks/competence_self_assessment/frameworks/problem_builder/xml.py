"""The XML of Problem Builder: reading it safely, and its tags and fields as they were named last."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from competence_self_assessment.frameworks.parse import FrameworkError, Problem

# A course of 50 units exports about a million characters.
MAX_CHARACTERS = 3_000_000

# Tags of its first version, all of them inside <mentoring>.
_FORMER = {
    "answer": "pb-answer",
    "choice": "pb-choice",
    "column": "pb-column",
    "mcq": "pb-mcq",
    "mentoring-table": "pb-table",
    "message": "pb-message",
    "mrq": "pb-mrq",
    "quizz": "pb-mcq",
    "rating": "pb-rating",
    "shared-header": "html",
    "table": "pb-table",
    "tip": "pb-tip",
}
_DECLARATION = re.compile(r"<\?xml\s.*?\?>", re.DOTALL)
# Elements of HTML that do not stand in the line of a text.
_OF_THEIR_OWN = {"address", "blockquote", "br", "div", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li"}
_OF_THEIR_OWN |= {"ol", "p", "pre", "table", "td", "th", "tr", "ul"}
_UNREAD = {"head", "script", "style", "template", "title"}


def tree_of(olx: str) -> etree._Element:
    """Return an element that holds all blocks of a document: a course, a unit, or several blocks one after the other.

    Raises:
        FrameworkError: it is too long, or not well-formed; with the line.
    """
    if len(olx) > MAX_CHARACTERS:
        message = _("The text is longer than %(limit)d characters. Please import one unit at a time.")
        raise FrameworkError([Problem(1, message % {"limit": MAX_CHARACTERS})])
    doctype = re.search(r"<!DOCTYPE|<!ENTITY", olx, re.IGNORECASE)
    if doctype:
        line = olx.count("\n", 0, doctype.start()) + 1
        raise FrameworkError([Problem(line, _("Please remove the “<!DOCTYPE …>”: exports have none."))])
    # Lines stay where they are.
    body = _DECLARATION.sub(lambda found: "\n" * found.group().count("\n"), olx.removeprefix("\ufeff"))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(f"<document>{body}</document>".encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        # The parser counts columns from the element put around the document.
        problem = re.sub(r",? line \d+, column \d+$", "", error.msg or "").strip(" .\n")
        message = _("This is not well-formed XML: %(problem)s.") % {"problem": problem}
        raise FrameworkError([Problem(error.lineno or 1, message)]) from None
    for element in root.iter("mentoring"):
        for part in element.iter(etree.Element):
            part.tag = _FORMER.get(part.tag, part.tag)
        element.tag = "problem-builder"
    return root


def tag_of(element: etree._Element) -> str:
    """Return a tag without its namespace, as it was named last."""
    tag = element.tag.rpartition("}")[2]
    return "pb-rating" if tag == "pb-mcq" and element.get("type") == "rating" else tag


def parts_of(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the blocks inside an element: not the fields that are written as elements."""
    return (child for child in element if not _is_field(child))


def field(element: etree._Element, name: str) -> str:
    """Return a field's text, "" if it is not set. The first version wrote some as elements."""
    if name in element.attrib:
        return element.get(name).strip()
    names = {name, "title"} if name == "display_name" else {name}
    return next((html_of(child).strip() for child in element if _is_field(child) and tag_of(child) in names), "")


def json_field(element: etree._Element, name: str, kind: type) -> Any:
    """Return a field that holds a list or an object; an empty one if it is not set, None if it cannot be read."""
    text = field(element, name)
    if not text:
        return kind()
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, kind) else None


def html_of(element: etree._Element) -> str:
    """Return what is inside an element as HTML, whether it was escaped or not."""
    return (element.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in element)


def has_more_than_words(html: str) -> bool:
    """Tell whether HTML shows or links to something that is lost with its tags."""
    return re.search(r"<(a|audio|embed|iframe|img|math|object|svg|video)\b", html, re.IGNORECASE) is not None


def words_of(html: str) -> str:
    """Return the words of HTML in one line."""
    if "<" in html or "&" in html:
        parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(f"<div>{html}</div>", parser)
        html = "".join(_words(root)) if root is not None else ""
    return " ".join(html.split())


def _is_field(element: etree._Element) -> bool:
    return element.tag.startswith("{") or element.tag in ("question", "title")


def _words(root: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag in _OF_THEIR_OWN:
            yield " "
        if event == "end":
            yield element.tail or ""
        elif element.tag in _UNREAD:
            walk.skip_subtree()
        else:
            yield element.text or ""
