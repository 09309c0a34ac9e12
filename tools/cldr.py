"""Fetches a file of a pinned CLDR package from npm. Used by units.py and currencies.py; needs `npm` on the path."""
import json
import os
import subprocess
import tarfile
import tempfile

VERSION = "48.2.0"
WORDS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "lang", "en", "words")


def read_json(package, path):
    """The JSON file `path` of `package` at VERSION, as Python values."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"{package}@{VERSION}"], cwd=folder, check=True, capture_output=True)
        (archive,) = os.listdir(folder)
        with tarfile.open(os.path.join(folder, archive)) as tar:
            return json.load(tar.extractfile("package/" + path))


def write_table(name, comments, header, rows):
    """Writes rows (tuples of text) sorted bytewise, unique by key, as `name` in the folder of English word lists."""
    keys = [row[0] for row in rows]
    assert len(keys) == len(set(keys)), sorted(k for k in keys if keys.count(k) > 1)
    with open(os.path.join(WORDS, name), "w", encoding="utf-8", newline="\n") as out:
        for comment in comments:
            out.write(f"# {comment}\n")
        for row in [header] + sorted(rows, key=lambda row: [cell.encode() for cell in row]):
            out.write("\t".join(row) + "\n")
