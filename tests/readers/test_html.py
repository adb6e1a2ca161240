"""Marked-up pages."""

import pytest

from onrecord.readers import read, texts_at
from onrecord.record import Article, Reading

BODY = """
<p>The two ministers met in the old customs house and spoke for an hour about the bridge, the toll and the ferry.</p>
<p>“We will build it,” the minister of works told reporters after the meeting, which had been closed to the public.</p>
<h2>A toll and a ferry</h2>
<p>Nobody in the valley expects the ferry to stop before the bridge is open to carts, horses and buses alike.</p>
<blockquote><p>“A bridge without a toll is a gift,” the harbour master wrote, “and nobody here gives gifts.”</p></blockquote>
<ul><li>a lane for tractors;</li><li>a lane for buses, which the council had asked for.</li></ul>
<figure><img src="x.jpg"><figcaption>The old customs house on Tuesday.</figcaption></figure>
<p>The toll was set at four crowns by the council, which has said that it would not be raised this year.</p>
"""


def html(body: str, head: str = "", attributes: str = 'lang="en-GB"') -> bytes:
    return (
        f"<!doctype html><html {attributes}><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()
    )


def article_page(head: str = "", before: str = "", after: str = "") -> bytes:
    return html(
        "<header><a href=/>The Ferry</a></header><nav><ul><li><a href=/a>River</a></li></ul></nav>"
        f"<main><article><h1>Ministers meet over a bridge</h1>{before}{BODY}{after}</article></main>"
        "<aside><h3>Related</h3><a href=/b>Another story of the river</a></aside>"
        "<footer><p>© 2015 The Ferry. All rights reserved.</p></footer>",
        head,
    )


def one(data: bytes, **options) -> Article:
    (article,) = read(data, name="page.html", **options).articles
    return article


def labels(article: Article) -> dict[str, str]:
    return {block.text: block.label for block in article.blocks}


@pytest.fixture(scope="module")
def plain_article() -> Article:
    return one(article_page())


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ministers meet over a bridge", "headline"),
        ("A toll and a ferry", "subheading"),
        ("“A bridge without a toll is a gift,” the harbour master wrote, “and nobody here gives gifts.”", "quote"),
        ("a lane for tractors;", "list"),
        ("The old customs house on Tuesday.", "caption"),
        ("© 2015 The Ferry. All rights reserved.", "footer"),
        ("Another story of the river", "footer"),
    ],
)
def test_elements_tell_the_labels(plain_article: Article, text: str, label: str) -> None:
    assert labels(plain_article)[text] == label


def test_navigation_is_no_text(plain_article: Article) -> None:
    assert "River" not in labels(plain_article)


def test_the_language_is_the_primary_tag(plain_article: Article) -> None:
    assert plain_article.language == "en"


def test_blocks_stand_in_page_order(plain_article: Article) -> None:
    kept = [block.text for block in plain_article.blocks if block.span]
    assert kept[0] == "Ministers meet over a bridge"
    assert kept[-1].startswith("The toll was set")


@pytest.mark.parametrize(
    ("head", "before", "value", "evidence"),
    [
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-03-02T10:00:00+02:00"}</script>',
            "",
            "2026-03-02T08:00:00Z",
            "jsonld",
        ),
        ('<meta property="article:published_time" content="2026-03-02T10:00:00Z">', "", "2026-03-02T10:00:00Z", "meta"),
        ("", '<p class="meta"><time datetime="2026-03-02T10:00Z">Monday</time></p>', "2026-03-02T10:00:00Z", "time"),
        ("", '<p class="date">2 March 2026</p>', "2026-03-02", "text"),
        ('<link rel="canonical" href="https://ferry.example/2026/03/02/bridge">', "", "2026-03-02", "url"),
    ],
)
def test_dates_are_found_with_their_evidence(head: str, before: str, value: str, evidence: str) -> None:
    published = one(article_page(head, before)).published
    assert published is not None
    assert (published.value, published.evidence) == (value, evidence)


def test_conflicting_dates_are_all_kept() -> None:
    head = '<meta property="article:published_time" content="2026-03-02T10:00:00Z">'
    article = one(article_page(head, '<p class="date">3 March 2026</p>'))
    assert {dated.value[:10] for dated in article.dates} == {"2026-03-02", "2026-03-03"}
    assert article.day == "2026-03-02"


def test_a_declared_date_that_does_not_exist_is_told() -> None:
    head = '<meta property="article:published_time" content="2026-02-30">'
    reading = read(article_page(head), name="page.html")
    assert [problem.reason for problem in reading.problems] == ["bad date"]
    assert reading.articles[0].published is None


def test_what_the_page_says_of_itself_is_read() -> None:
    head = (
        '<meta property="og:title" content="Ministers meet over a bridge"><meta property="og:site_name" content="The Ferry">'
        '<meta name="author" content="Ann Lesk"><link rel="canonical" href="https://ferry.example/bridge">'
    )
    article = one(article_page(head))
    assert (article.title, article.outlet, article.byline, article.url) == (
        "Ministers meet over a bridge",
        "The Ferry",
        "Ann Lesk",
        "https://ferry.example/bridge",
    )


