"""What people need who do not see, hear, or use a mouse as others do."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import PurePosixPath

from course_quality.checks import Faults, check
from course_quality.contrast import ratio, style_of
from course_quality.export import Export
from course_quality.finding import Fault, Severity
from course_quality.pages import lessons, pages, pages_of, plain

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_VAGUE = frozenset({"click here", "click", "here", "link", "this link", "more", "read more", "this", "url", "page"})
_SAFE_TAGS = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "div", "dl", "dt", "em",
    "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "q", "small", "span", "strong", "sub",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "h2",
})  # fmt: skip


@check("accessibility-alt", 20, source="WCAG 2.2, 1.1.1")
def alt(course: Export) -> Faults:
    """Every image has a text alternative of 5 to 150 characters, or says that it is decoration."""
    for page in pages(course):
        for image in page.tree.iter("img"):
            name, words = PurePosixPath(image.get("src") or "").name, image.get("alt")
            if words is None:
                yield Fault(f"{name} has no alt.", "Say in alt what the image tells.", page.at)
            elif not words.strip():
                if image.get("role") not in {"presentation", "none"}:
                    mend = 'Say in alt what it tells, or add role="presentation".'
                    yield Fault(f"{name} has an empty alt.", mend, page.at)
            elif words.strip() in {name, PurePosixPath(name).stem}:
                yield Fault(f"The alt of {name} is its file name.", "Say what the image tells.", page.at)
            elif not 5 <= len(words.strip()) <= 150:
                mend = "Use 5 to 150; put the rest into the text beside it."
                yield Fault(f"The alt of {name} has {len(words.strip())} characters.", mend, page.at)


@check("accessibility-headings", 21, source="WCAG 2.2, 1.3.1 and 2.4.6")
def headings(course: Export) -> Faults:
    """Headings in units begin at h3, skip no level, and are not empty."""
    for page in lessons(course):
        level = 2
        for heading in page.tree.iter(*_HEADINGS):
            here = int(heading.tag[1])
            if not plain(heading) and heading.find(".//img") is None:
                yield Fault(f"There is an empty {heading.tag}.", "Take it out.", page.at)
            elif here < 3:
                yield Fault(f"There is an {heading.tag}: the page has its own.", "Begin at h3.", page.at)
            elif here > level + 1:
                before = f"It follows h{level}" if level > 2 else "It is the first heading"
                yield Fault(f"A heading is {heading.tag}. {before}.", "Begin at h3 and skip no level.", page.at)
            level = max(here, 2)


@check("accessibility-false-headings", 22, source="WCAG 2.2, 1.3.1")
def false_headings(course: Export) -> Faults:
    """No bold paragraph takes the place of a heading."""
    for page in lessons(course):
        for paragraph in page.tree.iter("p"):
            bold = [child for child in paragraph if child.tag in {"b", "strong"}]
            text = plain(paragraph)
            only_bold = len(bold) == 1 and plain(bold[0]) == text and paragraph.getparent().tag == "div"
            following = paragraph.getnext()
            if text.endswith(":") and following is not None and following.tag in {"ol", "ul", "table"}:
                continue  # It leads into the list.
            if only_bold and 0 < len(text) < 80 and not text.endswith((".", "!", "?")):
                yield Fault(f'"{text}" looks like a heading and is none.', "Make it an h3 or h4.", page.at)


@check("accessibility-tables", 23, source="WCAG 2.2, 1.3.1")
def tables(course: Export) -> Faults:
    """Every table has a caption and header cells with their scope."""
    for page in pages(course):
        for table in page.tree.iter("table"):
            if table.find("caption") is None:
                yield Fault("A table has no caption.", "Say in a caption what it shows.", page.at)
            heads = list(table.iter("th"))
            if not heads:
                yield Fault("A table has no header cells.", "Use th, or no table.", page.at)
            elif any(head.get("scope") not in {"col", "row", "colgroup", "rowgroup"} for head in heads):
                yield Fault("A header cell has no scope.", 'Write scope="col" or scope="row".', page.at)


@check("accessibility-link-texts", 24, source="WCAG 2.2, 2.4.4")
def link_texts(course: Export) -> Faults:
    """The text of a link says where it leads, and in one unit no two links say the same and differ."""
    for unit in course.of("vertical"):
        said = defaultdict(set)
        for page in pages_of(course, unit):
            for link in page.tree.iter("a"):
                text = plain(link) or " ".join(image.get("alt") or "" for image in link.iter("img")).strip()
                if link.get("href") is None:
                    continue
                said[text.casefold()].add(link.get("href"))
                if text.casefold().strip(" .!:") in _VAGUE or not text or text.startswith(("http:", "https:", "www.")):
                    yield Fault(f'A link says "{text}".', "Say where it leads.", page.at)
        for text, targets in said.items():
            if len(targets) > 1 and text:
                yield Fault(f'"{text}" leads to {len(targets)} places.', "Say where each leads.", unit)


@check("accessibility-lists", 25, source="WCAG 2.2, 1.3.1")
def lists(course: Export) -> Faults:
    """Lists are lists, not paragraphs with a dash or a number."""
    for page in lessons(course):
        starts = [plain(paragraph)[:3] for paragraph in page.tree.iter("p")]
        if sum(bool(re.match(r"[-–•*] |\d[.)] ", start)) for start in starts) >= 2:
            yield Fault("Paragraphs begin with dashes or numbers.", "Make them a ul or an ol.", page.at)


@check("accessibility-contrast", 26, source="WCAG 2.2, 1.4.3")
def contrast(course: Export) -> Faults:
    """Colours that a page sets itself differ enough: 4.5 to 1, and 3 to 1 for large text."""
    for page in pages(course):
        for element in page.tree.iter():
            style = style_of(element)
            found = ratio(style.get("color", ""), style.get("background-color") or style.get("background", ""))
            needed = 3.0 if element.tag in _HEADINGS[:3] else 4.5
            if found is not None and found < needed:
                yield Fault(f"The contrast is {found:.1f} to 1.", f"It has to be {needed} to 1.", page.at)


@check("accessibility-dragging", 31, source="WCAG 2.2, 2.5.7", severity=Severity.ADVICE)
def dragging(course: Export) -> Faults:
    """Nothing has to be dragged."""
    for block in course.of("drag-and-drop-v2"):
        yield Fault("Items have to be dragged.", "Ask the same with choices, or try it with the keyboard.", block)


@check("accessibility-fixed-sizes", 32, source="WCAG 2.2, 1.4.4 and 3.2.5")
def fixed_sizes(course: Export) -> Faults:
    """Text grows with the reader's setting, and no link opens a window without saying so."""
    for page in pages(course):
        for element in page.tree.iter():
            if re.search(r"\d(px|pt)", style_of(element).get("font-size", "")):
                yield Fault("A font has a fixed size.", "Leave the size out, or give it in em or %.", page.at)
            if element.tag == "a" and element.get("target") == "_blank" and not re.search("tab|window", plain(element)):
                yield Fault(f'"{plain(element)}" opens a new window.', "Say so in the link, or let it not.", page.at)


