"""The encoder is the server's when one is set, else the bundled one; chat models only where they are named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from assistant.models.choose import chosen_chat, chosen_embedder
from assistant.models.embedding import BundledEmbedder


def test_without_a_server_the_bundled_encoder_is_used(tmp_path: Path) -> None:
    assert isinstance(chosen_embedder(Settings(data_dir=tmp_path), tmp_path), BundledEmbedder)


def test_a_server_is_used_under_its_models_name(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, embedding_base_url="http://127.0.0.1:9/v1", embedding_model="Qwen/Q3-0.6B")
    assert chosen_embedder(settings, tmp_path).name == "qwen-q3-0-6b"


def chat_settings(folder: Path, **values: str) -> Settings:
    return Settings(_env_file=None, data_dir=folder, **values)  # type: ignore[arg-type] # settings parse text


def test_without_a_server_or_without_a_model_there_is_no_chat(tmp_path: Path, clock: FixedClock) -> None:
    assert chosen_chat(chat_settings(tmp_path), clock, tmp_path) is None
    assert chosen_chat(chat_settings(tmp_path, model_read="m"), clock, tmp_path) is None
    assert chosen_chat(chat_settings(tmp_path, model_base_url="http://127.0.0.1:9/v1"), clock, tmp_path) is None


def test_a_model_is_chosen_by_task_and_an_empty_one_is_off(tmp_path: Path, clock: FixedClock) -> None:
    chosen = chosen_chat(
        chat_settings(tmp_path, model_base_url="http://127.0.0.1:9/v1", model_read="big", model_talk="small"),
        clock,
        tmp_path,
    )
    assert chosen is not None
    assert (chosen.model("read"), chosen.model("talk")) == ("big", "small")
    assert not chosen.serves("answer")
    assert chosen.states() == {"read": "big", "talk": "small"}


def test_choosing_loads_no_client_library(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from assistant.kit.clock import SystemClock\n"
        "from assistant.kit.settings import Settings\n"
        "from assistant.models.choose import chosen_chat\n"
        "settings = Settings(_env_file=None, model_base_url='http://x/v1', model_read='m')\n"
        f"from pathlib import Path\nchosen_chat(settings, SystemClock(), Path({str(tmp_path)!r}))\n"
        "print([m for m in ('openai', 'langchain_openai', 'jsonschema') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
