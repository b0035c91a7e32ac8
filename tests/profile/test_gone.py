"""Tables of the database that are gone: a writer has merged them meanwhile, or somebody removed them."""

import shutil
import subprocess
import sys

import pytest

from kg.store import open_store

# Run in a process of its own: a query that goes round for ever cannot be stopped in this one.
ASKED = """
import sys
from importlib import import_module
from pathlib import Path
from pyoxigraph import NamedNode
from kg.profile.nodes import Nodes, term
from kg.store import open_store

place, module, name = sys.argv[1:]
query = getattr(import_module(f"kg.profile.{module}"), name)
with open_store(place) as store:
    nodes = Nodes(store.engine())
    for table in Path(place, "data").glob("*.sst"):
        table.unlink()
    try:
        print(len(nodes.select(query, it=NamedNode("urn:it"), kind=term("lab:Claim"), end=term("org:member"))))
    except FileNotFoundError:
        print("gone")
"""
QUERIES = {
    "overview": ("INSTANCES", "OUTLETS", "SPEAKERS", "DISPUTES", "TOLD", "LASTING", "STAGED"),
    "agents": ("CLAIMED", "COUNTED", "HELD"),
    "pages": ("DAYS",),
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory, mill):
    """A store of some stories, all of it in tables."""
    place = tmp_path_factory.mktemp("gone") / "labor.kg"
    with open_store(place, write=True, create=True) as store:
        for graph in mill.named_graphs():
            store.put(graph.value, mill.quads_for_pattern(None, None, None, graph))
    return place


@pytest.mark.parametrize(("module", "name"), [(m, name) for m, names in QUERIES.items() for name in names])
def test_no_query_goes_round_for_ever_where_tables_are_gone(tables, tmp_path, module, name):
    place = tmp_path / "labor.kg"
    shutil.copytree(tables, place)
    command = [sys.executable, "-c", ASKED, str(place), module, name]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (said.stdout, said.stderr) == ("gone\n", "")


def test_all_queries_of_profiles_are_tried_here():
    from importlib import import_module

    for module in ("overview", "agents", "pages"):
        constants = vars(import_module(f"kg.profile.{module}")).items()
        found = {name for name, value in constants if isinstance(value, str) and value.strip().startswith("SELECT")}
        assert found - {"DAYS"} == {*QUERIES[module]} - {"DAYS"}
