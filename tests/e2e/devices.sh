#!/bin/bash
# leitai devices: the boxes of a contest with identity and clock, presses as they come, a box that hangs up.
. "$(dirname "$0")/lib/kit.bash"
contest_make
mkfifo "$tmp/orders"
exec 8<>"$tmp/orders"
"$build/leitai-box" --boxes 9 --buttons 2 --ppm 3=4000 --link "$tmp/boxes" --quiet <&8 >/dev/null 2>&1 &
boxes=$!
await [ -e "$tmp/boxes/box9" ] || fail "leitai-box does not start"
heard() { # WHAT PATTERN
    await grep -q "$2" "$tmp/devices.out" && ok "$1" && return
    cat "$tmp/devices.out"
    fail "$1"
}
"$leitai" devices "$contest" --watch >"$tmp/devices.out" 2>"$tmp/run.err" &
program=$!
heard "table and hint" "Ctrl+C"
heard "a box with its identity and crystal" "0000001000000003  1.0.0 .*+[34][0-9][0-9][0-9] ppm .*就绪"
heard "a missing box says why" "^  10 .*没有这个设备"
echo "press 2" >&8
heard "a press with box, button, seat and uncertainty" "第 2 盒 .*第 1 键  2号  ±"
echo "press 4.2" >&8
heard "a button nobody has" "第 4 盒 .*第 2 键  没有台号"
echo "hangup 6 1" >&8
heard "unplugged: told at once" "第 6 盒 .*失联  已拔出"
heard "plugged in again" "第 6 盒 .*就绪$"
kill -INT $program
wait $program
status=$?
program=''
[ $status -eq 1 ] || fail "status $status: one box was missing, that is 1"
ok "ends with Ctrl+C"
"$leitai" devices "$contest" --json >"$tmp/devices.json" 2>"$tmp/run.err"
[ $? -eq 1 ] || fail "--json: status"
grep -q '"number": 3, .*"kind": "protocol", "state": "live", .*"seats": \[3\], .*"uid": "0000001000000003"' "$tmp/devices.json" &&
    grep -q '"number": 10, .*"state": "absent", "cause": "absent"' "$tmp/devices.json" &&
    tail -n 1 "$tmp/devices.json" | grep -q '"trouble": true}' || fail "--json: $(cat "$tmp/devices.json")"
ok "the same for a program"
