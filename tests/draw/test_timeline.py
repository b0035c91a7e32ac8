"""Timelines: which days are told, planned, held and disputed, and how they come out."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode

from kg.draw import draw, events, timeline
from kg.draw.axis import Axis
from kg.draw.events import Span
from kg.draw.runs import runs, words
from kg.draw.theme import DARK, LANES, LIGHT
from kg.draw.views import Index
from kg.errors import DrawError
from kg.vocab import LAB
from tests.draw.stories import LABEL, Dispute, measured, overlaps

SVG = "{http://www.w3.org/2000/svg}"


def vale():
    """A dispute at a mill: a vote, a strike that was put off, talks in a month, an agreement, a rally without a day."""
    quads = Dispute()
    quads.add("dispute/vale", LABEL.value, Literal("Vale Mill and Loom Workers, 2031"))
    quads.add("union/loom", LABEL.value, Literal("Loom Workers"))
    vote = quads.event("vote", LAB.StrikeAuthorizationVote, "Strike vote by Loom Workers")
    for predicate in (LAB.startDate, LAB.endDate):
        quads.claim(vote, predicate, Literal("2031-03-04"), "2031-03-05")
    strike = quads.event("strike", LAB.Strike, "Strike by Loom Workers at Vale Mill, March 2031")
    quads.add(strike, LAB.organizer, NamedNode("https://example.org/union/loom"))
    quads.claim(strike, LAB.status, LAB.Announced, "2031-03-05")
    quads.claim(strike, LAB.startDate, Literal("2031-03-10"), "2031-03-05", speaker="Ada Ruiz")
    quads.claim(strike, LAB.startDate, Literal("2031-03-17"), "2031-03-18")
    quads.claim(strike, LAB.endDate, Literal("2031-03-24"), "2031-03-25", outlet="Vale Courier")
    quads.claim(strike, LAB.endDate, Literal("2031-03-26"), "2031-03-27", outlet="Tarn Herald")
    talks = quads.event("talks", LAB.Negotiation, "Talks of Loom Workers and Vale Mill")
    quads.claim(talks, LAB.startDate, Literal("2031-02"), "2031-03-05")
    deal = quads.event("deal", LAB.CollectiveAgreement, "Contract of Loom Workers and Vale Mill")
    quads.claim(deal, LAB.endDate, Literal("2029-12-31"), "2031-03-05")
    rally = quads.event("rally", LAB.Rally, "Rally at the gate", dispute="")
    quads.claim(rally, LAB.status, LAB.Scheduled, "2031-03-18", speaker="Ada Ruiz")
    return quads


def lanes(quads):
    return {lane.iri.rpartition("/")[2]: lane for panel in events.timeline(Index.of(quads)) for lane in panel.lanes}


def test_panels_are_disputes_and_lanes_events_in_the_order_of_days():
    panels = events.timeline(Index.of(vale()))
    assert [panel.label for panel in panels] == ["Vale Mill and Loom Workers, 2031", events.NO_DISPUTE]
    assert [lane.kind for lane in panels[0].lanes] == ["agreement", "talks", "vote", "stoppage"]
    assert [lane.label for lane in panels[1].lanes] == ["Rally at the gate"]


def test_planned_held_and_disputed_days():
    strike = lanes(vale())["strike"]
    told = [(m.what, str(m.span.first), m.planned, m.disputed, m.who) for m in strike.marks]
    assert told == [
        ("start", "2031-03-10", True, False, ("Ada Ruiz",)),
        ("start", "2031-03-17", False, False, ("Vale Courier",)),
        ("end", "2031-03-24", False, True, ("Vale Courier",)),
        ("end", "2031-03-26", False, True, ("Tarn Herald",)),
        ("announced", "2031-03-05", False, False, ("Vale Courier",)),
    ]
    assert [text for text, _ in words(strike)] == [
        "announced",
        "Mar 10, planned (Ada Ruiz)",
        "Mar 17",
        "to Mar 24 (Vale Courier)",
        "to Mar 26 (Tarn Herald)",
    ]
    (run,) = runs(strike)
    assert (run.span, run.close) == (Span(date(2031, 3, 17), date(2031, 3, 26)), "known")


def test_what_is_denied_or_corrected_is_left_out():
    quads = vale()
    wrong = quads.claim("vote", LAB.startDate, Literal("2031-03-01"), "2031-03-05")
    quads.add(wrong, LAB.negated, Literal(True))
    wrong = quads.claim("vote", LAB.startDate, Literal("2031-03-02"), "2031-03-05")
    quads.add(wrong, LAB.correctedBy, NamedNode("https://example.org/note"))
    assert [str(m.span.first) for m in lanes(quads)["vote"].of("start")] == ["2031-03-04"]


def test_a_month_gives_way_to_a_day_inside_it():
    quads = vale()
    quads.claim("talks", LAB.startDate, Literal("2031-02-20"), "2031-03-05")
    assert [mark.span.words() for mark in lanes(quads)["talks"].marks] == ["Feb 20"]
    quads.claim("talks", LAB.startDate, Literal("2031-04"), "2031-05-05")
    assert [mark.span.words() for mark in lanes(quads)["talks"].marks] == ["Feb 20", "Apr 2031"]


@pytest.mark.parametrize(
    ("value", "first", "last", "shown"),
    [
        ("2031-03-04", "2031-03-04", "2031-03-04", "Mar 4"),
        ("2031-03-04Z", "2031-03-04", "2031-03-04", "Mar 4"),
        ("2032-02", "2032-02-01", "2032-02-29", "Feb 2032"),
        ("2031", "2031-01-01", "2031-12-31", "2031"),
    ],
)
def test_days_keep_their_precision(value, first, last, shown):
    span = Span.of(value)
    assert (str(span.first), str(span.last), span.words()) == (first, last, shown)


@pytest.mark.parametrize(
    "value", ["", "2031-13", "2031-02-30", "0000", "tomorrow", "-0044", "20310304", "2031-03-04T10"]
)
def test_what_is_no_day_is_left_out(value):
    assert Span.of(value) is None


def test_a_strike_without_an_end_stays_open_and_an_averted_one_is_a_plan():
    quads = Dispute()
    quads.event("open", LAB.Strike, "Strike at Tarn Yard")
    quads.claim("open", LAB.startDate, Literal("2031-05-02"), "2031-05-03")
    quads.claim("open", LAB.durationType, LAB.OpenEnded, "2031-05-09")
    quads.event("averted", LAB.Strike, "Strike at Wick Yard")
    quads.claim("averted", LAB.startDate, Literal("2031-05-08"), "2031-05-08")
    quads.claim("averted", LAB.status, LAB.Averted, "2031-05-08")
    quads.event("short", LAB.Strike, "Strike at Dorn Yard")
    quads.claim("short", LAB.startDate, Literal("2031-05-01"), "2031-05-09")
    quads.claim("short", LAB.duration, Literal("P3D"), "2031-05-09")
    found = lanes(quads)
    (run,) = runs(found["open"])
    assert (str(run.span.first), str(run.span.last), run.close) == ("2031-05-02", "2031-05-09", "open")
    assert [mark.planned for mark in found["averted"].of("start")] == [True]
    assert runs(found["averted"]) == []
    assert [(str(run.span.last), run.close) for run in runs(found["short"])] == [("2031-05-03", "known")]


def test_focus_takes_a_dispute_an_event_or_a_side():
    panels = events.timeline(Index.of(vale()))

    def found(name):
        return [lane.iri.rpartition("/")[2] for panel in events.focus(panels, name) for lane in panel.lanes]

    assert found("vale mill and") == ["deal", "talks", "vote", "strike"]
    assert found("https://example.org/dispute/vale") == found("vale mill and")
    assert found("AT THE GATE") == ["rally"]
    assert found("https://example.org/union/loom") == ["strike"]
    with pytest.raises(DrawError, match="nothing with a day is called 'Teamsters'"):
        events.focus(panels, "Teamsters")


def test_the_axis_spans_the_events_and_old_contracts_stand_at_its_edge():
    panel = events.timeline(Index.of(vale()))[0]
    axis = Axis.of(panel, 0.0, 10.0)
    assert date(2031, 1, 20) < axis.low < date(2031, 2, 1)
    assert date(2031, 3, 27) < axis.high < date(2031, 4, 5)
    assert axis.outside(Span.of("2029-12-31")) == -1
    assert axis.x(date(1980, 1, 1)) == 0.0
    assert [tick[1:] for tick in axis.ticks()][:2] == [("Feb 3", "2031"), ("Feb 10", "")]


@pytest.mark.parametrize(
    ("last", "ticks"), [("2031-03-20", 17), ("2031-06-01", 13), ("2033-02-01", 13), ("2080-01-01", 13)]
)
def test_ticks_are_few_at_any_scale(last, ticks):
    quads = Dispute()
    quads.event("strike", LAB.Strike, "Strike")
    for day in ("2031-03-04", last):
        quads.claim("strike", LAB.startDate, Literal(day), "2081-01-01")
    found = Axis.of(events.timeline(Index.of(quads))[0], 0.0, 10.0).ticks()
    assert 2 < len(found) <= ticks
    assert found[0][2].isdigit() or found[0][1].isdigit()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_no_words_lie_on_others_and_plans_are_hollow(theme):
    panels = events.timeline(Index.of(vale()))
    sheet = timeline.draw(panels, "t", theme=theme)
    sheet.figure.canvas.draw()
    texts = [text for text in [*sheet.axes.texts, *sheet.figure.texts] if text.get_text()]
    assert overlaps([text.get_window_extent() for text in texts], margin=2) == []
    assert {"Mar 10, planned (Ada Ruiz)", "to Mar 26 (Tarn Herald)", "◂ ends Dec 31, 2029", "Feb 2031"} <= {
        text.get_text() for text in texts
    }
    faces = {}
    for patch in sheet.axes.patches:
        if (patch.get_gid() or "").startswith("mark-"):
            what = sheet.hovers[patch.get_gid()].split(": ")[1]
            faces[what] = tuple(round(c * 255) for c in patch.get_facecolor()[:3])
    hollow = tuple(int(theme.paper[n : n + 2], 16) for n in (1, 3, 5))
    filled = tuple(int(theme.fills[LANES["stoppage"][2]][n : n + 2], 16) for n in (1, 3, 5))
    assert faces["first day 2031-03-10, planned (Ada Ruiz)"] == hollow
    assert faces["first day 2031-03-17 (Vale Courier)"] == filled
    assert faces["last day 2031-03-26, disputed (Tarn Herald)"] == filled


def test_a_month_is_a_bar_over_the_month():
    panels = events.timeline(Index.of(vale()))
    axis = Axis.of(panels[0], timeline.LEFT, timeline.RIGHT)
    sheet = timeline.draw(panels, "t")
    (bar,) = [p for p in sheet.axes.patches if "2031-02-01 to 2031-02-28" in sheet.hovers.get(p.get_gid() or "", "")]
    assert (bar.get_x(), bar.get_x() + bar.get_width()) == pytest.approx(
        (axis.x(date(2031, 2, 1)), axis.x(date(2031, 3, 1)))
    )


def test_a_drawn_timeline_says_what_it_is(tmp_path):
    drawn = draw(vale(), tmp_path / "a.svg", "timeline", "Vale Mill and")
    assert (drawn.nodes, drawn.edges, drawn.left_out) == (4, 9, 0)
    root = ET.parse(tmp_path / "a.svg").getroot()
    assert root.find(f"{SVG}title").text == "What happened when: Vale Mill and"
    assert root.find(f"{SVG}desc").text.startswith(
        "A timeline. What happened when: Vale Mill and: 4 events, 1 dispute. From 2029-12-31 to 2031-03-26. "
        "Most days and stages: Strike by Loom Workers at Vale Mill, March 2031 (5), "
    )
    draw(list(reversed(vale())), tmp_path / "b.svg", "timeline", "Vale Mill and")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_the_events_with_the_most_marks_stay(tmp_path):
    drawn = draw(vale(), tmp_path / "a.svg", "timeline", limit=2)
    assert (drawn.nodes, drawn.left_out) == (2, 3)
    assert "5 events; shown are the 2 with the most days and stages." in (tmp_path / "a.svg").read_text("utf-8")


def test_hostile_names_of_events_are_only_text(tmp_path):
    quads = Dispute()
    hostile = ['<script>alert("x")</script>', "\u202ea\x00b\x1b", "$x^2$" + "W" * 5000]
    for n, name in enumerate(hostile):
        quads.event(f"strike/{n}", LAB.Strike, name, dispute=f"dispute/{n}")
        quads.add(f"dispute/{n}", LABEL.value, Literal(name))
        quads.claim(f"strike/{n}", LAB.startDate, Literal("2031-03-10"), "2031-03-05", speaker=name)
    for form in ("svg", "png", "pdf"):
        draw(quads, tmp_path / f"a.{form}", "timeline")
    root = ET.parse(tmp_path / "a.svg").getroot()
    assert "script" not in {e.tag.removeprefix(SVG) for e in root.iter()}
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on")]
    assert not set("\u202e\x00\x1b") & set("".join(root.itertext()))
    assert max(len(t.text or "") for t in root.iter(f"{SVG}text")) <= 90
    panels = events.timeline(Index.of(quads))
    sheet = timeline.draw(panels, "t")
    assert all(box.x1 < timeline.LEFT * 110 for box in measured(sheet, "event-").values())
    assert all(box.x1 < timeline.WIDTH * 110 for box in measured(sheet, "dispute-").values())
    notes = [text.get_text() for text in sheet.axes.texts if "planned (" in text.get_text()]
    assert len(notes) == 3


def test_a_timeline_is_no_graph_file_and_may_be_empty(tmp_path):
    with pytest.raises(DrawError, match="a timeline is no graph"):
        draw(vale(), tmp_path / "a.gexf", "timeline")
    assert draw([], tmp_path / "a.png", "timeline").nodes == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
