"""Her own papers from her own phone: what is held, one more, one to look at, one gone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from assistant.api.doors import Worker
from assistant.api.uploads import PAPER, Sent
from assistant.api.verification import document_response
from assistant.review.own_papers import OwnPapers, OwnPapersDocument

router = APIRouter(prefix="/api/v1", tags=["worker"])


async def papers_of(request: Request) -> OwnPapers:
    """Her side of the proof documents."""
    papers: OwnPapers = request.app.state.own_papers
    return papers


Papers = Annotated[OwnPapers, Depends(papers_of)]


@router.get("/interviews/{interview_id}/papers")
async def own_papers(interview_id: str, actor: Worker, papers: Papers) -> OwnPapersDocument:
    """What is held of her papers and what came of it."""
    return await papers.show(actor, interview_id)


@router.post("/interviews/{interview_id}/papers", status_code=201)
async def add_own_paper(
    interview_id: str,
    actor: Worker,
    papers: Papers,
    what: Annotated[str, Form(max_length=60, description="identity, health, record_check, certificate:KIND, other")],
    file: Annotated[Sent, Depends(PAPER)],
) -> OwnPapersDocument:
    """Give one more: it is drawn anew and sealed; what a camera writes into it is dropped."""
    await papers.add(actor, interview_id, what, file.data)
    return await papers.show(actor, interview_id)


@router.get(
    "/interviews/{interview_id}/papers/{paper_id}",
    response_class=Response,
    responses={200: {"description": "The document as a JPEG picture or a PDF of pictures"}},
)
async def show_own_paper(interview_id: str, paper_id: str, actor: Worker, papers: Papers) -> Response:
    """Look at one of them."""
    return document_response(*await papers.open(actor, interview_id, paper_id))


@router.delete("/interviews/{interview_id}/papers/{paper_id}")
async def remove_own_paper(interview_id: str, paper_id: str, actor: Worker, papers: Papers) -> OwnPapersDocument:
    """Delete one of them, at once."""
    await papers.remove(actor, interview_id, paper_id)
    return await papers.show(actor, interview_id)
