"""Pages at fixed addresses: one file each with its `PAGE`, and its template of the same name."""

# Name -> address: a page's file is loaded when it is first asked for.
PAGES = {
    "home": "/",
    "stories": "/stories",
    "search": "/search",
    "report": "/report",
    "graph": "/graph",
    "link": "/graph/link",
    "query": "/query",
    "terms": "/terms",
}
