"""Plain text that was taken from a page."""

import pytest

from onrecord.readers import read
from onrecord.record import Article, Reading

LEAD = (
    "The two ministers met in the old customs house and spoke for an hour about the bridge, the toll and the ferry.\n\n"
    "“We will build it,” the minister of works told reporters on March 13 after the meeting had ended.\n\n"
    "Her counterpart heads to the capital on March 20 for a second round of talks with the builders of the bridge.\n\n"
    "Nobody in the valley expects the ferry to stop before the bridge is open to carts, horses and buses alike.\n\n"
    "The toll was set at four crowns by the council, which has said that it would not be raised this year.\n\n"
    "On March 22, 2013, the first stone was laid by the old king, who never saw it finished or paid for.\n\n"
    "Ten years later, the pillars stand in the water and the road is still being argued over in both towns.\n"
)
LETTER = (
    "Dear readers, welcome back to The Ferry, a newsletter about the river and the people who want to cross it.\n\n"
    "What's Next On The River?\n\n"
    "Speaking to fishermen on March 7, the harbour master outlined a plan for the winter and for the years to come.\n\n"
    "Why It Matters: The plan leaves out the bridge, and nobody in the harbour office would tell me why that is so.\n\n"
    "Read More\n\n"
    "● The mayor said on March 6 that the plan was a draft, and that drafts are made to be thrown away.\n\n"
    "● A builder told me that he would wait for the second draft before he bought any more stone or lime.\n\n"
    '"On the surface, this is about boats," he wrote to me. "Below it, it is about who may stand on which bank."\n\n'
    "Until next time,\n\nAnn Lesk\n"
)


def page(text: str, **options) -> Reading:
    return read(text.encode(), name="page.txt", **options)


def labels(article: Article) -> dict[str, str]:
    return {block.text: block.label for block in article.blocks}


def only(text: str, **options) -> Article:
    (article,) = page(text, **options).articles
    return article


def test_a_first_line_before_prose_is_the_headline() -> None:
    article = only("Ministers Meet At Last Over A Bridge That Nobody Has Ever Crossed\n\n" + LEAD)
    assert article.title == "Ministers Meet At Last Over A Bridge That Nobody Has Ever Crossed"
    assert article.title_span is not None
    assert article.text[slice(*article.title_span)] == article.title


def test_site_labels_before_the_headline_are_left_out() -> None:
    article = only(
        "Skip to content\nThe Ferry\nMenu\n\nMinisters meet over a bridge\n\nBy Ann Lesk\n7 March 2026, 18:20\n\n"
        + LEAD
    )
    assert article.title == "Ministers meet over a bridge"
    assert article.byline == "Ann Lesk"
    assert labels(article)["The Ferry"] == "boilerplate"
    assert article.text.startswith("Ministers meet over a bridge")


def test_a_sentence_between_headline_and_byline_is_the_standfirst() -> None:
    first = "A toll, a ferry and a quarrel stand in the way of it."
    article = only(f"Ministers meet over a bridge\n\n{first}\n\nBy Ann Lesk\n\n{LEAD}")
    assert labels(article)[first] == "standfirst"


def test_a_visible_date_line_is_the_date() -> None:
    article = only("Ministers meet over a bridge\n\nMarch 20, 2023 08:15 GMT\n\n" + LEAD)
    assert article.published is not None
    assert (article.published.value, article.published.evidence) == ("2023-03-20T08:15:00Z", "text")


@pytest.mark.parametrize("line", ["2023-03-20", "2023-03-20 08:15", "20.03.2023", "2023/03/20"])
def test_a_date_in_digits_alone_is_a_date_line_too(line: str) -> None:
    article = only(f"Ministers meet over a bridge\n\nBy Ann Lesk\n{line}\n\n{LEAD}")
    assert article.published is not None
    assert article.published.value[:10] == "2023-03-20"


def test_a_date_that_does_not_exist_is_told_and_not_used() -> None:
    reading = page(
        "Ministers meet over a bridge\n\n30 February 2026\n\nThe council met, and nobody spoke of the bridge.\n"
    )
    assert [problem.reason for problem in reading.problems] == ["bad date"]
    assert reading.articles[0].published is None


def test_a_copyright_year_is_no_date_and_its_holder_a_credit() -> None:
    article = only(
        "The council met on the island, and nobody spoke of the bridge or the toll.\n\n"
        "Copyright (c) 2015. Reprinted with the permission of The Ferry, 1 Quay Street.\n"
    )
    assert article.published is None
    assert [credit.holder for credit in article.credits] == ["The Ferry"]
    assert "Copyright" not in article.text


def test_an_agency_before_the_first_words_is_a_credit() -> None:
    article = only("OSTREL (Tidewire) — The council met, and nobody spoke of the bridge or of the toll.\n")
    assert [(credit.holder, credit.words) for credit in article.credits] == [("Tidewire", "(Tidewire)")]


@pytest.mark.parametrize(
    "line", ["Source: The Ferry", "By The Ferry Radio", "This article was first published by The Ferry."]
)
def test_credit_lines_name_their_holder(line: str) -> None:
    article = only(
        f"Ministers meet over a bridge\n\n{line}\n\n{LEAD}" if line.startswith("By") else f"{LEAD}\n{line}\n"
    )
    assert any("The Ferry" in credit.holder for credit in article.credits)


def test_a_caption_printed_twice_is_kept_once() -> None:
    caption = "The old customs house, where the ministers met on Tuesday."
    article = only(f"{caption}\n{caption}\n\n{LEAD}")
    first, second = (block for block in article.blocks if block.text == caption)
    assert (first.label, second.label) == ("caption", "boilerplate")
    assert second.repeats == article.blocks.index(first)
    assert article.text.count(caption) == 1


