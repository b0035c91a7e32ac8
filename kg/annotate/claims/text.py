"""Sentences that read alone: a clause in its own words, with what its references stand for in square brackets."""

from __future__ import annotations

import re
from functools import cache

from kg.annotate.base import Draft
from kg.annotate.claims.modality import requested, words
from kg.annotate.claims.propositions import Proposition, first_noun
from kg.annotate.lexicons import load_lexicon
from kg.annotate.referents import FIRST_PERSON
from kg.annotate.spokespeople import roles, speaks_for
from kg.model import Mention, Ref, Span, Statement, TimeExpression

QUOTES = {"“", '"', "‘", "'"}
SINGULAR = {"i", "me", "my", "mine", "myself"}
CLITIC = re.compile(r"[’'](?:s|ve|re|ll|m|d)?\b", re.IGNORECASE)
EXPANDED = {"ve": "have", "re": "are", "ll": "will", "m": "am"}  # contractions with one reading
SURE = {"pronoun": 0.75, "nominal": 0.7}  # how sure a mention must be for its text to be explained
RELATIVE = {"who", "whom", "whose", "which", "that"}
NOMINAL = {"DET", "NOUN", "PROPN", "NUM", "ADJ", "PRON"}  # what a phrase that can be spoken of begins with
STOPS = re.compile(r"\.\.+$")
STOP_QUOTED = re.compile(r"[.,]”$")
SHORTEST = 8  # characters of a claim's text, as the shapes ask


@cache
def wordings() -> dict[str, str]:
    """The templates of claim_texts.yaml."""

    data = load_lexicon("claim_texts.yaml")
    return {key: item["text"] for key, item in data.items()}


def sentence(text: str) -> str:
    """With a capital at the head and one mark at the end."""
    text = STOPS.sub(".", " ".join(text.split()).strip(" ,;:—–-"))
    text = STOP_QUOTED.sub("”", text)
    text = text if text.endswith(("?", "!", ".", ".”")) else text + "."
    if text.count("“") > text.count("”"):  # a quotation that the clause cuts off
        text += "”"
    elif text.count('"') % 2:
        text += '"'
    return text[:1].upper() + text[1:]


def clause_text(draft: Draft, statement: Statement, clause: Proposition) -> str:
    """The clause as a sentence that reads alone."""
    body = " ".join(glossed(draft, statement, span) for span in clause.spans)
    shared = glossed(draft, statement, clause.shared) if clause.shared else ""
    if shared:
        body = f"{shared} {body}"
    elif clause.verb is None:
        body = completed(draft, statement, clause, body)
    text = sentence(body)
    return text if len(text) >= SHORTEST else fragment(draft, statement, clause, body)


def fragment(draft: Draft, statement: Statement, clause: Proposition, body: str) -> str:
    """Words that are no sentence: those of a quotation as such, others with the sentence that they stand in."""
    if statement.mode == "direct" and statement.speakers:
        name = speaker(draft, statement)
        said = " ".join(draft.words(s) for s in clause.spans).strip(" ,")
        said = said.replace("“", "‘").replace("”", "’")
        return sentence(
            wordings()["says_plural" if several(draft, statement) else "says"].format(speaker=name, content=said)
        )
    first = draft.sentence(clause.spans[0].start)
    words = first.text.strip()
    return sentence(words if len(words) >= SHORTEST else f"The article says: {body}")


