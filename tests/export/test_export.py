"""Files of every format: same graph back, same bytes always, nothing half written."""

from __future__ import annotations

import csv
import io
import os
import random
import sys
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset, Graph
from rdflib.compare import to_isomorphic

from kg.errors import ExportError
from kg.export import FOLDERS, FORMATS, entity, guess, turtle, write
from kg.export.order import by_subject
from kg.export.tables import TABLES, plain, safe
from kg.graph import build, check
from kg.model import Article, Extraction
from kg.prefixes import PREFIXES

RDF = [f for f in FORMATS if f not in FOLDERS]
NAMED = {"trig", "nq", "jsonld"}
OXIGRAPH = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
RDFLIB = {"ttl": "turtle", "trig": "trig", "nt": "nt", "nq": "nquads", "jsonld": "json-ld", "rdf": "xml"}


@pytest.fixture(scope="module")
def two(quads):
    """Graphs of two articles, which share a role and the software."""
    other = build(Extraction(Article("Another story.\n\nIt says little.\n", identifier="other"), engine="model 1.0"))
    return sorted([*quads, *other], key=lambda q: str(q.graph_name))


def written(quads, form) -> bytes:
    stream = io.BytesIO()
    write(quads, stream, form)
    return stream.getvalue()


@pytest.mark.parametrize("form", RDF)
def test_the_same_graph_comes_back(two, form):
    back = set(parse(written(two, form), format=OXIGRAPH[form]))
    assert back == (set(two) if form in NAMED else {Quad(*q.triple) for q in two})


@pytest.mark.parametrize("form", RDF)
def test_rdflib_reads_the_same_graph(two, form):
    mine, theirs = Dataset(), Dataset()
    with warnings.catch_warnings():
        # rdflib calls its own deprecated names.
        warnings.simplefilter("ignore", DeprecationWarning)
        mine.parse(data=written(two, form), format=RDFLIB[form])
        theirs.parse(data=written(two, "nq" if form in NAMED else "nt"), format="nquads")
    assert len(mine) == len(theirs) > 600
    assert set(mine.quads()) == set(theirs.quads())


@pytest.mark.parametrize("form", RDF)
def test_the_order_of_quads_does_not_matter(quads, form):
    shuffled = list(quads)
    random.Random(7).shuffle(shuffled)
    assert written(shuffled, form) == written(quads, form)


ODD = [
    'a"b\\c\n\r\t\'\'\'"""',
    "\x00\x07\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff",
    "é Ω 漢 😀 \u202e",
    "ends with a backslash \\",
    "<b>&amp;]]></b><script>",
    '=HYPERLINK("http://x")',
    "n" * 5000,
    "",
    " ",
]


@pytest.mark.parametrize("form", RDF)
@pytest.mark.parametrize("words", ODD)
def test_odd_text_comes_back(form, words):
    me = NamedNode("http://x/a'b(c)*~?q=%20é#f,=")
    graph = NamedNode("http://g/") if form in NAMED else None
    values = [Literal(words), Literal(words, language="en"), Literal(words, datatype=NamedNode("http://x/t"))]
    quads = [Quad(me, NamedNode(PREFIXES["rdfs"] + "label"), v, *([graph] if graph else [])) for v in values]
    if form == "rdf" and any(c in words for c in "\x00\ufffe"):
        with pytest.raises(ExportError, match=r"U\+0000, which XML cannot"):
            written(quads, form)
        return
    assert set(parse(written(quads, form), format=OXIGRAPH[form])) == set(quads)
    if form == "ttl":
        lines = Graph().parse(data=written(quads, form), format="turtle")
        assert {str(o) for o in lines.objects()} == {words}


def test_turtle_is_readable():
    def quad(s, p, o):
        return Quad(NamedNode(s), NamedNode(p), o)

    lab, art, typed = PREFIXES["lab"], "http://x/a", NamedNode(PREFIXES["xsd"] + "decimal")
    quads = [
        quad(f"{art}#char=10,12", lab + "inArticle", NamedNode(art)),
        quad(f"{art}#char=9,11", lab + "inArticle", NamedNode(art)),
        quad(f"{art}/claim-1", lab + "negated", Literal("true", datatype=NamedNode(PREFIXES["xsd"] + "boolean"))),
        quad(f"{art}/claim-1", lab + "confidence", Literal("0.9", datatype=typed)),
        quad(f"{art}/claim-1", lab + "confidence", Literal("1", datatype=typed)),
        quad(f"{art}/claim-1", PREFIXES["rdf"] + "type", NamedNode(lab + "Claim")),
        quad(art, PREFIXES["rdfs"] + "label", Literal("A", language="en")),
        quad(PREFIXES["iss"] + "wait-times", PREFIXES["rdfs"] + "seeAlso", NamedNode(PREFIXES["d"] + "a/b")),
    ]
    body = written(quads, "ttl").decode().split("\n\n", 1)[1]
    assert body == (
        '<http://x/a> rdfs:label "A"@en .\n\n'
        "<http://x/a/claim-1> a lab:Claim ;\n"
        "    lab:confidence 0.9 ,\n"
        '        "1"^^xsd:decimal ;\n'
        "    lab:negated true .\n\n"
        "iss:wait-times rdfs:seeAlso <https://w3id.org/labornews/data/a/b> .\n\n"
        "<http://x/a#char=9,11> lab:inArticle <http://x/a> .\n\n"
        "<http://x/a#char=10,12> lab:inArticle <http://x/a> .\n"
    )


