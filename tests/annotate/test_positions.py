"""Positions: who holds which role where, read from titles, appositions, clauses and unnamed people."""

import pytest

from kg.annotate import collectives, names, positions, structure
from kg.annotate.base import Draft
from kg.annotate.nlp import load
from kg.annotate.positions.bodies import body_of_noun, main_employer
from kg.model import Article

CALDER = "Drivers at Calder Freight struck on Friday. Dockers United, the union of the drivers, called the strike. "


def read(text: str) -> Draft:
    nlp, _ = load()
    draft = Draft(Article(text), nlp(text))
    for step in (structure, names, collectives, positions):
        step.ANNOTATOR.run(draft)
    return draft


def held(draft: Draft, person: str) -> list[tuple[str, str | None, str]]:
    """(role, organization, standing) of a person, in reading order."""
    return [
        (p.role, draft.entities[p.organization].name if p.organization else None, p.standing)
        for p in draft.positions
        if draft.entities[p.person].name == person
    ]


@pytest.mark.parametrize(
    ("text", "person", "role", "organization"),
    [
        ("Dockers United President Lorraine Pell said no.", "Lorraine Pell", "President", "Dockers United"),
        ("Calder Freight chief executive Andrew Nevin said no.", "Andrew Nevin", "chief executive", "Calder Freight"),
        (
            "Calder Freight Chief Operating Officer Raj Mehta quit.",
            "Raj Mehta",
            "Chief Operating Officer",
            "Calder Freight",
        ),
        ("Ann Orr, an adviser to Dockers United, said no.", "Ann Orr", "adviser", "Dockers United"),
        ("Calder’s lawyer, Kent Fairwood, said no.", "Kent Fairwood", "lawyer", "Calder Freight"),
        ("Marcus Oye, the company’s chief executive, said no.", "Marcus Oye", "chief executive", "Calder Freight"),
        ("The union’s general secretary, Moira Gale, said no.", "Moira Gale", "general secretary", "Dockers United"),
        ("A company spokesman, Dale Kerr, declined.", "Dale Kerr", "spokesman", "Calder Freight"),
        ("Mina Faro, a lawyer for the union, agreed.", "Mina Faro", "lawyer", "Dockers United"),
        (
            "Curtis Boyle, an airline analyst at Redfern Securities, agreed.",
            "Curtis Boyle",
            "airline analyst",
            "Redfern Securities",
        ),
        (
            "Basma Dodd, convener of the Prairie Growers Coalition, agreed.",
            "Basma Dodd",
            "convener",
            "Prairie Growers Coalition",
        ),
        (
            "Brent Koval, who chairs the Prairie Growers Coalition, agreed.",
            "Brent Koval",
            "chairs",
            "Prairie Growers Coalition",
        ),
        (
            "Calder Freight vice-president of operations Guy Lance quit.",
            "Guy Lance",
            "vice-president of operations",
            "Calder Freight",
        ),
        ("Driver Rosa Nunn said no.", "Rosa Nunn", "Driver", "Calder Freight"),
        (
            "“No,” said Ann Ruiz, 58, president of Local 9 of Dockers United.",
            "Ann Ruiz",
            "president",
            "Local 9 of Dockers United",
        ),
    ],
)
def test_role_and_organization(text: str, person: str, role: str, organization: str) -> None:
    assert (role, organization, "current") in held(read(CALDER + text), person)


def test_standing() -> None:
    draft = read(
        CALDER + "Former Dockers United president Ed Kowal and the acting head of Calder Freight, Dr Amir Sefton, met. "
        "Angela Maldon, the union's interim president, agreed."
    )
    assert held(draft, "Ed Kowal") == [("president", "Dockers United", "former")]
    assert held(draft, "Amir Sefton") == [("acting head", "Calder Freight", "acting")]
    assert held(draft, "Angela Maldon") == [("interim president", "Dockers United", "acting")]


def test_several_roles_at_once() -> None:
    draft = read(CALDER + "Priya Deo, a senior tester and a member of the organizing committee, spoke.")
    assert held(draft, "Priya Deo") == [
        ("senior tester", "Calder Freight", "current"),
        ("member of the organizing committee", "Dockers United", "current"),
    ]


def test_two_offices_before_a_name() -> None:
    draft = read(
        CALDER + "Dockers United president and treasurer Bo Lind agreed, as did Calder Freight board chair Al Roy."
    )
    assert held(draft, "Bo Lind") == [
        ("president", "Dockers United", "current"),
        ("treasurer", "Dockers United", "current"),
    ]
    assert held(draft, "Al Roy") == [("board chair", "Calder Freight", "current")]


def test_the_body_of_a_title_before_a_name_may_stand_behind_it() -> None:
    draft = read(CALDER + "“No,” said Judge Bo Lind of the Tarn Labour Court.")
    assert held(draft, "Bo Lind") == [("Judge", "Tarn Labour Court", "current")]


