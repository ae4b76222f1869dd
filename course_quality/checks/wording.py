"""Words that leave somebody out: colours, places on the screen, other languages, pictures of text."""

from __future__ import annotations

import re
import unicodedata

from course_quality.checks import Faults, check
from course_quality.export import Export
from course_quality.finding import Fault, Severity
from course_quality.pages import pages

_BY_SIGHT = re.compile(
    r"\b(?:see|click|on|in)\s+the\s+(?:right|left)(?:-hand side)?\b(?=\s*[.,:;)]|\s+(?:you|below|above))"
    r"|\bthe\s+(?:red|green|blue|yellow|orange)\s+(?:button|line|bar|text|link|words|area|part|field)\b",
    re.IGNORECASE,
)
_OF_TEXT = re.compile(r"screenshot|screen shot|scan of|photo of a (?:page|text)|table of", re.IGNORECASE)
_RASTER = (".png", ".jpg", ".jpeg", ".gif", ".webp")


@check("wording-by-sight", 27, source="WCAG 2.2, 1.3.3 and 1.4.1", severity=Severity.ADVICE)
def by_sight(course: Export) -> Faults:
    """Nothing is named by its colour or its place on the screen alone."""
    for page in pages(course):
        for found in _BY_SIGHT.finditer(page.text):
            yield Fault(f'"{found[0]}" is known by sight only.', "Name the thing by its words too.", page.at)


@check("wording-language-set", 28, source="WCAG 2.2, 3.1.1")
def language_set(course: Export) -> Faults:
    """The course says in which language it is."""
    if not course.policy.get("language"):
        yield Fault(
            "The course has no language.", 'Write "language" into policy.json.', f"policies/{course.run}/policy.json"
        )


@check("wording-other-languages", 28, source="WCAG 2.2, 3.1.2", severity=Severity.ADVICE)
def other_languages(course: Export) -> Faults:
    """Words in another script say their language."""
    if str(course.policy.get("language", "en"))[:2] not in {"en", "de", "fr", "es", "pt", "it"}:
        return
    for page in pages(course):
        foreign = [sign for sign in page.text if sign.isalpha() and not _is_usual(sign)]
        if foreign and not page.tree.xpath("//*[@lang]"):
            wrong = f'"{foreign[0]}" is no letter of the course\'s language.'
            yield Fault(wrong, 'Put the words into <span lang="...">.', page.at)


def _is_usual(sign: str) -> bool:
    """Whether a letter is Latin, or a sign of formulas and units, as Greek letters are in them."""
    name = unicodedata.name(sign, "LATIN")
    return name.startswith(("LATIN", "GREEK SMALL", "MICRO", "MATHEMATICAL", "FEMININE", "MASCULINE", "DOUBLE-STRUCK"))


@check("wording-pictures-of-text", 29, source="WCAG 2.2, 1.4.5", severity=Severity.ADVICE)
def pictures_of_text(course: Export) -> Faults:
    """No picture stands for a text or a table."""
    for page in pages(course):
        for image in page.tree.iter("img"):
            source, words = image.get("src") or "", image.get("alt") or ""
            if source.lower().endswith(_RASTER) and _OF_TEXT.search(f"{source} {words}"):
                yield Fault(f"{source} seems to be a picture of text.", "Write the text, or a table.", page.at)
