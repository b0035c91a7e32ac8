"""Notes that correct a story: which paragraphs are notes, and what each sets against what."""

from __future__ import annotations

import re

import pytest

from kg.annotate import annotators
from kg.annotate.base import Draft
from kg.annotate.corrections import between
from kg.annotate.corrections.pairs import contrast
from kg.annotate.nlp import load
from kg.corrections import entries, expanded, labels, patterns
from kg.model import Article

BODY = "Nurses at Alder Hospital went on strike Monday, the Alder Nurses Union said.\n\n"


def read(text: str, until: str = "corrections.values") -> Draft:
    """The draft of a text after the steps up to the one named, by rules alone."""
    draft = Draft(Article(text, published="2024-03-06"), load()[0](text))
    for step in annotators(None):
        step.run(draft)
        if step.name == until:
            break
    return draft


def test_every_pattern_fits_its_example_and_no_earlier_one_does() -> None:
    for pattern in patterns():
        start = pattern.example.startswith("(")
        first = next(p for p in patterns() if p.regex.match(pattern.example, start))
        assert first is pattern, pattern.example
        if pattern.kind != "withdrawn":
            assert pattern.kind in pattern.regex.groupindex


def test_every_word_label_contrast_and_stage_fits_its_example() -> None:
    for word in entries()["words"]:
        assert re.search(expanded(word["pattern"]), word["example"], re.IGNORECASE), word
    for label, entry in zip(labels(), entries()["labels"], strict=True):
        assert label.regex.match(entry["example"]), entry
    for entry in entries()["between"]:
        assert between().match(entry["example"]), entry
    for entry in entries()["contrasts"]:
        assert contrast().search(entry["example"].removesuffix("400.")), entry
    for entry in entries()["stages"]:
        first = next(
            e for e in entries()["stages"] if re.search(rf"\b(?:{e['pattern']})", entry["example"], re.IGNORECASE)
        )
        assert first is entry


