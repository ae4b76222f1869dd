"""Blocks as OLX: short fields as attributes, long texts as children; tolerant in reading, loss-free both ways."""

from __future__ import annotations

import logging
from typing import Any

from lxml import etree
from xblock.fields import Scope

log = logging.getLogger(__name__)

_AUTHORED = {Scope.content, Scope.settings}
_NOT_OURS = {"url_name", "xblock-family", "slug", "filename"}


def read(block: Any, node: etree._Element) -> list[str]:
    """Set a block's fields from its node.

    An importer drops a block whose parsing raises, without a word; so what cannot be read is left out and said.

    Args:
        block: a new block.
        node: its element; children in no namespace (ours) or any (XBlock's ``option``) are fields.

    Returns:
        A sentence for each attribute or element that could not be read.
    """
    problems: list[str] = []
    for name, value in node.items():
        if name not in _NOT_OURS:
            _set(block, name, value, problems)
    for child in node:
        if isinstance(child.tag, str):
            _set(block, etree.QName(child).localname, child.text or "", problems)
    for problem in problems:
        log.warning("%s: %s", block.scope_ids.usage_id, problem)
    return problems


def _set(block: Any, name: str, text: str, problems: list[str]) -> None:
    field = block.fields.get(name)
    if field is None or field.scope not in _AUTHORED:
        problems.append(f"“{name}” is not a setting of this block and was left out.")
        return
    try:
        value = field.enforce_type(field.from_string(text))
        if isinstance(field.values, list) and value not in field.values:
            raise ValueError(value)
    except (ValueError, TypeError):
        problems.append(f"“{text[:80]}” is not a value for “{name}”; the default is used.")
    else:
        setattr(block, name, value)


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
