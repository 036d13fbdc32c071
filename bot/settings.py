"""What the person who runs Keystone can set: environment (and `.env`), with the prefix KEYSTONE_.

Every fault is found at once and said in a sentence that names the variable. Secrets are never shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AwareDatetime, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from scheduling.outlook.registration import WORLDWIDE, Registration, fault_of

PREFIX = "KEYSTONE_"
NOTICES_PATH = "/api/graph/changes"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
DEFAULT_DATABASE = "sqlite+aiosqlite:///./var/keystone.sqlite3"


class SettingsError(Exception):
    """Settings that cannot be used; `faults` are sentences for the person who set them."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class _Faults(ValueError):
    """Faults between settings, on their way out of the validator."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def _none_for_empty(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _web_address(value: Any) -> Any:
    if isinstance(value, str) and value.strip():
        parts = urlsplit(value.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must be a web address such as https://example.org")
        return value.strip().rstrip("/")
    return ""


WebAddress = Annotated[str, BeforeValidator(_web_address)]


def _domains(value: Any) -> Any:
    """Domains, in lower case, from text with commas between them."""
    if not isinstance(value, str):
        return value
    domains = tuple(each.strip().lower() for each in value.split(",") if each.strip())
    if not all(_DOMAIN.fullmatch(domain) for domain in domains):
        raise ValueError("must be domains such as trust.example, with commas between them")
    return domains


def _graph_address(value: Any) -> Any:
    """An address of Microsoft Graph with its version; the worldwide one where none is set."""
    address = _web_address(value)
    if not address:
        return ""
    fault = fault_of(address)
    if fault:
        raise ValueError(fault)
    return address if urlsplit(address).path else f"{address}/v1.0"


def _public_address(value: Any) -> Any:
    """Where this bot is reached from outside: an https address, with a path before our own if need be."""
    address = _web_address(value)
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValueError("must be https, such as https://keystone.trust.example: Microsoft calls no other")
    if parts.query or parts.fragment or parts.username or parts.password:
        raise ValueError("must be an address without name, password, question mark or number sign")
    return address


PublicAddress = Annotated[str, BeforeValidator(_public_address)]

GraphAddress = Annotated[str, BeforeValidator(_graph_address)]


def _catalogue_id(value: Any) -> Any:
    """The id of an app in the tenant's catalogue: a GUID, in lower case as Graph writes it."""
    if isinstance(value, str) and value.strip():
        if not _GUID.fullmatch(value.strip()):
            raise ValueError(
                "must be the app's id in the tenant's catalogue, such as b1c5353a-7aca-41b3-830f-27d5218fe0e5"
            )
        return value.strip().lower()
    return value


_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
CatalogueId = Annotated[str, BeforeValidator(_catalogue_id)]


def _mailbox(value: Any) -> Any:
    if isinstance(value, str) and value.strip() and not _MAILBOX.fullmatch(value.strip()):
        raise ValueError("must be the address of one mailbox, such as keystone@trust.example")
    return value


_MAILBOX = re.compile(r"[^@\s<>,;/?#%]+@[\w-]+(\.[\w-]+)+")
Mailbox = Annotated[str, BeforeValidator(_mailbox)]

_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+")
Domains = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_domains)]


