"""Plain language: how hard the text is to read, and whether its words are explained."""

from __future__ import annotations

import re

from course_quality import texts
from course_quality.checks import Faults, check
from course_quality.export import Export
from course_quality.finding import Fault, Severity
from course_quality.pages import Page, lessons, pages_of

HARDEST_GRADE = 10.0
LONGEST_SENTENCE = 25
_ABBREVIATION = re.compile(r"(?<![\w\"“‘'-])[A-Z]{2,6}\b(?![\"”’'-])")
"""What stands in quotation marks is spoken about and not used."""
_KNOWN_TO_ALL = frozenset({"AI", "BY", "CC", "CV", "DVD", "EU", "GB", "IT", "NGO", "OK", "PC", "PDF", "SMS", "TV", "UK",
                           "US", "USA", "USB", "I", "ID", "URL", "FAQ", "SVG"})  # fmt: skip


def sentence_lengths(pages: list[Page]) -> list[int]:
    """The words of each sentence in running text."""
    found = (sentence for page in pages for text in page.paragraphs for sentence in texts.sentences(text))
    return [count for sentence in found if (count := len(texts.words(sentence)))]


@check("language-grade", 42, source="Kincaid et al. 1975", severity=Severity.ADVICE)
def grade(course: Export) -> Faults:
    """No chapter is harder than grade 10."""
    for chapter in course.of("chapter"):
        own = [page for page in pages_of(course, chapter) if page.block and page.block.kind == "html"]
        found = texts.grade(text for page in own for text in page.paragraphs)
        if found is not None and found > HARDEST_GRADE:
            yield Fault(f"Its grade is {found:.1f}.", "Shorten sentences; choose shorter words.", chapter)


@check("language-sentences", 42, source="plain language guides")
def sentences(course: Export) -> Faults:
    """Ninety-five of a hundred sentences have at most 25 words."""
    longest = texts.percentile(sentence_lengths(lessons(course)), 0.95)
    if longest > LONGEST_SENTENCE:
        yield Fault(f"Five in a hundred sentences have more than {longest} words.", "Split the longest ones.")


@check("language-long-sentences", 42, source="plain language guides", severity=Severity.ADVICE)
def long_sentences(course: Export) -> Faults:
    """No sentence has more than 30 words."""
    for page in lessons(course):
        for text in page.paragraphs:
            for sentence in texts.sentences(text):
                if len(texts.words(sentence)) > LONGEST_SENTENCE + 5:
                    wrong = f'{len(texts.words(sentence))} words: "{sentence[:60]}..."'
                    yield Fault(wrong, "Split it.", page.at)


@check("language-abbreviations", 42, source="plain language guides", severity=Severity.ADVICE)
def abbreviations(course: Export) -> Faults:
    """An abbreviation is explained where it comes first."""
    seen: set[str] = set()
    for page in lessons(course):
        for found in _ABBREVIATION.finditer(page.text):
            word = found[0]
            if word in seen or word in _KNOWN_TO_ALL:
                continue
            seen.add(word)
            around = page.text[max(0, found.start() - 2) : found.end() + 12]
            if page.text.count(word) > 1 and not re.search(rf"\({word}|{word}\W*( \(|: | means| stands)", around):
                yield Fault(f'"{word}" is not explained where it comes first.', "Say it in full once.", page.at)


@check("language-glossary", 42, source="plain language guides")
def glossary(course: Export) -> Faults:
    """The course has a glossary, and its words are used in the course."""
    units = [unit for unit in course.of("vertical") if "glossary" in f"{unit.title} {unit.url_name}".lower()]
    if not units:
        yield Fault("There is no glossary.", "Add a unit with the words that the course explains.")
    own = {id(page) for unit in units for page in pages_of(course, unit)}
    rest = " ".join(page.text for page in lessons(course) if id(page) not in own).casefold()
    for unit in units:
        for page in pages_of(course, unit):
            for term in page.tree.xpath(".//dt | .//li/strong[1] | .//p/strong[1] | .//tbody//th"):
                word = "".join(term.itertext()).strip(" :.").casefold()
                if word and not any(part.strip() in rest for part in re.split(r" or |,|\(", word) if part.strip(" )")):
                    yield Fault(
                        f'"{word}" is not used in the course.', "Take it out, or use it.", page.at, Severity.ADVICE
                    )
