"""Marked stories are read as spans of their plain text; what is not well formed is named."""

import json

import pytest

from kg.errors import InputError
from kg.model import Span
from kg.train.marked import digest, parse, split, stories

STORY = "=== a-1 | wire | Ireland\n\n[s1|Orla Finn] [q1|said] [c1|[s2|the mayor] [t2|feared] [c2|a strike]].\n"


def words(text, spans):
    return [text[s.start : s.end] for s in spans]


def written(folder, name, content):
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_marks_nest_and_parts_keep_their_number(tmp_path):
    (story,) = stories([written(tmp_path, "a.txt", STORY)])
    assert (story.identifier, story.text) == ("a-1", "Orla Finn said the mayor feared a strike.")
    outer, inner = story.attributions
    assert words(story.text, outer.content) == ["the mayor feared a strike"]
    assert words(story.text, outer.source + outer.cue) == ["Orla Finn", "said"]
    assert words(story.text, inner.source + inner.cue + inner.content) == ["the mayor", "feared", "a strike"]
    assert (outer.thought, inner.thought) == (False, True)


def test_interrupted_content_is_in_parts():
    text, parts = parse("[c1|“No,”] [s1|she] [q1|said], [c1|“never.”]", "x")
    assert text == "“No,” she said, “never.”"
    assert parts[1]["c"] == [Span(0, 5), Span(16, 24)]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("[s1|Orla [q1|said]", "left open"),
        ("Orla] said", "was not opened"),
        ("a [note] here", "stray '['"),
        ("[s1|Orla ] [q1|said] [c1|no]", "blank"),
        ("[s1|] [q1|said] [c1|no]", "empty"),
    ],
)
def test_marks_that_are_not_well_formed_are_named(body, says):
    with pytest.raises(InputError, match="story-7") as caught:
        parse(body, "story-7")
    assert says in str(caught.value)


@pytest.mark.parametrize("body", ["[s1|Orla] [c1|no]", "[q1|said]", "[q1|said] [t1|thought] [c1|no]"])
def test_an_attribution_needs_content_and_one_kind_of_cue(tmp_path, body):
    with pytest.raises(InputError, match="attribution 1"):
        stories([written(tmp_path, "a.txt", f"=== a | b | c\n\n{body}\n")])


def test_json_lines_have_spans_and_no_kind(tmp_path):
    line = {
        "id": 3,
        "text": "Orla said no",
        "attributions": [{"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 12]]}],
    }
    (story,) = stories([written(tmp_path, "a.jsonl", json.dumps(line) + "\n")])
    (found,) = story.attributions
    assert (story.identifier, found.source, found.content, found.thought) == ("3", (Span(0, 4),), (Span(10, 12),), None)


def test_a_broken_line_is_named(tmp_path):
    with pytest.raises(InputError, match=r"a\.jsonl:2: no story"):
        stories([written(tmp_path, "a.jsonl", '{"id": 1, "text": "", "attributions": []}\n{"id": 2}\n')])


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.txt cannot be read"):
        stories([tmp_path / "none.txt"])


def many(folder):
    return stories([written(folder, "a.txt", "".join(STORY.replace("a-1", f"a-{n}") for n in range(200)))])


def test_a_smaller_share_is_part_of_a_larger_and_the_same_are_held(tmp_path):
    found = many(tmp_path)
    small, held = split(found, 0.25)
    large, same = split(found, 0.5)
    assert {s.identifier for s in small} < {s.identifier for s in large}
    assert held == same
    assert not {s.identifier for s in large} & {s.identifier for s in held}
    assert len(small) == 48


def test_the_digest_is_of_texts_and_marks_not_of_their_order(tmp_path):
    found = many(tmp_path)
    assert digest(found) == digest(reversed(found))
    assert digest(found) != digest(found[1:])


def test_too_few_stories_are_refused(tmp_path):
    with pytest.raises(InputError, match="too few"):
        split(stories([written(tmp_path, "a.txt", STORY)]))
