"""Bytes of a text file to Vietnamese text: UTF-8, UTF-16, Windows-1258 or TCVN3 (the ABC fonts)."""

from cchc.core.text import canonical
from cchc.reading.errors import UnreadableFile

_ABC = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦"
_ABC_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_FROM_ABC = str.maketrans(_ABC, _ABC_LETTERS)
_COMMON = (" và ", " của ", " các ", " cải cách ", " thực hiện ", " hành chính ", " năm ", " được ")


def decode(data: bytes) -> str:
    """The text, canonical. Raises `UnreadableFile` when no encoding gives Vietnamese words."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return canonical(data.decode("utf-16"))
        except UnicodeDecodeError:
            raise _undecodable() from None
    try:
        return canonical(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _guess(data)


def _guess(data: bytes) -> str:
    latin = data.decode("latin-1")
    candidates = [
        data.decode("utf-8-sig", errors="replace"),  # a few bytes were spoilt on the way
        latin.translate(_FROM_ABC),
        data.decode("cp1258", errors="replace"),
    ]
    if data.count(b"\x00") > len(data) // 4:
        candidates.append(data.decode("utf-16-le", errors="replace"))
    best = max((canonical(text) for text in candidates), key=_familiar)
    if _familiar(best) == 0:
        raise _undecodable()
    return best


def _familiar(text: str) -> int:
    lower = text[:200_000].lower()
    return sum(lower.count(word) for word in _COMMON)


def _undecodable() -> UnreadableFile:
    return UnreadableFile(
        "encoding",
        "Không nhận ra bảng mã của tệp văn bản. Hãy lưu lại tệp theo bảng mã UTF-8 rồi thử lại.",
    )
