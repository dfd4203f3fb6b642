"""One request, one answer, on requests' adapter alone.

requests' Session is left out on purpose: it reads and inflates the bodies of redirects even when told not to follow
them, keeps cookies, and listens to proxies and passwords of the environment. The adapter does none of this.
Connections are opened by `_dial` only, to an address that the guard has just checked.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import requests
from requests.adapters import DEFAULT_CA_BUNDLE_PATH, HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, InvalidChunkLength, ProtocolError, ReadTimeoutError
from urllib3.exceptions import SSLError as TlsError
from urllib3.util import Timeout
from urllib3.util.ssl_ import create_urllib3_context

from jobs.errors import FetchError, Refused, Unreachable
from scrapers.fetch.body import KIB, Limits, check_framing, gather
from scrapers.fetch.deadline import Deadline
from scrapers.fetch.guard import Guard, Target

CONNECT_SECONDS = 10.0
_PIECE = 64 * KIB
_MOST_HEADER_BYTES = 64 * KIB  # in all; http.client holds a line to 64 KiB and their number to 100
_IDLE_HOSTS = 32  # connections kept open for the next request


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be sent."""

    target: Target
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. The body is b"" when its status did not make us read it."""

    status: int
    headers: Mapping[str, str]  # lower-case names; Set-Cookie is left out
    body: bytes = b""


#: How much of the body to read, from the status; None leaves it unread.
Appetite = Callable[[int], Limits | None]


class Wire(HTTPAdapter):
    """Sends requests over guarded connections. Thread-safe; `close` shuts what is idle."""

    def __init__(self, guard: Guard, ca_file: str | None = None) -> None:
        self._guard = guard
        self._here = threading.local()  # the deadline of this thread's request, and whether it dialled
        self._tls = create_urllib3_context(ssl_minimum_version=ssl.TLSVersion.TLSv1_2, cert_reqs=ssl.CERT_REQUIRED)
        self._tls.check_hostname = True
        self._tls.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
        if ca_file:
            self._tls.load_verify_locations(ca_file)
        super().__init__(pool_connections=_IDLE_HOSTS, pool_maxsize=1)
        self.poolmanager.pool_classes_by_scheme = _guarded_pools(self._dial, self._resume)

    def exchange(self, request: Request, seconds: float, appetite: Appetite) -> Answer:
        """Send and read within `seconds`, all in all. Raises Refused or Unreachable."""
        url = request.target.url
        with Deadline(seconds) as deadline:
            self._here.deadline, self._here.dialled = deadline, False
            try:
                raw = self._send(request, deadline)
                try:
                    answer = _read(raw, url, appetite)
                finally:
                    raw.close()  # a body left unread takes its connection with it; one that was read is back in the pool
            except FetchError as error:
                late = deadline.expired
                raise _late(url) if late else type(error)(error.reason, url, error.detail, error.retry_after) from error
            except (requests.RequestException, HTTPError, http.client.HTTPException, OSError, ValueError) as error:
                raise _late(url) if deadline.expired else _named(error, url) from error
            if deadline.expired:
                raise _late(url)  # a body without length looks whole when its socket is shut
            return answer

    def _send(self, request: Request, deadline: Deadline) -> HTTPResponse:
        prepared = requests.PreparedRequest()
        prepared.prepare(method=request.method, url=request.target.url, headers=dict(request.headers), data=request.body)
        if prepared.url != request.target.url:
            raise Refused("blocked_url", request.target.url, "two readings of the address")
        try:
            return self._attempt(prepared, deadline)
        except requests.ConnectionError as error:
            stale = not self._here.dialled and request.method == "GET" and isinstance(_root(error), ConnectionError)
            if not stale or deadline.expired:
                raise
            return self._attempt(prepared, deadline)  # the site had closed the idle connection; a new one will be dialled

    def _attempt(self, prepared: requests.PreparedRequest, deadline: Deadline) -> HTTPResponse:
        left = deadline.left() + 0.25  # the deadline strikes first, and says so
        response = self.send(prepared, stream=True, timeout=Timeout(connect=min(left, CONNECT_SECONDS), read=left))  # type: ignore[arg-type]  # urllib3's Timeout is accepted, the stub knows only numbers
        assert isinstance(response.raw, HTTPResponse)
        return response.raw

    # ------------------------------------------------------------ what requests' adapter asks of us

    def cert_verify(self, conn: HTTPConnectionPool, url: str, verify: object, cert: object) -> None:  # noqa: ARG002  # the parent's signature
        """Certificates are always checked, by one context for all connections."""
        if isinstance(conn, HTTPSConnectionPool):
            conn.cert_reqs = "CERT_REQUIRED"

    def build_connection_pool_key_attributes(self, request, verify, cert=None):  # type: ignore[no-untyped-def]  # noqa: ARG002  # the parent's signature; its types are private
        """As the parent, with our TLS context and nothing of `verify`."""
        host, _ = super().build_connection_pool_key_attributes(request, True, None)
        return host, {"ssl_context": self._tls} if host["scheme"] == "https" else {}

    def build_response(self, req: requests.PreparedRequest, resp: BaseHTTPResponse) -> requests.Response:
        """As the parent, without parsing cookies."""
        response = requests.Response()
        response.status_code, response.raw, response.url = resp.status, resp, req.url or ""
        response.headers = CaseInsensitiveDict(resp.headers)
        return response

    # ------------------------------------------------------------ connections

    def _dial(self, host: str, port: int) -> socket.socket:
        deadline: Deadline = self._here.deadline
        self._here.dialled = True
        last: OSError | None = None
        for address in self._guard.addresses(host, port, deadline.left())[:4]:
            family = socket.AF_INET if address.version == 4 else socket.AF_INET6
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(max(0.05, min(deadline.left(), CONNECT_SECONDS)))
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.connect((str(address), port))
                deadline.watch(sock)
            except OSError as error:
                sock.close()
                last = error
            else:
                return sock
        reason = "timeout" if isinstance(last, TimeoutError) else "connect"
        raise Unreachable(reason, f"{host}:{port}", str(last)) from last

    def _resume(self, sock: socket.socket) -> None:
        self._here.deadline.watch(sock)


class _Strict(http.client.HTTPResponse):
    """Refuses two different lengths while http.client can still close what it opened; urllib3 notices too late for that."""

    def begin(self) -> None:
        super().begin()
        lengths = {part.strip() for value in self.headers.get_all("content-length", []) for part in value.split(",")}
        if len(lengths) > 1:
            raise http.client.HTTPException("two lengths")


def _guarded_pools(
    dial: Callable[[str, int], socket.socket], resume: Callable[[socket.socket], None]
) -> dict[str, type[HTTPConnectionPool]]:
    """urllib3's pools, with the two places replaced where a connection is opened and where it is used again."""

    class Plain(HTTPConnection):
        response_class = _Strict

        def _new_conn(self) -> socket.socket:
            return dial(self._dns_host, self.port)

        def putrequest(self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False) -> None:
            if self.sock is not None:
                resume(self.sock)
            super().putrequest(method, url, skip_host, skip_accept_encoding)

    class Secure(HTTPSConnection):
        response_class = _Strict

        def _new_conn(self) -> socket.socket:
            return dial(self._dns_host, self.port)

        def putrequest(self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False) -> None:
            if self.sock is not None:
                resume(self.sock)
            super().putrequest(method, url, skip_host, skip_accept_encoding)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _read(raw: HTTPResponse, url: str, appetite: Appetite) -> Answer:
    if sum(len(name) + len(value) for name, value in raw.headers.iteritems()) > _MOST_HEADER_BYTES:
        raise Unreachable("protocol_error", url, "headers too large")
    headers = {name.lower(): value for name, value in raw.headers.items() if name.lower() not in ("set-cookie", "set-cookie2")}
    limits = appetite(raw.status)
    if limits is None:
        return Answer(raw.status, headers)
    length = check_framing(headers, url)
    if length is not None and length > limits.raw and not limits.cut:
        raise Unreachable("too_large", url, f"announces {length} bytes")
    body, _ = gather(_pieces(raw), headers, url, limits)
    return Answer(raw.status, headers, body)


