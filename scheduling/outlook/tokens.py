"""Tokens for Microsoft Graph, by the app's id and secret."""

from __future__ import annotations

from typing import Any

from azure.core.credentials import AccessToken
from azure.core.pipeline.transport import AioHttpTransport
from azure.identity.aio import ClientSecretCredential

from scheduling.outlook.registration import Registration


class Tokens:
    """The library's credential, which keeps a token until it ends; and a way to let go of a refused one."""

    def __init__(self, registration: Registration) -> None:
        self._registration = registration
        # Kept beside the credentials, so that letting go of one does not cut off who waits for its token.
        self._transport = _WithoutTls() if registration.is_on_this_machine else AioHttpTransport()
        self._credential = self._made()

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        """A token for the app. Raises what azure-identity raises."""
        return await self._credential.get_token(*scopes, **options)

    def forget(self) -> None:
        """Ask for a new token next time: one that was revoked would be kept for its hour."""
        self._credential = self._made()

    async def close(self) -> None:
        """Let go of all connections."""
        await self._transport.close()

    def _made(self) -> ClientSecretCredential:
        return ClientSecretCredential(
            self._registration.tenant,
            self._registration.client_id,
            self._registration.secret,
            authority=self._registration.authority,
            transport=self._transport,
            retry_total=0,  # the outbox tries again, at a better time
        )


class _WithoutTls(AioHttpTransport):  # type: ignore[misc]
    """To a stand-in on this machine: the library would ask for tokens over https alone."""

    async def send(self, request: Any, **options: Any) -> Any:
        request.url = request.url.replace("https://", "http://", 1)
        return await super().send(request, **options)
