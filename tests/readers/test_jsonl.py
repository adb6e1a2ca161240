"""JSON lines."""

import json

from onrecord.readers import read, texts_at
from onrecord.record import Reading

TEXT = "The council met on the island, and nobody spoke of the bridge.\n\n“We will wait,” said the harbour master."


def rows(*values: object) -> bytes:
    return "\n".join(value if isinstance(value, str) else json.dumps(value) for value in values).encode()


def reading(*values: object, **options) -> Reading:
    return read(rows(*values), name="rows.jsonl", **options)


def test_fields_become_facts() -> None:
    row = {
        "url": "https://ferry.example/a",
        "outlet": "The Ferry",
        "title": "A bridge",
        "published": "2026-03-02T10:00:00+02:00",
        "author": "Ann Lesk",
        "lang": "en-GB",
        "text": TEXT,
    }
    (article,) = reading(row).articles
    assert (article.title, article.outlet, article.byline, article.language) == (
        "A bridge",
        "The Ferry",
        "Ann Lesk",
        "en",
    )
    assert article.published is not None
    assert (article.published.value, article.published.evidence, article.published.place) == (
        "2026-03-02T08:00:00Z",
        "field",
        "line:1/published",
    )
    assert article.text == f"A bridge\n\n{TEXT}"


def test_ordinals_count_over_the_file() -> None:
    found = reading({"text": TEXT}, {"text": TEXT}, {"text": TEXT}).articles
    assert [article.ordinal for article in found] == [0, 1, 2]
    assert len({article.id for article in found}) == 3


def test_a_broken_line_is_told_with_its_number_and_the_others_are_read() -> None:
    found = reading({"text": TEXT}, '{"text": "The council', "[1]", {"text": TEXT})
    assert len(found.articles) == 2
    assert [(problem.reason, problem.place) for problem in found.problems] == [
        ("not json", "line:2"),
        ("not json", "line:3"),
    ]


def test_a_line_without_text_is_told() -> None:
    found = reading({"text": TEXT}, {"title": "A bridge"})
    assert [(problem.reason, problem.place) for problem in found.problems] == [("no text", "line:2")]


def test_a_date_that_is_none_is_told_and_the_article_kept() -> None:
    found = reading({"text": TEXT, "published": "2026-02-30"})
    assert [problem.reason for problem in found.problems] == ["bad date"]
    assert found.articles[0].published is None


def test_a_lone_surrogate_is_replaced() -> None:
    found = reading('{"text": "The council \\ud800 met on the island, and nobody spoke."}')
    assert [problem.reason for problem in found.problems] == ["repaired"]
    assert "\ufffd" in found.articles[0].text


def test_numbers_and_nesting_of_any_size_do_no_harm() -> None:
    found = reading(
        '{"id": ' + "9" * 50_000 + ', "x": NaN, "text": "The council met on the island, and nobody spoke."}',
        '{"x": ' + "[" * 100_000,
    )
    assert len(found.articles) == 1
    assert [problem.place for problem in found.problems] == ["line:2"]


def test_html_in_a_field_is_read_as_markup() -> None:
    row = {
        "title": "A bridge",
        "html": "<h1>A bridge</h1>"
        + "<p>The council met on the island, and nobody spoke of the bridge or of its toll.</p>" * 2,
    }
    data = rows(row)
    (article,) = read(data, name="rows.jsonl").articles
    assert article.blocks[1].place.startswith("line:1/html:path:/html/body/p")
    assert texts_at("jsonl/1", data, [block.place for block in article.blocks]) == [
        block.text for block in article.blocks
    ]


def test_short_texts_are_kept() -> None:
    (article,) = reading({"text": "No comment"}).articles
    assert article.text == "No comment"


def test_places_lead_back_in_another_order() -> None:
    data = rows({"title": "A bridge", "text": TEXT}, {"text": TEXT})
    blocks = [block for article in read(data, name="rows.jsonl").articles for block in article.blocks][::-1]
    assert texts_at("jsonl/1", data, [block.place for block in blocks]) == [block.text for block in blocks]


def test_what_is_wrong_with_a_line_is_told_with_its_place():
    problems = read(b'{"text": "cut off\n{"text" 5}\n', name="rows.jsonl").problems
    assert [problem.detail for problem in problems] == [
        "the line is not JSON: Unterminated string starting at character 10",
        "the line is not JSON: Expecting ':' delimiter at character 9",
    ]
