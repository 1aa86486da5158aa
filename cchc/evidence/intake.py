"""Files that are offered as proof: each is looked at before anything is kept."""

import zipfile

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cchc.evidence.rules import carries_macros, is_accepted, media_type_of
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import guard

_HEAD_BYTES = 4096


def media_type(file: UploadedFile) -> str:
    """What the file is, by its first bytes and its name."""
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    return media_type_of(head, file.name or "")


def problem_of(file: UploadedFile) -> str | None:
    """The sentence why this file is not taken as proof; None for one that is. Leaves it at its beginning."""
    if not file.size:
        return _("tệp rỗng. Hãy chọn tệp khác.")
    if not is_accepted(media_type(file), file.name or ""):
        return _(
            "loại tệp này không nhận làm minh chứng. Hãy dùng PDF, Word, Excel, PowerPoint, ảnh hoặc văn bản thuần."
        )
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    try:
        names = _members(file) if head.startswith(b"PK") else []
    except UnreadableFile as refusal:
        return refusal.message
    found = carries_macros(head, names, file.chunks())
    file.seek(0)
    return _("tệp có macro. Hãy lưu lại không có macro, hoặc thành PDF.") if found else None


def _members(file: UploadedFile) -> list[str]:
    """Names inside a container whose size is bounded. Raises UnreadableFile for a bomb or a broken one."""
    try:
        with zipfile.ZipFile(file) as archive:
            guard.check_members(archive.infolist())
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile("damaged", _("tệp đã hỏng, không mở được.")) from error
    finally:
        file.seek(0)
