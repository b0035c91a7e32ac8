import re

import pytest

from kg.annotate import NAMES, annotators
from kg.annotate.base import Draft
from kg.annotate.events.triggers import patterns, stops, triggers
from kg.annotate.lexicons import load_lexicon as lexicon
from kg.annotate.nlp import load
from kg.model import Action, Article, Value


def read(text: str, published: str | None = "2026-06-11", until: str = "bargaining") -> Draft:
    """The draft of a text after the steps up to the one named."""
    draft = Draft(Article(text=text, published=published), load()[0](text))
    for name, step in zip(NAMES, annotators(), strict=True):
        step.run(draft)
        if name == until:
            break
    return draft


def only(draft: Draft, kind: str) -> Action:
    found = [a for a in draft.actions if a.kind == kind]
    assert len(found) == 1, [(a.kind, a.label) for a in draft.actions]
    return found[0]


def values(draft: Draft, action: Action, predicate: str) -> set[str]:
    """Objects of the facts of an action: names, code names, lexical forms, labels."""
    labels = {a.ref: a.label for a in draft.actions}
    out = set()
    for fact in draft.facts:
        if fact.subject == action.ref and fact.predicate == predicate and not fact.negated:
            value = fact.object
            if isinstance(value, Value):
                out.add(value.lexical)
            elif value in draft.entities:
                out.add(draft.entities[value].name)
            else:
                out.add(labels.get(value, value))
    return out


@pytest.mark.parametrize("name", ["actions.yaml", "bargaining.yaml"])
def test_every_pattern_of_the_lexicon_is_found_in_its_example(name: str) -> None:
    nlp = load()[0]
    entries = patterns(name)
    missed = []
    for pattern, doc in zip(entries, nlp.pipe([p.example for p in entries]), strict=True):
        draft = Draft(Article(text=pattern.example), doc)
        if not any(t.kind == pattern.kind for t in triggers(draft, name)):
            missed.append(pattern.example)
    assert missed == []


@pytest.mark.parametrize("name", ["actions.yaml", "bargaining.yaml"])
def test_every_stop_of_the_lexicon_keeps_its_example_from_other_wordings(name: str) -> None:
    nlp = load()[0]
    for entry, stop in zip(lexicon(name)["stops"], stops(name), strict=True):
        assert stop.search(entry["example"].lower()), entry["example"]
        assert triggers(Draft(Article(text=entry["example"]), nlp(entry["example"])), name) == []


def test_political_rallies_and_talks_are_no_labor_actions() -> None:
    draft = read("The candidate spoke at a rally in Dayton on Monday. Ministers negotiated a treaty for weeks.")
    assert draft.actions == []


def test_every_word_list_of_stages_has_an_example_with_one_of_its_words() -> None:
    nlp = load()[0]
    for name, entry in lexicon("status.yaml").items():
        doc = nlp(entry["example"])
        known = {t.lemma_ for t in doc} | {t.lower_ for t in doc}
        told = any(re.search(word, entry["example"]) for word in entry["words"]) if name == "back" else False
        assert told or known & set(entry["words"]), name


def test_a_strike_told_of_many_times_is_one_action() -> None:
    draft = read(
        "Nurses at Alder Hospital walked off the job Monday. The walkout began at 7 a.m.\n\n"
        "The Alder Nurses Union said the strike would go on. Managers called the strike unnecessary."
    )
    strike = only(draft, "Strike")
    assert [draft.words(s) for s in strike.spans] == ["walked off the job", "walkout", "strike", "strike"]
    assert {m.target for m in draft.mentions if m.span in strike.spans} == {strike.ref}
    assert values(draft, strike, "startDate") == {"2026-06-08"}
    assert values(draft, strike, "status") == {"c:UnderWay"}
    assert "Alder Hospital" in strike.label
    assert strike.start == "2026-06-08"


