"""Recoveries: what is one, how long it is, and which reps it is for, in the ways in which coaches say it.

Each kind stands here in several words, orders and joints, since whoever reads one of them reads them all.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_clubs import short
from tests.core.test_notation_said import reading_of
from trackclock.core.notation import NotationError, candidates_of, parse, read

READ = [
    ("4 x 500m, do an active recovery by jogging 150m between", "500 r150 500 r150 500 r150 500"),
    ("3 x 600m. Do an active recovery by jogging 200m between intervals.", "600 r200 600 r200 600"),
    ("3 x 600m with an active recovery of jogging 200m", "600 r200 600 r200 600"),
    ("3 x 600m. Recover by walking 200m between each.", "600 r200 600 r200 600"),
    ("3 x 600m, recovering with a 200m jog", "600 r200 600 r200 600"),
    ("3 x 600m. Take an easy jog recovery lasting 2 minutes.", "600 r120s 600 r120s 600"),
    ("3 x 600m. Recover with a slow walk for 2 minutes between each.", "600 r120s 600 r120s 600"),
    ("3 x 600m and then walk or jog for a two-minute recovery period", "600 r120s 600 r120s 600"),
    ("3 x 600m. Jog or walk for a 3-minute recovery.", "600 r180s 600 r180s 600"),
    ("3 x 600m. You then jog slowly for a recovery of 2 min.", "600 r120s 600 r120s 600"),
    ("Run 2 x 40 seconds uphill, and then jog or walk for a two-minute recovery period.", "40s r120s 40s"),
    ("3 x 600m with 2 min of active recovery (jogging, not walking)", "600 r120s 600 r120s 600"),
    ("3 x 600m with 90 sec active recovery (walking or a slow jog) between reps", "600 r90s 600 r90s 600"),
    ("3 x 2 min with 1 min of easy recovery (walk or jog)", "120s r60s 120s r60s 120s"),
    ("3 x 300m uphill, walk downhill for recovery, 2 minutes", "300 r120s 300 r120s 300"),
    ("3 minutes hard\n2 minutes: walk\n2 minutes hard", "180s r120s 120s"),
    ("3 minutes hard\n2 minutes (jog)\n2 minutes hard", "180s r120s 120s"),
    ("2 x (3 min hard, 2 min - walk)", "180s r120s 180s"),
    ("2 x 90s\n2 x 60s\nEach has an equal recovery in between.", "90s r90s 90s r90s 60s r60s 60s"),
    ("2 x 90s\n2 x 60s\nEqual rest between", "90s r90s 90s r90s 60s r60s 60s"),
    ("2 x 90s, 2 x 60s with an equivalent recovery", "90s r90s 90s r90s 60s r60s 60s"),
    ("2 x 90s, 2 x 60s, recovery equal to the effort", "90s r90s 90s r90s 60s r60s 60s"),
    ("2 x 90s, 2 x 60s, rest for the same time as the effort", "90s r90s 90s r90s 60s r60s 60s"),
    ("2 x 90s\n2 x 60s\nRest = walk for the time of the previous rep", "90s r90s 90s r90s 60s r60s 60s"),
    ("2 x 90s\n2 x 60s\nWalk for the duration of the previous interval", "90s r90s 90s r90s 60s r60s 60s"),
    ("3 x 800m w/ same rest", "800 ro 800 ro 800"),
    ("3 x 2 min w/ same rest", "120s r120s 120s r120s 120s"),
    ("3 x 800m, jog the same distance", "800 r800 800 r800 800"),
    ("300m, 200m, 100m. Jog the same distance as the rep for recovery", "300 r300 200 r200 100"),
    ("3 x 800m, jog for the same length of time as it took to run the 800m", "800 ro 800 ro 800"),
    ("3 x 800m with recovery equal to the time of the rep", "800 ro 800 ro 800"),
    ("2 x 4 min, half the run time as walk recovery", "240s r120s 240s"),
    ("2 x 4 min. Take half the run time as recovery.", "240s r120s 240s"),
    ("2 x 4 min, rest half as long as you ran", "240s r120s 240s"),
    ("300 - 200 - 100, have the distance as recovery in between", "300 r300 200 r200 100"),
    ("300 - 200 - 100, take the same distance as a recovery in between", "300 r300 200 r200 100"),
    ("2 x 30s with recovery twice as long", "30s r60s 30s"),
    ("400 - 600 - 400 (60 sec between intervals... 4 min rest after set)", "400 r60s 600 r60s 400"),
    ("2 sets of 3 x 300m; rest 45s, 3 min between sets", "300 r45s 300 r45s 300 r180s 300 r45s 300 r45s 300"),
    ("2 sets of 3 x 300m with 45 rest and 3 minutes between sets", "300 r45s 300 r45s 300 r180s 300 r45s 300 r45s 300"),
    ("2x(300+200) rest = 2 and 6 min", "300 r120s 200 r360s 300 r120s 200"),
    ("2x(300+200), rest 2 min / 6 min", "300 r120s 200 r360s 300 r120s 200"),
    ("3mins (90secs recovery), 2mins (1min), 1min", "180s r90s 120s r60s 60s"),
    ("2 x 3mins (90secs recovery), 2 x 2mins (1min), 1min", "180s r90s 180s ro 120s r60s 120s ro 60s"),
    ("4mins (2min rec), 3mins (90s), 2mins (1min), 1min (30s)", "240s r120s 180s r90s 120s r60s 60s"),
    ("5 minutes (2 min jog), 4 minutes (2 min), 3 minutes", "300s r120s 240s r120s 180s"),
    ("800m (3 min rest), 600m (2), 400m", "800 r180s 600 r120s 400"),
    ("4 x 300m, 60 secs rec (90 after 2nd)", "300 r60s 300 r90s 300 r60s 300"),
    ("400, 500, 600, 500, 400; 60 secs rec (90 after 2/3)", "400 r60s 500 r90s 600 r90s 500 r60s 400"),
    ("6 x 300m, 60s rest, 2 min after the 3rd", "300 r60s 300 r60s 300 r120s 300 r60s 300 r60s 300"),
    ("300m w/ 100m jog, then 200, 200", "300 r100 200 ro 200"),
    ("800, 600, 400. 3 minutes after the 800, 2 after the 600.", "800 r180s 600 r120s 400"),
    ("800, 600, 400. Rest 3 min after the 800 and 2 min after the 600.", "800 r180s 600 r120s 400"),
    ("4 x 400m with recoveries of: 90, 60, 30 seconds", "400 r90s 400 r60s 400 r30s 400"),
    ("4 x 400m, recoveries: 90, 60, 30s", "400 r90s 400 r60s 400 r30s 400"),
    ("4 x 400m (recoveries 90, 60 and 30 seconds)", "400 r90s 400 r60s 400 r30s 400"),
    ("4 x 400m. The rests are 90, 60 and 30 seconds.", "400 r90s 400 r60s 400 r30s 400"),
    ("400m, 300m, 200m with 2 min and 1 min rest", "400 r120s 300 r60s 200"),
    ("4 x 60m. Walk back for rest", "60 r60 60 r60 60 r60 60"),
    ("4 x 60m, walk back to recover", "60 r60 60 r60 60 r60 60"),
    ("3 x 200m hill; jog down", "200 r200 200 r200 200"),
    ("3 times 200 meter hill, jog down, then 1 mile", "200 r200 200 r200 200 ro 1609"),
    ("3 x 30s hill sprints; walk down recovery", "30s ro 30s ro 30s"),
    ("3 x 200m with a jog back down as recovery", "200 r200 200 r200 200"),
    ("4 x 200m, slow jog 200m recovery", "200 r200 200 r200 200 r200 200"),
    ("4 x 200m - slow jog 200m for recovery", "200 r200 200 r200 200 r200 200"),
    ("4 x 200m w/ slow jog 200m", "200 r200 200 r200 200 r200 200"),
    ("3 x 300m with about 3 minutes break", "300 r180s 300 r180s 300"),
    ("300m fast, 200m float, 200m fast and about 3 minutes break, x 2", "300 r200 200 r180s 300 r200 200"),
    ("3 x 600m with 200m jogging rest (half a lap)", "600 r200 600 r200 600"),
    ("3 x 600m with 400m jogging rest (one lap of the track)", "600 r400 600 r400 600"),
    ("3 x 1k. I allowed only 2 minutes recovery between the reps.", "1000 r120s 1000 r120s 1000"),
    ("3 x 1k with only a minute to recover", "1000 r60s 1000 r60s 1000"),
    ("3 x 1k. Each has 2 min recovery.", "1000 r120s 1000 r120s 1000"),
    ("3 x 1k; you have 2 min to get your breath back", "1000 r120s 1000 r120s 1000"),
    ("1 mile warm up, 3 min rest, 2 x 300m with 60s", "w1609 r180s 300 r60s 300"),
    ("Warm up 10 min. Rest 2 min. 2 x 300m, 60s rest", "w600s r120s 300 r60s 300"),
    ("Warm up: 10 min\n2 min rest\n2 x 300m, 60s rest", "w600s r120s 300 r60s 300"),
    ("20 sec work, 40 sec rest x 3", "20s r40s 20s r40s 20s"),
    ("30 seconds of work and 30 of rest, 3 times", "30s r30s 30s r30s 30s"),
    ("20 s work / 40 s rest, x 3", "20s r40s 20s r40s 20s"),
    ("3 x 20 s on 60 s (40 s rest)", "20s r40s 20s r40s 20s"),
    ("3 x 20 s sprints on a 60 s cycle, 40 s rest", "20s r40s 20s r40s 20s"),
    ("3 x 800m. Rest as much as you need between rounds.", "800 ro 800 ro 800"),
    ("3 x 800m. Rest as needed.", "800 ro 800 ro 800"),
    ("3 x 800m, rest as long as you need", "800 ro 800 ro 800"),
    ("3 x 800m, take as much rest as you need", "800 ro 800 ro 800"),
    ("3 x 800m, take as long as you need to recover", "800 ro 800 ro 800"),
    ("3 x 800m, recover fully between reps", "800 ro 800 ro 800"),
    ("3 x 800m, recovery: until you get your breath back", "800 ro 800 ro 800"),
    ("3 x 800m with recoveries until you are ready again (up to 3 min)", "800 r180s 800 r180s 800"),
    ("3 x 400m with 60s rest, 5 min rest, 2 x 200m, 30s rest", "400 r60s 400 r60s 400 r300s 200 r30s 200"),
    ("400m hard, 400m easy\n400m hard, 400m easy", "400 r400 400 r400"),
    ("2 x 300m with 2 minutes recovery followed by 1000m five minutes after", "300 r120s 300 r300s 1000"),
    ("2 x 300m with 2 minutes recovery, 5 min later 1000m", "300 r120s 300 r300s 1000"),
    ("1 mile hard\n1/2 mile easy\n1 mile hard", "1609 r804 1609"),
    ("3 min hard\n2 min easy\n3 min hard\n2 min easy\n3 min hard", "180s r120s 180s r120s 180s"),
    ("3 x 400m with 200m jog before each", "400 r200 400 r200 400"),
    ("5 x 3 minutes hard with 3 minutes easy jogging in between", "180s r180s 180s r180s 180s r180s 180s r180s 180s"),
    ("3 x 1K at 10K pace with 2:00 jog", "1000 r120s 1000 r120s 1000"),
    ("3 x 1 mile w/ 400 jog recovery between each", "1609 r400 1609 r400 1609"),
    ("3 x 800 with a 400 jog in between", "800 r400 800 r400 800"),
    ("3 x 800m w/ 400m jogging recovery after each", "800 r400 800 r400 800 r400"),
    ("3 x 400m. Jog a lap between each one.", "400 r400 400 r400 400"),
    ("3 x 400m, jogging a half lap between", "400 r200 400 r200 400"),
    ("3 x 400m, jog half a lap to recover", "400 r200 400 r200 400"),
    ("3 x 800m with one lap jog", "800 r400 800 r400 800"),
    ("3 x 800m with a lap recovery", "800 r400 800 r400 800"),
    ("3 x 800m, recovering for 2 minutes after each", "800 r120s 800 r120s 800 r120s"),
    ("Run 3 x 800m, recovering 90 seconds in between", "800 r90s 800 r90s 800"),
    ("Run 3 x 800m, resting for 90 seconds between each one", "800 r90s 800 r90s 800"),
    ("Run 3 x 800m, then rest for 90 seconds between each one", "800 r90s 800 r90s 800"),
    ("3 x 800m separated by 400m jogs", "800 r400 800 r400 800"),
    ("3 x 800m separated by 2 minutes of rest", "800 r120s 800 r120s 800"),
    ("3 x 800m interspersed with 400m jogs", "800 r400 800 r400 800"),
    ("3 x 800m broken up by 2 min jogs", "800 r120s 800 r120s 800"),
    ("3 x 800m followed each time by 400m jog", "800 r400 800 r400 800"),
    ("3 x 800m, each followed by 400m jog", "800 r400 800 r400 800"),
    ("3 x 800m, each followed by a 2-minute jog", "800 r120s 800 r120s 800"),
    ("3 x 800m. Follow each with a 400m jog.", "800 r400 800 r400 800"),
    ("3 x 800m. After each, jog 400m.", "800 r400 800 r400 800"),
    ("3 x 800m. After each rep, walk for 2 minutes", "800 r120s 800 r120s 800"),
    ("3 x 800m. In between, jog 400m.", "800 r400 800 r400 800"),
    ("3 x 800m. In between each rep, jog 400m.", "800 r400 800 r400 800"),
    ("3 x 800m. Between reps jog for 2 minutes.", "800 r120s 800 r120s 800"),
    ("3 x 800m. Between each 800m, jog 400m", "800 r400 800 r400 800"),
    ("3 x 800m. Between the 800s take 2 minutes", "800 r120s 800 r120s 800"),
    ("3 x 800m; recovery is a 400m jog", "800 r400 800 r400 800"),
    ("3 x 800m; recovery should be 2-3 minutes", "800 r120s 800 r120s 800"),
    ("3 x 800m; the recovery will be 400m jog", "800 r400 800 r400 800"),
    ("3 x 800m; your recovery is 2 minutes", "800 r120s 800 r120s 800"),
    ("3 x 800m. Recoveries are 2 minutes.", "800 r120s 800 r120s 800"),
    ("3 x 800m. Recovery time is 2 minutes.", "800 r120s 800 r120s 800"),
    ("3 x 800m. The rest is 2 minutes.", "800 r120s 800 r120s 800"),
    ("3 x 800m. There is a 2 minute rest between each.", "800 r120s 800 r120s 800"),
    ("3 x 800m. You get 2 minutes rest.", "800 r120s 800 r120s 800"),
    ("3 x 800m. You have 2 minutes to recover between each.", "800 r120s 800 r120s 800"),
    ("3 x 800m. Allow 2 minutes between each.", "800 r120s 800 r120s 800"),
    ("3 x 800m. Give yourself 2 minutes recovery.", "800 r120s 800 r120s 800"),
    ("3 x 800m, giving yourself 2 minutes between", "800 r120s 800 r120s 800"),
    ("3 x 800m, leaving 2 minutes between each", "800 r120s 800 r120s 800"),
    ("3 x 800m, taking 2 minutes between reps", "800 r120s 800 r120s 800"),
    ("3 x 800m, taking a 2 minute breather", "800 r120s 800 r120s 800"),
    ("3 x 800m on 2 minutes rest", "800 r120s 800 r120s 800"),
    ("3 x 800m off of 2 minutes", "800 r120s 800 r120s 800"),
    ("3 x 800m (2')", "800 r120s 800 r120s 800"),
    ("3 x 800m [2']", "800 r120s 800 r120s 800"),
    ("3 x 800m {2'}", "800 r120s 800 r120s 800"),
    ("3 x 800m, 2'", "800 r120s 800 r120s 800"),
    ("3 x 800m - 2'", "800 r120s 800 r120s 800"),
    ("3 x 800m / 2'", "800 r120s 800 r120s 800"),
    ("3 x 800m + 2'", "800 r120s 800 r120s 800"),
    ("3 x 800m -- 2 min rec", "800 r120s 800 r120s 800"),
    ("3 x 800m RI 2:00", "800 r120s 800 r120s 800"),
    ("3 x 800m (RI: 2:00)", "800 r120s 800 r120s 800"),
    ("3 x 800m (RI = 400m)", "800 r400 800 r400 800"),
    ("3 x 800m, RI of 2 min", "800 r120s 800 r120s 800"),
    ("3 x 800m with RI 400m jog", "800 r400 800 r400 800"),
    ("3 x 800m RC 2 min", "800 r120s 800 r120s 800"),
    ("3 x 800m rcvry 2 min", "800 r120s 800 r120s 800"),
    ("3 x 800m with 2min rcvy", "800 r120s 800 r120s 800"),
    ("3 x 800m w/2min jog rec", "800 r120s 800 r120s 800"),
    ("3 x 800m w/2min RB", "800 r120s 800 r120s 800"),
    ("3 x 800m with equal jog rest", "800 r800 800 r800 800"),
    ("3 x 3 min with equal rest", "180s r180s 180s r180s 180s"),
    ("3 x 3 min, equal recovery jog", "180s r180s 180s r180s 180s"),
    ("3 x 3 min with recovery equal to the work", "180s r180s 180s r180s 180s"),
    ("3 x 3 min with the same amount of rest", "180s r180s 180s r180s 180s"),
    ("3 x 3 min with the same recovery", "180s r180s 180s r180s 180s"),
    ("3 x 3 min, and recover for the same", "180s r180s 180s r180s 180s"),
    ("3 x 3 min on/off", "180s r180s 180s r180s 180s"),
    ("3 x 3 min with half that as recovery", "180s r90s 180s r90s 180s"),
    ("3 x 3 min with half the time recovery", "180s r90s 180s r90s 180s"),
    ("3 x 3 min with recovery jogs of half the time", "180s r90s 180s r90s 180s"),
    ("3 x 3 min, recovery 1:1", "180s r180s 180s r180s 180s"),
    ("3 x 3 min (1:1 work/rest)", "180s r180s 180s r180s 180s"),
    ("3 x 30s, work to rest 1:2", "30s r60s 30s r60s 30s"),
    ("800-600-400 with 400-300 jog", "800 r400 600 r300 400"),
    ("800-600-400 with 400 and 300 jog", "800 r400 600 r300 400"),
    ("800 (400 jog), 600 (300 jog), 400", "800 r400 600 r300 400"),
    ("800, 400 jog, 600, 300 jog, 400", "800 r400 600 r300 400"),
    ("800 - 400 jog - 600 - 300 jog - 400", "800 r400 600 r300 400"),
    ("800 / 400j / 600 / 300j / 400", "800 r400 600 r300 400"),
    ("800m (3'), 600m (2'), 400m", "800 r180s 600 r120s 400"),
    ("800m 3' 600m 2' 400m", "800 r180s 600 r120s 400"),
    ("800m rest 3min, 600m rest 2min, 400m", "800 r180s 600 r120s 400"),
    ("800m + 3 min rest + 600m + 2 min rest + 400m", "800 r180s 600 r120s 400"),
    ("800m then 3 min rest then 600m then 2 min rest then 400m", "800 r180s 600 r120s 400"),
    ("800m, rest 3 minutes; 600m, rest 2 minutes; 400m", "800 r180s 600 r120s 400"),
    ("1 x 800m (3 min), 1 x 600m (2 min), 1 x 400m", "800 r180s 600 r120s 400"),
    ("2 x 600m (2 min) 2 x 300m (1 min)", "600 r120s 600 ro 300 r60s 300"),
    ("2 x 600m (2 min) - 4 min - 2 x 300m (1 min)", "600 r120s 600 r240s 300 r60s 300"),
    ("2 x 600m (2 min) / 4 min rest / 2 x 300m (1 min)", "600 r120s 600 r240s 300 r60s 300"),
    ("2 x 600m w/ 2 min, 4 min, 2 x 300m w/ 1 min", "600 r120s 600 r240s 300 r60s 300"),
    ("2 x 600m w/ 2 min. Rest 4 min. 2 x 300m w/ 1 min", "600 r120s 600 r240s 300 r60s 300"),
    ("2 x 600m w/ 2 min\n4 min break\n2 x 300m w/ 1 min", "600 r120s 600 r240s 300 r60s 300"),
    ("2 x 2 x 300m (1 min/4 min)", "300 r60s 300 r240s 300 r60s 300"),
    ("2 x 2 x 300m, 1 min & 4 min", "300 r60s 300 r240s 300 r60s 300"),
    ("2 x 2 x 300m rec 1 min / 4 min", "300 r60s 300 r240s 300 r60s 300"),
    ("2 x 2 x 300m, 1 min between reps and 4 between sets", "300 r60s 300 r240s 300 r60s 300"),
    ("2 x 2 x 300m (1 min reps, 4 min sets)", "300 r60s 300 r240s 300 r60s 300"),
    ("2 x 2 x 300m, 1 min rest, 4 min set rest", "300 r60s 300 r240s 300 r60s 300"),
    ("2 x 2 x 300m w/ 1 min recovery (4 min between sets)", "300 r60s 300 r240s 300 r60s 300"),
    ("2 x 2 x 300m with 1 min jog, then 4 min between sets", "300 r60s 300 r240s 300 r60s 300"),
    ("2 sets of 2 x 300m with 1 min recovery. 4 mins between the sets.", "300 r60s 300 r240s 300 r60s 300"),
    ("2 sets of 2 x 300m, 1 min rest within sets, 4 min between", "300 r60s 300 r240s 300 r60s 300"),
    ("2 sets of 2 x 300m with 1 min inside the set and 4 min between sets", "300 r60s 300 r240s 300 r60s 300"),
    ("2 sets of 2 x 300m with 1 min between and 4 min after each set", "300 r60s 300 r240s 300 r60s 300 r240s"),
    ("2 x (2 x 300m off 1 min) off 4 min", "300 r60s 300 r240s 300 r60s 300"),
    ("2 x (2 x 300m/1 min)/4 min", "300 r60s 300 r240s 300 r60s 300"),
    ("2 x (2 x 300m, 1 min), 4 min", "300 r60s 300 r240s 300 r60s 300"),
    ("2 x [2 x 300m (1 min)] (4 min)", "300 r60s 300 r240s 300 r60s 300"),
    ("2 sets: 300m, 1 min rest, 300m, 4 min rest", "300 r60s 300 r240s 300 r60s 300"),
    ("2 sets of (300m, 1 min jog, 300m) with 4 min", "300 r60s 300 r240s 300 r60s 300"),
    ("4 x 200m hills, walk down", "200 r200 200 r200 200 r200 200"),
    ("4 x 30s hills, jog down", "30s ro 30s ro 30s ro 30s"),
    ("4 x 30s uphill, easy jog back to the bottom", "30s ro 30s ro 30s ro 30s"),
    ("4 x 30s uphill. Walk back down to recover.", "30s ro 30s ro 30s ro 30s"),
    ("4 x 30s uphill, returning to the bottom with a slow jog", "30s ro 30s ro 30s ro 30s"),
    ("4 x 30s hill reps (jog down recovery)", "30s ro 30s ro 30s ro 30s"),
    ("4 x 30s hill reps, with the jog down as recovery", "30s ro 30s ro 30s ro 30s"),
    ("4 x 30s hill reps, recovery is the jog back down", "30s ro 30s ro 30s ro 30s"),
    ("4 x 30s hill, turn around and jog down", "30s ro 30s ro 30s ro 30s"),
    ("4 x 30s hill reps, 90s rest at the bottom", "30s r90s 30s r90s 30s r90s 30s"),
    ("4 x 30s hill reps, walk down plus 60s rest", "30s r60s 30s r60s 30s r60s 30s"),
    ("4 x 100m strides with walk-back recovery", "100 r100 100 r100 100 r100 100"),
    ("4 x 100m strides, full walk back", "100 ro 100 ro 100 ro 100"),
    ("4 x 100m strides w/ 100m walk in between", "100 r100 100 r100 100 r100 100"),
    ("4 x 100m with a slow 300m", "100 r300 100 r300 100 r300 100"),
    ("4 x 100m fast, 300m slow", "100 r300 100 r300 100 r300 100"),
    ("4 x 100m fast / jog 300m", "100 r300 100 r300 100 r300 100"),
    ("4 x 100m fast, jog the rest of the lap", "100 ro 100 ro 100 ro 100"),
    ("4 x 1 min hard w/ 1 min easy", "60s r60s 60s r60s 60s r60s 60s"),
    ("4 x (1 min hard followed by 1 min easy)", "60s r60s 60s r60s 60s r60s 60s"),
    ("4 x 1 min hard and 1 min easy", "60s r60s 60s r60s 60s r60s 60s"),
    ("4 x 1 min hard w/ 1 min float", "60s r60s 60s r60s 60s r60s 60s"),
    ("4 x 1 min hard (1 min easy)", "60s r60s 60s r60s 60s r60s 60s"),
    ("4 x 1 min hard with one minute of easy running between", "60s r60s 60s r60s 60s r60s 60s"),
    ("4 x 1 min @ 5k pace with 1 min steady recovery", "60s r60s 60s r60s 60s r60s 60s"),
    ("3 x 800 w/ 2 min standing rest", "800 r120s 800 r120s 800"),
    ("3 x 800 w/ 2 min walking/jogging recovery", "800 r120s 800 r120s 800"),
    ("3 x 800 with 2 minutes of walking and jogging for recovery", "800 r120s 800 r120s 800"),
    ("3 x 800 with 200m walk, 200m jog recovery", "800 r400 800 r400 800"),
    ("3 x 800 with 1 min walk and 1 min jog in between", "800 r120s 800 r120s 800"),
    ("3 x 800m with 90 second rest, last one all out", "800 r90s 800 r90s 800"),
    ("3 x 800m with 90 seconds rest between each rep and 3 minutes before the last", "800 r90s 800 r180s 800"),
    ("4 x 800m, 90s rest, 3 min before the last one", "800 r90s 800 r90s 800 r180s 800"),
    ("4 x 800m, 90s rest (3 min before the last)", "800 r90s 800 r90s 800 r180s 800"),
    ("3 x 800m with 2-3 min rest", "800 r120s 800 r120s 800"),
    ("3 x 800m with 2 to 3 minutes' rest", "800 r120s 800 r120s 800"),
    ("3 x 800m with 90 sec - 2 min rest", "800 r90s 800 r90s 800"),
    ("3 x 800m with 90s/2min rest", "800 r90s 800 r120s 800"),
    ("3 x 800m with approx 2 min rest", "800 r120s 800 r120s 800"),
    ("3 x 800m with 2 min or so rest", "800 r120s 800 r120s 800"),
    ("3 x 800m with at least 2 minutes rest", "800 r120s 800 r120s 800"),
    ("3 x 800m with no more than 2 minutes rest", "800 r120s 800 r120s 800"),
    ("3 x 800m with minimal rest", "800 ro 800 ro 800"),
    ("3 x 800m with short rest", "800 ro 800 ro 800"),
    ("3 x 800m with plenty of recovery", "800 ro 800 ro 800"),
    ("3 x 800m, good recovery between", "800 ro 800 ro 800"),
    ("3 x 800m with no rest", "800 r0s 800 r0s 800"),
    ("3 x 800m no recovery between", "800 r0s 800 r0s 800"),
    ("3 x 800m continuous, 400m float", "800 r400 800 r400 800"),
    ("3 x 800m w/ 400m float in 2:00", "800 r400 800 r400 800"),
    ("3 x 800m w/ 400m jog (under 3 min)", "800 r400 800 r400 800"),
    ("3 x 800m w/ 400m jog in 3 min", "800 r400 800 r400 800"),
    ("3 x 800m w/ 400m jog (about 3 min)", "800 r400 800 r400 800"),
    ("3 x 800m, 2 min jog (or 400m)", "800 r120s 800 r120s 800"),
    ("2 x 600m w/ 2 min\n4 min\n2 x 300m w/ 1 min", "600 r120s 600 r240s 300 r60s 300"),
    ("4 x 400m\nRecovery: 200m jog", "400 r200 400 r200 400 r200 400"),
    ("4 x 400m\nRecovery 200m jog between reps", "400 r200 400 r200 400 r200 400"),
    ("4 x 400m\nRest: 2 min", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m\n2 min rest between", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m\n2 min rest", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m\n(2 min rest)", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m\n- 2 min rest", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m\n200m jog", "400 r200 400 r200 400 r200 400"),
    ("4 x 400m\njog 200m between", "400 r200 400 r200 400 r200 400"),
    ("4 x 400m\nwith 200m jog", "400 r200 400 r200 400 r200 400"),
    ("4 x 400m\nJog 200m to recover", "400 r200 400 r200 400 r200 400"),
    ("4 x 400m\nJog recovery of 200m between efforts", "400 r200 400 r200 400 r200 400"),
    ("4 x 400m\nRecover with a 200m jog", "400 r200 400 r200 400 r200 400"),
    ("4 x 400m\nRecover for 2 minutes between reps", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m\nYou get 2 minutes between each one", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m\n\nTake 2 minutes recovery between each rep.", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m\nRecoveries: 2 min", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m\nRec = 2 min", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m\nR: 2 min", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m\nRI - 2 min", "400 r120s 400 r120s 400 r120s 400"),
    ("2 x 800m\n2 x 400m\nAll with 2 min recovery", "800 r120s 800 r120s 400 r120s 400"),
    ("2 x 800m\n2 x 400m\n2 min recovery throughout", "800 r120s 800 r120s 400 r120s 400"),
    ("2 x 800m\n2 x 400m\n2 mins rest between all reps", "800 r120s 800 r120s 400 r120s 400"),
    ("2 x 800m\n2 x 400m\nRecovery: 2 mins after the 800s, 1 min after the 400s", "800 r120s 800 r120s 400 r60s 400"),
    ("2 x 800m (2 min)\n3 min\n2 x 400m (1 min)", "800 r120s 800 r180s 400 r60s 400"),
    ("2 x 800m, 2 min rec\n3 min rec\n2 x 400m, 1 min rec", "800 r120s 800 r180s 400 r60s 400"),
    ("2 x 800m w/ 2 min jog\n(3 min jog)\n2 x 400m w/ 1 min jog", "800 r120s 800 r180s 400 r60s 400"),
    ("2 x 800m w/ 2 min jog\nThen 3 min jog\n2 x 400m w/ 1 min jog", "800 r120s 800 r180s 400 r60s 400"),
    ("2 x 800m w/ 2 min jog\n3 min walk before\n2 x 400m w/ 1 min jog", "800 r120s 800 r180s 400 r60s 400"),
    ("800m\n2 min\n600m\n90s\n400m", "800 r120s 600 r90s 400"),
    ("800m\n2 min rest\n600m\n90s rest\n400m", "800 r120s 600 r90s 400"),
    ("800m\n2 min jog\n600m\n90s jog\n400m", "800 r120s 600 r90s 400"),
    ("800m - 2 min rest\n600m - 90s rest\n400m", "800 r120s 600 r90s 400"),
    ("800m, then 2 min rest\n600m, then 90s rest\n400m", "800 r120s 600 r90s 400"),
    ("800m (2 min rest)\n600m (90s rest)\n400m", "800 r120s 600 r90s 400"),
    ("800m w/ 2 min\n600m w/ 90s\n400m", "800 r120s 600 r90s 400"),
    ("800m @ 5k pace, 400m jog\n600m @ 3k pace, 300m jog\n400m @ mile pace", "800 r400 600 r300 400"),
    ("1) 800m hard\n2) 400m easy\n3) 800m hard", "800 r400 800"),
    ("- 5 min hard\n- 2 min easy\n- 4 min hard\n- 2 min easy\n- 3 min hard", "300s r120s 240s r120s 180s"),
    ("- Run 5 min hard\n- Jog 2 min\n- Run 4 min hard\n- Jog 2 min\n- Run 3 min hard", "300s r120s 240s r120s 180s"),
    ("Run hard for 5 min\nJog for 2 min\nRun hard for 4 min", "300s r120s 240s"),
    ("Run hard for 5 min, then jog for 2 min, then run hard for 4 min", "300s r120s 240s"),
    ("Run 5 minutes hard followed by 2 minutes jogging followed by 4 minutes hard", "300s r120s 240s"),
    ("Run 400m fast, then walk 200m, and repeat 3 times", "400 r200 400 r200 400"),
    ("Run 400m fast and then recover with 200m walk. Repeat 3 times.", "400 r200 400 r200 400"),
    ("Sprint 100m, walk 100m. Do this 3 times", "100 r100 100 r100 100"),
    ("Sprint for 30 seconds, rest for 60 seconds, repeat 3 times", "30s r60s 30s r60s 30s"),
    ("Sprint 30 seconds then rest 60 seconds. Repeat this 3 times", "30s r60s 30s r60s 30s"),
    ("30 second sprint, 60 second walk x 3", "30s r60s 30s r60s 30s"),
    ("30 second sprint followed by a 60 second walk, 3 times", "30s r60s 30s r60s 30s"),
    ("3 rounds: 30 second sprint, 60 second walk", "30s r60s 30s r60s 30s"),
    ("3 rounds of 400m run, 2 min rest", "400 r120s 400 r120s 400"),
    ("3 rounds:\n400m run\n2 min rest", "400 r120s 400 r120s 400"),
    ("3 rounds:\nRun 400m\nRest 2 min", "400 r120s 400 r120s 400"),
    ("3 x 400m run, rest 2 min between rounds", "400 r120s 400 r120s 400"),
    ("3 x 400m (rest 1:1)", "400 ro 400 ro 400"),
    ("3 x 2 min (rest 1:1)", "120s r120s 120s r120s 120s"),
    ("3 x 1 mile with 1/4 mile jog", "1609 r402 1609 r402 1609"),
    ("3 x 1 mile with quarter mile jog recovery", "1609 r402 1609 r402 1609"),
    ("3 x 1 mile, half mile recovery jog", "1609 r804 1609 r804 1609"),
    ("3 x 1 mile with 2:30 recoveries", "1609 r150s 1609 r150s 1609"),
    ("3 x 1 mile with a 2.5 minute jog", "1609 r150s 1609 r150s 1609"),
    ("3 x 1 mile with a minute and a half rest", "1609 r90s 1609 r90s 1609"),
    ("3 x 1 mile with one minute recovery between each mile", "1609 r60s 1609 r60s 1609"),
    ("3 x 1 mile with 60 to 90 seconds of rest between repeats", "1609 r60s 1609 r60s 1609"),
    ("3 x 1 mile with rest of 60-90 seconds", "1609 r60s 1609 r60s 1609"),
    ("3 x 1 mile, resting only 60 seconds between", "1609 r60s 1609 r60s 1609"),
    ("3 x 1 mile. Between miles, jog 400m", "1609 r400 1609 r400 1609"),
    ("3 x 1 mile. Take 3 minutes between miles", "1609 r180s 1609 r180s 1609"),
    ("3 x 1 mile @ 10k pace w/ 3 min between miles", "1609 r180s 1609 r180s 1609"),
    ("3 x 400m w/ 60s b/w", "400 r60s 400 r60s 400"),
    ("3 x 400m (60s btwn)", "400 r60s 400 r60s 400"),
    ("3 x 400m with 60s r", "400 r60s 400 r60s 400"),
    ("3 x 400m 60s r", "400 r60s 400 r60s 400"),
    ("3 x 400m r60s", "400 r60s 400 r60s 400"),
    ("3x400m/60s", "400 r60s 400 r60s 400"),
    ("3x400m[60s]", "400 r60s 400 r60s 400"),
    ("3x400 (60)", "400 r60s 400 r60s 400"),
    ("3x400 w/60", "400 r60s 400 r60s 400"),
    ("3 x 400, 60 rest", "400 r60s 400 r60s 400"),
    ("3 x 400 with 200", "400 r200 400 r200 400"),
    ("3 x 400 w/ 200 jog", "400 r200 400 r200 400"),
    ("3 x 400 200 jog", "400 r200 400 r200 400"),
    ("3 x 400 + 200 jog", "400 r200 400 r200 400"),
    ("3 x (400 + 200 jog)", "400 r200 400 r200 400"),
    ("3 x (400 on, 200 off)", "400 r200 400 r200 400"),
    ("400 on / 200 off x 3", "400 r200 400 r200 400"),
    ("3 x 400 on 200 off", "400 r200 400 r200 400"),
    ("3 x 400m with walk 200m", "400 r200 400 r200 400"),
    ("3 x 400m, walking 200m between", "400 r200 400 r200 400"),
    ("3 x 400m then 200m walk each", "400 r200 400 r200 400"),
    ("3 x 400m - 200m walk after each", "400 r200 400 r200 400 r200"),
    ("3 x 400m with 60 seconds rest after each one", "400 r60s 400 r60s 400 r60s"),
    ("3 x 400m, with the rest being 60 seconds", "400 r60s 400 r60s 400"),
    ("3 x 400m where the recovery is 60 seconds", "400 r60s 400 r60s 400"),
    ("3 x 400m. The recovery between each is 60 seconds.", "400 r60s 400 r60s 400"),
    ("3 x 400m. The rest between reps is 60 seconds", "400 r60s 400 r60s 400"),
    ("3 x 400m. Recovery between reps = 60s", "400 r60s 400 r60s 400"),
    ("3 x 400m. Recovery between reps: 60 seconds.", "400 r60s 400 r60s 400"),
    ("3 x 400m. Keep the recovery to 60 seconds.", "400 r60s 400 r60s 400"),
    ("3 x 400m. Limit your rest to 60 seconds between reps", "400 r60s 400 r60s 400"),
    ("3 x 400m. Try to keep rest at 60s", "400 r60s 400 r60s 400"),
    ("3 x 400m. No more than 60 seconds between reps.", "400 r60s 400 r60s 400"),
    ("3 x 400m. A minute between each.", "400 r60s 400 r60s 400"),
    ("3 x 400m. Minute rest.", "400 r60s 400 r60s 400"),
    ("3 x 400m with minute rest", "400 r60s 400 r60s 400"),
    ("3 x 400m with a minute's rest", "400 r60s 400 r60s 400"),
    ("3 x 400m with a minutes recovery", "400 r60s 400 r60s 400"),
    ("3 x 400m with 1 minutes rest", "400 r60s 400 r60s 400"),
    ("3 x 400m with 1min30 rest", "400 r90s 400 r90s 400"),
    ("3 x 400m with 1'30\" rest", "400 r90s 400 r90s 400"),
    ("3 x 400m with 1m30s rest", "400 r90s 400 r90s 400"),
    ("3 x 400m with 1 min 30 sec recovery", "400 r90s 400 r90s 400"),
    ("4 x 400m at 5k pace. Recover 200m.", "400 r200 400 r200 400 r200 400"),
    ("4 x 400m at 5k pace. 200m recovery jogs.", "400 r200 400 r200 400 r200 400"),
    ("4 x 400m at 5k pace. 200 meter jog in between intervals.", "400 r200 400 r200 400 r200 400"),
    ("4 x 400m in 80 seconds with 2 minutes rest", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m in 80. Rest 2 minutes.", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m in 80, 2 min rest", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m in 80 w/ 2:00", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m (80) w/ 2:00 rest", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m @ 80s (2 min)", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m @ 80s/2 min", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m, 80s, 2 min rest", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m @ 80-82, 2'", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m @ mile pace + 2:00 rest", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m at mile pace, then 2 min walk", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m at mile pace, followed by 2 min walk", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x (400m at mile pace, then 2 min walk)", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x (400m at mile pace followed by a 2 min walk)", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m at mile pace followed by 2 min walk recovery", "400 r120s 400 r120s 400 r120s 400"),
    ("4 x 400m with 2 min recovery, then 10 min jog", "400 r120s 400 r120s 400 r120s 400 r600s"),
    ("3 x 300 w/ 100 jog, 400 jog, 3 x 200 w/ 200 jog", "300 r100 300 r100 300 r400 200 r200 200 r200 200"),
    ("3 x 300 w/ 100 jog. 400 jog. 3 x 200 w/ 200 jog", "300 r100 300 r100 300 r400 200 r200 200 r200 200"),
    ("1 mile @ tempo, 2 min, 4 x 400 @ 5k, 1 min", "1609 r120s 400 r60s 400 r60s 400 r60s 400"),
    ("2 mile tempo (3 min jog), 4 x 400 (200 jog), 2 mile tempo", "3218 r180s 400 r200 400 r200 400 r200 400 ro 3218"),
    ("Ladder: 200, 400, 600, 400, 200 with half distance jog", "200 r100 400 r200 600 r300 400 r200 200"),
    ("Ladder: 200, 400, 600 with 200 jog between each", "200 r200 400 r200 600"),
    ("Ladder: 200, 400, 600. 200 jog rest.", "200 r200 400 r200 600"),
    ("Ladder: 200, 400, 600 (jog half the distance)", "200 r100 400 r200 600"),
    ("Ladder: 200, 400, 600 (rest equal to run time)", "200 ro 400 ro 600"),
    ("Ladder: 1, 2, 3 min with half time jog", "60s r30s 120s r60s 180s"),
    ("Ladder: 1, 2, 3 min w/ equal rest", "60s r60s 120s r120s 180s"),
    ("Ladder: 1, 2, 3 min with 1 min recovery after each", "60s r60s 120s r60s 180s r60s"),
    ("Ladder: 1-2-3 min (1 min easy between each)", "60s r60s 120s r60s 180s"),
    ("Pyramid: 1, 2, 1 min hard with the same time easy between", "60s r60s 120s r120s 60s"),
    ("Pyramid: 1, 2, 1 min hard with 1 min easy between", "60s r60s 120s r60s 60s"),
    ("1 min hard, 1 min easy, 2 min hard, 1 min easy, 1 min hard", "60s r60s 120s r60s 60s"),
    ("1 min hard 1 min easy 2 min hard 1 min easy 1 min hard", "60s r60s 120s r60s 60s"),
    ("1 min hard (1 min easy), 2 min hard (1 min easy), 1 min hard", "60s r60s 120s r60s 60s"),
    ("1 min hard/1 min easy, 2 min hard/2 min easy, 1 min hard", "60s r60s 120s r120s 60s"),
    ("1 min hard - 1 min easy - 2 min hard - 2 min easy - 1 min hard", "60s r60s 120s r120s 60s"),
    ("1 min hard w/ 1 min easy, 2 min hard w/ 2 min easy, 1 min hard", "60s r60s 120s r120s 60s"),
    ("1 min hard + 1 min jog, 2 min hard + 2 min jog", "60s r60s 120s r120s"),
    ("1 min on, 1 min off, 2 min on, 2 min off, 1 min on", "60s r60s 120s r120s 60s"),
    ("2 x (1 min hard, 1 min easy, 2 min hard, 2 min easy)", "60s r60s 120s r120s 60s r60s 120s"),
    ("200m easy, 200m hard x 3", "200 ro 200 ro 200 ro 200 ro 200 ro 200"),
    ("3 x 200m hard/200m easy", "200 r200 200 r200 200"),
    ("3 x 200m hard - 200m easy", "200 r200 200 r200 200"),
    ("3 x 200m hard + 200m easy", "200 r200 200 r200 200"),
    ("3 x 200m hard with 200m easy", "200 r200 200 r200 200"),
    ("3 x 200m hard & 200m easy", "200 r200 200 r200 200"),
    ("3 x 200m hard. 200m easy between", "200 r200 200 r200 200"),
    ("3 x 200m hard, walk 200m", "200 r200 200 r200 200"),
    ("3 x 200m hard, 1 min rest, walk back", "200 r60s 200 r60s 200"),
    ("3 x 200m hard, walk back, 1 min rest", "200 r60s 200 r60s 200"),
    ("3 x 200m hard with walk back + 1 min rest", "200 r60s 200 r60s 200"),
    ("3 x 200m hard, jog back to start", "200 r200 200 r200 200"),
    ("3 x 200m hard. Recovery is walking back to the start.", "200 r200 200 r200 200"),
    ("3 x 200m hard. Walk back to the start to recover.", "200 r200 200 r200 200"),
    ("3 x 200m hard. Rest is a walk back.", "200 r200 200 r200 200"),
    ("Warm up, then 3 x 800m with 400m jogs between them. Cool down.", "wo 800 r400 800 r400 800 co"),
    ("Warm-up 2 miles. 3 x 1000m w/ 400m recovery. Cool-down 2 miles.", "w3218 1000 r400 1000 r400 1000 c3218"),
    ("Run 3 x 800m at 5K race pace. Jog 400m after each 800m.", "800 r400 800 r400 800"),
    ("Run 3 x 800m at 5K race pace. Jog for 400m in between each 800m to recover.", "800 r400 800 r400 800"),
    ("Run 3 x 800m at 5K race pace. Jog one lap (400m) between reps.", "800 r400 800 r400 800"),
    ("Run 3 x 800m. The recovery is a slow 400m jog (about 3 minutes).", "800 r400 800 r400 800"),
    ("Run 3 x 800m. Your recovery jog should be 400m.", "800 r400 800 r400 800"),
    ("Run 3 x 800m. Your recovery should take about 2 minutes.", "800 r120s 800 r120s 800"),
    ("Run 3 x 800m. You should have about 2 minutes of recovery between each.", "800 r120s 800 r120s 800"),
    ("Run 3 x 800m. You'll take two minutes of rest after each interval.", "800 r120s 800 r120s 800 r120s"),
    ("Run 3 x 800m. We had 2 minutes rest.", "800 r120s 800 r120s 800"),
    ("We ran 3 x 800m and had 2 minutes between each.", "800 r120s 800 r120s 800"),
    ("We ran 3 x 800m with 2 minutes to recover between.", "800 r120s 800 r120s 800"),
    ("We did 3 x 800m off 2 mins recovery.", "800 r120s 800 r120s 800"),
    ("Did 3 x 800m w/ 2 mins standing recovery and it felt good.", "800 r120s 800 r120s 800"),
    ("3 x 800m with jogging recoveries of 400m", "800 r400 800 r400 800"),
    ("3 x 800m with jog recoveries (400m)", "800 r400 800 r400 800"),
    ("3 x 800m with jog recovery (2 minutes)", "800 r120s 800 r120s 800"),
    ("3 x 800m with recovery (2 min jog)", "800 r120s 800 r120s 800"),
    ("3 x 800m with full recovery (4-5 min)", "800 r240s 800 r240s 800"),
    ("3 x 800m, full recovery - about 5 minutes", "800 r300s 800 r300s 800"),
    ("3 x 800m, full recovery, 5 minutes", "800 r300s 800 r300s 800"),
    ("3 x 800m with long recoveries (5 min)", "800 r300s 800 r300s 800"),
    ("3 x 800m with short recovery - 60s", "800 r60s 800 r60s 800"),
    ("3 x 800m with short recovery of 60s", "800 r60s 800 r60s 800"),
    ("3 x 800m. Short recovery, 60s.", "800 r60s 800 r60s 800"),
    ("3 x 800m. Jog recovery, 2 min.", "800 r120s 800 r120s 800"),
    ("3 x 800m. Recovery jog of 2 minutes", "800 r120s 800 r120s 800"),
    ("3 x 800m. Easy recovery jogs of 400m", "800 r400 800 r400 800"),
    ("3 x 800m. Recovery - walk 200m", "800 r200 800 r200 800"),
    ("3 x 800m. Recovery - 200m walk", "800 r200 800 r200 800"),
    ("3 x 800m. Recovery - 2 min", "800 r120s 800 r120s 800"),
    ("3 x 800m. Recovery (2 min)", "800 r120s 800 r120s 800"),
    ("3 x 800m. Recovery is 2 min standing", "800 r120s 800 r120s 800"),
    ("3 x 800m. Recovery of 2 min between each", "800 r120s 800 r120s 800"),
    ("3 x 800m. Rec. 2 min", "800 r120s 800 r120s 800"),
    ("3 x 800m. Rec 2:00", "800 r120s 800 r120s 800"),
    ("3 x 800m. 2:00 rec", "800 r120s 800 r120s 800"),
    ("3 x 800m on 5 minutes", "800 ro 800 ro 800"),
    ("3 x 800m every 5 minutes", "800 ro 800 ro 800"),
    ("3 x 800m, starting every 5 minutes", "800 ro 800 ro 800"),
    ("3 x 800m, go every 5 min", "800 ro 800 ro 800"),
    ("3 x 800m, new rep every 5 min", "800 ro 800 ro 800"),
    ("3 x 800m in 3 minutes with a start every 5 min", "800 ro 800 ro 800"),
    ("2 x (3 x 400m w/ 60s) w/ 3 min", "400 r60s 400 r60s 400 r180s 400 r60s 400 r60s 400"),
    ("2 x 3 x 400m @ 5k w/ 60s & 3 min", "400 r60s 400 r60s 400 r180s 400 r60s 400 r60s 400"),
    ("2 x 3 x 400m, jog 200m between reps, 400m between sets", "400 r200 400 r200 400 r400 400 r200 400 r200 400"),
    ("2 x 3 x 400m, jog 200m between reps and 400m between sets", "400 r200 400 r200 400 r400 400 r200 400 r200 400"),
    ("2 x 3 x 400m with 200m jog, 400m jog between sets", "400 r200 400 r200 400 r400 400 r200 400 r200 400"),
    ("6 x 400m with 60 sec rest and 3 min rest after the 3rd", "400 r60s 400 r60s 400 r180s 400 r60s 400 r60s 400"),
    ("6 x 400m with 60 sec rest, extra 2 min after 3", "400 r60s 400 r60s 400 r120s 400 r60s 400 r60s 400"),
    ("6 x 400m with 60 sec rest (3 min halfway)", "400 r60s 400 r60s 400 r180s 400 r60s 400 r60s 400"),
    ("6 x 400m with 60 sec rest, 3 min rest at halfway", "400 r60s 400 r60s 400 r180s 400 r60s 400 r60s 400"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading"), READ, ids=[text for text, _ in READ])
def test_a_recovery_is_as_long_as_was_said_and_lies_where_it_was_said(text: str, reading: str) -> None:
    assert " ".join(short(step) for step in parse(text).steps) == reading


RUNS = (("700m", "700"), ("700m at 10k pace", "700"), ("90s hard", "90s"))
JOGS = (("a 300m jog", "r300"), ("2 min jog", "r120s"), ("jog 300m", "r300"), ("3 min rest", "r180s"))


def test_a_recovery_told_as_the_next_thing_stands_where_it_is_told() -> None:
    """`A, followed by B, and then jog`: the jog is behind B alone."""
    for (run, first), (jog, rest) in itertools.product(RUNS, JOGS):
        for by, behind in itertools.product((" followed by ", ", then ", " and then "), (", then ", " and then ")):
            for often in (". Do 2 sets.", ". Repeat twice.", ", 2 sets of these"):
                text = f"Run {run}{by}350m at 5k pace{behind}{jog}{often}"
                assert reading_of(text) == f"{first} 350 {rest} {first} 350", text


def test_how_a_recovery_is_not_spent_is_no_recovery() -> None:
    for joint, no, behind in itertools.product(
        (" ({})", ", {}", " - {}", ". {}", " and {}"), ("no", "without"), ("", ".")
    ):
        for jog, other in (("200m jog", "walking"), ("200m walk", "standing"), ("200m recovery jog", "standing still")):
            told = joint.format(f"{no} {other}")
            assert reading_of(f"3 x 700m with {jog}{told}{behind}") == "700 r200 700 r200 700", (jog, told)
            assert reading_of(f"700m, 350m and {jog}{told}. Twice.").count("r0s") == 0, (jog, told)
    assert reading_of("2 x (3 x 100m, walk back), no rest between sets").split()[5] == "r0s"


@pytest.mark.parametrize(("lap", "metres"), [("1 lap", 200), ("a lap", 250), ("one lap", 300), ("half a lap", 100)])
@pytest.mark.parametrize("lead", [" with {} jog", " with {} walk between", ". Jog {} between each.", ", then walk {}"])
def test_a_lap_is_as_long_as_the_brackets_behind_it_say(lead: str, lap: str, metres: int) -> None:
    for told in (f"({metres}m)", f"({metres} metres)", f"(about {metres} m)"):
        text = "2 x 600m" + lead.format(f"{lap} {told}")
        assert " ".join(map(short, parse(text).steps)) == f"600 r{metres} 600", text


OPEN = {
    "Full recovery": "ro",
    "Full recovery between reps": "ro",
    "Complete rest between each": "ro",
    "Walk back recovery": "r600",
    "Jog back between": "r600",
    "Walk back": "r600",
    "Equal distance recovery": "r600",
    "Half the distance as recovery": "r300",
    "Recovery by feel": "ro",
}


@pytest.mark.parametrize(("rest", "told"), OPEN.items())
@pytest.mark.parametrize("around", ["{}\n{}", "{}.\n{}", "{}:\n{}", "With {}:\n{}", "9 min warm up\n{}\n{}"])
def test_a_recovery_without_a_number_can_be_told_above_the_reps(around: str, rest: str, told: str) -> None:
    for reps in ("3 x 600m", "3 x 600m at mile pace", "600m, 600m, 600m"):
        rest = rest.lower() if around.startswith("With") else rest
        steps = " ".join(map(short, parse(around.format(rest, reps)).steps))
        assert steps.removeprefix("w540s ") == f"600 {told} 600 {told} 600", reps


@pytest.mark.parametrize("how", ["By feel", "All by feel", "These are by feel", "Self-paced", "Own pace"])
@pytest.mark.parametrize("joint", ["\n", ".\n", ", at 5k effort\n", "\n\n"])
def test_how_reps_with_a_recovery_are_run_is_told_above_them(how: str, joint: str) -> None:
    for reps in ("3 x 600m with 90s", "3 x 600m off 90s", "3 x 600m, 90s jog"):
        assert " ".join(map(short, parse(f"{how}{joint}{reps}").steps)) == "600 r90s 600 r90s 600", reps


@pytest.mark.parametrize("run", ["Jog", "Easy jog", "walk", "Jog a bit"])
def test_a_jog_above_the_reps_that_nothing_calls_a_recovery_is_asked_about(run: str) -> None:
    with pytest.raises(NotationError):
        parse(f"{run}\n3 x 600m")


WHERE = (
    "halfway",
    "at halfway",
    "half way",
    "half-way through",
    "at the halfway point",
    "at the half way mark",
    "midway",
)


@pytest.mark.parametrize("where", [*WHERE, "in the middle"])
@pytest.mark.parametrize(
    "rest", [", {} {}", ", {} rest {}", ". {} {}.", " and {} {}", " ({} {})", ", with a {} break {}"]
)
def test_a_rest_in_the_middle_of_the_reps_lies_there(rest: str, where: str) -> None:
    for reps in ("4 x 450m with 60s", "4 x 450m, 60s jog", "4 x 450m off 60s recovery"):
        text = reps + rest.format("3 min", where)
        assert " ".join(map(short, parse(text).steps)) == "450 r60s 450 r180s 450 r60s 450", text


@pytest.mark.parametrize("rest", ["5 min rest", "a 5 min walk", "a 5 minute break", "5 min jog"])
@pytest.mark.parametrize("joint", [", then ", " and then ", ". Then ", ", finish with "])
def test_a_rest_before_a_length_can_be_told_behind_it(joint: str, rest: str) -> None:
    for run, reading in (("450m", "450"), ("a 450m in 75", "450"), ("2 x 250m", "250 ro 250"), ("450m @ 75", "450")):
        text = f"2 x 850m with 2 min rest{joint}{run} after {rest}"
        assert " ".join(map(short, parse(text).steps)) == f"850 r120s 850 r300s {reading}", text


@pytest.mark.parametrize("between", ["between the {} and {}", "between {} and {}", "between the {} and the {}"])
@pytest.mark.parametrize("rest", ["3 min", "3 mins rest", "3 min jog"])
def test_a_rest_between_two_reps_by_their_numbers_lies_between_those(rest: str, between: str) -> None:
    names = (("1st", "2nd"), ("2nd", "3rd"), ("third", "fourth"))
    for place, (one, other) in enumerate(names):
        text = f"4 x 350m with 60s, {rest} {between.format(one, other)}"
        rests = ["r180s" if gap == place else "r60s" for gap in range(3)]
        told = "350 " + " ".join(f"{gap} 350" for gap in rests)
        assert " ".join(map(short, parse(text).steps)) == told, text


@pytest.mark.parametrize("name", ["distances", "the distances", "each distance", "lengths"])
@pytest.mark.parametrize("reps", ["between reps", "between each rep", "between"])
def test_a_rest_between_the_distances_is_none_between_reps(reps: str, name: str) -> None:
    text = f"2 x 500m, 2 x 300m with 60s {reps}, 3 min between {name}"
    assert " ".join(map(short, parse(text).steps)) == "500 r60s 500 r180s 300 r60s 300"


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("kind", ["rest", "jog", "walk"])
@pytest.mark.parametrize("lead", ["with 90s", "w/ 90s", "off 90s"])
def test_the_longer_of_two_pauses_with_reps_behind_them_is_the_rest_before_those(
    lead: str, kind: str, count: int
) -> None:
    text = f"{count} x 5 mins {lead}, 3 mins {kind}, 2 x 1 min w/ 60s"
    told = " r90s ".join(["300s"] * count) + " r180s 60s r60s 60s"
    assert " ".join(map(short, parse(text).steps)) == told, text


@pytest.mark.parametrize("and_", [" and ", ", ", "; ", ", and "])
@pytest.mark.parametrize("where", ["between", "after"])
@pytest.mark.parametrize("is_turned", [False, True])
def test_two_recoveries_by_the_lengths_of_their_reps_stay_apart(and_: str, where: str, is_turned: bool) -> None:
    told = [f"90s {where} the 800s", f"60s {where} the 400s"]
    text = f"2 x 800m then 3 x 400m, {and_.join(reversed(told) if is_turned else told)}"
    read = [short(step) for step in parse(text).steps]
    assert (read[1], read[5], read[7]) == ("r90s", "r60s", "r60s")


@pytest.mark.parametrize("again", ["the 300s", "those 300s", "all the 300’s", "the reps"])
@pytest.mark.parametrize("lead", ["", ", ", " I ran ", ", we did ", " then "])
def test_what_comes_behind_the_reps_told_before_is_run_once(again: str, lead: str) -> None:
    text = f"2 x 300m with 60s. After {again}{lead or ' '}3 x 200m with 30s"
    assert " ".join(map(short, parse(text).steps)) == "300 r60s 300 ro 200 r30s 200 r30s 200"


@pytest.mark.parametrize("joint", [" then ", ", ", "; ", " + "])
@pytest.mark.parametrize("told", ["{} throughout", "{} all the way through", "{} across the board", "{} between reps"])
def test_a_recovery_throughout_lies_in_every_gap(joint: str, told: str) -> None:
    text = f"2 x 900m{joint}3 x 350m, {told.format('60s')}"
    assert " ".join(map(short, parse(text).steps)) == "900 r60s 900 r60s 350 r60s 350 r60s 350"


@pytest.mark.parametrize("often", ["2 sets of", "2 rounds of", "2 x"])
@pytest.mark.parametrize("article", ["", "the ", "a "])
@pytest.mark.parametrize(
    "lengths", ["800, 400, 200", "800/400/200", "800m, 400m, 200m", "800-400-200", "800, 400 and 200"]
)
@pytest.mark.parametrize("name", ["ladder", "pyramid", "sequence", "combo"])
def test_a_list_with_a_name_is_passed_as_a_whole(often: str, article: str, lengths: str, name: str) -> None:
    read_ = [short(step) for step in parse(f"{often} {article}{lengths} {name} with 60s").steps]
    assert read_[:5] == ["800", "r60s", "400", "r60s", "200"]
    assert read_[6:] == read_[:5]


@pytest.mark.parametrize("no", ["without stopping", "no rest", "no recovery", "with no rest", "without rest"])
@pytest.mark.parametrize(
    "form", ["2 x (300m, 500m), {}", "300m, 500m, {}, x 2", "2 x (300m at mile pace, 500m at 5k pace) {}"]
)
def test_no_rest_behind_passes_is_none_anywhere(form: str, no: str) -> None:
    assert " ".join(map(short, parse(form.format(no)).steps)) == "300 r0s 500 r0s 300 r0s 500"


@pytest.mark.parametrize("reps", ["4 x 30s", "6 x 20s hard", "10 x 1 min", "5 x 45s hills"])
@pytest.mark.parametrize("time", ["90s", "2 min", "3 min", "5 min"])
@pytest.mark.parametrize("mark", [", ", "\n", "; ", ". "])
def test_a_longer_time_behind_short_reps_is_asked_about(reps: str, time: str, mark: str) -> None:
    text = f"{reps}{mark}{time}"
    parsed, errors = read(text)
    assert parsed is None, parsed
    offered = [[short(step) for step in candidate.steps] for candidate in candidates_of(text, errors[0])]
    assert len({len(steps) for steps in offered}) > 1
