"""The data types of the record and the rule by which rows get their ids.

The chain: capture -> article -> statement, event, mention, reuse -> sentence -> receipt. Every type here is a frozen
value; what can be done with it stands in the layers above.

Conventions
    offsets   Unicode code points of `Article.text`, `start` inclusive, `end` exclusive
    ids       `kind-` and the first 20 hex digits of a SHA-256 over canonical JSON of the defining fields (`row_id`),
              so that the same input has the same ids on every machine and in every order
    digests   `sha256:` and 64 hex digits, over bytes (captures) or UTF-8 (texts)
    times     UTC, ISO 8601; a date without a time stays a date
    unknown   None or an empty tuple
    scores    float from 0 to 1
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple


class Span(NamedTuple):
    """Code points `start` (inclusive) to `end` (exclusive) of an article's text; never empty."""

    start: int
    end: int


Spans = tuple[Span, ...]

BlockLabel = Literal[
    "headline", "standfirst", "byline", "dateline", "subheading", "body", "quote", "list", "caption", "note", "credit",
    "boilerplate", "footer",
]  # fmt: skip
#: Labels of blocks that are left out of the article's text.
LEFT_OUT: Final[frozenset[str]] = frozenset({"boilerplate", "footer"})
#: Labels of blocks that hold running prose, read by the extractors.
PROSE: Final[frozenset[str]] = frozenset({"standfirst", "body", "quote", "list", "caption", "note"})

