"""What a unit may answer for one indicator, whether on a page or in a cell. Plain Python."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

OFFICIAL, ESTIMATED, NOT_ARISING = "official", "estimated", "not_arising"
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"\d+([,.]\d+)?")
_MOST = Decimal("99999999999999")
_STEP = Decimal("0.0001")
NO_NUMBER = "Hãy nhập số không âm, ví dụ 1.254 hoặc 99,76."


def read_number(text: str) -> Decimal | None:
    """A number as officials type it: 1.254, 1254, 99,76; None for nothing. Raises ValueError when it is none.

    "1.254" is one thousand and more: three digits behind each point make it a group.
    """
    text = text.replace("\u00a0", "").replace(" ", "")
    if not text:
        return None
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    elif not _PLAIN.fullmatch(text):
        raise ValueError(text)
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if number > _MOST:
        raise ValueError(text)
    return number.quantize(_STEP)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as given; `said`: official, estimated or not_arising."""

    said: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""

    @property
    def is_silent(self) -> bool:
        """Nothing was said: no number and no không phát sinh."""
        return self.said != NOT_ARISING and self.numerator is None and self.denominator is None


def faults_of(answer: Answered, *, is_share: bool, has_figure: bool) -> dict[str, str]:
    """What is wrong with an answer, by field (numerator, denominator, note); {} when it may be kept.

    is_share: the indicator has a denominator. has_figure: the unit said something before, which cannot be unsaid.
    """
    if answer.said == NOT_ARISING:
        faults = {}
        if answer.numerator is not None or answer.denominator is not None:
            faults["numerator"] = "Không phát sinh thì để trống số liệu; số 0 là một số liệu."
        if not answer.note:
            faults["note"] = "Hãy nêu lý do không phát sinh."
        return faults
    if answer.is_silent:
        if has_figure:
            sentence = "Số đã nhập không để trống lại được: hãy nhập 0 hoặc chọn không phát sinh."
            return {"numerator": sentence}
        return {}
    if is_share and (answer.numerator is None or answer.denominator is None):
        missing = "numerator" if answer.numerator is None else "denominator"
        return {missing: "Tỷ lệ cần cả tử số và mẫu số."}
    if answer.denominator is not None and not is_share:
        return {"denominator": "Chỉ tiêu này không có mẫu số; hãy để trống."}
    if answer.said == ESTIMATED and not answer.note:
        return {"note": "Số ước cần nêu căn cứ."}
    return {}
