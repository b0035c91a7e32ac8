import json

import pytest

from kg.read import read

BODY = "<p>Loaders left Quill Pier on Monday, and no ship was unloaded.</p><p>“Nobody crossed,” said Ugo Farina.</p>"


def page(tmp_path, head="", body=BODY, lang="en"):
    path = tmp_path / "a.html"
    path.write_text(
        f"<html lang='{lang}'><head>{head}</head><body><article>{body}</article></body></html>", encoding="utf-8"
    )
    (story,) = read([str(path)])
    return story


def linked(record, more=""):
    return f"{more}<script type='application/ld+json'>{json.dumps(record)}</script>"


def test_of_several_records_the_page_s_own_counts(tmp_path):
    records = [
        {"@type": "NewsArticle", "headline": "Rents rise", "url": "https://h.example/1", "datePublished": "2019-01-01"},
        {"@type": "NewsArticle", "headline": "Pier out", "url": "https://h.example/2", "datePublished": "2026-06-08"},
    ]
    by_address = page(tmp_path, linked(records, "<link rel='canonical' href='https://www.h.example/2/'>"))
    by_title = page(tmp_path, linked(records, "<title>Pier out | Tarn Herald</title>"))
    assert {(s.title, s.published, s.url) for s in (by_address, by_title)} == {
        ("Pier out", "2026-06-08", "https://h.example/2")
    }


def test_stories_in_a_list_of_links_are_others(tmp_path):
    other = {"@type": "NewsArticle", "headline": "Rents rise", "datePublished": "2019-01-01"}
    record = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": other}]}
    meta = "<title>Pier out</title><meta property='article:published_time' content='2026-06-08T10:00:00Z'>"
    story = page(tmp_path, linked(record, meta))
    assert (story.title, story.published) == ("Pier out", "2026-06-08T10:00:00+00:00")


def test_references_in_a_graph_are_followed(tmp_path):
    graph = [
        {"@type": "WebPage", "@id": "https://h.example/2", "datePublished": "2026-06-08T21:00:00-07:00"},
        {"@type": "Article", "headline": "Pier out", "author": [{"@id": "#ann"}], "publisher": {"@id": "#org"}},
        {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
        {"@type": "Organization", "@id": "#org", "name": "Tarn Herald"},
    ]
    story = page(tmp_path, linked({"@graph": graph}))
    assert (story.byline, story.publisher, story.published) == ("Ann Lee", "Tarn Herald", "2026-06-08T21:00:00-07:00")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("June 8, 2026 5:00 PM EDT", "2026-06-08"),
        ("8 June 2026", "2026-06-08"),
        ("2026-06-08T17:00-0400", "2026-06-08T17:00:00-04:00"),
        (1780934400, "2026-06-08T16:00:00+00:00"),
        ("1780934400000", "2026-06-08T16:00:00+00:00"),
        ("2024-06-11T23:30:00-07:00", "2024-06-11T23:30:00-07:00"),
        ("Mon, 08 Jun 2026 10:00:00 GMT", "2026-06-08T10:00:00+00:00"),
        ("1970-01-01T00:00:00Z", None),
    ],
)
def test_days_in_many_forms(tmp_path, value, day):
    assert page(tmp_path, linked({"@type": "NewsArticle", "headline": "x", "datePublished": value})).published == day


def test_a_date_that_was_never_set_gives_way(tmp_path):
    meta = "<meta property='article:published_time' content='2026-06-08'>"
    for unset in ("1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z"):
        story = page(tmp_path, linked({"@type": "NewsArticle", "datePublished": unset}, meta))
        assert story.published == "2026-06-08"


@pytest.mark.parametrize(
    ("body", "lang", "day"),
    [
        ("<p>Published 8 June 2026, 5:00 pm</p>", "en", "2026-06-08"),
        ("<div class='date'>Monday, June 8, 2026</div>", "en", "2026-06-08"),
        ("<div class='date'>06/08/2026</div>", "en", None),
        ("<div class='date'>06/08/2026</div>", "en-US", "2026-06-08"),
        ("<div class='date'>06/08/2026</div>", "en-GB", "2026-08-06"),
        ("<div class='date'>06/28/2026</div>", "en", "2026-06-28"),
        ("<p>Updated <time datetime='2026-06-10'></time></p><time datetime='2026-06-08'></time>", "en", "2026-06-08"),
        ("<p>The last contract was signed on May 1, 2019.</p>", "en", None),
    ],
)  # fmt: skip
def test_the_day_that_a_page_shows(tmp_path, body, lang, day):
    story = page(tmp_path, "", body + BODY, lang)
    assert story.published == day
    assert "2026" not in story.text


def test_a_moment_in_utc_is_the_evening_before_where_the_page_says_so(tmp_path):
    late = "<meta property='article:published_time' content='2026-06-09T03:30:00Z'>"
    shown = "<div class='date'>June 8, 2026</div>"
    assert page(tmp_path, late, shown + BODY).published == "2026-06-08"
    assert page(tmp_path, late).published == "2026-06-09T03:30:00+00:00"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Pier out | Tarn Herald</title><meta property='og:site_name' content='Tarn Herald'>", ""),
        ("<title>Tarn Herald: Pier out</title>", "<h2>Pier out</h2>"),
        ("<meta property='og:title' content='Pier out - Tarn Herald'>", "<h1>Pier out</h1>"),
    ],
)
def test_a_title_without_the_name_of_the_paper(tmp_path, head, body):
    story = page(tmp_path, head, body + BODY)
    assert story.title == "Pier out"
    assert not story.text.startswith("Pier out")


def test_a_title_keeps_its_own_dashes(tmp_path):
    assert page(tmp_path, "<title>Quill: no deal – yet</title>").title == "Quill: no deal – yet"


def test_the_name_of_the_paper_over_the_page_is_no_headline(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(f"<header><h1><a href='/'>Tarn Herald</a></h1></header><article><h2>Pier out</h2>{BODY}</article>")
    (story,) = read([str(path)])
    assert story.title == "Pier out"


@pytest.mark.parametrize(
    ("body", "byline"),
    [
        ("<p>By ANN LEE<br>Staff Writer</p>", "Ann Lee, Staff Writer"),
        ("<div class='author-name'><a rel='author' href='/a'>Ann Lee</a></div>", "Ann Lee"),
    ],
)
def test_bylines(tmp_path, body, byline):
    story = page(tmp_path, "", body + BODY)
    assert story.byline == byline
    assert story.text.startswith("Loaders left")


def test_the_whole_story_of_json_ld_where_the_page_shows_its_beginning(tmp_path):
    whole = "Loaders left Quill Pier on Monday.\n\n“Nobody crossed,” said Ugo Farina.\n\nTalks resume Friday."
    record = linked({"@type": "NewsArticle", "headline": "Pier out", "articleBody": whole})
    assert page(tmp_path, record, "<p>Loaders left Quill Pier on Monday.</p>").text == whole
    assert page(tmp_path, record, "<div id='root'></div>").text == whole
    # What the page shows otherwise stays.
    assert page(tmp_path, record, "<p>Another story.</p>").text == "Another story."


def test_the_next_page_of_a_story_is_told_of(tmp_path):
    story = page(tmp_path, "<link rel='next' href='/pier?page=2'>", BODY + "<p>1 2 3 Next »</p>")
    assert story.warnings == (f"{story.source}: the story goes on at /pier?page=2; give that page too",)
    assert story.text.endswith("Farina.")
    assert page(tmp_path, "<link rel='next' href='/2026/rents-rise'>").warnings == ()
