"""Templates: the only way from slots to the words of a sentence.

`render` gives pieces, each with the receipts it rests on, so that every output form can link them. The words between
slots are the templates' own; they name no one, count nothing and judge nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final, TypeVar

from onrecord.brief.model import Briefing, BriefingError, Receipt, Sentence, Slot, Source
from onrecord.record import Spans

T = TypeVar("T")

#: `{name}` is a slot; a part in double brackets is left out when one of its slots is not given; what follows a double bar
#: is said in an aside: which page, which day, how many origins.
TEMPLATES: Final[dict[str, str]] = {
    # stories
    "story": "{title} ‖{outlet}, {published}[[; {origins}, {articles}]]",
    "story update": "Update: {title} ‖{outlet}, {published}[[; {origins}, {articles}]]",
    "part": "{part}",
    "country": "{country}: {sentence} ‖{outlet}, {published}[[; {origins}, {articles}]]",
    "figure": "{figure}: {sentence} ‖{outlet}, {published}[[; {origins}, {articles}]]",
    # what happened
    "event": "[[{day}: ]]{sentence} ‖{outlet}, {published}[[; {origins}, {articles}]]",
    "event told": "[[{day}: ]]{status}, on the word of {speaker}: {sentence} ‖{outlet}, {published}[[; {origins}, {articles}]]",
    "event status": "[[{day}: ]]{status}: {sentence} ‖{outlet}, {published}[[; {origins}, {articles}]]",
    "event differs": "{what}: {sentence} ‖{outlet}, {published}",
    # who said what
    "speaker": "{speaker}[[, {role}]][[ ({former})]]",
    "speaker unnamed": "{speaker} (not named)",
    "speaker unknown": "Speaker not known",
    "quoted": "[[{rank} ]]{speaker}[[, {role},]][[ ({former})]] {cue}: {content} ‖{outlet}, {made}[[; {origins}, {articles}]]",
    "quoted bare": "[[{rank} ]]{speaker}[[, {role}]][[ ({former})]]: {content} ‖{outlet}, {made}[[; {origins}, {articles}]]",
    "quoted unnamed": "{speaker} (not named): {content} ‖{outlet}, {made}[[; {origins}, {articles}]]",
    "quoted unknown": "Quoted without a speaker: {content} ‖{outlet}, {made}[[; {origins}, {articles}]]",
    "according": "According to {speaker}: {content} ‖{outlet}, {made}[[; {origins}, {articles}]]",
    "reported of": "{speaker}: {sentence} ‖{outlet}, {made}[[; {origins}, {articles}]]",
    "reported": "{sentence} ‖{outlet}, {made}[[; {origins}, {articles}]]",
    "standing": "{standing}: {sentence} ‖{outlet}, {made}[[; {origins}, {articles}]]",
    # disputed
    "position": "{position}[[ ({speaker})]]: {sentence} ‖{outlet}, {made}[[; {origins}, {articles}]]",
    # what is scheduled
    "scheduled": "{day}: {sentence} ‖{outlet}, {published}[[; {origins}, {articles}]]",
    "scheduled told": "{day}, on the word of {speaker}: {sentence} ‖{outlet}, {published}[[; {origins}, {articles}]]",
    "scheduled told undated": "Day not given, on the word of {speaker}: {sentence} ‖{outlet}, {published}[[; {origins}, {articles}]]",
    "scheduled above": "{day}: {above}",
    "scheduled undated": "Day not given: {sentence} ‖{outlet}, {published}[[; {origins}, {articles}]]",
    # who copied whom
    "family": "{title} ({outlet}, {published}): {articles} of one origin",
    "family credited": "{title} ({outlet}, {published}): {articles} of one origin, credited to {holder}, whose own text is not on record",
    "copied": "{copy} ({copy_outlet}, {copy_published}) is {kind} of {title} ({outlet}, {published}); {share} of its text stands there",
    "shared": "{copy} ({copy_outlet}, {copy_published}) and {title} ({outlet}, {published}) share text ({kind}, {share} of the first); which was first is not known",
    "versions": "{copy} ({copy_outlet}, {copy_published}) and {title} ({outlet}, {published}) are captures of one address: a page that changed; {share} of the first stands in the second",
    "evidence credit": "Evidence: the credit line {words} in {outlet}",
    "evidence wire": "Evidence: the agency mark {words} in {outlet}",
    "evidence time": "Evidence: {outlet} published on {published}; {copy_outlet} on {copy_published}",
    "evidence containment": "Evidence: the text of {copy_outlet} lacks parts that the text of {outlet} has",
    "evidence canonical": "Evidence: the page of {copy_outlet} names the page of {outlet} as its original",
    "evidence judgement": "Evidence: a person judged that {outlet} had it before {copy_outlet}",
    "evidence against": "Evidence for the other order: {evidence}",
    # corrections to earlier issues
    "corrected gone": "The issue of {issue} said: {said} The page has since lost these words. ‖{outlet}, {published}",
    "corrected notice": "The issue of {issue} said: {said} The page now carries a notice: {sentence} ‖{outlet}, {published}",
    "corrected amended": "The issue of {issue} said: {said} The page has since lost these words, and carries a notice: {sentence}"
    " ‖{outlet}, {published}",
    "corrected denied": "The issue of {issue} said: {said} Denied since: {sentence} ‖{outlet}, {published}",
    "corrected judged": "The issue of {issue} said: {said} Judged by the desk since: {judged}",
    # by the writer, by a language model
    "edited": "{text} ‖edited by the writer",
    "own": "{text} ‖the writer’s own words",
    "drafted": "{text} (drafted by a language model)",
    # what was not read
    "coverage read": "Captures on record: {captures}; read from them: {articles}",
    "coverage refused": "Inputs refused or read only in part: {number}",
    "problem": "{address}: {reason}",
    "source": "{source}: {counts}",
    "source silent": "{source}: {counts}; no article came from it, which is no evidence that nothing happened",
    "coverage undated": "No date is given by {articles}, and none could be worked out",
    "coverage inferred": "No date of publication is given by {articles}; a time was worked out from the days that the text names, and is marked “about”",
    "coverage weak": "Statements scored lower than {bar}, on record and not shown: {number}",
    "coverage language": "Marked as written in a language that is stored, but not read for statements: {articles}",
    "left out": "On record and not shown here: {number} more",
    "nothing": "Nothing on record",
    "nothing more": "Nothing on record that is not told above",
    "nothing due": "No earlier issue needs a correction",
    "no issue": "There is no earlier issue",
}  # fmt: skip

#: Words that a `label` slot may hold.
LABELS: Final[frozenset[str]] = frozenset(
    {
        "no such statement", "another speaker", "no such event", "no copies of one another", "another text was first",
        "What happened", "The perspective", "Why it matters", "What is next",
        "Another day is told", "Another number is told", "Another place is told",
        "Happened", "Under way", "Planned", "Alleged", "Hypothetical", "Under a condition", "Denied", "Cancelled",
        "Claim", "Accusation", "Denial", "Reply", "Said otherwise", "Doubt", "Statement",
        "told in the main story", "see the one thing to watch", "Declined to comment", "Not confirmed", "Not said", "Only supposed",
        "in office no longer, by the actors file",
        "a reprint", "an excerpt", "a partial copy", "reprint", "excerpt", "partial",
        "earlier publication", "a credit line", "an agency mark", "containment", "the canonical address", "a person's judgement",
    }
)  # fmt: skip

#: Templates whose last words are a quotation, which gets a full stop where it has none of its own.
_ENDED: Final = frozenset({"quoted", "quoted bare", "quoted unnamed", "quoted unknown", "according"})
_END: Final = re.compile(r"[.!?…][”’\"')\]]*\s*$")
_PART: Final = re.compile(r"\[\[(.*?)\]\]|\{(\w+)\}|([^\[{]+)")
_MARKS_OPEN: Final = "\"'“‘«„‚‹"
_MARKS_CLOSE: Final = "\"'”’»“‘›"
_CLOSING: Final = {"“": "”", "«": "»", "„": "“”", "‘": "’"}
#: An apostrophe within a word is no quotation mark.
_APOSTROPHE: Final = re.compile(r"(?<=\w)['’](?=\w)")
_MONTHS: Final = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence's words. `receipt` is what it rests on, None for the template's own words.

    own    False for words taken from a page (they are set off in the output), True for words of the program
    aside  True behind the double bar of the template
    """

    text: str
    receipt: int | None = None
    own: bool = True
    aside: bool = False


