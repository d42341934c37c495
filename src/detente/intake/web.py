"""Fetching a page: http and https only, with limits on time, size and redirects.

Addresses inside private, loopback, link-local or otherwise special networks are refused, also
after a redirect, so that a URL in a list of sources cannot be used to reach what only this
machine can reach. The name is looked up once and that very address is connected to.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from ..errors import ItemError
from .options import Fetched

MAX_REDIRECTS = 5
TIMEOUT = 30.0
MAX_PAGE = 16 * 1024 * 1024
_CHUNK = 65536
_SAFE = "/%:@!$&'()*+,;=~"
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "detente (news reader for research)",
    "Accept": "text/html,application/xhtml+xml,text/plain,application/x-ndjson;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    headers: urllib3.HTTPHeaderDict
    content: bytes


def fetch(
    url: str,
    *,
    timeout: float = TIMEOUT,
    max_bytes: int = MAX_PAGE,
    allow_private: bool = False,
) -> Fetched:
    """Return the content at `url`, after at most five redirects.

    `timeout` bounds the whole, in seconds; `max_bytes` the content after decompression.
    `allow_private` lifts the ban on addresses that are not public (for tests and intranets).
    Proxies are not used. Raises ItemError where the page cannot be had, with the reason.
    """
    deadline = time.monotonic() + timeout
    address = url
    for _ in range(MAX_REDIRECTS + 1):
        parts = _split(address, url)
        host, port = _resolve(parts, allow_private, url)
        reply = _request(parts, (host, port), (deadline, max_bytes), url)
        location = reply.headers.get("Location")
        if reply.status in _REDIRECTS and location:
            address = urljoin(address, location)
            continue
        if reply.status != 200:
            raise ItemError(f"the server answered with status {reply.status}", source=url)
        media_type, charset = _content_type(reply.headers.get("Content-Type", ""))
        return Fetched(url=address, content=reply.content, media_type=media_type, charset=charset)
    raise ItemError(f"more than {MAX_REDIRECTS} redirects", source=url)


def _split(address: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise ItemError(f"not a valid URL: {error}", source=url) from error
    if parts.scheme not in ("http", "https"):
        raise ItemError(
            f"cannot fetch {parts.scheme or 'this'}: URLs", source=url, hint="use http or https"
        )
    if not parts.hostname:
        raise ItemError("not a valid URL: it names no host", source=url)
    if parts.username or parts.password:
        raise ItemError("URLs with a user name or password are refused", source=url)
    return parts


def _resolve(parts: SplitResult, allow_private: bool, url: str) -> tuple[str, int]:
    """Look the host up and return an address that may be connected to."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ItemError(f"no such host: {parts.hostname}", source=url) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_private and not all(map(_is_public, addresses)):
        raise ItemError(f"refused: {parts.hostname} is not a public address", source=url)
    return addresses[0], port


def _is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if inner is not None:
            return _is_public(str(inner))
        if parsed in ipaddress.ip_network("64:ff9b::/96"):
            return _is_public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def _request(
    parts: SplitResult, peer: tuple[str, int], limits: tuple[float, int], url: str
) -> _Reply:
    deadline, max_bytes = limits
    left = deadline - time.monotonic()
    if left <= 0:
        raise ItemError("timed out", source=url)
    connection = _connection(parts, peer, left)
    target = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        target += "?" + quote(parts.query, safe=_SAFE + "?")
    host = parts.netloc.rpartition("@")[2]
    try:
        connection.connect()
        with _watchdog(connection.sock, deadline):
            connection.request(
                "GET", target, headers={**_HEADERS, "Host": host}, preload_content=False
            )
            # Closed by hand: the server's "close" hands the socket over to the response.
            with closing(connection.getresponse()) as response:
                wanted = response.status == 200
                content = _read(response, deadline, max_bytes, url) if wanted else b""
            if time.monotonic() >= deadline:
                raise ItemError("timed out", source=url)
            return _Reply(response.status, response.headers, content)
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        late = time.monotonic() >= deadline
        reason = "timed out" if late else f"cannot be fetched: {_reason(error)}"
        raise ItemError(reason, source=url) from error
    finally:
        connection.close()


def _connection(parts: SplitResult, peer: tuple[str, int], left: float) -> HTTPConnection:
    """A connection to the very address that was checked, under the name that was asked for."""
    address, port = peer
    if parts.scheme == "http":
        return HTTPConnection(address, port, timeout=left)
    name = parts.hostname
    return HTTPSConnection(
        address, port, timeout=left, server_hostname=name, assert_hostname=name,
        cert_reqs="CERT_REQUIRED",
    )  # fmt: skip


@contextmanager
def _watchdog(sock: socket.socket | None, deadline: float) -> Iterator[None]:
    """Shut the socket at the deadline: a server that drips bytes defeats timeouts per read."""
    timer = Timer(max(0.0, deadline - time.monotonic()), _shut, (sock,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(sock: socket.socket | None) -> None:
    if sock is None:
        return
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # closed already: nothing left to stop


def _read(response: urllib3.BaseHTTPResponse, deadline: float, max_bytes: int, url: str) -> bytes:
    pieces: list[bytes] = []
    size = 0
    for piece in response.stream(_CHUNK, decode_content=True):
        size += len(piece)
        if size > max_bytes:
            raise ItemError(f"larger than {max_bytes:,} bytes", source=url)
        if time.monotonic() > deadline:
            raise ItemError("timed out", source=url)
        pieces.append(piece)
    return b"".join(pieces)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _content_type(header: str) -> tuple[str, str | None]:
    media_type, _, parameters = header.partition(";")
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return media_type.strip().lower(), value.strip(" \"'") or None
    return media_type.strip().lower(), None
