"""The briefing as an e-mail: a text part, an HTML part small enough not to be cut, and the data as an attachment.

The mail is a pure function of briefing and addresses: boundary, id and date follow from them, so that a verifier makes it
again and compares. Sending is another function.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from onrecord.brief.data import from_data, to_data
from onrecord.brief.html import covers, environment, shown_receipts, shown_sections
from onrecord.brief.model import Briefing, BriefingError, to_json
from onrecord.brief.templates import plain
from onrecord.config import MailSettings
from onrecord.errors import OnrecordError
from onrecord.record import row_id

#: Large mail providers cut an HTML part that is larger than this.
LARGEST_HTML_BYTES: Final = 100_000
ATTACHMENT: Final = "briefing.json"
#: Mail programs know no style sheet: the class of a page is put in place. Words of a page are escaped and cannot hold it.
_ASIDE: Final = 'style="color:#6a665f;font-size:.85em;font-weight:normal"'
#: A server that does not answer in this time is given up.
TIMEOUT_SECONDS: Final = 30.0


class NotSent(OnrecordError):
    """A mail was not taken by the server; the message says why."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a mail is compared: its text, its HTML, and the data."""

    text: str
    html: str
    briefing: Briefing


def to_mail(briefing: Briefing, settings: MailSettings) -> EmailMessage:
    """The mail. Raises BriefingError when a sentence does not fit its template, or nothing fits into the size limit."""
    ident = row_id("mail", to_json(briefing))
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = " ".join(briefing.title.split())
    mail["From"] = settings.sender
    mail["To"] = ", ".join(settings.to) or "undisclosed-recipients:;"
    mail["Date"] = format_datetime(datetime.fromisoformat(briefing.made_at))
    mail["Message-ID"] = f"<{ident}@onrecord.invalid>"
    mail.set_content(text_part(briefing), cte="quoted-printable")
    mail.add_alternative(html_part(briefing), subtype="html", cte="base64")
    mail.add_attachment(to_data(briefing).encode("utf-8"), maintype="application", subtype="json", filename=ATTACHMENT)
    _set_boundaries(mail, ident)
    return mail


def html_part(briefing: Briefing) -> str:
    """The HTML with its styles inlined; the footnotes are left to the attachment where they would make it too large."""
    for receipts in (shown_receipts(briefing, linked=False), []):
        text = environment().get_template("mail.html").render(
            briefing=briefing, made=briefing.made_at[:10], covers=covers(briefing),
            sections=shown_sections(briefing, linked=False), receipts=receipts,
        )  # fmt: skip
        if not receipts:
            text = _without_marks(text)
        text = text.replace('class="side"', _ASIDE)
        if len(text.encode("utf-8")) < LARGEST_HTML_BYTES:
            return text
    raise BriefingError(
        f"this briefing is too long for a mail (over {LARGEST_HTML_BYTES:,} bytes): choose --form daily, or shorter sections"
    )


def _without_marks(text: str) -> str:
    """The page without the marks of footnotes that are not in it."""
    import re

    return re.sub(r'<sup>(?:<a href="#fn\d+">\d+</a> ?)+</sup>', "", text)


def text_part(briefing: Briefing) -> str:
    """The same as plain text."""
    title = " ".join(briefing.title.split())
    lines = [title, "=" * len(title), "", f"Made on {briefing.made_at[:10]} from {covers(briefing)}."]
    for section in briefing.sections:
        lines += ["", section.title, "-" * len(section.title)]
        for group in section.groups:
            lines += ["", *([] if group.heading is None else [plain(group.heading, briefing), ""])]
            lines += [f"* {plain(sentence, briefing)}" for sentence in group.sentences]
        lines += ["", *(plain(note, briefing) for note in section.notes)] if section.notes else []
    lines += [
        "",
        f"The receipts are in {ATTACHMENT}. Save this mail as a file and check it with: onrecord verify FILE.eml",
        "",
    ]
    return "\n".join(line.rstrip() for line in lines)


def from_mail(data: bytes) -> Parts:
    """The parts of a mail and the briefing behind them. Raises BriefingError for what is no such mail."""
    mail = message_from_bytes(data, policy=policy.default)
    text = html = attached = None
    for part in mail.walk():
        if part.is_multipart():
            continue
        name, kind = part.get_filename(), part.get_content_type()
        try:
            content = part.get_payload(decode=True)
            words = content.decode("utf-8") if isinstance(content, bytes) else None
        except UnicodeDecodeError:
            words = None
        if name == ATTACHMENT:
            attached = words if attached is None else attached
        elif kind == "text/plain" and text is None:
            text = words
        elif kind == "text/html" and html is None:
            html = words
    if attached is None or text is None or html is None:
        raise BriefingError(
            "this is no onrecord mail: it lacks its text, its HTML or the data that its sentences rest on"
        )
    return Parts(text.replace("\r\n", "\n"), html.replace("\r\n", "\n"), from_data(attached))


def send(mail: EmailMessage, settings: MailSettings, password: str | None) -> None:
    """Hand the mail to the server. Raises NotSent when it does not take it."""
    if not settings.host or not settings.to:
        raise NotSent("[mail] needs host and to before a briefing can be sent")
    try:
        if settings.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                settings.host, settings.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT_SECONDS)
        with server:
            if settings.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if settings.user is not None:
                server.login(settings.user, password or "")
            refused = server.send_message(mail)
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"{settings.host}:{settings.port} did not take the mail: {error}") from error
    if refused:
        raise NotSent(f"{settings.host} refused {', '.join(sorted(refused))}; the others have it")


def _set_boundaries(mail: EmailMessage, ident: str) -> None:
    """Boundaries that follow from the content, so that the same briefing gives the same bytes."""
    for n, part in enumerate(p for p in mail.walk() if p.is_multipart()):
        part.set_boundary(f"=_{ident}-{n}")
