"""The pages of the preview host in a browser: axe on each of them, the keyboard, and what the pages give to blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from preview.views import pages
from tests.browser.cast import PILOT
from tests.browser.journeys import PRE_UNIT, author, figures, unit
from tests.support.browsing import DESKTOP, PHONE, Faults

Enter = Callable[..., Page]
Check = Callable[..., None]
PRE_BLOCK = "l2l_self_view_pre"
QUESTIONS = "w1_check_a"
COURSE = f"/courses/{PILOT}/"
STATE_OF = "browser-000"

LEARNERS_PAGES = {
    "courses": "/",
    "outline": COURSE,
    "info": f"{COURSE}info/",
    "progress": f"{COURSE}progress/",
    "unit": unit(QUESTIONS),
}
TEAM_PAGES = {
    "outbox": "/outbox/",
    "instructor": f"{COURSE}instructor/",
    "instructor-block": figures(PRE_BLOCK),
    "learner": f"{COURSE}instructor/learners/{STATE_OF}/",
    "delete-state": figures(PRE_BLOCK).replace("instructor/", f"instructor/learners/{STATE_OF}/delete/"),
    "events": f"{COURSE}events/",
    "studio-outline": f"/studio/{PILOT}/",
    "studio-unit": author(PRE_UNIT, PILOT),
    "discard": f"{author(PRE_UNIT, PILOT)}discard/",
}
LOOKS: list[tuple[ViewportSize, dict[str, Any]]] = [
    (DESKTOP, {}),
    (PHONE, {"color_scheme": "dark"}),
    (PHONE, {"locale": "ar"}),
]
looks = pytest.mark.parametrize(("size", "options"), LOOKS, ids=["desktop", "phone-dark", "phone-right-to-left"])


def test_every_page_is_looked_at() -> None:
    without_page = {"switch", "logout", "view-as", "publish", "unit-state", "studio-preview", "studio-view"}
    without_page |= {"vendor", "jump-to-id", "jump-to", "asset-by-key", "teammates"}
    looked_at = {*LEARNERS_PAGES, *TEAM_PAGES, "login"}
    assert {pattern.name for pattern in pages.urlpatterns} == looked_at | without_page


def _look(page: Page, check: Check) -> None:
    page.wait_for_load_state("networkidle")
    check(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than the screen"


@looks
def test_learners_pages(enter: Enter, learner: str, assert_no_axe_violations: Check, size: Any, options: Any) -> None:
    page = enter(learner, size, **options)
    for address in LEARNERS_PAGES.values():
        page.goto(address)
        _look(page, assert_no_axe_violations)
    page.locator("details.pv-menu summary").click()
    _look(page, assert_no_axe_violations)


@looks
def test_team_pages(enter: Enter, assert_no_axe_violations: Check, size: Any, options: Any) -> None:
    page = enter("ivo", size, **options)
    for address in TEAM_PAGES.values():
        page.goto(address)
        _look(page, assert_no_axe_violations)


@looks
def test_pages_of_strangers(
    open_page: Enter, faults: Faults, assert_no_axe_violations: Check, size: Any, options: Any
) -> None:
    faults.expect("status of 40[34]")
    page = open_page(size, **options)
    for address in ("/", "/login/", "/nothing/"):
        page.goto(address)
        _look(page, assert_no_axe_violations)
    page.goto("/login/")
    page.locator("main button[value=olga]").click()
    page.goto(COURSE)
    _look(page, assert_no_axe_violations)


@pytest.mark.contrib
def test_every_unit_of_the_pilot_course_on_a_phone(enter: Enter, learner: str, assert_no_axe_violations: Check) -> None:
    page = enter(learner, PHONE)
    page.goto(COURSE)
    addresses = page.locator(".pv-unitlink").evaluate_all("links => links.map(link => link.href)")
    assert len(addresses) > 20
    for address in addresses:
        page.goto(address)
        _look(page, assert_no_axe_violations)


# By keyboard


def _tab_to(page: Page, selector: str, presses: int = 120) -> None:
    for _ in range(presses):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


@pytest.mark.contrib
def test_a_problem_is_answered_by_keyboard(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto(COURSE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, ".pv-resume .pv-button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/**")

    page.goto(unit(QUESTIONS))
    _tab_to(page, ".problem input[type=radio]")
    page.keyboard.press("Space")
    _tab_to(page, ".problem .submit")
    page.keyboard.press("Enter")

    expect(page.locator(".problem .notification:visible").first).to_contain_text("Incorrect")
    expect(page.locator(".pv-strip__link[aria-current]")).to_have_attribute("data-state", "some")
    page.goto(f"{COURSE}progress/")
    # The first of the weeks.
    expect(page.get_by_role("row", name="Check: six questions").first).to_contain_text("0 / 6")


def test_menus_open_and_close_by_keyboard(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto("/")
    summary = page.locator("details.pv-menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Log out")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_editor_takes_the_focus_asks_before_it_loses_words_and_gives_the_focus_back(enter: Enter) -> None:
    page = enter("ivo")
    page.goto(author(PRE_UNIT, PILOT))
    expect(page.locator("[data-preview] .xblock-initialized").last).to_be_visible()
    edit = page.locator("[data-editor-title]")
    dialog = page.get_by_role("dialog")
    edit.focus()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("textbox").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(edit).to_be_focused()

    page.keyboard.press("Enter")
    dialog.get_by_role("textbox").first.fill("Other words")
    questions: list[str] = []
    page.once("dialog", lambda question: (questions.append(question.message), question.dismiss()))
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    assert questions == ["Close without saving? Your changes here will be lost."]
    page.once("dialog", lambda question: question.accept())
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


# Completion


def _note_completions(page: Page) -> list[str]:
    """The addresses to which the page reports blocks as complete from now on; the page's clock stands still."""
    page.clock.install()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "publish_completion" in request.url else None)
    return sent


