"""Which addresses we may reach. One table, asked twice: for the URL as written, and for each address at the moment of dialling.

The second question is the one that counts: a connection is opened to exactly the address that was checked, so a
name that answers differently the next time (rebinding) cannot lead it elsewhere.
"""

from __future__ import annotations

import queue
import re
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, quote_from_bytes, urljoin, urlsplit

from requests import PreparedRequest, RequestException
from urllib3.exceptions import HTTPError

from jobs.errors import Refused, Unreachable

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Iterable[str]]

PORTS = {"http": 80, "https": 443}
LONGEST_URL = 4096
#: Everything a URL may hold besides letters and digits; the rest is percent-encoded.
_KEPT = "!#$%&'()*+,/:;=?@[]~-._|"
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
#: Chinese names are the only ones beyond ASCII that we read; of other scripts a look-alike cannot be told from a name.
_HAN_LABEL = re.compile(r"[a-z0-9\u3400-\u4dbf\u4e00-\u9fff-]{1,63}")

#: IANA's special-purpose registry, without what it calls globally reachable and with what nobody should be sent to.
_CLOSED_4: tuple[IPv4Network, ...] = tuple(
    IPv4Network(net)
    for net in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    )
)
_OPEN_6 = IPv6Network("2000::/3")  # the rest is mapped, translated (64:ff9b::), local, multicast or unassigned
_CLOSED_6: tuple[IPv6Network, ...] = tuple(
    IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)


