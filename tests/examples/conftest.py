"""The example week, briefed once for all tests."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from examples.week import WEEK, Week, keys
from onrecord.brief.html import from_html
from onrecord.brief.view import view_of
from onrecord.cli import app
from onrecord.desk import open_desk
from onrecord.resolve.knowledge import load


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    out = tmp_path_factory.mktemp("week") / "out"
    result = CliRunner().invoke(app, ["brief", str(WEEK / "pages"), "--out", str(out), "--form", "full"])
    assert result.exit_code in (0, 3), result.output
    desk = open_desk(out / "desk")
    with desk.open_for_reading() as store:
        view = view_of(store.connection, load(desk.settings.actors))
    briefing = from_html((out / "briefing.html").read_text(encoding="utf-8"))
    return Week(out, desk, view, briefing, result.exit_code, result.output, keys(view))
