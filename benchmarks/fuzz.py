"""Gives each layer that meets what others wrote any input at all, and holds the outcome against what must be true.

    python benchmarks/fuzz.py [INPUTS [SEED]]

A layer may refuse its input with an error of kg, and nothing else; what it gives must be right (spans, round trips, the
same again). Inputs are made by hypothesis, from any text and from pieces of the layer's own language, always the same
ones for the same seed. tests/safety/test_fuzz.py runs the same layers on fewer.
"""

import atexit
import io
import json
import shutil
import sys
import tempfile
import time
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph
import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from kg.errors import KgError, UsageError

STRING = NamedNode("http://www.w3.org/2001/XMLSchema#string")
ODD = (
    "\x00", "\x1b[2J", "\ud800", "\ufeff", "\u202e", "\u2028", "\x85", "\r\n", "😀", "e\u0301", "ﬁ", "İ", "ß", "\\",
    "'", '"', "'''", "{", "}", "<", ">", "--", "*/", "=1+1", "%", "%s", "${x}", "\t", "- ", ": ", "#", "&", "|",
    "\x7f",
)  # fmt: skip
anything = st.text(st.characters(codec=None) | st.sampled_from("".join(ODD)), max_size=60)


def pieces(*words: str, most: int = 25, between: str = " ") -> st.SearchStrategy[str]:
    """Text of these words and of anything."""
    return st.lists(st.sampled_from(words) | st.sampled_from(ODD) | anything, max_size=most).map(between.join)


