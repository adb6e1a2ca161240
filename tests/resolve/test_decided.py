from __future__ import annotations

from onrecord.record import Judgement
from onrecord.resolve.decided import decided


def judged(kind: str, subject: str, target: str | None = None, value: str | None = None) -> Judgement:
    return Judgement(f"{kind}{subject}{target}", kind, subject, target, value, "ana", "read it", "2024-01-01T00:00:00Z")


def test_nothing_decided_changes_nothing() -> None:
    none = decided([])
    assert not none.touches_mentions
    assert none.actor_at("m", "a", "x") == "x"
    assert none.members("x") == ("x",)


def test_merges_join_in_chains_under_the_one_of_the_actors_files() -> None:
    found = decided([judged("actor-merge", "person:a", "person:b"), judged("actor-merge", "person:b", "xx.c")])
    assert {found.one(actor) for actor in ("person:a", "person:b", "xx.c")} == {"xx.c"}
    assert found.members("person:a") == ("person:a", "person:b", "xx.c")


def test_merging_in_a_circle_ends() -> None:
    found = decided([judged("actor-merge", *pair) for pair in (("a", "b"), ("b", "c"), ("c", "a"))])
    assert found.members("c") == ("a", "b", "c")


def test_split_of_a_mention_outranks_that_of_its_article() -> None:
    found = decided(
        [
            judged("actor-split", "article", "person:jo", "Jo One"),
            judged("actor-split", "mention", "person:jo", "Jo Two"),
        ]
    )
    assert found.actor_at("other", "article", "person:jo") == "person:joone"
    assert found.actor_at("mention", "article", "person:jo") == "person:jotwo"
    assert found.actor_at("other", "elsewhere", "person:jo") == "person:jo"


def test_who_was_parted_off_can_be_merged_with_a_third() -> None:
    found = decided(
        [judged("actor-split", "article", "person:jo", "Jo One"), judged("actor-merge", "person:joone", "xx.jo")]
    )
    assert found.actor_at("m", "article", "person:jo") == "xx.jo"
    assert found.parted_into("xx.jo") == (("article", "person:jo"),)


def test_of_split_and_reject_of_one_mention_the_last_counts() -> None:
    split, reject = judged("actor-split", "m", "x", "New"), judged("actor-reject", "m", "x")
    assert decided([split, reject]).actor_at("m", "a", "x") is None
    assert decided([reject, split]).actor_at("m", "a", "x") == "person:new"
