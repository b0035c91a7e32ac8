from kg.annotate.base import Annotator, Draft


def run(draft: Draft) -> None:
    pass


ANNOTATOR = Annotator("collectives", needs=(), adds=(), run=run)
