"""From bytes to text: which encoding, and what had to be replaced.

The encoding is chosen once for the whole capture; any stretch of the bytes that begins and ends at a character can then
be decoded alone and gives the same characters (`Encoding.text`), which is how a place in bytes leads back to its words.
That is why only encodings without a state are taken (no UTF-7, no ISO-2022).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from onrecord.errors import Unreadable

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: First bytes of formats that are not text.
_BINARY: Final = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"MZ\x90", b"BZh", b"\xfd7zXZ",
    b"Rar!", b"7z\xbc\xaf", b"OggS", b"ID3", b"\x00\x00\x01\xba", b"RIFF", b"SQLite format 3\x00", b"\xd0\xcf\x11\xe0",
    b"\x28\xb5\x2f\xfd", b"wOFF", b"wOF2", b"\xca\xfe\xba\xbe",
)  # fmt: skip
#: Encodings of news pages that are guessed among; all without a state.
_CANDIDATES: Final = (
    "cp1252", "cp1251", "koi8_r", "koi8_u", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "iso8859_5",
    "cp866", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "mac_roman",
)  # fmt: skip
#: Bytes looked at when guessing. Guessing costs a decode per candidate; 64 KiB hold some 10,000 words, enough for letter counts.
_SAMPLE_BYTES: Final = 65536
#: Share of control bytes over which bytes are no text. Text has none but line ends and tabs; damaged text a few.
_CONTROL_SHARE: Final = 0.05
_CONTROLS: Final = bytes(set(range(32)) - {9, 10, 12, 13, 27} | {127})
_LATIN: Final = ("cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2", "mac_roman")
_SIGN_IN_WORD: Final = re.compile(r"[^\W\d_][¡-©«-±²³´¶¸¹»-¿×÷†‡ˆ‰™\ufffd][^\W\d_]")
_WIDE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_UNWANTED: Final = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT: Final = "\ufffd"


@dataclass(frozen=True, slots=True)
class Encoding:
    """A chosen encoding: its Python name and where the text begins (after a byte order mark)."""

    name: str
    begin: int

    @property
    def unit(self) -> int:
        """Bytes of one code unit."""
        return 4 if self.name.startswith("utf-32") else 2 if self.name.startswith("utf-16") else 1

    def newline(self, text: str = "\n") -> bytes:
        """The bytes of a line end."""
        return text.encode(self.name)

    def text(self, data: bytes) -> str:
        """The words of a stretch of the bytes; NUL, lone surrogates and what cannot be decoded become U+FFFD."""
        return data.decode(self.name, errors="replace").replace(
            "\x00", REPLACEMENT
        )  # these encodings give no surrogates

    def size(self, text: str) -> int:
        """Bytes that `text` takes; for white space and text that was decoded without a replacement."""
        return len(text.encode(self.name))


def clean(text: str) -> str:
    """The text with NUL and lone surrogates replaced, one for one, by U+FFFD."""
    return _UNWANTED.sub(REPLACEMENT, text)


def choose_encoding(data: bytes, *, declared: str | None = None) -> Encoding:
    """The encoding of text bytes: byte order mark, then UTF-8 or UTF-16 if they fit, then what is declared, then a guess.

    `declared` is believed only where the bytes fit it and are no UTF-8. Raises Unreadable (`empty`, `binary`).
    """
    if not data.strip(b" \t\r\n\x0c\x00"):
        raise Unreadable("empty", "there is nothing in it but white space")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return Encoding(name, len(bom))
    if data.startswith(_BINARY):
        raise Unreadable("binary", "its first bytes are those of a format that is not text")
    wide = _without_mark(data[:_SAMPLE_BYTES])
    if wide is not None:
        return Encoding(wide, 0)
    sample = data[:_SAMPLE_BYTES]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(sample):
        raise Unreadable("binary", "too many control characters for a text")
    if _fits(data, "utf-8"):
        return Encoding("utf-8", 0)
    if _mostly_utf8(data):
        return Encoding("utf-8", 0)
    stated = _known(declared)
    if stated is not None and _fits(data, stated):
        return Encoding(stated, 0)
    return Encoding(_guess(data), 0)


def _without_mark(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark: the high bytes of spaces and line ends are NUL, always on the same side."""
    even, odd = sample[0::2], sample[1::2]
    zeros_even, zeros_odd = even.count(0), odd.count(0)
    least = max(1, len(odd) // 20)
    if zeros_odd >= least and zeros_even * 50 <= zeros_odd and _reads(sample, "utf-16-le"):
        return "utf-16-le"
    if zeros_even >= least and zeros_odd * 50 <= zeros_even and _reads(sample, "utf-16-be"):
        return "utf-16-be"
    return None


def _reads(sample: bytes, name: str) -> bool:
    """Whether the sample decodes to printable text in a 16-bit encoding."""
    text = sample[: len(sample) // 2 * 2].decode(name, errors="replace")
    bad = sum(1 for char in text[:4000] if not (char.isprintable() or char in "\r\n\t"))
    return bad <= len(text[:4000]) // 50


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """Whether damaged or mixed bytes are UTF-8 for the greater part: more whole characters than stray bytes."""
    sample = data[: 16 * _SAMPLE_BYTES]
    whole = sum(len(found) for found in _WIDE.findall(sample))
    high = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    return whole > 2 * (high - whole)


def _known(declared: str | None) -> str | None:
    """The Python name of a declared encoding that has no state; None where there is none. Latin-1 means cp1252 on the web."""
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared.strip()).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    name = {"iso8859_1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)
    return name if name in _CANDIDATES or re.fullmatch(r"iso8859_\d+|cp12\d\d", name) else None


def _guess(data: bytes) -> str:
    """The likeliest encoding of bytes that are no UTF-8, by the letters that come out of it."""
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE_BYTES]
    best = from_bytes(sample, cp_isolation=list(_CANDIDATES)).best()
    name = "cp1252" if best is None else best.encoding
    if name in _LATIN:  # their letter counts are nearly the same: take the first that puts no sign inside a word
        return next(
            (latin for latin in _LATIN if _SIGN_IN_WORD.search(sample.decode(latin, errors="replace")) is None), name
        )
    return name
