"""Forms of clubs' weekly pages, plans and forum posts, each with the reading that its words have.

They stand apart from the other forms because each came of a rule that a page nobody had read before asked for.
"""

from __future__ import annotations

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import NotationError, parse

READ = [
    ("2 x 300m with a minute and a half rest", "300 r90s 300"),
    ("2 x 300m with a minute and half rest", "300 r90s 300"),
    ("two and half miles", "4023"),
    ("1 minute, half a mile jog", "60s r804"),
    ("2 x 300m with 2-2:30 rest", "300 r120s 300"),
    ("2 x 500m @ 1/2 marathon pace, 60s", "500 r60s 500"),
    ("2 – 3 300 mtr efforts with 60s recovery", "300 r60s 300 r60s 300"),
    ("1000m, 600m, 400m with 4 minutes and 2 minutes of recovery", "1000 r240s 600 r120s 400"),
    ("2 x 9 minutes with short recovery c. 2 minutes", "540s r120s 540s"),
    ("2 x 9 minutes, short recovery (about 2 minutes)", "540s r120s 540s"),
    ("4 min, 5 min. Short recovery between efforts about 80 seconds", "240s r80s 300s"),
    ("2 x 300 off short recoveries (40 seconds)", "300 r40s 300"),
    ("Run hard for one minute and recover with an easy pace for two minutes, then 400m", "60s r120s 400"),
    ("Down the ladder: 600m, 400m, 60s jog", "600 r60s 400"),
    ("2 x 350m at race pace plus 5 seconds/ 400, 5 minute walk", "350 r300s 350"),
    ("600m at 5k pace - 800m at 10k pace - 1000m at MP (80 sec rest)", "600 r80s 800 r80s 1000"),
    ("Evening session - pyramid of 1 min / 2 mins / 1 min with 60s recovery", "60s r60s 120s r60s 60s"),
    ("3 x 300m, 60 seconds and 45 seconds between each 300", "300 r60s 300 r45s 300"),
]


@pytest.mark.parametrize(("text", "reading"), READ)
def test_the_words_of_a_week_are_read_as_they_were_meant(text: str, reading: str) -> None:
    assert " ".join(short(step) for step in parse(text).steps) == reading


TARGETS = [
    ("2 x 1km (Zone 4/5), 2 min", "Zone 4/5"),
    ("2 x 350m at race pace plus 5 seconds / 400, 5 minute walk", "race pace plus 5 seconds / 400"),
    ("2 x 500m @ 1/2 marathon pace, 60s", "1/2 marathon pace"),
    ("600m at 5k pace - 800m at 10k pace (80 sec rest)", "5k pace"),
]


@pytest.mark.parametrize(("text", "target"), TARGETS)
def test_a_target_is_taken_whole_and_no_further(text: str, target: str) -> None:
    found = parse(text).steps[0].target
    assert found is not None
    assert found.text == target


REFUSED = [
    ("2 x 300m, 60s after 1st", "after 1st"),
    ("4 x 300m, 60 seconds and 45 seconds between each 300", "2 recoveries"),
]


@pytest.mark.parametrize(("text", "named"), REFUSED)
def test_a_week_that_can_mean_two_things_is_refused_with_a_proposal(text: str, named: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert named in caught.value.what
    assert caught.value.instead
