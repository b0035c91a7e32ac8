"""Pictures as they come out: boxes, arrows, colours, alt text, hostile names."""

import re
import xml.etree.ElementTree as ET

import networkx as nx
import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.colors import to_rgb

from kg.draw import draw, labels, overview, picture, views
from kg.draw.curves import arrow, curves
from kg.draw.theme import DARK, LANES, LIGHT, LINES, SHAPES
from tests.draw.stories import measured, overlaps, story

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
QUOTE = "the mill has shut its gates twice this winter and nobody at the desk would say why, so they asked again "
HOSTILE = [
    '<script>alert("x")</script>',
    "a\x00b\x1b[31m",
    "$x^2$ \\frac",
    '"]; bad [label="',
    "&lt;b&gt; ]]>",
    "\u202etxt.exe\u2066",
    "W" * 5000,
    'onload="alert(1)" ' * 300,
    "<!-- <svg onload=alert(1)>",
    "javascript:alert(1)",
    ") /JS (app.alert(1)) /S /JavaScript (",
    "\u200d\u200c",
]


def quotes():
    """25 quotes of 120 characters linked to 6 speakers."""
    said = [(str(n) + " " + QUOTE * 2)[:120] for n in range(25)]
    assert {len(text) for text in said} == {120}
    return said, story([f"Speaker {n}" for n in range(6)] + said, [(n % 6, 6 + n) for n in range(25)])


def test_no_name_lies_on_a_name_or_a_shape():
    _, quads = quotes()
    graph = views.view(quads, "speech")
    sheet = picture.draw(graph, "t")
    names, shapes = measured(sheet, "name-"), measured(sheet, "node-")
    assert len(names) == len(shapes) == 31
    assert overlaps([*names.values(), *shapes.values()]) == []
    page = sheet.figure.bbox
    assert all(page.x0 <= b.x0 and b.x1 <= page.x1 and page.y0 <= b.y0 and b.y1 <= page.y1 for b in names.values())


def test_quotes_are_cut_at_40_characters_and_whole_on_hover(tmp_path):
    said, quads = quotes()
    draw(quads, tmp_path / "a.svg")
    groups = ET.parse(tmp_path / "a.svg").getroot().iter(f"{SVG}g")
    names = {g.find(f"{SVG}title").text: g for g in groups if g.get("id", "").startswith("name-")}
    for whole in said:
        shown = " ".join(t.text for t in names[f"{' '.join(whole.split())} (Person)"].iter(f"{SVG}text"))
        assert len(shown) <= labels.LABEL_LIMIT
        assert shown.endswith("…")
        assert whole.startswith(shown[:-1])


@pytest.mark.parametrize("words", ["W" * 41, "W" * 40, "W" * 23, "a " * 40, "東" * 60, "x" * 39 + " y", "👩‍🚒" * 30])
def test_labels_have_at_most_40_characters(words):
    shown = labels.shorten(words)
    assert 1 <= len(shown) <= labels.LABEL_LIMIT
    assert ("…" in shown) == (len(words.strip()) > 40 or (" " not in words and len(words) == 40))


def test_arrows_end_at_the_rim():
    places = {"a": (0.0, 0.0), "b": (3.0, 0.4)}
    (line,) = curves([("a", "b")], places, np.zeros((0, 4)), [])
    for marker in set(SHAPES.values()):
        target = picture.outline(marker, places["b"], 0.1)
        shaft, head = arrow(line, picture.outline("o", places["a"], 0.1), target)
        tip = head[2]
        assert np.hypot(*(shaft[0] - places["a"])) == pytest.approx(0.1, abs=0.01)
        assert not target.contains_point(tip)
        toward = tip + (np.array(places["b"]) - tip) * 0.12
        assert target.contains_point(toward), marker
        assert np.hypot(*(shaft[2] - tip)) < np.hypot(*(shaft[0] - tip))


def test_links_between_two_things_are_told_apart():
    places = {"a": (0.0, 0.0), "b": (2.0, 1.0)}
    ways = curves([("a", "b"), ("a", "b"), ("b", "a")], places, np.zeros((0, 4)), [])
    middles = [way.at(np.array([0.5]))[0] for way in ways]
    assert min(np.hypot(*(p - q)) for n, p in enumerate(middles) for q in middles[:n]) > 0.1
    assert ways[2].points[0] == pytest.approx(places["b"])


def test_a_link_bends_around_a_name():
    places = {"a": (0.0, 0.0), "b": (4.0, 0.0), "c": (2.0, 0.1)}
    wall = np.array([[1.5, 0.02, 2.5, 0.3]])
    (way,) = curves([("a", "b")], places, wall, ["c"])
    assert way.at(np.array([0.5]))[0][1] < 0


