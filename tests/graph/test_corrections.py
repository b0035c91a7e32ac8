"""Correction notes in the graph that is built from a story: what stands, what is denied, what is taken back."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg import paths
from kg.annotate import MODEL, annotate
from kg.errors import AnnotationError
from kg.export.tables import write
from kg.export.tracker import table
from kg.graph import build, check
from kg.link import link
from kg.model import Article
from kg.prefixes import PREFIXES

STRIKE = "About 400 nurses of Alder Hospital walked off the job on Monday, Dana Ortega of the Alder Nurses Union said."
VOTE = "Members of the Alder Nurses Union will hold a ratification vote on March 14."
HEAD = "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())
CLAIM = "?c a lab:Claim ; lab:assertedIn ?in . "
STANDS = "FILTER NOT EXISTS { ?c lab:negated true } FILTER NOT EXISTS { ?c lab:correctedBy ?note } "


class Built:
    """The graph of one story, beside the ontology."""

    def __init__(self, text: str, engine: bool = False, **known: str) -> None:
        self.article = Article(text, published="2024-03-06", source="story.txt", **known)
        found = next(iter(annotate([self.article], model=MODEL if engine else None)))
        assert not isinstance(found, AnnotationError), found
        self.text, self.quads = text, build(link(found))
        assert check(self.quads).conforms
        self.store = Store()
        self.store.extend(Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in self.quads)
        for triple in parse(path=paths.data("ontology") / "labor.ttl", format=RdfFormat.TURTLE):
            self.store.add(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()))

    def ask(self, where: str, *columns: str) -> set[tuple[str, ...]]:
        """Rows of a pattern."""
        rows = self.store.query(f"{HEAD} SELECT {' '.join(f'?{c}' for c in columns)} WHERE {{ {where} }}")
        return {tuple("" if v is None else v.value for v in row) for row in rows}  # type: ignore[union-attr]

    def one(self, where: str, column: str) -> set[str]:
        """Values of one column."""
        return {row[0] for row in self.ask(where, column)}

    def question(self, name: str) -> list[dict[str, str]]:
        """Rows of a question of the library, its parameters free."""
        rows = self.store.query((paths.data("queries") / f"{name}.rq").read_text(encoding="utf-8"))
        names = [v.value for v in rows.variables]  # type: ignore[union-attr]
        return [{n: row[n].value for n in names if row[n] is not None} for row in rows]  # type: ignore[union-attr]

    def figures(self, stands: bool = True) -> set[str]:
        """Numbers of claims that stand, or of those that a note takes back."""
        kind = STANDS if stands else "?c lab:correctedBy ?note . "
        return self.one(f"{CLAIM} ?c lab:quantity/schema:value ?v . {kind}", "v")

    def people(self) -> dict[str, set[str]]:
        """Other names by name of each person."""
        rows = self.ask("?p a foaf:Person ; rdfs:label ?name . OPTIONAL { ?p skos:altLabel ?other }", "name", "other")
        return {name: {o for n, o in rows if n == name and o} for name, _ in rows}

    def dates(self) -> set[str]:
        """First days, as direct triples."""
        return self.one("?a lab:startDate ?d . FILTER NOT EXISTS { ?d a ?x }", "d")


@cache
def built(text: str, engine: bool = False) -> Built:
    return Built(text, engine)


FIGURES = [
    "Correction: An earlier version of this story said 400 nurses walked out. The union says 300.",
    "CORRECTION: This article misstated the number of strikers. It is 300, not 400.",
    "Clarification: This story originally said 400 nurses walked out. There were 300.",
    "Editor's note: This story has been updated to correct the number of strikers; it is 300, not 400.",
    "This story has been corrected to show that 300 nurses walked out, not 400.",
    "This article was amended on 4 March 2024 to correct the number of strikers from 400 to 300.",
    "• This article was amended on 4 March 2024. An earlier version said 400 nurses walked out; in fact, 300 did.",
    "(This version of the story corrects the number of strikers in paragraph 1 to 300 from 400)",
    "(Corrects number of strikers to 300 from 400)",
    "Because of an editing error, an earlier version of this article misstated the number of strikers. "
    "It was 300, not 400.",
    "Correction: There were 300 nurses on strike rather than 400.",
    "An earlier version of this article gave the wrong number of strikers. It is 300.",
    "CORRECTION\n\nThe number of strikers is 300, not 400.",
]


@pytest.mark.parametrize("note", FIGURES)
@pytest.mark.parametrize("first", [False, True], ids=["below", "above"])
def test_a_wrong_figure_is_taken_back_and_the_right_one_is_a_fact(note: str, first: bool) -> None:
    story = built(f"{note}\n\n{STRIKE}" if first else f"{STRIKE}\n\n{note}")
    assert story.figures() == {"300"}
    assert story.figures(stands=False) == {"400"}
    right = story.one(
        f"{CLAIM} ?c lab:quantity/schema:value ?v FILTER(?v = 300) ?in a lab:Article . "
        "?c lab:claimSubject/a/rdfs:subClassOf* lab:WorkStoppage ; lab:claimPredicate lab:participant ; "
        f"prov:wasDerivedFrom/a lab:CorrectionNote ; lab:mentionSpan/oa:exact ?words . {STANDS}",
        "words",
    )
    assert len(right) == 1
    assert "300" in right.pop()
    assert [row["value"] for row in story.question("strike-size")] == ["300"]
    assert [row["value"] for row in story.question("numbers-and-who-gives-them")] == ["300"]
    assert story.question("conflicting-figures") == []
    assert [row.cells["Approximate Number of Participants"] for row in table(story.quads)[0]] == ["300"]


@pytest.mark.parametrize("note", FIGURES)
def test_nothing_wrong_in_the_note_is_a_figure_or_anybodys_statement(note: str) -> None:
    story = built(f"{STRIKE}\n\n{note}")
    behind = f"?at . FILTER(?at > {len(STRIKE)})"
    assert story.one(f"?s lab:contentSpan/oa:start {behind}", "at") == set()
    wrong = f"?q a lab:Quantity ; schema:value ?v FILTER(?v = 400) ?q lab:mentionSpan/oa:start {behind}"
    assert story.one(wrong, "at") == set()
    assert len(story.one(f"{CLAIM} ?c lab:negated true ; lab:mentionSpan/oa:start {behind}", "c")) <= 1
    assert (
        story.one("?g a lab:Collective ; rdfs:label|skos:altLabel ?name . FILTER(CONTAINS(?name, '400'))", "name")
        == set()
    )
    assert {q.object.value for q in story.quads if "subject" in q.predicate.value} == set()


def test_an_equal_figure_of_something_else_stays() -> None:
    story = built(
        f"{STRIKE} The hospital has 400 beds and moved 400 patients.\n\n"
        "Correction: An earlier version of this story misstated the number of strikers. It is 300, not 400."
    )
    rows = story.ask(f"{CLAIM} ?c lab:quantity ?q . ?q schema:value ?v ; schema:unitText ?unit . {STANDS}", "v", "unit")
    assert rows == {("300", "person"), ("400", "person"), ("400", "bed")}
    taken = story.one(f"{CLAIM} ?c lab:correctedBy ?note ; lab:claimText ?text", "text")
    assert {("nurses" in text, "patients" in text) for text in taken} == {(True, False)}


def test_a_figure_without_a_right_one_is_taken_back() -> None:
    story = built(f"{STRIKE}\n\nCorrection: An earlier version of this story incorrectly said 400 nurses walked out.")
    assert (story.figures(), story.figures(stands=False)) == (set(), {"400"})


def test_ranges_and_vague_counts_are_figures_too() -> None:
    text = STRIKE.replace("About 400", "Between 300 and 400")
    note = (
        "Correction: This story misstated the number of strikers. Between 200 and 250 struck, not between 300 and 400."
    )
    low = f"{CLAIM} ?c lab:quantity/schema:minValue ?v . "
    story = built(f"{text}\n\n{note}")
    assert (story.one(low + STANDS, "v"), story.one(f"{low} ?c lab:correctedBy ?n", "v")) == ({"200"}, {"300"})
    text = STRIKE.replace("About 400 nurses", "Dozens of nurses")
    story = built(f"{text}\n\nCorrection: An earlier version of this story said dozens of nurses struck. Five did.")
    assert (story.figures(), story.figures(stands=False)) == ({"5"}, {"24"})
    assert "Five nurses took part in the strike by Alder Nurses Union at Alder Hospital." in story.one(
        f"{CLAIM} ?c lab:claimText ?text . {STANDS}", "text"
    )


def test_a_story_that_has_the_right_figure_keeps_it() -> None:
    text = STRIKE.replace("About 400", "Some 300")
    story = built(f"{text}\n\nCorrection: An earlier version of this story said 400 nurses walked out. It is 300.")
    assert (story.figures(), story.figures(stands=False)) == ({"300"}, set())


# ---- names


@pytest.mark.parametrize(
    "note",
    [
        "CORRECTION: This article misstated the surname of the union's president. She is Dana Ortiz, not Dana Ortega.",
        "Correction: An earlier version of this story misspelled Dana Ortiz's last name. It is Ortiz, not Ortega.",
        "This story has been corrected to fix the spelling of Dana Ortiz's name.",
        "An earlier version of this story referred to Dana Ortiz as Dana Ortega.",
        "Correction: An earlier version of this story misspelled the name of the union's president. It is Dana Ortiz.",
        "This article was amended on 4 March 2024 to correct the spelling of Dana Ortiz's name, from Dana Ortega.",
    ],
)
def test_a_wrong_name_is_another_spelling(note: str) -> None:
    story = built(f"{STRIKE} Ortega said more would follow.\n\n{note}")
    assert set(story.people()) == {"Dana Ortiz"}
    assert story.people()["Dana Ortiz"] >= {"Dana Ortega", "Ortega"}
    assert story.one("?s lab:speaker/rdfs:label ?name", "name") == {"Dana Ortiz"}


def test_a_wrong_name_that_only_the_note_has_is_nobody() -> None:
    note = "CORRECTION: This article misstated the president's surname. She is Dana Ortiz, not Dana Ortega."
    story = built(f"{STRIKE.replace('Ortega', 'Ortiz')}\n\n{note}")
    assert story.people() == {"Dana Ortiz": set()}
    claims = story.ask(
        "?c prov:wasDerivedFrom ?n ; lab:claimText ?text . OPTIONAL { ?c lab:negated ?no }", "text", "no"
    )
    assert claims == {("The right name is Dana Ortiz.", ""), ("The name is not Dana Ortega.", "true")}


def test_two_people_of_the_story_are_never_one() -> None:
    story = built(
        "Ann Lee, a nurse, spoke on Monday. Dana Ortega, president of the Alder Nurses Union, spoke too.\n\n"
        "Correction: This story misidentified the union's president. She is Ann Lee, not Dana Ortega."
    )
    assert set(story.people()) == {"Ann Lee", "Dana Ortega"}


def test_a_name_of_another_shape_is_no_spelling() -> None:
    note = "Correction: This story misidentified the union's president. She is Ann Lee, not Dana Ortega."
    assert built(f"{STRIKE}\n\n{note}").people() == {"Ann Lee": set()}


def test_another_union_takes_the_place_of_the_wrong_one() -> None:
    story = built(
        "Nurses of Alder Hospital went on strike on Monday. The Harbor Workers Union called the strike.\n\n"
        "Correction: An earlier version of this story named the wrong union. "
        "The strike was called by the Dock Guild Union, not the Harbor Workers Union."
    )
    assert story.one("?a lab:organizer/rdfs:label ?name", "name") == {"Dock Guild Union"}


def test_another_town_takes_the_place_of_the_wrong_one() -> None:
    story = built(
        "The Alder Nurses Union held a rally in Toledo, Ohio, on Monday.\n\n"
        "This story has been corrected to show that the rally was held in Dayton, Ohio, not Toledo."
    )
    assert story.one("?a lab:place/rdfs:label ?name", "name") == {"Dayton"}
    assert [row["place"] for row in story.question("where-actions-take-place")] == ["Dayton"]


@pytest.mark.parametrize(
    "note",
    [
        "Correction: This story previously stated that Dana Ortega is president of the Alder Nurses Union. "
        "She is the union's treasurer.",
        "CORRECTION: This story misidentified Dana Ortega. "
        "She is the treasurer of the Alder Nurses Union, not its president.",
    ],
)
def test_a_wrong_post_is_no_post(note: str) -> None:
    story = built(f"Dana Ortega, president of the Alder Nurses Union, spoke in Toledo, Ohio, on Monday.\n\n{note}")
    rows = {(row["name"], row["role"], row["organization"]) for row in story.question("people-and-positions")}
    assert rows == {("Dana Ortega", "treasurer", "Alder Nurses Union")}


# ---- days and stages


@pytest.mark.parametrize(
    "note",
    [
        "Editor's note: This story has been updated to correct the date of the vote; it is March 21, not March 14.",
        "Correction: An earlier version of this story said the vote would be held on March 14. It is on March 21.",
        "Correction: An earlier version of this story gave an incorrect date for the vote. It will be on March 21.",
        "This article was amended on 4 March 2024 to correct the date of the vote from 14 March to 21 March.",
        "This story has been corrected to show that the vote is on March 21, not March 14.",
    ],
)
def test_a_wrong_day_is_taken_back(note: str) -> None:
    story = built(f"{VOTE}\n\n{note}")
    assert story.dates() == {"2024-03-21"}
    assert story.one(f"{CLAIM} ?c lab:claimPredicate lab:startDate ; lab:claimValue ?v . {STANDS}", "v") == {
        "2024-03-21"
    }
    assert {row["days"] for row in story.question("votes")} == {"2024-03-21"}
    assert "2024-03-14" not in {row["date"] for row in story.question("timeline")}


@pytest.mark.parametrize("told", ["It is on Tuesday, not Monday.", "It was on Tuesday, not Monday."])
def test_a_weekday_of_a_note_is_that_of_the_story(told: str) -> None:
    story = built(
        "Nurses of Alder Hospital will strike on Monday, the Alder Nurses Union said.\n\n"
        f"Correction: An earlier version of this story misstated the day of the strike. {told}"
    )
    values = f"{CLAIM} ?c lab:claimPredicate lab:startDate ; lab:claimValue ?v . {STANDS}"
    assert story.one(values, "v") == {"2024-03-12"}


def test_a_wrong_stage_is_denied_and_taken_back() -> None:
    story = built(
        "Nurses of Alder Hospital ended their strike on Monday, Dana Ortiz of the Alder Nurses Union said.\n\n"
        "Correction: An earlier version of this story incorrectly reported that the strike had ended. It continues."
    )
    assert [row["status"] for row in story.question("latest-status")] == ["under way"]
    assert {row["stage"] for row in story.question("actions-by-status")} == {"under way"}
    denied = story.one("?c lab:negated true ; lab:claimPredicate lab:status ; lab:claimObject ?stage", "stage")
    assert denied == {PREFIXES["lab"] + "Ended"}
    assert story.one(f"{CLAIM} ?c lab:claimPredicate lab:endDate ; lab:claimValue ?v . {STANDS}", "v") == set()


def test_a_stage_that_only_the_note_denies_is_no_stage() -> None:
    story = built(
        "Drivers of Corvo Transit went on strike on Monday.\n\n"
        "An earlier version of this article incorrectly stated that the strike had ended. It continues."
    )
    assert {row["stage"] for row in story.question("actions-by-status")} == {"under way"}


# ---- whole stories, updates, other stories


@pytest.mark.parametrize(
    "note",
    [
        "The Herald has retracted this story.",
        "This article has been withdrawn.",
        "Editor's note: We are retracting this story.",
    ],
)
def test_a_withdrawn_story_asserts_nothing(note: str) -> None:
    assert built(f"{note}\n\n{STRIKE}\n\n{FIGURES[0]}").figures() == set()
    story = built(f"{note}\n\n{STRIKE} The strike is in Toledo, Ohio. It began on March 4.")
    assert story.one("?a lab:withdrawn ?w ; schema:correction/lab:mentionSpan/oa:exact ?words", "words") == {note}
    assert story.figures() == set()
    assert story.one(f"{CLAIM} {STANDS}", "c") == set()
    direct = "lab:participant|lab:employer|lab:organizer|lab:place|lab:startDate|lab:employedBy|lab:representedBy"
    assert story.one(f"?s {direct} ?o", "s") == set()
    assert [row["withdrawn"] for row in story.question("corrections")][:1] == ["true"]
    assert story.question("latest-status") == []
    assert table(story.quads)[0] == []


@pytest.mark.parametrize(
    "note",
    [
        "This story has been updated.",
        "This story has been updated with comments from the hospital.",
        "Editor's note: This story was updated on March 5 to include a statement of the Dock Guild Union.",
    ],
)
def test_an_update_changes_nothing(note: str) -> None:
    story, plain = built(f"{STRIKE}\n\n{note}"), built(STRIKE)
    texts = "?c a lab:Claim ; lab:claimText ?text"
    assert story.one(texts, "text") == plain.one(texts, "text")
    assert story.one("?n a lab:CorrectionNote", "n") == set()


def test_a_note_on_another_story_tells_its_own_facts() -> None:
    story = built(
        "A story Tuesday about a strike at Alder Foods gave the wrong number of strikers. It is 300, not 400."
    )
    assert story.figures() == {"300"}
    assert story.one("?a lab:employer/rdfs:label ?name", "name") == {"Alder Foods"}
    assert [row["value"] for row in story.question("strike-size")] == ["300"]
    assert story.one("?c lab:negated true ; lab:claimText ?text", "text") == {"The number is not 400."}


def test_a_note_on_another_story_leaves_this_one_alone() -> None:
    story = built(
        f"{STRIKE}\n\n"
        "Correction: A story on Tuesday about the Corvo Foods workers misstated their number. It is 300, not 400."
    )
    assert story.figures() == {"300", "400"}
    assert story.figures(stands=False) == set()


def test_what_another_story_said_is_the_papers_and_denied() -> None:
    story = built(
        f"{STRIKE}\n\nCorrection: A story on Tuesday said incorrectly that paramedics in Duluth were on strike. "
        "They held a picket."
    )
    assert story.one("?s lab:speaker/rdfs:label ?name", "name") == {"Dana Ortega"}
    assert story.one("?c lab:negated true ; lab:claimText ?text", "text") == {
        "It is not so that paramedics in Duluth were on strike."
    }
    assert story.one("?a a lab:Picket ; rdfs:label ?name", "name") != set()


# ---- no false alarm; the tagger


@pytest.mark.parametrize(
    "text",
    [
        "Correction officers of Alder Prison walked off the job on Monday; there were 300, not 400.",
        "The market correction cost 400 jobs, not 300, the Alder Nurses Union said.",
        "“Correction: there are 300 of us, not 400,” Dana Ortiz of the Alder Nurses Union said.",
        "Dana Ortiz of the Alder Nurses Union corrected the mayor: “It is 300 nurses, not 400.”",
        "An earlier version of the contract cut 400 jobs. The union said it cuts 300 now.",
    ],
)
def test_no_false_alarm(text: str) -> None:
    story = built(text)
    assert story.one("?c lab:correctedBy|prov:wasDerivedFrom ?n", "c") == set()
    assert story.one("?n a lab:CorrectionNote", "n") == set()


@pytest.mark.parametrize("note", [FIGURES[0], FIGURES[4], FIGURES[6]])
def test_the_tagger_hears_nobody_in_a_note(note: str) -> None:
    story = built(f"{STRIKE}\n\n{note}", engine=True)
    assert story.one("?s lab:contentSpan ?x ; lab:reportedIn ?a", "s").__len__() == 1
    assert (story.figures(), story.figures(stands=False)) == ({"300"}, {"400"})


def test_the_same_text_gives_the_same_graph() -> None:
    text = f"{STRIKE}\n\n{FIGURES[0]}"
    assert Built(text).quads == Built(text).quads


def test_the_table_of_claims_shows_what_is_taken_back(tmp_path: Path) -> None:
    write(built(f"{STRIKE}\n\n{FIGURES[0]}").quads, tmp_path)
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["text"]: row["corrected_by"].rpartition("/")[2] for row in csv.DictReader(file)}
    assert [name for text, name in rows.items() if text.startswith("About 400 nurses")] == ["note-110-202"]
    assert [name for text, name in rows.items() if text.startswith("300 nurses")] == [""]


def test_the_question_shows_what_a_note_does() -> None:
    rows = built(f"{STRIKE}\n\n{FIGURES[0]}").question("corrections")
    assert {(row["effect"], row["words"]) for row in rows} == {
        ("is right", "The union says 300"),
        ("was wrong", "400"),
        ("taken back", "About 400 nurses of Alder Hospital walked off the job"),
    }
    assert {row["withdrawn"] for row in rows} == {"false"}


# ---- the shapes


def spoiled(story: Built, *, without: str = "", plus: tuple[tuple[str, str, str], ...] = ()) -> set[str]:
    """Messages of the check for the story's graph without one property, or with triples added."""
    quads = [q for q in story.quads if q.predicate.value != (iri(without) if without else "")]
    graph = quads[0].graph_name
    quads += [Quad(NamedNode(s), NamedNode(p), NamedNode(o), graph) for s, p, o in plus]
    return {finding.message for finding in check(quads).violations}


