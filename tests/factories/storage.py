"""A small S3 server on the loopback: objects in memory, every request's signature checked by the published rules."""

import hashlib
import hmac
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET, KEY, SECRET, REGION = "minh-chung", "khoa", "bi-mat-cua-kho", "us-east-1"


class Storage(ThreadingHTTPServer):
    """`objects`: name to bytes. `refused`: requests whose signature was wrong."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.refused = 0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Storage

    def log_message(self, *args: object) -> None:
        """Tests are quiet."""

    def do_GET(self) -> None:
        self._answer()

    do_HEAD = do_PUT = do_POST = do_GET  # noqa: N815  names of the standard library

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not _is_signed(self.command, self.path, self.headers, body):
            self.server.refused += 1
            return self._send(403, _error("SignatureDoesNotMatch"))
        address = urlsplit(self.path)
        name = unquote(address.path).removeprefix(f"/{BUCKET}").lstrip("/")
        asked = dict(parse_qsl(address.query, keep_blank_values=True))
        if self.command in {"PUT", "POST"}:
            return self._write(name, asked, body)
        if "list-type" in asked:
            return self._list(asked)
        if name not in self.server.objects:
            return self._send(404, _error("NoSuchKey"))
        return self._read(self.server.objects[name])

    def _write(self, name: str, asked: dict[str, str], body: bytes) -> None:
        parts = self.server.parts
        if "delete" in asked:
            keys = re.findall(r"<Key>([^<]+)</Key>", body.decode())
            for key in keys:
                self.server.objects.pop(key, None)
            told = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
            return self._xml("DeleteResult", told)
        if "uploads" in asked:
            upload = f"u{len(parts)}"
            parts[upload] = {}
            told = f"<UploadId>{upload}</UploadId>"
            return self._xml("InitiateMultipartUploadResult", told)
        if "partNumber" in asked:
            parts[asked["uploadId"]][int(asked["partNumber"])] = body
        elif "uploadId" in asked:
            whole = parts.pop(asked["uploadId"])
            self.server.objects[name] = b"".join(whole[number] for number in sorted(whole))
            return self._xml("CompleteMultipartUploadResult", "<ETag>whole</ETag>")
        else:
            self.server.objects[name] = body
        return self._send(
            200, b"", {"ETag": f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'}
        )

    def _read(self, content: bytes) -> None:
        status, sent, more = 200, content, {}
        if span := self.headers.get("Range"):
            first, _dash, last = span.removeprefix("bytes=").partition("-")
            start, end = int(first), min(int(last or len(content)), len(content) - 1)
            status, sent = 206, content[start : end + 1]
            more = {"Content-Range": f"bytes {start}-{end}/{len(content)}"}
        self._send(status, sent, more | {"ETag": '"x"', "Last-Modified": _LAST})

    def _list(self, asked: dict[str, str]) -> None:
        prefix, after = asked.get("prefix", ""), asked.get("continuation-token", "")
        names = sorted(n for n in self.server.objects if n.startswith(prefix) and n > after)
        most = int(asked.get("max-keys", 2))
        rows = "".join(
            f"<Contents><Key>{escape(name)}</Key><Size>{len(self.server.objects[name])}</Size>"
            f"<LastModified>2026-03-01T00:00:00.000Z</LastModified><ETag>x</ETag></Contents>"
            for name in names[:most]
        )
        more = len(names) > most
        token = (
            f"<NextContinuationToken>{escape(names[most - 1])}</NextContinuationToken>"
            if more
            else ""
        )
        self._xml(
            "ListBucketResult",
            f"<IsTruncated>{str(more).lower()}</IsTruncated>{token}<KeyCount>{len(names[:most])}</KeyCount>{rows}",
        )

    def _xml(self, name: str, inside: str) -> None:
        self._send(200, f'<?xml version="1.0" encoding="UTF-8"?><{name}>{inside}</{name}>'.encode())

    def _send(self, status: int, body: bytes, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


_LAST = format_datetime(datetime(2026, 3, 1, tzinfo=UTC), usegmt=True)


def _error(code: str) -> bytes:
    return f"<Error><Code>{code}</Code></Error>".encode()


def _is_signed(method: str, path: str, headers: object, body: bytes) -> bool:
    """Whether the request carries the right AWS4-HMAC-SHA256 signature of our one key."""
    given = headers["Authorization"] or ""
    told = dict(part.strip().split("=", 1) for part in given.partition(" ")[2].split(","))
    if "Signature" not in told:
        return False
    key, scope = told["Credential"].split("/", 1)
    names = told["SignedHeaders"].split(";")
    content = headers["x-amz-content-sha256"] or ""
    if content != "UNSIGNED-PAYLOAD" and content != hashlib.sha256(body).hexdigest():
        return False
    address = urlsplit(path)
    asked = sorted(parse_qsl(address.query, keep_blank_values=True))
    query = "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in asked)
    lines = "".join(f"{name}:{' '.join(headers[name].split())}\n" for name in names)
    request = f"{method}\n{address.path}\n{query}\n{lines}\n{';'.join(names)}\n{content}"
    digest = hashlib.sha256(request.encode()).hexdigest()
    signed = f"AWS4-HMAC-SHA256\n{headers['x-amz-date']}\n{scope}\n{digest}"
    secret = f"AWS4{SECRET}".encode()
    for part in scope.split("/"):
        secret = hmac.new(secret, part.encode(), hashlib.sha256).digest()
    right = hmac.new(secret, signed.encode(), hashlib.sha256).hexdigest()
    return key == KEY and hmac.compare_digest(right, told["Signature"])


@contextmanager
def storage() -> Iterator[Storage]:
    """A server that listens while the block runs."""
    server = Storage()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def setting(server: Storage, **other: str) -> dict[str, str]:
    """What EVIDENCE_S3 is for this server."""
    own = f"http://127.0.0.1:{server.server_port}"
    told = {"endpoint": own, "bucket": BUCKET, "key": KEY, "secret": SECRET, "region": REGION}
    return told | other