def test_the_configured_outlet_goes_before_the_declared_one() -> None:
    head = '<meta property="og:site_name" content="Ferry Online"><link rel="canonical" href="https://ferry.example/bridge">'
    assert one(article_page(head), outlets={"ferry.example": "The Ferry"}).outlet == "The Ferry"


def test_a_canonical_address_elsewhere_is_a_credit() -> None:
    head = '<link rel="canonical" href="https://ferry.example/bridge">'
    article = one(article_page(head), url="https://copier.example/x")
    assert ("ferry.example", "https://ferry.example/bridge") in [(c.holder, c.words) for c in article.credits]


def test_what_an_article_is_based_on_is_a_credit() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","isBasedOn":{"name":"Quay Post","url":"https://quay.example/"}}</script>'
    assert "Quay Post" in [credit.holder for credit in one(article_page(head)).credits]


def test_a_title_outside_the_body_becomes_a_headline_at_its_attribute() -> None:
    data = html(f"<main>{BODY}</main>", '<meta property="og:title" content="Ministers meet over a bridge">')
    article = one(data)
    first = article.blocks[0]
    assert (first.label, first.text) == ("headline", "Ministers meet over a bridge")
    assert first.place.endswith("/@content")
    assert texts_at("html/1", data, [first.place]) == [first.text]


def test_a_correction_in_an_aside_is_kept_as_a_note() -> None:
    note = "Correction: An earlier version of this article said that the toll was five crowns."
    article = one(article_page(after=f'<aside class="correction"><p>{note}</p></aside>'))
    assert labels(article)[note] == "note"


def test_two_article_elements_are_two_articles_with_their_own_dates() -> None:
    letter = (
        '<section class="newsletter"><article><h1>The letter from the quay</h1><p class="date">March 3, 2026</p>'
        + "<p>The harbour master outlined a plan for the winter, and nobody in his office would tell me what it leaves out.</p>"
        * 1
        + "<p>A builder told me that he would wait for the second draft before he bought any more stone, lime or sand for it.</p>"
        + "<p>Write to me about the river and the people who want to cross it, and I will put your questions to the builder.</p>"
        + "<p>He said that he had never seen a plan that was worth the paper, and that paper was dear this year.</p>"
        + "</article></section>"
    )
    data = html(
        f"<main><article><h1>Ministers meet over a bridge</h1><p class=date>March 4, 2026</p>{BODY}</article>{letter}</main>"
    )
    first, second = read(data, name="page.html").articles
    assert (first.title, second.title) == ("Ministers meet over a bridge", "The letter from the quay")
    assert (first.day, second.day) == ("2026-03-04", "2026-03-03")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>The  man\n said <b>so</b>.</p>", "The man said so ."),
        ("<p>He called it <q>a gift</q> to us.</p>", "He called it “a gift” to us."),
        ("<p>one<br>two</p>", "one two"),
        ("<p>shown<span hidden> and hidden</span></p>", "shown"),
        ("<p>shown<span style='display: none'> and hidden</span></p>", "shown"),
        ("<p>text<script>var a</script></p>", "text"),
        ("<p>soft\u00adhyphen</p>", "softhyphen"),
    ],
)
def test_white_space_and_hidden_words(markup: str, expected: str) -> None:
    assert texts_at("html/1", html(markup), ["path:/html/body/p[1]"]) == [expected.replace("so .", "so.")]


def test_two_line_breaks_part_a_run() -> None:
    data = html("<div>one<br><br>two<p>three</p>four</div>")
    places = ["path:/html/body/div[1]#1", "path:/html/body/div[1]#2", "path:/html/body/div[1]#3"]
    assert texts_at("html/1", data, places) == ["one", "two", "four"]


def test_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        texts_at("html/1", html("<p>a</p>"), ["path:/html/body/p[2]"])


def test_the_same_bytes_give_the_same_reading() -> None:
    readings: list[Reading] = [read(article_page(), name="page.html") for _ in range(2)]
    assert readings[0] == readings[1]


def test_the_section_is_the_declared_one() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","articleSection":["River","News"]}</script>'
    assert one(article_page(head)).section == "River"
    assert one(article_page('<meta property="article:section" content="Region">')).section == "Region"
    assert one(article_page()).section is None


@pytest.mark.parametrize(
    ("content", "credited"),
    [("https://quay.example/a", True), ("Quay Post", True), ("https://news.ferry.example/a", False)],
)
def test_a_declared_original_elsewhere_is_a_credit(content: str, credited: bool) -> None:
    head = f'<link rel="canonical" href="https://ferry.example/b"><meta name="original-source" content="{content}">'
    article = one(article_page(head), url="https://ferry.example/b")
    assert (content in [credit.words for credit in article.credits]) == credited


def test_a_time_with_a_zone_of_letters_gives_the_day() -> None:
    article = one(article_page('<meta property="article:published_time" content="2026-03-02T17:40:00EET">'))
    assert article.published is not None
    assert (article.published.value, article.published.precision) == ("2026-03-02", "day")
