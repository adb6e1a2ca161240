"""The trained finder of participants: which words of a sentence tell an act, and who acts on whom.

`load_finder` gives the packaged one; calling it on a sentence gives a `Reading`. What is made of it (types from the word
list, status, dates) is left to the modules beside this package.
"""

from onrecord.extract.events.finder.reading import Finder, Participant, Reading, load_finder

__all__ = ["Finder", "Participant", "Reading", "load_finder"]
