"""The words of a marked-up page in page order, each run with the path of the element that holds it.

A run is the inline content of a block element between the block elements within it, or between two line breaks in a row.
Its words are the text nodes joined, `<q>` with quotation marks, a line break as a space, soft hyphens and zero-width
spaces left out, white space collapsed to single spaces: the same bytes always give the same words. Scripts, styles,
navigation, form fields and hidden elements hold no words. A run's place is the path of its element, with `#2` for the second
run of one that holds several (then the first is `#1`). No step is recursive and nothing is fetched or expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree, html

#: Elements that hold no words of the page.
_SILENT: Final = frozenset(
    (
        "script style noscript template svg math iframe object embed applet canvas audio video select option datalist "
        "textarea button input nav head title meta link base param source track map area progress meter dialog menu "
        "frameset frame noframes"
    ).split()
)
#: Elements that break a run. All others are inline; unknown ones too.
_BLOCK: Final = frozenset(
    (
        "html body div p h1 h2 h3 h4 h5 h6 article section main aside header footer address blockquote pre figure "
        "figcaption ul ol li dl dt dd table caption thead tbody tfoot tr td th form fieldset legend details summary "
        "hgroup hr center dir listing xmp plaintext search"
    ).split()
)
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
_STEP: Final = re.compile(r"([^/\[\]#@]+)(?:\[(\d{1,9})\])?")
#: A tag with its attributes; quoted values up to 2,000 characters may hold ">". Possessive, so that it never goes back.
_TAG: Final = re.compile(r"""(<[a-zA-Z][^\s<>/]{0,40})(?:[^>"']++|"[^"]{0,2000}"|'[^']{0,2000}'|["'])*+>?""")
_BOMB_CHARS: Final = 20_000
_MOST_ATTRIBUTES: Final = 2000  # the parser takes 10 ms for them, 2 s for fifteen times as many
_LIMIT: Final = etree.ErrorTypes.ERR_RESOURCE_LIMIT
_NO_ATTRIBUTES: Final[dict[str, str]] = {}
_UNNUMBERED: Final = frozenset({"html", "head", "body"})


@dataclass(frozen=True, slots=True)
class Mark:
    """An element around a run: its tag, its class and id in lower case, and its path."""

    tag: str
    names: str
    path: str


@dataclass(slots=True)
class Run:
    """Words of an element.

    marks   the block elements around it, outermost first; the last holds it
    inner   class and id of inline elements within it, in lower case
    linked  characters of the words that stand in links
    stamps  (path, machine date) of `<time datetime>` elements within
    """

    path: str
    marks: tuple[Mark, ...]
    number: int
    pieces: list[str] = field(default_factory=list)
    inner: str = ""
    linked: int = 0
    stamps: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    place: str = ""


@dataclass(slots=True)
class _Holder:
    """A block element whose content is being walked."""

    path: str
    marks: tuple[Mark, ...]
    run: Run | None = None
    runs: int = 0
    broken: bool = False
    keeps_lines: bool = False


@dataclass(slots=True)
class _Frame:
    """An element whose children are being visited; `numbers` counts them by tag."""

    element: etree._Element
    children: Iterator[etree._Element]
    holder: _Holder
    path: str
    block: bool
    linked: bool
    names: str
    numbers: dict[str, int] = field(default_factory=dict)


def parse(text: str) -> tuple[html.HtmlElement | None, bool]:
    """The tree of a page, None where the parser finds no element in it, and whether it was nested too deep to be read whole.

    Entities and network are off. Elements nested over 256 deep are not read (the parser's own limit).
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    if not text.strip():
        return None, False
    try:
        root = html.document_fromstring(_defused(text).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, False
    return root, any(
        "depth" in entry.message for entry in parser.error_log if entry.level_name == "FATAL" or entry.type == _LIMIT
    )


def _defused(text: str) -> str:
    """The page with the attributes of a tag that has thousands of them taken away: the parser's time grows with their square."""
    if len(text) < _BOMB_CHARS:
        return text
    out: list[str] = []
    done = 0
    for match in _TAG.finditer(text):
        if (
            match.end() - match.start() >= _BOMB_CHARS
            and len(match[0].split(maxsplit=_MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES
        ):
            out += [text[done : match.start()], match[1], ">"]
            done = match.end()
    return "".join([*out, text[done:]]) if out else text


def runs_of(root: etree._Element) -> list[Run]:
    """All runs that hold words, in page order. Linear in the tree."""
    out: list[Run] = []
    holders: list[_Holder] = []
    stack = [_enter(root, _path("", root, {}), _attributes(root), None, holders)]
    _say(out, stack[-1], root.text)
    while stack:
        frame = stack[-1]
        child = next(frame.children, None)
        if child is None:
            stack.pop()
            if frame.element.tag == "q":
                _say(out, frame, "”")
            if stack:
                _say(out, stack[-1], frame.element.tail)
            continue
        if not isinstance(child.tag, str):
            _say(out, frame, child.tail)
            continue
        path = _path(frame.path, child, frame.numbers)
        attributes = _attributes(child)
        if child.tag == "br":
            _break(frame.holder)
            _say(out, frame, child.tail)
        elif child.tag in _SILENT or (attributes and _is_hidden(attributes)):
            _say(out, frame, child.tail)
        else:
            stack.append(_enter(child, path, attributes, frame, holders))
            if child.tag == "q":
                _say(out, stack[-1], "“")
            _say(out, stack[-1], child.text)
            run = stack[-1].holder.run
            if child.tag == "time" and run is not None and attributes.get("datetime"):
                run.stamps.append((path, attributes["datetime"]))
    single = {holder.path for holder in holders if holder.runs == 1}
    for run in out:
        run.text = collapse("".join(run.pieces))
        run.place = f"path:{run.path}" if run.path in single else f"path:{run.path}#{run.number}"
    return [run for run in out if run.text]


def collapse(text: str) -> str:
    """The words with single spaces between them and none around; soft hyphens and zero-width spaces left out."""
    return " ".join(_INVISIBLE.sub("", text).split())


def element_at(root: etree._Element, path: str) -> etree._Element | None:
    """The element at a path as `runs_of` writes it; None where there is none."""
    steps = path.strip("/").split("/")
    if not steps or steps[0] != str(root.tag):
        return None
    here = root
    for step in steps[1:]:
        match = _STEP.fullmatch(step)
        if match is None:
            return None
        number = int(match[2] or 1)
        found = None
        for child in here:
            if child.tag == match[1]:
                number -= 1
                if number == 0:
                    found = child
                    break
        if found is None:
            return None
        here = found
    return here


def path_of(element: etree._Element) -> str:
    """The path of one element, as `runs_of` writes it."""
    steps = []
    here: etree._Element | None = element
    while here is not None:
        parent = here.getparent()
        tag = str(here.tag)
        number = 1 + sum(1 for sibling in here.itersiblings(preceding=True) if sibling.tag == tag)
        steps.append(_step(tag, number))
        here = parent
    return "/" + "/".join(reversed(steps))


def _step(tag: str, number: int) -> str:
    return tag if tag in _UNNUMBERED and number == 1 else f"{tag}[{number}]"


def _path(parent: str, element: etree._Element, numbers: dict[str, int]) -> str:
    tag = str(element.tag)
    numbers[tag] = number = numbers.get(tag, 0) + 1
    return f"{parent}/{_step(tag, number)}"


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in items} if (items := element.items()) else _NO_ATTRIBUTES


def _enter(
    element: etree._Element, path: str, attributes: dict[str, str], outer: _Frame | None, holders: list[_Holder]
) -> _Frame:
    """A frame for the element; a block element becomes the holder of the runs to come, and ends the run before it."""
    tag = str(element.tag)
    names = ""
    if attributes:
        names = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('itemprop', '')}".strip().lower()[
            :200
        ]
    linked = tag == "a" or (outer is not None and outer.linked)
    if outer is not None and tag not in _BLOCK:
        return _Frame(element, iter(element), outer.holder, path, block=False, linked=linked, names=names)
    marks = (*(outer.holder.marks if outer else ()), Mark(tag, names, path))
    holder = _Holder(
        path,
        marks,
        keeps_lines=tag in {"pre", "plaintext", "xmp", "listing"} or (outer is not None and outer.holder.keeps_lines),
    )
    holders.append(holder)
    if outer is not None:
        outer.holder.run = None
    return _Frame(element, iter(element), holder, path, block=True, linked=linked, names="")


def _say(out: list[Run], frame: _Frame, text: str | None) -> None:
    """Add words to the run of the frame's holder, beginning one where there is none."""
    if not text:
        return
    holder = frame.holder
    if holder.keeps_lines and "\n" in text:
        parts = _BLANK_LINE.split(text)
        for part in parts[:-1]:
            _add(out, frame, part)
            holder.run = None
        text = parts[-1]
    _add(out, frame, text)


def _add(out: list[Run], frame: _Frame, text: str) -> None:
    holder = frame.holder
    blank = not text or text.isspace()
    if holder.run is None:
        if blank:
            return
        holder.runs += 1
        holder.run = Run(holder.path, holder.marks, holder.runs)
        out.append(holder.run)
    run = holder.run
    run.pieces.append(text)
    if blank:
        return
    holder.broken = False
    if frame.linked:
        run.linked += len(text.strip())
    if frame.names and len(run.inner) < 400:
        run.inner += " " + frame.names


def _break(holder: _Holder) -> None:
    """A line break: a space, or the end of the run where it is the second in a row."""
    if holder.run is None:
        return
    if holder.broken:
        holder.run = None
    else:
        holder.run.pieces.append("\n")
    holder.broken = not holder.broken


def _is_hidden(attributes: dict[str, str]) -> bool:
    """Whether an element with these attributes is not shown."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN_STYLE.search(style[:500]) is not None
