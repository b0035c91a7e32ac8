"""Floors: figures that must not be lower than they are, in a YAML file {NAME: {layer: least}} or {layer: least}."""

from __future__ import annotations

from pathlib import Path

import yaml

from kg.errors import InputError
from kg.evaluate.report import Report

FORM = "Write it like tests/gold/floors.yaml: the name of the gold, then layer: least."


def read(path: Path) -> dict[str, dict[str, float]]:
    """Name of a gold -> layer -> least; "" for floors that hold for every gold.

    Raises:
        InputError: the file cannot be read or is no such table.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path} cannot be read: {' '.join(str(error).split())}.", FORM) from None
    if isinstance(raw, dict) and raw and all(_is_number(value) for value in raw.values()):
        raw = {"": raw}
    if not isinstance(raw, dict) or not all(isinstance(table, dict) for table in raw.values()):
        raise InputError(f"{path} is no table of floors.", FORM)
    for name, table in raw.items():
        if bad := next((layer for layer, least in table.items() if not _is_number(least)), None):
            raise InputError(f"{path}: the floor of {bad!r} under {name!r} is no number.", FORM)
    return {str(name): {str(layer): float(least) for layer, least in table.items()} for name, table in raw.items()}


def below(report: Report, floors: dict[str, dict[str, float]]) -> list[str]:
    """A line for each figure that is under its floor.

    Raises:
        InputError: there are no floors for this gold, or one is for a layer that it does not have.
    """
    table = floors.get(report.name, floors.get(""))
    if table is None:
        raise InputError(f"there are no floors for {report.name!r}; there are for {', '.join(floors)}.", FORM)
    lines = []
    for layer, least in table.items():
        if layer not in report.figures:
            raise InputError(f"{report.name} has no layer {layer!r}; it has {', '.join(report.figures)}.", FORM)
        value = report.figures[layer].value
        if value is None:
            lines.append(f"{report.name}: {layer} has no figure; its floor is {least:g}")
        elif value < least:
            lines.append(f"{report.name}: {layer} is {value:.4f}, under its floor of {least:g}")
    return lines


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
