"""What a worker imports before its first job: the module of every function that a route hands to it."""

import ast
from importlib import import_module
from pathlib import Path

from app.main import ROUTES, WARM


def handed(route):
    """The functions that a route hands to workers."""
    for node in ast.walk(ast.parse(Path(route.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("workers.run", "workers.events")):
            yield getattr(route, ast.unparse(node.args[1]))


def test_the_module_of_every_function_that_a_worker_gets_is_warm():
    modules = {function.__module__ for route in ROUTES for function in handed(route)}
    assert len(modules) > 5
    assert modules <= set(WARM)
    for module in WARM:
        import_module(module)
