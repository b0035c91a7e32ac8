import gzip

import pytest

from kg.read import read
from kg.read.mended import mended


@pytest.mark.parametrize(
    ("damaged", "good"),
    [
        ("Care\u00adgivers of the o\ufb03ce, Care\u200bgivers", "Caregivers of the office, Caregivers"),
        ("Mary\u2011Kate O’Dell’s three\u2010day strike", "Mary-Kate O’Dell’s three-day strike"),
        ("\uff11\uff12\uff10 workers of \uff21\uff22 Corp.", "120 workers of AB Corp."),
        ("â€œSeÃ±or NÃºÃ±ez wonâ€™t go,â€ said JosÃ©", "“Señor Núñez won’t go,” said José"),
        ("He said &ldquo;go&rdquo; at AT&amp;T&#8217;s gate", "He said “go” at AT&T’s gate"),
    ],
)
def test_characters(damaged, good):
    assert mended(damaged) == good


@pytest.mark.parametrize(
    "good",
    [
        "“We go,” said José Núñez.\r\n\r\nAT&T & Sons: 4,000\u00a0members – 5 €.\n",
        "A list:\n- one\n- two-\n  fold\n",
        "Нина Орлова — 李伟, naïve Zoë; âge, façade.",
    ],
)
def test_good_text_stays_as_it_is(good):
    assert mended(good) == good


def test_what_a_pdf_leaves_in_its_text():
    head = "THE SELBY HERALD            June 9, 2026            {}"
    one = "Crane drivers at Selby Port left their cabs on Mon-\nday; few went through the port’s well-\nknown gate. It"
    two = "was the first walkout there in years.\n\nTalks resume Friday at the har-\nbor office."
    text = "\f".join([f"{head.format(1)}\n\n{one}\n", f"{head.format(2)}\n\n{two}\n\n- 2 -\n"])
    assert mended(text) == (
        "Crane drivers at Selby Port left their cabs on Monday;\nfew went through the port’s well-known\ngate. It\n"
        "was the first walkout there in years.\n\nTalks resume Friday at the harbor\noffice."
    )


def test_a_warning_tells_of_it(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("JosÃ© PeÃ±a left.", encoding="utf-8")
    (story,) = read([str(path)])
    assert story.text == "José Peña left."
    assert story.warnings == (f"{story.source}: damaged characters are mended; places count in the mended text",)


def test_stray_bytes_and_packed_bytes(tmp_path):
    page = "<html><head><meta charset='utf-8'></head><body><article><p>“Yes,” said José.</p>%s</article></body></html>"
    raw = page.encode() % b"<p>\x93No,\x94 said Bo.</p>"
    twice = (page % "").encode().decode("latin-1").encode()
    for name, given, text in [
        ("a", raw, "“Yes,” said José.\n\n“No,” said Bo."),
        ("b", gzip.compress((page % "").encode()), "“Yes,” said José."),
        ("c", twice, "“Yes,” said José."),
    ]:
        path = tmp_path / f"{name}.html"
        path.write_bytes(given)
        (story,) = read([str(path)])
        assert story.text == text


def test_a_short_story_full_of_garbled_quotation_marks_is_text(tmp_path):
    said = "“Yes,” said José. “No,” said Bo. “Well,” said Al."
    path = tmp_path / "a.txt"
    path.write_text(said.encode().decode("cp1252", "surrogateescape").replace("\udc9d", "\x9d"), encoding="utf-8")
    (story,) = read([str(path)])
    assert story.text == said


def test_a_bomb_of_gzip_is_refused(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(gzip.compress(b"x" * 20_000_000))
    (error,) = read([str(path)])
    assert "unpacks to more than 5,000,000 bytes" in str(error)


def test_titles_hold_no_characters_that_do_not_show(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Bo left.", "title": "\\u202eQuill\\u0007 \\n pier", "id": "1"}')
    (story,) = read([str(path)])
    assert story.title == "Quill pier"
