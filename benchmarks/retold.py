# ruff: noqa: INP001 - a script, not a package
"""How many retold utterances are set beside their quotation, and how many others: made-up ones, half of them held back.

    PYTHONPATH=src python benchmarks/retold.py [--desk DESK] [--show]

The statements are as an extractor that makes no mistake would give them. What is rare depends on the record: with `--desk` they
stand among the statements of that one, else among each other.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from made.retold import OTHER, RETOLD, Case

from onrecord.origins.paraphrases import Rendered, rendered
from onrecord.origins.rows import Rows, load
from onrecord.origins.same_text import joins
from onrecord.origins.words import words_of_articles
from onrecord.record import Article, Dated, Mention, Span, Statement, article_id, digest_text, mention_id, statement_id
from onrecord.store.database import open_for_reading

NAMES = ("Ada", "Bruno", "Celia", "Dario", "Edda", "Falk", "Greta", "Hugo", "Ilse", "Janko")


def _told(name: str, words: str, outlet: str, day: int, to: str, *, quoted: bool) -> tuple[Article, Mention, Statement]:
    """An article with one statement."""
    content = f"“{words},”" if quoted else words
    text = f"{content} {name} said." if quoted else f"{name} {f'told {to}' if to else 'said'} that {content}."
    capture = digest_text(f"{outlet} {text}")
    ident = article_id(capture, 0, text)
    date = Dated(f"2026-03-{day:02}", "day", "meta", "")
    article = Article(ident, capture, 0, "text/1", text, None, None, outlet, None, "en", None, date, None, (), (), ())
    head, spans = _at(text, name), (_at(text, content),)
    mention = Mention(mention_id(ident, head), ident, head, "person", "name", head, None, 1.0, "made")
    statement = Statement(
        statement_id(ident, (head,), (), spans), ident, "direct" if quoted else "indirect", (head,), (), spans,
        (mention.id,), "named", None, _at(text, to) if to else None, "claim", (), None, False, None, "made", None, None,
        None, 1.0,
    )  # fmt: skip
    return article, mention, statement


def _at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def main() -> None:
    """Print found and false pairs of both halves."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--desk", type=Path)
    parser.add_argument(
        "--show", action="store_true", help="list what is missed or false, of the half that may be looked at"
    )
    options = parser.parse_args()
    made: list[tuple[Article, Mention, Statement]] = []
    cases: dict[str, tuple[bool, int, Case]] = {}
    for retold, group in ((True, RETOLD), (False, OTHER)):
        for number, case in enumerate(group):
            name = f"{NAMES[number % 10]} {'Retold' if retold else 'Other'}{'abcdefgh'[number // 10]}"
            one = _told(name, case[0], "Outlet A", 2, "", quoted=True)
            made += one, _told(name, case[1], "Outlet B", 2 + case[2], case[3], quoted=False)
            cases[one[2].id] = (retold, number, case)
    rows = Rows({}, {}, (), (), (), ())
    if options.desk is not None:
        with open_for_reading(options.desk / "record.db") as store:
            rows = load(store.connection)
    rows = replace(
        rows,
        articles={**rows.articles, **{a.id: a for a, _, _ in made}},
        mentions={**rows.mentions, **{m.id: m for _, m, _ in made}},
        statements=(*rows.statements, *(s for _, _, s in made)),
    )
    pairs = rendered(rows, joins(rows), words_of_articles(rows.articles.values()))
    found: dict[str, Rendered] = {p.quotation_statement: p for p in pairs}
    for half, name in ((0, "looked at"), (1, "held back")):
        mine = {ident: case for ident, case in cases.items() if case[1] % 2 == half}
        right = sum(1 for ident, case in mine.items() if case[0] and ident in found)
        false = sum(1 for ident, case in mine.items() if not case[0] and ident in found)
        sys.stdout.write(
            f"{name}: {right} of {len(RETOLD) // 2} retold found, {false} of {len(OTHER) // 2} others taken for it\n"
        )
        for ident, (retold, _, case) in mine.items():
            if options.show and half == 0 and retold != (ident in found):
                sys.stdout.write(f"  {'missed' if retold else 'false'}: {case[0]} | {case[1]}\n")


if __name__ == "__main__":
    main()
