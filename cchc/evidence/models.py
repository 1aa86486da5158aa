"""One store of files by content. Rooms that use a file own their link table; a hash is never an address nor a right."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified


class StoredFile(Identified):
    """Bytes kept once under their SHA-256 in `EVIDENCE_DIR`; never changed, never deleted by an edit."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    media_type = models.CharField(_("loại tệp"), max_length=100)
    stored_at = models.DateTimeField(_("lưu lúc"))
