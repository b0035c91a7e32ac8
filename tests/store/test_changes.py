"""A store's stamp is another one whenever what queries see has changed."""

import shutil

from pyoxigraph import Literal, NamedNode, Quad

from kg.store import open_store, stamp


def fill(place, word):
    with open_store(place, write=True, create=True) as store:
        store.put("urn:g", [Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(word))])


def test_each_change_shows_and_reading_does_not(tmp_path):
    place = tmp_path / "s.kg"
    seen = [stamp(place)]
    fill(place, "a")
    seen.append(stamp(place))
    with open_store(place) as store:
        assert list(store.quads()) != []
    assert stamp(place) == stamp(str(place)) == seen[-1]
    with open_store(place, write=True) as store:
        for word in "bc":
            store.put("urn:g", [Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(word))])
            seen.append(stamp(place))
    seen.append(stamp(place))
    shutil.rmtree(place)
    assert stamp(place) == seen[0] == ()
    fill(place, "a")
    seen.append(stamp(place))
    assert len(set(seen)) == len(seen)
