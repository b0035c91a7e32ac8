"""A small story with every kind of record, as the annotators and the linker would hand it on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kg.ids import DATA, article_iri
from kg.model import (
    Action,
    Article,
    Claim,
    Document,
    Entity,
    Extraction,
    Mention,
    Position,
    Quantity,
    Side,
    Span,
    Stance,
    Statement,
    TimeExpression,
    Value,
)

TEXT = """Dockers to walk out at Port Ellery

PORT ELLERY, Ohio — About 400 dockers will strike Lakeside Freight on March 4, the Dockers’ Guild said Monday, after \
talks broke down last week.

“We have waited long enough,” said Maria Ruiz, president of Guild Local 7. “Their offer is an insult.”

Lakeside called the strike “reckless” in a letter. A company spokeswoman said the Guild should return to the table. \
Two locals back the strike; the local did not say when it will end. \
The strike will be at the East Terminal in Port Ellery.
"""


def at(words: str, nth: int = 1) -> Span:
    """The nth place of the words in the story."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


ARTICLE = Article(
    TEXT,
    title="Dockers to walk out at Port Ellery",
    published="2024-02-27",
    publisher="The Ellery Post",
    url="https://ellery.example/dockers?id=7",
    byline="By Jo Park",
    identifier="dockers-7",
    source="stories/dockers.txt",
    captions=("Cranes at Port Ellery.",),
    modified="2024-02-28T09:30:00Z",
)
ENTITIES = (
    Entity("e:0", "Collective", "dockers", employer="e:lf", union="e:dg", rule="group", confidence=0.9),
    Entity("e:pe", "City", "Port Ellery", within="e:oh", rule="gazetteer"),
    Entity("e:oh", "State", "Ohio", rule="gazetteer"),
    Entity("e:lf", "FormalOrganization", "Lakeside Freight", aliases=("Lakeside",), rule="org"),
    Entity(
        "e:dg", "LaborUnion", "Dockers’ Guild", aliases=("Guild",), canonical="Dockers’ Guild of America", rule="union"
    ),
    Entity("e:mr", "Person", "Maria Ruiz", gender="f", rule="person"),
    Entity("e:l7", "UnionLocal", "Guild Local 7", parent="e:dg", rule="local"),
    Entity("e:sp", "Person", "A company spokeswoman", employer="e:lf", gender="f", named=False, rule="unnamed"),
    Entity("e:2l", "Collective", "Two locals", members=("e:l7",), part_of="e:dg", rule="group"),
    Entity("e:et", "Facility", "East Terminal", within="e:pe", rule="site"),
    Entity("e:sub", "Collective", "crane dockers", subgroup_of="e:0", rule="group"),
)
MENTIONS = (
    Mention(at("Dockers"), "e:0", "nominal", "group"),
    Mention(at("Port Ellery"), "e:pe", "name", "gazetteer"),
    Mention(at("Ohio"), "e:oh", "name", "gazetteer"),
    Mention(at("About 400 dockers"), "e:0", "nominal", "group"),
    Mention(at("dockers"), "e:sub", "nominal", "group"),
    Mention(at("Lakeside Freight"), "e:lf", "name", "org"),
    Mention(at("Lakeside", 2), "e:lf", "name", "short"),
    Mention(at("the Dockers’ Guild"), "e:dg", "name", "union"),
    Mention(at("We"), "e:l7", "pronoun", "first-person"),
    Mention(at("Maria Ruiz"), "e:mr", "name", "person"),
    Mention(at("Guild Local 7"), "e:l7", "name", "local"),
    Mention(at("the strike"), "a:st", "nominal", "event"),
    Mention(at("A company spokeswoman"), "e:sp", "nominal", "unnamed"),
    Mention(at("Two locals"), "e:2l", "nominal", "group"),
    Mention(at("the local"), None, "nominal", "nearest", 0.5, ("e:l7", "e:2l")),
    Mention(at("East Terminal"), "e:et", "name", "site"),
)
TIMES = (
    TimeExpression("day", value="2024-03-04", anchor="article", rule="month-day", key="t1", spans=(at("March 4"),)),
    TimeExpression(
        "day",
        anchor="article",
        alternatives=("2024-02-19", "2024-02-26"),
        rule="weekday",
        key="t2",
        spans=(at("Monday"),),
    ),
    TimeExpression(
        "week", begin="2024-02-19", end="2024-02-25", anchor="article", rule="week", key="t3", spans=(at("last week"),)
    ),
)
QUANTITIES = (
    Quantity("q1", at("About 400"), "person", "Approximately", Decimal("400"), measures="e:0", rule="number"),
    Quantity(
        "q2", at("Two"), "local", "Exactly", low=Decimal("1"), high=Decimal("2.50"), measures="e:2l", rule="number"
    ),
    Quantity("q3", at("7"), "number", "Exactly", Decimal(7), rule="number"),
)
STATEMENTS = (
    Statement(
        "s1",
        "indirect",
        (Span(at("About 400").start, at("March 4").end), at("after talks broke down last week")),
        source=at("the Dockers’ Guild"),
        cue=at("said"),
        cue_lemma="say",
        speakers=("e:dg",),
        time="t2",
        about=("a:st", "e:lf", "e:0"),
        stances=(Stance("e:lf", "Neutral", rule="none"),),
        rule="clause",
        confidence=0.9,
    ),
    Statement(
        "s2",
        "direct",
        (at("We have waited long enough,"), at("Their offer is an insult.")),
        source=at("Maria Ruiz, president of Guild Local 7"),
        cue=at("said", 2),
        cue_lemma="say",
        speakers=("e:mr",),
        about=("a:offer", "e:lf", "i:wages"),
        stances=(Stance("a:offer", "Criticizes", (at("an insult"),), "words", 0.8),),
        side=Side("UnionSide", "side/union-post", 0.9),
        rule="quote",
    ),
    Statement(
        "s3",
        "mixed",
        (at("the strike"), at("reckless")),
        source=at("Lakeside", 2),
        cue=at("called"),
        cue_lemma="call",
        candidates=("e:lf", "e:sp"),
        document="d:letter",
        about=("a:st",),
        stances=(Stance("a:st", "Criticizes", (at("reckless"),), "words"),),
        note="speaker left open",
        rule="quote",
    ),
    Statement(
        "s4",
        "indirect",
        (at("the Guild should return to the table"),),
        source=at("A company spokeswoman"),
        cue=at("said", 3),
        cue_lemma="say",
        speakers=("e:sp",),
        addressee="e:dg",
        about=("e:dg",),
        stances=(Stance("e:dg", "Asks", (at("should return"),), "words"),),
        lang="en",
        rule="clause",
    ),
)
ACTIONS = (
    Action("a:st", "Strike", "Strike at Lakeside Freight", (at("strike"),), "2024-03-04", ("e:dg", "e:lf"), "trigger"),
    Action("a:talk", "Negotiation", "Talks at Lakeside Freight", (at("talks"),), rule="trigger"),
    Action("a:offer", "Proposal", "Offer of Lakeside Freight", (at("Their offer"),), rule="trigger"),
)
DOCUMENTS = (
    Document("d:letter", "letter", "Letter of Lakeside Freight", (at("a letter"),), ("e:lf",), "t2", "document"),
)
CLAIMS = (
    Claim("The strike is to start on March 4, 2024.", (at("March 4"),), "s1", "Plan", subject="a:st",
          predicate="startDate", object=Value("2024-03-04", "date"), times=("t1",), rule="start"),
    Claim("About 400 dockers will strike.", (at("About 400 dockers will strike"),), "s1", "Plan", subject="a:st",
          predicate="participant", object="e:0", quantities=("q1",), rule="size"),
    Claim("Lakeside Freight is the employer.", (at("strike Lakeside Freight"),), "s1", subject="a:st",
          predicate="employer", object="e:lf", rule="employer"),
    Claim("We have waited long enough.", (at("We have waited long enough"),), "s2", "Opinion", about=("e:l7",),
          rule="clause"),
    Claim("The offer is an insult.", (at("Their offer is an insult"),), "s2", "Opinion", about=("a:offer",),
          issues=("i:wages",), rule="clause"),
    Claim("The strike is reckless.", (at("reckless"),), "s3", "Opinion", about=("a:st",), rule="clause"),
    Claim("The Guild should return to the table.", (at("the Guild should return to the table"),), "s4", "Request",
          about=("e:dg",), rule="clause"),
    Claim("Two locals back the strike.", (at("Two locals back the strike"),), about=("a:st", "e:2l"),
          quantities=("q2",), rule="clause"),
    Claim("The strike has been scheduled.", (at("Dockers to walk out"),), subject="a:st", predicate="status",
          object="c:Scheduled", as_of="2024-02-27", rule="status", confidence=0.8),
    Claim("The strike will be at the East Terminal.", (at("at the East Terminal"),), None, "Plan", subject="a:st",
          predicate="place", object="e:et", rule="place"),
    Claim("The Dockers’ Guild backs the strike.", (at("back the strike"),), None, "Fact", subject="a:st",
          predicate="organizer", object="e:dg", rule="organizer"),
    Claim("The local did not say when it will end.", (at("the local did not say when it will end"),), negated=True,
          subject="a:st", predicate="durationType", object="c:OpenEnded", rule="duration"),
    Claim("Lakeside Freight made the offer.", (at("Their offer"),), subject="a:offer", predicate="proposedBy",
          object="e:lf", rule="offer"),
    Claim("The strike concerns wages.", (at("an insult"),), None, "Opinion", subject="a:st", predicate="issue",
          object="i:wages", rule="issue"),
)  # fmt: skip
EXTRACTION = Extraction(
    article=ARTICLE,
    engine="model 1.0",
    dateline="e:pe",
    mentions=MENTIONS,
    entities=ENTITIES,
    positions=(Position("e:mr", "president", "e:l7", at("Maria Ruiz, president of Guild Local 7"), rule="apposition"),),
    times=TIMES,
    quantities=QUANTITIES,
    documents=DOCUMENTS,
    statements=STATEMENTS,
    actions=ACTIONS,
    claims=CLAIMS,
)


def linked(extraction: Extraction = EXTRACTION) -> Extraction:
    """With an IRI for every reference: entities that have a name are shared, the rest belongs to the article."""
    iris = {
        e.ref: f"{DATA if e.named else article_iri(extraction.article) + '/'}x/{e.ref[2:]}" for e in extraction.entities
    }
    iris |= {x.ref: f"{DATA}x/{x.ref[2:]}" for x in (*extraction.actions, *extraction.documents)}
    return replace(extraction, iris=iris)
