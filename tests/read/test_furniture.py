"""What stands beside a story on its page goes, and all of the story stays."""

import pytest

from kg.read import html

ONE = "Drivers at Quill Freight walked off the job on Monday after talks over overtime broke down in Marlow."
TWO = "“We asked for two days’ notice of a shift,” said Ines Okoro, a dispatcher. “They gave us two hours.”"
THREE = "The company said it would keep the yard open with managers and had no further comment on the walkout."
STORY = [ONE, TWO, THREE]
P1, P2, P3 = (f"<p>{text}</p>" for text in STORY)
ALL = P1 + P2 + P3


def story(body, head=""):
    page = f"<html><head><title>Drivers out</title>{head}</head><body>{body}</body></html>"
    return html.story(page.encode(), "a.html")


def paragraphs(body):
    return story(body).text.split("\n\n")


@pytest.mark.parametrize(
    "body",
    [
        f"<main><article><article>{ALL}</article></article></main>",
        f"<article>{ALL}<article>{ALL}</article></article>",
        f"<article>{ALL}</article><div hidden>{ALL}</div><div class='print'>{ALL}</div>",
        f"<article>{ALL}</article><div class='amp'>{ALL.replace('p>', 'div>')}</div>",
        f"<article>{ALL}</article><noscript>{ALL}</noscript><template>{ALL}</template>",
    ],
    ids=["nested", "inside", "thrice", "amp", "noscript"],
)
def test_a_body_that_is_repeated_is_read_once(body):
    assert paragraphs(body) == STORY


def test_short_paragraphs_may_be_said_twice():
    assert paragraphs(f"<article>{P1}<p>“No.”</p>{P2}<p>“No.”</p>{P3}</article>") == [ONE, "“No.”", TWO, "“No.”", THREE]


@pytest.mark.parametrize(
    "between",
    [
        "<div class='ad-slot'>ADVERTISEMENT</div><p>Story continues below advertisement</p>",
        "<p>Article continues after sponsor message</p>",
        "<div class='paywall'><p>Subscribe to continue reading.</p><p>Already a subscriber? Log in</p></div>",
        "<p>Subscribe now to keep reading</p><p>To continue reading, create an account.</p>",
        "<div class='newsletter-signup'><h3>The morning briefing</h3><p>Work news in your inbox each day.</p></div>",
        "<p><em>Sign up for Shift Change, our newsletter about work.</em></p>",
        "<p><strong>Read more: <a href='/x'>Bakers at Holm end their strike, says Ana Pell</a></strong></p>",
        "<p>RELATED: <a href='/y'>Bus crews vote</a></p><p>Also read | <a href='/z'>Ferry crews vote on pact</a></p>",
        "<p><a href='/z'>Six things to know about the ballot</a></p>",
        "<aside class='related'><h4>Related stories</h4><ul><li><a href='/x'>Ana Pell wins</a></li></ul></aside>",
        "<h3>More from the Post</h3><ul><li><a href='/q'>Clinic nurses picket</a></li></ul>",
        "<blockquote class='pullquote'><p>“They gave us two hours.”</p><cite>Ines Okoro</cite></blockquote>",
        "<aside>We asked for two days’ notice of a shift</aside>",
        "<blockquote><p>They gave us two hours.</p><cite>Ines Okoro</cite></blockquote>",
        "<p>***</p><p>Updated June 9, 2026, 4 p.m.</p>",
        "<div class='gdpr-consent'><p>We use cookies and similar tools to show you ads.</p></div>",
        "<p>This site uses cookies to measure its audience.</p>",
        "<div class='video'><p>Watch: drivers picket</p><p>Your browser does not support video.</p></div>",
        "<div class='social-share'>Share this article <a>Facebook</a></div><script>var x = 'Ana Pell';</script>",
    ],
)
def test_what_stands_between_paragraphs_goes_and_the_rest_stays(between):
    assert paragraphs(f"<article>{P1}{P2}{between}{P3}</article>") == STORY


