"""Who said what: statements made, grouped by speaker, each quotation to the letter, each report in the page's own words.

A quotation that several independent articles give is one item with the number of its origins; a copy is no origin.
A paraphrase is never put in quotation marks: it is given as the sentence that stands on the page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from onrecord.brief.builder import Builder, section
from onrecord.brief.model import Group, Section, Sentence, Slot
from onrecord.brief.passages import content_words, reads_alone, statement_passage
from onrecord.brief.view import Speaker, View, carriers, is_copy, order_key, speaker_of
from onrecord.config import Settings
from onrecord.record import Span, Statement
from onrecord.text.spans import contains

#: Speakers, and items of one speaker, in this section.
MOST_SPEAKERS: Final = 24
MOST_ITEMS: Final = 5
#: Statements of one speaker that are compared with each other (which costs their square); the strongest ones.
MOST_COMPARED: Final = 300
#: A quotation of fewer words is a scrap that says little without its sentence.
SHORTEST_QUOTE_WORDS: Final = 5
STANDING: Final = {
    "declined": "Declined to comment",
    "unconfirmed": "Not confirmed",
    "not said": "Not said",
    "hypothetical": "Only supposed",
}
#: Cues that read well between a name and a quotation: one finite verb of saying, with what belongs to it.
_PLAIN_CUE: Final = re.compile(
    r"(?:also |has |had |have |then |later )*\w+(?:ed|d|s|told|wrote|said|put|went on|spoke|told)\b.{0,60}", re.DOTALL
)


#: What tells who somebody is not.
_NO_ROLE: Final = re.compile(r"(?:not|no|never|neither)\b", re.IGNORECASE)
_FORMER: Final = re.compile(r"\b(?:former|ex-|onetime|then-|until|previous|late)", re.IGNORECASE)


def compose(builder: Builder, settings: Settings) -> Section:
    """The section's groups, the most heard voices first."""
    view, most = builder.view, builder.length(MOST_SPEAKERS)
    by_speaker: dict[str, list[Statement]] = defaultdict(list)
    faces: dict[str, Speaker] = {}
    weak: list[str] = []
    for statement in view.statements:
        if statement.outer is not None or is_copy(view, statement.article, statement.content or statement.cue):
            continue
        if statement.score < settings.score:
            weak.append(statement.id)
            continue
        if statement.standing == "hypothetical":
            continue
        speaker = speaker_of(view, statement)
        if speaker.key == "unknown" and statement.kind == "indirect":
            continue  # "it is known that ...": nobody's statement
        by_speaker[speaker.key].append(statement)
        best = faces.get(speaker.key)
        if best is None or _length(speaker) > _length(best):
            faces[speaker.key] = speaker
    groups: list[tuple[tuple[object, ...], Group]] = []
    left: list[str] = []
    for key, statements in by_speaker.items():
        items, more = _items(builder, statements)
        left += more
        if items:
            rank = (key == "unknown", faces[key].naming != "named", -len(statements), key)
            groups.append((rank, Group(heading(builder, statements, key), items)))
    groups.sort(key=lambda g: g[0])
    left += [s.row for _, g in groups[most:] for s in g.sentences if s.row is not None]
    notes = [builder.sentence("left out", {"number": Slot("number", ids=tuple(left))}, row="said")] if left else []
    if weak:
        slots = {"number": Slot("number", ids=tuple(weak)), "bar": Slot("listed", value=f"{settings.score:g}")}
        notes.append(builder.sentence("coverage weak", slots, row="said"))
    return section("said", [g for _, g in groups[:most]], notes, builder)


def _length(speaker: Speaker) -> int:
    return 0 if speaker.name is None else speaker.name.end - speaker.name.start


def heading(builder: Builder, statements: list[Statement], key: str) -> Sentence:
    """The speaker's name in its fullest form, with the role that a page gives."""
    view = builder.view
    faces = [(speaker_of(view, s), s) for s in statements]
    named = [(face, s) for face, s in faces if face.name is not None]
    if not named:
        return builder.sentence("speaker unknown", {}, row=key)
    face, statement = max(named, key=lambda item: (_length(item[0]), item[1].role is not None, item[1].id))
    assert face.name is not None
    slots = {"speaker": builder.words(statement.article, (face.name,), "speaker")}
    if face.naming == "unnamed":
        return builder.sentence("speaker unnamed", slots, row=key)
    slots |= role_slots(builder, statements, key, face.name, statement)
    if "rank" in slots:
        slots["role"] = slots.pop("rank")
    return builder.sentence("speaker", slots, row=key)


def role_slots(
    builder: Builder, statements: list[Statement], key: str, name: Span, named: Statement
) -> dict[str, Slot]:
    """Slots for the role that a page gives a speaker, or the note that an office is held no longer; `name` stands in `named`.

    The slot is `rank` where the page prints it right before the name ("Energy Minister Ulrik Pane"), else `role`.
    """
    view = builder.view
    slots: dict[str, Slot] = {}
    roles = [(s, s.role) for s in statements if s.role is not None and not _inside(s.role, name, s, named)]
    roles = [(s, role) for s, role in roles if not _NO_ROLE.match(view.words(s.article, role))]
    if key in view.former:
        roles = [(s, role) for s, role in roles if _FORMER.search(view.words(s.article, role))]
        if not roles:
            slots["former"] = builder.label("in office no longer, by the actors file")
    if roles:
        # the fullest role that a page gives, but no more than a line of it
        best, role = max(roles, key=lambda r: (min(r[1].end - r[1].start, 80), r[0].id))
        words, behind = view.words(best.article, role), view.articles[best.article].text[role.end :]
        titled = words[:1].isupper() and behind.startswith(f" {view.words(named.article, name)}")
        slots["rank" if titled else "role"] = builder.words(best.article, (role,), "role")
    return slots


