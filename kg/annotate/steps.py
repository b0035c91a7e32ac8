"""Components of the language model as they are run here: with the results of spaCy's own, at a fraction of their time.

The transitions of the parser and of the entity recognizer are taken with the interpreter's lock held: spaCy releases
it, and then takes it again for every look at a state. What attribute ruler and lemmatizer say of a word depends on
little, and is looked up; morphological features, which nothing here reads, are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens._retokenize import set_token_attrs
from thinc.api import Model, NumpyOps

from kg.annotate.encoder import Encoder
from kg.annotate.network import Graph, session

Traits = dict[str, Any]
Pattern = list[tuple[str, Callable[[Any, Any], bool], Any]]  # a trait, its test, and what that is held against
KNOWN = {"LOWER", "TAG", "DEP", "IS_SPACE"}
TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "IN": lambda value, of: value in of,
    "NOT_IN": lambda value, of: value not in of,
    "REGEX": lambda value, of: re.search(of, value) is not None,
}
SET = [TAG, POS, LEMMA, DEP]
TOGETHER = 12_000  # words of documents of like length that are parsed side by side; each takes 4 kB
KEPT = 50_000  # words, each with a tag and a relation, of which the outcome is kept


def encoded(model: Model[Any, Any]) -> Model[Any, Any]:
    """An encoder of spaCy, run by `Encoder`."""
    encoder = Encoder(model)
    return Model(
        "kg_encoder", lambda _, docs, is_train: ([encoder(doc) for doc in docs], None), dims={"nO": encoder.width}
    )


class Ops(NumpyOps):  # type: ignore[misc]
    """spaCy's operations, with products of matrices by onnxruntime."""

    name = "kg"

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices; one row does not depend on which others there are."""
        if trans1 or not trans2:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        product = _product(x.shape[1], y.shape[0])
        if out is None or not out.flags.c_contiguous:
            (found,) = product.run(None, {"x": x, "y": y})
            if out is None:
                return found
            out[:] = found
            return out
        bound = product.io_binding()  # writes to where it is wanted, not elsewhere and then there
        bound.bind_cpu_input("x", np.ascontiguousarray(x))
        bound.bind_cpu_input("y", np.ascontiguousarray(y))
        bound.bind_output("product", "cpu", 0, np.float32, out.shape, out.ctypes.data)
        product.run_with_iobinding(bound)
        return out


@cache
def _product(inner: int, width: int) -> Any:
    """A session that gives x times the transpose of y."""
    graph = Graph()
    graph.node("Gemm", ["x", "y"], "product", transB=1)
    return session(graph.model({"x": inner, "y": inner}, {"product": width}))


def _linear(layer: Any) -> Any:
    """A session that runs a linear layer."""
    graph = Graph()
    given = [graph.array(name, layer.get_param(name)) for name in ("W", "b")]
    graph.node("Gemm", ["x", *given], "scores", transB=1)
    return session(graph.model({"x": layer.get_dim("nI")}, {"scores": layer.get_dim("nO")}))


@Language.factory("kg_transitions", default_config={"of": "parser"})
class Transitions:
    """The greedy parser or entity recognizer that the pipeline has under the name `of`."""

    def __init__(self, nlp: Language, name: str, of: str) -> None:
        self.parser = _pipe(nlp, of)
        ops = Ops()
        model = self.parser.model
        for layer in model.walk():
            layer.ops = ops
        # None where a step does more than this layer
        plain = model.attrs["has_upper"] and not model.attrs["unseen_classes"]
        self.upper: Any = _linear(model.get_ref("upper")) if plain else None

    def __call__(self, doc: Doc) -> Doc:
        self._parse([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        """The documents, parsed, in the same order."""
        waiting = iter(docs)
        while batch := list(islice(waiting, batch_size)):
            together: list[Doc] = []
            for doc in sorted(batch, key=len):
                if together and sum(map(len, together)) + len(doc) > TOGETHER:
                    self._parse(together)
                    together = []
                together.append(doc)
            self._parse(together)
            yield from batch

    def _parse(self, docs: list[Doc]) -> None:
        parser = self.parser
        states = parser.moves.init_batch(docs)
        left = [state for state in states if not state.is_final()]
        if left:
            model = parser.model.predict(docs)
            scores = self._scores(model) if self.upper else model.predict
            while left:
                left = parser.transition_states(left, scores(left))
        parser.set_annotations(docs, states)

    def _scores(self, model: Any) -> Callable[[Any], Any]:
        """States -> the scores of their transitions, as the step model of these documents gives them."""
        tokens, hidden, run = model.get_token_ids, model.state2vec.predict, self.upper.run
        return lambda states: run(None, {"x": hidden(tokens(states))})[0]


@Language.factory("kg_words")
class Words:
    """The attribute ruler, and then the lemmatizer, of the pipeline: part of speech and lemma of each word.

    Raises:
        ValueError: the ruler looks at more than a word and the next, or at more than is known here.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.ruler = _pipe(nlp, "attribute_ruler")
        self.lemmatizer = _pipe(nlp, "lemmatizer")
        index = self.lemmatizer.lookups.get_table("lemma_index", {})
        for kind, lemmas in list(index.items()):
            index[kind] = frozenset(lemmas)  # asked for members, of which a list has thousands
        self.single: defaultdict[str, list[tuple[int, Pattern]]] = defaultdict(list)  # by the word or tag they want
        self.pairs: list[tuple[int, Pattern, Pattern]] = []
        for number, entry in enumerate(self.ruler.patterns):
            for pattern in entry["patterns"]:
                if len(pattern) > 2 or not KNOWN.issuperset(name for traits in pattern for name in traits):
                    raise ValueError(f"a pattern of another kind: {pattern}")
                if len(pattern) == 2:
                    self.pairs.append((number, _tests(pattern[0]), _tests(pattern[1])))
                else:
                    wanted = (pattern[0].get(name, "") for name in ("LOWER", "TAG"))
                    key = next((w for w in wanted if w and isinstance(w, str)), "")
                    self.single[key].append((number, _tests(pattern[0])))
        self.places: dict[bytes, int] = {}
        self.found = np.zeros((KEPT, 5), np.uint64)  # the values of SET, and whether a pair may begin here

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        given = np.ascontiguousarray(doc.to_array(["ORTH", "TAG", "DEP"]))
        keys: list[bytes] = given.view(f"V{given.itemsize * 3}").ravel().tolist()
        places = self.places
        new = {key: i for i, key in enumerate(keys) if key not in places}
        if len(places) + len(new) > len(self.found):
            places.clear()
            new = {key: i for i, key in enumerate(keys)}
            if len(new) > len(self.found):
                self.found = np.zeros((len(new), 5), np.uint64)
        strings = doc.vocab.strings

        def traits(i: int) -> Traits:
            tag, relation = (strings[int(given[i, column])] for column in (1, 2))
            return {"LOWER": doc[i].lower_, "TAG": tag, "DEP": relation, "IS_SPACE": doc[i].is_space}

        for key, i in new.items():
            here = traits(i)
            begins = any(_fits(first, here) for _, first, _ in self.pairs)
            self.found[len(places)] = (*self._outcome(doc[i], here), begins)
            places[key] = len(places)
        found = self.found[[places[key] for key in keys]]
        paired: dict[int, list[int]] = {}
        for i in np.flatnonzero(found[:-1, 4]).tolist():
            here, after = traits(i), traits(i + 1)
            for number, first, second in self.pairs:
                if _fits(first, here) and _fits(second, after):
                    paired.setdefault(i + self.ruler.indices[number], []).append(number)
        for i, numbers in paired.items():
            found[i, :4] = self._outcome(doc[i], traits(i), numbers)
        doc.from_array(SET, found[:, :4])  # type: ignore[arg-type]
        return doc

    def _outcome(self, token: Token, traits: Traits, paired: Sequence[int] = ()) -> list[int]:
        """The values of SET for a token: those of the patterns that fit, the last first, and the lemma of the rules."""
        wanted = ("", traits["LOWER"], traits["TAG"])
        numbers = {n for key in wanted for n, pattern in self.single.get(key, ()) if _fits(pattern, traits)}
        strings = token.vocab.strings
        values = {TAG: strings[traits["TAG"]], POS: 0, LEMMA: 0, DEP: strings[traits["DEP"]], MORPH: 0}
        for number in sorted({*numbers, *paired}):
            values |= self.ruler.attrs[number]
        set_token_attrs(token, values)
        if not token.lemma:
            token.lemma_ = self.lemmatizer.lemmatize(token)[0]
        return [token.tag, token.pos, token.lemma, token.dep]


