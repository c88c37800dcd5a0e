"""What a program gets instead of an answer: the status and a body after RFC 9457 that says what is wrong and how to mend it."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from trosol.errors import Problem, TrosolError, WrongUse, shorten

__all__ = ["HEADERS", "REFUSALS", "Refusal", "answer_refusals", "refused"]

_STATUS = {
    "entity-unknown": HTTPStatus.NOT_FOUND,
    "claim-unknown": HTTPStatus.NOT_FOUND,
    "class-unknown": HTTPStatus.NOT_FOUND,
    "graph-unknown": HTTPStatus.NOT_FOUND,
    "question-unknown": HTTPStatus.NOT_FOUND,
    "form-unknown": HTTPStatus.NOT_ACCEPTABLE,
    "request-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "request-form": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "finding-time": HTTPStatus.SERVICE_UNAVAILABLE,
    "finding-crashed": HTTPStatus.SERVICE_UNAVAILABLE,
    "server-busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "query-busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "query-time": HTTPStatus.SERVICE_UNAVAILABLE,
    "query-crashed": HTTPStatus.SERVICE_UNAVAILABLE,
    "query-no-worker": HTTPStatus.SERVICE_UNAVAILABLE,
    "worker-not-started": HTTPStatus.SERVICE_UNAVAILABLE,
}
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""Of every answer: they keep browsers careful."""

_LATER = {"server-busy", "query-busy", "query-no-worker"}
_TEXTS = {
    404: ("address-unknown", "There is nothing at this address.", "The start page at / lists what there is."),
    405: ("method-refused", "This method is not answered here: nothing can be changed.", "Use GET."),
}


class Refusal(BaseModel):
    """Why a request was not answered (RFC 9457): ``title`` what is wrong, ``detail`` how to mend it, ``code`` for programs."""

    title: str
    detail: str
    status: int
    code: str = Field(description="As in docs/errors.md")


REFUSALS: dict[int | str, dict[str, object]] = {
    status: {"description": text, "content": {"application/problem+json": {"schema": Refusal.model_json_schema()}}}
    for status, text in (
        (400, "The request is wrong; the body says where and how to mend it."),
        (404, "There is no such thing; the body names the nearest."),
        (422, "A part of the address is not of the kind that it should be."),
        (503, "Busy, or more work than is done for one request."),
    )
}
"""For the description of every JSON door."""


def answer_refusals(app: FastAPI) -> None:
    """Answer every error of this program in one form, and never with what went on inside."""
    app.add_exception_handler(TrosolError, _of_trosol)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _of_surprise)


def refused(problem: Problem, status: int) -> Response:
    """The answer for a problem."""
    body = Refusal(title=problem.message, detail=problem.remedy, status=status, code=problem.code)
    headers = {"Retry-After": "5"} if problem.code in _LATER else {}
    return JSONResponse(body.model_dump(), status, headers, media_type="application/problem+json")


async def _of_trosol(_request: Request, error: Exception) -> Response:
    assert isinstance(error, TrosolError)
    problem = error.problems[0]
    wrong = HTTPStatus.BAD_REQUEST if isinstance(error, WrongUse) else HTTPStatus.INTERNAL_SERVER_ERROR
    return refused(problem, _STATUS.get(problem.code, wrong))


async def _of_validation(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    name = shorten(str(first["loc"][-1]), 60)
    return refused(
        Problem("request-value", f"'{name}': {shorten(str(first['msg']), 200)}.", "Mend this part of the address."), 400
    )


async def _of_http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code, text, remedy = _TEXTS.get(
        error.status_code, ("request-wrong", "The request cannot be answered.", "See / for what can.")
    )
    answer = refused(Problem(code, text, remedy), error.status_code)
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


async def _of_surprise(_request: Request, _error: Exception) -> Response:
    text = "Something went wrong here that should not have. The server goes on."
    return refused(Problem("server-error", text, "Ask again; if it stays, report it with the address you asked for."), 500)
