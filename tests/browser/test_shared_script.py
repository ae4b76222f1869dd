"""The suite's shared script on a page of its own, with a host that answers what a test says and a clock it winds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

import bizmooc

SCRIPT = Path(bizmooc.__file__).parent / "static" / "bizmooc" / "glue.js"
PAGE = """<!doctype html><html lang="en"><title>Stub</title><body><div id="host"><div class="bizmooc">
<div data-live role="status"></div>
<div data-region="main"><h2 data-focus>Home</h2>
<button data-load="show_form" data-values='{"idea": "7"}' data-into="main">Write</button>
<button data-load="show_other" data-into="side">Beside</button> <span data-save-status></span>
<button data-handler="follow" data-values='{"idea": "7", "wanted": "yes"}'>Follow</button>
</div><div data-region="side">nothing yet</div></div></div>
<script src="/glue.js"></script><script>
window.mounted = window.Bizmooc.mount({ handlerUrl: (host, name, suffix, query) => "/" + name + "?" + query },
  document.getElementById("host"), { copyKey: "me", texts: { failed: "failed", offline: "offline" } });
</script>"""
FORM = """<h2 data-focus>Write</h2><form data-handler="post" data-autosave="save" data-copy=":7" data-version="0">
<div data-restore hidden><button type="button">Restore</button></div>
<input name="title" aria-label="Title"> <span data-save-status></span></form>
<button data-load="show_home" data-into="main">Back</button>"""


class Stub:
    """What the host was sent, as (address, query or body), and its answers by address: (status, body)."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict]] = []
        self.answers: dict[str, tuple[int, dict]] = {}

    def serve(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        name = address.path[1:]
        if name == "":
            route.fulfill(body=PAGE, content_type="text/html")
        elif name == "glue.js":
            route.fulfill(path=SCRIPT)
        else:
            body = json.loads(route.request.post_data or "null")
            sent = body["values"] if body else {key: value[0] for key, value in parse_qs(address.query).items()}
            self.asked.append((name, sent))
            status, answer = self.answers.get(name, (404, {"error": "no such thing"}))
            route.fulfill(status=status, json=answer)


@pytest.fixture
def host() -> Stub:
    return Stub()


@pytest.fixture
def stub(browser: Browser, host: Stub) -> Iterator[Page]:
    context = browser.new_context(base_url="http://127.0.0.1:9")
    context.route("**/*", host.serve)
    page = context.new_page()
    yield page
    context.close()


class TestButtons:
    def test_a_button_loads_a_page_into_the_region_around_it(self, stub: Page, host: Stub) -> None:
        host.answers["show_form"] = (200, {"html": FORM})
        stub.goto("/")
        stub.get_by_text("Write").click()
        expect(stub.get_by_role("heading", name="Write")).to_be_focused()
        assert host.asked == [("show_form", {"idea": "7"})]

    def test_one_beside_it_is_filled_without_taking_the_focus(self, stub: Page, host: Stub) -> None:
        host.answers["show_other"] = (200, {"html": "<p>Here.</p>", "announce": "3 found"})
        stub.goto("/")
        button = stub.get_by_text("Beside")
        button.click()
        expect(stub.locator("[data-region=side]")).to_have_text("Here.")
        expect(stub.locator("[data-live]")).to_have_text("3 found")
        expect(button).to_be_focused()

    def test_what_cannot_be_loaded_leaves_the_page_as_it_is(self, stub: Page, host: Stub) -> None:
        stub.goto("/")
        stub.get_by_text("Beside").click()
        expect(stub.get_by_text("no such thing")).to_be_visible()
        expect(stub.locator("[data-region=side]")).to_have_text("nothing yet")

    def test_a_button_sends_its_values(self, stub: Page, host: Stub) -> None:
        host.answers["follow"] = (200, {"announce": "You follow it."})
        stub.goto("/")
        stub.get_by_text("Follow").click()
        expect(stub.locator("[data-live]")).to_have_text("You follow it.")
        assert host.asked == [("follow", {"idea": "7", "wanted": "yes"})]


class TestLoadedForms:
    @pytest.fixture
    def form(self, stub: Page, host: Stub) -> Page:
        host.answers |= {
            "show_form": (200, {"html": FORM}),
            "show_home": (200, {"html": '<button data-load="show_form">Write</button>'}),
            "save": (200, {"version": 1, "announce": "Saved."}),
        }
        stub.goto("/")
        stub.get_by_text("Write").click()
        return stub

    def test_what_is_typed_is_saved_before_somebody_goes_on(self, form: Page, host: Stub) -> None:
        form.get_by_label("Title").fill("Bread")
        form.get_by_text("Back").click()
        expect(form.get_by_role("button", name="Write")).to_be_visible()
        assert host.asked[1:] == [("save", {"title": "Bread"}), ("show_home", {})]

    def test_what_the_host_did_not_take_is_there_again(self, form: Page, host: Stub) -> None:
        host.answers["save"] = (400, {"error": "not now"})
        form.get_by_label("Title").fill("Bread")
        form.get_by_text("Back").click()
        form.get_by_role("button", name="Write").click()
        expect(form.get_by_label("Title")).to_have_value("Bread")


class TestWatching:
    START = """() => { window.found = []; window.mounted.watch("/changes", () => ({ since: "4" }),
        (answer) => { window.found.push(answer.n); return answer.n > 0; }); }"""

    @pytest.fixture
    def watching(self, stub: Page, host: Stub) -> Page:
        host.answers["changes"] = (200, {"n": 0})
        stub.clock.install()
        stub.goto("/")
        stub.evaluate(self.START)
        return stub

    def _asked_after(self, page: Page, host: Stub, seconds: int) -> int:
        """How often it asks in so many seconds of the page's clock."""
        before = len(host.asked)
        for _ in range(seconds // 10):
            with_answer = len(host.asked)
            page.clock.run_for(10_000)
            # The answer is read between two ticks.
            page.evaluate("() => new Promise((done) => fetch('/glue.js').then((one) => one.text()).then(done))")
            assert len(host.asked) <= with_answer + 1
        return len(host.asked) - before

    def test_less_and_less_often_while_nothing_is_new(self, watching: Page, host: Stub) -> None:
        assert self._asked_after(watching, host, 20) == 0
        assert self._asked_after(watching, host, 10) == 1
        assert host.asked[0] == ("changes", {"since": "4"})
        assert self._asked_after(watching, host, 50) == 0
        assert self._asked_after(watching, host, 10) == 1
        # 2, 4, then 5 minutes.
        watching.keyboard.press("Shift")
        assert self._asked_after(watching, host, 11 * 60) == 3

    def test_often_again_when_something_is(self, watching: Page, host: Stub) -> None:
        self._asked_after(watching, host, 90)
        host.answers["changes"] = (200, {"n": 2})
        assert self._asked_after(watching, host, 120) == 1
        assert self._asked_after(watching, host, 30) == 1
        assert watching.evaluate("window.found") == [0, 0, 2, 2]

    def test_not_when_nobody_has_done_anything_for_a_quarter_of_an_hour(self, watching: Page, host: Stub) -> None:
        assert self._asked_after(watching, host, 20 * 60) > 3
        assert self._asked_after(watching, host, 20 * 60) == 0
        before = len(host.asked)
        watching.keyboard.press("Shift")
        # At once, perhaps before the clock goes on.
        self._asked_after(watching, host, 10)
        assert len(host.asked) == before + 1

    def test_not_while_nobody_sees_it(self, watching: Page, host: Stub) -> None:
        hide: Callable[[str], None] = lambda hidden: watching.evaluate(  # noqa: E731 - one expression
            f"""() => {{ Object.defineProperty(document, "hidden", {{ value: {hidden}, configurable: true }});
                 document.dispatchEvent(new Event("visibilitychange")); }}"""
        )
        hide("true")
        assert self._asked_after(watching, host, 300) == 0
        before = len(host.asked)
        hide("false")
        self._asked_after(watching, host, 10)
        assert len(host.asked) == before + 1

    @pytest.mark.parametrize("status", [403, 404, 429])
    def test_a_host_that_refuses_is_left_alone(self, watching: Page, host: Stub, status: int) -> None:
        host.answers["changes"] = (status, {})
        assert self._asked_after(watching, host, 300) == 1

    def test_one_that_is_out_of_order_is_not(self, watching: Page, host: Stub) -> None:
        host.answers["changes"] = (502, {})
        assert self._asked_after(watching, host, 90) == 2
