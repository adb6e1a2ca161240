"""The desk in a real browser: the main paths by mouse and keyboard, and axe on every page, light and dark."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.desk import Desk
from onrecord.web.app import Serving, make_app
from onrecord.web.pages import PAGES, Page
from onrecord.web.server import Address, listen
from web.conftest import ACCESS
from web.made_desk import NOW, made_desk
from web.test_web_pages import address

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]
Served = tuple[str, Desk, dict[str, str]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk that is served, its address and the ids of its rows."""
    import uvicorn

    desk, ids = made_desk(tmp_path_factory.mktemp("browser") / "desk")
    bound = listen(Address("127.0.0.1", 0))
    app = make_app(Serving(desk, ACCESS, "Ada", lambda: NOW))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    yield f"http://127.0.0.1:{bound.getsockname()[1]}", desk, ids
    server.should_exit = True
    thread.join(20)
    bound.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with playwright.sync_playwright() as driver:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        found = driver.chromium.launch(executable_path=CHROMIUM, args=options)
        yield found
        found.close()


@pytest.fixture
def tab(browser: Browser, served: Served) -> Iterator[Tab]:
    """An empty tab; a message of the console, or a request to anywhere else, fails the test."""
    context = browser.new_context(base_url=served[0], viewport={"width": 1280, "height": 900})
    found = context.new_page()
    said: list[str] = []
    found.on("console", lambda message: said.append(message.text))
    found.on("pageerror", lambda error: said.append(str(error)))
    found.on("request", lambda request: said.append(request.url) if not request.url.startswith(served[0]) else None)
    yield found
    context.close()
    assert said == []


def here(tab: Tab) -> str | None:
    """The row that the keys are at."""
    return tab.evaluate("document.querySelector('.here')?.id ?? null")


AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def looked_at(browser: Browser, served: Served) -> Iterator[Tab]:
    """A tab that axe may run in: the policy is put aside."""
    context = browser.new_context(base_url=served[0], bypass_csp=True)
    yield context.new_page()
    context.close()


#: Pages beside the table of pages, and lists of a page that look otherwise than its first one.
OTHERS = (
    "/api",
    "/help",
    "/nothing-here",
    "/review?queue=speakers",
    "/review?queue=events",
    "/review?queue=copies",
    "/actor?who=actor:person:pavelorr&show=said",
    "/actor?who=actor:person:pavelorr&show=named",
    "/search?q=soldier&what=articles",
    "/stories?day=0001-01-01",
    "/pair?a=Lena+Marsh&b=Pavel+Orr",
    "/briefing?name=draft&check=yes",
)
EVERY = [pytest.param(page, id=page.name) for page in PAGES] + [pytest.param(path, id=path) for path in OTHERS]


def path_of(page: Page | str, served: Served) -> str:
    """The address of a page of the table, or the path itself."""
    return page if isinstance(page, str) else address(page, served[2])


