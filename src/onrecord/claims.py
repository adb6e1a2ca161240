"""Claims: statements about the same proposition across articles, with each voice's position and day. No verdict.

`claims(rows)` gives the claims that several voices take a position on, or one voice changed its own; `claim_of(rows, id)` the
one that a statement stands in. A position asserts, denies or doubts. Pure: rows in, claims out, whatever their order.

A denial (also a charge of untruth that points back at a claim) answers the statement of another voice that shares the most
telling words with it or names its speaker. Statements that answers point at are then joined with others in nearly the same
words, whoever says them; copies are no positions of their own. "Declined to comment" is no denial; "has not confirmed" is
a doubt.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Final, Literal

from onrecord.origins.rows import Rows, order_key
from onrecord.origins.same_text import COPYING
from onrecord.origins.voices import folded, shown_voice
from onrecord.record import Event, Span, Spans, Statement, row_id
from onrecord.text.sentences import sentences
from onrecord.text.spans import Placed, contains, hull, overlaps, placed

Stance = Literal["asserts", "denies", "doubts"]

#: Least likeness of a claim and its denial (sum of the weights of shared words over that of the denial's words). Lower
#: values join statements about different things, higher ones miss denials that name the claim in a word or two.
LEAST_LIKENESS: Final = 0.18
#: The same for "has not confirmed", which says less of what it speaks of.
LEAST_DOUBTED: Final = 0.4
#: Share of the weight of the words of two contents that must be common for them to say the same thing. Lower values join
#: what two voices say of one subject, which is no common proposition.
SAME: Final = 0.42
#: The rarest words of a denial, by which its claim is looked for: common ones tell nothing and cost most.
_TELLING_WORDS: Final = 24
#: A word of more statements than this tells nothing, and comparing all of them costs their square.
_MOST_HOLDERS: Final = 400
#: A claim this little before its answer in the same article is most likely the one that is answered.
NEAR_CHARS: Final = 800
#: Statements scored lower take no part.
LEAST_SCORE: Final = 0.5
#: Words by which an accusation answers a claim: they call it untrue, or point back at it.
_UNTRUE: Final = re.compile(
    r"\b(?:(?:dis|mis)information|fals(?:e|ehoods?)|lies|fabricat\w+|baseless|groundless|unfounded|smears?|slander\w*)\b",
    re.IGNORECASE,
)
_BACK: Final = re.compile(
    r"\b(?:that|those|these|such|the|its|their|his|her)\s+(?:claims?|allegations?|accusations?|charges?|reports?)\b",
    re.IGNORECASE,
)
#: A content that only points back: what it denies stands before it in the same article, and its words tell nothing.
_ONLY_BACK: Final = re.compile(
    r"(?:(?:an?|the|this|that|these|those|such|any|all|both|its|their|his|her)\s+)?(?:of\s+)?(?:(?:charges?|accusations?|claims?|allegations?"
    r"|reports?|suggestions?)|it|this|that|them|both|all|these|those)?",
    re.IGNORECASE,
)
#: Words that make no two contents alike.
_EMPTY: Final = frozenset(
    "that this these those with from have been were will would they their them which what when".split()
)
_DOUBT: Final = re.compile(r"\b(?:doubt\w*|question\w*|sceptic\w*|skeptic\w*|dubious)\b", re.IGNORECASE)
_NEGATION: Final = re.compile(r"\b(?:not|no|never|nobody|none|nothing|neither|without)\b|n[’']t\b", re.IGNORECASE)
_ANSWERED: Final = frozenset({"claim", "accuse", "assess", "report", "criticise", "threaten", "promise"})
#: What "denied it" may be about: nobody denies a promise or a threat.
_DENIED: Final = _ANSWERED - {"threaten", "promise"}
_CHARGE: Final = re.compile(r"\b(?:charge|accusation|allegation)", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]{4,}|\d+")
#: What names, the act and the place can make of a likeness at the most (see `_answered`).
_MOST_RAISED: Final = 1.5 * 1.2 * 2 + 1e-9
#: More than the error of adding up some hundred weights in another order.
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Position:
    """What one voice says to a claim.

    row      id of the statement        voice  key of the speaker, None where not known;  name: as the article gives it
    stance   asserts, denies, doubts    day    ISO day of the statement, else of its article; None where neither is known
    answers  id of the statement that a denial or doubt answers, where one is on record
    """

    row: str
    article: str
    voice: str | None
    name: str | None
    stance: Stance
    day: str | None
    answers: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """Positions on one proposition, by day. `events` are ids of the events that stand in their words.

    changed   keys of the voices that took one stance and later another
    """

    id: str
    positions: tuple[Position, ...]
    events: tuple[str, ...]
    changed: tuple[str, ...]


def claims(rows: Rows, events: Iterable[Event] = (), *, least_score: float = LEAST_SCORE) -> tuple[Claim, ...]:
    """Claims with a denial or a doubt, or with several voices; sorted by first day and id.

    About linear: only statements with telling words in common are compared.
    """
    ground = _Ground(rows, least_score)
    answers = {s.id: _answered(s, ground) for s in ground.made if _stance(s, ground) != "asserts"}
    groups = _groups(ground, answers)
    inside = defaultdict(list)
    for event in events:
        inside[event.statement].append(event.id)
    out = []
    for group in groups:
        positions = _positions(group, answers, ground)
        voices = {p.voice or p.row for p in positions}
        if len(positions) < 2 or (len(voices) < 2 and len({p.stance for p in positions}) < 2):
            continue
        ids = sorted(s.id for s in group)
        found = tuple(sorted(e for ident in ids for e in inside.get(ident, ())))
        out.append(Claim(row_id("claim", ids), positions, found, _changed(positions)))
    return tuple(sorted(out, key=lambda c: (c.positions[0].day or "9999", c.id)))


def claim_of(rows: Rows, ident: str, events: Iterable[Event] = ()) -> Claim | None:
    """The claim with this id, or with this statement among its positions; the beginning of an id is enough."""
    for claim in claims(rows, events):
        if claim.id.startswith(ident) or any(p.row.startswith(ident) for p in claim.positions):
            return claim
    return None


class _Ground:
    """Statements that can take part, with their words and weights, made once."""

    def __init__(self, rows: Rows, least_score: float) -> None:
        self.rows = rows
        copied = _copied(rows)
        self._sentences: dict[tuple[str, Span], tuple[Span, ...]] = {}
        self._blocks: dict[str, Placed[None]] = {}
        self._voices: dict[str, str | None] = {}
        self.made = [
            s
            for s in rows.statements
            if s.standing in {"made", "unconfirmed"}
            and s.score >= least_score
            and not any(contains(span, hull(s.content or s.cue)) for span in copied.get(s.article, ()))
        ]
        self.by_id = {s.id: s for s in self.made}
        self.hulls = {s.id: hull((*s.source, *s.cue, *s.content)) for s in self.made}
        self.by_article: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.made:
            self.by_article[statement.article].append(statement)
        self.words = {s.id: self._words(s) for s in self.made}
        counts: Counter[str] = Counter()
        for words in self.words.values():
            counts.update(words)
        self.weights: Mapping[str, float] = {w: log(1 + len(self.made) / n) for w, n in counts.items()}
        self.holders: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.made:
            for word in self.words[statement.id]:
                self.holders[word].append(statement)

    def text(self, article: str, spans: Spans) -> str:
        text = self.rows.articles[article].text
        return " ".join(text[s.start : s.end] for s in spans)

    def sentence(self, statement: Statement) -> str:
        """The sentences around the statement's words."""
        article = self.rows.articles[statement.article]
        own = hull((*statement.source, *statement.cue, *statement.content))
        if article.id not in self._blocks:
            self._blocks[article.id] = placed((b.span, None) for b in article.blocks if b.span)
        block = next(iter(self._blocks[article.id].touching(Span(own.start, own.start + 1))), None)
        start, end = (own.start, own.end) if block is None else block[0]
        around = (article.id, Span(start, max(end, own.end)))
        if around not in self._sentences:
            self._sentences[around] = sentences(article.text, *around[1])
        found = [s for s in self._sentences[around] if s.start < own.end and own.start < s.end]
        whole = hull(found) if found else own
        return article.text[whole.start : whole.end]

    def voice(self, statement: Statement) -> str | None:
        """Key of the first voice; None where nobody is named or described."""
        if statement.id not in self._voices:
            self._voices[statement.id] = self._voice(statement)
        return self._voices[statement.id]

    def _voice(self, statement: Statement) -> str | None:
        heads = [m for ident in statement.speakers if (m := self.rows.mentions.get(ident)) is not None]
        if heads and statement.naming == "named":
            words = self.text(statement.article, (heads[0].head,))
            return f"actor:{heads[0].actor}" if heads[0].actor else f"name:{folded(words)}"
        if statement.source and statement.naming == "unnamed":
            return f"unnamed:{folded(self.text(statement.article, statement.source))}"
        return None

    def _words(self, statement: Statement) -> frozenset[str]:
        return _word_set(self.sentence(statement))


