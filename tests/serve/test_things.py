"""Pages of things: who says what, in which characters; forms by Accept; the same record as JSON."""

import dataclasses
from urllib.parse import urljoin

import pyoxigraph
import pytest

from kg.config import Settings
from kg.ids import DATA, graph_iri
from kg.pipeline import build, read
from kg.profile.lookup import profile
from kg.profile.records import ActionProfile, AgentProfile, ArticleProfile, DisputeProfile, FactProfile
from kg.store import open_store
from tests.serve.conftest import serving
from tests.serve.reading import chosen, page, story, words

MARTA = "/data/person/marta-ilves--oakport-transit-workers-union"
STRIKE = "/data/action/strike-harbor-line-transit-oakport-transit-workers-union-2024-05-06"
DISPUTE = "/data/dispute/oakport-transit-workers-union-harbor-line-transit-2024"
FORMS = ["text/html", "application/json", "text/turtle", "application/ld+json"]


def test_what_somebody_said_stands_under_the_speaker_with_its_characters(site):
    article = story(site, "Harbor Line drivers call strike from May 6")
    text = site.get(article + ".json").json()["text"]
    sayings = chosen(page(site, MARTA), "section[aria-labelledby=said] .saying")
    quoted = next(s for s in sayings if "We have waited two years" in words(s))
    assert words(chosen(quoted, "blockquote.direct")[0]) == (
        "“We have waited two years for a fair contract,” … “Our members are exhausted.”"
    )
    places = [link.get("href") for link in chosen(quoted, "a.words")]
    assert places == [f"{article}#char=126,171", f"{article}#char=240,266"]
    assert text[126:171] == "We have waited two years for a fair contract,"
    assert words(chosen(quoted, ".citation")[0]).startswith(
        "Marta Ilves: “We have waited two years for a fair contract,”"
    )
    assert "Tidewater Ledger, May 1, 2024, characters 126–171, 240–266" in words(chosen(quoted, ".citation")[0])
    told = next(s for s in sayings if "88 percent" in words(s))
    assert words(chosen(told, "blockquote")[0]) == "88 percent of members voted yes"
    assert not any("reckless" in words(s) for s in sayings)


def test_two_figures_stand_side_by_side_with_who_gives_them(site):
    rows = chosen(page(site, STRIKE), "table.figures tbody")
    group = next(body for body in rows if "figures differ" in words(body))
    assert words(chosen(group, "tr.group")[0]).startswith("Participant (person)")
    cells = [[words(cell) for cell in chosen(row, "td")][:3] for row in chosen(group, "tr")[1:]]
    assert cells == [
        ["about 640", "approximately", "Oakport Transit Workers Union"],
        ["fewer than 400", "less than", "Harbor Line Transit"],
    ]


def test_an_action_has_its_stages_with_who_tells_them(site):
    steps = [words(li) for li in chosen(page(site, STRIKE), ".timeline li")]
    assert any(
        "under way by the article itself: “went on strike”, Oakport buses stop as drivers strike" in s for s in steps
    )
    assert [s for s in steps if s.startswith("May 15, 2024 · ended")]


def test_a_dispute_has_its_history_in_order(site):
    found = page(site, DISPUTE)
    days = [time.get("datetime") for time in chosen(found, ".timeline .day time")]
    assert days == sorted(days)
    assert len(days) >= 4
    told = {words(dt): words(dt.getnext()) for dt in chosen(found, "header dl dt")}
    assert told["Where"] == "Oakport"
    assert "wages" in told["Issues"].split(", ")
    assert words(chosen(found, "h1")[0]) == "Oakport Transit Workers Union and Harbor Line Transit, 2024"


def test_a_fact_shows_its_sentence_with_the_words_marked(site):
    saying = site.get(MARTA + ".json").json()["said"]["items"][0]
    found = page(site, saying["iri"].replace(DATA, "/data/"))
    assert (
        words(chosen(found, ".passage")[0])
        == "Marta Ilves, president of the union, said 88 percent of members voted yes."
    )
    assert words(chosen(found, ".passage mark")[0]) == "88 percent of members voted yes"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("application/json", "application/json"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json, text/turtle;q=0.9", "application/ld+json"),
        ("application/ld+json;q=0.5, text/turtle;q=0.9", "text/turtle"),
        ("text/*;q=0.5, text/turtle", "text/turtle"),
        ("text/html;q=0, */*;q=0.1", "application/json"),
        ("TEXT/Turtle ; q=1", "text/turtle"),
    ],
)
def test_the_plain_address_answers_in_the_form_asked_for(site, accept, kind):
    found = site.get(MARTA, headers={"accept": accept})
    assert found.status_code == 200
    assert found.headers["content-type"].partition(";")[0] == kind
    assert found.headers["vary"] == "Accept"
    assert all(f'type="{form}"' in found.headers["link"] for form in FORMS)


def test_a_form_that_is_not_there_is_refused(site):
    found = site.get(MARTA, headers={"accept": "image/png"})
    assert found.status_code == 406
    assert "text/turtle" in found.text


