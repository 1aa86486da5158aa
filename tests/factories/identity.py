"""A small identity provider on the loopback interface: discovery, keys, code with PKCE, user info, sign-out.

It refuses what a real one refuses: an unknown client, another address to return to, a code twice, a verifier that does
not fit. `claims` is who is signed in there; tests spoil single parts (`signed_with`, `changes`) to see them refused.
"""

import base64
import hashlib
import json
import secrets
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlparse

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "cchc", "bi-mat-cua-phan-mem"


class Provider:
    """`with Provider() as provider:` serves until the block ends; `asked` keeps the queries that came to /authorize."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signed_with = self.key
        self.claims: dict[str, Any] = {}
        self.changes: dict[str, Any] = {}
        self.in_user_info = False
        self.user_info_subject: str | None = None
        self.error = ""
        self.asked: list[dict[str, str]] = []
        self.ended: list[dict[str, str]] = []
        self.codes: dict[str, dict[str, str]] = {}
        provider = self

        class Handler(_Handler):
            here = provider

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> "Provider":
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_unused: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def settings(self, **more: Any) -> dict[str, Any]:
        """As `CCHC_OIDC_*` would set it."""
        usual = {
            "issuer": self.issuer,
            "client_id": CLIENT,
            "secret": SECRET,
            "name": "tài khoản tỉnh Lam Sơn",
        }
        return usual | {"acr": (), "amr": ()} | more

    def id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        told = {"sub": self.claims["sub"]} if self.in_user_info else dict(self.claims)
        fixed = {"iss": self.issuer, "aud": asked["client_id"], "iat": now, "exp": now + 300}
        body = fixed | {"jti": secrets.token_hex(8)} | told | self.changes
        return jwt.encode(body, self.signed_with, algorithm="RS256", headers={"kid": "khoa-1"})


class _Handler(BaseHTTPRequestHandler):
    here: Provider

    def log_message(self, *_unused: object) -> None:
        pass

    def do_GET(self) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlparse(self.path).query).items()}
        path = urlparse(self.path).path
        if path == "/.well-known/openid-configuration":
            self._json(self._discovery())
        elif path == "/jwks":
            public = json.loads(RSAAlgorithm.to_jwk(self.here.key.public_key()))
            self._json({"keys": [public | {"kid": "khoa-1", "alg": "RS256", "use": "sig"}]})
        elif path == "/authorize":
            self._authorize(asked)
        elif path == "/userinfo":
            subject = self.here.user_info_subject or self.here.claims["sub"]
            self._json(self.here.claims | {"sub": subject})
        elif path == "/logout":
            self.here.ended.append(asked)
            self._lead(asked["post_logout_redirect_uri"])
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        asked = self.here.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        fits = asked is not None and challenge == asked["code_challenge"]
        if asked is None or not fits or sent.get("client_secret") != SECRET:
            self._json({"error": "invalid_grant"}, 400)
            return
        if sent["redirect_uri"] != asked["redirect_uri"]:
            self._json({"error": "invalid_grant"}, 400)
            return
        token = self.here.id_token(asked)
        self._json({"access_token": "the", "token_type": "Bearer", "id_token": token})

    def _authorize(self, asked: dict[str, str]) -> None:
        self.here.asked.append(asked)
        back = {"state": asked["state"]}
        if asked["client_id"] != CLIENT or asked.get("code_challenge_method") != "S256":
            self.send_error(400)
            return
        if self.here.error:
            back |= {"error": self.here.error}
        else:
            code = secrets.token_hex(16)
            self.here.codes[code] = asked
            back |= {"code": code}
        self._lead(f"{asked['redirect_uri']}?{urlencode(back)}")

    def _discovery(self) -> dict[str, Any]:
        at = self.here.issuer
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/jwks",
            "userinfo_endpoint": f"{at}/userinfo",
            "end_session_endpoint": f"{at}/logout",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _json(self, value: object, status: int = 200) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _lead(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()
