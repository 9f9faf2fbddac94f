"""A Spark cluster on this machine, of pip's pyspark: master, workers, thrift server.

    with Cluster(folder, workers=2) as cluster:
        cluster.build(folder, ["tag:streaming"])

Each is a process of its own, on loopback, with all that it writes in one folder.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from scripts.common.commands import RecmartError
from scripts.engines.engine import Engine, missing

HERE = "127.0.0.1"
SECONDS_TO_START = 180
SECONDS_TO_STOP = 10
THRIFT_SERVER = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"
# Spark 4 runs on these.
JAVA_VERSIONS = range(17, 26)
INSTALL_JAVA = (
    "Spark needs Java 17 or 21, and none was found: install it (`apt-get install"
    " openjdk-17-jre-headless`), or name its folder in JAVA_HOME"
)
# Small data: few partitions, little memory, and no time for compiling what runs once,
# for a metastore that outlives the cluster, or for asking the driver for each class
# whether the session has its own.
SETTINGS = {
    # Four statements at once may be planned, each of thousands of steps.
    "spark.driver.memory": "2g",
    "spark.driver.bindAddress": HERE,
    "spark.driver.host": HERE,
    "spark.ui.enabled": "false",
    "spark.scheduler.mode": "FAIR",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.artifact.isolation.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.catalogImplementation": "in-memory",
    # Plans and texts are written out, and kept, for a page that nobody sees.
    "spark.sql.ui.explainMode": "simple",
    "spark.sql.debug.maxToStringFields": "1",
    "spark.sql.ui.retainedExecutions": "10",
    "spark.ui.retainedJobs": "50",
    "spark.ui.retainedStages": "50",
    "spark.ui.retainedTasks": "1000",
    "spark.sql.thriftserver.ui.retainedStatements": "10",
    "spark.sql.thriftserver.ui.retainedSessions": "10",
    "spark.sql.hive.thriftServer.async": "true",
}
OPTIONS = (
    "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -Xss4m"
)
# A statement is hundreds of lines, and is told several times as it runs.
LOGGING = """\
rootLogger.level = warn
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%ex
"""


def java_home() -> Path:
    """Return the folder of a Java that Spark runs on, or say what to install."""
    on_path = shutil.which("java")
    candidates = [
        *([Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []),
        *sorted(Path("/usr/lib/jvm").glob("*17*")),
        *sorted(Path("/usr/lib/jvm").glob("*21*")),
        *([Path(on_path).resolve().parents[1]] if on_path else []),
    ]
    for candidate in candidates:
        if java_version(candidate) in JAVA_VERSIONS:
            return candidate
    raise RecmartError(INSTALL_JAVA)


def java_version(home: Path) -> int | None:
    """Return the version of the Java in a folder, none if there is none that runs."""
    with suppress(OSError, subprocess.TimeoutExpired):
        told = subprocess.run(
            [str(home / "bin" / "java"), "-version"],
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=60,
        ).stderr
        if found := re.search(r'version "(\d+)', told):
            return int(found[1])
    return None


def spark_home() -> Path:
    """Return the folder of pip's Spark, or say what to install."""
    found = find_spec("pyspark")
    if not found or not found.origin:
        raise missing("pyspark", "spark")
    return Path(found.origin).parent


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((HERE, 0))
        return int(listener.getsockname()[1])


