from kg.read import read

PAGE = """<html lang="en-GB"><head><title>x</title>
<meta property="og:site_name" content="Tarn Herald">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Pickers win",
"datePublished": "2026-06-02T08:00:00Z", "dateModified": "2026-06-09", "author": [{"name": "Mina Corso"}]}]}</script>
</head><body>%s</body></html>"""


def page(tmp_path, body, raw=None):
    path = tmp_path / "a.html"
    path.write_bytes(raw if raw is not None else body.encode())
    (story,) = read([str(path)])
    return story


def paragraphs(story):
    return story.text.split("\n\n")


def test_metadata_from_json_ld(tmp_path):
    story = page(tmp_path, PAGE % "<article><p>Pickets went up Monday.</p></article>")
    assert story.text == "Pickets went up Monday."
    assert (story.title, story.byline, story.publisher) == ("Pickers win", "Mina Corso", "Tarn Herald")
    assert (story.published, story.modified) == ("2026-06-02T08:00:00+00:00", "2026-06-09")
    assert story.language == "en-GB"


def test_first_publication_counts_not_the_change(tmp_path):
    head = (
        "<head><meta property='article:published_time' content='2026-06-02T08:00:00Z'>"
        "<meta property='article:modified_time' content='2026-06-09T08:00:00Z'></head>"
    )
    story = page(tmp_path, head + "<body><article><p>Pickets went up Monday.</p></article></body>")
    assert story.published == "2026-06-02T08:00:00+00:00"


def test_a_body_that_stands_twice_is_read_once(tmp_path):
    body = (
        '<p>"We won the vote," said Noor Halabi, a picker at Dunmore Farms, after the count on Tuesday night in the '
        "packing hall.</p><p>The count was 212 to 40.</p>"
    )
    html = f"<html><body><main><article>{body}</article></main><div class='mobile-only'>{body}</div></body></html>"
    assert len(paragraphs(page(tmp_path, html))) == 2


def test_captions_are_kept_apart(tmp_path):
    story = page(
        tmp_path,
        "<article><p>Loaders stayed out.</p><figure><img src='a.jpg'><figcaption>Mayor Ted Arlo greets loaders on "
        "Monday. (Photo: Lin Bose)</figcaption></figure><p>Talks resume Friday.</p></article>",
    )
    assert paragraphs(story) == ["Loaders stayed out.", "Talks resume Friday."]
    assert story.captions == ("Mayor Ted Arlo greets loaders on Monday. (Photo: Lin Bose)",)


def test_bylines_are_the_story_s_own(tmp_path):
    rail = "<aside><ul><li><span class='author'>2 hours ago Jon Reyes</span> Rents rise</li></ul></aside>"
    story = page(tmp_path, "<article><p class='byline'>By Mina Corso</p><p>Guards struck.</p></article>" + rail)
    assert (story.byline, paragraphs(story)) == ("Mina Corso", ["Guards struck."])
    story = page(
        tmp_path, "<article><p class='byline'>By ABBY TOLLIVER and HANK PELL</p><p>Guards struck.</p></article>"
    )
    assert story.byline == "Abby Tolliver and Hank Pell"


def test_a_byline_that_is_the_paper_s_own_name_names_nobody(tmp_path):
    body = "<article>%s<p>Guards struck.</p></article>"
    head = '<head><meta name="author" content="Tarn Herald"><meta property="og:site_name" content="Tarn Herald"></head>'
    assert page(tmp_path, head + body % "").byline is None
    assert page(tmp_path, head + body % "<p class='byline'>By Mina Corso</p>").byline == "Mina Corso"


def test_a_page_labelled_latin_1_is_windows_1252(tmp_path):
    raw = (
        "<html><head><meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'></head><body><article>"
        "<p>“We stay out – all of us”, said Jörg Läufer. Cost: €12.</p></article></body></html>"
    ).encode("cp1252")
    assert page(tmp_path, "", raw).text == "“We stay out – all of us”, said Jörg Läufer. Cost: €12."


