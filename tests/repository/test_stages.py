"""What `make test` makes of a stage that fails, is empty or cannot run."""

from __future__ import annotations

import sys

import pytest

from tests.support import stages
from tests.support.programs import Program
from tests.support.stages import Stage

ABSENT = Program("Nothing", (("no-such-program-anywhere",),), ("nothing",), "the tests of nothing")


def _python(source: str) -> tuple[str, ...]:
    return (sys.executable, "-c", source)


@pytest.mark.parametrize(
    ("stage", "code", "word"),
    [
        (Stage("lint", "fine", _python("")), 0, "passed"),
        (Stage("lint", "broken", _python("raise SystemExit(3)")), 1, "failed"),
        (Stage("lint", "empty", (*_python("raise SystemExit(5)"), "pytest")), 1, "empty"),
        (Stage("lint", "absent", _python(""), needs=ABSENT), 0, "left out"),
    ],
    ids=lambda value: value.name if isinstance(value, Stage) else None,
)
def test_exit_code_and_word(
    stage: Stage, code: int, word: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    monkeypatch.setattr(stages, "STAGES", (stage,))

    assert stages.main(["lint"]) == code
    assert word in capfd.readouterr().out


def test_left_out_stage_names_its_remedy_and_fails_where_all_are_required(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REQUIRE_ALL", "1")
    monkeypatch.setattr(stages, "STAGES", (Stage("lint", "absent", _python(""), needs=ABSENT),))

    assert stages.main(["lint"]) == 1
    assert "apt-get install nothing" in capfd.readouterr().out


def test_the_rest_runs_after_a_failure(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    first = Stage("lint", "first", _python("raise SystemExit(1)"))
    second = Stage("lint", "second", _python("print('still here')"))
    monkeypatch.setattr(stages, "STAGES", (first, second))

    assert stages.main(["lint"]) == 1
    assert "still here" in capfd.readouterr().out


def test_other_groups_stay_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "STAGES", (Stage("tests", "broken", _python("raise SystemExit(1)")),))

    assert stages.main(["lint"]) == 0


def test_what_failed_once_is_run_again_where_the_stage_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    once = _python("import sys; sys.exit('again' not in sys.argv)")
    monkeypatch.setattr(stages, "STAGES", (Stage("lint", "shaky", once, again=("again",)), Stage("lint", "b", once)))
    assert stages.main(["lint"]) == 1
    said = capsys.readouterr().out
    assert "passed again" in said
    assert said.count("failed") >= 1
