"""What the server adds around Streamlit's own pages: their language and a steady first paint. Plain ASGI."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from caspian import text

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

STEADY = """
.stMainBlockContainer{max-width:none!important}
#root:not(:has([data-testid=stSidebar] [data-testid=stButtonGroup], .st-key-stage)) *,
#root:not(:has([data-testid=stPageLink], .st-key-stage)) *{animation:awaiting 8s step-end}
@keyframes awaiting{from{visibility:hidden}}
"""
"""Until the filters and the navigation are there (8 s at most), nothing is painted that they would push aside.
The presentation's stage has neither.

Without this a first load moves its whole content once.
"""

TITLE = "Trans-Caspian Monitor"

_ASKS_ANEW = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
_NO_LONGER_TRUE = {b"content-length", b"etag", b"last-modified"}


class PageShell:
    """Middleware that writes the language, the title and the first style into the page Streamlit serves.

    Streamlit's own file says ``lang="en"`` and ``Streamlit``, whatever the viewer chose.
    """

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or b"text/html" not in _headers(scope).get(b"accept", b""):
            await self._app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name not in _ASKS_ANEW]
        await self._app({**scope, "headers": plain}, receive, _Rewriter(send, chosen_language(scope)))


class _Rewriter:
    """A ``send`` that holds an HTML answer back until it is whole, rewrites it, and passes the rest on."""

    def __init__(self, send: Send, code: str) -> None:
        self._send = send
        self._code = code
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if dict(message["headers"]).get(b"content-type", b"").startswith(b"text/html"):
                self._start = message
                return
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._start)
            return
        await self._send(message)

    async def _send_page(self, start: Message) -> None:
        body = rewritten(self._body.decode("utf-8"), self._code).encode("utf-8")
        kept = [(name, value) for name, value in start["headers"] if name.lower() not in _NO_LONGER_TRUE]
        headers = [*kept, (b"content-length", str(len(body)).encode()), (b"vary", b"Accept-Language")]
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def rewritten(page: str, code: str) -> str:
    """Streamlit's page with the viewer's language, our title and the style of the first paint."""
    page = re.sub(r'<html lang="[^"]*"', f'<html lang="{code}"', page, count=1)
    page = re.sub(r"<title>[^<]*</title>", f"<title>{TITLE}</title>", page, count=1)
    return page.replace("</head>", f"<style>{STEADY}</style></head>", 1)


def chosen_language(scope: Scope) -> str:
    """The language of an HTTP request: the address's, else the browser's, else English."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    asked = _headers(scope).get(b"accept-language", b"").decode("latin-1")
    return text.preferred([*query.get("lang", ()), *(part.split(";")[0].strip() for part in asked.split(","))])


def _headers(scope: Scope) -> dict[bytes, bytes]:
    return dict(scope["headers"])
