"""The harness itself: what it lets through, and what it catches."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page

from tests.support.browsing import PHONE, Faults, axe_violations


def _show(page: Page, body: str, head: str = "<title>Page</title>") -> None:
    page.goto("/login/")
    page.set_content(f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>')


def test_axe_finds_what_it_should(page: Page) -> None:
    _show(page, "<main><h1>Hello</h1><img src='data:,'><a href='/'>Home</a></main>")

    assert [found.split(" ")[0] for found in axe_violations(page)] == ["image-alt"]


def test_axe_asks_for_targets_that_a_finger_can_hit(page: Page) -> None:
    small = '<button style="width:12px;height:12px;padding:0;border:0" aria-label="{}"></button>'
    _show(page, f"<main><h1>Hello</h1>{small.format('One')}{small.format('Two')}</main>")

    assert [found.split(" ")[0] for found in axe_violations(page)] == ["target-size"]


def test_axe_leaves_out_what_is_not_ours(page: Page) -> None:
    _show(page, "<main><h1>Hello</h1><div class='theirs'><img src='data:,'></div></main>")

    assert axe_violations(page, exclude=[".theirs"]) == []


def test_console_errors_and_exceptions_are_noted(page: Page, faults: Faults) -> None:
    faults.expect("on purpose")
    page.goto("/login/")

    page.evaluate("() => { console.error('on purpose'); console.warn('only a warning') }")
    with page.expect_event("pageerror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('on purpose too') }) }")

    assert [text.split(" (")[0] for text in faults.messages] == ["on purpose", "uncaught: on purpose too"]
    assert faults.unexpected == []


def test_unexpected_errors_stay_unexpected() -> None:
    own = Faults()
    own.messages.append("TypeError: x is undefined")
    own.expect("on purpose")

    assert own.unexpected == ["TypeError: x is undefined"]


def test_nothing_outside_this_machine_is_reached(page: Page, faults: Faults) -> None:
    faults.expect("ERR_FAILED|Failed to fetch")
    page.goto("/login/")

    with pytest.raises(Error, match="Failed to fetch"):
        page.evaluate("() => fetch('https://example.org/')")


def test_sessions_are_separate(open_page: Callable[..., Page]) -> None:
    first, second = open_page(), open_page(PHONE)
    first.goto("/login/")
    first.evaluate("() => { document.cookie = 'mine=1' }")
    second.goto("/login/")

    assert "mine" not in second.evaluate("() => document.cookie")
    assert second.evaluate("() => innerWidth") == PHONE["width"]
