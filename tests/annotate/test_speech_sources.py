"""In whose mouth words are put: headlines, coordinated cues, signs, "we"."""

from __future__ import annotations

import pytest
from stories import read, said

from kg.annotate.spokespeople import representative, roles

SPOKEN = [
    # (text, (speaker, content) of each statement)
    (
        "Tram crews to strike over rosters, says Unite\n\nCrews in Arden will walk out on Monday, Unite has announced.",
        [
            ("Unite", "Tram crews to strike over rosters"),
            ("Unite", "Crews in Arden will walk out on Monday"),
        ],
    ),
    (
        "A depot spokesman said that spare buses were ready but urged riders to stay at home.",
        [("depot spokesman", "spare buses were ready"), ("depot spokesman", "riders to stay at home")],
    ),
    (
        "Nora Quill said the raise was real and warned that jobs would go.",
        [("Nora Quill", "the raise was real"), ("Nora Quill", "jobs would go")],
    ),
    (
        "Nora Quill said the raise was “real” and that talks would resume.",
        [("Nora Quill", "the raise was “real” and that talks would resume")],
    ),
    (
        "“The raise is real,” Nora Quill said, insisting that nobody would lose a shift.",
        [("Nora Quill", "The raise is real,"), ("Nora Quill", "nobody would lose a shift")],
    ),
    (
        "If the board says no, Nora Quill warned, pilots at the other base could join the strike.",
        [("Nora Quill", "If the board says no | pilots at the other base could join the strike")],
    ),
    (
        "Two meetings had been put off, Nora Quill said, one of them at the request of the mediator.",
        [("Nora Quill", "Two meetings had been put off | one of them at the request of the mediator")],
    ),
    (
        "Some 300 pilots voted for a strike on a turnout of 71%, Nora Quill said.",
        [("Nora Quill", "Some 300 pilots voted for a strike on a turnout of 71%")],
    ),
    (
        "About 300 dockers walked out on Tuesday after talks broke down, Nora Quill said.",
        [("Nora Quill", "About 300 dockers walked out on Tuesday after talks broke down")],
    ),
    (
        "Nora Quill wrote to members on Tuesday that the raise was real.",
        [("Nora Quill", "the raise was real")],
    ),
    (
        "Nora Quill said she backed the pilots. Her neighbour Omar Lunt was less kind: “Greed in uniform.”",
        [("Nora Quill", "she backed the pilots"), ("Omar Lunt", "Greed in uniform.")],
    ),
    (
        "Sen. Omar Lunt, a Democrat from Arden who had urged the mayor to step in, tweeted that “sense prevailed.”",
        [("Omar Lunt", "the mayor to step in"), ("Omar Lunt", "sense prevailed.")],
    ),
    (
        "Nora Quill would say only that the raise was real.",
        [("Nora Quill", "the raise was real")],
    ),
    ("A rider shouted “Get on with it!” as he passed.", [("rider", "Get on with it!")]),
]


@pytest.mark.parametrize(("text", "wanted"), SPOKEN, ids=lambda x: x[:30] if isinstance(x, str) else "")
def test_the_right_mouth(text, wanted):
    assert [(" + ".join(who), " | ".join(words)) for _, who, words in said(text)] == wanted


def test_somebody_who_can_speak_keeps_his_own_words():
    # managers call and tell; the union does not
    found = said("The union said managers called workers liars and threatened to fire them.")
    assert "The union" not in [" ".join(who) for _, who, words in found if "to fire them" in words]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("About 60 cooks held signs at the gate. One said “Feed us.” Another read “We are not on the menu.”", "cooks"),
        ("A sign held by a nurse read “Feed us.”", "nurse"),
        ("Cooks carried banners reading “Feed us.”", "Cooks"),
        ("Nora Quill waved from the gate. Her cardboard sign read “Feed us.”", "Nora Quill"),
        ("On a wall hung a sign. A sign read “Out of order.”", None),
    ],
)
def test_a_sign_speaks_for_who_holds_it(text, holder):
    speakers = {who for _, who, _ in said(text)}
    assert speakers == ({(holder,)} if holder else {()})


def test_a_relative_clause_before_according_to_is_all_that_is_attributed():
    text = "The strike was the first since 2006, which cost the airline $12 million, according to Nora Quill."
    assert said(text) == [("indirect", ("Nora Quill",), ("which cost the airline $12 million",))]


def test_last_weeks_edition_is_the_publisher():
    draft = read("Last week’s roundup said pilots in Arden were on strike.", publisher="Arden Post")
    (statement,) = draft.statements
    assert statement.speakers == (draft.publisher,)


def we(text: str) -> set[str]:
    draft = read(text)
    return {draft.entities[m.target].name for m in draft.mentions if m.rule == "first-person" and m.target}


def test_only_officers_say_we_for_an_organization():
    assert we("“We made a fair offer,” said Nora Quill, a spokeswoman for Lark Airlines.") == {"Lark Airlines"}
    assert we("“We get no sleep,” said Omar Lunt, a baggage handler at Lark Airlines.") == {"Omar Lunt"}


def test_roles_that_speak_and_roles_that_do_not():
    assert representative(roles_example("spokespeople"))
    assert not representative(roles_example("others"))
    assert not representative("baggage handler")


def roles_example(key: str) -> str:
    import yaml

    from kg.paths import lexicon

    data = yaml.safe_load(lexicon("spokespeople.yaml").read_text(encoding="utf-8"))
    assert set(roles()) == set(data)
    return data[key]["example"]


def test_the_person_behind_a_title_speaks_however_it_was_parsed() -> None:
    text = (
        "Lakeshore Health is short. Lakeshore chief nursing officer Dr. Helen Strand said replacements had been hired."
    )
    assert said(text)[0][1] == ("Helen Strand",)
    text = "District 37 is out. District 37's directing business agent, Jody Marsh, said later that Lidell was wrong."
    assert said(text)[0][1] == ("Jody Marsh",)
    assert said("A spokesman for Transport Minister Paul Egan said the state was no party.")[0][1] != ("Paul Egan",)
