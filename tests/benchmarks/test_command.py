"""``python -m benchmarks`` runs on any machine, with or without the peers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.contender import version

ROOT = Path(__file__).resolve().parent.parent.parent


def _bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PREVIEW_DATABASES"}
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def page() -> str:
    done = _bench("self_assessment", "--sizes", "50")
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.mark.parametrize("act", ["Profile", "Figures", "Submit"])
def test_every_act_of_ours_is_measured(page: str, act: str) -> None:
    table = page.partition(f"### {act}")[2].partition("###")[0]

    assert re.search(r"\| competence_self_assessment \| [\d.,]+ ms, \d+ queries, \d+ KiB \|", table), page


def test_a_peer_that_is_not_installed_is_said_to_be_left_out(page: str) -> None:
    peers = {"xblock-poll": "xblock-poll, survey", "xblock-problem-builder": "Problem Builder, ratings and plot"}
    for distribution, name in peers.items():
        expected = f"| {name} | " if version(distribution) else f"- {name}: not run, {distribution} is not installed"
        assert expected in page


def test_nothing_of_this_machine_but_its_class_is_told(page: str) -> None:
    assert str(ROOT) not in page
    assert os.uname().nodename not in page


def test_an_unknown_subject_is_refused() -> None:
    done = _bench("idea_bord")

    assert done.returncode == 2
    assert "there is no subject idea_bord" in done.stderr
