"""Signing in through an organisation's OpenID provider: code flow with PKCE, state and nonce (OpenID Connect Core 1.0).

Nobody gets an account this way: an owner invites first, and the provider's verified e-mail address finds the invitation
once; from then on the provider's own name for the person (issuer and subject) counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx2
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.bounds import bounds
from assistant.accounts.flows_repository import FlowRepository
from assistant.accounts.model import OpenedSession
from assistant.accounts.repository import AccountRepository
from assistant.accounts.signing_in import Browser, SignInService
from assistant.accounts.tables import AccountRow, OrganisationFlowRow
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ForbiddenError, NotFoundError
from assistant.kit.ids import new_token, token_digest, token_matches
from assistant.kit.settings import Settings

# Signatures made with a key of the provider's; none is made with the client's own secret.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_SCOPE = "openid email profile"
_TIMEOUT = httpx2.Timeout(10.0)
_METADATA_SECONDS = 3600.0
_VERIFIER_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send the browser, and what it has to bring back in a cookie."""

    address: str
    browser_token: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """What the provider sent the browser back with, and the cookie the browser was given."""

    code: str | None
    state: str | None
    error: str | None
    issuer: str | None
    browser_token: str | None


class OrganisationSignIn:
    """Sign-in through the provider of the settings; without one it is off."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        signing_in: SignInService,
        transport: Callable[[], httpx2.AsyncBaseTransport | None] = lambda: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._signing_in = signing_in
        self._transport = transport
        self._metadata: tuple[float, dict[str, Any]] | None = None

    @property
    def on(self) -> bool:
        """Whether it can be used."""
        return bool(self._settings.oidc_issuer and self._settings.oidc_client_id)

    async def begin(self, redirect_uri: str) -> Begun:
        """A sign-in that this browser may come back from within a few minutes.

        Raises:
            NotFoundError: no provider is set. BadInputError: the provider cannot be reached.
        """
        if not self.on:
            raise NotFoundError("oidc_off")
        metadata = await self._discover()
        nonce, verifier, browser_token = new_token(), generate_token(_VERIFIER_LENGTH), new_token()
        async with self._client(redirect_uri) as client:
            address, state = client.create_authorization_url(
                metadata["authorization_endpoint"], state=new_token(), nonce=nonce, code_verifier=verifier
            )
        row = OrganisationFlowRow(
            state_digest=token_digest(state),
            browser_digest=token_digest(browser_token),
            nonce=nonce,
            verifier=verifier,
            expires_at=self._clock.now() + timedelta(minutes=bounds().organisation.minutes),
        )
        async with self._database.session() as session:
            FlowRepository(session).add(row)
        return Begun(str(address), browser_token)

    async def finish(self, back: CameBack, redirect_uri: str, browser: Browser) -> OpenedSession:
        """A session for whom the provider vouches; a second factor of ours that is set up is still asked for.

        Raises:
            NotFoundError: no provider is set.
            BadInputError: it did not work; what exactly, nobody who tries has to know.
            ForbiddenError: the provider vouches, but nobody was invited under that address.
        """
        if not self.on:
            raise NotFoundError("oidc_off")
        flow = await self._flow(back)
        claims = await self._claims(back.code or "", flow, redirect_uri)
        async with self._database.session() as session:
            row = await self._account(session, claims)
            return await self._signing_in.enter_first(session, row, browser)

    async def _flow(self, back: CameBack) -> OrganisationFlowRow:
        """The sign-in this browser began; it is used up whatever comes of it."""
        async with self._database.session() as session:
            flow = await FlowRepository(session).take(token_digest(back.state or ""))
        ours = flow is not None and token_matches(back.browser_token or "", flow.browser_digest)
        if flow is None or not ours or self._clock.now() >= flow.expires_at or back.error or not back.code:
            raise BadInputError("oidc_failed")
        # RFC 9207: a provider that names itself has to be the one that was asked.
        if back.issuer is not None and back.issuer != self._settings.oidc_issuer:
            raise BadInputError("oidc_failed")
        return flow

    async def _claims(self, code: str, flow: OrganisationFlowRow, redirect_uri: str) -> dict[str, Any]:
        metadata = await self._discover()
        try:
            async with self._client(redirect_uri) as client:
                token = await client.fetch_token(metadata["token_endpoint"], code=code, code_verifier=flow.verifier)
            keys = KeySet.import_key_set(await self._fetch(metadata["jwks_uri"]))
            decoded = jwt.decode(str(token["id_token"]), keys, algorithms=_ALGORITHMS)
            claims: dict[str, Any] = decoded.claims
            self._claim_rules(flow.nonce).validate(claims)
        except (OAuthError, JoseError, httpx2.HTTPError, KeyError, ValueError) as error:
            raise BadInputError("oidc_failed") from error
        # More than one audience: the party it was issued to has to be us (OpenID Connect Core 3.1.3.7).
        if claims.get("azp", self._settings.oidc_client_id) != self._settings.oidc_client_id:
            raise BadInputError("oidc_failed")
        return claims

    def _claim_rules(self, nonce: str) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(self._clock.now().timestamp()),
            leeway=bounds().organisation.leeway,
            iss={"essential": True, "value": self._settings.oidc_issuer or ""},
            aud={"essential": True, "value": self._settings.oidc_client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )

    async def _account(self, session: AsyncSession, claims: dict[str, Any]) -> AccountRow:
        repository = AccountRepository(session)
        subject = f"{claims['iss']}|{claims['sub']}"
        row = await repository.account_of_subject(subject)
        if row is None and claims.get("email_verified") is True:
            invited = await repository.account_of_email(str(claims.get("email", "")).strip().lower())
            # An account that is somebody's at the provider already is not given to another of the same address.
            row = invited if invited is not None and invited.oidc_subject is None else None
        if row is None or row.disabled_at is not None:
            raise ForbiddenError("oidc_unknown")
        row.oidc_subject = subject
        return row

    async def _discover(self) -> dict[str, Any]:
        """The provider's own description of itself, remembered for an hour."""
        if self._metadata is not None and time.monotonic() - self._metadata[0] < _METADATA_SECONDS:
            return self._metadata[1]
        issuer = self._settings.oidc_issuer or ""
        try:
            async with httpx2.AsyncClient(timeout=_TIMEOUT, transport=self._transport()) as client:
                answer = await client.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
                answer.raise_for_status()
                found: Any = answer.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise BadInputError("oidc_failed") from error
        wanted = {"authorization_endpoint", "token_endpoint", "jwks_uri"}
        if not isinstance(found, dict) or found.get("issuer") != issuer or not wanted <= found.keys():
            raise BadInputError("oidc_failed")
        metadata = {str(name): value for name, value in found.items()}
        self._metadata = (time.monotonic(), metadata)
        return metadata

    async def _fetch(self, address: str) -> Any:  # noqa: ANN401 - JSON of the provider's, checked by who asked for it
        async with httpx2.AsyncClient(timeout=_TIMEOUT, transport=self._transport()) as client:
            answer = await client.get(address)
            answer.raise_for_status()
            return answer.json()

    def _client(self, redirect_uri: str) -> AsyncOAuth2Client:
        secret = self._settings.oidc_client_secret
        return AsyncOAuth2Client(
            client_id=self._settings.oidc_client_id,
            client_secret=secret.get_secret_value() if secret else None,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
            scope=_SCOPE,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            timeout=_TIMEOUT,
            transport=self._transport(),
        )
