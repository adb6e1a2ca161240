import pytest

from onrecord.store.scratch import Scratch


def test_bytes_come_back_from_their_places(tmp_path):
    with Scratch(tmp_path) as scratch:
        places = [scratch.put(data) for data in (b"one", b"", b"three")]
        assert [scratch.get(place, size) for place, size in zip(places, (3, 0, 5), strict=True)] == [
            b"one",
            b"",
            b"three",
        ]


def test_nothing_lies_in_the_folder(tmp_path):
    with Scratch(tmp_path) as scratch:
        scratch.put(b"words")
        assert list(tmp_path.iterdir()) == []


def test_without_room_there_is_no_place(tmp_path):
    with Scratch(tmp_path / "missing") as scratch:
        assert scratch.put(b"words") is None


def test_what_was_lost_is_said(tmp_path):
    with Scratch(tmp_path) as scratch:
        place = scratch.put(b"words")
        with pytest.raises(OSError, match="has lost"):
            scratch.get(place, 9)
