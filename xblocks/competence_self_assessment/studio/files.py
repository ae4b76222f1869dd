"""Frameworks in files that authors bring along."""

from __future__ import annotations

from pathlib import PurePath

from competence_self_assessment.frameworks import Framework, from_csv, parse, text_of
from competence_self_assessment.frameworks.problem_builder import read_problem_builder

_TABLES = {".csv", ".tsv"}
_OLX = {".xml", ".olx"}


def framework_in(name: PurePath, content: bytes, language: str) -> tuple[Framework, list[str]]:
    """Read a framework from a file, by the end of its name.

    Args:
        name: of the file; a table without a title is named after it.
        content: of the file.
        language: of texts whose language the file does not tell.

    Returns:
        The framework, and sentences on what the author should look at.

    Raises:
        FrameworkError: with every problem found.
    """
    text, note = text_of(content)
    notes = [note] if note else []
    if name.suffix.lower() in _TABLES:
        return from_csv(text, title=name.stem, language=language), notes
    if name.suffix.lower() in _OLX or text.lstrip().startswith("<"):
        framework, left_out = read_problem_builder(text, title=name.stem, language=language)
        return framework, [*notes, *map(str, left_out)]
    return parse(text), notes
