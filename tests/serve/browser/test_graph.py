"""The graph page: choosing, opening, filtering, finding, by mouse and by keys; and the file that needs no server."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pyoxigraph import Literal, NamedNode, Quad

from kg.draw.page import draw_page
from kg.draw.views import LABELS, RDF_TYPE
from kg.profile.evidence import Evidence, Evidences
from kg.profile.parts import Passage
from kg.serve.site import address
from kg.store import open_store
from kg.vocab import FOAF, LAB

SETTLED = "#graph[data-state=settled]"
PLACES = "document.querySelector('.graph-chart')._cyreg.cy.nodes().map(n => [n.id(), n.position('x'), n.position('y')])"
SHOWN = "document.querySelector('.graph-chart')._cyreg.cy.elements(':visible').map(e => e.id())"
AT = """id => {
    const box = document.querySelector('.graph-chart'), cy = box._cyreg.cy, found = cy.getElementById(id);
    const at = found.isNode() ? found.renderedPosition() : found.renderedMidpoint(), from = box.getBoundingClientRect();
    return [from.x + at.x, from.y + at.y];
}"""
# the first of some lines that no other one crosses in its middle
FREE = """ids => {
    const cy = document.querySelector('.graph-chart')._cyreg.cy;
    return ids.find(id => {
        const at = cy.getElementById(id).midpoint(), hit = cy.renderer().findNearestElement(at.x, at.y, true, false);
        return hit && hit.id() === id;
    });
}"""
GRAPH = NamedNode("https://example.org/graph")
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \u202eevil \x1b[31m " + "long" * 400


def opened(page, where):
    page.goto(where)
    page.wait_for_selector(SETTLED)
    return page


def shown(page):
    """IRIs of the things and keys of the lines that are drawn, a moment later."""
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"
    )
    return set(page.evaluate(SHOWN))


def chosen(page):
    return page.locator(".graph-panel h2").inner_text()


def test_a_line_opens_its_sentences(page, home, site):
    part = site.get("/graph.json?view=speech").json()["part"]
    names = ("source", "target", "kind")
    lines = [json.dumps([edge[key] for key in names], separators=(",", ":")) for edge in part["edges"]]
    line = opened(page, f"{home}/graph?view=speech").evaluate(FREE, lines)
    page.mouse.click(*page.evaluate(AT, line))
    page.wait_for_selector(".graph-sentences mark")
    asked = dict(zip(names, json.loads(line), strict=True))
    evidence = site.get("/graph/link.json", params={**asked, "view": "speech"}).json()["evidence"]
    assert evidence
    texts = [passage["text"] for one in evidence for passage in one["passages"]]
    assert page.locator(".graph-sentences blockquote").all_inner_texts() == texts
    passage = evidence[0]["passages"][0]
    place = f"{address(passage['article'])}#char={passage['marks'][0][0]},{passage['marks'][-1][1]}"
    assert page.locator(".graph-sentences a").first.get_attribute("href") == place


def test_a_thing_shows_its_card_and_its_page(page, home, site):
    thing = site.get("/graph.json?view=speech").json()["part"]["things"][0]
    opened(page, f"{home}/graph").mouse.click(*page.evaluate(AT, thing["iri"]))
    assert chosen(page) == thing["label"]
    page.locator(".graph-panel a.button").click()
    page.wait_for_load_state()
    assert page.url.startswith(f"{home}/data/")
    assert thing["label"] in page.locator("h1").inner_text()


def test_filters_take_things_and_lines_away(page, home):
    opened(page, f"{home}/graph?view=speech")
    before = shown(page)
    page.locator("input[name='Links-criticizes']").uncheck()
    gone = before - shown(page)
    assert gone
    assert all(json.loads(key)[2] == "criticizes" for key in gone)
    page.locator("input[name='Things-person']").uncheck()
    assert not [iri for iri in shown(page) if iri.startswith("http") and "/person/" in iri]
    page.locator("input[name='Things-person']").check()
    page.locator("input[name='Links-criticizes']").check()
    assert shown(page) == before


def test_finding_a_name_and_opening_it_adds_what_is_near(page, home, site):
    opened(page, f"{home}/graph?view=all&limit=2")
    before = len(page.evaluate(PLACES))
    assert before == 2
    page.locator(".graph-find input").fill("marta ilves")
    page.keyboard.press("Enter")
    expect(page.locator(".graph-panel h2")).to_have_text("Marta Ilves")
    page.wait_for_selector(SETTLED)
    assert len(page.evaluate(PLACES)) > before


def test_a_name_that_is_not_there_is_said(chromium, home):
    context = chromium.new_context()
    page = opened(context.new_page(), f"{home}/graph")
    page.locator(".graph-find input").fill("Nobody of that name")
    page.keyboard.press("Enter")
    expect(page.locator(".graph-status")).to_contain_text("nothing here is called 'Nobody of that name'")
    context.close()


def test_keys_go_from_thing_to_thing_and_open_them(page, home):
    opened(page, f"{home}/graph?view=all&limit=4")
    page.locator(".graph-chart").focus()
    page.keyboard.press("ArrowRight")
    first = chosen(page)
    before = len(page.evaluate(PLACES))
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => {PLACES}.length > {before}")
    page.wait_for_selector(SETTLED)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert chosen(page) != first
    page.keyboard.press("Escape")
    assert page.locator(".graph-panel h2").count() == 0


def test_the_table_says_what_the_drawing_shows(page, home, site):
    part = site.get("/graph.json?view=all").json()["part"]
    opened(page, f"{home}/graph?view=all").locator(".graph-table summary").click()
    expect(page.locator(".graph-table tbody tr")).to_have_count(len(part["edges"]))
    page.locator(".graph-table tbody tr button").first.click()
    assert chosen(page) in {thing["label"] for thing in part["things"]}


def test_the_same_graph_gets_the_same_places(page, home):
    first = opened(page, f"{home}/graph?view=all").evaluate(PLACES)
    assert len({(x, y) for _, x, y in first}) == len(first)
    assert opened(page, f"{home}/graph?view=all").evaluate(PLACES) == first


def test_without_scripts_there_is_a_table(chromium, home, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}/graph")
    edges = site.get("/graph.json").json()["part"]["edges"]
    assert page.locator("#graph tbody tr").count() == len(edges)
    page.locator("#graph tbody tr td:nth-child(2) a").first.click()
    assert "/graph/link" in page.url
    context.close()


def said(count, label="Person {}"):
    """Quads of so many people, each of whom says something about the next one."""
    people = [NamedNode(f"https://example.org/person/{i}") for i in range(count)]
    for i, person in enumerate(people):
        statement = NamedNode(f"https://example.org/statement/{i}")
        yield Quad(person, NamedNode(RDF_TYPE), NamedNode(str(FOAF.Person)), GRAPH)
        yield Quad(person, NamedNode(LABELS[0]), Literal(label.format(i)), GRAPH)
        yield Quad(statement, NamedNode(str(LAB.speaker)), person, GRAPH)
        yield Quad(statement, NamedNode(str(LAB.about)), people[(i + 1) % count], GRAPH)


def told(iri):
    return Evidence(
        iri, "", "", HOSTILE, (), "", (Passage("https://example.org/a", HOSTILE, "", HOSTILE, 5, ((7, 9),)),)
    )


@pytest.mark.parametrize("count", [5, 5000])
def test_a_file_opens_from_the_disk_alone(page, tmp_path, count):
    output = tmp_path / "graph.html"
    drawn = draw_page(said(count), told, output, "speech")
    assert drawn.nodes == count
    again = tmp_path / "again.html"
    draw_page(said(count), told, again, "speech")
    assert again.read_bytes() == output.read_bytes()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, output.as_uri())
    assert asked == [output.as_uri(), "data:,"] or asked == [output.as_uri()]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["again.html", "graph.html"]
    assert len(page.evaluate(PLACES)) == min(count, 300)
    page.locator(".graph-find input").fill(f"Person {count - 1}")
    page.keyboard.press("Enter")
    expect(page.locator(".graph-panel h2")).to_have_text(f"Person {count - 1}")


def test_hostile_names_and_sentences_are_text(page, tmp_path):
    output = tmp_path / "graph.html"
    draw_page(said(3, HOSTILE + "{}"), told, output, "speech", None)
    opened(page, output.as_uri()).locator(".graph-table summary").click()
    expect(page.locator(".graph-table tbody tr")).to_have_count(3)
    assert page.locator(".graph-table tbody img, .graph-table tbody script").count() == 0
    shown = page.locator(".graph-table tbody tr td").first.inner_text()
    assert shown.startswith("</script><script>alert(1)</script><img src=x onerror=alert(2)> \\u202eevil \\x1b[31m ")
    page.locator(".graph-table tbody tr td:nth-child(2) button").first.click()
    page.wait_for_selector(".graph-sentences mark")
    assert page.locator(".graph-sentences mark").inner_text() == HOSTILE[2:4]
    assert page.locator(".graph-panel img").count() == 0


def test_a_file_has_the_sentences_of_the_store(page, store, tmp_path):
    output = tmp_path / "graph.html"
    with open_store(store) as opened_store:
        draw_page(opened_store.quads(), Evidences(opened_store.engine()).of, output, "speech", "Devin Aske")
    opened(page, Path(output).as_uri()).locator(".graph-table summary").click()
    page.locator(".graph-table button", has_text="criticizes").first.click()
    page.wait_for_selector(".graph-sentences mark")
    assert "reckless" in page.locator(".graph-sentences").inner_text()
