from kg.annotate.base import Annotator, Draft


def run(draft: Draft) -> None:
    pass


ANNOTATOR = Annotator("stance", needs=(), adds=(), run=run)
