"""Certificates are checked against the name, always; the address is pinned all the same."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jobs.errors import Refused
from jobs.model import Ask
from scrapers.fetch import Terms


def openssl(*words: str, cwd: Path) -> None:
    subprocess.run(["openssl", *words], cwd=cwd, check=True, capture_output=True)


@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> Path:
    """An authority of our own, and certificates: good, expired, of another name, self-signed."""
    folder = tmp_path_factory.mktemp("tls")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/CN=test authority", cwd=folder)
    for name, host in (("good", "good.test"), ("expired", "good.test"), ("other", "other.test")):
        (folder / "ext").write_text(f"subjectAltName=DNS:{host}\n")
        openssl("req", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={host}", cwd=folder)
        dates = ("200101000000Z", "200201000000Z") if name == "expired" else ("200101000000Z", "491231000000Z")
        _sign(folder, name, dates)
    openssl(
        "req",
        "-x509",
        *key,
        "-keyout",
        "self.key",
        "-out",
        "self.pem",
        "-days",
        "30",
        "-subj",
        "/CN=good.test",
        "-addext",
        "subjectAltName=DNS:good.test",
        cwd=folder,
    )
    return folder


def _sign(folder: Path, name: str, dates: tuple[str, str]) -> None:
    (folder / "index.txt").write_text("")
    (folder / "serial").write_text("01\n")
    (folder / "ca.cnf").write_text(
        "[ca]\ndefault_ca=x\n[x]\ndir=.\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n"
    )
    openssl(
        *("ca", "-batch", "-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "ca.key", "-in", f"{name}.csr", "-out", f"{name}.pem"),
        *("-startdate", dates[0], "-enddate", dates[1], "-extfile", "ext", "-notext"),
        cwd=folder,
    )


@pytest.fixture
def tls(papers) -> Iterator[Callable[..., int]]:
    """Starts a TLS server that says hello to whoever gets through; returns its port."""
    listeners: list[socket.socket] = []

    def start(name: str, highest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> int:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(papers / f"{name}.pem", papers / f"{name}.key")
        context.maximum_version = highest
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def serve() -> None:
            while True:
                try:
                    sock, _ = listener.accept()
                except OSError:
                    return
                with sock:
                    sock.settimeout(10)
                    try:
                        with context.wrap_socket(sock, server_side=True) as secure:
                            while secure.recv(65536):
                                secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
                    except OSError:
                        continue

        threading.Thread(target=serve, daemon=True).start()
        return int(listener.getsockname()[1])

    yield start
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def get(bench, papers: Path, port: int, host: str = "good.test", trusted: bool = True):
    terms = Terms(resolve=lambda name, port: ["127.0.0.1"], ca_file=str(papers / "ca.pem") if trusted else None)
    return bench.door(terms, allow=frozenset({("127.0.0.1", port)})).fetch(Ask(f"https://{host}:{port}/", why="start"), pace=0)


def test_a_good_certificate_is_checked_against_the_name_while_the_address_is_pinned(bench, papers, tls):
    page = get(bench, papers, port := tls("good"))
    assert (page.text, page.url) == ("hello", f"https://good.test:{port}/")


@pytest.mark.parametrize(
    ("name", "host", "trusted"),
    [
        ("expired", "good.test", True),
        ("other", "good.test", True),
        ("self", "good.test", True),
        ("good", "good.test", False),
        ("good", "127.0.0.1", True),
    ],
)
def test_bad_certificates_are_refused(bench, papers, tls, name, host, trusted):
    with pytest.raises(Refused) as caught:
        get(bench, papers, tls(name), host, trusted)
    assert caught.value.reason == "tls"
    assert caught.value.detail


def test_old_protocols_are_refused(bench, papers, tls):
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        port = tls("good", ssl.TLSVersion.TLSv1)
    with pytest.raises(Refused) as caught:
        get(bench, papers, port)
    assert caught.value.reason == "tls"


def test_the_environment_names_no_other_authorities(bench, papers, tls, monkeypatch):
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, str(papers / "ca.pem"))
    with pytest.raises(Refused):
        get(bench, papers, tls("good"), trusted=False)
