from kg.annotate.base import Annotator, Draft


def run(draft: Draft) -> None:
    pass


ANNOTATOR = Annotator("documents", needs=(), adds=(), run=run)
