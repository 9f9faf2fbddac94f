"""The HTTP API: a real server on a real warehouse, asked by a real client."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import duckdb
import httpx
import pytest
import schemathesis
from hypothesis import settings

from helpers import PATHS, ROOT, serving
from scripts.api.application import Settings, create_app
from scripts.api.live import LiveWarehouse
from scripts.api.shapes import MAX_K
from scripts.warehouse import Warehouse, WarehouseError

SCRIPT = ROOT / "scripts" / "serve.py"
SCHEMA = schemathesis.openapi.from_dict(
    create_app(Settings(database=Path("none.duckdb"))).openapi()
)


@pytest.fixture(scope="module")
def api(
    warehouse: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A client of a server on the sample warehouse."""
    log = tmp_path_factory.mktemp("api") / "log"
    with serving(warehouse, log) as client:
        yield client


# --------------------------------------------------------------------------------------
# Answers
# --------------------------------------------------------------------------------------


def test_health(api: httpx.Client) -> None:
    response = api.get("/health")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    "path", ["/health", "/popular?k=2", "/popular?k=0", "/docs", "/nothing"]
)
def test_head_is_get_without_the_body(api: httpx.Client, path: str) -> None:
    asked, told = api.get(path), api.head(path)
    assert (told.status_code, told.content) == (asked.status_code, b"")
    assert told.headers["content-length"] == asked.headers["content-length"]


def test_the_lists_are_those_of_the_query_layer(
    api: httpx.Client, warehouse: Path
) -> None:
    with Warehouse(warehouse) as asked:
        for domain in asked.domains():
            items = asked.popular(domain, 5)
            assert api.get(f"/popular?k=5&domain={domain}").json() == {
                "k": 5,
                "items": items,
            }
            for user_id in ("u1", "1", "nobody"):
                answer = asked.recommend(domain, user_id, 25)
                of_user = {"user_id": user_id, "domain": domain}
                found = api.get("/recommendations", params={**of_user, "k": 25})
                assert found.json() == {
                    "user_id": user_id,
                    "k": 25,
                    "items": answer.items,
                    "fallback_used": answer.fallback_used,
                }
                assert api.get("/history", params={**of_user, "m": 3}).json() == {
                    "user_id": user_id,
                    "m": 3,
                    "items": asked.history(domain, user_id, 3),
                }
            assert api.get(f"/trending?k=3&domain={domain}").json() == {
                "k": 3,
                "items": asked.trending(domain, 3),
            }
            for item in items[:1]:
                about = {"item_id": item["item_id"], "domain": domain}
                assert api.get("/audience", params={**about, "k": 3}).json() == {
                    **{"item_id": item["item_id"], "title": item["title"], "k": 3},
                    "users": asked.audience(domain, item["item_id"], 3),
                }
                given = {"user_id": "u1", "items": item["item_id"], "domain": domain}
                assert api.get("/rank", params=given).json() == {
                    "user_id": "u1",
                    "items": asked.rank(domain, "u1", item["item_id"]),
                }
            for item in items[:1]:
                of_item = {"item_id": item["item_id"], "domain": domain, "k": 4}
                assert api.get("/similar", params=of_item).json() == {
                    "item_id": item["item_id"],
                    "title": item["title"],
                    "k": 4,
                    "items": asked.similar(domain, item["item_id"], 4),
                }


def test_filters(api: httpx.Client, warehouse: Path) -> None:
    with Warehouse(warehouse) as asked:
        drama = asked.recommend("streaming", "u1", 5, {"genre": "drama"}).items
    for query in ("genre=drama", "genre=DRAMA", "filter=genre%3Ddrama"):
        for more in ("", "&filter=genre%3Dopera%1Fcontent_type%3Dtv", "&genre=opera"):
            answer = api.get(f"/recommendations?user_id=%20u1&k=5&{query}{more}").json()
            assert answer["items"] == drama
    page = "k=2&exclude=x,%20{}&exclude_id={}&offset=1".format(
        *(item["item_id"] for item in drama[:2])
    )
    answer = api.get(f"/recommendations?user_id=u1&genre=drama&{page}").json()
    assert answer["items"] == drama[3:5]
    both = "content_type=series&filter=genre%3Ddrama"
    items = api.get(f"/popular?{both}").json()["items"]
    assert items
    assert {tuple(item["attributes"].values()) for item in items} == {
        ("series", "drama")
    }


