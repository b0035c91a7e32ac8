"""Pages at fixed addresses: one file each with its `PAGE`, and its template of the same name."""

PAGES = ("home", "stories", "report", "graph", "link", "query", "terms")
