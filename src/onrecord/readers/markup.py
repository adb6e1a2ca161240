"""The words of a marked-up page in page order, each run with the path of the element that holds it.

A run is the inline content of a block element between the block elements within it, or between two line breaks in a row.
Its words are the text nodes joined, `<q>` with quotation marks, a line break as a space, soft hyphens and zero-width
spaces left out, white space collapsed to single spaces: the same bytes always give the same words. Scripts, styles,
navigation, form fields and hidden elements hold no words. A run's place is the path of its element, with `#2` for the second
run of one that holds several (then the first is `#1`). No step is recursive and nothing is fetched or expanded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, cast

from lxml import etree, html

from onrecord.readers import shape

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
#: Inline elements that need more than their words: quotation marks, a machine date; and those that keep line ends.
_OWN_WORDS: Final = frozenset({"q", "time", "br"})
#: Where the walk of a page ends. Long news pages have 5,000 elements and 1,000 runs; time and memory grow with both.
MOST_ELEMENTS: Final = 100_000
MOST_RUNS: Final = 30_000
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
#: Characters that the parser gives and does not take back.
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
_STEP: Final = re.compile(r"([^/\[\]#@]+)(?:\[(\d{1,9})\])?")
#: A tag with its attributes, or the whole of a script, style or comment, in which nothing is a tag. A quotation mark opens a
#: value only after "=", as for a browser: a stray one elsewhere hides nothing. Possessive: never goes back.
_TAG: Final = re.compile(
    r"""<(script|style)\b(?s:.*?)(?:</\1|\Z)|<!--(?s:.*?)(?:-->|\Z)"""
    r"""|(?P<tag><[a-zA-Z][^\s<>/]{0,40})(?:[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+>?""",
    re.IGNORECASE,
)
_VALUE: Final = re.compile(r""" *= *(?:"[^"]*"|'[^']*')""")
#: A tag of so many characters is looked at; one of so many attributes loses them: the parser takes a millisecond for them, and
#: its time grows with their square. Elements of pages have up to about 60.
_BOMB_CHARS: Final = 2000
_MOST_ATTRIBUTES: Final = 500
_TAG_BEGIN: Final = re.compile(r"<[a-zA-Z]")
_END_IN_VALUE: Final = re.compile(r"""=\s*(?:"[^">]*>|'[^'>]*>)""")
_LIMIT: Final = etree.ErrorTypes.ERR_RESOURCE_LIMIT
_NO_ATTRIBUTES: Final[dict[str, str]] = {}
_KEEPS_LINES: Final = frozenset({"pre", "plaintext", "xmp", "listing"})
#: One class for all elements: the library's own lookup calls Python for each, a fifth of the time of a page.
_ELEMENT_CLASS: Final = etree.ElementDefaultClassLookup(element=html.HtmlElement, comment=html.HtmlComment)
_UNNUMBERED: Final = frozenset({"html", "head", "body"})


class Mark(NamedTuple):
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
    _words: int = -1
    _sentence: bool | None = None

    @property
    def words(self) -> int:
        """Number of words of the text (`shape.words`), counted once: every step asks for it."""
        if self._words < 0:
            self._words = shape.words(self.text)
        return self._words

    @property
    def is_sentence(self) -> bool:
        """Whether the text is running prose (`shape.is_sentence`), looked at once."""
        if self._sentence is None:
            self._sentence = shape.is_sentence(self.text, self.words)
        return self._sentence


@dataclass(slots=True)
class _Holder:
    """A block element whose content is being walked."""

    path: str
    marks: tuple[Mark, ...]
    keeps_lines: bool
    run: Run | None = None
    runs: int = 0
    broken: bool = False


@dataclass(slots=True)
class _Frame:
    """An element whose children are being visited; `numbers` counts them by tag."""

    tag: str
    tail: str | None
    children: Iterator[etree._Element]
    holder: _Holder
    outer: _Frame | None
    step: str
    block: bool
    linked: bool
    names: str
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The path of the element; for an inline one it is made when it is asked for."""
        if self.block or self.outer is None:
            return self.holder.path
        return f"{self.outer.path}/{self.step}"


def parse(text: str) -> tuple[html.HtmlElement | None, Literal["deep", "long"] | None]:
    """The tree of a page, None where the parser finds no element in it, and what kept the parser from reading it whole.

    `deep`: nested too deep;  `long`: a script, an attribute or a text of over 10 MB, where the page ends.

    Entities and network are off. Elements nested over 256 deep are not read (the parser's own limit).
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    parser.set_element_class_lookup(_ELEMENT_CLASS)
    if not text.strip():
        return None, None
    try:
        root = html.document_fromstring(_defused(text).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, None
    limits = [entry.message for entry in parser.error_log if entry.level_name == "FATAL" or entry.type == _LIMIT]
    if any("depth" in message for message in limits):
        return root, "deep"
    return root, "long" if any("size limit" in message for message in limits) else None


def _defused(text: str) -> str:
    """The page with the attributes of a tag that has thousands of them taken away: the parser's time grows with their square."""
    if not _may_hold_bomb(text):
        return text
    out: list[str] = []
    done = 0
    for match in _TAG.finditer(text):
        if (
            match["tag"] is not None
            and match.end() - match.start() >= _BOMB_CHARS
            and len(_VALUE.sub("", match[0]).split(maxsplit=_MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES
        ):
            out += [text[done : match.start()], match["tag"], ">"]
            done = match.end()
    return "".join([*out, text[done:]]) if out else text


def _may_hold_bomb(text: str) -> bool:
    """Whether a tag may be so long: no ">" for that many characters after its beginning, but in a value. Costs little."""
    for part in text.split(">"):
        if len(part) >= _BOMB_CHARS - 1:
            begin = _TAG_BEGIN.search(part)
            if begin is not None and len(part) - begin.start() >= _BOMB_CHARS - 1:
                return True
    return _END_IN_VALUE.search(text) is not None


def runs_of(root: etree._Element) -> list[Run]:
    """The runs that hold words, in page order; see `walk` for the limit."""
    return walk(root)[0]


def walk(root: etree._Element) -> tuple[list[Run], bool]:
    """The runs that hold words, in page order, and whether the page has more than are read. Linear in the tree."""
    out: list[Run] = []
    left = MOST_ELEMENTS
    stack = [_enter(root, _step(str(root.tag), 1), _attributes(root), None)]
    _say(out, stack[-1], root.text)
    while stack:
        frame = stack[-1]
        child = next(frame.children, None)
        if child is None:
            stack.pop()
            if frame.tag == "q":
                _say(out, frame, "”")
            if stack:
                _say(out, stack[-1], frame.tail)
            continue
        tag = child.tag
        if not isinstance(tag, str):
            _say(out, frame, child.tail)
            continue
        left -= 1
        if left < 0 or len(out) > MOST_RUNS:
            break
        frame.numbers[tag] = number = frame.numbers.get(tag, 0) + 1
        if tag == "br":
            _break(frame.holder)
        elif tag not in _SILENT:
            attributes = _attributes(child)
            text = child.text
            bare = tag not in _BLOCK and tag not in _OWN_WORDS and not len(child) and not frame.holder.keeps_lines
            if bare and not text:
                pass
            elif not (attributes and _is_hidden(attributes)):
                if bare:  # most elements are inline and hold nothing but words: they need no frame
                    linked = frame.linked or tag == "a"
                    _add(out, frame.holder, text or "", linked=linked, names=_names(attributes) if attributes else "")
                    _say(out, frame, child.tail)
                    continue
                inner = _enter(child, _step(tag, number), attributes, frame)
                stack.append(inner)
                if tag == "q":
                    _say(out, inner, "“")
                _say(out, inner, text)
                run = inner.holder.run
                if tag == "time" and run is not None and attributes.get("datetime"):
                    run.stamps.append((inner.path, attributes["datetime"]))
                continue
        _say(out, frame, child.tail)
    return _finished(out)[:MOST_RUNS], left < 0 or len(out) > MOST_RUNS


def trim(root: etree._Element, kept: Collection[str]) -> None:
    """Take out of the tree what holds no words and the block elements whose paths are not among `kept`; words beside them stay.

    Scripts that hold data stay. Linear in the tree.
    """
    stack = [(root, f"/{_step(str(root.tag), 1)}")]
    while stack:
        element, path = stack.pop()
        numbers: dict[str, int] = {}
        gone: list[etree._Element] = []
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            numbers[tag] = number = numbers.get(tag, 0) + 1
            if tag in _SILENT:
                if tag != "script" or child.get("type") != "application/ld+json":
                    gone.append(child)
            elif tag in _BLOCK:
                inner = f"{path}/{_step(tag, number)}"
                if inner in kept:
                    stack.append((child, inner))
                else:
                    gone.append(child)
            elif len(child):
                stack.append((child, f"{path}/{_step(tag, number)}"))
        for child in gone:
            _drop(child, element)


def _drop(child: etree._Element, parent: etree._Element) -> None:
    """Take the element out of its parent; the words after it stay where they are."""
    if child.tail:
        tail = _UNFIT.sub("", child.tail)
        before = child.getprevious()
        if before is None:
            parent.text = _UNFIT.sub("", parent.text or "") + tail
        else:
            before.tail = _UNFIT.sub("", before.tail or "") + tail
    parent.remove(child)


def _finished(runs: list[Run]) -> list[Run]:
    """The runs that hold words, with their text and place."""
    number = Counter(run.path for run in runs)
    for run in runs:
        run.text = collapse("".join(run.pieces))
        run.place = f"path:{run.path}" if number[run.path] == 1 else f"path:{run.path}#{run.number}"
    return [run for run in runs if run.text]


def collapse(text: str) -> str:
    """The words with single spaces between them and none around; soft hyphens and zero-width spaces left out."""
    return " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())


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


def _attributes(element: etree._Element) -> dict[str, str]:
    return dict(cast("Sequence[tuple[str, str]]", items)) if (items := element.items()) else _NO_ATTRIBUTES


def _enter(element: etree._Element, step: str, attributes: dict[str, str], outer: _Frame | None) -> _Frame:
    """A frame for the element; a block element becomes the holder of the runs to come, and ends the run before it."""
    tag = str(element.tag)
    names = _names(attributes) if attributes else ""
    linked = tag == "a" or (outer is not None and outer.linked)
    children = iter(element)
    if outer is not None and tag not in _BLOCK:
        return _Frame(tag, element.tail, children, outer.holder, outer, step, False, linked, names)
    path = f"/{step}" if outer is None else f"{outer.path}/{step}"
    marks = (Mark(tag, names, path),) if outer is None else (*outer.holder.marks, Mark(tag, names, path))
    lines = tag in _KEEPS_LINES or (outer is not None and outer.holder.keeps_lines)
    holder = _Holder(path, marks, lines)
    if outer is not None:
        outer.holder.run = None
    return _Frame(tag, element.tail, children, holder, outer, step, True, linked, "")


def _names(attributes: dict[str, str]) -> str:
    """Class, id and itemprop in lower case, the parts of a name with dashes between them."""
    get = attributes.get
    return f"{get('class', '')} {get('id', '')} {get('itemprop', '')}".strip().lower().replace("_", "-")[:200]


def _say(out: list[Run], frame: _Frame, text: str | None) -> None:
    """Add words to the run of the frame's holder, beginning one where there is none."""
    if not text:
        return
    holder = frame.holder
    if holder.keeps_lines and "\n" in text:
        parts = _BLANK_LINE.split(text)
        for part in parts[:-1]:
            _add(out, holder, part, linked=frame.linked, names=frame.names)
            holder.run = None
        text = parts[-1]
    _add(out, holder, text, linked=frame.linked, names=frame.names)


def _add(out: list[Run], holder: _Holder, text: str, *, linked: bool, names: str) -> None:
    blank = not text or text.isspace()
    run = holder.run
    if run is None:
        if blank:
            return
        holder.runs += 1
        holder.run = run = Run(holder.path, holder.marks, holder.runs)
        out.append(run)
    run.pieces.append(text)
    if blank:
        return
    holder.broken = False
    if linked:
        run.linked += len(text.strip())
    if names and len(run.inner) < 400:
        run.inner += " " + names


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
