"""A name that a note corrects: the wrong one becomes another spelling of the same person or body."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from kg.annotate.base import Draft
from kg.annotate.names.beside import nouns
from kg.model import Entity, Mention, Ref, Span

LIKE, BODIES_LIKE = 0.7, 0.85  # two names as like as this are spellings of one
PLACES = ("City", "State", "Country", "Place", "Facility", "GovernmentBuilding")
BODIES = ("LaborUnion", "UnionLocal", "Employer", "FormalOrganization", "GovernmentBody")
NAMED = ("Person", *BODIES, *PLACES)
PICTURE = re.compile(
    r"\b(?:captions?|photos?|photographs?|pictures?|pictured|images?|videos?|illustrations?)\b", re.IGNORECASE
)


def alike(one: str, other: str) -> bool:
    """Whether two names can be spellings of one: a word in common at the same end, or letters much the same."""
    a, b = one.split(), other.split()
    same_end = a[0] == b[0] or a[-1] == b[-1]
    return SequenceMatcher(None, one.lower(), other.lower()).ratio() >= (LIKE - 0.2 if same_end else LIKE)


def respell(draft: Draft, note: Span, wrong: Span | None, right: Span, naming: bool, noun: str | None = None) -> None:
    """Give the right name to what the story calls by the wrong one.

    Args:
        wrong: the wrong name in the note; None where it is not told, and then the story's name that is most like it.
        naming: the note says that a name was wrong, so that two names without a likeness are of one person too.
        noun: what was named wrongly, where the note only says that: then the story's one body or place of this noun.
    """
    target = named_at(draft, right)
    if wrong is not None and PICTURE.search(draft.words(note)) and not alike(draft.words(wrong), draft.words(right)):
        draft.mentions[:] = [m for m in draft.mentions if not m.span.overlaps(wrong)]
        return  # who is in a picture: the story's names stay
    old = wrong_one(draft, note, wrong, right, target, naming) if noun is None else only_one(draft, note, target, noun)
    gone: set[Ref | None] = set()
    if wrong is not None:
        gone = {m.target for m in draft.mentions if m.span.overlaps(wrong)} - {old}
        draft.mentions[:] = [m for m in draft.mentions if not m.span.overlaps(wrong)]
        forget(draft, gone)
    if old is None:
        return
    both = any(m.target == target and m.kind == "name" and not note.holds(m.span) for m in draft.mentions)
    if target is not None and old != target and not one(draft.entities[old], draft.entities[target], naming, both):
        if not both and draft.entities[old].kind == draft.entities[target].kind == "LaborUnion":
            of_other_union(draft, old, target)
        if wrong is not None and draft.entities[old].kind == draft.entities[target].kind == "State":
            in_state(draft, wrong, old, target)
        forget(draft, gone | {old})
        if wrong is not None and old in draft.entities:
            draft.memo.setdefault("corrections.others", {})[wrong] = old
        return
    entity = draft.entities[old]
    name = new_name(entity, draft.words(wrong) if wrong else "", draft.words(right))
    told = {draft.words(m.span) for m in draft.mentions if m.target == old and not note.holds(m.span)}
    others = (entity.name, *entity.aliases)
    # a name of quite another shape is likely somebody else's, and no spelling to find this one by
    known = told if noun is None and alike(entity.name, name) else set()
    aliases = tuple(a for a in dict.fromkeys(others) if a in known and a != name)
    draft.entities[old] = replace(entity, name=name, aliases=aliases)
    if entity.kind != "Person":
        draft.memo.setdefault("corrections.renamed", []).append((entity.name, name))
    if target is not None and target != old:
        join(draft, target, old)
    if not any(m.span == right and m.target == old for m in draft.mentions):
        draft.mentions[:] = [m for m in draft.mentions if not m.span.overlaps(right)]
        draft.mentions.append(Mention(right, old, "name", "corrections.name", 0.9))


def in_state(draft: Draft, wrong: Span, old: Ref, new: Ref) -> None:
    """Let the town that a note names before the wrong state lie in the right one."""
    towns = {m.target for m in draft.mentions if draft.text[m.span.end : wrong.start] == ", "}
    for ref, town in draft.entities.items():
        if ref in towns and town.within == old:
            draft.entities[ref] = replace(town, within=new, geonames=None)
            draft.memo.setdefault("corrections.renamed", []).append(
                (draft.entities[old].name, draft.entities[new].name)
            )


def of_other_union(draft: Draft, old: Ref, new: Ref) -> None:
    """Give the locals of a union to the one that the note names in its place."""
    before, after = draft.entities[old], draft.entities[new].name
    for ref, local in draft.entities.items():
        if local.kind == "UnionLocal" and local.parent == old:
            name = next((local.name.replace(n, after) for n in (before.name, *before.aliases) if n in local.name), None)
            if name is not None:
                draft.entities[ref] = replace(local, name=name, parent=new, aliases=(), canonical=None)


def called_after(draft: Draft, old: str, new: str) -> None:
    """Give the right name to groups that are called after a body or place: "Drivers of Ketter Freight"."""
    for ref, entity in draft.entities.items():
        if entity.kind == "Collective" and has(entity.name, old):
            name = entity.name.replace(old, new)
            draft.entities[ref] = replace(entity, name=name)
            first, rest = entity.name[:1], re.escape(entity.name[1:])
            called = re.compile(rf"(?<!\w)({first.lower()}|{first.upper()}){rest}(?!\w)")
            anew = rf"\g<1>{name[1:]}"
            draft.claims[:] = [replace(c, text=called.sub(anew, c.text)) if c.stands else c for c in draft.claims]
            for i, a in enumerate(draft.actions):
                draft.actions[i] = replace(a, label=a.label.replace(entity.name, name))


def forget(draft: Draft, refs: set[Ref | None]) -> None:
    """Take out those that nothing mentions and nothing refers to any more."""
    left = {r for r in refs if r in draft.entities and not any(m.target == r for m in draft.mentions)}
    for ref in sorted(left):
        if not any(ref in (e.parent, e.within) for r, e in draft.entities.items() if r not in left):
            del draft.entities[ref]


def one(old: Entity, new: Entity, naming: bool, both: bool) -> bool:
    """Whether two names that a note sets against each other are of one person, body or place.

    Args:
        both: the story has both names; then two people, unless the names are alike.
    """
    if old.kind == "Person" or new.kind == "Person":
        town = naming and new.kind in PLACES and not both  # a family name read as a town, which only the note has
        return (old.kind == new.kind or town) and (not (both or town) or alike(old.name, new.name))
    if old.canonical and new.canonical and old.canonical != new.canonical:
        return False
    like = SequenceMatcher(None, old.name.lower(), new.name.lower()).ratio() >= BODIES_LIKE
    return (old.kind in PLACES) == (new.kind in PLACES) and (naming or like)


def named_at(draft: Draft, span: Span) -> Ref | None:
    """The person or body that a name stands for."""
    refs = [m.target for m in draft.mentions if m.kind == "name" and m.span.overlaps(span) and m.target]
    return next((r for r in refs if r in draft.entities and draft.entities[r].kind in NAMED), None)


def wrong_one(
    draft: Draft, note: Span, wrong: Span | None, right: Span, target: Ref | None, naming: bool
) -> Ref | None:
    """What the story calls by the wrong name."""
    outside = {m.target for m in draft.mentions if m.kind == "name" and not note.holds(m.span)}
    if wrong is not None:
        words = draft.words(wrong)
        holding = [
            ref
            for ref, e in draft.entities.items()
            if ref in outside and e.kind in NAMED and any(has(n, words) for n in (e.name, *e.aliases))
        ]
        return named_at(draft, wrong) or next(iter(holding), None)
    if target is not None and target in outside:
        return None  # the story has it right
    words = draft.words(right)
    kinds: tuple[str, ...] = ("Person", *BODIES) if naming else ("Person",)
    if target is not None and target in draft.entities:
        kind = draft.entities[target].kind
        # what only the note names, by a family name that is also a town's, may be read as the town
        kinds = ("Person",) if kind == "Person" else kinds if kind in PLACES and naming else kinds[1:]
    near: list[tuple[float, Ref]] = []
    for ref, e in draft.entities.items():
        # a family name alone stands against the story's family names
        name = e.name if " " in words or e.kind != "Person" else e.name.split()[-1]
        if ref in outside and ref != target and e.kind in kinds and alike(name, words):
            near.append((SequenceMatcher(None, name.lower(), words.lower()).ratio(), ref))
    return max(near, default=(0.0, None))[1]


def only_one(draft: Draft, note: Span, target: Ref | None, noun: str) -> Ref | None:
    """The one body or place of a noun that the story has, but for the right one; None where it has that, or several."""
    outside = {m.target for m in draft.mentions if m.kind == "name" and not note.holds(m.span)}
    known = [r for r, e in draft.entities.items() if r in outside and of_class(e.kind, noun)]
    called = [r for r in known if has(draft.entities[r].name.lower(), noun)] or known
    return called[0] if len(called) == 1 and target not in outside else None


def of_class(kind: str | None, noun: str) -> bool:
    """Whether a class is that of a noun: an employer of "hospital", a city of "town"."""
    wanted = nouns()[noun]
    return kind == wanted or kind in {"Place": PLACES, "Employer": ("FormalOrganization",)}.get(wanted, ())


def has(name: str, words: str) -> bool:
    """Whether a name holds the words."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", name) is not None


