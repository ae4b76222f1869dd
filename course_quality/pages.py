"""All that learners read, as pages: those of ``html`` blocks, problems, our own blocks, and about the course."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml import etree, html

from course_quality import our_blocks
from course_quality.blocks import OURS, Block
from course_quality.export import Export

TEXT_BLOCKS = ("p", "li", "td", "th", "dt", "dd", "caption", "label", "description", "blockquote", "choice", "option")
_BREAKS = frozenset({*TEXT_BLOCKS, "div", "h1", "h2", "h3", "h4", "h5", "h6", "br", "tr", "choicehint", "optionhint",
                     "hint", "correcthint", "stringequalhint", "legend"})  # fmt: skip


@dataclass(eq=False)
class Page:
    """A piece of text that learners read.

    Attributes:
        source: Its HTML, as it stands in the file.
        tree: The same, parsed; the elements of a problem are those of its file.
        file: The file that holds it.
        block: The block it belongs to; None for texts about the course.
    """

    source: str
    tree: etree._Element
    file: str
    block: Block | None = None

    @property
    def at(self) -> Block | str:
        """Where it stands, as a fault says it."""
        return self.block or self.file

    @cached_property
    def text(self) -> str:
        """Its words, a line for each paragraph, heading or cell."""
        return re.sub(r"[ \t]*\n\s*", "\n", "".join(_pieces(self.tree))).strip()

    @cached_property
    def paragraphs(self) -> list[str]:
        """Its running text: paragraphs and items of lists that hold no others."""
        found = (element for element in self.tree.iter("p", "li", "label", "choicehint", "optionhint"))
        return [text for element in found if (text := plain(element)) and element.find("./p") is None]


def plain(element: etree._Element) -> str:
    """The text of an element on one line."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: etree._Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
        return
    edge = "\n" if element.tag in _BREAKS else ""
    yield edge
    # In a choice, what is said comes before its hint.
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield edge


def parsed(source: str) -> etree._Element:
    """The tree of a piece of HTML, in a ``div``; whatever it holds, there is one."""
    try:
        return html.fragment_fromstring(source.replace("\x00", ""), create_parent="div")
    except (etree.LxmlError, ValueError):
        return html.Element("div")


@lru_cache(maxsize=8)
def pages(course: Export) -> tuple[Page, ...]:
    """All pages of a course, those of its blocks first and in their order."""
    return (*(page for block in course.blocks for page in _of_block(block)), *_about(course))


def pages_of(course: Export, block: Block) -> list[Page]:
    """The pages of a block and of those below it."""
    inside = set(map(id, block.walk()))
    return [page for page in pages(course) if page.block is not None and id(page.block) in inside]


def lessons(course: Export) -> list[Page]:
    """The pages of ``html`` blocks."""
    return [page for page in pages(course) if page.block is not None and page.block.kind == "html"]


def _of_block(block: Block) -> Iterator[Page]:
    if block.kind == "html":
        yield Page(block.page, parsed(block.page), block.page_file or block.file, block)
    elif block.kind == "problem":
        source = etree.tostring(block.element, encoding="unicode", with_tail=False)
        yield Page(source, block.element, block.file, block)
    elif block.kind in OURS:
        for text in our_blocks.texts(block):
            source = text.words if text.is_html else html.tostring(_paragraph(text.words), encoding="unicode")
            yield Page(source, parsed(source), block.file, block)


def _paragraph(words: str) -> etree._Element:
    element = html.Element("p")
    element.text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", words)
    return element


def _about(course: Export) -> Iterator[Page]:
    tabs = [file for file in course.files if file.startswith(("about/", "info/", "tabs/")) and file.endswith(".html")]
    for file in tabs:
        source = course.text(file)
        yield Page(source, parsed(source), file)
    updates = course.json("info/updates.items.json")
    for update in updates if isinstance(updates, list) else []:
        if isinstance(update, dict) and isinstance(update.get("content"), str):
            yield Page(update["content"], parsed(update["content"]), "info/updates.items.json")
