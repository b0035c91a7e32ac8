"""The room of the attribution tagger: word pieces, windows, decoding, and a model that is missing or broken."""

import json
import shutil

import numpy as np
import pytest
from spacy import blank

from kg.annotate import annotators
from kg.annotate.attribution import with_model
from kg.annotate.attribution.decode import Reading, Thresholds, cues, decode, runs, whole
from kg.annotate.attribution.pieces import Pieces
from kg.annotate.attribution.tagger import MODEL, Item, Tagger, bucket, groups, load, surroundings
from kg.annotate.attribution.windows import SIZE, Window, letter_case, scope, windows
from kg.annotate.base import Draft
from kg.annotate.nlp import load as nlp
from kg.errors import ModelError
from kg.model import Article, Span

STORY = (
    "“We are tired,” said Orla Finn, a porter at the Hallow clinic. “We want a contract.”\n\n"
    "The clinic, which opened in 1974, has 212 beds.\n\n"
    "Her manager denied that shifts had been cut, and the council said it would look into the matter."
)


@pytest.fixture(scope="module")
def pieces():
    return Pieces(MODEL / "vocabulary.txt")


# as the package tokenizers splits them with the same vocabulary
@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Strike", ["strike"]),
        ("mediators", ["media", "##tors"]),
        ("don’t", ["don", "’", "t"]),
        ("naïve", ["naive"]),
        ("“", ["“"]),
        ("€5", ["€", "##5"]),
        ("北京", ["北", "京"]),
        ("😀", ["[UNK]"]),
        ("x" * 101, ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
    ],
)
def test_words_are_cut_into_pieces(pieces, word, parts):
    names = {number: piece for piece, number in pieces.ids.items()}
    assert [names[i] for i in pieces.of(word)] == parts


