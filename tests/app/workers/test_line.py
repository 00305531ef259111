import pytest

from app.workers.job import Full, Job
from app.workers.line import FairLine


def job(tab: str, number: int = 0, seconds: float = 1.0) -> Job:
    return Job(number, b"", tab=tab, seconds=seconds, allowed=1.0, told=print)


def line_of(most: int, *jobs: Job) -> FairLine:
    line = FairLine(most)
    for one in jobs:
        assert line.push(one) is None
    return line


def taken(line: FairLine) -> list[tuple[str, int]]:
    found = []
    while (one := line.pop()) is not None:
        found.append((one.tab, one.number))
    return found


def test_tabs_take_turns_and_each_keeps_its_order():
    line = line_of(9, *(job("a", n) for n in range(3)), job("b", 0), *(job("c", n) for n in range(2)))
    assert taken(line) == [("a", 0), ("b", 0), ("c", 0), ("a", 1), ("c", 1), ("a", 2)]


def test_a_tab_that_was_served_goes_behind_the_others():
    line = line_of(9, job("a", 0), job("b", 0), job("b", 1))
    line.pop()
    line.push(job("a", 1))
    assert taken(line) == [("b", 0), ("a", 1), ("b", 1)]


def test_a_full_line_refuses_and_says_how_long_one_of_those_takes():
    line = line_of(2, job("a", seconds=1.5), job("b", seconds=2.0))
    with pytest.raises(Full) as refused:
        line.push(job("c"))
    assert refused.value.seconds == 1.75
    assert len(line) == 2


def test_a_full_line_takes_the_youngest_job_of_a_greedy_tab_out_for_a_modest_one():
    line = line_of(3, job("greedy", 0), job("greedy", 1), job("greedy", 2))
    left = line.push(job("modest"))
    assert (left.tab, left.number) == ("greedy", 2)
    assert taken(line) == [("greedy", 0), ("modest", 0), ("greedy", 1)]


def test_nobody_leaves_for_a_tab_that_would_wait_with_as_many():
    line = line_of(3, job("a", 0), job("a", 1), job("b", 0))
    with pytest.raises(Full):
        line.push(job("b", 1))
    with pytest.raises(Full):
        line.push(job("a", 2))


def test_a_job_that_lost_its_worker_is_next_even_when_the_line_is_full():
    line = line_of(1, job("a"))
    line.push_again(job("b", 7))
    assert [one.tab for one in line] == ["b", "a"]
    assert taken(line) == [("b", 7), ("a", 0)]


def test_a_job_can_be_taken_out_once():
    first, second, again = job("a", 0), job("a", 1), job("a", 2)
    line = line_of(3, first, second)
    line.push_again(again)
    assert [line.remove(one) for one in (second, again, second)] == [True, True, False]
    assert line.remove(first)
    assert line.pop() is None
    assert len(line) == 0
