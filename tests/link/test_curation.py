"""The curation file: what it may say, and how entries are added."""

import pytest

from kg.errors import InputError
from kg.ids import DATA
from kg.link.curation import Decision, Named, appended, parse

SIGNED = "  who: Ada Ruiz\n  when: 2026-06-12\n  why: a test\n"


def one(text):
    (decision,) = parse(f"- {text}\n{SIGNED}".encode(), "c.yaml")
    return decision


def test_things_are_named_by_iris_or_names():
    found = one(f"same: [article/a/person/x, d:person/y, {DATA}org/z, <{DATA}org/w>, Orrin Inc.]")
    iris = [t.iri and t.iri.removeprefix(DATA) for t in found.things]
    assert iris == ["article/a/person/x", "person/y", "org/z", "org/w", None]
    assert str(found) == f'same article/a/person/x, d:person/y, {DATA}org/z, <{DATA}org/w>, "Orrin Inc."'


def test_kind_and_story_are_for_one_thing_or_all():
    found = one("different:\n  - Orrin\n  - {name: Orrin Inc., in: b}\n  kind: employer\n  in: a")
    assert found.things == (Named("Orrin", "employer", "a"), Named("Orrin Inc.", "employer", "b"))


def test_words_that_yaml_takes_for_something_else_stay_words():
    assert one("alias: No\n  is: yes").value == "yes"
    assert one("rename: 1199\n  to: 2026-06-12").value == "2026-06-12"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("same: [a, b]\n", "c.yaml:1: the file is no list"),
        ("- same: [a]\n" + SIGNED, "c.yaml:1: same needs two things or more"),
        ("- same: [a, a]\n" + SIGNED, "c.yaml:1: names a thing twice"),
        ("- same: [a, b]\n  reject: c\n" + SIGNED, "c.yaml:1: a decision has one verdict"),
        ("- who: a\n", "c.yaml:1: a decision has one verdict"),
        ("- rename: a\n" + SIGNED, "c.yaml:1: rename lacks 'to'"),
        ("- reject: article/a/claim-1-2\n  who: a\n  why: b\n", "c.yaml:1: reject lacks 'when'"),
        ("- same: [a, b]\n  who: a\n  when: June 12\n  why: b\n", "c.yaml:3: 'June 12' is no day"),
        ("- same: [a, b]\n  because: c\n" + SIGNED, "c.yaml:2: same has no field 'because'"),
        ("- same: [a, b]\n  who: a\n" + SIGNED, "c.yaml:3: 'who' is there twice"),
        ("- same: [a, {nam: b}]\n" + SIGNED, "c.yaml:1: is no thing"),
        ("- reject: {name: a}\n" + SIGNED, "c.yaml:1: 'reject' is no text"),
        ("- reject: article/a b/claim\n" + SIGNED, "c.yaml:1: 'article/a b/claim' is no IRI"),
        ("- just text\n", "c.yaml:1: is no decision"),
        ("- &a [*a]\n", "c.yaml:1: is no decision"),
        ("- same: [a, b\n" + SIGNED, "c.yaml:2: "),
        (f"- same: [a, b]\n{SIGNED}- same: [a, b]\n{SIGNED}", "c.yaml:5: says the same as c.yaml:1"),
    ],
)
def test_a_wrong_entry_is_told_with_its_line(text, says):
    with pytest.raises(InputError) as caught:
        parse(text.encode(), "c.yaml")
    assert str(caught.value).startswith(says)


def test_an_empty_file_decides_nothing():
    assert parse(b"", "c.yaml") == parse(b"# nothing yet\n", "c.yaml") == []
    with pytest.raises(InputError, match=r"c\.yaml: is not UTF-8 text"):
        parse(b"\xff", "c.yaml")


@pytest.mark.parametrize(
    "before", [b"", b"# ours\n", b"  - alias: a # x\n    is: b\n    who: c\n    when: 2026-06-12\n    why: d"]
)
def test_what_is_added_comes_back_as_it_was(before):
    new = Decision(
        "reject",
        (Named("article/b/claim-1-2"),),
        "Ada: Ruiz",
        "2026-06-12",
        "he said: “no” # not yes",
        words="We 'will' win: 1\x1b",
    )
    after = appended(before, [new, new], "c.yaml")
    assert after.startswith(before)
    *_, found = parse(after, "c.yaml")
    assert (found.words, found.why, found.who) == (new.words, new.why, new.who)
    assert appended(after, [new], "c.yaml") == after
