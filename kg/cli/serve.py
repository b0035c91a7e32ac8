"""`kg serve`: the explorer in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.options import store_option
from kg.errors import UsageError

if TYPE_CHECKING:
    import socket
    from types import FrameType

    from starlette.applications import Starlette

    from kg.serve.site import Site


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

    class Server(uvicorn.Server):
        """Gives up the queries under way when it is told to end, so that nobody waits for them."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            super().handle_exit(sig, frame)
            threading.Thread(target=site.close).start()

    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none")
    threading.Thread(target=_count, args=(site,), daemon=True).start()
    if address:
        import webbrowser

        # The socket listens already: a browser that is faster than the server waits for it.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    with suppress(KeyboardInterrupt):
        Server(config).run(sockets=[listener])


def _count(site: Site) -> None:
    """Counts what the first page shows while the server gets ready; what is wrong is said by the page."""
    from contextlib import suppress

    from kg.serve.pages.home import counted

    with suppress(Exception):
        counted(site)
