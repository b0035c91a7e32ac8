"""Block quotations of a page come in marks, with whoever is named beside them; other set-off words stay as they are."""

import pytest

from kg.read import html

BEFORE = "Drivers at Quill Freight walked off the job on Monday after talks over overtime broke down in Marlow."
AFTER = "The company said it would keep the yard open with managers and had no further comment on the walkout."
WORDS = "We asked for two days of notice and they gave us two hours, so we left."


def paragraphs(block, before=BEFORE):
    page = f"<html><body><article><p>{before}</p>{block}<p>{AFTER}</p></article></body></html>"
    return html.story(page.encode(), "a.html").text.split("\n\n")[1:-1]


@pytest.mark.parametrize(
    "block",
    [
        f"<blockquote><p>{WORDS}</p><cite>Ines Okoro</cite></blockquote>",
        f"<blockquote>{WORDS} <footer>— Ines Okoro</footer></blockquote>",
        f"<blockquote><p>{WORDS.replace(', so', ',<br>so')}</p><p class='attribution'>- Ines Okoro</p></blockquote>",
        f"<blockquote><p>“{WORDS}”</p><cite>Ines Okoro</cite></blockquote>",
        f"<figure><blockquote><p>{WORDS}</p></blockquote><figcaption>— Ines Okoro</figcaption></figure>",
        f"<blockquote class='tweet'><p>{WORDS}</p>&mdash; Ines <a href='https://x.example/1'>Okoro</a></blockquote>",
    ],
)
def test_who_is_named_beside_the_words_stands_behind_them(block):
    assert paragraphs(block) == [f"“{WORDS}” — Ines Okoro"]


def test_a_colon_before_announces_words_of_several_paragraphs():
    block = f"<blockquote><p>{WORDS}</p><p>We are still <em>here</em></p></blockquote>"
    assert paragraphs(block, "Ines Okoro wrote:") == [f"“{WORDS}", "“We are still here”"]


@pytest.mark.parametrize(
    ("block", "left"),
    [
        (f"<blockquote><p>{WORDS}</p></blockquote>", [WORDS]),
        (f"<blockquote><p>“{WORDS}”</p></blockquote>", [f"“{WORDS}”"]),
        # a pull quote
        (f"<p>“{WORDS}” she said.</p><blockquote><p>“{WORDS}”</p></blockquote>", [f"“{WORDS}” she said."]),
    ],
)
def test_other_block_quotations_stay_as_they_are(block, left):
    assert paragraphs(block) == left
