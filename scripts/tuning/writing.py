"""What was found: in lines to read, and as values in dbt_project.yml."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from scripts.tuning.search import Search
from scripts.tuning.space import PRESCRIBED, Setting, does_nothing, nested

SCALAR = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s,}#]+")


def report(search: Search, found: Setting) -> list[str]:
    """Return what was found, beside what there was."""
    builds = search.builds
    name = f"{builds.metric}@{builds.k}"
    compared = builds.compare(found, builds.present, of_everybody=True)
    half = 1.96 * compared.standard_error
    lines = [
        f"{name} of {compared.users} users in {len(builds.builds)} cut(s):"
        f" {compared.value:.4f}, at present {compared.other:.4f}",
        f"gain {compared.gain:+.4f} (95 % interval {compared.gain - half:+.4f} to"
        f" {compared.gain + half:+.4f}), {search.done} trials",
    ]
    for build in builds.builds if len(builds.builds) > 1 else ():
        one = builds.compare(found, builds.present, [build], of_everybody=True)
        lines.append(
            f"    {build.cut}: {one.value:.4f}, at present {one.other:.4f}, of"
            f" {one.users} users"
        )
    count, gained = search.gained_at_last()
    lines.append(f"the last {count} trials gained {gained:.4f}")
    spent = [builds.seconds.get(builds.key(one), 0) for one in (found, builds.present)]
    lines.append(
        f"a trial took {spent[0]:.1f} s of CPU with what was found, {spent[1]:.1f} s at"
        f" present, {sum(builds.seconds.values()):.0f} s all of them"
    )
    if size := builds.bytes_of_weights(found):
        lines.append(
            f"its weights take {size / 1e6:.0f} MB, the memory limit is"
            f" {builds.tables.memory / 1e6:.0f} MB"
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
    """Return what is not as it was, but for what moves nothing."""
    return {
        name: value
        for name, value in found.items()
        if value != present[name]
        and not does_nothing(name, found | {name: present[name]}, found)
    }


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
        lines = project.read_text(encoding="utf-8").split("\n")
        place = YAML().load("\n".join(lines))["vars"]
        for depth, name in enumerate(path[:-1]):
            if name not in place:
                break
            row, _ = place.lc.key(name)
            indent, place = " " * 2 * (depth + 2), place[name]
        else:
            depth, name = len(path) - 1, path[-1]
        if name in place:
            row, column = place.lc.value(name)
            before, rest = lines[row][:column], lines[row][column:]
            lines[row] = before + scalar(value) + SCALAR.sub("", rest, count=1)
        else:
            # It is the first of its group that differs from what is shipped.
            lines[row] = lines[row].replace(": {}", ":")
            new = [f"{'  ' * d}{n}:" for d, n in enumerate(path[depth:])]
            new[-1] += f" {scalar(value)}"
            lines[row + 1 : row + 1] = [indent + line for line in new]
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
