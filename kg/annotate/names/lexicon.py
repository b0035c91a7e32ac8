"""The word lists that names and positions are read with, loaded once from kg/lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.annotate.lexicons import load_lexicon

# yaml file -> kind of entry -> [term, example, extra fields ...]
Entries = dict[str, list[list[object]]]


@dataclass(frozen=True, slots=True)
class Union:
    """A union or federation of the lexicon: standard name, the forms it is known by, country; `weak`: see `Known`."""

    name: str
    forms: tuple[str, ...]
    country: str
    example: str
    weak: bool = False


@cache
def entries(name: str) -> Entries:
    """All entries of a lexicon file, such as "roles.yaml", by kind."""
    loaded: Entries = load_lexicon(name)
    return loaded


@cache
def terms(name: str, *kinds: str) -> frozenset[str]:
    """Terms of the given kinds (of all, if none is given), lower case and folded."""
    found = entries(name)
    return frozenset(fold(str(entry[0])) for kind in kinds or tuple(found) for entry in found[kind])


@cache
def unions() -> tuple[Union, ...]:
    """The unions of unions.yaml."""
    loaded = load_lexicon("unions.yaml")
    return tuple(
        Union(u["name"], tuple(u.get("forms", ())), u["country"], u["example"], u.get("weak", False)) for u in loaded
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A body that a lexicon has: class, standard name; `weak`: its name is also a common word ("Prospect")."""

    kind: str
    name: str
    weak: bool = False


@cache
def _known() -> dict[str, tuple[tuple[str, Known], ...]]:
    """Folded form -> forms as printed with the bodies they name, the first listed first."""
    found: dict[str, list[tuple[str, Known]]] = {}
    for file, kind, body in (
        ("government.yaml", "body", "GovernmentBody"),
        ("government.yaml", "party", "FormalOrganization"),
        ("news.yaml", "agency", "NewsOrganization"),
        ("news.yaml", "outlet", "NewsOrganization"),
    ):
        for entry in entries(file)[kind]:
            form = str(entry[0])
            found.setdefault(fold(form), []).append((form, Known(body, str(entry[2] if len(entry) > 2 else form))))
    for union in unions():
        for form in (union.name, *union.forms):
            found.setdefault(fold(form), []).append((form, Known("LaborUnion", union.name, union.weak)))
    for kind, weak in (("known", False), ("plain", True)):
        for entry in entries("employers.yaml")[kind]:
            form = str(entry[0])
            found.setdefault(fold(form), []).append((form, Known("Employer", form, weak)))
    return {form: tuple(bodies) for form, bodies in found.items()}


@cache
def known_phrases() -> re.Pattern[str]:
    """A pattern for the known names of several words that a reader of shapes would cut (commas, "and", "of")."""
    forms = {form for bodies in _known().values() for form, _ in bodies if re.search(r",| and | of | & ", form)}
    ordered = sorted(forms, key=lambda f: (-len(f), f))
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(f).replace("'", "[’']") for f in ordered) + r")(?![\w-])")


def known_body(text: str) -> Known | None:
    """The body of a lexicon that goes by this name; an acronym must be printed as one.

    >>> known_body("UAW").kind, known_body("Smart")
    ('LaborUnion', None)
    """
    for form, body in _known().get(fold(text), ()):
        if any(c.islower() for c in form) or not any(c.islower() for c in text):
            return body
    return None


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, plain apostrophes, "&" as "and", single blanks; a leading "the" goes.

    >>> fold("The Nurses’  Guild & Co")
    "nurses' guild and co"
    """
    plain = re.sub(r"\s+", " ", text.replace("’", "'").replace("‘", "'").replace("&", "and")).strip().casefold()
    return plain.removeprefix("the ")


@cache
def ending(name: str, kind: str) -> re.Pattern[str]:
    """A pattern that matches where a folded name ends in one of the terms."""
    words = sorted(terms(name, kind), key=lambda t: (-len(t), t))
    return re.compile(r"(?:^|[\s'-])(?:" + "|".join(map(re.escape, words)) + r")$")


def alternatives(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest that fits, which looks at each letter of a text only once.

    >>> alternatives(["nurse", "nurses", "net"])
    'n(?:et|urse(?:s|))'
    """
    rows: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        rows.setdefault(word[:1], []).append(word[1:])
    parts = [re.escape(letter) + alternatives(ends) for letter, ends in rows.items() if letter]
    if "" in rows:
        parts.append("")
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


@cache
def plural(term: str) -> str:
    """The plural form of an English noun phrase, by its last word ("crew member" -> "crew members")."""
    for single, many in (("man", "men"), ("woman", "women"), ("child", "children"), ("staff", "staff")):
        if term.endswith(single):
            return term.removesuffix(single) + many
    if re.search(r"(?:s|x|ch|sh)$", term):
        return term + "es"
    return term[:-1] + "ies" if re.search(r"[^aeiou]y$", term) else term + "s"


@cache
def people_words() -> frozenset[str]:
    """Last words of occupations, plural ("nurses", "drivers", "crews")."""
    singles = {t.split()[-1] for t in terms("occupations.yaml", "occupation")}
    extra = ("crews", "staff", "hands", "personnel", "professionals", "members", "faculty", "players", "operatives")
    return frozenset({plural(s) for s in singles} | set(extra))


@cache
def business_words() -> frozenset[str]:
    """Last words of those who organize as businesses or citizens, plural ("growers", "traders")."""
    return frozenset(plural(t.split()[-1]) for t in terms("occupations.yaml", "business"))


@cache
def role_ends() -> frozenset[str]:
    """Last words of all roles and occupations, singular and plural, lower case."""
    found = terms("roles.yaml", "office", "public", "speech") | terms("occupations.yaml", "occupation")
    return frozenset(form.split()[-1] for t in found for form in (t, plural(t)))


@cache
def role_pattern() -> re.Pattern[str]:
    """A role of roles.yaml or an occupation, singular or plural, as a whole phrase; longest first."""
    found = terms("roles.yaml", "office", "public", "speech") | terms("occupations.yaml", "occupation")
    both = found | {plural(t) for t in found if not t.endswith(".")}
    return re.compile(rf"(?<!\w)(?<!\w-)(?:{alternatives(both)})(?![\w])", re.IGNORECASE)


@cache
def given_names() -> frozenset[str]:
    """Common given names, as printed."""
    return frozenset(str(row[0]) for row in entries("first_names.yaml")["given"])
