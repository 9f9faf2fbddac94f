"""dbt in a process of its own, telling a program and not a person how it goes.

    python -m scripts.common.telling build --select tag:custom

Of its events, some twenty thousand in a build, it writes as JSON, one a line, those
that `Build` shows. dbt's own loggers make a line of each, for the screen and for the
file, whether it is shown or not: a fifth of what a build of the samples costs.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from contextlib import suppress
from typing import Any

# Said as they are; all else of dbt's is about its own work.
SAID = {"JinjaLogInfo", "JinjaLogWarning", "NoNodesForSelectionCriteria"}
# Of what failed in one sentence; the others repeat it or give the place alone.
PROBLEMS = {"RunResultError", "MainEncounteredError"}
STARTED = "LogStartLine"
# What quiet means to dbt: no log and no artifacts, as options or as environment; and
# nothing shown. Options stand before others, so that they may say otherwise.
UNWRITTEN = {"DBT_LOG_LEVEL_FILE": "none", "DBT_WRITE_JSON": "false"}
QUIETLY = ("--log-level", "none", "--log-level-file", "none", "--no-write-json")
DONE, FAILED, UNUSABLE = 0, 1, 2

# dbt's threads tell, too.
one_at_a_time = threading.Lock()


def is_end_of_node(name: str) -> bool:
    """Say whether an event tells how a node went."""
    return name.startswith("Log") and name.endswith("Result")


def tell(event: Any) -> None:
    """Write an event, if it is of use to who watches, and as long as somebody does."""
    from dbt_common.events.functions import env_scrubber, msg_to_json

    name = event.info.name
    if name in SAID or name in PROBLEMS or name == STARTED or is_end_of_node(name):
        line = f"{env_scrubber(msg_to_json(event))}\n".encode()
        # Whoever watched may be gone; dbt goes on all the same.
        with one_at_a_time, suppress(OSError):
            os.write(sys.stdout.fileno(), line)


def main(arguments: list[str], manifest: Any = None) -> int:
    """Run dbt, on the project as it was read if it was, and return its exit code."""
    from dbt.cli.main import dbtRunner

    # What dbt reads of the project stays. Looking for waste in it as often as Python
    # does by itself takes a fourteenth of the time; this, half as much.
    gc.set_threshold(50_000, 50, 100)
    done = dbtRunner(manifest, [tell]).invoke(arguments)
    if done.exception:
        from dbt.cli.exceptions import DbtUsageException

        if isinstance(done.exception, DbtUsageException):
            print(done.exception, flush=True)
        return UNUSABLE
    return DONE if done.success else FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
