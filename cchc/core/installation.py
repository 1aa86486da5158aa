"""Is this installation sound? One function per question, each answering with a Vietnamese line."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from cchc.core import clock

WORKER_BEATS_EVERY_SECONDS = 10
BACKLOG_AFTER = timedelta(minutes=2)
LEAST_FREE_GIB = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """`is_sound` decides the exit status; what is only `optional` never does."""

    is_sound: bool
    text: str
    optional: bool = False


def examine() -> list[Answer]:
    """Every question in order; those on tables are asked only when the database is ready."""
    answers = [question() for question in (_mode, _hosts, _folders, _static, _fonts, _disk)]
    ready = _database()
    answers.append(ready)
    if ready.is_sound:
        answers.append(_backlog())
    answers += [_worker(), _mail()]
    return answers + [_program(*each) for each in _OPTIONAL]


def worker_sign() -> Path:
    """The file in which a living worker notes the time."""
    return Path(settings.VAR_DIR) / "worker-alive"


def _mode() -> Answer:
    texts = {
        "production": _("Chế độ vận hành chính thức, không gỡ lỗi, khóa bí mật đủ dài"),
        "demo": _("Chế độ trình diễn: chỉ dùng thử, không đưa dữ liệu thật vào"),
        "test": _("Chế độ kiểm thử: không phục vụ người dùng"),
    }
    return Answer(not settings.DEBUG, texts[settings.ENV])


def _hosts() -> Answer:
    hosts = [host for host in settings.ALLOWED_HOSTS if host]
    if not hosts:
        return Answer(False, _("Chưa khai báo tên miền phục vụ: đặt CCHC_HOSTS"))
    if "*" in hosts:
        return Answer(False, _("CCHC_HOSTS không được là *: liệt kê từng tên miền"))
    return Answer(True, _("Tên miền phục vụ: %(hosts)s") % {"hosts": ", ".join(hosts)})


def _folders() -> Answer:
    folders = [Path(settings.VAR_DIR), Path(settings.EVIDENCE_DIR)]
    for folder in folders:
        nearest = next(each for each in (folder, *folder.parents) if each.exists())
        if not os.access(nearest, os.W_OK):
            return Answer(False, _("Không ghi được vào thư mục %(folder)s") % {"folder": folder})
    return Answer(True, _("Ghi được vào thư mục dữ liệu và kho tài liệu kiểm chứng"))


def _static() -> Answer:
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists() or settings.ENV == "test":
        return Answer(True, _("Tệp giao diện đã gom"))
    return Answer(False, _("Chưa gom tệp giao diện: chạy make setup"))


def _fonts() -> Answer:
    if any(Path(settings.FONTS_DIR).rglob("*.ttf")):
        return Answer(True, _("Có phông chữ để xuất văn bản PDF"))
    return Answer(False, _("Thiếu phông chữ để xuất văn bản PDF: chạy make setup"))


def _disk() -> Answer:
    folder = Path(settings.VAR_DIR)
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    free = shutil.disk_usage(nearest).free / 2**30
    text = _("Dung lượng đĩa còn trống: %(free)s GiB") % {"free": f"{free:.1f}".replace(".", ",")}
    return Answer(free >= LEAST_FREE_GIB, text)


def _database() -> Answer:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Answer(False, _("Không kết nối được cơ sở dữ liệu: xem DATABASE_URL"))
    if waiting:
        return Answer(False, _("Cơ sở dữ liệu chưa nâng cấp: chạy cchc migrate"))
    return Answer(True, _("Cơ sở dữ liệu (%(kind)s) đã sẵn sàng") % {"kind": connection.vendor})


def _backlog() -> Answer:
    from django_tasks_db.models import DBTaskResult

    ready = DBTaskResult.objects.ready()
    late = ready.filter(enqueued_at__lt=clock.now() - BACKLOG_AFTER).count()
    if late:
        text = _("%(count)s việc nền chờ quá 2 phút: tiến trình nền không chạy hoặc quá tải")
        return Answer(False, text % {"count": late})
    return Answer(True, _("Không có việc nền bị dồn"))


def _worker() -> Answer:
    sign = worker_sign()
    silent_after = timedelta(seconds=3 * WORKER_BEATS_EVERY_SECONDS)
    if sign.exists() and clock.now() - datetime.fromisoformat(sign.read_text()) < silent_after:
        return Answer(True, _("Tiến trình nền đang chạy"))
    return Answer(False, _("Tiến trình nền không chạy: cchc worker hoặc cchc serve --with-worker"))


def _mail() -> Answer:
    if not settings.EMAIL_HOST:
        text = _("Chưa khai báo máy chủ thư (CCHC_MAIL_HOST): chỉ báo trong phần mềm")
        return Answer(False, text, optional=True)
    if not settings.BASE_URL:
        text = _("Chưa khai báo địa chỉ phần mềm (CCHC_BASE_URL): thư nhắc việc không có liên kết")
        return Answer(False, text, optional=True)
    text = _("Thư nhắc việc gửi qua %(host)s") % {"host": settings.EMAIL_HOST}
    return Answer(True, text, optional=True)


def _program(name: str, found: str, missing: str) -> Answer:
    is_found = shutil.which(name) is not None
    return Answer(is_found, found if is_found else missing, optional=True)


_OPTIONAL: tuple[tuple[str, str, str], ...] = (
    (
        "soffice",
        "Có LibreOffice để đọc tệp .doc, .odt, .rtf, .xls, .ods",
        "Không có LibreOffice: tệp .doc, .odt, .rtf, .xls, .ods cần lưu lại thành .docx, .xlsx trước khi nạp",
    ),
    (
        "tesseract",
        "Có Tesseract để nhận dạng chữ trong bản quét",
        "Không có Tesseract: không đọc được bản quét và hình ảnh",
    ),
    (
        "chromium",
        "Có Chromium để kiểm thử giao diện và chụp màn hình",
        "Không có Chromium: chỉ cần khi kiểm thử giao diện và chụp màn hình",
    ),
)
