"""The page of questions: writing, completing, running, and what is said of errors."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

READY = "#ask[data-state=ready]"
UNIONS = "SELECT ?union ?name WHERE { ?union a lab:LaborUnion ; rdfs:label ?name } ORDER BY ?name"


@pytest.fixture
def editor(page, home):
    """The page, ready, with an empty editor in hand."""
    page.goto(f"{home}/query")
    page.wait_for_selector(READY)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    return page


def test_a_query_runs_and_its_things_are_linked(editor, home):
    editor.keyboard.insert_text(UNIONS)
    editor.keyboard.press("Control+Enter")
    editor.wait_for_selector("#answer tbody tr")
    names = editor.locator("#answer tbody td:nth-child(2)").all_inner_texts()
    assert names == ["Foundry Workers Union", "Oakport Transit Workers Union"]
    editor.locator("#answer tbody a").nth(1).click()
    editor.wait_for_load_state()
    assert "Oakport Transit Workers Union" in editor.locator("h1").inner_text()


def test_an_answer_can_be_kept(editor):
    editor.keyboard.insert_text(UNIONS)
    editor.keyboard.press("Control+Enter")
    editor.wait_for_selector("#answer tbody tr")
    with editor.expect_download() as found:
        editor.locator("#answer button", has_text="CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(found.value.path()).read_text("utf-8"))))
    assert [row["name"] for row in rows] == ["Foundry Workers Union", "Oakport Transit Workers Union"]


def test_triples_and_yes_or_no(editor):
    editor.keyboard.insert_text("CONSTRUCT { ?u a lab:LaborUnion } WHERE { ?u a lab:LaborUnion }")
    editor.keyboard.press("Control+Enter")
    editor.wait_for_selector("#answer pre")
    assert "lab:LaborUnion" in editor.locator("#answer pre").inner_text()
    assert editor.locator("#answer button").all_inner_texts() == ["Turtle"]
    editor.locator(".cm-content").click()
    editor.keyboard.press("Control+a")
    editor.keyboard.insert_text("ASK { ?u a lab:LaborUnion }")
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("#answer")).to_have_text("Yes.Keep it: CSV JSON ")


def test_an_error_is_shown_with_its_line(chromium, home):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{home}/query")
    page.wait_for_selector(READY)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("SELECT ?a WHERE {\n  ?a ?b\n}")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer [role=alert]")
    assert "line 3" in page.locator("#answer").inner_text()
    assert page.locator(".cm-activeLine").inner_text() == "}"
    context.close()


def test_terms_are_completed_with_their_prefix(editor):
    editor.keyboard.type("SELECT * { ?x a lab:Lockou")
    editor.wait_for_selector(".cm-tooltip-autocomplete li")
    assert "lab:Lockout" in editor.locator(".cm-tooltip-autocomplete li").first.inner_text()
    assert "closing of a workplace" in editor.locator(".cm-completionInfo").inner_text()
    editor.keyboard.press("Enter")
    text = editor.locator("#query").input_value()
    assert text.startswith("PREFIX lab: <https://w3id.org/labornews/def#>\n")
    assert text.endswith("?x a lab:Lockout")


def test_a_question_of_the_library_with_its_parameter(page, home):
    page.goto(f"{home}/query")
    page.wait_for_selector(READY)
    page.locator("#question").select_option("who-said-what-about-whom")
    page.wait_for_selector(f"{READY} .parameters")
    page.locator("[name='p.speaker']").fill("Ruth Calder")
    page.locator("#ask button[name=run]").click()
    page.wait_for_selector("#answer tbody tr")
    text = page.locator("#answer").inner_text()
    assert "Ruth Calder" in text
    assert "Marta Ilves" not in text


def test_it_answers_without_scripts(chromium, home):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}/query")
    page.locator("#query").fill(UNIONS)
    page.locator("#ask button").click()
    assert page.locator("#answer tbody tr").count() == 2
    page.locator("#query").fill("SELECT")
    page.locator("#ask button").click()
    assert "line 1" in page.locator("#answer [role=alert]").inner_text()
    context.close()
