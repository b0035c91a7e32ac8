"""Commands over a store on a server give what they give over a folder, also after a build that broke off."""

from pathlib import Path

from pyoxigraph import RdfFormat, parse

from kg.store import wire
from tests.commands import run

STORIES = Path(__file__).parents[1] / "serve" / "stories"


def kg(*words):
    """Exit status, standard output and standard error of `kg` with these words, in this process."""
    done = run(*words)
    return done.returncode, done.stdout, done.stderr


def exported(store):
    code, out, err = kg("export", "-o", "-", "--format", "nq", "--store", store)
    assert (code, err) == (0, "")
    return out


def by_graph(text):
    found = {}
    for quad in parse(text.encode(), RdfFormat.N_QUADS):
        found.setdefault(quad.graph_name, set()).add(quad.triple)
    return found


def test_what_is_built_on_a_server_is_what_is_built_in_a_folder(proxy, tmp_path, monkeypatch):
    monkeypatch.setenv("KG_READINGS", str(tmp_path))
    monkeypatch.setattr(wire, "PAUSE", 0.001)
    folder, build = tmp_path / "s.kg", ("build", STORIES, "--fast", "--jobs", "1", "--store")
    assert kg(*build, folder)[0] == 0
    whole = exported(folder)

    # The fourth graph breaks off and the server stays away.
    updates = []

    def fails(number, method, path):
        if path == "/update":
            updates.append(number)
        return "cut" if len(updates) > 4 else None

    proxy.fault = fails
    code, out, err = kg(*build, proxy.address)
    assert (code, out) == (1, "")
    assert f"the server of {proxy.address} cannot be reached" in err
    assert "Traceback" not in err
    proxy.fault = lambda *_: None
    parts, wanted = by_graph(exported(proxy.address)), by_graph(whole)
    assert 0 < len(parts) < len(wanted)
    assert {graph: wanted[graph] for graph in parts} == parts

    code, out, err = kg(*build, proxy.address)
    assert (code, out, err) == (0, "", "stories: 0 stored (0 triples), 5 unchanged, 0 failed\n")
    assert exported(proxy.address) == whole
    same_answers(folder, proxy.address)
    proxy.fault = lambda number, method, path: "slow" if path == "/query" else None
    code, _, err = kg("query", "strikes", "--timeout", "2", "--store", proxy.address)
    assert (code, "stopped at the time limit of 2 s" in err) == (1, True)
    proxy.fault = lambda *_: None
    taken_back(proxy.address, whole)
    assert list(Path.cwd().glob("http-*")) == []


def same_answers(folder, server):
    asked = [
        ("query", "who-said-what-about-whom", "--format", "csv"),
        ("query", "-e", "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c", "--format", "json"),
        ("query", "-e", "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s rdfs:label ?o }"),
        ("query", "-e", "ASK { ?s a lab:Lockout }"),
        ("quotes", "--json"),
        ("query", "stats", "--format", "csv"),
        ("actions", "--json"),
        ("show", "harbor-1.txt", "--json"),
        ("search", "strike", "--json"),
        ("history", "harbor-1.txt"),
        ("check", "--json"),
    ]
    for words in asked:
        here, there = (kg(*words, "--store", store) for store in (folder, server))
        assert here == there, words
        assert here[1] != ""
    code, out, _ = kg("stats", "--store", server)
    assert (code, "size on disk" in out) == (0, False)
    code, _, err = kg("serve", "--store", server)
    assert (code, "needs a store in a folder" in err) == (2, True)
    code, _, err = kg("query", "strikes", "--store", server.replace("//", "//margit:hunter2@"))
    assert (code, "hunter2" in err) == (1, False)


def taken_back(server, whole):
    code, out, _ = kg("retract", "harbor-1.txt", "--store", server)
    assert (code, "retracted" in out) == (0, True)
    assert len(by_graph(exported(server))) == len(by_graph(whole)) - 1
    assert kg("retract", "harbor-1.txt", "--undo", "--store", server)[0] == 0
    assert exported(server) == whole
    code, out, err = kg("resolve", "--rebuild", "--store", server)
    assert (code, out, err) == (0, "", f"graphs changed: {len(by_graph(whole))}\n")
    assert exported(server) == whole
