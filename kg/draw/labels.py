"""Text on pictures: cut and wrapped names, the fonts that have their characters, how large they come out."""

from __future__ import annotations

import textwrap
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kg.escapes import visible

LABEL_LIMIT = 40
TAIL_LIMIT = 15
LINE = 22
FONTS = (
    "DejaVu Sans",
    "Noto Sans",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "WenQuanYi Zen Hei",
    "Noto Emoji",
    "Symbola",
)
# It has a box for every character and a glyph for none.
NO_FONT = "Last Resort High-Efficiency"
# Joiners and variation selectors shape their neighbours and need no glyph of their own.
JOINERS = "\u200c\u200d"


def plain(text: str) -> str:
    """The text on one line, without characters that do not print or that turn the direction of reading."""
    return " ".join("".join(c if c.isprintable() or c in JOINERS else " " for c in text).split()).strip(JOINERS)


def hover(text: str) -> str:
    """The whole text on one line; what does not print stands as an escape such as \\x1b."""
    return visible(" ".join(text.split()))


def shorten(label: str, line: int = LINE) -> str:
    """A label of at most 40 characters on lines of so many; what is cut is marked with an ellipsis.

    What stands behind the last comma stays, since it often tells one action from another (", June 2019").
    """
    label = plain(label)
    for room in range(LABEL_LIMIT, 0, -1):
        wrapped = "\n".join(textwrap.wrap(cut(label, room), line, break_on_hyphens=False))
        # A word that is broken has a line more.
        if len(wrapped) <= LABEL_LIMIT:
            break
    return wrapped or "?"


def cut(label: str, room: int) -> str:
    """At most so many characters of a plain label."""
    if len(label) <= room:
        return label
    head, _, tail = label.rpartition(", ")
    tail = f" {tail}" if head and len(tail) <= min(TAIL_LIMIT, room // 2) else ""
    return label[: room - 1 - len(tail)].rstrip(f" ,{JOINERS}") + "…" + tail


def fonts(text: str) -> tuple[list[str], str]:
    """The installed fonts to take, in order, and the characters that none of them has."""
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    installed = {entry.name: entry.fname for entry in font_manager.fontManager.ttflist if entry.name != NO_FONT}
    missing = {ord(c) for c in text if c.isprintable() and not c.isspace() and not _selector(c)}
    families: list[str] = []
    others = sorted(name for name in installed if name not in FONTS)
    for name in [f for f in FONTS if f in installed] + others:
        if not missing and families:
            break
        has = missing & set(FT2Font(installed[name]).get_charmap())
        if has or not families:
            families.append(name)
            missing -= has
    return families, "".join(map(chr, sorted(missing)))


def _selector(character: str) -> bool:
    return unicodedata.name(character, "").startswith("VARIATION SELECTOR")


@contextmanager
def styled(text: str) -> Iterator[str]:
    """Within it text is drawn in the installed fonts that have it; gives the characters that none has.

    A dollar sign stays one, and a missing glyph is told once, by what this gives, not by a warning each.
    """
    import matplotlib

    families, missing = fonts(text)
    style: Any = {
        "font.family": [*families, "sans-serif"],
        "font.sans-serif": families[:1],
        "text.parse_math": False,
        "axes.unicode_minus": False,
        "svg.fonttype": "none",
        "svg.hashsalt": "kg",
        "pdf.fonttype": 42,
    }
    with matplotlib.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield missing


def fit(text: str, points: float, width: float, room: int = LABEL_LIMIT, weight: str = "normal") -> str:
    """One line of at most so many characters and inches; what is cut is marked with an ellipsis."""
    shown = cut(plain(text), room) or "?"
    while (wide := sizes([shown], points, weight=weight)[0][0]) > width and len(shown) > 1:
        shown = cut(plain(text), max(1, min(len(shown) - 1, int(len(shown) * width / wide))))
    return shown


def sizes(
    texts: Sequence[str], points: float, spacing: float = 1.15, weight: str = "normal"
) -> list[tuple[float, float]]:
    """Width and height of each text in inches when it is set in so many points."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(dpi=144)
    canvas: Any = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    line = figure.text(0, 0, "", fontsize=points, linespacing=spacing, weight=weight)
    found = []
    for text in texts:
        line.set_text(text)
        box = line.get_window_extent(renderer)
        found.append((float(box.width) / 144, float(box.height) / 144))
    return found