def test_merged_turtle_has_each_triple_once(two):
    graph = Graph().parse(data=written(two, "ttl"), format="turtle")
    assert to_isomorphic(graph) == to_isomorphic(Graph().parse(data=written(two, "nt"), format="nt"))
    assert written(two, "nt").count(b"\n") == len({q.triple for q in two}) < len(two)


def test_what_goes_through_temporary_files_comes_out_the_same(two):
    odd = [
        Quad(NamedNode(f"http://x/a#char={n},9"), NamedNode("http://x/p"), Literal("\t\n\u2028")) for n in ("1", "01")
    ]
    quads = [*two, *odd]
    whole = list(by_subject(quads, turtle.place))
    random.Random(5).shuffle(quads)
    assert list(by_subject(quads, turtle.place, room=7)) == whole
    assert len({subject for subject, _ in whole}) == len(whole)
    assert sum(len(lines) for _, lines in whole) == len({q.triple for q in quads})


def test_a_store_gives_back_what_was_put(dockers, quads):
    from kg.store import MEMORY, open_store

    with open_store(MEMORY, write=True, create=True) as store:
        store.put(quads[0].graph_name.value, quads)
        assert set(store.quads()) == set(quads)


# ---- files


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.ttl", "ttl"), ("a.TRIG", "trig"), ("b.json", "jsonld"), ("c.xml", "rdf"), ("d.csv", "csv"), ("x.y.nq", "nq")],
)
def test_the_format_by_the_name(name, form):
    assert guess(name) == form


@pytest.mark.parametrize("name", ["graph", "graph.docx", "graph.ttl.gz"])
def test_a_name_that_says_no_format(name):
    with pytest.raises(ExportError, match=r"\.ttl, \.trig"):
        guess(name)


def test_a_format_beats_the_name(quads, tmp_path):
    write(quads, tmp_path / "graph.txt", "nt")
    assert (tmp_path / "graph.txt").read_bytes() == written(quads, "nt")
    assert os.listdir(tmp_path) == ["graph.txt"]


def test_standard_output(quads, capfdbinary):
    write(quads, "-", "trig")
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == written(quads, "trig")


def test_a_stream_needs_a_format(quads):
    with pytest.raises(ExportError, match="--format"):
        write(quads, "-")
    with pytest.raises(ExportError, match="folder"):
        write(quads, "-", "csv")


def test_an_old_file_survives_a_failure(quads, tmp_path):
    target = tmp_path / "graph.rdf"
    target.write_text("old")
    bad = Quad(NamedNode("http://x/zz"), NamedNode("http://x/p"), Literal("\x00"))
    with pytest.raises(ExportError, match="zz"):
        write([*quads, bad], target)
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["graph.rdf"]


def test_a_folder_that_is_not_there(quads, tmp_path):
    with pytest.raises(ExportError, match="cannot be written: No such file"):
        write(quads, tmp_path / "no" / "graph.ttl")


def test_a_link_stays_a_link(quads, tmp_path):
    (tmp_path / "real.ttl").write_text("old")
    (tmp_path / "link.ttl").symlink_to("real.ttl")
    write(quads, tmp_path / "link.ttl")
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "real.ttl").read_bytes() == written(quads, "ttl")