def iri(short: str) -> str:
    prefix, _, local = short.partition(":")
    return PREFIXES[prefix] + local


def test_the_shapes_hold_notes_to_their_word() -> None:
    gone = built(f"This article has been withdrawn.\n\n{STRIKE}")
    assert "every claim of a withdrawn article is corrected by the note that withdraws it" in spoiled(
        gone, without="lab:correctedBy"
    )
    assert "a correction note belongs to one article" in spoiled(gone, without="schema:correction")
    claim = f"{CLAIM} ?c lab:claimPredicate lab:place ; lab:correctedBy ?n ; lab:claimSubject ?s ; lab:claimObject ?o"
    moved = built(
        "The Alder Nurses Union held a rally in Toledo, Ohio, on Monday.\n\n"
        "This story has been corrected to show that the rally was held in Dayton, Ohio, not Toledo."
    )
    ((subject, place),) = moved.ask(claim, "s", "o")
    messages = spoiled(moved, plus=((subject, iri("lab:place"), place),))
    assert any(m.startswith("a direct triple on an event needs a matching claim") for m in messages)


OFFER = "The hospital offered a raise of 3 percent."


@pytest.mark.parametrize(
    ("note", "now", "before"),
    [
        ("CORRECTION: In a March 1 story, the Corvo Herald said that 400 nurses walked off. It was 150.", "150", "400"),
        ("Correction: The Corvo Herald reported Sunday that 400 nurses struck. The number is 150.", "150", "400"),
        ("(Eds: Corrects number of nurses to 150, sted 400.)", "150", "400"),
        ("CORRECTS: number of nurses to 150 in first paragraph.", "150", "400"),
        ("We regret the error: 150 nurses, not 400, walked off.", "150", "400"),
        ("Correction: An earlier version misstated the percentage of the raise. It is 2 percent.", "2", "3"),
    ],
)  # fmt: skip
def test_the_right_number_replaces_the_wrong_one_in_notes_of_many_kinds(note: str, now: str, before: str) -> None:
    story = built(f"{STRIKE}\n\n{OFFER}\n\n{note}")
    assert now in story.figures()
    assert before not in story.figures()
    assert before in story.figures(stands=False)


def test_a_note_of_another_story_leaves_other_figures_alone() -> None:
    note = "CORRECTION: In a March 1 story, the Corvo Herald reported that 90 cooks struck. It was 70."
    story = built(f"{STRIKE}\n\n{note}")
    assert "400" in story.figures()
    assert story.figures(stands=False) == set()


def test_an_end_that_is_corrected_is_no_beginning() -> None:
    note = (
        "An earlier version of this article incorrectly stated that the strike would end on March 8. It ends March 9."
    )
    story = built(f"{STRIKE}\n\n{note}")
    assert "2024-03-09" not in story.dates()
    assert story.one("?a lab:endDate ?d . FILTER NOT EXISTS { ?d a ?x }", "d") == {"2024-03-09"}
