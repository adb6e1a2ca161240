import json

from made_prose import story

from onrecord.reuse.predict import clusters, predict


def row(name, text, **more):
    return {
        "id": name,
        "outlet": name,
        "title": None,
        "text": text,
        "published": None,
        "fetched": None,
        "lang": "en",
        **more,
    }


ROWS = [
    row("b", story(1), published="2024-03-01T10:00:00+02:00"),
    row("a", "New title\n\n" + story(1), published="2024-03-01T09:00:00Z"),
    row("c", story(2)),
    row("d", story(2)),
]


def test_pairs_have_relation_source_and_spans_in_the_order_of_the_texts():
    pairs = list(predict(ROWS))
    assert [(pair["a"], pair["b"], pair["relation"], pair.get("source")) for pair in pairs] == [
        ("a", "b", "reprint", "b"),
        ("c", "d", "reprint", None),
    ]
    a0, a1, b0, b1 = pairs[0]["spans"][0]
    assert ROWS[1]["text"][a0:a1] == ROWS[0]["text"][b0:b1] == story(1)
    assert json.loads(json.dumps(pairs)) == pairs


def test_clusters_name_their_documents():
    assert [row["docs"] for row in clusters(ROWS)] == [["a", "b"], ["c", "d"]]


def test_rows_with_missing_and_odd_fields_are_read():
    odd = [{"id": 1, "text": story(1)}, row("x", story(1), published="some day", fetched="never", title="")]
    assert [pair["relation"] for pair in predict(odd)] == ["reprint"]