def test_a_long_box_is_the_story_whatever_it_is_called():
    assert paragraphs(f"<div class='paywall related'>{ALL}<p>{'Talks go on. ' * 50}</p></div>")[:3] == STORY


def test_demands_that_sound_like_notices_stay():
    demands = ["More in base pay", "Sign up at the hall for strike pay", "More on-call pay", "Share of profits"]
    items = "".join(f"<li>{d}</li>" for d in demands)
    assert paragraphs(f"<article>{P1}<ul>{items}</ul>{P3}</article>") == [ONE, *demands, THREE]


def test_captions_and_credits_of_a_gallery_are_kept_apart():
    found = story(
        f"<article>{P1}<div class='gallery'><div><img><p class='caption'>Drivers at a fire barrel.</p></div><div><img>"
        f"<span class='photo-credit'>Tom Wynn</span></div></div>{P2}<div class='wp-caption'><img>"
        f"<p class='wp-caption-text'>Ines Okoro at the gate.</p></div>{P3}</article>"
    )
    assert found.text.split("\n\n") == STORY
    assert found.captions == ("Drivers at a fire barrel.", "Tom Wynn", "Ines Okoro at the gate.")


@pytest.mark.parametrize("mark", ["<br><br>", "<br/>", "<br>\n <br>"])
def test_breaks_make_paragraphs(mark):
    assert paragraphs(f"<article><div>{mark.join(STORY)}</div></article>") == STORY


def test_a_break_inside_a_sentence_is_a_blank():
    text = ONE.replace(" Monday", "<br>Monday")
    assert paragraphs(f"<article><p>{text}</p>{P2}{P3}</article>") == STORY


def test_headings_stay_but_not_the_headline():
    page = f"<article><h1>Drivers out</h1>{P1}<h2>What they want</h2>{P2}<h3>What comes next</h3>{P3}</article>"
    assert paragraphs(page) == [ONE, "What they want", TWO, "What comes next", THREE]


def test_entries_of_a_live_blog_stay_in_order():
    page = (
        f"<article><div><h2>10:42 a.m. Talks stop</h2>{P1}</div><div><h2>9:10 a.m. Pickets</h2>{P2}</div>{P3}</article>"
    )
    assert paragraphs(page) == ["10:42 a.m. Talks stop", ONE, "9:10 a.m. Pickets", TWO, THREE]


def test_lists_in_lists_and_definitions():
    page = "<ol><li>Pay:<ul><li>6 percent now</li><li>4 percent next year</li></ul></li><li>Notice of shifts</li></ol>"
    wanted = ["Pay:", "6 percent now", "4 percent next year", "Notice of shifts"]
    assert paragraphs(f"<article>{P1}{page}{P3}</article>") == [ONE, *wanted, THREE]
    page = "<dl><dt>Members out</dt><dd>340</dd><dt>Sites:</dt><dd>Marlow and Penn Wharf</dd></dl>"
    wanted = ["Members out: 340", "Sites: Marlow and Penn Wharf"]
    assert paragraphs(f"<article>{P1}{page}{P3}</article>") == [ONE, *wanted, THREE]


def test_a_dateline_without_a_dash_gets_one():
    assert paragraphs(f"<article><div class='dateline'>MARLOW, Pa.</div>{ALL}</article>")[0] == f"MARLOW, Pa. — {ONE}"


def test_a_quoted_letter_is_no_pull_quote():
    letter = "<blockquote><p>We regret that the union has chosen this path.</p><p>Our door is open.</p></blockquote>"
    wanted = ["We regret that the union has chosen this path.", "Our door is open."]
    assert paragraphs(f"<article>{P1}{letter}{P3}</article>") == [ONE, *wanted, THREE]


def test_a_byline_without_a_class():
    found = story(f"<article><p>By Ruby Byfield and ABBY BYERS, Marlow Post</p>{ALL}</article>")
    assert found.byline == "Ruby Byfield and Abby Byers, Marlow Post"
    assert found.text.split("\n\n") == STORY


