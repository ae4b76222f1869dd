"""Measures: ``python -m benchmarks [subject ...] [--learners 1000 10000 100000] [--write]``."""

from __future__ import annotations

import argparse
import os
import sys
import time
import warnings
from importlib import import_module
from pathlib import Path

import django

SUBJECTS = ("self_assessment",)
SIZES = (1_000, 10_000, 100_000)
RESULTS = Path(__file__).with_name("RESULTS.md")


def main(arguments: list[str]) -> None:
    """Measure and print; with ``--write``, keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="subject", help=f"which of: {', '.join(SUBJECTS)}")
    parser.add_argument("--learners", nargs="+", type=int, default=SIZES, help="sizes of the courses")
    parser.add_argument("--write", action="store_true", help=f"replace {RESULTS.name}")
    options = parser.parse_args(arguments)
    unknown = set(options.subjects) - set(SUBJECTS)
    if unknown:
        parser.error(f"there is no subject {', '.join(sorted(unknown))}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    warnings.simplefilter("ignore")
    django.setup()
    from benchmarks import report
    from benchmarks.run import run

    start = time.monotonic()
    subjects = [import_module(f"benchmarks.{name}").SUBJECT for name in options.subjects or SUBJECTS]
    reports = [run(subject, sorted(options.learners)) for subject in subjects]
    command = " ".join(["python -m benchmarks", *arguments])
    page = report.page(reports, command, time.monotonic() - start)
    print(page)
    if options.write:
        RESULTS.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
