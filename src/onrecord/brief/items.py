"""What can be told: events and statements of the view, each once, with the reasons for telling it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from onrecord.brief.builder import Builder
from onrecord.brief.model import Reason, Sentence, Slot
from onrecord.brief.passages import event_passage, in_caption, opening_of, reads_alone, statement_passage, told_aside
from onrecord.brief.sections.happened import (
    LEAST_SCORE,
    STATUS,
    VERBAL,
    is_background,
    long_before,
    sentence_of,
    tells_whose,
)
from onrecord.brief.sections.said import item as statement_item
from onrecord.brief.sections.said import role_slots
from onrecord.brief.selection import beat_at, points, printed, reasons
from onrecord.brief.tellings import counts, told_in
from onrecord.brief.view import View, is_copy, order_key, speaker_of
from onrecord.config import Settings
from onrecord.record import Event, Spans, Statement
from onrecord.text.spans import contains, hull, overlaps

#: Acts by which somebody takes a position.
POSITIONS = frozenset({"deny", "accuse", "criticise", "praise", "promise", "threaten", "request", "propose", "assess"})


@dataclass(frozen=True, slots=True)
class Item:
    """An event or a statement that can be told as one sentence: `passage` of its article, and why it should be."""

    row: Event | Statement
    passage: Spans
    why: tuple[Reason, ...]

    @property
    def key(self) -> tuple[str, Spans]:
        """What makes two items the same: the printed words."""
        return (self.row.article, self.passage)

    @property
    def is_deed(self) -> bool:
        """Whether it is an event that is no mere word."""
        return isinstance(self.row, Event) and self.row.type not in VERBAL


def events_of(builder: Builder, settings: Settings, articles: Iterable[str] | None = None) -> list[Item]:
    """Events told as done, under way or cancelled, the most telling first; one a passage, one an event whoever tells it."""
    view, inside = builder.view, None if articles is None else frozenset(articles)
    before = builder.memory.rows
    best: dict[tuple[str, Spans], Event] = {}
    for event in view.events:
        if (inside is not None and event.article not in inside) or event.status not in STATUS:
            continue
        if event.id in before:
            continue
        if event.score < LEAST_SCORE or is_background(view, event) or in_caption(view, event.article, event.anchor):
            continue
        passage = (event_passage(view, event),)
        if (
            told_aside(view, event)
            or is_copy(view, event.article, passage)
            or not _alone(builder, event.article, passage)
        ):
            continue
        key = (event.article, passage)
        if key not in best or (event.type in VERBAL, -event.score, event.id) < (
            best[key].type in VERBAL, -best[key].score, best[key].id,
        ):  # fmt: skip
            best[key] = event
    told = told_in(builder)
    once: dict[str, Item] = {}
    for item in ranked(builder, [Item(e, key[1], _why(builder, settings, e, key[1])) for key, e in best.items()]):
        once.setdefault(told[item.row.id].id if item.row.id in told else item.row.id, item)
    return _one_a_meeting(builder, once.values())


def _one_a_meeting(builder: Builder, items: Iterable[Item]) -> list[Item]:
    """The items, of events of one type and day between the same two and more actors the first one alone.

    "Received" and "held talks with" are two happenings on record, and one meeting for who reads of it.
    """
    view, seen, out = builder.view, set(), []
    for item in items:
        row = item.row
        assert isinstance(row, Event)
        named = frozenset(view.actors_at(row.article, (*row.actors, *row.recipients)))
        parties = named - {view.country[actor] for actor in named if view.country.get(actor, actor) != actor}
        key = (row.type, row.date, parties)
        if row.date is None or len(parties) < 2 or key not in seen:
            out.append(item)
        seen.add(key)
    return out


def statements_of(
    builder: Builder,
    settings: Settings,
    articles: Iterable[str] | None = None,
    *,
    wanted: Callable[[Statement], bool] = lambda _: True,
) -> list[Item]:
    """Statements made by a named or unnamed voice, the most telling first; one a passage."""
    view, inside = builder.view, None if articles is None else frozenset(articles)
    before = builder.memory.rows
    out: dict[tuple[str, Spans], Statement] = {}
    for s in view.statements:
        if (inside is not None and s.article not in inside) or s.outer is not None or s.score < settings.score:
            continue
        if s.id in before or s.standing != "made" or not wanted(s) or speaker_of(view, s).name is None:
            continue
        if is_copy(view, s.article, s.content or s.cue) or in_caption(view, s.article, (s.content or s.cue)[0]):
            continue
        passage = statement_passage(view, s)
        if s.made_on is not None and long_before(view, s.article, s.made_on):
            continue
        if s.naming == "unnamed" and not _says_something(view, s, passage):
            continue
        if not is_quotation(builder, s) and not _alone(builder, s.article, passage):
            continue
        key = (s.article, passage)
        if key not in out or (-s.score, s.id) < (-out[key].score, out[key].id):
            out[key] = s
    return ranked(builder, [Item(s, key[1], _why(builder, settings, s, key[1])) for key, s in out.items()])


def ranked(builder: Builder, items: Iterable[Item]) -> list[Item]:
    """The items by points; ties by day and id."""
    view = builder.view
    return sorted(items, key=lambda i: (-points(i.why), order_key(view.articles[i.row.article]), i.passage, i.row.id))


def _says_something(view: View, statement: Statement, passage: Spans) -> bool:
    """Whether words of somebody without a name are worth telling: "readers asked: why?", "analysts see more in it" are not."""
    if view.words(statement.article, hull(statement.content or statement.cue)).rstrip("\"”’'").endswith("?"):
        return False
    return statement.kind == "direct" or sum(len(view.words(statement.article, s).split()) for s in passage) >= 8


def in_time(builder: Builder, items: Iterable[Item]) -> list[Item]:
    """The items in the order of what they tell: by day, then by the time of publication and the place in the article."""

    def moment(item: Item) -> tuple[str, str, tuple[str, str], Spans]:
        row, article = item.row, builder.view.articles[item.row.article]
        day = row.date if isinstance(row, Event) else row.made_on
        published = "" if article.published is None else article.published.value
        return (day or article.day or "9999", published, order_key(article), item.passage)

    return sorted(items, key=moment)


def is_quotation(builder: Builder, statement: Statement) -> bool:
    """Whether it is printed as speaker, cue and quotation: such a sentence needs none around it."""
    if statement.kind != "direct":
        return False
    return sum(len(builder.view.words(statement.article, span).split()) for span in statement.content) >= 8


def tell(builder: Builder, item: Item) -> Sentence:
    """The sentence for an item; its words are told from now on."""
    builder.told.add(item.key)
    if isinstance(item.row, Event):
        return sentence_of(builder, item.row, item.passage[0], day=False, told=told_in(builder))
    plain = statement_item(builder, [item.row])
    speaker = speaker_of(builder.view, item.row)
    if (
        plain.template in {"quoted", "quoted bare"}
        and speaker.name is not None
        and speaker.key not in builder.introduced
    ):
        builder.introduced.add(speaker.key)
        every = [
            s for s in builder.view.statements if s.role is not None and speaker_of(builder.view, s).key == speaker.key
        ]
        role = role_slots(builder, every, speaker.key, speaker.name, item.row)
        return builder.sentence(plain.template, {**dict(plain.slots), **role}, row=item.row.id) if role else plain
    if (
        plain.template != "reported"
        or speaker.name is None
        or any(contains(span, speaker.name) for span in item.passage)
    ):
        return plain
    if names_speaker(builder, item.row, item.passage):
        return plain
    # "..., she said": whom the pronoun stands for is said before
    slots = {**dict(plain.slots), "speaker": builder.words(item.row.article, (speaker.name,), "speaker")}
    return builder.sentence("reported of", slots, row=item.row.id)


def names_speaker(builder: Builder, statement: Statement, passage: Spans) -> bool:
    """Whether the passage itself names one of the speakers, by more than a pronoun."""
    speakers = {
        (m.actor or m.head) for ident in statement.speakers if (m := builder.view.mentions.get(ident)) is not None
    }
    return any(
        (m.actor or m.head) in speakers and m.form != "pronoun" and any(overlaps(m.span, span) for span in passage)
        for m in builder.view.mentioned.get(statement.article, ())
    )


def tells_of_itself(builder: Builder, event: Event, passage: Spans) -> bool:
    """Whether an event is the article's own telling, or its sentence says on whose word it is told."""
    statement = None if event.statement is None else builder.view.by_id.get(event.statement)
    return not isinstance(statement, Statement) or tells_whose(statement, passage[0])