def test_a_plural_role_is_shared() -> None:
    draft = read(CALDER + "Negotiating committee co-chairs Hana Lind and Omar Teal wrote to members.")
    assert (
        [o for _, o, _ in held(draft, "Hana Lind")] == [o for _, o, _ in held(draft, "Omar Teal")] == ["Dockers United"]
    )


def test_unnamed_people() -> None:
    draft = read(CALDER + "A company spokesperson declined to comment.")
    unnamed = [p for p in draft.positions if not draft.entities[p.person].named]
    assert [(p.role, draft.entities[p.organization or ""].name) for p in unnamed] == [
        ("spokesperson", "Calder Freight")
    ]


def test_relatives_and_heads_of_state_get_no_organization() -> None:
    draft = read(
        CALDER
        + "Her colleague Robert Elm left. President Joan Brand said no. Joe Mede, the president’s grandson, spoke."
    )
    assert held(draft, "Robert Elm") == []
    assert held(draft, "Joan Brand") == [("President", None, "current")]
    assert held(draft, "Joe Mede") == []


def test_contact_line() -> None:
    draft = read(CALDER + "\n\nMedia contact: Theo Lind, Calder Freight")
    assert held(draft, "Theo Lind") == [("Media contact", "Calder Freight", "current")]


def test_the_noun_goes_by_the_words_of_the_name_first() -> None:
    draft = read("Cascade Medical Center and Harbor Airlines met. The hospital left.")
    at = draft.text.index("The hospital")
    assert draft.entities[body_of_noun(draft, "hospital", at) or ""].name == "Cascade Medical Center"
    assert draft.entities[body_of_noun(draft, "airline", at) or ""].name == "Harbor Airlines"


def test_the_main_employer_is_the_one_most_mentioned() -> None:
    draft = read(CALDER + "Calder Freight lost money. Workers at Orrin Logistics stayed. A driver spoke.")
    assert draft.entities[main_employer(draft, len(draft.text)) or ""].name == "Calder Freight"


def test_a_position_rests_on_the_words_of_the_role() -> None:
    draft = read(CALDER + "Dockers United President Lorraine Pell said no.")
    assert [draft.words(p.span) for p in draft.positions if draft.entities[p.person].name == "Lorraine Pell"] == [
        "President"
    ]


@pytest.mark.parametrize(
    ("text", "person", "role", "organization"),
    [
        ("Union president Ann Ruiz said no.", "Ann Ruiz", "president", "Dockers United"),
        ("The city sued. Mayor Ann Ruiz said no.", "Ann Ruiz", "Mayor", "city"),
        ("The city sued. Fire Chief Ann Ruiz said no.", "Ann Ruiz", "Fire Chief", "city"),
        ("Marsh County Sheriff Ann Ruiz said no.", "Ann Ruiz", "Sheriff", "Marsh County"),
        ("The district closed. Superintendent Ann Ruiz said no.", "Ann Ruiz", "Superintendent", "district"),
        (
            "Ann Ruiz, a welder who chairs the bargaining committee, said no.",
            "Ann Ruiz",
            "chairs the bargaining committee",
            "Dockers United",
        ),
    ],
)
def test_offices_belong_to_the_body_that_the_text_means(text: str, person: str, role: str, organization: str) -> None:
    assert (role, organization, "current") in held(read(CALDER + text), person)


def test_a_plural_after_a_name_is_no_role_of_it() -> None:
    draft = read(CALDER + "According to Rosa Lind, fewer than 200 employees came.")
    assert held(draft, "Rosa Lind") == []


def test_the_role_of_an_unknown_body_goes_to_no_other() -> None:
    draft = read(CALDER + "Ketterly’s founder, Ann Ruiz, said no.")
    assert "Calder Freight" not in [o for _, o, _ in held(draft, "Ann Ruiz")]


@pytest.mark.parametrize(
    ("text", "person", "role", "organization"),
    [
        ("Tova Brekke leads Local 31. Brekke said no.", "Tova Brekke", "leads", "Local 31"),
        ("Members of Local 31 met. Lu Stall, who has led the local since 2019, spoke.", "Lu Stall", "led", "Local 31"),
        ("The Fair Work Commission sat. Commissioner Ruth Della said no.", "Ruth Della", "Commissioner",
         "Fair Work Commission"),
        ("The suit is in Hughes County Circuit Court. Circuit Judge Lee Frolich set a date.", "Lee Frolich",
         "Circuit Judge", "Hughes County Circuit Court"),
        ("“Good,” said Ann Sorrel, president and chief executive officer of Ostrand Paper Company.", "Ann Sorrel",
         "president", "Ostrand Paper Company"),
        ("“Hm,” said Noel Fitz, who covers the industry for Tern Point Research.", "Noel Fitz", "covers the industry",
         "Tern Point Research"),
        ("At Wern Tawel hospital in Swansea, Tom Rid, a second-year doctor, said so.", "Tom Rid", "second-year doctor",
         "Wern Tawel hospital"),
    ],
)  # fmt: skip
def test_roles_of_clauses_and_offices(text: str, person: str, role: str, organization: str) -> None:
    assert (role, organization) in [(r, o) for r, o, _ in held(read(text), person)]


