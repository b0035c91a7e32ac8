"""Two who share a name, one who has two: names in one story that other tools merge or split."""

import pytest

from tests.annotate.stories import read, said


def people(text: str) -> dict[str, tuple[str, ...]]:
    """Name of each named person -> other forms."""
    return {e.name: e.aliases for e in read(text).entities.values() if e.kind == "Person" and e.named}


def kinds(text: str) -> dict[str, str]:
    return {e.name: e.kind for e in read(text).entities.values() if e.named}


def speakers(text: str) -> list[tuple[str, ...]]:
    return [who for _, who, _ in said(text)]


def open_to(text: str, words: str) -> set[str]:
    """The candidates of a mention that stays open."""
    draft = read(text)
    return {draft.entities[c].name for m in draft.mentions if draft.words(m.span) == words for c in m.candidates}


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("Bill Tarn, a steward at Corden, came. William Tarn, the steward, read the tally.", "Bill Tarn", "William"),
        ("Robert “Bobby” Vane leads Local 21. Bobby Vane was freed by noon.", "Robert Vane", "Bobby Vane"),
        ("Elena Petrov, who everyone calls Lena, cooks. Lena Petrov was cold.", "Elena Petrov", "Lena Petrov"),
        ("Delia Marsh (née Obi), a dispatcher, filed it. Delia Obi had joined in 1998.", "Delia Marsh", "Delia Obi"),
        ("Michael Rowe, a porter, spoke. The crowd knew Mike Rowe well.", "Michael Rowe", "Mike Rowe"),
    ],
)  # fmt: skip
def test_two_forms_of_one_name_are_one_person(text: str, name: str, form: str) -> None:
    found = people(text)
    assert list(found) == [name]
    assert any(form in alias for alias in found[name])


@pytest.mark.parametrize(
    "text",
    [
        "Bill Tarn and William Tarn both voted.",
        "Bill Tarn, a welder, came. William Tarn, the plant manager, stayed away.",
        "William Tarn founded the shop. His son, Bill Tarn, runs it.",
        "Bill Tarn, a welder, came. William Tarr, a welder, stayed.",
        "Peter Lang Sr. came. Peter Lang Jr. stayed away.",
    ],
)
def test_two_people_of_like_names_stay_two(text: str) -> None:
    assert len(people(text)) == 2


def test_a_family_name_with_its_generation_is_the_one_of_that_generation() -> None:
    text = "Peter Lang Sr. left. Peter Lang Jr. runs it. “My father paid better,” Lang Jr. said."
    assert list(people(text)) == ["Peter Lang Sr.", "Peter Lang Jr."]
    assert speakers(text) == [("Peter Lang Jr.",)]


def test_a_family_name_goes_to_the_one_with_a_generation_named_before_it() -> None:
    text = "The Rev. Paul Stokes Jr. prayed. “Keep them,” Stokes said. His son, Paul Stokes III, poured coffee."
    assert speakers(text) == [("Paul Stokes Jr.",)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("John Dale and his wife, Ruth Dale, left. “He followed,” Mrs. Dale said.", "Ruth Dale"),
        ("John Dale and his wife, Ruth Dale, left. “She followed,” Mr. Dale said.", "John Dale"),
        ("Mrs. Kovacs said it hurt. Andras Kovacs left. Eva Kovacs stayed.", "Eva Kovacs"),
    ],
)
def test_a_form_of_address_tells_two_of_one_family_name_apart(text: str, name: str) -> None:
    assert speakers(text) == [(name,)]


def test_a_given_name_that_two_have_stays_open() -> None:
    assert open_to("Nurse Amy Cole and cook Amy Dunn voted. “Yes,” Amy said.", "Amy") == {"Amy Cole", "Amy Dunn"}


def test_a_family_name_that_is_also_a_firm_is_the_firm_where_it_is_it() -> None:
    text = "Glen Kaiser, a janitor at Kaiser Permanente, said he was done. Kaiser said it would hire others."
    assert speakers(text) == [("Glen Kaiser",), ("Kaiser Permanente",)]


def test_a_firm_that_its_owner_is_named_like_has_its_short_form() -> None:
    assert kinds("A judge ruled for Grove Foods. Grove's owner, Tate Grove, said he would appeal.") == {
        "Grove Foods": "Employer",
        "Tate Grove": "Person",
    }


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("CFO J.P. “Skip” Tolliver III nodded.", "J.P. Tolliver III", "Person"),
        ("Maria “Mari” de la Cruz picks grapes.", "Maria de la Cruz", "Person"),
        ("Her deputy, Cy Dent, read it aloud.", "Cy Dent", "Person"),
        ("“It stinks,” said Local 212's Art Zorn.", "Art Zorn", "Person"),
        ("Said Aldo Renzi, chair of the local: “We built this.”", "Aldo Renzi", "Person"),
        ("The Department of Health and Human Services fined it.", "Department of Health and Human Services",
         "GovernmentBody"),
        ("In a post on its website, Delby Foods said talks went on.", "Delby Foods", "Employer"),
        ("SBTU members voted Sunday.", "SBTU", "LaborUnion"),
        ("District 9 of the Machinists met.", "District 9 of the Machinists", "UnionLocal"),
    ],
)  # fmt: skip
def test_a_name_is_whole_and_of_its_class(text: str, name: str, kind: str) -> None:
    assert kinds(text)[name] == kind


@pytest.mark.parametrize("text", ["“GO HOME,” Ann Cole yelled.", "Fired organizer Ann Cole spoke."])
def test_capitals_of_shouting_and_of_openings_name_nothing(text: str) -> None:
    assert list(kinds(text)) == ["Ann Cole"]


