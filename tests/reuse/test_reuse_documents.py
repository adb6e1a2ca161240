import subprocess
import sys

from made_prose import paragraph

from onrecord.record import Article, Block, Credit, Dated, Span
from onrecord.reuse import from_article


def test_a_document_has_what_the_article_says_of_its_origin_and_layout():
    text = "Headline here\n\n" + paragraph(1) + "\n\nA caption of a picture"
    caption = Span(len(text) - 22, len(text))
    date = Dated("2024-03-01", "day", "meta", "March 1")
    credit = Credit("Quay Wire", "Source: Quay Wire", "bytes:0-5")
    blocks = (
        Block("headline", "Headline here", "bytes:0-13", 0, Span(0, 13)),
        Block("caption", text[caption.start :], "bytes:90-99", 0, caption),
        Block("boilerplate", "Share", "bytes:100-105", 0),
    )
    article = Article(
        "article-1", "sha256:0", 0, "plain", text, "Headline here", Span(0, 13), "Copy Post", None, "en", "https://copy.example/1",
        date, None, (date,), (credit,), blocks,
    )  # fmt: skip
    document = from_article(article, fetched="2024-03-02T00:00:00Z")
    assert document.asides == (Span(0, 13), caption)
    assert (document.id, document.outlet, document.published, document.credits) == (
        "article-1",
        "Copy Post",
        date,
        (credit,),
    )
    assert (document.url, document.fetched) == ("https://copy.example/1", "2024-03-02T00:00:00Z")


def test_the_package_loads_without_numpy():
    code = "import sys, onrecord.reuse; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
