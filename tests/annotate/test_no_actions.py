"""What could be, is denied or only said in a figure is no action; one event told twice is one."""

from __future__ import annotations

import pytest

from tests.annotate.test_actions import read
from tests.annotate.test_units import cells

AT = "DULUTH, Minn. — "


@pytest.mark.parametrize(
    "text",
    [
        AT + "The Harbor Workers Union could strike a deal with Calder Freight by Friday and strike a fair balance.",
        AT + "The Harbor Workers Union struck a defiant tone. A car struck one of its members at Calder Freight.",
        AT + "Rather than strike, members of the Harbor Workers Union voted to keep talking to Calder Freight.",
        AT + "The mayor urged members of the Harbor Workers Union not to strike. Calder Freight ruled out a lockout.",
        AT + "Calder Freight denied that it had locked out the Harbor Workers Union. There was no lockout.",
        AT + "The contract of the Harbor Workers Union at Calder Freight bars strikes. The union has never struck.",
        AT + "In the event of a strike by the Harbor Workers Union, Calder Freight would hire. "
        "A potential strike worries it.",
        AT + "If they strike, loaders of the Harbor Workers Union would lose pay at Calder Freight.",
        "Had Local 9 struck Calder Freight, it would have lost.",
        AT + "If loaders of the Harbor Workers Union were to strike, Calder Freight would close.",
        AT + "The Harbor Workers Union is barred by law from striking Calder Freight in winter.",
        AT + "The contract at Calder Freight bans walkouts and slowdowns, the Harbor Workers Union said.",
        AT + "Calder Freight cannot run on the chance that the crew walks out, the Harbor Workers Union was told.",
        AT + "Calder Freight had threatened to lock out the Harbor Workers Union that spring, but never did.",
        AT
        + "He would march on any picket line that the Harbor Workers Union put up at Calder Freight, the mayor said.",
        AT + "The Harbor Workers Union rallied support for a bill against Calder Freight.",
        AT + "A tenants' rent strike and a hunger strike by two members of the Harbor Workers Union began Monday.",
        AT + "Calder Freight told the Harbor Workers Union on Monday of a slowdown in orders.",
        AT + "The Harbor Workers Union struck the words from its rules on Monday.",
        AT + "An arbitrator struck the clause of the Harbor Workers Union on Monday.",
        AT + "A virus struck the crew of Calder Freight. Thieves struck its depot, said the Harbor Workers Union.",
        AT + "Pia Holm, a clerk at Calder Freight, struck a cyclist with her van. What struck the union was the calm.",
        AT + "Pia Holm walked out of a meeting with the Harbor Workers Union. She walked out to the lot and cried.",
        AT + "Calder Freight was locked out of its email. Its tenants were locked out, a union said.",
        AT + "The loader at Calder Freight stopped working on Monday, the Harbor Workers Union said.",
        AT + "Lawyers for the Harbor Workers Union moved to strike the testimony. The union ratified its new bylaws.",
        AT + "Shareholders of Calder Freight voted to reject the deal; the Harbor Workers Union was glad.",
        AT + "Russian strikes hit a port of Calder Freight, and the strikes killed two, the Harbor Workers Union said.",
        AT
        + "The Harbor Workers Union stopped short of calling a strike. Rumors of a strike at Calder Freight are false.",
        AT + "There were 30 strikes in Ohio last year, a study of the Harbor Workers Union said.",
        AT + "Prices rallied at Calder Freight. The team rallied in the ninth, and Harbor Workers Union ushers sang.",
        AT + "The Harbor Workers Union will strike while the iron is hot. Calder Freight is on a hiring strike.",
        AT + "Calder Freight is striking a new course. Lawyers struck two jurors of the Harbor Workers Union.",
        AT + "A demonstration of a new crane was held at Calder Freight. The market saw a slowdown, the union said.",
        AT + "A flood forced a work stoppage at Calder Freight. The book “Strike!” is by a Harbor Workers Union clerk.",
        AT + "The hall of the Harbor Workers Union is a striking sight.",
        AT + "The colors and numbers of the banners are striking in the hall of the Harbor Workers Union.",
        AT + "Artillery strikes on militants went on. Terrorists struck a hotel, said the Harbor Workers Union.",
        AT + "A slowdown in lending hurt Calder Freight. The comet struck the moon, the Harbor Workers Union joked.",
        "The senator held a rally in Ferris on Monday. Voters called for a boycott of the debate.\n\nHe was a "
        "lawyer once.\n\nHis father was in a union.",
    ],
)
def test_no_row(text: str) -> None:
    assert cells(text, "Kind") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (AT + "Loaders of the Harbor Workers Union struck three Calder Freight terminals on Monday.", "strike"),
        (AT + "Loaders walked out of the Calder Freight depot at noon Monday.", "walkout"),
        (AT + "Pia Holm walked out with 40 other loaders on Monday at Calder Freight.", "walkout"),
        (AT + "Clerks stopped working at Calder Freight on Monday, their union said.", "strike"),
        (AT + "The Harbor Workers Union defended its decision to strike Calder Freight on Monday.", "strike"),
    ],
)
def test_what_workers_do_is_an_action(text: str, kind: str) -> None:
    assert cells(text, "Kind") == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Welders struck the plant on Monday. Fitters struck three hospitals.",
        "Bakers are striking at the mill.",
        "The Harbor Workers Union spoke on Monday.\n\nLoaders held a rally at City Hall.",
    ],
)
def test_people_and_what_they_shut_make_it_an_action(text: str) -> None:
    assert [a.kind for a in read(text).actions][:1] in (["Strike"], ["Rally"])


