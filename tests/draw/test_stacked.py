"""Stacked bars: what is on the picture."""

from kg.draw import stacked
from kg.draw.theme import DARK


def texts(figure):
    return [t.get_text() for t in figure.texts]


def test_bars_labels_totals_and_legend():
    found = stacked.draw(stacked.Bars("By outlet", ["Courier", "Herald"], [("union", [2, 0]), ("employer", [1, 4])]))
    axes = found.figure.axes[0]
    assert [t.get_text() for t in axes.get_yticklabels()] == ["Courier", "Herald"]
    assert [t.get_text() for t in axes.texts] == ["3", "4"]
    assert [[p.get_width() for p in bars] for bars in axes.containers] == [[2, 0], [1, 4]]
    assert [t.get_text() for t in found.figure.legends[0].get_texts()] == ["union", "employer"]
    assert texts(found.figure) == ["By outlet"]
    assert axes.get_ylim()[0] > axes.get_ylim()[1]  # the first bar on top


def test_the_largest_bars_are_shown_and_the_rest_told():
    labels = [f"outlet {i:02}" for i in range(50)]
    found = stacked.draw(stacked.Bars("By outlet", labels, [("union", list(range(1, 51)))]))
    shown = [t.get_text() for t in found.figure.axes[0].get_yticklabels()]
    assert shown == labels[10:]
    assert texts(found.figure)[-1] == "50 bars; shown are the 40 with the most statements."


def test_long_and_unprintable_labels_are_made_fit():
    found = stacked.draw(stacked.Bars("t", ["x\x1b " + "long name " * 40, ""], [("union", [1, 2])]))
    first, second = (t.get_text() for t in found.figure.axes[0].get_yticklabels())
    assert len(first.split("\n")) == 3
    assert first.endswith("…")
    assert "\x1b" not in first
    assert second == "?"


def test_dark_paper_is_dark_behind_the_bars_too():
    found = stacked.draw(stacked.Bars("By outlet", ["Courier"], [("union", [2])]), DARK)
    dark = tuple(int(DARK.paper[n : n + 2], 16) for n in (1, 3, 5))
    for face in (found.figure.get_facecolor(), found.figure.axes[0].get_facecolor()):
        assert tuple(round(c * 255) for c in face[:3]) == dark
    assert found.alt == "Stacked bars. By outlet, 1 bar. Largest: Courier (2)."
