"""Live blogs: every entry an article with its own time and byline; comments, teasers and programmes are none."""

from __future__ import annotations

import json

import pytest

from onrecord.readers import read, texts_at
from onrecord.record import Article

SAID = (
    "The council of Ostrel met on the left bank and counted {} boats, and the mayor said that more would come by night."
)
NOTES = [
    ("Bridge closed to all lorries", "Ann Lesk", 12),
    ("Mayor asks for boats and blankets", None, 30),
    ("School opens its doors to families", "Tom Brand", 45),
    ("River rises by another metre", None, 60),
]


def of(markup: str) -> tuple[Article, ...]:
    data = f"<!doctype html><html><body>{markup}</body></html>".encode()
    reading = read(data, name="page.html", url="https://ledger.example/live")
    blocks = [block for article in reading.articles for block in article.blocks] + list(reading.stray)
    assert texts_at(reading.reader, data, [b.place for b in blocks]) == [b.text for b in blocks]
    return reading.articles


def plain(*lines: str) -> tuple[Article, ...]:
    data = "\n\n".join(lines).encode()
    reading = read(data, name="page.txt")
    blocks = [block for article in reading.articles for block in article.blocks] + list(reading.stray)
    assert texts_at(reading.reader, data, [b.place for b in blocks]) == [b.text for b in blocks]
    return reading.articles


def entry(number: int, *, stamp: str | None = None, shown: str = "", tag: str = "section") -> str:
    title, name, boats = NOTES[number]
    time = f"<p><time datetime='{stamp}'>{shown}</time></p>" if stamp else f"<p>{shown}</p>" if shown else ""
    by = f"<p>By {name}</p>" if name else ""
    return f"<{tag}>{time}<h3>{title}</h3>{by}<p>{SAID.format(boats)}</p><p>{SAID.format(boats + 1)}</p></{tag}>"


HEAD = "<h1>Floods in Ostrel: live updates</h1><p>A river has left its bed and the whole town is waiting for help tonight.</p>"


def test_every_entry_is_an_article_with_its_own_time_and_byline() -> None:
    stamps = ["2024-03-05T18:30:00Z", "2024-03-05T17:10:00Z", "2024-03-05T16:00:00Z", "2024-03-05T15:05:00Z"]
    body = "".join(entry(n, stamp=s, shown=s[11:16]) for n, s in enumerate(stamps))
    articles = of(f"<main>{HEAD}<div>{body}</div></main>")
    assert [article.title for article in articles] == ["Floods in Ostrel: live updates", *(note[0] for note in NOTES)]
    assert [a.published.value for a in articles[1:] if a.published] == stamps
    assert {a.published.evidence for a in articles[1:] if a.published} == {"time"}
    assert [a.byline for a in articles[1:]] == [note[1] for note in NOTES]
    assert all(SAID.format(note[2]) in article.text for note, article in zip(NOTES, articles[1:], strict=True))


def test_entries_that_only_their_form_tells_are_articles() -> None:
    body = "".join(entry(n, shown=f"1{n}.20am GMT") for n in range(3)) + entry(3, shown="1.20pm GMT")
    articles = of(f"<main><h1>Floods in Ostrel</h1><p>5 March 2024</p><div>{body}</div></main>")
    assert [article.title for article in articles] == [note[0] for note in NOTES]


def test_linked_data_gives_times_names_and_addresses() -> None:
    data = {
        "@type": "LiveBlogPosting",
        "headline": "Floods in Ostrel",
        "datePublished": "2024-03-05T08:00:00Z",
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": title,
                "datePublished": f"2024-03-05T1{n}:00:00Z",
                "author": {"name": "Bea Orn"},
                "url": f"https://ledger.example/live#e{n}",
            }
            for n, (title, _, _) in enumerate(NOTES)
        ],
    }
    body = "".join(entry(n, tag="div") for n in range(4))
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    articles = of(f"{script}<main>{HEAD}<div>{body}</div></main>")[1:]
    assert [(a.title, a.byline, a.url) for a in articles] == [
        (title, name or "Bea Orn" if name is None else "Bea Orn", f"https://ledger.example/live#e{n}")
        for n, (title, name, _) in enumerate(NOTES)
    ]
    assert [(a.published.value, a.published.evidence) for a in articles if a.published] == [
        (f"2024-03-05T1{n}:00:00Z", "jsonld") for n in range(4)
    ]


