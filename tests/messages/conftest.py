"""A kind of message of the tests' own, and a real mail server on this machine."""

import socketserver
import threading
import uuid
from datetime import datetime

import pytest

from cchc.core import clock
from cchc.messages import kinds
from cchc.messages.kinds import Kind
from cchc.messages.services.telling import Told, tell


class MailServer:
    """Speaks SMTP on a free port, keeps what it is given. `refuses`: the answer to a recipient; None accepts all."""

    refuses: str | None = None

    def __init__(self) -> None:
        self.letters: list[tuple[str, bytes]] = []
        keeper = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self._say("220 tests")
                recipient = ""
                while line := self.rfile.readline():
                    words = line.decode().strip()
                    verb = words[:4].upper()
                    if verb == "RCPT" and (refusal := keeper.refuses):
                        self._say(refusal)
                    elif verb == "RCPT":
                        recipient = words.split("<", 1)[1].rstrip(">")
                        self._say("250 ok")
                    elif verb == "DATA":
                        self._say("354 go on")
                        keeper.letters.append((recipient, self._letter()))
                        self._say("250 kept")
                    elif verb == "QUIT":
                        self._say("221 bye")
                        return
                    else:
                        self._say("250 ok")

            def _letter(self) -> bytes:
                lines = iter(self.rfile.readline, b".\r\n")
                return b"".join(lines)

            def _say(self, words: str) -> None:
                self.wfile.write(f"{words}\r\n".encode())

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.DEFAULT_FROM_EMAIL = "cchc@lamson.example"
    settings.BASE_URL = "https://cchc.lamson.example"
    yield server
    server.stop()


@pytest.fixture
def open_subjects(monkeypatch):
    """Subjects that still ask for something; the tests' kinds ask this set."""
    subjects: set[uuid.UUID] = set()
    known = {
        code: Kind(code, label, "bell", "soon", lambda uids: subjects & set(uids))
        for code, label in (("t.due", "Đến hạn"), ("t.late", "Quá hạn"))
    }
    monkeypatch.setattr(kinds, "_kinds", known)
    return subjects


@pytest.fixture
def told(cast, open_subjects):
    """Tell somebody something: told(cast.lan, "1.a", kind="t.late")."""

    def act(user, title, *, kind="t.due", at=None):
        subject = uuid.uuid4()
        open_subjects.add(subject)
        notice = Told(
            user.pk, cast.agency.pk, kind, subject, title, f"Ban hành {title}", f"/tasks/{subject}/"
        )
        tell(notices=[notice], at=at or moment(6, 30))
        return notice

    return act


@pytest.fixture
def reachable(cast):
    """Lan and Minh have official addresses."""
    for user in (cast.lan, cast.minh):
        user.email = f"{user.username}@lamson.example"
        user.save(update_fields=["email"])
    return cast


def moment(hour, minute=0, *, day=10, month=3):
    """A moment of March 2026 in Vietnam; the 10th is a Tuesday."""
    return datetime(2026, month, day, hour, minute, tzinfo=clock.VIETNAM)