@pytest.mark.contrib
def test_what_is_read_is_complete_after_five_seconds_in_sight(enter: Enter, learner: str) -> None:
    page = enter(learner, PHONE)
    sent = _note_completions(page)
    page.goto(unit("w1_l1_diary"))
    current = page.locator(".pv-strip__link[aria-current]")
    expect(current).to_have_attribute("data-state", "none")
    _read_to_the_end(page)
    page.clock.run_for(1_000)
    assert sent == []
    page.clock.run_for(5_000)
    page.clock.resume()
    expect(current).to_have_attribute("data-state", "done")
    assert len(sent) == 1
    expect(page.locator("#reader-feedback")).to_have_text("This unit is complete.")
    page.goto(COURSE)
    expect(page.locator(".pv-resume")).to_contain_text("1 of ")


@pytest.mark.contrib
def test_what_was_not_seen_to_its_end_is_not_complete(enter: Enter, learner: str) -> None:
    page = enter(learner, PHONE)
    sent = _note_completions(page)
    page.goto(unit("w1_l1_diary"))
    page.clock.run_for(10_000)
    assert sent == []


def _read_to_the_end(page: Page) -> None:
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height, 300):
        page.evaluate("top => window.scrollTo(0, top)", top)
        page.clock.run_for(100)


# What the pages give to blocks

GLOBALS = """() => ({
    jquery: jQuery.fn.jquery, underscore: typeof _.template, gettext: typeof gettext, ngettext: typeof ngettext,
    interpolate: typeof interpolate, interpolate_text: typeof interpolate_text, define: typeof define,
    amd: typeof define === "function" && Boolean(define.amd), html: edx.HtmlUtils.interpolateHtml(
        edx.HtmlUtils.HTML("<b>{name}</b>"), {name: "<i>"}).toString(),
    text: edx.StringUtils.interpolate("{a} {b}", {a: 1}), log: Logger.log("x", {}),
    font: getComputedStyle(document.documentElement).fontSize,
    sizing: getComputedStyle(document.querySelector(".xblock")).boxSizing,
})"""