def completed(draft: Draft, statement: Statement, clause: Proposition, body: str) -> str:
    """A content without a finite verb, made a sentence by what its cue says of it."""
    cue = statement.cue_lemma or ""
    parts = split_infinitive(draft, statement, clause)
    if parts is not None and (requested(statement) or cue == "tell"):
        return wordings()["request"].format(subject=parts[0], predicate=parts[1].removeprefix("to "))
    if parts is not None and cue in words()["expectation_cues"]:
        return wordings()["expected"].format(subject=parts[0], predicate=parts[1])
    judged = judgment(draft, statement, clause) if cue in words()["judgment_cues"] else None
    if judged is not None:
        return wordings()["called" if judged[2] else "called_plural"].format(subject=judged[0], predicate=judged[1])
    if not statement.speakers:
        return body
    if clause.spans[0] != statement.content[0]:
        return fragment(draft, statement, clause, body)
    if reporting(draft, statement):
        assert statement.cue is not None
        return f"{speaker(draft, statement)} {draft.words(statement.cue)} {body}"
    first = draft.tokens(statement.content[0])[0]
    if first.pos_ not in NOMINAL or statement.mode != "indirect" or first.lower_ in {"that", "this", "it"}:
        return fragment(draft, statement, clause, body)
    if first.pos_ != "PROPN" and not first.text.isupper():
        body = body[:1].lower() + body[1:]
    key = "topic_plural" if several(draft, statement) else "topic"
    return wordings()[key].format(speaker=speaker(draft, statement), content=body.rstrip(".,"))


def several(draft: Draft, statement: Statement) -> bool:
    """Whether the speakers take a verb in the plural."""
    return len(statement.speakers) > 1 or draft.entities[statement.speakers[0]].kind == "Collective"


def reporting(draft: Draft, statement: Statement) -> bool:
    """Whether the cue is a finite verb that the content is the object of ("demanded a raise", "offered to mediate")."""
    if statement.cue is None or statement.cue.start > statement.content[0].start or statement.mode == "direct":
        return False
    cue = draft.tokens(statement.cue)
    return any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in cue) and statement.cue_lemma not in words()["judgment_cues"]


def judgment(draft: Draft, statement: Statement, clause: Proposition) -> tuple[str, str, bool] | None:
    """Subject and judgment of "the move “disappointing”", and whether the subject is one; None without a subject."""
    first = clause.spans[0]
    head = first_noun(draft, first)
    if head is None or any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in draft.tokens(first) if t.i > head.i):
        return None
    ends = [t for t in head.subtree if first.holds(Span(t.idx, t.idx + len(t)))]
    marks = [t.i for t in ends if t.text in QUOTES and t.i > head.i]
    ends = [t for t in ends if not marks or t.i < marks[0]]
    whole = len(clause.spans) > 1 and not marks
    subject = first if whole else Span(first.start, ends[-1].idx + len(ends[-1]))
    rest = [s for s in (Span(subject.end, first.end), *clause.spans[1:]) if draft.words(s).strip(" ,")]
    if not rest:
        return None
    predicate = " ".join(glossed(draft, statement, s).strip(" ,") for s in rest)
    predicate = STOP_QUOTED.sub("”", predicate.removeprefix("as ")).rstrip(".,")
    return glossed(draft, statement, subject), predicate, head.tag_ not in {"NNS", "NNPS"}


def split_infinitive(draft: Draft, statement: Statement, clause: Proposition) -> tuple[str, str] | None:
    """Subject and infinitive of "its clinicians to reconsider", or None."""
    first = clause.spans[0]
    view = draft.view
    for i in range(*view.range(first.start, first.end)):
        if view.lower[i] == "to" and view.dep[i] == "aux" and view.start[i] > first.start:
            token, before = draft.doc[i], draft.doc[i - 1]
            negative = before.lower_ == "not"
            before = before.nbor(-1) if negative and before.i > 0 else before
            subject = Span(first.start, before.idx + len(before))
            rest = [Span(token.idx, first.end), *clause.spans[1:]]
            if subject.start < subject.end and token.idx < first.end:
                verb = " ".join(glossed(draft, statement, s) for s in rest).rstrip(".,")
                return glossed(draft, statement, subject), verb.replace("to ", "not ", 1) if negative else verb
    return None


def speaker(draft: Draft, statement: Statement) -> str:
    """Names of the speakers, or the words that name the source."""
    names = [draft.entities[s].name for s in statement.speakers if s in draft.entities]
    if names:
        return " and ".join(names)
    return draft.words(statement.source) if statement.source else "The source"


