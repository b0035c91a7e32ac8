"""Writes the files that are made from others: kg/vocab.py, kg/prefixes.py and docs/ontology.md from the ontology,
docs/cli.md from the commands, the colours of pages from those of pictures.

`python -m kg.generate` writes them, with `--check` it only says which are stale (exit 3).
"""

from __future__ import annotations

import json
import keyword
import sys
from collections import defaultdict
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg import paths
from kg.cli.reference import reference
from kg.draw.theme import DARK, LIGHT, LINES, SHAPES, SOLID, STYLES

NAMESPACES = {
    "lab": "https://w3id.org/labornews/def#",
    "iss": "https://w3id.org/labornews/issue/",
    "d": "https://w3id.org/labornews/data/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geonames": "https://sws.geonames.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CLOSED = ("lab", "iss", "dcterms", "foaf", "oa", "org", "prov", "schema", "time")
HEAD = '"""{}\n\nGENERATED from ontology/labor.ttl and shapes.ttl by `make generated`; do not edit."""\n'
TITLES = {
    "Classes": OWL.Class,
    "Properties whose value is a thing": OWL.ObjectProperty,
    "Properties whose value is a literal": OWL.DatatypeProperty,
}


def ontology() -> Graph:
    """labor.ttl and shapes.ttl as one graph."""
    folder = paths.data("ontology")
    return Graph().parse(folder / "labor.ttl").parse(folder / "shapes.ttl")


def prefixes() -> str:
    """Source of kg/prefixes.py: a plain dict, so that a query need not import rdflib."""
    rows = "".join(f'    "{p}": "{iri}",\n' for p, iri in NAMESPACES.items())
    return HEAD.format("Prefixes of the ontology and of the data.") + f"\nPREFIXES = {{\n{rows}}}\n"


def vocab(graph: Graph) -> str:
    """Source of kg/vocab.py: one closed namespace a prefix, holding the terms that the ontology names."""
    terms = defaultdict(set)
    for triple in graph:
        for term in triple:
            if isinstance(term, URIRef):
                for prefix in CLOSED:
                    name = term.removeprefix(NAMESPACES[prefix])
                    if name and name != term and "/" not in name and "#" not in name:
                        terms[prefix].add(name)
    out = [HEAD.format("The terms of the ontology, and no others."), ""]
    out += ["from rdflib import Namespace, URIRef", "from rdflib.namespace import DefinedNamespace", ""]
    for prefix in CLOSED:
        plain = sorted(n for n in terms[prefix] if n.isidentifier() and not keyword.iskeyword(n))
        extra = sorted(terms[prefix] - set(plain))
        out += ["", f"class {prefix.upper()}(DefinedNamespace):", "    _fail = True"]
        out += [f'    _NS = Namespace("{NAMESPACES[prefix]}")']
        if extra:
            out += [f"    _extras = {extra!r}"]
        out += ["", *(f"    {n}: URIRef" for n in plain), ""]
    return "\n".join(out)


def _cell(graph: Graph, subject: URIRef, predicate: URIRef) -> str:
    names = []
    for term in sorted(t for t in graph.objects(subject, predicate) if isinstance(t, URIRef)):
        names.append(f"`{graph.namespace_manager.normalizeUri(term)}`")
    return ", ".join(names)


def manual(graph: Graph) -> str:
    """Text of docs/ontology.md: each term with its definition."""
    lab, iss = NAMESPACES["lab"], NAMESPACES["iss"]
    version = graph.value(URIRef(lab[:-1]), OWL.versionInfo)
    out = [
        f"# The ontology, version {version}\n",
        "Made from `ontology/labor.ttl` by `make generated`; `kg ontology TERM` shows one term.",
        "How a graph uses the terms: `ontology/GUIDELINES.md`. Licence: CC BY 4.0.\n",
    ]
    for title, kind in TITLES.items():
        out += [f"## {title}\n"]
        props = kind != OWL.Class
        out += ["| term | meaning | of | value |\n|-|-|-|-|" if props else "| term | meaning | kind of |\n|-|-|-|"]
        for term in sorted(
            t for t in graph.subjects(RDF.type, kind) if isinstance(t, URIRef) and str(t).startswith(lab)
        ):
            cells = (RDFS.domain, RDFS.range) if props else (RDFS.subClassOf,)
            row = [f"`lab:{term.removeprefix(lab)}`", str(graph.value(term, SKOS.definition))]
            out.append("| " + " | ".join(row + [_cell(graph, term, c) for c in cells]) + " |")
        out.append("")
    out += ["## Code lists and issues\n", "| term | label | meaning | list |\n|-|-|-|-|"]
    for term in sorted(t for t in graph.subjects(SKOS.inScheme) if isinstance(t, URIRef)):
        scheme = graph.value(term, SKOS.inScheme)
        name = f"iss:{term.removeprefix(iss)}" if term.startswith(iss) else f"lab:{term.removeprefix(lab)}"
        note = graph.value(term, SKOS.definition) or graph.value(term, SKOS.scopeNote) or ""
        title = str(scheme).removeprefix(lab) if str(scheme).startswith(lab) else "issues"
        out.append(f"| `{name}` | {graph.value(term, SKOS.prefLabel)} | {note} | {title} |")
    return "\n".join(out) + "\n"


def colours() -> str:
    """The colours, lines and shapes of pictures for the scripts of pages, as JSON."""
    lines = {
        name: {
            "word": word,
            "dash": dash[1] if dash != SOLID else [],
            "light": LIGHT.lines[name],
            "dark": DARK.lines[name],
        }
        for name, (dash, word) in LINES.items()
    }
    nodes = {group: {"marker": marker, "fill": LIGHT.fills[group]} for group, marker in SHAPES.items()}
    return json.dumps({"lines": lines, "styles": STYLES, "nodes": nodes}, indent=1) + "\n"


def files() -> dict[Path, str]:
    """Path and wanted text of each generated file."""
    graph, root = ontology(), paths.PACKAGE.parent
    return {
        paths.PACKAGE / "vocab.py": vocab(graph),
        paths.PACKAGE / "prefixes.py": prefixes(),
        root / "docs" / "ontology.md": manual(graph),
        root / "docs" / "cli.md": reference(),
        paths.PACKAGE / "serve" / "web" / "src" / "graph" / "theme.json": colours(),
    }


def main(argv: list[str]) -> int:
    stale = [p for p, text in files().items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    for path in stale:
        print("stale:" if "--check" in argv else "written:", path.name, file=sys.stderr)
        if "--check" not in argv:
            path.write_text(files()[path], encoding="utf-8")
    return 3 if stale and "--check" in argv else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