@dataclass(frozen=True, slots=True)
class Target:
    """An address that passed the first question. `url` is what is sent: normalised, without fragment."""

    url: str
    scheme: str
    host: str  # lower case, ASCII; IPv6 without brackets
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port in one string, always with the port."""
        return f"{self.scheme}://{_bracketed(self.host)}:{self.port}"


def is_public(address: Address) -> bool:
    """Whether the address belongs to the open internet. Anything that carries another address inside does not."""
    if isinstance(address, IPv4Address):
        return not any(address in net for net in _CLOSED_4)
    return address.scope_id is None and address in _OPEN_6 and not any(address in net for net in _CLOSED_6)


def system_resolver(host: str, port: int) -> list[str]:
    """All addresses of a name, in the system's order. Raises OSError."""
    return [str(answer[4][0]) for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Guard:
    """Says which URLs and addresses may be reached. Thread-safe: holds nothing that changes."""

    def __init__(self, allow: frozenset[tuple[str, int]] = frozenset(), resolve: Resolver = system_resolver) -> None:
        self._allow = frozenset((ip_address(ip), port) for ip, port in allow)
        self._ports = frozenset(PORTS.values()) | {port for _, port in allow}
        self._resolve = resolve

    def target(self, url: str) -> Target:
        """The URL as it will be sent. Raises Refused: blocked_url for its spelling, blocked_address for where it leads."""
        url = url.strip(" ")
        if len(url) > LONGEST_URL or _ODD.search(url):
            raise Refused("blocked_url", url[:200], "length or characters")
        parts = _split(url)
        host, port = _host(parts, url), _port(parts, url)
        literal = _literal(host)
        if literal is not None and not self.may_reach(literal, port):
            raise Refused("blocked_address", url, f"{literal} port {port}")
        if port not in self._ports:
            raise Refused("blocked_url", url, f"port {port}")
        netloc = _bracketed(host) + ("" if port == PORTS[parts.scheme] else f":{port}")
        path = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
        return Target(_as_sent(f"{parts.scheme}://{netloc}{path}", netloc), parts.scheme, host, port)

    def may_reach(self, address: Address, port: int) -> bool:
        """Whether a connection to this very address and port is allowed."""
        return (address, port) in self._allow or (port in PORTS.values() and is_public(address))

    def is_exempt(self, target: Target) -> bool:
        """Whether the target is a literal of the allow-list: our own demonstration, not somebody's site."""
        literal = _literal(target.host)
        return literal is not None and (literal, target.port) in self._allow

    def addresses(self, host: str, port: int, seconds: float) -> list[Address]:
        """Resolve once; every answer must be allowed. Raises Refused blocked_address, Unreachable dns or timeout."""
        literal = _literal(host.strip("[]"))
        found = [literal] if literal is not None else _within(seconds, self._resolve, host, port)
        if not found:
            raise Unreachable("dns", host, "no address")
        if wrong := [address for address in found if not self.may_reach(address, port)]:
            raise Refused("blocked_address", host, f"{wrong[0]} port {port}")
        return list(dict.fromkeys(found))


def follow(target: Target, location: str) -> str:
    """Where a Location header leads from here, as a URL still to be checked. Bytes beyond ASCII are percent-encoded as sent."""
    if "\\" in location:
        raise Refused("blocked_url", location[:200], "backslash")
    return urljoin(target.url, quote_from_bytes(location.strip(" \t").encode("latin-1", "replace"), safe=_KEPT))


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Refused("blocked_url", url, str(error)) from error
    if parts.scheme not in PORTS:
        raise Refused("blocked_url", url, f"scheme {parts.scheme[:20]!r}")
    if "@" in parts.netloc or "%" in parts.netloc:
        raise Refused("blocked_url", url, "user information or escapes in the host")
    return parts


def _port(parts: SplitResult, url: str) -> int:
    try:
        port = parts.port
    except ValueError as error:
        raise Refused("blocked_url", url, "port") from error
    if parts.netloc.endswith(":"):
        raise Refused("blocked_url", url, "empty port")
    return PORTS[parts.scheme] if port is None else port


def _host(parts: SplitResult, url: str) -> str:
    """The host in one spelling. A name that ends in a number must be a plain dotted quad: no decimal, octal, hex or short forms."""
    host = (parts.hostname or "").removesuffix(".")
    if parts.netloc.startswith("["):
        if _literal(host) is None:
            raise Refused("blocked_url", url, "host")
        return host
    labels = [_ascii_label(label, url) for label in host.split(".")]
    if not all(_LABEL.fullmatch(label) for label in labels) or len(host) > 253:
        raise Refused("blocked_url", url, "host")
    host = ".".join(labels)
    if _NUMBER.fullmatch(labels[-1]) and _literal(host) is None:
        raise Refused("blocked_address", url, "an address in an odd spelling")
    return host


def _ascii_label(label: str, url: str) -> str:
    plain = label
    try:
        if label.startswith("xn--"):
            plain = label.encode("ascii").decode("idna")
        if plain.isascii():
            return label
        if _HAN_LABEL.fullmatch(plain):
            return plain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Refused("blocked_url", url, "host") from error
    raise Refused("blocked_url", url, "a host name in a script that we do not read")


def _as_sent(url: str, netloc: str) -> str:
    """The URL as requests will send it (dots resolved, escapes in one form): robots.txt is asked about this one."""
    request = PreparedRequest()
    try:
        request.prepare_url(url, None)
    except (RequestException, HTTPError, ValueError) as error:
        raise Refused("blocked_url", url, type(error).__name__) from error
    sent = request.url or ""
    if urlsplit(sent).netloc != netloc:
        raise Refused("blocked_url", url, "two readings of the host")
    return sent


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _within(seconds: float, resolve: Resolver, host: str, port: int) -> list[Address]:
    """Resolve in a thread of its own: the system's resolver cannot be interrupted, our deadline can."""
    box: queue.SimpleQueue[list[Address] | OSError | ValueError] = queue.SimpleQueue()

    def work() -> None:
        try:
            box.put([ip_address(text) for text in resolve(host, port)])
        except (OSError, ValueError) as error:
            box.put(error)

    threading.Thread(target=work, name="resolve", daemon=True).start()
    try:
        answer = box.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise Unreachable("timeout", host, "the name took too long to resolve") from None
    if isinstance(answer, Exception):
        raise Unreachable("dns", host, str(answer)) from answer
    return answer