def test_of_two_limits_the_smaller_holds(api: httpx.Client) -> None:
    asked = "/popular?k=40&most_per=genre=3"
    three, four = (api.get(asked.replace("3", most)).json() for most in "34")
    assert three != four
    for more in ("&most_per=genre=4", "&most_per=Genre=4&most_per=genre=5"):
        assert api.get(asked + more).json() == three


def test_on_the_spot(api: httpx.Client, warehouse: Path) -> None:
    with Warehouse(warehouse) as asked:
        expected = asked.recommend("streaming", "new", 5, items=["i1", "i2"])
    assert not expected.fallback_used
    assert not {"i1", "i2"} & {item["item_id"] for item in expected.items}
    for query in ("items=i1,i2", "item_id=i1&item_id=i2", "items=i1&item_id=i2"):
        answer = api.get(f"/recommendations?user_id=new&k=5&{query}").json()
        assert answer["items"] == expected.items
        assert answer["fallback_used"] is False
    answer = api.get("/recommendations?user_id=new&k=5&items=unheard-of").json()
    assert answer["fallback_used"] is True


def test_many_at_once_get_their_own(api: httpx.Client) -> None:
    def ask(user_id: str) -> dict:
        return api.get(f"/recommendations?user_id={user_id}&k=5").json()

    users = [f"u{number}" for number in range(1, 60)]
    one_by_one = [ask(user_id) for user_id in users]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(ask, users * 4)) == one_by_one * 4


def test_dating_shows_no_one_who_likes_whom(api: httpx.Client) -> None:
    """Nor does the score, which would be higher for whoever likes the user."""
    response = api.get("/recommendations?user_id=u1&k=20&domain=dating")
    items = response.json()["items"]
    assert [item["score"] for item in items] == [1 / n for n in range(1, 21)]
    assert "interest_in_return" not in response.text
    (gender,) = {item["attributes"]["gender"] for item in items[:1]}
    by_sql = api.get(
        f"/recommendations?user_id=u1&k=20&domain=dating&filter=gender%3D{gender}"
    ).json()["items"]
    assert by_sql == [item for item in items if item["attributes"]["gender"] == gender]


# --------------------------------------------------------------------------------------
# Refusals
# --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("/popular?k=0", 422, ["k: ", "greater than or equal to 1", "'0'"]),
        (f"/popular?k={MAX_K + 1}", 422, ["k: ", f"equal to {MAX_K}"]),
        ("/popular?k=many", 422, ["k: ", "integer", "'many'"]),
        ("/recommendations", 422, ["user_id: Field required."]),
        ("/recommendations?user_id=", 422, ["user_id: ", "at least 1 character"]),
        ("/popular?filter=genre", 422, ["filter: ", "of the form NAME=VALUE, not"]),
        (
            "/recommendations?user_id=u&items=" + ",".join(map(str, range(501))),
            *(422, ["items: at most 500 items, not 501."]),
        ),
        ("/popular?exclude=" + ",".join(map(str, range(501))), 422, ["exclude: "]),
        ("/popular?gnre=drama", 422, ["gnre: no such parameter", "genre"]),
        ("/popular?k=1&k=2", 422, ["k: given 2 times"]),
        ("/recommendations?user_id=u1&user_id=u2", 422, ["user_id: given 2 times"]),
        ("/recommendations?user_id=%20", 422, ["user_id: ", "more than blanks"]),
        ("/popular?offset=-1", 422, ["offset: ", "greater than or equal to 0"]),
        ("/popular?most_per=genre", 422, ["most_per: ", "NAME=NUMBER"]),
        ("/popular?most_per=maker%3D2", 404, ["no attribute maker", "genre"]),
        ("/popular?genre=%20", 422, ["genre: ", "more than blanks"]),
        ("/popular?filter=genre%3D%20", 422, ["filter: ", "NAME=VALUE"]),
        ("/popular?domain=films", 404, ["no domain films", "streaming"]),
        ("/popular?domain=grocery&genre=drama", 404, ["no attribute genre", "aisle"]),
        ("/similar?item_id=i999", 404, ["no item i999 in domain streaming"]),
        ("/similar?item_id=x'; drop table y", 404, ["no item x'; drop table y"]),
        ("/recommendations?user_id=u1&domain=dating&items=u2", 400, ["on the spot"]),
        ("/nowhere", 404, ["Not Found"]),
    ],
)
def test_refusals_are_a_sentence(
    api: httpx.Client, warehouse: Path, query: str, status: int, words: list[str]
) -> None:
    response = api.get(query)
    assert response.status_code == status
    assert list(response.json()) == ["detail"]
    sentence = response.json()["detail"]
    assert all(word in sentence for word in words), sentence
    assert "\n" not in sentence
    assert str(warehouse.parent) not in sentence


