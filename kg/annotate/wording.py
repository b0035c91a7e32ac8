"""Plain sentences for facts, and the words for kinds, days and lengths in them."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.model import Ref, Value

MONTHS = "January February March April May June July August September October November December".split()
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}
SENTENCES = {
    "organizer": "{o} leads {s}.",
    "participant": "{o} take part in {s}.",
    "employer": "{o} is the employer in {s}.",
    "target": "{s} is aimed at {o}.",
    "party": "{o} is a party to {s}.",
    "proposedBy": "{o} put forward {s}.",
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
    "takes place": "is to take place", "begins": "is to begin", "ends": "is to end", "lasts": "is to last", "leads": "is to lead",
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


def sentence(draft: Draft, subject: Ref, predicate: str, value: Ref | Value, labels: dict[Ref, str], plan: bool) -> str:
    """A plain sentence for a triple that reads alone, with names in place of pronouns."""
    form = SENTENCES[predicate]
    if plan:
        for now, later in PLANNED.items():
            form = form.replace(f" {now} ", f" {later} ")
    if isinstance(value, Value) and value.datatype != "date":
        form = form.replace(" on {o}", " in {o}")
    text = form.format(
        s="the " + labels[subject][:1].lower() + labels[subject][1:], o=object_words(draft, value, labels)
    )
    text = re.sub(
        r"(?<=\w )(?=(?:strike|rally|picket|walkout|lockout|negotiation|proposal) (?:by|of|at)\b)(?<!the )",
        "the ",
        text,
    )
    return text[:1].upper() + text[1:]
