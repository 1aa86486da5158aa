"""A program: signs one PDF with the key of a token and ends. Started by `publishing.tokens`, never by people.

Standard input holds a line of JSON and the PDF; standard output a line of JSON and the signed PDF. The PIN is tried
once: after the certificate was found good, and never where the token says that one try is left.
"""

import json
import logging
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pkcs11
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11 import Attribute, ObjectClass, TokenFlag
from pkcs11 import exceptions as told
from pyhanko.sign.pkcs11 import PKCS11Signer

from cchc.publishing.signing import CannotSign, Signed, check_certificate, sign_by

_PIN = (told.PinIncorrect, told.PinInvalid, told.PinLenRange)
_LOCKED = (told.PinLocked, told.PinExpired, told.UserPinNotInitialized)
_UNABLE = (told.MechanismInvalid, told.MechanismParamInvalid, told.FunctionNotSupported)
_MOST_ISSUERS = 5

Load = Callable[[str], Any]


def main() -> None:
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer = os.dup(sys.stdout.fileno())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):  # what libraries print is no part of the answer
        os.dup2(nowhere, stream.fileno())
    head, _, pdf = sys.stdin.buffer.read().partition(b"\n")
    with os.fdopen(answer, "wb") as file:
        file.write(respond(json.loads(head), pdf))


def respond(asked: dict[str, Any], pdf: bytes, load: Load = pkcs11.lib) -> bytes:
    """The answer to one request. load: gives the library of a path."""
    try:
        signed = _sign(asked, pdf, load)
    except CannotSign as error:
        return json.dumps({"failed": error.reason}).encode()
    facts = {"name": signed.name, "serial": signed.serial, "issuer": signed.issuer}
    return json.dumps(facts | {"size": len(signed.body)}).encode() + b"\n" + signed.body


def _sign(asked: dict[str, Any], pdf: bytes, load: Load) -> Signed:
    place = asked["token"]
    try:
        library = load(place["module"])
    except (RuntimeError, OSError) as error:
        raise CannotSign("module") from error
    with _faults_told():
        token = _token(library, place["token"], place["slot"])
        found, mark = _certificate(token, place["label"])
        check_certificate(found, datetime.fromisoformat(asked["at"]))
        if TokenFlag.USER_PIN_LOCKED in token.flags:
            raise CannotSign("locked")
        if TokenFlag.USER_PIN_FINAL_TRY in token.flags:
            raise CannotSign("last_try")
        with token.open(user_pin=asked["pin"]) as session:
            held = _held_key(session, place["label"], mark)
            signer = PKCS11Signer(
                session,
                signing_cert=asn1.Certificate.load(_der(found)),
                ca_chain=_issuers(session, found),
                use_raw_mechanism=True,  # every token signs a digest that is made here
                **held,
            )
            return sign_by(pdf, signer, found, reason=asked["reason"], place=asked["place"])


@contextmanager
def _faults_told() -> Iterator[None]:
    try:
        yield
    except CannotSign:
        raise
    except _PIN as error:
        raise CannotSign("pin") from error
    except _LOCKED as error:
        raise CannotSign("locked") from error
    except (*_UNABLE, NotImplementedError) as error:
        raise CannotSign("unable") from error
    except told.PKCS11Error as error:
        raise CannotSign("pulled") from error


def _token(library: Any, label: str, number: int | None) -> Any:
    for slot in library.get_slots(token_present=True):
        if number is not None and slot.slot_id != number:
            continue
        try:
            token = slot.get_token()
        except told.PKCS11Error:  # another slot's trouble
            continue
        if token.label == label:
            return token
    raise CannotSign("token")


def _certificate(token: Any, label: str) -> tuple[x509.Certificate, bytes]:
    """The certificate of this label and the ID that it shares with its key; certificates are read without a PIN."""
    with token.open() as session:
        wanted = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.LABEL: label}
        rows = list(session.get_objects(wanted))
        if len(rows) != 1:
            raise CannotSign("certificate")
        try:
            found = x509.load_der_x509_certificate(rows[0][Attribute.VALUE])
        except ValueError as error:
            raise CannotSign("certificate") from error
        return found, bytes(rows[0][Attribute.ID] or b"")


def _held_key(session: Any, label: str, mark: bytes) -> dict[str, Any]:
    """How the signer finds the key: by the certificate's ID, as tokens pair them, else by the same label."""
    ways = ([("key_id", Attribute.ID, mark)] if mark else []) + [
        ("key_label", Attribute.LABEL, label)
    ]
    for name, attribute, value in ways:
        wanted = {
            Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.SIGN: True, attribute: value,
        }  # fmt: skip
        if len(list(session.get_objects(wanted))) == 1:
            return {name: value}
    raise CannotSign("key")


def _issuers(session: Any, found: x509.Certificate) -> list[asn1.Certificate]:
    """Certificates on the token that lead from the signer's towards its root."""
    held: dict[bytes, x509.Certificate] = {}
    for row in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        try:
            each = x509.load_der_x509_certificate(row[Attribute.VALUE])
        except ValueError:
            continue
        held[each.subject.public_bytes()] = each
    chain: list[x509.Certificate] = []
    above = held.get(found.issuer.public_bytes())
    while above is not None and above not in (found, *chain) and len(chain) < _MOST_ISSUERS:
        chain.append(above)
        above = held.get(above.issuer.public_bytes())
    return [asn1.Certificate.load(_der(each)) for each in chain]


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


if __name__ == "__main__":
    main()
