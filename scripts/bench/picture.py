"""Draw how long a build takes at each size, beside what does the same job.

    python -m scripts.bench.picture S.json M.json XL.json --out docs/benchmarks.svg

The files are what `scripts/benchmark.py --json` kept, of one machine.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import altair as alt

from scripts.common.arguments import Parser
from scripts.common.commands import run


def points(paths: list[Path]) -> list[dict[str, object]]:
    """Read figures that `scripts/benchmark.py --json` kept, as one row per method."""
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return [
        {
            "method": figures["name"],
            "interactions": one["sizes"]["interactions"],
            "seconds": figures["seconds"],
        }
        for one in kept
        for figures in one["figures"]
        if not figures["failed"]
    ]


def picture(rows: list[dict[str, object]]) -> alt.Chart:
    """Lay the rows out, both axes in powers of ten."""
    powers = alt.Scale(type="log")
    return (
        alt.Chart(alt.InlineData(values=rows), width=480, height=300)
        .mark_line(point=True)
        .encode(
            x=alt.X("interactions:Q", title="interactions", scale=powers),
            y=alt.Y("seconds:Q", title="seconds, from file to lists", scale=powers),
            color=alt.Color("method:N", title=None),
        )
    )


def parse() -> argparse.Namespace:
    """Read the arguments."""
    parser = Parser(description="Draw kept figures of the benchmark as a picture.")
    parser.add_argument("figures", type=Path, nargs="+", help="what --json kept")
    parser.add_argument("--out", type=Path, required=True, help="an .svg or .png")
    return parser.parse_args()


def main() -> int:
    """Read, draw, write."""
    args = parse()
    picture(points(args.figures)).save(str(args.out))
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
