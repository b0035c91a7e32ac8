"""A draft made by hand: real parse, with entities, mentions and statements put in by their words."""

from kg.annotate.base import Draft
from kg.annotate.nlp import load
from kg.model import Action, Article, Entity, Mention, Span, Statement


class Story:
    """Builds a draft step by step; words are found by their nth occurrence."""

    def __init__(self, text: str) -> None:
        self.draft = Draft(Article(text, published="2024-05-06"), load()[0](text))
        self.draft.structure.paragraphs.append(Span(0, len(text)))

    def span(self, words: str, nth: int = 1) -> Span:
        at = -1
        for _ in range(nth):
            at = self.draft.text.index(words, at + 1)
        return Span(at, at + len(words))

    def entity(self, name: str, kind: str = "Employer", *, key: str = "", **more: object) -> str:
        ref = f"e:{key or name}"
        self.draft.entities[ref] = Entity(ref, kind, name, **more)
        return ref

    def action(self, label: str, kind: str = "Strike") -> str:
        self.draft.actions.append(Action(f"a:{label}", kind, label, ()))
        return f"a:{label}"

    def mention(self, words: str, target: str | None, kind: str = "name", nth: int = 1) -> Mention:
        found = Mention(self.span(words, nth), target, kind, "test")
        self.draft.mentions.append(found)
        return found

    def statement(self, *content: str, cue: str | None = "said", lemma: str = "say", **more: object) -> Statement:
        spans = tuple(self.span(c) for c in content)
        made = Statement(
            key=f"s{len(self.draft.statements)}",
            mode=more.pop("mode", "indirect"),
            content=spans,
            cue=self.span(cue) if cue else None,
            cue_lemma=lemma if cue else None,
            **more,
        )
        self.draft.statements.append(made)
        return made
