"""What the validator inside Studio says."""

from __future__ import annotations

from course_quality.blocks import OURS
from course_quality.checks import Faults, check
from course_quality.export import Export
from course_quality.finding import Fault, Severity

_ALL_STEPS = 8


@check("olx-cleaner", 13, source="olxcleaner, the validator inside Studio")
def cleaner(course: Export) -> Faults:
    """Studio's validator finds no error and no warning at its full depth."""
    try:
        # An extra of the distribution: a tool under another licence, which is only run.
        import olxcleaner
        from olxcleaner.exceptions import ErrorLevel
    except ImportError:
        yield Fault("olxcleaner is not installed.", "Install the extra: bizmooc-xblocks[courses].", None, Severity.ADVICE)
        return
    others = {block.kind for block in course.blocks} - {"html", "problem", "video", "discussion"}
    plugins = {kind for kind in others if kind in OURS} | _plugins(course)
    try:
        _, store, _ = olxcleaner.validate(str(course.root / "course.xml"), steps=_ALL_STEPS, allowed_xblocks=plugins)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, OSError) as error:
        yield Fault(f"olxcleaner gave up: {type(error).__name__}: {error}.", "Mend what the other checks name.")
        return
    for error in store.errors:
        if error.level_val >= ErrorLevel.WARNING.value:
            severity = None if error.level_val >= ErrorLevel.ERROR.value else Severity.ADVICE
            mend = "The documentation of olxcleaner explains each name."
            yield Fault(f"{error.name}: {error.description}", mend, _file(error.filename), severity)


def _plugins(course: Export) -> set[str]:
    """The types that the course itself declares as plugins."""
    modules = course.policy.get("advanced_modules")
    return {str(module) for module in modules} if isinstance(modules, list) else set()


def _file(name: object) -> str:
    return str(name or "").removeprefix("./")
