"""An OpenID provider of the tests' own: it signs, checks PKCE and the client, and lies where a test tells it to."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from joserfc import jwt
from joserfc.jwk import RSAKey

from assistant.kit.clock import FixedClock

ISSUER = "https://login.example"
CLIENT = "ayi-console"
SECRET = "between the two of us"
REDIRECT = "https://ayi.example/api/v1/session/organisation/back"


@dataclass
class Provider:
    """Its answers to the four requests of a sign-in."""

    clock: FixedClock
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "p-1", "email": "clerk@example.com"})
    verified: bool = True
    change_claims: Callable[[dict[str, Any]], None] = lambda _: None
    signing_key: RSAKey | None = None
    algorithm: str = "RS256"
    metadata: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "k1"})

    def transport(self) -> httpx2.MockTransport:
        return httpx2.MockTransport(self.answer)

    def approve(self, address: str) -> dict[str, str]:
        """What the browser is sent back with once the person has signed in at this address."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{ISSUER}/authorize?")
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return {"code": code, "state": query["state"]}

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request.url.path)
        if request.url.path == "/.well-known/openid-configuration":
            found = {
                "issuer": ISSUER,
                "authorization_endpoint": f"{ISSUER}/authorize",
                "token_endpoint": f"{ISSUER}/token",
                "jwks_uri": f"{ISSUER}/keys",
            }
            return httpx2.Response(200, json=found | self.metadata)
        if request.url.path == "/keys":
            return httpx2.Response(200, json={"keys": [self.key.as_dict(private=False)]})
        if request.url.path == "/token":
            return self._token(request)
        return httpx2.Response(404)

    def _token(self, request: httpx2.Request) -> httpx2.Response:
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        begun = self.codes.pop(form.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        good = (
            begun is not None
            and request.headers.get("authorization") == f"Basic {basic}"
            and begun["code_challenge"] == proof.decode().rstrip("=")
            and form.get("redirect_uri") == begun["redirect_uri"]
        )
        if not good or begun is None:
            return httpx2.Response(400, json={"error": "invalid_grant"})
        return httpx2.Response(
            200, json={"access_token": "a", "token_type": "Bearer", "id_token": self._id_token(begun["nonce"])}
        )

    def _id_token(self, nonce: str) -> str:
        now = int(self.clock.now().timestamp())
        claims = {"iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        claims |= self.person | {"email_verified": self.verified}
        self.change_claims(claims)
        if self.algorithm == "none":
            head, body = ({"alg": "none"}, claims)
            parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (head, body))
            return ".".join(parts) + "."
        return jwt.encode({"alg": self.algorithm, "kid": "k1"}, claims, self.signing_key or self.key)
