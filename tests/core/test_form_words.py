"""What a form says of a wrong entry, in words an official would use."""

import pytest
from django import forms
from django.core.exceptions import ValidationError


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        (forms.IntegerField(max_value=100), "150", "Giá trị không được lớn hơn 100."),
        (forms.IntegerField(min_value=1), "0", "Giá trị không được nhỏ hơn 1."),
        (forms.IntegerField(), "abc", "Hãy nhập số nguyên."),
        (forms.CharField(max_length=3), "abcd", "Dài nhất 3 ký tự (hiện có 4)."),
        (
            forms.DecimalField(max_digits=5, decimal_places=2),
            "1.234",
            "Nhiều nhất 2 chữ số sau dấu phẩy.",
        ),
        (
            forms.EmailField(),
            "an.nguyen",
            "Hãy nhập đúng địa chỉ thư điện tử, ví dụ an.nguyen@example.gov.vn.",
        ),
        (forms.FileField(), None, "Không được để trống mục này."),
    ],
)
def test_a_wrong_entry_is_refused_in_plain_vietnamese(field, given, said):
    with pytest.raises(ValidationError) as refused:
        field.clean(given)
    assert refused.value.messages == [said]
