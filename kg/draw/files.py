"""Graphs for other tools: GraphML and GEXF (Gephi), DOT (Graphviz)."""

from __future__ import annotations

import io
import re

import networkx as nx

# What XML 1.0 cannot hold (section 2.2).
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    """GraphML with label, kind, group and dates of nodes, kind and weight of edges."""
    stream = io.BytesIO()
    nx.write_graphml_xml(_clean(graph), stream)
    return stream.getvalue()


def gexf(graph: nx.MultiDiGraph[str]) -> bytes:
    """GEXF 1.2; dates are plain attributes, since a year or a month is no day."""
    renamed = _clean(graph)
    for _, node in renamed.nodes(data=True):
        for word in ("start", "end"):
            if word in node:
                node[f"{word}_date"] = node.pop(word)
    stream = io.BytesIO()
    writer = nx.readwrite.gexf.GEXFWriter(encoding="utf-8", version="1.2draft")
    # The library stamps the file with the day of writing.
    for element in writer.xml.iter():
        element.attrib.pop("lastmodifieddate", None)
    writer.add_graph(renamed)
    writer.write(stream)
    return stream.getvalue()


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
