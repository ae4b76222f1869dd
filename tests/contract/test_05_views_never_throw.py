"""Point 5: whatever is broken in one block, its unit is drawn; and scripts and styles mind whose page they are in."""

from __future__ import annotations

import logging
import re
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import bizmooc
from competence_self_assessment.models import Draft, FrameworkVersion, Round, RoundStatistics
from tests.contract.cases import CASES, Case
from tests.contract.conftest import PlayUnit
from tests.support.preview_host import LMS_PAGES, PAGES, PreviewHost, Role

MAX_BYTES = 40 * 1024
NEIGHBOUR = '<competence_self_assessment url_name="next" display_name="Neighbour" framework="learning_to_learn"/>'
BROKEN = [(case, what) for case in CASES.values() for what in case.broken]
# Of the suite, and of each block: its root and what is in it. The shared style sheet holds rules for several.
BEGINNINGS = (
    ".bizmooc",
    *(
        f".{''.join(word[0] for word in case.package.split('_'))}{after}"
        for case in CASES.values()
        for after in (" ", "-")
    ),
)
NOT_EVERYWHERE = (
    *(r"\bimport\b", r"\bexport\b", r"\brequire\b", r"\bdefine\b", r"\bmodule\.exports", r"\$\(", r"\bjQuery\b"),
    *(r"console\.log", r"\beval\(", r"document\.write"),
)
SHARED = Path(bizmooc.__file__).parent / "static" / "bizmooc"


@pytest.fixture(autouse=True)
def errors_are_handled(settings: Any, errors_are_raised: None) -> None:
    """As in production, on a host that, like the LMS, shows no unit at all if one view raises."""
    settings.PREVIEW_STRICT = True
    settings.BIZMOOC = {"PLATFORM": "preview.platform.PreviewPlatform"}


def _shows_neighbour(host: PreviewHost, role: Role) -> None:
    page = host.show(role, "one")
    if role in (Role.LEARNER, Role.STAFF, Role.GENERIC):
        assert page.count(CASES["competence_self_assessment"].shown) >= 1
    assert 'data-usage-id="' in page


class TestBrokenSettings:
    @pytest.fixture(params=BROKEN, ids=[what for _case, what in BROKEN])
    def broken(self, request: pytest.FixtureRequest, play_unit: PlayUnit) -> tuple[Case, PreviewHost]:
        case, what = request.param
        attributes, inside = case.broken[what].split("|")
        words = f'<{case.block_type} url_name="one" {attributes}>{inside}</{case.block_type}>'
        return case, play_unit(words + NEIGHBOUR)

    @pytest.mark.parametrize("role", PAGES, ids=lambda role: role.value)
    def test_the_unit_is_drawn(
        self, broken: tuple[Case, PreviewHost], role: Role, caplog: pytest.LogCaptureFixture
    ) -> None:
        _case, host = broken
        assert len(host.course.units[0].children) == 2
        _shows_neighbour(host, role)
        assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []

    @pytest.mark.parametrize("role", [Role.LEARNER, Role.STAFF, Role.GENERIC], ids=lambda role: role.value)
    def test_handlers_answer_with_a_sentence(self, broken: tuple[Case, PreviewHost], role: Role) -> None:
        case, host = broken
        for handler in (*case.learner_writes, *case.staff_reads):
            reply = host.call(role, "one", handler, case.body(handler) if handler in case.learner_writes else None)
            assert reply.status == 200 or (400 <= reply.status < 500 and reply.body["error"]), (handler, reply)


def _break_draft(host: PreviewHost, values: Any) -> None:
    Draft.objects.update(values=values)


def _break_framework(host: PreviewHost, content: Any) -> None:
    FrameworkVersion.objects.update(content=content)


def _break_round(host: PreviewHost, now: Any) -> None:
    Round.objects.update(now=now)


def _break_statistics(host: PreviewHost, current: Any) -> None:
    RoundStatistics.objects.update(released=current, released_people=20)


ROWS = [
    (change, value)
    for change, values in {
        _break_draft: (["no mapping"], "text", {"now.growth_mindset_1": ["x"]}, {"then.": None}, None),
        _break_framework: ({}, [], "text", {"areas": None}),
        _break_round: ([], "text", {"growth_mindset_1": "high"}, {"growth_mindset_1": 99}, {"unknown": 1}),
        _break_statistics: ([], {"now": None}, {"now": {"items": 3, "scores": []}}, "text"),
    }.items()
    for value in values
    if not (change is _break_draft and value is None)
]


@pytest.mark.parametrize(("change", "value"), ROWS, ids=[f"{change.__name__[7:]}={value}" for change, value in ROWS])
@pytest.mark.parametrize("role", [Role.LEARNER, Role.STAFF], ids=lambda role: role.value)
def test_the_unit_is_drawn_over_broken_rows(play_unit: PlayUnit, role: Role, change: Any, value: Any) -> None:
    case = CASES["competence_self_assessment"]
    host = play_unit(case.olx("one") + NEIGHBOUR)
    handler = "save_draft" if change is _break_draft else "submit_round"
    for each in (Role.LEARNER, Role.STAFF):
        assert host.call(each, "one", handler, case.body(handler)).status == 200

    change(host, value)

    _shows_neighbour(host, role)