def test_an_entry_of_one_word_is_kept() -> None:
    body = (
        entry(0, shown="18:30")
        + "<section><p>18:12</p><p>Goal!</p></section>"
        + entry(1, shown="17:10")
        + entry(2, shown="16:00")
    )
    articles = of(f"<main>{HEAD}<div>{body}</div></main>")
    assert "Goal!" in articles[2].text


def test_comments_are_no_live_blog() -> None:
    story = "".join(f"<p>{SAID.format(n)}</p>" for n in range(9))
    thread = "".join(
        f"<li><p>Bob {n}</p><p><time datetime='2024-03-05T1{n}:00:00Z'>1{n}:00</time></p><p>{SAID.format(n)}</p></li>"
        for n in range(6)
    )
    assert len(of(f"<main><article><h1>Floods in Ostrel</h1>{story}</article><ol>{thread}</ol></main>")) == 1


def test_teasers_are_no_live_blog() -> None:
    story = "".join(f"<p>{SAID.format(n)}</p>" for n in range(5))
    list_ = "".join(
        f"<div><p>1{n}:20</p><h3><a href='/{n}'>{NOTES[0][0]} {n}</a></h3><p>{SAID.format(n)}</p></div>"
        for n in range(9)
    )
    assert len(of(f"<main><h1>Floods in Ostrel</h1>{story}</main><div>{list_}</div>")) == 1


def lines(times: list[str], *, headed: bool = True) -> list[str]:
    out = []
    for (title, _, boats), time in zip(NOTES, times, strict=True):
        out += [time, *([title] if headed else []), SAID.format(boats), SAID.format(boats + 1), "Share"]
    return out


def test_lines_with_times_part_a_live_text() -> None:
    articles = plain(
        "Floods in Ostrel: live updates",
        "By Ann Lesk",
        "5 March 2024",
        "A river has left its bed and the whole town is waiting for help tonight.",
        *lines(["6.30pm GMT", "5.10pm GMT", "4.00pm GMT", "Updated at 3.05pm GMT"]),
    )
    assert [article.title for article in articles] == ["Floods in Ostrel: live updates", *(note[0] for note in NOTES)]
    assert [a.published.value for a in articles[1:] if a.published] == [
        "2024-03-05T18:30:00Z", "2024-03-05T17:10:00Z", "2024-03-05T16:00:00Z", "2024-03-05T15:05:00Z",
    ]  # fmt: skip
    assert all(a.published and a.published.evidence == "text" for a in articles[1:])


def test_a_time_without_a_zone_gives_the_day() -> None:
    articles = plain("Floods in Ostrel: live", "5 March 2024", *lines(["09:10", "10:20", "11:30", "12:40"]))
    assert {(a.published.value, a.published.precision) for a in articles if a.published} == {("2024-03-05", "day")}


def test_a_day_reached_past_midnight_is_called_a_guess() -> None:
    articles = plain("Floods in Ostrel: live", "5 March 2024", *lines(["22:10", "23:20", "00:30", "01:40"]))
    told = [(a.published.value, a.published.guessed) for a in articles if a.published]
    assert told == [("2024-03-05", False)] * 2 + [("2024-03-06", True)] * 2


def test_times_with_their_days_are_kept() -> None:
    heads = ["6 March 2024, 14:05", "6 March 2024, 13:05", "5 March 2024, 23:05", "5 March 2024, 22:05"]
    articles = plain("Floods in Ostrel: latest updates", *lines(heads))
    assert [a.published.value for a in articles if a.published] == ["2024-03-06"] * 2 + ["2024-03-05"] * 2


def repeated(count: int, *parts: str) -> list[str]:
    return [part.format(n=n) for n in range(count) for part in parts]


@pytest.mark.parametrize(
    "page",
    [
        ["Night of the flood", "5 March 2024", *lines(["22:10", "23:20", "00:30", "01:40"], headed=False)],
        [
            "Plans",
            SAID,
            *repeated(4, "Bob{n} says:", "March 5, 2024 at 1{n}:04 pm", SAID.replace("{}", "{n}"), "Reply"),
        ],
        ["Latest updates", *repeated(9, "1{n}:20", "Minister speaks to the {n} boats")],
        ["Programme", *repeated(8, "1{n}:00", "Talk on the river", "A short talk on {n} boats and how they float.")],
    ],
    ids=["chronicle", "comments", "list of titles", "programme"],
)
def test_a_page_that_is_not_surely_live_stays_whole(page: list[str]) -> None:
    assert len(plain(*page)) <= 1