def render(sentence: Sentence, briefing: Briefing) -> tuple[Piece, ...]:
    """The words of a sentence, in pieces. Raises BriefingError for slots that the template does not know or lacks."""
    pattern = TEMPLATES.get(sentence.template)
    if pattern is None:
        raise BriefingError(f"{sentence.id}: there is no template {sentence.template!r}")
    slots = dict(sentence.slots)
    unknown = set(slots) - set(re.findall(r"\{(\w+)\}", pattern))
    if unknown:
        raise BriefingError(f"{sentence.id}: template {sentence.template!r} has no slot {min(unknown)!r}")
    main, _, aside = pattern.partition("‖")
    pieces = _fill(main, slots, sentence, briefing)
    if sentence.template in _ENDED and not _END.search("".join(piece.text for piece in pieces)):
        pieces[-1] = Piece(". ")
    pieces += [replace(piece, aside=True) for piece in _fill(aside, slots, sentence, briefing)]
    return tuple(piece for piece in pieces if piece.text)


def without_aside(sentence: Sentence, briefing: Briefing) -> str:
    """The words of a sentence as one string on one line, without its aside."""
    return " ".join("".join(p.text for p in render(sentence, briefing) if not p.aside).split())


def plain(sentence: Sentence, briefing: Briefing) -> str:
    """The words of a sentence as one string; an aside stands in brackets."""
    pieces = render(sentence, briefing)
    main = "".join(piece.text for piece in pieces if not piece.aside)
    aside = "".join(piece.text for piece in pieces if piece.aside)
    return f"{main}({aside})" if aside else main


