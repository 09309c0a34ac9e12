"""Measures regeneration as docs/regeneration.md tells it, and proves that every way gives the same bytes.

    python3 tools/measure_regeneration.py FOLDER --columnist target/release/columnist [--articles 100000] [--threads 2]

FOLDER is made; it should lie on the disk that is to be measured (`/dev/shm/x` is memory). What is printed: the time and the CPU time of a cold run, and of the run and the
plan after one article was changed at the beginning, in the middle and at the end; then the hashes of the dataset that is made on one and two threads, with and without a cache,
whole and from 1, 2 and 7 shards; then how many of 50 runs that were killed left a whole dataset. It ends with 1 where two datasets differ that should not, or a killed run left a mix.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import generate_corpus

KILLS = 50


class Columnist:
    """The program, run in one folder."""

    def __init__(self, program, folder):
        self.program, self.folder = program.resolve(), folder

    def timed(self, *arguments):
        """Runs it, and gives what it said with the seconds that passed and those of CPU."""
        before, started = os.times(), time.monotonic()
        done = subprocess.run([self.program, *arguments], cwd=self.folder, capture_output=True, text=True)
        passed, after = time.monotonic() - started, os.times()
        if done.returncode not in (0, 1):
            sys.exit(f"{' '.join(arguments)}: {done.stderr}")
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        return done.stdout, passed, cpu

    def run(self, *arguments):
        return self.timed("run", "pipeline.toml", "--no-progress", *arguments)


def hash_of(folder):
    """One hash over all files of a dataset."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(f"{path.relative_to(folder)}\0".encode())
        with open(path, "rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()[:16]


def with_changed(lines, number):
    """The corpus with one sentence more in one article."""
    record = json.loads(lines[number])
    record["text"] = record["text"].rstrip("\n") + " Ten more boats came to Togo on Friday.\n"
    return lines[:number] + [json.dumps(record, ensure_ascii=False)] + lines[number + 1 :]


def measure(columnist, corpus, threads):
    """Cold, and after a change at three places."""
    text = corpus.read_text(encoding="utf-8")
    lines = text.split("\n")
    _, cold, cold_cpu = columnist.run("--threads", threads)
    print(f"cold run                 {cold:7.2f} s  {cold_cpu:7.2f} s of CPU")
    for name, number in [("first", 0), ("middle", (len(lines) - 1) // 2), ("last", len(lines) - 2)]:
        corpus.write_text("\n".join(with_changed(lines, number)), encoding="utf-8")
        planned, plan, plan_cpu = columnist.timed("plan", "pipeline.toml")
        told, warm, warm_cpu = columnist.run("--threads", threads)
        print(f"{name} article changed: plan {plan:7.2f} s  {plan_cpu:7.2f} s of CPU")
        print(f"{'':>19} run  {warm:7.2f} s  {warm_cpu:7.2f} s of CPU: {100 * warm / cold:.1f} % of cold, {100 * warm_cpu / cold_cpu:.1f} % of its CPU")
        print(f"{'':>19} {told.splitlines()[0].split('; ')[-1]}; {planned.splitlines()[4].strip()}")
        corpus.write_text(text, encoding="utf-8")
        columnist.run("--threads", threads)


def prove(columnist):
    """The same bytes in every way."""
    out, hashes = columnist.folder / "out", {}
    for threads in ("1", "2"):
        for cache in ([], ["--no-cache"]):
            columnist.run("--force" if cache else "--force=articles", "--threads", threads, *cache)
            hashes[f"{threads} threads, {'without' if cache else 'with'} cache"] = hash_of(out)
    for shards in (1, 2, 7):
        folders = [f"out.shard-{number}-of-{shards}" for number in range(1, shards + 1)]
        for number in range(1, shards + 1):
            columnist.run("--shard", f"{number}/{shards}")
        columnist.timed("merge", *folders, "--into", "merged")
        hashes[f"{shards} shards, merged"] = hash_of(columnist.folder / "merged")
        for folder in [*folders, "merged"]:
            shutil.rmtree(columnist.folder / folder)
    for name, found in hashes.items():
        print(f"{found}  {name}")
    return len(set(hashes.values())) == 1


def kill(columnist):
    """Runs that are killed at random moments leave the old dataset or the new one."""
    out, draw = columnist.folder / "out", random.Random(50)
    whole = {}
    for layout in ("plain", "web"):
        _, seconds, _ = columnist.run("--force", "-S", f"stages.blocks.layout={layout}")
        whole[hash_of(out)] = layout
    left = {"old": 0, "new": 0, "neither": 0}
    for _ in range(KILLS):
        before = hash_of(out)
        layout = "plain" if whole[before] == "web" else "web"
        arguments = [columnist.program, "run", "pipeline.toml", "--quiet", "--force", "-S", f"stages.blocks.layout={layout}"]
        child = subprocess.Popen(arguments, cwd=columnist.folder, stderr=subprocess.DEVNULL)
        time.sleep(seconds * draw.uniform(0.0, 1.2))
        child.kill()
        child.wait()
        after = hash_of(out)
        left["old" if after == before else "new" if after in whole else "neither"] += 1
        if after not in whole:
            break
    print(f"{left['old'] + left['new']} of {KILLS} killed runs left a whole dataset: {left['old']} times the old one, {left['new']} times the new one")
    return left["neither"] == 0


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--columnist", type=Path, default=Path("target/release/columnist"))
    arguments.add_argument("--articles", type=int, default=100_000)
    arguments.add_argument("--threads", default="2")
    options = arguments.parse_args()

    def columnist_over(name, articles):
        folder = options.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        generate_corpus.write(folder, articles, "jsonl")
        return Columnist(options.columnist, folder)

    large = columnist_over("large", options.articles)
    corpus = large.folder / "articles.jsonl"
    print(f"{options.articles} articles, {corpus.stat().st_size / 1e6:.0f} MB; load of the machine {os.getloadavg()[0]:.1f}")
    measure(large, corpus, options.threads)
    is_same = prove(columnist_over("small", min(options.articles, 3000)))
    is_whole = kill(columnist_over("killed", min(options.articles, 500)))
    sys.exit(0 if is_same and is_whole else 1)


if __name__ == "__main__":
    main()
