"""What was found: in lines to read, and as values in dbt_project.yml."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from scripts.tuning.builds import Builds
from scripts.tuning.cuts import TuningError
from scripts.tuning.space import PRESCRIBED, Setting, nested

SCALAR = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s,}#]+")


def report(builds: Builds, found: Setting, trials: int) -> list[str]:
    """Return what was found, beside what there was."""
    name = f"{builds.metric}@{builds.k}"
    compared = builds.compare(found, builds.present, of_everybody=True)
    half = 1.96 * compared.standard_error
    lines = [
        f"{name} of {compared.users} users in {len(builds.builds)} cut(s):"
        f" {compared.value:.4f}, at present {compared.other:.4f}",
        f"gain {compared.gain:+.4f} (95 % interval {compared.gain - half:+.4f} to"
        f" {compared.gain + half:+.4f}), {trials} trials",
    ]
    for build in builds.builds if len(builds.builds) > 1 else ():
        one = builds.compare(found, builds.present, [build], of_everybody=True)
        lines.append(
            f"    {build.cut}: {one.value:.4f}, at present {one.other:.4f}, of"
            f" {one.users} users"
        )
    changed = changes(builds.present, found)
    if not changed:
        return [*lines, "", "the parameters stay as they are"]
    lines += ["", "dbt_project.yml", "vars:"]
    lines += yaml_lines(in_project(changed, builds.domain), "  ")
    lines += ["", f"--vars '{json.dumps(nested(changed, builds.domain))}'"]
    if builds.domain in PRESCRIBED:
        lines.append(PRESCRIBED[builds.domain])
    return lines


def changes(present: Setting, found: Setting) -> Setting:
    """Return what is not as it was."""
    return {name: value for name, value in found.items() if present[name] != value}


def in_project(changed: Setting, domain: str) -> dict[str, Any]:
    """Return values as they stand under the project's `vars`."""
    found = nested(changed, domain)
    parameters = found.pop("recmart_parameters")
    return found | ({"parameters": parameters} if parameters[domain] else {})


def yaml_lines(values: dict[str, Any], indent: str) -> Iterator[str]:
    """Yield nested values in lines of YAML."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield f"{indent}{name}:"
            yield from yaml_lines(value, indent + "  ")
        else:
            yield f"{indent}{name}: {scalar(value)}"


def scalar(value: float | str | None) -> str:
    """Write a value in YAML."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return value or '""'
    return f"{value:.6f}".rstrip("0").rstrip(".")


def write(project: Path, changed: Setting, domain: str) -> None:
    """Put values into dbt_project.yml; all else stays as it is, to the letter."""
    for path, value in leaves(in_project(changed, domain)):
        text = project.read_text(encoding="utf-8")
        place = YAML().load(text)["vars"]
        for name in path[:-1]:
            place = place.get(name, {})
        if path[-1] not in place:
            raise TuningError(
                f"{project.name} has no {'.'.join(path)} under vars: write it there"
            )
        lines = text.split("\n")
        row, column = place.lc.value(path[-1])
        before, rest = lines[row][:column], lines[row][column:]
        lines[row] = before + scalar(value) + SCALAR.sub("", rest, count=1)
        project.write_text("\n".join(lines), encoding="utf-8")


def leaves(
    values: dict[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the values that are no mappings, with their paths."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, name))
        else:
            yield (*path, name), value
