"""Graphs for other tools: GraphML and GEXF (Gephi), DOT (Graphviz)."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

import networkx as nx

# What XML 1.0 cannot hold (section 2.2).
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Columns beside identifier, label and weight.
NODE = ("kind", "group", "names", "start", "end")
EDGE = ("kind", "stance", "start", "end")


def _clean(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """A sorted copy without characters that XML cannot hold."""

    def text(value: object) -> object:
        return NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value

    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph):
        copy.add_node(node, **{k: text(v) for k, v in sorted(graph.nodes[node].items())})
    for source, target, data in sorted(graph.edges(data=True), key=lambda e: (e[0], e[1], e[2]["kind"])):
        copy.add_edge(source, target, **{k: text(v) for k, v in sorted(data.items())})
    return copy


def graphml(graph: nx.MultiDiGraph[str]) -> bytes:
    """GraphML with the same of nodes and edges as GEXF."""
    stream = io.BytesIO()
    nx.write_graphml_xml(_clean(graph), stream)
    return stream.getvalue()


def gexf(graph: nx.MultiDiGraph[str]) -> bytes:
    """GEXF 1.2 with label, kind, group, other names and dates of nodes, label, kind, weight, stance and dates of edges.

    Dates are text, since a year or a month is no day.
    """
    clean = _clean(graph)
    root = ET.Element("gexf", {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"})
    top = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    for kind, fields in (("node", NODE), ("edge", EDGE)):
        table = ET.SubElement(top, "attributes", {"class": kind})
        for name in fields:
            ET.SubElement(table, "attribute", {"id": name, "title": name, "type": "string"})
    nodes = ET.SubElement(top, "nodes")
    for iri, data in clean.nodes(data=True):
        _values(ET.SubElement(nodes, "node", {"id": iri, "label": data["label"]}), data, NODE)
    edges = ET.SubElement(top, "edges")
    for number, (source, target, data) in enumerate(clean.edges(data=True)):
        ends = {"id": str(number), "source": source, "target": target}
        weighed = ends | {"label": data["label"], "weight": str(data["weight"])}
        _values(ET.SubElement(edges, "edge", weighed), data, EDGE)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _values(element: ET.Element, data: dict[str, str], fields: tuple[str, ...]) -> None:
    values = ET.SubElement(element, "attvalues")
    for name in fields:
        if name in data:
            ET.SubElement(values, "attvalue", {"for": name, "value": data[name]})


def dot(graph: nx.MultiDiGraph[str]) -> bytes:
    """Graphviz DOT; every name is a quoted string."""

    def quoted(text: str) -> str:
        safe = "".join(c if c.isprintable() else " " for c in text)
        return '"' + safe.replace("\\", "\\\\").replace('"', '\\"') + '"'

    rows = ["digraph kg {", '  node [shape=box, fontname="sans-serif"];']
    for node, data in _clean(graph).nodes(data=True):
        rows.append(f"  {quoted(node)} [label={quoted(data['label'])}, class={quoted(data['group'])}];")
    for source, target, data in _clean(graph).edges(data=True):
        rows.append(f"  {quoted(source)} -> {quoted(target)} [label={quoted(data['kind'])}, weight={data['weight']}];")
    return ("\n".join(rows) + "\n}\n").encode("utf-8")
