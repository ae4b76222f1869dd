"""What a course refers to: its own files, its own blocks, and the rest of the web."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from lxml import etree

from course_quality.export import Export
from course_quality.pages import Page, pages

_STATIC = re.compile(r"(?:/static/|/?asset-v1:[^\"'\s]*?block@)([^\"'\\\s)<>?#&;,]+)")
_ADDRESS = re.compile(r"(?:href|src|action|data|poster)\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_POLICY_IMAGES = ("course_image", "banner_image", "video_thumbnail_image")
_READABLE = (".css", ".html", ".htm", ".js", ".json", ".svg", ".xml")


@lru_cache(maxsize=8)
def static_references(course: Export) -> dict[str, set[str]]:
    """Each file of ``static/`` that something refers to, with the files that do."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in _speaking(course):
        for name in _STATIC.findall(course.text(file)):
            found[unquote(name)].add(file)
    for file in (file for file in course.files if file.startswith("static/") and file.endswith(_READABLE)):
        for name in re.findall(r"(?:url\(|href=|src=)[\"']?(?:/static/)?([\w.-]+\.\w{2,5})", course.text(file)):
            if f"static/{name}" in course.files:
                found[name].add(file)
    # Transcripts are named without their folder: <transcript src="..."/>, transcripts="{...}", sub="...".
    for video in course.of("video"):
        for name in re.findall(r"[\w.-]+\.(?:srt|sjson|vtt|txt)", etree.tostring(video.element, encoding="unicode")):
            found[name].add(video.file)
        if sub := video.get("sub").strip('"'):
            written = [f"subs_{sub}.srt.sjson", f"subs/{sub}.srt.sjson"]
            found[next((name for name in written if f"static/{name}" in course.files), written[0])].add(video.file)
    for key in _POLICY_IMAGES:
        if name := course.policy.get(key):
            found[str(name).removeprefix("/static/")].add(f"policies/{course.run}/policy.json")
    return found


def _speaking(course: Export) -> list[str]:
    """The files whose text may name files: all that hold blocks and pages, and the policies."""
    folders = ("about/", "info/", "tabs/", "policies/", "html/", "problem/", "video/", "vertical/", "chapter/",
               "sequential/", "course/", "drafts/")  # fmt: skip
    return [file for file in course.files if file.startswith(folders) or file == "course.xml"]


def addresses(course: Export) -> list[tuple[Page, str]]:
    """All addresses in the pages of a course, with the page."""
    return [(page, address.strip()) for page in pages(course) for address in _ADDRESS.findall(page.source)]


def host(address: str) -> str:
    """The host of an address; empty for one inside the course."""
    try:
        return urlsplit(address).netloc.lower().removeprefix("www.")
    except ValueError:
        return "?"
