import pytest
from handmade import Story

from kg.annotate import stance
from kg.annotate.base import Fact, Quote
from kg.annotate.polarity import data
from kg.model import Span

KINDS = {"Acme": "Employer", "Local 9": "UnionLocal", "Ruiz": "Person"}


def taken(text: str, speaker: str, cue: str = "said", lemma: str = "say", mode: str = "mixed") -> list[tuple[str, str]]:
    """Targets and rules of the stances of what a speaker says in the words behind the cue."""
    story = Story(text)
    for name, kind in KINDS.items():
        ref = story.entity(name, kind)
        for nth in range(1, text.count(name) + 1):
            story.mention(name, ref, nth=nth)
    offer = story.action("the offer", "Proposal")
    story.draft.facts.append(Fact(offer, "proposedBy", "e:Acme", Span(0, 1), "Acme has made the offer."))
    for words, ref in (
        ("the offer", offer),
        ("the strike", story.action("the strike")),
        ("the deal", story.action("the deal", "TentativeAgreement")),
    ):
        for nth in range(1, text.count(words) + 1):
            story.mention(words, ref, "nominal", nth=nth)
    for start in [i for i, c in enumerate(text) if c == "“"]:
        end = text.index("”", start)
        story.draft.structure.quotes.append(Quote(Span(start + 1, end), Span(start, end + 1), 0))
    story.statement(text.split(f"{cue} ")[1].rstrip("."), cue=cue, lemma=lemma, mode=mode, speakers=(f"e:{speaker}",))
    stance.run(story.draft)
    return [(s.target, s.value) for s in story.draft.statements[-1].stances]


BLAMED = [("e:Acme", "Criticizes")]


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        ("Local 9 said Acme had “come with its coat on”.", "Local 9", BLAMED),
        (
            "Local 9 said the offer “moved money from one pocket to the other”.",
            "Local 9",
            [("a:the offer", "Criticizes")],
        ),
        ("Acme said the strike was “a rerun of an old film”.", "Acme", [("a:the strike", "Criticizes")]),
        ("Local 9 said Acme “values its people”.", "Acme", []),  # of itself
        ("Ruiz said Acme had “come with its coat on”.", "Ruiz", []),  # of neither side
        ("Local 9 said Acme was “fair this time”.", "Local 9", [("e:Acme", "Supports")]),
        ("Acme said the strike “could reshape” the launch.", "Acme", []),  # half a predicate
        ("Acme said the deal was “a door with no lock”.", "Acme", []),  # of both sides
    ],
)
def test_a_predicate_in_quotation_marks_is_blame_of_the_other_side(text, speaker, expected):
    assert taken(text, speaker) == expected


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        ("Local 9 called the offer “a blank check with a bus on it”.", "Local 9", [("a:the offer", "Criticizes")]),
        ("Acme called the offer “a blank check with a bus on it”.", "Acme", []),
        ("Local 9 called the offer “a win”.", "Local 9", [("a:the offer", "Supports")]),
        ("Local 9 called the deal “a start, not a solution”.", "Local 9", []),
        (
            "Ruiz called the strike “a win” and the offer “an insult”.",
            "Ruiz",
            [("a:the strike", "Supports"), ("a:the offer", "Criticizes")],
        ),
        ("Ruiz called it “a fair offer”.", "Ruiz", []),
    ],
)
def test_a_name_that_one_side_gives_to_what_the_other_does(text, speaker, expected):
    assert taken(text, speaker, "called", "call") == expected


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        ("Local 9 said Acme never moved off its numbers.", "Local 9", BLAMED),
        ("Local 9 said Acme still has not sat down.", "Local 9", BLAMED),
        ("Local 9 said Acme never responded.", "Local 9", []),
        ("Local 9 said Acme has not said when it will open.", "Local 9", []),
        ("Ruiz said Acme never slept.", "Ruiz", []),
    ],
)
def test_what_the_other_side_never_did(text, speaker, expected):
    assert taken(text, speaker, mode="indirect") == expected


@pytest.mark.parametrize(
    ("words", "speaker", "expected"),
    [
        (data()["spending"]["example"], "Local 9", BLAMED),
        (data()["spending"]["example"], "Acme", []),
        ("Acme spent a week on a new logo.", "Local 9", []),
    ],
)
def test_money_that_the_employer_spends_elsewhere(words, speaker, expected):
    assert taken(f"Local 9 said {words}", speaker, mode="direct") == expected
