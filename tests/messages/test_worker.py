"""The way of a mail through the real queue: made, queued after commit, tried again by the worker until it is sent."""

from itertools import chain, repeat

import pytest
from django.core.management import call_command

from cchc.core import schedule
from cchc.messages.models import Mail
from cchc.messages.services import mailing
from tests.messages.conftest import moment

QUEUE = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
        "ENQUEUE_ON_COMMIT": True,
    }
}


@pytest.mark.django_db(transaction=True)
def test_the_worker_tries_a_busy_server_three_times(
    reachable, told, mail_server, settings, monkeypatch
):
    settings.TASKS = QUEUE
    monkeypatch.setattr(schedule, "_plans", {})
    answers = chain(["451 not now", "451 not now"], repeat(None))
    monkeypatch.setattr(type(mail_server), "refuses", property(lambda self: next(answers)))
    told(reachable.lan, "1.a")
    assert mailing.make_digests(at=moment(8)) == 1
    call_command("worker", "--batch")
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts) == ("sent", 3)
    assert len(mail_server.letters) == 1