def test_lists_and_tables_are_kept(tmp_path):
    story = page(
        tmp_path,
        "<article><p>The union's demands:</p><ul><li>A raise of 6 percent</li><li>No shifts over 10 hours</li></ul>"
        "<table><tr><th>Site</th><th>Out</th></tr><tr><td>Harlow</td><td>140</td></tr></table></article>",
    )
    assert paragraphs(story)[1:3] == ["A raise of 6 percent", "No shifts over 10 hours"]
    assert "Harlow | 140" in paragraphs(story)


def test_advertisements_go_and_later_sections_stay(tmp_path):
    story = page(
        tmp_path,
        "<article><section><p>The pier was empty by noon on Thursday, and the cranes stood still.</p></section>"
        "<div class='ad'>Advertisement</div><section><p>“Nobody crossed,” said Ugo Farina.</p></section></article>",
    )
    assert paragraphs(story)[1] == "“Nobody crossed,” said Ugo Farina."
    assert "Advertisement" not in story.text


def test_invisible_characters_and_ligatures_go(tmp_path):
    story = page(
        tmp_path,
        "<article><p>Care&shy;givers\u200b United has 4,000&nbsp;members; its o\ufb03ce is open.</p></article>",
    )
    assert story.text == "Caregivers United has 4,000 members; its office is open."


def test_a_dateline_in_its_own_tag_stays_with_the_paragraph(tmp_path):
    story = page(
        tmp_path, "<article><span class='dateline'>CALLOW, Ohio — </span><p>Dockers left the pier.</p></article>"
    )
    assert story.text == "CALLOW, Ohio — Dockers left the pier."


def test_a_date_of_year_zero_is_no_date(tmp_path):
    story = page(
        tmp_path,
        "<head><meta property='article:published_time' content='0000-00-00T00:00:00'></head><body><article>"
        "<p>Pickets went up Monday.</p></article></body>",
    )
    assert (story.published, story.published_raw) == (None, "0000-00-00T00:00:00")


def test_a_page_with_the_ending_of_a_text_is_a_page(tmp_path):
    (tmp_path / "a.txt").write_text(f"\ufeff\n{PAGE}" % "<article><p>Pickets went up Monday.</p></article>")
    (tmp_path / "b.txt").write_text("The tag <html> opened the leaflet.")
    first, second = read([str(tmp_path)])
    assert (first.title, first.text) == ("Pickers win", "Pickets went up Monday.")
    assert second.text == "The tag <html> opened the leaflet."


def test_a_page_of_tables_and_fonts(tmp_path):
    links = "".join(f"<A HREF={name}>{name}</A><BR>" for name in ("News", "Sports", "Weather", "Deaths", "Homes"))
    words = [
        "Pickets went up on Monday at all three gates of Dunmore Farms.",
        "They came down on Tuesday, after a vote.",
    ]
    story = page(
        tmp_path,
        f"<HTML><HEAD><TITLE>Tarn Herald: Pickers win</TITLE></HEAD><BODY><TABLE><TR><TD>{links}{links}</TD><TD>"
        "<FONT SIZE=5><B>Pickers win</B></FONT><BR>By Mina Corso<BR>Herald staff<BR>June 2, 2001<P>"
        f"{'<P>'.join(words)}</TD></TR></TABLE></BODY></HTML>",
    )
    assert (story.title, story.published) == ("Pickers win", "2001-06-02")
    assert paragraphs(story)[-2:] == words


def test_a_page_for_subscribers_may_hold_only_the_beginning(tmp_path):
    told = "perhaps only the beginning, as the page is for subscribers"
    free = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": %s}</script>'
    body = "<article><p>Pickets went up Monday.</p>%s</article>"
    notice = "<p>Already a subscriber? Log in</p>"
    cases = ((free % "false", "", True), (free % '"False"', "", True), (free % "true", "", False), ("", notice, True))
    for head, more, short in cases:
        story = page(tmp_path, f"<head>{head}</head>" + body % more)
        assert story.text == "Pickets went up Monday."
        assert story.warnings == ((f"{story.source}: {told}",) if short else ())
    assert page(tmp_path, body % (notice + "<p>The pickets stayed at the gate.</p>" * 40)).warnings == ()