def test_mojibake_is_repaired_and_good_text_is_not_touched():
    spoiled = ALL.encode().decode("cp1252", "replace")
    assert "â€" in spoiled
    assert paragraphs(f"<article>{spoiled}</article>") == STORY
    good = "In São Paulo, JOÃO ÂNGELO asked for 5 € — “Ã la carte”, said Åsa Ãberg, naïvely."
    assert paragraphs(f"<article>{P1}<p>{good}</p>{P3}</article>") == [ONE, good, THREE]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            '<script type="application/ld+json">{"@type":"Article","datePublished":"June 2, 2026"}</script>',
            "2026-06-02",
        ),
        ('<meta name="pubdate" content="Tue, 02 Jun 2026 08:00:00 GMT">', "2026-06-02T08:00:00+00:00"),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},'
            '{"@type":"NewsArticle","datePublished":"2026-06-02"}]}</script>',
            "2026-06-02",
        ),
        (
            '<meta itemprop="dateModified" content="2026-06-09"><meta itemprop="datePublished" content="soon">'
            '<meta name="dc.date" content="2026-06-02">',
            "2026-06-02",
        ),
    ],
)
def test_the_day_of_publication_is_found(head, published):
    assert story(f"<article>{ALL}</article>", head).published == published


MORE = [
    "About 340 drivers at the depots in Marlow and Penn Wharf are covered by the contract, which ran out in May.",
    "“Nobody wants to be out here,” said Bo Lind, who has driven for Quill for nineteen years, as horns blew.",
    "Talks resume on Friday with a state mediator, both sides said, and the union will hold a vote on Sunday.",
]
LATER = "".join(f"<p>{text}</p>" for text in MORE)


def test_a_whole_page():
    found = story(
        f"""<header><nav><ul><li><a href='/'>Home</a></li></ul></nav></header><main><article>
        <header><h1>Drivers out at Quill</h1>
          <div class='byline'>By <a rel='author' href='/a'>Sam Ode</a> | Staff writer</div>
          <time datetime='2026-06-02T09:00:00-04:00'>June 2, 2026</time></header>
        <div class='article-body'>{ALL}
          <div class='inline-newsletter'><h4>Morning brief</h4><p>News in your inbox.</p></div>
          <section class='related-links'><h3>Related</h3><ul><li><a href='/1'>Bakers out at Holm</a></li></ul></section>
          <h2>A long dispute</h2>{LATER}</div>
        <footer><p>Sam Ode covers transport.</p></footer></article>
        <aside><h3>Most read</h3><ol><li><a>Mayor quits</a></li></ol></aside></main><footer>© 2026</footer>"""
    )
    assert found.text.split("\n\n") == [*STORY, "A long dispute", *MORE]
    assert (found.title, found.byline, found.published) == (
        "Drivers out at Quill",
        "Sam Ode",
        "2026-06-02T09:00:00-04:00",
    )


def test_sections_that_sound_like_advertisements_stay():
    page = f"<section class='sponsor-free'>{P1}{P2}</section><section class='paywall-content'>{P3}{LATER}</section>"
    assert paragraphs(f"<article>{page}</article>") == [*STORY, *MORE]


def test_comments_go_however_long():
    comments = "".join(f"<p>Reader {n} writes that the yard should have been closed years ago.</p>" for n in range(4))
    page = f"<article>{ALL}{LATER}<section id='comments'>{comments}</section></article>"
    assert paragraphs(page) == [*STORY, *MORE]


def test_teasers_in_articles_of_their_own_go():
    teaser = "<article class='teaser-card'><h2>Bakers out</h2><p>Bakers struck, said Ana Pell.</p></article>"
    assert paragraphs(f"<article>{ALL}</article>{teaser}") == STORY


def test_inline_tags_do_not_tear_words():
    text = "Drivers <b>walked</b> out of <a href='/q'>Quill</a>, said <i>Ines</i> <i>Okoro</i>. The 2<sup>nd</sup> day."
    assert paragraphs(f"<article><p>{text}</p></article>") == [
        "Drivers walked out of Quill, said Ines Okoro. The 2nd day."
    ]


