"""Blocks as OLX: short fields as attributes, long texts as children; tolerant in reading, loss-free both ways."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from lxml import etree
from xblock.fields import Field, Scope, String

log = logging.getLogger(__name__)

_AUTHORED = {Scope.content, Scope.settings}
_NOT_OURS = {"url_name", "xblock-family", "slug", "filename"}


def read(block: Any, node: etree._Element, accepts: Callable[[str, Any], bool] = lambda name, value: True) -> list[str]:
    """Set a block's fields from its node.

    An importer drops a block whose parsing raises, without a word; so what cannot be read is left out and said.

    Args:
        block: a new block.
        node: its element; children in no namespace (ours) or any (XBlock's ``option``) are fields.
        accepts: tells whether a field may have a value; one that may not is left out like one that cannot be read.

    Returns:
        A sentence for each attribute or element that could not be read.
    """
    problems: list[str] = []
    if (node.text or "").strip() or any((child.tail or "").strip() for child in node):
        problems.append(_("Text stands between the settings of this block; it was left out."))
    for name, value in node.items():
        if name not in _NOT_OURS:
            _set(block, name, value, accepts, problems)
    for child in node:
        if isinstance(child.tag, str):
            _set(block, etree.QName(child).localname, _inner(child), accepts, problems)
    for problem in problems:
        log.warning("%s: %s", block.scope_ids.usage_id, problem)
    return problems


def _inner(element: etree._Element) -> str:
    text = element.text or ""
    if not len(element):
        return text
    # Markup that somebody did not escape: the text is that markup.
    return escape(text) + "".join(etree.tostring(child, encoding="unicode") for child in element)


def _set(block: Any, name: str, text: str, accepts: Callable[[str, Any], bool], problems: list[str]) -> None:
    field = block.fields.get(name)
    if field is None or field.scope not in _AUTHORED:
        problems.append(_("“%(name)s” is not a setting of this block and was left out.") % {"name": name})
        return
    try:
        value = field.enforce_type(_from_text(field, text))
        if (isinstance(field.values, list) and value not in field.values) or not accepts(name, value):
            raise ValueError(value)
    except Exception:  # Fields read YAML, which fails in a dozen ways; each is a problem for the author, who is told.
        words = {"text": text[:80], "name": name}
        problems.append(_("“%(text)s” is not a value for “%(name)s”; the default is used.") % words)
    else:
        setattr(block, name, value)


def _from_text(field: Field, text: str) -> Any:
    if isinstance(field, String):
        return field.from_string(text)
    try:
        # What is written is JSON; read as YAML, a character outside the basic plane would come back in two halves.
        return json.loads(text)
    except (ValueError, RecursionError):
        return field.from_string(text)


def write(block: Any, node: etree._Element) -> None:
    """Write every explicitly set content and settings field to a node, in the order of their names.

    Fields with ``xml_node=True`` become child elements, so that texts stay readable; learners' state never leaves.
    """
    node.tag = block.scope_ids.block_type
    node.set("xblock-family", block.entry_point)
    if "url_name" not in node.attrib:
        node.set("url_name", getattr(block.scope_ids.usage_id, "block_id", str(block.scope_ids.usage_id)))
    for name, field in sorted(block.fields.items()):
        if field.scope not in _AUTHORED or not field.is_set_on(block) or name in ("parent", "children"):
            continue
        value = field.read_from(block)
        if value is None:
            continue
        if field.xml_node:
            etree.SubElement(node, name).text = field.to_string(value)
        else:
            node.set(name, field.to_string(value))