def test_a_deal_that_was_struck_is_no_strike() -> None:
    text = AT + "The deal between Calder Freight and the Harbor Workers Union was struck on Monday."
    assert "Strike" not in cells(text, "Kind")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Loaders of Local 12 walked out at Brandt Freight on Monday. The walkout by Local 12 began at 7 a.m. "
            "The contract bars strikes.",
            ["Walkout"],
        ),
        (
            "Loaders of Local 12 walked out at Brandt Freight on Monday. The strike by Local 12 began at 7 a.m.",
            ["Strike"],
        ),
        (
            "Drivers at Brandt Freight are to strike for eight days in December, Local 12 said. The first stoppage, "
            "of 48 hours, would start on 2 December.",
            ["Strike"],
        ),
        (
            "Workers of Local 12 gathered outside City Hall on Monday. At the rally outside City Hall, members of "
            "Local 12 asked Brandt Freight for higher wages.",
            ["Rally"],
        ),
        (
            "Local 12 is to ballot its 900 members at Brandt Freight for strike action over safety. "
            "Local 9 will ballot drivers at Ellery Foods on strike action.",
            ["StrikeAuthorizationVote", "StrikeAuthorizationVote"],
        ),
        (
            "Local 12 and Brandt Freight reached a tentative agreement Monday that would end a nine-day strike.",
            ["Strike", "TentativeAgreement"],
        ),
        ("Loaders of Local 12 marched on the picket line at Brandt Freight on Monday.", ["Picket"]),
    ],
)
def test_told_twice_is_one(text: str, kinds: list[str]) -> None:
    assert [a.kind for a in read(text).actions] == kinds


def test_a_walkout_of_an_afternoon_ends_that_day() -> None:
    text = (
        "Hundreds of workers walked off the line at Brandt Freight on Tuesday afternoon. "
        "The union did not call the walkout."
    )
    assert cells(text, "End Date") == ["2026-06-09"]
    assert cells(text, "Kind") == ["walkout"]


@pytest.mark.parametrize("text", ["Union strike plan", "Crew at Brandt Freight plan Saturday walkout"])
def test_a_headline_that_is_all_a_plan_is_read(text: str) -> None:
    assert [a.kind for a in read(text).actions] in (["Strike"], ["Walkout"])
