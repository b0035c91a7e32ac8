"""Stores that profiles are taken of."""

import json

import pytest

from kg.config import Settings
from kg.ids import article_iri, graph_iri
from kg.pipeline import build, read
from kg.store import MEMORY, open_store

STORIES = [
    {
        "id": "mill-1",
        "title": "Mill hands vote to strike at Torrance Paper",
        "published": "2025-03-03",
        "publisher": "Corvin Herald",
        "url": "https://corvinherald.example/mill-1",
        "text": """CORVIN, Ohio — Members of Papermakers Local 31 voted Sunday to authorize a strike at Torrance Paper.

“We are done waiting,” said Nadia Ferro, president of Papermakers Local 31.

The strike would begin on March 10, 2025. About 420 workers would walk out, the union said.

Torrance Paper spokesman Alan Pryce called the vote “a routine step” in bargaining. Fewer than 300 workers are union \
members, the company said.""",
    },
    {
        "id": "mill-2",
        "title": "Strike begins at Torrance Paper",
        "published": "2025-03-10",
        "publisher": "Valley Wire",
        "text": """CORVIN, Ohio — Workers at Torrance Paper walked off the job Monday in a strike over wages.

The strike by Papermakers Local 31 began on March 10, 2025, and 400 workers took part, according to police.

“Nobody crosses this line,” Nadia Ferro, president of Papermakers Local 31, said. Ferro said Torrance Paper was greedy.

Torrance Paper said the mill would stay open.""",
    },
    {
        "id": "mill-3",
        "title": "Papermakers end strike at Torrance Paper",
        "published": "2025-03-24",
        "publisher": "Corvin Herald",
        "text": """CORVIN, Ohio — The strike by Papermakers Local 31 at Torrance Paper ended on March 23, 2025.

“We won,” said Nadia Ferro, president of Papermakers Local 31. Torrance Paper spokesman Alan Pryce said the company \
was glad to have its people back.""",
    },
    {
        "id": "dairy-1",
        "title": "Drivers to strike at Ostler Dairy for a day",
        "published": "2025-05-20",
        "publisher": "Corvin Herald",
        "url": "ftp://corvinherald.example/dairy-1",
        "text": """CORVIN, Ohio — Drivers at Ostler Dairy will hold a one-day strike on May 28, 2025, Drivers Union \
Local 8 said.

“They may want a fight,” said Ben Okoro, former president of Drivers Union Local 8.""",
    },
]
STORIES.append(STORIES[1] | {"id": "mill-2-copy", "published": "2025-03-11", "publisher": "Ohio Desk"})


@pytest.fixture(scope="session")
def engine(dockers, quads):
    """The small story with every kind of record, in a store."""
    opened = open_store(MEMORY, write=True)
    opened.put(graph_iri(article_iri(dockers.ARTICLE)), quads)
    return opened.engine()


@pytest.fixture(scope="session")
def mill(tmp_path_factory):
    """Three stories of one strike and a copy of one of them, and a story of another strike, built as a user's are."""
    folder = tmp_path_factory.mktemp("mill")
    stories = folder / "stories.jsonl"
    stories.write_text("\n".join(map(json.dumps, STORIES)), encoding="utf-8")
    settings = Settings(fast=True)
    opened = open_store(folder / "labor.kg", write=True, create=True)
    for done in build(read([str(stories)], settings), opened, settings):
        assert done.error is None
    return opened.engine()
