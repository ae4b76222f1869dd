"""No file that needs a map, no function that needs scrolling."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FILE_LINES = 400
FUNCTION_LINES = 40
WRITTEN_BY_HAND = (".css", ".html", ".js", ".py", ".sh")


def _ours() -> list[Path]:
    """What git knows or would add, so neither environments nor build folders."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = (ROOT / line for line in listed.splitlines())
    return [
        file for file in files if file.suffix in WRITTEN_BY_HAND and file.is_file() and "migrations" not in file.parts
    ]


def _functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The name and length of each function, without its docstring and decorators."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first, docstring = node.body[0], ast.get_docstring(node, clean=False)
            docstring_lines = (first.end_lineno or 0) - first.lineno + 1 if docstring else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - docstring_lines


def test_no_file_is_too_long() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in _ours()}

    too_long = {str(file.relative_to(ROOT)): lines for file, lines in lengths.items() if lines > FILE_LINES}

    assert lengths
    assert not too_long


def test_no_function_needs_scrolling() -> None:
    too_long = [
        f"{file.relative_to(ROOT)}: {name} has {lines} lines"
        for file in _ours()
        if file.suffix == ".py"
        for name, lines in _functions(ast.parse(file.read_text(encoding="utf-8")))
        if lines > FUNCTION_LINES
    ]

    assert not too_long


@pytest.mark.parametrize(("lines", "expected"), [(3, 5), (1, 3)])
def test_docstrings_do_not_count(lines: int, expected: int) -> None:
    body = "\n".join("    x = 1" for _ in range(lines))
    source = f'@decorated\ndef long(x):\n    """One.\n\n    Two.\n    """\n{body}\n    return x\n'

    assert list(_functions(ast.parse(source))) == [("long", expected)]