def test_a_drawn_link_leads_from_speaker_to_target(tmp_path):
    draw(story(["Ada Ruiz", "Vale Mill"], [(0, 1), (0, 1)]), tmp_path / "a.svg")
    titles = [t.text for t in ET.parse(tmp_path / "a.svg").getroot().iter(f"{SVG}title")]
    assert "Ada Ruiz – supports – Vale Mill" in titles
    assert "Ada Ruiz – criticizes – Vale Mill" in titles


@pytest.mark.parametrize("count", [1, 2, 5])
def test_few_nodes(count, tmp_path):
    graph = views.view(story([f"P{n}" for n in range(max(2, count))]), "speech")
    graph = nx.MultiDiGraph(graph.subgraph(sorted(graph)[:count]))
    sheet = picture.draw(graph, "t")
    assert len(measured(sheet, "name-")) == count
    assert overlaps([*measured(sheet, "name-").values(), *measured(sheet, "node-").values()]) == []
    assert 6 <= sheet.width <= 9
    assert sheet.data("png").startswith(b"\x89PNG")


def test_thousands_of_nodes_are_an_overview():
    count = 5000
    links = [(n, n % 60) for n in range(60, count)] + [(n, (n * 7) % count) for n in range(0, count, 2)]
    graph = views.view(story([f"Member number {n} of the hall" for n in range(count)], links), "speech")
    sheet = overview.draw(graph, "t", "5,000 things.")
    names = measured(sheet, "name-")
    assert 20 <= len(names) <= overview.NAMED
    assert overlaps(list(names.values())) == []
    most = max(graph, key=graph.degree)
    assert graph.nodes[most]["label"] in sheet.hovers.values()
    assert sum(len(c.get_offsets()) for c in sheet.axes.collections if len(c.get_offsets()) > 1) == count
    assert (sheet.width, sheet.height) == (overview.WIDTH, overview.HEIGHT)


def linear(colour):
    """Linear RGB of an sRGB colour."""
    return np.array([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)])


def luminance(colour):
    return float(np.dot([0.2126, 0.7152, 0.0722], linear(colour)))


