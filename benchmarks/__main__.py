"""Measures: ``python -m benchmarks [subject ...] [--sizes 1000 10000] [--write]``."""

from __future__ import annotations

import argparse
import os
import sys
import time
import warnings
from importlib import import_module
from pathlib import Path

import django

SUBJECTS = ("self_assessment", "idea_board", "lost_writes", "simulation", "teams", "team_exercise")
RESULTS = Path(__file__).with_name("results")


def main(arguments: list[str]) -> None:
    """Measure and print; with ``--write``, keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="subject", help=f"which of: {', '.join(SUBJECTS)}")
    parser.add_argument(
        "--sizes", nargs="+", type=int, default=(), help="how many learners, ideas ... in place of its own"
    )
    parser.add_argument("--write", action="store_true", help=f"keep each subject's page in {RESULTS.name}/")
    options = parser.parse_args(arguments)
    unknown = set(options.subjects) - set(SUBJECTS)
    if unknown:
        parser.error(f"there is no subject {', '.join(sorted(unknown))}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    warnings.simplefilter("ignore")
    django.setup()
    from benchmarks import report

    for name in options.subjects or SUBJECTS:
        start = time.monotonic()
        section = import_module(f"benchmarks.{name}").measure(options.sizes)
        page = report.page(section, _command(name, options.sizes), time.monotonic() - start)
        print(page, flush=True)
        if options.write:
            (RESULTS / f"{name}.md").write_text(page, encoding="utf-8")


def _command(subject: str, sizes: list[int]) -> str:
    """What gives this page."""
    chosen = ["--sizes", *map(str, sizes)] if sizes else []
    return f'make bench BENCH_OPTIONS="{" ".join([subject, *chosen, "--write"])}"'


if __name__ == "__main__":
    main(sys.argv[1:])
