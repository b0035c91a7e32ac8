import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.draw import draw, labels, views
from kg.draw.layout import part, place
from kg.errors import DrawError, NotFound
from tests.draw.stories import story

SEED = Path(__file__).parents[1] / "data" / "seed.ttl"
GRAPH = NamedNode("https://example.org/graph")


@pytest.fixture(scope="module")
def seed():
    return [Quad(t.subject, t.predicate, t.object, GRAPH) for t in parse(path=str(SEED), format=RdfFormat.TURTLE)]


def edges(graph):
    name = nx.get_node_attributes(graph, "label")
    return {(name[s], d["kind"], name[t], d["weight"]) for s, t, d in graph.edges(data=True)}


def test_speech_view_has_the_stances(seed):
    found = edges(views.view(seed, "speech"))
    assert ("Alicia Cruz", "criticizes", "Kaiser Permanente", 1) in found
    assert ("John Nelson", "asks", "Kaiser mental health workers", 1) in found
    assert ("John Nelson", "supports", "Kaiser therapists", 1) in found
    assert ("John Nelson", "criticizes", "Kaiser mental health workers' strike planned for June 11, 2019", 2) in found
    assert not any(source == target for source, _, target, _ in found)


def test_actions_view_has_parties_and_places(seed):
    found = {(s, k, t) for s, k, t, _ in edges(views.view(seed, "actions"))}
    strike = "Kaiser mental health workers' strike planned for June 11, 2019"
    assert (strike, "organizer", "National Union of Healthcare Workers") in found
    assert (strike, "employer", "Kaiser Permanente") in found
    assert ("Mental Health Parity rally", "place", "State Capitol Building, Sacramento") in found
    assert ("Mental Health Parity rally", "part of", strike) in found


def test_nodes_have_kind_group_and_dates(seed):
    graph = views.view(seed, "all")
    by_label = {d["label"]: d for _, d in graph.nodes(data=True)}
    assert by_label["Alicia Cruz"]["group"] == "person"
    assert by_label["National Union of Healthcare Workers"]["group"] == "union"
    assert by_label["wait times and access"]["group"] == "issue"
    strike = by_label["NUHW mental health worker strike of about December 2018"]
    assert (strike["kind"], strike["start"], strike["group"]) == ("strike", "2018-12", "action")


def test_a_union_that_published_a_story_is_a_union(seed):
    graph = views.view(seed, "all")
    (union,) = [n for n, d in graph.nodes(data=True) if d["label"] == "National Union of Healthcare Workers"]
    outlet = Quad(NamedNode(union), NamedNode(views.RDF_TYPE), NamedNode(str(views.LAB.NewsOrganization)), GRAPH)
    shown = views.view([outlet, *seed], "all").nodes[union]
    assert (shown["kind"], shown["group"]) == ("labor union", "union")


def test_focus_takes_alias_and_neighbours(seed):
    near = views.focus(views.view(seed, "all"), "NUHW", 1)
    labels = {d["label"] for _, d in near.nodes(data=True)}
    assert "National Union of Healthcare Workers" in labels
    assert "Alicia Cruz" not in labels
    with pytest.raises(NotFound, match="nothing in this view is called 'Teamsters'"):
        views.focus(near, "Teamsters", 1)


@pytest.mark.parametrize("form", ["png", "svg", "pdf", "graphml", "gexf", "dot"])
def test_every_format_is_written_with_the_same_bytes(seed, tmp_path, form):
    one, two = tmp_path / f"a.{form}", tmp_path / f"b.{form}"
    assert draw(seed, one, "all") == draw(reversed(seed), two, "all")
    assert one.read_bytes() == two.read_bytes()
    assert len(one.read_bytes()) > 1000
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_bytes_do_not_depend_on_the_hash_seed(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom kg.draw import draw\n"
        "from pyoxigraph import Quad, RdfFormat, parse\n"
        f"triples = parse(path={str(SEED)!r}, format=RdfFormat.TURTLE)\n"
        "quads = [Quad(t.subject, t.predicate, t.object) for t in triples]\n"
        "draw(quads, Path(sys.argv[1]), 'speech')"
    )
    for seed_value in ("0", "8"):
        env = {"PYTHONHASHSEED": seed_value, "PATH": "/usr/bin:/bin", "MPLCONFIGDIR": str(tmp_path)}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / f"{seed_value}.svg")], check=True, env=env)
    assert (tmp_path / "0.svg").read_bytes() == (tmp_path / "8.svg").read_bytes()


