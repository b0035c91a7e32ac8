"""Full-text search over names, sentences and quotes."""
