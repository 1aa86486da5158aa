"""A token made of files (SoftHSM) in a folder of the test, holding certificates and keys made on the spot."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization

from cchc.publishing.tokens import Token
from tests.factories.signed import Holder

LIBRARIES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/*/softhsm/libsofthsm2.so")
PIN = "246813"

# Certificates are put there by a process of its own: the library keeps one state a process.
_KEEP = """
import sys, pkcs11
from pkcs11 import Attribute, CertificateType, ObjectClass
module, token, pin, label, mark = sys.argv[1:6]
from asn1crypto import x509
der = sys.stdin.buffer.read()
subject = x509.Certificate.load(der).subject.dump()
with pkcs11.lib(module).get_token(token_label=token).open(user_pin=pin, rw=True) as session:
    session.create_object({
        Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
        Attribute.TOKEN: True, Attribute.LABEL: label, Attribute.ID: bytes.fromhex(mark),
        Attribute.VALUE: der, Attribute.SUBJECT: subject,
    })
"""


def library() -> str:
    """Where SoftHSM's library lies, "" without it."""
    for pattern in LIBRARIES:
        for path in sorted(Path("/").glob(pattern[1:])):
            if shutil.which("softhsm2-util"):
                return str(path)
    return ""


@dataclass
class SoftToken:
    """One token; `environment` leads the library to it."""

    folder: Path
    label: str
    environment: dict[str, str]

    @classmethod
    def make(cls, folder: Path, label: str = "SKHCN") -> "SoftToken":
        """An empty token with the PIN."""
        (folder / "tokens").mkdir(parents=True)
        settings = folder / "softhsm2.conf"
        settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
        made = cls(folder, label, {"SOFTHSM2_CONF": str(settings)})
        made._tool("--init-token", "--free", "--label", label, "--so-pin", "97531864", "--pin", PIN)
        return made

    def keep(
        self, holder: Holder, label: str, *, mark: str = "01", cert: bool = True, key: bool = True
    ) -> None:
        """Put a certificate and its key on the token, paired by `mark`."""
        if key:
            file = self.folder / "key.pem"
            file.write_bytes(
                holder.key.private_bytes(
                    serialization.Encoding.PEM,
                    serialization.PrivateFormat.PKCS8,
                    serialization.NoEncryption(),
                )
            )
            named = ["--token", self.label, "--label", label, "--id", mark, "--pin", PIN]
            self._tool("--import", str(file), *named)
            file.unlink()
        if cert:
            command = [sys.executable, "-c", _KEEP, library(), self.label, PIN, label, mark]
            subprocess.run(command, input=holder.der, env=os.environ | self.environment, check=True)

    def at(self, label: str, **change: object) -> Token:
        """How the product is told of it."""
        facts = {
            "module": library(), "token": self.label, "label": label, "environment": self.environment,
        }  # fmt: skip
        return Token(**(facts | change))

    def _tool(self, *arguments: str) -> None:
        subprocess.run(
            ["softhsm2-util", *arguments],
            env=os.environ | self.environment, check=True, capture_output=True,
        )  # fmt: skip