def _inside(role: Span, name: Span, of: Statement, named: Statement) -> bool:
    """Whether the role's words are part of the name that is shown anyway."""
    return of.article == named.article and role.start < name.end and name.start < role.end


def _items(builder: Builder, statements: list[Statement]) -> tuple[tuple[Sentence, ...], list[str]]:
    """Sentences for one speaker's statements, and the ids of those left out; one sentence of a page comes once."""
    view = builder.view
    strongest = sorted(statements, key=lambda s: (-_weight(s), s.id))
    statements, rest = strongest[:MOST_COMPARED], strongest[MOST_COMPARED:]
    groups: list[list[Statement]] = []
    for statement in sorted(statements, key=lambda s: (order_key(view.articles[s.article]), s.content, s.cue)):
        same = next((g for g in groups if _same(view, g[0], statement)), None)
        if same is None:
            groups.append([statement])
        else:
            same.append(statement)
    ranked = sorted(groups, key=lambda g: (-len({s.article for s in g}), -_weight(g[0]), g[0].id))
    kept = ranked[:MOST_ITEMS]
    kept.sort(key=lambda g: (order_key(view.articles[g[0].article]), g[0].content))
    return tuple(item(builder, g) for g in kept), [s.id for g in (*ranked[MOST_ITEMS:], rest) for s in g]


def _weight(statement: Statement) -> float:
    length = sum(s.end - s.start for s in statement.content)
    return statement.score * (1.5 if statement.kind == "direct" else 1.0) * min(1.0, length / 60)


def _same(view: View, a: Statement, b: Statement) -> bool:
    """Two statements that one item serves: of one printed sentence, or the same quotation in another article."""
    if a.article == b.article:
        one, other = statement_passage(view, a), statement_passage(view, b)
        return all(any(contains(whole, part) for whole in one) for part in other)
    if "indirect" in (a.kind, b.kind):
        return False
    one_words = content_words(view.articles[a.article].text, a.content)
    other_words = content_words(view.articles[b.article].text, b.content)
    short, long_ = sorted((one_words, other_words), key=len)
    joined = f" {' '.join(long_)} "
    return len(short) >= SHORTEST_QUOTE_WORDS and f" {' '.join(short)} " in joined


def item(builder: Builder, group: list[Statement]) -> Sentence:
    """The sentence for one statement (the first of its group), with its counts."""
    view = builder.view
    statement = group[0]
    article = statement.article
    slots: dict[str, Slot] = {"outlet": builder.of("outlet", article)}
    if statement.made_on is not None and statement.made_on_words is not None:
        slots["made"] = builder.day(article, statement.made_on, None, "day", statement.made_on_words)
    else:
        slots["made"] = builder.of("published", article)
    origins = tuple(sorted({s.article for s in group}))
    carried = tuple(sorted({c for s in group for c in carriers(view, s.article, s.content or s.cue)}))
    slots |= builder.counts(carried, origins)
    if statement.standing != "made":
        slots["standing"] = builder.label(STANDING[statement.standing])
        slots["sentence"] = builder.words(article, statement_passage(view, statement), "sentence")
        return builder.sentence("standing", slots, row=statement.id)
    words = content_words(view.articles[article].text, statement.content)
    if statement.kind == "direct" and len(words) >= SHORTEST_QUOTE_WORDS:
        speaker = speaker_of(view, statement)
        if speaker.name is None:
            return builder.sentence(
                "quoted unknown", {**slots, "content": builder.quote(article, statement.content)}, row=statement.id
            )
        if speaker.naming == "unnamed":
            slots |= {
                "speaker": builder.words(article, (speaker.name,), "speaker"),
                "content": builder.quote(article, statement.content),
            }
            return builder.sentence("quoted unnamed", slots, row=statement.id)
        cue = _cue(view, statement)
        cue_words = view.words(article, cue) if cue is not None else ""
        slots["speaker"] = builder.words(article, (speaker.name,), "speaker")
        if cue is not None and cue_words.casefold().startswith("according to"):
            return builder.sentence(
                "according", {**slots, "content": builder.quote(article, statement.content)}, row=statement.id
            )
        if cue is not None and _PLAIN_CUE.fullmatch(cue_words):
            slots |= {
                "cue": builder.words(article, (cue,), "cue"),
                "content": builder.quote(article, statement.content),
            }
            return builder.sentence("quoted", slots, row=statement.id)
        if not all(reads_alone(view.words(article, span)) for span in statement_passage(view, statement)):
            return builder.sentence(
                "quoted bare", {**slots, "content": builder.quote(article, statement.content)}, row=statement.id
            )
        del slots["speaker"]
    slots["sentence"] = builder.words(article, statement_passage(view, statement), "sentence")
    return builder.sentence("reported", slots, row=statement.id)


def _cue(view: View, statement: Statement) -> Span | None:
    """The cue with the addressee right behind it ("told reporters"), where no other words stand between."""
    if len(statement.cue) != 1:
        return None
    text = view.articles[statement.article].text
    cue, after = statement.cue[0], statement.addressee
    if after is not None and 0 <= after.start - cue.end <= 12 and "\n" not in text[cue.start : after.end]:
        cue = Span(cue.start, after.end)
    end = cue.end
    while end > cue.start and text[end - 1] in ",:; ":
        end -= 1
    return Span(cue.start, end)