def test_an_api_key_is_enforced(warehouse: Path, tmp_path: Path) -> None:
    settings = {
        "RECMART_API_KEY": "sésame",
        "RECMART_ALLOWED_HOSTS": "127.0.0.1, *.example.org",
    }
    with serving(warehouse, tmp_path / "log", **settings) as client:
        assert client.get("/health").status_code == 200
        key = "sésame".encode()
        described = ("/docs", "/docs/start.js", "/openapi.json")
        asked = ("/popular", "/recommendations?user_id=u1", "/metrics", *described)
        for path in asked:
            assert client.get(path).status_code == 401
            for wrong in (b"", b"s", b"sesame", key + b"x"):
                answer = client.get(path, headers={b"X-API-Key": wrong})
                assert answer.status_code == 401
                assert "X-API-Key" in answer.json()["detail"]
            assert client.get(path, headers={b"X-API-Key": key}).status_code == 200
            # A browser asks for it by itself, and sends it as a password.
            assert client.get(path).headers["WWW-Authenticate"].startswith("Basic ")
            for word, status in (("sésame", 200), ("sesame", 401), ("", 401)):
                answer = client.get(path, auth=("anybody", word))
                assert answer.status_code == status
            for wrong in ("Basic", "Basic ä", "Basic !", "Bearer c8Opc2FtZQ=="):
                header = {b"Authorization": wrong.encode()}
                assert client.get(path, headers=header).status_code == 401
        with_key = {b"X-API-Key": key}
        for host, status in {
            **{"api.example.org": 200, "API.Example.org:8000": 200},
            **{"example.org": 400, "evil.example": 400, "": 400},
        }.items():
            answer = client.get(
                "/popular", headers={**with_key, b"Host": host.encode()}
            )
            assert answer.status_code == status, host
            assert client.get("/health", headers={"Host": host}).status_code == 200
    assert "sésame" not in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "port", "said"),
    [
        ([], "http", "RECMART_PORT=http is not a port: try 8000"),
        (["--port", "65536"], "8000", "--port 65536 is not a port: try 8000"),
        (["--prot", "1"], "8000", "unrecognized arguments: --prot 1"),
    ],
)
def test_a_port_that_is_none_is_told(
    arguments: list[str], port: str, said: str
) -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, *arguments],
        env={**PATHS, "RECMART_PORT": port},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"serve.py: {said}")
    assert done.stderr.count("\n") == 1


def test_no_answer_sends_elsewhere_or_may_be_kept(api: httpx.Client) -> None:
    for path, status in {
        **{"/popular?k=1": 200, "/recommendations?user_id=u1": 200, "/health": 200},
        **{"/popular/": 404, "/popular/?k=1": 404, "/docs/": 404, "/popular?k=0": 422},
    }.items():
        answer = api.get(path, headers={"Host": "evil.example"})
        assert answer.status_code == status
        assert "evil" not in f"{answer.text}{answer.headers}"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_of_the_description_needs_nobody_else(api: httpx.Client) -> None:
    page = api.get("/docs")
    parts = re.findall(r'(?:src|href)="([^"]*)"', page.text)
    assert len(parts) == 4
    for part in [*parts, "openapi.json"]:
        answer = api.get(f"/{part}")
        assert answer.status_code == 200, part
        assert answer.content
    assert "//" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "http" not in policy


