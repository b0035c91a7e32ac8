"""`kg query NAME | FILE.rq | -e SPARQL | -`: ask a question."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.asking import FORMATS, answered
from kg.cli.complete import questions
from kg.cli.options import Real, json_option, store_option


@click.command("query")
@click.argument("name", required=False, metavar="[NAME | FILE.rq | -]", shell_complete=questions)
@click.option("-e", "--execute", "text", metavar="SPARQL", help="A query of your own; usual prefixes are known.")
@click.option("-p", "--param", "pairs", multiple=True, metavar="NAME=VALUE", help="Value of a parameter; repeatable.")
@click.option("--data", multiple=True, metavar="FILE", help="Ask an RDF file, not the store; repeatable.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Form of the answer [table, turtle].")
@json_option
@click.option("-o", "--output", metavar="FILE", help="Write there; its name tells the form.")
@click.option("--timeout", default=30.0, show_default=True, type=Real(0, min_open=True), metavar="S")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Most answers.")
@click.option("--sentences", is_flag=True, help="Add the sentence each row rests on.")
@click.option("--iris", is_flag=True, help="Show the columns of IRIs of a library question in tables too.")
@click.option("--allow-service", is_flag=True, help="Let SERVICE call other machines.")
@store_option
def command(**words: Any) -> int:
    """Ask a question: NAME of the library ('kg queries' lists them), a FILE with SPARQL, - for standard input.

    The query sees all articles at once and the terms of the ontology; GRAPH ?g {...} tells articles apart. It can
    only read. -p NAME=VALUE binds ?NAME to a term: text as it is, a number, a date like 2019-06-11, <IRI>, lab:Strike,
    or a literal in double quotes. Exit status: 0 answered, 3 the answer of ASK is no, 1 failed, 2 wrong usage.

    \b
      kg query who-said-what-about-whom -p speaker="Alicia Cruz" --sentences
      kg query strikes -o strikes.csv
      kg query -e 'SELECT ?name { ?x a lab:LaborUnion ; rdfs:label ?name }' --format csv
      kg query -e 'ASK { ?s lab:speaker d:nuhw }'
    """
    return answered(**words)
