"""What tests of several rooms use."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path
from tempfile import TemporaryFile

import httpx
import pytest

from scripts import publish
from scripts.common import commands, telling
from scripts.common.dbt import Dbt, DbtError, foreign_keys, options
from scripts.common.telling import UNWRITTEN
from scripts.comparison.gate import vars_of

ROOT = Path(__file__).resolve().parents[2]
# All that commands get of the environment, so that no setting of the person who runs
# the tests can change them.
PATHS = {
    name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ
}
WRITING = {"DBT_LOG_LEVEL_FILE": "debug", "DBT_WRITE_JSON": "true"}

# Sources that are shipped at weight 0, for all tests alike: the project is read once.
MORE_SOURCES = {
    "recommendations_per_user": 4,
    "exploration_share": 0.25,
    "recmart_parameters": {
        "custom": {
            "weights": {"user_knn": 1, "repeat_knn": 3, "content": 0.1},
            "user_knn": {"neighbours": 9},
            "repeat_knn": {"neighbours": 9},
        },
        "streaming": {"weights": {"content": 1.5}},
        "grocery": {"weights": {"content": 0.05}},
    },
}


class Manifests(dict):
    """What dbt has read of the project, by its vars: once for all processes that test.

    Reading the project takes a quarter of a minute, taking over what another process
    has read half a second.
    """

    def __init__(self, folder: Path) -> None:
        """Share it in a folder of this run."""
        super().__init__()
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def __contains__(self, key: object) -> bool:
        """Say whether somebody has read it."""
        if not super().__contains__(key) and self._file(key).exists():
            from dbt.contracts.graph.manifest import Manifest

            manifest = Manifest.from_msgpack(self._file(key).read_bytes())
            manifest.build_flat_graph()
            super().__setitem__(key, (manifest, foreign_keys(manifest)))
        return super().__contains__(key)

    def __setitem__(self, key: object, read: tuple) -> None:
        """Keep what was read just now, for the others too."""
        super().__setitem__(key, read)
        mine = self._file(f"{key} of {os.getpid()}")
        mine.write_bytes(read[0].to_msgpack())
        mine.rename(self._file(key))

    def _file(self, key: object) -> Path:
        return self._folder / sha256(str(key).encode()).hexdigest()


def run_dbt(
    folder: Path,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    variables: Mapping[str, object] | None = None,
    project: Path = ROOT,
) -> tuple[int, str]:
    """Run a dbt command, leaving everything it writes in a folder.

    All commands of a run of tests share what dbt has read of the project. Logs and
    JSON, a sixth of a build's time, are written where a test looks: env=WRITING.
    """
    said = StringIO()
    with environment(folder, {**UNWRITTEN, **(env or {})}), redirect_stdout(said):
        try:
            dbt = Dbt(folder, variables, project)
            done = dbt.invoke(["--no-use-colors", *arguments])
        except DbtError as error:  # The project cannot even be read with these vars.
            return 2, str(error)
    return int(not done.success), f"{said.getvalue()}{done.exception or ''}"


def published_here(
    arguments: Sequence[str], home: Path, env: Mapping[str, str]
) -> tuple[int, str]:
    """Run `scripts/publish.py` in this process; return its exit code and what it said.

    dbt too: to begin takes it longer, in a process of its own, than a small build.
    """
    said = StringIO()
    with (
        environment(home, env),
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(said),
        redirect_stderr(said),
    ):
        patch.setattr("sys.argv", [str(ROOT / "scripts" / "publish.py"), *arguments])
        patch.setattr("scripts.warehouse.publishing.run_dbt", run_dbt_here)
        return commands.run(publish.main), said.getvalue()


def run_dbt_here(
    command: str,
    *arguments: str,
    database: Path,
    holding: Sequence[int],
    watch: Callable[[Iterable[str]], None],
) -> int:
    """Run dbt as a publisher does, but in its process, which holds the lock itself."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    assert holding
    thresholds = gc.get_threshold()
    settings = {**os.environ, "RECMART_DATABASE": str(database)}
    with TemporaryFile("w+", encoding="utf-8") as told:
        with (
            chdir(ROOT),
            environment(Path(settings["HOME"]), settings),
            redirect_stdout(told),
            redirect_stderr(told),
        ):
            is_ours = "--project-dir" not in arguments
            manifest = Dbt(ROOT, vars_of(arguments)).manifest() if is_ours else None
            try:
                done = telling.main(
                    [command, *options(), *telling.QUIETLY, *arguments], manifest
                )
            finally:
                DuckDBConnectionManager.close_all_connections()
                gc.set_threshold(*thresholds)
        told.seek(0)
        watch(told)
    return done


def installed(folder: Path, *packages: str) -> str:
    """Install packages alone into a folder; return PYTHONPATH that has them first."""
    uv = shutil.which("uv")
    install = [uv, "pip", "install", "--python", sys.executable] if uv else None
    subprocess.run(
        [
            *(install or [sys.executable, "-m", "pip", "install"]),
            *("--quiet", "--no-deps", "--target", folder, *packages),
        ],
        check=True,
    )
    further = filter(None, [PATHS.get("PYTHONPATH")])
    return os.pathsep.join([str(folder), *further, str(ROOT)])


def project_manifest(folder: Path) -> dict[str, dict]:
    """Return what dbt knows of the project: its nodes, who reads whom, ..."""
    with environment(folder, {"RECMART_DATABASE": str(folder / "recmart.duckdb")}):
        return Dbt(folder).manifest().writable_manifest().to_dict()


@contextmanager
def environment(home: Path, env: Mapping[str, str] | None) -> Iterator[None]:
    """Have these settings and PATHS only."""
    settings = {**PATHS, "HOME": str(home), "LC_ALL": "C.UTF-8", **(env or {})}
    former = dict(os.environ)
    os.environ.clear()
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(former)


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
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            for _ in range(3600):  # As long as a busy machine may take.
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
