#!/bin/bash
# A box of somebody else's that prints lines of its own shape, with the real program: presses win, lamps are told in its own
# words, its cable is pulled and put back. Then the same with a keypad of the kernel's, where there is uinput.
. "$(dirname "$0")/lib/kit.bash"
cc=${CC:-cc}
$cc -std=c11 -D_GNU_SOURCE -O1 -Wall -Wextra -Werror tests/e2e/lib/line-box.c -o "$tmp/line-box" || fail "line-box.c"
contest_make
contest_shorten 5 5 3 5 5
port=$tmp/port
entry='  - {name: 串口盒, link: "tty:'$port'", kind: ascii, baud: 9600, seats: [1, 2], shapes: ["BTN-%n!*", "P:%c"],
     lamp_on: "L%n=1", lamp_off: "L%n=0", uncertainty_ms: 8}'
awk -v entry="$entry" '/- \{name: [12]号抢答器/ { if (!done++) print entry; next } { print }' "$contest/stage.yaml" >"$tmp/s"
mv "$tmp/s" "$contest/stage.yaml"
mkfifo "$tmp/orders"
"$tmp/line-box" "$port" "$tmp/heard" <"$tmp/orders" &
lines=$!
exec 9>"$tmp/orders"
say() { echo "say $1" >&9; }
display_start
boxes_start 5
program_start
boxes="$boxes $lines"
boxes_wait 5
heard() { grep -q "$1" "$tmp/heard"; }
last_win() { ask "select seat from press where verdict = 'won' order by entry desc limit 1"; }
next_open() { # to the next question whose buzzers are open, and as much later as a finger at least
    go_on
    sleep 0.05 # ±8 ms of a press must lie behind the go
}
go_on() {
    for _ in 1 2 3 4 5 6 7 8; do
        in_phase open && return
        in_phase count && { await in_phase open && return; }
        try Enter
    done
    in_phase open || fail "phase '$(phase)', wanted open"
}
act Enter
act '*' '*' 2 2 Enter # to the buzzer round
next_open
say 'hello world' # means nothing
say 'BTN-9!0'     # a button nobody has
say 'BTN-2!x7'
phase_wait answer
[ "$(last_win)" = 2 ] || fail "seat $(last_win) won"
wide=$(ask "select distinct hi_us - lo_us from press where seat = 2")
[ "$wide" = 16000 ] || fail "a press is uncertain by $wide us in all, 8 ms to each side were stated"
await heard 'L2=1' || fail "its lamp: $(cat "$tmp/heard")"
ok "a line of its own shape wins with ±8 ms, its lamp is lit in its own words"
act -
await heard 'L2=0' || fail "its lamp stays: $(cat "$tmp/heard")"
stood=$(ask 'select max(seq) from entry')
echo unplug >&9
entry_wait "kind = 'box' and seat = 1 and value <> 1 and seq > $stood"
entry_wait "kind = 'box' and seat = 2 and value <> 1 and seq > $stood"
"$leitai" log "$journal" | grep -q '2号 抢答器失联' || fail "it is not told"
echo plug >&9
boxes_wait 5
next_open
say 'P:A'
phase_wait answer
[ "$(last_win)" = 1 ] || fail "after the replug seat $(last_win) won"
ok "unplugged: told; plugged in again: it wins"
program_quit
[ "$status" -eq 0 ] || fail "status $status"
exec 9>&-

# -- a keypad of the kernel's
skip() {
    echo "skipped: keys of a kernel input device: $*"
    exit 0
}
[ -c /dev/uinput ] || skip "no /dev/uinput on this machine (modprobe uinput)"
[ -w /dev/uinput ] || skip "/dev/uinput may not be written"
$cc -std=c11 -D_GNU_SOURCE -O1 -Wall -Wextra -Werror tests/e2e/lib/key-pad.c -o "$tmp/key-pad" || fail "key-pad.c"
name="leitai e2e pad $$"
mkfifo "$tmp/keys"
"$tmp/key-pad" "$name" <"$tmp/keys" >"$tmp/pad.out" 2>&1 &
boxes="$boxes $!"
exec 9>"$tmp/keys"
await grep -q . "$tmp/pad.out"
grep -q ready "$tmp/pad.out" || skip "$(cat "$tmp/pad.out")"
node=$(grep -ls "$name" /sys/class/input/event*/device/name | head -n 1 | cut -d/ -f5)
await [ -r "/dev/input/$node" ] || skip "/dev/input/$node is not there or may not be read"
sed -i "s|tty:$port|evdev:name=$name|; s/kind: ascii/kind: evdev/" "$contest/stage.yaml"
sed -i '/^     lamp_on/d; s/, shapes: \["BTN.*/}/' "$contest/stage.yaml"
journal=$tmp/keys.journal
program_start
boxes_wait 5
act Enter
act '*' '*' 2 2 Enter
next_open
echo "press 2" >&9
phase_wait answer
[ "$(last_win)" = 2 ] || fail "key 2: seat $(last_win) won"
act -
stood=$(ask 'select max(seq) from entry')
echo unplug >&9
entry_wait "kind = 'box' and seat = 2 and value <> 1 and seq > $stood"
echo plug >&9
boxes_wait 5
ok "keys of a grabbed keypad win; unplugged, told, and back"
program_quit