def _pieces(raw: HTTPResponse) -> Iterator[bytes]:
    yield from raw.stream(_PIECE, decode_content=False)


def _late(url: str) -> Unreachable:
    return Unreachable("timeout", url, "over the deadline")


def _named(error: Exception, url: str) -> FetchError:
    """The one place where a foreign error gets one of our names."""
    root = _root(error)
    if isinstance(root, (ssl.SSLError, ssl.CertificateError)) or isinstance(error, (requests.exceptions.SSLError, TlsError)):
        return Refused("tls", url, str(root)[:200])
    if isinstance(root, TimeoutError) or isinstance(error, (requests.Timeout, ReadTimeoutError)):
        return Unreachable("timeout", url, "the site fell silent")
    cut = isinstance(root, ProtocolError) and "ended prematurely" in str(root)
    if cut or (isinstance(root, (ConnectionError, http.client.IncompleteRead)) and not isinstance(root, InvalidChunkLength)):
        return Unreachable("incomplete", url, type(root).__name__)
    if isinstance(root, OSError):
        return Unreachable("connect", url, str(root)[:200])
    return Unreachable("protocol_error", url, f"{type(root).__name__}: {root}"[:200])


def _root(error: BaseException) -> BaseException:
    """The innermost error: requests and urllib3 wrap what the socket said up to three times."""
    for _ in range(8):
        inner = next((arg for arg in reversed(error.args) if isinstance(arg, BaseException)), None)
        inner = inner or getattr(error, "reason", None) or error.__cause__
        if not isinstance(inner, BaseException):
            break
        error = inner
    return error
