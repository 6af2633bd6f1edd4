"""The page that shows the pictures of a run while it goes on: `day38 train --live`.

It is served to this machine alone (127.0.0.1), under an address that holds a random token. Tornado comes with Jupyter.
"""

from __future__ import annotations

import asyncio
import queue
import secrets
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler, StaticFileHandler

ADDRESS = "127.0.0.1"
HOSTS = r"(127\.0\.0\.1|localhost)"  # others are names that somebody else has let point here
PAGE = Path(__file__).with_name("live_page.html")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; connect-src 'self'; "
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Pictures(Protocol):
    """What the page shows: files in one folder, each of which may not be there yet."""

    folder: Path
    curves: Path
    film: Path


def serve(pictures: Pictures, status: Callable[[], str]) -> str:
    """Serve the page in a thread, until the process ends; returns its address.

    status: in words, how far the run is.

    Raises OSError where no port can be had.
    """
    started: queue.SimpleQueue[int | OSError] = queue.SimpleQueue()
    token = secrets.token_urlsafe(24)

    async def listen() -> None:
        try:
            sockets = bind_sockets(0, ADDRESS)
        except OSError as error:
            started.put(error)
            return
        HTTPServer(_application(token, pictures, status)).add_sockets(sockets)
        started.put(sockets[0].getsockname()[1])
        await asyncio.Event().wait()

    threading.Thread(target=lambda: asyncio.run(listen()), daemon=True).start()
    port = started.get()
    if isinstance(port, OSError):
        raise port
    return f"http://{ADDRESS}:{port}/{token}/"


def open_in_browser(address: str) -> None:
    """Show a page in a browser with windows; one in the terminal would hold up what runs there."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:  # a machine without one
        return
    if type(browser) is not webbrowser.GenericBrowser:
        browser.open(address)


def _application(token: str, pictures: Pictures, status: Callable[[], str]) -> Application:
    shown = [pictures.curves, pictures.film]

    class Answer(RequestHandler):
        def set_default_headers(self) -> None:
            for name, value in HEADERS.items():
                self.set_header(name, value)

    class Page(Answer):
        def get(self) -> None:
            self.finish(PAGE.read_bytes())

    class State(Answer):
        """How far the run is, and when each picture was drawn."""

        def get(self) -> None:
            drawn: dict[str, Any] = {p.name: p.stat().st_mtime for p in shown if p.exists()}
            folder = pictures.folder.parent
            self.finish({"run": str(folder), "status": status(), "drawn": drawn})

    class Picture(Answer, StaticFileHandler):
        pass

    names = "|".join(p.name.replace(".", r"\.") for p in shown)
    application = Application()
    application.add_handlers(
        HOSTS,
        [
            (rf"/{token}/", Page),
            (rf"/{token}/state", State),
            (rf"/{token}/({names})", Picture, {"path": str(pictures.folder.absolute())}),
        ],
    )
    return application
