#!/bin/bash
# Real program, boxes on ptys: foul, two presses 30 ms apart, an unplugged box, a rebooted one, one that floods; lamps as
# the boxes received them.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 5 5 3 5 5
display_start
boxes_start 5 --log "$tmp/truth" --ppm=2=1500 --ppm=4=-1800
program_start
lamp() { # BOX: the last lamp frame that reached it, "on" or "off"
    awk -v b="$1" '$3 == b && $5 == "LAMP" { last = $0 } END { print last }' "$tmp/truth" |
        grep -q 'pattern=0' && echo off || echo on
}
ready() { # COUNT: that many boxes are live
    for _ in $(seq 160); do
        [ "$(ask "select count(*) from (select seat, value, max(seq) from entry where kind = 'box' group by seat) where value = 1")" = "$1" ] && return
        sleep 0.05
    done
    fail "boxes: $(ask "select seat, value, max(seq) from entry where kind = 'box' group by seat")"
}
winner() { ask "select seat || ' ' || margin_us from press where verdict = 'won' order by entry desc limit 1"; }
ready 5
act Enter
act '*' '*' 2 2 Enter # to the buzzer round
act Enter
act Enter # 3, 2, 1
sleep 0.5
press 5   # nobody has called go yet
phase_wait foul
act Enter
phase_wait open
echo "press 4" >&8
sleep 0.03
press 2
phase_wait answer
read -r seat margin <<<"$(winner)"
[ "$seat" = 4 ] || fail "$seat won, 4 was first"
sleep 0.1
[ "$(lamp 4)" = on ] || fail "the winner's lamp: $(grep LAMP "$tmp/truth" | tail -n 3)"
ok "foul, then 4 before 2 by $margin us, lamp on"
act -
act Enter
try Enter
echo "hangup 3 2" >&8 # while nobody may press
sleep 0.3
[ "$(ask "select value from entry where kind = 'box' and seat = 3 order by seq desc limit 1")" != 1 ] || fail "an unplugged box is not noticed"
act Enter
ready 5
ok "unplugged, told, and back by itself"
echo "reboot 1" >&8
echo "flood 2 1" >&8
sleep 1.6
alive "a flooding box"
while [ "$(phase)" != title ] && [ "$(phase)" != rules ]; do act . || break; done # undo leads back through all of it
ok "undone back to $(phase) with $(entries) entries"
program_kill
"$leitai" log "$journal" >/dev/null || fail "a digest differs"
