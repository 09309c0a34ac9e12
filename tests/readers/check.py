#!/usr/bin/env python3
"""check.py DATASET: every table read by pyarrow, pandas, polars, duckdb and fastparquet, from Parquet and from CSV.

Compares the row counts with the manifest, the readers with each other, every span with the text of its article, and what a Parquet file tells
of itself (key-value metadata, field ids, enumerations, dates) with the schema file, reader by reader.
"""
import hashlib
import json
import sys
from pathlib import Path

import duckdb
import fastparquet
import pandas
import polars
import pyarrow
import pyarrow.parquet

dataset = Path(sys.argv[1])
schemas = Path(__file__).parents[2] / "schemas"
manifest = json.loads((dataset / "manifest.json").read_text(encoding="utf-8"))
spans = 0


def fail(message):
    sys.exit(f"FAILED: {message}")


def expect(found, wanted, what):
    if found != wanted:
        fail(f"{what}: {found!r} where {wanted!r} was wanted")


def check_counts(table, parquet, csv):
    counts = {
        "pyarrow": pyarrow.parquet.read_metadata(parquet).num_rows,
        "pandas": len(pandas.read_parquet(parquet)),
        "pandas, CSV": len(pandas.read_csv(csv)),
        "polars": polars.read_parquet(parquet).height,
        "polars, CSV": polars.read_csv(csv, infer_schema=False).height,
        "duckdb": duckdb.sql(f"SELECT count(*) FROM '{parquet}'").fetchall()[0][0],
        "duckdb, CSV": duckdb.sql(f"SELECT count(*) FROM read_csv('{csv}', header = true, all_varchar = true)").fetchall()[0][0],
        "fastparquet": len(fastparquet.ParquetFile(parquet).to_pandas()),
    }
    for reader, count in counts.items():
        expect(count, table["rows"], f"{table['name']}: rows read by {reader}")
    return len(counts)


def check_metadata(table, parquet):
    """What the file tells of itself, as each reader shows it."""
    name, version = table["schema"].split("@")
    wanted = {
        "columnist.schema": table["schema"],
        "columnist.schema_sha256": hashlib.sha256((schemas / name / f"{version}.json").read_bytes()).hexdigest(),
        "columnist.dataset": manifest["id"],
        "columnist.tool": manifest["tool"],
    }
    pairs = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{parquet}')").fetchall()
    told = {
        "pyarrow": {key.decode(): value.decode() for key, value in pyarrow.parquet.read_metadata(parquet).metadata.items()},
        "duckdb": {bytes(key).decode(): bytes(value).decode() for key, value in pairs},
        "polars": polars.read_parquet_metadata(parquet),
        "fastparquet": fastparquet.ParquetFile(parquet).key_value_metadata,
    }
    for reader, metadata in told.items():
        expect({key: metadata.get(key) for key in wanted}, wanted, f"{name}: key-value metadata by {reader}")


def check_types(table, parquet):
    """Field ids, enumerations and dates as each reader takes them."""
    name, version = table["schema"].split("@")
    fields = json.loads((schemas / name / f"{version}.json").read_text(encoding="utf-8"))["fields"]
    names = [field["name"] for field in fields]
    arrow = pyarrow.parquet.read_schema(parquet)
    ids = {field.name: int(field.metadata[b"PARQUET:field_id"]) for field in arrow}
    expect(ids, {field["name"]: field["fieldId"] for field in fields}, f"{name}: field ids by pyarrow")
    rows = duckdb.sql(f"SELECT name, field_id FROM parquet_schema('{parquet}') WHERE num_children IS NULL OR num_children = 0").fetchall()
    expect(dict(rows), ids, f"{name}: field ids by duckdb")
    of_kind = {kind: {field["name"] for field in fields if field["arrow"].startswith(kind)} for kind in ("Dictionary", "Date32")}
    frame, relation = polars.read_parquet(parquet), duckdb.sql(f"SELECT * FROM '{parquet}'")
    expect(frame.columns, names, f"{name}: columns by polars")
    expect(fastparquet.ParquetFile(parquet).columns, names, f"{name}: columns by fastparquet")
    dictionaries = {
        "pyarrow": {field.name for field in arrow if pyarrow.types.is_dictionary(field.type)},
        "polars": {column for column, kind in frame.schema.items() if kind in (polars.Categorical, polars.Enum)},
        "pandas": {column for column, kind in pandas.read_parquet(parquet).dtypes.items() if kind == "category"},
    }
    for reader, columns in dictionaries.items():
        expect(columns, of_kind["Dictionary"], f"{name}: enumerations by {reader}")
    dates = {
        "pyarrow": {field.name for field in arrow if pyarrow.types.is_date32(field.type)},
        "polars": {column for column, kind in frame.schema.items() if kind == polars.Date},
        "duckdb": {column for column, kind in zip(relation.columns, relation.types) if str(kind) == "DATE"},
    }
    for reader, columns in dates.items():
        expect(columns, of_kind["Date32"], f"{name}: dates by {reader}")


def check_spans(name, rows, texts):
    """How many spans were cut out of their text again."""
    cut = 0
    for row in rows:
        if "char_start" not in row or "article_id" not in row:
            continue
        text = texts[row["article_id"]]
        by_bytes = text.encode()[row["byte_start"]:row["byte_end"]].decode()
        if not text[row["char_start"]:row["char_end"]] == by_bytes == row["text"]:
            fail(f"{name}: the words at the offsets of {row} are others")
        cut += 1
    return cut


texts = {row["article_id"]: row["text"] for row in pyarrow.parquet.read_table(dataset / "parquet/articles.parquet").to_pylist()}
for table in manifest["tables"]:
    name = table["name"]
    parquet, csv = dataset / f"parquet/{name}.parquet", dataset / f"csv/{name}.csv"
    readings = check_counts(table, parquet, csv)
    check_metadata(table, parquet)
    check_types(table, parquet)
    spans += check_spans(name, pyarrow.parquet.read_table(parquet).to_pylist(), texts)
    print(f"{table['rows']:8}  {name}: {readings} readings agree, metadata and types are the schema's")
print(f"{spans} spans have the words of their article")
