"""Who did what to whom: events in PLOVER's terms by a readable word list and rules (`find`), predictions for the scorer."""

from onrecord.extract.events.find import find_events

__all__ = ["find_events"]