def _fill(pattern: str, slots: dict[str, Slot], sentence: Sentence, briefing: Briefing) -> list[Piece]:
    out: list[Piece] = []
    for optional, name, own in _PART.findall(pattern):
        if own:
            out.append(Piece(own))
        elif name:
            if name not in slots:
                raise BriefingError(f"{sentence.id}: template {sentence.template!r} lacks its slot {name!r}")
            out += _slot(slots[name], briefing)
        elif all(n in slots for n in re.findall(r"\{(\w+)\}", optional)):
            out += _fill(optional, slots, sentence, briefing)
    return out


def _slot(slot: Slot, briefing: Briefing) -> list[Piece]:
    kind = slot.kind
    if kind in {"words", "quote"}:
        receipt = briefing.receipt(_given(slot.receipt, kind))
        if kind == "quote":
            return [Piece(f"“{quotation(receipt, briefing)}”", receipt.n, own=False)]
        before, words, behind = passage(receipt, briefing)
        return [Piece(before), Piece(words, receipt.n, own=False), Piece(behind)]
    if kind == "day":
        return [Piece(day_words(_given(slot.value, kind)), slot.receipt)]
    if kind in {"label", "listed", "text"}:
        value = _given(slot.value, kind)
        if kind == "label" and value not in LABELS:
            raise BriefingError(f"{value!r} is no label")
        return [Piece(value)]
    if kind in {"articles", "number"}:
        count = len(set(slot.ids))
        return [Piece(f"{count:,}" if kind == "number" else _counted(count, slot.value or "article"))]
    source = briefing.source(_given(slot.article, kind))
    if kind == "published":
        return [Piece(published_words(source))]
    if kind == "moment":
        return [Piece(published_words(source) + _clock_words(source))]
    if kind == "outlet":
        return [Piece(outlet_words(source), own=False)]
    if kind == "title":
        return [Piece(quoted_title(source), own=False)]
    if kind == "share":
        receipt = briefing.receipt(_given(slot.receipt, kind))
        return [Piece(f"{share(receipt, source):.0%}", receipt.n)]
    raise BriefingError(f"{kind!r} is no kind of slot")


def _given(value: T | None, kind: str) -> T:
    if value is None:
        raise BriefingError(f"a slot of the kind {kind!r} lacks its value")
    return value


def _counted(count: int, noun: str) -> str:
    if noun not in {"article", "origin"}:
        raise BriefingError(f"{noun!r} is not counted here")
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def share(receipt: Receipt, source: Source) -> float:
    """Share of the source's text that lies in the receipt's spans, from 0 to 1."""
    length = source.blocks[-1][1] if source.blocks else 0
    return covered(receipt.spans) / length if length else 0.0