@pytest.mark.parametrize("page", EVERY)
def test_axe_finds_nothing_serious_light_or_dark(looked_at: Tab, served: Served, page: Page | str) -> None:
    """WCAG 2.2 AA as far as a machine can tell."""
    looked_at.set_viewport_size({"width": 1280, "height": 900})
    looked_at.emulate_media(color_scheme="light", reduced_motion="reduce")
    looked_at.goto(path_of(page, served))
    looked_at.add_script_tag(content=(files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    assert faults(looked_at, AXE) == []
    looked_at.emulate_media(color_scheme="dark")
    assert faults(looked_at, ["wcag2aa"]) == []
    looked_at.set_viewport_size({"width": 390, "height": 800})
    assert faults(looked_at, ["wcag2a", "wcag2aa", "wcag22aa"]) == []


def faults(tab: Tab, tags: list[str]) -> list[object]:
    """What axe finds: its name, how serious, where."""
    found = tab.evaluate("tags => axe.run({runOnly: tags})", tags)
    return [
        (v["id"], v["impact"], [n["html"][:160] for n in v["nodes"][:3]])
        for v in found["violations"]
        if v["impact"] in {"serious", "critical"} or v["id"] in {"heading-order", "region", "landmark-one-main"}
    ]


@pytest.mark.parametrize("page", EVERY)
def test_no_page_is_wider_than_its_window(looked_at: Tab, served: Served, page: Page | str) -> None:
    """640 is a window of 1280 at 200 %, 320 one at 400 % (WCAG 1.4.10)."""
    looked_at.goto(path_of(page, served))
    for width in (640, 390, 320):
        looked_at.set_viewport_size({"width": width, "height": 800})
        assert looked_at.evaluate("document.documentElement.scrollWidth") <= width


def test_search_answers_while_one_types(tab: Tab) -> None:
    tab.goto("/search")
    tab.keyboard.press("/")
    tab.keyboard.type("soldier")
    tab.wait_for_url("**/search?q=soldier**")
    assert tab.locator("#results .said").count() == 4
    tab.locator("select[name=act]").select_option("promise")
    tab.wait_for_url("**act=promise**")
    assert tab.locator("#results .said").count() == 2


def test_keys_go_through_a_list_and_open_what_is_there(tab: Tab, served: Served) -> None:
    tab.goto("/search?outlet=Tarn+Herald")
    first, second = (row.get_attribute("id") for row in tab.locator("#results .said").all()[:2])
    tab.keyboard.press("j")
    assert here(tab) == first
    tab.keyboard.press("j")
    assert here(tab) == second
    tab.keyboard.press("k")
    assert here(tab) == first
    tab.keyboard.press("o")
    tab.wait_for_url(f"**/article/{served[2]['first']}**")


def test_g_and_a_letter_lead_to_a_page_and_a_question_mark_tells_the_keys(tab: Tab) -> None:
    tab.goto("/")
    tab.keyboard.press("g")
    tab.keyboard.press("r")
    tab.wait_for_url("**/review")
    tab.keyboard.press("?")
    assert tab.locator("dialog#keys").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("dialog#keys").is_visible()


def lit(tab: Tab) -> str:
    """The words that light up in the text."""
    return "|".join(piece.inner_text() for piece in tab.locator(".text .on").all())


def test_marks_answer_to_the_mouse_the_innermost_first(tab: Tab, served: Served) -> None:
    ids = served[2]
    tab.goto(f"/article/{ids['first']}")
    tab.locator(".text .m", has_text="that no soldier would cross the river").hover()
    assert lit(tab).replace("|", "") == "Pavel Orrhad promisedthat no soldier would cross the river"
    assert here(tab) == f"n-{ids['promised']}"
    tab.locator(f"#n-{ids['said']}").hover()
    assert "that Pavel Orr had promised that no soldier" in lit(tab).replace("|", "")


def test_marks_answer_to_the_keyboard(tab: Tab, served: Served) -> None:
    ids = served[2]
    tab.goto(f"/article/{ids['first']}")
    tab.locator(f"#m-{ids['denied']}").focus()
    assert "denied" in lit(tab)
    tab.goto(f"/article/{ids['first']}")
    tab.keyboard.press("j")
    assert here(tab) == f"n-{ids['said']}"
    assert "Lena Marsh" in lit(tab)


def test_a_review_by_keys_is_kept_and_taken_back(tab: Tab, served: Served) -> None:
    tab.goto("/review")
    rows = tab.locator(".list > .said")
    first = rows.nth(0)
    tab.keyboard.press("j")
    with tab.expect_response("**/judge"):
        tab.keyboard.press("a")
    first.get_by_text("Accepted").wait_for()
    assert judged(served[1]) == ["statement-accept"]
    tab.keyboard.press("k")
    with tab.expect_response("**/judge"):
        tab.keyboard.press("u")
    first.get_by_text("Taken back").wait_for()
    assert judged(served[1]) == []


def test_a_speaker_is_mended_by_keys(tab: Tab, served: Served) -> None:
    tab.goto("/review")
    tab.keyboard.press("j")
    tab.keyboard.press("e")
    tab.keyboard.type("Somebody Else")
    with tab.expect_response("**/judge"):
        tab.keyboard.press("Enter")
    tab.get_by_text("Another speaker").first.wait_for()
    assert judged(served[1]) == ["statement-speaker"]


def test_a_row_is_rejected_and_who_is_the_same_is_said_by_keys(tab: Tab, served: Served) -> None:
    tab.goto("/review?queue=doubtful")
    tab.keyboard.press("j")
    with tab.expect_response("**/judge"):
        tab.keyboard.press("x")
    tab.get_by_text("Rejected").first.wait_for()
    with tab.expect_response("**/judge"):
        tab.keyboard.press("u")
    tab.get_by_text("Taken back").first.wait_for()
    tab.goto("/review?queue=doubtful")
    tab.keyboard.press("j")
    tab.keyboard.press("m")
    tab.keyboard.type("actor:person:lenamarsh")
    with tab.expect_response("**/judge"):
        tab.keyboard.press("Enter")
    tab.get_by_text("The same one").first.wait_for()
    assert "actor-merge" in judged(served[1])
    with tab.expect_response("**/judge"):
        tab.keyboard.press("u")
    tab.get_by_text("Taken back").first.wait_for()
    assert "actor-merge" not in judged(served[1])


def judged(desk: Desk) -> list[str]:
    """Kinds of the judgements that count."""
    from onrecord.store.judgements import standing_judgements

    time.sleep(0.05)
    with desk.open_for_reading() as store:
        return [j.kind for j in standing_judgements(store.connection)]


def test_two_texts_stand_side_by_side(tab: Tab, served: Served) -> None:
    tab.goto(f"/side/{served[2]['pair']}")
    left, right = tab.locator(".pair > section").all()
    assert left.bounding_box()["y"] == right.bounding_box()["y"]  # type: ignore[index]
    left.locator("mark").hover()
    assert right.locator("mark.on").count() == 1


def test_hostile_text_does_nothing(tab: Tab, served: Served) -> None:
    """The console would say what was blocked or ran; the tab's fixture sees to it that it is silent."""
    for name in ("evil", "first"):
        tab.goto(f"/article/{served[2][name]}")
    tab.goto("/search?q=done")
    tab.goto("/problems")
    assert tab.locator("main img, main script").count() == 0


@pytest.fixture(scope="module")
def scriptless(browser: Browser, served: Served) -> Iterator[Tab]:
    """A tab that runs no script."""
    context = browser.new_context(base_url=served[0], java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("page", EVERY)
def test_a_page_says_the_same_without_script(scriptless: Tab, looked_at: Tab, served: Served, page: Page | str) -> None:
    """A sentence for readers with script alone, or a list that a script must fill, would be missing."""
    scriptless.set_viewport_size({"width": 1280, "height": 900})
    looked_at.set_viewport_size({"width": 1280, "height": 900})
    for tab in (scriptless, looked_at):
        tab.goto(path_of(page, served))
    assert scriptless.locator("main").inner_text() == looked_at.locator("main").inner_text()
    assert scriptless.locator("h1").is_visible()


def test_pages_can_be_read_without_script(browser: Browser, served: Served) -> None:
    context = browser.new_context(base_url=served[0], java_script_enabled=False)
    tab = context.new_page()
    tab.goto("/search")
    tab.locator("#q").fill("soldier")
    tab.locator("form.fields button").click()
    assert tab.locator("#results .said").count() == 4
    tab.locator("#results a[data-open]").first.click()
    tab.locator(".text a.cue").first.click()
    assert "#n-statement-" in tab.url
    context.close()


def test_a_page_prints(tab: Tab, served: Served, tmp_path: Path) -> None:
    tab.goto(f"/article/{served[2]['first']}")
    assert tab.pdf().startswith(b"%PDF")
    tab.emulate_media(media="print")
    assert not tab.locator("nav.pages").is_visible()


def test_the_editor_shows_what_the_sentence_under_the_cursor_rests_on(tab: Tab) -> None:
    tab.goto("/briefing?name=draft")
    text = tab.locator("#text").input_value()
    line = next(line for line in text.splitlines() if line.startswith("- ") and "[^" in line)
    numbers = re.findall(r"\[\^(\d+)\]", line)
    tab.locator("#text").evaluate("(box, at) => { box.focus(); box.setSelectionRange(at, at); }", text.index(line) + 4)
    tab.keyboard.press("ArrowRight")
    shown = [note.get_attribute("data-n") for note in tab.locator(".receipt").all() if note.is_visible()]
    assert shown == sorted(numbers, key=int)
    tab.locator("#text").evaluate("box => box.setSelectionRange(2, 2)")
    tab.keyboard.press("ArrowRight")
    assert tab.locator("#no-receipt").is_visible()
