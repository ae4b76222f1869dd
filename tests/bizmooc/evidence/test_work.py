"""What figures cost: counted in lines run, not in seconds."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import bizmooc.evidence
from bizmooc.evidence import intervals
from bizmooc.evidence.change import change
from bizmooc.evidence.wilcoxon import signed_rank

_FOLDER = str(Path(bizmooc.evidence.__file__).parent)


def _lines_run(function, *arguments):
    lines = 0

    def trace(frame, event, _argument):
        nonlocal lines
        if not frame.f_code.co_filename.startswith(_FOLDER):
            return None
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return lines


def _pairs(values, people):
    """Sixty values make so many different pairs, each of as many people."""
    texts = [str(Fraction(value, 15)) for value in range(values)]
    return {f"{before}|{after}": people for before, after in zip(texts, reversed(texts), strict=True)}


def _figures(histogram):
    change(histogram)
    signed_rank(histogram)


def test_a_thousand_times_the_people_cost_nothing_more():
    small, large = (_lines_run(_figures, _pairs(60, people)) for people in (2, 2_000))
    assert small == large > 60
    small, large = (_lines_run(intervals.mean, {str(value): people for value in range(60)}) for people in (2, 2_000))
    assert small == large > 60


def test_twice_the_values_cost_at_most_twice_as_much():
    small, large = (_lines_run(_figures, _pairs(values, 100)) for values in (60, 120))
    assert large <= 2 * small


def test_importing_the_figures_does_not_import_scipy():
    modules = "change, intervals, pairs, reliability, wilcoxon"
    code = (
        f"import sys; from bizmooc.evidence import {modules}; print({{'scipy', 'numpy'}} & set(sys.modules) or 'light')"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "light"