def test_player_residue_and_its_title_are_left_out() -> None:
    paragraphs = LEAD.split("\n\n")
    text = "\n\n".join(
        [
            *paragraphs[:3],
            "Is the bridge safe?\nplease wait\n\nNo media source currently available\n\n0:00 0:41:37 0:00",
            *paragraphs[3:],
        ]
    )
    article = only(text)
    assert "Is the bridge safe?" not in article.text
    assert "0:41:37" not in article.text
    assert paragraphs[3] in article.text


def test_what_follows_a_tail_heading_is_footer() -> None:
    article = only(
        f"{LEAD}\nLoad more\n\nAbout The Newsletter\n\n"
        "This letter is written by people who live on the river and know it well.\n\n"
        "The office has been called names by the government of the other bank, which is not an event.\n\nXS\nSM\n"
    )
    assert article.text.endswith("argued over in both towns.")
    assert labels(article)["This letter is written by people who live on the river and know it well."] == "footer"


def test_short_lines_between_paragraphs_are_subheadings() -> None:
    paragraphs = LEAD.split("\n\n")
    article = only("\n\n".join([*paragraphs[:2], "To Toll Or Not To Toll", *paragraphs[2:]]))
    assert labels(article)["To Toll Or Not To Toll"] == "subheading"


def test_a_correction_is_a_note() -> None:
    note = "Correction, 3 March: An earlier version of this article said that the toll was five crowns."
    assert labels(only(f"{LEAD}\n{note}\n"))[note] == "note"


def test_a_letter_below_the_lead_is_an_article_of_its_own() -> None:
    caption = "The harbour master (left) looks at the river during a visit on March 6."
    first, second = page(f"{LEAD}\n{caption}\n{caption}\n\n{LETTER}").articles
    assert first.text.endswith("in both towns.")
    assert second.text.startswith(caption)
    assert (first.ordinal, second.ordinal) == (0, 1)
    assert labels(second)["Read More"] == "subheading"
    assert second.byline == "Ann Lesk"
    assert "Why It Matters:" in second.text


def test_the_day_is_worked_out_from_the_dates_told() -> None:
    (article,) = page(LEAD).articles
    assert article.published is not None
    assert (article.published.value, article.published.until) == ("2023-03-13", "2023-03-20")
    assert article.published.guessed


def test_the_year_may_come_from_another_article_of_the_page() -> None:
    _, letter = page(f"{LEAD}\n{LETTER}").articles
    assert letter.published is not None
    assert letter.published.value == "2023-03-07"


def test_without_grounds_for_a_year_there_is_no_date() -> None:
    assert (
        only("The minister said on March 13 that the bridge would be built of stone and not of wood.\n").published
        is None
    )


def test_wrapped_paragraphs_are_one_block_with_their_line_ends() -> None:
    lines = [
        "The two ministers met in the old customs house and spoke for an hour",
        "about the bridge, the toll and the ferry, and the road that leads from",
        "one to the other; neither of them would say who had asked for it, or",
        "what it was for.",
        "",
        "The toll was set at four crowns by the council, which has said that it",
        "would not be raised this year or in the next one, whatever the cost of",
        "stone and of lime may be.",
    ]
    article = only("\n".join(lines))
    assert [block.text for block in article.blocks] == ["\n".join(lines[:4]), "\n".join(lines[5:])]


def test_the_outlet_is_the_configured_one_of_the_address() -> None:
    article = only(LEAD, url="https://www.news.ferry.example/a", outlets={"ferry.example": "The Ferry"})
    assert article.outlet == "The Ferry"


def test_the_outlet_may_be_a_known_name_in_the_site_labels() -> None:
    article = only(f"The Ferry\nMenu\n\nMinisters meet over a bridge\n\n{LEAD}", outlets={"ferry.example": "The Ferry"})
    assert article.outlet == "The Ferry"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (LEAD, "en"),
        ("Министр заявил в понедельник, что мост будет построен, а паром останется.\n", "ru"),
        ("Міністр заявив у понеділок, що міст збудують, а пором залишиться.\n", "uk"),
        ("部长星期一表示，大桥将会建成，渡轮将继续运营，过桥费不会上涨。\n", "zh"),
        ("A miniszter azt mondta, hogy a híd megépül, és a komp is megmarad.\n", "hu"),
    ],
)
def test_the_language_is_that_of_the_text(text: str, language: str) -> None:
    assert only(text).language == language


def test_a_page_without_prose_is_told() -> None:
    reading = page("Menu\nSearch\nHome\n")
    assert reading.articles == ()
    assert [problem.reason for problem in reading.problems] == ["no text"]


def test_two_reports_with_headline_byline_and_date_are_two_articles() -> None:
    other = LEAD.replace("bridge", "ferry").replace("ministers", "masters")
    first, second = page(
        f"Bridge to be built\nBy Ann Lesk\nMarch 5, 2026\n\n{LEAD}\nFerry to be sold\nBy Tom Brand\nMarch 6, 2026\n\n{other}"
    ).articles
    assert (first.title, first.byline, first.day) == ("Bridge to be built", "Ann Lesk", "2026-03-05")
    assert (second.title, second.byline, second.day) == ("Ferry to be sold", "Tom Brand", "2026-03-06")


def test_the_outlet_may_be_the_holder_of_the_own_copyright_notice() -> None:
    article = only(f"{LEAD}\nCopyright (c) 2026 The Ferry Herald. All rights reserved.\n")
    assert article.outlet == "The Ferry Herald"
    assert article.credits == ()


def test_a_notice_that_credits_another_origin_names_no_outlet() -> None:
    article = only(f"{LEAD}\nCopyright (c) 2026. Reprinted with the permission of The Ferry Herald.\n")
    assert article.outlet is None
