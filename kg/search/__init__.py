"""Full-text search over the names of things, sentences, statements and quotes.

    labor.kg/
      search.sqlite     made from the graphs that queries see, and from nothing else

The writer of a store makes the index at the end of publishing (`update`): what is new, changed or gone since the last
time is known by the fingerprints of the graphs, and the file is written aside and moved into place. So readers see a
whole index, the last one while a writer is at work, and a writer that is killed leaves the old one, which says itself
of which graphs it is (`Index.behind`).
"""

from kg.search.index import Index
from kg.search.layout import FILE, stamp
from kg.search.results import Count, Found, Hit, Name
from kg.search.writer import in_memory, update, updating

__all__ = ["FILE", "Count", "Found", "Hit", "Index", "Name", "in_memory", "stamp", "update", "updating"]