def test_a_spokesman_of_a_person_has_that_persons_body_or_none() -> None:
    draft = read(
        "Calder Freight fell. Dr. Lil Ramsay sued. A spokesman for Ramsay, Odd Dunnet, called the suit a stunt."
    )
    assert [(r, o) for r, o, _ in held(draft, "Odd Dunnet")] == [("spokesman", None)]
    draft = read("Calder Freight fell. Calder’s chair, Dr. Lil Ramsay, sued. Odd Dunnet, an aide to Dr. Ramsay, spoke.")
    assert [(r, o) for r, o, _ in held(draft, "Odd Dunnet")] == [("aide", "Calder Freight")]


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        ("Unite members struck Hale Group. Regional officer Nan Reilly said no.", "Regional officer", "Unite"),
        ("Local 9 struck. Tom Ray, a spokesman for the company, said no.", "spokesman for the company", None),
        ("Tom Ray, president of Hotel and Mill Hands United, left.", "president", "Hotel and Mill Hands United"),
    ],
)
def test_whose_post_it_is(text, role, body):
    draft = read(text)
    names_ = {e.ref: e.name for e in draft.entities.values()}
    assert [(p.role, names_.get(p.organization or "")) for p in draft.positions] == [(role, body)]


@pytest.mark.parametrize(
    ("text", "person", "posts"),
    [
        # the union that has the attorney is not named: he is not the firm's
        (
            "Judge Thea Lind barred pickets at Pell Aggregates. Lind told the union's attorney, Rafe Domingo, to sit.",
            "Rafe Domingo",
            [("attorney", None)],
        ),
        # who sits on a board is no member of the union that is heard there
        (
            "The Glass Makers Union lost. The labor board wrote an order. Member Howard Lisle dissented.",
            "Howard Lisle",
            [("Member", "labor board")],
        ),
        # no seat of parliament is a post at the firm of the story
        ("Welders at Garvel Steel struck. Local TD Colm Breathnach was sorry.", "Colm Breathnach", [("TD", None)]),
        ("A foreman at Eastport Steel left. Defense lawyer Simon Ash sat.", "Simon Ash", [("Defense lawyer", None)]),
        # whom somebody speaks of
        ("Cooks at Hollis Foods wept. “I know,” said Mavis Orr, describing one second grader.", "Mavis Orr", []),
        # a deputy is where the chief is
        (
            "Rook County Guards Union president Lyle Meer quit. Meer's deputy, Marisol Ruiz, takes over.",
            "Marisol Ruiz",
            [("deputy", "Rook County Guards Union")],
        ),
        # a chamber employs nobody of the story
        (
            "Cashier Aaliyah Brandt wore green.\n\nChamber of Commerce director Stuart Penney wore red.",
            "Aaliyah Brandt",
            [("Cashier", None)],
        ),
    ],
)  # fmt: skip
def test_a_post_goes_to_no_body_that_only_stands_near(text: str, person: str, posts: list[tuple[str, str]]) -> None:
    assert [(role, body) for role, body, _ in held(read(text), person)] == posts


@pytest.mark.parametrize(
    ("text", "person", "role", "body"),
    [
        ("Calder Freight fired 12. A spokesman for the company, Paul Orr, said so.", "Paul Orr", "spokesman", 0),
        ("Hollow Interactive grew. Studio head Yuki Tane spoke. Redcap Games did not.", "Yuki Tane", "Studio head", 0),
        ("Tarn County will pay. County Administrator Bea Lind said so.", "Bea Lind", "County Administrator", 0),
        ("Wexley Symphony plays on. Concertmaster Elena Voss said so.", "Elena Voss", "Concertmaster", 0),
        ("Orr Paper Co. reopened. “We saved it,” said Walt Kow, a vat tender.", "Walt Kow", "vat tender", 0),
        ("Warehouse Workers organizer Ines Cald was not amused by Orrin Foods.", "Ines Cald", "organizer", 0),
        (
            "Local 9 met Al Roe, the plant manager, on Friday. Jim Orr, of Local 9, left.",
            "Al Roe",
            "plant manager",
            None,
        ),
    ],
)
def test_whose_office_it_is(text: str, person: str, role: str, body: int | None) -> None:
    draft = read(text)
    first = min((e for e in draft.entities.values() if e.kind != "Person"), key=lambda e: int(e.ref.split(":")[1]))
    assert [(r, b) for r, b, _ in held(draft, person)] == [(role, None if body is None else first.name)]


def test_what_is_no_post_and_what_is_past() -> None:
    assert held(read("Norwell Steel goes on. Ed Norwell, grandson of the founder, was sad."), "Ed Norwell") == []
    assert held(read("Bram Stoll, once a tester himself, left Redcap Games."), "Bram Stoll") == [
        ("tester", None, "former")
    ]
