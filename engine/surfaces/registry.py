"""Every surface of the catalog by name: surfaces first, then curves."""

from collections.abc import Mapping
from types import MappingProxyType

from engine.surfaces.bowls import BOWLS
from engine.surfaces.curves import CURVES
from engine.surfaces.few_minima import FEW_MINIMA
from engine.surfaces.flats import LEVEL_GROUND
from engine.surfaces.many_minima import MANY_MINIMA
from engine.surfaces.record import SurfaceRecord
from engine.surfaces.saddles import SADDLES
from engine.surfaces.valleys import VALLEYS

FAMILIES: Mapping[str, tuple[SurfaceRecord, ...]] = MappingProxyType(
    {
        "bowls": BOWLS,
        "valleys": VALLEYS,
        "few_minima": FEW_MINIMA,
        "saddles": SADDLES,
        "level_ground": LEVEL_GROUND,
        "many_minima": MANY_MINIMA,
        "curves": CURVES,
    }
)

SURFACES: Mapping[str, SurfaceRecord] = MappingProxyType(
    {record.name: record for family in FAMILIES.values() for record in family}
)
