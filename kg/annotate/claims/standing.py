"""What a text says in passing of people, groups and documents: who employs them, who issued them."""

from __future__ import annotations

import re

from kg.annotate.base import Draft, Fact
from kg.annotate.claims.modality import words
from kg.annotate.claims.text import name_of, wordings

ARTICLES = {"a", "an", "the", "one"}
AN = re.compile(r"(?!uni|use|usu|eu|one)[aeiou]|hono|hour|heir", re.IGNORECASE)  # letters that "an" stands before


def standing(draft: Draft) -> list[Fact]:
    """What the text says of people, groups and documents: who employs them, who issued them."""
    facts = []
    for p in draft.positions:
        body = draft.entities.get(p.organization or "")
        if body is not None and body.kind == "Employer" and p.person in draft.entities and p.standing == "current":
            name = draft.entities[p.person].name
            text = wordings()["position"].format(person=name, role=holder(p.role), organization=body.name)
            facts.append(Fact(p.person, "employedBy", body.ref, p.span, text, rule=p.rule, confidence=p.confidence))
    for e in draft.entities.values():
        if e.kind != "Collective" or not e.employer:
            continue
        spans = sorted(m.span for m in draft.mentions if m.target == e.ref and m.kind != "pronoun")
        if spans and draft.entities[e.employer].kind == "Employer":
            text = wordings()["employed"].format(group=e.name, employer=draft.entities[e.employer].name)
            facts.append(Fact(e.ref, "employedBy", e.employer, spans[0], text, rule=e.rule, confidence=e.confidence))
    for d in draft.documents:
        for issuer in d.issuers:
            name = name_of(draft, issuer)[0]
            if name and d.spans:
                text = wordings()["document"].format(issuer=name, document=d.label)
                facts.append(
                    Fact(d.ref, "wasAttributedTo", issuer, d.spans[0], text, rule=d.rule, confidence=d.confidence)
                )
    return facts


def holder(role: str) -> str:
    """A role as the predicate of "Ann Lee is ...": an office stands without an article ("president"), another role
    has one ("a therapist", "an organizer")."""
    plain = role.lower().replace("-", " ").split()
    if not plain or set(plain) & words()["offices"] or plain[0] in ARTICLES:
        return role
    return f"{'an' if AN.match(plain[0]) else 'a'} {role}"
