#!/bin/bash
# Somebody hammers on keypad and buttons through a whole final: nothing crashes, the journal is whole and tells the same
# again, and undone to the beginning the show is what it was. SEED=n and SHOWS=n play others and more.
. "$(dirname "$0")/lib/kit.bash"
seed=${SEED:-2022}
finals=(config/zunyi-final tests/replays/outside/*/)

# 2000 steps: mostly what a host presses, some of everything else; presses that arrive late, boxes that come and go
show() { # SEED STEPS SEATS
    awk -v seed="$1" -v steps="$2" -v seats="$3" 'BEGIN {
        srand(seed)
        n = split("Enter Enter Enter Enter Enter Enter Enter + + + - - 1 2 3 4 5 6 7 8 9 0 . * / Num", key, " ")
        for (i = 0; i < steps; i++) {
            gap = rand() < 0.15 ? rand() * 12 : rand() < 0.3 ? 0.0005 : rand()
            t += gap
            seat = 1 + int(rand() * seats)
            r = rand()
            if (r < 0.72)
                printf "%.4f key %s\n", t, key[1 + int(rand() * n)]
            else if (r < 0.88)
                printf "%.4f press %d\n", t, seat
            else if (r < 0.92)
                printf "%.4f press %d at %.4f\n", t, seat, (t > 1 ? t - rand() * rand() : 0)
            else
                printf "%.4f %s %d\n", t, r < 0.94 ? "hold" : r < 0.97 ? "release" : r < 0.98 ? "unplug" : "plug", seat
        }
        printf "%.4f wait\n", t + 1
    }'
}
# As above without what undo leaves alone: screens, sound, buttons and boxes; then back through all of it
there_and_back() { # SEED STEPS
    show "$1" "$2" 10 | grep -Ev 'hold|release|plug|key (/|Num|\*|5|9)$'
    for _ in $(seq "$2"); do echo "+0.01 command undo"; done
}
digest() { sed -n 's/.*"digest": *"\([^"]*\)".*/\1/p' "$1" | tail -n 1; }

for ((i = 0; i < ${SHOWS:-4}; i++)); do
    s=$((seed + i))
    final=${finals[i % ${#finals[@]}]}
    seats=$(grep -c 'seat:' "$final/contest.yaml")
    show $s 2000 "$seats" >"$tmp/random.script"
    rm -f "$journal"*
    "$leitai" play "$final" "$tmp/random.script" --journal "$journal" --json >"$tmp/played" 2>"$tmp/run.err" ||
        fail "play of $final, SEED=$s: $(tail -n 1 "$tmp/played")"
    "$leitai" log "$journal" --json >"$tmp/logged" 2>"$tmp/run.err" || fail "log of $final, SEED=$s"
    [ -n "$(digest "$tmp/played")" ] || fail "no digest"
    [ "$(digest "$tmp/played")" = "$(digest "$tmp/logged")" ] || fail "log ends elsewhere: $final, SEED=$s"
    "$leitai" verify "$journal" >"$tmp/verified" 2>"$tmp/run.err" || fail "verify of $final, SEED=$s"
done
ok "$i random shows from SEED=$seed: $(sed -n 's/.*：\([0-9]* 条\).*/\1/p' "$tmp/verified") in the last"

echo '1 wait' >"$tmp/nothing.script"
"$leitai" play config/zunyi-final "$tmp/nothing.script" --json >"$tmp/played" 2>"$tmp/run.err" || fail "play of nothing"
start=$(digest "$tmp/played")
for ((i = 0; i < 2; i++)); do
    s=$((seed + i))
    there_and_back $s 500 >"$tmp/back.script"
    "$leitai" play config/zunyi-final "$tmp/back.script" --json >"$tmp/played" 2>"$tmp/run.err" ||
        fail "undo of everything, SEED=$s"
    [ "$(digest "$tmp/played")" = "$start" ] || fail "undone to the beginning, not as at the beginning: SEED=$s"
done
ok "500 steps undone, twice: the state is as at the start"