def test_health_waits_for_nobody(api: httpx.Client) -> None:
    """Of eight threads none is free, and five rounds more are waiting."""
    liked = ",".join(f"i{number}" for number in range(1, 200))
    heavy = f"/recommendations?user_id=new&k=1000&items={liked}"
    with ThreadPoolExecutor(48) as pool:
        asked = [pool.submit(api.get, heavy) for _ in range(48)]
        while not any(one.done() for one in asked):
            time.sleep(0.01)
        for path in ("/health", "/metrics"):
            assert api.get(path).status_code == 200
        done = sum(one.done() for one in asked)
        assert {one.result().status_code for one in asked} == {200}
    assert done < 40


def test_its_database_reads_no_files_and_takes_no_settings(warehouse: Path) -> None:
    live = LiveWarehouse(warehouse)
    with live.reading() as held:
        for sql in (
            f"from read_text('{SCRIPT}')",
            f"attach '{warehouse.parent}/other.duckdb'",
            "copy (select 1) to '/tmp/recmart_copied.csv'",
            "install httpfs",
            "set threads = 2",
            "set enable_external_access = true",
        ):
            with pytest.raises(WarehouseError) as error:
                held.warehouse.frame(sql)
            assert re.search("disabled|locked", str(error.value)), sql
    live.close()


# What has been put into parameters of other people's servers to make them fail.
INJECTED = [
    *(
        "'",
        '"',
        "''",
        "`",
        "\\",
        "\0",
        "%",
        "%25",
        "_",
        ";",
        "--",
        "/*",
        "$1",
        "?",
        ":x",
    ),
    *("' or '1'='1", "'; drop table x; --", '"; select 1; --', "1 union select 1"),
    *("$user_id", "{{7*7}}", "${7*7}", "<script>", "../../etc/passwd", "\r\nX: y"),
    *("null", "None", "NaN", "-1", "1e999", "9" * 40, "0x10", "true", "[]", "{}"),
    *(
        "\ufeff",
        "\u202e",
        "\ud7ff",
        "é",
        "e\u0301",
        "茶",
        "\U0001f600",
        "İ",
        "ß",
        " " * 9,
    ),
    *(" ", "a" * 200, "a" * 201, "=", "==", "a=", "=a", ",", ",,,", "\x1f", "a\x1fb=c"),
]
PLACES = [
    *("/popular?k={}", "/popular?offset={}", "/popular?domain={}", "/popular?genre={}"),
    *("/popular?filter={}", "/popular?filter=genre%3D{}", "/popular?exclude={}"),
    *("/popular?most_per={}", "/popular?most_per=genre%3D{}"),
    *("/popular?{}=1", "/similar?item_id={}", "/similar?item_id=i1&exclude_id={}"),
    *("/recommendations?user_id={}", "/recommendations?user_id=u1&content_type={}"),
    *("/recommendations?user_id=u1&items={}", "/history?user_id={}", "/history?m={}"),
    *(
        "/recommendations?user_id={}&domain=grocery",
        "/{}",
        "/rank?user_id=u1&items={}",
        "/docs/{}",
    ),
]


def test_nothing_injected_is_more_than_a_value(api: httpx.Client) -> None:
    """Over a thousand requests, none of which is an error of the server's."""
    asked = [
        place.format(quote(text, safe="")) for place in PLACES for text in INJECTED
    ]
    assert len(asked) > 1000
    with ThreadPoolExecutor(4) as pool:
        statuses = Counter(pool.map(lambda path: api.get(path).status_code, asked))
    assert set(statuses) <= {200, 400, 404, 422}, statuses
    # Values that are none of the data's are most often just that.
    assert statuses[200] > 300


# --------------------------------------------------------------------------------------
# Its own description, its logs and its figures
# --------------------------------------------------------------------------------------


def keeping_to_its_description(path: str) -> Callable[..., None]:
    @SCHEMA.include(path=path).parametrize()
    @settings(max_examples=40, derandomize=True, deadline=None)
    def test(case: schemathesis.Case, api: httpx.Client) -> None:
        case.call_and_validate(base_url=str(api.base_url))

    return test


# A test each, by name: all in one would have one name, of which only one is run where
# several processes share them.
for path in SCHEMA:
    name = f"test_{path.strip('/')}_keeps_to_its_description"
    globals()[name] = keeping_to_its_description(path)


