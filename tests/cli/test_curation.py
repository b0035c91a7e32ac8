"""The curation file as a user writes it, and kg build and kg resolve that apply it: a real store on disk."""

import json
from itertools import permutations
from pathlib import Path

import pytest

SPLIT = 'different: ["Velt Freight Inc.", "Velt Freight"]'
JOIN = "same: [article/t1/person/edda-fosse, article/t2/person/edda-fosse]"
CLAIM = "article/t2/claim-66-90"
T2 = "Edda Fosse leads Local 9, the Tarn Herald found. Some 400 workers walked out at Tarn Mills on Monday."


def bodies(desk):
    """Story -> IRI of the freight company in it."""
    inside = "?a a lab:Article . ?x a lab:Employer ; rdfs:label ?n"
    query = f'SELECT ?a ?x {{ GRAPH ?g {{ {inside} }} FILTER(CONTAINS(?n, "Velt")) }}'
    return {article.partition("/")[2]: iri for article, iri in desk.rows(query)}


def test_a_split_by_hand_holds_after_ingesting_again(desk):
    assert bodies(desk) == {"v1": "org/velt-freight", "v2": "org/velt-freight"}
    assert desk.named("Velt County") == ["article/v3/place/velt-county"]
    desk.decide(SPLIT)
    assert "graphs changed: 3" in desk.ok("resolve").stderr
    split = bodies(desk)
    assert split["v1"] != split["v2"]
    desk.build({"id": "v2", "published": "2026-06-12", "text": "Velt Freight posted a loss; Velt shares fell again."})
    desk.build({"id": "v5", "published": "2026-06-13", "text": "Velt Freight will close its Dorn yard."})
    found = bodies(desk)
    assert found["v1"] not in (found["v2"], found["v5"])
    assert found["v2"] == found["v5"]


def test_what_would_join_by_way_of_a_third_is_split_too(desk):
    desk.build({"id": "v4", "published": "2026-06-12", "text": "Velt Freight Company hired drivers."})
    assert set(bodies(desk).values()) == {"org/velt-freight"}
    desk.decide(SPLIT)
    desk.ok("resolve")
    found = bodies(desk)
    assert found["v1"] != found["v2"]
    assert found["v4"] in (found["v1"], found["v2"])


def test_things_are_joined_and_the_decision_is_in_the_graph(desk):
    assert desk.rows("SELECT ?d { ?d a lab:PossibleIdentity }")
    desk.decide(JOIN)
    desk.ok("resolve")
    (iri,) = desk.named("Edda Fosse")
    assert desk.rows("SELECT ?d { ?d a lab:PossibleIdentity }") == []
    fields = "lab:verdict ?v ; lab:decidedBy ?w ; lab:decidedOn ?o ; lab:reason ?y ; lab:concerns ?c"
    assert desk.rows(f"SELECT ?v ?w ?o ?y ?c {{ ?d a lab:Decision ; {fields} }}") == [
        ("same", "Ada Ruiz", "2026-06-12", "a test", iri)
    ]


def test_names_types_and_other_names_are_shown(desk):
    desk.decide(
        "rename: article/t2/org/tarn-mills\n  to: Tarn Mills Company",
        'type: "Tarn Mills"\n  kind: employer\n  to: GovernmentBody',
        'alias: {name: "Tarn Herald", in: article/t2}\n  is: NO',
    )
    assert desk.ok("resolve").stderr == "graphs changed: 3\n"
    assert desk.named("Tarn Mills") == desk.named("Tarn Mills Company") == ["org/tarn-mills"]
    kinds = desk.rows(f"SELECT ?k {{ {DATA('org/tarn-mills')} a ?k }}")
    assert ("https://w3id.org/labornews/def#GovernmentBody",) in kinds
    assert desk.named("NO") == ["org/tarn-herald"]
    assert desk.kg("check").returncode == 0


def DATA(name):
    return f"<https://w3id.org/labornews/data/{name}>"


def test_a_rejected_fact_goes_with_what_hangs_on_it(desk):
    employer = "SELECT ?e { ?a lab:employer ?e }"
    statement = "SELECT ?s { ?s lab:quoteText ?q }"
    assert desk.rows(employer) == [("org/tarn-mills",)]
    assert len(desk.rows(statement)) == 1
    desk.decide(f"reject: {CLAIM}", "reject: d:article/t1/statement-38-50")
    desk.ok("resolve")
    assert desk.rows(employer) == desk.rows(statement) == []
    assert "We will win" not in "".join(line for line in desk.export().splitlines() if "claimText" in line)
    assert "claim-66-90>" not in desk.export().replace("concerns> <https://w3id.org/labornews/data/" + CLAIM, "")
    assert desk.named("Edda Fosse")
    assert desk.kg("check").returncode == 0


