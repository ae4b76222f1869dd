"""Which blocks are the suite's own."""

from __future__ import annotations

from functools import cache
from importlib import metadata

from preview.plugins import DISTRIBUTION


@cache
def own_block_types() -> frozenset[str]:
    """The block types that the installed distribution brings: they have figures and know dark pages."""
    try:
        entry_points = metadata.distribution(DISTRIBUTION).entry_points.select(group="xblock.v1")
    except metadata.PackageNotFoundError:
        return frozenset()
    return frozenset(entry.name for entry in entry_points)