# ---- tables


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_tables(quads, tmp_path):
    write(quads, tmp_path / "t.csv")
    folder = tmp_path / "t.csv"
    assert sorted(p.stem for p in folder.iterdir()) == sorted(TABLES)
    (article,) = table(folder, "articles")
    assert (article["identifier"], article["published"], article["publisher"]) == (
        "dockers-7",
        "2024-02-27",
        "The Ellery Post",
    )
    quote = next(s for s in table(folder, "statements") if s["class"] == "DirectQuotation")
    assert quote["speaker_name"] == "Maria Ruiz"
    assert quote["quote"] == "We have waited long enough, Their offer is an insult."
    assert quote["content"] == "We have waited long enough, | Their offer is an insult."
    assert quote["stances"] == "Criticizes: Offer of Lakeside Freight"
    strike = next(a for a in table(folder, "actions") if a["class"] == "Strike")
    assert (strike["status"], strike["as_of"], strike["place"]) == ("Scheduled", "2024-02-27", "East Terminal")
    # The union alone says when it starts.
    assert strike["start_date"] == ""
    start = next(c for c in table(folder, "claims") if c["property"] == "startDate")
    assert (start["speaker"], start["value"], start["modality"]) == ("Dockers’ Guild", "2024-03-04", "Plan")
    (number,) = (q for q in table(folder, "quantities") if q["unit"] == "person")
    assert (number["value"], number["comparator"], number["words"]) == ("400", "Approximately", "About 400")
    (post,) = table(folder, "positions")
    assert (post["person_name"], post["role"], post["organization_name"]) == (
        "Maria Ruiz",
        "president",
        "Guild Local 7",
    )
    local = next(e for e in table(folder, "entities") if e["class"] == "UnionLocal")
    assert (local["name"], local["part_of"]) == ("Guild Local 7", "Dockers’ Guild")
    first = next(m for m in table(folder, "mentions") if m["words"] == "Maria Ruiz")
    assert (first["name"], int(first["end"]) - int(first["start"])) == ("Maria Ruiz", 10)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'x", "''", "plain", "", "a=b", 'a "b", c\nd']
)
def test_cells_are_defused_and_come_back(cell):
    assert plain(safe(cell)) == cell
    assert not safe(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_title_cannot_run_as_a_formula(dockers, tmp_path):
    article = replace(dockers.ARTICLE, title='=HYPERLINK("http://x","y")', byline="@Jo")
    write(build(dockers.linked(replace(dockers.EXTRACTION, article=article))), tmp_path / "t", "csv")
    (row,) = table(tmp_path / "t", "articles")
    assert (row["title"], row["byline"]) == ('\'=HYPERLINK("http://x","y")', "'@Jo")


@pytest.mark.parametrize("title", ["a\rb", 'q"u\n\r\n,;', "<script>\u202e\x07", "t" * 5000, "\t=1", "＝1"])
def test_hostile_text_stays_in_its_cell(tmp_path, title):
    me = NamedNode("http://x/a")
    kind = Quad(me, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(PREFIXES["lab"] + "Article"))
    write([kind, Quad(me, NamedNode(PREFIXES["rdfs"] + "label"), Literal(title))], tmp_path / "t", "csv")
    (row,) = table(tmp_path / "t", "articles")
    assert plain(row["title"]) == title


# ---- a part of the graph


def around(quads, name):
    return list(entity(quads, name))


@pytest.mark.parametrize("name", ["Dockers’ Guild", "guild", "Maria Ruiz", "Lakeside", "East Terminal", "Two locals"])
def test_what_is_around_a_thing_stands_alone(two, name):
    part = around(two, name)
    assert part
    assert set(part) < set(two)
    assert check(part).violations == ()
    subjects = {q.subject for q in part}
    objects = {q.object for q in part if isinstance(q.object, NamedNode) and q.object.value.startswith(PREFIXES["d"])}
    assert objects <= subjects


def test_what_is_around_a_speaker(two):
    part = around(two, "maria ruiz")
    texts = {q.object.value for q in part if isinstance(q.object, Literal)}
    assert "We have waited long enough, Their offer is an insult." in texts
    assert "The offer is an insult." in texts
    assert "president" in texts
    assert "The Guild should return to the table." not in texts
    assert {q.graph_name.value for q in part} == {"https://w3id.org/labornews/data/article/dockers-7/graph"}


def test_what_is_around_an_employer(two):
    part = around(two, "Lakeside Freight")
    lab, x = PREFIXES["lab"], "https://w3id.org/labornews/data/x/"
    triples = {(q.subject.value, q.predicate.value, q.object.value) for q in part}
    # Its workers by name, its letter and its offer whole, but not who represents the workers.
    assert (f"{x}0", lab + "employedBy", f"{x}lf") in triples
    assert (f"{x}letter", PREFIXES["prov"] + "wasAttributedTo", f"{x}lf") in triples
    assert (f"{x}offer", lab + "proposedBy", f"{x}lf") in triples
    assert (f"{x}0", lab + "representedBy", f"{x}dg") not in triples


def test_by_iri_and_by_a_name_that_nothing_has(two):
    assert around(two, "https://w3id.org/labornews/data/x/mr") == around(two, "Maria Ruiz")
    assert around(two, "Nobody") == []


def test_xml_is_sorted_by_iri_with_the_type_first():
    def made(subject, prop, value):
        return Quad(NamedNode(f"http://x/{subject}"), NamedNode(prop), Literal(value))

    kind = Quad(NamedNode("http://x/a"), NamedNode(PREFIXES["rdf"] + "type"), NamedNode(PREFIXES["lab"] + "Article"))
    quads = [
        made("a/b", "http://p/q", "3"), made("a", "http://p/q/r", "2"), made("a", "http://p/q", "1\r"),
        made("a", "http://p/q", "0"), kind, made("a", "http://p/q", "0"),
    ]  # fmt: skip
    body = written(quads, "rdf").decode().partition("\n<rdf:RDF")[2].partition(">\n")[2]
    assert body == (
        '  <rdf:Description rdf:about="http://x/a">\n'
        f'    <rdf:type rdf:resource="{PREFIXES["lab"]}Article"/>\n'
        '    <p:q xmlns:p="http://p/">0</p:q>\n'
        '    <p:q xmlns:p="http://p/">1&#13;</p:q>\n'
        '    <p:r xmlns:p="http://p/q/">2</p:r>\n'
        "  </rdf:Description>\n"
        '  <rdf:Description rdf:about="http://x/a/b">\n'
        '    <p:q xmlns:p="http://p/">3</p:q>\n'
        "  </rdf:Description>\n"
        "</rdf:RDF>\n"
    )
