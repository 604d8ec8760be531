"""Which encoder this installation uses."""

from __future__ import annotations

from pathlib import Path

from assistant.kit.settings import Settings
from assistant.models.embedding import BundledEmbedder, Embedder
from assistant.models.remote_embedding import RemoteEmbedder


def chosen_embedder(settings: Settings, folder: Path) -> Embedder:
    """The server of `AYI_EMBEDDING_BASE_URL` when one is set, else the bundled encoder, which builds into `folder`."""
    if settings.embedding_base_url is None:
        return BundledEmbedder(folder)
    key = settings.embedding_api_key
    return RemoteEmbedder(
        settings.embedding_base_url,
        key.get_secret_value() if key else "",
        settings.embedding_model,
        query_prefix=settings.embedding_query_prefix,
        passage_prefix=settings.embedding_passage_prefix,
    )
