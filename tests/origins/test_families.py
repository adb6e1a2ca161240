"""Origins: counts, the tree, versions of a page that are no copies."""

from __future__ import annotations

from dataclasses import replace

from onrecord.origins.families import origins, tally, tree
from onrecord.origins.reading import around
from onrecord.origins.rows import Rows
from onrecord.origins.same_text import Place, joins, origins_of
from onrecord.record import Evidence, Span
from origins.made import article, family, record, shared, spans

TEXT = "The council voted on Monday to close the old bridge for two years, and the mayor said that nobody would be hurt by it."
FIRST = article(TEXT, outlet="Wire", published="2026-03-02T08:00:00Z", title="Bridge to close")
COPY = article(TEXT + " From Wire.", outlet="Tarn Herald", published="2026-03-03")
THIRD = article(TEXT + " By our staff.", outlet="Vell Post", published="2026-03-04")
LONE = article("Nothing to do with it at all.", outlet="Vell Post")


def week() -> Rows:
    return record(
        FIRST, COPY, THIRD, LONE,
        reuses=(
            replace(
                shared(FIRST, COPY, TEXT, first=FIRST),
                evidence=(Evidence("credit", FIRST.id, f"{COPY.id} credits Wire"), Evidence("time", COPY.id, "odd clock")),
            ),
            shared(FIRST, THIRD, TEXT), shared(COPY, THIRD, TEXT, first=COPY),
        ),
        families=(family(FIRST, COPY, THIRD, first=FIRST),),
    )  # fmt: skip


def test_the_list_counts_articles_outlets_and_days() -> None:
    rows = week()
    (found,) = origins(rows, joins(rows))
    assert (found.articles, found.outlets) == (3, ("Tarn Herald", "Vell Post", "Wire"))
    assert found.days == ("2026-03-02", "2026-03-04")
    assert found.head.title == "Bridge to close"


def test_four_articles_of_two_origins() -> None:
    rows = week()
    found = tally(rows, joins(rows))
    assert (found.articles, found.origins, found.in_families) == (4, 2, 3)


def test_the_tree_shows_evidence_for_and_against() -> None:
    rows = week()
    found = tree(rows.families[0], rows, joins(rows))
    copy = next(m for m in found.members if m.page.article == COPY.id)
    assert (copy.parent, copy.direction) == (FIRST.id, "copy")
    assert [e.kind for e in copy.supports] == ["credit"]
    assert [e.kind for e in copy.opposes] == ["time"]


def test_an_order_that_is_not_known_is_not_made_up() -> None:
    rows = week()
    third = next(m for m in tree(rows.families[0], rows, joins(rows)).members if m.page.article == THIRD.id)
    assert (third.parent, third.direction) == (FIRST.id, "unknown")


def test_a_page_captured_twice_is_one_member() -> None:
    again = replace(
        article(COPY.text + " Updated.", outlet="Tarn Herald", published="2026-03-03"), url="https://tarn.example/a"
    )
    copy = replace(COPY, url="https://tarn.example/a")
    rows = record(
        FIRST, copy, again,
        reuses=(shared(FIRST, copy, TEXT, first=FIRST), shared(FIRST, again, TEXT), shared(copy, again, TEXT)),
        families=(family(FIRST, copy, again, first=FIRST),),
    )  # fmt: skip
    (found,) = origins(rows, joins(rows))
    assert (found.articles, found.captures) == (2, 3)
    assert len(tree(rows.families[0], rows, joins(rows)).members) == 2


def test_versions_alone_are_no_origin_with_copies() -> None:
    one, two = (replace(a, url="https://tarn.example/a") for a in (COPY, article(COPY.text + " Updated.")))
    rows = record(one, two, reuses=(shared(one, two, TEXT),), families=(family(one, two),))
    assert origins(rows, joins(rows)) == ()
    assert tally(rows, joins(rows)).articles == 1


def test_an_original_that_is_not_captured_is_named() -> None:
    rows = record(COPY, THIRD, reuses=(shared(COPY, THIRD, TEXT),), families=(family(COPY, THIRD, credited="Wire"),))
    (found,) = origins(rows, joins(rows))
    assert (found.first, found.credited) == (None, "Wire")


def test_every_member_stands_in_the_tree_once_whatever_the_directions() -> None:
    """Evidence may run in a circle."""
    rows = record(
        FIRST, COPY, THIRD,
        reuses=(
            shared(FIRST, COPY, TEXT, first=FIRST),
            shared(COPY, THIRD, TEXT, first=COPY),
            shared(FIRST, THIRD, TEXT, first=THIRD),
        ),
        families=(family(FIRST, COPY, THIRD),),
    )  # fmt: skip
    found = tree(rows.families[0], rows, joins(rows))
    assert sorted(m.page.article for m in found.members) == sorted((FIRST.id, COPY.id, THIRD.id))


def test_a_partial_copy_outside_is_told_as_such() -> None:
    part = article("An essay that takes " + TEXT[:70] + " and goes on about other things.", outlet="Essays")
    rows = week()
    rows = replace(
        rows,
        articles={**rows.articles, part.id: part},
        reuses=(*rows.reuses, shared(FIRST, part, TEXT[:70], kind="partial")),
    )
    assert [p.page.article for p in tree(rows.families[0], rows, joins(rows)).parts] == [part.id]
    assert [r.kind for r in around(rows, part.id).pairs] == ["partial"]


def test_a_page_with_two_stories_does_not_chain_their_origins() -> None:
    other = (
        "The ferry will run again from April, the harbour master told reporters, once its engine is back from the yard."
    )
    both = article(TEXT + "\n\n" + other, outlet="Digest")
    ferry = article(other, outlet="Harbour News")
    rows = record(
        FIRST, both, ferry,
        reuses=(shared(FIRST, both, TEXT, first=FIRST), shared(ferry, both, other, first=ferry)),
        families=(family(FIRST, both), family(ferry, both)),
    )  # fmt: skip
    whole = [Place(a.id, (Span(0, len(a.text)),)) for a in (FIRST, ferry)]
    places = [whole[0], Place(both.id, spans(both, TEXT)), whole[1]]
    assert origins_of(places, joins(rows)) == ((0, 1), (2,))
