"""The programs of the system that some suites need, and how to get them.

``python -m tests.support.programs`` says which are missing and, as root on Debian, installs them. INSTALL=0
keeps it from installing. REQUIRE_ALL=1 makes a suite that lacks its program fail instead of being left out.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SYSTEM_FOLDERS = ("/usr/sbin", "/usr/local/sbin", "/sbin")
"""Where servers live: not on everyone's PATH."""


@dataclass(frozen=True)
class Program:
    """One program that comes from the system, not from the lock.

    Attributes:
        name: What people call it.
        commands: The commands that must be there; each is a tuple of names, the first found is taken.
        packages: The Debian packages that bring them.
        suite: What is left out without it.
        libraries: Shared libraries of Linux that must be there as well.
    """

    name: str
    commands: tuple[tuple[str, ...], ...]
    packages: tuple[str, ...]
    suite: str
    libraries: tuple[str, ...] = ()

    def find(self) -> tuple[str, ...] | None:
        """The paths of its commands, in their order, or None if one of them, or a library, is missing."""
        found = tuple(_which(names) for names in self.commands)
        if not all(found) or not all(_loads(library) for library in self.libraries):
            return None
        return tuple(path for path in found if path)

    @property
    def remedy(self) -> str:
        """What to do to have it, in one sentence."""
        return (
            f"{self.name} is not installed, or not all it needs. On Debian: apt-get install {' '.join(self.packages)}"
        )


def _which(names: Sequence[str]) -> str | None:
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *_SYSTEM_FOLDERS])
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def _loads(library: str) -> bool:
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


MARIADB = Program(
    # The -core packages bring the server without the service: nothing is started at boot or on port 3306.
    name="MariaDB",
    commands=(("mariadbd", "mysqld"), ("mariadb-install-db", "mysql_install_db"), ("my_print_defaults",)),
    packages=("mariadb-server-core", "mariadb-client-core"),
    suite="the tests on MariaDB",
)
CHROMIUM = Program(
    name="Chromium",
    commands=(("chromium", "chromium-browser", "google-chrome"),),
    packages=("chromium", "libatomic1"),
    suite="the browser tests",
    # Playwright's own driver needs it; Chromium does not.
    libraries=("libatomic.so.1",),
)
GETTEXT = Program(
    name="gettext",
    commands=(("msgfmt",), ("xgettext",)),
    packages=("gettext",),
    suite="the checks of the translation catalogs",
)
PROGRAMS = (MARIADB, CHROMIUM, GETTEXT)


def all_required() -> bool:
    """Whether a suite that lacks its program fails instead of being left out."""
    return os.environ.get("REQUIRE_ALL") == "1"


def require(program: Program) -> tuple[str, ...]:
    """The paths of a program's commands, inside a test or a fixture.

    Without the program the test is skipped with the remedy as its reason, or fails where REQUIRE_ALL=1.
    """
    import pytest  # Here, because the installer runs without it.

    found = program.find()
    if found is None:
        (pytest.fail if all_required() else pytest.skip)(program.remedy)
    return found


def _may_install() -> bool:
    return (
        os.environ.get("INSTALL") != "0"
        and os.geteuid() == 0
        and Path("/etc/debian_version").exists()
        and shutil.which("apt-get") is not None
    )


def _install(missing: Sequence[Program]) -> None:
    packages = [package for program in missing for package in program.packages]
    print(f"Installing with apt-get: {' '.join(packages)}. INSTALL=0 goes without.", flush=True)
    for program in missing:
        print(f"  {program.name}, for {program.suite}", flush=True)
    install = ["install", "-y", "-qq", "--no-install-recommends", *packages]
    for arguments in (["update", "-qq"], install):
        subprocess.run(
            ["apt-get", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            check=True,
        )


def main() -> int:
    """Install what is missing, or say what will be left out.

    Returns:
        The exit code: 1 where an installation failed, else 0.
    """
    missing = [program for program in PROGRAMS if program.find() is None]
    if missing and _may_install():
        try:
            _install(missing)
        except subprocess.CalledProcessError as error:
            print(f"apt-get failed: {error}", file=sys.stderr)
            return 1
        missing = [program for program in missing if program.find() is None]
    for program in missing:
        print(f"Left out: {program.suite}. {program.remedy}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