def test_an_lms_page_has_the_globals_of_an_lms_page(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto(unit(PRE_UNIT))
    found = page.evaluate(GLOBALS)
    assert found.pop("jquery").startswith("2.2.")
    assert found == {
        **dict.fromkeys(("underscore", "gettext", "ngettext", "interpolate", "interpolate_text"), "function"),
        "define": "undefined",
        "amd": False,
        "html": "<b>&lt;i&gt;</b>",
        "text": "1 {b}",
        "log": True,
        "font": "16px",
        "sizing": "content-box",
    }


def test_a_studio_page_has_the_globals_of_a_studio_page(enter: Enter, faults: Faults) -> None:
    faults.expect("Mismatched anonymous define")
    page = enter("ivo")
    page.goto(author(PRE_UNIT, PILOT))
    expect(page.locator("[data-preview] .xblock-initialized").last).to_be_visible()
    found = page.evaluate(GLOBALS)
    assert (found["define"], found["amd"], found["interpolate_text"]) == ("function", True, "undefined")
    assert (found["font"], found["sizing"]) == ("10px", "border-box")
    with pytest.raises(Exception, match="Mismatched anonymous define"):
        page.evaluate("define([], function () {})")


def _add_blocks(page: Page, *inits: str) -> None:
    """Put wrappers into the page whose init functions do what the sources say."""
    page.evaluate(
        """inits => {
            window.started = [];
            document.querySelector("main").innerHTML = inits.map((_, at) => `
                <div class="xblock" data-init="Init${at}" data-runtime-class="LmsRuntime" data-runtime-version="1"
                     data-handler-base="/courses/c/xblock/u${at}/handler/" data-usage-id="u${at}">
                  <script type="json/xblock-args" class="xblock-json-init-args">{"at": ${at}}</` + `script>
                </div>`).join("");
            inits.forEach((source, at) => {
                window["Init" + at] = new Function("runtime", "element", "args", source);
            });
        }""",
        list(inits),
    )


def test_blocks_start_with_their_runtime_element_and_arguments(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto(unit(PRE_UNIT))
    _add_blocks(
        page,
        "started.push([element instanceof HTMLElement, args.at, runtime.handlerUrl(element, 'vote', 'a/b', 'q=1')])",
        "started.push([element instanceof HTMLElement, args.at, runtime.handlerUrl($(element), 'vote')])",
    )
    page.evaluate("XBlock.initializeBlocks(document.body)")
    assert page.evaluate("started") == [
        [True, 0, "/courses/c/xblock/u0/handler/vote/a/b?q=1"],
        [True, 1, "/courses/c/xblock/u1/handler/vote"],
    ]


def test_an_exception_in_one_block_stops_the_later_ones_as_in_the_lms(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto(unit(PRE_UNIT))
    _add_blocks(page, "started.push('first')", "throw new Error('broken block')", "started.push('third')")
    with pytest.raises(Exception, match="broken block"):
        page.evaluate("XBlock.initializeBlocks(document.body)")
    assert page.evaluate("started") == ["first"]


def test_jquery_requests_carry_the_csrf_token(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto(unit(PRE_UNIT))
    sent: list[str | None] = []
    page.route("**/echo", lambda route: (sent.append(route.request.headers.get("x-csrftoken")), route.fulfill(body="")))
    page.evaluate("$.post('/echo', {})")
    page.evaluate("$.get('/echo')")
    page.wait_for_timeout(200)
    assert len(sent) == 2
    assert sent[0] == page.evaluate("PreviewHost.csrfToken()")
    assert sent[1] is None


def test_studios_unit_page_ends_handler_addresses_as_studio_does(enter: Enter) -> None:
    page = enter("ivo")
    page.goto(author(PRE_UNIT, PILOT))
    block = "[data-preview] .xblock-author_view, [data-preview] .xblock-student_view"
    expect(page.locator(block).last).to_be_visible()
    address = page.evaluate(
        """selector => {
            const blocks = document.querySelectorAll(selector);
            const element = blocks[blocks.length - 1];
            return new PreviewRuntime.v1(element).handlerUrl(element, "look");
        }""",
        block,
    )
    assert address.startswith("/preview/xblock/block-v1:")
    assert address.endswith("/handler/look/?")
