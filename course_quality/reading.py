"""Follows the pointers of an export from ``course.xml`` down."""

from __future__ import annotations

from lxml import etree

from course_quality.blocks import CONTAINERS, OURS, Block
from course_quality.export import Export, Unread

POINTER = {"url_name", "org", "course", "slug"}
"""The attributes of an element that says only where its definition is."""
_DEEPEST = 20
"""Levels; pointers that lead deeper go round in a circle."""
_NO_BLOCKS = frozenset({"wiki", "textbook", "pdf_textbook", "html_textbook", "lti_configuration", "option"})
"""What stands in a container and is no block."""
_GROUPS = frozenset({"split_test", "conditional", "library_content", "itembank", "randomize", "wrapper", "problemset"})
"""Other blocks that hold blocks."""


class Reader:
    """Reads one export and notes in it what it cannot read."""

    def __init__(self, course: Export) -> None:
        self._course = course
        # Comments and entities of strangers are never needed, and an entity may be a bomb.
        self._parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)

    def read_course(self) -> Block | None:
        """The tree of the course; None where its first file cannot be read."""
        element = self._parse("course.xml", None)
        if element is None:
            return None
        return self._block(element, "course.xml", None)

    def _parse(self, file: str, holder: Block | None) -> etree._Element | None:
        path = self._course.root / file
        if not path.is_file():
            self._note(file, "There is no such file.", holder)
            return None
        self._course.reached.add(file)
        try:
            return etree.parse(str(path), self._parser).getroot()
        except (etree.XMLSyntaxError, OSError, ValueError) as error:
            self._note(file, f"It is not well-formed XML: {error}.", holder)
            return None

    def _note(self, file: str, why: str, holder: Block | None) -> None:
        self._course.unread.append(Unread(file, why, holder))

    def _block(self, element: etree._Element, file: str, parent: Block | None, depth: int = 0) -> Block:
        """The block of an element, with its pointer and those of its children followed."""
        block = Block(str(element.tag), element, file, parent)
        if self._is_pointer(element):
            self._follow(block)
        if block.kind == "html":
            self._read_page(block)
        if depth > _DEEPEST:
            self._note(file, "The pointers go round in a circle.", block)
        elif block.kind in CONTAINERS or block.kind in _GROUPS:
            for child in block.element:
                if isinstance(child.tag, str) and child.tag not in _NO_BLOCKS:
                    block.children.append(self._block(child, block.file, block, depth + 1))
        return block

    @staticmethod
    def _is_pointer(element: etree._Element) -> bool:
        """Whether an element says only where its definition is; of our own blocks none does."""
        plain = not len(element) and not (element.text or "").strip() and set(element.attrib) <= POINTER
        return plain and bool(element.get("url_name")) and element.tag not in OURS

    def _follow(self, block: Block) -> None:
        kind, name = block.kind, block.url_name
        file = f"{kind}/{name.replace(':', '/')}.xml"
        # A discussion or a plugin's block without any setting looks like a pointer and is none.
        may_be_inline = kind not in {*CONTAINERS, *_GROUPS, "html", "problem", "video"}
        if may_be_inline and not (self._course.root / file).is_file():
            return
        definition = self._parse(file, block)
        if definition is not None:
            if definition.tag != kind:
                self._note(file, f"It holds a <{definition.tag}>, but a <{kind}> is expected.", block)
            for key, value in block.element.attrib.items():
                definition.set(key, value)
            block.element, block.file = definition, file

    def _read_page(self, block: Block) -> None:
        """Find the text of a page: in a file of its own, or between the tags."""
        name = block.element.get("filename")
        if not name:
            inner = (etree.tostring(child, encoding="unicode") for child in block.element)
            block.page, block.page_file = (block.element.text or "") + "".join(inner), block.file
            return
        folder = block.file.rsplit("/", 1)[0] if block.file.startswith("html/") else "html"
        candidates = [f"html/{name}.html", f"{folder}/{name}.html", f"html/{name}.xml"]
        file = next((each for each in candidates if (self._course.root / each).is_file()), "")
        if not file:
            return self._note(candidates[0], "There is no such file.", block)
        self._course.reached.add(file)
        block.page, block.page_file = self._course.text(file), file
