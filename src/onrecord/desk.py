"""A desk: one folder with its settings, its record and its captures. Copying the folder copies the desk.

onrecord.toml   settings          record.db    the record
captures/       pages as they came    briefings/   what was written from them
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onrecord.config import FILE_NAME, Settings, load_settings
from onrecord.errors import UsageError
from onrecord.store.database import Store, create, open_for_reading

RECORD: Final = "record.db"

_NEW_CONFIGURATION: Final = """\
# Settings of this desk. Every key may be left out.

[desk]
title = "{title}"
actors = []            # files with actors of your own, e.g. ["actors.toml"]

[limits]
file_mb = 64           # larger files are refused
# processes = 4        # that read articles at once, 200 MB each; unless told, one a core, four at most
score = 0.5            # statements scored lower stay out of a briefing

[briefing]
title = "{title}"
form = "weekly"        # or "daily" (one page), "full" (all that is on record); sections of your own: docs/briefing.md

# An outlet, by its domains; `group` is for comparing groups of outlets.
# [[outlet]]
# name = "The Example Times"
# domains = ["times.example"]
# group = "private"

# A feed, site map, list of addresses or page that `onrecord fetch` follows; or file = "feeds.opml" beside this file.
# [[source]]
# name = "The Example Times"
# url = "https://times.example/rss"
# every = "6h"          # asked for news this often; again = "1d": pages that were got are asked again after a day

# [fetch]
# contact = "editor@desk.example"   # sent with each request, so that a site's owner can turn to you
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk on disk. `settings` are those of its configuration file, with what the caller overlaid."""

    folder: Path
    settings: Settings

    @property
    def record(self) -> Path:
        """The record's file."""
        return self.folder / RECORD

    @property
    def captures(self) -> Path:
        """The folder of captured pages."""
        return self.folder / "captures"

    def open_for_writing(self) -> Store:
        """Open the record, making it when there is none. Raises OlderRecord for one of an earlier version."""
        return create(self.record, migrate=False)

    def open_for_adding(self) -> Store:
        """Open the record, making it when there is none and migrating one of an earlier version.

        For what brings all of it up to date at its end: `onrecord.ingest.working`.
        """
        return create(self.record)

    def open_for_reading(self) -> Store:
        """Open the record, which must be there."""
        return open_for_reading(self.record)


def make_desk(folder: Path, *, title: str) -> Desk:
    """Make a desk in a new or empty folder, or open the one that is there.

    Raises UsageError when the folder holds other things, or cannot be made.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; a desk is a folder")
    configuration = folder / FILE_NAME
    if not configuration.exists():
        if folder.exists() and any(folder.iterdir()) and not (folder / RECORD).exists():
            raise UsageError(f"{folder} is not empty and holds no desk; name a new folder")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            quoted = title.replace("\\", "\\\\").replace('"', '\\"')
            configuration.write_text(_NEW_CONFIGURATION.format(title=quoted), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"cannot make a desk at {folder}: {error.strerror}") from error
    desk = Desk(folder, load_settings(configuration))
    if not desk.record.exists():
        desk.open_for_writing().close()
    return desk


def adopt(desk: Desk, configuration: Path) -> Desk:
    """Give the desk the settings of a configuration file: it and the actors files it names are copied into the desk.

    Raises UsageError when it cannot be used, or names actors files that do not lie beside it.
    """
    settings = load_settings(configuration)
    for path in settings.actors:
        if path.parent.resolve() != configuration.parent.resolve():
            raise UsageError(f"{configuration}: the actors file {path} must lie beside the configuration")
        if not path.is_file():
            raise UsageError(f"{configuration}: there is no actors file {path}")
    if configuration.parent.resolve() != desk.folder.resolve():
        for path in (*settings.actors, configuration):
            name = FILE_NAME if path == configuration else path.name
            shutil.copyfile(path, desk.folder / name)
    return Desk(desk.folder, load_settings(desk.folder / FILE_NAME))


def open_desk(folder: Path) -> Desk:
    """The desk of a folder. Raises UsageError when the folder holds none."""
    if not (folder / RECORD).is_file():
        raise UsageError(f"there is no desk at {folder}; make one with: onrecord init {folder}")
    configuration = folder / FILE_NAME
    return Desk(folder, load_settings(configuration) if configuration.is_file() else Settings())
