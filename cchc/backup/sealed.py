"""A stream of bytes sealed with a passphrase: scrypt, then AES-256-GCM over frames of one MiB.

File: magic, salt (16), key check (16), checksum of these (8); then frames of [last? 1][length 4][ciphertext].
A frame's nonce is its number and whether it is the last one, under a key that this file alone has, so frames
cannot be changed, reordered, dropped or cut without notice. docs/adr/0016-backup-format.md. Plain Python.
"""

import hashlib
import hmac
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from cchc.core.errors import DomainError
from cchc.core.text import canonical

MAGIC = b"CCHC-BACKUP\x00\x00\x00\x00\x01"
FRAME = 1 << 20
_SALT, _CHECK, _SUM, _TAG = 16, 16, 8, 16
_HEAD = len(MAGIC) + _SALT + _CHECK + _SUM
_CHECK_NONCE = b"\xff" * 12


class NotABackup(DomainError):
    text = "Tệp này không phải bản sao lưu của cchc."


class NewerFormat(DomainError):
    text = "Bản sao lưu có định dạng mà phiên bản cchc này chưa biết. Hãy dùng phiên bản cchc đã tạo ra nó."


class WrongPassphrase(DomainError):
    text = "Mật khẩu của bản sao lưu không đúng."


class Cut(DomainError):
    text = "Bản sao lưu bị cắt cụt: thiếu phần cuối. Hãy chép lại tệp hoặc dùng bản khác."


class Changed(DomainError):
    text = "Bản sao lưu đã bị thay đổi hoặc hỏng sau khi tạo. Hãy chép lại tệp hoặc dùng bản khác."


class SealedWriter:
    """Takes bytes, writes frames. `close` writes the last one; without it the file counts as cut."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        salt = os.urandom(_SALT)
        self._file, self._cipher = file, _cipher(passphrase, salt)
        self._waiting = bytearray()
        self._number = 0
        head = MAGIC + salt + self._cipher.encrypt(_CHECK_NONCE, b"", MAGIC + salt)
        file.write(head + _sum(head))

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > FRAME:
            self._frame(bytes(self._waiting[:FRAME]), is_last=False)
            del self._waiting[:FRAME]
        return len(data)

    def close(self) -> None:
        self._frame(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _frame(self, plain: bytes, is_last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, is_last), plain, None)
        self._file.write(bytes([is_last]) + len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


class SealedReader:
    """Gives the bytes back as they were written, or raises one of the refusals above; never unverified bytes."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        head = file.read(_HEAD)
        if head[: len(MAGIC)] != MAGIC[: len(head)]:
            raise NewerFormat if head.startswith(MAGIC[:-1]) else NotABackup
        if len(head) < _HEAD:
            raise Cut if head else NotABackup
        body, told = head[:-_SUM], head[-_SUM:]
        if not hmac.compare_digest(_sum(body), told):
            raise Changed
        salt = body[len(MAGIC) : -_CHECK]
        self._file, self._cipher = file, _cipher(passphrase, salt)
        try:
            self._cipher.decrypt(_CHECK_NONCE, body[-_CHECK:], MAGIC + salt)
        except InvalidTag as error:
            raise WrongPassphrase from error
        self._ready = bytearray()
        self._number = 0
        self._ended = False

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; fewer only at the end."""
        while len(self._ready) < size and not self._ended:
            self._ready += self._next()
        taken = bytes(self._ready[:size])
        del self._ready[:size]
        return taken

    def _next(self) -> bytes:
        head = self._file.read(5)
        if len(head) < 5:
            raise Cut
        last, length = head[0], int.from_bytes(head[1:], "big")
        if last > 1 or not _TAG <= length <= FRAME + _TAG:
            raise Changed
        sealed = self._file.read(length)
        if len(sealed) < length:
            raise Cut
        try:
            plain = self._cipher.decrypt(_nonce(self._number, bool(last)), sealed, None)
        except InvalidTag as error:
            raise Changed from error
        self._number += 1
        self._ended = bool(last)
        if self._ended and self._file.read(1):
            raise Changed
        return plain


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    """64 MiB and about a third of a second for each guess; Vietnamese letters count alike however composed."""
    scrypt = Scrypt(salt=salt, length=32, n=1 << 16, r=8, p=2)
    return AESGCM(scrypt.derive(canonical(passphrase).encode()))


def _nonce(number: int, is_last: bool) -> bytes:
    return bytes([is_last]) + number.to_bytes(11, "big")


def _sum(head: bytes) -> bytes:
    return hashlib.sha256(head).digest()[:_SUM]
