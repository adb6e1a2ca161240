"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DeskOption = Annotated[Path, typer.Option("--desk", help="Folder of the desk.", envvar="ONRECORD_DESK")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
