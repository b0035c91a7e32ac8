"""Answers as files and tables.

Text of articles is data: in plain tables and CSV, TSV and XML every control character is written as \\x1b and the
like, in JSON and RDF as the escape of that format, so none reaches a terminal. A CSV cell that a spreadsheet would
run as a formula (first character = + - @, tab or return), or that begins with an apostrophe, gets an apostrophe
before it (OWASP, CSV injection); numbers are left as they are.
"""

from __future__ import annotations

from itertools import chain, islice

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kg.errors import ExportError
from kg.escapes import control, defused, escaped, visible
from kg.prefixes import PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Row = Sequence[object]

ROWS = ("table", "csv", "tsv", "json", "xml", "markdown")
TRIPLES = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
PREFIXED = ("turtle", "trig")
SUFFIXES = {
    ".txt": "table",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".srj": "json",
    ".xml": "xml",
    ".srx": "xml",
    ".md": "markdown",
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".nq": "nquads",
    ".trig": "trig",
    ".rdf": "rdfxml",
    ".jsonld": "jsonld",
}
SAMPLE = 1000
WIDEST = 80
_NUMBERS = {PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger")}
_RESULTS = "http://www.w3.org/2005/sparql-results#"


def plain(value: object) -> str:
    """A term for people: text of a literal, an IRI with its prefix, nothing for no value."""
    if isinstance(value, NamedNode):
        for prefix, namespace in PREFIXES.items():
            local = value.value.removeprefix(namespace)
            if local != value.value and all(c.isalnum() or c in "_./-" for c in local):
                return f"{prefix}:{local}"
        return value.value
    if value is None:
        return ""
    return visible(value.value if isinstance(value, Literal) else str(value))


def rows(form: str, variables: list[str], found: Iterable[Row]) -> Iterator[str]:
    """The rows of a SELECT as pieces of text in a format of ROWS.

    Raises:
        ExportError: the format is not for rows.
    """
    writers = {"table": _table, "csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml, "markdown": _markdown}
    if form not in writers:
        raise ExportError(f"the format {form} is for triples, the query gives rows;", f"choose of: {', '.join(ROWS)}.")
    return writers[form](variables, found)


def truth(form: str, answer: bool) -> str:
    """The answer of an ASK."""
    word = "true" if answer else "false"
    if form == "json":
        import json

        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    if form == "xml":
        return f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}"><head/><boolean>{word}</boolean></sparql>\n'
    if form in TRIPLES:
        raise ExportError(f"the format {form} is for triples, ASK gives yes or no;", f"choose of: {', '.join(ROWS)}.")
    return ("yes" if answer else "no") + "\n" if form == "table" else word + "\n"


def triples(form: str, found: Iterable[Triple]) -> str:
    """The triples of a CONSTRUCT or DESCRIBE.

    Raises:
        ExportError: the format is not for triples.
    """
    if form not in TRIPLES:
        raise ExportError(
            f"the format {form} is for rows, the query gives triples;", f"choose of: {', '.join(TRIPLES)}."
        )
    text = _serialized(form, list(found))
    if form == "rdfxml":
        return control().sub("\ufffd", text)
    return control().sub(lambda m: f"\\u{ord(m[0]):04X}", text)


def _serialized(form: str, found: list[Triple]) -> str:
    import re

    data = pyoxigraph.serialize(found, format=TRIPLES[form], prefixes=PREFIXES if form in PREFIXED else None)
    assert data is not None
    lines = data.decode("utf-8").splitlines(keepends=True)
    if form not in PREFIXED:
        return "".join(lines)
    # The library writes prefixes in any order, those that are not used too.
    head = [line for line in lines if line.startswith("@prefix ")]
    body = "".join(lines[len(head) :])
    used = [line for line in sorted(head) if re.search(rf"(?<!\w){line.split()[1]}", body)]
    return "".join(used) + body


def _line(value: object) -> str:
    """A cell in one line."""
    return " ".join(plain(value).split())


def _table(variables: list[str], found: Iterable[Row]) -> Iterator[str]:
    """Columns under each other; as wide as the first rows need, the last as long as it is."""
    source = iter(found)
    head = [[_line(v) for v in row] for row in islice(source, SAMPLE)]
    widths = [min(WIDEST, max(len(name), *(len(row[i]) for row in head), 0)) for i, name in enumerate(variables)]

    def line(cells: Sequence[str]) -> str:
        return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() + "\n"

    yield line(variables)
    yield line(["-" * width for width in widths])
    for row in chain(head, ([_line(v) for v in row] for row in source)):
        yield line(row)


def _markdown(variables: list[str], found: Iterable[Row]) -> Iterator[str]:
    def line(cells: Iterable[str]) -> str:
        return "|" + "|".join(cells) + "|\n"

    import re

    def safe(value: object) -> str:
        return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", _line(value))

    yield line(variables)
    yield line("---" for _ in variables)
    for row in found:
        yield line(map(safe, row))


def _csv(variables: list[str], found: Iterable[Row]) -> Iterator[str]:
    import csv
    import io

    def cell(value: object) -> str:
        text = value.value if isinstance(value, NamedNode | Literal) else "" if value is None else str(value)
        number = isinstance(value, Literal) and value.datatype.value in _NUMBERS
        return visible(text if number else defused(text))

    for row in chain([variables], ([cell(v) for v in row] for row in found)):
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\r\n").writerow(row)
        yield buffer.getvalue()


def _tsv(variables: list[str], found: Iterable[Row]) -> Iterator[str]:
    def cell(value: object) -> str:
        return "" if value is None else control().sub(lambda m: f"\\u{ord(m[0]):04X}", str(value)).replace("\t", "\\t")

    yield "\t".join(f"?{name}" for name in variables) + "\n"
    for row in found:
        yield "\t".join(map(cell, row)) + "\n"


def _json(variables: list[str], found: Iterable[Row]) -> Iterator[str]:
    """SPARQL 1.1 Query Results JSON Format."""
    import json
    import re

    yield f'{{"head": {{"vars": {json.dumps(variables)}}},\n "results": {{"bindings": [\n'
    between = ""
    for row in found:
        cells = {name: _binding(v) for name, v in zip(variables, row, strict=True) if v is not None}
        text = json.dumps(cells, ensure_ascii=False)
        yield between + re.sub(r"[\x7f-\x9f\u2028\u2029]", lambda m: f"\\u{ord(m[0]):04x}", text)
        between = ",\n"
    yield "\n]}}\n"


def _binding(value: object) -> dict[str, str]:
    if isinstance(value, NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, Literal):
        found = {"type": "literal", "value": value.value}
        if value.language:
            found["xml:lang"] = value.language
        elif value.datatype.value != PREFIXES["xsd"] + "string":
            found["datatype"] = value.datatype.value
        return found
    return {"type": "bnode", "value": str(value).removeprefix("_:")}


def _xml(variables: list[str], found: Iterable[Row]) -> Iterator[str]:
    """SPARQL Query Results XML Format."""
    from xml.sax.saxutils import escape, quoteattr

    head = "".join(f"<variable name={quoteattr(name)}/>" for name in variables)
    yield f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}"><head>{head}</head><results>\n'
    for row in found:
        cells = []
        for name, value in zip(variables, row, strict=True):
            if value is None:
                continue
            bound = _binding(value)
            tag = bound["type"]
            extra = f' xml:lang="{bound["xml:lang"]}"' if "xml:lang" in bound else ""
            extra += f" datatype={quoteattr(bound['datatype'])}" if "datatype" in bound else ""
            text = escape(control().sub(escaped, bound["value"]))
            cells.append(f"<binding name={quoteattr(name)}><{tag}{extra}>{text}</{tag}></binding>")
        yield f"<result>{''.join(cells)}</result>\n"
    yield "</results></sparql>\n"
