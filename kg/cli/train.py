"""`kg train --data FILE -o FOLDER`: an attribution model of one's own."""

from __future__ import annotations

import click

from kg.cli.options import json_option


@click.command("train")
@click.option(
    "--data", "data", multiple=True, required=True, metavar="PATH",
    help="Marked stories: a .txt or .jsonl file, or a folder of .txt files; may be given several times.",
)  # fmt: skip
@click.option("-o", "--output", required=True, metavar="FOLDER", help="Where the model goes.")
@click.option("--epochs", default=4.0, show_default=True, help="How often all stories are read.")
@click.option(
    "--slim", default=4.0, show_default=True,
    help="How often they are read again to make the network slim, which halves its time; 0 leaves it broad.",
)  # fmt: skip
@click.option("--share", default=1.0, show_default=True, help="Part of the stories to train on, for learning curves.")
@click.option("--threads", default=2, show_default=True, help="Processor cores; the model depends on their number.")
@click.option("--follow", is_flag=True, help="The rules of kg go before the model.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
@json_option
def command(
    data: tuple[str, ...],
    output: str,
    epochs: float,
    slim: float,
    share: float,
    threads: int,
    follow: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Train the attribution tagger on marked stories, and write the model for `kg build --model FOLDER`.

    Stories are marked inline (corpus/attribution/GUIDELINES.md) or are JSON Lines {"id", "text", "attributions":
    [{"source", "cue", "content": [[start, end], ...]}]}. A tenth, told by the ids, is never trained on: it decides the
    thresholds and calibrates the confidence. In kg build the model goes before the rules, which keep quotations and
    who a source is; with --follow the rules go first. Needs PyTorch: pip install 'labor-news-graph[train]'.

    \b
      kg train --data corpus/attribution -o model/
      kg build stories/ --model model/
    """
    from pathlib import Path

    from kg.cli.tables import json_text
    from kg.errors import UsageError

    if not 0 < share <= 1 or epochs <= 0 or slim < 0 or threads < 1:
        raise UsageError(
            "--share must be above 0 and at most 1, --epochs above 0, --slim not below 0, --threads at least 1.",
            "Mend it.",
        )
    from kg.train import train

    def told(step: int, steps: int, loss: float) -> None:
        if not quiet and (step == steps or step % 20 == 0):
            click.echo(f"step {step} of {steps}, loss {loss:.3f}", err=True)

    figures = train([Path(d) for d in data], Path(output), epochs, share, threads, not follow, slim, told)
    if as_json:
        return click.echo(json_text(figures), nl=False)
    for name, value in figures.items():
        click.echo(f"{name}\t{value}")