NUMBER = ("number", "400", "300")
NOTES = [
    ("Correction: An earlier version of this story said 400 nurses would strike. The union says 300.", [NUMBER]),
    ("CORRECTION: This story said incorrectly that 400 nurses would strike. It is 300.", [NUMBER]),
    ("Correction (March 5, 2024): A previous version said 400 nurses were out. There are 300.", [NUMBER]),
    ("Clarification: In an earlier version of this story, we said 400 nurses were out. It is 300.", [NUMBER]),
    ("An earlier version of this story misstated the number of strikers. It is 300, not 400.", [NUMBER]),
    ("An earlier version of this article gave the wrong number of strikers. There are 300, not 400.", [NUMBER]),
    ("This article originally said 400 nurses were on strike. The union has since said there are 300.", [NUMBER]),
    ("(This version of the story corrects the number of strikers in paragraph 3 to 300 from 400)", [NUMBER]),
    ("(Corrects number of strikers to 300 from 400 in second paragraph)", [NUMBER]),
    ("This story was corrected on March 5 to show that 300 nurses are out, not 400.", [NUMBER]),
    ("This article was amended on 4 March 2024 to correct the number of strikers from 400 to 300.", [NUMBER]),
    ("• This article was amended on 4 March 2024. An earlier version said 400 were out; in fact, 300 are.", [NUMBER]),
    ("This article was amended on 4 March 2024 because an earlier version said 400 were out. It is 300.", [NUMBER]),
    ("[Editor's note: An earlier version of this story said 400 nurses were out. The number is 300.]", [NUMBER]),
    ("Due to an editing error, an earlier version of this story misstated how many struck. It is 300, not 400.",
     [NUMBER]),
    ("For the record: An earlier version of this article said 400 nurses struck instead of 300.", [NUMBER]),
    ("Correction: There are 300 nurses on strike rather than 400.", [NUMBER]),
    ("Correction: The story incorrectly reported the number of strikers as 400. It is 300.", [NUMBER]),
    ("CORRECTION\n\nThere are 300 nurses on strike, not 400.", [NUMBER]),
    ("Correction: An earlier version said 400 walked out. The union, which has 450 members, says 300 walked out.",
     [NUMBER]),
    ("A correction was made on March 5, 2024: An earlier version of this article misstated the number of strikers. "
     "It is 300, not 400.", [NUMBER]),
    ("Correction: March 5, 2024\nAn earlier version of this story said there were 400 strikers. It is 300.", [NUMBER]),
    ("CORRECTION:\n\nAs published in the International Herald.\n\nAn article in some editions Nov. 26 about a strike "
     "misstated the number of nurses. It is 300, not 400.", [NUMBER]),
    ("This article has been revised to reflect the following correction: An earlier version said 400 nurses were out. "
     "It is 300.", [NUMBER]),
    ("Correction 5 March 2024: An earlier version of this article said 400 nurses were out. It is 300.", [NUMBER]),
    ("The headline of this article was amended on 5 March 2024 to correct the number of strikers from 400 to 300.",
     [NUMBER]),
    ("This story has been corrected. The number of strikers is 300, not 400.", [NUMBER]),
    ("EDITOR'S NOTE: The story has been changed to reflect that 300 nurses walked out, not 400.", [NUMBER]),
    ("Due to incorrect information provided by the union, an earlier version of this story said 400 nurses walked out. "
     "The number was 300.", [NUMBER]),
    ("In Tuesday's article about the strike, we misstated the number of strikers. It is 300, not 400.", [NUMBER]),
    ("The number of strikers was misstated in an earlier version of this story. It is 300.",
     [("number", None, "300")]),
    ("This story was corrected at 5:15 p.m. on March 5, 2024, to reflect that the union represents 300 nurses.", []),
    ("Correction: Dana Ortiz is the president of the Alder Nurses Union.", []),
    ("CORRECTION: The union's president is Dana Ortiz. Her name was misspelled in an earlier version of this story.",
     [("name", None, "Dana Ortiz")]),
    ("Correction: The strike started March 4, not March 3, and 300 nurses took part, not 400.",
     [NUMBER, ("day", "March 3", "March 4")]),
    ("Correction: An earlier version of this story misstated the share who voted. It is 62 percent, not 26 percent.",
     [("number", "26 percent", "62 percent")]),
    ("Correction: An earlier version of this story gave the wage as $32 an hour. It is $30 an hour.",
     [("number", "$32 an hour", "$30 an hour")]),
    ("Editor's note: This story has been updated to correct the date of the vote; it is March 4, not March 14.",
     [("day", "March 14", "March 4")]),
    ("Correction: An earlier version gave the wrong day for the vote. It is on Thursday, not Friday.",
     [("day", "Friday", "Thursday")]),
    ("This article misstated the surname of the union's president. She is Dana Ortiz, not Dana Ortega.",
     [("name", "Dana Ortega", "Dana Ortiz")]),
    ("This article misspelled the last name of Dana Ortega. It is Ortiz, not Ortega.", [("name", "Ortega", "Ortiz")]),
    ("An earlier version of this story referred to Dana Ortiz as Dana Ortis.", [("name", "Dana Ortis", "Dana Ortiz")]),
    ("This story has been corrected to fix the spelling of Dana Ortiz's name.", [("name", None, "Dana Ortiz")]),
    ("An earlier version of this article incorrectly stated that the strike had ended. It continues.",
     [("stage", "had ended", "continues")]),
    ("Correction: An earlier version incorrectly said the strike had been called off. It is still under way.",
     [("stage", "called off", "under way")]),
    ("Correction: An earlier version of this story incorrectly said 400 would strike.", [("number", "400", None)]),
    ("An earlier version of this story incorrectly said that the hospital had hired guards.", []),
    ("CORRECTION: In a March 1 story, the Corvo Herald reported that 400 nurses walked out. It was 300.", [NUMBER]),
    ("Correction: The Corvo Herald reported Sunday that 400 nurses walked out. The union says the number is 300.",
     [NUMBER]),
    ("CORRECTION: The figure of 400 nurses in the first paragraph is wrong; the union says 300 took part.",
     [("number", "400", "300")]),
    ("(Eds: Corrects number of nurses to 300, sted 400.)", [NUMBER]),
    ("CORRECTS: number of nurses to 300 in first paragraph.", [("number", None, "300")]),
    ("We regret the error: 300 nurses, not 400, walked out.", [NUMBER]),
]  # fmt: skip


@pytest.mark.parametrize(("note", "pairs"), NOTES)
def test_note(note: str, pairs: list[tuple[str, str | None, str | None]]) -> None:
    draft = read(BODY + note)
    assert [n.kind for n in draft.notes] == ["correction"]
    found = draft.memo["corrections.pairs"][draft.notes[0].key]
    assert [
        (p.kind, p.wrong and draft.words(p.wrong.span), p.right and draft.words(p.right.span)) for p in found
    ] == pairs


@pytest.mark.parametrize(
    "note",
    [
        "The Herald has retracted this story.",
        "This article has been withdrawn.",
        "This story has been retracted because its author made up quotes.",
        "Retraction: This article has been removed after we learned that its source does not exist.",
        "Editor's note: The Corvo Post is retracting this article.",
        "We have withdrawn this story pending a review.",
        "Retraction: The Corvo Herald retracts this story.",
    ],
)
def test_a_story_that_is_taken_back(note: str) -> None:
    assert [n.kind for n in read(note + "\n\n" + BODY).notes] == ["withdrawal"]


