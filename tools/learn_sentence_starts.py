#!/usr/bin/env python3
"""Counts which capitalised words begin sentences and which stand inside them.

    python3 tools/learn_sentence_starts.py GOLD.train.jsonl… > src/lang/en/words/sentence-start.tsv

Reads JSON Lines `{"text", "sentences": [[start, end], …]}` (code points) and writes words and counts, no text:

    at_start   capitalised as the first word of a sentence
    capital    capitalised inside a sentence, where nothing asks for a capital but the word itself
    lower      in lower case inside a sentence

Sentences without a closing stop are left out: in headings every word has a capital. So is a word behind a quotation mark, a colon or
a stop, which may have its capital from there. Standard library only; the same input gives the same bytes.
"""
import collections, json, re, sys

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
CLOSED = re.compile(r"[.!?…][\"'”’)\]]*$")
ASKS_FOR_CAPITAL = re.compile(r"[\"'“‘:.!?…(\[*•-]\s*$")
CLITIC = re.compile(r"['’](?:s|re|ve|ll|d|m)$", re.IGNORECASE)
LEAST_CAPITALS, LEAST_LOWER = 4, 5


def count_sentence(sentence, counts):
    words = list(WORD.finditer(sentence))
    for position, match in enumerate(words):
        word = CLITIC.sub("", match.group())
        key = word.lower().replace("’", "'")
        if position == 0:
            if word[0].isupper() and not (len(word) > 1 and word.isupper()):
                counts[key][0] += 1
        elif word[0].islower():
            counts[key][2] += 1
        elif not ASKS_FOR_CAPITAL.search(sentence[:match.start()]):
            counts[key][1] += 1


def is_telling(at_start, capital, lower):
    return at_start + capital >= LEAST_CAPITALS or lower >= LEAST_LOWER


def main(paths):
    refused = [path for path in paths if ".train." not in path]
    if refused:
        sys.exit(f"only train sets are learnt from, so that the others can measure: {', '.join(refused)}")
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for document in map(json.loads, lines):
                for start, end in document["sentences"]:
                    sentence = document["text"][start:end].strip()
                    if CLOSED.search(sentence):
                        count_sentence(sentence, counts)
    print("# How often a word begins a sentence with a capital, has a capital inside one, is in lower case inside one.")
    print("# Counts from the English Web Treebank and GUM (train), made by tools/learn_sentence_starts.py.")
    print("word\tat_start\tcapital\tlower")
    rows = ((word, *row) for word, row in counts.items() if is_telling(*row) and word.isascii())
    for row in sorted(rows, key=lambda row: row[0].encode()):
        print(*row, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
