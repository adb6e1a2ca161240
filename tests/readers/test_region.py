"""Which part of a marked-up page is its main text."""

import time

import pytest

from onrecord.readers import read
from onrecord.readers.density import dense_runs
from onrecord.readers.markup import parse, runs_of, trim

PARAGRAPHS = [
    f"The council met for the {n} time this year, and nobody in the room spoke of the bridge or of the toll on it."
    for n in ("second", "third", "fourth", "fifth", "sixth", "seventh")
]
TEASERS = "".join(
    f'<div class="card"><a href="/{n}"><h3>Another story of the river</h3></a>'
    f"<p>The ferry was late on day {n} and nobody said why it was.</p></div>"
    for n in range(6)
)


def page(article: str, around: str = "") -> bytes:
    return f"<html><body><div><h1>Council meets again</h1>{article}</div>{around}</body></html>".encode()


def body(data: bytes) -> list[str]:
    (article,) = read(data, name="page.html").articles
    return [block.text for block in article.blocks if block.label in {"body", "list", "quote"}]


def holder(markup: bytes) -> str:
    root, _ = parse(markup.decode())
    assert root is not None
    return dense_runs(runs_of(root)).holder


@pytest.mark.parametrize("shape", ["<p>{}</p>", "<div>{}</div>", "{}<br><br>", "<div><div><span>{}</span></div></div>"])
def test_paragraphs_are_found_whatever_holds_them(shape: str) -> None:
    text = "".join(shape.format(paragraph) for paragraph in PARAGRAPHS)
    assert body(page(f"<div class=text>{text}</div>", f"<div>{TEASERS}</div>")) == PARAGRAPHS


def test_teasers_are_known_by_their_form() -> None:
    root, _ = parse(page("".join(f"<p>{p}</p>" for p in PARAGRAPHS), f"<div>{TEASERS}</div>").decode())
    assert root is not None
    runs = runs_of(root)
    found = {runs[i].text for i in dense_runs(runs).teasers}
    assert "The ferry was late on day 3 and nobody said why it was." in found
    assert not found & set(PARAGRAPHS)


def test_comments_below_a_heading_are_no_text() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert (
        body(page(f"{text}<h3>Comments</h3><p>I live there and nobody asked me about any of this.</p>")) == PARAGRAPHS
    )


def test_a_box_of_links_inside_the_text_does_not_end_it() -> None:
    text = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
    text.insert(3, "<h2>Related topics</h2><ul><li><a href=/a>Ferries of the river</a></li></ul>")
    assert body(page("".join(text))) == PARAGRAPHS


def test_an_element_with_most_of_the_prose_is_no_aside_whatever_its_class() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert holder(page(f"<div><div class=advert-wrap>{text}</div></div>")).endswith("div[1]/div[1]/div[1]")


def test_a_page_on_which_the_extractors_differ_is_to_be_reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.readers import region

    monkeypatch.setattr(region, "_found_again", lambda text, runs, shown: set())
    reading = read(page("".join(f"<p>{p}</p>" for p in PARAGRAPHS)), name="page.html")
    assert [problem.reason for problem in reading.problems] == ["to review"]


def test_tags_in_a_long_script_are_no_tags() -> None:
    """A script that builds markup once lost the whole page: its text was taken for a tag of thousands of attributes."""
    script = "<script>var a = '<a " + "b c=1 " * 9000 + "';</script>"
    assert body(page(script + "".join(f"<p>{p}</p>" for p in PARAGRAPHS))) == PARAGRAPHS


def test_a_tag_of_thousands_of_attributes_loses_them_and_keeps_its_words() -> None:
    attributes = " ".join(f"a{n}=1" for n in range(30_000))
    assert body(page(f"<div {attributes}>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</div>")) == PARAGRAPHS


