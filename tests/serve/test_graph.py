"""The graph's pages as a program sees them: parts, sentences, and what is said of requests that are off."""

from urllib.parse import quote

import pytest

from kg.prefixes import PREFIXES


def part(site, query=""):
    answer = site.get(f"/graph.json?{query}")
    assert answer.status_code == 200
    return answer.json()["part"]


def test_a_part_is_found_by_name_or_iri(site):
    by_name = part(site, "focus=marta%20ILVES")
    assert by_name["things"][0]["label"] == "Marta Ilves"
    assert part(site, "focus=" + quote(by_name["focus"][0], safe="")) == by_name
    assert {"source", "target", "kind", "stance", "weight", "behind"} == by_name["edges"][0].keys()
    ends = {edge[end] for edge in by_name["edges"] for end in ("source", "target")}
    assert ends <= {thing["iri"] for thing in by_name["things"]}


def test_the_limit_holds_and_what_is_left_out_is_counted(site):
    whole, few = part(site, "view=all&limit=500"), part(site, "view=all&limit=3")
    assert len(few["things"]) == 3
    assert few["left_out"] >= len(whole["things"]) - 3
    assert whole["left_out"] == 0


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("limit=0", "limit='0' is no number of things."),
        ("limit=1e3", "limit='1e3' is no number of things."),
        ("focus=Nobody", "nothing here is called 'Nobody'."),
        ("focus=https%3A%2F%2Fexample.org%2F%20x", "nothing here is called 'https://example.org/ x'."),
        ("focus=http%3A%2F%2F%3Cx%3E", "nothing here is called 'http://<x>'."),
        ("view=none", "there is no view 'none'."),
    ],
)
def test_requests_that_are_off(site, query, what):
    answer = site.get(f"/graph.json?{query}")
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"] == what


def test_a_link_has_the_evidence_of_its_edge(site):
    edge = next(edge for edge in part(site)["edges"] if edge["stance"] == "criticizes")
    asked = {key: edge[key] for key in ("source", "target", "kind")}
    found = site.get("/graph/link.json", params=asked).json()
    assert [one["iri"] for one in found["evidence"]] == edge["behind"]
    assert found["weight"] == edge["weight"]
    assert site.get("/graph/link.json", params={**asked, "kind": "hums"}).status_code == 400
    assert site.get("/graph/link.json").status_code == 400


def test_a_hostile_name_is_data_in_the_page(site):
    page = site.get("/graph?view=all", headers={"accept": "text/html"}).text
    head, _, rest = page.partition('<script type="application/json" id="graph-data">')
    data = rest.partition("</script>")[0]
    assert "Żebrowska" in data or "\\u017bebrowska" in data
    assert "<" not in data
    assert "<img src=x" not in head


def test_terms_have_their_meaning_and_prefixes(site):
    found = site.get("/terms.json").json()
    assert found["prefixes"] == PREFIXES
    terms = {term["name"]: term for term in found["terms"]}
    assert terms["lab:Strike"]["definition"].startswith("A temporary work stoppage")
    assert "rdfs:label" in terms


def test_a_question_binds_its_parameters_and_says_what_is_wrong(site):
    asked = {"question": "who-said-what-about-whom", "p.speaker": 'x" } DROP'}
    found = site.get("/query.json", params=asked).json()
    assert '"x\\" } DROP"' in found["bound"]
    assert found["answer"] is None
    wrong = site.get("/query.json", params={"query": "SELECT ?a {\n ?a ?b }", "run": "1"}).json()
    assert (wrong["fault"]["line"], wrong["answer"]) == (2, None)
    forbidden = site.get("/query.json", params={"query": "DROP ALL", "run": "1"}).json()
    assert forbidden["fault"]["what"]
    assert site.get("/query.json", params={"question": "none-such"}).status_code == 400
