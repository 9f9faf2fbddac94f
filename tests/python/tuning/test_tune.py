"""Tuning end to end, in a copy of the project: it finds what the data was made with."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from helpers import PATHS, ROOT
from scripts.tuning.by_builds import PARAMETERS, read_setting

NOT_COPIED = ignore_patterns(
    ".*", "__pycache__", "logs", "target", "python", "*.duckdb*", "*.builds"
)
DOMAIN = "models/intermediate/custom/int_custom__"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, whose models may be written to."""
    project = tmp_path_factory.mktemp("tune") / "recmart"
    copytree(ROOT, project, ignore=NOT_COPIED)
    return project


def run(project: Path, interactions: str, *arguments: str) -> tuple[int, str, str]:
    """Run a script of the copy on interactions; tuning must not miss the holdout."""
    file = project.parent / "interactions.csv"
    file.write_text(interactions, encoding="utf-8")
    env = {"RECMART_INTERACTIONS": str(file)}
    if "scripts/tune.py" in arguments:
        env["RECMART_HOLDOUT"] = "no.csv"
    return run_on(project, env, *arguments)


def run_on(project: Path, env: dict[str, str], *arguments: str) -> tuple[int, str, str]:
    """Run a script of the copy on the data that the environment names."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={
            **PATHS,
            "PYTHONPATH": str(project),
            "HOME": str(project.parent),
            "RECMART_DATABASE": str(project.parent / "recmart.duckdb"),
            **env,
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def baskets(returns: bool) -> str:
    """Baskets of users of three tastes, who buy nothing twice, or all five times."""
    draw = random.Random(7)  # noqa: S311 - made-up data
    lines = ["user_id,item_id,basket_id,timestamp"]
    for user in range(120):
        taste = list(range(user % 3 * 40, user % 3 * 40 + 40))
        draw.shuffle(taste)
        for basket in range(6):
            first = basket if returns else basket * 5
            items = taste[first : first + 5]
            lines += [
                f"u{user},i{item},u{user}b{basket},2025-01-{basket + 1:02}"
                for item in items
            ]
    return "\n".join(lines) + "\n"


def test_baskets_decide_how_far_repeats_are_recommended(project: Path) -> None:
    """Who never buys the same again needs no repeats, whatever the models said."""
    code, out, err = run(
        project,
        baskets(returns=False),
        *("scripts/tune.py", "--domain", "custom", "--budget", "40", "--write"),
    )
    assert code == 0, err
    assert "custom_repeat_policy: never" in out
    assert "custom_repeat_policy: never" in (project / "dbt_project.yml").read_text()
    lines = [line.strip() for line in out.splitlines()]
    for model, parameters in {
        "item_pairs": ["user_exponent"],
        "item_factors": ["rank"],
        "item_weights": ["item_exponent", "neighbour_exponent", "neighbours"],
        "similar_candidates": ["history_size", "recency_exponent"],
    }.items():
        text = (project / f"{DOMAIN}{model}.sql").read_text()
        for parameter in parameters:
            (said,) = [line for line in lines if line.startswith(f"{parameter}=")]
            assert said in text
    gain = next(line for line in lines if line.startswith("gain "))
    assert gain.startswith("gain +")

    # What was written builds, and none of the lists repeats anything.
    code, out, err = run(
        project,
        baskets(returns=False),
        *("-m", "dbt.cli.main", "build", "--select", "tag:custom"),
        *("--project-dir", str(project), "--profiles-dir", str(project)),
        *("--log-format", "json", "--log-level", "error"),
    )
    assert code == 0, [json.loads(line)["info"]["msg"] for line in out.splitlines()]


def test_the_newest_baskets_decide_where_the_older_ones_mislead(project: Path) -> None:
    """Each basket drops the item that was bought most often."""
    code, out, err = run(
        project,
        baskets(returns=True),
        *("scripts/tune.py", "--domain", "custom", "--budget", "60"),
    )
    assert code == 0, err
    found = dict(
        line.strip().rstrip(",").split("=") for line in out.splitlines() if "=" in line
    )
    assert float(found["basket_decay"]) < 0.85


def test_nothing_to_tune_by_is_said_in_one_line(project: Path) -> None:
    code, out, err = run(
        project,
        "user_id,item_id,timestamp\nu1,i1,2025-01-01\n",
        *("scripts/tune.py", "--domain", "custom"),
    )
    assert code == 2
    assert not out
    assert err.splitlines()[-1].startswith("tune.py: nothing to tune custom by")


def test_arguments_are_checked(project: Path) -> None:
    code, _, err = run(project, "", "scripts/tune.py", "--domain", "cooking")
    assert code == 2
    assert "invalid choice: 'cooking'" in err


# --------------------------------------------------------------------------------------
# Tuning by builds
# --------------------------------------------------------------------------------------

NUMBER = re.compile(r"(?<=[=: ])[\d.]+")


@pytest.fixture(scope="module")
def short_project(project: Path) -> Path:
    """The copy of the project, where once through a few values is all of a search."""
    script = project / "scripts/tuning/by_builds.py"
    text = script.read_text()
    for pattern, short in (
        (r"SHARES = \([^)]+\)", "SHARES = (0, 0.2, 0.8, 1)"),
        (r'"rank", [\d, ]+', '"rank", 4'),
        (r"\(None, [\d, ]+\)", "(None,)"),
        (r"ROUNDS = \d+", "ROUNDS = 1"),
        (r"ENOUGH_USERS = \d+", "ENOUGH_USERS = 10"),
    ):
        text, found = re.subn(pattern, short, text)
        assert found == 1
    script.write_text(text)
    return project


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Shoes and pings of four tastes each; who comes, comes back for the own taste.

    A shoe's words tell nothing of its taste, and its looks are those of others. The
    newest pings are nobody's.
    """
    draw = random.Random(5)  # noqa: S311 - made-up data
    tables = {
        "shoes/users": ["user_id,age,gender,primary_usage"],
        "shoes/shoes": [
            "shoe_id,brand,model,type,material,color,care_instructions,lifespan_days"
        ],
        "shoes/interactions": ["user_id,shoe_id,interaction_type,timestamp"],
        "pings/users": ["user_id,country,signup_date,age"],
        "pings/pings": [
            "ping_id,creator_id,main_hashtag,category,duration_sec,created_at"
        ],
        "pings/interactions": [
            "user_id,ping_id,event_type,watch_time_sec,event_timestamp"
        ],
    }
    for item in range(80):
        tables["shoes/shoes"].append(f"s{item},B{item // 4},M,boot,felt,red,,300")
        tables["pings/pings"].append(
            f"p{item},c{item},tag,k{item % 4},10,2025-03-{item % 28 + 1:02}"
        )
    tables["pings/pings"] += [
        f"new{item},c,tag,none,10,2025-04-{item + 1:02}" for item in range(20)
    ]
    for user in range(100):
        tables["shoes/users"].append(f"u{user},30,female,running")
        tables["pings/users"].append(f"u{user},GB,2025-01-01,30")
        taste = list(range(user % 4, 80, 4))
        draw.shuffle(taste)
        for item in taste[:12]:
            # Two months, of which the last week is left to evaluation.
            at = datetime(2025, 4, 1) + timedelta(hours=draw.randrange(60 * 24))
            tables["shoes/interactions"].append(f"u{user},s{item},add_to_wishlist,{at}")
            tables["pings/interactions"].append(f"u{user},p{item},like,,{at}")
    folder = tmp_path_factory.mktemp("tastes")
    for name, lines in tables.items():
        path = folder / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {"RECMART_DATA_DIR": str(folder)}


