"""Ways of saying a session on one line, each with the reading that a runner gives it, and lines that are asked about.

They stand apart from the texts of the phrases because they are written without looking at any of those.
"""

from __future__ import annotations

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import NotationError, candidates_of, parse, read
from trackclock.core.notation.phrases import PHRASES


def times(passes: int, rep: str, gap: str) -> str:
    """So many passes with what lies between them."""
    return f" {gap} ".join([rep] * passes)


READ = [
    ("7 lots of 250m with 75s rest", times(7,"250","r75s")),
    ("seven times 350m off 80 seconds", times(7,"350","r80s")),
    ("350m x 7 off 80s", times(7,"350","r80s")),
    ("350m repeats x 5, 2min", times(5,"350","r120s")),
    ("1200m (x4) with 3 min rest", times(4,"1200","r180s")),
    ("1200m times four w/ 3 min rest", times(4,"1200","r180s")),
    ("5 of 600m, 2 min rest", times(5,"600","r120s")),
    ("Run a 600 five times with 2 min rest", times(5,"600","r120s")),
    ("A dozen 200s with 45s", times(12,"200","r45s")),
    ("half a dozen 300s, 90 sec rest", times(6,"300","r90s")),
    ("5 800s with 3 min rest", times(5,"800","r180s")),
    ("5 x 800s w/ 3:00 rest", times(5,"800","r180s")),
    ("4 x 300m: 47, 46, 46, 45", times(4,"300","ro")),
    ("4 x 300m (47-46-46-45), 3 min", times(4,"300","r180s")),
    ("3 x 1200m @ 4:12, 4:08, 4:04 w/ 3 min", times(3,"1200","r180s")),
    ("3 x 1200m in 4:12/4:08/4:04, 3 min jog", times(3,"1200","r180s")),
    ("5 x 800m in 2:40 with 2 min", times(5,"800","r120s")),
    ("5 x 800 (2:40) 2 min rest", times(5,"800","r120s")),
    ("5 x 800 in 2.40, rest 2.00", times(5,"800","r120s")),
    ("5 x 800 in 2:40-2:45 off 2:00", times(5,"800","r120s")),
    ("6 x 300m at 48 seconds, 100m walk", times(6,"300","r100")),
    ("6 x 300m aiming for 48 secs, 2 mins between", times(6,"300","r120s")),
    ("4 x 800m in 2:50, 2:48, 2:46 and 2:44 with 2 min", times(4,"800","r120s")),
    ("1200 in 4:00, 800 in 2:36, 400 in 74, 3 min rest each", "1200 r180s 800 r180s 400"),
    ("1200m (4:00) - 3 min - 800m (2:36) - 2 min - 400m (74)", "1200 r180s 800 r120s 400"),
    ("9 x 350m, rec 75s", times(9,"350","r75s")),
    ("9 x 350m, rec: 75s", times(9,"350","r75s")),
    ("9 x 350m, rec = 75s", times(9,"350","r75s")),
    ("9 x 350m R75s", times(9,"350","r75s")),
    ("9 x 350m (R: 75s)", times(9,"350","r75s")),
    ("9 x 350m [75s]", times(9,"350","r75s")),
    ("9 x 350m / 75s jog", times(9,"350","r75s")),
    ("9 x 350m // 75s", times(9,"350","r75s")),
    ("9 x 350m + 75s rest", times(9,"350","r75s")),
    ("9 x 350m on 75s rest", times(9,"350","r75s")),
    ("9 x 350m; 75s rest between", times(9,"350","r75s")),
    ("9 x 350m taking 75s between each", times(9,"350","r75s")),
    ("9 x 350m with a 75 second breather", times(9,"350","r75s")),
    ("9 x 350m, 75s rest in between", times(9,"350","r75s")),
    ("9 x 350m w 75s RI", times(9,"350","r75s")),
    ("9 x 350m w/ 75 rest", times(9,"350","r75s")),
    ("9 x 350m with 75 seconds' rest", times(9,"350","r75s")),
    ("5 x 1200m, 3 rest", times(5,"1200","r180s")),
    ("5 x 1200m (400m jog in 2:30)", times(5,"1200","r400")),
    ("7 x 500m with same distance jog", times(7,"500","r500")),
    ("7 x 3 min with half time jog", times(7,"180s","r90s")),
    ("7 x 2 min, recovery is half of the rep", times(7,"120s","r60s")),
    ("7 x 2 min, recover for the same time", times(7,"120s","r120s")),
    ("7 x 30s with twice the running time as recovery", times(7,"30s","r60s")),
    ("7 x 1 min, 1:1 rest", times(7,"60s","r60s")),
    ("7 x 400m, jog the same", times(7,"400","r400")),
    ("4 x 1500m w/ a lap jog", times(4,"1500","r400")),
    ("4 x 1500m with one lap recovery", times(4,"1500","r400")),
    ("4 x 1500m w/ half a lap walk", times(4,"1500","r200")),
    ("5 x 1k w/ 60-90s jog", times(5,"1000","r60s")),
    ("1k, 800, 600, 400 with 3, 2, and 1 min rest", "1000 r180s 800 r120s 600 r60s 400"),
    ("4 x 700m with 4 min, 3 min and 2 min rest", "700 r240s 700 r180s 700 r120s 700"),
    ("2 x 900m and 3 x 300m: 4 min after the 900s, 90s after the 300s", "900 r240s 900 r240s 300 r90s 300 r90s 300"),
    ("4 x 450m, recoveries 4/3/2 min", "450 r240s 450 r180s 450 r120s 450"),
    ("3 x (500m, 300m, 100m), 2 min between reps and 6 min between sets", times(3,"500 r120s 300 r120s 100","r360s")),
    ("3 x (500m, 300m, 100m) 6 min between sets, 2 min between reps", times(3,"500 r120s 300 r120s 100","r360s")),
    ("3 sets of 5 x 150m, walk back between reps, 5 min between sets", times(3,times(5,"150","r150"),"r300s")),
    ("3 x 5 x 250m; 45s/4min", times(3,times(5,"250","r45s"),"r240s")),
    ("3 x 5 x 250m (45s) (4 min)", times(3,times(5,"250","r45s"),"r240s")),
    ("3 x 5 x 250m with 45s and 4 min", times(3,times(5,"250","r45s"),"r240s")),
    ("3 x 5 x 250m, 45s between reps & 4min between sets", times(3,times(5,"250","r45s"),"r240s")),
    ("3x5x250m, 45 secs rec b/w reps, 4 mins b/w sets", times(3,times(5,"250","r45s"),"r240s")),
    ("2 sets of 6 x 250m with 100m jog between reps and a lap jog between sets", times(2,times(6,"250","r100"),"r400")),
    ("2 sets: 6 x 250m, 45s rest; 5 min between sets", times(2,times(6,"250","r45s"),"r300s")),
    ("2 sets of (4 x 350m, 60s rest), 4 min set rest", times(2,times(4,"350","r60s"),"r240s")),
    ("15 x 250m in 3 sets of 5, 45s between reps, 4 min between sets", times(3,times(5,"250","r45s"),"r240s")),
    ("15 x 250m as 3 x 5, 45s and 4 min", times(3,times(5,"250","r45s"),"r240s")),
    ("300/600/900/600/300 w/ 2 min", "300 r120s 600 r120s 900 r120s 600 r120s 300"),
    ("300-600-900-600-300, 200m jog", "300 r200 600 r200 900 r200 600 r200 300"),
    ("Ladder: 1', 2', 3', 2', 1' with 1' jog", "60s r60s 120s r60s 180s r60s 120s r60s 60s"),
    ("1-2-3-2-1 min w/ 60s jog", "60s r60s 120s r60s 180s r60s 120s r60s 60s"),
    ("1,2,3,2,1 mins hard w/ half time rec", "60s r30s 120s r60s 180s r90s 120s r60s 60s"),
    ("Pyramid session 1 2 3 2 1 minutes with 1 minute recovery", "60s r60s 120s r60s 180s r60s 120s r60s 60s"),
    ("2 x (1-2-3 min), 1 min between reps, 3 min between sets", times(2,"60s r60s 120s r60s 180s","r180s")),
    ("down ladder 1600 1200 800 400 with 400 jog", "1600 r400 1200 r400 800 r400 400"),
    ("200m, 400m, 600m and back down, 90s rest", "200 r90s 400 r90s 600 r90s 400 r90s 200"),
    ("1 lap, 2 laps, 3 laps, 2 laps, 1 lap, 2 min rest", "400 r120s 800 r120s 1200 r120s 800 r120s 400"),
    ("3 x 1.6K I w/4 min jg", times(3,"1600","r240s")),
    ("4 x 1200 I w/ 3 min jg", times(4,"1200","r180s")),
    ("8 x 400 R w/400 jg", times(8,"400","r400")),
    ("6 x 1K @ T w/ 1' r", times(6,"1000","r60s")),
    ("WU 1.5 miles, 4 x 1k w/ 2 min, CD 1.5 miles", "w2414 "+times(4,"1000","r120s")+" c2414"),
    ("3 mi WU\n4 x 1k w/ 2 min\n2 mi CD", "w4828 "+times(4,"1000","r120s")+" c3218"),
    ("500 + 200 with 60s between", "500 r60s 200"),
    ("3 x (500 + 200), 60s between, 6 min between sets", times(3,"500 r60s 200","r360s")),
    ("7 x 450m, last one all out, 2 min jog", times(7,"450","r120s")),
    ("7 x 450m with the last one hard, 2 min jog", times(7,"450","r120s")),
    ("7 x 450m @ 10k pace, last 2 @ 5k pace, 2 min jog", times(7,"450","r120s")),
    ("6 x 450m: first 4 at 84, last 2 at 80, 2 min jog", times(6,"450","r120s")),
    ("6 x 450m, every third one hard, 2 min jog", times(6,"450","r120s")),
    ("6 x 450m, every other one fast, 2 min", times(6,"450","r120s")),
    ("Run 3 min, walk 1 min, 7 times", times(7,"180s","r60s")),
    ("7 x run 3 min, walk 1 min", times(7,"180s","r60s")),
    ("7 x (run 3 min / walk 1 min)", times(7,"180s","r60s")),
    ("Alternate 2 min running and 1 min walking for 18 min", times(6,"120s","r60s")),
    ("60 seconds of jogging then 90 seconds walking, repeated 8 times", times(8,"60s","r90s")),
    ("Jog 200m, walk 200m x 6", times(6,"200","r200")),
    ("9 x 1 on 1 off", times(9,"60s","r60s")),
    ("9 x 1 min on / 2 min off", times(9,"60s","r120s")),
    ("9 x 40s/20s", times(9,"40s","r20s")),
    ("9 x 40 sec on, 20 sec off", times(9,"40s","r20s")),
    ("12 min of 40s on 20s off", times(12,"40s","r20s")),
    ("5 x 1k @ 5k pace + 5s, 90s jog", times(5,"1000","r90s")),
    ("5 x 1k @ 10k pace minus 3 sec, 90s jog", times(5,"1000","r90s")),
    ("5 x 1k 10s faster than 10K pace, 90s jog", times(5,"1000","r90s")),
    ("5 x 1k @ 3:40 pace, 90s jog", times(5,"1000","r90s")),
    ("5 x 1k @ 3:40/km with 90s jog rec.", times(5,"1000","r90s")),
    ("5 x 1k at HMP-10s, 90s", times(5,"1000","r90s")),
    ("8 x 300m @ 800 pace, 3 min", times(8,"300","r180s")),
    ("8 x 300m @ 800m pace, 3 min", times(8,"300","r180s")),
    ("8 x 300 @ mile effort w/ 300 jog", times(8,"300","r300")),
    ("3 x 3 laps, 2 min", times(3,"1200","r120s")),
    ("10 x 200m, 200m jog (4000m total)", times(10,"200","r200")),
    ("6 x 500m, jog back", times(6,"500","r500")),
    ("6 x 100m strides with walk back recovery", times(6,"100","r100")),
    ("10 x 300m, jog 100m", times(10,"300","r100")),
    ("10 x 300m w/ jogging 100m", times(10,"300","r100")),
    ("20 x 100m, jog the turns", times(20,"100","r100")),
    ("10 x 100m on the straights, walk the bends", times(10,"100","r100")),
    ("3 x 1 mile with 3 min then 4 x 200m w/ 200m jog", "1609 r180s 1609 r180s 1609 ro "+times(4,"200","r200")),
    ("3 x 1 mile (3 min), 5 min, 4 x 200m (200m jog)", "1609 r180s 1609 r180s 1609 r300s "+times(4,"200","r200")),
    ("800m (90s) 600m (75s) 400m (60s) 200m", "800 r90s 600 r75s 400 r60s 200"),
    ("800m, 90s, 600m, 75s, 400m", "800 r90s 600 r75s 400"),
    ("5 x 3mins, 90secs rec", times(5,"180s","r90s")),
    ("5 x 3 minutes with a 90 second jog between", times(5,"180s","r90s")),
    ("5x3' (90\")", times(5,"180s","r90s")),
    ("5 x 3' r 90\"", times(5,"180s","r90s")),
    ("5 x 3' R90", times(5,"180s","r90s")),
    ("3x(5x200m R30s) R3min", times(3,times(5,"200","r30s"),"r180s")),
    ("3x(5x200m r=30\") R=3'", times(3,times(5,"200","r30s"),"r180s")),
    ("3 x 5 laps of a 200m track, 2 min", times(3, "1000", "r120s")),
    ("6 x 300m hills (jog down)", times(6, "300", "r300")),
    ("2 x 600m and 2 x 300m, 2 min after everything", "600 r120s 600 r120s 300 r120s 300 r120s"),
    ("3 x 500m with an easy 300m. We aimed to run each 500 in 1:50", times(3, "500", "r300")),
    ("5 x 400m, 71s, 50s rest", times(5, "400", "r50s")),
    ("7 x 1k @3:40 R:90s", times(7, "1000", "r90s")),
    ("7 x 1k (3:40 / 90s)", times(7, "1000", "r90s")),
    ("3x600 (200j), 2x300 (100j)", "600 r200 600 r200 600 ro 300 r100 300"),
    ("4 x 700m @5kpace, 90secrest", times(4, "700", "r90s")),
    ("700m rest 5 min 500m rest 4 min 300m", "700 r300s 500 r240s 300"),
    ("15 x 200m on the minute", times(15, "200", "ro")),
    ("3 x 1000m: 600m @ 10k pace, 400m @ 5k pace; 300m jog", times(3, "1000", "r300")),
    ("Run 5 laps, alternating 300m hard with 100m easy", times(5, "300", "r100")),
    ("6 x 500 (1st 3 in 1:45, last 3 in 1:40) with 2 min", times(6, "500", "r120s")),
    ("jog 12 minutes to warm up, 4 x 3 minutes with 1 minute jog, then jog 8 minutes to cool down",
     "w720s " + times(4, "180s", "r60s") + " c480s"),
    ("1000, 800, 600, 400 with 300m jog after the 1000 and the 800, 200m jog after the 600",
     "1000 r300 800 r300 600 r200 400"),
    ("Alternate running 90 seconds at 5k pace with 90 seconds recovery for a total of 12 minutes",
     times(4, "90s", "r90s")),
    ("Run 4 min walk 1 min for 20 min", times(4, "240s", "r60s")),
    ("5 x 2 min, rest = 1/2 run time", times(5, "120s", "r60s")),
    ("5 x 2 min, rest as long as you ran", times(5, "120s", "r120s")),
    ("12 x 250m in 3 sets of 4: 150m jog between reps, 350m jog between sets",
     times(3, times(4, "250", "r150"), "r350")),
    ("4 x 2 min w/ 1 min jog + 12 min E", times(4, "120s", "r60s") + " ro 720s"),
    ("(Run 3 min, walk 2 min) x 4", times(4, "180s", "r120s")),
    ("5 x 350m, recovery decreasing 5,4,3,2 mins", "350 r300s 350 r240s 350 r180s 350 r120s 350"),
    ("4x450m (84-82-80-78) 3'", times(4, "450", "r180s")),
    ("2 x (3 x 600m @ 2:05 - 2 min) - 6 min", times(2, times(3, "600", "r120s"), "r360s")),
    ("3 x 350/250/150, 2 min and 5 min", times(3, "350 r120s 250 r120s 150", "r300s")),
    ("run 350m every 2 min for 12 minutes", times(6, "350", "ro")),
    ("every 2 minutes for 8 minutes run 350m", times(4, "350", "ro")),
    ("350m\nrest: 75 seconds\nrepeat 3 times", times(3, "350", "r75s")),
    ("Walk 6 min. Jog 1 min, walk 2 min, 5 times. Walk 4 min", "w360s " + times(5, "60s", "r120s") + " c240s"),
    ("- 8 min easy\n- 2 lots of:\n- 3 min hard\n- 1 min rest\n- 8 min easy", "480s ro 180s r60s 180s ro 480s"),
    ("8 min easy\n2 rounds of:\n  - 350m\n  - 60s jog\n4 x 150m with 30s",
     "480s ro 350 r60s 350 ro 150 r30s 150 r30s 150 r30s 150"),
    ("- 2 x 350m with 60s\n- 2 min jog\n- Repeat 1 & 2", "350 r60s 350 r120s 350 r60s 350"),
    ("* 5 min easy\n* 350m\n* 60s jog\n* repeat 2 & 3 twice more", "300s ro 350 r60s 350 r60s 350"),
    ("Run 2 minutes rotating:\n- 30 s hard\n- 20 s easy\n- 10 s sprint", "30s r20s 10s 30s r20s 10s"),
    ("2 x {350m, 60s jog, 150m} 3 min between sets", "350 r60s 150 r180s 350 r60s 150"),
    ("MAIN = 2×350, 60s", "350 r60s 350"),
    ("3 min (90s recovery), 1 min (2 min) x2 then 2 x 30s (30s) to finish",
     "180s r90s 60s r120s 180s r90s 60s r120s 30s r30s 30s"),
    ("350m/250m/150m x 2, 60s, 4 min between sets", "350 r60s 250 r60s 150 r240s 350 r60s 250 r60s 150"),
    ("350m\n60s\n150m\n3 min\n2 sets", "350 r60s 150 r180s 350 r60s 150"),
    ("This is what we run, two times:\n350m\n60s jog", "350 r60s 350"),
    ("350m, 60s jog, 150m, 3 min jog\nTwo sets", "350 r60s 150 r180s 350 r60s 150"),
    ("Run: 30 second sprint\nRecover: 1 minute easy\nRepeat: do the run/recover cycle for a total of 3 minutes",
     "30s r60s 30s"),
    ("5 laps sprinting straights & jogging bends", times(10, "100", "r100")),
    ("Sprint the straights, walk the bends for 6 laps", times(12, "100", "r100")),
    ("run 1 km to beat your last 1 km time. Rest 4 min, then run 1 km", "1000 r240s 1000"),
    ("5 x 3 mins off 1 min. First 3 at tempo, last 2 at 10k", times(5, "180s", "r60s")),
    ("2 x 400m w/ 3 min; 3 x 200m w/ 2 min [9 min rest between 400 & 200]",
     "400 r180s 400 r540s 200 r120s 200 r120s 200"),
    ("5 x 900m 3:00 w/ 2 min", times(5, "900", "r120s")),
    ("4 x 900m 3:00 (2 min)", times(4, "900", "r120s")),
    ("3 km warm up and cool down, 4 x 900m, 2 min", "w3000 " + times(4, "900", "r120s") + " c3000"),
    ("'split 600' - 400m 61.5 / rest 60 sec / 200m - 29.5", "400 r60s 200"),
    ("6 hills, 50 seconds each, jog down", times(6, "50s", "ro")),
    ("5 x 300 in 58 down to 52, 100 jog", times(5, "300", "r100")),
    ("4 x 90m hill sprints ~ 17-17.5", times(4, "90", "ro")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading"), READ)
def test_a_line_is_read_as_it_was_meant(text: str, reading: str) -> None:
    assert " ".join(short(step) for step in parse(text).steps) == reading


ASKED = [
    ("7 x 400m. 75 seconds.", "75 seconds", times(7, "400", "r75s")),
    ("2E + 4 x 1K I w/2 min jg", "2E", "3218 ro 1000 r120s 1000 r120s 1000 r120s 1000"),
    ("3 mile repeats with 2 minute jog", "3 mile", "1609 r120s 1609 r120s 1609"),
    ("3 x 400m, 3 mintues", "mintues", "400 r180s 400 r180s 400"),
]


@pytest.mark.parametrize(("text", "named", "first"), ASKED)
def test_what_can_mean_two_things_is_asked_and_the_likeliest_is_offered_first(
    text: str, named: str, first: str
) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert named in caught.value.what
    assert " ".join(short(step) for step in candidates_of(text, caught.value)[0].steps) == first


REFUSED = [
    ("8 x 300m on a 200m track", "200m track"),
    ("4 x (3 min hard, 2 min harder), 90 s", "90 s"),
    ("Run 9 min walk 1 min for 25 min", "25 min"),
    ("900m - 2:40, 300m jog, tempo - 5:10", "5:10"),
    ("4 x 300m @ 60, @ 58", "@ 58"),
    ("6 x 300m\nFirst set 200m hard, 100m easy", "First set 200m"),
]


@pytest.mark.parametrize(("text", "named"), REFUSED)
def test_what_would_be_run_otherwise_is_not_guessed(text: str, named: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert named in caught.value.what
    assert caught.value.instead


BELOW = [
    *(text for text, _ in READ),
    *(text for phrase in PHRASES for text in (*phrase.reads, *phrase.asks)),
    *(f"{reps}, {pause}. {key}" for reps in ("4 x 900m", "900m, 300m", "3 x (900m, 300m)")
      for pause in ("2 min", "200m jog") for key in ("900m at 10k pace", "The 900m at 10k pace, the 300m at 3k pace")),
]  # fmt: skip


@pytest.mark.parametrize("text", BELOW)
def test_a_line_says_the_same_wherever_in_a_text_it_stands(text: str) -> None:
    assert what_is_said("# one\n\n# two\n" + text) == what_is_said(text)


def what_is_said(text: str) -> object:
    """The steps of a text, or what is wrong with it."""
    parsed, errors = read(text)
    return parsed.steps if parsed else errors[0].what


@pytest.mark.parametrize(
    "told", ["2 min between each", "2 min rest between these", "2 min between reps", "2 min jog between them"]
)
@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("around", [("", ""), ("warm up 10 min\n", "\ncool down 10 min"), ("400m\n\n", "\n\n400m")])
def test_a_recovery_told_behind_one_rep_lies_between_those_on_the_lines_around_it(
    told: str, at: int, around: tuple[str, str]
) -> None:
    """An empty line ends what it is for; a warm-up and a cool-down are no reps."""
    lines = ["900m", "700m", "500m"]
    for joint in (", ", "  "):
        text = "\n".join(f"{line}{joint}{told}" if index == at else line for index, line in enumerate(lines))
        steps = parse(f"{around[0]}{text}{around[1]}").steps
        inside = [
            step for step in steps if step.distance_mm in (900_000, 700_000, 500_000) or step.duration_ms == 120_000
        ]
        assert [step.is_pause for step in inside] == [False, True, False, True, False], text


HEADERS = ("2 sets:", "2 sets of", "2 rounds:")
BODIES = {
    "3 x 450m\n60s": "450 r60s 450 r60s 450",
    "3 x 450m\n60s recovery": "450 r60s 450 r60s 450",
    "3 x 450m\n60s between reps": "450 r60s 450 r60s 450",
    "450m\n350m\n250m\n60s between reps": "450 r60s 350 r60s 250",
    "450m\n60s\n350m": "450 r60s 350",
}


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("between", ["4 min between sets", "4 min rest between sets"])
def test_the_recovery_below_the_reps_of_a_header_lies_between_them(header: str, body: str, between: str) -> None:
    once = BODIES[body]
    assert " ".join(map(short, parse(f"{header}\n{body}\n{between}").steps)) == f"{once} r240s {once}"


@pytest.mark.parametrize("labels", [("", ""), ("Set 1\n", "Set 2\n"), ("Set 1:\n", "Set 2:\n")])
@pytest.mark.parametrize("rest", ["rest", "recovery"])
@pytest.mark.parametrize("end", ["", "\ncool down 10 min", "\n5 min between sets"])
def test_a_rest_below_each_of_the_repeats_lies_between_their_reps(labels: tuple[str, str], rest: str, end: str) -> None:
    text = f"{labels[0]}3 x 250m\n60s {rest}\n{labels[1]}2 x 350m\n90s {rest}{end}"
    read = " ".join(map(short, parse(text).steps))
    assert read.startswith("250 r60s 250 r60s 250 r")
    assert read.removesuffix(" c600s").endswith("350 r90s 350")
    assert "r300s" in read or "between sets" not in end


@pytest.mark.parametrize("end", ["", "\nWarm down\n10 min jog", "\ncool down 10 min"])
@pytest.mark.parametrize("time", ["90s", "90 secs", "1:30", "(90s)"])
def test_a_time_below_repeats_of_a_distance_is_their_recovery(time: str, end: str) -> None:
    read = " ".join(map(short, parse(f"3 x 450m\n{time}{end}").steps))
    assert read == "450 r90s 450 r90s 450" + (" c600s" if end else "")


@pytest.mark.parametrize("told", ["Recovery 60s", "Recovery: 60s", "60s recovery", "60s between reps", "rec 60s"])
@pytest.mark.parametrize("rest", ["Rest between sets 3 min", "3 min between sets", "3 min rest between sets"])
def test_one_recovery_below_several_repeats_is_for_them_all(told: str, rest: str) -> None:
    text = f"3 x 450m\n2 x 350m\n2 x 250m\n{told}\n{rest}"
    assert " ".join(map(short, parse(text).steps)) == "450 r60s 450 r60s 450 r180s 350 r60s 350 r180s 250 r60s 250"


@pytest.mark.parametrize("behind", ["", "\n10 min easy", "\n4 x 1 min", "\n1 mile"])
@pytest.mark.parametrize(("reps", "time"), [("3 x 5 mins", "2 mins"), ("6 x 3 min", "90s"), ("10 x 30s", "30s")])
def test_a_time_below_reps_of_longer_times_is_asked_about_as_behind_a_comma(reps: str, time: str, behind: str) -> None:
    error = read(f"{reps}\n{time}{behind}")[1][0]
    assert (error.line, error.message) == (2, read(f"{reps}, {time}")[1][0].message)


PARTED = [", ", "; ", " - ", ": ", " ", "\n"]


@pytest.mark.parametrize("mark", PARTED)
@pytest.mark.parametrize(("rep", "short_rep"), [("5 min", "300s"), ("900m", "900"), ("1 mile", "1609")])
@pytest.mark.parametrize(("pause", "short_pause"), [("2 mins", "r120s"), ("90s", "r90s"), ("200m", "r200")])
def test_a_length_alone_in_brackets_is_the_recovery_of_the_reps_before_it(
    mark: str, rep: str, short_rep: str, pause: str, short_pause: str
) -> None:
    once = f" {short_pause} ".join([short_rep] * 3)
    assert " ".join(map(short, parse(f"3 x {rep}{mark}({pause})").steps)) == once
