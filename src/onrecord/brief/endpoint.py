"""Asking a language model behind an OpenAI-compatible endpoint. The only place that talks to one, and only when asked to."""

from __future__ import annotations

import http.client
import json
import ssl
import time
from contextlib import closing
from typing import Any, Final
from urllib.parse import urlsplit

from onrecord.config import DraftingSettings
from onrecord.errors import OnrecordError

#: A longer answer is not read.
LARGEST_ANSWER_BYTES: Final = 1024 * 1024


class NoAnswer(OnrecordError):
    """The language model gave no usable answer; the message says why. Nothing was changed."""


def ask(body: dict[str, Any], settings: DraftingSettings, key: str | None) -> str:
    """The answer's text. One request, no redirect, no second try; a hard limit on time and size.

    Raises NoAnswer when the endpoint cannot be reached, is too slow, or answers with an error.
    """
    parts = urlsplit(settings.address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NoAnswer("[drafting] address must be an http or https address, such as http://127.0.0.1:8080/v1")
    deadline = time.monotonic() + settings.timeout_seconds
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=settings.timeout_seconds, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=settings.timeout_seconds)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    try:
        connection.request("POST", parts.path.rstrip("/") + "/chat/completions", json.dumps(body).encode(), headers)
        with closing(connection.getresponse()) as response:
            data, status = _read(response, deadline, connection), response.status
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(f"{settings.address} gave no answer: {error or type(error).__name__}") from error
    finally:
        connection.close()
    if status != 200:
        raise NoAnswer(f"{settings.address} answered {status}: {data[:200].decode('utf-8', 'replace')!r}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoAnswer(f"{settings.address} answered with bytes that are no text") from error


def _read(response: http.client.HTTPResponse, deadline: float, connection: http.client.HTTPConnection) -> bytes:
    """The body, as long as it comes in time."""
    data = b""
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("it is too slow")
        if connection.sock is not None:
            connection.sock.settimeout(left)
        chunk = response.read1(65536)
        if not chunk:
            return data
        data += chunk
        if len(data) > LARGEST_ANSWER_BYTES:
            raise OSError("the answer is too long")
