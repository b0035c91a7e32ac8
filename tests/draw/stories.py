"""Small graphs for tests of pictures."""

from pyoxigraph import Literal, NamedNode, Quad

from kg.draw import views
from kg.vocab import FOAF, LAB, SCHEMA

GRAPH = NamedNode("https://example.org/graph")
LABEL = NamedNode(views.LABELS[0])
TYPE = NamedNode(views.RDF_TYPE)
STANCES = [LAB.Supports, LAB.Criticizes, LAB.Asks, None]


class Quads(list):
    """Quads that are added by subject, predicate and value: an IRI of example.org, a term, or a text."""

    def add(self, subject, predicate, value):
        term = value if isinstance(value, (NamedNode, Literal)) else NamedNode(str(value))
        self.append(Quad(iri(subject), NamedNode(str(predicate)), term, GRAPH))


def iri(name):
    return name if isinstance(name, NamedNode) else NamedNode(f"https://example.org/{name}")


def story(labels, said=()):
    """People with these labels; `said` are pairs of places in the list, each with another stance."""
    quads = Quads()
    for i, label in enumerate(labels):
        quads.add(f"person/{i}", TYPE.value, FOAF.Person)
        quads.add(f"person/{i}", LABEL.value, Literal(label))
    for i, (speaker, target) in enumerate(said or [(i, (i + 1) % len(labels)) for i in range(len(labels))]):
        quads.add(f"statement/{i}", LAB.speaker, iri(f"person/{speaker}"))
        quads.add(f"statement/{i}", LAB.about, iri(f"person/{target}"))
        if stance := STANCES[i % 4]:
            quads.add(f"statement/{i}", LAB.expressesStance, iri(f"stance/{i}"))
            quads.add(f"stance/{i}", LAB.stanceTarget, iri(f"person/{target}"))
            quads.add(f"stance/{i}", LAB.stanceValue, stance)
    return quads


class Dispute(Quads):
    """Events with claims of days and stages, each told by a story of a day."""

    def event(self, name, kind, label, dispute="dispute/vale"):
        self.add(name, TYPE.value, kind)
        self.add(name, LABEL.value, Literal(label))
        if dispute:
            self.add(name, LAB.inDispute, iri(dispute))
        return name

    def claim(self, event, predicate, value, told, outlet="Vale Courier", speaker=None):
        """A claim of the story of an outlet and a day, or of somebody in it."""
        key = f"{len(self)}"
        article = f"article/{outlet.replace(' ', '-')}-{told}"
        self.add(f"claim/{key}", LAB.claimSubject, iri(event))
        self.add(f"claim/{key}", LAB.claimPredicate, predicate)
        self.add(f"claim/{key}", LAB.claimObject if predicate == LAB.status else LAB.claimValue, value)
        self.add(f"claim/{key}", LAB.mentionSpan, iri(f"span/{key}"))
        self.add(f"span/{key}", LAB.inArticle, iri(article))
        if predicate == LAB.status:
            self.add(f"claim/{key}", LAB.asOf, Literal(told))
        self.add(article, TYPE.value, LAB.Article)
        self.add(article, SCHEMA.datePublished, Literal(told))
        self.add(article, SCHEMA.publisher, iri(f"outlet/{outlet.replace(' ', '-')}"))
        self.add(f"outlet/{outlet.replace(' ', '-')}", LABEL.value, Literal(outlet))
        self.add(f"claim/{key}", LAB.assertedIn, iri(f"statement/{key}" if speaker else article))
        if speaker:
            self.add(f"statement/{key}", LAB.speaker, iri(f"speaker/{key}"))
            self.add(f"speaker/{key}", LABEL.value, Literal(speaker))
        return f"claim/{key}"


def overlaps(boxes, margin=0.5):
    """Pairs of boxes (of matplotlib) that lie on each other by more than so many pixels."""
    return [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[:n]
        if min(a.x1, b.x1) - max(a.x0, b.x0) > margin and min(a.y1, b.y1) - max(a.y0, b.y0) > margin
    ]


def measured(sheet, prefix):
    """The artists whose id begins so, by id, with their boxes in pixels."""
    sheet.figure.canvas.draw()
    artists = [*sheet.axes.texts, *sheet.axes.patches, *sheet.figure.texts]
    return {a.get_gid(): a.get_window_extent() for a in artists if (a.get_gid() or "").startswith(prefix)}
