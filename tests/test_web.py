"""What the server writes into Streamlit's page."""

import asyncio

import pytest

from caspian import web

PAGE = b'<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body></body></html>'


def serve(
    headers: list[tuple[bytes, bytes]], query: bytes = b"", content_type: bytes = b"text/html; charset=utf-8"
) -> tuple[dict[bytes, bytes], bytes]:
    """The answer of a one-page app behind the middleware, whose body comes in two pieces."""
    seen: dict[str, object] = {}

    async def app(scope, receive, send) -> None:
        seen.update(scope)
        sent = [(b"content-type", content_type), (b"content-length", str(len(PAGE)).encode()), (b"etag", b"x")]
        await send({"type": "http.response.start", "status": 200, "headers": sent})
        await send({"type": "http.response.body", "body": PAGE[:40], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[40:]})

    messages = []

    async def send(message) -> None:
        messages.append(message)

    scope = {"type": "http", "headers": headers, "query_string": query}
    asyncio.run(web.PageShell(app)(scope, None, send))  # pyright: ignore[reportArgumentType]
    return dict(messages[0]["headers"]), b"".join(message.get("body", b"") for message in messages[1:])


HTML = (b"accept", b"text/html")


@pytest.mark.parametrize(
    ("query", "accepted", "code"),
    [
        (b"lang=az", b"ru", "az"),
        (b"lang=xx&country=KAZ", b"ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        (b"", b"de,fr", "en"),
        (b"", b"", "en"),
        (b"lang=%3Cscript%3E", b"", "en"),
    ],
)
def test_the_page_says_its_language(query: bytes, accepted: bytes, code: str) -> None:
    headers, body = serve([HTML, (b"accept-language", accepted)], query)
    assert f'<html lang="{code}">'.encode() in body
    assert b"<title>Trans-Caspian Monitor</title>" in body
    assert int(headers[b"content-length"]) == len(body)
    assert b"etag" not in headers


def test_what_is_not_a_page_passes_untouched() -> None:
    assert serve([(b"accept", b"*/*")])[1] == PAGE
    assert serve([HTML], content_type=b"application/json")[1] == PAGE
