import re

import pytest
import yaml

from kg.annotate import NAMES, annotators
from kg.annotate.base import Draft
from kg.annotate.coreference import resolve, resolve_source
from kg.annotate.coreference.definites import bodies, description, table
from kg.annotate.nlp import load
from kg.model import Article, Span
from kg.paths import lexicon


def read(text: str) -> Draft:
    draft = Draft(Article(text=text, published="2026-06-11"), load()[0](text))
    for name, step in zip(NAMES, annotators(), strict=True):
        step.run(draft)
        if name == "coreference":
            break
    return draft


def span(draft: Draft, words: str, nth: int = 1) -> Span:
    """The nth place where the words stand as whole words."""
    found = list(re.finditer(rf"\b{re.escape(words)}\b", draft.text))[nth - 1]
    return Span(*found.span())


def meant(draft: Draft, words: str, nth: int = 1) -> str | list[str] | None:
    """Name of what a mention stands for; a list of the candidates if it is open; None where there is no mention."""
    where = span(draft, words, nth)
    for m in draft.mentions:
        if m.span == where and m.kind != "name":
            return draft.entities[m.target].name if m.target else [draft.entities[c].name for c in m.candidates]
    return None


def who(draft: Draft, words: str, nth: int = 1) -> list[str]:
    speakers, candidates = resolve_source(draft, span(draft, words, nth))
    assert not candidates
    return [draft.entities[s].name for s in speakers]


def test_every_description_finds_its_example() -> None:
    with lexicon("descriptions.yaml").open(encoding="utf-8") as file:
        data = yaml.safe_load(file)
    nlp = load()[0]
    for entry in data["descriptions"]:
        found = [description(t) for t in nlp(entry["example"]["text"])]
        assert entry["example"]["noun"] in entry["nouns"]
        assert any(d and d.noun == entry["example"]["noun"] and d.classes == tuple(entry["classes"]) for d in found), (
            entry
        )
    for body in data["bodies"]:
        assert body["noun"] in body["example"].lower()
        assert bodies()[body["noun"]][0] == body["class"]
    for name in ("saying", "acting", "papers", "portions", "teams"):
        assert {t.lemma_.lower() for t in nlp(data[name]["example"])} & set(data[name]["words"]), name
        assert len(set(data[name]["words"])) == len(data[name]["words"]), name
    assert len(table()) == sum(len(e["nouns"]) for e in data["descriptions"])


def test_the_company_is_the_subsidiary_that_acts_and_not_its_owner() -> None:
    draft = read(
        "Calder Freight, a wholly owned unit of Orrin Logistics Inc., locked out 210 members of Dockers United. "
        "The union called the move illegal. The company said it was lawful."
    )
    assert meant(draft, "The union") == "Dockers United"
    assert meant(draft, "The company") == "Calder Freight"
    owner = next(e for e in draft.entities.values() if e.name == "Calder Freight").parent
    assert draft.entities[owner or ""].name == "Orrin Logistics Inc."


def test_words_of_the_name_decide() -> None:
    draft = read(
        "The Inland Nurses Alliance and the Harbor Clerks Union met Cascade Airlines and Mercy Hospital. "
        "The alliance asked the airline and the hospital for more."
    )
    assert meant(draft, "The alliance") == "Inland Nurses Alliance"
    assert meant(draft, "the airline") == "Cascade Airlines"
    assert meant(draft, "the hospital") == "Mercy Hospital"


def test_a_description_before_the_name() -> None:
    draft = read(
        "Flight attendants authorized a strike, their union announced Tuesday.\n\n"
        "The Cabin Crew Union wants them to earn 28% more."
    )
    assert meant(draft, "their union") == "Cabin Crew Union"


def test_two_that_fit_alike_stay_open() -> None:
    draft = read("Teamsters Local 5 and Teamsters Local 9 walked out. The local said it would stay out.")
    assert meant(draft, "The local") == ["Teamsters Local 5", "Teamsters Local 9"]
    assert resolve(draft, span(draft, "The local")) is None
    speakers, candidates = resolve_source(draft, span(draft, "The local"))
    assert speakers == ()
    assert len(candidates) == 2


def test_another_union_is_not_the_union() -> None:
    draft = read("The Harbor Clerks Union struck. A separate union and another company stayed at work.")
    assert meant(draft, "A separate union") is None
    assert meant(draft, "another company") is None


def test_pronouns_keep_to_the_known_gender() -> None:
    draft = read("Mr. Paul Ruiz met Ms. Ana Lopez. She said the talks had failed. He disagreed.")
    assert meant(draft, "She") == "Ana Lopez"
    assert meant(draft, "He") == "Paul Ruiz"
    genders = {e.name: e.gender for e in draft.entities.values()}
    assert genders == {"Paul Ruiz": "m", "Ana Lopez": "f"}


