"""`kg review`: go through doubts and unsure facts, and write down what is decided."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Real, authority_option, curation_option, json_form_option, store_option
from kg.config import DEFAULT_CURATION, SETTINGS
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.cli.questions import Question
    from kg.link.curation import Decision

NOTHING = "kg: nothing is open; --below takes in facts that are surer."


@click.command("review")
@click.option("--below", default=0.5, show_default=True, type=Real(0, 1), help="Facts under this confidence.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Most questions.")
@click.option("--format", "form", type=click.Choice(("text", "json", "csv")), help="List the questions in this form.")
@json_form_option
@click.option("--answers", metavar="FILE", help="Read answers, lines of ID and answer, from a file; - for a pipe.")
@click.option("--who", metavar="NAME", help="Who decides.")
@curation_option
@authority_option
@store_option
def command(
    below: float,
    limit: int | None,
    form: str | None,
    answers: str | None,
    who: str | None,
    curation: Path | None,
    authority: Path | None,
    store: str,
) -> None:
    """Go through what is open: things that may be one, likeliest first, then facts of little confidence.

    On a terminal each question is asked: s(ame), d(ifferent), a(ccept), r(eject), k(eep open), q(uit); what you decide
    is added to the curation file at once. In a pipe the questions are listed, and --answers takes lines such as
    "3f2a9c1e d", with a reason behind the answer if you like. 'kg resolve' applies the file.

    \b
      kg review
      kg review --format json > open.json
      kg review --answers decided.txt --who "Ada Ruiz"
    """
    from kg.cli.questions import questions
    from kg.cli.resolve import resolve
    from kg.publish import known
    from kg.store import open_store

    file = curation or Path(DEFAULT_CURATION)
    settings = replace(SETTINGS, curation=file if file.exists() else None)
    asks = sys.stdin.isatty() and sys.stdout.isatty() and form is None and answers is None
    with open_store(store) as opened:
        found = islice(questions(opened, known(opened, settings), below), limit)
        if not asks and answers is None:
            return _list(found, form or "text")
        every = list(found)
    if asks and not every:
        click.echo(NOTHING, err=True)
        return
    decided = _asked(every, file, who) if asks else _answered(every, answers or "-", file, who)
    click.echo(f"{decided} decision{'s' if decided != 1 else ''} written to {file}", err=True)
    if decided and asks and click.confirm("Apply them now?", default=True):
        with open_store(store, write=True) as opened:
            resolve(opened, file, authority)
    elif decided:
        click.echo("'kg resolve' applies them.", err=True)


def _list(found: Iterable[Question], form: str) -> None:
    import json

    from kg.cli import printable
    from kg.query.output import rows

    if form == "text":
        question = None
        for question in found:
            click.echo(printable(_text(question)) + "\n")
        if question is None:
            click.echo(NOTHING, err=True)
    elif form == "json":
        records = [q.record() for q in found]
        click.echo(json.dumps(records, ensure_ascii=True, indent=1))
    else:
        names = ["id", "sort", "likely", "reason", "one", "other", "one_sentence", "other_sentence"]
        for piece in rows("csv", names, map(_cells, found)):
            click.echo(piece, nl=False)


def _cells(question: Question) -> list[str]:
    if question.things:
        sides = [(t.iri, t.seen[0].sentence if t.seen else "") for t in question.things]
    else:
        sides = [(question.fact, question.seen[0].sentence), (question.words, "")]
    head = [question.id, question.sort, f"{question.likely:.2f}", question.reason]
    return [*head, *(iri for iri, _ in sides), *(sentence for _, sentence in sides)]


def _text(question: Question) -> str:
    lines = [f"{question.id}  {question.likely:.2f}  {question.reason}"]
    for thing in question.things:
        posts = f"; {'; '.join(thing.posts)}" if thing.posts else ""
        lines.append(f"  {thing.name} ({thing.kind}{posts})")
        lines += [f"    {_place(s.outlet, s.day, s.story)}: {s.sentence}" for s in thing.seen]
        if thing.stories > len(thing.seen):
            lines.append(f"    and {thing.stories - len(thing.seen)} more stories")
    if question.fact:
        lines.append(f"  {question.words}")
        lines += [f"    {_place(s.outlet, s.day, s.story)}: {s.sentence}" for s in question.seen]
    return "\n".join(line.replace("\n", " ") for line in lines)


def _place(outlet: str, day: str, story: str) -> str:
    return ", ".join(part for part in (outlet or story.rpartition("/")[2], day) if part)


def _asked(every: list[Question], file: Path, who: str | None) -> int:
    """Asks on the terminal and adds each decision to the file; gives their number."""
    from kg.cli import printable
    from kg.cli.questions import ANSWERS

    count = 0
    for number, question in enumerate(every, 1):
        click.echo(f"\n{number} of {len(every)}  {printable(_text(question))}")
        choices = {**ANSWERS[question.sort], "q": "quit"}
        shown = ", ".join(f"{key} {word}" for key, word in choices.items())
        answer = click.prompt(f"  {shown}", type=click.Choice(list(choices)), show_choices=False, prompt_suffix=": ")
        if answer == "q":
            break
        if answer == "k":
            continue
        who = who or click.prompt("  who decides", default=_likely_name())
        why = click.prompt("  why", default=printable(_why(question)))
        _add([question.decided(answer, who, _today(), why)], file)
        count += 1
    return count


def _answered(every: list[Question], source: str, file: Path, who: str | None) -> int:
    """Takes answers from a file or pipe; all of them are written, or none."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{source} cannot be read: {error}.") from error
    answers = list(_lines(text, source, {q.id: q for q in every}))
    if not answers:
        return 0
    if who is None:
        who = _likely_name()
        if who is None:
            raise UsageError("nobody knows who decides.", "Add --who NAME.")
        click.echo(f"decided by {who}; --who NAME says otherwise", err=True)
    _add([q.decided(answer, who, _today(), why or _why(q)) for q, answer, why in answers], file)
    return len(answers)


