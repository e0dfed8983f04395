#!/bin/bash
# Somebody sets the computer's clock, the computer stands still, the computer sleeps, all of it in the middle of a
# question: the show's own time, press order and scores know nothing of the first; the others stop the clock, and no press
# is judged by a box clock learned before the sleep.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 5 5 12 5 5
sed -i "s/early: -10, after_wrong/early: -10, countdown_seconds: 1, after_wrong/" "$contest/contest.yaml"
display_start
boxes_start 5 --ppm=2=800 --ppm=4=-900
export LEITAI_CLOCKS=$tmp/clocks
printf '%-24d%-24d' 0 0 >"$LEITAI_CLOCKS"
clock_shift() { # wall|slept MICROSECONDS
    printf '%-24d' "$2" | dd of="$LEITAI_CLOCKS" bs=24 seek="$([ "$1" = wall ] && echo 0 || echo 1)" conv=notrunc status=none
}
preload=$build/tests/faults/clocks.so
[ -e "$preload" ] || fail "make promises-build makes $preload"
[ -n "$sanitized" ] && export ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0
program_start
boxes_wait 5

winner() { ask "select seat from press where verdict = 'won' order by entry desc limit 1"; }
last() { ask "select max(seq) from entry"; }
of_kind() { ask "select count(*) from entry where kind = '$1'"; }
said() { ask "select n.text from narration n join entry e on e.seq = n.entry where e.kind = '$1' order by e.seq desc limit 1"; }
scores_now() { ask 'select group_concat(seat || ":" || p) from (select seat, sum(points) p from ledger_now group by seat order by seat)'; }
question() { # a new one, buzzers open
    act Enter
    phase_wait read
    act Enter
    phase_wait open
}

act Enter
act '*' '*' 2 2 Enter # to the buzzer round
ok "boxes: $(ask "select count(distinct seat) from entry where kind = 'box' and value = 1")"

# 1. The clock is set while the buzzers are open: by NTP, by a day, and back again.
shift=0
for step in 500000 -500000 86400000000 -86400000000; do
    question
    shift=$((shift + step))
    before=$(last)
    clock_shift wall $shift
    entry_wait "kind = 'clock_set' and seq > $before"
    press_now 4
    press_now 2
    phase_wait answer
    [ "$(winner)" = 4 ] || fail "clock set by $step us: $(winner) won, 4 was first"
    late=$(ask "select at_us - press_us from press p join entry e on e.seq = p.entry where verdict = 'won' order by entry desc limit 1")
    [ "$late" -ge 0 ] && [ "$late" -lt 60000000 ] || fail "clock set by $step us: the press lies $late us before its entry"
    act +
    ok "clock set by $((step / 1000)) ms: $(said clock_set)"
done
[ "$(of_kind clock_set)" = 4 ] || fail "the clock was set 4 times, told $(of_kind clock_set) times"
[ "$(ask 'select count(*) from (select at_us - lag(at_us) over (order by seq) as d from entry) where d < 0')" = 0 ] ||
    fail "show time goes back"
[ "$(ask 'select count(*) from (select wall_us - lag(wall_us) over (order by seq) as d, kind from entry) where abs(d) > 80000000000')" = 2 ] ||
    fail "wall times jump elsewhere than where it is told"
[ "$(scores_now)" = 4:40.0 ] || fail "scores $(scores_now)"

# 2. The program stands still for 5 s while teams press: by the boxes' clocks 3 was first, and the window has not run out.
question
before=$(last)
kill -STOP "$program"
press_now 3
sleep 0.03
press_now 1
sleep 5
kill -CONT "$program"
phase_wait answer
[ "$(winner)" = 3 ] || fail "stood still for 5 s: $(winner) won, 3 was first"
found "kind = 'box' and value = 3 and seq > $before" && fail "boxes told as lost that nobody has listened to"
[ "$(of_kind standstill)" = 1 ] || fail "standstill told $(of_kind standstill) times"
ok "5 s of standstill: $(said standstill); 3 before 1 all the same"
act +

# 3. It stands still across the end of the window (10 s), less long than stops the clock: a press from before the end counts.
question
opened=$(ask "select at_us from entry where phase = 'open' order by seq desc limit 1")
wall=$(ask "select wall_us from entry where at_us = $opened order by seq limit 1")
until_end() { sleep "$(awk -v t="$((wall + 9600000 - shift))" -v now="$(date +%s%6N)" 'BEGIN { d = (t - now) / 1e6; print (d > 0 ? d : 0) }')"; }
until_end
if [ "$(phase)" = open ]; then
    kill -STOP "$program"
    press_now 5
    sleep 1
    kill -CONT "$program"
    phase_wait answer
    in_window=$(ask "select p.press_us - $opened < 10000000 from press p where verdict = 'won' order by entry desc limit 1")
    [ "$(winner)" = 5 ] && [ "$in_window" = 1 ] || fail "a press before the end of the window: $(winner) won"
    ok "pressed in the last half second, read after the end: it counts"
    act +
else
    echo "skipped: the machine was too busy to press in the last half second"
    phase_wait ruled
fi

# 4. The computer sleeps for 3 s with the answer clock running: it stands, boxes are learned anew, order is right again.
question
press_now 2
phase_wait answer
act Enter # the answer clock runs
sleep 0.3
before=$(last)
kill -STOP "$program"
press_now 1
sleep 3
clock_shift slept 3000000
kill -CONT "$program"
entry_wait "kind = 'standstill' and number = 1 and seq > $before"
ok "3 s of sleep: $(said standstill)"
act 0
said command | grep -q 继续计时 || fail "the clock did not stand after the sleep: $(said command)"
act +
question
press_now 5
sleep 0.02
press_now 3
phase_wait answer
[ "$(winner)" = 5 ] || fail "after the sleep $(winner) won, 5 was first"
[ "$(ask "select count(*) from press where verdict = 'won' and abs(press_us - (select at_us from entry where seq = press.entry)) > 60000000")" = 0 ] ||
    fail "a winner by an old clock"
act +
# 5. Asleep while the buzzers are open: what was pressed meanwhile has no time and does not count; the next press does.
question
before=$(last)
kill -STOP "$program"
press_now 4
sleep 2.2
clock_shift slept 5000000 # less than it stood, or the clock would go back
kill -CONT "$program"
entry_wait "kind = 'standstill' and seq > $before"
entry_wait "kind = 'press' and seat = 4 and seq > $before"
[ "$(phase)" = open ] || fail "a press made asleep is judged: $(phase)"
press_now 1
phase_wait answer
[ "$(winner)" = 1 ] || fail "after a sleep with open buzzers $(winner) won"
ok "pressed while asleep: $(ask "select n.text from narration n join entry e on e.seq = n.entry where e.seq > $before and e.kind = 'press' and e.seat = 4")"
act +
program_quit
[ "$status" -eq 0 ] || fail "status $status"
"$leitai" log "$journal" >/dev/null || fail "a digest differs"
"$leitai" verify "$journal" >"$tmp/verify" || fail "$(cat "$tmp/verify")"
[ "$(grep -c '睡眠\|停顿\|拨' "$tmp/run.err")" = 0 ] || fail "$(cat "$tmp/run.err")"
ok "$(entries) entries, $(scores_now), every digest equal"