def test_footnote_marks_go_and_set_lines_stay():
    page = "<p>It was Monday.<sup><a href='#1'>[1]</a></sup></p><pre>Dear all,\nwe are out.\n\nThe crew</pre>"
    assert paragraphs(f"<article>{page}{P3}</article>") == [
        "It was Monday.",
        "Dear all, we are out.",
        "The crew",
        THREE,
    ]


def test_escapes_that_were_escaped_twice():
    page = "<article><p>Drivers &amp;amp; loaders said &amp;ldquo;no&amp;rdquo; at AT&amp;T.</p></article>"
    assert paragraphs(page) == ["Drivers & loaders said “no” at AT&T."]


def test_the_day_of_a_change_is_never_the_day_of_publication():
    found = story(
        f"<article><p>Updated June 9, 2026</p>{ALL}</article>", "<meta name='last-modified' content='2026-06-09'>"
    )
    assert (found.published, found.modified) == (None, "2026-06-09")


SHORT = "<h1>Loaders out</h1><p>Loaders left Quill Pier on Monday, said Ugo Farina.</p><p>Talks resume Friday.</p>"


@pytest.mark.parametrize(
    "box",
    [
        "<p style='display: none'>Words of Bob Fake.</p>",
        "<p hidden>Words of Bob Fake.</p>",
        "<span class='sr-only'>opens in new window</span>",
        "<p>Page 1 of 3 <a href='?page=2'>Next page</a></p>",
        "<p>1 2 3 Next »</p>",
        "<p>AD</p>",
        "<div>Advertisement - Continue reading below</div>",
        "<p>alee@h.example</p>",
        "<p>Ann Lee can be reached at alee@h.example. Follow her on X @alee.</p>",
        "<p>Have a tip? Email tips@h.example</p>",
        "<p>Support local journalism. Donate today.</p>",
        "<article class='x'><h3><a href='/t'>Teachers strike in Dale</a></h3><p>A third week.</p></article>",
    ],
)  # fmt: skip
def test_what_is_no_story(box):
    assert story(f"<article>{SHORT}{box}</article>").text.split("\n\n") == [
        "Loaders left Quill Pier on Monday, said Ugo Farina.",
        "Talks resume Friday.",
    ]


def test_an_article_beside_the_one_with_the_headline_is_another():
    other = "<article><h3>Nurses vote</h3><p>Nurses in Marlow vote to strike, their union says.</p></article>"
    assert "Marlow" not in story(f"<article>{SHORT}</article>{other}").text


def test_the_updates_of_a_live_blog_are_one_story():
    updates = "".join(
        f"<article class='live-update'><h2>{head}</h2><p>{words}</p></article>"
        for head, words in [("Deal", "The port and the union have a deal."), ("Pickets", "Pickets went up at dawn.")]
    )
    found = story(f"<main><h1>Pier strike: live</h1>{updates}</main>").text.split("\n\n")
    assert found == ["Deal", "The port and the union have a deal.", "Pickets", "Pickets went up at dawn."]


def test_a_story_that_a_script_will_show_is_read():
    assert "Talks resume" in story(f"<article><div style='display:none'>{SHORT}</div></article>").text


@pytest.mark.parametrize(
    "caption",
    ["<p>Photo: Lin Bose</p>", "<p><img src='a'> <em>Loaders at gate 2 on Monday. (Lin Bose/Tarn Herald)</em></p>"],
)
def test_lines_below_pictures_are_captions(caption):
    found = story(f"<article>{SHORT}{caption}</article>")
    assert "Bose" not in found.text
    assert "Lin Bose" in found.captions[0]


def test_a_sentence_with_a_picture_in_it_is_no_caption():
    found = story(f"<article>{SHORT}<p><img src='a'>Photos of the gate show 40 trucks.</p></article>")
    assert found.text.endswith("Photos of the gate show 40 trucks.")


def test_what_was_struck_out_is_no_longer_said():
    body = f"<article>{SHORT}<p>Some <del>400</del> <ins>300</ins> of <s>600</s> 500 left.</p></article>"
    assert story(body).text.endswith("\n\nSome 300 of 500 left.")


