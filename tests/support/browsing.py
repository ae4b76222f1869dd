"""Chromium as a person's browser: what it may reach, what counts as a fault, and axe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page, Route, ViewportSize

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
_AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Off by default in axe, although WCAG 2.2 AA asks for it.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


def stay_on_loopback(route: Route) -> None:
    """Let a request through only if it goes to this machine: no page may depend on anything else."""
    host = urlsplit(route.request.url).hostname
    if host in (None, "127.0.0.1", "localhost"):
        route.continue_()
    else:
        route.abort()


@dataclass
class Faults:
    """What went wrong in a page without anybody seeing it.

    A test that provokes an error says so with ``expect``, before it does.
    """

    messages: list[str] = field(default_factory=list)
    _expected: list[re.Pattern[str]] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note this page's console errors and uncaught exceptions from now on."""
        page.on("console", self._note_console)
        page.on("pageerror", self._note_exception)

    def expect(self, pattern: str) -> None:
        """Let messages pass in which this regular expression is found."""
        self._expected.append(re.compile(pattern))

    @property
    def unexpected(self) -> list[str]:
        """The messages nobody said would come."""
        return [text for text in self.messages if not any(each.search(text) for each in self._expected)]

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.messages.append(f"{message.text} ({message.location.get('url', '')})")

    def _note_exception(self, error: Error) -> None:
        self.messages.append(f"uncaught: {error}")


def axe_violations(page: Page, exclude: Sequence[str] = ()) -> list[str]:
    """What axe finds on the page as it is now, one readable entry for each rule broken.

    Args:
        page: The page.
        exclude: CSS selectors of regions that are not ours.
    """
    context = {"exclude": [[selector] for selector in exclude]} if exclude else None
    found = Axe().run(page, context=context, options=_AXE_OPTIONS).response["violations"]
    return [_describe(violation) for violation in found]


def _describe(violation: dict) -> str:
    places = [f"    {node['target']}: {node['html'][:200]}" for node in violation["nodes"]]
    return "\n".join([f"{violation['id']} ({violation['impact']}): {violation['help']}", *places])
