"""What identity across stories costs as the number of stories grows, and what it merges wrongly.

    python benchmarks/identity.py [STORIES ...]

The stories of tests/gold/world are read once, in full. From what was found in them as many stories as are wanted are
made: each time all stories of one dispute with other names. People get given names from the lexicon and family names
from a list of 400 made by rule, so that namesakes abound; firms, unions and papers that belong to the dispute get made
names; towns get American towns; locals other numbers; days move by up to five years. The texts themselves are not read
again, so names are varied and wordings are not. Since the right clusters are known, merges across disputes are counted.
"""

import json
import platform
import random
import re
import sys
import time
from collections import defaultdict
from datetime import date, timedelta
from math import log
from pathlib import Path

from kg.annotate.names.lexicon import given_names
from kg.config import Settings
from kg.link import StoryCard, originals, resolve
from kg.pipeline import build, read
from kg.store import MEMORY, open_store

WORLD = Path(__file__).parents[1] / "tests" / "gold" / "world"
DAY = re.compile(r"\b20\d\d-\d\d-\d\d\b")
START = ["B", "Br", "C", "Ch", "D", "F", "G", "H", "K", "L", "M", "N", "P", "R", "S", "St", "T", "V", "W"]
MIDDLE = ["a", "e", "i", "o", "u", "ai", "or", "en"]
END = ["ber", "den", "ford", "gan", "ham", "ker", "lan", "man", "nell", "ric", "son", "ster", "ton", "vik", "wood"]
HEAD = ("stories", "cost a story", "per story and log2 n", "doubts", "people merged wrongly", "actions merged wrongly")


def found() -> tuple[dict[str, list[StoryCard]], float]:
    """What is found in the stories, by dispute; processor time of reading one."""
    with open_store(MEMORY, write=True, create=True) as store:
        stories = list(read([str(WORLD)]))
        list(build(stories[:4], store, Settings()))
        began = time.process_time()
        assert all(b.error is None for b in build(stories, store, Settings()))
        cost = (time.process_time() - began) / (len(stories) - 4)
        disputes = defaultdict(list)
        for reading in store.readings().current():
            name = Path(reading.files[0]).stem.rsplit("-", 1)[0]
            disputes[name].append((StoryCard.from_json(reading.card), reading.sentences))
    return dict(disputes), cost


class Vary:
    """Other names for one dispute, the same ones in all its stories."""

    def __init__(self, dispute, number: int, chance: random.Random, given: list[str], places: list) -> None:
        self.number, self.words = number, {}
        self.shift = timedelta(days=chance.randrange(-900, 900))
        own = {w for card, _ in dispute for c in card.cards for w in c.name.split() if c.group != "place"}
        for card, _ in dispute:
            for c in card.cards:
                parts = re.findall(r"[A-Z][\w’'-]+", c.name)
                if c.group == "person":
                    self.words.setdefault(parts[0], chance.choice(given))
                    for part in parts[1:]:
                        self.words.setdefault(part, family(chance))
                elif c.kind == "City" and c.within:
                    self.words.setdefault(c.name, chance.choice(places))
                elif c.group in ("organization", "union") and not c.canonical and _of_its_own(parts, own):
                    self.words.setdefault(parts[0], made(chance))
        self.local = str(chance.randrange(1, 2000))
        words = sorted(self.words, key=len, reverse=True)
        self.pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b") if words else None

    def card(self, card: StoryCard) -> StoryCard:
        text = card.to_json()
        text = DAY.sub(lambda m: (date.fromisoformat(m[0]) + self.shift).isoformat(), text)
        text = re.sub(r"(data/article/[^/\"]+)", rf"\1-{self.number}", text)
        text = re.sub(r"\bLocal \d+", f"Local {self.local}", text)
        if self.pattern:
            text = self.pattern.sub(lambda m: json.dumps(self.words[m[0]])[1:-1], text)
        return StoryCard.from_json(text)


COMMON = {"United", "National", "Northern", "American", "International", "Federal", "State", "City", "County", "Union"}


def _of_its_own(parts: list[str], own: set[str]) -> bool:
    return bool(parts) and parts[0] in own and len(parts[0]) > 3 and parts[0] not in COMMON


def family(chance: random.Random) -> str:
    """One of some 400 family names."""
    return chance.choice(START[:9]) + chance.choice(MIDDLE[:5]) + chance.choice(END[:9])


def made(chance: random.Random) -> str:
    """One of many names for a firm."""
    return "".join(map(chance.choice, (START, MIDDLE, ["l", "n", "r", "st", "v"], MIDDLE, END)))


def many(disputes, count: int):
    """So many stories under other names, with the fingerprints of their sentences."""
    chance = random.Random(count)
    given = sorted(given_names())
    out, number = [], 0
    while len(out) < count:
        for _, dispute in sorted(disputes.items()):
            number += 1
            vary = Vary(dispute, number, chance, given, TOWNS)
            for card, sentences in dispute:
                marks = {f"{mark}{number}": int(n) for mark, _, n in (s.partition(":") for s in sentences.split())}
                out.append((vary.card(card), marks))
    return out[:count]


TOWNS = ["Akron", "Albany", "Boise", "Camden", "Dayton", "Eugene", "Fargo", "Gary", "Hartford", "Joliet", "Lansing",
         "Macon", "Omaha", "Peoria", "Reno", "Salem", "Tampa", "Tulsa", "Waco", "Yonkers"]  # fmt: skip


def wrong(world, stories) -> dict[str, int]:
    """Shared IRIs that stand for things of several disputes, by group; known bodies and places apart."""
    disputes = defaultdict(set)
    for card, _ in stories:
        for c in card.cards:
            if c.group == "person" and c.iri in world.iris:
                disputes[world.iris[c.iri]].add(card.iri.rsplit("-", 1)[1])
        for a in card.actions:
            if a.iri in world.iris:
                disputes[world.iris[a.iri]].add(card.iri.rsplit("-", 1)[1])
    several = [iri for iri, numbers in disputes.items() if len(numbers) > 1]
    return {"people": sum("/person/" in i for i in several), "actions": sum("/action/" in i for i in several)}


def main(counts: list[int]) -> None:
    disputes, cost = found()
    print(f"Python {platform.python_version()}, {platform.machine()}, one core; reading a story costs 1\n")
    print(
        "|stories|cost a story|per story and log2 n|doubts|people merged wrongly|actions merged wrongly|\n|-|-|-|-|-|-|"
    )
    for count in counts:
        stories = many(disputes, count)
        lines = [card.to_json() for card, _ in stories]
        began = time.process_time()
        originals({c.iri: marks for c, marks in stories}, {c.iri: c.published or "" for c, _ in stories})
        world = resolve(map(StoryCard.from_json, lines))
        each = (time.process_time() - began) / count / cost
        bad = wrong(world, stories)
        row = (count, f"{each:.4f}", f"{each / log(count, 2):.5f}", len(world.doubts), bad["people"], bad["actions"])
        print("|" + "|".join(map(str, row)) + "|", flush=True)


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [100, 1000, 3000, 10000])
