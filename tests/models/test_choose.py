"""The encoder is the server's when one is set, else the bundled one."""

from __future__ import annotations

from pathlib import Path

from assistant.kit.settings import Settings
from assistant.models.choose import chosen_embedder
from assistant.models.embedding import BundledEmbedder


def test_without_a_server_the_bundled_encoder_is_used(tmp_path: Path) -> None:
    assert isinstance(chosen_embedder(Settings(data_dir=tmp_path), tmp_path), BundledEmbedder)


def test_a_server_is_used_under_its_models_name(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, embedding_base_url="http://127.0.0.1:9/v1", embedding_model="Qwen/Q3-0.6B")
    assert chosen_embedder(settings, tmp_path).name == "qwen-q3-0-6b"
