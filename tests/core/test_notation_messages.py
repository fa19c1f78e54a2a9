"""Messages as they are pasted: chat around the session, lists and what they refer to, tables, lines that a mail broke.

They stand apart from the other forms because each is more than its session, or says it over several lines.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.core.test_notation_clubs import READ as CLUBS
from tests.core.test_notation_clubs import short
from tests.core.test_notation_weeks import READ as WEEKS
from trackclock.core.notation import Memory, NotationError, candidates_of, parse, read
from trackclock.core.notation.message.chat import without_chat, without_notes_of_mine


def times(count: int, rep: str, gap: str) -> str:
    """So many reps with a gap between every two."""
    return f" {gap} ".join([rep] * count)


READ = [
    ("Evening everyone,\n\nTuesday's session is 5 x 700m with 100m jog.\n\nCheers,\nDave", times(5, "700", "r100")),
    ("[20:14, 3/4/2025] Coach Sue: 7 x 500m w/ 75s", times(7, "500", "r75s")),
    ("[19:03] Sue: evening!\n[19:04] Sue: 7 x 500m, 75 s rest", times(7, "500", "r75s")),
    ("[20:14] 7 x 500m w/ 75s", times(7, "500", "r75s")),
    ("Sue, [28/11/2026, 19:03]\n7 x 500m w/ 75s", times(7, "500", "r75s")),
    ("Group A: 7 x 500m, 75s\n# Group B: 5 of them", times(7, "500", "r75s")),
    ("# Mon: easy\nTue: 7 x 500m, 75s\n# Wed: rest", times(7, "500", "r75s")),
    ("Hi team\n7 x 500m off 75 secs\nSee you at 6.45pm\nCoach Sue", times(7, "500", "r75s")),
    ("Tue PM\n7 x 500m, 75s", times(7, "500", "r75s")),
    ("Mon: rest\nTue: 7 x 500m, 75s\nWed - off or swim\nThurs: rest day", times(7, "500", "r75s")),
    ("Session 3 (Tuesday): 7 x 500m, 75s", times(7, "500", "r75s")),
    ("Hill session (Tuesday 3 March): 7 x 500m, 75s", times(7, "500", "r75s")),
    ("Plan for Thursday, March 5: 7 x 500m, 75s", times(7, "500", "r75s")),
    ("03.11.26 7 x 500m, 75s", times(7, "500", "r75s")),
    ("Tuesday 19:15 at the gate - 7 x 500m, 75s", times(7, "500", "r75s")),
    ("Coach: 7 x 500m, 75s", times(7, "500", "r75s")),
    ("Coach Mike: tonight it's 7 x 500m with 75s rest", times(7, "500", "r75s")),
    ("See you at 6.30\n5 x 900m, 2 min", times(5, "900", "r120s")),
    ("We meet by the gate at 18:15\n\n4 x 1100m with 2 min jog\n\nPrice: £4", times(4, "1100", "r120s")),
    ("4 x 1100m with 2 min jog\nhttps://www.example.org/training/2024/05?x=3\n", times(4, "1100", "r120s")),
    ("4 x 1100m with 2 min jog\nwww.example.org/400m", times(4, "1100", "r120s")),
    ("4 x 1100m with 2 min jog\nQuestions: coach@example.org or 07700 900123", times(4, "1100", "r120s")),
    ("4 x 1100m with 2 min jog #tracktuesday #running", times(4, "1100", "r120s")),
    ("4 x 1100m with 2 min jog 💪🔥", times(4, "1100", "r120s")),
    ("4 x 1100m with 2 min jog :)", times(4, "1100", "r120s")),
    ("> 4 x 1100m\n> 2 min jog between", times(4, "1100", "r120s")),
    ("4 x 1100m with 2 min jog. Legs felt heavy after Sunday's 20 miles.", times(4, "1100", "r120s")),
    ("Weather: 12 degrees, windy\n4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("12°C and a bit of rain\n4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("Date: 14/05/2024\n4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("14.5.2024\n4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("2024-05-14\n4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("Tue 14th May 2024, 7pm, Riverside track\n4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("Where: Riverside\nWhen: 19:00\nWhat: 4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("Session starts at 7 sharp.\n4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("There will be 3 coaches tonight.\n4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("20 of us last week, great!\n4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("4 x 1100m with 2 min jog\nCall me on +44 7700 900123", times(4, "1100", "r120s")),
    ("[18/04/2024, 19:02] Jo: 4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("Great run everyone! Thanks for coming.\n\n4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("4 x 1100m with 2 min jog\nHR avg 162", times(4, "1100", "r120s")),
    ("Felt good, slept 8 hours.\n4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("*Tuesday 12 March*\n*4 x 1100m* with 2 min jog", times(4, "1100", "r120s")),
    ("**Main set:** 4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("$5 for visitors, members free. 4 x 1100m with 2 min jog", times(4, "1100", "r120s")),
    ("# 4 x 1100m\n3 x 900m, 2 min", times(3, "900", "r120s")),
    ("Set #1\n3 x 900m, 2 min\nSet #2\n3 x 300m, 1 min", times(3, "900", "r120s") + " ro " + times(3, "300", "r60s")),
    ("Week 3\nTuesday: 3 x 900m, 2 min", times(3, "900", "r120s")),
    ("Week 7, session 2 - 3 x 900m, 2 min", times(3, "900", "r120s")),
    ("Session 1: 3 x 900m, 2 min", times(3, "900", "r120s")),
    ("WU: 12 min easy\nMS: 3 x 900m, 2 min\nCD: 8 min easy", "w720s " + times(3, "900", "r120s") + " c480s"),
    (
        "Warm-up\n12 min easy\nMain set\n3 x 900m, 2 min\nCool-down\n8 min easy",
        "w720s " + times(3, "900", "r120s") + " c480s",
    ),
    ("Warm up: 12 min\nWorkout: 3 x 900m, 2 min\nWarm down: 8 min", "w720s " + times(3, "900", "r120s") + " c480s"),
    (
        "1) 12 min warm up\n2) 500m\n3) 100m jog\n4) repeat 2-3 six times\n5) 8 min cool down",
        "w720s " + times(6, "500", "r100") + " c480s",
    ),
    ("1. 500m\n2. 100m jog\n3. Repeat steps 1 and 2 four times", times(4, "500", "r100")),
    ("1. 500m\n2. 100m jog\n3. Repeat 1-2 3x", times(3, "500", "r100")),
    ("1. 12 min warm up\n2. 500m\n3. 100m jog\nRepeat from step 2 three times", "w720s " + times(3, "500", "r100")),
    ("a) 500m\nb) 100m jog\nc) 300m\nd) 100m walk\nrepeat a-d twice", "500 r100 300 r100 500 r100 300"),
    ("a) 3 x 500m, 60s\nb) 3 x 300m, 45s", times(3, "500", "r60s") + " ro " + times(3, "300", "r45s")),
    ("i. 3 x 500m, 60s\nii. 3 x 300m, 45s", times(3, "500", "r60s") + " ro " + times(3, "300", "r45s")),
    ("i) 3 x 500m, 60s\nii) 3 x 300m, 45s", times(3, "500", "r60s") + " ro " + times(3, "300", "r45s")),
    (
        "Step 1: 12 min warm up\nStep 2: 500m\nStep 3: 100m jog\nRepeat steps 2-3 five times",
        "w720s " + times(5, "500", "r100"),
    ),
    ("(1) 3 x 500m, 60s\n(2) 3 x 300m, 45s", times(3, "500", "r60s") + " ro " + times(3, "300", "r45s")),
    ("✅ 3 x 500m, 60s\n✅ 3 x 300m, 45s", times(3, "500", "r60s") + " ro " + times(3, "300", "r45s")),
    ("▶ 3 x 500m, 60s\n▶ 3 x 300m, 45s", times(3, "500", "r60s") + " ro " + times(3, "300", "r45s")),
    ("* 3 x 500m, 60s\n* 3 x 300m, 45s", times(3, "500", "r60s") + " ro " + times(3, "300", "r45s")),
    ("Set 1: 3 x 500m, 60s\nSet 2: 3 x 300m, 45s", times(3, "500", "r60s") + " ro " + times(3, "300", "r45s")),
    (
        "Set 1:\n3 x 500m, 60s\n3 min rest\nSet 2:\n3 x 300m, 45s",
        times(3, "500", "r60s") + " r180s " + times(3, "300", "r45s"),
    ),
    ("3 rounds:\n500m\n60s rest\n300m\n2 min between rounds", times(3, "500 r60s 300", "r120s")),
    ("3 rounds of the following\n- 500m, 60s\n- 300m, 2 min", times(3, "500 r60s 300", "r120s")),
    ("Do this 3 times:\n500m\n60s rest\n300m\n2 min rest", times(3, "500 r60s 300", "r120s")),
    ("x 3:\n500m\n60s rest", times(3, "500", "r60s")),
    ("500m\n60s rest\nx 3", times(3, "500", "r60s")),
    ("2 min fast\n1 min jog\nRepeat until 21 minutes are up", times(7, "120s", "r60s")),
    ("2 min fast, 1 min jog, repeat for 21 minutes", times(7, "120s", "r60s")),
    ("Alternate 1 min fast and 1 min jog for 14 minutes", times(7, "60s", "r60s")),
    ("300m fast, 100m jog, repeat until you reach 2 km", times(5, "300", "r100")),
    ("14 min of 1 min fast, 1 min jog", times(7, "60s", "r60s")),
    ("5 x 900m with 100m jog\nTotal: 5 km", times(5, "900", "r100")),
    ("5 x 900m with 100m jog. Total 4.5 km of work.", times(5, "900", "r100")),
    (
        "3 sets of 3 x 500m, 60s between reps, 3 min between sets\nThat is 9 x 500m in all",
        times(3, times(3, "500", "r60s"), "r180s"),
    ),
    (
        "Tuesday: 9 x 500m\n\n12 min warm up\n9 x 500m with 60s\n8 min cool down",
        "w720s " + times(9, "500", "r60s") + " c480s",
    ),
    (
        "5 miles total:\n1 mile warm up\n3 x 900m, 2 min\n1 mile cool down",
        "w1609 " + times(3, "900", "r120s") + " c1609",
    ),
    ("9 miles with:\n4 x 1 mile at threshold, 1 min jog", times(4, "1609", "r60s")),
    ("7 miles including 3 x 900m, 2 min", times(3, "900", "r120s")),
    ("4 x 1100m with\n2 min jog", times(4, "1100", "r120s")),
    (
        "4 x 1100m,\n2 min jog recovery,\nthen 4 x 200m with\n200m jog",
        times(4, "1100", "r120s") + " ro " + times(4, "200", "r200"),
    ),
    ("500m + 300m +\n200m with 90s between", "500 r90s 300 r90s 200"),
    ("4 x 1100m at 10k pace with a recovery of\n2 min jog", times(4, "1100", "r120s")),
    (
        "Reps\tDistance\tRest\n4\t1100m\t2 min\n3\t300m\t60s",
        times(4, "1100", "r120s") + " ro " + times(3, "300", "r60s"),
    ),
    ("Reps\tDistance\tTarget\tRecovery\n4\t1100m\t4:10\t2 min", times(4, "1100", "r120s")),
    ("Distance\tReps\tRest\n1100m\t4\t2 min", times(4, "1100", "r120s")),
    ("| Reps | Distance | Rest |\n|---|---|---|\n| 4 | 1100m | 2 min |", times(4, "1100", "r120s")),
    ("Warm up\t12 min\nIntervals\t4 x 1100m, 2 min\nCool down\t8 min", "w720s " + times(4, "1100", "r120s") + " c480s"),
    ("Week 1\nRun 1 min\nWalk 90 sec\nRepeat 7 times", times(7, "60s", "r90s")),
    ("Week 2: Run 90 sec, walk 2 min. Repeat 6 times", times(6, "90s", "r120s")),
    ("Walk 5 min\nJog 3 min, walk 1 min x 5\nWalk 5 min", "w300s " + times(5, "180s", "r60s") + " c300s"),
    ("Day 1: run 3 minutes, walk 2 minutes, 5 times", times(5, "180s", "r120s")),
    (
        "Hi all! Looking forward to tonight. 17 runners signed up so far.\n\n6 x 500m with 200m walk\n\nKev",
        times(6, "500", "r200"),
    ),
    ("Session no. 4\n6 x 500m with 200m walk", times(6, "500", "r200")),
    ("🏃 6 x 500m\n⏱ 200m walk between reps\n📍 Track\n🕖 7pm", times(6, "500", "r200")),
    ("Tonight's session: 6 x 500m (200m walk). Meet 18:45 for a 19:00 start.", times(6, "500", "r200")),
    ("6 x 500m with 200m walk - see you there at 7!", times(6, "500", "r200")),
    ("Only 3 weeks to go until the 10k!\n6 x 500m with 200m walk", times(6, "500", "r200")),
    ("PS bring £2 for the hut\n6 x 500m with 200m walk", times(6, "500", "r200")),
    ("Bring water and spikes (6mm max).\n6 x 500m with 200m walk", times(6, "500", "r200")),
    ("Car park closes at 21:00.\n6 x 500m with 200m walk", times(6, "500", "r200")),
    ("Lane 1 only please\n6 x 500m with 200m walk", times(6, "500", "r200")),
    ("Posted by Jo on 3 March 2023 at 18:22\n6 x 500m with 200m walk", times(6, "500", "r200")),
    ("3 March 2023\n6 x 500m with 200m walk", times(6, "500", "r200")),
    ("March 3rd: 6 x 500m with 200m walk", times(6, "500", "r200")),
    ("Tues 3/3\n6 x 500m with 200m walk", times(6, "500", "r200")),
    ("Tuesday (week 5)\n6 x 500m with 200m walk", times(6, "500", "r200")),
    ("Week 5 of 12 - 6 x 500m with 200m walk", times(6, "500", "r200")),
    ("Workout #7: 6 x 500m with 200m walk", times(6, "500", "r200")),
    ("Session 12 (track)\n6 x 500m with 200m walk", times(6, "500", "r200")),
    ("Main session\n6 x 500m\nRecovery\n200m walk", times(6, "500", "r200")),
    ("6 x 500m\nRec = 90s\nPace = 5k", times(6, "500", "r90s")),
    ("6 x 500m\n\nRecovery - 90s\n\nEffort - 8/10", times(6, "500", "r90s")),
    ("1/ 6 x 500m, 90s\n2/ 4 x 200m, 60s", times(6, "500", "r90s") + " ro " + times(4, "200", "r60s")),
    ("1 - 6 x 500m, 90s\n2 - 4 x 200m, 60s", times(6, "500", "r90s") + " ro " + times(4, "200", "r60s")),
    ("1: 6 x 500m, 90s\n2: 4 x 200m, 60s", times(6, "500", "r90s") + " ro " + times(4, "200", "r60s")),
    ("First set: 6 x 500m, 90s\nSecond set: 4 x 200m, 60s", times(6, "500", "r90s") + " ro " + times(4, "200", "r60s")),
    ("Part 1: 6 x 500m, 90s\nPart 2: 4 x 200m, 60s", times(6, "500", "r90s") + " ro " + times(4, "200", "r60s")),
    ("Part A\n6 x 500m, 90s\nPart B\n4 x 200m, 60s", times(6, "500", "r90s") + " ro " + times(4, "200", "r60s")),
    (
        "Block 1 - 6 x 500m, 90s\n5 min rest\nBlock 2 - 4 x 200m, 60s",
        times(6, "500", "r90s") + " r300s " + times(4, "200", "r60s"),
    ),
    ("Set A: 6 x 500m, 90s\nSet B: 4 x 200m, 60s", times(6, "500", "r90s") + " ro " + times(4, "200", "r60s")),
    ("A) 6 x 500m, 90s\nB) 4 x 200m, 60s", times(6, "500", "r90s") + " ro " + times(4, "200", "r60s")),
    ("A. 6 x 500m, 90s\nB. 4 x 200m, 60s", times(6, "500", "r90s") + " ro " + times(4, "200", "r60s")),
    (
        "1. 500m fast\n2. 200m jog\n3. 300m fast\n4. 200m jog\nRepeat all four steps 3 times",
        times(3, "500 r200 300", "r200"),
    ),
    ("1. 500m fast\n2. 200m jog\n3. 300m fast\n4. 200m jog\nRepeat 1 to 4, 3 times", times(3, "500 r200 300", "r200")),
    ("1. 500m fast\n2. 200m jog\n3. Repeat 1 & 2 x 4", times(4, "500", "r200")),
    (
        "1. Warm up 9 min\n2. Run fast 1 min\n3. Jog 2 mins\n4. Repeat steps 2 and 3, eight times\n5. Cool down 9 mins",
        "w540s " + times(8, "60s", "r120s") + " c540s",
    ),
    (
        "Warm up 10 min\nRun hard for 2 min\nJog for 1 min\nRepeat the above 2 steps 5 times\nCool down 10 min",
        "w600s " + times(5, "120s", "r60s") + " c600s",
    ),
    (
        "Warm up 10 min\nRun hard for 2 min\nJog for 1 min\nRepeat 5 times\nCool down 10 min",
        "w600s " + times(5, "120s", "r60s") + " c600s",
    ),
    ("90s fast, 60s jog, continue for 25 minutes", times(10, "90s", "r60s")),
    ("90s fast, 60s jog for 25 minutes", times(10, "90s", "r60s")),
    ("25 minutes alternating 90s fast and 60s jog", times(10, "90s", "r60s")),
    ("Repeat for 25 minutes:\n90s fast\n60s jog", times(10, "90s", "r60s")),
    ("Run 90 seconds\nWalk 60 seconds\nRepeat for 25 minutes", times(10, "90s", "r60s")),
    ("Jog 90 seconds\nWalk 60 seconds\nRepeat 10 times", times(10, "90s", "r60s")),
    ("6 x 500m off 90s, i.e. 3 km of running", times(6, "500", "r90s")),
    ("6 x 500m off 90s (3k of work)", times(6, "500", "r90s")),
    ("6 x 500m off 90s = 3k", times(6, "500", "r90s")),
    ("Total: 3000m\n6 x 500m off 90s", times(6, "500", "r90s")),
    ("3km session: 6 x 500m off 90s", times(6, "500", "r90s")),
    ("6 x 500m off 90s. Approx 45 min in total including warm up.", times(6, "500", "r90s")),
    ("Time needed: 45 min\n6 x 500m off 90s", times(6, "500", "r90s")),
    ("Duration: 45 minutes\n6 x 500m off 90s", times(6, "500", "r90s")),
    ("6 x 500m\n(90s jog\nbetween reps)", times(6, "500", "r90s")),
    ("6 x 500m with 90\nseconds rest", times(6, "500", "r90s")),
    ("6 x\n500m with 90s rest", times(6, "500", "r90s")),
    ("We ran 6 x 500m with\n90s rest between each\nrep at 5k pace", times(6, "500", "r90s")),
    ("Reps | Dist | Rec\n6 | 500m | 90s\n4 | 200m | 60s", times(6, "500", "r90s") + " ro " + times(4, "200", "r60s")),
    (
        "Set\tReps\tDistance\tRecovery\n1\t6\t500m\t90s\n2\t4\t200m\t60s",
        times(6, "500", "r90s") + " ro " + times(4, "200", "r60s"),
    ),
    ("Interval\tRest\n500m\t90s\n400m\t75s\n300m\t-", "500 r90s 400 r75s 300"),
    ("Interval\tTime\tRest\n500m\t1:45\t90s\n400m\t1:20\t75s\n300m\t0:55\t", "500 r90s 400 r75s 300"),
    ("Reps\tDuration\tRecovery\n6\t3 min\t90 sec jog", times(6, "180s", "r90s")),
    ("Reps\tDistance (m)\tRest (s)\n6\t500\t90", times(6, "500", "r90s")),
    ("Rep 1: 500m\nRep 2: 400m\nRep 3: 300m\n90s between", "500 r90s 400 r90s 300"),
    ("Good morning runners!\nToday: 5 x 600m w/ 90s\nLet's go!! 🔥🔥", times(5, "600", "r90s")),
    (
        "Afternoon folks, here's Thursday's session: 5 x 600m, 90 secs recovery. Any questions shout. Tom x",
        times(5, "600", "r90s"),
    ),
    ("Session for 12/06: 5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("Thurs 12th June - 5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("Thurs 12th June 7pm Track\n5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("12th June\n5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("Wk 3 Day 2\n5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("Day 9: 5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("5 x 600m, 90s rec.\n\nTotal volume 3 km.", times(5, "600", "r90s")),
    ("5 x 600m, 90s rec. (About 3 km in all.)", times(5, "600", "r90s")),
    ("Volume: 3k\n5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("W/U 1.5 km\nM/S 5 x 600m, 90s rec\nC/D 1 km", "w1500 " + times(5, "600", "r90s") + " c1000"),
    ("Warm Up - 1.5 km\nMain - 5 x 600m, 90s rec\nWarm Down - 1 km", "w1500 " + times(5, "600", "r90s") + " c1000"),
    ("The main course: 5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("Workout of the week:\n5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("Tonight\n5 x 600m\nRec: 90s\nPace: 3k", times(5, "600", "r90s")),
    ("○ 5 x 600m, 90s rec\n○ 3 x 200m, 60s rec", times(5, "600", "r90s") + " ro " + times(3, "200", "r60s")),
    ("→ 5 x 600m, 90s rec\n→ 3 x 200m, 60s rec", times(5, "600", "r90s") + " ro " + times(3, "200", "r60s")),
    ("~ 5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("=== Track ===\n5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("## Track\n5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("__Main:__ 5 x 600m, 90s rec", times(5, "600", "r90s")),
    ('"5 x 600m, 90s rec"', times(5, "600", "r90s")),
    ("5 x 600m, 90s rec\n-- \nSent from my iPhone 13", times(5, "600", "r90s")),
    ("On 3 June 2024 at 09:12, Tom wrote:\n> 5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("From: Tom\nSent: 3 June 2024 09:12\nSubject: Tuesday\n\n5 x 600m, 90s rec", times(5, "600", "r90s")),
    ("5 x 600m, 90s rec\n\nThere were 14 of us, well done all.", times(5, "600", "r90s")),
    ("5 x 600m, 90s rec\nBring £3 and a torch; sunset is 16:05.", times(5, "600", "r90s")),
    ("5 x 600m, 90s rec. Temperature 4 degrees, so wrap up!", times(5, "600", "r90s")),
    ("5 x 600m, 90s rec\nMax HR 181", times(5, "600", "r90s")),
    ("5 x 600m, 90s rec\nRPE 8", times(5, "600", "r90s")),
    ("5 x 600m, 90s rec @jo @kim", times(5, "600", "r90s")),
    ("5 x 600m, 90s rec\nhttps://maps.app.goo.gl/abc123XYZ", times(5, "600", "r90s")),
    ("Do three rounds:\n1. 600m\n2. 90s rest\n3. 200m\n4. 3 min rest", times(3, "600 r90s 200", "r180s")),
    ("600m\n90s rest\n200m\n3 min rest\n\nRepeat the whole thing 3 times", times(3, "600 r90s 200", "r180s")),
    ("600m\n90s rest\n200m\n3 min rest\n\nx3", times(3, "600 r90s 200", "r180s")),
    ("Circuit x 3:\n600m\n90s rest\n200m\n3 min rest", times(3, "600 r90s 200", "r180s")),
    (
        "1. WU 10 min\n2. 600m @ 5k\n3. 90s jog\n4. Repeat steps 2-3 for 5 reps\n5. CD 5 min",
        "w600s " + times(5, "600", "r90s") + " c300s",
    ),
    (
        "1. WU 10 min\n2. 600m @ 5k\n3. 90s jog\n(repeat 2 and 3 x 5)\n4. CD 5 min",
        "w600s " + times(5, "600", "r90s") + " c300s",
    ),
    (
        "1. WU 10 min\n2. 600m @ 5k\n3. 90s jog\n4. Do steps 2 and 3 five times in total\n5. CD 5 min",
        "w600s " + times(5, "600", "r90s") + " c300s",
    ),
    (
        "Step 1 - WU 10 min\nStep 2 - 600m\nStep 3 - 90s jog\nStep 4 - repeat steps 2 to 3, 4 more times",
        "w600s " + times(5, "600", "r90s"),
    ),
    ("1. 600m\n2. 90s jog\n3. Go to step 1 and repeat 4 times", times(4, "600", "r90s")),
    ("2 min on, 1 min off for 24 minutes", times(8, "120s", "r60s")),
    ("2 min on / 1 min off x 24 minutes", times(8, "120s", "r60s")),
    ("2 min on / 1 min off until 24 minutes", times(8, "120s", "r60s")),
    ("24 min as 2 min on / 1 min off", times(8, "120s", "r60s")),
    ("Run 2 min, walk 1 min. Keep going for 24 min.", times(8, "120s", "r60s")),
    ("Run 3 min then walk 2 min. Do this 6 times.", times(6, "180s", "r120s")),
    (
        "Walk 5 mins to warm up. Then run 3 mins, walk 2 mins x 6. Walk 5 mins to cool down.",
        "w300s " + times(6, "180s", "r120s") + " c300s",
    ),
    (
        "Warm up: 5 min walk\n6 x (3 min run, 2 min walk)\nCool down: 5 min walk",
        "w300s " + times(6, "180s", "r120s") + " c300s",
    ),
    ("8 miles including the following:\n4 x 1 mile at 10k pace, 2 min jog", times(4, "1609", "r120s")),
    ("8 miles to include:\n4 x 1 mile at 10k pace, 2 min jog", times(4, "1609", "r120s")),
    ("Workout\tReps\tRecovery\n600m\t5\t90s", times(5, "600", "r90s")),
    ("Day\tSession\nTue\t5 x 600m, 90s", times(5, "600", "r90s")),
]

ASKED = [
    ("Group A: 5 x 900m, 2 min\nGroup B: 4 x 900m, 2 min", "different runners"),
    ("Beginners: 3 x 900m, 2 min\nAdvanced: 5 x 900m, 2 min", "different runners"),
    ("Option 1: 5 x 900m, 2 min\nOption 2: 30 min tempo", "different runners"),
    ("Option A - 5 x 900m, 2 min\nOption B - 10 x 200m, 45s", "different runners"),
    ("Monday: 5 x 900m, 2 min\nWednesday: 8 x 300m, 60s", "different days"),
    ("relay teams of 3: each runs 5 x 300m", "relay"),
    ("5 x 900m avec 2 min de récup entre les répétitions", "French"),
    ("Calentamiento de 12 minutos\nluego 5 x 900m con 2 min de descanso", "Spanish"),
    ("5 x 900 m com 2 min de descanso entre as repetições", "Portuguese"),
    ("5 x 900 m con 2 min di recupero tra le prove", "Italian"),
    ("5 x 900 m mit 2 min Pause zwischen den Läufen", "German"),
    ("5 x 900 m met 2 min rust tussen de herhalingen", "Dutch"),
    ("5 x 900 m med 2 min vila mellan varje", "Swedish"),
    ("5 x 900 m przerwa 2 min w truchcie między powtórzeniami", "Polish"),
    ("Repeat steps 2 and 9 five times\n1. 500m", "step"),
    ("1. 500m\n2. 100m jog\nRepeat steps 2-5 three times", "step"),
    ("500m\n100m jog\nrepeat for 21 minutes", "how often"),
    ("Mon - 6 x 500m, 90s\nThu - 30 min tempo", "different days"),
    ("Mon AM: 6 miles easy\nMon PM: 6 x 500m, 90s", "two halves of a day"),
    ("AM: 6 miles easy\nPM: 6 x 500m, 90s", "two halves of a day"),
    ("Tuesday\n6 x 500m, 90s\n\nThursday\n4 x 1k, 2 min", "different days"),
    ("Faster group: 6 x 500m, 90s\nSlower group: 5 x 500m, 90s", "different runners"),
    ("6 x 500m, 90s (beginners: 4 x 500m)", "runners"),
    ("Échauffement 15 min puis 6 x 500m, récupération 90s, retour au calme", "French"),
    ("6 x 500m con recuperación de 90 segundos", "Spanish"),
    ("Einlaufen 15 min, dann 6 x 500m mit 90 s Trabpause, danach Auslaufen", "German"),
    ("15 min inlopen, daarna 6 x 500m met 90 sec rust", "Dutch"),
    ("Option 1) 5 x 600m, 90s\nOption 2) 20 min tempo", "runners"),
    ("Either 5 x 600m, 90s\nor 20 min tempo", "or"),
    ("5 x 600m avec 90 s de repos", "French"),
    ("Aufwärmen 10 min\n5 x 600m zwischen den Läufen 90 s Trab", "German"),
    ("Opvarmning 10 min og 5 x 600m med 90 s pause", "Danish"),
    ("Rozgrzewka 10 min, potem 5 x 600m", "Polish"),
    ("5 x 600m, tomorrow is 4 x 1k", "another day"),
]


@pytest.mark.parametrize(("text", "reading"), READ)
def test_a_message_is_read_as_its_words_say(text: str, reading: str) -> None:
    assert " ".join(short(step) for step in parse(text).steps) == reading


@pytest.mark.parametrize(("text", "named"), ASKED)
def test_a_message_that_can_mean_two_things_is_asked_about(text: str, named: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert named.lower() in caught.value.message.lower()
    line = text.split("\n")[caught.value.line - 1]
    assert 1 <= caught.value.column <= caught.value.column + caught.value.width - 1 <= len(line)


@pytest.mark.parametrize("text", [text for text, _ in READ])
def test_a_message_says_the_same_when_it_is_remembered(text: str) -> None:
    memory = Memory()
    first = read(text, memory=memory)
    assert read(text, memory=memory) == first
    assert read(f"\n{text}", memory=memory)[0] is not None


@pytest.mark.parametrize(
    ("line", "chat"),
    [
        ("5 x 900m, see https://example.org/5x900", "https://example.org/5x900"),
        ("Call 07700 900123 or write to jo@example.org", "07700 900123"),
        ("4 x 300m, 60s. There are 3 coaches tonight.", "There are 3 coaches tonight."),
        ("Tue: 4 x 300m, 60s - see you at 6.30", "see you at 6.30"),
        ("slept 7 hours", "slept 7 hours"),
        ("[03/04/2023, 18:02] Jo: 4 x 300m", "[03/04/2023, 18:02] Jo:"),
    ],
)
def test_chat_is_told_in_its_place_and_everything_else_keeps_its_own(line: str, chat: str) -> None:
    bare, found = without_chat(line)
    assert len(bare) == len(line)
    assert chat in [line[start:end] for start, end in found]
    assert all(bare[at] == line[at] for at in range(len(line)) if not any(a <= at < b for a, b in found))


def test_what_is_no_part_of_the_session_is_said() -> None:
    parsed = parse("5 x 900m, 2 min\n3 coaches tonight, park at the gym")
    assert "line 2: '3 coaches tonight, park at the gym' is not part of the session" in parsed.assumptions


@pytest.mark.parametrize(("text", "_reading"), [*CLUBS, *WEEKS])
def test_a_rep_is_never_taken_for_chat(text: str, _reading: str) -> None:
    for line in text.split("\n"):
        bare, _ = without_chat(without_notes_of_mine(line))
        assert re.findall(r"\d+ ?x ?\d+", bare) == re.findall(r"\d+ ?x ?\d+", without_notes_of_mine(line))


def _english() -> list[str]:
    """All English texts that the tests and the bundled sessions have."""
    here = Path(__file__).parent
    root = here.parents[1]
    files = [*here.glob("test_notation_*.py"), *(root / "sessions").rglob("*.t*"), root / "README.md"]
    return [file.read_text(encoding="utf-8") for file in files if file.name != Path(__file__).name]


def test_no_english_text_is_taken_for_another_language() -> None:
    from trackclock.core.notation.message.languages import language_of

    lines = [line for text in _english() for line in text.split("\n")]
    assert len(lines) > 1_000
    assert [line for line in lines if language_of(line)] == []


def test_one_sentence_tells_of_another_language_and_how_to_write_it() -> None:
    with pytest.raises(NotationError) as caught:
        parse("5 x 900m avec 2 min de repos entre les courses")
    assert caught.value.message == (
        "this seems to be French, and only English is read; write it in English, such as 5 x 1000m with 2 min recovery"
    )
    assert candidates_of("5 x 900m avec 2 min de repos entre les courses", caught.value) == ()


def test_a_comment_is_left_out_and_a_number_behind_the_sign_is_not() -> None:
    assert parse("# 9 x 300m\n2 x 400m, 60s # easy ones").steps == parse("2 x 400m, 60s").steps
    assert [step.distance_mm for step in parse("Set #2: 300m").steps] == [300_000]


@pytest.mark.parametrize(
    ("text", "line", "piece"),
    [
        ("7 people came.\n3 x 300m with 5m rest", 2, "5m rest"),
        ("> 3 x 300m with 5m rest", 1, "5m rest"),
        ("a) 3 x 300m with 5m rest", 1, "5m rest"),
        ("Reps\tLength\tRest\n3\t300m\t60s recovry", 2, "recovry"),
    ],
)
def test_an_error_behind_chat_is_where_it_stands(text: str, line: int, piece: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    error = caught.value
    there = text.split("\n")[line - 1]
    assert (error.line, error.column) == (line, there.index(piece) + 1)


@pytest.mark.parametrize("mark", ["# ", "  # ", "#  ", "# # "])
@pytest.mark.parametrize(
    "remark",
    ["1:15", "2: 450m", "2 - 450m", "1) 450m", "3 x 450m, 60s", "- 450m", "w/u 2 km", ":", "(450m", "5 = 450m"],
)
def test_a_line_that_begins_with_the_sign_of_a_comment_is_one_whatever_it_says(mark: str, remark: str) -> None:
    plain = parse("2 x 350m, 60s").steps
    assert parse(f"{mark}{remark}\n2 x 350m, 60s").steps == plain
    assert parse(f"2 x 350m, 60s\n{mark}{remark}").steps == plain
