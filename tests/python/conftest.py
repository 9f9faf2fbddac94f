"""Real warehouses for the tests, built by dbt as a user would build them."""

from __future__ import annotations

import gc
import os
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from dbt.flags import set_from_args

from helpers import Manifests, run_dbt
from repeating import (
    begin_at_once,
    compile_once,
    find_macros_once,
    gather_macros_at_once,
    look_at_beginnings,
    read_yaml_once,
    tell_who_listens,
    validate_once,
)
from scripts.common.dbt import Dbt

Build = tuple[int, str, Path]
# dbt keeps hundreds of thousands of objects. Looking through them as often as Python
# does by itself takes a quarter of dbt's time.
gc.set_threshold(100_000, 50, 50)
# The files that take longest begin, one that needs the sample warehouse beside one that
# does not, so that all processes have work to the end.
FIRST = (
    *("test_holdout.py", "test_tune.py", "test_spark.py", "test_style.py"),
    "test_publish.py",
    *("test_oldest_duckdb.py", "test_newest_dbt.py", "test_shoes.py"),
    *("test_determinism.py", "test_package.py", "test_pings.py", "test_evaluate.py"),
    *("test_dating.py", "test_app.py", "test_reading.py", "test_api.py"),
    *("test_postgres.py", "test_compare_baskets.py", "test_table_macros.py"),
    *("test_recommend.py", "test_content.py", "test_privacy.py", "test_clients.py"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what takes longest; of tests of one name but one would be run."""
    counts = Counter(item.nodeid for item in items)
    if counts.total() > len(counts):
        raise pytest.UsageError(f"tests of one name: {counts.most_common(1)}")
    items.sort(
        key=lambda item: (*FIRST, item.path.name).index(item.path.name),
    )


def run_dbt_build(
    folder: Path,
    select: str = "",
    env: Mapping[str, str] | None = None,
    vars: Mapping[str, object] | None = None,  # noqa: A002 - dbt's own name for it
    database: Path | None = None,
    selector: str = "",
    without: Sequence[str] = ("unit_test",),
) -> Build:
    """Run `dbt build` into the folder, or into the database that is named.

    Unit tests, which ask no data, are run with the sample warehouse and its evaluation.
    """
    database = database or folder / "recmart.duckdb"
    returncode, output = run_dbt(
        folder,
        "build",
        *(["--select", *select.split()] if select else []),
        *(["--selector", selector] if selector else []),
        *(["--exclude-resource-type", *without] if without else []),
        env={"RECMART_DATABASE": str(database), **(env or {})},
        variables=vars,
    )
    return returncode, output, database


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run have in common."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder


@pytest.fixture(scope="session", autouse=True)
def share_manifests(shared: Path) -> Iterator[None]:
    """Let what one process has read of the project be read by no other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scripts.common.dbt.manifests", Manifests(shared / "manifests"))
        compile_once(patch, shared / "compiled")
        validate_once(patch)
        find_macros_once(patch)
        gather_macros_at_once(patch)
        tell_who_listens(patch)
        begin_at_once(patch)
        look_at_beginnings(patch)
        read_yaml_once(patch)
        # Who takes what another has read has run no command of dbt's, which sets these.
        set_from_args(Namespace(), None)
        yield


@pytest.fixture(scope="session")
def dbt_build() -> Callable[..., Build]:
    """The function that runs `dbt build` in a folder, for fixtures of any scope."""
    return run_dbt_build


@pytest.fixture(scope="session")
def warehouse(shared: Path) -> Path:
    """The database file of the sample data, built and tested once. To be read only.

    Of processes that test side by side the first one builds, the others wait. Who works
    on what reads it may name one that is built already in RECMART_TEST_WAREHOUSE.
    """
    if ready := os.environ.get("RECMART_TEST_WAREHOUSE"):
        return Path(ready)
    folder, built = shared / "sample_warehouse", shared / "sample_warehouse_built"
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + 600
        while not built.exists():
            assert time.monotonic() < deadline, "nobody built the sample warehouse"
            time.sleep(0.2)
        return folder / "recmart.duckdb"
    try:
        returncode, output, database = run_dbt_build(folder, without=())
        assert returncode == 0, output
    finally:
        built.touch()
    return database


@pytest.fixture
def build_warehouse(tmp_path: Path) -> Callable[..., Build]:
    """A function that runs `dbt build` on data of the test's own.

    It takes what to select, the environment (RECMART_DATA_DIR ...), the vars and, where
    the test has a wish, the database file; it gives the exit code, all that dbt said,
    and the database file. A second call adds to the first one's database.
    """

    def build(
        select: str = "",
        env: Mapping[str, str] | None = None,
        vars: Mapping[str, object] | None = None,  # noqa: A002 - dbt's own name for it
        database: Path | None = None,
    ) -> Build:
        return run_dbt_build(tmp_path, select, env, vars, database)

    return build


@pytest.fixture(scope="session")
def sql_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Tell the SQL that a call of a macro becomes, with vars if need be."""
    folder = tmp_path_factory.mktemp("compiled")

    dbt = Dbt(folder)

    def sql(call: str, **variables: object) -> str:
        manifest = dbt.manifest() if variables else None
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RECMART_DATABASE", str(folder / "recmart.duckdb"))
            return dbt.compiled(call, manifest=manifest, **variables)[0]

    return sql
