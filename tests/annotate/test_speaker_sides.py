"""The side of each speaker: what the story says of who speaks, and none where it does not say."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.annotate.speaker_sides import head, offices, words
from kg.model import Article, Extraction

STORY = """Nurses at Alder Hospital went on strike Monday, the Alder Nurses Union said.

"We have waited two years," said Rosa Lind, president of the Alder Nurses Union. Hospital spokesman Tom Beck said the \
offer was fair.

"I am tired," said Ida Roth, a nurse at Alder Hospital. {extra}"""


def read(extra: str) -> Extraction:
    found = next(iter(annotate([Article(STORY.format(extra=extra), published="2024-03-06")], model=None)))
    assert isinstance(found, Extraction), found
    return found


def last(extra: str) -> str | None:
    """The side of the story's last statement."""
    found = read(extra)
    assert len(found.statements) == 5, [s.content[0].of(found.article.text) for s in found.statements]
    side = found.statements[-1].side
    return side.value if side else None


def test_the_sides_of_a_dispute_with_their_rules() -> None:
    found = read("")
    assert [s.side and (s.side.value, s.side.rule) for s in found.statements] == [
        ("UnionSide", "side/union"),
        ("UnionSide", "side/union-post"),
        ("EmployerSide", "side/management-post"),
        ("WorkerSide", "side/worker"),
    ]
    assert all(s.side and 0.7 <= s.side.confidence < 1 for s in found.statements)


SPEAKERS = [
    ("Governor Ann Hale said the strike must end.", "GovernmentSide"),
    ("State Sen. Ann Hale said the strike must end.", "GovernmentSide"),
    ("Police said the picket was calm.", "GovernmentSide"),
    ("Federal mediator Ann Hale said both sides would meet.", "GovernmentSide"),
    ("The National Labor Relations Board said it would hear the charge.", "GovernmentSide"),
    ("Ann Hale, a labor historian, said such strikes were rare.", "ExpertSide"),
    ("Ann Hale, a professor of labor studies at Corbin College, said such strikes were rare.", "ExpertSide"),
    ("Ann Hale, an analyst at Corbin Capital, said such strikes were rare.", "ExpertSide"),
    ("Ann Hale, a lawyer for the union, said the law was clear.", "UnionSide"),
    ("Ann Hale, a nurse who sits on the union's bargaining committee, said talks would go on.", "UnionSide"),
    ("Hospital officials said the wards were open.", "EmployerSide"),
    ("Lind's deputy, Ann Hale, said the law was clear.", "UnionSide"),
    ("Crafts League members rested. League president Ann Hale said its members would wait.", None),
    ("Management said the wards were open.", "EmployerSide"),
    ("The strikers said they would stay out.", "WorkerSide"),
    ("Ann Hale, one of the striking nurses, said she would stay out.", "WorkerSide"),
    ("Ann Hale, who has washed linen at the hospital for nine years, said she would stay out.", "WorkerSide"),
    # on no side, or not told
    ("Ann Hale, who has run a shop for nine years at the corner, said she could wait.", None),
    ("Ann Hale, a former hospital president, said a deal was near.", None),
    ("Ann Hale, a patient, said she could wait.", None),
    ("Ann Hale said she could wait.", None),
    ("Parents said they could wait.", None),
    ("Officials said a deal was near.", None),
    ("The hospital and the union said in a joint statement that talks would go on.", None),
]


@pytest.mark.parametrize(("extra", "side"), SPEAKERS, ids=[extra[:40] for extra, _ in SPEAKERS])
def test_who_is_on_which_side(extra: str, side: str | None) -> None:
    assert last(extra) == side


def test_heads_of_roles_and_descriptions() -> None:
    assert head("a cleaner at the hospital").text == "cleaner"
    assert head("Labour Minister").is_in(offices())
    assert head("federal authorities").is_in(words("government"))
    assert not head("recording secretary").is_in(offices())
    assert head("Bus drivers in Dayton").longest(frozenset({"driver", "bus driver"})) == "bus driver"


HEADS = ("expert", "academic", "counsel", "government", "manager", "leader", "official", "worker", "member",
         "bystander", "paid")  # fmt: skip


def test_each_word_for_people_is_found_in_its_example() -> None:
    from kg.annotate.names.lexicon import entries

    for kind in HEADS:
        for word, example in entries("sides.yaml")[kind]:
            plain = head(str(example)).is_in(words(kind))
            assert plain or word == "resident of", (kind, word, example)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Union vice president Sara Mott said it was over.", "UnionSide"),
        ("Company spokeswoman Tess Arlen said it was over.", "EmployerSide"),
    ],
)
def test_a_party_that_the_story_does_not_name_has_its_side(text: str, side: str) -> None:
    (found,) = annotate([Article(text, published="2024-03-06")], model=None)
    assert isinstance(found, Extraction)
    assert [s.side and s.side.value for s in found.statements] == [side]
