"""Names that a reader of capitals alone would cut, join or make up: heads of sentences, saints, schools, ministers."""

import pytest

from tests.annotate.test_names import entity, forms, kinds, mentions, read
from tests.annotate.test_positions import held
from tests.annotate.test_positions import read as read_posts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cannery workers walked out at Orrin Foods. Cannery workers cheered.", "Cannery"),
        ("Dairy drivers at Orrin Foods struck.", "Dairy"),
        ("The vote is over at Orrin Foods. Managing director Bo Li was glad.", "Managing"),
        ("Orrin Foods has a deal. Shop steward Nila Frey was glad.", "Shop"),
        ("The Valley Nurses Guild struck. Guild president Nila Frey was glad.", "Guild"),
        ("Teal Weavers Lodge 9 struck. Lodge president Nila Frey was glad.", "Lodge"),
    ],
)
def test_the_first_word_of_a_sentence_is_no_name(text: str, words: str) -> None:
    assert words not in forms(read(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Drivers at Sowden met. Sowden drivers have ratified a deal.", "Sowden"),
        ("Crews of the Teal Valley Boilermakers met. Boilermakers president Kip Lund spoke.", "Boilermakers"),
    ],
)
def test_the_first_word_of_a_sentence_that_is_a_name(text: str, name: str) -> None:
    assert name in forms(read(text))


def test_a_local_of_two_trades_is_one() -> None:
    text = "About 300 members of Pulp and Paper Workers Lodge 77 struck Tessmer Pulp. Tessmer Pulp ran on."
    assert {k for k in kinds(read(text)) if "77" in k} == {"Pulp and Paper Workers Lodge 77"}
    text = "Lodge 77 of the Pulp and Paper Workers reached a deal with Tessmer Pulp."
    assert "Lodge 77 of the Pulp and Paper Workers" in kinds(read(text))


def test_a_saint_is_spelled_in_several_ways() -> None:
    draft = read(
        "Nurses at Saint Alban's Medical Center struck. St. Alban's has offered raises. A nurse at St Alban's spoke. "
        "St. Alban's Medical Center said no."
    )
    assert mentions(draft, "St Alban's") == [
        "Saint Alban's Medical Center",
        "St. Alban's",
        "St Alban's",
        "St. Alban's Medical Center",
    ]


@pytest.mark.parametrize(("town", "count"), [("Marlow", 1), ("Washington", 2)])
def test_a_university_before_and_behind_its_town(town: str, count: int) -> None:
    draft = read(f"Tutors at the University of {town} struck. {town} University spokeswoman Greta Oakes said no.")
    assert len([e for e in draft.entities.values() if "University" in e.name]) == count


def test_a_union_named_after_a_firm_is_not_the_firm() -> None:
    draft = read("Devgar Motors is shut. Devgar Motors Kamgar Sangh secretary Om Rao said Devgar Motors should talk.")
    assert mentions(draft, "Devgar Motors") == ["Devgar Motors", "Devgar Motors"]
    assert entity(draft, "Devgar Motors").kind == "Employer"


def test_a_town_of_a_dateline_is_not_its_schools() -> None:
    draft = read("RIDGE PARK, Ohio — Teachers in the Ridge Park School District struck on Monday.")
    assert mentions(draft, "Ridge Park School District") == ["Ridge Park School District"]


def test_a_council_named_after_a_place_of_the_story_governs_it() -> None:
    text = "Bin crews in Sornaby Vale struck. Martin Eaves, leader of Sornaby Vale Council, said no."
    assert kinds(read(text))["Sornaby Vale Council"] == "GovernmentBody"


@pytest.mark.parametrize(
    ("text", "person", "posts"),
    [
        ("Minister for Transport Darragh Mull met Dockers United.", "Darragh Mull", [("Minister for Transport", None)]),
        (
            "The Department of Health wrote. The Minister for Health, Una Slee, spoke.",
            "Una Slee",
            [("Minister for Health", "Department of Health")],
        ),
        ("Weavers Lodge 9 struck. Lodge president Nila Frey spoke.", "Nila Frey", [("president", "Weavers Lodge 9")]),
        (
            "DWU International Vice President Hollis Grady spoke for the Dock Workers Union.",
            "Hollis Grady",
            [("International Vice President", "Dock Workers Union")],
        ),
        (
            "Orrin Foods wrote. Nila Frey, a partner at the law firm Kessen & Rowe, replied.",
            "Nila Frey",
            [("partner", "Kessen & Rowe")],
        ),
        ("Crews struck Orrin Foods. Al Gray is the plant's manager.", "Al Gray", [("manager", "Orrin Foods")]),
        ("The Tern Ferry Service slept. Ferry service head Al Orn woke.", "Al Orn", [("head", "Tern Ferry Service")]),
        ("Orrin Foods named Ian Moss as its chief executive.", "Ian Moss", [("chief executive", "Orrin Foods")]),
    ],
)  # fmt: skip
def test_whose_post_it_is(text: str, person: str, posts: list[tuple[str, str | None]]) -> None:
    assert [(role, body) for role, body, _ in held(read_posts(text), person)] == posts


def test_who_follows_whom_in_an_office() -> None:
    draft = read_posts("Teal Weavers Lodge 9 elected Nila Frey president on Monday, replacing Walt Heddle.")
    assert held(draft, "Nila Frey") == [("president", "Teal Weavers Lodge 9", "current")]
    assert held(draft, "Walt Heddle") == [("president", "Teal Weavers Lodge 9", "former")]
    draft = read_posts("Bill Tarn succeeded Rosa Lund as president of Dockers United in May.")
    assert held(draft, "Bill Tarn") == [("president", "Dockers United", "current")]
    assert held(draft, "Rosa Lund") == [("president", "Dockers United", "former")]
