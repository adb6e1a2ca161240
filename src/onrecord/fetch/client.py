"""A page from an address: redirects, retries, pace, robots.txt, conditional requests.

Polite by construction: one request at a time to a host, a pause between two that the site may lengthen, its robots.txt asked
first and kept to, what it answers with "too many" or "not now" waited for. Clock and sleep are handed in.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Final, Literal
from urllib.parse import urljoin

from onrecord.archives.inflate import codings_known
from onrecord.fetch.addresses import Forbidden, Target, target_of
from onrecord.fetch.robots import EVERYTHING, MOST_BYTES, Robots, parse_robots
from onrecord.fetch.transport import Answer, NoAnswer, TooLarge, Transport

_MOST_REDIRECTS: Final = 5  # as many as RFC 9309 asks for; browsers follow twenty
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
#: Statuses after which asking again later may help.
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
#: A site that asks to wait longer than this is left for the next run.
_LONGEST_WAIT: Final = 120.0
_ACCEPT: Final = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9,"
    " text/plain;q=0.8, */*;q=0.5"
)

Outcome = Literal["got", "unchanged", "refused", "failed", "robots"]


@dataclass(frozen=True, slots=True)
class Manner:
    """How we behave.

    pace_seconds   between two requests to a host, more where its robots.txt says so
    tries          requests for one page, the first included
    robots         False: robots.txt is not asked (for sites of one's own)
    """

    pace_seconds: float = 2.0
    tries: int = 3
    robots: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """What came of asking for a page.

    outcome   got; unchanged (what was got before still holds); refused (it must not be asked, or is too large); failed; robots
    arrived   the address that the answer came from, after redirects; tries: requests made, redirects not counted
    etag, last_modified  what to ask with next time
    """

    outcome: Outcome
    detail: str | None = None
    status: int | None = None
    body: bytes = b""
    arrived: str | None = None
    tries: int = 0
    etag: str | None = None
    last_modified: str | None = None


@dataclass(slots=True)
class Client:
    """Asks for pages, and remembers for each site when it was last asked and what its robots.txt says.

    now        seconds since 1970, for dates that a site names; monotonic: seconds for the pace; sleep: waits so many seconds
    """

    transport: Transport
    manner: Manner = Manner()
    now: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Robots] = field(default_factory=dict)
    _down: dict[str, int] = field(default_factory=dict)

    def page(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        """What an address gives. Never raises for anything that a site does."""
        headers = {"Accept": _ACCEPT, "Accept-Encoding": ", ".join(codings_known())}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        found = Page("failed", "it was not asked")
        for number in range(1, self.manner.tries + 1):
            try:
                answer, target = self._followed(address, headers)
            except _Disallowed as error:
                return Page("robots", str(error), tries=number - 1)
            except (Forbidden, TooLarge) as error:
                return Page("refused", str(error), tries=number)
            except NoAnswer as error:
                found = Page("failed", str(error), tries=number)
                if self._is_down(address):
                    return found
                wait: float | None = self._backoff(number)
            else:
                found = _page(answer, target, number, conditional=bool(etag or last_modified))
                if answer.status not in _PASSING:
                    return found
                wait = self._asked_wait(answer.headers, number)
            if wait is None or wait > _LONGEST_WAIT:
                return Page("failed", f"{found.detail}; it asks to wait for longer than {_LONGEST_WAIT:g} seconds",
                            found.status, b"", found.arrived, number)  # fmt: skip
            if number < self.manner.tries:
                self.sleep(wait)
        return found

    def _followed(self, address: str, headers: Mapping[str, str]) -> tuple[Answer, Target]:
        """The answer at the end of the redirects, and where it came from. Each step is checked as the first."""
        seen: list[str] = []
        for _ in range(_MOST_REDIRECTS + 1):
            target = target_of(address)
            if target.address in seen:
                raise Forbidden(f"it redirects in a circle, over {target.address}")
            seen.append(target.address)
            self._ask_robots(target)
            answer = self._answer(target, headers)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return answer, target
            try:
                address = urljoin(target.address, location)
            except ValueError as error:
                raise Forbidden(f"it redirects to what is no address: {error}") from error
            if target.scheme == "https" and address.lower().startswith("http:"):
                raise Forbidden("it redirects from https to http")
        raise Forbidden(f"it redirects more than {_MOST_REDIRECTS} times")

    def _ask_robots(self, target: Target) -> None:
        if self.manner.robots and not self._rules(target).allows(target.path):
            raise _Disallowed(f"robots.txt of {target.netloc} asks not to fetch {target.path[:200]}")

    def _rules(self, target: Target) -> Robots:
        """The rules of a site, asked once. None there: all is allowed; no answer: nothing is, as RFC 9309 has it (NoAnswer)."""
        origin = target.origin
        if self._down.get(origin, 0) >= self.manner.tries:
            raise NoAnswer(
                f"{target.netloc} gave no robots.txt in {self.manner.tries} tries; it is left for the next run"
            )
        if origin not in self._robots:
            try:
                self._robots[origin] = self._fetched_rules(target_of(f"{origin}/robots.txt"))
            except NoAnswer:
                self._down[origin] = self._down.get(origin, 0) + 1
                raise
        return self._robots[origin]

    def _fetched_rules(self, target: Target) -> Robots:
        headers = {"Accept": "text/plain, */*;q=0.5", "Accept-Encoding": "gzip"}
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                answer = self._answer(target, headers)
            except TooLarge:
                return EVERYTHING
            location = answer.headers.get("location")
            if answer.status in _REDIRECTS and location:
                try:
                    target = target_of(urljoin(target.address, location))
                except (Forbidden, ValueError):
                    return EVERYTHING
                continue
            if answer.status == 200:
                return parse_robots(answer.body[:MOST_BYTES], self._agent())
            if answer.status >= 500 or answer.status == 429:
                raise NoAnswer(
                    f"robots.txt of {target.netloc} answers {answer.status}, so that nothing may be fetched there"
                )
            return EVERYTHING
        return EVERYTHING

    def _is_down(self, address: str) -> bool:
        """Whether a site is not asked any more in this run."""
        try:
            return self._down.get(target_of(address).origin, 0) >= self.manner.tries
        except Forbidden:
            return False

    def _agent(self) -> str:
        return self.transport.agent.partition("/")[0].lower()

    def _answer(self, target: Target, headers: Mapping[str, str]) -> Answer:
        """One request, after the pause that the site is due."""
        wait = self._next.get(target.netloc, 0.0) - self.monotonic()
        if wait > 0:
            self.sleep(wait)
        rules = self._robots.get(target.origin)
        pause = max(self.manner.pace_seconds, (rules.delay or 0.0) if rules is not None else 0.0)
        try:
            return self.transport.get(target, headers)
        finally:
            self._next[target.netloc] = self.monotonic() + pause

    def _backoff(self, number: int) -> float:
        """Seconds before the next try: 2, 8, 32 ... No chance in it: one program asks one host one thing at a time."""
        return float(2 * 4 ** (number - 1))

    def _asked_wait(self, headers: Mapping[str, str], number: int) -> float | None:
        """Seconds that a site asks to wait (Retry-After), else the usual; None where it names what cannot be read."""
        words = headers.get("retry-after")
        if words is None:
            return self._backoff(number)
        if words.isascii() and words.isdigit():
            return float(words[:9])
        try:
            return max(0.0, parsedate_to_datetime(words).timestamp() - self.now())
        except (ValueError, TypeError, OverflowError):
            return self._backoff(number)


class _Disallowed(Forbidden):
    """robots.txt asks not to fetch it."""


def _page(answer: Answer, target: Target, tries: int, *, conditional: bool) -> Page:
    """What an answer that is no redirect means. `conditional`: it was asked whether the page has changed."""
    status, headers = answer.status, answer.headers
    if status == 200:
        return Page(
            "got", None, status, answer.body, target.address, tries, headers.get("etag"), headers.get("last-modified")
        )
    if status == 304 and conditional:
        return Page("unchanged", None, status, b"", target.address, tries)
    return Page("failed", f"{target.netloc} answers {status}", status, b"", target.address, tries)
