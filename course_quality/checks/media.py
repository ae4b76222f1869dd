"""Files of the course: names, sizes and what is in them."""

from __future__ import annotations

import io
import re
from pathlib import PurePosixPath

from lxml import etree

from course_quality.checks import Faults, check
from course_quality.export import Export
from course_quality.finding import Fault, Severity
from course_quality.pages import pages

_FILE_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LARGEST_FILE = 20 * 1024 * 1024
_LARGEST_COURSE = 15 * 1024 * 1024
_LARGEST_IMAGE = 300_000
_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}


@check("media-files", 16, source="Open edX importer; Studio's upload limit")
def files(course: Export) -> Faults:
    """Files have plain names, lie in one folder, and are small: 20 MB each, 15 MB together."""
    total = 0
    for file in course.files:
        if not file.startswith("static/"):
            continue
        size = (course.root / file).stat().st_size
        total += size
        name = file.removeprefix("static/")
        if not _FILE_NAME.fullmatch(name):
            yield Fault("Studio changes this name.", "Use letters, digits, ., _ and -, and no folders.", file)
        if size > _LARGEST_FILE:
            yield Fault(f"It has {size / 1e6:.0f} MB.", "Studio takes 20 MB at most: make it smaller.", file)
    if total > _LARGEST_COURSE:
        yield Fault(f"All files have {total / 1e6:.0f} MB.", "Keep below 15 MB: phones load it.", "static")


@check("media-images", 19, source="page weight on a phone")
def images(course: Export) -> Faults:
    """Images are at most 300 kB, can be read, and are what their names say."""
    for file in course.files:
        suffix = PurePosixPath(file).suffix.lower()
        if not file.startswith("static/") or suffix not in {*_FORMATS, ".svg"}:
            continue
        content = (course.root / file).read_bytes()
        if len(content) > _LARGEST_IMAGE:
            yield Fault(f"The image has {len(content) // 1000} kB.", "Make it smaller than 300 kB.", file)
        wrong = _svg_fault(content) if suffix == ".svg" else _raster_fault(content, suffix)
        if wrong:
            yield Fault(wrong, "Export the image anew, without its maker's data.", file)


def _svg_fault(content: bytes) -> str:
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return f"The drawing cannot be read: {error}."
    if root.xpath("//*[local-name()='script']"):
        return "The drawing holds a script."
    return "" if etree.QName(root).localname == "svg" else "It is no drawing in SVG."


def _raster_fault(content: bytes, suffix: str) -> str:
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        return ""
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            if image.format != _FORMATS[suffix]:
                return f"The name says {suffix}, but it is {image.format}."
            return "It carries data of its camera or maker (EXIF)." if image.getexif() else ""
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        return f"The image cannot be read: {error}."


@check("media-image-sizes", 19, source="Core Web Vitals, layout shift", severity=Severity.ADVICE)
def image_sizes(course: Export) -> Faults:
    """Every image in a page has its width and height, so that the text does not jump."""
    for page in pages(course):
        for image in page.tree.iter("img"):
            if not (image.get("width") and image.get("height")):
                yield Fault(f"{image.get('src')} has no width and height.", "Write both.", page.at)


@check("media-recordings", 30, source="WCAG 2.2, 1.2.1 to 1.2.5 and 1.4.2")
def recordings(course: Export) -> Faults:
    """Every video has subtitles and a transcript, and nothing plays by itself."""
    for video in course.of("video"):
        has_words = (
            video.get("sub")
            or video.get("transcripts").strip("{} ")
            or next(video.element.iter("transcript"), None) is not None
        )
        if not has_words:
            yield Fault("The video has no subtitles.", "Add subtitles; they give the transcript too.", video)
    for page in pages(course):
        for player in page.tree.iter("audio", "video"):
            if player.get("autoplay") is not None:
                yield Fault("It plays by itself.", "Take autoplay out.", page.at)
            elif player.find("track") is None and "transcript" not in page.text.lower():
                yield Fault("There is no transcript.", "Write down what is said, on the same page.", page.at)
