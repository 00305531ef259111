"""The one exception for a caller's mistake in naming or binding something of the catalog."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from types import MappingProxyType

Figure = str | int | float


class CatalogError(ValueError):
    """A name or a number that the catalog refuses.

    `field` is the place in the caller's description ("name", "window", "constants.a"), `code` the reason,
    `figures` what a sentence about it needs: the nearest known name, a bound, a limit. Neither they nor the
    message repeat what was sent.

    Codes, with their figures: unknown_surface and unknown_constant (suggestion, where a known name is near),
    out_of_range (low, high), not_finite, not_whole, too_many_constants (limit), invalid_name (limit), reserved_name,
    unknown_variables, wrong_number_of_axes (expected), low_not_below_high, window_size (low, high).
    """

    def __init__(
        self,
        message: str,
        *,
        field: str,
        code: str,
        figures: Mapping[str, Figure] = MappingProxyType({}),
    ) -> None:
        super().__init__(message)
        self.field = field
        self.code = code
        self.figures = dict(figures)


def unknown(kind: str, name: str, known: Collection[str], *, field: str) -> CatalogError:
    """Return the error for a name that is not known, with the known one that looks most like it."""
    found = get_close_matches(name.lower()[:64], known, n=1, cutoff=0.5)
    hint = f" Did you mean {found[0]}?" if found else ""
    figures = {"suggestion": found[0]} if found else {}
    return CatalogError(f"{kind}: unknown name.{hint}", field=field, code=f"unknown_{kind}", figures=figures)
