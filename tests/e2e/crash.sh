#!/bin/bash
# Shows killed at random instants: the engine with boxes on a good and on a failing disk, then the whole program in front
# of its windows. `make crash-test CYCLES=10000` does the first two for longer.
. "$(dirname "$0")/lib/kit.bash"
if [ -x "$build/tests/crash/crash" ]; then
    tests/crash/run "${build#"$PWD"/}" 24 || fail "something that was seen is lost"
else
    echo "skipped: the engine alone (make promises-build makes it)"
fi
contest_make
contest_shorten 5 5 3 5 5
display_start
boxes_start 5
seen=0
for kill in 1 2 3 4 5; do
    program_start
    now=$(entries)
    [ "$now" -ge "$seen" ] || fail "$seen entries were seen, $now are left"
    for _ in $(seq $((RANDOM % 12 + 1))); do
        key Enter + "$((RANDOM % 5 + 1))"
        press $((RANDOM % 5 + 1))
    done
    seen=$(entries)
    program_kill # between, or in the middle of, whatever it does with the last keys
done
"$leitai" log "$journal" >/dev/null || fail "a digest differs"
[ "$(entries)" -ge "$seen" ] || fail "entries are lost"
ok "the whole program killed 5 times: $(entries) entries, every digest equal"
