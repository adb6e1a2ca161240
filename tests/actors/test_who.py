"""What the record holds of one actor, and what people decide about actors."""

from __future__ import annotations

import pytest

from actors.made_desk import COPY, CRITIC, JUDGE, MAYOR, NOBODY, extract_again, keep, put, statement
from onrecord.actors import judging
from onrecord.actors.judging import Made
from onrecord.actors.lookup import Directory, find
from onrecord.actors.who import Filters, Who, who
from onrecord.desk import Desk
from onrecord.errors import NotOnRecord, UsageError
from onrecord.extract.mentions import find_mentions
from onrecord.record import Judgement
from onrecord.store import read as rows
from onrecord.store.actors import named_in_article
from onrecord.store.identities import decisions
from onrecord.store.judgements import add_judgements
from origins.made import article

MADE = Made("ana", "read both", "2026-03-10T08:00:00Z")
LATER = Made("ben", "looked again", "2026-03-11T08:00:00Z")


def ask(desk: Desk, name: str, *, filters: Filters | None = None, limit: int = 20) -> Who:
    with desk.open_for_reading() as store:
        directory = Directory(NOBODY, decisions(store.connection))
        asked = find(store.connection, directory, name)
        return who(store.connection, directory, asked, filters=filters or Filters(), limit=limit)


def sides(answer: Who) -> list[tuple[str | None, str, str]]:
    return [(s.entry.day, s.side, s.entry.page.outlet or "") for s in answer.entries]


def decide(desk: Desk, judgement: Judgement) -> Judgement:
    with desk.open_for_writing() as store, store.transaction() as db:
        add_judgements(db, [judgement])
    return judgement


def directory(desk: Desk) -> Directory:
    with desk.open_for_reading() as store:
        return Directory(NOBODY, decisions(store.connection))


def split_judge(desk: Desk) -> Judgement:
    known = directory(desk)
    with desk.open_for_reading() as store:
        return decide(desk, judging.split(store.connection, known, JUDGE.id, "Jane Roe", "Jane Roe (judge)", MADE))


def test_said_done_and_said_of_in_the_order_of_time(told: Desk) -> None:
    assert sides(ask(told, "Jane Roe")) == [
        ("2026-03-02", "did", "Tarn Herald"),
        ("2026-03-03", "said", "Tarn Herald"),
        ("2026-03-05", "undergone", "Free Lake"),
        ("2026-03-05", "about", "Free Lake"),
        ("2026-03-06", "said", "Court News"),
    ]  # fmt: skip


def test_a_copy_is_no_confirmation(told: Desk) -> None:
    by_words = {s.entry.words: s.entry for s in ask(told, "Jane Roe").entries}
    safe = by_words["the old dam above the town is entirely safe"]
    assert (safe.origins, safe.articles, len(safe.tellings)) == (1, 2, 2)


def test_the_same_words_in_an_article_that_is_not_asked_for_are_another_origin(told: Desk) -> None:
    retold = article(
        "Jane Roe insisted the old dam above the town is entirely safe.", outlet="Valley Radio", published="2026-03-07"
    )
    mentions = find_mentions(retold.text, article=retold.id, day=retold.day, knowledge=NOBODY)
    said = statement(retold, "Jane Roe", "insisted", "the old dam above the town is entirely safe", mentions)
    put(told, [retold])
    keep(told, {retold.id: (mentions, [said], [])}, extractor="made/2", articles=[retold])
    (safe,) = [s.entry for s in ask(told, "Jane Roe", filters=Filters(outlet="Tarn Herald", side="said")).entries]
    assert (safe.origins, safe.articles) == (2, 3)


def test_a_meeting_told_by_copies_is_one_event_of_one_origin(told: Desk) -> None:
    met = next(s.entry for s in ask(told, "Carl Dorn").entries if s.entry.what == "CONSULT meet")
    assert (met.origins, met.articles, met.actors) == (1, 2, ("person:carldorn", "person:janeroe"))


def test_any_spelling_finds_the_actor(told: Desk) -> None:
    assert ask(told, "jane roe").asked.actor == ask(told, "ROE").asked.actor == "person:janeroe"


def test_a_name_that_nobody_has(told: Desk) -> None:
    with pytest.raises(NotOnRecord, match="Nora Vex"):
        ask(told, "Nora Vex")


def test_a_name_without_letters(told: Desk) -> None:
    with pytest.raises(NotOnRecord):
        ask(told, "!?")


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(since="2026-03-05"), 3),
        (Filters(until="2026-03-03"), 2),
        (Filters(outlet="court news"), 1),
        (Filters(side="said"), 2),
        (Filters(side="about", until="2026-03-05"), 1),
    ],
)
def test_filters(told: Desk, filters: Filters, count: int) -> None:
    assert len(ask(told, "Jane Roe", filters=filters).entries) == count


def test_nothing_that_passes_the_filters_is_said(told: Desk) -> None:
    with pytest.raises(NotOnRecord, match="filters"):
        ask(told, "Jane Roe", filters=Filters(since="2027-01-01"))


def test_the_limit_keeps_the_latest_and_counts_what_is_left_out(told: Desk) -> None:
    answer = ask(told, "Jane Roe", limit=1)
    assert sides(answer) == [("2026-03-06", "said", "Court News")]
    assert answer.left_out > 0


