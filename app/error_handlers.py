"""Every exception that reaches the app becomes a problem document."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.problems import Fault, Problem, problem_response
from app.validation import faults_of

_CODES = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large", 503: "busy"}


async def _answer_http(request: Request, error: Exception) -> Response:
    if isinstance(error, Problem):
        return problem_response(error)
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "server_error" if error.status_code >= 500 else "bad_request")
    return problem_response(Problem(error.status_code, Fault(code), headers=error.headers))


async def _answer_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem_response(Problem(422, *faults_of(error.errors())))


async def _answer_failure(request: Request, error: Exception) -> Response:
    return problem_response(Problem(500, Fault("server_error")))


def install_problems(app: FastAPI) -> None:
    """Make every error of the app a problem document."""
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(RequestValidationError, _answer_validation)
    app.add_exception_handler(Exception, _answer_failure)