def _lines(text: str, source: str, known: dict[str, Question]) -> Iterator[tuple[Question, str, str]]:
    from kg.cli.questions import ANSWERS

    for number, line in enumerate(text.splitlines(), 1):
        words = line.split(maxsplit=2)
        if not words or words[0].startswith("#"):
            continue
        question = known.get(words[0])
        if question is None:
            raise InputError(f"{source}:{number}: no open question has the id {words[0]!r}.", "'kg review' lists them.")
        choices = ANSWERS[question.sort]
        said = words[1] if len(words) > 1 else ""
        answer = next((key for key, word in choices.items() if said in (key, word.split()[0])), None)
        if answer is None:
            raise InputError(f"{source}:{number}: {said!r} is no answer.", f"Give one of {', '.join(choices)}.")
        if answer != "k":
            yield question, answer, words[2] if len(words) > 2 else ""


def _why(question: Question) -> str:
    kept = question.reason if question.things else f"{question.reason} of confidence {question.likely:.2f}"
    return f"reviewed: {kept}"


def _today() -> str:
    return date.today().isoformat()


def _likely_name() -> str | None:
    """The name in the settings of git, or that of the login."""
    try:
        done = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, timeout=10, check=False)
        if name := done.stdout.strip():
            return name
    except (OSError, subprocess.SubprocessError):
        pass
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def _add(decisions: list[Decision], file: Path) -> None:
    """Adds decisions to the file: a new one is written aside and takes its place when it is whole.

    Raises:
        InputError: the file is wrong, or cannot be added to.
        ExportError: it cannot be written.
    """
    from kg.files import replacing
    from kg.link.curation import appended

    before = file.read_bytes() if file.exists() else b""
    mode = file.stat().st_mode & 0o777 if file.exists() else None
    with replacing(file) as stream:
        stream.write(appended(before, decisions, str(file)))
    if mode is not None:
        os.chmod(file, mode)
