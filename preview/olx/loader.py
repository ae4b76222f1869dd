"""From the files of an export to the tree of its course."""

from __future__ import annotations

import copy
import hashlib
import json
import logging
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey
from opaque_keys.edx.locator import CourseLocator
from xblock.core import XBlock
from xblock.fields import DateTime, String

from preview.blocks.mixins import INHERITABLE
from preview.blocks.types import (
    CONTAINERS,
    NOT_BLOCKS,
    STANDARD,
    BlockTypeUnavailable,
    block_class,
    reads_pointers,
)
from preview.olx.files import ExportFiles
from preview.olx.parsing import ParseRuntime
from preview.olx.policy import read_grading, read_policy
from preview.olx.tree import Course, Node

log = logging.getLogger(__name__)


class UnreadableCourse(ValueError):
    """The folder holds nothing that could be shown as a course; the text says why."""


@translation.override("en")
def load_course(path: Path) -> Course:
    """Read the course in a folder.

    It is kept for everybody, so its problems are worded in one language, not in that of whoever came first.

    Args:
        path: The folder with ``course.xml``.

    Raises:
        UnreadableCourse: ``course.xml`` does not name a course.
    """
    files = ExportFiles(path)
    pointer = files.xml("course.xml")
    if pointer is None:
        raise UnreadableCourse("; ".join(problem.message for problem in files.problems))
    run = pointer.get("url_name", "")
    try:
        key = CourseLocator(pointer.get("org"), pointer.get("course"), run)
    except InvalidKeyError as error:
        raise UnreadableCourse(_("course.xml must name org, course and url_name in letters, digits and -_.")) from error
    policy = read_policy(files, run)
    root = _Builder(files, key, policy).course(pointer)
    return Course(
        key=key,
        path=path,
        root=root,
        policy=policy.get(f"course/{run}", {}),
        grading=read_grading(files, run),
        start=DateTime().from_json(root.get("start")),
        problems=tuple(files.problems),
    )


