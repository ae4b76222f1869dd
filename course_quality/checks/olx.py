"""What the validator inside Studio says."""

from __future__ import annotations

from course_quality.checks import Faults, check
from course_quality.export import Export
from course_quality.finding import Fault, Severity

_ALL_STEPS = 8
_LOOKED_INTO = frozenset({
    "course", "chapter", "sequential", "vertical", "html", "problem", "video", "discussion", "lti", "lti_consumer",
    "drag-and-drop-v2", "openassessment",
})  # fmt: skip
"""What olxcleaner knows by itself."""


@check("olx-cleaner", 13, source="olxcleaner, the validator inside Studio")
def cleaner(course: Export) -> Faults:
    """Studio's validator finds no error and no warning at its full depth."""
    try:
        # An extra of the distribution: a tool under another licence, which is only run.
        import olxcleaner
        from olxcleaner.exceptions import ErrorLevel
    except ImportError:
        yield Fault(
            "olxcleaner is not installed.", "Install the extra: bizmooc-xblocks[courses].", None, Severity.ADVICE
        )
        return
    # Whether a type is known is a check of its own; Studio, too, lets pass what is installed.
    plugins = {block.kind for block in course.blocks} - _LOOKED_INTO
    try:
        _, store, _ = olxcleaner.validate(str(course.root / "course.xml"), steps=_ALL_STEPS, allowed_xblocks=plugins)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, OSError) as error:
        yield Fault(f"olxcleaner gave up: {type(error).__name__}: {error}.", "Mend what the other checks name.")
        return
    for each in store.errors:
        if each.level_val >= ErrorLevel.WARNING.value:
            severity = None if each.level_val >= ErrorLevel.ERROR.value else Severity.ADVICE
            mend = "The documentation of olxcleaner explains each name."
            yield Fault(f"{each.name}: {each.description}", mend, _file(each.filename), severity)


def _file(name: object) -> str:
    return str(name or "").removeprefix("./")
