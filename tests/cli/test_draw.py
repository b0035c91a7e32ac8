"""`kg draw`: what it writes and what it says."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from matplotlib import font_manager

SVG = "{http://www.w3.org/2000/svg}"
STORY = {
    "id": "d1",
    "published": "2031-03-05",
    "publisher": "Tarn Herald",
    "text": (
        "Some 400 weavers walked out at Tarn Mills on Monday. “We will win,” said Edda Fosse, president of "
        "Loom Workers Local 9. She said Tarn Mills has treated the weavers badly."
    ),
}


@pytest.mark.parametrize(("name", "head"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.pdf", b"%PDF")])
def test_pictures_by_the_name_of_the_file(desk, name, head):
    done = desk.ok("draw", "-o", name, "--view", "all")
    assert Path(name).read_bytes().startswith(head)
    assert (done.stdout, done.stderr) == ("", "")


def test_a_timeline_of_a_store(desk):
    desk.build(STORY)
    done = desk.ok("draw", "-o", "days.svg", "--view", "timeline", "--focus", "Tarn Mills", "--dark")
    assert (done.stdout, done.stderr) == ("", "")
    root = ET.parse("days.svg").getroot()
    assert root.find(f"{SVG}title").text == "What happened when: Tarn Mills"
    assert "Mar 3" in {text.text for text in root.iter(f"{SVG}text")}
    assert "#14181d" in Path("days.svg").read_text("utf-8").lower()


def test_what_is_left_out_is_told(desk):
    desk.build(STORY)
    done = desk.ok("draw", "-o", "a.svg", "--view", "all", "--limit", "2")
    assert "kg: 2 of " in done.stderr
    assert "those with the most links; --limit shows more" in done.stderr
    done = desk.ok("draw", "-o", "a.svg", "--view", "timeline", "--limit", "1")
    assert "kg: 1 of 2 things are shown, those with the most days and stages;" in done.stderr


def test_characters_without_a_font_are_one_line(desk, monkeypatch):
    fonts = [entry for entry in font_manager.fontManager.ttflist if entry.name == "DejaVu Sans"]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", fonts)
    desk.build(STORY)
    assert desk.ok("draw", "-o", "a.png", "--view", "all").stderr == ""
    desk.decide("rename: article/d1/org/tarn-mills\n  to: Tarn 工場 🪧 Mills")
    desk.ok("resolve")
    done = desk.ok("draw", "-o", "a.png", "--view", "all")
    assert done.stderr == (
        "kg: no installed font has 場 (U+5834) 工 (U+5DE5) 🪧 (U+1FAA7); install one, such as Noto Sans CJK.\n"
    )
    assert "Tarn 工場 🪧 Mills" in desk.export()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "a.png", "--focus", "Nobody Here"), "nothing in this view is called 'Nobody Here'"),
        (("-o", "a.gexf", "--view", "timeline"), "a timeline is no graph"),
        (("-o", "a.html", "--view", "timeline"), "a timeline is no page. Use png, svg, pdf, or another view."),
        (("-o", "a.bmp"), "no picture or graph format is called 'bmp'"),
        (("-o", "none/a.svg"), "cannot be written"),
    ],
)
def test_faults_are_told_in_one_line(desk, words, said):
    done = desk.kg("draw", *words)
    assert done.returncode == (3 if "is called 'Nobody" in said else 1)
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not Path(words[1]).exists()


def test_a_wrong_view_is_wrong_usage(desk):
    assert desk.kg("draw", "-o", "a.png", "--view", "tree").returncode == 2


def test_charts_on_dark_paper(desk):
    desk.ok("report", "balance", "--by", "outlet", "-o", "balance.svg", "--dark")
    assert "#14181d" in Path("balance.svg").read_text("utf-8").lower()


def test_an_article_that_is_not_there_is_no_empty_picture(desk, kg):
    desk.build(STORY)
    desk.ok("draw", "-o", "a.svg", "--article", "d1")
    done = kg("draw", "-o", "b.svg", "--article", "d2")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.endswith("holds no article d2. Give its IRI, or the id that it came with.\n")
    assert not Path("b.svg").exists()
