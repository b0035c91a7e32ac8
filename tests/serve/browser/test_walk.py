"""Every page in a browser: it loads without an error, fits narrow and wide screens, and bars no reader."""

from urllib.parse import quote

import pytest

from kg.serve.app import pages
from kg.serve.site import address
from kg.vocab import LAB

# A page whose address needs values of the store gets them from `filled`.
FIXED = [page for page in pages() if page.name != "link"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


@pytest.fixture(scope="module")
def graph(site):
    """The graph's first things and links."""
    return site.get("/graph.json?view=all").json()["part"]


@pytest.fixture(scope="module")
def things(site, graph):
    """Addresses of one thing of each kind, a dispute, a statement, the hostile story and another one."""
    found = {thing["group"]: address(thing["iri"]) for thing in reversed(graph["things"])}
    found["statement"] = address(next(edge["behind"][0] for edge in graph["edges"] if edge["stance"]))
    asked = (
        "SELECT ?x ?kind WHERE { ?x a ?kind VALUES ?kind { lab:Article lab:Dispute } "
        "OPTIONAL { ?x schema:headline ?title } } ORDER BY ?title"
    )
    answer = site.get("/sparql", params={"query": asked}, headers={"accept": "application/sparql-results+json"})
    rows = [(row["kind"]["value"], row["x"]["value"]) for row in answer.json()["results"]["bindings"]]
    stories = [address(iri) for kind, iri in rows if kind == str(LAB.Article)]
    found |= {"dispute": next(address(iri) for kind, iri in rows if kind == str(LAB.Dispute))}
    found |= {"hostile": stories[0], "story": stories[-1]}
    assert {"person", "union", "employer", "action", "dispute", "hostile", "story"} <= found.keys()
    return list(found.values())


@pytest.fixture(scope="module")
def link(graph):
    edge = next(edge for edge in graph["edges"] if edge["behind"])
    return "/graph/link?" + "&".join(f"{key}={quote(edge[key], safe='')}" for key in ("source", "target", "kind"))


def looked_at(page, axe, where):
    """What is wrong with a page that has come to rest."""
    page.goto(where)
    page.wait_for_load_state("networkidle")
    wrong = []
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        if (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            wrong.append(f"{where} at {width}: {over} pixels too wide")
    page.evaluate(axe)
    for fault in page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]:
        if fault["impact"] in ("serious", "critical"):
            wrong.append(f"{where}: {fault['id']}: {fault['nodes'][0]['html'][:200]}")
    return wrong


@pytest.mark.parametrize("shown", FIXED, ids=lambda page: page.name)
def test_pages(shown, page, home, axe):
    where = f"{home}{shown.path}" + (f"?{shown.sample}" if shown.sample else "")
    assert looked_at(page, axe, where) == []
    assert page.locator("h1").count() == 1


def test_things(page, home, axe, things):
    assert [fault for thing in things for fault in looked_at(page, axe, home + thing)] == []


def test_link(page, home, axe, link):
    assert looked_at(page, axe, home + link) == []
    assert page.locator("mark").count() > 0


def test_what_is_not_there(page, home):
    found = page.request.get(f"{home}/data/nothing", headers={"accept": "text/html"})
    assert found.status == 404
    assert "<h1>" in found.text()


def test_the_box_at_the_top_finds_a_name(page, home):
    page.goto(home)
    page.locator(".find input").fill("ilves")
    page.keyboard.press("Enter")
    page.locator("main a", has_text="Marta Ilves").first.click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == "Marta Ilves"
