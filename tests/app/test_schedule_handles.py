"""POST /schedules/rates as the page's schedule strip uses it: handles, and drags of them."""

import asyncio
from threading import Event

import pytest

from engine.schedules.handles import dragged

pytestmark = pytest.mark.anyio

COSINE = {"schedule": {"name": "cosine", "length": 80, "lowest": 0.1}, "learning_rate": 0.2, "steps": 100}


async def rates(client, **changes):
    return await client.post("/api/v1/schedules/rates", json=COSINE | changes)


async def test_a_handle_for_every_knob_stands_on_the_rates(client):
    answer = (await rates(client)).json()
    assert [(handle["knob"], handle["along"]) for handle in answer["handles"]] == [
        ("length", "step"),
        ("lowest", "rate"),
    ]
    assert all(answer["rates"][handle["step"]] == handle["rate"] for handle in answer["handles"])
    assert answer["schedule"] == COSINE["schedule"] | {"changes": []}


async def test_a_knob_that_acts_on_none_of_the_rates_has_no_handle(client):
    answer = (await rates(client, schedule={"name": "step", "every": 100})).json()
    assert [handle["knob"] for handle in answer["handles"]] == ["every"]


async def test_a_drag_answers_the_schedule_and_its_rates(client):
    answer = (await rates(client, drag={"knob": "length", "step": 40, "rate": 0.1})).json()
    assert answer["schedule"]["length"] == 40
    same = (await rates(client, schedule=answer["schedule"])).json()
    assert same["rates"] == answer["rates"]


async def test_others_are_served_while_a_handle_is_dragged(client, monkeypatch):
    served = Event()

    def after_the_other(*given, **named):
        assert served.wait(2)
        return dragged(*given, **named)

    monkeypatch.setattr("app.routes.schedules.dragged", after_the_other)
    drag = {"knob": "length", "step": 40, "rate": 0.1}
    answer = asyncio.create_task(rates(client, drag=drag))
    await asyncio.sleep(0)
    assert (await client.get("/api/v1/health")).status_code == 200
    served.set()
    assert (await answer).json()["schedule"]["length"] == 40


async def test_an_unknown_knob_is_refused_with_the_nearest(client):
    response = await rates(client, drag={"knob": "lenght", "step": 40, "rate": 0.1})
    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert (error["field"], error["nearest"]) == ("drag.knob", "length")