class Settings(BaseSettings):
    """All settings. An empty variable counts as unset."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    database_url: str = Field(default=DEFAULT_DATABASE, repr=False)  # it may hold a password
    demo: bool = False
    now: Annotated[AwareDatetime | None, BeforeValidator(_none_for_empty)] = None
    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535)
    app_id: str = ""
    app_password: SecretStr = SecretStr("")
    app_type: Literal["SingleTenant", "MultiTenant"] = "SingleTenant"
    tenant_id: str = ""
    policy: Annotated[Path | None, BeforeValidator(_none_for_empty)] = None
    graph_base_url: GraphAddress = ""
    graph_client_id: str = ""
    graph_client_secret: SecretStr = SecretStr("")
    teams_app_id: CatalogueId = ""
    public_url: PublicAddress = ""
    mail_from: Mailbox = ""
    mail_domains: Domains = ()
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    openid_metadata_url: WebAddress = "https://login.botframework.com/v1/.well-known/openidconfiguration"

    @model_validator(mode="after")
    def _demo_only(self) -> Settings:
        faults = []
        if self.now is not None and not self.demo:
            faults.append("KEYSTONE_NOW is for the demonstration alone: set KEYSTONE_DEMO=1 too.")
        if self.demo and self.host not in LOOPBACK:
            faults.append(
                "KEYSTONE_HOST must be a loopback address (127.0.0.1) while KEYSTONE_DEMO is set: "
                "the demonstration lets anybody in who can reach it."
            )
        if faults:
            raise _Faults(faults)
        return self

    @property
    def lets_anybody_in(self) -> bool:
        """Whether activities are taken without a token: in the demonstration, with no app registered."""
        return self.demo and not self.app_id

    @property
    def lacking_for_mail(self) -> tuple[str, ...]:
        """The variables that sending mail by Microsoft Graph needs and that are empty."""
        needed = {
            "MAIL_FROM": self.mail_from,
            "GRAPH_CLIENT_ID": self.graph_client_id,
            "GRAPH_CLIENT_SECRET": self.graph_client_secret.get_secret_value(),
        }
        return tuple(PREFIX + name for name, value in needed.items() if not value)

    @property
    def graph(self) -> Registration | None:
        """As which app mail goes by Microsoft Graph; None where it is not set up, and in the demo."""
        if self.demo or self.lacking_for_mail or not self.tenant_id:
            return None
        return Registration(
            self.tenant_id,
            self.graph_client_id,
            self.graph_client_secret.get_secret_value(),
            self.graph_base_url or WORLDWIDE,
        )

    @property
    def lacking_for_installing(self) -> tuple[str, ...]:
        """The variables that giving people the app in Teams needs and that are empty."""
        needed = {"TEAMS_APP_ID": self.teams_app_id, "TENANT_ID": self.tenant_id}
        return (*(PREFIX + name for name, value in needed.items() if not value), *self.lacking_for_mail)

    @property
    def notices_url(self) -> str:
        """Where Microsoft Graph is to tell of changes in calendars; "" where it is not to."""
        return f"{self.public_url}{NOTICES_PATH}" if self.public_url and self.graph is not None else ""

    def for_serving(self) -> Settings:
        """These settings, if the bot can be served with them. Raises SettingsError naming what is missing.

        Without an app id the SDK would take every caller for the chat service, so it is refused here.
        """
        if self.demo:
            return self
        needed = {
            "APP_ID": (self.app_id, "the Microsoft app id of the bot's registration"),
            "APP_PASSWORD": (self.app_password.get_secret_value(), "that registration's client secret"),
            "TENANT_ID": (self.tenant_id, "the directory (tenant) id of the trust's Microsoft 365"),
        }
        faults = [
            f"{PREFIX}{name} is empty: set it to {what}."
            for name, (value, what) in needed.items()
            if not value
        ]
        faults += self._graph_by_halves() + self._not_public()
        if faults:
            raise SettingsError(faults)
        return self

    def _not_public(self) -> list[str]:
        """Faults where Microsoft is to call an address of this machine."""
        only_here = urlsplit(self.public_url).hostname in LOOPBACK
        if not only_here or self.graph is None or self.graph.is_on_this_machine:
            return []
        return [
            f"{PREFIX}PUBLIC_URL is an address of this machine alone: set it to one that Microsoft reaches."
        ]

    def _graph_by_halves(self) -> list[str]:
        """Faults where the app that Microsoft Graph is asked as has an id or a secret alone."""
        has = {
            "GRAPH_CLIENT_ID": bool(self.graph_client_id),
            "GRAPH_CLIENT_SECRET": bool(self.graph_client_secret.get_secret_value()),
        }
        given, empty = sorted(has, key=has.__getitem__, reverse=True)
        if has[given] is has[empty]:
            return []
        return [f"{PREFIX}{empty} is empty while {PREFIX}{given} is set: set both, or neither."]


def load_settings(env_file: Path | None = Path(".env"), **given: Any) -> Settings:
    """Read the settings from the environment, then `env_file`; `given` (field=value) goes before both.

    Raises SettingsError with a sentence for every fault.
    """
    try:
        return Settings(_env_file=env_file, **given)  # type: ignore[call-arg]
    except ValidationError as error:
        raise SettingsError(_sentences(error)) from None


def _sentences(error: ValidationError) -> list[str]:
    found: list[str] = []
    for fault in error.errors(include_url=False, include_input=False):
        reason = fault.get("ctx", {}).get("error")
        if isinstance(reason, _Faults):
            found.extend(reason.faults)
            continue
        name = PREFIX + str(fault["loc"][0]).upper() if fault["loc"] else "The settings"
        ours = str(reason) if isinstance(reason, ValueError) else ""
        found.append(f"{name}: {ours or _expected(fault['type'], fault.get('ctx', {})) or fault['msg']}.")
    return found


def _expected(kind: str, bounds: Mapping[str, Any]) -> str:
    """What a value should have been, for pydantic's kinds of fault that these settings can have."""
    if kind == "literal_error":
        return f"must be {bounds['expected']}"
    if kind.startswith(("int", "greater_than", "less_than")):
        return "must be a whole number from 0 to 65535"
    if kind.startswith("bool"):
        return "must be 1 or 0"
    if kind.startswith(("datetime", "timezone", "date")):
        return "must be an instant with its offset, such as 2026-11-23T09:00:00Z"
    return ""
