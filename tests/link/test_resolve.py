"""All stories together: the outcome follows from the set of stories alone."""

import json
import os
import random
import subprocess
import sys

import pytest

from kg.ids import DATA
from kg.link import Rules, StoryCard, resolve
from kg.link.clusters import BLOCK, Clusters, blocks, clear, nearest, pairs
from kg.link.naming import unique

READ = """
import sys
from kg.link import StoryCard, resolve
world = resolve(StoryCard.from_json(line) for line in sys.stdin)
print(sorted(world.iris.items()), sorted(world.labels.items()), world.doubts, world.disputes)
"""


@pytest.fixture(scope="module")
def forty(hand):
    """Forty stories in which much is one, much is alike and some is torn."""
    rng, stories = random.Random(7), []
    firms = ["Harrow Steel", "Harrow Foods", "Harrow", "Teal Motors Inc.", "Teal Motors", "Mercy Hospital"]
    people = ["Paul Hale", "Paul R. Hale", "Paul T. Hale", "Robert Vane", "Bob Vane", "Rosa Quiroga"]
    people += ["Rosa Quiroga Vega", "Patricia Lane", "Pat Lane", "Patrick Lane", "Ruiz"]
    unions = ["Bakers’ Guild", "North Area Transit Workers", "NATW"]
    locals_ = ["Local 12", "Bakers’ Guild Local 12", "Local 12 of the Bakers’ Guild"]
    for number in range(40):
        at = rng.sample(firms, 2)
        things = [*map(hand.firm, at), hand.union(rng.choice(unions)), hand.local(rng.choice(locals_))]
        things += [
            hand.person(name, rng.choice([*at, ""]), rng.choice(["f", "m", None])) for name in rng.sample(people, 3)
        ]
        town = rng.choice([("Ohio",), ("Illinois",), ()])
        things += [hand.city("Springfield", *town), hand.thing("GovernmentBuilding", "City Hall")]
        things += [hand.state(rng.choice(["Ohio", "Illinois"]))] * rng.randrange(2)
        stories.append(hand.story(f"s{number:02}", things, f"2024-{rng.randrange(1, 13):02}-10"))
    return stories


def test_order_of_stories_has_no_part(forty):
    world = resolve(forty)
    assert len(world.labels) >= 10
    assert len(world.doubts) >= 10
    for seed in range(20):
        assert resolve(random.Random(seed).sample(forty, len(forty))) == world


def test_hash_seed_and_process_have_no_part(forty):
    lines = "\n".join(s.to_json() for s in forty)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", READ],
            input=lines,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 1000


def test_nothing_of_one_story_is_joined(forty):
    world = resolve(forty)
    for story in forty:
        shared = [world.iris.get(c.iri, c.iri) for c in story.cards]
        assert len(shared) == len(set(shared)), story.iri


def test_a_doubt_is_between_things_as_they_are_shown(forty):
    world = resolve(forty)
    shown = {world.iris.get(c.iri, c.iri) for s in forty for c in s.cards}
    for doubt in world.doubts:
        assert {doubt.one, doubt.other} <= shown
        assert doubt.one < doubt.other
        assert 0 < doubt.likely <= 0.8
    assert world.doubts == sorted(world.doubts)


def test_stories_added_elsewhere_change_no_iri(hand, forty):
    """A story that has nothing to do with the others leaves them as they are."""
    new = hand.story("z", [hand.person("Zoe Ux", "Ux Mines"), hand.firm("Ux Mines"), hand.city("Uxley", "Utah")])
    before, after = resolve(forty), resolve([*forty, new])
    mine = [c.iri for c in new.cards]
    assert {k: v for k, v in after.iris.items() if k not in mine} == before.iris


def test_no_stories_and_empty_ones():
    assert resolve([]) == resolve([StoryCard(f"{DATA}article/a"), StoryCard(f"{DATA}article/b")])
    assert resolve([]).iris == {}


@pytest.mark.parametrize("day", ["", "2024", "2024-03", "2024-03-01", "2024-03-01T10:00:00Z"])
def test_any_day_is_taken(hand, day):
    things = [hand.person("Ana Ruiz", "Orrin Mills"), hand.firm("Orrin Mills")]
    assert hand.told(days={"a": day}, a=things, b=things).one("a: Ana Ruiz", "b: Ana Ruiz")


def test_hostile_names_go_through(hand):
    names = ["\x00", "…", "<script>", "a" * 3000, "\ud800", "Inc.", "The", "Local", "“”", "()", "'", "Jr.", "de la"]
    things = [make(name) for name in names for make in (hand.person, hand.firm, hand.union, hand.local, hand.city)]
    found = hand.told(a=things, b=things)
    for story in found.stories:
        shared = [found.world.iris.get(c.iri, c.iri) for c in story.cards]
        assert len(shared) == len(set(shared))
    assert json.dumps(found.world.iris)


def test_the_label_is_the_commonest_full_name(hand):
    names = {"a": "NATW", "b": "North Area Transit Workers", "c": "North Area Transit Workers Inc.", "d": "NATW"}
    found = hand.told(**{k: [hand.union(n), hand.firm("Teal Motors")] for k, n in names.items()})
    assert found.one(*(f"{k}: {n}" for k, n in names.items()))
    assert found.world.labels[found.iri("a: NATW")] == "North Area Transit Workers Inc."
    assert found.short("a: NATW") == "union/north-area-transit-workers"