PROBLEM_REASONS: Final[tuple[str, ...]] = (
    "empty",  # no bytes, or nothing but white space
    "binary",  # not text, whatever its name says
    "encoding",  # no encoding fits; what could not be read is said
    "too large",  # over the size limit
    "too deep",  # markup nested past the limit
    "too slow",  # the reading ran past its time limit
    "vanished",  # was listed, then was not there
    "loop",  # a folder that contains itself by a symbolic link
    "not readable",  # the system refused (permissions, a device)
    "not json",  # a JSON line that is not JSON, or not an object
    "no text",  # a page or a line without an article
    "unknown format",  # no reader for it
    "bad date",  # a date that does not exist or cannot be read; the article is stored without it
    "repaired",  # stored, but something had to be replaced on the way (lone surrogates, NUL, undecodable bytes)
    "cut",  # stored, but only the first part was read
    "unsafe",  # it declares entities of its own, or holds names that lead out of its archive: not opened
    "broken",  # an archive, message, feed or document that is damaged from some point on
    "passed over",  # parts that hold no article (pictures of an archive, attachments of a mail), counted in one row
    "needs extra",  # a package that is not installed is needed to read it; the detail names it
    "failed",  # the reader itself failed on it: a fault of the program, told with its name
    "forbidden",  # an address that is none of the web (another scheme, no host)
    "other language",  # stored and searchable, but in a language that nothing is read from yet; told by lists, never a row
    "to review",  # stored, but two ways to find the main text disagree: a person should look
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with its precision and what it rests on.

    value       ISO date (`2023-03-20`), or UTC time (`2023-03-20T08:15:00Z`) where the page gives one
    until       last possible ISO date where only a range is known, else None
    precision   `minute`, `day`, `month`, `year` (value is the first day of it), or `range` (value to until)
    evidence    `jsonld`, `meta`, `time`, `url`, `field`, `text` (a visible dateline) or `inferred` (worked out from dates
                that the text names: a guess, always said to be one)
    place       where in the capture it stands (see `Block.place`), None where it was inferred
    words       as found
    """

    value: str
    precision: Literal["minute", "day", "month", "year", "range"]
    evidence: Literal["jsonld", "meta", "time", "url", "field", "text", "inferred"]
    words: str
    place: str | None = None
    until: str | None = None

    @property
    def guessed(self) -> bool:
        """True where the page gives no date and this one was worked out from its text."""
        return self.evidence == "inferred"


@dataclass(frozen=True, slots=True)
class Block:
    """One labelled piece of a page, in page order.

    text     the words as read (white space inside collapsed for markup, untouched for plain text)
    place    where they stand in the capture: `bytes:START-END` in a plain text; `line:N/text:START-END` in a JSON line's
             text field (N from 1, code points); `path:/html/body/div[2]/p[1]` an element of a page;
             `path:/html/head/meta[3]/@content` an attribute; other formats have forms of their own, told in their readers
             (`entry:3/content:path:...` a feed, `part:2/...` a mail, `page:4/...` a PDF, `row:7/...` a Parquet file).
             `readers.texts_at` gives the words back.
    article  ordinal of the article on the page (from 0), None where the block belongs to none
    span     where the block stands in that article's text; None where it is left out
    repeats  number of the earlier block that this one repeats (a caption printed twice), else None
    """

    label: BlockLabel
    text: str
    place: str
    article: int | None = None
    span: Span | None = None
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a capture. `text` is the join of its kept blocks with a blank line between them.

    ordinal     position on the page, from 0; published, updated: chosen dates, `dates`: every candidate found
    title       as shown or as declared; a span of `text` where the headline is one of its blocks
    outlet      name as the page gives it, or its host; None where nothing tells
    section     part of the outlet ("World"), where the page tells
    credits     spans or words that credit another origin ("Reprinted with the permission of ...", "(AP)"): see `Credit`
    blocks      all blocks of this article, also the left out ones, in page order
    """

    id: str
    capture: str
    ordinal: int
    reader: str
    text: str
    title: str | None
    title_span: Span | None
    outlet: str | None
    byline: str | None
    language: str | None
    url: str | None
    published: Dated | None
    updated: Dated | None
    dates: tuple[Dated, ...]
    credits: tuple[Credit, ...]
    blocks: tuple[Block, ...]
    section: str | None = None

    @property
    def day(self) -> str | None:
        """The ISO date that relative dates in the text count from: the day published, or None."""
        return None if self.published is None else self.published.value[:10]


@dataclass(frozen=True, slots=True)
class Credit:
    """Words of a page that name another origin: who is credited, the words, and where in the capture they stand."""

    holder: str
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, or only in part. `address` is the input, `place` where in it, if known."""

    address: str
    reason: str
    detail: str
    place: str | None = None
    capture: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a feed, a site map, an OPML file or a list of addresses names.

    url      absolute, http or https; kind: what is expected there
    published, updated  as written where it is named; place as in `Block`
    held     True where the capture that names it holds the article's text too, so that it need not be fetched
    """

    url: str
    kind: Literal["page", "feed", "sitemap"]
    place: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one capture: its articles in page order, blocks that belong to no article, problems.

    links   addresses that a feed or a list names, in order, each once
    """

    reader: str
    encoding: str | None
    articles: tuple[Article, ...]
    stray: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()
    links: tuple[Link, ...] = ()


MentionKind = Literal["person", "state", "body", "outlet", "group", "place", "unknown"]
MentionForm = Literal["name", "title", "description", "metonym", "pronoun"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name someone or something.

    head    the fullest naming of the same one in this article (the span itself where it is that): what a receipt shows
    actor   id in the knowledge base or the desk's actors file, None where it is not known there
    reason  how head and actor were found, in a few words ("surname of the full name before", "metonym as speaker")
    """

    id: str
    article: str
    span: Span
    kind: MentionKind
    form: MentionForm
    head: Span
    actor: str | None
    score: float
    reason: str


StatementKind = Literal["direct", "indirect", "mixed"]
SpeechAct = Literal[
    "claim", "deny", "accuse", "assess", "promise", "threaten", "request", "praise", "criticise", "propose", "report",
]  # fmt: skip
Standing = Literal["made", "declined", "unconfirmed", "not said", "hypothetical"]


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution: a source, a cue and a content, and what a reader must know of it.

    source      words that say who; empty where the text gives no one
    content     what; may be discontinuous; sorted
    speakers    ids of the mentions that the source names or refers to (two for "both leaders"); empty = unknown
    naming      `named`, `unnamed` (of a kind: "U.S. officials") or `unknown`
    role        office or affiliation given in the text; addressee: to whom or through which medium
    act         speech act; likelihood: the ICD 203 word that the hedge stands for, hedge: the words that carry it
    negated     the content is denied or negated by the cue ("denied that", "does not believe")
    condition   words of the condition under which it holds
    standing    `made`; or what it is instead: `declined` to comment, `unconfirmed` ("has not confirmed"), `not said`
                ("no one says that"), `hypothetical` ("if he were to say")
    made_on     ISO date where the text tells, with its words; else None and the article's day holds
    outer       id of the statement that this one stands in
    score       estimate that source, cue and content are right, calibrated on held-out articles
    """

    id: str
    article: str
    kind: StatementKind
    source: Spans
    cue: Spans
    content: Spans
    speakers: tuple[str, ...]
    naming: Literal["named", "unnamed", "unknown"]
    role: Span | None
    addressee: Span | None
    act: SpeechAct
    hedge: Spans
    likelihood: str | None
    negated: bool
    condition: Span | None
    standing: Standing
    made_on: str | None
    made_on_words: Span | None
    outer: str | None
    score: float


EventStatus = Literal[
    "happened", "ongoing", "planned", "alleged", "hypothetical", "conditional", "denied", "cancelled",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """A coded action in PLOVER's terms.

    type, mode      PLOVER type ("CONSULT") and mode ("visit"), mode None where the type has none or it is not told
    anchor          the words that were coded
    actors, recipients  who acts, who is acted on (spans; reciprocal events have actors only)
    date, until     ISO dates resolved against the article's day; None where not told. date_precision as in `Dated`, or `vague`
                    where the words tell a time that no calendar gives ("a few weeks before the war"): then date is None
    status          with `status_words` that caused it; empty for a plain past tense
    statement       id of the statement it stands in: on whose word; None = the article's own
    ordinal         words of a count ("40th face-to-face meeting")
    contexts        what it is about, in PLOVER's terms ("economic"); `context_words`: the words that tell each, in that order
    """

    id: str
    article: str
    type: str
    mode: str | None
    anchor: Span
    actors: Spans
    recipients: Spans
    location: Span | None
    date: str | None
    until: str | None
    date_precision: str | None
    date_words: Span | None
    status: EventStatus
    status_words: Spans
    statement: str | None
    ordinal: Span | None
    score: float
    contexts: tuple[str, ...] = ()
    context_words: Spans = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a direction: its kind, the article it speaks for being first (None: it does not tell), and why.

    kind   `time`, `credit`, `wire`, `containment`, `canonical`; `judgement` where a person decided
    words  of the page, where it rests on words
    """

    kind: Literal["time", "credit", "wire", "containment", "canonical", "judgement"]
    first: str | None
    note: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Reuse:
    """Shared text of two articles, `a` < `b` by id.

    kind      `reprint`, `excerpt`, `partial`, `quote` (only a quotation is shared) or `boilerplate`
    passages  pairs of spans (in a, in b), sorted by the first
    share_a   share of a's characters that stand in a passage; share_b likewise
    first     id of the article that had it first; None = unknown; `evidence` may speak for either side
    """

    id: str
    a: str
    b: str
    kind: Literal["reprint", "excerpt", "partial", "quote", "boilerplate"]
    passages: tuple[tuple[Span, Span], ...]
    share_a: float
    share_b: float
    first: str | None
    evidence: tuple[Evidence, ...] = field(default=())


#: What a person can decide, and what subject, object and value then are. Kept forever, never overridden by extraction.
JUDGEMENT_KINDS: Final[dict[str, str]] = {
    "actor-merge": "subject and object are ids of actors, or names of actors without one: they are the same one",
    "actor-split": "subject is a mention or an article, object an actor: what it names there is another one, named in value",
    "actor-rename": "subject is an actor; value is the name to show",
    "actor-reject": "subject is a mention, object an actor: the mention is not that actor",
    "statement-accept": "subject is a statement: read by a person and right",
    "statement-reject": "subject is a statement: not what the page says",
    "statement-speaker": "subject is a statement; object is the actor who speaks, or value the speaker's name",
    "event-accept": "subject is an event: read by a person and right",
    "event-reject": "subject is an event: not what the page says",
    "reuse-not": "subject and object are articles: neither is a copy of the other",
    "reuse-first": "subject and object are articles that share text: the subject was first",
    "undo": "subject is an earlier judgement: it counts no more",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided: see `JUDGEMENT_KINDS` for what subject, object and value are for each kind.

    made_at   UTC time; judge and reason as given by the person
    """

    id: str
    kind: str
    subject: str
    object: str | None
    value: str | None
    judge: str
    reason: str
    made_at: str


_STRING: Final = json.encoder.encode_basestring_ascii
_CANONICAL: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def row_id(kind: str, *parts: object) -> str:
    """Id of a row: `kind-` and 20 hex digits of the SHA-256 over the parts as canonical JSON (80 bits).

    Parts are strings, numbers, None, and (nested) tuples or lists of them. Equal parts give equal ids everywhere.
    """
    plain = all(type(part) is str for part in parts)  # written in a third of the time
    return _id_of(kind, f"[{','.join(map(_STRING, parts))}]" if plain else _CANONICAL(parts))  # type: ignore[arg-type]


def _id_of(kind: str, canonical: str) -> str:
    return f"{kind}-{hashlib.sha256(canonical.encode('ascii')).hexdigest()[:20]}"


def digest_bytes(data: bytes) -> str:
    """`sha256:` and the hex digest of the bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def digest_text(text: str) -> str:
    """`sha256:` and the hex digest of the text in UTF-8. The text holds no lone surrogates (readers see to it)."""
    return digest_bytes(text.encode("utf-8"))


def sum_of_ids(ids: Iterable[str], *, before: int = 0) -> int:
    """64 bits of each id's digest, added to `before` without the carry: equal for the same ids in any order."""
    for ident in ids:
        before += int.from_bytes(hashlib.blake2b(ident.encode("utf-8", "surrogatepass"), digest_size=8).digest())
    return before & 0xFFFFFFFFFFFFFFFF


def article_id(capture: str, ordinal: int, text: str) -> str:
    """Id of an article: from its capture, its place on the page and its text."""
    return row_id("article", capture, ordinal, digest_text(text))


def statement_id(article: str, source: Spans, cue: Spans, content: Spans) -> str:
    """Id of a statement: from its article and its three roles."""
    return row_id("statement", article, source, cue, content)


def mention_id(article: str, span: Span) -> str:
    """Id of a mention, `row_id("mention", article, span)`: from its article and its span. There are many: written by hand."""
    return _id_of("mention", f"[{_STRING(article)},[{span[0]},{span[1]}]]")


def event_id(article: str, kind: str, anchor: Span, actors: Spans, recipients: Spans) -> str:
    """Id of an event: from its article, type, anchor and parties."""
    return row_id("event", article, kind, anchor, actors, recipients)


def reuse_id(a: str, b: str) -> str:
    """Id of a reuse: from its two articles, in any order."""
    return row_id("reuse", *sorted((a, b)))


def judgement_id(kind: str, subject: str, target: str | None, value: str | None, judge: str, made_at: str) -> str:
    """Id of a judgement: from what was decided, by whom and when."""
    return row_id("judgement", kind, subject, target, value, judge, made_at)