def test_a_stray_quotation_mark_in_a_tag_hides_nothing() -> None:
    """A mark that opens no value was taken to open one up to the next, far below: a page lost all its words."""
    menu = "".join(f'<li><a class="link" href="/a{n}">River {n} of all</a></li>' for n in range(1500))
    assert (
        body(page(f'<ul class=x"y>{menu}</ul>' + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + '<p class="z">'))
        == PARAGRAPHS
    )


def test_a_page_past_the_limit_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.readers import html, markup, texts_at

    monkeypatch.setattr(markup, "MOST_RUNS", 5)
    data = page("".join(f"<p>{p}</p>" for p in PARAGRAPHS))
    reading = read(data, name="page.html")
    assert "cut" in [problem.reason for problem in reading.problems]
    kept = [block for block in reading.articles[0].blocks if block.label == "body"]
    assert [block.text for block in kept] == PARAGRAPHS[:4]
    assert texts_at(html.READER, data, [kept[3].place]) == [PARAGRAPHS[3]]


def test_a_page_of_too_many_elements_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.readers import markup

    monkeypatch.setattr(markup, "MOST_ELEMENTS", 8)
    reading = read(page("".join(f"<p>{p}</p>" for p in PARAGRAPHS)), name="page.html")
    assert "cut" in [problem.reason for problem in reading.problems]


def test_an_unusually_large_page_is_read_without_the_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.readers import region

    monkeypatch.setattr(region, "_MOST_ELEMENTS", 3)
    monkeypatch.setattr(region, "bare_extraction", None)
    assert body(page("".join(f"<p>{p}</p>" for p in PARAGRAPHS))) == PARAGRAPHS


def test_trimming_keeps_the_words_beside_what_it_takes_out() -> None:
    root, _ = parse("<body><div>one<p>two</p>three<script>x</script>four</div><ul><li>five</li></ul>six</body>")
    assert root is not None
    trim(root, {"/html/body", "/html/body/div[1]"})
    assert "".join(root.itertext()) == "onethreefoursix"


@pytest.mark.parametrize("value", ["1", "'a>b'", '"a>b"', "'<i>'"])
def test_a_tag_with_thousands_of_attributes_loses_them_whatever_their_values(value: str) -> None:
    attributes = " ".join(f"a{n}={value}" for n in range(2000))
    root, _ = parse(f"<body><div {attributes}>The council met.</div></body>")
    assert root is not None
    assert [len(element.attrib) for element in root.iter("div")] == [0]


def test_a_script_too_long_for_the_parser_is_told() -> None:
    page = f"<html><head><script>{'1,' * 6_000_000}</script></head><body><p>{'Words of it. ' * 9}</p></body></html>"
    assert "cut" in {problem.reason for problem in read(page.encode(), name="page.html").problems}


def test_thousands_of_scripts_with_data_cost_little() -> None:
    script = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    page = f"<html><head>{script * 20_000}</head><body><p>{'The pier is closed until Monday. ' * 9}</p></body></html>"
    began = time.process_time()
    read(page.encode(), name="page.html")
    assert time.process_time() - began < 20


def test_prose_in_two_parts_of_a_page_is_to_be_reviewed() -> None:
    story = "".join(
        f"<p>The harbour master said on day {n} that the northern pier would stay closed.</p>" for n in range(6)
    )
    other = "".join(
        f"<p>I went to the market with {n} of my friends and we bought all of the fish there.</p>" for n in range(6)
    )
    page = f"<html><body><h1>Pier closed</h1><div>{story}</div><div>{other}</div></body></html>"
    details = [p.detail for p in read(page.encode(), name="page.html").problems if p.reason == "to review"]
    assert any("2 parts" in detail for detail in details)


def test_control_characters_beside_what_is_taken_out_do_no_harm() -> None:
    story = "".join(
        f"<p>The harbour master said on day {n} that the northern pier would stay closed.</p>" for n in range(9)
    )
    page = f"<html><body>\x1f<nav>x</nav>\x08a<nav>y</nav>\x1f<div>{story}</div></body></html>"
    assert "day 8" in read(page.encode(), name="page.html").articles[0].text
