"""Opened steps as JSON: every term of the update by name and value, the curvature met, and the sentence."""

from typing import Any

from app.texts.steps import step_kind, step_sentence
from app.texts.terms import term_sentence
from app.wire import both
from engine.anatomy import Slice, StepAnatomy, StepCurvature
from engine.arithmetic import in_figures
from engine.choice import Choice
from engine.curvature import condition_number


def anatomy_json(step: StepAnatomy, choice: Choice, *, equations: bool) -> dict[str, Any]:
    """Return one step, opened; `equations` are MathML, one for each coordinate."""
    return {
        "step": step.step,
        "point": step.point,
        "loss": step.loss,
        "gradient": step.gradient,
        "learning_rate": step.learning_rate,
        "state": [{"name": name, "value": value} for name, value in step.state],
        "terms": _terms(step, choice),
        "update": step.update,
        "next_point": step.next_point,
        "next_loss": step.next_loss,
        "next_gradient": step.next_gradient,
        "curvature": _curvature(step.curvature),
        "kind": step_kind(step),
        "sentence": both(step_sentence(step)),
        "slice": _slice(step.slice),
        "equations": _equations(step, choice) if equations else None,
    }


def _terms(step: StepAnatomy, choice: Choice) -> list[dict[str, Any]]:
    known = {term.name: term for term in (*step.source.terms, *choice.optimizer.terms)}
    return [
        {"name": name, "value": value, "sentence": both(term_sentence(step, known[name], value))}
        for name, value in step.terms
    ]


def _equations(step: StepAnatomy, choice: Choice) -> list[dict[str, Any]]:
    """Return every term's equation in this step's figures, the next point's last."""
    dimension = len(step.point)
    axes = [
        in_figures(choice.optimizer, step.figures(axis), step.source, dimension=dimension)
        for axis in range(dimension)
    ]
    return [{"name": name, "mathml": [axis[name] for axis in axes]} for name in axes[0]]


def _curvature(curvature: StepCurvature) -> dict[str, Any]:
    return {
        "eigenvalues": curvature.eigenvalues,
        "eigenvectors": curvature.eigenvectors,
        "condition_number": condition_number(curvature.eigenvalues),
        "along_step": curvature.along_step,
        "sharpness": curvature.sharpness,
        "limit": curvature.limit,
        "product": curvature.product,
        "product_limit": curvature.product_limit,
        "zone": curvature.zone,
    }


def _slice(cut: Slice | None) -> dict[str, Any] | None:
    if cut is None:
        return None
    return {
        "s": cut.s,
        "loss": cut.losses,
        "slope": cut.slope,
        "curvature": cut.curvature,
        "lands": cut.lands,
    }
