"""The Java that Spark is tested on: find one, or get one.

Run by `make test` at its start, so that nobody waits for minutes to hear of it.
"""

from __future__ import annotations

import os
import shutil
import sys

from browser import succeeds
from scripts.common.commands import RecmartError
from scripts.engines.cluster import java_home


def main() -> int:
    """Have a Java, or say in one line what is needed."""
    try:
        java_home()
    except RecmartError:
        print("java.py: getting a Java for the tests on Spark", flush=True)
        if os.geteuid() == 0 and shutil.which("apt-get"):
            apt = ("apt-get", "-qq", "--yes", "--no-install-recommends")
            succeeds(*apt, "update")
            succeeds(*apt, "install", "openjdk-17-jre-headless")
        try:
            java_home()
        except RecmartError as error:
            print(f"java.py: {error}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
