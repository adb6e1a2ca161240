"""Links to the words on a live page: text fragments (`#:~:text=`), as browsers open them.

From the "URL Fragment Text Directives" draft of the W3C's community group: `text=[prefix-,]start[,end][,-suffix]`. A browser
takes the first place where the words stand, compares without regard to case, and crosses the end of a paragraph only between
`start` and `end`. So long or broken passages are given by their first and last words, and words that stand earlier in the article
too get the words before them, then those after, until the place is theirs. A live page may have changed: the link is a
convenience, the capture is the receipt.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

from onrecord.record import Span

_WORD: Final = re.compile(r"\S+")
#: Characters up to which a passage within one paragraph is given whole.
_WHOLE_CHARS: Final = 120
#: Words given at first of each end of a longer one, and the most that are tried before the link is given as it is.
_END_WORDS: Final = 4
_MOST_WORDS: Final = 16


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent to it: http or https, with a host. None for `javascript:`, `file:` and the like."""
    if url is None or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def live_link(url: str, text: str, span: Span) -> str:
    """The address with a directive for the words at a span of an article's text; a fragment that it has is kept."""
    directive = text_directive(text, span)
    if not directive:
        return url
    return f"{url}:~:{directive}" if "#" in url else f"{url}#:~:{directive}"


def text_directive(text: str, span: Span) -> str:
    """`text=...` for the words at a span; empty where there are none there."""
    words = [Span(span.start + m.start(), span.start + m.end()) for m in _WORD.finditer(text[span.start : span.end])]
    if not words:
        return ""
    begin, stop = words[0].start, words[-1].end
    broken = "\n" in text[begin:stop]
    if len(words) == 1 or (not broken and stop - begin <= _WHOLE_CHARS):
        return "text=" + _placed(text, Span(begin, stop), Span(begin, stop), "")
    head, tail = _ends(text, words)
    return "text=" + _placed(text, head, Span(begin, stop), "," + _encoded(text[tail.start : tail.end]))


def _ends(text: str, words: list[Span]) -> tuple[Span, Span]:
    """The first and last words of a long passage, within a paragraph each; more last ones where they stand earlier in it too."""
    half = max(1, len(words) // 2)
    head = Span(words[0].start, _within_line(text, words[: min(_END_WORDS, half)]).end)
    tail = head
    for count in range(min(_END_WORDS, half), min(_MOST_WORDS, half) + 1):
        last = words[-count:]
        while len(last) > 1 and "\n" in text[last[0].start : last[-1].end]:
            last = last[1:]
        tail = Span(last[0].start, last[-1].end)
        if text.casefold().find(text[tail.start : tail.end].casefold(), head.end) in {-1, tail.start}:
            break
    return head, tail


def _within_line(text: str, words: list[Span]) -> Span:
    """The words up to the end of their paragraph."""
    kept = [word for word in words if "\n" not in text[words[0].start : word.end]]
    return Span(kept[0].start, kept[-1].end)


def _placed(text: str, start: Span, whole: Span, end: str) -> str:
    """`start` with as much before it, then after it, as makes it the first such place of the text."""
    low = text.casefold()
    plain = len(low) == len(text)  # a few letters have a longer lower case: then nothing is looked for
    before = list(_WORD.finditer(text[max(0, start.start - 400) : start.start]))
    offset = max(0, start.start - 400)
    prefix = ""
    for count in range(min(_MOST_WORDS, len(before)) + 1):
        begin = start.start if count == 0 else offset + before[-count].start()
        prefix = text[begin : start.start].strip()
        if not plain or low.find(low[begin : start.end]) == begin:
            break
    else:
        after = list(_WORD.finditer(text[whole.end : whole.end + 400]))[:_END_WORDS]
        suffix = text[whole.end : whole.end + after[-1].end()].strip() if after else ""
        end += f",-{_encoded(suffix)}" if suffix else ""
    return (f"{_encoded(prefix)}-," if prefix else "") + _encoded(text[start.start : start.end]) + end


def _encoded(words: str) -> str:
    """Words as they stand in a directive: one space between them, `-`, `,` and `&` encoded too."""
    return quote(" ".join(words.split()), safe="").replace("-", "%2D")