def new_name(entity: Entity, wrong: str, right: str) -> str:
    """The right full name: only the words that were wrong are replaced where the note gives no more."""
    if wrong and len(right.split()) <= len(wrong.split()) and entity.name != wrong and has(entity.name, wrong):
        return re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", lambda _: right, entity.name)
    if len(right.split()) == 1 and len(entity.name.split()) > 1 and entity.kind == "Person":
        words = entity.name.split()
        place = max(
            range(len(words)), key=lambda i: (SequenceMatcher(None, words[i].lower(), right.lower()).ratio(), i)
        )
        return " ".join((*words[:place], right, *words[place + 1 :]))
    return right


def join(draft: Draft, gone: Ref, kept: Ref) -> None:
    """Let all that points to one entity point to another."""
    lost = draft.entities.pop(gone)
    draft.mentions[:] = [replace(m, target=kept) if m.target == gone else m for m in draft.mentions]
    mine = draft.entities[kept]
    also = tuple(a for a in lost.aliases if a != mine.name and a not in mine.aliases)
    draft.entities[kept] = replace(mine, aliases=(*mine.aliases, *also))
    for ref, entity in draft.entities.items():
        if gone in (entity.parent, entity.within):
            draft.entities[ref] = replace(
                entity,
                parent=kept if entity.parent == gone else entity.parent,
                within=kept if entity.within == gone else entity.within,
            )