def test_never_a_person_of_the_other_gender() -> None:
    draft = read("Mr. Paul Ruiz left. She stayed.")
    assert meant(draft, "She") is None


def test_gender_is_learnt_from_a_clear_pronoun() -> None:
    draft = read(
        "Dana Whitcomb said she had worked double shifts.\n\n"
        "Marcus Oyelaran, the chief executive, called it unnecessary. He left.\n\n"
        "Lorraine Pietrowski spoke next. The last offer, she said, was poor."
    )
    assert meant(draft, "she") == "Dana Whitcomb"
    assert meant(draft, "He") == "Marcus Oyelaran"
    assert meant(draft, "she", 2) == "Lorraine Pietrowski"


def test_the_speaker_is_not_the_one_spoken_of() -> None:
    draft = read(
        "Ronald Hathaway said his family was hurt. "
        "His grandfather, Chester Hathaway, sold his house to meet payroll, he said."
    )
    assert meant(draft, "his") == "Ronald Hathaway"
    assert who(draft, "he") == ["Ronald Hathaway"]


def test_what_a_group_says_of_itself_and_is_told() -> None:
    draft = read(
        "Nurses at Mercy Hospital said they will strike. Hospital officials told the nurses they cannot return."
    )
    assert meant(draft, "they") == "Nurses at Mercy Hospital"
    assert meant(draft, "they", 2) == "Nurses at Mercy Hospital"
    officials = next(e for e in draft.entities.values() if e.name == "Hospital officials")
    assert draft.entities[officials.part_of or ""].name == "Mercy Hospital"


def test_it_in_what_an_organization_says() -> None:
    draft = read("Cascade Airlines said it would hire. It declined to comment further. It is said that it rained.")
    assert [meant(draft, "it"), meant(draft, "It", 1)] == ["Cascade Airlines", "Cascade Airlines"]
    assert meant(draft, "It", 2) is None


def test_they_in_speech_is_the_other_side() -> None:
    draft = read(
        "Great Northern Grain Ltd. locked out members of the Grain Workers Union hours after talks broke down.\n\n"
        "“We had no plans to strike,” said Grain Workers Union president Sheila Nabigon. “They locked the gates on us.”"
    )
    assert meant(draft, "They") == "Great Northern Grain Ltd."


def test_both_sides_are_the_two_parties() -> None:
    draft = read(
        "Mercy Hospital and the Inland Nurses Alliance met Friday. Both sides want a deal. The two sides meet Monday."
    )
    sides = next(e for e in draft.entities.values() if e.members)
    assert {draft.entities[m].name for m in sides.members} == {"Mercy Hospital", "Inland Nurses Alliance"}
    assert [meant(draft, "Both sides"), meant(draft, "The two sides")] == ["both sides", "both sides"]


def test_relative_pronouns_stand_for_the_noun_before() -> None:
    draft = read("Megan Ortiz, who keeps the ledger, and the Signal Workers Union, which has 90 members, agree.")
    assert meant(draft, "who") == "Megan Ortiz"
    assert meant(draft, "which") == "Signal Workers Union"


def test_a_role_that_two_people_have_stays_open() -> None:
    draft = read("Mayor Lee Farr met Mayor Ola Reyes. “Fine,” the mayor said.")
    assert meant(draft, "the mayor") == ["Lee Farr", "Ola Reyes"]


def test_people_of_a_role_and_of_a_family() -> None:
    draft = read(
        "Labour Minister Denise Arsenault met Rick Dombrowski. A spokesperson for the minister was silent.\n\n"
        "Carly Dombrowski spoke. Her father did not laugh."
    )
    assert meant(draft, "the minister") == "Denise Arsenault"
    assert meant(draft, "Her father") == "Rick Dombrowski"


def test_bodies_that_are_described_and_not_named() -> None:
    draft = read("Bus drivers will strike unless the city restores their sick days. Police said three men were held.")
    kinds = {e.name: e.kind for e in draft.entities.values()}
    assert kinds["city"] == "GovernmentBody"
    assert meant(draft, "their") == "Bus drivers"
    assert who(draft, "Police") in (["Police"], ["police"])


