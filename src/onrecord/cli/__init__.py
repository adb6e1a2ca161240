"""The command line: parse, call one function, print. Data to stdout, talk and progress to stderr.

Exit codes: 0 done; 1 findings; 2 wrong use; 3 partly done; 4 nothing on record; 5 damaged; 130 interrupted.
"""

from __future__ import annotations

import sys

from onrecord.cli.app import app
from onrecord.cli.codes import EXIT_CODES, INTERRUPTED
from onrecord.errors import OnrecordError

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        app(prog_name="onrecord")
    except OnrecordError as error:
        sys.stderr.write(f"onrecord: {error}\n")
        sys.exit(next(code for kind, code in EXIT_CODES if isinstance(error, kind)))
    except KeyboardInterrupt:
        sys.stderr.write("onrecord: interrupted; what was finished is kept, the same command goes on from there\n")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # the reader of our output went away (as `| head` does): not an error
        sys.stderr.close()
        sys.exit(0)
