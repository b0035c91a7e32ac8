"""Notes in which a paper corrects its story, where they stand on the page outside of the story's text."""

from __future__ import annotations

from typing import Any

from kg.corrections import is_note, label_of
from kg.read.clean import clean
from kg.read.furniture import RAILS, words_of

LONGEST = 1000
BLOCKS = ("p", "div", "aside", "section", "footer", "li", "blockquote")
# Words of readers and of other stories.
OTHERS = ("nav", "form", "template", "script", "noscript")


def notes(tree: Any) -> list[str]:
    """The notes of a page, each once, in the order of the page; the tree is not changed."""
    found: dict[str, str] = {}
    for node in tree.iter(*BLOCKS):
        if any(child.tag in BLOCKS for child in node.iterdescendants()):
            continue
        text = clean(node.text_content()[: LONGEST * 2])
        if label := _label_before(node):
            text = f"{label} {text}"
        if len(text) <= LONGEST and is_note(text) and not _linked(node, text) and not _is_others(node):
            found.setdefault(words_of(text), text)
    return list(found.values())


def lost(found: list[str], paragraphs: list[str]) -> list[str]:
    """The notes whose words the story does not hold."""
    told = words_of("\n".join(paragraphs))
    return [note for note in found if words_of(note[label_of(note)[1] :]) not in told]


def _label_before(node: Any) -> str | None:
    """ "Correction:" where a heading in front of the note says so."""
    before = node.getprevious()
    if before is None or before.tag not in ("h2", "h3", "h4", "h5", "h6", "strong", "b"):
        return None
    words = f"{clean(before.text_content()[:LONGEST]).rstrip(':')}:"
    label, end = label_of(words)
    return words if label is not None and end == len(words) else None


def _linked(node: Any, text: str) -> bool:
    """Whether it only leads to a note elsewhere."""
    return sum(len(clean(a.text_content())) for a in node.iter("a")) * 2 >= len(text)


def _is_others(node: Any) -> bool:
    for above in (node, *node.iterancestors()):
        marks = f"{above.get('class') or ''} {above.get('id') or ''}"
        rail = RAILS.search(marks)
        if above.tag in OTHERS or (rail and "footer" not in rail[0].casefold()):
            return True
    return False
