#!/usr/bin/env python3
"""package.py DATASET: the package around the tables, read by the tools that it is for.

RO-Crate is walked with ro-crate-py, every record set of Croissant loaded with mlcroissant, every CSVW sidecar held against its CSV with csvw,
and the card's header read as the Hugging Face Hub reads it. `frictionless validate`, `mlcroissant validate` and `cffconvert --validate`
are commands of their own.
"""
import hashlib
import json
import logging
import sys
from html.parser import HTMLParser
from pathlib import Path

import csvw
import mlcroissant
import polars
from huggingface_hub import DatasetCard
from rocrate.rocrate import ROCrate

dataset = Path(sys.argv[1])
manifest = json.loads((dataset / "manifest.json").read_text(encoding="utf-8"))
rows_of = {table["name"]: table["rows"] for table in manifest["tables"]}


def fail(message):
    sys.exit(f"FAILED: {message}")


def expect(condition, message):
    if not condition:
        fail(message)


def check_hashes():
    for path, record in manifest["package"].items():
        content = (dataset / path).read_bytes()
        told = (record["bytes"], record["sha256"])
        expect((len(content), hashlib.sha256(content).hexdigest()) == told, f"{path} is not what the manifest says")
    return f"{len(manifest['package'])} files have the bytes that the manifest tells"


def references(value):
    """Every `@id` that an entity points to."""
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def check_research_object():
    crate = ROCrate(dataset)
    profiles = crate.root_dataset["conformsTo"]
    profiles = profiles if isinstance(profiles, list) else [profiles]
    expect("https://w3id.org/ro/wfrun/process/0.5" in [profile.id for profile in profiles], "the crate does not name its profile")
    expect(crate.root_dataset.get("datePublished"), "the crate has no day of publication")
    runs = [entity for entity in crate.root_dataset["mentions"] if entity.type == "CreateAction"]
    expect(len(runs) == 1, "the crate mentions one run")
    run = runs[0]
    expect(run["instrument"].type == "SoftwareApplication" and run["instrument"]["softwareVersion"], "the run names a program")
    written = {f for table in manifest["tables"] for f in table["files"]}
    expect({entity.id for entity in run["result"]} == written, "the run's results are the files of the tables")
    expect(len(run["object"]) == 2, "the run read the input and the pipeline")
    parts = {entity.id for entity in crate.root_dataset["hasPart"]}
    there = {path.relative_to(dataset).as_posix() for path in dataset.rglob("*") if path.is_file()}
    expect(parts == there - {"ro-crate-metadata.json"}, f"parts and files differ: {sorted(parts ^ there)}")
    graph = json.loads((dataset / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    known = {entity["@id"] for entity in graph}
    loose = {to for entity in graph for to in references({k: v for k, v in entity.items() if k != "@id"})} - known
    expect(all(to.startswith("https://w3id.org/ro/crate/") for to in loose), f"the crate points to nothing: {loose}")
    return f"RO-Crate: {len(graph)} entities, {len(run['result'])} results of one run"


def check_croissant():
    croissant = mlcroissant.Dataset(jsonld=dataset / "croissant.json")
    total = 0
    for name, rows in rows_of.items():
        records = sum(1 for _ in croissant.records(record_set=name)) if rows else 0
        expect(records == rows, f"croissant gives {records} records of {name}, the manifest has {rows}")
        total += records
    return f"Croissant: {len(rows_of)} record sets, {total} records"


def check_sidecars():
    for name, rows in rows_of.items():
        table = csvw.CSVW(str(dataset / f"csv/{name}.csv"))
        expect(table.is_valid, f"csv/{name}.csv does not fit its sidecar")
        read = len(list(table.tables[0]))
        expect(read == rows, f"csvw reads {read} rows of {name}, the manifest has {rows}")
    return f"CSVW: {len(rows_of)} tables fit their sidecars"


def check_card():
    card = DatasetCard((dataset / "README.md").read_text(encoding="utf-8"))
    head = card.data.to_dict()
    configs = head["configs"]
    expect([config["config_name"] for config in configs] == list(rows_of), "each table is a configuration")
    expect(sum(config.get("default", False) for config in configs) == 1, "one configuration is the default")
    for config in configs:
        rows = polars.read_parquet(dataset / config["data_files"]).height
        expect(rows == rows_of[config["config_name"]], f"{config} has {rows} rows")
    for key in ("pretty_name", "size_categories", "tags"):
        expect(head.get(key), f"the card's header has no {key}")
    expect("](CODEBOOK.md)" in card.text, "the card points to the codebook")
    return f"card: {len(configs)} configurations, license {head.get('license')}"


class Balance(HTMLParser):
    """Elements that are opened and not closed, and ids."""

    def __init__(self):
        super().__init__()
        self.open, self.ids = [], set()

    def handle_starttag(self, tag, attributes):
        if tag not in ("meta",):
            self.open.append(tag)
        self.ids.update(value for name, value in attributes if name == "id")

    def handle_endtag(self, tag):
        expect(self.open and self.open.pop() == tag, f"codebook.html closes {tag} where it is not open")


def check_codebook():
    page = Balance()
    page.feed((dataset / "codebook.html").read_text(encoding="utf-8"))
    expect(not page.open, f"codebook.html leaves {page.open} open")
    columns = {f"{table['name']}.{column}" for table in manifest["tables"] for column in table["columns"]}
    expect(columns <= page.ids, f"codebook.html lacks {sorted(columns - page.ids)}")
    return f"codebook: {len(columns)} columns"


logging.disable(logging.WARNING)
for check in (check_hashes, check_research_object, check_croissant, check_sidecars, check_card, check_codebook):
    print(check())