def test_examples_of_the_description_are_valid() -> None:
    for path in create_app(Settings(database=Path("none.duckdb"))).openapi()["paths"]:
        (operation,) = SCHEMA[path].values()
        body = operation.definition.raw["responses"]["200"]["content"]
        example = body["application/json"]["example"]
        operation.validate_response(
            schemathesis.Response(
                status_code=200,
                headers={"content-type": ["application/json"]},
                content=json.dumps(example).encode(),
                request=httpx.Request("GET", f"http://localhost{path}"),
                elapsed=0.0,
                verify=False,
            )
        )


def test_logs_and_metrics(warehouse: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with serving(warehouse, log) as client:
        client.get("/popular?k=1")
        client.get("/popular?k=0")
        client.get("/recommendations?user_id=secret-user")
        client.get("/any/path/at/all")
        text = client.get("/metrics").text
    assert 'recmart_requests_total{path="/popular",status="200"} 1.0' in text
    assert 'recmart_requests_total{path="/popular",status="422"} 1.0' in text
    assert 'recmart_requests_total{path="other",status="404"} 1.0' in text
    assert 'recmart_request_seconds_count{path="/popular"} 2.0' in text
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    assert {"at", "level", "event", "method", "path", "status", "ms"} == set(
        requests[0]
    )
    assert ("/popular", 422) in {(one["path"], one["status"]) for one in requests}
    assert "secret-user" not in log.read_text()


# --------------------------------------------------------------------------------------
# The file comes and goes
# --------------------------------------------------------------------------------------


def test_it_waits_for_a_warehouse_and_keeps_it(
    warehouse: Path, by_copy: Callable[[str], Path], tmp_path: Path
) -> None:
    database = tmp_path / "recmart.duckdb"
    with serving(database, tmp_path / "log") as client:
        missing = client.get("/popular")
        assert missing.status_code == 503
        assert missing.json()["detail"] == (
            "no database recmart.duckdb: build it with `make build`,"
            " or name another in RECMART_DATABASE"
        )
        assert missing.headers["Retry-After"]
        assert client.get("/health").status_code == 200
        # Of a file that is broken it is said that it is, and not where the link leads.
        broken = tmp_path / "a secret place.duckdb"
        broken.write_bytes(warehouse.read_bytes()[:5000])
        database.symlink_to(broken)
        detail = client.get("/popular").json()["detail"]
        assert "cannot open recmart.duckdb: it is corrupt" in detail
        assert "secret" not in detail
        flip(database, by_copy("first"))
        time.sleep(1.1)
        answer = client.get("/popular")
        assert answer.status_code == 200
        assert answer.headers["Recmart-Build"] == "first"
        # What is no warehouse is not taken, and the link may even be gone.
        (tmp_path / "text").write_text("no database\n" * 1000, encoding="utf-8")
        flip(database, tmp_path / "text")
        assert client.get("/popular").content == answer.content
        assert "kept the former build" in (tmp_path / "log").read_text()
        # Nor is a warehouse in which nothing is.
        with duckdb.connect(tmp_path / "empty.duckdb") as connection:
            connection.execute("create schema streaming")
        flip(database, tmp_path / "empty.duckdb")
        time.sleep(1.1)
        assert client.get("/popular").content == answer.content
        assert "empty.duckdb" not in (tmp_path / "log").read_text()
        database.unlink()
        assert client.get("/popular").content == answer.content
        database.symlink_to(by_copy("second"))
        time.sleep(1.1)  # It tries no more than once in a second.
        assert client.get("/popular").headers["Recmart-Build"] == "second"
        # What is no link may be replaced as well, by a file of its name.
        for title in ("Before", "After"):
            with duckdb.connect(by_copy("new")) as connection:
                connection.execute("update streaming.catalogue set title = $1", [title])
            (tmp_path / "new.duckdb").replace(database)
            (item,) = client.get("/popular?k=1").json()["items"]
            assert item["title"] == title


@pytest.fixture
def by_copy(warehouse: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A function that copies the sample warehouse under another name."""

    def copy(name: str) -> Path:
        return Path(shutil.copy(warehouse, tmp_path / f"{name}.duckdb"))

    return copy


def flip(link: Path, target: Path) -> None:
    """Let a link show another file, at one stroke."""
    new = link.with_suffix(".new")
    new.symlink_to(target)
    new.replace(link)
