"""A browser, pages of two sizes, a running preview host. Every test of this folder is marked ``browser``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser import cast
from tests.support.browsing import (
    CHROMIUM_FLAGS,
    DESKTOP,
    PHONE,
    Faults,
    axe_violations,
    stay_on_loopback,
)
from tests.support.marks import mark_folder
from tests.support.programs import CHROMIUM, require
from tests.support.servers import ROOT, PreviewServer

PICTURES = ROOT / "var" / "browser"
"""Where the page of a failed test is kept as a picture."""

CheckPage = Callable[..., None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    mark_folder(items, Path(__file__).parent, pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Take a picture of the page when a test of this folder fails."""
    report = yield
    if report.when == "call" and report.failed:
        for name in ("page", "phone"):
            page = getattr(item, "funcargs", {}).get(name)
            if page and not page.is_closed():
                picture = PICTURES / f"{re.sub(r'[^A-Za-z0-9]+', '-', item.nodeid)}-{name}.png"
                page.screenshot(path=picture, full_page=True)
                report.sections.append(("picture", str(picture)))
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of the session."""
    (executable,) = require(CHROMIUM)
    # A busy machine is no defect of the page.
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def preview_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewServer]:
    """A preview host in a process of its own: the demo with few seeded learners, and a course of the tests."""
    course = cast.write_course(tmp_path_factory.mktemp("courses") / "stage")
    environment = {"PREVIEW_COURSES": str(course.parent)}
    server = PreviewServer(tmp_path_factory.mktemp("preview"), workers=1, threads=8, environment=environment)
    server.run("from tests.browser import cast; cast.set_up(learners=125)")
    cast.write_boards(course.parent / "boards")
    with server:
        yield server


@pytest.fixture(scope="session")
def live_preview(preview_server: PreviewServer) -> str:
    """The address of the running preview host."""
    return preview_server.url


@pytest.fixture(scope="session")
def sessions(preview_server: PreviewServer) -> dict[str, str]:
    """Session ids by user name: of the instructor, and of learners who have done nothing yet."""
    return json.loads((preview_server.folder / cast.SESSIONS).read_text())


@pytest.fixture(scope="session")
def unused_learners(sessions: dict[str, str]) -> Iterator[str]:
    """Names of learners, each given out once."""
    return (name for name in sessions if name.startswith("browser-"))


@pytest.fixture
def learner(unused_learners: Iterator[str]) -> str:
    """Name of a learner whom no other test knows."""
    return next(unused_learners)


@pytest.fixture
def faults() -> Iterator[Faults]:
    """What the pages of this test report; anything unexpected fails the test at its end."""
    faults = Faults()
    yield faults
    assert not faults.unexpected, "The page reported errors:\n" + "\n".join(faults.unexpected)


@pytest.fixture
def open_page(browser: Browser, live_preview: str, faults: Faults) -> Iterator[Callable[..., Page]]:
    """Opens a page in a session of its own: ``open_page(PHONE, locale="ar")``."""
    contexts = []

    def open_one(size: ViewportSize = DESKTOP, **options: Any) -> Page:
        context = browser.new_context(base_url=live_preview, viewport=size, reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_default_timeout(60_000)
        context.route("**/*", stay_on_loopback)
        page = context.new_page()
        faults.watch(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def enter(
    open_page: Callable[..., Page], sessions: dict[str, str], live_preview: str, faults: Faults
) -> Callable[..., Page]:
    """Opens a page as somebody: ``enter("ivo", PHONE, locale="ar")``; a phone has touch."""
    # The standard html block's own style sheet asks for a font, which no test lets through.
    faults.expect(r"fonts\.googleapis\.com")

    def open_as(name: str, size: ViewportSize = DESKTOP, **options: Any) -> Page:
        touch = {"has_touch": True, "is_mobile": True} if size == PHONE else {}
        page = open_page(size, **touch, **options)
        page.context.add_cookies([{"name": "sessionid", "value": sessions[name], "url": live_preview}])
        return page

    return open_as


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page as wide as a laptop's, in a session of its own; paths are relative to the preview host."""
    return open_page(DESKTOP)


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A page as wide as a phone's, with touch, in a session of its own."""
    return open_page(PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def assert_no_axe_violations() -> CheckPage:
    """Fails with what axe finds: ``assert_no_axe_violations(page, exclude=[".theirs"])``."""

    def check(page: Page, exclude: Sequence[str] = ()) -> None:
        found = axe_violations(page, exclude)
        assert not found, f"axe finds on {page.url}:\n" + "\n".join(found)

    return check
