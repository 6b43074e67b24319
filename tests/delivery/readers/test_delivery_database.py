"""The database of readers: made closed to others, brought up to date, and refused where it is not ours."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bulletin.delivery.readers import database
from bulletin.delivery.readers.database import MIGRATIONS, database_path, migrate, open_database, transaction
from bulletin.errors import BulletinError, ExitCode, InputError, OutputError


def refusal(path: Path) -> BulletinError:
    with pytest.raises(BulletinError) as caught:
        open_database(path)
    return caught.value


def test_a_new_database_is_closed_to_others_and_set_to_keep_what_is_committed(tmp_path: Path) -> None:
    path = database_path(tmp_path)
    with closing(open_database(path, create=True)) as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "user_version")
        assert [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == [
            "delete",
            3,
            1,
            1,
            len(MIGRATIONS),
        ]
        assert connection.isolation_level is None
        secrets = dict(connection.execute("SELECT name, value FROM secret"))
        assert {name: len(value) for name, value in secrets.items()} == {"hash": 32, "token": 32}
        assert secrets["hash"] != secrets["token"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["readers.db"]  # one file at rest


def test_modes_that_were_opened_are_closed_again(tmp_path: Path) -> None:
    path = database_path(tmp_path)
    open_database(path, create=True).close()
    path.chmod(0o644)
    path.parent.chmod(0o755)
    open_database(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_where_there_is_none_the_remedy_says_how_to_make_one(tmp_path: Path) -> None:
    error = refusal(database_path(tmp_path))
    assert error.findings[0].rule.id == "readers.none"
    assert "bulletin subscribers import" in error.findings[0].remedy()
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_is_migrated_with_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = database_path(tmp_path)
    with closing(open_database(path, create=True)) as connection:
        connection.execute("INSERT INTO reader(key, address, added) VALUES (x'01', 'a@b.example', '')")
        secret = connection.execute("SELECT value FROM secret WHERE name = 'hash'").fetchone()
    later = (*MIGRATIONS, ("ALTER TABLE reader ADD COLUMN phone TEXT NOT NULL DEFAULT ''",), ("CREATE TABLE extra(x)",))
    monkeypatch.setattr(database, "MIGRATIONS", later)
    with closing(open_database(path)) as connection:
        assert connection.execute("SELECT address, phone FROM reader").fetchall() == [("a@b.example", "")]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 2,)
        assert connection.execute("SELECT value FROM secret WHERE name = 'hash'").fetchone() == secret


def test_a_migration_that_fails_leaves_the_older_file(tmp_path: Path) -> None:
    path = database_path(tmp_path)
    with closing(open_database(path, create=True)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, (*MIGRATIONS, ("CREATE TABLE extra(x)", "no such statement")))
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone() == (0,)
    open_database(path).close()


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = database_path(tmp_path)
    with closing(open_database(path, create=True)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    error = refusal(path)
    assert error.findings[0].rule.id == "readers.newer"
    assert "99" in error.findings[0].what()
    assert error.exit_code is ExitCode.BAD_INPUT
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = database_path(tmp_path)
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs(x)")
        other.commit()
    before = path.read_bytes()
    assert refusal(path).findings[0].rule.id == "readers.not-ours"
    assert path.read_bytes() == before


def test_bytes_that_are_no_database_are_named(tmp_path: Path) -> None:
    path = database_path(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"Ho ten;Email\n" * 400)
    assert refusal(path).findings[0].rule.id == "readers.damaged"
    assert path.read_bytes().startswith(b"Ho ten")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = database_path(tmp_path / "other")
    elsewhere.parent.parent.mkdir()
    open_database(elsewhere, create=True).close()
    path = database_path(tmp_path)
    path.parent.mkdir()
    path.symlink_to(elsewhere)
    assert refusal(path).findings[0].rule.id == "readers.not-ours"


def test_a_folder_that_cannot_be_made_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    with pytest.raises((InputError, OutputError)) as caught:
        open_database(database_path(tmp_path), create=True)
    assert caught.value.findings[0].rule.id.startswith("readers.")


def test_a_writer_waits_and_then_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = database_path(tmp_path)
    monkeypatch.setattr(database, "BUSY_MS", 50)
    with closing(open_database(path, create=True)) as first:
        first.execute("PRAGMA user_version = 0")
        first.execute("BEGIN EXCLUSIVE")
        assert refusal(path).findings[0].rule.id == "readers.busy"


def test_a_transaction_is_whole_or_nothing(tmp_path: Path) -> None:
    rows = [(b"1", "a@b.example"), (b"1", "c@d.example")]
    with closing(open_database(database_path(tmp_path), create=True)) as connection:
        with pytest.raises(sqlite3.IntegrityError), transaction(connection):
            connection.executemany("INSERT INTO reader(key, address, added) VALUES (?, ?, '')", rows)
        assert connection.execute("SELECT count(*) FROM reader").fetchone() == (0,)
