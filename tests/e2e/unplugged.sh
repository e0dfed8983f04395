#!/bin/bash
# Every box is gone at once in the middle of an open question (the hub's plug is pulled): the operator is told which seats,
# the host gives the answer by hand, and when the boxes are back the next press counts.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 5 5 6 5 5
sed -i "s/early: -10, after_wrong/early: -10, countdown_seconds: 1, after_wrong/" "$contest/contest.yaml"
display_start
boxes_start 5
program_start
boxes_wait 5
act Enter
act '*' '*' 2 2 Enter # to the buzzer round
act Enter
act Enter
phase_wait open
before=$(ask 'select max(seq) from entry')
kill -9 "$boxes"
wait "$boxes" 2>/dev/null
boxes=''
gone() { [ "$(ask "select count(distinct seat) from entry where kind = 'box' and value = 3 and seq > $before")" = 5 ]; }
await gone || fail "lost are told: $(ask "select group_concat(seat) from entry where kind = 'box' and value = 3 and seq > $before")"
alive "all boxes gone"
act 8 3 Enter # by hand
phase_wait answer
act +
[ "$(ask "select seat from ledger order by entry desc limit 1")" = 3 ] || fail "3 was given the answer and has no points"
act Enter
act Enter
phase_wait open
back=$(ask 'select max(seq) from entry')
rm -rf "$tmp/boxes" "$tmp/truth"
boxes_start 5
boxes_wait 5 "$back"
press 2
phase_wait answer
[ "$(ask "select seat from press where verdict = 'won' order by entry desc limit 1")" = 2 ] || fail "the boxes are back and 2 did not win"
act +
program_quit
[ "$status" -eq 0 ] || fail "status $status"
"$leitai" verify "$journal" >"$tmp/verify" || fail "$(cat "$tmp/verify")"
ok "5 boxes gone in an open question: told, 3 by hand, back, 2 by its button; $(entries) entries"
