"""A story's page in a browser: what a mark says, characters that an address names, layers, with and without a mouse."""

import pytest

from tests.serve.browser.conftest import watched
from tests.serve.reading import story

TITLE = "Harbor Line drivers call strike from May 6"
HOSTILE = "<script>alert('title')</script> Strike at Ødegård & Søn"
PICKED = "[...(CSS.highlights.get('picked') ?? [])].map(String)"


@pytest.fixture
def shown(page, home, site):
    page.goto(home + story(site, TITLE))
    return page


def test_a_mark_tells_what_it_is_by_which_rule_and_which_facts_rest_on_it(shown):
    shown.locator("#story a.people", has_text="Devin Aske").first.click()
    panel = shown.locator("#panel")
    panel.locator("li").first.wait_for()
    said = panel.inner_text()
    assert "person Devin Aske" in said
    assert "rule name/Person · confidence" in said
    link = panel.get_by_role("link", name="Devin Aske", exact=True).last
    assert link.get_attribute("href") == "/data/person/devin-aske--harbor-line-transit"
    assert "Devin Aske is a spokesman at Harbor Line Transit." in said
    shown.keyboard.press("Escape")
    assert panel.is_hidden()


def test_the_panel_is_reached_and_left_by_keyboard(shown):
    mark = shown.locator("#story a.m").first
    mark.focus()
    shown.keyboard.press("Enter")
    shown.locator("#panel li").first.wait_for()
    shown.wait_for_function("document.activeElement.id === 'panel'")
    shown.keyboard.press("Escape")
    assert mark.evaluate("mark => mark === document.activeElement")


def test_words_beside_the_text_are_marked_in_it(shown):
    place = shown.locator(".beside a.words", has_text="characters 126–171").first
    place.click()
    shown.wait_for_function(f"{PICKED}.length === 1")
    assert shown.evaluate(PICKED) == ["We have waited two years for a fair contract,"]
    assert shown.url.endswith("#char=126,171")


@pytest.mark.parametrize(("start", "end"), [(0, 7), (240, 266), (130, 136)])
def test_an_address_may_name_any_characters(page, home, site, start, end):
    address = story(site, TITLE)
    text = site.get(address + ".json").json()["text"]
    page.goto(f"{home}{address}#char={start},{end}")
    page.wait_for_function(f"{PICKED}.length === 1")
    assert page.evaluate(PICKED) == [text[start:end]]


def test_characters_are_counted_as_the_graph_does_past_signs_that_are_shown_as_escapes(page, home, site):
    """Behind control characters, and past a sign that JavaScript counts as two."""
    address = story(site, HOSTILE)
    text = site.get(address + ".json").json()["text"]
    for words in ("DROP TABLE Quick", "picket line would hold"):
        start = text.index(words)
        page.goto("about:blank")
        page.goto(f"{home}{address}#char={start},{start + len(words)}")
        page.wait_for_function(f"{PICKED}.length === 1")
        assert page.evaluate(PICKED) == [words]


def test_a_layer_can_be_switched_off(shown):
    look = "mark => getComputedStyle(mark).backgroundImage"
    mark = shown.locator("#story .people").first
    assert "linear-gradient" in mark.evaluate(look).split(", none")[0]
    shown.locator("#show-people").uncheck()
    assert "linear-gradient" not in mark.evaluate(look).split("none")[0]


def test_without_scripts_links_lead_to_the_thing_and_fragments_to_the_words(chromium, home, site):
    with watched(chromium, viewport={"width": 1000, "height": 400}, java_script_enabled=False) as page:
        page.goto(home + story(site, TITLE))
        page.locator(".beside a.words", has_text="characters 240–266").first.click()
        box = page.locator('[id="char=240,266"]').bounding_box()
        assert 0 <= box["y"] < 400
        page.locator("#story a.people", has_text="Marta Ilves").first.click()
        assert page.locator("h1").inner_text() == "Marta Ilves"
