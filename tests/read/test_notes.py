import pytest

from kg.read import read

STORY = "<article><h1>Pier out</h1><p>Some 400 loaders left Quill Pier on Monday.</p><p>Talks resume Friday.</p>"
NOTE = "Correction: An earlier version of this story said 400 loaders walked out. It was 300."


def text_of(tmp_path, body):
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    (story,) = read([str(path)])
    return story.text


@pytest.mark.parametrize(
    "body",
    [
        f"{STORY}</article><div class='correction'><p>{NOTE}</p></div>",
        f"{STORY}<footer class='article-footer'><p>{NOTE}</p></footer></article>",
        f"{STORY}</article><aside><h4>Correction</h4><p>{NOTE[12:]}</p></aside>",
        f"{STORY}<p>{NOTE}</p></article>",
    ],
)
def test_a_correction_is_read_wherever_it_stands_and_once(tmp_path, body):
    assert text_of(tmp_path, body).split("\n\n") == [
        "Some 400 loaders left Quill Pier on Monday.",
        "Talks resume Friday.",
        NOTE,
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"{STORY}</article><aside><p><a href='/c'>{NOTE}</a></p></aside>",
        f"{STORY}</article><section class='comments'><p>{NOTE}</p></section>",
    ],
)
def test_links_to_corrections_and_readers_words_are_none(tmp_path, body):
    assert "Correction" not in text_of(tmp_path, body)
