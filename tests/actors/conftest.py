from __future__ import annotations

import pytest

from actors.made_desk import fill
from onrecord.desk import Desk


@pytest.fixture
def told(told_desk: Desk) -> Desk:
    return told_desk


@pytest.fixture
def told_desk(desk: Desk) -> Desk:
    """A desk with a mayor, her critic, a judge of the mayor's name, and a copy of one of the articles."""
    fill(desk)
    return desk
