"""A log line cannot carry personal data, whatever a call or a library puts into it."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.kit.logs import ALLOWED_FIELDS, PrivateFormatter, configure_logs, safe_fields


def line(record: logging.LogRecord) -> dict[str, object]:
    result: dict[str, object] = json.loads(PrivateFormatter("json").format(record))
    return result


def record(message: str, *args: object, name: str = "assistant.kit.x", **extra: object) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.INFO, "/x/y.py", 7, message, args, None)
    made.__dict__.update(extra)
    return made


def test_events_and_counts_are_kept() -> None:
    shown = line(record("turn_taken", interview_id="int_7KQ2AB", facts=3, ms=12.5))
    assert (shown["event"], shown["interview_id"], shown["facts"]) == ("turn_taken", "int_7KQ2AB", 3)


def test_fields_nobody_allowed_are_dropped() -> None:
    assert "text" not in line(record("turn_taken", text="我叫王芳", name_of_worker="王芳"))


@pytest.mark.parametrize("value", ["王芳", "13800138000", "int_13800138000", "410122197903040021", "a" * 200, "a\nb"])
def test_an_allowed_field_with_a_personal_value_is_redacted(value: str) -> None:
    assert line(record("x", interview_id=value))["interview_id"] == "[redacted]"


def test_a_formatted_message_of_ours_shows_only_its_place() -> None:
    assert "王芳" not in json.dumps(line(record("answer was %s", "王芳")), ensure_ascii=False)


def test_a_message_of_a_library_shows_only_its_place() -> None:
    assert line(record("glyphs 王芳 subset", name="fontTools.subset"))["event"] == "y:7"


def test_an_exception_shows_its_type_and_place_and_no_words() -> None:
    try:
        int("我叫王芳 13800138000")
    except ValueError:
        made = logging.LogRecord("assistant.x", logging.ERROR, "/x/y.py", 7, "failed", (), sys.exc_info())
    shown = PrivateFormatter("text").format(made)
    assert "ValueError" in shown
    assert "王芳" not in shown
    assert "138001" not in shown


@given(st.dictionaries(st.sampled_from(sorted(ALLOWED_FIELDS)), st.text(alphabet="王芳138 a", max_size=30)))
def test_no_chinese_and_no_long_number_ever_passes(fields: dict[str, object]) -> None:
    shown = json.dumps(safe_fields(fields), ensure_ascii=False)
    assert "王" not in shown
    assert not any(run.isdigit() and len(run) >= 7 for run in shown.replace('"', " ").split())


def test_every_logger_of_the_process_goes_through_the_formatter(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        configure_logs("INFO", "text")
        logging.getLogger("some.library").warning("phone 13800138000")
        assert "13800138000" not in capsys.readouterr().err
    finally:
        root.handlers[:], root.level = before, level
