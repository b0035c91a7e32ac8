import pytest
from handmade import Story

from kg.annotate import stance
from kg.model import Position, Span


def taken(text: str, **more: object) -> list[tuple[str, str]]:
    """Targets and values of the stances of what Local 9 says in a sentence."""
    story = Story(f"{text} That is what Local 9 said.")
    local = story.entity("Local 9", "UnionLocal")
    story.mention("Local 9", local)
    for name, kind in (("Acme", "Employer"), ("Ruiz", "Person"), ("Members", "Collective"), ("Lee", "Person")):
        ref = story.entity(name, kind)
        if name in text:
            story.mention(name, ref)
    story.draft.positions.append(Position("e:Ruiz", "governor", None, Span(0, 1)))
    story.statement(text, mode="direct", speakers=(local,), **more)
    stance.run(story.draft)
    return [(s.target, s.value) for s in story.draft.statements[-1].stances]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will withhold the grades unless Acme moves on pay.", [("e:Acme", "Asks")]),
        ("We will withhold the grades unless Lee moves on pay.", []),
        ("Ruiz should be on the phone right now.", [("e:Ruiz", "Asks")]),
        ("Ruiz ought to sit down with us.", [("e:Ruiz", "Asks")]),
        ("Lee should be on the phone right now.", []),
        ("Members: report to your buildings.", [("e:Members", "Asks")]),
        ("We ask Mr. Ruiz to come and see.", [("e:Ruiz", "Asks")]),
    ],
)
def test_what_is_asked_and_of_whom(text, expected):
    assert taken(text) == expected