def test_a_quotation_in_a_tag_has_its_marks():
    assert story(f"<article>{SHORT}<p><q>We <b>go</b>,</q> said Bo.</p></article>").text.endswith("“We go,” said Bo.")


def test_demands_that_are_links_are_the_story():
    items = "<ul><li><a href='/a'>A raise of 6 percent.</a></li><li><a href='/b'>No shifts over 10 hours.</a></li></ul>"
    found = paragraphs(f"<article>{SHORT}<p>The union wants:</p>{items}</article>")
    assert found[-2:] == ["A raise of 6 percent.", "No shifts over 10 hours."]


@pytest.mark.parametrize(
    "line",
    [
        "Our Standards: The Thomson Reuters Trust Principles.",
        "Reporting by Ann Lee in Dayton; Editing by Bo Dahl",
        "Copyright 2026 The Associated Press. All rights reserved. This material may not be published or rewritten.",
        "Thank you for reading!",
        "Listen to this article 3 min",
        "3 min read",
        "0 Comments",
        "Share",
        "[Read: Teachers win]",
        "2 of 7",
        "Published 9:14 a.m. ET June 9, 2026 | Updated 3:02 p.m. ET June 10, 2026",
        "This story was originally published June 9, 2026 at 9:00 AM.",
        "The post Drivers out appeared first on Marlow Post.",
    ],
)
def test_lines_of_papers_about_themselves_go(line):
    assert paragraphs(f"<article>{SHORT}<p>{line}</p></article>")[-1] == "Talks resume Friday."


@pytest.mark.parametrize(
    "line",
    ["(AP Photo/Lin Bose)", "FILE - Guards march on June 1, 2020, in Dayton. (AP Photo/Lin Bose, File)"],
)
def test_credits_of_agencies_are_captions(line):
    found = story(f"<article>{SHORT}<p>{line}</p></article>")
    assert (found.captions, "Bose" in found.text) == ((line,), False)


def test_a_dateline_on_its_own_line_stays_with_the_paragraph():
    assert paragraphs("<article><p>CALLOW, Ohio</p><p>Dockers left the pier.</p></article>") == [
        "CALLOW, Ohio — Dockers left the pier."
    ]


def test_a_page_laid_out_with_a_table_has_paragraphs():
    cell = f"<td><h1>Drivers out</h1>{P1}<p>Talks resume Friday.</p></td>"
    found = paragraphs(f"<table><tr>{cell}</tr></table>")
    assert found == [ONE, "Talks resume Friday."]


def test_cents_in_a_tag_of_their_own():
    assert paragraphs("<article><p>A raise of $3<sup>50</sup> on the 5<sup>th</sup>.</p></article>") == [
        "A raise of $3.50 on the 5th."
    ]


def test_a_fraction_in_tags_of_its_own():
    body = "<p>A raise of 5<sup>1</sup>⁄<sub>2</sub> percent.</p>"
    assert paragraphs(f"<article>{body}</article>") == ["A raise of 5 1⁄2 percent."]


@pytest.mark.parametrize("told", ["on <b><time>Tuesday</time></b>", "<wbr>on <span><time>Tuesday</time></span>"])
def test_a_time_in_a_sentence_stays(told):
    assert paragraphs(f"<article>{SHORT}<p>They voted {told}, Bo said.</p></article>")[-1] == (
        "They voted on Tuesday, Bo said."
    )


def test_links_below_a_heading_of_other_stories_go():
    more = "<h2>More from Marlow Post</h2><p><a href='/a'>Mayor sues clerks</a></p>"
    found = html.story(f"<article>{SHORT}{more}</article>".encode(), "a.html")
    assert ("More" in found.title, found.text.split("\n\n")[-1]) == (False, "Talks resume Friday.")


def test_words_of_json_ld_have_no_tags():
    record = '{"@type": "NewsArticle", "articleBody": "Drivers <b>left</b> the yard.<p>Talks resume."}'
    head = f"<script type='application/ld+json'>{record}</script>"
    assert story("<div id='app'></div>", head).text == "Drivers left the yard.\n\nTalks resume."