@pytest.mark.parametrize(
    "path", ["/data/person/nobody", "/data/person/nobody.ttl", "/data/", "/issue/nothing", MARTA + ".png"]
)
def test_what_the_store_does_not_know_is_not_found(site, path):
    assert site.get(path, headers={"accept": "text/html"}).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "99999999", "²"])
def test_a_page_that_is_none_is_refused(site, page):
    assert site.get(MARTA, params={"page": page}).status_code == 400


@pytest.mark.parametrize(
    ("path", "record"),
    [
        (MARTA, AgentProfile),
        ("/data/union/oakport-transit-workers-union", AgentProfile),
        (STRIKE, ActionProfile),
        (DISPUTE, DisputeProfile),
        ("/issue/wages", FactProfile),
    ],
)
def test_the_twin_has_the_fields_of_the_record(site, path, record):
    found = site.get(path + ".json").json()
    assert list(found) == [field.name for field in dataclasses.fields(record)]
    twin = chosen(page(site, path), "link[type=application/json]")[0].get("href")
    assert twin == path + ".json"


def test_the_twin_says_what_the_profile_says(site, store):
    article = story(site, "Oakport buses stop as drivers strike")
    with open_store(store) as opened:
        record = profile(opened.engine(), article.replace("/data/", DATA))
    assert isinstance(record, ArticleProfile)
    found = site.get(article + ".json").json()
    assert found["text"] == record.text
    assert [s["iri"] for s in found["sayings"]] == [s.iri for s in record.sayings]
    assert found["marks"][0] == dataclasses.asdict(record.marks[0])


def test_the_turtle_of_a_story_is_its_graph(site, store):
    article = story(site, "Oakport buses stop as drivers strike")
    served = {(q.subject, q.predicate, str(q.object)) for q in _parsed(site, article)}
    with open_store(store) as opened:
        kept = {
            (q.subject, q.predicate, str(q.object)) for q in opened.quads(graph_iri(article.replace("/data/", DATA)))
        }
    assert served == kept
    assert len(kept) > 100


def test_the_turtle_of_a_thing_has_its_words_with_their_offsets(site):
    quads = _parsed(site, MARTA)
    exact = {q.object.value for q in quads if q.predicate.value.endswith("#exact")}
    assert {"Marta Ilves", "she"} <= exact
    offsets = [q.object for q in quads if q.predicate.value.endswith("#start")]
    assert {o.datatype.value.rpartition("#")[2] for o in offsets} == {"nonNegativeInteger"}
    assert site.get(MARTA + ".ttl").text == site.get(MARTA + ".ttl").text


def _parsed(site, path):
    found = site.get(path, headers={"accept": "text/turtle"})
    return list(pyoxigraph.parse(found.text, format=pyoxigraph.RdfFormat.TURTLE))


def test_lists_have_pages(site):
    first, second = page(site, MARTA), page(site, MARTA + "?page=2")
    assert len(chosen(first, "section[aria-labelledby=said] .saying")) == 5
    assert chosen(second, "section[aria-labelledby=said] .saying") == []
    pager = chosen(second, "section[aria-labelledby=said] nav.pager")[0]
    assert words(chosen(pager, "a")[0]) == "← Previous"
    assert chosen(pager, "a")[0].get("href") == "?page=1"
    assert site.get(MARTA + ".json?page=2").json()["said"] | {"total": None} == {
        "items": [], "number": 2, "size": 20, "total": None,
    }  # fmt: skip


@pytest.mark.parametrize("key", ["x y/z?q=1#f%41 'é<b>.json", "..", ".", "!..", "..json", "../../x"])
def test_an_id_of_any_signs_has_an_address(tmp_path, key):
    """Blanks, a slash, a question mark, what looks like an escape, a step up, the end of another form."""
    (tmp_path / "a.txt").write_text(
        f'---\nid: "{key}"\ntitle: Odd\n---\nDrivers in Oak will strike, said Ada Lo, a driver.', "utf-8"
    )
    settings = Settings(fast=True)
    with open_store(tmp_path / "odd.kg", write=True, create=True) as opened:
        assert [done.error for done in build(read([str(tmp_path / "a.txt")], settings), opened, settings)] == [None]
    with serving(tmp_path / "odd.kg") as client:
        address = story(client, "Odd")
        document = page(client, address)
        assert words(chosen(document, "h1")[0]) == "Odd"
        record = client.get(address + ".json").json()
        assert record["sayings"][0]["speakers"][0]["label"] == "Ada Lo"
        assert client.get(address + ".ttl").text.count("schema:headline") == 1
        links = {link for link in document.xpath("//main//@href") if link.startswith("/")}
        assert len(links) > 3
        # A browser takes steps up and down out of an address before it asks.
        assert {urljoin("http://localhost/data/article/x", link) for link in links} == {
            f"http://localhost{link}" for link in links
        }
        assert {client.get(link).status_code for link in links} == {200}
