"""Searching a store on disk."""

import pytest

from kg.errors import UsageError
from kg.ids import DATA
from kg.search import FILE, Count, Index, Name
from kg.search.results import FACETS, KINDS


@pytest.fixture
def index(template):
    with Index.open(template) as opened:
        yield opened


def found(index, text, **filters):
    """Hits by kind and the last part of their IRIs, or characters."""
    hits = index.search(text, limit=100, **filters).hits
    return [(hit.kind, hit.iri.removeprefix(DATA).removeprefix("article/")) for hit in hits]


def test_a_thing_of_two_stories_comes_once_and_first(index):
    hit, *others = index.search("nunez", limit=100).hits
    assert (hit.kind, hit.iri) == ("person", f"{DATA}person/ines-nunez--harbor-local-7")
    assert (hit.name, hit.text, hit.stories) == ("Inés Núñez", "Núñez", 2)
    assert [hit.name[start:end] for start, end in hit.name_marks] == ["Núñez"]
    assert [hit.text[start:end] for start, end in hit.marks] == ["Núñez"]
    assert (hit.article, hit.start) == (None, None)
    assert {other.kind for other in others} == {"quote", "statement", "sentence", "article"}


def test_a_quote_says_who_where_and_on_which_side(index):
    (hit,) = index.search("crate overtime", kind="quote").hits
    assert (hit.name, hit.text) == ("Inés Núñez", "We will not load another crate until overtime is paid,")
    assert [hit.text[start:end] for start, end in hit.marks] == ["crate", "overtime"]
    assert (hit.article, hit.title) == (f"{DATA}article/s1", "Dockers walk out at Port Ellery")
    assert (hit.outlet, hit.day, hit.side) == ("Tern Bay Ledger", "2031-04-07", "union")
    assert hit.about == ("overtime",)
    assert hit.iri == f"{DATA}article/s1/statement-{hit.start}-{hit.end}"


def test_a_sentence_is_its_characters(index):
    (hit,) = index.search("fair offer", kind="sentence").hits
    assert hit.text.startswith("A spokesman for Quillan Lines")
    assert hit.iri == f"{DATA}article/s1#char={hit.start},{hit.end}"
    assert hit.end - hit.start == len(hit.text)
    assert [hit.text[start:end] for start, end in hit.marks] == ["fair", "offer"]


def test_an_article_is_found_by_words_of_different_sentences(index):
    assert found(index, "crate spokesman") == [("article", "s1")]
    (hit,) = index.search("crate spokesman").hits
    assert (hit.name, hit.start, hit.end) == ("Dockers walk out at Port Ellery", None, None)
    assert [hit.text[start:end] for start, end in hit.marks] == ["crate", "spokesman"]


def test_a_phrase_needs_its_order_and_a_beginning_is_enough(index):
    assert found(index, '"fair offer"') != []
    assert found(index, '"offer fair"') == []
    assert found(index, "ratif* guild", kind="article") == [("article", "s3")]
    assert found(index, "ratif guild", kind="article") == [("article", "s3")]  # the nearest word of the index


def test_speech_is_found_by_speaker_and_by_what_it_is_about(index):
    assert [hit.text for hit in index.search("brook wages", kind="statement").hits] == [
        "the company had made a fair offer on wages"
    ]
    (hit,) = index.search("nunez load", kind="quote").hits
    assert [hit.name[start:end] for start, end in hit.name_marks] == ["Núñez"]


@pytest.mark.parametrize(
    ("filters", "stories"),
    [
        ({}, {"s1", "s2", "s3"}),
        ({"outlet": "tern bay ledger"}, {"s1", "s3"}),
        ({"since": "2031-05"}, {"s2", "s3"}),
        ({"since": "2031-05-02"}, {"s2", "s3"}),
        ({"until": "2031-04"}, {"s1"}),
        ({"until": "2031"}, {"s1", "s2"}),
        ({"since": "2031-04-08", "until": "2031-12-31"}, {"s2"}),
        ({"issue": "wages"}, {"s1", "s3"}),
        ({"outlet": "\ud800"}, set()),
    ],
)
def test_filters(index, filters, stories):
    assert {iri for _, iri in found(index, "said", kind="article", **filters)} == stories


def test_sides(index):
    assert {hit.name for hit in index.search("quillan", side="employer").hits} == {"Tomas Brook"}
    assert {hit.name for hit in index.search("quillan", side="UnionSide").hits} == {"Inés Núñez"}


def test_facets_leave_out_their_own_filter(index):
    answer = index.search("wages", kind="sentence", outlet="Tern Bay Ledger", since="2032")
    assert list(answer.facets) == list(FACETS)
    assert answer.total == 1
    assert answer.facets["kind"] == (Count("article", 1), Count("sentence", 1), Count("statement", 1))
    assert answer.facets["outlet"] == (Count("Tern Bay Ledger", 1),)
    assert answer.facets["year"] == (Count("2031", 1), Count("2032", 1))
    assert answer.facets["month"] == (Count("2032-01", 1),)
    assert index.search("wages", kind="statement").facets["side"] == (Count("employer", 1), Count("union", 1))
    assert Count("wages", 2) in index.search("wages", kind="statement").facets["issue"]