def gain_of(out: str) -> tuple[float, float]:
    """Return the gain and the lower bound of its interval."""
    (line,) = (line for line in out.splitlines() if line.startswith("gain "))
    gain, lower, _ = (float(text) for text in re.findall(r"[+-][\d.]+", line))
    return gain, lower


def test_weights_of_a_blend_come_back(
    short_project: Path, data: dict[str, str]
) -> None:
    """Where looks mislead, those who like the same shoes get the weight again."""
    model = short_project / "models/marts/shoes/shoes__recommendations.sql"
    weights = re.compile(r"'name': '(?:collaborative|content)',[^}]*'weight': ([\d.]+)")
    text = model.read_text()
    shares = iter(["0.05", "0.95"])
    bad = weights.sub(
        lambda found: found[0].removesuffix(found[1]) + next(shares), text
    )
    model.write_text(bad)
    assert weights.findall(bad) == ["0.05", "0.95"]

    code, out, err = run_on(
        short_project,
        data,
        *("scripts/tune.py", "--domain", "shoes", "--k", "5"),
        "--write",
    )

    assert code == 0, err
    gain, lower = gain_of(out)
    assert gain > lower > 0
    tuned = model.read_text()
    collaborative, content = weights.findall(tuned)
    assert float(collaborative) > 0.5
    assert float(collaborative) + float(content) == pytest.approx(1)
    assert f"'name': 'collaborative', 'weight': {collaborative}," in out
    assert NUMBER.sub("", tuned) == NUMBER.sub("", bad)


def test_weights_in_a_var_come_back(short_project: Path, data: dict[str, str]) -> None:
    """Who looks at pings of one category is better served by it than by the newest."""
    settings = short_project / "dbt_project.yml"
    prescribed = settings.read_text()
    bad = prescribed
    for part, share in {
        "popularity": "0",
        "category_affinity": "0",
        "creator_affinity": "0",
        "freshness": "1",
    }.items():
        bad = re.sub(rf"(\n    {part}: )[\d.]+", rf"\g<1>{share}", bad)
    assert bad != prescribed
    settings.write_text(bad)

    code, out, err = run_on(
        short_project,
        data,
        *("scripts/tune.py", "--domain", "pings", "--k", "5"),
        "--write",
    )

    assert code == 0, err
    gain, lower = gain_of(out)
    assert gain > lower > 0
    tuned = settings.read_text()
    assert NUMBER.sub("", tuned) == NUMBER.sub("", bad)
    changed = set(tuned.splitlines()) - set(bad.splitlines())
    assert all(line in out for line in changed)
    (category,) = re.findall(r"\n    category_affinity: ([\d.]+)", tuned)
    assert float(category) > 0
    assert "prescribed" in out


def test_a_domain_without_data_is_said_in_one_line(
    project: Path, data: dict[str, str]
) -> None:
    code, out, err = run_on(project, data, "scripts/tune.py", "--domain", "dating")
    assert code == 2
    assert not out
    assert err.splitlines()[-1].startswith("tune.py: domain dating has no events")


@pytest.mark.parametrize("domain", PARAMETERS)
def test_numbers_are_found_and_nothing_else_is_changed(domain: str) -> None:
    for parameter, value in read_setting(domain).items():
        text = (ROOT / parameter.file).read_text(encoding="utf-8")
        assert parameter.written(value, text) == text
        changed = parameter.written(0.123, text)
        assert parameter.read(changed) == 0.123
        assert len(changed.splitlines()) == len(text.splitlines())
        different = [
            new
            for new, old in zip(changed.splitlines(), text.splitlines(), strict=True)
            if new != old
        ]
        assert len(different) == 1
