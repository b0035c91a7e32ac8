"""`kg serve`: the explorer in a browser."""

from __future__ import annotations

import click

from kg.cli.options import store_option


@click.command("serve")
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8123, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def command(store: str, host: str, port: int) -> int:
    """Show the store in a browser: stories with their marks, people, actions, search, the graph, SPARQL.

    Read-only, and for this machine alone unless --host names another address. Stop it with Ctrl+C.

    \b
      kg serve
      kg serve --store labor.kg --port 8080
    """
    import uvicorn

    from kg.serve.app import application
    from kg.serve.site import HOSTS, Site

    site = Site(store, HOSTS if host in HOSTS else (*HOSTS, host))
    site.engine()
    config = uvicorn.Config(application(site), host=host, port=port, log_level="warning", server_header=False)
    server = uvicorn.Server(config)
    listener = config.bind_socket()
    click.echo(f"kg: http://{host}:{listener.getsockname()[1]}/ shows {store}; stop with Ctrl+C", err=True)
    server.run(sockets=[listener])
    return 0
