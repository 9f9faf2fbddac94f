"""The file that is served: the newest build, gone over to while requests run."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.common.commands import RecmartError
from scripts.warehouse import UnavailableError, Warehouse

# One core per look-up: for a few rows, sharing the work costs more than it saves.
# And whatever somebody might get it to run: no file, no network, no other setting.
DUCKDB_SETTINGS = {
    **{"threads": 1, "memory_limit": "300MB"},
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    **{"enable_external_access": "false", "lock_configuration": "true"},
}
SECONDS_BETWEEN_TRIES = 1.0

log = logging.getLogger("recmart")


class OpenFile:
    """An open warehouse and how many requests are reading it."""

    def __init__(self, database: Path, identity: tuple[int, ...]) -> None:
        file = database.resolve()
        self.build = file.stem if file.stem != database.stem else file.parent.name
        self.identity = identity
        self.warehouse = Warehouse(database, DUCKDB_SETTINGS)
        self.readers = 0

    def has_items(self) -> bool:
        """Say whether there is anything to recommend, in any domain."""
        return any(
            self.warehouse.popular(domain, 1) for domain in self.warehouse.domains()
        )


class LiveWarehouse:
    """The warehouse behind a path, whichever file that is at the moment."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._current: OpenFile | None = None
        self._next_try = 0.0

    @contextmanager
    def reading(self) -> Iterator[OpenFile]:
        """Hold the newest file open for one request."""
        self._refresh()
        with self._lock:
            held = self._current
            held.readers += 1
        try:
            yield held
        finally:
            with self._lock:
                held.readers -= 1
            self._close_if_left(held)

    def close(self) -> None:
        """Close the file; for the end of the server."""
        with self._lock:
            held, self._current = self._current, None
        if held:
            self._close_if_left(held)

    def _refresh(self) -> None:
        """Open the file that the path shows, if that is not the one that is open.

        One request opens it, others go on with the former one; without a former one
        they wait. A file that cannot be opened leaves the former in its place.
        """
        if self._current and (
            self._identity() in (None, self._current.identity)
            or time.monotonic() < self._next_try
        ):
            return
        if not self._opening.acquire(blocking=self._current is None):
            return
        try:
            identity = self._identity()
            if self._current and identity in (None, self._current.identity):
                return
            opened = OpenFile(self._database, identity or ())
            if self._current and not opened.has_items():
                opened.warehouse.close()
                raise UnavailableError(f"{self._database} has nothing to recommend")
        except RecmartError as error:
            self._next_try = time.monotonic() + SECONDS_BETWEEN_TRIES
            if not self._current:
                raise
            log.warning("kept the former build", extra={"why": str(error)})
            return
        finally:
            self._opening.release()
        with self._lock:
            former, self._current = self._current, opened
            self._next_try = 0.0
        log.info("opened a build", extra={"build": opened.build})
        if former:
            self._close_if_left(former)

    def _identity(self) -> tuple[int, ...] | None:
        """Return what tells one file from another, none where there is no file."""
        try:
            found = self._database.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_mtime_ns

    def _close_if_left(self, held: OpenFile) -> None:
        """Close a file that is not the current one and that nobody reads."""
        with self._lock:
            is_left = held is not self._current and not held.readers
        if is_left:
            held.warehouse.close()
