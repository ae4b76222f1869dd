"""The tree of the course: every file reached, every name its own, everything where it belongs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from course_quality import our_blocks
from course_quality.blocks import CONTAINERS, OURS, Block
from course_quality.checks import Faults, check
from course_quality.export import Export
from course_quality.finding import Fault, Severity
from course_quality.lock import changes

_NAME = re.compile(r"[a-z0-9_]{3,64}")
_LONGEST_TITLE = 60
_OLX_FOLDERS = ("chapter/", "course/", "html/", "problem/", "sequential/", "vertical/", "video/", "discussion/")
_HOLDS = dict(zip(CONTAINERS, (*CONTAINERS[1:], None), strict=True))
CORE = frozenset({*CONTAINERS, "html", "problem", "video", "discussion"})
"""Block types that every platform has and that need not be named among the advanced modules."""
_COMPONENTS = frozenset({"openassessment", "drag-and-drop-v2", "library_content", "itembank"})
"""Block types that Studio offers without their being named."""
_PLUGINS = frozenset({
    "annotatable", "conditional", "done", "edx_sga", "freetextresponse", "google-calendar", "google-document",
    "imagemodal", "lti", "lti_consumer", "poll", "poll_question", "problem-builder", "randomize", "recommender",
    "scorm", "split_test", "staffgradedxblock", "step-builder", "survey", "ubcpi", "videosequence", "word_cloud",
    "library_sourced", "pdf", "unit", "textannotation", "videoannotation", "imageannotation", "ora2",
})  # fmt: skip
"""Block types of platforms and of well-known plugins, of which not every platform has each."""


@check("structure-course-pointer", 2, source="Open edX importer")
def course_pointer(course: Export) -> Faults:
    """course.xml says where the course is, with url_name, org and course, and nothing else."""
    match = re.search(r"<course\b([^>]*)>", course.text("course.xml"))
    names = set(re.findall(r"([\w:]+)\s*=", match[1])) if match else set()
    if names != {"url_name", "org", "course"}:
        mend = 'Write <course url_name="RUN" org="ORG" course="NUMBER"/> and the settings into policy.json.'
        yield Fault(f"Its attributes are {', '.join(sorted(names)) or 'none'}.", mend, "course.xml")


@check("structure-run", 3, source="Open edX importer")
def run(course: Export) -> Faults:
    """The run has a file in course/ and a folder in policies/."""
    for file in (f"course/{course.run}.xml", f"policies/{course.run}/policy.json"):
        if file not in course.files:
            mend = "The url_name in course.xml, the file in course/ and the folder in policies/ are the same name."
            yield Fault(f'There is no such file for the run "{course.run}".', mend, file)


@check("structure-readable", 4, source="Open edX importer")
def readable(course: Export) -> Faults:
    """Every pointer leads to a file, and every file can be read."""
    for unread in course.unread:
        holder = f" It is wanted by {unread.holder.kind} {unread.holder.url_name}." if unread.holder else ""
        yield Fault(unread.why + holder, "Add the file, mend it, or take the pointer to it out.", unread.file)
    for file in course.files:
        if file.endswith(".json") and file.startswith(("policies/", "info/")) and course.json(file) is None:
            yield Fault("It is not JSON.", "Mend it; a JSON validator says in which line.", file)


@check("structure-orphans", 5, source="Open edX exporter")
def orphans(course: Export) -> Faults:
    """Every file with a block or a page is reached from course.xml."""
    for file in course.files:
        if file.startswith(_OLX_FOLDERS) and file.endswith((".xml", ".html")) and file not in course.reached:
            yield Fault("Nothing in the course leads to this file.", "Delete it, or put it into a unit.", file)


@check("structure-depth", 6, source="Open edX course outline")
def depth(course: Export) -> Faults:
    """Chapters hold subsections, these hold units, and units hold blocks that hold no others."""
    for block in course.blocks:
        expected = _HOLDS.get(block.kind)
        for child in block.children:
            # A test of two versions holds a unit for each group of learners.
            of_a_test = block.kind == "split_test" and child.kind == "vertical"
            if child.kind != expected and (expected or child.kind in CONTAINERS) and not of_a_test:
                wrong = f"A {child.kind} stands in a {block.kind}."
                yield Fault(wrong, "Keep to course, chapter, sequential, vertical and blocks.", child)


@check("structure-names-unique", 7, source="Open edX importer")
def names_unique(course: Export) -> Faults:
    """No two blocks have the same url_name, whatever their types, capital letters aside."""
    held = defaultdict(list)
    for block in course.blocks:
        if block.url_name:
            held[block.url_name.casefold()].append(block)
    for blocks in held.values():
        if len(blocks) > 1:
            kinds = ", ".join(sorted(block.kind for block in blocks))
            mend = "Rename all but one: an import overwrites or renames the others, and learners' work is lost."
            yield Fault(f'The name "{blocks[0].url_name}" is taken {len(blocks)} times ({kinds}).', mend, blocks[1])


@check("structure-names-plain", 7, source="Open edX importer")
def names_plain(course: Export) -> Faults:
    """Every block has a url_name of 3 to 64 small letters, digits and underlines."""
    # That of the course is the run, which an import replaces.
    for block in course.blocks[1:]:
        if not _NAME.fullmatch(block.url_name):
            wrong = f'The {block.kind} has the url_name "{block.url_name}".'
            yield Fault(wrong, "Use 3 to 64 of a-z, 0-9 and _.", block)


@check("structure-names-kept", 7, source="Open edX importer")
def names_kept(course: Export) -> Faults:
    """No url_name has vanished or changed its type since the lock was written."""
    for change in changes(course):
        mend = "Take the name back, or, if no run has begun, write the lock anew with the command lock."
        severity = None if "url_names.lock" in course.files else Severity.ADVICE
        yield Fault(change, mend, "url_names.lock", severity)


@check("structure-titles", 8, source="Studio's outline")
def titles(course: Export) -> Faults:
    """Every block has a display_name of at most 60 characters, its own among its neighbours."""
    for block in course.blocks:
        counted = Counter(child.title.strip() for child in block.children)
        for child in block.children:
            title = child.title.strip()
            if not title:
                yield Fault(f"The {child.kind} has no display_name.", "Give it one.", child)
            elif len(title) > _LONGEST_TITLE:
                yield Fault(f"Its title has {len(title)} characters.", "Use 60 at most: menus cut it.", child)
            elif counted[title] > 1 and child.kind in CONTAINERS:
                yield Fault(f'Its neighbour is called "{title}" too.', "Give each a title of its own.", child)


@check("structure-empty", 9, source="Studio's outline")
def empty(course: Export) -> Faults:
    """No chapter, subsection or unit is empty."""
    for block in course.of(*CONTAINERS):
        if not block.children:
            yield Fault(f"The {block.kind} is empty.", "Fill it or take it out.", block)


@check("structure-learners-state", 10, source="XBlock core")
def learners_state(course: Export) -> Faults:
    """Our blocks carry nothing that belongs to a learner."""
    for block in course.of(*OURS):
        for name in sorted(our_blocks.LEARNERS_FIELDS[block.kind]):
            if block.get(name):
                yield Fault(f'The field "{name}" belongs to a learner.', "Take it out of the export.", block)


@check("structure-our-fields", 10, source="the blocks of this suite")
def our_fields(course: Export) -> Faults:
    """The fields of our blocks can be read: JSON is JSON, packs exist, and ids of seeds are their own."""
    for block in course.of(*OURS):
        for name, kind in our_blocks.JSON_FIELDS[block.kind].items():
            if block.get(name).strip() and not isinstance(block.data(name), kind):
                yield Fault(f'The field "{name}" does not hold a JSON {kind.__name__}.', "Mend the JSON.", block)
        if not our_blocks.has_pack(block):
            yield Fault(f'"{our_blocks.pack_name(block)}" is not among the shipped packs.', "Choose another.", block)
        counted = Counter(str(seed.get("id", "")) for seed in our_blocks.seeds(block))
        for name, times in counted.items():
            if times > 1 or not name:
                yield Fault(f'{times} seeds have the id "{name}".', "Give each an id of its own.", block)


@check("structure-our-inline", 10, source="Open edX importer")
def our_inline(course: Export) -> Faults:
    """Our blocks stand in their unit, with a url_name, and not in files of their own."""
    for block in course.of(*OURS):
        if not block.url_name:
            yield Fault("The block has no url_name.", "Give it one: learners' work is kept under it.", block)
    for file in course.files:
        if file.split("/")[0] in OURS:
            yield Fault("The platform does not read this file.", "Write the block into its unit.", file)


@check("structure-advanced-modules", 11, source="Studio's advanced settings")
def advanced_modules(course: Export) -> Faults:
    """The advanced modules are exactly the block types that the course uses and Studio does not offer by itself."""
    modules = course.policy.get("advanced_modules")
    listed = set(modules) if isinstance(modules, list) else set()
    used = {block.kind for block in course.blocks}
    for kind in sorted(used - CORE - _COMPONENTS - listed):
        yield Fault(f'"{kind}" is used and not listed.', "Add it to advanced_modules in policy.json.", _policy(course))
    for kind in sorted(map(str, listed - used)):
        yield Fault(f'"{kind}" is listed and not used.', "Take it out of advanced_modules.", _policy(course))


def _policy(course: Export) -> str:
    return f"policies/{course.run}/policy.json"


@check("structure-types", 12, source="Open edX importer")
def types(course: Export) -> Faults:
    """Every block is of a type that platforms have, or of this suite."""
    seen: dict[str, Block] = {}
    for block in course.blocks:
        if block.kind not in CORE | _COMPONENTS | OURS:
            seen.setdefault(block.kind, block)
    for kind, block in seen.items():
        known = kind in _PLUGINS
        wrong = f'"{kind}" is {"a type that not every platform has" if known else "no known block type"}.'
        mend = "Say in the guide that it has to be installed, or use another type."
        yield Fault(wrong, mend, block, Severity.ADVICE if known else None)
