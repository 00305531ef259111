import dataclasses

import pytest

from app.settings import PREFIX, Settings, describe_settings, settings_from_environment


def test_the_environment_sets_every_limit():
    for entry in dataclasses.fields(Settings):
        if not isinstance(entry.default, (tuple, str)):
            read = settings_from_environment({PREFIX + entry.name.upper(): "7"})
            assert getattr(read, entry.name) == 7
            assert type(getattr(read, entry.name)) is type(entry.default)


def test_hosts_are_separated_by_commas():
    assert settings_from_environment({"FALL_LINE_LAN_HOSTS": " Room12.local, 10.0.0.7,"}).lan_hosts == (
        "room12.local",
        "10.0.0.7",
    )


def test_a_setting_may_be_a_text():
    assert settings_from_environment({"FALL_LINE_DASK_SCHEDULER": " tcp://host:8786 "}).dask_scheduler == (
        "tcp://host:8786"
    )


@pytest.mark.parametrize("text", ["many", "", "1.5", "0", "-3", "nan"])
def test_a_limit_that_cannot_be_read_is_refused_by_name(text):
    with pytest.raises(ValueError, match=r"(?i)max_steps"):
        settings_from_environment({"FALL_LINE_MAX_STEPS": text})


def test_there_are_only_so_many_hosts():
    with pytest.raises(ValueError, match="lan_hosts"):
        Settings(lan_hosts=tuple(f"host{n}" for n in range(Settings().max_lan_hosts + 1)))


def test_every_limit_is_described():
    described = describe_settings()
    for entry in dataclasses.fields(Settings):
        assert PREFIX + entry.name.upper() in described
        assert entry.metadata["help"] in described
