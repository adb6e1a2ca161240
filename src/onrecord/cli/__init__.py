"""The command line: parse, call one function, print. Data to stdout, talk and progress to stderr.

Exit codes: 0 done; 1 findings; 2 wrong use; 3 partly done; 4 nothing on record; 5 damaged; 130 interrupted; 141 output cut short.
"""

from __future__ import annotations

import os
import sys

from onrecord.cli.app import app
from onrecord.cli.codes import CUT, DONE, EXIT_CODES, INTERRUPTED
from onrecord.errors import OnrecordError

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line and exit with its code."""
    code = _run()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = CUT
    if code == CUT:
        # what waits to be printed has nowhere to go, and Python would try again, and complain, at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _run() -> int | str | None:
    try:
        app(prog_name="onrecord")
    except OnrecordError as error:
        sys.stderr.write(f"onrecord: {error}\n")
        return next(code for kind, code in EXIT_CODES if isinstance(error, kind))
    except KeyboardInterrupt:
        sys.stderr.write("onrecord: interrupted; what was finished is kept, the same command goes on from there\n")
        return INTERRUPTED
    except SystemExit as ended:
        # Click turns a broken pipe into an exit of its own, with 1
        return CUT if isinstance(ended.__context__, BrokenPipeError) else ended.code
    return DONE
