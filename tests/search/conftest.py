"""A store of three stories on disk, with its search index."""

import shutil

import pytest

from kg.config import Settings
from kg.model import Article
from kg.pipeline import build
from kg.store import open_store

FAST = Settings(fast=True)
STORIES = (
    Article(
        "Dockers walk out at Port Ellery\n\nDockers at Quillan Lines walked off the job on Monday, said Inés Núñez, "
        "president of Harbor Local 7.\n\n“We will not load another crate until overtime is paid,” Núñez said.\n\n"
        "A spokesman for Quillan Lines, Tomas Brook, said the company had made a fair offer on wages.\n",
        identifier="s1",
        published="2031-04-07",
        publisher="Tern Bay Ledger",
        title="Dockers walk out at Port Ellery",
    ),
    Article(
        "Talks resume in dock strike\n\n"
        "Inés Núñez, president of Harbor Local 7, said the strike at Quillan Lines would "
        "go on.\n\n“Overtime is only the start,” Núñez said.\n",
        identifier="s2",
        published="2031-05-02",
        publisher="Ellery Post",
        title="Talks resume in dock strike",
    ),
    Article(
        "Bakers ratify\n\n"
        "Bakers at Orrin Mills voted on Friday to ratify a contract with better wages, said Maud Pell, president "
        "of the Bakers' Guild.\n",
        identifier="s3",
        published="2032-01-15",
        publisher="Tern Bay Ledger",
        title="Bakers ratify",
    ),
)


def add(folder, *stories):
    """Builds stories into a store, by rules alone."""
    with open_store(folder, write=True, create=True) as opened:
        assert not any(done.error for done in build(stories, opened, FAST))


@pytest.fixture(scope="session")
def stories():
    return STORIES


@pytest.fixture(name="add", scope="session")
def adding():
    return add


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """Folder of a store of the stories, which nobody changes."""
    folder = tmp_path_factory.mktemp("search") / "labor.kg"
    add(folder, *STORIES)
    return folder


@pytest.fixture
def store(template, tmp_path):
    """A copy of that store to change."""
    return shutil.copytree(template, tmp_path / "labor.kg")
