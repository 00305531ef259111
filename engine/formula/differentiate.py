"""Derivatives on the graph, forwards, one input at a time.

Conventions at kinks: abs′ = sign with 0 at 0, sqrt′(0)·0 = 0, floor′ = sign′ = 0, and the branch that max or min
takes decides its slope. Forward accumulation keeps u′ beside 1/(2√u), which is what makes √′(0)·0 = 0 possible.
"""

from collections.abc import Iterable

from engine.formula.graph import Graph, Node


def derivatives(graph: Graph, outputs: Iterable[Node], with_respect_to: Node) -> list[Node]:
    """Return the derivative of each output; adds nodes to the graph."""
    wanted = list(outputs)
    slopes: dict[int, Node] = {with_respect_to.index: graph.constant(1.0)}
    for index in graph.order(wanted):
        operation = graph.operations[index]
        if operation in ("constant", "input"):
            continue
        arguments = [Node(graph, argument) for argument in graph.arguments[index]]
        inner = [slopes.get(argument.index) for argument in arguments]
        if any(slope is not None for slope in inner):
            slope = _slope(graph, operation, Node(graph, index), arguments, inner)
            if slope is not None:
                slopes[index] = slope
    zero = graph.constant(0.0)
    return [slopes.get(output.index, zero) for output in wanted]


def _slope(
    graph: Graph, operation: str, value: Node, arguments: list[Node], inner: list[Node | None]
) -> Node | None:
    """Return the slope of one operation from the slopes of its arguments; None is a slope of zero everywhere."""
    if operation in ("pick_ge", "pick_le"):
        if inner[2] is None and inner[3] is None:
            return None
        branches = [graph.constant(0.0) if slope is None else slope for slope in inner[2:]]
        return graph.apply(operation, arguments[0], arguments[1], *branches)
    if len(arguments) == 2:
        return _binary(graph, operation, value, arguments, inner)
    return _unary(graph, operation, value, arguments[0], inner[0]) if inner[0] is not None else None


def _sum(first: Node | None, second: Node | None) -> Node | None:
    if first is None or second is None:
        return second if first is None else first
    return first + second


def _binary(
    graph: Graph, operation: str, value: Node, arguments: list[Node], inner: list[Node | None]
) -> Node | None:
    (a, b), (da, db) = arguments, inner
    match operation:
        case "add":
            return _sum(da, db)
        case "sub":
            if db is None:
                return da
            return -db if da is None else da - db
        case "mul":
            return _sum(None if da is None else da * b, None if db is None else a * db)
        case "div" | "quotient":
            if db is None:
                return graph.apply(operation, da, b) if da is not None else None
            top = -(value * db) if da is None else da - value * db
            return graph.apply(operation, top, b)
        case "pow":
            by_base = None if da is None else _power_slope(graph, a, b, da)
            by_exponent = None if db is None else value * graph.apply("log", a) * db
            return _sum(by_base, by_exponent)
    raise AssertionError(operation)


def _power_slope(graph: Graph, base: Node, exponent: Node, slope: Node) -> Node:
    number = exponent.constant
    if number is not None and 0 < number < 1:  # a root: 0/0 is 0 where it is flat
        return graph.apply("quotient", exponent * slope, graph.power(base, 1.0 - exponent))
    return exponent * graph.power(base, exponent - 1.0) * slope


def _unary(graph: Graph, operation: str, value: Node, u: Node, du: Node) -> Node | None:
    match operation:
        case "neg":
            return -du
        case "sin":
            return graph.apply("cos", u) * du
        case "cos":
            return -(graph.apply("sin", u) * du)
        case "tan":
            return (1.0 + value * value) * du
        case "asin":
            return graph.apply("quotient", du, graph.apply("sqrt", 1.0 - u * u))
        case "acos":
            return -graph.apply("quotient", du, graph.apply("sqrt", 1.0 - u * u))
        case "atan":
            return du / (1.0 + u * u)
        case "sinh":
            return graph.apply("cosh", u) * du
        case "cosh":
            return graph.apply("sinh", u) * du
        case "tanh":
            # 4e⁻²ᵘ/(1 + e⁻²ᵘ)²: 1 − tanh² would cancel far from 0, 1/cosh² overflow in the Hessian
            fading = graph.apply("exp", -2.0 * graph.apply("abs", u))
            return 4.0 * fading / ((1.0 + fading) * (1.0 + fading)) * du
        case "exp":
            return value * du
        case "log":
            return du / u
        case "sqrt":
            return graph.apply("quotient", du, 2.0 * value)
        case "abs":
            return graph.apply("sign", u) * du
        case "floor" | "sign":
            return None
    raise AssertionError(operation)
