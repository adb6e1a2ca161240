"""onrecord: a record of news coverage that anyone can check."""

__version__ = "0.2.0"
