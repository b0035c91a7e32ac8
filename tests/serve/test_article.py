"""A story's page: its text character for character, with marks."""

import lxml.html
import pytest

from kg.escapes import visible
from kg.serve import story as cut
from tests.serve.reading import chosen, page, story, words

TITLES = [
    "Harbor Line drivers call strike from May 6",
    "Drivers ratify contract with Harbor Line",
    "<script>alert('title')</script> Strike at Ødegård & Søn",
]


@pytest.mark.parametrize("title", TITLES)
def test_the_text_is_the_story_character_for_character(site, title):
    address = story(site, title)
    paragraphs = chosen(page(site, address), "#story p")
    record = site.get(address + ".json").json()
    assert "".join(p.text_content() for p in paragraphs) == visible(record["text"])
    assert len(paragraphs) == record["text"].strip().count("\n\n") + 1


@pytest.mark.parametrize("title", TITLES)
def test_each_mark_lies_on_its_characters(site, title):
    address = story(site, title)
    record = site.get(address + ".json").json()
    found = {}
    for piece in page(site, address).xpath("//article[@id='story']//*[@data-marks]"):
        for number in piece.get("data-marks").split():
            found[int(number)] = found.get(int(number), "") + piece.text_content()
            assert record["marks"][int(number)]["layer"] in piece.get("class").split()
    expected = {n: visible(record["text"][m["start"] : m["end"]]) for n, m in enumerate(record["marks"])}
    assert found == expected
    assert len(found) > 10


def test_a_fragment_has_its_anchor_before_its_first_character(site):
    address = story(site, TITLES[0])
    text = site.get(address + ".json").json()["text"]
    found = page(site, address)
    anchor = found.get_element_by_id("char=126,171")
    before = "".join(anchor.xpath("preceding::text()[ancestor::article[@id='story'] and ancestor::p]"))
    assert before == text[:126]


def test_every_place_named_beside_the_text_is_an_anchor_in_it(site):
    found = page(site, story(site, TITLES[0]))
    ids = set(found.xpath("//article[@id='story']//span[@class='at']/@id"))
    places = {link.get("href") for link in chosen(found, ".beside a.words")}
    assert len(places) > 10
    assert {place.removeprefix("#") for place in places} <= ids


def test_sayings_stand_beside_the_text_in_reading_order(site):
    sayings = [
        words(s) for s in chosen(page(site, story(site, TITLES[0])), "section[aria-labelledby=said] .saying .who")
    ]
    assert [s.partition(" said")[0].partition(" called")[0] for s in sayings][1:5] == [
        "Marta Ilves, president, Oakport Transit Workers Union",
        "Oakport Transit Workers Union",
        "Harbor Line Transit put",
        "Devin Aske, spokesman, Harbor Line Transit",
    ]


def test_layers_can_be_chosen_and_tell_how_much_they_have(site):
    found = page(site, story(site, TITLES[0]))
    boxes = {box.get("id"): words(box.getparent()) for box in chosen(found, ".layers input")}
    assert boxes["show-people"] == "People 2"
    assert all("checked" in box.attrib for box in chosen(found, ".layers input"))


def test_pieces_end_at_every_border_of_overlapping_marks():
    article = _article("Ada Lo spoke.\n\nEnd", [("people", 0, 6), ("speech", 4, 12), ("events", 7, 12)])
    pieces = [(p.text, p.marks) for paragraph in cut.paragraphs(article) for p in paragraph]
    assert pieces == [
        ("Ada ", (0,)), ("Lo", (0, 1)), (" ", (1,)), ("spoke", (1, 2)), (".\n\n", ()), ("End", ()),
    ]  # fmt: skip
    assert [len(paragraph) for paragraph in cut.paragraphs(article)] == [5, 1]


def test_offsets_are_code_points_and_a_steering_sign_is_a_piece_of_its_own():
    article = _article("🪧\u202e Ada", [("people", 3, 6)])
    assert [(p.text, p.odd) for p in cut.paragraphs(article)[0]] == [
        ("🪧", False), ("\u202e", True), (" ", False), ("Ada", False),
    ]  # fmt: skip


def _article(text, marks):
    from kg.profile.parts import Mark, Ref
    from kg.profile.records import ArticleProfile

    made = tuple(Mark(layer, start, end, f"x:{start}", "", "person", "", "", None) for layer, start, end in marks)
    nothing = ()
    return ArticleProfile(
        Ref("x:a", "A", "article", "article"), "", None, "", "", "", "", None, text, nothing, None, nothing, nothing,
        False, nothing, made, nothing, nothing, nothing, nothing, nothing,
    )  # fmt: skip


def test_the_page_is_one_document_without_scripts_of_its_own(site):
    found = site.get(story(site, TITLES[0]), headers={"accept": "text/html"})
    document = lxml.html.document_fromstring(found.text)
    assert [script.get("src") for script in chosen(document, "script")] == ["/static/article.js"]
    assert document.xpath("//@style") == []