def glossed(draft: Draft, statement: Statement, span: Span) -> str:
    """The words of a span, with names and dates in square brackets after what refers to them."""
    notes: list[tuple[int, str]] = []
    seen: list[Mention] = []
    for mention in draft.mentions_in(span):
        around = [m for m in seen if m.span.holds(mention.span)]
        idle = any(m.target == mention.target or second(mention, m) for m in around)
        note = "" if idle else gloss(draft, statement, mention)
        seen.append(mention)
        if note and not any(end == mention.span.end for end, _ in notes):
            notes.append((mention.span.end, note))
    for expression in draft.times:
        for where in expression.spans:
            if span.holds(where) and (date := dated(draft.words(where), expression)):
                notes.append((where.end, date))
    said, at = "", span.start
    for end, note in sorted(set(notes)):
        clitic = CLITIC.match(draft.text, end, span.end)
        if end > span.end or end < at or f"[{note}]" in said:
            continue
        if clitic is None:
            said += f"{draft.text[at:end]} [{note}]"
            at = end
        elif clitic.group()[1:].lower() in EXPANDED:
            said += f"{draft.text[at:end]} [{note}] {EXPANDED[clitic.group()[1:].lower()]}"
            at = clitic.end()
        elif draft.tokens(Span(*clitic.span()))[0].tag_ == "POS":
            said += f"{draft.text[at : clitic.end()]} [{note}]"
            at = clitic.end()
    return said + draft.text[at : span.end]


def second(mention: Mention, around: Mention) -> bool:
    """Whether a pronoun stands inside another mention and not at its head ("children and their parents")."""
    return mention.kind == "pronoun" and mention.span.start > around.span.start


def gloss(draft: Draft, statement: Statement, mention: Mention) -> str:
    """What the words of a mention stand for, or "" where they say it themselves."""
    said = draft.words(mention.span)
    lower = said.lower()
    if mention.target is None or lower in RELATIVE:
        return ""
    if lower in FIRST_PERSON:
        return first_person(draft, statement, mention.target, lower)
    if mention.target.startswith("i:"):
        return mention.target[2:].replace("-", " ") if mention.rule == "issues.back" else ""
    if mention.kind == "name" or mention.confidence < SURE[mention.kind]:
        return ""
    name, named = name_of(draft, mention.target)
    if not name or name.lower() in lower or (lower in name.lower() and mention.kind != "pronoun"):
        return ""
    if mention.target.startswith("a:") and mention.kind != "pronoun":
        return ""
    return name if named or mention.kind == "pronoun" else ""


def first_person(draft: Draft, statement: Statement, target: Ref, pronoun: str) -> str:
    """Who "I" and "we" are: "we" is an organization only where the speaker's role speaks for it."""
    speakers = statement.speakers
    person = target if target in speakers or len(speakers) != 1 else speakers[0]
    entity = draft.entities.get(person)
    if entity is None:
        return ""
    if pronoun in SINGULAR or entity.kind != "Person":
        return entity.name
    body = draft.entities.get(speaks_for(draft, person) or "")
    if body is not None:
        return body.name
    described = set(entity.name.lower().replace("-", " ").split())
    if not entity.named and target != person and described & roles()["spokespeople"]:  # "a hospital spokesperson"
        return name_of(draft, target)[0]
    return f"{entity.name} and others"


def name_of(draft: Draft, ref: Ref) -> tuple[str, bool]:
    """The name of an entity or the label of an action, and whether it is a proper name."""
    entity = draft.entities.get(ref)
    if entity is not None:
        return entity.name, entity.named
    return next(((a.label, False) for a in draft.actions if a.ref == ref), ("", False))


def dated(said: str, time: TimeExpression) -> str:
    """The calendar value of a time, unless the words give it in full or it has none."""
    if time.alternatives:
        return ""
    if time.value:
        return "" if time.value[:4] in said and time.precision in {"year", "month", "day"} else time.value
    if time.begin and time.end:
        return f"{time.begin} to {time.end}"
    if time.begin or time.end:
        return f"from {time.begin}" if time.begin else f"until {time.end}"
    return ""
