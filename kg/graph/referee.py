"""A second opinion: the same graph checked by pySHACL, with all of ontology/labor.ttl in the data. Slow."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, serialize

from kg import paths
from kg.errors import ConformanceError
from kg.graph.report import Finding, Report


def check(quads: Iterable[Quad]) -> Report:
    """Checks a graph with pySHACL.

    Raises:
        ConformanceError: pySHACL is not installed.
    """
    try:
        from pyshacl import validate
    except ImportError:
        raise ConformanceError(
            "The referee is pySHACL, which is not installed.", "Install labor-news-graph[referee]."
        ) from None
    from rdflib import RDF, SH, Graph

    folder = paths.data("ontology")
    data = Graph().parse(folder / "labor.ttl")
    nt = serialize({q.triple: None for q in quads}, format=RdfFormat.N_TRIPLES)
    data.parse(data=nt, format="nt")
    shapes = Graph().parse(folder / "shapes.ttl")
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", advanced=True)
    found: dict[bool, set[Finding]] = {False: set(), True: set()}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        message, value = report.value(result, SH.resultMessage), report.value(result, SH.value)
        focus = str(report.value(result, SH.focusNode))
        warning = report.value(result, SH.resultSeverity) == SH.Warning
        found[warning].add(Finding(focus, str(message), "" if value is None else str(value)))
    return Report(tuple(sorted(found[False])), tuple(sorted(found[True])))
