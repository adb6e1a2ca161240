"""A mail is small, deterministic, and handed to a server only when asked. A small server on loopback takes it."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from brief.test_templates import QUOTED, briefing, sentence
from onrecord.brief.mail import LARGEST_HTML_BYTES, NotSent, from_mail, html_part, send, to_mail
from onrecord.brief.model import Briefing, BriefingError, Group, Section
from onrecord.config import MailSettings, load_settings
from onrecord.errors import UsageError

SETTINGS = MailSettings("desk@tarn.example", ("reader@tarn.example", "second@tarn.example"), "127.0.0.1", 25, "none")


def small(title: str = "Week") -> Briefing:
    found = sentence("quoted", **QUOTED)
    return replace(briefing(found, "Lena Marsh", "told reporters", "Not one soldier."), title=title)


@contextmanager
def server(refuse: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """A mail server that writes down what it is told; `refuse` is the command that it says no to."""
    heard: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 tarn.example")
            while line := self.rfile.readline().decode().rstrip("\r\n"):
                heard.append(line)
                word = line.partition(" ")[0].upper()
                if refuse is not None and line.upper().startswith(refuse):
                    self.say("550 no")
                elif word == "DATA":
                    self.say("354 go on")
                    while (data := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                        heard.append(data)
                    self.say("250 taken")
                elif word == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 yes")

        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        threading.Thread(target=running.serve_forever, daemon=True).start()
        try:
            yield running.server_address[1], heard
        finally:
            running.shutdown()


def test_a_mail_goes_to_those_it_is_for() -> None:
    mail = to_mail(small(), SETTINGS)
    with server() as (port, heard):
        send(mail, replace(SETTINGS, port=port), None)
    assert "mail FROM:<desk@tarn.example>" in heard[1]
    assert {line for line in heard if line.startswith("rcpt")} == {
        "rcpt TO:<reader@tarn.example>", "rcpt TO:<second@tarn.example>",
    }  # fmt: skip
    assert "Subject: Week" in heard


@pytest.mark.parametrize("refuse", ["MAIL", "RCPT TO:<SECOND", "DATA"])
def test_a_server_that_says_no_is_told(refuse: str) -> None:
    with server(refuse) as (port, _), pytest.raises(NotSent):
        send(to_mail(small(), SETTINGS), replace(SETTINGS, port=port), None)


def test_nobody_there_is_not_sent() -> None:
    with pytest.raises(NotSent, match="did not take"):
        send(to_mail(small(), SETTINGS), replace(SETTINGS, port=9), None)


@pytest.mark.parametrize("settings", [MailSettings(), replace(SETTINGS, to=()), replace(SETTINGS, host="")])
def test_without_server_or_reader_nothing_is_sent(settings: MailSettings) -> None:
    with pytest.raises(NotSent, match="needs host"):
        send(to_mail(small(), settings), settings, None)


def test_no_encryption_is_only_by_choice() -> None:
    assert MailSettings().security == "starttls"
    with server("STARTTLS") as (port, heard), pytest.raises(NotSent):
        send(to_mail(small(), SETTINGS), replace(SETTINGS, port=port, security="starttls"), None)
    assert not any(line.startswith("mail") for line in heard)


def test_the_same_briefing_gives_the_same_bytes() -> None:
    assert to_mail(small(), SETTINGS).as_bytes() == to_mail(small(), SETTINGS).as_bytes()


def test_a_title_cannot_add_a_header() -> None:
    mail = to_mail(small("Week\r\nBcc: everyone@tarn.example"), SETTINGS)
    assert mail["Bcc"] is None
    assert b"\nBcc:" not in mail.as_bytes()


def test_the_way_back() -> None:
    made = small("Wöche “one”")
    parts = from_mail(to_mail(made, SETTINGS).as_bytes())
    assert parts.briefing == made
    assert "“Not one soldier.”" in parts.text
    assert "“Not one soldier.”" in parts.html


def test_a_long_briefing_leaves_its_footnotes_to_the_attachment() -> None:
    made = small()
    group = made.sections[0].groups[0]
    many = tuple(replace(group.sentences[0], id=f"sentence-{n}") for n in range(250))
    long_ = replace(made, sections=(Section("said", (Group(None, many),)),))
    page = html_part(long_)
    assert len(page.encode()) < LARGEST_HTML_BYTES
    assert "too long for this mail" not in html_part(made)


def test_one_that_is_too_long_all_the_same_says_so() -> None:
    made = small()
    many = tuple(replace(made.sections[0].groups[0].sentences[0], id=f"sentence-{n}") for n in range(2000))
    with pytest.raises(BriefingError, match="--form daily"):
        html_part(replace(made, sections=(Section("said", (Group(None, many),)),)))


def test_mail_settings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.toml"
    path.write_text(
        '[mail]\nfrom = "a@b.example"\nto = ["c@d.example"]\nhost = "h"\nport = 465\nsecurity = "tls"\nuser = "u"\n'
    )
    assert load_settings(path).mail == MailSettings("a@b.example", ("c@d.example",), "h", 465, "tls", "u")
    path.write_text('[mail]\nsecurity = "maybe"\n')
    with pytest.raises(UsageError, match="security"):
        load_settings(path)
