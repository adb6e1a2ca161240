"""What is planted in the example week about origins, versions and wording comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from examples.week import EXPECTED, Week, loose
from onrecord.origins.carried import carried, ground
from onrecord.origins.families import origins, tally
from onrecord.origins.reading import PageVersions, Quotations, all_versions, quotations
from onrecord.origins.rows import Rows, load, load_around
from onrecord.origins.same_text import joins
from onrecord.text.spans import overlaps

pytestmark = pytest.mark.model


@dataclass(frozen=True, slots=True)
class Told:
    """The week's rows and answers."""

    rows: Rows
    quotations: Quotations
    versions: tuple[PageVersions, ...]


@pytest.fixture(scope="module")
def told(week: Week) -> Told:
    with week.desk.open_for_reading() as store:
        rows = load(store.connection)
    groups = {o.name: o.group for o in week.desk.settings.outlets if o.group is not None}
    return Told(rows, quotations(rows, groups=groups), all_versions(rows))


@pytest.mark.parametrize("members", EXPECTED["origins"], ids=lambda m: str(m[0]))
def test_an_origin_is_one_with_as_many_articles_as_print_it(week: Week, told: Told, members: list[str]) -> None:
    joined = joins(told.rows)
    families = {f.id: set(f.members) for f in told.rows.families}
    wanted = {week.keys[m] for m in members}
    (found,) = [o for o in origins(told.rows, joined) if wanted <= families[o.id]]
    assert found.articles == len(members)
    assert found.first == week.keys[members[0]]


def test_a_page_captured_twice_is_one_article(told: Told) -> None:
    assert tally(told.rows, joins(told.rows)).articles == len(told.rows.articles) - len(EXPECTED["versions"])


@pytest.mark.parametrize("case", EXPECTED["shared_wording"], ids=lambda c: str(c["words"])[:40])
def test_shared_wording_comes_out_with_its_pages_and_groups(week: Week, told: Told, case: dict[str, Any]) -> None:
    (found,) = [w for w in told.quotations.wording if loose(case["words"]) in loose(w.words)]
    assert {u.page.article for origin in found.origins for u in origin} == {week.keys[p] for p in case["pages"]}
    assert found.groups == tuple(sorted(case["groups"]))


def test_nothing_else_is_called_shared_wording(told: Told) -> None:
    assert len(told.quotations.wording) == len(EXPECTED["shared_wording"])


QUOTED_TWICE = [case for case in EXPECTED["reuse"] if case["kind"] == "quote"]


@pytest.mark.parametrize("case", QUOTED_TWICE, ids=lambda c: str(c["words"])[:40])
def test_a_quotation_in_independent_reports_travels(week: Week, told: Told, case: dict[str, Any]) -> None:
    (found,) = [q for q in told.quotations.quotations if loose(case["words"]) in loose(q.fullest)]
    assert {v.page.article for origin in found.origins for v in origin} >= {week.keys[case["a"]], week.keys[case["b"]]}
    assert len(found.origins) == 2


def test_nothing_else_travels(told: Told) -> None:
    assert len(told.quotations.quotations) == len(QUOTED_TWICE)


def test_a_paraphrase_stands_beside_its_quotation(week: Week, told: Told) -> None:
    """A floor: words of its own ("pipes were old" for "poor maintenance") are beyond word overlap."""
    found = {
        (p.paraphrase.article, case["words"])
        for case in EXPECTED["paraphrases_never_quoted"]
        for p in told.quotations.paraphrases
        if loose(case["words"]) in loose(p.told)
    }
    assert len({words for _, words in found}) >= 2
    planted = {week.keys[c["page"]] for c in EXPECTED["paraphrases_never_quoted"]}
    assert sum(1 for p in told.quotations.paraphrases if p.paraphrase.article not in planted) <= 1


@pytest.mark.parametrize("pages", EXPECTED["versions"], ids=str)
def test_versions_are_paired_in_their_order(week: Week, told: Told, pages: list[str]) -> None:
    (found,) = told.versions
    assert found.articles == tuple(week.keys[p] for p in pages)
    assert found.steps[0].order == "updated"


@pytest.mark.parametrize("case", EXPECTED["version_changes"], ids=lambda c: str(c["is"])[:40])
def test_every_change_between_versions_is_told(week: Week, told: Told, case: dict[str, Any]) -> None:
    was, now = week.find(case["from"], case["was"]), week.find(case["to"], case["is"])
    assert any(
        (change.old is None or overlaps(change.old, was))
        and (change.new is None or overlaps(change.new, now))
        and not (change.old is None and change.new is None)
        for change in told.versions[0].steps[0].changes.changes
    )


def test_the_statement_whose_words_are_gone_is_told(told: Told) -> None:
    gone = " ".join(g.words for g in told.versions[0].steps[0].changes.gone)
    assert "12 howitzers" in gone
    assert "they are not hiding" in gone


def test_a_quotation_that_four_print_is_one_origin(week: Week, told: Told) -> None:
    on = ground(told.rows)
    key = "tidewire/week.jsonl#tw-0303-1"
    span = week.find(key, "This was a shell")
    statement = next(
        s for s in told.rows.statements if s.article == week.keys[key] and any(overlaps(span, c) for c in s.content)
    )
    found = carried(statement, on)
    assert (len(found.origins), found.articles) == (1, 4)


def test_asking_for_one_statement_gives_what_the_whole_record_gives(week: Week, told: Told) -> None:
    """Reading only what stands around a statement must change nothing."""
    on = ground(told.rows)
    with week.desk.open_for_reading() as store:
        for statement in told.rows.statements[::9]:
            text = told.rows.articles[statement.article].text
            near = load_around(
                store.connection, statement.article, " ".join(text[s.start : s.end] for s in statement.content)
            )
            found = carried(statement, ground(near))
            assert found == carried(statement, on)
