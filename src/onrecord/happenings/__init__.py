"""Happenings: the same event told by several articles as one, and what became of what was planned."""

from onrecord.happenings.groups import Difference, Happening, Telling, grouped, happenings

__all__ = ["Difference", "Happening", "Telling", "grouped", "happenings"]