def _copied(rows: Rows) -> dict[str, list[Span]]:
    """Passages of each article that another one speaks for."""
    out: dict[str, list[Span]] = defaultdict(list)
    for reuse in rows.reuses:
        if reuse.kind in COPYING:
            first = reuse.first or min((reuse.a, reuse.b), key=lambda ident: order_key(rows.articles[ident]))
            for in_a, in_b in reuse.passages:
                out[reuse.b if first == reuse.a else reuse.a].append(in_b if first == reuse.a else in_a)
    return out


@lru_cache(maxsize=4096)
def _word_set(text: str) -> frozenset[str]:
    """Words of four letters and more (their first six letters, so that endings do not part them) and numbers."""
    return frozenset(word.lower()[:6] for word in _WORD.findall(text))


def _stance(statement: Statement, ground: _Ground) -> Stance:
    if statement.standing == "unconfirmed":
        return "doubts"
    cue = ground.text(statement.article, statement.cue)
    if _DOUBT.search(cue):
        return "doubts"
    if statement.act == "deny" or _is_charge_of_untruth(statement, ground):
        return "denies"
    return "asserts"


def _is_charge_of_untruth(statement: Statement, ground: _Ground) -> bool:
    if statement.act not in {"accuse", "criticise", "claim"}:
        return False
    words = ground.sentence(statement)
    return _UNTRUE.search(words) is not None and _BACK.search(words) is not None


