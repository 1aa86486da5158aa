"""A receiver of reports on the loopback: takes JSON, knows repeated keys, and fails as it is told to."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "ma-cua-so"


@dataclass
class Fault:
    """One answer before the receiver behaves: a status, headers, and whether it took the report all the same.

    cut: the connection ends before the answer ("all") or in its middle ("half").
    """

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    takes: bool = False
    body: bytes = b"{}"
    cut: str = ""


class Receiver(ThreadingHTTPServer):
    """`taken`: bodies by key, in order. `asked`: how many requests came. `faults`: answers to give first."""

    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scheme = "https" if tls else "http"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.taken: dict[str, dict] = {}
        self.asked = 0
        self.faults: list[Fault] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that turns away is no news."""

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}/bao-cao"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def log_message(self, *args: object) -> None:
        """Tests are quiet."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self._send(401, b'{"message": "token"}', {})
        key = self.headers["Idempotency-Key"]
        if self.server.faults:
            fault = self.server.faults.pop(0)
            if fault.takes:
                self.server.taken[key] = json.loads(body)
            if fault.cut == "half":
                self._send(fault.status, fault.body, fault.headers, more=100)
            self.close_connection = bool(fault.cut)
            return None if fault.cut else self._send(fault.status, fault.body, fault.headers)
        is_repeat = key in self.server.taken
        self.server.taken.setdefault(key, json.loads(body))
        number = list(self.server.taken).index(key) + 1
        headers = {"Idempotent-Replayed": "true"} if is_repeat else {}
        return self._send(200, json.dumps({"reference": f"{number:02d}/TN"}).encode(), headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str], more: int = 0) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + more))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def receiver(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """The receiver, running until the block ends. tls: it is spoken to by https."""
    server = Receiver(tls)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
