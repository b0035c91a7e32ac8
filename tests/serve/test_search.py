"""The search page, its facets and its JSON twin."""

import shutil
from urllib.parse import parse_qsl, urlsplit

import pytest

from kg.ids import DATA
from kg.search import FILE
from tests.serve.conftest import serving
from tests.serve.reading import chosen, page, words


def hits(found, kind):
    return [hit for hit in chosen(found, "li.hit") if hit.get("data-kind") == kind]


def facet(found, name):
    """Value -> (count, link) of a facet."""
    rows = chosen(found, f"section[aria-labelledby=facet-{name}] li")
    return {words(row.xpath("a")[0]): (int(words(row.xpath("span")[0])), row.xpath("a")[0].get("href")) for row in rows}


def test_a_person_comes_first_with_the_words_marked(site):
    found = page(site, "/search?q=ilves")
    first = chosen(found, "li.hit")[0]
    assert first.get("data-kind") == "person"
    assert words(first.xpath(".//a")[0]) == "Marta Ilves"
    assert first.xpath(".//a")[0].get("href").startswith("/data/person/marta-ilves")
    assert [words(mark) for mark in first.xpath(".//a//mark")] == ["Ilves"]
    assert "in 4 stories" in words(first)


def test_a_quote_leads_to_its_characters_and_to_its_page(site):
    (quote,) = hits(page(site, "/search?q=crossed+nobody&kind=quote"), "quote")
    assert words(quote.xpath(".//blockquote")[0]) == "“Nobody crossed today,”"
    assert [words(mark) for mark in quote.xpath(".//blockquote//mark")] == ["Nobody", "crossed"]
    assert words(quote.xpath(".//p[@class='who']")[0]) == "Marta Ilves union side"
    own, characters, story = quote.xpath(".//p[@class='meta']/a/@href")
    address, _, where = characters.partition("#char=")
    start, end = map(int, where.split(","))
    assert address == story
    text = site.get(f"{address}.json").json()["text"]
    assert text[start:end] == "Nobody crossed today,"
    assert site.get(own).status_code == 200


def test_a_sentence_and_a_story(site):
    found = page(site, "/search?q=riders+strike")
    (sentence,) = hits(found, "sentence")
    assert words(sentence.xpath(".//p[@class='passage']")[0]).startswith("“This strike hurts the riders")
    (story,) = hits(found, "article")
    assert words(story.xpath(".//a")[0]) == "Oakport buses stop as drivers strike"


def test_facets_narrow_and_are_taken_out_again(site):
    found = page(site, "/search?q=strike")
    number, link = facet(found, "outlet")["Tidewater Ledger"]
    narrowed = page(site, f"/search{link}")
    answer = site.get(f"/search.json{link}").json()
    assert answer["hits"]["total"]["number"] == number
    assert {hit["outlet"] for hit in answer["hits"]["items"]} - {""} == {"Tidewater Ledger"}
    assert dict(parse_qsl(urlsplit(link).query)) == {"q": "strike", "outlet": "Tidewater Ledger"}
    assert facet(narrowed, "outlet").keys() >= {"Oakport Daily"}
    (choice,) = narrowed.xpath("//li[@class='chosen']/a")
    assert choice.get("href") == "?q=strike"
    assert narrowed.xpath("//input[@type='hidden' and @name='outlet']/@value") == ["Tidewater Ledger"]


def test_a_month_is_a_filter_of_days(site):
    _, link = facet(page(site, "/search?q=strike"), "month")["June 2024"]
    assert dict(parse_qsl(urlsplit(link).query)) == {"q": "strike", "since": "2024-06", "until": "2024-06"}
    days = {hit["day"] for hit in site.get(f"/search.json{link}").json()["hits"]["items"] if hit["article"]}
    assert days == {"2024-06-02"}


def test_pages_of_hits(site, monkeypatch):
    from kg.serve.pages import search

    monkeypatch.setattr(search, "SIZE", 3)
    found = page(site, "/search?q=strike&kind=sentence&page=2")
    assert len(chosen(found, "li.hit")) == 3
    assert chosen(found, "nav.pager a")[0].get("href") == "?q=strike&kind=sentence&page=1"
    firsts = [site.get(f"/search.json?q=strike&kind=sentence&page={n}").json()["hits"]["items"] for n in (1, 2)]
    assert not {hit["iri"] for hit in firsts[0]} & {hit["iri"] for hit in firsts[1]}


def test_a_word_that_no_story_has(site):
    found = page(site, "/search?q=ilvez")
    assert "for ilves; no story has ilvez" in words(chosen(found, "p[role=status]")[0])
    assert "Nothing has all of these words" in words(page(site, "/search?q=xylophone"))
    assert "Nothing is left" in words(page(site, "/search?q=strike&outlet=Nobody"))


def test_without_words_there_is_only_the_form(site):
    found = page(site, "/search")
    assert chosen(found, "li.hit") == []
    assert len(chosen(found, "form.big-search")) == 1
    assert site.get("/search.json").json()["hits"]["items"] == []


@pytest.mark.parametrize(
    ("query", "says"),
    [("q=a&kind=people", "no kind"), ("q=…", "no word"), ("q=a&since=May", "no day"), ("q=a&page=0", "page")],
)
def test_what_cannot_be_searched_for_is_said(site, query, says):
    answer = site.get(f"/search.json?{query}")
    assert answer.status_code == 400
    assert says in answer.json()["error"]


def test_words_and_stories_are_never_markup(site):
    """What was typed, titles, names and sentences come back as text."""
    nasty = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    found = page(site, f"/search?q=foundry+{nasty.replace('=', '%3D')}&outlet={nasty.replace('=', '%3D')}")
    assert chosen(found, "form.big-search input")[0].get("value") == f"foundry {nasty}"
    for path in ("/search?q=foundry", "/search?q=script", "/search?q=alert", "/search?q=longname*", "/search?q=evoba"):
        shown = page(site, path)
        assert len(chosen(shown, "li.hit")) > 0, path
        for document in (found, shown):
            assert document.xpath("//img | //b[not(ancestor::footer)] | //script[not(@src)]") == []
            assert document.xpath("//@onerror | //a[contains(@href, 'javascript:')]") == []
    assert "\\u202e" in words(page(site, "/search?q=evoba"))
    assert "\x1b" not in site.get("/search?q=evoba").text


def test_a_store_without_an_index_and_one_that_is_behind(store, tmp_path):
    copy = shutil.copytree(store, tmp_path / "labor.kg")
    (copy / FILE).unlink()
    with serving(copy) as site:
        assert site.get("/search.json?q=ilves").json()["hits"]["items"][0]["name"] == "Marta Ilves"
    from kg.store import open_store

    shutil.copy(store / FILE, copy / FILE)
    with open_store(copy, write=True) as opened:
        opened.readings().show(f"{DATA}world/graph", "another")
    with serving(copy) as site:
        assert "older than the stories" in words(page(site, "/search?q=ilves"))
        assert site.get("/search.json?q=ilves").json()["behind"] is True
