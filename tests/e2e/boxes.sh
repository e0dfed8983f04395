#!/bin/bash
# Real program, boxes on ptys: foul, two presses 30 ms apart, an unplugged box, a rebooted one, one that floods; lamps as
# the boxes received them.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 5 5 3 5 5
display_start
boxes_start 5 --ppm=2=1500 --ppm=4=-1800
program_start
lamp() { # BOX: the last lamp frame that reached it, "on" or "off"
    awk -v b="$1" '$3 == b && $5 == "LAMP" { last = $0 } END { print last }' "$tmp/truth" |
        grep -q 'pattern=0' && echo off || echo on
}
lamp_on() { [ "$(lamp "$1")" = on ]; }
winner() { ask "select seat || ' ' || margin_us from press where verdict = 'won' order by entry desc limit 1"; }
boxes_wait 5
act Enter
act '*' '*' 2 2 Enter # to the buzzer round
act Enter
act Enter # 3, 2, 1
phase_wait count
press 5   # nobody has called go yet
phase_wait foul
act Enter
phase_wait open
press_now 4
sleep 0.03
press 2
phase_wait answer
read -r seat margin <<<"$(winner)"
[ "$seat" = 4 ] || fail "$seat won, 4 was first"
await lamp_on 4 || fail "the winner's lamp: $(grep LAMP "$tmp/truth" | tail -n 3)"
ok "foul, then 4 before 2 by $margin us, lamp on"
act -
act Enter
try Enter
stood=$(ask 'select max(seq) from entry')
echo "hangup 3 2" >&8 # while nobody may press
entry_wait "kind = 'box' and seat = 3 and value <> 1 and seq > $stood"
act Enter
boxes_wait 5
ok "unplugged, told, and back by itself"
echo "reboot 1" >&8
echo "flood 2 1" >&8
sleep 1.6
alive "a flooding box"
while [ "$(phase)" != title ] && [ "$(phase)" != rules ]; do act . || break; done # undo leads back through all of it
ok "undone back to $(phase) with $(entries) entries"
program_kill
"$leitai" log "$journal" >/dev/null || fail "a digest differs"