def test_an_accepted_fact_is_certain(desk):
    desk.decide(f"accept: {CLAIM}")
    desk.ok("resolve")
    assert desk.rows(f"SELECT ?c {{ {DATA(CLAIM)} lab:confidence ?c }}") == [("1",)]


def test_a_rejected_article_is_gone_and_comes_back(desk):
    before = desk.export()
    desk.decide("reject: article/t1")
    desk.ok("resolve")
    assert "t1" not in [a.rpartition("/")[2] for (a,) in desk.rows("SELECT ?a { ?a a lab:Article }")]
    Path("curation.yaml").write_text("", encoding="utf-8")
    desk.ok("resolve")
    assert desk.export() == before


def test_neither_order_nor_history_of_decisions_matters_and_deleting_one_undoes_it(desk):
    before = desk.export()
    entries = [SPLIT, JOIN, f"reject: {CLAIM}", "rename: article/t2/org/tarn-mills\n  to: Tarn Company"]
    seen = set()
    for order in list(permutations(entries))[::7]:
        desk.decide(*order)
        desk.ok("resolve")
        seen.add(desk.export())
    assert len(seen) == 1
    assert desk.ok("resolve").stderr == "graphs changed: 0\n"
    desk.ok("build", "stories.jsonl", "--fast", "--store", "fresh.kg")
    assert desk.export("fresh.kg") in seen
    for left in range(len(entries) - 1, -1, -1):
        desk.decide(*entries[:left])
        desk.ok("resolve")
    assert desk.export() == before


def test_without_the_file_the_decisions_are_undone_and_that_is_said(desk):
    before = desk.export()
    desk.decide(SPLIT, JOIN)
    Path("curation.yaml").rename("ours.yaml")
    desk.ok("resolve", "--curation", "ours.yaml")
    assert desk.export() != before
    said = desk.ok("build", "stories.jsonl", "--fast").stderr
    assert "kg: no curation file: 2 decisions that this store had are undone" in said
    assert desk.export() == before


def test_a_shared_iri_means_all_that_it_stands_for(desk):
    desk.decide("different: [d:org/velt-freight, article/v2/org/velt-freight]")
    desk.ok("resolve")
    found = bodies(desk)
    assert found["v1"] != found["v2"]
    desk.ok("resolve")
    assert bodies(desk) == found
    # The IRI that a joining makes can be named as well.
    desk.decide(JOIN)
    desk.ok("resolve")
    (iri,) = desk.named("Edda Fosse")
    desk.decide(JOIN, f"rename: d:{iri}\n  to: Edda M. Fosse")
    assert "nothing" not in desk.ok("resolve").stderr
    assert desk.named("Edda M. Fosse") == [iri]


def test_a_fact_is_found_again_by_its_words(desk):
    words = "Tarn Mills was the employer in the walkout by Local 9."
    desk.decide(f"reject: {CLAIM}\n  words: {words}")
    desk.build({"id": "t2", "published": "2026-06-10", "publisher": "Wick Post", "text": f"Rain fell on Tarn. {T2}"})
    assert desk.rows("SELECT ?e { ?a lab:employer ?e }") == []
    # Without the words the old place is no fact any more, and that is said.
    desk.decide(f"reject: {CLAIM}")
    said = desk.ok("resolve").stderr
    assert f"kg: curation.yaml:1: reject {CLAIM} applies to nothing any more\n" in said
    assert desk.rows("SELECT ?e { ?a lab:employer ?e }") == [("org/tarn-mills",)]


def test_a_fact_of_other_words_at_the_same_place_is_not_meant(desk):
    desk.decide(f"reject: {CLAIM}\n  words: Something else was said.")
    assert "applies to nothing" in desk.ok("resolve").stderr
    assert desk.rows("SELECT ?e { ?a lab:employer ?e }") == [("org/tarn-mills",)]


def test_a_decision_on_nothing_is_told_of_at_each_build_and_stays(desk):
    desk.decide(SPLIT, "rename: article/zz/person/nobody\n  to: Somebody")
    text = Path("curation.yaml").read_bytes()
    told = "kg: curation.yaml:5: rename article/zz/person/nobody to Somebody applies to nothing any more"
    for _ in range(2):
        assert told in desk.ok("build", "stories.jsonl", "--fast").stderr
    assert Path("curation.yaml").read_bytes() == text
    assert len(desk.rows("SELECT ?d { ?d a lab:Decision }")) == 1


