from kg.annotate.base import Annotator, Draft


def run(draft: Draft) -> None:
    pass


ANNOTATOR = Annotator("positions", needs=(), adds=(), run=run)
