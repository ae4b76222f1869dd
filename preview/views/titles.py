"""Titles as people read them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from preview.olx import Node

_MINUTES = re.compile(r"\s*\(\s*(?:about |ca\.? |~)?(\d{1,3})\s*min(?:\.|utes?)?\s*\)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Title:
    """A title, and the minutes its author wrote behind it: ``Reading (15 min)``."""

    text: str
    minutes: int | None


def title_of(node: Node) -> Title:
    """The node's title with the minutes taken apart."""
    found = _MINUTES.search(node.title)
    if found is None:
        return Title(node.title, None)
    return Title(node.title[: found.start()], int(found.group(1)))
