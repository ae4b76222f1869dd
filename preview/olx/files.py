"""Reading the files of an export. What is wrong with one is noted, never raised."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from preview.olx.tree import LoadProblem


class ExportFiles:
    """The files of one course folder.

    Attributes:
        path: The folder that holds ``course.xml``.
        problems: What could not be read, in the order in which it was met.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[LoadProblem] = []

    def note(self, file: str, line: int | None, message: str) -> None:
        """List a problem."""
        self.problems.append(LoadProblem(file, line, message))

    def exists(self, name: str) -> bool:
        """Whether the folder has this file."""
        return self._inside(name) is not None

    def xml(self, name: str) -> etree._Element | None:
        """The root element of a file, or None (and a problem) when it cannot be read."""
        content = self._read(name)
        if content is None:
            return None
        try:
            return etree.fromstring(content, parser=_parser())
        except etree.XMLSyntaxError as error:
            self.note(name, error.lineno, _("The file is not well-formed XML: {why}").format(why=error.msg))
            return None

    def json(self, name: str) -> Mapping[str, Any]:
        """The object in a JSON file; empty (and a problem) when it cannot be read."""
        content = self._read(name)
        if content is None:
            return {}
        try:
            value = json.loads(content)
        except ValueError as error:
            self.note(name, getattr(error, "lineno", None), _("The file is not valid JSON: {why}").format(why=error))
            return {}
        if not isinstance(value, dict):
            self.note(name, 1, _("The file must hold a JSON object."))
            return {}
        return value

    def _read(self, name: str) -> bytes | None:
        file = self._inside(name)
        if file is None:
            self.note(name, None, _("The file is missing."))
            return None
        return file.read_bytes()

    def _inside(self, name: str) -> Path | None:
        file = (self.path / name).resolve()
        return file if file.is_relative_to(self.path.resolve()) and file.is_file() else None


def _parser() -> etree.XMLParser:
    """A parser that opens no other file and no connection, whatever the XML asks for."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
