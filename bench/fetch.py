"""What the door costs: fetches a second on the loopback against a bare requests.Session, with the pace set to nothing.

Run: python bench/fetch.py [requests]. The site answers from one process of its own, so that only the client is timed.
"""

from __future__ import annotations

import multiprocessing
import resource
import socket
import sys
import time
from collections.abc import Callable

import requests

from jobs.model import Ask
from scrapers.fetch import Fetcher, Terms, decode

PAGE = ("<html><head><title>示例</title></head><body>" + "<p>大同市平城区招聘焊工，月薪五千元。</p>" * 300 + "</body></html>").encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE
NO_ROBOTS = b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"


def serve(listener: socket.socket) -> None:
    """Answers one connection after the other until it is terminated."""
    while True:
        sock, _ = listener.accept()
        with sock:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while asked := sock.recv(65536):
                sock.sendall(NO_ROBOTS if asked.startswith(b"GET /robots.txt") else ANSWER)


def measure(name: str, times: int, get: Callable[[int], object]) -> tuple[float, float]:
    get(0)
    cpu = resource.getrusage(resource.RUSAGE_SELF)
    began = time.perf_counter()
    for number in range(times):
        get(number)
    wall = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime - cpu.ru_utime - cpu.ru_stime
    print(f"{name:34} {times / wall:7.0f} fetches/s  {1000 * spent / times:6.2f} ms CPU each")
    return times / wall, spent / times


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    server = multiprocessing.get_context("fork").Process(target=serve, args=(listener,), daemon=True)
    server.start()
    session = requests.Session()
    session.trust_env = False
    door = Fetcher(user_agent="TongpinBot/0.1", allow=frozenset({("127.0.0.1", port)}), terms=Terms(per_day=10**9))
    try:
        print(f"pages of {len(PAGE) // 1024} KiB")
        bare = measure("requests.Session, bytes only", times, lambda n: session.get(f"http://127.0.0.1:{port}/{n}").content)
        session.close()
        ours = measure(
            "the door, decoded and looked at", times, lambda n: door.fetch(Ask(f"http://127.0.0.1:{port}/{n}", why="start"), pace=0)
        )
        print(f"ratio {ours[0] / bare[0]:.2f} by the clock, {bare[1] / ours[1]:.2f} by CPU")
        for codec in ("utf-8", "gb18030"):
            data = PAGE.decode().encode(codec)
            began = time.perf_counter()
            for _ in range(200):
                decode(data)
            print(f"decode {codec:8} {200 * len(data) / 1e6 / (time.perf_counter() - began):6.0f} MB/s")
    finally:
        door.close()
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