def test_where_the_text_says_walkout_alone_it_is_a_walkout() -> None:
    draft = read("About 40 cleaners staged a walkout at Alder Hospital on Tuesday.")
    assert [a.kind for a in draft.actions] == ["Walkout"]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Drivers at Corvo Transit will strike on June 20, their union said.", "Strike", "Scheduled"),
        ("Drivers at Corvo Transit could walk out as early as June 20.", "Walkout", "Threatened"),
        ("Drivers say they will strike on June 20 unless Corvo Transit restores sick days.", "Strike", "Threatened"),
        ("Members of the Transit Union voted to authorize a strike at Corvo Transit.", "Strike", "Authorized"),
        (
            "The Transit Union called off a strike at Corvo Transit that was set to begin on Friday.",
            "Strike",
            "Averted",
        ),
        ("The strike at Corvo Transit began May 4 and was suspended June 2.", "Strike", "Suspended"),
        ("Drivers ended their strike at Corvo Transit on Tuesday.", "Strike", "Ended"),
        ("Corvo Transit locked out its drivers on Tuesday.", "Lockout", "UnderWay"),
        ("An overtime ban at Corvo Transit will begin on June 20.", "Slowdown", "Scheduled"),
        ("The Transit Union held a rally outside the depot on Tuesday.", "Rally", "Ended"),
        ("The Transit Union plans a rally outside the depot on June 20.", "Rally", "Scheduled"),
        ("A ratification vote is set for June 20.", "RatificationVote", "Scheduled"),
        ("Members of the Transit Union ratified the contract in May.", "RatificationVote", "Ended"),
        ("Nurses at Orrin Hospital went on strike on Monday over pay.", "Strike", "UnderWay"),
        ("The Transit Union called off a rally outside the depot.", "Rally", "Averted"),
        ("They would strike only as a last step, Ann Lee of the Nurses Union said.", "Strike", "Threatened"),
    ],
)
def test_stage(text: str, kind: str, status: str) -> None:
    draft = read(text)
    action = only(draft, kind)
    assert values(draft, action, "status") == {f"c:{status}"}
    assert {f.as_of for f in draft.facts if f.predicate == "status"} == {"2026-06-11"}


def test_without_a_day_of_publication_there_is_no_stage() -> None:
    draft = read("Drivers at Corvo Transit went on strike.", published=None)
    only(draft, "Strike")
    assert not [f for f in draft.facts if f.predicate == "status"]


@pytest.mark.parametrize(
    "text",
    [
        "There was never going to be a strike, the president said.",
        "We had no strike vote, no strike date and no plans for one.",
        "The sides struck a balance, and the pitcher threw a strikeout.",
        "He put the odds of a strike at 5 percent.",
        "Asked whether the vote might lead to a walkout, she said nobody was talking about one.",
    ],
)
def test_denied_and_hypothetical_actions_are_none(text: str) -> None:
    assert [a for a in read(text).actions if a.kind in {"Strike", "Walkout", "StrikeAuthorizationVote"}] == []


def test_a_past_strike_is_an_action_of_its_own_without_a_guessed_party() -> None:
    draft = read(
        "Guards at Corvo Trains will walk out on June 20, the Rail Staff Union said. "
        "The last strike at Corvo Trains, in 2017, went on for three days."
    )
    past = next(a for a in draft.actions if a.start == "2017")
    assert past.kind == "Strike"
    assert values(draft, past, "endDate") == {"2017"}
    assert values(draft, past, "duration") == {"P3D"}
    assert values(draft, past, "status") == {"c:Ended"}
    assert values(draft, past, "organizer") == set()


def test_the_first_strike_since_a_year_names_an_earlier_one() -> None:
    draft = read("Teachers at Alder Schools went on strike Monday. It is the first strike at the district since 1998.")
    now, earlier = sorted((a for a in draft.actions if a.kind == "Strike"), key=lambda a: a.start or "", reverse=True)
    assert (now.start, earlier.start) == ("2026-06-08", "1998")
    assert values(draft, now, "precededBy") == {earlier.label}


def test_a_time_of_telling_is_no_day_of_the_strike() -> None:
    draft = read("The Rail Staff Union said Monday that it would strike at Corvo Trains.")
    strike = only(draft, "Strike")
    assert values(draft, strike, "startDate") == set()
    assert strike.start is None


def test_several_days_of_one_call_are_one_strike() -> None:
    draft = read("Members of the Rail Staff Union will walk out for 24 hours on June 20, June 27 and July 4.")
    strike = only(draft, "Walkout")
    assert values(draft, strike, "startDate") == {"2026-06-20"}
    assert values(draft, strike, "endDate") == {"2026-07-04"}


def test_two_employers_make_two_strikes() -> None:
    draft = read(
        "Workers at Corvo Foods went on strike Monday.\n\n"
        "Separately, a one-day strike at Brindle Freight was called off."
    )
    assert len([a for a in draft.actions if a.kind == "Strike"]) == 2


def test_the_employer_organizes_a_lockout() -> None:
    draft = read("Corvo Grain Ltd. locked out 430 workers on Monday.")
    lockout = only(draft, "Lockout")
    assert values(draft, lockout, "organizer") == values(draft, lockout, "employer") == {"Corvo Grain Ltd."}


def test_gathering_strikers_are_a_labor_action_and_no_picket() -> None:
    draft = read("Clerks at Corvo Stores will strike on June 20. Strikers will gather outside stores in Ohio.")
    gathering = only(draft, "LaborAction")
    assert values(draft, gathering, "partOf") == {only(draft, "Strike").label}
    assert [a.kind for a in draft.actions] == ["Strike", "LaborAction"]


def test_a_strike_that_convenes_for_a_rally_has_it_as_its_part() -> None:
    draft = read("The strike at Corvo Stores will convene at City Hall in Dayton for a pay rally.")
    assert values(draft, only(draft, "Rally"), "partOf") == {only(draft, "Strike").label}


