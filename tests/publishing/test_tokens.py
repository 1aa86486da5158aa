"""A PDF is signed by a key that never leaves its token; what goes wrong is told apart, and the PIN is tried once."""

import io
import json

import pkcs11
import pytest
from pkcs11 import TokenFlag
from pkcs11 import exceptions as told
from pyhanko.pdf_utils.reader import PdfFileReader

from cchc.publishing import token_program
from cchc.publishing.signing import CannotSign
from cchc.publishing.tokens import sign_with_token
from tests.factories import signed
from tests.factories.tokens import PIN, SoftToken, library

pytestmark = pytest.mark.usefixtures("softhsm")
SEAL, LEADER = "con dau", "lanh dao"


@pytest.fixture(scope="module")
def ca():
    return signed.Authority()


@pytest.fixture
def token(softhsm, tmp_path):
    return SoftToken.make(tmp_path / "hsm")


@pytest.fixture
def sign(token):
    def act(label=SEAL, *, pin=PIN, pdf=None, at=signed.NOW, seconds=30.0, **change):
        return sign_with_token(
            pdf or signed.plain_pdf("Bao cao"), token=token.at(label, **change), pin=pin, at=at,
            reason="Ban hành", place="Lam Sơn", seconds=seconds,
        )  # fmt: skip

    return act


def refused(act, *given, **more):
    with pytest.raises(CannotSign) as caught:
        act(*given, **more)
    return caught.value.reason


def embedded(body):
    return PdfFileReader(io.BytesIO(body)).embedded_signatures


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_a_key_on_the_token_signs(token, sign, ca, kind):
    holder = ca.issue("Sở Khoa học và Công nghệ", stamps=kind == "rsa")
    token.keep(holder, SEAL)
    made = sign()
    assert (made.name, made.issuer) == ("Sở Khoa học và Công nghệ", "CA thử nghiệm")
    (one,) = embedded(made.body)
    assert one.compute_digest()
    assert one.signer_cert.dump() == holder.der


def test_the_leader_signs_first_and_the_seal_beside_it(token, sign, ca):
    token.keep(ca.issue("Đỗ Thị Thanh"), LEADER, mark="01")
    token.keep(ca.issue("Sở Khoa học và Công nghệ"), SEAL, mark="02")
    first = sign(LEADER)
    second = sign(SEAL, pdf=first.body)
    assert second.body.startswith(first.body)
    names = [each.signer_cert.subject.native["common_name"] for each in embedded(second.body)]
    assert names == ["Đỗ Thị Thanh", "Sở Khoa học và Công nghệ"]


def test_certificates_on_the_token_that_lead_to_the_root_go_along(token, sign, ca):
    token.keep(ca.issue("Sở Khoa học và Công nghệ"), SEAL)
    token.keep(ca.holder, "ca", mark="0a", key=False)
    token.keep(signed.Authority("CA khác").holder, "khac", mark="0b", key=False)
    (one,) = embedded(sign().body)
    assert [each.dump() for each in one.other_embedded_certs] == [ca.holder.der]


def test_what_is_missing_is_told_apart(token, sign, ca):
    token.keep(ca.issue("A"), SEAL)
    token.keep(ca.issue("B"), "khong khoa", mark="02", key=False)
    assert refused(sign, module="/khong/co.so") == "module"
    assert refused(sign, module="/etc/passwd") == "module"
    assert refused(sign, token="khac") == "token"
    assert refused(sign, slot=1) == "token"
    assert refused(sign, "khong co") == "certificate"
    assert refused(sign, "khong khoa") == "key"


def test_a_certificate_that_is_not_good_leaves_the_pin_untried(token, sign, ca):
    token.keep(ca.issue("A", days=(-400, -30)), "cu", mark="01")
    token.keep(ca.issue("B", days=(30, 400)), "moi", mark="02")
    assert refused(sign, "cu", pin="sai") == "expired"
    assert refused(sign, "moi", pin="sai") == "not_yet"


