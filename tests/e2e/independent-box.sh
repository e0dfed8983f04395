#!/bin/bash
# A box written from PROTOCOL.md alone, on a pty, in a show of the real program: an early press, a lost frame, a cable
# pulled and put back with a press in between, a restart. Who won is read from the journal, the lamp at the box.
. "$(dirname "$0")/lib/kit.bash"
box=$tmp/independent-box
cc -std=c11 -O1 -Wall -Wextra -Werror tests/independent/*.c -o "$box" || fail "tests/independent does not compile"
"$box" --vectors tests/vectors/protocol.txt >"$tmp/vectors" || fail "$(cat "$tmp/vectors")"
ok "$(cat "$tmp/vectors")"

"$leitai" new "$contest" >/dev/null || fail "leitai new"
sed -i "s|^boxes: .*|boxes:\n  - {name: independent, link: \"tty:$tmp/buzzer\", seats: [1, 2, 3, 4]}|" "$contest/stage.yaml"
# only the buzzer round
awk '/^[^ #]/ { rounds = /^rounds:/ } rounds && /^  - / { keep = 0 } rounds && /^  - name: 抢答/ { keep = 1 }
    !rounds || /^rounds:/ || keep' "$contest/contest.yaml" >"$tmp/contest.yaml"
mv "$tmp/contest.yaml" "$contest/contest.yaml"

mkfifo "$tmp/fingers"
"$box" "$tmp/buzzer" 4 <"$tmp/fingers" >"$tmp/truth" 2>&1 &
boxes=$!
exec 8>"$tmp/fingers"
finger() { echo "$*" >&8; } # buttons count from 0 here, seats from 1
shows() { [ "$(grep -cE "$2" "$tmp/truth")" -ge "$1" ]; }
told() { # COUNT PATTERN: so many lines of the box show it
    await shows "$@" || fail "the box: no '$2'; $(grep -v SYNC "$tmp/truth" | tail -n 5)"
}
won() { # SEAT NTH
    phase_wait answer
    local seat
    seat=$(ask "select seat from press where verdict = 'won' order by entry desc limit 1")
    [ "$seat" = "$1" ] || fail "$seat won, $1 was first"
    told "$2" "^lamp $(($1 - 1)) on"
}
right_and_on() { # to the next countdown
    act +
    for _ in 1 2 3 4 5; do
        case $(phase) in count | open) return ;; esac
        try Enter
    done
    fail "no countdown, phase '$(phase)'"
}

display_start
program_start
boxes_wait 4
[ "$(grep -c '> HELLO' "$tmp/truth")" -ge 1 ] || fail "no HELLO"
act Enter
act Enter
act Enter # 3, 2, 1
phase_wait count
finger press 2
phase_wait foul
told 1 '^lamp 2 on'
ok "live; the early press of 3 is a foul"

act Enter
phase_wait open
finger drop
finger press 1
won 2 1
told 1 'lost > PRESS'
told 1 'REPEAT .*button 1 '
ok "the press of 2 wins although its frame was lost; lamp on"

right_and_on
phase_wait open
finger unplug
sleep 0.1 # a fence stamped a moment ahead is past before anybody presses: no finger is as quick as two lines of a pipe
finger press 3
told 1 '> PRESS .*button 3 '
sleep 0.3
finger press 1
boxes_wait 0
finger plug
won 4 1
boxes_wait 4
ok "pressed while unplugged: 4 wins by its true time"

right_and_on
finger restart
told 2 'ev_first 1 '
boxes_wait 4
phase_wait open
finger press 2
won 3 2
ok "restarted, and 3 wins"

! grep -q 'broken frame' "$tmp/truth" || fail "$(grep 'broken frame' "$tmp/truth" | head -n 3)"
program_kill
"$leitai" log "$journal" >"$tmp/log" || fail "leitai log"
for line in '3号 早于口令' '2号 抢到' '4号 抢到' '2号 晚 0' '3号 抢到'; do
    grep -q "$line" "$tmp/log" || fail "leitai log without '$line': $(cat "$tmp/log")"
done
ok "leitai log tells the foul, three winners and the late press"