def test_vote_and_strike_are_tied() -> None:
    draft = read("Flight attendants at Corvo Airlines have voted by 98% to authorize a strike.")
    vote, strike = only(draft, "StrikeAuthorizationVote"), only(draft, "Strike")
    assert values(draft, vote, "decidesOn") == {strike.label}
    assert values(draft, vote, "employer") == {"Corvo Airlines"}


def test_refusing_to_cross_a_line_is_a_sympathy_strike() -> None:
    draft = read(
        "Dockers at Corvo Ports went on strike Monday. Drivers for Brindle Freight refused to cross the picket line."
    )
    sympathy = only(draft, "SympathyStrike")
    assert values(draft, sympathy, "inSympathyWith") == {only(draft, "Strike").label}


def test_an_open_ended_strike_has_no_length() -> None:
    draft = read("The strike at Corvo Stores will be open-ended, the Clerks Union said.")
    strike = only(draft, "Strike")
    assert values(draft, strike, "durationType") == {"c:OpenEnded"}
    assert values(draft, strike, "duration") == set()


def test_facts_rest_on_words_of_one_sentence_and_read_alone() -> None:
    draft = read(
        "Nurses at Alder Hospital will strike on June 20. The Alder Nurses Union plans a rally in Dayton.\n\n"
        "Its last strike at the hospital was in 2015."
    )
    assert draft.facts
    for fact in draft.facts:
        first, last = draft.sentence(fact.span.start), draft.sentence(fact.span.end - 1)
        assert first.start == last.start, fact
        assert draft.words(fact.span).strip() == draft.words(fact.span) != ""
        assert fact.text[0].isupper(), fact.text
        assert fact.text.endswith("."), fact.text
        assert not {"it", "they", "this"} & set(fact.text.lower().split()), fact.text


def test_the_same_text_gives_the_same_actions() -> None:
    text = "Nurses at Alder Hospital will strike on June 20. A rally is planned for June 22."
    assert read(text).facts == read(text).facts
    assert read(text).actions == read(text).actions


def test_how_long_there_was_no_strike_is_not_how_long_it_lasts() -> None:
    text = "The strike by the Harbor Teachers Union, the first in the district in 31 years, has closed schools."
    draft = read(text)
    assert values(draft, only(draft, "Strike"), "duration") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The union has not called a strike at Orrin Hospital.",
        "The Dockers Union denied that it had launched a strike.",
    ],
)
def test_an_action_that_was_not_called_is_none(text: str) -> None:
    assert read(text).actions == []


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Porters at Corvo Transit stopped work for three hours on Tuesday.", "Walkout", "Ended"),
        ("Since June 2 members of the Transit Union have refused to empty bins.", "Slowdown", "UnderWay"),
        ("A mass meeting on Tuesday rejected the latest offer of Corvo Transit, the Transit Union said.",
         "RatificationVote", "Ended"),
        ("Staff at Corvo Transit will vote on joining the Transit Union on June 20.", "RepresentationElection",
         "Scheduled"),
        ("Thousands signed a pledge not to shop at Corvo Stores, the Retail Union said.", "Boycott", "Announced"),
    ],
)  # fmt: skip
def test_wordings_without_the_word_of_the_action(text: str, kind: str, status: str) -> None:
    assert values(read(text), only(read(text), kind), "status") == {f"c:{status}"}


def test_a_meeting_before_a_verb_of_the_past_was_in_the_past_though_the_main_verb_tells_the_future() -> None:
    draft = read("Drivers will stay out after a mass meeting on Tuesday rejected the offer of Corvo Transit.")
    assert values(draft, only(draft, "RatificationVote"), "startDate") == {"2026-06-09"}


def test_the_last_time_is_a_strike_of_its_own_year() -> None:
    draft = read(
        "Drivers of Corvo Transit walked off the job Monday. The last time Corvo's drivers went on strike was 2009."
    )
    assert {values(draft, a, "startDate").pop() for a in draft.actions if a.kind == "Strike"} == {"2026-06-08", "2009"}


def test_a_promise_to_honor_any_line_is_no_sympathy_strike() -> None:
    draft = read("The Transit Union said its members would honor any picket line. Drivers walked off the job Monday.")
    assert not [a for a in draft.actions if a.kind == "SympathyStrike"]


def test_a_firm_that_is_struck_by_its_workers_is_the_employer() -> None:
    draft = read("Harl Mills was struck by the Bakers Guild on Monday.")
    strike = only(draft, "Strike")
    assert values(draft, strike, "employer") == {"Harl Mills"}
    assert values(draft, strike, "organizer") == {"Bakers Guild"}
    assert values(draft, strike, "startDate") == {"2026-06-08"}
