"""What tests of several rooms use."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
# All that commands get of the environment, so that no setting of the person who runs
# the tests can change them.
PATHS = {
    name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ
}


@contextmanager
def serving(database: Path, log: Path, **env: str) -> Iterator[httpx.Client]:
    """Run the server on a free port; at the end it has to leave in peace."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            [sys.executable, ROOT / "scripts" / "serve.py"],
            env={
                **PATHS,
                "RECMART_DATABASE": str(database),
                "RECMART_PORT": port,
                **env,
            },
            stderr=output,
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            for _ in range(600):
                try:
                    client.get("/health").raise_for_status()
                    break
                except httpx.ConnectError:
                    assert server.poll() is None, log.read_text(encoding="utf-8")
                    time.sleep(0.05)
            yield client
    finally:
        server.terminate()
        # Having ended in order, it hands the signal on.
        assert server.wait(30) == -signal.SIGTERM, log.read_text(encoding="utf-8")
        assert "Finished server process" in log.read_text(encoding="utf-8")
