"""The command line: ``python -m course_quality check|report|build|lock|list``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from course_quality.build import build
from course_quality.checks import all_checks, find_all
from course_quality.export import Export, NoCourse, opened
from course_quality.finding import Finding, Severity
from course_quality.lock import write as write_lock
from course_quality.report import write as write_report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0: no errors, 1: errors in a course, 2: it could not be done."""
    options = _parser().parse_args(arguments)
    if options.command == "list":
        return _list()
    codes = [_on_path(Path(path), options) for path in options.paths]
    return max(codes)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m course_quality", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="list the checks")
    for name, says in (
        ("check", "say what is wrong in a course"),
        ("report", "write a page about a course for those who manage it"),
        ("build", "check a course and pack it for Studio"),
        ("lock", "write the lock of url_names anew; never after a run of the course has begun"),
    ):
        command = commands.add_parser(name, help=says, description=says)
        command.add_argument("paths", nargs="+", metavar="PATH", help="folder of an export, or its .tar.gz")
        command.add_argument(
            "--only", action="append", default=[], metavar="ID", help="run this check only; repeatable"
        )
        command.add_argument("--json", action="store_true", help="write the findings as JSON")
        command.add_argument("--output", type=Path, default=Path("build/courses"), help="folder for what is written")
        command.add_argument("--against", action="append", type=Path, default=[], metavar="PATH",
                             help="compare the texts with this course; repeatable")  # fmt: skip
    return parser


def _list() -> int:
    for each in all_checks():
        print(f"{each.id:34} {each.severity.value:7} {each.says} ({each.source})")
    return 0


def _on_path(path: Path, options: argparse.Namespace) -> int:
    try:
        with opened(path) as course:
            course.against = tuple(options.against)
            return _run(course, options)
    except (NoCourse, KeyError) as error:
        print(error if isinstance(error, NoCourse) else f"There is no check {error}.", file=sys.stderr)
        return 2


def _run(course: Export, options: argparse.Namespace) -> int:
    if options.command == "lock":
        print(write_lock(course))
        return 0
    findings = find_all(course, options.only)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if options.command == "report":
        print(write_report(course, findings, options.output))
        return 0
    _tell(course, findings, as_json=options.json)
    if options.command == "build" and not errors:
        print(build(course, options.output), file=sys.stderr)
    return 1 if errors else 0


def _tell(course: Export, findings: list[Finding], *, as_json: bool) -> None:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if as_json:
        found = [finding.as_dict() for finding in findings]
        print(json.dumps({"course": course.title, "errors": errors, "findings": found}, indent=1, ensure_ascii=False))
        return
    for finding in findings:
        print(finding)
    print(f"{course.title}: {errors} errors, {len(findings) - errors} advices.")


if __name__ == "__main__":
    sys.exit(main())
