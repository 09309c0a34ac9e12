"""Writes a corpus of invented news articles of about a kilobyte each, for measurements.

    python3 tools/generate_corpus.py FOLDER --articles 100000 [--as jsonl|txt|both]

The same arguments give the same bytes. No two articles are alike: names, towns, figures and the order of sentences are drawn anew for each. With
`--as jsonl` there is one file `articles.jsonl` of one record a line, with `txt` a file for each article in folders of a thousand. A pipeline file
`pipeline.toml` that reads them stands beside.
"""

import argparse
import json
import random
from pathlib import Path

FIRST = "Amina Kofi Lena Marta Idris Paulo Ingrid Tomas Yara Viktor Salma Noor Petra Hassan Clara Emil".split()
LAST = "Kossi Mensah Lindqvist Okafor Varga Duarte Halloran Petrov Achterberg Salazar Nakata Bauer Osei Moreau".split()
COUNTRIES = "Togo Ghana Portugal Norway Chile Kenya Vietnam Estonia Uruguay Morocco Ireland Peru".split()
TOWNS = "Lomé Accra Porto Bergen Valparaíso Mombasa Haiphong Tallinn Montevideo Tangier Galway Callao".split()
ROLES = ["transport minister", "harbour master", "mayor", "union leader", "economist", "spokeswoman for the port"]
THINGS = ["fishing boats", "tonnes of cocoa", "containers", "new houses", "pilots", "school places", "solar panels"]
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SENTENCES = [
    "“We will rebuild the {work} within {n} days,” said {who}, the {role} of {country}.",
    "The government of {country} said on {day} that {n} {things} had been counted, {p} percent more than a year earlier.",
    "{who} told reporters in {town} that the work would cost ${m} million.",
    "Prices in {town} rose by {p} percent in March, while wages fell by {q} percent.",
    "“Nobody asked us,” {last} said. “We read about the {work} in the paper.”",
    "Officials in {country} and {other} are to meet on {day} to discuss {n} {things}.",
    "About {n} people live beside the {work}, according to {who}, who has worked there for {q} years.",
    "The {work} was built in {year} and repaired after a storm that left {q} people injured.",
    "{who} denied that {country} had sold {n} {things} to {other}.",
    "At least {q} families have left {town} since {day}, a spokesman for the council said.",
]
WORKS = ["pier", "ferry terminal", "bridge", "market hall", "railway station", "water tower"]


def article(number: int) -> tuple[str, str, str]:
    """The title, the day and the text of one article."""
    draw = random.Random(number)

    def fill(sentence: str) -> str:
        last = draw.choice(LAST)
        return sentence.format(
            who=f"{draw.choice(FIRST)} {last}", last=last, role=draw.choice(ROLES), country=draw.choice(COUNTRIES),
            other=draw.choice(COUNTRIES), town=draw.choice(TOWNS), day=draw.choice(DAYS), things=draw.choice(THINGS),
            work=draw.choice(WORKS), n=f"{draw.randint(11, 98_000):,}", p=draw.randint(2, 90), q=draw.randint(2, 40),
            m=draw.randint(1, 900), year=draw.randint(1890, 2019),
        )

    sentences = [fill(sentence) for sentence in draw.sample(SENTENCES, len(SENTENCES))]
    paragraphs = [" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)]
    title = f"{draw.choice(TOWNS)} counts {draw.randint(11, 98_000):,} {draw.choice(THINGS)}"
    return title, f"2025-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}", "\n\n".join(paragraphs) + "\n"


def write(folder: Path, articles: int, form: str) -> None:
    """Writes a corpus of so many articles in one of the forms, and its pipeline."""
    folder.mkdir(parents=True, exist_ok=True)
    if form != "txt":
        with open(folder / "articles.jsonl", "w", encoding="utf-8") as file:
            for number in range(articles):
                title, day, text = article(number)
                record = {"id": f"a{number:06}", "title": title, "date": day, "text": text}
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
    if form != "jsonl":
        for number in range(articles):
            thousand = folder / "texts" / f"{number // 1000:03}"
            thousand.mkdir(parents=True, exist_ok=True)
            title, day, text = article(number)
            (thousand / f"a{number:06}.txt").write_text(f"{title}\n{day}\n\n{text}", encoding="utf-8")
    paths = {"jsonl": '"articles.jsonl"', "txt": '"texts/**/*.txt"', "both": '"articles.jsonl", "texts/**/*.txt"'}[form]
    (folder / "pipeline.toml").write_text(
        f'[pipeline]\nname = "generated"\nversion = "1.0.0"\n[input]\npaths = [{paths}]\n[output]\ndir = "out"\n', encoding="utf-8"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--articles", type=int, default=100_000)
    arguments.add_argument("--as", dest="form", choices=["jsonl", "txt", "both"], default="jsonl")
    options = arguments.parse_args()
    write(options.folder, options.articles, options.form)


if __name__ == "__main__":
    main()
