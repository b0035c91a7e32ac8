"""What an action is about, where a note corrects that: "The protest was over pay, not heat"."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.corrections.pairs import contrast
from kg.annotate.corrections.work import Work
from kg.annotate.events.wording import phrases, sentence
from kg.model import Mention


def causes(work: Work) -> None:
    """Take back the issues of actions that a note says are wrong, where it gives the right one."""
    draft, note = work.draft, work.note.span
    told = [m for m in draft.mentions_in(note) if m.target is not None and m.target.startswith("i:")]
    wrong = [m for m in told if side(work, m) == "wrong"]
    right = [m for m in told if side(work, m) == "right"]
    gone, new = {m.target for m in wrong}, {m.target for m in right}
    if not gone or not new or gone & new:
        return
    actions = {a.ref for a in draft.actions}
    taken = work.take_back(lambda c: c.predicate == "issue" and c.subject in actions and c.object in gone)
    labels = phrases(draft)
    for subject in dict.fromkeys(c.subject for c in taken if c.subject is not None):
        model = next(c for c in taken if c.subject == subject)
        work.wrong(wrong[0].span, replace(model, text=f"It is not so: {model.text}"))
        for issue in dict.fromkeys(m.target for m in right if m.target is not None):
            text = sentence(draft, subject, "issue", issue, labels)
            work.right_at(right[0].span, replace(model, text=text, object=issue))


def side(work: Work, mention: Mention) -> str | None:
    """The role of the part that a mention stands in; behind "not" it is the wrong one."""
    draft = work.draft
    part = next((p for p in work.parts if p.words.holds(mention.span)), None)
    if part is None:
        return None
    if contrast().search(draft.text[part.sentence.start : mention.span.start]):
        return "wrong"
    return part.role
