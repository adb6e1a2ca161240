"""Trains the statement tagger that `onrecord.extract.tagger` runs. Needs torch; not part of the package."""