def raw(text: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """The text as bytes, in some encoding, or bytes of any kind."""
    encoded = st.tuples(text, st.sampled_from(("utf-8", "utf-8", "utf-16", "cp1252", "utf-8-sig"))).map(
        lambda pair: pair[0].encode(pair[1], "replace")
    )
    return encoded | st.binary(max_size=200) | st.tuples(encoded, st.binary(max_size=9)).map(b"".join)


def spoiled(document: str, at: float, put: str) -> str:
    place = int(at * len(document))
    return document[:place] + put + document[place + len(put) :]


def documents(written: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """Seven in eight as they are; one cut, or with something odd in the place of some of it."""
    odd = st.builds(spoiled, written, st.floats(0, 1), st.sampled_from(ODD) | anything)
    return st.integers(0, 7).flatmap(lambda n: odd if n == 7 else written).map(lambda t: t.encode("utf-8", "replace"))


def half(written: st.SearchStrategy[Any], other: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    """Every other input of what is well formed."""
    return st.booleans().flatmap(lambda odd: other if odd else written)


SENTENCES = (
    "Nurses walked out at Sorrel Hospital on Monday.", "“We will win,” said Orla Brandt, president of Local 77.",
    "Some 300 workers struck, the Quell Gazette reported.", "The company denied it.", "By Bram Oake", "QUELL, Ohio —",
    "Dr. Ida Moss Jr. told reporters that 5 percent “is not enough.”", "Correction: An earlier version was wrong.",
    "The Sorrel Workers Union voted 98-2 to strike on June 31.", "$1.5 million", "“", "”", "'", "said", "\n\n", "\n",
    "Brandt's", "Members of Teamsters Local 77 v. Sorrel Mills Inc.", "3 a.m. Feb. 30, 2031", "up 4% to $20 an hour",
)  # fmt: skip
stories = pieces(*SENTENCES, most=9)
HEADS = (
    "---\n", "title: ", "published: 2031-05-06", "published: 0000-00-00", "url: http://x y", "id: ", "byline: [a, b]",
    "!!python/object:os.system", "&a [*a]", "{", "- ", "\n", "? ", "|", "*x", "<<: *a", "modified: 12:61",
)  # fmt: skip
PAGES = (
    "<html>", "<p>", "</p>", "<script>", "<!--", "<meta charset=x>", "<time datetime='x'>", "<title>", "<div><p>",
    "&#0;", "<!DOCTYPE html>", "<![CDATA[", "&amp;", "<article>", "</html>",
    '<script type="application/ld+json">{"a":[', "<p",
)  # fmt: skip
LINES = (
    '{"text": "',
    '"}',
    '{"id": 1}',
    "[",
    "null",
    "\n",
    '{"text": "Nurses struck.", "published": ',
    '"\\ud800"',
    "1e999",
    "{",
    "NaN",
)
told_of = st.sampled_from(("2031-05-06", "0000-00-00", "", "https://a.example/b", "Ida Moss", "\ud800", "a\x1fb"))
prose = pieces(*SENTENCES, most=5)
records_of_json = st.fixed_dictionaries(
    {"text": prose | st.none() | st.integers() | st.lists(prose, max_size=2)},
    optional={
        name: st.one_of(*[told_of] * 6, st.none(), st.floats(), st.lists(told_of, max_size=2))
        for name in ("id", "title", "published", "modified", "url", "byline", "publisher", "language")
    },
)
sidecars = records_of_json.map(lambda found: yaml.safe_dump({k: v for k, v in found.items() if k != "text"}))
rows = st.tuples(*(st.sampled_from(("Local 87", "é & Söhne", "", "L 87; x", "http://a/b", "q")) for _ in range(3)))
authorities = st.lists(rows, max_size=4).map(
    lambda found: "name,alias,id\n" + "".join(f"{n},{a},http://a/{quote(i)}\n" for n, a, i in found)
)
json_lines = st.lists(records_of_json.map(json.dumps), min_size=1, max_size=4).map("\n".join)
FEEDS = (
    "<?xml version='1.0'?>", "<rss><channel>", "<item>", "<title>", "</title>", "<description>", "</item>", "<feed>",
    "<entry>", "<!DOCTYPE a [<!ENTITY x 'y'>]>", "&x;", "</channel></rss>", "<pubDate>x</pubDate>",
)  # fmt: skip
entries = st.builds(
    "<item><title>{}</title><description>{}</description><pubDate>{}</pubDate><link>{}</link></item>".format,
    *(text.map(escape) for text in (told_of, prose, told_of, told_of)),
)
feeds = st.lists(entries, max_size=3).map(lambda e: f"<?xml version='1.0'?><rss><channel>{''.join(e)}</channel></rss>")
ROBOTS = (
    "User-agent: ", "*", "kg", "\n", "\r", "Disallow: ", "Allow: ", "/", "/*.pdf$", "$", "%2F", "Crawl-delay: ", "9",
    "-1", "1e999", "nan", "Sitemap: ", "#",
)  # fmt: skip
SITEMAP = (
    "<urlset>", "</urlset>", "<url>", "</url>", "<loc>", "</loc>", "<sitemap>", "<?xml version='1.0'?>", "&x;",
    "<!DOCTYPE a [<!ENTITY x 'y'>]>", "<![CDATA[", "\x1f\x8b",
)  # fmt: skip
ENTRIES = (
    "<url><loc>https://a.example/b</loc></url>", "<sitemap><loc> /c </loc></sitemap>", "<url/>", "<url><loc/></url>",
    "<url><i:loc xmlns:i='x'>d</i:loc><loc>e</loc></url>", "<url><loc>&#233;&amp;<b/>f</loc></url>", "<!-- g -->",
)  # fmt: skip
sitemaps = pieces(*SITEMAP, between="") | st.lists(st.sampled_from(ENTRIES)).map(
    lambda entries: f"<urlset>{''.join(entries)}</urlset>"
)
WARC = (
    "WARC/1.0\r\n",
    "WARC-Type: response\r\n",
    "Content-Length: 9\r\n",
    "\r\n",
    "HTTP/1.1 200 OK\r\n",
    "<html>",
    "Content-Length: x\r\n",
)
records = st.builds(
    lambda kind, status, text, address, wrong: (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-05-06T00:00:00Z\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(page(status, text).encode()) + wrong}\r\n\r\n"
        f"{page(status, text)}\r\n\r\n"
    ),
    st.sampled_from(("response",) * 4 + ("warcinfo", "odd")),
    st.sampled_from(("200 OK",) * 4 + ("404 No", "x")),
    st.sampled_from(SENTENCES),
    st.sampled_from(("https://a.example/b", "https://a b.example/c d", "")),
    st.sampled_from((0,) * 9 + (-3, 5, 10**9)),
)


def page(status: str, text: str) -> str:
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n<p>{text}</p>"


web_archives = st.lists(records, min_size=1, max_size=3).map("".join)


def zipped(members: list[tuple[str, str]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings(action="ignore"):
        for name, text in members:
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8", "replace"))
    return out.getvalue()


MEMBERS = ("a.txt", "a.txt", "../b.txt", "/c.txt", "d/e.html", "f.jsonl", "é\n.txt", "g.zip", "h.png", "i/")
archives = st.lists(st.tuples(st.sampled_from(MEMBERS), pieces(*SENTENCES, most=5)), max_size=4).map(zipped)


@cache
def scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kg-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def file(name: str, data: bytes) -> Path:
    path = scratch() / name
    path.write_bytes(data)
    return path


def read_file(suffix: str) -> Callable[[bytes], None]:
    def layer(data: bytes) -> None:
        from kg.model import Article
        from kg.read import InputError, read

        stories = list(read([str(file(f"story{suffix}", data))]))
        for found in stories:
            assert isinstance(found, (Article, InputError)), found
            assert not isinstance(found, Article) or found.text.strip()
        if all(isinstance(found, InputError) for found in stories):
            raise stories[0]

    return layer


def sidecar(data: bytes) -> None:
    from kg.model import Article
    from kg.read import InputError, read

    file("beside.yaml", data)
    (found,) = read([str(file("beside.txt", b"Nurses walked out at Sorrel Hospital."))])
    if isinstance(found, InputError):
        raise found
    assert isinstance(found, Article)


def curation(data: bytes) -> None:
    from kg.link.curation import Decision, Named, appended, parse

    decisions = parse(data, "c.yaml")
    words = data.decode("utf-8-sig")[:40]
    more = Decision("rename", (Named("article/a1/person/x"),), words or "w", "2031-06-12", words or "y", words or "v")
    after = appended(data, [more], "c.yaml")
    assert after.startswith(data)
    assert [d.iri for d in parse(after, "c.yaml")][: len(decisions)] == [d.iri for d in decisions]


def authority(data: bytes) -> None:
    from kg.link.authority import read

    for name, ids in read(file("authority.csv", data)).items():
        assert isinstance(name, str)
        for address in ids:
            NamedNode(address)


@cache
def small() -> pyoxigraph.Store:
    engine = pyoxigraph.Store()
    for letter in "abc":
        for graph in (NamedNode("urn:g"), DefaultGraph()):
            engine.add(Quad(NamedNode(f"urn:{letter}"), NamedNode("urn:p"), Literal(letter), graph))
    return engine


def query(text: str) -> None:
    from kg.query import answer, prepare

    before = set(small())
    try:
        found = answer(prepare(text, None, 5), small())
        if isinstance(found, pyoxigraph.QueryBoolean):
            bool(found)
        else:
            assert len(list(found)) <= 5 or isinstance(found, pyoxigraph.QueryTriples)
    finally:
        assert set(small()) == before


def parameter(value: str) -> None:
    from kg.query import answer, parse, prepare

    with suppress(UsageError):
        parse((value,))
    bound = parse((f"x={value}",))
    (row,) = answer(prepare("SELECT ?y { BIND(?x AS ?y) }", bound), small())
    assert row["y"] == bound["x"] or not isinstance(bound["x"], Literal) or bound["x"].datatype != STRING
    assert list(answer(prepare("SELECT ?s { ?s <urn:none> ?x }", bound), small())) == []


@cache
def index() -> Any:
    from kg.model import Article
    from kg.pipeline import build
    from kg.publish import searched
    from kg.store import MEMORY, open_store

    store = open_store(MEMORY, write=True, create=True)
    list(build([Article(" ".join(SENTENCES[:3]), identifier="a1", published="2031-05-06")], store, fast()))
    return store, searched(store)


def search(text: str) -> None:
    found = index()[1].search(text)
    assert found.total >= len(found.hits)
    for hit in found.hits:
        for start, end in getattr(hit, "marks", ()):
            assert 0 <= start < end


def rdf(suffix: str) -> Callable[[bytes], None]:
    def layer(data: bytes) -> None:
        from kg.cli.answers import engine

        path = file(f"graph{suffix}", data)
        opened = engine("none", (str(path),))
        plain = pyoxigraph.Store()
        plain.load(data, format=RdfFormat.from_extension(suffix[1:]), base_iri=path.as_uri())
        parsed = {q.triple for q in plain}
        seen = {q.triple for q in opened.quads_for_pattern(None, None, None, DefaultGraph())} - known()
        # Nodes without a name get other ones.
        assert {t for t in seen if without_blanks(t)} == {t for t in parsed if without_blanks(t)}
        assert len(seen) == len(parsed)

    return layer


@cache
def known() -> set[Triple]:
    """What an engine of files holds besides them: the ontology."""
    from kg.cli.answers import engine

    empty = engine("none", (str(file("empty.nq", b"")),))
    return {q.triple for q in empty.quads_for_pattern(None, None, None, DefaultGraph())}


def without_blanks(triple: Triple) -> bool:
    return not any(isinstance(term, BlankNode) for term in (triple.subject, triple.object))


def robots(data: bytes) -> None:
    from kg.read.web.robots import rules_from

    rules = rules_from(200, data)
    assert rules.delay("kg") >= 0
    for path in ("", "/", "/a.pdf", "/a?x=%zz", "/é"):
        assert rules.allow("kg", f"https://a.example{path}") in (True, False)


def sitemap(data: bytes) -> None:
    from kg.read.web import lists

    for kind, place in lists._places(lists._unpacked(data, "s"), "s"):
        assert kind in ("url", "sitemap")
        assert place.strip() == place != ""


def identifier(text: str) -> None:
    from kg.escapes import visible
    from kg.ids import article_iri
    from kg.model import Article
    from kg.serve.site import address, named

    one, other = (Article("Nurses struck.", identifier=i) for i in (text, text + "x"))
    assert article_iri(one) != article_iri(other)
    NamedNode(article_iri(one))
    assert named(address(article_iri(one))) == article_iri(one)
    assert urljoin("http://a/data/x/y", address(article_iri(one))) == "http://a" + address(article_iri(one))
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in visible(text)), visible(text)


def fast() -> Any:
    from kg.config import Settings

    return Settings(fast=True)


def line(text: str) -> None:
    from kg.model import Article
    from kg.pipeline import together

    article = Article(text, identifier="a1", title=text[:30], published="2031-05-06", source="a.txt")
    failed: list[KgError] = []
    quads = list(together([article], fast(), failed))
    assert not failed or not quads
    if failed:
        raise failed[0]
    check_spans(quads)
    assert list(together([article], fast())) == quads, "not the same again"
    assert back(quads, "ttl") == {q.triple for q in quads}


def check_spans(quads: list[Quad]) -> None:
    """The words of each span are those of its article."""
    from kg.prefixes import PREFIXES

    wanted = {PREFIXES["oa"] + n: n for n in ("start", "end", "exact")} | {PREFIXES["schema"] + "text": "text"}
    found: dict[str, dict[str, str]] = {}
    for quad in quads:
        if quad.predicate.value in wanted:
            found.setdefault(quad.subject.value, {})[wanted[quad.predicate.value]] = quad.object.value
    for iri, span in found.items():
        if "start" in span:
            text = found[iri.partition("#")[0]]["text"]
            assert text[int(span["start"]) : int(span["end"])] == span["exact"], iri


def order(texts: list[str]) -> None:
    from kg.model import Article
    from kg.pipeline import together

    articles = [Article(t, identifier=f"a{n}", published=f"2031-05-0{n + 1}") for n, t in enumerate(texts)]
    assert list(together(articles, fast())) == list(together(articles[::-1], fast()))


def back(quads: list[Quad], form: str) -> set[Any]:
    """What a parser makes of an export; triples where the format merges graphs."""
    from kg.export import write

    out = io.BytesIO()
    write(quads, out, form)
    kind = RdfFormat.from_extension(form)
    parsed = pyoxigraph.parse(out.getvalue(), format=kind)
    return set(parsed) if kind.supports_datasets else {q.triple for q in parsed}


def exports(quads: list[Quad]) -> None:
    for form in ("nq", "trig", "jsonld", "ttl", "nt", "rdf"):
        try:
            found = back(quads, form)
        except KgError:
            # XML has no control characters, and no element for every property.
            assert form in ("rdf", "jsonld")
            continue
        assert found == (set(quads) if form in ("nq", "trig", "jsonld") else {q.triple for q in quads}), form


names = st.text("abcXYZ019-_.~é", min_size=1, max_size=8)
nodes = names.map(lambda n: NamedNode(f"https://w3id.org/labornews/data/{n}"))
values = st.one_of(
    nodes,
    st.text(max_size=30).map(Literal),
    st.text(max_size=30).map(lambda t: Literal(t, language="en")),
    st.tuples(anything.map(lambda t: t.encode("utf-8", "replace").decode()), names).map(
        lambda p: Literal(p[0], datatype=NamedNode(f"https://example.org/{p[1]}"))
    ),
)
properties = st.sampled_from(
    ("https://w3id.org/labornews/def#about", "https://example.org/p-1", "https://example.org/é/q")
)
quad_lists = st.lists(
    st.builds(
        Quad, nodes, properties.map(NamedNode), values, st.sampled_from("ab").map(lambda g: NamedNode(f"urn:{g}"))
    ),
    max_size=8,
    unique=True,
).map(lambda quads: sorted(quads, key=lambda q: q.graph_name.value))
SPARQL = (
    "SELECT", "*", "?s", "?x", "WHERE", "{", "}", "?s ?p ?o", ".", ";", "FILTER", "(", ")", "ASK", "CONSTRUCT",
    "DESCRIBE", "INSERT DATA", "DELETE", "DROP ALL", "LOAD <file:///etc/hosts>", "SERVICE ?x {}", "FROM", "NAMED",
    "<urn:g>", "<urn:p>", "FROM <file:///etc/hosts>", "GRAPH ?g", "UNION", "OPTIONAL", "VALUES ?x { 1 }",
    "BIND(1 AS ?x)", "LIMIT 1", "LIMIT", "ORDER BY ?s", "GROUP BY", "COUNT(?s)", "EXISTS", "lab:about",
    "PREFIX x: <urn:>", "BASE", "\\u0049NSERT", "1", "'a'", "#", "SELECT * { ?s ?p ?o }", "<urn:p>*", "^", "/", "a",
    "@en", "^^xsd:date", "<<", ">>", "99999999999999999999",
)  # fmt: skip
# Queries that are mostly right, so that some are answered.
FORMS = (
    "SELECT *",
    "SELECT ?s",
    "ASK",
    "CONSTRUCT { ?s ?p ?o }",
    "DESCRIBE ?s",
    "SELECT (COUNT(*) AS ?n)",
    "INSERT {}",
)
PLACES = ("", "WHERE", "FROM <urn:g>", "FROM NAMED <urn:g>", "FROM <urn:none>", "FROM <file:///etc/hosts> WHERE")
PATTERNS = (
    "?s ?p ?o",
    "?s <urn:p> ?o",
    "?s <urn:p>*/^<urn:q> ?o",
    "GRAPH ?g { ?s ?p ?o }",
    "SERVICE <urn:x> { ?s ?p ?o }",
)
LATER = ("", "FILTER(?o > 1)", "FILTER EXISTS { ?s ?q ?z }", "BIND(STR(?s) AS ?t)", "OPTIONAL { ?a ?b ?c }", "MINUS {}")
ENDS = (
    "",
    "LIMIT 3",
    "ORDER BY ?s",
    "GROUP BY ?s",
    "OFFSET 1",
    "VALUES ?s { <urn:a> }",
    "; DROP ALL",
    "LIMIT 99999999999999",
)
queries = st.builds(
    "{} {} {{ {} {} }} {}".format,
    *map(st.sampled_from, (FORMS, PLACES, PATTERNS)),
    st.sampled_from(LATER) | pieces(*SPARQL, most=2),
    st.sampled_from(ENDS),
)
CURATED = (
    "- same: [article/a/person/x, article/b/person/y]", "- rename: article/a/org/x", "- reject: article/a", "- ",
    "\n", "  who: A", "  when: 2031-06-12", "  why: y", "  to: z", "same", ": ", "[", "]", "{name: x}", "&a", "*a",
    "!!x", "|", ">", "%YAML", "---", "...", "- reject: article/a\n  who: A\n  when: 2031-06-12\n  why: y\n", "? ",
    "\t", "  kind: person", "<<: *a",
)  # fmt: skip
WORDS = ("x", "", "Local 87", "a & b < c", "“q” ’", "\u202e😀", "e\u0301\t1", "]]>", "{}")
curated_things = st.sampled_from(("article/a/person/x", "article/b/person/y", "person/z", "person/é"))
by_whom = st.fixed_dictionaries(
    {"who": st.sampled_from(("A", "Ida Moss", "é: #")), "when": st.just("2031-06-12"), "why": st.sampled_from("yz")},
    optional={"in": st.just("a story")},
)
decisions = st.one_of(
    st.lists(curated_things, min_size=2, max_size=3).map(lambda found: {"same": found}),
    st.lists(curated_things, min_size=2, max_size=2).map(lambda found: {"different": found}),
    st.builds(lambda thing, name: {"rename": thing, "to": name}, curated_things, st.sampled_from(WORDS)),
    curated_things.map(lambda thing: {"reject": thing}),
)
curated = st.lists(st.builds(lambda one, other: one | other, decisions, by_whom), max_size=4).map(
    lambda found: yaml.safe_dump(found, sort_keys=False, allow_unicode=True)
)
# Documents that are well formed, built from their grammars, so that most are read; one in eight is cut or spoiled.
LABELS = ("a", "b", "c1", "été", "d-e", "f.g")
addresses = st.sampled_from(("urn:a", "https://example.org/b#c", "d/e?f=g", "", "#h", "https://é.example/%20"))
whole = st.integers(-(10**20), 10**20).map(str)
quoted = st.sampled_from(WORDS).map(lambda w: json.dumps(w, ensure_ascii=False))
TYPES = ("xsd:date", "xsd:integer", "lab:x", "<urn:t>")
ttl_nodes = st.one_of(
    addresses.map("<{}>".format),
    st.sampled_from(LABELS).map("ex:{}".format),
    st.sampled_from(LABELS[:3]).map("_:{}".format),
    st.just("[]"),
)
ttl_verbs = st.sampled_from(("a", "ex:p", "<urn:q>", "rdf:type", "<../r>"))
ttl_leaves = ttl_nodes | st.one_of(
    quoted,
    st.builds("{}@{}".format, quoted, st.sampled_from(("en", "de-AT"))),
    st.builds("{}^^{}".format, quoted, st.sampled_from(TYPES)),
    whole,
    st.sampled_from(("true", "1.50", "-2E9", "'''a\n'b'''", '"""c\n"d"""')),
)
ttl_objects = st.recursive(
    ttl_leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda found: f"({' '.join(found)})"),
        st.lists(st.tuples(ttl_verbs, inner), max_size=3).map(lambda found: f"[{told(found)}]"),
    ),
    max_leaves=6,
)


def told(pairs: list[tuple[str, str]]) -> str:
    return " ; ".join(f"{verb} {value}" for verb, value in pairs)


ttl_lines = st.one_of(
    st.builds(
        "{} {} .".format, ttl_nodes, st.lists(st.tuples(ttl_verbs, ttl_objects), min_size=1, max_size=3).map(told)
    ),
    st.sampled_from(("# a note", "@base <https://example.org/z/> .", "PREFIX ex: <urn:ex2:>", "", "[ ex:p 1 ] .")),
)
PREFIXED = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in (
        ("ex", "https://example.org/"),
        ("lab", "https://w3id.org/labornews/def#"),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    )
)
turtle = st.lists(ttl_lines, max_size=8).map(lambda lines: PREFIXED + "\n".join(lines))
trig = st.lists(st.tuples(st.sampled_from(("", "GRAPH ex:g", "<urn:g>", "_:h")), ttl_lines), max_size=6).map(
    lambda found: PREFIXED + "\n".join(line if line[:1] in "@#P" else f"{graph} {{ {line} }}" for graph, line in found)
)
json_keys = st.sampled_from(("ex:p", "@type", "name", "when", "link", "listed", "unknown", "https://example.org/q"))
json_values = st.recursive(
    st.one_of(
        st.sampled_from(WORDS), st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(), st.none(), addresses.map(lambda a: {"@id": a}),
        st.sampled_from(WORDS).map(lambda w: {"@value": w, "@language": "en"}),
        st.sampled_from(WORDS).map(lambda w: {"@value": w, "@type": "urn:t"}),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(lambda found: {"@set": found}),
        st.dictionaries(json_keys.filter("@type".__ne__), inner, max_size=3),
    ),
    max_leaves=6,
)  # fmt: skip
json_nodes = st.builds(
    lambda name, kinds, rest: {"@id": name, **kinds, **rest},
    addresses,
    st.sampled_from(({}, {"@type": "ex:T"}, {"@type": ["urn:T", "lab:U"]}, {"@index": "1"})),
    st.dictionaries(json_keys.filter("@type".__ne__), json_values, max_size=4),
)
CONTEXT = {
    "ex": "https://example.org/",
    "lab": "https://w3id.org/labornews/def#",
    "name": {"@id": "ex:name", "@language": "en"},
    "when": {"@id": "ex:when", "@type": "http://www.w3.org/2001/XMLSchema#date"},
    "link": {"@id": "ex:link", "@type": "@id"},
    "listed": {"@id": "ex:listed", "@container": "@list"},
}
json_ld = st.builds(
    lambda nodes, named: json.dumps(
        {"@context": CONTEXT, "@graph": [{"@id": "ex:g", "@graph": nodes[1:]}, *nodes[:1]] if named else nodes}
    ),
    st.lists(json_nodes, max_size=4),
    st.booleans(),
)
xml_texts = st.sampled_from(WORDS).map(escape)
xml_attributes = st.sampled_from(("", " xml:lang='en'", " rdf:datatype='urn:t'", " xml:base='https://example.org/y/'"))


