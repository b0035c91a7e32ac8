from kg.annotate.base import Annotator, Draft


def run(draft: Draft) -> None:
    pass


ANNOTATOR = Annotator("actions", needs=(), adds=(), run=run)
