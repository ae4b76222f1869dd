"""The figures of a course, and those of public courses that were measured the same way."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from course_quality import texts
from course_quality.checks.load import single_kind
from course_quality.export import Export
from course_quality.pages import lessons, pages
from course_quality.references import static_references


@dataclass(frozen=True)
class Figures:
    """What can be counted in a course; None: it was not counted there.

    Attributes:
        name: What the course is called.
        counts: Chapters, subsections, units, pages, problems, videos, discussions.
        words: Words of its pages.
        blocks: Blocks of the median unit.
        single: Percent of subsections with one type of block.
        grade: Flesch-Kincaid grade of its pages.
        no_alt: Images, and those without a text alternative.
        unused: Files of ``static/``, and those that nothing refers to.
        solutions: Problems, and those with a solution.
        validator: Errors and warnings of Studio's validator at its full depth.
    """

    name: str
    counts: tuple[int, int, int, int, int, int, int]
    words: int
    blocks: float | None
    single: int | None
    grade: float | None
    no_alt: tuple[int, int] | None
    unused: tuple[int, int]
    solutions: tuple[int, int] | None
    validator: tuple[int, int]


_KINDS = ("chapter", "sequential", "vertical", "html", "problem", "video", "discussion")


def figures(course: Export, validator: tuple[int, int]) -> Figures:
    """The figures of a course, given those of the validator."""
    images = [image for page in pages(course) for image in page.tree.iter("img")]
    static = [file.removeprefix("static/") for file in course.files if file.startswith("static/")]
    problems = course.of("problem")
    first, second, third, fourth, fifth, sixth, seventh = (len(course.of(kind)) for kind in _KINDS)
    return Figures(
        name=course.title,
        counts=(first, second, third, fourth, fifth, sixth, seventh),
        words=sum(len(texts.words(page.text)) for page in lessons(course)),
        blocks=median(len(unit.children) for unit in course.of("vertical")) if third else None,
        single=round(100 * single_kind(course)[0]),
        grade=texts.grade(text for page in lessons(course) for text in page.paragraphs),
        no_alt=(len(images), sum(image.get("alt") is None for image in images)),
        unused=(len(static), len(set(static) - static_references(course).keys())),
        solutions=(len(problems), sum(each.element.find(".//solution") is not None for each in problems)),
        validator=validator,
    )


MEASURED = (
    Figures("Open edX Demo v2", (6, 17, 58, 266, 29, 11, 1), 15789, 5, 35, 11.1, (46, 0), (124, 55), (29, 16), (5, 40)),
    Figures("HarvardX Studio Advanced", (9, 47, 286, 315, 76, 17, 2), 51526, 2, 21, 8.6, (488, 3), (200, 75), (76, 62),
            (4, 75)),
    Figures("DartmouthX Engineering", (9, 86, 166, 172, 229, 61, 23), 15298, 2, 47, 7.3, (89, 3), (488, 176),
            (229, 191), (36, 26)),
    Figures("DartmouthX Environment", (9, 66, 218, 243, 140, 46, 111), 22299, 4, 24, 9.8, (76, 0), (289, 153),
            (140, 134), (42, 33)),
    Figures("DHIS2 Introduction", (5, 23, 45, 49, 58, 14, 0), 8418, 1, 48, 10.8, (14, 14), (93, 69), (58, 58), (3, 50)),
    Figures("DHIS2 Data analysis", (7, 38, 59, 119, 115, 21, 0), 14038, 2, 47, 12.8, (23, 22), (44, 8), (115, 115),
            (9, 20)),
    Figures("DHIS2 Customisation", (8, 57, 89, 168, 76, 22, 0), 25792, None, None, None, (67, 66), (152, 55), None,
            (5, 26)),
    Figures("DHIS2 Fundamentals 1.1", (6, 53, 115, 180, 36, 81, 2), 13127, None, None, None, (259, 253), (183, 178),
            None, (29, 38)),
    Figures("MITx grading library", (2, 10, 63, 10, 53, 0, 0), 991, None, None, None, None, (2, 0), None, (0, 38)),
)  # fmt: skip
"""Public exports, measured with lxml 6.1; their grades with another counter of syllables."""
