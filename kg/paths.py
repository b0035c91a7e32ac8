"""The only finder of files that travel with the package: ontology, queries, lexicons, scripts of pages.

They lie in the checkout for a source or editable install and in kg/data of a wheel.
"""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


@cache
def data(kind: str) -> Path:
    """The folder "ontology" or "queries".

    Raises:
        FileNotFoundError: the installation lacks it.
    """
    for folder in (PACKAGE / "data" / kind, PACKAGE.parent / kind):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {kind!r} is missing from the installation of kg; install it again")


def lexicon(name: str) -> Path:
    """A file of kg/lexicon, such as "cues.yaml"."""
    return PACKAGE / "lexicon" / name


def static(name: str) -> Path:
    """A file of kg/serve/static, such as "kg.css"; those in built/ are there once the package was installed."""
    return PACKAGE / "serve" / "static" / name
