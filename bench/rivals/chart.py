"""Draw what ``bench_speed`` measured: ``python chart.py FIGURES.json PICTURE.svg``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
import matplotlib.pyplot as plt

CHARTS = (
    ("updates_per_second", "Updates a second\n(50 people without a pause)", "{:.0f}"),
    ("cpu_ms_per_update", "CPU per update, ms", "{:.2f}"),
    ("calm_p99", "99 % of answers within, ms\n(500 people, a press each 2 s)", "{:.0f}"),
    ("peak_megabytes", "Most memory, MB", "{:.0f}"),
)
OURS, THEIRS = "#1f6f8b", "#b8c4c8"


def main(figures: Path, picture: Path) -> None:
    bots = json.loads(figures.read_text())
    names = [bot["name"].replace(", ", "\n") for bot in bots]
    colours = [OURS] + [THEIRS] * (len(bots) - 1)
    drawing, axes = plt.subplots(1, len(CHARTS), figsize=(13, 3.4))
    for axis, (key, title, form) in zip(axes, CHARTS, strict=True):
        bars = axis.barh(names, [bot[key] for bot in bots], color=colours)
        axis.bar_label(bars, fmt=form, padding=3)
        axis.set_title(title, fontsize=10)
        axis.invert_yaxis()
        axis.margins(x=0.25)
        axis.spines[["top", "right"]].set_visible(False)
        axis.tick_params(axis="y", labelsize=8)
    for axis in axes[1:]:
        axis.set_yticklabels([])
    drawing.tight_layout()
    drawing.savefig(picture)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
