import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from detente.errors import ItemError
from detente.intake import fetch, web


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.split("?")[0].strip("/") or "root"
        getattr(self, name.split("/")[0], self.missing)()

    def reply(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def root(self) -> None:
        self.reply(200, b"<p>root", Content_Type='Text/HTML; charset="koi8-r"')

    def plain(self) -> None:
        self.reply(200, self.path.encode())

    def zipped(self) -> None:
        self.reply(200, gzip.compress(b"x" * 100_000), Content_Encoding="gzip")

    def hop(self) -> None:
        left = int(self.path.rsplit("/", 1)[1])
        self.reply(302, Location=f"/hop/{left - 1}" if left else "/")

    def away(self) -> None:
        self.reply(301, Location="file:///etc/passwd")

    def gone(self) -> None:
        self.reply(404)

    def broken(self) -> None:
        self.reply(200, b"short", Content_Length="100")

    def slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.drip()

    def heads(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
        self.drip()

    def drip(self) -> None:
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    def missing(self) -> None:
        self.reply(500)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def get(url: str, **options: object):  # type: ignore[no-untyped-def]
    return fetch(url, allow_private=True, **options)  # type: ignore[arg-type]


def refusal(url: str, **options: object) -> str:
    with pytest.raises(ItemError) as caught:
        get(url, **options)
    assert caught.value.source == url
    return str(caught.value)


def test_a_page(site: str) -> None:
    fetched = get(site)
    assert fetched.content == b"<p>root"
    assert (fetched.media_type, fetched.charset) == ("text/html", "koi8-r")
    assert get(site + "/plain/a b?c=d#e").content == b"/plain/a%20b?c=d"
    assert get(site + "/plain").media_type == ""


def test_redirects_are_followed_and_bounded(site: str) -> None:
    assert get(site + "/hop/3").url == site + "/"
    assert "redirects" in refusal(site + "/hop/9")
    assert "file:" in refusal(site + "/away")


def test_statuses_and_broken_replies(site: str) -> None:
    assert "404" in refusal(site + "/gone")
    assert "500" in refusal(site + "/unknown")
    assert "cannot be fetched" in refusal(site + "/broken")


def test_size_is_bounded_after_decompression(site: str) -> None:
    assert len(get(site + "/zipped").content) == 100_000
    assert "larger than 50,000" in refusal(site + "/zipped", max_bytes=50_000)


@pytest.mark.parametrize("path", ["/slow", "/heads"])
def test_time_is_bounded_however_the_server_drips(site: str, path: str) -> None:
    start = time.monotonic()
    assert "timed out" in refusal(site + path, timeout=0.3)
    assert time.monotonic() - start < 3


def test_no_time_left() -> None:
    assert "timed out" in refusal("http://127.0.0.1:9/", timeout=-1)


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert "cannot be fetched" in refusal(f"http://127.0.0.1:{taken.getsockname()[1]}/")


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/a", "file:///etc/passwd", "http://", "http://user:pw@example.org/",
     "http://example.org:99999/", "http://[::1", "http://a..b/"],
)  # fmt: skip
def test_bad_addresses(url: str) -> None:
    refusal(url)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",
     "100.64.0.1", "224.0.0.1", "240.0.0.1", "[::1]", "[fe80::1]", "[fd00::1]",
     "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"],
)  # fmt: skip
def test_private_addresses_are_refused(host: str) -> None:
    with pytest.raises(ItemError, match="not a public address"):
        fetch(f"http://{host}/")


def test_private_addresses_are_refused_after_a_redirect_too(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def public_at_first(address: str) -> bool:
        seen.append(address)
        return len(seen) == 1

    monkeypatch.setattr(web, "_is_public", public_at_first)
    with pytest.raises(ItemError, match="not a public address"):
        fetch(site + "/hop/2")
    assert len(seen) == 2


def test_public_addresses_are_public() -> None:
    assert web._is_public("93.184.216.34")
    assert web._is_public("2606:2800:220:1::1")
    assert web._is_public("64:ff9b::808:808")


def test_a_certificate_is_demanded(site: str) -> None:
    assert "cannot be fetched" in refusal(site.replace("http://", "https://"))
