"""Quotation marks: every kind, nested, over paragraphs, and the damage that one bad mark may do."""

from __future__ import annotations

import pytest

from kg.annotate.structure import paragraphs
from kg.annotate.structure.quotemarks import judge, read


def quotes(text: str) -> list[str]:
    return [q.inner.of(text) for q in read(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“We won,” she said.", ["We won,"]),
        ('"We won," she said. "All of us."', ["We won,", "All of us."]),
        ("``We won,'' she said.", ["We won,"]),
        ('" We won , " she said . " All of us . "', ["We won ,", "All of us ."]),
        ("“ We won , ” she said .", ["We won ,"]),
        ('Cut a 6 " pipe and a 12 " pipe.', []),
        ("''We won,'' she said.", ["We won,"]),
        ("«We won», she said.", ["We won"]),
        ("« We won », she said.", ["We won"]),
        ("‹We won,› she said.", ["We won,"]),
        ("＂We won,＂ she said.", ["We won,"]),
        ("″We won,″ she said.", ["We won,"]),
        ("The 12″ pipe and the 8″ pipe burst.", []),
        ("‘Rock ’n’ roll is over,’ said Ann.", ["Rock ’n’ roll is over,"]),
        ("‘It’s the drivers’ money, not theirs,’ said Ann.", ["It’s the drivers’ money, not theirs,"]),
        ("'We've counted it,' she added, 'and it's short.'", ["We've counted it,", "and it's short."]),
        ('“We won," she said. She left.', ["We won,"]),
        ('"We won,” she said.', ["We won,"]),
        ("The nurses’ union and the drivers’ union met.", []),
        ("Rock ’n’ roll and the ’90s are over, and so is '68.", []),
        ('He was 5\'10" tall and said "fine."', ["fine."]),
        ("“She told me, ‘Go home,’ and I went.”", ["She told me, ‘Go home,’ and I went.", "Go home,"]),
        ("\"She told me, 'Go home,' and I went.\"", ["She told me, 'Go home,' and I went.", "Go home,"]),
    ],
)
def test_kinds_of_marks(text, inner):
    assert quotes(text) == inner


def test_depth_of_an_inner_quotation():
    text = "“She told me, ‘Go home,’ and I went.”"
    assert [q.depth for q in read(text, paragraphs(text))] == [0, 1]


def test_a_quotation_over_three_paragraphs_with_one_closing_mark():
    text = "Ann said. “One.\n\n“Two.\n\n“Three.”\n\nThe end."
    found = read(text, paragraphs(text))
    assert [(q.inner.of(text), q.continues, q.closed) for q in found] == [
        ("One.", False, True),
        ("Two.", True, True),
        ("Three.", True, True),
    ]


def test_a_block_whose_second_paragraph_only_closes():
    text = "Ann said: “One.\n\nTwo,” and left."
    assert [(q.inner.of(text), q.continues) for q in read(text, paragraphs(text))] == [("One.", False), ("Two,", True)]


def test_a_missing_closing_mark_spoils_only_its_paragraph():
    text = '"Nobody voted, said Ramon Ilves, a steward.\n\n"We will," Priya Nanda said. She left.'
    found = read(text, paragraphs(text))
    assert [(q.inner.of(text), q.closed) for q in found] == [("Nobody voted,", False), ("We will,", True)]


def test_a_mark_opened_twice_ends_the_first():
    text = "“One and “two” here."
    assert [(q.inner.of(text), q.closed) for q in read(text, paragraphs(text))] == [("One and", False), ("two", True)]


def test_a_mark_of_the_other_kind_closes_where_the_next_quotation_opens_behind_it():
    assert quotes('“We go," said Bo. "They know,” he said.') == ["We go,", "They know,"]


def test_guillemets_as_bullets_are_no_quotations():
    assert quotes("» Read more: map\n» Sign up") == []


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("Forewoman Adaeze “Addie” Nwosu followed.", [False]),
        ("a welder known to everyone as “Biscuit.”", [False]),
        ("a poster titled “The Last Good Job in Toledo.”", [False]),
        ('It makes the "Deepwater" series.', [False]),
        ('hates "crunch," the industry term for overtime', [False]),
        ("The “stretch-out” doubled the looms.", [False]),
        ("She called the offer “an insult.”", [True]),
        ("“Oak,” he said.", [True]),
        ("He called the strike “unnecessary” and left.", [True]),
    ],
)
def test_names_and_terms_are_no_speech(text, speech):
    assert [judge(text, q).speech for q in read(text, paragraphs(text))] == speech
