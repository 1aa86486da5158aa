"""Word's automatic numbers come out as they are printed."""

from pathlib import Path

import docx
import pytest

from cchc.reading.inputs.docx import read
from cchc.reading.inputs.docx.numbering import in_style


def level(index: int, style: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def definition(key: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(text: str, key: int | None = None, at: int | None = 0, style: str = "") -> str:
    said = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    said += "" if key is None else f'<w:numId w:val="{key}"/>'
    said = f"<w:numPr>{said}</w:numPr>" if said else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{styled}{said}</w:pPr>{run}</w:p>"


def texts(path: Path) -> list[str]:
    return [block.text for block in read(path, 0).blocks]


PLAN = definition(
    0,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
    level(4, "bullet", "\uf0b7"),
)


def test_roman_decimal_nested_and_letter_levels_count_and_restart(word):
    body = "".join(
        item(text, 1, at)
        for text, at in [
            ("Mục đích", 0), ("Yêu cầu", 1), ("Chung", 1), ("Chi tiết", 2), ("Chi tiết", 2),
            ("Việc", 3), ("Việc", 3), ("Sản phẩm", 4), ("Nhiệm vụ", 0), ("Một", 1), ("Sâu", 2),
        ]
    )  # fmt: skip
    assert texts(word(body, PLAN + num(1, 0))) == [
        "I. Mục đích", "1. Yêu cầu", "2. Chung", "2.1. Chi tiết", "2.2. Chi tiết",
        "a) Việc", "b) Việc", "- Sản phẩm", "II. Nhiệm vụ", "1. Một", "1.1. Sâu",
    ]  # fmt: skip


def test_articles_print_their_word_and_only_their_own_level(word):
    numbering = definition(
        0, level(0, "upperRoman", "Chương %1"), level(1, "decimal", "Điều %2.")
    ) + num(1, 0)
    body = item("Quy định chung", 1) + item("Phạm vi", 1, 1) + item("Đối tượng", 1, 1)
    assert texts(word(body, numbering)) == [
        "Chương I Quy định chung", "Điều 1. Phạm vi", "Điều 2. Đối tượng",
    ]  # fmt: skip


def test_lists_of_one_definition_count_on_unless_the_start_is_overridden(word):
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = definition(0, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 0)
    numbering += num(3, 0, override)
    body = item("một", 1) + item("hai", 2) + item("lại một", 3) + item("lại hai", 3)
    assert texts(word(body, numbering)) == ["1. một", "2. hai", "1. lại một", "2. lại hai"]


def test_an_overridden_level_prints_in_its_own_format(word):
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>'
    numbering = definition(0, level(0, "decimal", "%1.")) + num(1, 0, override)
    assert texts(word(item("việc", 1), numbering)) == ["a) việc"]


def test_a_list_starts_where_it_says(word):
    start = level(0, "decimal", "%1.").replace('w:start w:val="1"', 'w:start w:val="5"')
    numbering = definition(0, start) + num(1, 0)
    assert texts(word(item("x", 1) + item("y", 1), numbering)) == ["5. x", "6. y"]


def test_a_level_that_never_restarts_counts_through(word):
    numbering = definition(
        0,
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'),
    ) + num(1, 0)
    body = item("A", 1) + item("a", 1, 1) + item("B", 1) + item("b", 1, 1)
    assert texts(word(body, numbering)) == ["I. A", "1. a", "II. B", "2. b"]


def test_a_level_that_was_skipped_counts_as_begun(word):
    body = item("A", 1) + item("B", 1, 1) + item("việc", 1, 3) + item("sâu", 1, 2)
    assert texts(word(body, PLAN + num(1, 0))) == ["I. A", "1. B", "a) việc", "1.2. sâu"]


def test_a_legal_level_prints_every_count_as_a_decimal(word):
    numbering = definition(
        0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>")
    ) + num(1, 0)
    assert texts(word(item("A", 1) + item("a", 1, 1), numbering)) == ["I. A", "1.1. a"]


def test_numbers_come_through_paragraph_styles(word):
    numbering = definition(
        0,
        level(0, "upperRoman", "%1.", '<w:pStyle w:val="Muc"/>'),
        level(1, "decimal", "%2.", '<w:pStyle w:val="Tieumuc"/>'),
    ) + num(7, 0)
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{key}"/>{base}'
        f"<w:pPr><w:numPr>{number}</w:numPr></w:pPr></w:style>"
        for key, base, number in [
            ("Muc", "", '<w:numId w:val="7"/>'),
            ("Tieumuc", "", '<w:ilvl w:val="1"/><w:numId w:val="7"/>'),
            ("Con", '<w:basedOn w:val="Muc"/>', '<w:numId w:val="0"/>'),
        ]
    )
    body = "".join(item("x", None, None, style) for style in ["Muc", "Tieumuc", "Con", "Muc"])
    assert texts(word(body, numbering, styles)) == ["I. x", "1. x", "x", "II. x"]


def test_a_definition_that_points_to_a_list_style_uses_the_one_behind_it(word):
    numbering = (
        definition(0, more='<w:numStyleLink w:val="Danhsach"/>')
        + definition(1, level(0, "lowerLetter", "%1)"))
        + num(1, 0)
        + num(2, 1)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Danhsach"><w:pPr><w:numPr>'
        '<w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert texts(word(item("việc", 1), numbering, styles)) == ["a) việc"]


def test_number_zero_takes_the_number_away(word):
    assert texts(word(item("không số", 0), PLAN)) == ["không số"]


def test_letters_typed_by_hand_stay_as_typed(word):
    body = "".join(item(text, None, None) for text in ["d) Bốn", "đ) Năm", "e) Sáu"])
    assert texts(word(body)) == ["d) Bốn", "đ) Năm", "e) Sáu"]


@pytest.mark.parametrize(("bullet", "mark"), [("+", "+"), ("\uf0b7", "-"), ("–", "-"), ("o", "-")])
def test_bullets_become_dashes_but_a_plus_stays(word, bullet, mark):
    numbering = definition(0, level(0, "bullet", bullet)) + num(1, 0)
    assert texts(word(item("ý", 1), numbering)) == [f"{mark} ý"]


def test_an_empty_numbered_paragraph_is_counted_but_is_no_block(word):
    numbering = definition(0, level(0, "decimal", "%1.")) + num(1, 0)
    body = item("một", 1) + item("", 1) + item("ba", 1)
    assert texts(word(body, numbering)) == ["1. một", "3. ba"]


def test_a_numbering_column_without_text_prints_its_numbers(word):
    numbering = definition(0, level(0, "decimal", "%1")) + num(1, 0)
    row = "<w:tr><w:tc>{}</w:tc><w:tc><w:p><w:r><w:t>Việc</w:t></w:r></w:p></w:tc></w:tr>"
    table = f"<w:tbl>{row.format(item('', 1)) * 2}</w:tbl>"
    (block,) = read(word(table, numbering), 0).blocks
    assert [row[0].text for row in block.rows] == ["1", "2"]


def test_python_docx_list_styles_are_numbered(tmp_path):
    document = docx.Document()
    for text, style in [("Một", "List Number"), ("Hai", "List Number"), ("Ý", "List Bullet")]:
        document.add_paragraph(text, style=style)
    document.save(tmp_path / "a.docx")
    assert texts(tmp_path / "a.docx") == ["1. Một", "2. Hai", "- Ý"]


@pytest.mark.parametrize(
    ("count", "style", "printed"),
    [
        (4, "upperRoman", "IV"), (49, "lowerRoman", "xlix"), (26, "lowerLetter", "z"),
        (28, "lowerLetter", "bb"), (3, "decimalZero", "03"), (0, "upperRoman", "0"),
        (12, "unheardOf", "12"),
    ],
)  # fmt: skip
def test_counts_print_in_words_number_formats(count, style, printed):
    assert in_style(count, style) == printed
