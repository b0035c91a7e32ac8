"""Names that were read as another kind of thing, cut, joined, or not at all."""

import pytest

from tests.annotate.stories import said
from tests.annotate.test_names import entity, forms, mentions, read


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("A deal with the Postal Carriers Union was reached.", "Postal Carriers Union", "LaborUnion"),
        ("The Harbor Federal Credit Union fired two tellers.", "Harbor Federal Credit Union", "Employer"),
        ("Members of the Quarry Guild marched.", "Quarry Guild", "LaborUnion"),
        ("The N.L.R.B. will rule in May.", "N.L.R.B.", "GovernmentBody"),
        ("The A.F.L.-C.I.O. backed the deal.", "A.F.L.-C.I.O.", "LaborUnion"),
        ("Best Buy fired six. Best Buy said sales fell.", "Best Buy", "Employer"),
        ("Workers at a Trader Joe's struck. Trader Joe's said no.", "Trader Joe's", "Employer"),
        ("Maddox lost its largest customer, Quarle, last fall.", "Quarle", "Employer"),
        ("A Harkness analyst, Sheila Kahn, asked about the strike.", "Harkness", "FormalOrganization"),
        ("Drivers, members of the Road Safety Association, will vote.", "Road Safety Association", "LaborUnion"),
        ("Gord Anselm, a carrier in Nepean for 22 years, said his route is long.", "Gord Anselm", "Person"),
        ("Selmore Mayor Pat Dunn said no. Selmore Police Chief Al Roe agreed.", "Selmore", "Place"),
        ("“No,” said Anna Kell. Trish Moss, of Narrabin, said the same.", "Narrabin", "Place"),
        ("Trains between Leeds, Harle Bridge and Skelby will not run.", "Skelby", "Place"),
        ("Mills at Ardley, Toledo and Kells shut.", "Kells", "Place"),
        ("Tarn County will pay 60 percent.", "Tarn County", "GovernmentBody"),
        ("A shop founded by Oskel Hollis in 1911 shut.", "Oskel Hollis", "Person"),
        ("A strike by nickel miners at Tarn Resources began.", "Tarn Resources", "Employer"),
        ("The hotel is run by Vesper Hotels.", "Vesper Hotels", "Employer"),
        ("Hammerman Luis Prado wept at Calder Forge.", "Luis Prado", "Person"),
        ("Bexley and Ormsby NHS Foundation Trust apologised.", "Bexley and Ormsby NHS Foundation Trust", "Employer"),
        ("In a letter obtained by The Courier, Ann Roy wrote that it was over.", "Courier", "NewsOrganization"),
        ("The Ledger first reported the deal. The Ledger said it was done.", "Ledger", "NewsOrganization"),
        ("Machinists Lodge 31 struck Calder Aero on Friday.", "Calder Aero", "Employer"),
        (
            "Sugar workers are back\n\nMembers of the Sugar and Allied Workers Union Local 7 met.",
            "Sugar and Allied Workers Union",
            "LaborUnion",
        ),
        ("The Pier Dockers Association Local 13 and Lakehead Terminals agreed.", "Lakehead Terminals", "Employer"),
    ],
)
def test_what_a_name_names(text: str, name: str, kind: str) -> None:
    assert entity(read(text), name).kind == kind


def test_a_city_and_its_county_are_two() -> None:
    found = forms(read("The City of Tarn and Tarn County have agreed to share the cost."))
    assert {"City of Tarn", "Tarn County"} <= found
    assert "Department of Health and Human Services" in forms(
        read("The Department of Health and Human Services ruled.")
    )


def test_firms_of_several_partners_are_one_name() -> None:
    draft = read("Orr, Pell & Co. will shut its mill. Orr, Pell's chief executive, Miriam Pell, said so.")
    assert entity(draft, "Orr, Pell & Co.").aliases == ("Orr, Pell",)
    assert "Toledo, Dunn & Co." not in forms(read("Workers in Toledo, Dunn & Co. said, are calm."))


def test_a_union_named_after_its_employer_is_not_the_employer() -> None:
    draft = read("Workers at Open Table, a nonprofit, formed Open Table United. Open Table said it would not bargain.")
    assert mentions(draft, "Open Table") == ["Open Table", "Open Table"]
    assert entity(draft, "Open Table United").kind == "LaborUnion"
    assert entity(read("Fans of Leeds United sang in Leeds."), "Leeds United").kind == "FormalOrganization"


def test_the_first_word_of_a_firm_may_be_a_town_too() -> None:
    draft = read("Quillon Logistics is in Everly, Indiana. Quillon, a unit of Orrin Holdings, said it was neutral.")
    assert mentions(draft, "Quillon") == ["Quillon Logistics", "Quillon"]
    draft = read("Delmar Lines signed. Delmar's port captain, Hugo Estes, shook hands.")
    assert mentions(draft, "Delmar") == ["Delmar Lines", "Delmar"]


def test_two_brothers_have_no_name_of_their_kinship() -> None:
    draft = read("Brothers Dan and Luis Ibarra work nights. “No,” said Dan Ibarra.")
    assert entity(draft, "Dan Ibarra").aliases == ("Dan",)


def test_a_family_name_that_is_a_trade_stays_its_bearer() -> None:
    ((_, speakers, _),) = said(
        "Ed Moss, a welder, was silent. Ann Cook, his boss, was not. Cook said the yard was cold."
    )
    assert speakers == ("Ann Cook",)
    text = "The baker, Tom Baker, said bread was cheap. A baker left. Baker said he was done."
    assert [speakers for _, speakers, _ in said(text)] == [("Tom Baker",), ("Tom Baker",)]
    assert said("A cook and a welder spoke. The cook said the yard was cold.")[0][1] != ("Cook",)


def test_a_union_that_stands_in_the_name_of_its_local_has_its_short_form() -> None:
    draft = read("Rollins sued Local 12 of the Service Trades Council. Service Trades organizer Kim Cho shrugged.")
    assert mentions(draft, "Service Trades Council") == ["Service Trades Council", "Service Trades"]


def test_a_hyphened_word_that_opens_a_sentence_is_no_name() -> None:
    assert "Rent-to-own" not in forms(read("Rent-to-own chain Rollins Home filed suit."))