@pytest.mark.parametrize(
    "text",
    [
        "This story has been updated.",
        "When we learn of a mistake, we acknowledge it with a correction.",
        "Correction appended: March 5",
        "Correction Appended",
        "Correction:\n\nNurses of Corvo Hospital went on strike as well.",
        "The headline was wrong, Ortiz said. It was 300, not 400.",
        "Note: The numbers do not include part-time staff.",
        "This story has been updated with comments from the hospital.",
        "Editor's note: This story was updated to include a statement of the union.",
        "UPDATE: The talks go on.",
        "Editor's note: Ann Lee is a nurse and writes for the Herald.",
        "Correction officers at Alder Prison walked out; there were 300, not 400.",
        "Corrections staff said the strike would last.",
        "A market correction of 10 percent, not 20 percent, cost the fund.",
        "“Correction: we never agreed to 400,” Ortiz said.",
        "Ortiz corrected the mayor: It is 300, not 400.",
        "The union president said the mayor misstated the number of strikers. It is 300, not 400.",
        "An earlier version of the contract said 400 jobs would go. It is 300 now.",
        "The report misstated the number of injuries, the union said.",
        "This offer has been withdrawn.",
        "This proposal was amended on 4 March to give nurses 3 percent, not 2 percent.",
        "The hospital has withdrawn this proposal.",
        "This article of the contract has been withdrawn from the talks.",
        "The article was removed after the union complained, Ortiz said.",
        "The Tribune retracted a story about the strike.",
        "In a March 1 story, the Corvo Herald reported that 400 nurses walked out.",
        "The Corvo Herald reported Sunday that 400 nurses walked out.",
        "The union regrets the error, and 300 nurses, not 400, went back.",
        "Nurses want the record corrected. It was 300 who struck, not 400.",
    ],
)
def test_no_note(text: str) -> None:
    assert read(BODY + text).notes == []


def test_what_was_wrong_is_hidden_and_the_rest_is_prose() -> None:
    draft = read(
        BODY + "Correction: This story incorrectly said that the strike had ended. The union expects a long one."
    )
    skipped = [draft.words(s) for s in draft.structure.skip]
    assert skipped == ["Correction:", "This story incorrectly said that the strike had ended."]
    assert draft.words(draft.structure.paragraphs[-1]) == "The union expects a long one."


def test_quotations_keep_their_paragraph_behind_a_note_at_the_top() -> None:
    note = "Correction: An earlier version said 400 nurses struck. It is 300.\n\n"
    draft = read(note + BODY + "“We are ready,” said Dana Ortiz, a nurse.", "speech")
    assert [draft.entities[r].name for s in draft.statements for r in s.speakers] == [
        "Alder Nurses Union",
        "Dana Ortiz",
    ]


CARRIED_OUT = [
    (
        "Nurses at Mercy Clinic ended their strike Monday.\n\n"
        "CORRECTION: A previous version of this story incorrectly stated that the strike ended Monday. "
        "The strike has not ended.",
        {
            "The strike by Nurses at Mercy Clinic is ended.",
            "The strike by Nurses at Mercy Clinic ended on March 4, 2024.",
        },
        "The strike by Nurses at Mercy Clinic is under way.",
    ),
    (
        "Members of the union at Orvik Steel voted 312 to 45 to strike.\n\nClarification: The vote was 321 to 45.",
        {"Members of the union at Orvik Steel voted 312 to 45 to strike."},
        "Members of the union at Orvik Steel voted 321 to 45 to strike.",
    ),
    (
        "Members of the union at Orvik Steel voted 312 to 45 to strike.\n\n"
        "Correction: An earlier version of this story misstated the vote. It was 321 to 54.",
        {"Members of the union at Orvik Steel voted 312 to 45 to strike."},
        "Members of the union at Orvik Steel voted 321 to 54 to strike.",
    ),
    (
        "Welders struck Orvik Steel. The raise is worth $2 an hour.\n\n"
        "Editor's note: The raise is worth $2.50 an hour. An earlier version of this story gave the wrong amount.",
        {"The raise is worth $2 an hour."},
        "The raise is worth $2.50 an hour.",
    ),
    (
        "A nine-day strike at Orvik Steel ended Monday.\n\nCorrection: The strike lasted 11 days, not nine.",
        {"The strike at Orvik Steel lasted 9 days."},
        "The strike at Orvik Steel lasted 11 days.",
    ),
]


@pytest.mark.parametrize(("text", "wrong", "right"), CARRIED_OUT)
def test_a_note_takes_the_wrong_back_and_says_the_right(text: str, wrong: set[str], right: str) -> None:
    draft = read(text, "corrections.effect")
    assert {c.text for c in draft.claims if c.corrected_by} == wrong
    assert right in {c.text for c in draft.claims if c.note and not c.negated}


def test_a_length_that_is_corrected_has_the_new_value() -> None:
    text = "A nine-day strike at Orvik Steel ended Monday.\n\nCorrection: The strike lasted 11 days, not nine."
    found = [c for c in read(text, "corrections.effect").claims if c.predicate == "duration"]
    assert [(str(getattr(c.object, "lexical", "")), c.corrected_by is not None) for c in found] == [
        ("P9D", True),
        ("P11D", False),
    ]
