import pytest

from kg.ids import article_iri, slug, span_iri
from kg.model import Article, Span

HARD = ['Rosa "Nan" Okafor-Li & Sons <Ltd>', "李伟", "王芳", "Local 1199", "1199 Care Workers", "Fenwick Co."]


def test_slugs_are_readable_and_distinct():
    assert slug("Kaiser Permanente") == "kaiser-permanente"
    assert slug("Teamsters’ Local 12") == "teamsters-local-12"
    assert slug("José Núñez") == "jose-nunez"
    assert len({slug(name) for name in HARD}) == len(HARD)


@pytest.mark.parametrize("name", [*HARD, "", "...", '<>"{}|\\^`', "a\x00b\u202e", "\ud800", "x" * 5000])
def test_slugs_are_valid_in_any_iri(name):
    part = slug(name)
    assert part
    assert part.isascii()
    assert not set(part) - set("abcdefghijklmnopqrstuvwxyz0123456789-%ABCDEF")


def test_long_names_with_one_beginning_stay_apart():
    assert slug("a" * 100 + "b") != slug("a" * 100 + "c")


def test_article_iri_comes_from_id_then_url_then_text():
    assert article_iri(Article("x", identifier="a b/c")).endswith("article/a%20b%2Fc")
    by_url = article_iri(Article("x", url="https://example.org/1"))
    assert by_url == article_iri(Article("y", url="https://example.org/1"))
    assert article_iri(Article("x")) == article_iri(Article("x", title="other"))
    assert article_iri(Article("x")) != article_iri(Article("y"))


def test_span_iri():
    assert span_iri("https://e.org/a", Span(1, 5)) == "https://e.org/a#char=1,5"
