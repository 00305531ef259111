"""What all request bodies share: strict types, finite numbers, unknown fields refused by their nearest name."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, Union

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError

from app.problems import nearest
from engine.catalog import Knob

COORDINATE_BOUND = 1e9  # a coordinate beyond it counts as diverged
Coordinate = Annotated[float, Field(ge=-COORDINATE_BOUND, le=COORDINATE_BOUND)]
Point = Annotated[
    list[Coordinate], Field(min_length=1, max_length=2, description="[x, y] on a surface, [w] on a curve")
]


class Body(BaseModel):
    """A JSON object whose fields are all known and whose numbers are all numbers."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_fields(cls, value: Any) -> Any:
        if isinstance(value, Mapping):
            for name in value:
                if name not in cls.model_fields:
                    known = ", ".join(cls.model_fields)
                    figures = {"nearest": nearest(name, cls.model_fields), "known": known}
                    raise PydanticCustomError("unknown_field", "unknown field", figures)
        return value


def knob_fields(knobs: Iterable[Knob]) -> dict[str, Any]:
    """Return a field for every knob, with its default, its hard range and what it is for."""
    return {
        knob.name: (
            int if knob.whole else float,
            Field(
                knob.default, ge=knob.hard[0], le=knob.hard[1], description=f"{knob.symbol}: {knob.help.en}"
            ),
        )
        for knob in knobs
    }


def record_model(
    title: str, name: str, knobs: Iterable[Knob], purpose: str, *, key: str = "name", **more: Any
) -> type[Body]:
    """Return the model of one catalog entry: its name, under `key`, its knobs and what more it may hold."""
    fields: dict[str, Any] = {key: (Literal[name], ...), **knob_fields(knobs), **more}
    return create_model(title, __base__=Body, __doc__=purpose, **fields)


def one_of(models: Mapping[str, type[Body]], kind: str, *, unnamed: str = "", key: str = "name") -> Any:
    """Return the type of a field that takes one of the models by the name under `key`; a bare one means all defaults.

    An object without a name is the model `unnamed`, if it has that field.
    """
    names = tuple(name for name in models if name != unnamed)

    def read(value: Any) -> Any:
        if isinstance(value, str):
            value = {key: value}
        if not isinstance(value, dict) or not (key in value or unnamed in value):
            raise PydanticCustomError("shape", "neither a name nor an object with one", {"kind": kind})
        if key in value and value[key] not in names:
            figures = {
                "nearest": nearest(value[key], names),
                "known": ", ".join([*names, *([f"{{{unnamed}: …}}"] if unnamed else [])]),
            }
            raise PydanticCustomError("unknown_name", "unknown name", figures)
        return value

    def tag(value: Any) -> str | None:
        return value.get(key, unnamed) if isinstance(value, dict) else getattr(value, key, unnamed)

    variants = tuple(Annotated[model, Tag(name)] for name, model in models.items())
    described = Annotated[Union[variants], Discriminator(tag)]  # type: ignore[valid-type]  # noqa: UP007
    shown = Literal[names] | described  # type: ignore[valid-type]
    return Annotated[described, BeforeValidator(read, json_schema_input_type=shown)]
