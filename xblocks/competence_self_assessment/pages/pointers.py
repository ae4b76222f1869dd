"""Where in the course a learner can go on: the author's pointers, those for the weakest competences first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe

from bizmooc.texts import text_in
from bizmooc.web.render import render
from competence_self_assessment.frameworks import Competence, Framework

# What the editor lets through (studio/pointers.py). Fields come from imports, too, so it is asked again here.
_SAFE = re.compile(r"/jump_to_id/[A-Za-z0-9_.~-]+|https://[^\s\"'<>\\]+", re.ASCII)


def pointers_html(block: Any, framework: Framework, lowest: Sequence[Competence]) -> str:
    """Return links to units: for these competences in sight, for the others folded away; "" where there are none."""
    language = block.language()
    found = [
        {"id": one.id, "title": text_in(one.title, language), "links": links}
        for one in framework.competences
        if (links := _links(block.pointers, one.id))
    ]
    ids = {one.id for one in lowest}
    context = {
        "first": [one for one in found if one["id"] in ids],
        "more": [one for one in found if one["id"] not in ids],
    }
    if not found:
        return ""
    html = render("competence_self_assessment/pointers.html", context)
    service = block.runtime.service(block, "replace_urls")
    return mark_safe(service.replace_urls(html) if service else html)  # noqa: S308 - our own template


def _links(pointers: Any, competence_id: str) -> list[dict[str, str]]:
    entries = pointers.get(competence_id) if isinstance(pointers, dict) else None
    return [entry for entry in entries if _is_link(entry)] if isinstance(entries, list) else []


def _is_link(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("title"), str)
        and isinstance(entry.get("link"), str)
        and _SAFE.fullmatch(entry["link"]) is not None
    )
