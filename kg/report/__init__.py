"""Reports: counts over the rows of a question."""

from kg.report.balance import BY, Balance, balance

__all__ = ["BY", "Balance", "balance"]