def test_a_key_of_another_certificate_makes_no_signature(token, sign, ca):
    token.keep(ca.issue("A"), SEAL, cert=False)
    token.keep(ca.issue("B"), SEAL, key=False)
    assert refused(sign) == "mismatch"


def test_what_is_no_pdf_is_told(token, sign, ca):
    token.keep(ca.issue("A"), SEAL)
    assert refused(sign, pdf=b"khong phai") == "damaged"


def test_a_library_that_does_not_answer_is_ended(token, sign, ca):
    token.keep(ca.issue("A"), SEAL)
    assert refused(sign, seconds=0.01) == "no_answer"


def test_a_library_that_crashes_is_told(token, sign, ca, tmp_path):
    token.keep(ca.issue("A"), SEAL)
    assert refused(sign, environment={"PYTHONHOME": "/khong/co"}) == "crashed"


def test_the_pin_is_tried_once(token, ca, tries):
    token.keep(ca.issue("A"), SEAL)
    assert tries(pin="000000") == ("pin", 1)


@pytest.mark.parametrize(
    ("flag", "reason"),
    [(TokenFlag.USER_PIN_LOCKED, "locked"), (TokenFlag.USER_PIN_FINAL_TRY, "last_try")],
)
def test_the_last_try_is_never_used_up(token, ca, tries, flag, reason):
    token.keep(ca.issue("A"), SEAL)
    assert tries(flags=flag) == (reason, 0)


def test_a_token_that_locks_itself_is_told(token, ca, tries):
    token.keep(ca.issue("A"), SEAL)
    assert tries(opening=told.PinLocked) == ("locked", 1)


@pytest.mark.parametrize("fault", [told.DeviceRemoved, told.TokenNotPresent, told.GeneralError])
def test_a_token_pulled_in_mid_way_leaves_nothing(token, ca, tries, fault):
    token.keep(ca.issue("A"), SEAL)
    assert tries(signing=fault) == ("pulled", 1)


def test_a_token_that_signs_in_another_way_is_told(token, ca, tries):
    token.keep(ca.issue("A"), SEAL)
    assert tries(signing=told.MechanismInvalid) == ("unable", 1)


class Faulty:
    """The real library, slot, token, session or key, with one fault; counts how often a PIN was given."""

    def __init__(self, real, faults, count):
        self.real, self.faults, self.count = real, faults, count

    def __getattr__(self, name):
        return getattr(self.real, name)

    def __getitem__(self, name):
        return self.real[name]

    def __enter__(self):
        return Faulty(self.real.__enter__(), self.faults, self.count)

    def __exit__(self, *error):
        return self.real.__exit__(*error)

    def _of(self, real):
        return Faulty(real, self.faults, self.count)

    @property
    def flags(self):
        return self.real.flags | self.faults.get("flags", 0)

    def get_slots(self, **given):
        return [self._of(slot) for slot in self.real.get_slots(**given)]

    def get_token(self):
        return self._of(self.real.get_token())

    def open(self, **given):
        if "user_pin" in given:
            self.count.append(given["user_pin"])
            if "opening" in self.faults:
                raise self.faults["opening"]
        return self._of(self.real.open(**given))

    def get_objects(self, wanted):
        return [self._of(row) for row in self.real.get_objects(wanted)]

    def sign(self, data, **given):
        if "signing" in self.faults:
            raise self.faults["signing"]
        return self.real.sign(data, **given)


@pytest.fixture
def tries(token, monkeypatch):
    """Signs in this process through a faulty library: the reason, and how often a PIN was given."""
    for name, value in token.environment.items():
        monkeypatch.setenv(name, value)

    def act(*, pin=PIN, **faults):
        asked = {
            "token": {"module": library(), "token": token.label, "label": SEAL, "slot": None},
            "pin": pin, "at": signed.NOW.isoformat(), "reason": "", "place": "",
        }  # fmt: skip
        given = []
        answer = token_program.respond(
            asked, signed.plain_pdf("Bao cao"), lambda path: Faulty(pkcs11.lib(path), faults, given)
        )
        return json.loads(answer.partition(b"\n")[0])["failed"], len(given)

    yield act
    pkcs11.unload(library())
