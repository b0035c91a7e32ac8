"""The graph as one page to open in a browser: everything is in the file, and it asks no other machine for anything."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import paths
from kg.draw import TITLES, Drawn, write
from kg.draw import part as parts
from kg.draw.views import VIEWS, Index, focus, links, view
from kg.errors import DrawError

if TYPE_CHECKING:
    from pyoxigraph import Quad

Evidence = Callable[[str], Any]
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style id="__________cytoscape_stylesheet">{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<div id="graph"><noscript><p>This page draws a graph, and needs scripts to be on for it.</p></noscript></div>
</main>
<script type="application/json" id="graph-data">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def draw_page(
    quads: Iterable[Quad], evidence: Evidence, output: Path, shown: str, name: str | None = None, hops: int = 1
) -> Drawn:
    """Writes a view of the quads as an interactive page.

    Args:
        evidence: gives what is known of a statement or claim, a record with `said_by` and `passages`, by its IRI.
        shown: the view.
        name: only what is within `hops` steps of the things with this name.

    Raises:
        DrawError: a view that is no graph, nothing of that name, scripts that were never built, a file that cannot be
            written.
    """
    if shown not in VIEWS:
        raise DrawError(f"{output}: a {shown} is no page.", "Use png, svg, pdf, or another view.")
    quads = list(quads)
    index = Index.of(quads)
    edges = parts.edges(links(index, shown))
    graph = view(quads, shown)
    if name is not None:
        graph = focus(graph, name, hops)
    part = parts.part(index, shown, edges, set(graph))
    known = {iri: _evidence(evidence(iri)) for edge in part.edges for iri in edge.behind}
    title = f"{TITLES[shown]}: {name}" if name is not None else TITLES[shown]
    write(output, _page(title, {"part": asdict(part), "evidence": known}).encode("utf-8"))
    return Drawn(len(part.things), len(part.edges), 0)


def _evidence(found: Any) -> dict[str, Any]:
    passages = [
        {
            "article": passage.article,
            "title": passage.title,
            "published": passage.published,
            "text": passage.text,
            "start": passage.start,
            "marks": passage.marks,
        }
        for passage in found.passages
    ]
    return {"said_by": found.said_by, "passages": passages}


def _page(title: str, data: object) -> str:
    try:
        style = "".join(paths.static(name).read_text("utf-8") for name in ("kg.css", "built/graph.css"))
        script = paths.static("built/graph.js").read_text("utf-8")
    except OSError as error:
        raise DrawError(
            f"the scripts of pages are missing from this installation: {error.strerror}.", "Install kg again."
        ) from error
    # Text of stories must not end the element that it stands in.
    inert = json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return _PAGE.format(policy=policy, title=html.escape(title), style=style, data=inert, script=script)


def _hash(text: str) -> str:
    """The source expression for an element with this text (Content Security Policy Level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
