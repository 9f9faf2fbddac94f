"""The browser that the app is tested in: find one, or get one.

Run by `make test` at its start, so that nobody waits for minutes to hear of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NEEDED = (
    "browser.py: the app's tests need a browser, and none could be got: install"
    " Chromium (`apt-get install chromium`, or `.venv/bin/playwright install chromium`)"
)


def executable() -> str | None:
    """Return the path of a Chromium that runs: the system's, or else Playwright's."""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    found = [path for path in map(shutil.which, NAMES) if path]
    return next(filter(runs, [*found, own]), None)


def runs(path: str) -> bool:
    """Say whether a program is there, with all the libraries that it needs."""
    try:
        return succeeds(path, "--version", "--no-sandbox")
    except OSError:
        return False


def succeeds(*command: str) -> bool:
    """Run a command quietly and say whether it went well."""
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    return done.returncode == 0


def get() -> None:
    """Install a browser: the distribution's where that may be, else Playwright's."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        apt = ("apt-get", "-qq", "--yes", "--no-install-recommends")
        if succeeds(*apt, "update") and succeeds(*apt, "install", "chromium"):
            return
    succeeds(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> int:
    """Have a browser, or say in one line what is needed."""
    if executable():
        return 0
    print("browser.py: getting a browser for the app's tests", flush=True)
    get()
    if executable():
        return 0
    print(NEEDED, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