def test_a_thing_counts_once_in_the_whole_and_once_an_outlet(index):
    answer = index.search("nunez", kind="person")
    assert answer.total == 1
    assert answer.facets["outlet"] == (Count("Ellery Post", 1), Count("Tern Bay Ledger", 1))


@pytest.mark.parametrize("text", ["quillan", "harbor", "local", "dockers", "strike", "lines", "7", "2031"])
def test_bodies_come_before_actions_and_these_before_what_is_said(index, text):
    kinds = [KINDS.index(kind) for kind, _ in found(index, text)]
    order = [(kind >= KINDS.index("action")) + (kind >= KINDS.index("article")) for kind in kinds]
    assert order == sorted(order)
    assert len(set(order)) > 1


def test_where_a_word_weighs_more_comes_first(index):
    quotes = index.search("overtime", kind="quote").hits
    assert [quote.text for quote in quotes] == [
        "Overtime is only the start,",
        "We will not load another crate until overtime is paid,",
    ]


def test_pages_are_parts_of_one_order(index):
    whole = index.search("quillan", limit=100)
    assert whole.total == len(whole.hits) > 6
    pages = [index.search("quillan", limit=3, offset=at) for at in range(0, whole.total, 3)]
    assert tuple(hit for page in pages for hit in page.hits) == whole.hits
    assert {page.total for page in pages} == {whole.total}
    assert index.search("quillan", offset=1000).hits == ()


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("quilan", "quillan"),
        ("Ines Nunes", "Ines nunez"),
        ("ovretime crate", "overtime crate"),
        ("zuillan", "quillan"),
        ('"fiar offer"', '"fair offer"'),
        ("quillan", None),
        ("INÉS", None),
    ],
)
def test_a_word_of_no_document_is_replaced_by_a_near_one(index, typed, corrected):
    answer = index.search(typed)
    assert (answer.corrected, bool(answer.total)) == (corrected, True)


def test_of_near_words_the_one_that_fits_the_others_counts(index):
    """Both "port", which is in more documents, and "post" are one letter away."""
    assert index.search("porst").corrected == "port"
    assert index.search('"ellery porst"').corrected == '"ellery post"'


@pytest.mark.parametrize("text", ["xylophone", "qq", "wqgez", "123456", "zzzz*"])
def test_nothing_found(index, text):
    answer = index.search(text)
    assert (answer.hits, answer.total, answer.corrected) == ((), 0, None)


@pytest.mark.parametrize(
    "text",
    [
        'quillan" OR said:"a',
        "name:quillan",
        "NOT quillan",
        "quillan AND",
        "NEAR(quillan lines, 5)",
        "^quillan",
        "quillan)",
        "{name other}:quillan",
        "quillan - lines",
        "quillan\x00lines",
        "quillan \ud800",
        "quillan'; DROP TABLE doc; --",
        "quillan + lines",
        '"quillan lines" *',
        "***quillan***",
    ],
)
def test_operators_of_the_engine_are_plain_text(index, text):
    """No text breaks the search or reaches an operator: OR finds no more, NOT no less, than any word does."""
    before = index.search("quillan", limit=100)
    within = {hit.iri for hit in before.hits}
    assert {hit.iri for hit in index.search(text, limit=100).hits} <= within
    assert index.search("quillan", limit=100) == before


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"kind": "persons"}, f"there are: {', '.join(KINDS)}"),
        ({"since": "June"}, "'June' is no day"),
        ({"until": "2031-4-1"}, "'2031-4-1' is no day"),
    ],
)
def test_filters_that_are_none(index, filters, message):
    with pytest.raises(UsageError, match=message):
        index.search("quillan", **filters)


def test_names_for_completion(index):
    assert index.names("qui", 1) == (Name("Quillan Lines", "employer", f"{DATA}org/quillan-lines", 2),)
    assert index.names("nuñ")[0].name == "Inés Núñez"
    assert index.names("lines QUIL")[0].name == "Quillan Lines"
    names = [name.name for name in index.names("ba", 10)]
    assert all(name.startswith("Ba") for name in names[:2])
    assert index.names("") == index.names("…") == index.names("xyl") == ()


def test_names_that_begin_so_come_before_those_that_hold_it(index):
    names = [name.name for name in index.names("harbor", 100)]
    assert names[0].startswith("Harbor")
    holding = [not name.startswith("Harbor") for name in names]
    assert holding == sorted(holding)
    assert any(holding)


def test_a_reader_leaves_no_trace(template):
    before = sorted((p.name, p.stat().st_mtime_ns) for p in template.iterdir())
    with Index.open(template) as index:
        index.search("quillan")
        assert sorted((p.name, p.stat().st_mtime_ns) for p in template.iterdir()) == before
    assert FILE in {name for name, _ in before}
