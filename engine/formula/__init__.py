"""The formula language: text in, value, gradient, Hessian and MathML out."""

from engine.formula.errors import FormulaError
from engine.formula.formula import Formula, compile_formula, letters
from engine.formula.limits import LIMITS

__all__ = ["LIMITS", "Formula", "FormulaError", "compile_formula", "letters"]