@pytest.mark.parametrize(
    ("text", "source", "names"),
    [
        ("Its president, Vinod Jain, said shops had lost money.", "president", ["Vinod Jain"]),
        (
            "Hana Lindqvist and Omar Teague wrote to members.",
            "Hana Lindqvist and Omar Teague",
            ["Hana Lindqvist", "Omar Teague"],
        ),
        ("“We will stay,” organizers said.", "organizers", ["organizers"]),
        ("“We will stay,” said a nurse.", "a nurse", ["nurse"]),
        ("The school district said it would appeal.", "The school district", ["school district"]),
        ("It is over, according to a statement from Mercy Hospital.", "statement", ["Mercy Hospital"]),
        ("“Bring it back,” someone shouted from the crowd.", "someone", []),
        ("Small groups of protesters said they would return.", "Small groups of protesters", ["protesters"]),
        ("It was unfair, the Ruiz campaign said.", "the Ruiz campaign", ["Ruiz campaign"]),
        ("The shift was long, a lamplighter said.", "a lamplighter", ["lamplighter"]),
        ("“Shame,” a voice called during the vote.", "a voice", []),
    ],
)
def test_sources(text: str, source: str, names: list[str]) -> None:
    assert who(read(text), source) == names


def test_one_of_a_group_is_an_unnamed_person() -> None:
    draft = read("Not all drivers back the stoppage. One, who asked not to be named, said he would turn up.")
    assert who(draft, "One") == ["driver who asked not to be named"]


def test_a_speaker_over_a_paragraph_break() -> None:
    draft = read(
        'Leonard Oyelaran, a crane operator, said: "The gates stayed shut at six.\n\n'
        '"They stayed shut at seven," he added.'
    )
    assert who(draft, "he") == ["Leonard Oyelaran"]


def test_two_of_one_surname_stay_open() -> None:
    draft = read(
        "Union president Celia Brannock and her brother, plant manager Owen Brannock, sat apart. "
        '"We go Friday," Celia Brannock said. Brannock\'s notice was filed.'
    )
    speakers, candidates = resolve_source(draft, span(draft, "Brannock", 4))
    assert speakers == ()
    assert {draft.entities[c].name for c in candidates} == {"Celia Brannock", "Owen Brannock"}


def test_the_same_text_gives_the_same_mentions() -> None:
    text = "Mercy Hospital said it would talk. The nurses, who want more, said the hospital had ignored them."
    assert read(text).mentions == read(text).mentions


def test_their_is_the_nearest_group_of_its_clause() -> None:
    draft = read(
        "Calder Freight locked out its drivers on Friday. “The union leadership went too far, and we agree with our "
        "mechanics on a way to answer their complaints,” Calder Freight said.\n\n"
        "Patients and their families waited outside."
    )
    assert meant(draft, "their") == meant(draft, "our mechanics")
    assert meant(draft, "their", 2) == meant(draft, "Patients and their families")


def test_they_who_gave_us_something_are_not_our_own_group() -> None:
    draft = read(
        "Dockers United struck Calder Freight on Friday. Drivers worked through the heat. “They handed us ice,” said "
        "driver Ana Bell of Calder Freight."
    )
    assert meant(draft, "They") != meant(draft, "Drivers")


def test_their_union_may_be_the_local_that_is_named_next():
    draft = read(
        "Loaders walked off the job at Brandt Freight on Monday after their union broke off talks.\n\n"
        "Dockers Local 88, which represents 410 loaders, said the strike would last until Friday."
    )
    assert meant(draft, "their union") == "Dockers Local 88"


@pytest.mark.parametrize(
    "text",
    [
        "Dina Roe's mother said her mother walked the line in 1970. Her mother waved.",
        "A driver thanked his mother. The mother said her mother had been a steward.",
    ],
)
def test_a_relative_of_somebody_unnamed_is_nobody_named_alike(text: str) -> None:
    draft = read(text)
    assert [m for m in draft.mentions if m.rule == "description-kin"] == []
    assert {m.target for m in draft.mentions if (m.target or "").startswith("e:")} <= set(draft.entities)


def test_a_company_whose_name_comes_far_below_stays_open() -> None:
    top = "The company closed two depots.\n\n"
    near = read(f"{top}Drivers left.\n\nOrlo Freight declined to comment.")
    far = read(f"{top}{'Drivers left.' + chr(10) * 2}" + "It rained.\n\n" * 3 + "Orlo Freight declined to comment.")
    assert meant(near, "The company") == "Orlo Freight"
    assert meant(far, "The company") is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A spokesperson for the clinic said patients were safe. They said that bins were full.", "spokesperson"),
        ("A council spokeswoman said depots would open for residents. They added that bins were full.", "spokeswoman"),
        ("Nurses said patients were at risk. They added that bins were full.", "Nurses"),
        ("Ann Roy said drivers were angry. They said that bins were full.", "drivers"),
    ],
)
def test_one_who_spoke_and_has_no_gender_goes_on_as_they(text: str, speaker: str) -> None:
    assert speaker in str(meant(read(text), "They"))