def _pipe(nlp: Language, name: str) -> Any:
    """A component; spaCy says of its type only that it can be called."""
    return nlp.get_pipe(name)


def _tests(wanted: Traits) -> Pattern:
    found: Pattern = []
    for name, value in wanted.items():
        tests = value if isinstance(value, dict) else {"IN": [value]}
        found += [(name, TESTS[test], of) for test, of in tests.items()]
    return found


def _fits(pattern: Pattern, traits: Traits) -> bool:
    return all(test(traits[name], of) for name, test, of in pattern)


def install(nlp: Language) -> None:
    """Puts these components in the places of those of a pipeline; what is built in another way stays."""
    for name in ("tok2vec", "ner"):
        pipe = _pipe(nlp, name)
        with suppress(ValueError):
            if name == "tok2vec":
                pipe.model = encoded(pipe.model)
            else:
                layers = pipe.model.get_ref("tok2vec").layers
                layers[0] = encoded(layers[0])
    with suppress(ValueError):
        nlp.add_pipe("kg_words", after="lemmatizer")
        nlp.remove_pipe("attribute_ruler")
        nlp.remove_pipe("lemmatizer")
    for name in ("parser", "ner"):
        pipe = _pipe(nlp, name)
        if pipe.cfg["beam_width"] == 1:
            nlp.add_pipe("kg_transitions", f"kg_{name}", after=name, config={"of": name})
            nlp.remove_pipe(name)