def lab(rgb):
    """CIE Lab (D65) of linear RGB."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(to_xyz @ np.clip(rgb, 0, 1) / np.array([0.9505, 1, 1.089]))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one, two):
    """WCAG 2.2, relative luminance."""
    high, low = sorted([luminance(one), luminance(two)], reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_both_papers_have_contrast(theme):
    assert contrast(theme.ink, theme.paper) >= 7
    assert contrast(theme.soft, theme.paper) >= 4.5
    assert {kind: contrast(colour, theme.paper) for kind, colour in theme.lines.items()}.keys() == LINES.keys()
    assert min(contrast(colour, theme.paper) for colour in theme.lines.values()) >= 3
    assert contrast(theme.rim, theme.paper) >= 7


# Machado, Oliveira and Fernandes 2009: protanopia, deuteranopia, tritanopia, on linear RGB.
BLIND = [
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("matrix", BLIND, ids=["protan", "deutan", "tritan"])
def test_colour_blind_readers_tell_stances_apart(theme, matrix):
    stances = ("supports", "criticizes", "asks", "neutral")
    seen = [lab(np.array(matrix) @ linear(theme.lines[stance])) for stance in stances]
    assert min(np.linalg.norm(p - q) for n, p in enumerate(seen) for q in seen[:n]) > 15
    assert len({str(LINES[stance][0]) for stance in stances}) == 4


def test_every_kind_has_a_shape_of_its_own():
    assert len({(SHAPES[g], LIGHT.fills[g]) for g in SHAPES}) == len(SHAPES)
    assert len({marker for marker, _, _ in LANES.values()}) == len(LANES)


def test_dark_paper(tmp_path):
    quads = story(["Ada Ruiz", "Vale Mill"])
    draw(quads, tmp_path / "dark.svg", dark=True)
    draw(quads, tmp_path / "light.svg")
    dark, light = (tmp_path / f"{n}.svg" for n in ("dark", "light"))
    assert DARK.paper.lower() in dark.read_text("utf-8").lower()
    assert LIGHT.ink.lower() not in dark.read_text("utf-8").lower()
    assert LIGHT.ink.lower() in light.read_text("utf-8").lower()


def test_svg_has_text_links_and_a_description(tmp_path):
    draw(story(["Ada Ruiz", "Vale Mill", "Nobody"]), tmp_path / "a.svg", name="ada ruiz")
    root = ET.parse(tmp_path / "a.svg").getroot()
    assert root.get("role") == "img"
    by_id = {e.get("id"): e for e in root.iter()}
    title, desc = (by_id[i] for i in root.get("aria-labelledby").split())
    assert (title.tag, title.text) == (f"{SVG}title", "Who said something about whom: ada ruiz")
    assert desc.tag == f"{SVG}desc"
    assert desc.text == (
        "A graph. Who said something about whom: ada ruiz: 3 things, 3 links, within 1 step of the focus. "
        "Most linked: Ada Ruiz (2), Vale Mill (2), Nobody (2)."
    )
    linked = {
        link.get(f"{XLINK}href"): [t.text for t in link.iter(f"{SVG}text")]
        for link in root.iter(f"{SVG}a")
        if link.find(f"{SVG}text") is not None
    }
    assert linked["https://example.org/person/0"] == ["Ada Ruiz"]


def test_png_and_pdf_carry_the_description(tmp_path):
    from PIL import Image

    quads = story(["Ada Ruiz", "Vale Mill"])
    draw(quads, tmp_path / "a.png")
    told = "A graph. Who said something about whom: 2 things, 2 links. Most linked: Ada Ruiz (2), Vale Mill (2)."
    with Image.open(tmp_path / "a.png") as image:
        assert image.text == {"Title": "Who said something about whom", "Description": told}
    assert b"tEXtDescription\0" in (tmp_path / "a.png").read_bytes()
    draw(quads, tmp_path / "a.pdf")
    assert b"/Title (Who said something about whom)" in (tmp_path / "a.pdf").read_bytes()


def test_hostile_names_are_only_text(tmp_path):
    quads = story(HOSTILE, [(n, (n + 1) % len(HOSTILE)) for n in range(len(HOSTILE))] * 4)
    for form in ("svg", "png", "pdf"):
        draw(quads, tmp_path / f"a.{form}", name=None)
    root = ET.parse(tmp_path / "a.svg").getroot()
    tags = {e.tag.removeprefix(SVG) for e in root.iter()}
    assert tags <= {"svg", "title", "desc", "defs", "style", "g", "path", "text", "a", "use", "clipPath", "rect"}
    for element in root.iter():
        assert not [a for a in element.attrib if a.lower().startswith("on")]
        href = element.get(f"{XLINK}href", "")
        assert href == "" or href.startswith("https://") or (element.tag == f"{SVG}use" and href.startswith("#"))
    shown = [t.text for t in root.iter(f"{SVG}text")]
    assert max(map(len, shown)) <= labels.LABEL_LIMIT
    assert "javascript:alert(1)" in shown
    everything = "".join(root.itertext())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", everything)
    assert "\\u202etxt.exe\\u2066 (Person)" in everything
    assert f"{'W' * 5000} (Person)" in everything
    outside = re.sub(rb"\((?:\\.|[^\\()])*\)", b"", (tmp_path / "a.pdf").read_bytes())
    assert not re.search(rb"/(JavaScript|JS|OpenAction|Launch|AA)\b", outside)


def test_links_lead_only_to_the_web(tmp_path):
    graph = nx.MultiDiGraph()
    for name in ("javascript:alert(1)", "file:///etc/passwd", "https://example.org/x"):
        graph.add_node(name, label=name, kind="", group="person")
    svg = picture.draw(graph, "t").data("svg")
    assert {a.get(f"{XLINK}href") for a in ET.fromstring(svg).iter(f"{SVG}a")} == {"https://example.org/x"}


def test_a_long_hostile_focus_is_a_short_title(tmp_path):
    name = "<b>\x1b\u202e" + "W" * 5000
    draw(story([name, "Vale Mill"]), tmp_path / "a.svg", name=name)
    title = ET.parse(tmp_path / "a.svg").getroot().find(f"{SVG}title").text
    assert title.startswith("Who said something about whom: <b> WWW")
    assert (len(title), title[-1]) == (90, "…")


@pytest.mark.parametrize("title", ["Who said something about whom: Hall of the Loom Workers of the Vale", "W" * 5000])
def test_the_heading_fits_the_sheet(title):
    sheet = picture.draw(views.view(story(["Ada Ruiz", "Vale Mill"]), "speech"), title, "2 things.")
    sheet.figure.canvas.draw()
    (heading,) = [text for text in sheet.figure.texts if text.get_text()[:9] == title[:9]]
    assert heading.get_window_extent().x1 < sheet.figure.bbox.x1
    assert (heading.get_text() == title) == (len(title) < 100)


@pytest.fixture
def only_dejavu(monkeypatch):
    fonts = [e for e in font_manager.fontManager.ttflist if e.name in ("DejaVu Sans", labels.NO_FONT)]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", fonts)


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_characters_that_no_font_has_are_listed(only_dejavu, tmp_path, form):
    names = ["José Núñez", "Łukasz Żebrowski", "Нина Орлова", "李伟", "Solidarity 🪧", "a\u200db\ufe0f"]
    drawn = draw(story(names), tmp_path / f"a.{form}")
    assert drawn.missing == "伟李🪧"
    draw(story(names), tmp_path / "a.graphml")
    assert {d["label"] for _, d in nx.read_graphml(tmp_path / "a.graphml").nodes(data=True)} == set(names)


def test_characters_of_labels_that_are_not_shown_are_not_missing(only_dejavu, tmp_path):
    assert draw(story(["W" * 60 + "李", "Vale Mill"]), tmp_path / "a.png").missing == ""
