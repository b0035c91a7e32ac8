"""All pages of the store, walked from the first one: every link answers, and no story's markup becomes an element."""

from collections import Counter, deque
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
import pytest

from kg.escapes import visible
from kg.serve.app import pages
from kg.serve.site import address
from kg.store import open_store
from tests.serve.reading import page, words

# Pages that answer a question, linked from everywhere; of these and of other forms of things a few are walked.
ASKED = ("/graph", "/graph/link", "/search", "/query")
ENOUGH = 12
# What pages may consist of: nothing that loads, runs or sends but what the site itself brings.
FORBIDDEN = {"img", "iframe", "object", "embed", "video", "audio", "base", "style", "foreignobject"}


@pytest.fixture(scope="module")
def crawled(site):
    """Address -> parsed page, of all pages of things and lists; and the status of every link they have."""
    waiting, known, status, documents = deque(["/"]), {"/"}, {}, {}
    twins = Counter()
    while waiting:
        path = waiting.popleft()
        found = site.get(path, headers={"accept": "text/html"})
        status[path] = found.status_code
        if not found.headers["content-type"].startswith("text/html"):
            continue
        documents[path] = lxml.html.document_fromstring(found.text)
        for link in documents[path].xpath("//@href | //@src"):
            target = urldefrag(urljoin(path, link)).url
            kind = asked(target)
            if urlsplit(target).scheme or target in known or (kind and twins[kind] == ENOUGH):
                continue
            twins[kind] += 1
            known.add(target)
            waiting.append(target)
    return documents, status


def asked(target):
    """What an address has in common with many others of which a few are enough; "" if it has to be walked."""
    plain = urlsplit(target).path
    form = plain.rpartition(".")[2]
    return form if form in ("json", "ttl") else plain if plain in ASKED else ""


def test_every_link_of_every_page_answers(crawled):
    _, status = crawled
    assert {path: code for path, code in status.items() if code != 200} == {}


def test_everything_of_the_data_is_reached(crawled, store):
    """Every statement, claim, person and action has a page that some page links to."""
    documents, _ = crawled
    with open_store(store) as opened:
        rows = opened.engine().query(
            "PREFIX lab: <https://w3id.org/labornews/def#> "
            "SELECT DISTINCT ?x { { ?x lab:mentionSpan ?s } UNION { ?x lab:contentSpan ?s } }"
        )
        wanted = {address(row["x"].value) for row in rows}
    assert len(wanted) > 100
    assert wanted - set(documents) == set()


def test_no_page_has_an_element_or_attribute_of_a_story(crawled):
    documents, _ = crawled
    for path, document in documents.items():
        for element in document.iter(lxml.etree.Element):
            assert element.tag not in FORBIDDEN, (path, element.tag)
            assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "srcdoc")], path
            if element.tag == "script":
                assert element.get("src", "").startswith("/static/") or element.get("type") == "application/json", path
                assert element.get("src") is None or not element.text
        for link in document.xpath("//@href | //@src | //@action"):
            assert urlsplit(link).scheme in ("", "http", "https") or link == "data:,", (path, link)


def test_each_page_has_one_heading_landmarks_and_headings_in_order(crawled):
    documents, _ = crawled
    for path, document in documents.items():
        assert len(document.xpath("//h1")) == 1, path
        assert [len(document.xpath(f"//{name}")) for name in ("main", "footer")] == [1, 1], path
        levels = [int(h.tag[1]) for h in document.xpath("//*[self::h1 or self::h2 or self::h3]")]
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), (path, levels)
        ids = document.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        for field in document.xpath("//input[not(@type='hidden')] | //select"):
            assert field.get("aria-label") or field.xpath("ancestor::label"), path


def test_links_to_other_sites_give_nothing_away(crawled):
    documents, _ = crawled
    outward = [a for d in documents.values() for a in d.xpath("//a[starts-with(@href, 'http')]")]
    assert {a.get("href") for a in outward} >= {"https://ledger.example/harbor-1", "https://daily.example/harbor-2"}
    assert all("noopener" in a.get("rel", "") for a in outward)


def test_markup_of_a_hostile_story_is_text(crawled):
    documents, _ = crawled
    document = next(d for d in documents.values() if "alert('title')" in words(d.xpath("//h1")[0]))
    assert words(document.xpath("//h1")[0]) == "<script>alert('title')</script> Strike at Ødegård & Søn"
    text = "".join(document.xpath("//article[@id='story']/p//text()"))
    assert "<img src=x onerror=alert(1)> We will not move" in text
    assert "\\u202eevoba kool\\u202c and \\x1b[31mred\\x1b[0m" in text
    assert visible(text) == text
    assert document.xpath("//article[@id='story']//*[not(self::p or self::a or self::span)]") == []
    assert "where it was published" not in words(document)
    shown = [words(d) for d in documents.values()]
    assert any("“</script><script>alert(2)</script>,”" in page for page in shown)
    assert not any(visible(page) != page for page in shown)


@pytest.mark.parametrize("path", ["/", "/stories", "/report", "/issue/wages", "/static/kg.css", "/report/outlet.csv"])
def test_head_answers_as_get_without_a_body(site, path):
    got, headed = (site.request(method, path, headers={"accept": "text/html"}) for method in ("GET", "HEAD"))
    assert headed.status_code == got.status_code == 200
    assert headed.content == b""
    assert headed.headers["content-type"] == got.headers["content-type"]


def test_nothing_can_be_written(site):
    for path in ("/", "/stories", "/issue/wages"):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert site.request(method, path).status_code == 405


def test_the_bar_leads_to_all_pages(site):
    links = page(site, "/").xpath("//header//nav//a/@href")
    assert links[0] == "/stories"
    assert set(links) <= {p.path for p in pages()}