def element(name: str, attributes: str, inner: str) -> str:
    return f"<{name}{attributes}>{inner}</{name}>"


xml_subjects = st.one_of(
    addresses.map(lambda a: f" rdf:about={quoteattr(a)}"), st.sampled_from((" rdf:nodeID='n1'", "", " ex:q='r'"))
)
xml_verbs = st.sampled_from(("ex:p", "lab:about", "rdf:li", "rdf:_2", "rdf:type"))
xml_properties = st.recursive(
    st.one_of(
        st.builds(element, xml_verbs, xml_attributes, xml_texts),
        st.builds(lambda verb, a: f"<{verb} rdf:resource={quoteattr(a)}/>", xml_verbs, addresses),
        st.builds(element, xml_verbs, st.just(" rdf:parseType='Literal'"), st.sampled_from(("<b>c</b>", "d"))),
        st.sampled_from(("<!-- e -->", "<ex:p rdf:nodeID='n1'/>", "<ex:p><![CDATA[f<]]></ex:p>", "\n")),
    ),
    lambda inner: st.one_of(
        st.builds(
            lambda verb, kind, subject, found: element(verb, "", element(kind, subject, "".join(found))),
            xml_verbs, st.sampled_from(("ex:T", "rdf:Description", "rdf:Bag")), xml_subjects,
            st.lists(inner, max_size=3),
        ),
        st.builds(
            lambda verb, found: element(verb, " rdf:parseType='Resource'", "".join(found)),
            xml_verbs, st.lists(inner, max_size=3),
        ),
        st.builds(
            lambda verb, names: element(
                verb, " rdf:parseType='Collection'", "".join(f"<ex:T rdf:about={quoteattr(n)}/>" for n in names)
            ),
            xml_verbs, st.lists(addresses, max_size=3),
        ),
    ),
    max_leaves=5,
)  # fmt: skip
rdf_xml = st.lists(
    st.builds(
        lambda kind, subject, found: element(kind, subject, "".join(found)),
        st.sampled_from(("ex:T", "rdf:Description")), xml_subjects, st.lists(xml_properties, max_size=4),
    ),
    max_size=5,
).map(
    lambda nodes: "<?xml version='1.0'?>\n<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
    f"xmlns:ex='https://example.org/' xmlns:lab='https://w3id.org/labornews/def#'>{''.join(nodes)}</rdf:RDF>"
)  # fmt: skip


