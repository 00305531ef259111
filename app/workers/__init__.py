"""Warm workers: processes of their own for what takes long, so that the server answers everybody else at once."""
