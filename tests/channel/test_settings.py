"""Settings: every fault said in a sentence with the variable's name, and no secret shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import RunningClock, SystemClock
from bot.settings import SettingsError, load_settings


def test_with_nothing_set_the_trust_is_in_a_file_here_and_the_bot_on_this_machine() -> None:
    settings = load_settings(None)
    assert settings.database_url == "sqlite+aiosqlite:///./var/keystone.sqlite3"
    assert (settings.host, settings.port, settings.app_type, settings.demo) == (
        "127.0.0.1",
        3978,
        "SingleTenant",
        False,
    )
    assert (settings.policy, settings.now) == (None, None)


def test_settings_come_from_the_environment_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text("KEYSTONE_PORT=1\nKEYSTONE_MAIL_FROM=bot@trust.example\nKEYSTONE_APP_ID=\nOTHER=1\n")
    monkeypatch.setenv("KEYSTONE_PORT", "4000")
    settings = load_settings(file)
    assert (settings.port, settings.mail_from, settings.app_id) == (4000, "bot@trust.example", "")


def test_faults_name_their_variables_all_at_once(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(
        "KEYSTONE_PORT=many\nKEYSTONE_NOW=2026-11-23\nKEYSTONE_APP_TYPE=Odd\nKEYSTONE_GRAPH_BASE_URL=x\n"
    )
    with pytest.raises(SettingsError) as raised:
        load_settings(file)
    named = [fault.partition(":")[0] for fault in raised.value.faults]
    assert named == ["KEYSTONE_NOW", "KEYSTONE_PORT", "KEYSTONE_APP_TYPE", "KEYSTONE_GRAPH_BASE_URL"]
    assert (
        raised.value.faults[-1]
        == "KEYSTONE_GRAPH_BASE_URL: must be a web address such as https://example.org."
    )


def test_the_clock_is_set_in_the_demonstration_alone() -> None:
    instant = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert load_settings(None, demo=True, now=instant).now == instant
    with pytest.raises(SettingsError, match="KEYSTONE_NOW"):
        load_settings(None, now=instant)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "example.org"])  # noqa: S104 - it is refused
def test_the_demonstration_is_for_this_machine_alone(host: str) -> None:
    with pytest.raises(SettingsError, match="KEYSTONE_HOST"):
        load_settings(None, demo=True, host=host)


def test_serving_without_credentials_is_refused_and_each_is_named() -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings(None, app_id="  ").for_serving()
    assert [fault.split()[0] for fault in raised.value.faults] == [
        "KEYSTONE_APP_ID",
        "KEYSTONE_APP_PASSWORD",
        "KEYSTONE_TENANT_ID",
    ]


def test_serving_with_credentials_or_as_a_demonstration_is_allowed() -> None:
    whole = load_settings(None, app_id="a", app_password="b", tenant_id="c")
    demo = load_settings(None, demo=True)
    assert whole.for_serving() is whole
    assert demo.for_serving() is demo


def test_only_a_demonstration_without_an_app_lets_anybody_in() -> None:
    assert load_settings(None, demo=True).lets_anybody_in
    assert not load_settings(None, demo=True, app_id="a").lets_anybody_in
    assert not load_settings(None).lets_anybody_in


def test_secrets_are_not_shown() -> None:
    secret = "swordfish"
    settings = load_settings(
        None,
        app_password=secret,
        graph_client_secret=secret,
        database_url=f"postgresql+psycopg://bot:{secret}@db/keystone",
    )
    assert secret not in f"{settings!r} {settings}"
    with pytest.raises(SettingsError) as raised:
        load_settings(None, app_password=secret, port=secret)
    assert secret not in str(raised.value)


def test_a_running_clock_goes_on_from_where_it_was_set() -> None:
    counted = [50.0]
    clock = RunningClock(datetime.fromisoformat("2026-11-23T09:00:00+00:00"), lambda: counted[0])
    counted[0] = 110.0
    assert clock.now() == datetime(2026, 11, 23, 9, 1, tzinfo=UTC)


def test_a_clock_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        RunningClock(datetime(2026, 11, 23, 9))  # noqa: DTZ001 - it is refused


def test_the_machines_clock_tells_an_aware_instant() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(("given", "empty"), [("ID", "SECRET"), ("SECRET", "ID")])
def test_an_app_for_graph_that_is_set_by_half_is_refused_for_serving(given: str, empty: str) -> None:
    half = {f"graph_client_{given.lower()}": "x"}
    settings = load_settings(None, app_id="a", app_password="b", tenant_id="c", **half)
    with pytest.raises(SettingsError) as refused:
        settings.for_serving()
    assert refused.value.faults == (
        f"KEYSTONE_GRAPH_CLIENT_{empty} is empty while KEYSTONE_GRAPH_CLIENT_{given} is set: "
        "set both, or neither.",
    )


def test_mail_goes_by_graph_when_all_is_set_and_never_in_the_demonstration() -> None:
    whole = {
        "tenant_id": "t", "mail_from": "k@trust.example", "graph_client_id": "g", "graph_client_secret": "s",
    }  # fmt: skip
    graph = load_settings(None, **whole).graph
    assert graph is not None
    assert (graph.base_url, graph.authority) == (
        "https://graph.microsoft.com/v1.0",
        "https://login.microsoftonline.com",
    )
    assert "'s'" not in repr(graph)
    assert load_settings(None, **whole, demo=True).graph is None
    for lacking in whole:
        assert load_settings(None, **{**whole, lacking: ""}).graph is None


def test_graph_may_be_of_another_of_microsofts_clouds() -> None:
    settings = load_settings(
        None, tenant_id="t", mail_from="k@trust.example", graph_client_id="g", graph_client_secret="s",
        graph_base_url="https://graph.microsoft.us/",
    )  # fmt: skip
    graph = settings.graph
    assert graph is not None
    assert (graph.base_url, graph.authority, graph.scope) == (
        "https://graph.microsoft.us/v1.0",
        "https://login.microsoftonline.us",
        "https://graph.microsoft.us/.default",
    )


@pytest.mark.parametrize(
    "wrong",
    ["http://graph.microsoft.com", "https://graph.evil.test/v1.0", "https://graph.microsoft.com.evil.test"],
)
def test_the_apps_secret_is_sent_to_microsoft_or_this_machine_alone(wrong: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(None, graph_base_url=wrong)
    [fault] = refused.value.faults
    assert fault.startswith(
        "KEYSTONE_GRAPH_BASE_URL: must be https and the address of one of Microsoft's clouds"
    )


@pytest.mark.parametrize(
    "wrong", ["keystone", "k@trust", "a@trust.example b@trust.example", "k/../x@trust.example"]
)
def test_the_service_mailbox_is_one_address(wrong: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(None, mail_from=wrong)
    assert refused.value.faults == (
        "KEYSTONE_MAIL_FROM: must be the address of one mailbox, such as keystone@trust.example.",
    )


@pytest.mark.parametrize(
    "wrong", ["keystone", "c0ffee00-0000-4000-8000", "{c0ffee00-0000-4000-8000-0000000a9901}"]
)
def test_the_app_in_the_catalogue_is_named_by_its_id(wrong: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(None, teams_app_id=wrong)
    [fault] = refused.value.faults
    assert fault.startswith("KEYSTONE_TEAMS_APP_ID: must be the app's id in the tenant's catalogue, such as ")
    kept = load_settings(None, teams_app_id=" C0FFEE00-0000-4000-8000-0000000A9901 ").teams_app_id
    assert kept == "c0ffee00-0000-4000-8000-0000000a9901"


def test_what_installing_the_app_lacks_is_named() -> None:
    assert load_settings(None, tenant_id="t", mail_from="k@trust.example").lacking_for_installing == (
        "KEYSTONE_TEAMS_APP_ID",
        "KEYSTONE_GRAPH_CLIENT_ID",
        "KEYSTONE_GRAPH_CLIENT_SECRET",
    )


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("http://keystone.trust.example", "must be https"),
        ("keystone.trust.example", "must be a web address"),
        ("https://keystone.trust.example/?a=b", "without name, password"),
        ("https://keystone.trust.example/#here", "without name, password"),
        ("https://me:secret@keystone.trust.example", "without name, password"),
    ],
)
def test_microsoft_calls_the_bot_at_a_plain_https_address_alone(wrong: str, says: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(None, public_url=wrong)
    [fault] = refused.value.faults
    assert fault.startswith("KEYSTONE_PUBLIC_URL: must be ")
    assert says in fault
    assert "secret" not in fault


def test_changes_are_told_where_graph_and_an_address_of_ours_are_set() -> None:
    whole = {
        "tenant_id": "t", "mail_from": "k@trust.example", "graph_client_id": "g", "graph_client_secret": "s",
        "public_url": "https://keystone.trust.example/bot/",
    }  # fmt: skip
    assert load_settings(None, **whole).notices_url == "https://keystone.trust.example/bot/api/graph/changes"
    for lacking in whole:
        assert load_settings(None, **{**whole, lacking: ""}).notices_url == ""
    serving = {**whole, "app_id": "a", "app_password": "b"}
    assert load_settings(None, **serving).for_serving()
    with pytest.raises(SettingsError, match="KEYSTONE_PUBLIC_URL is an address of this machine"):
        load_settings(None, **{**serving, "public_url": "http://127.0.0.1:3978"}).for_serving()
