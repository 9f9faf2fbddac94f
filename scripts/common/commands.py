"""How commands end and complain: in one line, with one set of exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import duckdb

T = TypeVar("T")
DONE, NOTHING_FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130


class RecmartError(Exception):
    """Something that the user can put right; the message is one line that says how."""


def say(message: str) -> None:
    """Tell of progress or trouble, in one line."""
    line = " ".join(message.split())
    print(f"{Path(sys.argv[0]).name}: {line}", file=sys.stderr, flush=True)


def progress(steps: Sequence[T], what: str) -> Iterator[T]:
    """Go through steps; somebody who watches sees a bar."""
    if len(steps) < 2 or not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(steps, what, console=Console(stderr=True), transient=True)


def write_no_more() -> None:
    """Keep Python from writing once more, at its end, what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run(command: Callable[[], int]) -> int:
    """Run a command and return its exit code; what it cannot do is said in one line."""
    try:
        code = command()
        if sys.stdout:
            sys.stdout.flush()
        return code
    except RecmartError as error:
        say(str(error))
        return FAILED
    except BrokenPipeError:  # Nobody reads on (`| head`).
        write_no_more()
        return DONE
    except OSError as error:
        what = error.strerror or str(error)
        say(f"{error.filename}: {what}" if error.filename else what)
        return FAILED
    except duckdb.Error as error:
        say(str(error).strip().partition("\n")[0])
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
