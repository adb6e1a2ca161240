from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DamagedStore
from onrecord.store.captures import capture_path, keep, load


@given(data=st.binary(max_size=200))
def test_what_was_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("captures")
    assert load(folder, keep(folder, data)) == data


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    keep(tmp_path, b"page")
    keep(tmp_path, b"page")
    assert sum(1 for path in tmp_path.rglob("*") if path.is_file()) == 1


def test_a_changed_byte_is_damage(tmp_path: Path) -> None:
    digest = keep(tmp_path, b"page")
    capture_path(tmp_path, digest).write_bytes(b"pagE")
    with pytest.raises(DamagedStore, match="other bytes"):
        load(tmp_path, digest)


def test_a_missing_file_is_damage(tmp_path: Path) -> None:
    digest = keep(tmp_path, b"page")
    capture_path(tmp_path, digest).unlink()
    with pytest.raises(DamagedStore, match="cannot be read"):
        load(tmp_path, digest)


def test_a_cut_file_is_mended_by_keeping_again(tmp_path: Path) -> None:
    digest = keep(tmp_path, b"page")
    capture_path(tmp_path, digest).write_bytes(b"pa")
    keep(tmp_path, b"page")
    assert load(tmp_path, digest) == b"page"


@pytest.mark.parametrize(
    "digest", ["", "sha256:", "sha256:../../etc/passwd", "md5:" + "a" * 64, "sha256:" + "A" * 64, "sha256:" + "a" * 63]
)
def test_what_is_no_digest_leads_nowhere(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ValueError, match="not a capture digest"):
        capture_path(tmp_path, digest)