def _answered(denial: Statement, ground: _Ground) -> str | None:
    """Id of the statement that the denial answers, or None."""
    if _ONLY_BACK.fullmatch(ground.text(denial.article, denial.content).strip()):
        return _answered_before(denial, ground)
    voice, weights = ground.voice(denial), ground.weights
    words = sorted(ground.words[denial.id], key=lambda w: (len(ground.holders[w]), w))[:_TELLING_WORDS]
    total = sum(weights[w] for w in words) or 1.0
    shared: dict[str, float] = defaultdict(float)
    found: dict[str, Statement] = {}
    for word in words:
        for other in ground.holders[word][:_MOST_HOLDERS]:
            if other.act in _ANSWERED and other.standing == "made" and not _nested(denial, other, ground):
                shared[other.id] += weights[word]
                found[other.id] = other
    name = _last_name(denial, ground)
    own = _word_set(ground.text(denial.article, denial.content)) - _EMPTY
    least = LEAST_LIKENESS if denial.standing == "made" else LEAST_DOUBTED
    best: tuple[float, str] | None = None
    for ident, weight in shared.items():
        if _MOST_RAISED * weight / total < least:
            continue
        other = found[ident]
        if denial.id in {ident, other.outer} or ident == denial.outer or ground.voice(other) == voice:
            continue
        if own and not own & ground.words[ident]:
            continue  # they share what stands around, and nothing of what is denied
        likeness = weight / total
        if name is not None and name in ground.text(other.article, other.content):
            likeness *= 1.5
        if other.act == "accuse":
            likeness *= 1.2
        before = denial.content[0].start - other.content[-1].end if other.content and denial.content else -1
        if other.article == denial.article and 0 <= before <= NEAR_CHARS:
            likeness *= 2
        if likeness >= least and (best is None or (likeness, ident) > best):
            best = (likeness, ident)
    return None if best is None else best[1]


def _answered_before(denial: Statement, ground: _Ground) -> str | None:
    """The same for "denied it": what stands before it in its article.

    An accusation first where one is denied ("the charge"), then what names who denies, then the nearest, within `NEAR_CHARS`.
    """
    voice, name, at = ground.voice(denial), _last_name(denial, ground), hull((*denial.source, *denial.cue)).start
    charged = _CHARGE.search(ground.text(denial.article, denial.content)) is not None
    best: tuple[bool, bool, int, str] | None = None
    for other in ground.by_article.get(denial.article, ()):
        if other.act not in _DENIED or other.standing != "made" or not other.content or _nested(denial, other, ground):
            continue
        if other.id in {denial.id, denial.outer} or other.outer == denial.id or ground.voice(other) == voice:
            continue
        before, accusing = at - hull(other.content).end, charged and other.act == "accuse"
        if before >= 0 and (accusing or before <= NEAR_CHARS):
            named = name is not None and name in ground.text(other.article, other.content)
            found = (accusing, named, -before, other.id)
            best = found if best is None else max(best, found)
    return None if best is None else best[-1]


def _nested(one: Statement, other: Statement, ground: _Ground) -> bool:
    """Whether one stands in the other: what somebody reports of another's words is no second voice on them."""
    if one.article != other.article or not one.content or not other.content:
        return False
    a, b = ground.hulls[one.id], ground.hulls[other.id]
    return overlaps(a, b) and (contains(a, hull(other.content)) or contains(b, hull(one.content)))


