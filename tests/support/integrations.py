"""Runs what ``make test-integrations`` runs: the suite in environments other than the lock's, each its own.

One environment for each corner of the matrix of releases; ``--list`` names them, and names given as arguments
choose some. An environment whose Python does not run here is left out, and said to be.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_UV = str(Path(sys.executable).parent / "uv")


@dataclass(frozen=True)
class Integration:
    """One environment and what runs in it.

    Attributes:
        name: Its name on the command line and in its folder's name.
        python: The version of Python.
        pins: What is installed, the full list.
        command: The arguments to that Python.
        says: What it proves, in words.
    """

    name: str
    python: str
    pins: Path
    command: tuple[str, ...]
    says: str

    @property
    def folder(self) -> Path:
        """Where the virtual environment is."""
        return ROOT / f".venv-{self.name}"

    @property
    def interpreter(self) -> str:
        """The Python of the virtual environment."""
        return str(self.folder / "bin" / "python")


def _corner(name: str, python: str, says: str, *, standard_blocks: bool, preview: bool = True) -> Integration:
    marks = "not mariadb" + ("" if standard_blocks else " and not contrib")
    # Browsers and server processes do not depend on the release; `make test` has run them.
    left_out = ["tests/browser", "tests/concurrency", *([] if preview else ["tests/preview"])]
    parallel = ("-n", "auto", "--dist", "loadfile")
    command = ("-m", "pytest", *parallel, *(f"--ignore={folder}" for folder in left_out), "-m", marks)
    return Integration(name, python, ROOT / "requirements" / "corners" / f"{name}.txt", command, says)


INTEGRATIONS = (
    # The preview host follows one Django: here blocks run on the test runtime and the workbench.
    _corner("teak", "3.11", "Django 4.2, XBlock 5.2, lxml 5.3", standard_blocks=False, preview=False),
    _corner("ulmo", "3.11", "Django 5.2, XBlock 5.2, lxml 5.3, no standard blocks", standard_blocks=False),
    _corner("verawood", "3.12", "Django 5.2, XBlock 6.1, lxml 5.3", standard_blocks=True),
    _corner("newest", "3.12", "the newest of everything", standard_blocks=True),
)


def _find_python(version: str) -> str | None:
    """The path of a Python of this version that runs, or None."""
    command = ["sh", str(ROOT / "scripts" / "find-python.sh"), version]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout.strip() or None


def _prepare(integration: Integration, python: str) -> None:
    """Make its environment say what its pins say; quick when it does already."""
    if not Path(integration.interpreter).exists():
        subprocess.run([_UV, "venv", "--quiet", "--python", python, str(integration.folder)], check=True)
    pip = [_UV, "pip"]
    target = ["--quiet", "--python", integration.interpreter]
    subprocess.run([*pip, "sync", *target, str(integration.pins)], check=True)
    subprocess.run([*pip, "install", *target, "--no-deps", "--editable", str(ROOT)], check=True)


def _run(integration: Integration) -> str:
    print(f"\n== {integration.name}: {integration.says}", flush=True)
    python = _find_python(integration.python)
    if python is None:
        return f"left out: no Python {integration.python} runs here"
    start = time.monotonic()
    try:
        _prepare(integration, python)
    except subprocess.CalledProcessError as error:
        return f"failed to install ({error})"
    ready = time.monotonic()
    command = [integration.interpreter, *integration.command]
    code = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
    times = f"{ready - start:.0f} s to install, {time.monotonic() - ready:.0f} s to run"
    return f"{'failed' if code else 'passed'} ({times})"


def main(arguments: Sequence[str]) -> int:
    """Run the integrations named, or all.

    Returns:
        The exit code: 1 if one failed.
    """
    if "--list" in arguments:
        print("\n".join(f"{each.name}: Python {each.python}, {each.says}" for each in INTEGRATIONS))
        return 0
    chosen = [each for each in INTEGRATIONS if not arguments or each.name in arguments]
    results = {each.name: _run(each) for each in chosen}
    print("\n" + "\n".join(f"{name:<12}{result}" for name, result in results.items()), flush=True)
    return int(any(result.startswith("failed") for result in results.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
