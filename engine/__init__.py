"""Gradient descent on loss surfaces that are formulas: usable without a server.

from engine import Descent, choose, descend, explain, named_surface

adam = choose("adam", learning_rate=0.05)
run = descend(Descent(named_surface("himmelblau"), start=(-1.0, 1.0), optimizer=adam, steps=200))
run.points  # (201, 2)
explain(run).status
"""

from engine.anatomy import anatomy
from engine.batch import descend_many
from engine.choice import Choice, choose
from engine.descent import Descent, Progress, Run, descend
from engine.errors import CatalogError
from engine.explanation import Outcome, explain
from engine.fall_line import fall_line
from engine.formula import Formula, FormulaError, compile_formula
from engine.gradients import GRADIENTS, GradientSource, gradient
from engine.measures import Measures, measures
from engine.optimizers import OPTIMIZERS
from engine.rates import presets
from engine.schedules import SCHEDULES, Schedule, piecewise, schedule
from engine.surfaces import SURFACES, Surface, named_surface, typed_surface

__all__ = [
    "GRADIENTS",
    "OPTIMIZERS",
    "SCHEDULES",
    "SURFACES",
    "CatalogError",
    "Choice",
    "Descent",
    "Formula",
    "FormulaError",
    "GradientSource",
    "Measures",
    "Outcome",
    "Progress",
    "Run",
    "Schedule",
    "Surface",
    "anatomy",
    "choose",
    "compile_formula",
    "descend",
    "descend_many",
    "explain",
    "fall_line",
    "gradient",
    "measures",
    "named_surface",
    "piecewise",
    "presets",
    "schedule",
    "typed_surface",
]