@pytest.mark.parametrize("role", PAGES, ids=lambda role: role.value)
def test_what_nobody_foresaw_is_a_message_with_a_reference(
    case: Case, preview: PreviewHost, role: Role, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = bizmooc.web.render.render
    failures = []

    def render(template: str, context: Any) -> str:
        if not template.startswith("bizmooc/") and not failures:
            failures.append(template)
            raise ZeroDivisionError("not foreseen")
        return real(template, context)

    # Each module has taken the name over.
    ours = [module for name, module in sys.modules.items() if name.startswith(f"{case.package}.")]
    for module in [module for module in ours if getattr(module, "render", None) is real]:
        monkeypatch.setattr(module, "render", render)

    page = preview.show(role, "one")

    assert len(failures) == 1
    if role is Role.SPECIFIC:
        # The platform's own sentence stands in place of the block.
        return
    [reference] = re.findall(r"\b[0-9a-f]{8}\b", re.search(r"bizmooc-failure.*?</div>", page, re.DOTALL)[0])
    [record] = [record for record in caplog.records if record.name == "bizmooc.web.fragments"]
    assert reference in record.getMessage()
    assert record.exc_info
    assert "not foreseen" not in page
    if role in LMS_PAGES:
        assert page.count(case.shown) == 1


def _scripts(case: Case) -> dict[str, str]:
    own = files(case.package) / "public"
    found = {each.name: each.read_text("utf-8") for each in own.iterdir() if each.name.endswith(".js")}
    return found | {each.name: each.read_text("utf-8") for each in SHARED.glob("*.js")}


def _styles(case: Case) -> dict[str, str]:
    own = Path(str(files(case.package))) / "public"
    found = {each.name: each.read_text("utf-8") for each in own.rglob("*.css")}
    return found | {each.name: each.read_text("utf-8") for each in SHARED.glob("*.css")}


def _code(script: str) -> str:
    """A script without its comments and texts."""
    without_comments = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", script, flags=re.DOTALL)
    return re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", '""', without_comments)


class TestScripts:
    def test_each_is_a_classic_function_that_runs_at_once(self, case: Case) -> None:
        assert len(_scripts(case)) >= 3
        for name, script in _scripts(case).items():
            code = _code(script).strip()
            assert code.startswith("(function () {"), name
            assert code.endswith("}());"), name
            assert '"use strict"' in script, name

    @pytest.mark.parametrize("word", NOT_EVERYWHERE)
    def test_none_uses_what_is_not_everywhere(self, case: Case, word: str) -> None:
        assert [name for name, script in _scripts(case).items() if re.search(word, _code(script))] == []

    def test_each_init_function_takes_an_element_of_either_kind(self, case: Case) -> None:
        """Studio's editor hands in a jQuery object; everywhere else it is a DOM element."""
        scripts = _scripts(case)
        taking = re.findall(r"window\.\w+ = function \(runtime, element", "".join(scripts.values()))
        assert taking
        # One place mounts, and it takes the element out of the object.
        assert "element.jquery ? element[0] : element" in scripts["glue.js"]
        own = _code(scripts[f"{case.block_type}.js"])
        assert re.findall(r"\belement\.(\w+)", own) == []

    def test_what_is_sent_carries_the_token(self, case: Case) -> None:
        asking = {name: script for name, script in _scripts(case).items() if "fetch(" in _code(script)}
        # Others may ask by themselves, but not with a method of their choice.
        assert [name for name, script in asking.items() if re.search(r"\bmethod\b", script)] == ["glue.js"]
        assert "X-CSRFToken" in _scripts(case)["glue.js"]


class TestStyles:
    @pytest.mark.parametrize("word", [r"\d(rem|vh|vw)\b", r"position:\s*fixed", r"@import", r"url\(\s*['\"]?https?:"])
    def test_none_uses_what_breaks_in_a_frame_or_in_studio(self, case: Case, word: str) -> None:
        assert _styles(case)
        assert [name for name, style in _styles(case).items() if re.search(word, style)] == []

    def test_every_rule_stays_in_our_blocks(self, case: Case) -> None:
        for style in _styles(case).values():
            plain = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
            heads = [head.strip() for head in re.findall(r"(?:^|[{};])([^{};@]+)\{", plain)]
            selectors = [one.strip() for head in heads for one in head.split(",")]
            assert selectors
            assert [one for one in selectors if not one.startswith(BEGINNINGS)] == []

    def test_braces_are_in_pairs(self, case: Case) -> None:
        for style in _styles(case).values():
            assert style.count("{") == style.count("}")


def test_script_and_style_of_a_block_are_small(case: Case) -> None:
    """As a learner's page loads them: what editors need is Studio's."""
    loaded = {**_scripts(case), **_styles(case)}
    sizes = {name: len(text.encode()) for name, text in loaded.items() if name not in ("studio.js", "editor.css")}
    assert sum(sizes.values()) < MAX_BYTES, sizes
