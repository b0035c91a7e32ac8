"""How well the graph holds what a text says: what was found against what was annotated by hand."""
