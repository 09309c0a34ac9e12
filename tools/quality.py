#!/usr/bin/env python3
"""Tables of scores for docs/quality.md: reads what `score.py --json` prints, writes Markdown.

    python3 ../shared/score/score.py --bin target/release/columnist --json | python3 tools/quality.py
"""
import json
import sys

LAYERS = {}
for line in sys.stdin:
    if line.startswith("{"):
        row = json.loads(line)
        LAYERS.setdefault(row["layer"], []).append(row)


def table(header, rows):
    print("\n| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header))
    for row in rows:
        print("| " + " | ".join("–" if cell is None else str(cell) for cell in row) + " |")


def columns(layer, names):
    """One row a set, one column a figure."""
    table(["set", *names], [[row["set"], *(row.get(name) for name in names)] for row in LAYERS.get(layer, [])])


for layer in LAYERS:
    print(f"\n### {layer}")
    if layer == "sentences":
        columns(layer, ["span_P", "span_R", "span_F1", "boundary_F1", "lists_right"])
    elif layer == "quotations":
        views = [(row["set"], view, figures) for row in LAYERS[layer] for view, figures in row.items() if isinstance(figures, dict)]
        names = ["overlap_F1", "speaker", "e2e_F1", "canonical", "gold"]
        table(["set", "view", *names], [[name, view, *(figures[n] for n in names)] for name, view, figures in views])
    elif layer == "countries":
        columns(layer, ["scope", "P", "R", "F1", "wrong_country", "misattribution", "doc_F1"])
    elif layer == "claims":
        columns(layer, ["value", "unit", "rel", "item_given_match", "spec_found", "spec_exact", "dates_leaked", "durations_found"])
    elif layer == "dates":
        columns(layer, ["P", "R", "F1", "gold"])
    elif layer == "blocks":
        columns(layer, ["shingle_P", "shingle_R", "shingle_F1", "junk_lines_removed", "body_lines_lost"])
    else:
        rows = [[key, value] for row in LAYERS[layer] for key, value in row.items() if key not in ("layer", "set", "seconds")]
        table(["figure", "value"], rows)
