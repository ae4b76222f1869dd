"""The sections of the report, each from the course and what was found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lxml import etree
from lxml.html import builder as E

from course_quality import minutes, our_blocks, texts
from course_quality.blocks import OURS, Block
from course_quality.checks import all_checks
from course_quality.checks.language import sentence_lengths
from course_quality.export import Export
from course_quality.figures import MEASURED, Figures, figures
from course_quality.finding import Finding, Severity
from course_quality.outcomes import outcomes
from course_quality.pages import pages, pages_of
from course_quality.report.openuped import FEATURES
from course_quality.report.parts import section, table


def summary(course: Export, findings: Sequence[Finding]) -> etree._Element:
    """How the course stands, in a few sentences."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    planned = sum(minutes.planned(course, chapter) for chapter in course.of("chapter"))
    core = sum(minutes.planned(course, chapter, "Core") for chapter in course.of("chapter"))
    verdict = "It can be packed." if not errors else "It cannot be packed before its errors are mended."
    lines = [
        f"{len(all_checks())} checks found {errors} errors and {len(findings) - errors} things to look at. {verdict}",
        f"{len(course.of('vertical'))} units and {len(course.of('problem'))} problems in {len(course.weeks)} weeks.",
    ]
    if planned:
        lines.append(f"{_hours(planned)} in all, {_hours(core)} of them on the Core track.")
    return section("Summary", *(E.P(line) for line in lines))


def _hours(count: int) -> str:
    return f"{count // 60} hours {count % 60} minutes"


def structure(course: Export, _findings: Sequence[Finding]) -> etree._Element:
    """Chapters and subsections with what is in them."""
    rows = [
        (f"{chapter.title}: {each.title}", len(each.of("vertical")), _content(each), each.get("format") or "not graded")
        for chapter in course.of("chapter")
        for each in chapter.children
    ]
    return section(
        "Structure", table("Subsections and what is in them", ("Subsection", "Units", "Blocks", "Graded as"), rows)
    )


def _content(block: Block) -> str:
    counted = Counter(leaf.kind for leaf in block.leaves)
    return ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in sorted(counted.items()))


def time(course: Export, _findings: Sequence[Finding]) -> etree._Element:
    """Minutes of each chapter as its units state them, and as they come out."""
    rows = [
        (chapter.title, minutes.planned(course, chapter), minutes.planned(course, chapter, "Core"),
         round(minutes.computed(course, chapter)))
        for chapter in course.of("chapter")
    ]  # fmt: skip
    how = f"Computed: {minutes.WORDS_PER_MINUTE} words a minute, questions, activities and visits to our blocks."
    heads = ("Chapter", "Stated", "Stated, Core only", "Computed")
    return section("Time", table("Minutes of each chapter", heads, rows), E.P(how))


def alignment(course: Export, _findings: Sequence[Finding]) -> etree._Element:
    """Outcomes with where they are practised and assessed."""
    titles = {block.url_name: block.title for block in course.blocks}

    def named(names: Sequence[str]) -> str:
        return "; ".join(titles.get(name, f"{name} (missing)") for name in names) or "nowhere"

    rows = [
        (each.text, titles.get(each.week, each.week), named(each.activities), named(each.assessed))
        for each in outcomes(course)
    ]
    if not rows:
        return section("Outcomes", E.P("The course has no outcomes.yaml, so nothing can be said about its outcomes."))
    heads = ("After the course people can", "Week", "Practised in", "Assessed by")
    return section("Outcomes", table("Where each outcome is practised and assessed", heads, rows))


def readability(course: Export, _findings: Sequence[Finding]) -> etree._Element:
    """How hard each chapter is to read."""
    rows = []
    for chapter in course.of("chapter"):
        own = [page for page in pages_of(course, chapter) if page.block and page.block.kind == "html"]
        lengths = sentence_lengths(own)
        grade = texts.grade(text for page in own for text in page.paragraphs)
        words = sum(len(texts.words(page.text)) for page in own)
        rows.append((chapter.title, words, grade, texts.percentile(lengths, 0.95), max(lengths, default=0)))
    heads = ("Chapter", "Words", "Grade", "95 of 100 sentences have at most", "Longest sentence")
    note = "The grade is that of Kincaid et al. 1975: about the school year in which English-speaking children read so."
    return section("Readability", table("How hard the chapters are to read", heads, rows), E.P(note))


