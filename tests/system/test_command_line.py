"""The command line as whoever runs the bot meets it: answers on stdout, faults in sentences on stderr."""

from __future__ import annotations

import io
import json
import shutil
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands import main
from tests.databases import Postgres
from tests.system import trust

Ask = Callable[..., str]


@pytest.fixture
def run(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command on a copy of the trust; its exit status and what it wrote."""
    monkeypatch.setenv("KEYSTONE_DATABASE_URL", database)

    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return status, out, err

    return command


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(run: Run) -> Ask:
    """Asks one question; the answer."""

    def question(email: str, text: str, now: str = trust.NOW) -> str:
        status, out, err = run("ask", "--as", email, "--now", now, text)
        assert (status, err) == (0, "")
        return out

    return question


def test_a_first_import_says_what_came_in_and_nothing_else(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KEYSTONE_DATABASE_URL", f"sqlite:///{tmp_path}/new/keystone.db")
    assert main(["import", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "people.csv: 36 added" in out
    assert "visits.csv: 9 added" in out
    assert main(["import", str(folder)]) == 0
    assert "Nothing has changed." in capsys.readouterr().out


def test_every_fault_of_a_directory_is_listed_and_nothing_is_written(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad"
    shutil.copytree(folder, bad)
    with (bad / "people.csv").open("a") as people:
        people.write("new.person@fourstones.example,New Person,,\nnobody,,zzz,king;sle\n")
    with (bad / "visits.csv").open("a") as visits:
        visits.write("999999,2026-02-31,nobody@fourstones.example,sle,zoom,0.3,,\na,b\n")
    (bad / "closures.csv").write_text("date,name\n25/12/2026,Christmas\n")
    status, out, err = run("import", str(bad))
    assert (status, out) == (1, "")
    assert err.startswith("Nothing was imported, because of 12 faults:")
    named = [":".join(line.split(":")[:3]) for line in err.splitlines()[1:]]
    assert named == [
        "closures.csv:2: date",
        "people.csv:39: email",
        "people.csv:39: entra_id",
        "people.csv:39: name",
        "people.csv:39: roles",
        "people.csv:39: roles",
        "visits.csv:11: author",
        "visits.csv:11: date",
        "visits.csv:11: days",
        "visits.csv:11: mode",
        "visits.csv:11: urn",
        "visits.csv:12: has 2 cells, but the header has 8",
    ]
    status, _, err = run("ask", "--as", "new.person@fourstones.example", "hello")
    assert (status, err) == (1, "Nobody in the directory has the email new.person@fourstones.example.\n")


@pytest.mark.parametrize("content", [b"\x7fELF\xff\xfe\x00", b"", b"not,a,directory\n1,2,3\n", b'"open'])
def test_what_is_no_csv_is_refused_with_its_name(
    run: Run, folder: Path, tmp_path: Path, content: bytes
) -> None:
    bad = tmp_path / "bad"
    shutil.copytree(folder, bad)
    (bad / "people.csv").write_bytes(content)
    status, _, err = run("import", str(bad))
    assert status == 1
    assert "people.csv" in err.splitlines()[1]


def test_a_folder_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    status, _, err = run("import", str(tmp_path / "nowhere"))
    assert status == 1
    assert "there is no such folder" in err


@pytest.mark.parametrize(
    ("who", "what", "answer"),
    [
        (trust.COLIN, "which high-risk reports are overdue", "5 high-risk reports are overdue as of 14:05."),
        (trust.HELEN, "which high-risk reports are overdue", "5 high-risk reports are overdue as of 14:05."),
        (trust.COLIN, "overdue for Oak Bank", "1 report for Oak Bank is overdue"),
        (
            trust.COLIN,
            "what has Catherine Sleight not filed",
            "2 reports by Catherine Sleight are",
        ),
        (trust.COLIN, "what is due this week", "2 reports are due from Mon 23 Nov to Sun 29 Nov"),
        (trust.COLIN, "how many reports were filed last week", "1 report was filed from Mon 16 Nov"),
        (trust.DAVID, "what do I owe", "You owe 2 reports as of 14:05."),
        (trust.DAVID, "my visits", "You have 1 visit planned."),
        (trust.DAVID, "is anything of mine late", "1 report of yours is overdue"),
        (trust.WENDY, "what do I owe", "You owe 1 report"),
        (trust.JUDITH, "is anything of mine late", "1 report of yours is overdue"),
        (trust.KIERAN, "what do I owe", "You owe 1 report"),
        (trust.ANIL, "what do I owe", "You owe 2 reports"),
        (trust.SARAH, "what is overdue", "1 report for Oak Bank is overdue"),
        (trust.COLIN, "what do I owe", "You owe 37 things"),
        (trust.SARAH, "who is my SIP", "David Ormerod: School Improvement Partner of Oak Bank."),
        (trust.CHAIR, "who is the Deputy CEO", "Colin Threlfall: Deputy Chief Executive."),
        (trust.TRUSTEE, "3 working days after Friday 27 November", "is Wed 2 December 2026."),
        (trust.DATA, "when is half term", "break up on Fri 12 February 2027 and are back on Mon 22 February"),
        (trust.DATA, "when is October half term", "break up on Fri 22 October 2027"),
        (
            trust.DATA,
            "how many working days until the end of term",
            "19 working days left up to and including Fri 18",
        ),
        (trust.DATA, "how many working days this term", "79 working days from Tue 1 Sep to Fri 18 Dec."),
        (trust.DATA, "5 working days before 1 December", "is Tue 24 November 2026."),
        (
            trust.DATA,
            "bank holidays in May",
            "May Day on Mon 3 May 2027 and Spring Bank Holiday on Mon 31 May",
        ),
        (trust.DATA, "term dates for 2027/28", "Term dates for 2027/28.\n"),
        (trust.CLERK, "is 29 December a working day", "No, Tue 29 December 2026 is not a working day"),
    ],
)
def test_each_question_gets_its_answer(ask: Ask, who: str, what: str, answer: str) -> None:
    assert answer in ask(who, what)


NO = "I can't show you that."


@pytest.mark.parametrize(
    "who", [trust.CHAIR, trust.LEADER, trust.TRUSTEE, trust.CLERK, trust.DATA, trust.ADMINISTRATOR]
)
@pytest.mark.parametrize("what", ["what is overdue", "show me the latest report on Thornbridge"])
def test_those_who_see_no_reports_are_refused_and_learn_nothing(ask: Ask, who: str, what: str) -> None:
    assert ask(who, what).startswith(NO)


@pytest.mark.parametrize(
    ("who", "what"),
    [
        (trust.SARAH, "overdue for Thornbridge"),
        (trust.SARAH, "show me the latest report on Thornbridge"),
        (trust.DAVID, "visits to Eastgate"),
        (trust.DAVID, "overdue for Eastgate"),
        (trust.ANIL, "show me the latest report on Thornbridge"),
        (trust.KIERAN, "what has David not filed"),
    ],
)
def test_other_schools_are_nobody_elses_business(ask: Ask, who: str, what: str) -> None:
    assert ask(who, what).startswith(NO)


def test_a_list_that_leaves_things_out_says_whose_it_is(ask: Ask) -> None:
    said = ask(trust.DAVID, "what has Catherine Sleight not filed")
    assert said.startswith("No reports by Catherine Sleight for your schools are outstanding")


@pytest.mark.parametrize(
    ("now", "overdue"),
    [
        ("2026-11-05T23:59:59+00:00", "1 report is overdue"),  # David's is due until midnight
        ("2026-11-06T00:00:00+00:00", "2 reports are overdue"),
        ("2026-12-25T09:00:00+00:00", "9 reports are overdue"),
        ("2026-08-15T10:00:00+01:00", "None overdue as of 10:00."),
        ("2026-10-25T00:30:00+00:00", "1 report is overdue as of 01:30."),  # the hour that comes twice
        ("2026-10-25T01:30:00+00:00", "1 report is overdue as of 01:30."),
        ("2031-05-05T09:00:00+01:00", "reports are overdue as of 09:00."),  # no terms that year
    ],
)
def test_lateness_is_by_londons_midnight_on_any_day_of_any_year(ask: Ask, now: str, overdue: str) -> None:
    assert overdue in ask(trust.COLIN, "what is overdue", now)


def test_a_year_without_terms_is_said_to_be_unknown(ask: Ask) -> None:
    assert "no term dates for 2030/31" in ask(trust.COLIN, "term dates", "2031-05-05T09:00:00+01:00")


def test_in_the_holidays_this_term_is_not_guessed(ask: Ask) -> None:
    said = ask(trust.COLIN, "reports filed this term", "2026-12-25T09:00:00+00:00")
    assert "It is the holidays now, so this is for all dates." in said


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("   ", "I got nothing to read there."),
        ("overdue " * 3_750, "overdue"),
        ("\udcff\udcfe\x00\u202e", "I'm sorry, I didn't understand that"),
        ("שלום עולם 👩‍🏫 <b>**x**</b>", "I'm sorry, I didn't understand that"),
    ],
)
def test_odd_texts_are_answered(ask: Ask, text: str, answer: str) -> None:
    assert answer in ask(trust.COLIN, text)


def test_outside_the_demonstration_a_terminal_only_reads_and_is_recorded(
    run: Run, ask: Ask, database: str
) -> None:
    assert "Please do that in Teams" in ask(trust.DAVID, "file a report for Oak Bank")
    with sqlite3.connect(database.removeprefix("sqlite:///")) as connection:
        kept = connection.execute("SELECT count(*) FROM drafts").fetchone()
        audited = connection.execute("SELECT deed, details FROM audit ORDER BY id DESC").fetchone()
    connection.close()
    assert kept == (0,)
    assert audited[0] == "asked in the terminal"
    assert "Oak Bank" not in audited[1]
    status, _, err = run("sweep", "--now", trust.NOW)
    assert status == 1
    assert "--now is for the demonstration alone" in err


def test_a_sweep_prints_what_it_did_and_does_it_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEYSTONE_DEMO", "1")
    status, out, err = run("sweep", "--now", trust.NOW)
    assert (status, err) == (0, "")
    assert out.splitlines()[:10] == [
        "duties: nothing to do",
        "assessments: nothing to do",
        "seen activities: nothing to do",
        "agendas: nothing to do",
        "packs: 5 sent out",
        "installations: nothing to do",
        "subscriptions: nothing to do",
        "calendars: nothing to do",
        "reminders: 7 people reminded of 8 duties",
        "digest: put out for 1 person",
    ]
    _, again, _ = run("sweep", "--now", trust.NOW)
    assert again.splitlines()[4] == "packs: nothing to do"
    assert again.splitlines()[8:10] == ["reminders: nothing to do", "digest: nothing to do"]
    _, at_night, _ = run("sweep", "--now", "2026-11-24T06:59:00Z")
    assert "reminders: nothing to do" in at_night
    _, tomorrow, _ = run("sweep", "--now", "2026-11-24T08:00:00Z")
    assert "reminders: 2 people reminded of 3 duties" in tomorrow


def test_the_doctor_says_what_runs_by_itself_and_what_reaches_nobody(
    run: Run, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    _, before, _ = run("doctor")
    assert "ok    job reminders: has not succeeded yet" in before
    assert "ok    outbox: 0 waiting, none failed" in before
    monkeypatch.setenv("KEYSTONE_DEMO", "1")
    monkeypatch.setenv("KEYSTONE_NOW", trust.NOW)
    run("sweep")
    with sqlite3.connect(database.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE outbox SET state = 'failed', next_try_at = NULL WHERE id IN (1, 2)")
    connection.close()
    status, after, _ = run("doctor")
    assert status == 1
    assert "ok    job reminders: last succeeded on 23 November 2026 at 14:05" in after
    assert "FAULT outbox: 2 not delivered, 0 waiting -> run: python -m bot outbox" in after
    assert "ok    chats: 7 who owe something have no chat with the bot, and are told by mail" in after
    assert "mail:" not in after  # the demonstration's mail stays on this machine
    monkeypatch.setenv("KEYSTONE_NOW", "2026-11-23T14:40:00Z")
    _, late, _ = run("doctor")
    assert (
        "FAULT job reminders: last succeeded on 23 November 2026 at 14:05 -> see that python -m bot serve "
        "runs, and look at its log"
    ) in late
    assert "ok    job duties" in late


def test_the_doctor_says_what_waits_while_mail_is_not_set_up(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEYSTONE_MAIL_FROM", "keystone@fourstones.example")
    _, lacking, _ = run("doctor")
    assert (
        "ok    mail: not set up (KEYSTONE_GRAPH_CLIENT_ID, KEYSTONE_GRAPH_CLIENT_SECRET); reports by mail"
    ) in lacking
    monkeypatch.setenv("KEYSTONE_GRAPH_CLIENT_ID", "app")
    monkeypatch.setenv("KEYSTONE_GRAPH_CLIENT_SECRET", "hunter2")
    _, complete, _ = run("doctor")
    assert "mail:" not in complete
    assert "hunter2" not in complete


def test_a_report_is_filed_by_talk_in_the_demonstrations_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEYSTONE_DEMO", "1")
    lines = [
        "file a report for Oak Bank, last Wednesday",
        "Walked round with the head",
        "what do I owe",  # something else in between
        "Calm corridors",
        "Keep at it",
        "yes",
        "what do I owe",
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    status, out, err = run("chat", "--as", trust.DAVID, "--now", trust.NOW)
    assert (status, err) == (0, "")
    assert "You owe 2 reports" in out
    assert "You owe 1 report " in out
    assert "In time" in out or "in time" in out


def test_what_was_understood_is_one_line_of_json_each(run: Run, tmp_path: Path) -> None:
    status, out, _ = run(
        "ask", "--as", trust.COLIN, "--now", trust.NOW, "--explain", "which high-risk reports are overdue"
    )
    assert (status, json.loads(out)) == (0, {"intent": "report.list", "risk": "high", "status": "overdue"})
    file = tmp_path / "asked.jsonl"
    file.write_bytes(
        b'{"as": "sarah.whitlock@fourstones.example", "text": "visits to my school"}\n'
        b'{"as": "nobody@fourstones.example", "text": "hello"}\n'
        b'[]\n\xff\xfe\n{"as": "x"}\n{"text": "hello"}\n'
    )
    status, out, err = run("ask", "--as", trust.COLIN, "--now", trust.NOW, "--explain-file", str(file))
    said = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert said[0] == {"intent": "visit.list", "school": "902613"}
    assert [list(line) for line in said[1:5]] == [["error"]] * 4
    assert said[5] == {"intent": "greeting"}


def test_a_day_that_no_month_has_is_no_day(run: Run) -> None:
    text = "file a report for Oak Bank for the 31st of February"
    _, out, _ = run("ask", "--as", trust.DAVID, "--now", trust.NOW, "--explain", text)
    assert json.loads(out) == {"intent": "report.file", "school": "902613"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask", "--as", "nobody@x.example", "hello"], "Nobody in the directory has the email"),
        (["ask", "hello"], "Say who asks"),
        (["ask", "--as", trust.COLIN], "Say what to ask"),
        (["ask", "--explain-file", "nowhere.jsonl"], "nowhere.jsonl: No such file or directory"),
        (["ask", "--explain-file", "."], "Is a directory"),
        (["chat", "--as", "nobody@x.example"], "Nobody in the directory has the email"),
        (["manifest", "--out", "app.zip"], "KEYSTONE_APP_ID"),
        (["serve"], "KEYSTONE_APP_ID is empty"),
        (["seed-demo"], "KEYSTONE_DEMO=1"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run: Run, arguments: list[str], sentence: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert sentence in err


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("KEYSTONE_DEMO", "maybe", "KEYSTONE_DEMO: must be 1 or 0."),
        ("KEYSTONE_PORT", "99999", "KEYSTONE_PORT: must be a whole number from 0 to 65535."),
        ("KEYSTONE_NOW", "2026-11-23T09:00:00", "KEYSTONE_NOW: must be an instant with its offset"),
        ("KEYSTONE_NOW", trust.NOW, "KEYSTONE_NOW is for the demonstration alone"),
        ("KEYSTONE_LOG_LEVEL", "loud", "KEYSTONE_LOG_LEVEL: must be 'DEBUG', 'INFO'"),
        ("KEYSTONE_POLICY", "nowhere.toml", "nowhere.toml: cannot be read"),
        ("KEYSTONE_DATABASE_URL", "nonsense", "the database URL cannot be read"),
        ("KEYSTONE_DATABASE_URL", "mysql://u:hunter2@h/x", "the database is SQLite or PostgreSQL, not mysql"),
        ("KEYSTONE_DATABASE_URL", "postgresql://u:hunter2@127.0.0.1:1/x", "Connection refused"),
        ("KEYSTONE_DATABASE_URL", "sqlite:////proc/nowhere/k.db", "/proc/nowhere"),
        ("KEYSTONE_DATABASE_URL", "sqlite:///.", "unable to open database file"),
    ],
)
@pytest.mark.parametrize("command", [["ask", "--as", trust.COLIN, "hello"], ["import", "."], ["doctor"]])
def test_settings_that_cannot_be_used_are_named_and_no_password_shown(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str, command: list[str]
) -> None:
    monkeypatch.setenv(name, value)
    status, out, err = run(*command)
    assert status == 1
    assert sentence in out + err
    assert "hunter2" not in out + err


def test_a_file_that_is_no_database_is_said_to_be_none(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "rubbish.db").write_bytes(b"rubbish" * 1_000)
    monkeypatch.setenv("KEYSTONE_DATABASE_URL", f"sqlite:///{tmp_path}/rubbish.db")
    status, _, err = run("ask", "--as", trust.COLIN, "hello")
    assert (status, "file is not a database" in err) == (1, True)


def test_a_port_that_is_taken_is_said_to_be(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("KEYSTONE_DEMO", "1")
        monkeypatch.setenv("KEYSTONE_PORT", str(taken.getsockname()[1]))
        status, _, err = run("serve")
    assert status == 1
    assert "address already in use" in err
    assert "KEYSTONE_PORT" in err


def test_the_doctor_says_what_to_do(run: Run) -> None:
    status, out, _ = run("doctor")
    assert status == 1
    assert "FAULT settings: KEYSTONE_APP_ID is empty" in out
    assert "ok    directory: 36 people, 12 schools" in out


def test_a_postgresql_database_is_migrated_on_purpose_and_then_works(
    run: Run, monkeypatch: pytest.MonkeyPatch, postgres: Postgres, folder: Path
) -> None:
    with postgres.without_tables() as url:
        monkeypatch.setenv("KEYSTONE_DATABASE_URL", url)
        status, _, err = run("import", str(folder))
        assert (status, "python -m bot migrate" in err) == (1, True)
        assert run("migrate") == (0, "The database is up to date.\n", "")
        assert run("import", str(folder))[0] == 0
        said = run("ask", "--as", trust.COLIN, "--now", trust.NOW, "which high-risk reports are overdue")
        assert "5 high-risk reports are overdue as of 14:05." in said[1]
