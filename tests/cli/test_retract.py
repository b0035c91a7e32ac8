"""`kg retract`: what only one story supports goes (case I03)."""

FIRST = {
    "id": "r1",
    "published": "2026-06-01",
    "text": "Ada Moss leads Local 40. Moss said “The mill must pay.” Bo Lund watched.",
}
SECOND = {"id": "r2", "published": "2026-06-01", "text": "Ada Moss leads Local 40, the Dorn Gazette found."}


def test_what_one_story_alone_supports_goes_and_the_rest_stays(desk):
    desk.build(SECOND, store="only.kg")
    desk.build(FIRST, SECOND, store="both.kg")
    done = desk.ok("retract", "r1", "--why", "a hoax", "--store", "both.kg")
    assert "retracted https://w3id.org/labornews/data/article/r1: 1 claim, 1 position, 1 statement" in done.stdout
    assert "only it spoke of: Bo Lund\n" in done.stdout
    after = desk.export("both.kg")
    assert after == desk.export("only.kg")
    assert "article/r1" not in after
    assert "Ada Moss" in after
    assert "The mill must pay" not in after
    query = "SELECT ?a { ?p a org:Membership ; lab:mentionSpan/lab:inArticle ?a }"
    found = desk.ok("query", "-e", query, "--format", "csv", "--store", "both.kg").stdout
    assert found.split() == ["a", "https://w3id.org/labornews/data/article/r2"]


def test_nothing_is_left_hanging(desk):
    desk.build(FIRST, SECOND)
    desk.ok("retract", "r1")
    orphans = "SELECT ?s { { ?x ?p ?s . ?s a lab:TextSpan FILTER NOT EXISTS { ?s lab:inArticle/a lab:Article } } UNION "
    orphans += "{ ?c lab:assertedIn ?s FILTER NOT EXISTS { ?s a ?k } } }"
    assert desk.rows(orphans) == []
    assert desk.kg("check").returncode == 0


def test_a_retracted_story_stays_so_until_it_is_brought_back(desk):
    desk.build(FIRST, SECOND)
    before = desk.export()
    desk.ok("retract", "d:article/r1", "--why", "a hoax")
    gone = desk.export()
    said = desk.build(FIRST, SECOND).stderr
    assert "stays retracted (a hoax)" in said
    assert desk.export() == gone
    assert "is retracted already (a hoax)" in desk.ok("retract", "r1").stderr
    assert "retracted: a hoax" in desk.ok("history", "r1").stdout
    assert "brought back" in desk.ok("retract", "r1", "--undo").stdout
    assert desk.export() == before
    assert "is not retracted" in desk.ok("retract", "r1", "--undo").stderr


def test_a_story_goes_by_its_address_and_file_too(desk):
    story = {"url": "https://example.org/moss", "published": "2026-06-01", "text": FIRST["text"]}
    before = desk.export()
    for name in ("https://example.org/moss", "moss.jsonl"):
        desk.build(story, name="moss.jsonl")
        desk.ok("retract", name)
        assert desk.export() == before
        desk.ok("retract", name, "--undo")


def test_what_is_not_there_or_not_one(desk):
    desk.build(FIRST, SECOND, name="moss.jsonl")
    before = desk.export()
    done = desk.kg("retract", "mos.jsonl")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("kg: labor.kg has no article mos.jsonl. Near are: moss.jsonl")
    done = desk.kg("retract", "moss.jsonl")
    assert done.returncode == 3
    assert "moss.jsonl names 2 articles of labor.kg" in done.stderr
    assert desk.export() == before


def test_the_decisions_of_curators_stay(desk):
    desk.decide('different: ["Velt Freight Inc.", "Velt Freight"]')
    desk.ok("resolve")
    desk.ok("retract", "t1")
    assert len(desk.named("Velt Freight")) == 1
    assert len(desk.rows("SELECT ?d { ?d a lab:Decision }")) == 1


def test_a_wrong_curation_file_leaves_the_story_where_it_is(desk):
    before = desk.export()
    desk.decide("same: [a]")
    assert desk.kg("retract", "t1").returncode == 1
    assert desk.export() == before
    assert "retracted" not in desk.kg("history", "t1").stdout
