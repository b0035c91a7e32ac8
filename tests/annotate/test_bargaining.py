import pytest

from kg.model import Action
from tests.annotate.test_actions import only, read, values


def kinds(text: str) -> list[str]:
    return [a.kind for a in read(text).actions]


@pytest.mark.parametrize(
    "text",
    [
        "Both sides made progress toward an agreement.",
        "Teachers have worked without a contract for a year.",
        "The company failed to reach a deal with the union.",
        "We deserve a fair contract, she said.",
        "The board would first have to declare an impasse.",
    ],
)
def test_hoped_for_agreements_and_states_are_none(text: str) -> None:
    assert not {"TentativeAgreement", "CollectiveAgreement", "Impasse"} & set(kinds(text))


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The Teachers Union and Alder Schools reached a tentative deal Tuesday.", "TentativeAgreement", "Announced"),
        ("The contract of the Teachers Union with Alder Schools expired May 31.", "CollectiveAgreement", "Ended"),
        ("Members of the Teachers Union ratified a contract with Alder Schools.", "CollectiveAgreement", "UnderWay"),
        ("Talks between the Teachers Union and Alder Schools broke off May 20.", "Negotiation", "Ended"),
        ("Talks between the Teachers Union and Alder Schools will resume June 18.", "Negotiation", "Scheduled"),
        ("No new talks of the Teachers Union with Alder Schools are scheduled.", "Negotiation", "Suspended"),
        ("Bargaining of the Teachers Union with Alder Schools reached an impasse.", "Impasse", "UnderWay"),
        ("Alder Schools has offered the Teachers Union 3 percent.", "Proposal", "Announced"),
        ("Members of the Teachers Union voted to reject the final offer of Alder Schools.", "Proposal", "Ended"),
    ],
)
def test_stage(text: str, kind: str, status: str) -> None:
    draft = read(text)
    assert values(draft, only(draft, kind), "status") == {f"c:{status}"}


def test_the_day_a_contract_ran_out_is_its_last() -> None:
    draft = read("The contract between the Teachers Union and Alder Schools expired on May 31.")
    contract = only(draft, "CollectiveAgreement")
    assert values(draft, contract, "endDate") == {"2026-05-31"}
    assert values(draft, contract, "startDate") == set()
    assert values(draft, contract, "party") == {"Teachers Union", "Alder Schools"}


def test_offer_and_demand_are_two_proposals() -> None:
    draft = read("The Teachers Union is asking for 9 percent. Alder Schools has offered 3 percent.")
    proposals: list[Action] = [a for a in draft.actions if a.kind == "Proposal"]
    assert [values(draft, p, "proposedBy") for p in proposals] == [{"Teachers Union"}, {"Alder Schools"}]
    assert [values(draft, p, "proposedTo") for p in proposals] == [{"Alder Schools"}, {"Teachers Union"}]


def test_the_sides_of_talks_are_parties_and_no_employer_property_is_used() -> None:
    draft = read("Alder Schools has been in active bargaining with the Teachers Union for nearly a year.")
    talks = only(draft, "Negotiation")
    assert values(draft, talks, "party") == {"Alder Schools", "Teachers Union"}
    assert values(draft, talks, "employer") == values(draft, talks, "organizer") == set()


def test_a_session_is_no_first_day_of_the_talks() -> None:
    draft = read("Talks between Alder Schools and the Teachers Union go on. The next session is set for June 20.")
    assert values(draft, only(draft, "Negotiation"), "startDate") == set()


def test_bargaining_units_and_power_are_no_talks() -> None:
    assert kinds("The bargaining unit has 400 members and much bargaining power.") == []


def test_members_are_no_party_beside_their_union() -> None:
    draft = read("Members of Haulers Local 12 ratified a three-year contract with Ostby Freight on Wednesday.")
    (deal,) = [a for a in draft.actions if a.kind == "CollectiveAgreement"]
    assert {draft.entities[r].name for r in deal.parties} == {"Haulers Local 12", "Ostby Freight"}