def test_a_curators_word_goes_through_a_chain(hand):
    """Of five stories of one name, one pair is kept apart: no way round joins them."""
    things = [hand.person("Ana Ruiz", "Orrin Mills"), hand.firm("Orrin Mills")]
    stories = dict.fromkeys("abcde", things)
    plain = hand.told(**stories)
    a, e = plain.inside("a: Ana Ruiz"), plain.inside("e: Ana Ruiz")
    assert plain.one(*(f"{k}: Ana Ruiz" for k in "abcde"))
    kept = hand.told(rules=Rules(different=(((a,), (e,)),)), **stories)
    assert kept.apart("a: Ana Ruiz", "e: Ana Ruiz")
    assert len({kept.iri(f"{k}: Ana Ruiz") for k in "abcde"}) == 2
    sides = Rules(different=((tuple(plain.inside(f"{k}: Ana Ruiz") for k in "ab"), (e,)),))
    kept = hand.told(rules=sides, **stories)
    assert kept.apart("a: Ana Ruiz", "e: Ana Ruiz")
    assert kept.apart("b: Ana Ruiz", "e: Ana Ruiz")


def test_a_curator_keeps_places_and_organizations_apart(hand):
    things = [hand.firm("Orrin Mills"), hand.city("Salem", "Ohio"), hand.local("Bakers Local 12", parent="Bakers")]
    stories = {"a": [*things, hand.union("Bakers")], "b": [*things, hand.union("Bakers")]}
    plain = hand.told(**stories)
    for name in ("Orrin Mills", "Salem", "Bakers", "Bakers Local 12"):
        one, other = plain.inside(f"a: {name}"), plain.inside(f"b: {name}")
        assert plain.one(f"a: {name}", f"b: {name}")
        assert hand.told(rules=Rules(different=(((one,), (other,)),)), **stories).apart(f"a: {name}", f"b: {name}")


def test_rules_about_things_that_are_not_there_do_nothing(hand):
    things = [hand.person("Ana Ruiz", "Orrin Mills"), hand.firm("Orrin Mills")]
    rules = Rules(same=(("d:x", "d:y"), ("d:x", "d:x")), different=((("d:x",), ("d:y",)),))
    assert hand.told(rules=rules, a=things, b=things).world == hand.told(a=things, b=things).world


def test_clusters():
    sets = Clusters({i: i[0] for i in ("a1", "a2", "b1", "c1", "d1")}, lambda i: [i[0]], [(["a1"], ["d1"])])
    assert sets.join("a1", "b1")
    assert not sets.join("a2", "b1")  # a has one already
    assert not sets.join("b1", "d1")  # a1 is kept from d1
    assert sets.join("c1", "d1")
    assert not sets.may_join("a1", "c1")
    assert sets.root("b1") == "a1"
    assert sets.members("a1") == ["a1", "b1"]
    assert sets.facts("b1") == {"a", "b"}
    sets.doubt("a1", "d1", 0.5, "kept apart")
    sets.doubt("a2", "c1", 0.5, "less")
    sets.doubt("d1", "a2", 0.6, "more")
    assert [(d.one, d.other, d.likely, d.reason) for d in sets.open_doubts()] == [("a2", "c1", 0.6, "more")]
    assert sets.join("a2", "b1", forced=True)
    assert sets.members("a2") == ["a1", "a2", "b1"]
    assert sets.open_doubts() == []


def test_who_fits_two_that_clash_is_neither():
    edges = [("a", "b"), ("b", "c"), ("d", "e")]
    assert clear(edges, lambda x, y: {x, y} == {"a", "c"}) == [("d", "e")]
    assert clear(edges, lambda x, y: False) == edges


def test_blocks_pairs_and_nearest():
    assert blocks(["b", "a", "c"], lambda i: [i, "all", "c" if i == "b" else "d"]) == [
        ["a", "b", "c"],
        ["b", "c"],
        ["a", "c"],
    ]
    assert list(pairs(["a", "b", "c"], str)) == [("a", "b"), ("a", "c"), ("b", "c")]
    many = [f"{n:04}" for n in range(4 * BLOCK)]
    found = list(pairs(many, str))
    assert ("0000", "0001") in found
    assert len(found) < len(many) * BLOCK
    dated = [(f"2024-01-{n:02}", str(n)) for n in range(1, 31)]
    assert nearest(dated, "2024-01-15", 4) == ["13", "14", "15", "16", "17"]
    assert nearest(dated, "", 4) == ["1", "2", "3"]
    assert nearest([], "2024", 4) == []


def test_no_two_things_have_one_iri():
    def iri(words):
        return f"{DATA}article/{words}"

    bases = {
        "r1": ("org/x", [iri("a/org/x"), iri("b/org/x")]),
        "r2": ("org/x", [iri("a/org/x-2"), iri("c/org/x")]),
        "r3": ("org/x", [iri("d/org/x")]),
        "r4": ("org/y", [iri("a/org/y"), iri("b/org/y")]),
        "r5": (None, [iri("y/org/z"), iri("b/org/z")]),
        "r6": ("org/taken", [iri("a/org/t"), iri("b/org/t")]),
    }
    used = {f"{DATA}org/taken"}
    found = unique(bases, used)
    assert {root: name.removeprefix(DATA) for root, name in found.items()} == {
        "r1": "org/x--a",
        "r2": "org/x--a-x-2",
        "r3": "article/d/org/x",
        "r4": "org/y",
        "r5": "org/z--y",
        "r6": "org/taken--a",
    }
    assert used == set(found.values()) | {f"{DATA}org/taken"}
