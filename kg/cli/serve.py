"""`kg serve`: the explorer in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.options import store_option
from kg.errors import UsageError

if TYPE_CHECKING:
    import socket

    from starlette.applications import Starlette

    from kg.serve.site import Site

# Seconds that answers under way may still take after Ctrl+C.
GRACE = 2


@click.command("serve")
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is all.")
@click.option("--port", default=8123, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--open", "browse", is_flag=True, help="Open the browser on the first page.")
@click.option("--get", "path", metavar="PATH", help="Write one page to standard output and serve nothing.")
def command(store: str, host: str, port: int, browse: bool, path: str | None) -> int:
    """Show the store in a browser: stories with their marks, people, actions, search, the graph, SPARQL.

    Read-only, and for this machine alone unless --host names another address. Stop it with Ctrl+C. A store that is
    built anew meanwhile is shown as it is then. Exit status: 0 stopped, or the page is there; 1 failed; 2 wrong usage.

    \b
      kg serve --open
      kg serve --store labor.kg --port 8080
      kg serve --get /report.json
    """
    from kg.serve.app import application
    from kg.serve.site import Site, names
    from kg.store import is_remote

    if is_remote(store):
        raise UsageError(
            "kg serve needs a store in a folder.", "Build the stories into one: kg build PATH --store FOLDER."
        )
    site = Site(store, names(host))
    site.engine()
    app = application(site)
    if path is not None:
        return _once(app, path)
    listener = _listener(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"
    click.echo(f"kg: {address} shows {store}; stop with Ctrl+C", err=True)
    _serve(site, app, listener, address if browse else "")
    return 0


def _once(app: Starlette, path: str) -> int:
    """Writes one page; exit status 1 if there is none."""
    import sys

    from kg.serve.once import get

    if not path.startswith("/"):
        raise UsageError(f"--get {path}: a path begins with a slash.", "Try --get /stories.")
    status, body = get(app, path)
    if status >= 400:
        click.echo(f"kg: {path} was answered with status {status}.", err=True)
    sys.stdout.buffer.write(body)
    sys.stdout.flush()
    return 0 if status < 400 else 1


def _listener(host: str, port: int) -> socket.socket:
    """A socket bound to the address.

    Raises:
        KgError: it is in use, or none of this machine.
    """
    import os
    import socket

    from kg.errors import KgError

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # With its protocol named the event loop sends answers at once, without Nagle's delay.
        made = socket.socket(family, kind, protocol or socket.IPPROTO_TCP)
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(128)
    except OSError as error:
        reason = error.strerror or str(error)
        raise KgError(
            f"cannot listen on {host}, port {port}: {reason}.", "Name another with --port or --host."
        ) from None
    return made


def _serve(site: Site, app: Starlette, listener: socket.socket, address: str) -> None:
    """Serves until Ctrl+C; opens the browser if there is an address."""
    import threading
    from contextlib import suppress

    import uvicorn

    from kg.serve.pages.home import counted

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=GRACE,
    )
    # The first page is counted while the rest of the server is loaded.
    threading.Thread(target=counted, args=(site,), daemon=True).start()
    if address:
        import webbrowser

        # The socket listens already: a browser that is faster than the server waits for it.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    try:
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        site.close()