def test_what_it_rests_on_is_told(told: Desk) -> None:
    found = ask(told, "Jane Roe").coverage
    assert (found.articles, found.outlets, found.first, found.last) == (4, 4, "2026-03-03", "2026-03-06")


def test_split_parts_two_persons_of_one_name(told: Desk) -> None:
    split_judge(told)
    assert ask(told, "Jane Roe").coverage.articles == 3
    assert sides(ask(told, "Jane Roe (judge)")) == [("2026-03-06", "said", "Court News")]


def test_split_shows_in_the_rows_of_the_article(told: Desk) -> None:
    split_judge(told)
    with told.open_for_reading() as store:
        assert {m.actor for m in rows.mentions(store.connection, JUDGE.id) if m.form == "name"} == {
            "person:janeroejudge"
        }
        assert not {m.actor for m in rows.mentions(store.connection, MAYOR.id)} & {"person:janeroejudge"}


def test_judgements_survive_extraction_anew(told: Desk) -> None:
    split_judge(told)
    before = ask(told, "Jane Roe (judge)")
    extract_again(told, extractor="made/2")
    assert ask(told, "Jane Roe (judge)") == before
    assert ask(told, "Jane Roe").coverage.articles == 3


def test_merge_joins_and_undo_parts_again(told: Desk) -> None:
    with told.open_for_reading() as store:
        judgement = judging.merge(store.connection, directory(told), "Jane Roe", "Carl Dorn", MADE)
    decide(told, judgement)
    assert ask(told, "Carl Dorn").asked == ask(told, "Jane Roe").asked
    extract_again(told, extractor="made/2")
    assert ask(told, "Carl Dorn").asked.members == ("person:carldorn", "person:janeroe")
    with told.open_for_reading() as store:
        back = judging.undo(store.connection, judgement.id[:16], LATER)
    decide(told, back)
    assert ask(told, "Carl Dorn").asked.members == ("person:carldorn",)


def test_merging_one_with_itself_is_refused(told: Desk) -> None:
    with told.open_for_reading() as store, pytest.raises(UsageError, match="already"):
        judging.merge(store.connection, directory(told), "Jane Roe", "jane  roe", MADE)


def test_rename_is_shown_and_found(told: Desk) -> None:
    with told.open_for_reading() as store:
        judgement = judging.rename(store.connection, directory(told), "Carl Dorn", "Carl Dorn of Vell", MADE)
    decide(told, judgement)
    assert ask(told, "Carl Dorn").asked.name == ask(told, "carl dorn of vell").asked.name == "Carl Dorn of Vell"


def test_reject_takes_one_mention_out(told: Desk) -> None:
    with told.open_for_reading() as store:
        mention = next(m for m, _, actor in named_in_article(store.connection, CRITIC.id) if actor == "person:janeroe")
        judgement = judging.reject(store.connection, mention, MADE)
    decide(told, judgement)
    assert {outlet for _, _, outlet in sides(ask(told, "Jane Roe"))} == {"Tarn Herald", "Court News"}


def test_split_needs_another_name(told: Desk) -> None:
    with told.open_for_reading() as store, pytest.raises(UsageError, match="tells them apart"):
        judging.split(store.connection, directory(told), JUDGE.id, "Jane Roe", "JANE ROE", MADE)


def test_split_of_somebody_who_is_not_named_there(told: Desk) -> None:
    with told.open_for_reading() as store, pytest.raises(NotOnRecord, match="not named"):
        judging.split(store.connection, directory(told), JUDGE.id, "Carl Dorn", "Carl Dorn (baker)", MADE)


def test_undo_of_what_counts_no_more_is_refused(told: Desk) -> None:
    judgement = split_judge(told)
    with told.open_for_reading() as store:
        back = judging.undo(store.connection, judgement.id, LATER)
    decide(told, back)
    with told.open_for_reading() as store, pytest.raises(UsageError, match="counts no more"):
        judging.undo(store.connection, judgement.id, LATER)
    with told.open_for_reading() as store, pytest.raises(NotOnRecord):
        judging.undo(store.connection, "judgement-ffff", LATER)


def test_a_name_that_fits_several_is_answered_with_their_list(told: Desk) -> None:
    split_judge(told)
    with pytest.raises(UsageError, match=r"fits 2 actors(.|\n)*person:janeroejudge"):
        ask(told, "Roe")


def test_the_copy_has_the_same_people(told: Desk) -> None:
    with told.open_for_reading() as store:
        one, other = ({a for _, _, a in named_in_article(store.connection, w.id)} for w in (MAYOR, COPY))
    assert one == other - {"body:tarnherald"}


def test_statements_of_one_speaker_are_one_voice_everywhere(told: Desk) -> None:
    from onrecord.brief.view import speaker_of, view_of

    with told.open_for_reading() as store:
        known = directory(told)
        judgement = judging.merge(store.connection, known, "Jane Roe", "Carl Dorn", MADE)
    decide(told, judgement)
    with told.open_for_reading() as store:
        view = view_of(store.connection)
        assert {speaker_of(view, s).key for s in view.statements} == {"actor:person:carldorn"}
