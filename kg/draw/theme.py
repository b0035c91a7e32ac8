"""Colours, lines and shapes: on white or dark paper, told apart by colour-blind readers and in a grey print.

Colours are those of Okabe and Ito (2008), darker on white and lighter on dark paper where a thin line needs it; no
colour speaks alone: a stance has a line of its own, a kind of thing a shape of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SOLID = "solid"
# group of a node -> marker, as matplotlib names them
SHAPES = {
    "person": "o",
    "union": "h",
    "employer": "s",
    "organization": "p",
    "group": "P",
    "place": "^",
    "action": "D",
    "issue": "v",
    "other": "o",
}
# style of an edge -> its line (on and off in line widths) and its word in the legend
LINES: dict[str, tuple[Any, str]] = {
    "supports": (SOLID, "supports"),
    "criticizes": ((0, (5, 2)), "criticizes"),
    "asks": ((0, (5, 2, 1, 2)), "asks"),
    "neutral": ((0, (1.2, 1.8)), "speaks of"),
    "takes part": ((0, (10, 2)), "takes part or proposes"),
    "faces": ((0, (4, 2)), "employer or target"),
    "where": ((0, (1.2, 1.4)), "where"),
    "about": ((0, (3, 1.5, 1, 1.5, 1, 1.5)), "issue"),
    "belongs": ((0, (2.5, 1.5)), "belongs to"),
}
# word of an edge that is no stance -> style; a word that is missing, such as a post, belongs
STYLES = {
    **dict.fromkeys(("organizer", "participant", "party", "proposed by"), "takes part"),
    **dict.fromkeys(("employer", "target", "proposed to"), "faces"),
    **dict.fromkeys(("place", "affects", "in"), "where"),
    "issue": "about",
}

# kind of lane on a timeline -> its marker, its word, the group of nodes whose fill it has
LANES = {
    "stoppage": ("s", "strike, walkout or lockout", "action"),
    "action": ("v", "picket, rally or other action", "issue"),
    "vote": ("D", "vote", "person"),
    "talks": ("o", "talks or proposal", "union"),
    "agreement": ("h", "agreement", "organization"),
}


def style(kind: str) -> str:
    """The style of an edge from its kind: a stance or the word of a property."""
    return kind if kind in LINES else STYLES.get(kind, "belongs")


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of one paper: `ink` for names, `soft` for notes, `rim` around shapes, `grid` behind, lines and fills."""

    paper: str
    ink: str
    soft: str
    rim: str
    grid: str
    lines: dict[str, str]
    fills: dict[str, str]


_FILLS = {
    "person": "#56B4E9",
    "union": "#009E73",
    "employer": "#E69F00",
    "organization": "#CC79A7",
    "group": "#B5D8F0",
    "place": "#BDBDBD",
    "action": "#D55E00",
    "issue": "#F0E442",
    "other": "#999999",
}
LIGHT = Theme(
    paper="#FFFFFF",
    ink="#141414",
    soft="#4A4A4A",
    rim="#333333",
    grid="#DCDCDC",
    lines={
        "supports": "#009E73",
        "criticizes": "#D55E00",
        "asks": "#0055A4",
        "neutral": "#666666",
        "takes part": "#0072B2",
        "faces": "#2B2B2B",
        "where": "#8A5A2B",
        "about": "#8A6D00",
        "belongs": "#A6578A",
    },
    fills=_FILLS,
)
DARK = Theme(
    paper="#14181D",
    ink="#F2F2F2",
    soft="#B9C0C8",
    rim="#E6E6E6",
    grid="#3A424C",
    lines={
        "supports": "#5CE6BC",
        "criticizes": "#FF8B3D",
        "asks": "#4C9BE8",
        "neutral": "#8F969F",
        "takes part": "#5EB8F5",
        "faces": "#EDEDED",
        "where": "#D9A066",
        "about": "#F0E442",
        "belongs": "#E19AC4",
    },
    fills=_FILLS,
)