def accessibility(course: Export, findings: Sequence[Finding]) -> etree._Element:
    """What was found about accessibility, check by check."""
    found = Counter(finding.check for finding in findings)
    rows = [
        (each.says, each.source, found[each.id] or "nothing found")
        for each in all_checks()
        if each.subject in {"accessibility", "wording"} or each.id == "media-recordings"
    ]
    note = "A machine finds only what it can see. Go through a week with the keyboard and with a screen reader."
    return section("Accessibility", table("Accessibility", ("What has to be true", "Source", "Found"), rows), E.P(note))


def media(course: Export, _findings: Sequence[Finding]) -> etree._Element:
    """Files and readings with their licences."""
    rows = [
        (row.get("name", ""), row.get("title", ""), row.get("author", ""), row.get("year", ""), row.get("licence", ""))
        for row in course.licences
    ]
    images = sum(1 for page in pages(course) for _ in page.tree.iter("img"))
    licence = course.policy.get("license") or "none named"
    line = f"{images} images in pages, {len(course.of('video'))} videos. The licence of the course: {licence}."
    heads = ("Name", "Title", "Author", "Year", "Licence")
    return section("Media and licences", E.P(line), table("Files and readings", heads, rows))


def blocks(course: Export, _findings: Sequence[Finding]) -> etree._Element:
    """This suite's blocks and how they are set up."""
    rows = [
        (block.title, block.kind.replace("_", " "), our_blocks.pack_name(block), len(our_blocks.seeds(block)),
         "graded" if block.is_graded else "not graded")
        for block in course.of(*OURS)
    ]  # fmt: skip
    if not rows:
        return section("Blocks of the suite", E.P("The course uses none of them."))
    heads = ("Title", "Block", "Pack", "Seeds", "Graded")
    return section("Blocks of the suite", table("Blocks of the suite in this course", heads, rows))


def openuped(course: Export, findings: Sequence[Finding]) -> etree._Element:
    """Where the course stands against the OpenupEd features."""
    wrong = Counter(finding.check for finding in findings if finding.severity is Severity.ERROR)
    says = {each.id: each.says for each in all_checks()}
    rows = []
    for feature in FEATURES:
        failed = [says[check] for check in feature.checks if wrong[check]]
        told = f"{len(feature.checks) - len(failed)} of {len(feature.checks)} rules hold."
        rows.append((feature.name, " ".join([told, *(f"Not so: {each}" for each in failed)]), feature.judge))
    heads = ("Feature", "What a machine can tell", "What a person must judge")
    return section("OpenupEd features", table("The eight features of the OpenupEd label", heads, rows))


def beside_others(course: Export, findings: Sequence[Finding]) -> etree._Element:
    """Figures of the course beside those of public courses."""
    own = [finding for finding in findings if finding.check == "olx-cleaner"]
    errors = sum(finding.severity is Severity.ERROR for finding in own)
    heads = ("Course", "Chapters", "Subsections", "Units", "Pages", "Problems", "Videos", "Discussions", "Words",
             "Blocks, median unit", "Subsections of one type, %", "Grade", "Images without alt", "Files unused",
             "Problems with a solution", "Validator: errors, warnings")  # fmt: skip
    rows = [_row(each) for each in (figures(course, (errors, len(own) - errors)), *MEASURED)]
    note = (
        "The other courses are public exports, measured once. Their grades come from another counter of syllables "
        "and differ by some tenths from ours; what was not counted there is said so."
    )
    return section("Beside public courses", table("This course and nine public ones", heads, rows), E.P(note))


def _row(each: Figures) -> tuple[str | int | float | None, ...]:
    def of(pair: tuple[int, int] | None) -> str | None:
        return f"{pair[1]} of {pair[0]}" if pair else None

    return (each.name, *each.counts, each.words, each.blocks, each.single, each.grade, of(each.no_alt),
            of(each.unused), of(each.solutions), f"{each.validator[0]}, {each.validator[1]}")  # fmt: skip


def all_findings(_course: Export, findings: Sequence[Finding]) -> etree._Element:
    """Everything that was found, errors first."""
    rows = [
        (each.severity.value, each.check, f"{each.file} {each.url_name}".strip() or "the course", each.wrong, each.mend)
        for each in sorted(findings, key=lambda each: each.severity is Severity.ADVICE)
    ]
    if not rows:
        return section("Findings", E.P("Nothing was found."))
    heads = ("Weight", "Check", "Where", "What is wrong", "How to mend it")
    return section("Findings", table("All findings", heads, rows))


SECTIONS = (summary, structure, time, alignment, readability, accessibility, media, blocks, openuped, beside_others,
            all_findings)  # fmt: skip
