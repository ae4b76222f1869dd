"""How many people came how far: counts of taking part, never of answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from bizmooc.web.numbers import percent


def funnel(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return a row for each stage: title, people, and their share of those who saw the block ("" of nobody)."""
    titles = {"seen": _("Saw the questions"), "started": _("Began to answer"), "submitted": _("Handed in")}
    seen = counts["seen"]
    return [
        {"title": titles[stage], "count": count, "percent": percent(count / seen) if seen else ""}
        for stage, count in counts.items()
    ]