def test_a_file_that_is_no_vocabulary_is_named(tmp_path):
    (tmp_path / "words.txt").write_text("a\nb\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"words\.txt: no vocabulary"):
        Pieces(tmp_path / "words.txt")


def test_windows_hold_whole_paragraphs_with_the_words_of_the_text(pieces):
    (window,) = windows(STORY, pieces)
    assert [STORY[a:b] for a, b in window.words[:6]] == ["“", "We", "are", "tired", ",", "”"]
    assert sorted(set(window.paragraphs)) == [0, 1, 2]
    assert len(window.pieces) == len(window.features)
    # quoted words have another feature than the same words outside
    assert [window.features[window.firsts[i]] for i in (1, 2, 7)] == [8, 7, 3]


def test_long_text_is_cut_behind_sentences(pieces):
    text = "The strike at the mill began before dawn and went on. " * 60
    found = windows(text, pieces)
    assert len(found) > 1
    assert all(len(w.pieces) <= SIZE for w in found)
    assert all(text[w.words[-1][0]] == "." for w in found)
    assert sum(len(w.words) for w in found) == 60 * 12


def test_no_text_has_no_window(pieces):
    assert windows("", pieces) == []


@pytest.mark.parametrize(("word", "kind"), [("12", 0), ("a", 1), ("Orla", 2), ("NUHW", 3), ("iPhone", 4), ("I", 2)])
def test_letter_case(word, kind):
    assert letter_case(word) == kind


def laid_out(*lengths, leads=()):
    numbers = [n for n, length in enumerate(lengths) for _ in range(length)]
    return Window([], words=[(i, i + 1) for i in range(len(numbers))], paragraphs=numbers, leads=set(leads))


def test_the_scope_of_a_cue_is_its_paragraph():
    assert scope(laid_out(30, 40, 30), 50, 51) == (30, 70)


def test_a_short_paragraph_is_read_with_the_one_before_and_a_lead_with_the_next():
    assert scope(laid_out(30, 10, 30), 35, 36) == (0, 40)
    assert scope(laid_out(30, 30, 30, leads=[1]), 35, 36) == (30, 90)


def test_the_scope_reaches_no_further_than_a_hundred_words():
    assert scope(laid_out(400), 200, 202) == (100, 302)


def test_cues_are_runs_and_a_beginning_starts_a_new_one():
    chances = np.array([[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.2, 0.1, 0.7], [0.3, 0.6, 0.1], [1, 0, 0]], np.float32)
    assert [(a, b) for a, b, _ in cues(chances, 0.5)] == [(1, 3), (3, 4)]


def test_runs_of_a_label():
    assert runs([2, 2, 0, 2], 2) == [(0, 2), (3, 4)]


def test_small_holes_in_content_are_filled():
    stops = [False] * 40
    assert whole([(0, 9), (11, 20)], [(25, 26)], stops) == [(0, 20)]
    assert whole([(0, 9), (12, 20)], [(25, 26)], stops) == [(0, 9), (12, 20)]
    assert whole([(0, 9), (11, 20)], [(9, 10)], stops) == [(0, 9), (11, 20)]
    assert whole([(0, 9), (11, 20)], [], [i == 10 for i in range(40)]) == [(0, 9), (11, 20)]


def read_as(text, labels, cue, valid=0.9):
    at = [(m, m + len(w)) for m, w in ((text.index(w), w) for w in text.split())]
    window = Window([], words=at, paragraphs=[0] * len(at))
    scores = np.full((len(at), 3), -5, np.float32)
    scores[range(len(at)), labels] = -0.01
    return Reading(window, cue, cue + 1, 0.9, valid, 0.2, 0, scores)


def test_decoding_gives_spans_of_source_cue_and_content():
    text = "Orla said shifts were cut"
    (found,) = decode(text, [read_as(text, [1, 0, 2, 2, 2], 1)], Thresholds())
    assert (found.source, found.cue, found.content) == (Span(0, 4), Span(5, 9), (Span(10, 25),))


def test_what_is_rejected_or_without_content_is_no_attribution():
    text = "Orla said shifts were cut"
    unsure, empty = read_as(text, [1, 0, 2, 2, 2], 1, valid=0.01), read_as(text, [1, 0, 0, 0, 0], 1)
    assert decode(text, [unsure, empty], Thresholds()) == []


def test_stray_words_of_another_paragraph_are_no_content():
    text = "Nobody came Orla said shifts were cut"
    reading = read_as(text, [0, 2, 1, 0, 2, 2, 2], 3)
    assert [len(a.content) for a in decode(text, [reading], Thresholds())] == [2]
    reading.window.paragraphs[:2] = [7, 7]
    assert [a.content for a in decode(text, [reading], Thresholds())] == [(Span(22, 37),)]


def test_of_two_readings_of_one_content_the_surer_stays():
    text = "Orla said shifts were cut"
    twins = [read_as(text, [1, 0, 2, 2, 2], 1, valid) for valid in (0.7, 0.95)]
    (found,) = decode(text, twins, Thresholds())
    assert found.score == round((0.9 * 0.95) ** 0.5, 3)


def test_distances_have_a_bucket_each_and_far_ones_share():
    assert bucket(np.array([-100, -8, -1, 0, 1, 8, 9, 100])).tolist() == [0, 12, 19, 20, 21, 28, 29, 40]


def test_groups_are_padded_alike():
    (group,) = groups([Item(0, 5, 1, 2), Item(3, 6, 3, 4)])
    around = surroundings(group)
    assert around["valid"].sum(1).tolist() == [3, 5]
    assert around["distances"].tolist() == [[20, 21, 22, 0, 0], [19, 20, 21, 22, 23]]


def test_a_text_is_read_the_same_again_and_wherever_it_stands():
    tagger = load()
    assert tagger.find(STORY) == Tagger(MODEL).find(STORY)


def test_the_tagger_finds_who_said_what():
    found = load().find(STORY)
    said = {STORY[a.cue.start : a.cue.end]: a for a in found}
    assert STORY[said["denied"].source.start : said["denied"].source.end] == "Her manager"
    assert STORY[said["denied"].content[0].start : said["denied"].content[-1].end] == "that shifts had been cut"


@pytest.mark.parametrize(("card", "leads"), [({}, False), ({"leads": False}, False), ({"leads": True}, True)])
def test_the_card_tells_whether_a_model_leads(tmp_path, card, leads):
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    (folder / "card.json").write_text(json.dumps(json.loads((MODEL / "card.json").read_text()) | card))
    draft = Draft(Article(STORY), blank("en")(STORY))
    with_model(folder).run(draft)
    assert draft.leads is leads
    assert draft.attributions == load().find(STORY)


@pytest.mark.parametrize(("leads", "read"), [(False, ["want"]), (True, ["told", "denied", "want"])])
def test_cues_that_the_rules_have_read_or_that_are_quoted_are_not_read_again(tmp_path, leads, read):
    text = "“My boss told us we were late,” Orla Finn said. She denied that shifts were cut. Porters want a contract."
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    (folder / "card.json").write_text(json.dumps(json.loads((MODEL / "card.json").read_text()) | {"leads": leads}))
    draft = Draft(Article(text), nlp()[0](text))
    for step in annotators(folder):
        step.run(draft)
        if step.name == "attribution":
            break
    cues_read = [draft.words(a.cue) for a in draft.attributions]
    assert [c for c in cues_read if c in ("told", "denied", "want")] == read


@pytest.mark.parametrize("name", ["card.json", "encoder.onnx", "vocabulary.txt"])
def test_a_missing_file_of_a_model_is_named(tmp_path, name):
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        Tagger(folder)


def test_a_harmed_file_of_a_model_is_named(tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    with (folder / "reader.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match=r"reader\.onnx: the file is not the one"):
        Tagger(folder)


@pytest.mark.parametrize("change", [{"format": 99}, {"thresholds": {"no": 1}}, {"calibration": 3}, {"files": None}])
def test_a_broken_card_is_named(tmp_path, change):
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    card = json.loads((folder / "card.json").read_text())
    (folder / "card.json").write_text(json.dumps(card | change))
    with pytest.raises(ModelError, match="model"):
        Tagger(folder)