class Cluster(Engine):
    """A master, workers and a thrift server, from `with` to its end."""

    name = "Spark"
    target = "spark"

    def __init__(
        self,
        folder: Path,
        workers: int = 2,
        memory: str = "1g",
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """Prepare a cluster that writes to a folder; a worker has one core."""
        self.home = spark_home()
        self.java = java_home()
        self.folder = folder.resolve()
        self.warehouse = self.folder / "warehouse"
        self.port = free_port()
        # What tells dbt's profile where the thrift server is.
        self.environment = {
            "RECMART_SPARK_HOST": HERE,
            "RECMART_SPARK_PORT": str(self.port),
        }
        self._workers = workers
        self._memory = memory
        self._settings = {**SETTINGS, **(settings or {})}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def connect(self) -> Any:
        """Connect to the thrift server."""
        return connect(self.environment)

    def start(self) -> None:
        """Start all, and wait until they answer."""
        home = self.home
        if self.warehouse.exists():
            raise RecmartError(
                f"{self.warehouse} has the tables of a cluster that is gone:"
                " delete it, or name another folder"
            )
        (self.folder / "logs").mkdir(parents=True, exist_ok=True)
        (self.folder / "log4j2.properties").write_text(LOGGING)
        self._environment = {
            **os.environ,
            "JAVA_HOME": str(self.java),
            "SPARK_HOME": str(home),
            "SPARK_LOCAL_IP": HERE,
            "SPARK_LOCAL_DIRS": str(self.folder / "local"),
            "SPARK_WORKER_DIR": str(self.folder / "work"),
            "SPARK_CONF_DIR": str(self.folder),
            "SPARK_DAEMON_JAVA_OPTS": OPTIONS,
        }
        small = {"SPARK_DAEMON_MEMORY": "192m"}
        port = free_port()
        master = f"spark://{HERE}:{port}"
        spark_class = str(home / "bin" / "spark-class")
        deploy = "org.apache.spark.deploy"
        self._run(
            "master",
            *(spark_class, f"{deploy}.master.Master", "--host", HERE),
            *("--port", str(port), "--webui-port", "0"),
            env=small,
        )
        self._wait("master", port)
        for number in range(1, self._workers + 1):
            self._run(
                f"worker {number}",
                *(spark_class, f"{deploy}.worker.Worker", master, "--host", HERE),
                *("--cores", "1", "--memory", self._memory, "--webui-port", "0"),
                env=small,
            )
        settings = {
            "spark.driver.extraJavaOptions": OPTIONS,
            "spark.executor.memory": self._memory,
            "spark.executor.cores": "1",
            "spark.executor.extraJavaOptions": OPTIONS,
            "spark.sql.warehouse.dir": self.warehouse.as_uri(),
            **self._settings,
        }
        self._run(
            "thrift server",
            *(str(home / "bin" / "spark-submit"), "--class", THRIFT_SERVER),
            *("--master", master),
            *(part for item in settings.items() for part in ("--conf", "=".join(item))),
            "spark-internal",
            *("--hiveconf", f"hive.server2.thrift.bind.host={HERE}"),
            *("--hiveconf", f"hive.server2.thrift.port={self.port}"),
        )
        self._wait("thrift server", self.port)

    def _run(
        self, name: str, *command: str, env: Mapping[str, str] | None = None
    ) -> None:
        """Start a process that ends with the cluster, whatever Ctrl-C says to us."""
        with self._log(name).open("wb") as log:
            self.processes[name] = subprocess.Popen(
                command,
                cwd=self.folder,
                env={**self._environment, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name.replace(' ', '_')}.log"

    def _wait(self, name: str, port: int) -> None:
        """Wait until a process answers, or say what it said last."""
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end and self.processes[name].poll() is None:
            with suppress(OSError), socket.create_connection((HERE, port), 1):
                return
            time.sleep(0.2)
        raise RecmartError(f"Spark's {name} did not start: {self._said(name)}")

    def _said(self, name: str) -> str:
        """Return what went wrong first in a process, else what it said first."""
        said = self._log(name).read_text(errors="replace").split("\n")
        deadly = [line for line in said if "OutOfMemoryError" in line]
        errors = [line for line in said if re.search("error|exception", line, re.I)]
        return (deadly or errors or said)[0] or "nothing said"

    def build(self, *arguments: Any, **options: Any) -> int:
        """Run `dbt build` on it; if a process ended meanwhile, say which, and why."""
        returncode = super().build(*arguments, **options)
        for name, process in self.processes.items() if returncode else ():
            if process.poll() is not None:
                ended = f"Spark's {name} ended with exit code {process.returncode}"
                raise RecmartError(f"{ended}: {self._said(name)}")
        return returncode

    def stop(self) -> None:
        """End what runs, the thrift server first; kill what does not end."""
        for process in reversed(self.processes.values()):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.processes.clear()


def connect(environment: Mapping[str, str]) -> Any:
    """Connect to the thrift server that dbt's profile would speak to."""
    try:
        from pyhive import hive
    except ImportError:
        raise missing("pyhive", "spark") from None
    return hive.connect(
        environment.get("RECMART_SPARK_HOST", HERE),
        int(environment.get("RECMART_SPARK_PORT", "10000")),
        username=environment.get("RECMART_SPARK_USER", "recmart"),
    )
