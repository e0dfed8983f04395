#!/bin/bash
# kill -9 in the middle of each phase, start again: same scores, same phase, the clock standing where it was, and the
# same way back: `.` undoes the step that it would have undone.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 5 5 3 5 5
display_start
boxes_start 5
program_start

state() { ask 'select phase, ledger_count from entry order by seq desc limit 1'; }
points() { # score of each seat by the ledger
    ask 'select group_concat(seat || ":" || p) from (select seat, sum(points) p from ledger_now group by seat order by seat)'
}
kills=0
# Kills, starts again, compares; then undoes and compares with the state before the last undoable step ($1).
die_here() { # STATE-BEFORE-LAST-STEP
    local was now score
    was=$(state) score=$(points)
    before=$(entries)
    program_kill
    "$leitai" log "$journal" >/dev/null || fail "killed in $was: a digest differs"
    [ "$(entries)" -ge "$before" ] || fail "killed in $was: entries lost"
    program_start
    entry_wait "seq > $before and kind = 'resume'"
    now=$(state)
    [ "$now" = "$was" ] || fail "killed in $was, started again in $now"
    [ "$(points)" = "$score" ] || fail "killed in $was with $score, started again with $(points)"
    kills=$((kills + 1))
    act .
    now=$(state)
    [ "$now" = "$1" ] || fail "undo after a kill in $was leads to $now, not to $1"
    act '*' 7 # and redo leads back
    [ "$(state)" = "$was" ] || fail "redo after a kill leads to $(state), not to $was"
}
# A step of the host, then a kill in the state it led to.
step_and_die() { # KEYS...
    local from
    from=$(state)
    act "$@"
    die_here "$from"
    ran="$ran $(phase)"
}
ran=''
step_and_die Enter # rules
step_and_die Enter # read
step_and_die Enter # answer, the clock runs
step_and_die +     # ruled
act '*' '*' 1 1    # the round ends early
step_and_die Enter # rules of the buzzer round
act Enter          # read
step_and_die Enter # countdown
act Enter          # it goes on
phase_wait open
program_kill
program_start
[ "$(phase)" = open ] || fail "killed while armed, started again in $(phase)"
kills=$((kills + 1))
boxes_wait 5 "(select max(seq) from entry where kind = 'resume')" # found again
act 0 # the clock goes on
press 3
phase_wait answer
[ "$(ask "select seat from press where verdict = 'won' order by entry desc limit 1")" = 3 ] || fail "3 did not win"
program_kill
program_start
[ "$(phase)" = answer ] || fail "killed after a press, started again in $(phase)"
kills=$((kills + 1))
step_and_die -         # ruled, points taken
act '*' '*' 1 1
die_here "$(ask "select phase, ledger_count from entry where phase = 'ruled' order by seq desc limit 1")" # standings of the round
ok "$kills kills in:$ran count open answer; $(entries) entries, $(points)"
program_quit
"$leitai" verify "$journal" >"$tmp/verify" || fail "$(cat "$tmp/verify")"
