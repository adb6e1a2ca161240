"""onrecord: a record of news coverage that anyone can check."""

__version__ = "0.1.0"
