"""onrecord: a record of news coverage that anyone can check."""

__version__ = "0.3.0"
