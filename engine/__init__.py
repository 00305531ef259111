"""Gradient descent on loss surfaces that are formulas: usable without a server."""
