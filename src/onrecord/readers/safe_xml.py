"""XML from strangers: parsed without entities, network or deep nesting, and as far as it goes where it is damaged."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

from lxml import etree

from onrecord.errors import Unreadable
from onrecord.readers.decode import REPLACEMENT, Encoding, choose_encoding
from onrecord.readers.page import Page
from onrecord.record import Problem

_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Where the root element begins: after the declaration, comments, instructions and document type.
_ROOT: Final = re.compile(r"<[A-Za-z_]")
_SPACE: Final = re.compile(r"\s+")

_NAMED: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")

_NUMBERED: Final = re.compile(r"&#(?:x0*([0-9a-fA-F]{1,8})|0*([0-9]{1,9}));")


def _no_sign(match: re.Match[str]) -> str:
    """A numbered sign as it stands, where it is one; half a pair and the like, on which the parser fails, are replaced."""
    number = int(match[1], 16) if match[1] else int(match[2])
    legal = number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF and not _FORBIDDEN.match(chr(number))
    return match[0] if legal else REPLACEMENT


def _sign(match: re.Match[str]) -> str:
    """What HTML means by a named entity; those of XML itself, and those that stand for its marks, stay."""
    sign = html5.get(match[1])
    return match[0] if sign is None or sign in {"<", ">", "&", '"', "'"} else sign


def xml_text(data: bytes) -> tuple[Encoding, str]:
    """The encoding and the text of XML bytes, without its declaration and with HTML's named entities as signs.

    Feeds use the names of HTML, which XML does not know: its parser would leave out what follows. Raises Unreadable
    (`empty`, `binary`).
    """
    match = _DECLARED.match(data[:400])
    encoding = choose_encoding(data, declared=None if match is None else match[1].decode("ascii"))
    text = encoding.text(data[encoding.begin :]).lstrip("\ufeff")
    text = _FORBIDDEN.sub(REPLACEMENT, _DECLARATION.sub("", text, count=1))
    return encoding, _NUMBERED.sub(_no_sign, _NAMED.sub(_sign, text))


def parse_xml(text: str) -> tuple[etree._Element, str | None]:
    """The root element, and what is wrong with the text where it is not well-formed (then it is read as far as it goes).

    Raises Unreadable: `unsafe` where it declares entities, `broken` where there is nothing to be read.
    """
    head = text[: match.start()] if (match := _ROOT.search(text)) else text
    if "<!ENTITY" in head.upper():
        raise Unreadable(
            "unsafe", "it declares entities of its own; news feeds need none, and they can grow without limit"
        )
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("broken", f"it is no XML: {str(error)[:200]}") from error
    if root is None:
        raise Unreadable("broken", "it is no XML")
    worst = next((entry for entry in parser.error_log if entry.level_name in {"FATAL", "ERROR"}), None)
    return root, None if worst is None else f"line {worst.line}: {_SPACE.sub(' ', worst.message)[:200]}"


def damaged(page: Page, fault: str | None) -> list[Problem]:
    """The problem of a text that is not well-formed; empty where it is."""
    if fault is None:
        return []
    detail = f"it is not well-formed; it was read as far as it goes: {fault}"
    return [Problem(page.name, "broken", detail, None, page.capture)]


def local(element: etree._Element) -> tuple[str, str]:
    """Namespace and local name of an element in lower case; ("", "") for what is no element."""
    tag = element.tag
    if not isinstance(tag, str):
        return "", ""
    space, _, name = tag.rpartition("}")
    return space.removeprefix("{").lower(), name.lower()


def text_of(element: etree._Element) -> str:
    """All words of an element and those below it; entities that nobody knows as they stand."""
    out: list[str] = []
    for node in element.iter():
        if node.text:
            out.append(node.text)
        if node is not element and node.tail:
            out.append(node.tail)
    return "".join(out)