def untold(builder: Builder, items: Iterable[Item]) -> list[Item]:
    """The items whose words were not told before, and which do not say the same as one before them in the list."""
    told = [_words(builder, *key) for key in sorted(builder.told)]
    out: list[Item] = []
    for item in items:
        words = _words(builder, *item.key)
        if item.key in builder.told or any(_alike(words, other) for other in told):
            continue
        told.append(words)
        out.append(item)
    return out


def story_slots(builder: Builder, articles: tuple[str, ...], leading: str, origins: tuple[str, ...]) -> dict[str, Slot]:
    """The slots of a story's heading."""
    pages = tuple(sorted({builder.view.ground.joined.page.get(a, a) for a in articles}))
    return {
        "title": builder.of("title", leading), "outlet": builder.of("outlet", leading),
        "published": builder.of("published", leading), **builder.counts(pages, origins),
    }  # fmt: skip


def _why(builder: Builder, settings: Settings, row: Event | Statement, passage: Spans) -> tuple[Reason, ...]:
    view, plan = builder.view, builder.plan
    told = row.content or row.cue if isinstance(row, Statement) else passage
    story = plan.of.get(row.article)
    tellings = counts(builder, row, told_in(builder)) if isinstance(row, Event) else {}
    counted: dict[str, Iterable[str]] = {
        **(_by(view, tellings) if tellings else printed(view, row.article, told)),
        "opening": [row.article] if all(contains(opening_of(view, row.article), span) for span in passage) else [],
        "new": [row.article] if builder.memory.last is not None and row.article in plan.fresh else [],
        "beat": beat_at(view, settings.beat, row.article, passage),
        "deeds": [row.id] if isinstance(row, Event) and row.type not in VERBAL else [],
        "quoted": [row.id] if isinstance(row, Statement) and is_quotation(builder, row) else [],
        "story": [] if story is None else [origin[0] for origin in story.origins],
    }
    return reasons("item", counted)


