"""The calibration says what a score is worth, and never less for a higher one."""

from kg.train.tune import LEAST, calibration


def test_shares_rise_with_the_score():
    points = [(n / 400, n % 4 > 0 if n < 200 else n % 10 > 0) for n in range(400)]
    found = calibration(points)
    assert [least for least, _ in found] == sorted(least for least, _ in found)
    assert [share for _, share in found] == sorted(share for _, share in found)
    assert found[0] == (0.0, 0.75)
    assert found[-1][1] == 0.9


def test_neighbors_that_fall_are_pooled():
    points = [(n / 100, n < 50) for n in range(100)]
    assert calibration(points) == [(0.0, 0.5)]


def test_few_points_are_one_bin():
    assert calibration([(0.5, True)] * (LEAST - 1)) == [(0.5, 1.0)]
    assert calibration([]) == []