class _Builder:
    """Makes nodes of elements. One per course, used once."""

    def __init__(self, files: ExportFiles, key: CourseKey, policy: Mapping[str, Mapping[str, Any]]) -> None:
        self._files = files
        self._key = key
        self._policy = policy
        self._runtime = ParseRuntime(key, files.path, self._policy_of, self._child_of_block)
        self._used: Counter[tuple[str, str]] = Counter()
        self._open: list[str] = ["course.xml"]
        self._inherited: list[Mapping[str, Any]] = [{}]

    def course(self, pointer: etree._Element) -> Node:
        """The course's own node, with everything inside it."""
        file = f"course/{pointer.get('url_name')}.xml"
        if len(pointer) == 0 and self._files.exists(file):
            definition = self._files.xml(file)
            if definition is not None:
                definition.set("url_name", pointer.get("url_name"))
                self._open = [file]
                pointer = definition
        return self._container(pointer, self._key.make_usage_key("course", "course"))

    def node(self, element: etree._Element) -> Node:
        """The node for an element, wherever it is defined."""
        usage_key = self._new_key(element)
        file = self._pointed_file(element)
        if file is None:
            return self._here(element, usage_key)
        if file in self._open:
            return self._broken(element, usage_key, _("{file} contains itself.").format(file=file))
        definition = self._files.xml(file) if self._files.exists(file) else None
        if definition is None:
            return self._broken(element, usage_key, _("{file} is missing or unreadable.").format(file=file))
        self._open.append(file)
        try:
            return self._here(definition, usage_key)
        finally:
            self._open.pop()

    def _here(self, element: etree._Element, usage_key: UsageKey) -> Node:
        if element.tag in CONTAINERS:
            return self._container(element, usage_key)
        return self._leaf(element, usage_key)

    def _container(self, element: etree._Element, usage_key: UsageKey) -> Node:
        fields = {
            name: self._value(block_class(element.tag), name, text)
            for name, text in element.attrib.items()
            if name not in ("url_name", "org", "course", "xblock-family")
        }
        fields |= self._policy_of(usage_key)
        self._drop_bad_dates(element, fields)
        inherited = self._inherited[-1]
        self._inherited.append({**inherited, **_heritable(fields)})
        try:
            children = tuple(self.node(child) for child in _blocks_in(element))
        finally:
            self._inherited.pop()
        return Node(usage_key, element.tag, fields, inherited, children)

    def _leaf(self, element: etree._Element, usage_key: UsageKey) -> Node:
        own = copy.deepcopy(element)
        own.tail = None
        own.attrib.pop("xblock-family", None)
        source = etree.tostring(own, encoding="unicode")
        own.set("url_name", usage_key.block_id)
        try:
            reading = self._runtime.read(own, usage_key)
        except BlockTypeUnavailable as error:
            return self._placeholder(element, usage_key, str(error), source, hidden=not error.here_only)
        except Exception as error:  # Block packages are foreign code and raise what they like.
            log.debug("%s could not be read", usage_key, exc_info=True)
            return self._broken(element, usage_key, _why(error), source)
        return Node(usage_key, element.tag, reading.fields, self._inherited[-1], tuple(reading.children))

    def _child_of_block(self, element: etree._Element) -> Node:
        """A child that a block's own class found in its element."""
        return self.node(element)

    def _broken(self, element: etree._Element, usage_key: UsageKey, why: str, source: str = "") -> Node:
        return self._placeholder(
            element, usage_key, _("{block} was left out: {why}").format(block=usage_key.block_id, why=why), source
        )

    def _placeholder(
        self, element: etree._Element, usage_key: UsageKey, why: str, source: str = "", hidden: bool = True
    ) -> Node:
        self._files.note(self._open[-1], element.sourceline, why)
        fields: dict[str, Any] = {"reason": why, "olx": source, "hidden": hidden}
        if element.get("display_name"):
            fields["display_name"] = element.get("display_name")
        return Node(usage_key, str(element.tag), fields, self._inherited[-1], problem=why, source=source)

    def _pointed_file(self, element: etree._Element) -> str | None:
        """The file that the element only points to, None when it is the block itself."""
        if set(element.attrib) != {"url_name"} or len(element) or (element.text or "").strip():
            return None
        file = f"{element.tag}/{element.get('url_name').replace(':', '/')}.xml"
        if not self._files.exists(file):
            # Of a tag that nobody knows it may also be the whole block.
            return file if element.tag in CONTAINERS or element.tag in STANDARD else None
        if reads_pointers(element.tag):
            return file
        self._files.note(file, 1, _("Open edX ignores this file: write the block where it is used."))
        return None

    def _new_key(self, element: etree._Element) -> UsageKey:
        """A key that no other block has; noted when the author's own could not be used."""
        name = element.get("url_name")
        if not name:
            name = _made_up_name(element)
            self._files.note(
                self._open[-1],
                element.sourceline,
                _("<{tag}> has no url_name: learners lose their state when it changes.").format(tag=element.tag),
            )
        self._used[element.tag, name] += 1
        times = self._used[element.tag, name]
        if times > 1:
            self._files.note(
                self._open[-1],
                element.sourceline,
                _("There is more than one <{tag}> with the url_name {name}.").format(tag=element.tag, name=name),
            )
            name = f"{name}_{times}"
        return self._key.make_usage_key(element.tag, re.sub(r"[^\w.\-~:]", "_", name))

    def _policy_of(self, usage_key: UsageKey) -> dict[str, Any]:
        name = self._key.run if usage_key.block_type == "course" else usage_key.block_id
        return dict(self._policy.get(f"{usage_key.block_type}/{name}", {}))

    def _drop_bad_dates(self, element: etree._Element, fields: dict[str, Any]) -> None:
        for name in ("start", "due"):
            try:
                DateTime().from_json(fields.get(name))
            except (TypeError, ValueError):
                why = _("“{value}” is not a date.").format(value=fields.pop(name))
                self._files.note(self._open[-1], element.sourceline, why)

    @staticmethod
    def _value(cls: type[XBlock], name: str, text: str) -> Any:
        """The JSON value of an attribute: text for text fields, else what the text says in JSON."""
        if isinstance(cls.fields.get(name), String | DateTime) or name in ("start", "due", "display_name"):
            return text
        try:
            return json.loads(text)
        except ValueError:
            return text


def _blocks_in(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str) and child.tag not in NOT_BLOCKS]


def _heritable(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name in INHERITABLE}


def _made_up_name(element: etree._Element) -> str:
    """What an import calls a block without a name: after its title, or after its content."""
    title = re.sub(r"\W+", "_", element.get("display_name", "")).strip("_")
    return title or f"{element.tag}_{hashlib.sha1(etree.tostring(element), usedforsecurity=False).hexdigest()[:12]}"


def _why(error: Exception) -> str:
    return str(error).splitlines()[0][:300] if str(error) else type(error).__name__
