from kg.ids import DATA
from kg.link import link
from kg.model import Action, Article, Entity, Extraction, Position, Span

HERE = Span(0, 1)


def iris(*entities, positions=(), actions=(), identifier="a"):
    story = Article("x", identifier=identifier)
    linked = link(Extraction(story, entities=entities, positions=positions, actions=actions))
    return {ref: iri.removeprefix(DATA) for ref, iri in linked.iris.items()}


def test_organizations_share_an_iri_whatever_their_legal_form():
    one = iris(Entity("e:0", "Employer", "Orrin Logistics Inc."))
    two = iris(Entity("e:9", "FormalOrganization", "The Orrin Logistics"), identifier="b")
    assert one == {"e:0": "org/orrin-logistics"}
    assert two == {"e:9": "org/orrin-logistics"}
    assert iris(Entity("e:0", "Employer", "Kaiser Permanente")) == {"e:0": "org/kaiser-permanente"}


def test_a_company_and_a_county_of_one_name_stay_apart():
    state = Entity("e:5", "State", "Ohio")
    both = iris(Entity("e:0", "Employer", "Orrin"), Entity("e:1", "Place", "Orrin", within="e:5"), state)
    assert both["e:0"] == "org/orrin"
    assert both["e:1"] == "place/orrin-ohio"


def test_locals_of_two_unions_with_one_number_stay_apart():
    found = iris(
        Entity("e:0", "LaborUnion", "Bakers’ Guild"),
        Entity("e:1", "LaborUnion", "Teamwrights"),
        Entity("e:2", "UnionLocal", "Local 12 of the Bakers’ Guild", parent="e:0"),
        Entity("e:3", "UnionLocal", "Teamwrights Local 12", parent="e:1"),
        Entity("e:4", "UnionLocal", "Local 12"),
    )
    assert found["e:2"] == "union/bakers-guild-local-12"
    assert found["e:3"] == "union/teamwrights-local-12"
    assert found["e:4"] == "article/a/union/local-12"


def test_people_are_known_by_name_and_organization():
    org = Entity("e:1", "Employer", "Kaiser Permanente")
    nelson = Entity("e:0", "Person", "John Nelson")
    held = Position("e:0", "vice president", "e:1", HERE)
    assert iris(nelson, org, positions=[held])["e:0"] == "person/john-nelson--kaiser-permanente"
    # Without an organization, or with a surname alone, no story can know who it is.
    assert iris(nelson)["e:0"] == "article/a/person/john-nelson"
    assert iris(Entity("e:0", "Person", "Nelson"), org, positions=[held])["e:0"] == "article/a/person/nelson"


def test_two_of_one_name_in_one_story_stay_apart():
    found = iris(Entity("e:0", "Person", "Ana Ruiz"), Entity("e:7", "Person", "Ana Ruiz"))
    assert found["e:0"] != found["e:7"]


def test_groups_and_unnamed_people_stay_in_their_article():
    found = iris(Entity("e:0", "Collective", "nurses"), Entity("e:1", "Person", "a nurse", named=False))
    assert found == {"e:0": "article/a/group/nurses", "e:1": "article/a/person/a-nurse"}


def test_actions_are_shared_when_parties_and_day_are_known():
    union, firm = Entity("e:0", "LaborUnion", "NUHW"), Entity("e:1", "Employer", "Kaiser")
    dated = Action("a:3", "Strike", "x", (HERE,), start="2019-06-11", parties=("e:1", "e:0"))
    undated = Action("a:9", "Rally", "x", (HERE,), parties=("e:0",))
    found = iris(union, firm, actions=[dated, undated])
    assert found["a:3"] == "action/strike-kaiser-nuhw-2019-06-11"
    assert found["a:9"] == "article/a/action/rally-9"