def test_graph_files_open_in_other_tools(seed, tmp_path):
    drawn = draw(seed, tmp_path / "a.graphml", "all")
    again = nx.read_graphml(tmp_path / "a.graphml")
    assert (len(again), again.number_of_edges()) == (drawn.nodes, drawn.edges)
    assert "Alicia Cruz" in {d["label"] for _, d in again.nodes(data=True)}
    draw(seed, tmp_path / "a.gexf", "all")
    assert len(nx.read_gexf(tmp_path / "a.gexf")) == drawn.nodes


def test_hostile_labels_stay_text(tmp_path):
    hostile = ['<script>alert("x")</script>', "a\x00b\x1b[31m", "$x^2$ \\frac", '"]; bad [label="', "&lt;", "\u202eabc"]
    quads = story(hostile)
    for form in ("graphml", "gexf", "dot"):
        draw(quads, tmp_path / f"a.{form}")
    ET.parse(tmp_path / "a.gexf")
    labels = {d["label"] for _, d in nx.read_graphml(tmp_path / "a.graphml").nodes(data=True)}
    assert hostile[0] in labels
    assert "a\ufffdb\ufffd[31m" in labels
    dot = (tmp_path / "a.dot").read_text("utf-8")
    assert re.search(r'label="\\"\]; bad \[label=\\""', dot)


def test_a_cut_label_keeps_what_tells_actions_apart():
    names = [
        f"Strike by National Union of Healthcare Workers at Kaiser Permanente, {when}" for when in ("2018", "2019")
    ]
    short = [labels.shorten(label).replace("\n", " ") for label in names]
    assert short == ["Strike by National Union of Health… 2018", "Strike by National Union of Health… 2019"]
    assert all(len(label) <= labels.LABEL_LIMIT for label in short)


def test_large_graphs_keep_the_most_connected_and_say_so(tmp_path):
    count = 400
    quads = story(
        [f"P{i}" for i in range(count)], [(i, i % 20) for i in range(20, count)] + [(0, i) for i in range(1, 20)]
    )
    drawn = draw(quads, tmp_path / "a.svg")
    assert (drawn.nodes, drawn.left_out) == (150, count - 150)
    assert "400 things; shown are the 150 with the most links." in (tmp_path / "a.svg").read_text("utf-8")
    assert draw(quads, tmp_path / "a.gexf").left_out == 0


def test_boxes_are_parted():
    import numpy as np

    boxes = np.array([[0.0, 0.0, 2.0, 1.0]] * 12 + [[0.5, 0.2, 1.0, 3.0]] * 3)
    centres = part(boxes)
    for i, j in combinations(range(len(boxes)), 2):
        gap = np.abs(centres[i] - centres[j])
        need = (boxes[i, 2:] + boxes[j, 2:]) / 2
        assert (gap >= need - 1e-3).any()


def test_an_empty_view_is_still_a_picture(tmp_path):
    assert draw([], tmp_path / "a.png").nodes == 0
    assert (tmp_path / "a.png").stat().st_size > 1000
    assert place(nx.MultiDiGraph(), 5, 5) == {}


def test_errors(seed, tmp_path):
    with pytest.raises(DrawError, match="no picture or graph format is called 'bmp'"):
        draw(seed, tmp_path / "a.bmp")
    with pytest.raises(DrawError, match="there is no view 'tree'"):
        draw(seed, tmp_path / "a.png", "tree")
    with pytest.raises(DrawError, match="cannot be written"):
        draw(seed, tmp_path / "none" / "a.dot")
