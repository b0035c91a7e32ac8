"""The registry of annotators: each declares what it needs and adds, and what it needs is there before it runs."""

from dataclasses import fields

from kg.annotate import NAMES, annotators
from kg.annotate.base import Draft

GIVEN = {"article", "doc"}


def test_each_step_is_named_like_its_file_and_adds_something():
    assert [step.name for step in annotators()] == list(NAMES)
    assert [step.name for step in annotators() if not step.adds] == []


def test_steps_declare_parts_of_the_draft():
    parts = {field.name for field in fields(Draft)}
    wrong = {step.name: sorted({*step.needs, *step.adds} - parts) for step in annotators()}
    assert {name: odd for name, odd in wrong.items() if odd} == {}


def test_what_a_step_needs_was_added_before():
    there, missing = set(GIVEN), {}
    for step in annotators():
        if late := sorted(set(step.needs) - there):
            missing[step.name] = late
        there |= set(step.adds)
    assert missing == {}
