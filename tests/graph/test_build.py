"""Extraction -> quads: every kind of record, and what must never come out."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse, serialize

from kg import paths
from kg.errors import OntologyError
from kg.graph import build, check
from kg.ids import article_iri, graph_iri
from kg.model import Claim, Entity, Mention, Position, Span, Statement, Value
from kg.prefixes import PREFIXES

ART = "https://w3id.org/labornews/data/article/dockers-7"
X = "https://w3id.org/labornews/data/x/"


def iri(short: str) -> str:
    prefix, _, local = short.partition(":")
    return PREFIXES[prefix] + local


def values(quads, subject: str, prop: str) -> set[str]:
    return {q.object.value for q in quads if q.subject.value == subject and q.predicate.value == iri(prop)}


def classes(quads, subject: str) -> set[str]:
    return {v.replace("#", "/").rsplit("/", 1)[1] for v in values(quads, subject, "rdf:type")}


def with_claims(dockers, *claims: Claim, **changes):
    return build(dockers.linked(replace(dockers.EXTRACTION, claims=(*dockers.CLAIMS, *claims), **changes)))


def test_one_graph_sorted_each_quad_once(dockers, quads):
    assert {q.graph_name.value for q in quads} == {graph_iri(article_iri(dockers.ARTICLE))} == {f"{ART}/graph"}
    assert quads == sorted(set(quads), key=str)
    assert quads == build(dockers.linked())
    assert not any(isinstance(t, BlankNode) for q in quads for t in (q.subject, q.object))


def test_every_node_is_described_every_span_used_every_term_defined(quads):
    subjects = {q.subject for q in quads}
    objects = {q.object for q in quads}
    data = [o for o in objects if isinstance(o, NamedNode) and o.value.startswith(PREFIXES["d"])]
    assert [o.value for o in data if o not in subjects] == []
    assert [s.value for s in subjects if "#char=" in s.value and s not in objects] == []
    known = {t.subject for t in parse(path=paths.data("ontology") / "labor.ttl", format=RdfFormat.TURTLE)}
    terms = {t for q in quads for t in (q.predicate, q.object) if isinstance(t, NamedNode)}
    ours = {t for t in terms if t.value.startswith((PREFIXES["lab"], PREFIXES["iss"]))}
    assert ours <= known
    assert len(ours) > 50


def test_spans_are_slices(dockers, quads):
    spans = {q.subject.value for q in quads if q.predicate.value == iri("lab:inArticle")}
    assert len(spans) > 40
    for span in spans:
        start, end = map(int, span.split("#char=")[1].split(","))
        assert values(quads, span, "oa:exact") == {dockers.TEXT[start:end]}
        assert (values(quads, span, "oa:start"), values(quads, span, "oa:end")) == ({str(start)}, {str(end)})


def test_article(dockers, quads):
    expected = {
        "rdf:type": iri("lab:Article"),
        "rdfs:label": dockers.ARTICLE.title,
        "schema:headline": dockers.ARTICLE.title,
        "schema:text": dockers.TEXT,
        "lab:textSha256": hashlib.sha256(dockers.TEXT.encode()).hexdigest(),
        "schema:identifier": "dockers-7",
        "schema:datePublished": "2024-02-27",
        "lab:referenceDate": "2024-02-27",
        "schema:dateModified": "2024-02-28T09:30:00Z",
        "schema:author": "By Jo Park",
        "schema:caption": "Cranes at Port Ellery.",
        "schema:inLanguage": "en",
        "schema:url": "https://ellery.example/dockers?id=7",
        "lab:sourceFile": "stories/dockers.txt",
        "lab:dateline": f"{X}pe",
        "schema:publisher": "https://w3id.org/labornews/data/org/the-ellery-post",
    }
    assert {p: values(quads, ART, p) for p in expected} == {p: {v} for p, v in expected.items()}
    assert classes(quads, "https://w3id.org/labornews/data/org/the-ellery-post") == {"NewsOrganization"}


def test_the_run_names_the_software_and_no_clock(quads):
    run = f"{ART}/extraction"
    agent = values(quads, run, "prov:wasAssociatedWith").pop()
    assert values(quads, run, "prov:used") == {ART}
    assert "model 1.0" in values(quads, agent, "rdfs:label").pop()
    assert not any(q.predicate.value.endswith("AtTime") for q in quads)


def test_entities(quads):
    assert classes(quads, f"{X}mr") == {"Person"}
    assert values(quads, f"{X}mr", "foaf:name") == {"Maria Ruiz"}
    assert values(quads, f"{X}mr", "schema:gender") == {"female"}
    assert values(quads, f"{X}dg", "skos:altLabel") == {"Guild", "Dockers’ Guild of America"}
    assert values(quads, f"{X}l7", "org:subOrganizationOf") == {f"{X}dg"}
    assert values(quads, f"{X}pe", "schema:containedInPlace") == {f"{X}oh"}
    assert values(quads, f"{X}0", "lab:employedBy") == {f"{X}lf"}
    assert values(quads, f"{X}0", "lab:representedBy") == {f"{X}dg"}
    assert values(quads, f"{X}2l", "foaf:member") == {f"{X}l7"}
    assert values(quads, f"{X}2l", "org:memberOf") == {f"{X}dg"}
    assert values(quads, f"{X}sub", "lab:subgroupOf") == {f"{X}0"}


def test_an_organization_is_an_employer_where_the_text_makes_it_one(quads):
    # The more general class follows from the narrower one and is not written.
    assert classes(quads, f"{X}lf") == {"Employer"}
    assert classes(quads, f"{X}dg") == {"LaborUnion"}


def test_positions(dockers, quads):
    place = dockers.at("Maria Ruiz, president of Guild Local 7")
    post = f"{ART}/position-{place.start}-{place.end}"
    assert values(quads, post, "org:member") == {f"{X}mr"}
    assert values(quads, post, "org:organization") == {f"{X}l7"}
    role = values(quads, post, "org:role").pop()
    assert (role, values(quads, role, "skos:prefLabel")) == (
        "https://w3id.org/labornews/data/role/president",
        {"president"},
    )
    assert values(quads, f"{X}mr", "lab:employedBy") == set()


@pytest.mark.parametrize(
    ("role", "standing", "label", "employed"),
    [
        ("manager", "current", "manager", True),
        ("manager", "acting", "acting manager", True),
        ("manager", "former", "former manager", False),
        ("former manager", "former", "former manager", False),
        ("president-elect", "elect", "elect president-elect", False),
    ],
)
def test_a_post_that_is_not_held_employs_nobody(dockers, role, standing, label, employed):
    post = Position("e:mr", role, "e:lf", dockers.at("Maria Ruiz"), standing)
    graph = build(dockers.linked(replace(dockers.EXTRACTION, positions=(post,))))
    labels = {q.object.value for q in graph if q.predicate.value == iri("skos:prefLabel")}
    assert labels == {label}
    assert (f"{X}lf" in values(graph, f"{X}mr", "lab:employedBy")) is employed
    assert check(graph).conforms


def test_mention_that_stays_open(dockers, quads):
    place = dockers.at("the local")
    node = f"{ART}/mention-{place.start}-{place.end}"
    assert classes(quads, node) == {"AmbiguousMention"}
    assert values(quads, node, "lab:candidate") == {f"{X}l7", f"{X}2l"}
    assert values(quads, node, "lab:confidence") == {"0.5"}
    assert all(f"#char={place.start},{place.end}" not in v for v in values(quads, f"{X}l7", "lab:mentionSpan"))


def test_the_first_person_of_who_speaks_is_no_mention():
    from kg.model import Article, Extraction

    text = "“I won, you lost,” Ann Lee said. I saw it. “I know,” said another."

    def where(words, start=0):
        place = text.index(words, start)
        return Span(place, place + len(words))

    i, name, narrator, unheard = where("I"), where("Ann Lee"), where("I saw"), where("I know")
    others = (Span(narrator.start, narrator.start + 1), Span(unheard.start, unheard.start + 1))
    ann = Entity("e:al", "Person", "Ann Lee", rule="person")
    said = Statement("s1", "direct", (where("I won, you lost,"),), name, where("said"), "say", ("e:al",), rule="before")
    also = Statement("s2", "direct", (where("I know,"),), where("another"), where("said", 40), "say", rule="behind")

    def mentions(*spans):
        marked = tuple(Mention(span, "e:al", "pronoun", "first-person") for span in spans)
        made = Extraction(
            Article(text), entities=(ann,), mentions=marked, statements=(said, also), iris={"e:al": f"{X}al"}
        )
        quads = build(made)
        return {int(v.partition("char=")[2].partition(",")[0]) for v in values(quads, f"{X}al", "lab:mentionSpan")}

    assert mentions(i, name, *others) == {name.start, *(o.start for o in others)}
    # Somebody who goes by nothing else keeps it.
    assert mentions(i) == {i.start}


def time_node(dockers, words):
    place = dockers.at(words)
    return f"{ART}/time-{place.start}-{place.end}"


def test_times(dockers, quads):
    day = time_node(dockers, "March 4")
    assert classes(quads, day) == {"TimeExpression"}
    assert values(quads, day, "time:inXSDDate") == {"2024-03-04"}
    assert values(quads, day, "rdfs:label") == {"March 4 = 2024-03-04"}
    assert values(quads, day, "lab:anchor") == {ART}
    assert values(quads, day, "lab:precision") == {iri("time:unitDay")}
    week = time_node(dockers, "last week")
    assert classes(quads, week) == {"TimeExpression", "ProperInterval"}
    assert values(quads, week, "time:hasBeginning") == {f"{ART}/instant-2024-02-19"}
    assert values(quads, f"{ART}/instant-2024-02-19", "time:inXSDDate") == {"2024-02-19"}
    assert values(quads, week, "time:hasEnd") == {f"{ART}/instant-2024-02-25"}


def test_a_time_with_two_readings_gets_neither(dockers, quads):
    node = time_node(dockers, "Monday")
    assert classes(quads, node) == {"TimeExpression"}
    assert values(quads, node, "time:inXSDDate") == set()
    assert values(quads, node, "lab:alternativeValue") == {"2024-02-19", "2024-02-26"}


@pytest.mark.parametrize(
    ("value", "precision", "prop", "datatype"),
    [
        ("2019-06", "month", "time:inXSDgYearMonth", "gYearMonth"),
        ("2019", "year", "time:inXSDgYear", "gYear"),
        ("2019-06-11", "day", "time:inXSDDate", "date"),
    ],
)
def test_calendar_value_by_precision(dockers, value, precision, prop, datatype):
    time = replace(dockers.TIMES[0], value=value, precision=precision, clock="17:30", zone="-05:00")
    graph = build(dockers.linked(replace(dockers.EXTRACTION, times=(time, *dockers.TIMES[1:]))))
    node = NamedNode(time_node(dockers, "March 4"))
    found = [q.object for q in graph if q.subject == node and q.predicate.value == iri(prop)]
    assert found == [Literal(value, datatype=NamedNode(PREFIXES["xsd"] + datatype))]
    assert values(graph, node.value, "lab:clockTime") == {"17:30-05:00"}


def test_quantities(dockers, quads):
    place = dockers.at("About 400")
    node = f"{ART}/quantity-{place.start}-{place.end}"
    assert values(quads, node, "schema:value") == {"400"}
    assert values(quads, node, "schema:unitText") == {"person"}
    assert values(quads, node, "lab:comparator") == {iri("lab:Approximately")}
    assert values(quads, node, "lab:measures") == {f"{X}0"}
    place = dockers.at("Two")
    span = f"{ART}/quantity-{place.start}-{place.end}"
    assert (values(quads, span, "schema:minValue"), values(quads, span, "schema:maxValue")) == ({"1"}, {"2.5"})
    assert values(quads, span, "schema:value") == set()


def test_a_quantity_of_no_claim_is_left_out(dockers, quads):
    place = dockers.at("7")
    assert values(quads, f"{ART}/quantity-{place.start}-{place.end}", "rdf:type") == set()


def statement(dockers, words):
    return next(
        f"{ART}/statement-{s.content[0].start}-{s.content[0].end}"
        for s in dockers.STATEMENTS
        if s.content[0].of(dockers.TEXT).startswith(words)
    )


def test_direct_quotation(dockers, quads):
    node = statement(dockers, "We have")
    assert classes(quads, node) == {"DirectQuotation"}
    assert values(quads, node, "lab:quoteText") == {"We have waited long enough, Their offer is an insult."}
    assert values(quads, node, "lab:speaker") == {f"{X}mr"}
    assert values(quads, node, "lab:about") == {f"{X}offer", f"{X}lf", iri("iss:wages")}
    assert values(quads, node, "lab:cue") == {"said"}
    assert len(values(quads, node, "lab:contentSpan")) == 2
    stance = values(quads, node, "lab:expressesStance").pop()
    assert values(quads, stance, "lab:stanceTarget") == {f"{X}offer"}
    assert values(quads, stance, "lab:stanceValue") == {iri("lab:Criticizes")}


def test_a_paraphrase_is_never_a_verbatim_quote(dockers, quads):
    for words in ("About 400", "the strike", "the Guild should"):
        assert values(quads, statement(dockers, words), "lab:quoteText") == set()


def test_a_speaker_left_open_is_no_speaker(dockers, quads):
    node = statement(dockers, "the strike")
    assert values(quads, node, "lab:speaker") == set()
    assert values(quads, node, "lab:candidate") == {f"{X}lf", f"{ART}/x/sp"}
    assert values(quads, node, "rdfs:comment") == {"speaker left open"}
    assert values(quads, node, "lab:viaDocument") == {f"{X}letter"}
    assert values(quads, f"{X}letter", "prov:wasAttributedTo") == {f"{X}lf"}


def test_addressee_and_time_of_a_statement(dockers, quads):
    assert values(quads, statement(dockers, "the Guild should"), "lab:addressee") == {f"{X}dg"}
    assert values(quads, statement(dockers, "About 400"), "lab:when") == {time_node(dockers, "Monday")}


def test_only_the_articles_own_voice_makes_direct_triples(quads):
    strike = f"{X}st"
    assert values(quads, strike, "lab:place") == {f"{X}et"}
    assert values(quads, strike, "lab:organizer") == {f"{X}dg"}
    assert values(quads, f"{X}offer", "lab:proposedBy") == {f"{X}lf"}
    # The union says these; the article denies the duration and judges the issue.
    for prop in ("startDate", "participant", "employer", "durationType", "issue", "status", "quantity"):
        assert values(quads, strike, f"lab:{prop}") == set(), prop


def test_claims(dockers, quads):
    place = dockers.at("March 4")
    node = f"{ART}/claim-{place.start}-{place.end}"
    assert values(quads, node, "lab:assertedIn") == {statement(dockers, "About 400")}
    assert values(quads, node, "lab:claimSubject") == {f"{X}st"}
    assert values(quads, node, "lab:claimPredicate") == {iri("lab:startDate")}
    assert values(quads, node, "lab:claimValue") == {"2024-03-04"}
    assert values(quads, node, "lab:modality") == {iri("lab:Plan")}
    place = dockers.at("Dockers to walk out")
    node = f"{ART}/claim-{place.start}-{place.end}"
    assert values(quads, node, "lab:assertedIn") == {ART}
    assert values(quads, node, "lab:claimObject") == {iri("lab:Scheduled")}
    assert values(quads, node, "lab:asOf") == {"2024-02-27"}
    place = dockers.at("the local did not say when it will end")
    assert values(quads, f"{ART}/claim-{place.start}-{place.end}", "lab:negated") == {"true"}


def test_two_items_on_the_same_words_stay_two(dockers):
    claim = dockers.CLAIMS[9]
    graph = with_claims(dockers, replace(claim, text="The strike will be held at the East Terminal."))
    place = claim.spans[0]
    first, second = f"{ART}/claim-{place.start}-{place.end}", f"{ART}/claim-{place.start}-{place.end}-2"
    assert values(graph, first, "lab:claimText") == {claim.text}
    assert values(graph, second, "lab:claimText") == {"The strike will be held at the East Terminal."}


def test_values_outside_a_propertys_range_stay_claims(dockers):
    def claim(predicate, value):
        return Claim("A claim to be tested.", (dockers.at("talks"),), subject="a:st", predicate=predicate, object=value)

    wrong = [claim("employer", "e:mr"), claim("organizer", "a:talk"), claim("place", "e:0"), claim("issue", "e:lf")]
    graph = with_claims(dockers, *wrong)
    objects = {
        v for prop in ("employer", "organizer", "place", "issue") for v in values(graph, f"{X}st", f"lab:{prop}")
    }
    assert objects == {f"{X}dg", f"{X}et"}
    assert classes(graph, f"{X}mr") == {"Person"}
    assert check(graph).conforms


def test_a_city_that_speaks_is_an_organization_too(dockers):
    speech = (*dockers.STATEMENTS, Statement("s9", "indirect", (dockers.at("talks"),), speakers=("e:pe",)))
    graph = with_claims(dockers, statements=speech)
    assert classes(graph, f"{X}pe") == {"City", "Organization"}
    assert check(graph).conforms


def test_a_group_of_sites_has_no_employer(dockers):
    sites = Entity("e:sites", "FacilityGroup", "terminals", employer="e:lf")
    graph = with_claims(dockers, entities=(*dockers.ENTITIES, sites))
    assert values(graph, f"{X}sites", "lab:employedBy") == set()
    assert check(graph).conforms


def test_a_parent_named_only_in_its_local_rests_on_those_words(dockers):
    mentions = tuple(m for m in dockers.MENTIONS if m.target != "e:dg")
    graph = build(dockers.linked(replace(dockers.EXTRACTION, mentions=mentions)))
    place = dockers.at("Guild Local 7")
    assert values(graph, f"{X}dg", "lab:mentionSpan") == {f"{ART}#char={place.start},{place.end}"}


def test_weeks_become_days_of_an_xsd_duration(dockers):
    claim = Claim("It lasted eleven weeks.", (dockers.at("talks"),), subject="a:st", predicate="duration",
                  object=Value("P11W", "duration"))  # fmt: skip
    assert values(with_claims(dockers, claim), f"{X}st", "lab:duration") == {"P77D"}
    day = replace(claim, object=Value("PT24H", "duration"))
    assert values(with_claims(dockers, day), f"{X}st", "lab:duration") == {"P1D"}


@pytest.mark.parametrize(
    "claim",
    [
        Claim("A claim to be tested.", (Span(0, 7),), subject="a:st", predicate="shutsDown", object="e:lf"),
        Claim("A claim to be tested.", (Span(0, 7),), subject="a:st", predicate="status", object="c:Paused"),
        Claim("A claim to be tested.", (Span(0, 7),), about=("i:parking",)),
        Claim("A claim to be tested.", (Span(0, 7),), about=("e:nobody",)),
        Claim("A claim to be tested.", (Span(0, 7),), "nobody", about=("e:lf",)),
        Claim("A claim to be tested.", (Span(0, 7),), about=("e:lf",), times=("nobody",)),
        Claim("A claim to be tested.", (Span(0, 7),), about=("e:lf",), quantities=("nobody",)),
        Claim("A claim to be tested.", (Span(0, 7),), modality="Rumor", about=("e:lf",)),
        Claim(
            "A claim to be tested.", (Span(0, 7),), subject="a:st", predicate="duration", object=Value("P1D", "span")
        ),
    ],
)
def test_names_that_the_ontology_does_not_have_fail(dockers, claim):
    with pytest.raises(OntologyError, match=r"shutsDown|Paused|parking|nobody|Rumor|span"):
        with_claims(dockers, claim)


def test_a_class_that_the_ontology_does_not_have_fails(dockers):
    with pytest.raises(OntologyError, match="Guild"):
        with_claims(dockers, entities=(*dockers.ENTITIES, Entity("e:x", "Guild", "x")))


@pytest.mark.parametrize(
    ("published", "typed", "reference"),
    [
        ("2019-06-03", {"2019-06-03"}, {"2019-06-03"}),
        ("2019-06-03T23:30:00-08:00", {"2019-06-03T23:30:00-08:00"}, {"2019-06-03"}),
        ("2019-06-03T10:00:00.500+00:00", {"2019-06-03T10:00:00.5Z"}, {"2019-06-03"}),
        ("June 2019", set(), set()),
        (None, set(), set()),
    ],
)
def test_publication_day(dockers, published, typed, reference):
    article = replace(dockers.ARTICLE, published=published)
    graph = build(dockers.linked(replace(dockers.EXTRACTION, article=article)))
    assert values(graph, ART, "schema:datePublished") == typed
    assert values(graph, ART, "lab:referenceDate") == reference
    assert check(graph).conforms


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://a b/", "not a url", 'http://x/"><script>', "ftp://x/y"])
def test_an_address_that_is_no_web_address_is_kept_as_text(dockers, url):
    article = replace(dockers.ARTICLE, url=url)
    graph = build(dockers.linked(replace(dockers.EXTRACTION, article=article)))
    assert values(graph, ART, "schema:url") == set()
    assert values(graph, ART, "dcterms:source") == {url}


def test_odd_characters_are_data(dockers):
    text = "A \x00\x07 \ud800 strike \u2028 “here” \\ \" \n said 'Ω' 😀 <b> {?x} .\n"
    article = replace(
        dockers.ARTICLE, text=text, title='<>"{}|^`\\ \ud800\x01', source="a\udcff.txt", identifier="a b/<c>"
    )
    words = Span(2, 8)
    extraction = replace(
        dockers.EXTRACTION,
        article=article,
        mentions=(Mention(words, "e:x", "name", "r"),),
        entities=(Entity("e:x", "LaborUnion", 'U "\\\n\ud801', rule="r\x02"),),
        **dict.fromkeys(("positions", "times", "quantities", "documents", "statements", "actions", "claims"), ()),
        dateline=None,
    )
    graph = build(dockers.linked(extraction))
    assert check(graph).conforms
    cleaned = text.replace("\ud800", "\ufffd")
    article = next(q.subject.value for q in graph if q.object == NamedNode(iri("lab:Article")))
    assert values(graph, article, "schema:text") == {cleaned}
    assert values(graph, f"{article}#char=2,8", "oa:exact") == {cleaned[2:8]}
    data = serialize((q.triple for q in graph), format=RdfFormat.N_TRIPLES)
    assert {q.triple for q in parse(data, format=RdfFormat.N_TRIPLES)} == {q.triple for q in graph}


def test_an_empty_extraction_is_an_article(dockers):
    from kg.model import Article, Extraction

    graph = build(Extraction(Article("Only words.\n")))
    assert check(graph).conforms
    assert {"Only words."} == {q.object.value for q in graph if q.predicate.value == iri("rdfs:label")} - {
        v for q in graph if (v := q.object.value).startswith("kg ")
    }