def _by(view: View, tellings: Mapping[str, Slot]) -> dict[str, Iterable[str]]:
    """Origins and outlets that tell an event, in whatever words."""
    return {
        "origins": tellings["origins"].ids,
        "outlets": [view.articles[a].outlet or a for a in tellings["articles"].ids if a in view.articles],
    }


def _alone(builder: Builder, article: str, passage: Spans) -> bool:
    return len(passage) == 1 and reads_alone(builder.view.words(article, passage[0]))


def _words(builder: Builder, article: str, spans: Spans) -> frozenset[str]:
    text = " ".join(builder.view.words(article, span) for span in spans).casefold()
    return frozenset(word[:6] for word in "".join(c if c.isalnum() else " " for c in text).split() if len(word) > 3)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences say much the same: of the shorter one's words three in five stand in the other."""
    return len(one & other) >= 0.6 * max(1, min(len(one), len(other)))


def speakers_of(builder: Builder, items: Iterable[Item]) -> dict[str, list[Item]]:
    """Statement items by their speaker's key, in the order of the list."""
    out: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if isinstance(item.row, Statement):
            out[speaker_of(builder.view, item.row).key].append(item)
    return out


def country_of(builder: Builder, item: Item) -> str | None:
    """The state that the sentence is most about: the one it and its people are named of most often; ties by place."""
    view = builder.view
    named: list[str] = [
        view.country[m.actor]
        for m in sorted(view.mentioned.get(item.row.article, ()), key=lambda m: m.span)
        if m.actor is not None
        and m.actor in view.country
        and m.kind != "outlet"
        and any(overlaps(m.span, span) for span in item.passage)
    ]
    return max(dict.fromkeys(named), key=named.count, default=None)
