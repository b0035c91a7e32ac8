"""A sheet of paper, measured in inches from the lower left corner, and its bytes as PNG, SVG or PDF.

SVG holds text as text, with a title and a description for those who do not see it, links to the things, and their whole
names on hover; PNG and PDF have the description in their metadata. The same drawing gives the same bytes.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.draw.labels import cut, fit, hover, plain, sizes, styled
from kg.draw.theme import Theme

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.patches import Patch

DPI = 110
TITLE_LIMIT, TITLE = 90, 14.0
NOTE_LIMIT, NOTE = 160, 9.5
WIDEST_HEADING = 11.5
SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"


def scale(width: float) -> float:
    """How much larger than on a page the heading and the legend of a sheet of this width are."""
    return max(1.0, min(2.2, width / 13))


def wide_enough(title: str, note: str) -> float:
    """The width in inches at which a heading is not cut, within reason."""
    title, note = cut(plain(title), TITLE_LIMIT), cut(plain(note), NOTE_LIMIT)
    widths = sizes([title], TITLE, weight="bold") + sizes([note], NOTE)
    return min(WIDEST_HEADING, max(width for width, _ in widths) + 0.6)


@dataclass(slots=True)
class Sheet:
    """A drawing with its alt text and the characters of it that no installed font has.

    `hovers` are whole names by the id of what has them. Made within `kg.draw.labels.styled`.
    """

    width: float
    height: float
    theme: Theme
    title: str
    alt: str = ""
    missing: str = ""
    figure: Any = None
    axes: Any = None
    hovers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.title = cut(plain(self.title), TITLE_LIMIT)
        self.figure = Figure(figsize=(self.width, self.height), dpi=DPI, facecolor=self.theme.paper)
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1), frameon=False)
        self.axes.set_axis_off()
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(0, self.height)

    def heading(self, note: str) -> None:
        """The title at the upper left, and a note under it if there is one."""
        grown, room = scale(self.width), self.width - 0.5
        for text, size, below, weight, colour in (
            (self.title, TITLE, 0.42, "bold", self.theme.ink),
            (note, NOTE, 0.66, "normal", self.theme.soft),
        ):
            if text:
                shown = fit(text, size * grown, room, NOTE_LIMIT, weight)
                place = 0.3 / self.width, 1 - below * grown / self.height
                self.figure.text(*place, shown, fontsize=size * grown, weight=weight, color=colour)

    def legend(self, handles: list[Any], columns: int) -> None:
        """What shapes and lines mean, at the foot."""
        if handles:
            self.figure.legend(
                handles=handles, loc="lower left", bbox_to_anchor=(0.2 / self.width, 0.1 / self.height), ncols=columns,
                frameon=False, fontsize=9 * scale(self.width), labelcolor=self.theme.ink, handlelength=2.6,
                columnspacing=1.6,
            )  # fmt: skip

    def put(self, patch: Patch) -> Patch:
        """Puts a shape on the sheet, as it is."""
        self.axes.add_patch(patch)
        return patch

    def name(self, artist: Artist, key: str, text: str, iri: str = "") -> None:
        """Gives an artist its whole name on hover, and a link where the IRI is one of the web."""
        artist.set_gid(key)
        self.hovers[key] = hover(text)
        if iri.startswith(("http://", "https://")):
            artist.set_url(iri)

    def data(self, form: str) -> bytes:
        """The bytes of a png, svg or pdf."""
        # No dates and no versions: the same graph gives the same bytes.
        alt = hover(self.alt)
        metadata: dict[str, dict[str, Any]] = {
            "png": {"Software": None, "Title": self.title, "Description": alt},
            "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
            "pdf": {"CreationDate": None, "Creator": None, "Producer": None, "Title": self.title, "Subject": alt},
        }
        stream = io.BytesIO()
        with styled(""):
            self.figure.savefig(stream, format=form, metadata=metadata[form], facecolor=self.theme.paper)
        return self._readable(stream.getvalue(), alt) if form == "svg" else stream.getvalue()

    def _readable(self, svg: bytes, alt: str) -> bytes:
        """The SVG with title, description and the names that show on hover."""
        ET.register_namespace("", SVG)
        ET.register_namespace("xlink", XLINK)
        root = ET.fromstring(svg)  # made by matplotlib a moment ago; the names in it are escaped
        for metadata in root.findall(f"{{{SVG}}}metadata"):
            root.remove(metadata)
        for element in root.iter(f"{{{SVG}}}g"):
            if (text := self.hovers.get(element.get("id", ""))) is not None:
                _first(element, "title", text)
        root.set("role", "img")
        root.set("aria-labelledby", "kg-title kg-desc")
        _first(root, "desc", alt).set("id", "kg-desc")
        _first(root, "title", self.title).set("id", "kg-title")
        whole: str = ET.tostring(root, "unicode", xml_declaration=False)
        return f'<?xml version="1.0" encoding="utf-8"?>\n{whole}\n'.encode()


def _first(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.Element(f"{{{SVG}}}{tag}")
    element.text = text
    parent.insert(0, element)
    return element
