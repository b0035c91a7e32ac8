"""The explorer: pages for people over one store, read-only; `kg serve`."""
