#!/usr/bin/env python3
"""column_hashes.py DATASET: the hash of every column, made anew from the values alone and compared with manifest.json.

docs/dataset.md has the definition; this is all that it takes. The values come once from the Parquet and once from the CSV: no encoding shows.
"""
import csv
import datetime
import itertools
import json
import struct
import sys
from pathlib import Path

import blake3
import pyarrow.parquet

EPOCH = datetime.date(1970, 1, 1)


def bytes_of(value):
    """The bytes of one cell."""
    if value is None:
        return b"\0"
    if isinstance(value, bool):
        return b"\1" + bytes([value])
    if isinstance(value, int):
        return b"\1" + struct.pack("<q", value)
    if isinstance(value, float):
        return b"\1" + struct.pack("<d", value)
    if isinstance(value, datetime.date):
        return b"\1" + struct.pack("<q", (value - EPOCH).days)
    encoded = value.encode("utf-8")
    return b"\1" + struct.pack("<Q", len(encoded)) + encoded


def column_hash(values, row_groups):
    """The hash of one column, given its cells in the order of the rows, and how many rows each row group has: none where they are hashed at once."""
    if not row_groups:
        return blake3.blake3(b"".join(map(bytes_of, values))).hexdigest()
    cells = iter(values)
    digests = [blake3.blake3(b"".join(map(bytes_of, itertools.islice(cells, rows)))).digest() for rows in row_groups]
    return blake3.blake3(b"".join(digests)).hexdigest()


# The cells of a CSV by the type that `datapackage.json` gives their column. An empty field is null.
OF_TEXT = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": datetime.date.fromisoformat,
}


def columns_of_parquet(path):
    table = pyarrow.parquet.read_table(path)
    return {name: table.column(name).to_pylist() for name in table.column_names}


def columns_of_csv(path, types):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [OF_TEXT[kind](row[name]) if row[name] else None for row in rows] for name, kind in types.items()}


def main(dataset):
    csv.field_size_limit(1 << 30)
    manifest = json.loads((dataset / "manifest.json").read_text(encoding="utf-8"))
    package = json.loads((dataset / "datapackage.json").read_text(encoding="utf-8"))
    fields = {resource["path"]: resource["schema"]["fields"] for resource in package["resources"] if "schema" in resource}
    compared = 0
    for table in manifest["tables"]:
        for path in table["files"]:
            if path.endswith(".parquet"):
                columns = columns_of_parquet(dataset / path)
            else:
                columns = columns_of_csv(dataset / path, {field["name"]: field["type"] for field in fields[path]})
            found = {name: column_hash(values, table.get("row_groups")) for name, values in columns.items()}
            if found != table["columns_blake3"]:
                sys.exit(f"FAILED: {path}: other hashes than in manifest.json: {found}")
            compared += len(found)
    print(f"{compared} columns have the hash that manifest.json tells")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