def _last_name(statement: Statement, ground: _Ground) -> str | None:
    name = shown_voice(statement, ground.rows.mentions, ground.rows.articles[statement.article].text)
    last = (name or "").split()[-1:]
    return last[0] if last and len(last[0]) > 2 else None


def _groups(ground: _Ground, answers: Mapping[str, str | None]) -> list[list[Statement]]:
    """Statements of one proposition: an answer stands with what it answers, and with what says nearly the same as that."""
    parent = {s.id: s.id for s in ground.made}

    def root(ident: str) -> str:
        while parent[ident] != ident:
            parent[ident] = parent[parent[ident]]
            ident = parent[ident]
        return ident

    def join(one: str, other: str) -> None:
        low, high = sorted((root(one), root(other)))
        parent[high] = low

    contents = {
        s.id: _word_set(ground.text(s.article, s.content)) - _EMPTY for s in ground.made if s.standing == "made"
    }
    for statement in ground.made:
        for other in _alike(statement, contents, ground, answers):
            join(statement.id, other)
    for denial, claim in sorted(answers.items()):
        if claim is not None:
            join(denial, claim)
    out: dict[str, list[Statement]] = defaultdict(list)
    for statement in ground.made:
        out[root(statement.id)].append(statement)
    return [out[key] for key in sorted(out)]


def _alike(
    statement: Statement, contents: Mapping[str, frozenset[str]], ground: _Ground, answers: Mapping[str, str | None]
) -> Iterable[str]:
    """Ids of the statements that assert nearly the same; answers are joined by what they answer alone."""
    mine = contents.get(statement.id, frozenset())
    if len(mine) < 3 or statement.id in answers:
        return
    weights = ground.weights
    shared: Counter[str] = Counter()
    telling: dict[str, float] = defaultdict(float)
    elsewhere = 0.0  # weight of the words that too many have to be looked up by
    for word in sorted(mine):
        holders = ground.holders.get(word, ())
        if len(holders) > _MOST_HOLDERS:
            elsewhere += weights.get(word, 0.0)
            continue
        for holder in holders:
            if holder.id > statement.id:
                shared[holder.id] += 1
                telling[holder.id] += weights.get(word, 0.0)
    least = SAME * sum(weights.get(w, 0.0) for w in sorted(mine)) - elsewhere - _ROUNDING
    for ident, number in sorted(shared.items()):
        if number < 2 or telling[ident] < least:
            continue  # what they share could not be enough, whatever else the other one says
        other = contents.get(ident, frozenset())
        if len(other) < 3 or ident in answers:
            continue
        both = sum(weights.get(w, 0.0) for w in sorted(mine & other))
        every = sum(weights.get(w, 0.0) for w in sorted(mine | other)) or 1.0
        if both / every >= SAME and not _nested(statement, ground.by_id[ident], ground):
            yield ident


def _positions(group: Sequence[Statement], answers: Mapping[str, str | None], ground: _Ground) -> tuple[Position, ...]:
    """One position a voice, stance and day, by day; the claim before its answer."""
    out: dict[tuple[object, ...], Position] = {}
    opened = min(
        group, key=lambda s: (s.id in answers, s.made_on or ground.rows.articles[s.article].day or "9999", s.id)
    )
    for s in sorted(group, key=lambda s: (-s.score, s.id)):
        article = ground.rows.articles[s.article]
        stance, voice = _stance(s, ground), ground.voice(s)
        if stance == "asserts" and _negated(s, ground) != _negated(opened, ground):
            stance = "denies"  # the same words with a "not" in them, or without the one that the claim has
        day = s.made_on or article.day
        name = shown_voice(s, ground.rows.mentions, article.text)
        key = (voice or s.id, stance, day)
        if key not in out:
            out[key] = Position(s.id, s.article, voice, name, stance, day, answers.get(s.id))
    return tuple(sorted(out.values(), key=lambda p: (p.day or "9999", p.stance != "asserts", p.row)))


def _negated(statement: Statement, ground: _Ground) -> bool:
    return len(_NEGATION.findall(ground.text(statement.article, statement.content))) % 2 == 1


def _changed(positions: Sequence[Position]) -> tuple[str, ...]:
    """Voices that took more than one stance."""
    stances: dict[str, set[Stance]] = defaultdict(set)
    for position in positions:
        if position.voice is not None:
            stances[position.voice].add(position.stance)
    return tuple(sorted(voice for voice, taken in stances.items() if len(taken) > 1))
