"""What was sealed comes back byte for byte, or not at all."""

from io import BytesIO

import pytest

from cchc.backup.sealed import (
    FRAME,
    Changed,
    Cut,
    NewerFormat,
    NotABackup,
    SealedReader,
    SealedWriter,
    WrongPassphrase,
)

WORDS = "mật khẩu đủ dài"
HEAD = 56  # magic, salt, check, checksum


def sealed(plain: bytes) -> bytes:
    file = BytesIO()
    writer = SealedWriter(file, WORDS)
    writer.write(plain)
    writer.close()
    return file.getvalue()


def opened(data: bytes, words: str = WORDS) -> bytes:
    reader = SealedReader(BytesIO(data), words)
    plain = b""
    while block := reader.read(700_000):
        plain += block
    return plain


@pytest.fixture(scope="module")
def three_frames() -> tuple[bytes, bytes]:
    plain = bytes(range(256)) * (FRAME // 100)
    return plain, sealed(plain)


@pytest.mark.parametrize("length", [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME])
def test_what_was_sealed_comes_back(length):
    plain = b"\x07" * length
    assert opened(sealed(plain)) == plain


def test_nothing_can_be_read_in_the_file(three_frames):
    assert b"cong van mat" not in sealed(b"cong van mat " * 1000)


def test_the_same_bytes_are_never_sealed_alike():
    assert sealed(b"a") != sealed(b"a")


def test_letters_composed_otherwise_are_the_same_passphrase():
    assert opened(sealed(b"x"), "mật khẩu đủ dài") == b"x"


@pytest.mark.parametrize("words", ["", "mat khau du dai", WORDS + " "])
def test_another_passphrase_is_called_wrong(words):
    with pytest.raises(WrongPassphrase):
        opened(sealed(b"x"), words)


@pytest.mark.parametrize("at", [17, 40, 50, HEAD, HEAD + 1, HEAD + 3, HEAD + 5, HEAD + FRAME, -1])
def test_a_changed_byte_is_found_wherever_it_is(three_frames, at):
    data = bytearray(three_frames[1])
    data[at] ^= 0x01
    with pytest.raises((Changed, Cut)):
        opened(bytes(data))


@pytest.mark.parametrize("kept", [20, HEAD, HEAD + 3, HEAD + 5 + FRAME // 2, -1, -17])
def test_a_cut_file_is_called_cut(three_frames, kept):
    with pytest.raises(Cut):
        opened(three_frames[1][:kept])


def test_a_file_cut_between_frames_is_called_cut(three_frames):
    whole_frame = 5 + FRAME + 16
    with pytest.raises(Cut):
        opened(three_frames[1][: HEAD + whole_frame])


def test_frames_in_another_order_or_twice_are_refused(three_frames):
    size = 5 + FRAME + 16
    head, first, rest = (
        three_frames[1][:HEAD],
        three_frames[1][HEAD : HEAD + size],
        three_frames[1][HEAD + size :],
    )
    for wrong in (
        head + rest[:size] + first + rest[size:],
        head + first + first + rest,
        head + rest,
    ):
        with pytest.raises(Changed):
            opened(wrong)


def test_something_added_behind_is_refused(three_frames):
    with pytest.raises(Changed):
        opened(three_frames[1] + b"\0")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + b"x" * 100, b"%PDF-1.7"])
def test_another_kind_of_file_is_no_backup(data):
    with pytest.raises(NotABackup):
        opened(data)


def test_a_later_format_is_named_as_such():
    data = bytearray(sealed(b"x"))
    data[15] = 2
    with pytest.raises(NewerFormat):
        opened(bytes(data))
