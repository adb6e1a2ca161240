"""A made desk, and a client that asks the app as a browser on this machine would."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.desk import Desk
from onrecord.web.app import Serving, make_app
from onrecord.web.safety import Access
from web.made_desk import NOW, made_desk

ACCESS = Access(frozenset({"127.0.0.1", "localhost"}))


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, dict[str, str]]:
    """A desk that tests only read, with the ids of its rows by short names."""
    return made_desk(tmp_path_factory.mktemp("web") / "desk")


@pytest.fixture(scope="session")
def ids(stocked: tuple[Desk, dict[str, str]]) -> dict[str, str]:
    """Ids by short names."""
    return stocked[1]


def client_of(desk: Desk, access: Access = ACCESS, **options: object) -> TestClient:
    """A client of an app over the desk."""
    app = make_app(Serving(desk, access, "Ada", lambda: NOW, **options))  # type: ignore[arg-type]
    return TestClient(app, base_url="http://127.0.0.1:8321", follow_redirects=False)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def client(stocked: tuple[Desk, dict[str, str]]) -> Iterator[TestClient]:
    """A client that reads, the same for all tests: it keeps its cookie."""
    with client_of(stocked[0]) as made:
        yield made


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[TestClient, Desk, dict[str, str]]]:
    """A client of a desk of its own, for tests that decide something."""
    desk, ids = made_desk(tmp_path / "desk")
    with client_of(desk) as made:
        yield made, desk, ids


@pytest.fixture
def token() -> Callable[[TestClient], str]:
    """The token of the client's visit, as its pages give it."""

    def found(client: TestClient) -> str:
        got = re.search(r'name="token" value="([0-9a-f]{64})"', client.get("/review").text)
        assert got is not None
        return got[1]

    return found