def covered(spans: Spans) -> int:
    """Number of code points in the spans, each counted once."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def bare(words: str) -> str:
    """The words without quotation marks around the whole, on one line."""
    text = _one_line(words).strip()
    while len(text) > 1 and text[0] in _MARKS_OPEN and text[-1] in _MARKS_CLOSE and _closes(text):
        text = text[1:-1].strip()
    marks = _APOSTROPHE.sub("x", text)
    if text[:1] and text[0] in _MARKS_OPEN and not any(c in _MARKS_CLOSE for c in marks[1:]):
        text, marks = text[1:], marks[1:]
    if text[-1:] and text[-1] in _MARKS_CLOSE and not any(c in _MARKS_OPEN for c in marks[:-1]):
        text, marks = text[:-1], marks[:-1]
    if text[:1] == '"' and text.count('"') % 2:
        text, marks = text[1:], marks[1:]  # a quotation of several paragraphs opens each and closes the last
    if text[:1] in _CLOSING and marks.count(text[0]) > sum(marks.count(mark) for mark in _CLOSING[text[0]]):
        text = text[1:]
    return text


def _closes(text: str) -> bool:
    """Whether the first mark is closed by the last one: no mark of its kind stands between them."""
    return not any(c in _APOSTROPHE.sub("x", text)[1:-1] for c in (text[0], text[-1]))


def quotation(receipt: Receipt, briefing: Briefing) -> str:
    """The words of a receipt as a quotation, without marks around the whole."""
    return _joined(receipt, [bare(word).removesuffix(",") for word in receipt.words], briefing)


def passage(receipt: Receipt, briefing: Briefing) -> tuple[str, str, str]:
    """The words of a receipt as they stand, with the quotation marks before and behind that they were cut off from."""
    words = _one_line(_joined(receipt, [word.strip() for word in receipt.words], briefing))
    before, behind = _unclosed(words)
    return before, words, behind


def _joined(receipt: Receipt, words: Sequence[str], briefing: Briefing) -> str:
    """The words of a receipt in a row, "…" where something of the page is left out between them."""
    blocks = briefing.source(receipt.article).blocks if len(words) > 1 else ()
    out = words[0]
    for word, one, other in zip(words[1:], receipt.spans, receipt.spans[1:], strict=False):
        # from the end of a paragraph to the beginning of the next one nothing is left out, but perhaps a mark
        next_block = any(
            a_end - one.end in {0, 1} and other.start - b_start in {0, 1}
            for (_, a_end, _), (b_start, _, _) in pairwise(blocks)
        )
        out += f" {word}" if next_block else f" … {word}"
    return out


def _unclosed(text: str) -> tuple[str, str]:
    """Quotation marks to put before and behind words that were cut out of a longer quotation."""
    for opening, closing in (("“", "”"), ("«", "»")):
        more = text.count(opening) - text.count(closing)
        if more:
            return (opening, "") if more < 0 else ("", closing)
    if text.count('"') % 2:
        return ("", '"') if text.startswith('"') else ('"', "") if text.endswith('"') else ("", "")
    return "", ""


def _one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def day_words(value: str) -> str:
    """`2023-03-20` as "20 March 2023"; `2023-03-13/2023-03-20` as "13 to 20 March 2023"; `2023-03` as "March 2023".

    Raises BriefingError for what is no day, month or year.
    """
    first, _, last = value.partition("/")
    try:
        if len(first) == 4 and not last:
            return str(date(int(first), 1, 1).year)
        if len(first) == 7 and not last:
            month = date.fromisoformat(f"{first}-01")
            return f"{_MONTHS[month.month - 1]} {month.year}"
        a, b = date.fromisoformat(first), date.fromisoformat(last) if last else None
    except ValueError as error:
        raise BriefingError(f"{value!r} is no day") from error
    if b is None or a == b:
        return _day(a)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day} to {_day(b)}"
    if a.year == b.year:
        return f"{a.day} {_MONTHS[a.month - 1]} to {_day(b)}"
    return f"{_day(a)} to {_day(b)}"


def slot_day(value: str, until: str | None, precision: str | None) -> str:
    """A resolved date as the value of a day slot: cut to its precision; a range with both ends."""
    if precision == "year":
        return value[:4]
    if precision == "month":
        return value[:7]
    return value if until is None or until == value else f"{value}/{until}"


def _day(value: date) -> str:
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def outlet_words(source: Source) -> str:
    """The outlet, or the name of the file where the page does not tell."""
    return source.outlet or f"page {source.address.rpartition('/')[2]}"


def title_words(source: Source) -> str:
    """The headline, or the opening words where the page has none."""
    return bare(source.title or f"{source.opening} …")


def quoted_title(source: Source) -> str:
    """The headline in quotation marks, unless it has some of its own."""
    title = title_words(source)
    return title if any(mark in title for mark in '“”„«»"') else f"“{title}”"


def published_words(source: Source) -> str:
    """When a source was published, as far as it is known; "about" marks a time worked out from the text."""
    if source.published is None:
        return "no date"
    value = source.published[:10]
    about = "about " if source.evidence == "inferred" else ""
    if source.precision == "range" and source.until is not None:
        return about + day_words(f"{value}/{source.until[:10]}")
    if source.precision == "range":
        return f"{about}{day_words(value)} or soon after"
    if source.precision == "year":
        return about + value[:4]
    if source.precision == "month":
        return about + day_words(value).partition(" ")[2]
    return about + day_words(value)


def _clock_words(source: Source) -> str:
    """The time of day, where the page gives it."""
    value = source.published or ""
    return f", {value[11:16]} UTC" if source.precision == "minute" and len(value) > 16 else ""
