"""The language model as it is run here: the same words, tags, trees and names as spaCy's own pipeline gives."""

import numpy as np
import pytest

from kg.annotate import encoder, steps
from kg.annotate.lexicons import load_lexicon
from kg.annotate.nlp import load, stock
from kg.annotate.steps import Ops, Words
from tests.annotate.test_attribution import STORY

TEXTS = (
    STORY,
    "",
    "\n\n",
    "I'm gonna go, and y'all ain't got ta. Let's say c'mon! 'Nuff said, I did.\n\nThere's been one strike.",
    "NEW YORK (AP) — Some 4,500 nurses of the New York State Nurses Association walked out on Jan. 12, 2026.\n\n"
    "“It gets worse,” said Nancy Hagans, its president, to the Mount Sinai Hospital in East Harlem.",
    "word " * 1500,
)
READ = ("ORTH", "TAG", "POS", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_TYPE", "ENT_IOB")


@pytest.fixture(scope="module")
def bare():
    nlp, _ = stock()
    nlp.add_pipe("kg_paragraphs", before="parser")
    return nlp


def test_same_as_stock(bare):
    nlp, _ = load()
    assert nlp.pipe_names == ["tok2vec", "tagger", "kg_paragraphs", "kg_parser", "kg_words", "kg_ner"]
    for theirs, ours in zip(bare.pipe(TEXTS), nlp.pipe(TEXTS), strict=True):
        assert ours.to_array(READ).tolist() == theirs.to_array(READ).tolist()
        assert np.allclose(ours.tensor, theirs.tensor, atol=1e-4)


def test_alone_or_with_others():
    nlp, _ = load()
    alone = [nlp(text) for text in TEXTS]
    for one, among in zip(alone, nlp.pipe(TEXTS), strict=True):
        assert one.tensor.tobytes() == among.tensor.tobytes()


def test_forgets_when_full(bare, monkeypatch):
    monkeypatch.setattr(encoder, "KEPT", 8)
    monkeypatch.setattr(steps, "KEPT", 8)
    small, words = encoder.Encoder(bare.get_pipe("tok2vec").model), Words(bare, "words")
    nlp, _ = load()
    for text in TEXTS[:1] + TEXTS[3:5] + TEXTS[:1]:
        doc = bare(text)
        assert small(doc).tobytes() == nlp(text).tensor.tobytes()
        lemmas = [token.lemma_ for token in doc]
        assert [token.lemma_ for token in words(bare(text))] == lemmas
        assert len(small.places) <= len(small.vectors)


def test_other_layers(bare):
    with pytest.raises(ValueError, match="other layers"):
        encoder.Encoder(bare.get_pipe("tok2vec").model.get_ref("embed").layers[3])


def test_other_patterns():
    nlp, _ = stock()
    nlp.get_pipe("attribute_ruler").add([[{"ORTH": "x"}]], {"POS": "NOUN"})
    with pytest.raises(ValueError, match="another kind"):
        Words(nlp, "words")
    steps.install(nlp)
    assert nlp.pipe_names == ["tok2vec", "tagger", "kg_parser", "attribute_ruler", "lemmatizer", "kg_ner"]


def test_products():
    chance = np.random.default_rng(5)
    x, y = (chance.standard_normal((rows, 96), dtype=np.float32) for rows in (40, 24))
    found = Ops().gemm(x, y, trans2=True)
    assert np.allclose(found, x @ y.T, atol=1e-4)
    assert Ops().gemm(x[7:9], y, trans2=True).tobytes() == found[7:9].tobytes()
    out = np.zeros((40, 24), np.float32)
    assert Ops().gemm(x, y, out=out, trans2=True) is out
    assert out.tobytes() == found.tobytes()
    wide = np.zeros((40, 48), np.float32)
    Ops().gemm(x, y, out=wide[:, ::2], trans2=True)
    assert wide[:, ::2].tobytes() == found.tobytes()
    assert not wide[:, 1::2].any()
    assert np.allclose(Ops().gemm(x, x, trans1=True), x.T @ x, atol=1e-4)


def test_words_that_the_model_mistakes():
    nlp, _ = load()
    entries = load_lexicon("readings.yaml")["words"]
    for entry, doc in zip(entries, nlp.pipe(e["example"] for e in entries), strict=True):
        (token,) = (t for t in doc if t.text == entry["word"])
        assert (token.tag_[:2], token.dep_) == ("NN", "nsubj"), entry