def test_a_local_of_either_union_gives_its_officer_to_none() -> None:
    text = "Ironworkers Lodge 7 and Steamfitters Lodge 7 share a hall. Lodge 7 president Hal Voss said so."
    draft = read(text)
    assert [p.organization for p in draft.positions] == [None]
    assert open_to(text, "Lodge 7") == {"Ironworkers Lodge 7", "Steamfitters Lodge 7"}
    told = read("UAW Local 12 said yes, Teamsters Local 12 no. Local 12 President Joan Fisk of the Teamsters wept.")
    assert [told.entities[p.organization or ""].name for p in told.positions] == ["Teamsters Local 12"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Judge Alice Munn found bad faith. Rowan Mills's counsel, Ike Stahl, had argued otherwise. "
            "“We'll appeal,” he said.",
            "Ike Stahl",
        ),
        (
            "Deputy Commissioner Raj Anand came. The commissioner, Ellen Pike, chose him. “I trust him,” she said.",
            "Ellen Pike",
        ),
        ("Nora Fahy runs the forge. Her foreman, Sean Daly, runs the yard. “We start at five,” she said.", "Nora Fahy"),
        ("Nora Fahy runs the forge. Her foreman, Sean Daly, runs the yard. “We start at five,” he said.", "Sean Daly"),
    ],
)
def test_he_and_she_go_to_whom_they_fit(text: str, who: str) -> None:
    assert speakers(text)[-1] == (who,)


def test_a_usual_gender_is_told_of_nobody() -> None:
    (person,) = (e for e in read("Nora Fahy runs the forge.").entities.values() if e.kind == "Person")
    assert person.gender is None


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("Fire Chief Ron Dale came. Chief Dale is no relation to strike leader Meg Dale.", "Ron Dale", "Chief Dale"),
        ("“I found it,” Sam Oduya, a driver, said. Sam's wife, Grace, wept.", "Sam Oduya", "Sam"),
    ],
)
def test_a_title_or_a_given_name_that_is_a_town_too_is_the_person(text: str, name: str, form: str) -> None:
    assert form in people(text)[name]
    assert len(people(text)) == 2


def test_the_owner_of_a_mill_may_be_a_firm() -> None:
    text = "The mill's owner, Gorse Paper, called it “fiction.” The crane operator, Mzwa Gira, laughed."
    assert kinds(text) == {"Gorse Paper": "Employer", "Mzwa Gira": "Person"}
    assert speakers(text) == [("Gorse Paper",)]


def test_the_name_of_a_union_before_its_officer_is_whole() -> None:
    assert kinds("Rail Workers Union General Secretary Mick Dooley left.") == {
        "Rail Workers Union": "LaborUnion",
        "Mick Dooley": "Person",
    }


def test_whom_somebody_speaks_for_is_not_his_office() -> None:
    draft = read("The governor's spokesman, Bert Ang, said the governor was away.")
    assert [m for m in draft.mentions if draft.words(m.span) == "the governor"] == []
    other = read("A spokeswoman for Brightwater, Jane Lo, and a spokesman for the union, Ed Ray, left.")
    held = {other.entities[p.person].name: p.role for p in other.positions}
    assert held["Jane Lo"] == "spokeswoman"


def test_two_of_one_family_name_by_their_forms_of_address() -> None:
    text = "Ms. Ruiz and Mr. Ruiz sit on the board. “It was time,” Ms. Ruiz said. “No,” Mr. Ruiz said."
    draft = read(text)
    refs = [s.speakers for s in draft.statements]
    assert [draft.entities[r].gender for who in refs for r in who] == ["f", "m"]
    kaur = "Ms. Kaur said: “He is scared.” Her brother, Jas Kaur, agreed. Simran Kaur has been there for years."
    assert speakers(kaur)[0] == ("Simran Kaur",)


def test_the_company_is_an_employer_and_no_district_of_the_union() -> None:
    text = (
        "Lodge 751 of the Machinists rejected Boeing's offer. District 751 President Jon Holden said it was late. "
        "The company said it was sad."
    )
    assert kinds(text)["District 751"] == "UnionLocal"
    assert speakers(text)[-1] == ("Boeing",)


def test_a_firm_of_one_word_is_not_the_union() -> None:
    text = "“The deal,” said Stellar's chief negotiator Amos Reed, “is ready.” The union's reply: “So is ours.”"
    assert speakers(text) == [("Amos Reed",), ("union",)]
    assert kinds(text)["Stellar"] == "FormalOrganization"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        # by the work, though the union is the subject before it
        ("The Carmen's Union struck Northline Rail. Outside, Ned Fry, a signal inspector, froze.", "Northline Rail"),
        # two firms, and nothing says which
        ("Alder Mills Inc. and Brock Mills Inc. closed. On the line, Jo Hess, a seam inspector, wept.", None),
    ],
)
def test_where_somebody_of_the_picket_line_works(text: str, body: str | None) -> None:
    draft = read(text)
    (held,) = draft.positions
    assert (draft.entities[held.organization].name if held.organization else None) == body


def test_a_union_of_men_is_one_name() -> None:
    assert kinds("The Carmen's Union struck.") == {"Carmen's Union": "LaborUnion"}


def test_whom_a_company_would_meet_is_not_who_says_so() -> None:
    draft = read("The company would welcome the state mediator, Lindqvist said. Carl Lindqvist runs it.")
    assert not [m for m in draft.mentions if "mediator" in draft.words(m.span)]
