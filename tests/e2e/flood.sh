#!/bin/bash
# Keys and presses without end: 2,000 keys as fast as the display server takes them while all five boxes hammer. Each is
# taken or said to mean nothing, nothing grows, and the show goes on.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 5 5 3 5 5
display_start
boxes_start 5
program_start
boxes_wait 5
act Enter
act '*' '*' 2 2 Enter # to the buzzer round
act Enter
rss() { sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$program/status"; }
handles() { ls "/proc/$program/fd" | wc -l; }
threads() { ls "/proc/$program/task" | wc -l; }
before=$(entries) had_handles=$(handles) had_threads=$(threads) had_rss=$(rss)
for box in 1 2 3 4 5; do echo "flood $box 2" >&8; done
# XTEST, no delay: what a keyboard with a stuck key would send, a hundred times as fast
began=$(date +%s%3N)
for _ in $(seq 20); do
    xdotool key --delay 0 $(for _ in $(seq 20); do echo "${code[1]} ${code[.]} ${code[7]} ${code[+]} ${code[9]}"; done)
done
took=$(($(date +%s%3N) - began))
alive "in the flood"
calm() { # nothing new for half a second: all of it has been dealt with
    local had
    had=$(entries)
    sleep 0.5
    [ "$(entries)" = "$had" ]
}
await calm || fail "the flood does not end"
act Num # and the host's next key is taken at once
act Num
[ "$(handles)" -le $((had_handles + 4)) ] && [ "$(threads)" -le $((had_threads + 2)) ] ||
    fail "descriptors $had_handles → $(handles), threads $had_threads → $(threads)"
grown=$(($(rss) - had_rss))
[ -n "$sanitized" ] || [ $grown -lt 40000 ] || fail "grown by $grown kB"
presses=$(ask "select count(*) from entry where kind = 'press' and seq > $before")
felt=$(grep -c ' press ' "$tmp/truth")
[ "$presses" -gt 0 ] || fail "no press of $felt has arrived"
# The same key held down for 2 s: one press, whatever the auto-repeat says.
had=$(commands)
xdotool keydown "${code[0]}"
sleep 2
xdotool keyup "${code[0]}"
sleep 0.3
[ $(($(commands) - had)) -le 1 ] || fail "a key held down is $(($(commands) - had)) presses"
program_kill
"$leitai" log "$journal" >/dev/null || fail "a digest differs"
"$leitai" verify "$journal" >"$tmp/verify" || fail "$(cat "$tmp/verify")"
ok "2000 keys in $took ms while 5 boxes hammer: $(($(entries) - before)) entries, $presses presses of $felt, $grown kB more; every digest equal"