@dataclass(frozen=True)
class Layer:
    """What is tried: inputs, what must hold of each, and its share of all inputs."""

    inputs: st.SearchStrategy[Any]
    check: Callable[[Any], None]
    share: float


LAYERS = {
    "text file": Layer(raw(pieces(*HEADS, *SENTENCES, between="")), read_file(".txt"), 10),
    "web page": Layer(raw(pieces(*PAGES, *SENTENCES, between="")), read_file(".html"), 2),
    "JSON Lines": Layer(
        half(documents(json_lines), raw(pieces(*LINES, *SENTENCES, between=""))), read_file(".jsonl"), 8
    ),
    "feed": Layer(half(documents(feeds), raw(pieces(*FEEDS, *SENTENCES, between=""))), read_file(".rss"), 2),
    "archive": Layer(half(archives, raw(pieces("PK\x03\x04", "ustar", between=""))), read_file(".zip"), 2),
    "web archive": Layer(half(documents(web_archives), raw(pieces(*WARC, between=""))), read_file(".warc"), 2),
    "sidecar": Layer(half(documents(sidecars), raw(pieces(*HEADS, between=""))), sidecar, 8),
    "curation file": Layer(
        half(documents(curated), raw(pieces(*CURATED, between="\n") | pieces(*CURATED, between=""))), curation, 12
    ),
    "authority file": Layer(
        half(documents(authorities), raw(pieces("name,alias,id\n", "x,y,http://a/b\n", ",", '"', "\n", between=""))),
        authority,
        8,
    ),
    "query": Layer(pieces(*SPARQL, most=15) | queries, query, 14),
    "parameter": Layer(
        pieces("x=", "<", ">", "lab:", '"', "^^", "@en", "2031-05-06", "1e5", between=""), parameter, 10
    ),
    "search": Layer(pieces('"', "*", "strike", "nurs*", "AND", "NEAR(", "name:", "-", between=" "), search, 8),
    "Turtle": Layer(documents(turtle), rdf(".ttl"), 3),
    "TriG": Layer(documents(trig), rdf(".trig"), 2),
    "JSON-LD": Layer(documents(json_ld), rdf(".jsonld"), 3),
    "RDF/XML": Layer(documents(rdf_xml), rdf(".rdf"), 3),
    "robots.txt": Layer(raw(pieces(*ROBOTS, between="")), robots, 4),
    "sitemap": Layer(raw(sitemaps), sitemap, 3),
    "id": Layer(anything | st.text("./!%", max_size=8), identifier, 4),
    "export": Layer(quad_lists, exports, 3),
    "story": Layer(stories, line, 0.3),
    "order of stories": Layer(st.lists(stories, min_size=2, max_size=3), order, 0.1),
}


