#!/bin/bash
# The processor is taken away: the program runs on one core, only when nobody else wants it (SCHED_IDLE), and somebody
# always does. Verdicts come later, and are the same.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 5 5 12 5 5
sed -i "s/early: -10, after_wrong/early: -10, countdown_seconds: 1, after_wrong/" "$contest/contest.yaml"
display_start
boxes_start 5
program_start
boxes_wait 5
act Enter
act '*' '*' 2 2 Enter # to the buzzer round
core=$(($(nproc) - 1))
taskset -a -c -p $core "$program" >/dev/null && chrt -a -i -p 0 "$program" || fail "no way to starve it"
starve() { # SECONDS
    taskset -c $core timeout "$1" bash -c 'while :; do :; done' &
    hog=$!
}
winner() { ask "select seat from press where verdict = 'won' order by entry desc limit 1"; }
worst=0
for pair in "4 2" "1 5" "3 4" "2 1"; do
    read -r first second <<<"$pair"
    act Enter
    phase_wait read
    act Enter
    phase_wait open
    starve 2
    press_now "$first"
    sleep 0.02
    press_now "$second"
    phase_wait answer
    [ "$(winner)" = "$first" ] || fail "starved: $(winner) won, $first was first"
    entry_wait "kind = 'press' and seat = $second and phase in ('answer', 'ruled') and seq > (select max(seq) from entry where kind = 'wake')"
    late=$(ask "select at_us - press_us from press p join entry e on e.seq = p.entry where verdict = 'won' order by entry desc limit 1")
    [ "$late" -gt "$worst" ] && worst=$late
    try + || act + # keys are taken too, in their time
    wait $hog 2>/dev/null
done
program_kill
"$leitai" log "$journal" >/dev/null || fail "a digest differs"
ok "on an idle priority beside a busy loop: 4 of 4 in true order, at the latest $((worst / 1000)) ms after the press"
