#!/usr/bin/env python3
"""execute.py NOTEBOOK [--write]: runs a notebook from its first cell to its last; an error in a cell is an error here.

With `--write` its outputs are put in place, without the times of the run. Without, they are only held against the committed ones: the same cells
show the same kinds of things.
"""
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def kinds(notebook):
    """What each code cell shows: types of outputs, not the outputs, since pictures differ with the fonts of a machine."""
    shown = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shown.append([sorted(output["data"]) if "data" in output else output.get("name") for output in cell.outputs])
    return shown


path = Path(sys.argv[1])
notebook = nbformat.read(path, as_version=4)
committed = kinds(notebook)
client = NotebookClient(notebook, timeout=300, record_timing=False, resources={"metadata": {"path": str(path.parent)}})
client.execute()
if "--write" in sys.argv[2:]:
    nbformat.write(notebook, path)
elif kinds(notebook) != committed:
    sys.exit(f"FAILED: {path} shows other things than what is committed: run notebooks/execute.py {path} --write")
print(f"{path}: {len(committed)} cells ran")