def tried(name: str, most: int, chance: int | None = None) -> tuple[int, int]:
    """Gives a layer so many inputs, others for another `chance`; how many there were, and how many of them it refused.

    Raises:
        what is no error of kg, for the smallest input that hypothesis finds.
    """
    layer = LAYERS[name]
    count = refused = 0

    @settings(max_examples=most, derandomize=chance is None, deadline=None, database=None,
              phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(layer.inputs)
    def run(value: Any) -> None:
        nonlocal count, refused
        count += 1
        try:
            layer.check(value)
        except KgError as error:
            refused += bool(str(error).strip())

    (run if chance is None else seed(chance)(run))()
    return count, refused


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    chance = int(sys.argv[2]) if len(sys.argv) > 2 else None
    shares = sum(layer.share for layer in LAYERS.values())
    total, faults = 0, 0
    for name, layer in LAYERS.items():
        began = time.monotonic()
        try:
            count, refused = tried(name, max(1, round(wanted * layer.share / shares)), chance)
        except Exception as error:
            faults += 1
            print(f"{name}: {type(error).__name__}: {str(error)[:600]} {getattr(error, '__notes__', '')}", flush=True)
            continue
        total += count
        print(f"{name:20} {count:7,} inputs, {refused:7,} refused, {time.monotonic() - began:6.0f} s", flush=True)
    print(f"{total:,} inputs, {faults} layers with a fault")
    sys.exit(faults > 0)
