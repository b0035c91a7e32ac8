"""Plain sentences for facts, and the words for kinds, days and lengths in them."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.model import Ref, Value

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}
SENTENCES = {
    "organizer": "{o} is an organizer of {s}.",
    "participant": "{o} take part in {s}.",
    "employer": "{o} is the employer in {s}.",
    "target": "{s} is aimed at {o}.",
    "party": "{o} is a party to {s}.",
    "proposedBy": "{o} has made {s}.",
    "proposedTo": "{s} was put to {o}.",
    "place": "{s} takes place at {o}.",
    "affects": "{s} affects {o}.",
    "startDate": "{s} begins on {o}.",
    "endDate": "{s} ends on {o}.",
    "duration": "{s} lasts {o}.",
    "durationType": "{s} is open-ended.",
    "issue": "{s} is about {o}.",
    "partOf": "{s} is part of {o}.",
    "precededBy": "{s} comes after {o}.",
    "inSympathyWith": "{s} supports {o}.",
    "decidesOn": "{s} decides on {o}.",
    "resultsIn": "{s} ends in {o}.",
    "status": "{s} is {o}.",
}
PLANNED = {
    "takes place": "is to take place", "begins": "is to begin", "ends": "is to end", "lasts": "is to last",
    "take part": "are to take part", "affects": "is to affect", "decides": "is to decide",
}  # fmt: skip


def day_words(lexical: str) -> str:
    """2019-06-11 as June 11, 2019; 2018-12 as December 2018."""
    year, *rest = lexical.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{month} {int(rest[1])}, {year}" if len(rest) > 1 else f"{month} {year}"


def kind_words(kind: str) -> str:
    """StrikeAuthorizationVote as strike authorization vote."""
    return {"SitIn": "sit-in"}.get(kind) or re.sub(r"(?<!^)(?=[A-Z])", " ", kind).lower()


def object_words(draft: Draft, value: Ref | Value, labels: dict[Ref, str]) -> str:
    if isinstance(value, Value):
        if value.datatype != "duration":
            return day_words(value.lexical)
        match = re.fullmatch(r"PT?(\d+)([YMWDH])", value.lexical)
        unit = (
            "minute"
            if value.lexical.startswith("PT") and value.lexical.endswith("M")
            else UNITS[match[2]]
            if match
            else ""
        )
        return f"{match[1]} {unit}{'' if match[1] == '1' else 's'}" if match else value.lexical
    if value in draft.entities:
        return draft.entities[value].name
    if value.startswith("c:"):
        return re.sub(r"(?<!^)(?=[A-Z])", " ", value[2:]).lower()
    return labels.get(value, value.split(":", 1)[-1].replace("-", " "))


PAST = {
    "begins": "began", "ends on": "ended on", "ends in {o}": "ended in {o}", "lasts": "lasted",
    "takes place": "took place", "take part": "took part", "affects": "affected",
    "is an organizer": "was an organizer", "is the employer": "was the employer",
}  # fmt: skip


def phrases(draft: Draft) -> dict[Ref, str]:
    """What to call each action in a sentence: its label without the day, with the month where two would be alike."""
    short = {a.ref: re.sub(r", (?:[A-Z][a-z]+ )?\d{4}$", "", a.label) for a in draft.actions}
    out = {}
    for a in draft.actions:
        name = short[a.ref][:1].lower() + short[a.ref][1:]
        alike = [b for b in draft.actions if b.kind == a.kind and b.ref != a.ref]
        if alike and a.start is not None:
            name = f"{day_words(a.start[:7])} {name}"
        out[a.ref] = f"the {name}"
    return out


def without(phrase: str, name: str) -> str:
    """The phrase without a party that the sentence itself names: "the strike by X at Y" of X is "the strike at Y"."""
    words = f"{phrase} "
    for party in (f" by {name} ", f" at {name} "):
        while party in words:
            words = words.replace(party, " ")
    return words[:-1]


def sentence(
    draft: Draft,
    subject: Ref,
    predicate: str,
    value: Ref | Value,
    labels: dict[Ref, str],
    time: str = "now",
    words: str | None = None,
) -> str:
    """A plain sentence for a triple that reads alone, with names in place of pronouns.

    Args:
        labels: `phrases`; time: now, plan or past; words: what to call the object, if not by its name.
    """
    form = SENTENCES[predicate]
    for now, other in {"plan": PLANNED, "past": PAST}.get(time, {}).items():
        form = form.replace(now, other)
    if isinstance(value, Value) and value.datatype != "date":
        form = form.replace(" on {o}", " in {o}")
    what = words or object_words(draft, value, labels)
    parties = {"organizer", "employer", "participant", "proposedBy"}
    about = without(labels[subject], what) if predicate in parties else labels[subject]
    text = form.format(s=about, o=what)
    return text[:1].upper() + text[1:]
