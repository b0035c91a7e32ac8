"""Stories that break off in the middle of a sentence, as pasted ones do, are read all the same."""

import pytest

from kg.annotate import annotate
from kg.errors import AnnotationError
from kg.model import Article


@pytest.mark.parametrize(
    "text",
    [
        "Clerks at Tarn Mills said they would attend but",
        "Bo Lund said she had filed a grievance Monday and",
        "Drivers walked out on Friday. a flyer from the union",
        "Clerks walked out. Asked about it, Bo Lund of Local 9, asked",
        "Talks ran from 4-6",
        "“We go,” said",
    ],
)
def test_a_story_that_breaks_off_is_read(text):
    (found,) = annotate([Article(text, published="2026-06-11")], model=None)
    assert not isinstance(found, AnnotationError), found
