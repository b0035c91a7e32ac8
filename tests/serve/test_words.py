"""Words of pages: days, lengths, charts by month, addresses."""

import pytest

from kg.ids import DATA
from kg.prefixes import PREFIXES
from kg.profile.parts import Month
from kg.serve.negotiation import chosen
from kg.serve.page import web
from kg.serve.site import address, named
from kg.serve.words import day, length, local, monthly, shorten


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-05-06", "May 6, 2024"),
        ("2024-05", "May 2024"),
        ("2024", "2024"),
        ("", ""),
        ("2024-13-01", "2024-13-01"),
        ("spring", "spring"),
        ("2024-05-06T23:30:00-05:00", "May 6, 2024"),
    ],
)
def test_days(value, words):
    assert day(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("P1D", "1 day"),
        ("P21D", "21 days"),
        ("P1Y6M", "1 year, 6 months"),
        ("PT36H", "36 hours"),
        ("P", "P"),
        ("May 6, 2024", "May 6, 2024"),
    ],
)
def test_lengths_of_time(value, words):
    assert length(value) == words


def test_months_without_stories_leave_a_gap():
    found = monthly([Month("2023-11", 2, 5), Month("2024-02", 1, 1)])
    assert [(m.month, m.articles) for m in found] == [("2023-11", 2), ("2023-12", 0), ("2024-01", 0), ("2024-02", 1)]


def test_very_many_months_are_put_together_by_year():
    found = monthly([Month("2015-01", 2, 5), Month("2015-12", 3, 3), Month("2022-02", 1, 4)])
    assert len(found) == 8
    assert (found[0], found[1], found[-1]) == (Month("2015", 5, 8), Month("2016", 0, 0), Month("2022", 1, 4))


def test_a_long_name_is_cut():
    assert shorten("a" * 90) == "a" * 90
    assert shorten("a" * 5000) == "a" * 89 + "…"


@pytest.mark.parametrize(
    "iri",
    [
        DATA + "article/x%20y%2Fz%3Fq%3D1%23f%2541%20'%C3%A9.json",
        DATA + "person/%C5%82ucja--foundry",
        DATA + "org/a--b/part(1)",
        PREFIXES["iss"] + "wages",
    ],
)
def test_a_thing_is_found_again_at_its_address(iri):
    path = address(iri)
    assert path.isascii()
    assert path.startswith(("/data/", "/issue/"))
    assert named(path) == iri


def test_an_address_keeps_the_characters_of_a_span():
    assert address(DATA + "article/a#char=3,9") == "/data/article/a#char=3,9"
    assert address("javascript:alert(1)") == "javascript:alert(1)"
    assert not local("javascript:alert(1)")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//x.example", "http:", "http://[", "", "/x"]
)
def test_only_addresses_of_the_web_become_links(link):
    assert web(link) == ""
    assert web("https://x.example/a?b#c") == "https://x.example/a?b#c"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("text/turtle;q=0.2, text/html;q=0.1", "text/turtle"),
        ("text/*;q=0.9, text/html;q=0.1", "text/turtle"),
        ("text/html;q=x", None),
        ("text/html;q=0, text/turtle;q=0", None),
        ("image/png", None),
        (",;,", None),
    ],
)
def test_the_form_that_fits_an_accept_header_best(accept, media):
    assert chosen(accept, ["text/html", "text/turtle"]) == media
