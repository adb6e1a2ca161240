"""The desk as an ASGI app: the table of pages, the forms that decide something, our own files, behind the guard."""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord import __version__
from onrecord.errors import DamagedStore, NotOnRecord, OnrecordError, UsageError
from onrecord.resolve.knowledge import load
from onrecord.store.desk_reading import Readers, TooSlow
from onrecord.web import decide
from onrecord.web.answers import briefings
from onrecord.web.asked import Ask, read
from onrecord.web.memo import Memo
from onrecord.web.openapi import document
from onrecord.web.pages import PAGES, Page
from onrecord.web.render import as_csv, as_json, html, url
from onrecord.web.safety import Access, Guard, Visits, cookie_header

if TYPE_CHECKING:
    from onrecord.desk import Desk
    from onrecord.resolve.knowledge import Knowledge

#: Rows of a list on a page; in a JSON or CSV answer.
PAGE_ROWS: Final = 40
DATA_ROWS: Final = 1000
#: The first class that fits gives the status. What is left is a finding in what was asked for.
STATUSES: Final[tuple[tuple[type[OnrecordError], int], ...]] = (
    (UsageError, 400),
    (NotOnRecord, 404),
    (TooSlow, 503),
    (DamagedStore, 500),
    (OnrecordError, 422),
)
_TYPES: Final = {".woff2": "font/woff2", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Serving:
    """What the app serves. `judge`: whose name judgements carry; `seconds`: the time a page may take with the record."""

    desk: Desk
    access: Access
    judge: str
    clock: Callable[[], str]
    seconds: float = 3.0
    cookie: str = "onrecord"


@dataclass(frozen=True, slots=True)
class _State:
    serving: Serving
    readers: Readers
    visits: Visits
    knowledge: Knowledge
    memo: Memo


def make_app(serving: Serving) -> Guard:
    """The app. Raises UsageError for actors files that cannot be used."""
    state = _State(
        serving,
        Readers(serving.desk.record, seconds=serving.seconds),
        Visits(serving.cookie),
        load(serving.desk.settings.actors),
        Memo(),
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        state.readers.close()

    routes = [route for page in PAGES for route in _routes(page, state)]
    routes += [
        Route("/openapi.json", lambda _: _json(document()), name="openapi"),
        Route("/api", _api(state), name="api"),
        Route("/pair.svg", _picture(state)),
        Route("/help", _plain_page(state, "help", "Keys and words"), name="help"),
        Route("/judge", _form(state, decide.judge), methods=["POST"]),
        Route("/save", _save(state), methods=["POST"]),
        Route("/login", _login(state), methods=["GET", "POST"]),
        Route("/leave", _leave(state), methods=["POST"]),
        Route("/static/{name:path}", _static, name="static"),
    ]
    handlers: Mapping[Any, Any] = {404: _unknown(state)}
    return Guard(Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers), serving.access, state.visits)


def _routes(page: Page, state: _State) -> list[Route]:
    pattern = "{id:str}"
    path = page.path.replace("{id}", pattern)
    made = []
    if page.rows:
        made.append(Route(page.address(".csv").replace("{id}", pattern), _endpoint(page, state, "csv")))
    made.append(Route(page.address(".json").replace("{id}", pattern), _endpoint(page, state, "json")))
    return [*made, Route(path, _endpoint(page, state, "html"), name=page.name)]


def _endpoint(page: Page, state: _State, form: str) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        try:
            values: dict[str, Any] = read(page.params, request.query_params)
            if page.ids is not None:
                values["id"] = _ident(page.ids, request.path_params["id"])
            with state.readers.read() as db:
                answer = page.answer(_ask(state, db, values, PAGE_ROWS if form == "html" else DATA_ROWS))
        except OnrecordError as error:
            return _failed(state, request, error, form)
        if form == "json":
            return _json(answer)
        if form == "csv":
            name = f'attachment; filename="onrecord-{page.name}.csv"'
            return Response(as_csv(answer, page.rows), 200, {"content-disposition": name}, "text/csv; charset=utf-8")
        return _html(state, request, page.name, page=page, values=values, answer=answer, title=page.title)

    return endpoint


def _ident(kind: str, given: str) -> str:
    head, _, digits = given.partition("-")
    if head != kind or not digits or len(digits) > 40 or any(c not in "0123456789abcdef" for c in digits):
        raise NotOnRecord(f"there is no {kind} of that id")
    return given


def _ask(state: _State, db: Any, values: Mapping[str, Any], limit: int) -> Ask:
    serving = state.serving
    return Ask(db, serving.desk, state.knowledge, values, limit, serving.clock()[:10], state.memo)


def _html(state: _State, request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    here = url(request.url.path, **dict(request.query_params))
    text = html(
        template,
        desk=state.serving.desk.settings.title,
        pages=PAGES,
        here=here,
        token=state.visits.token(request.scope["onrecord.visit"]),
        guarded=state.serving.access.password is not None,
        version=__version__,
        **values,
    )
    return Response(text, status, media_type="text/html")


def _json(value: Any, status: int = 200) -> Response:
    return Response(as_json(value), status, media_type="application/json")


def _failed(state: _State, request: Request, error: OnrecordError, form: str) -> Response:
    status = next(number for kind, number in STATUSES if isinstance(error, kind))
    if form != "html":
        return _json({"error": str(error), "status": status}, status)
    return _html(state, request, "failed", status=status, title="Not to be had", message=str(error), page=None)


def _unknown(state: _State) -> Callable[[Request, Exception], Response]:
    def handler(request: Request, _: Exception) -> Response:
        form = "json" if request.url.path.endswith((".json", ".csv")) else "html"
        return _failed(state, request, NotOnRecord("this desk has no such page"), form)

    return handler


def _api(state: _State) -> Callable[[Request], Response]:
    return lambda request: _html(state, request, "api", title="The desk as data", page=None, document=document())


def _picture(state: _State) -> Callable[[Request], Response]:
    """The plot of two actors; the page of the two has the same as a table."""
    page = next(page for page in PAGES if page.name == "pair")

    def endpoint(request: Request) -> Response:
        from onrecord.actors.plot import DARK, LIGHT, svg

        try:
            with state.readers.read() as db:
                answer = page.answer(_ask(state, db, read(page.params, request.query_params), PAGE_ROWS))
        except OnrecordError as error:
            return _failed(state, request, error, "json")
        if answer.found is None:
            return _failed(state, request, UsageError("name both actors"), "json")
        colours = DARK if request.query_params.get("colours") == "dark" else LIGHT
        return Response(svg(answer.found, colours=colours), 200, media_type="image/svg+xml")

    return endpoint


def _plain_page(state: _State, template: str, title: str) -> Callable[[Request], Response]:
    return lambda request: _html(state, request, template, title=title, page=None)


def _form(
    state: _State, act: Callable[[Serving, Mapping[str, str]], decide.Done]
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for a form: reads it, checks its token, does what it asks for, and answers with the row or a redirect."""

    async def endpoint(request: Request) -> Response:
        form = await _fields(request)
        if not state.visits.fits(request.scope["onrecord.visit"], form.get("token", "")):
            return _html(
                state, request, "failed", status=403, title="Not done", page=None,
                message="This form is from before the desk was started, or from another page. Go back, reload, try again.",
            )  # fmt: skip
        try:
            done = await run_in_threadpool(act, state.serving, form)
        except OnrecordError as error:
            return _failed(state, request, error, "html")
        answer: Response = RedirectResponse(done.back, 303)
        if request.headers.get("hx-request") == "true":
            answer = _html(state, request, "judged", title="", page=None, done=done)
        if done.gather:
            answer.background = BackgroundTask(decide.gather, state.serving)  # it takes a second or two
        return answer

    return endpoint


def _save(state: _State) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of the editor: writes the text, keeps the one before, and goes to what `verify` finds."""
    page = next(page for page in PAGES if page.name == "briefing")

    async def endpoint(request: Request) -> Response:
        form = await _fields(request)
        name, text = form.get("name", ""), form.get("text", "")
        note, status = "", 409
        if state.visits.fits(request.scope["onrecord.visit"], form.get("token", "")):
            digest, at = form.get("digest", ""), state.serving.clock()
            try:
                await run_in_threadpool(briefings.save, state.serving.desk, name=name, text=text, digest=digest, at=at)
                return RedirectResponse(url("/briefing", name=name, check="yes"), 303)
            except briefings.Changed as error:
                note = f"{error}. Your text is still here: copy what you need, then open the briefing again."
            except OnrecordError as error:
                return _failed(state, request, error, "html")
        else:
            note, status = "This page is from before the desk was started. Your text is still here: save it again.", 403
        values = {"name": name, "check": None}
        try:
            with state.readers.read() as db:
                answer = page.answer(_ask(state, db, values, PAGE_ROWS))
        except OnrecordError as error:
            return _failed(state, request, error, "html")
        return _html(
            state, request, page.name, status=status, page=page, values=values, title=page.title, note=note, mine=text,
            answer=answer,
        )  # fmt: skip

    return endpoint


async def _fields(request: Request) -> dict[str, str]:
    body = await request.body()
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=50))


def _login(state: _State) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        hashed = state.serving.access.password
        if hashed is None:
            return RedirectResponse("/", 303)
        if request.method != "POST":
            return _html(state, request, "login", title="The password", page=None, wrong=False)
        form = await _fields(request)
        visit = None
        if state.visits.fits(request.scope["onrecord.visit"], form.get("token", "")):
            visit = await run_in_threadpool(state.visits.enter, hashed, form.get("password", ""))
        if visit is None:
            return _html(state, request, "login", status=403, title="The password", page=None, wrong=True)
        answer = RedirectResponse("/", 303)
        answer.raw_headers.append((b"set-cookie", cookie_header(state.visits, visit)))
        return answer

    return endpoint


def _leave(state: _State) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        form = await _fields(request)
        if state.visits.fits(request.scope["onrecord.visit"], form.get("token", "")):
            state.visits.leave(request.scope["onrecord.visit"])
        return RedirectResponse("/login", 303)

    return endpoint


@lru_cache(maxsize=1)
def _own_files() -> dict[str, tuple[bytes, str]]:
    """Our own files by name, read once: a request chooses among these and opens nothing."""
    top = files("onrecord.web") / "static"
    found = [*((entry.name, entry) for entry in top.iterdir())]
    found += [(f"fonts/{entry.name}", entry) for entry in (top / "fonts").iterdir()]
    return {
        name: (entry.read_bytes(), _TYPES.get(name[name.rfind(".") :]) or mimetypes.guess_type(name)[0] or "text/plain")
        for name, entry in found
        if entry.is_file()
    }


def _static(request: Request) -> Response:
    found = _own_files().get(request.path_params["name"])
    if found is None:
        return Response("There is no such file.", 404, media_type="text/plain")
    body, kind = found
    headers = {"cache-control": "public, max-age=31536000, immutable"} if request.url.query else {}
    return Response(body, 200, headers, kind)
