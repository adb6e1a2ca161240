from made_prose import paragraph, story, words

from onrecord.reuse import Document
from onrecord.reuse.nearby import near_copies


def clusters(*texts):
    return near_copies([Document(id=f"d{n}", text=text, outlet=f"o{n}") for n, text in enumerate(texts)])


def test_a_copy_a_cut_copy_and_an_edited_copy_are_one_cluster():
    cut = "\n\n".join(story(1).split("\n\n")[:3])
    edited = " ".join("changed" if n % 40 == 0 else word for n, word in enumerate(story(1).split()))
    assert clusters(story(1), story(2), cut, edited, story(1)) == (("d0", "d2", "d3", "d4"),)


def test_a_shared_paragraph_makes_no_cluster():
    assert clusters(story(1) + paragraph(9), story(2) + paragraph(9)) == ()


def test_a_footer_of_one_outlet_makes_no_cluster():
    footer = " ".join(words(5, 300))
    pages = [Document(id=f"d{n}", text=story(n, 3) + "\n" + footer, outlet="one") for n in range(5)]
    assert near_copies(pages) == ()


def test_nothing_gives_nothing():
    assert clusters() == clusters("", "word") == ()
