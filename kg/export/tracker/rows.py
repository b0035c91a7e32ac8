"""Reports of all articles -> one row an action."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from kg.export.tracker import fields as f
from kg.export.tracker.told import NO_ACTION, Report, Told, listed, side_by_side
from kg.export.tracker.wording import amount, reaches

NAMES = (
    f.KIND, f.EMPLOYER, f.UNION, f.LOCAL, f.PLACE, f.ADDRESS, f.CITY, f.STATE, f.COUNTRY, f.STRIKE, f.AUTHORIZED,
    f.DEMANDS, f.SOURCE, f.NOTES,
)  # fmt: skip
FIGURES = (f.UNIT, f.SITES, f.SIZE, f.START, f.END, f.DURATION_TYPE)
WEEK = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One action: column -> cell for those that are filled, and what each of them rests on."""

    cells: dict[str, str]
    told: tuple[Told, ...]


def rows(reports: Iterable[Report]) -> tuple[list[Row], Counter[str]]:
    """The rows by first day, then by name, and how many actions are none, by their stage."""
    by_action: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_action[report.action].append(report)
    found: list[Row] = []
    left_out: Counter[str] = Counter()
    for told in by_action.values():
        told.sort(key=lambda r: (r.source.published or "9999", r.source.iri))
        if reason := _no_action(told):
            left_out[reason] += 1
        else:
            found.append(_Merger(told).row())
    return sorted(found, key=lambda r: (r.cells.get(f.START, "9999"), r.cells[f.ACTION], r.cells[f.ID])), left_out


def _latest(reports: list[Report]) -> tuple[str, list[Told]]:
    """The last day for which stages of the action are told, and these stages."""
    stages = [t for r in reports for t in r.told if t.field == f.STATUS]
    day = max((t.as_of for t in stages), default="")
    return day, [t for t in stages if t.as_of == day]


def _no_action(reports: list[Report]) -> str:
    """Why the action is no row: its stage, or that nothing is asserted of it; "" where it is one."""
    stages = {t.value for t in _latest(reports)[1]}
    if stages and stages <= NO_ACTION:
        return " or ".join(sorted(stages))
    happened = any(t.modality == "fact" for r in reports for t in r.told)
    return "" if stages or happened else "not asserted"


class _Merger:
    """Puts the reports of one action together."""

    def __init__(self, reports: list[Report]) -> None:
        self.reports, self.several = reports, len(reports) > 1
        self.by_field: dict[str, list[Told]] = defaultdict(list)
        for told in (t for report in reports for t in report.told):
            self.by_field[told.field].append(told)
        for group in ((f.EMPLOYER,), (f.UNION, f.LOCAL)):
            if not any(self.by_field[field] for field in group):
                for field in group:
                    self.by_field[field] = [t.under(field) for t in self.by_field[f.ASIDE + field]]
        self.day, self.stages = _latest(reports)
        self.cells: dict[str, str] = {}
        self.told: list[Told] = []

    def row(self) -> Row:
        """The row."""
        first = self.reports[0]
        self._put(f.ID, first.action, self.by_field[f.ID])
        self._put(f.ACTION, first.label, self.by_field[f.ACTION])
        for field in NAMES:
            self._put(field, listed(self.by_field[field]), self.by_field[field])
        for field in FIGURES:
            self._put(field, self._beside(self.by_field[field]), self.by_field[field])
        self._put(f.STATUS, self._beside(self.stages), self.stages)
        self._put(f.AS_OF, self.day, [t.under(f.AS_OF, self.day) for t in self.stages])
        self._length()
        if first.kind in f.STOPPAGES:
            self._thousand()
            self._idle()
        order = {field: number for number, field in enumerate(f.FIELDS)}
        cells = {field: self.cells[field] for field in f.FIELDS if field in self.cells}
        return Row(cells, tuple(sorted(self.told, key=lambda t: order[t.field])))

    def _put(self, field: str, cell: str, told: Iterable[Told]) -> None:
        if cell:
            self.cells[field] = cell
            self.told += told

    def _beside(self, told: Iterable[Told]) -> str:
        return side_by_side(told, self.several)

    def _length(self) -> None:
        """Amount and unit; the unit stands in both where there are several."""
        told = self.by_field[f.DURATION]
        units = [t.under(f.DURATION_UNIT, t.value.rpartition(" ")[2]) for t in told]
        one = len({t.value for t in units}) == 1
        amounts = [t.under(f.AMOUNT, t.value.rpartition(" ")[0] if one else None) for t in told]
        self._put(f.AMOUNT, self._beside(amounts), amounts)
        self._put(f.DURATION_UNIT, listed(units), units)

    def _thousand(self) -> None:
        """Whether 1,000 or more take part; empty where a figure leaves it open, or several count different people."""
        found = [(t, reaches(t.hedge, t.low, t.high, Decimal(1000))) for t in self.by_field[f.SIZE]]
        answers = {answer for _, answer in found}
        if None in answers or (len({t.of for t, _ in found}) > 1 and False in answers and not self._disputed()):
            return
        told = [t.under(f.THOUSAND, "yes" if answer else "no", "thousand") for t, answer in found]
        self._put(f.THOUSAND, self._beside(told), told)

    def _disputed(self) -> bool:
        """Whether no one gives more than one figure, so that they are figures for the same people."""
        voices = [(t.source.iri, t.claimant) for t in self.by_field[f.SIZE]]
        return len(set(voices)) == len(voices)

    def _idle(self) -> None:
        """Workers times days, where the action is over, one number of workers is told, and one number of days, which
        are all from Monday to Friday of one week; else empty."""
        sizes, days = self.by_field[f.SIZE], self._days()
        if not days or len({t.value for t in sizes}) != 1 or {t.value for t in self.stages} != {"ended"}:
            return
        low, high, hedge = sizes[0].low, sizes[0].high, sizes[0].hedge
        idle = amount(hedge, low * days if low is not None else None, high * days if high is not None else None)
        rule = f"{sizes[0].value} workers x {days} days"
        told = [t.under(f.IDLE, idle, rule) for t in (*sizes, *self.by_field[f.DURATION], *self.by_field[f.START])]
        told += [t.under(f.IDLE, idle, rule) for t in self.by_field[f.END]]
        self._put(f.IDLE, self._beside(told[: len(sizes)]), [replace(t, planned=False) for t in told])

    def _days(self) -> int:
        """Days of work that were lost; 0 where that is not told, or told in two ways."""
        start, end = self._day(f.START), self._day(f.END)
        lengths = {t.value for t in self.by_field[f.DURATION]}
        told = {
            int(count) for count, _, unit in (v.partition(" ") for v in lengths) if unit == "days" and count.isdigit()
        }
        if start is None or len(told) != len(lengths) or (self.by_field[f.END] and end is None):
            return 0
        if end is not None:
            told.add((end - start).days + 1)
        count = told.pop() if len(told) == 1 else 0
        whole = 0 < count <= WEEK and (start + timedelta(count - 1)).weekday() < WEEK and start.weekday() < WEEK
        return count if whole and start.weekday() + count <= WEEK else 0

    def _day(self, field: str) -> date | None:
        """The one day a field tells that has come; None for none, several, a month or a plan."""
        values = {t.value for t in self.by_field[field]}
        if len(values) != 1 or all(t.planned for t in self.by_field[field]):
            return None
        value = values.pop()
        return date.fromisoformat(value) if len(value) == len("2019-06-11") else None
