#!/usr/bin/env python3
"""check.py DATASET: every table read by pyarrow, pandas, polars and duckdb, from Parquet and from CSV.

Compares the row counts with the manifest, the readers with each other, and every span with the text of its article.
"""
import json
import sys
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow.parquet

dataset = Path(sys.argv[1])
manifest = json.loads((dataset / "manifest.json").read_text(encoding="utf-8"))
spans = 0


def fail(message):
    sys.exit(f"FAILED: {message}")


texts = {row["article_id"]: row["text"] for row in pyarrow.parquet.read_table(dataset / "parquet/articles.parquet").to_pylist()}
for table in manifest["tables"]:
    name, rows = table["name"], table["rows"]
    parquet, csv = dataset / f"parquet/{name}.parquet", dataset / f"csv/{name}.csv"
    arrow = pyarrow.parquet.read_table(parquet)
    counts = {
        "pyarrow": arrow.num_rows,
        "pandas": len(pandas.read_parquet(parquet)),
        "pandas, CSV": len(pandas.read_csv(csv)),
        "polars": polars.read_parquet(parquet).height,
        "polars, CSV": polars.read_csv(csv, infer_schema=False).height,
        "duckdb": duckdb.sql(f"SELECT count(*) FROM '{parquet}'").fetchall()[0][0],
        "duckdb, CSV": duckdb.sql(f"SELECT count(*) FROM read_csv('{csv}', header = true, all_varchar = true)").fetchall()[0][0],
    }
    wrong = {reader: count for reader, count in counts.items() if count != rows}
    if wrong:
        fail(f"{name} has {rows} rows in the manifest, but {wrong}")
    if polars.read_parquet(parquet).columns != arrow.column_names:
        fail(f"{name}: polars and pyarrow see other columns")
    for row in arrow.to_pylist():
        if "char_start" not in row or "article_id" not in row:
            continue
        text = texts[row["article_id"]]
        by_bytes = text.encode()[row["byte_start"]:row["byte_end"]].decode()
        if not text[row["char_start"]:row["char_end"]] == by_bytes == row["text"]:
            fail(f"{name}: the words at the offsets of {row} are others")
        spans += 1
    print(f"{rows:8}  {name}: {len(counts)} readings agree")
print(f"{spans} spans have the words of their article")
