#!/usr/bin/env bash
# All shards of a pipeline on one machine by GNU parallel, then the merge: parallel.sh PIPELINE OUTPUT SHARDS
# OUTPUT is the folder that the pipeline file names; each shard runs on one thread.
set -euo pipefail
pipeline=$1 output=$2 shards=$3
seq "$shards" | parallel --halt now,fail=1 columnist run "$pipeline" --shard "{}/$shards" --threads 1 --no-progress
columnist merge "$output".shard-*-of-"$shards" --into "$output"
columnist verify "$output"
