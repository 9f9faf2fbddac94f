"""A PostgreSQL server of its own in one folder, for as long as it is needed.

    with Server() as server:
        server.build(folder, ["tag:streaming"])

It listens on a socket in the folder alone. PostgreSQL refuses to run as root: then it
runs as somebody who may do nothing else.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.common.commands import RecmartError
from scripts.engines.engine import Engine, missing

USER = "recmart"
OLDEST = 15
INSTALL = (
    f"PostgreSQL needs initdb and pg_ctl of version {OLDEST} or later, and none were"
    " found: install them (`apt-get install postgresql`), or put their folder on PATH"
)
# What is lost in a crash is built anew.
SETTINGS = {
    "listen_addresses": "",
    "timezone": "UTC",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "max_parallel_workers_per_gather": "0",
    "autovacuum": "off",
}


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs, or say what to install."""
    on_path = shutil.which("initdb")
    candidates = [
        *([Path(on_path).resolve().parent] if on_path else []),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
    ]
    for candidate in candidates:
        if (candidate / "initdb").exists() and (candidate / "pg_ctl").exists():
            said = subprocess.run(
                [candidate / "initdb", "--version"], capture_output=True, text=True
            ).stdout
            if int(said.split()[2].split(".")[0]) >= OLDEST:
                return candidate
    raise RecmartError(INSTALL)


def unprivileged() -> dict[str, Any]:
    """Return as whom a process runs that must not run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise RecmartError("PostgreSQL refuses to run as root, and there is no user nobody")


class Server(Engine):
    """A server that is there from `with` to the end of its block."""

    name = "PostgreSQL"
    target = "postgres"

    def __init__(self) -> None:
        self.programs = binaries()
        self.somebody = unprivileged()
        # A socket's path may have some hundred characters.
        self.folder = Path(tempfile.mkdtemp(prefix="recmart_pg_", dir="/tmp"))

        self.environment = {
            "PGHOST": str(self.folder),
            "PGUSER": USER,
            "PGDATABASE": USER,
        }

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs, and say what it said if it fails."""
        log = self.folder / f"{program}.log"
        with log.open("w") as told:
            ended = subprocess.run(
                [str(self.programs / program), *arguments],
                cwd=self.folder,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=subprocess.STDOUT,
                **self.somebody,
            )
        if ended.returncode:
            said = " ".join(log.read_text().split())
            raise RecmartError(f"PostgreSQL's {program} failed: {said}")

    def output(self, program: str, *arguments: str) -> str:
        """Return what a program says of the server."""
        self.run(program, *arguments)
        return (self.folder / f"{program}.log").read_text(encoding="utf-8")

    def connect(self) -> Any:
        """Connect to it."""
        return connect(self.environment)

    def start(self) -> None:
        """Make it, start it, and wait until it answers."""
        if self.somebody:
            os.chown(self.folder, self.somebody["user"], self.somebody["group"])
        data = str(self.folder / "data")
        # Texts are in the order of their bytes, as DuckDB has them.
        self.run(
            *("initdb", "--pgdata", data, "--username", USER, "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        )
        settings = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        self.run(
            *("pg_ctl", "--pgdata", data, "--wait", "--log", f"{data}/server.log"),
            *("--options", f"-k {self.folder} {settings}", "start"),
        )
        self.run("createdb", "--host", str(self.folder), "--username", USER, USER)

    def stop(self) -> None:
        """Stop it, and leave nothing."""
        data = self.folder / "data"
        try:
            if (data / "postmaster.pid").exists():
                self.run(
                    *("pg_ctl", "--pgdata", str(data)),
                    *("--mode", "immediate", "--wait", "stop"),
                )
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def connect(environment: Mapping[str, str]) -> Any:
    """Connect to a server that is where the names of libpq say."""
    try:
        import psycopg2
    except ImportError:
        raise missing("psycopg2", "postgres") from None
    return psycopg2.connect(
        host=environment.get("PGHOST", "localhost"),
        port=environment.get("PGPORT", "5432"),
        user=environment.get("PGUSER", "recmart"),
        password=environment.get("PGPASSWORD", ""),
        dbname=environment.get("PGDATABASE", "recmart"),
    )