@pytest.mark.parametrize(
    "entries",
    [
        (JOIN, "different: [article/t1/person/edda-fosse, article/t2/person/edda-fosse]"),
        ('same: ["Velt Freight Inc.", "Velt Freight"]', SPLIT),
        ("rename: article/v1/org/velt-freight-inc\n  to: A", "rename: article/v2/org/velt-freight\n  to: B"),
        (f"accept: {CLAIM}", f"reject: {CLAIM}"),
        ("type: article/t2/org/tarn-mills\n  to: City", "type: article/t2/org/tarn-mills\n  to: Employer"),
    ],
)
def test_contradictions_name_both_lines_and_change_nothing(desk, entries):
    before = desk.export()
    desk.decide(*entries)
    done = desk.kg("resolve")
    assert done.returncode == 1
    second = 1 + entries[0].count("\n") + 4
    assert "kg: curation.yaml:1: " in done.stderr
    assert f" and curation.yaml:{second}: " in done.stderr
    assert "contradict each other" in done.stderr
    assert desk.export() == before


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("type: article/t2/org/tarn-mills\n  to: Fact", "curation.yaml:1: 'Fact' is no class of things."),
        ("type: article/t2/org/tarn-mills\n  to: Strike", "curation.yaml:1: "),
        ("reject: stories.jsonl", 'curation.yaml:1: "stories.jsonl" is 5 articles.'),
        ('different: ["Velt Freight", article/v2/org/velt-freight]', "names one thing twice"),
    ],
)
def test_what_cannot_be_is_an_error(desk, entry, says):
    desk.decide(entry)
    done = desk.kg("resolve")
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr


def test_a_place_and_a_body_are_never_one(desk):
    desk.decide('same: ["Velt County", "Velt Freight"]')
    said = desk.ok("resolve").stderr
    assert said.startswith('kg: curation.yaml:1: same "Velt County", "Velt Freight" joins nothing: its things are of ')
    desk.decide('same: ["Velt County", "Velt Freight"]', 'type: "Velt County"\n  to: Employer')
    assert desk.ok("resolve").stderr == "graphs changed: 2\n"
    assert desk.named("Velt County") == desk.named("Velt Freight")


def test_a_wrong_file_is_told_of_before_stories_are_read(desk):
    Path("curation.yaml").write_text("- same: [a]\n", encoding="utf-8")
    done = desk.kg("build", "stories.jsonl", "--fast", "--store", "none.kg")
    assert done.returncode == 1
    assert done.stderr.startswith("kg: curation.yaml:1: same lacks")
    assert not Path("none.kg").exists()
    done = desk.kg("build", "stories.jsonl", "--curation", "gone.yaml")
    assert (
        done.stderr == "kg: the curation file gone.yaml cannot be read: No such file or directory. Check --curation.\n"
    )


def test_decisions_of_a_retracted_story_are_reported(desk):
    desk.decide(JOIN)
    desk.ok("resolve")
    said = desk.ok("retract", "t1").stderr
    assert "curation.yaml:1: same" in said
    assert json.dumps("applies to nothing any more")[1:-1] in said


def test_the_example_of_the_documents_is_true(desk):
    root = Path(__file__).parents[2]
    text = (root / "docs" / "curation.md").read_text(encoding="utf-8")
    Path("curation.yaml").write_text(text.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    said = desk.ok("build", str(root / "seeds"), "--store", "seeds.kg").stderr
    lines = [line for line in said.splitlines() if line.startswith("kg: curation.yaml")]
    assert len(lines) == 4, said
    assert lines[-1] == "kg: curation.yaml:40: reject article/n9 applies to nothing any more"
    assert not any("kaiser" in line for line in lines)


def test_a_store_that_grew_and_a_fresh_one_are_alike_with_decisions(desk):
    changed = {"id": "t2", "published": "2026-06-10", "publisher": "Wick Post", "text": f"Rain fell on Tarn. {T2}"}
    added = {"id": "v5", "published": "2026-06-13", "text": "Velt Freight will close its Dorn yard."}
    desk.decide(SPLIT, JOIN, f"reject: {CLAIM}\n  words: Tarn Mills was the employer in the walkout by Local 9.")
    desk.ok("resolve")
    desk.build(changed, added)
    desk.ok("retract", "v3")
    grown = desk.export()
    kept = [json.loads(line) for line in Path("stories.jsonl").read_text(encoding="utf-8").splitlines()]
    desk.build(added, *[s for s in kept if s["id"] not in ("t2", "v3")], changed, store="fresh.kg")
    assert grown.replace("stories.jsonl", "more.jsonl") == desk.export("fresh.kg")
