"""Stories made by hand, as identity sees them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest

from kg.ids import DATA, slug
from kg.link import Rules, StoryCard, World, resolve
from kg.link.cards import Card, group_of
from kg.link.local import folder

NO_RULES = Rules()


def person(name, at="", gender=None, role="president", **more):
    """A person, who holds a post at the body of that name in the same story."""
    posts = ((role, at, "current"),) if at else ()
    return Card("", "", "person", "Person", name, posts=posts, gender=gender, **more)


def thing(kind, name, **more):
    """Any other thing; `parent` is the name of a body of the same story."""
    return Card("", "", group_of(kind), kind, name, **more)


def firm(name, **more):
    return thing("Employer", name, **more)


def union(name, **more):
    return thing("LaborUnion", name, **more)


def local(name, **more):
    return thing("UnionLocal", name, **more)


def city(name, *within):
    return thing("City", name, within=within)


def state(name):
    return thing("State", name)


def story(key, things, day="2024-03-01"):
    """The card of a story; of two things with one name the second has an IRI of its own."""
    iri, taken, cards = f"{DATA}article/{key}", set(), []
    for card in things:
        mine = f"{iri}/{folder(card.kind)}/{slug(card.name)}"
        while mine in taken:
            mine += "-2"
        taken.add(mine)
        cards.append(replace(card, iri=mine, story=iri))
    known = {c.name: c.iri for c in cards if c.group in ("union", "organization")}
    cards = [
        replace(c, posts=tuple((r, known.get(o, ""), s) for r, o, s in c.posts), parent=known.get(c.parent))
        for c in cards
    ]
    return StoryCard(iri, day or None, cards=tuple(cards))


@dataclass
class Found:
    """A world and the stories that it was made from; a thing is named "story: name"."""

    world: World
    stories: list[StoryCard]

    def inside(self, words):
        key, _, name = words.partition(": ")
        name, _, nth = name.partition(" #")
        cards = [c for s in self.stories if s.iri == f"{DATA}article/{key}" for c in s.cards if c.name == name]
        return cards[int(nth or 1) - 1].iri

    def iri(self, words):
        inside = self.inside(words)
        return self.world.iris.get(inside, inside)

    def short(self, words):
        return self.iri(words).removeprefix(DATA)

    def one(self, *words):
        return len({self.iri(w) for w in words}) == 1

    def apart(self, *words):
        return len({self.iri(w) for w in words}) == len(words)

    def doubt(self, one, other):
        pair = sorted((self.iri(one), self.iri(other)))
        return [d.likely for d in self.world.doubts if [d.one, d.other] == pair]


def told(days=None, rules=NO_RULES, **stories):
    """Resolves stories given by key; `days` gives the day of some of them ("" for none)."""
    cards = [story(key, things, (days or {}).get(key, "2024-03-01")) for key, things in stories.items()]
    return Found(resolve(cards, rules), cards)


@pytest.fixture(scope="session")
def hand():
    """The makers of this file."""
    makers = (person, thing, firm, union, local, city, state, story, told)
    return SimpleNamespace(**{make.__name__: make for make in makers})