@check("accessibility-safe-html", 33, source="olxcleaner with lxml 5.3; OWASP")
def safe_html(course: Export) -> Faults:
    """Pages use plain HTML: no script, no style sheet, no event attribute, and nothing that old parsers refuse."""
    for page in lessons(course):
        tags = Counter(element.tag for element in page.tree.iter() if isinstance(element.tag, str))
        for tag in sorted(tags.keys() - _SAFE_TAGS - {"h1"}):
            yield Fault(f"The page uses <{tag}>.", "Use paragraphs, lists, tables, images and links.", page.at)
        if re.search(r"&(?![a-zA-Z]+;|#\d+;|#x[0-9a-fA-F]+;)", page.source):
            yield Fault("There is a bare &.", "Write &amp;.", page.at)
    for page in pages(course):
        for element in page.tree.iter():
            if any(name.lower().startswith("on") for name in element.attrib):
                yield Fault(f"<{element.tag}> has an event attribute.", "Take it out.", page.at)


@check("accessibility-ids", 33, source="HTML; WCAG 2.2, 4.1.2")
def ids(course: Export) -> Faults:
    """No two elements of a unit have the same id."""
    for unit in course.of("vertical"):
        trees = [page.tree for page in pages_of(course, unit) if page.block and page.block.kind == "html"]
        counted = Counter(element.get("id") for tree in trees for element in tree.iter() if element.get("id"))
        for name, times in counted.items():
            if times > 1:
                yield Fault(f'The id "{name}" is there {times} times.', "Use each id once.", unit)
