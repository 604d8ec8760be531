"""Which encoder and which chat models this installation uses."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.kit.clock import Clock
from assistant.kit.settings import Settings
from assistant.models.chat import Task
from assistant.models.chat_budget import Budget
from assistant.models.chat_client import ChatClient, Limits
from assistant.models.chat_prompts import json_instruction
from assistant.models.chat_server import OpenAIServer
from assistant.models.chat_structured import Ways
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


def chosen_chat(settings: Settings, clock: Clock, folder: Path) -> ChatClient | None:
    """The chat models of these settings, or None where no server or no model is named.

    Nothing is sent, and the client's library is not loaded, before something is asked. `folder` keeps the day's counts
    and what was learned of the server.
    """
    models: dict[Task, str] = {
        "read": settings.model_read,
        "talk": settings.model_talk,
        "answer": settings.model_answer,
        "resume": settings.model_resume,
    }
    if settings.model_base_url is None or not any(models.values()):
        return None
    key = settings.model_api_key
    server = OpenAIServer(settings.model_base_url, key.get_secret_value() if key else "", settings.model_seconds)
    budget = Budget(clock, settings.model_requests_per_day, settings.model_tokens_per_day, folder / "budget.json")
    return ChatClient(
        server,
        models,
        budget,
        limits=Limits(settings.model_attempts, settings.model_concurrency),
        # What one server knows says nothing of another.
        ways=Ways(folder / f"ways-{re.sub(r'[^a-zA-Z0-9]+', '-', server.name)}.json"),
        instruction=json_instruction(settings.default_language),
    )
