#!/bin/bash
# Two demonstrations on one machine at the same time, as they are written: each has virtual boxes of its own, and what is
# pressed in one is not pressed in the other. Nothing is left behind.
. "$(dirname "$0")/lib/kit.bash"
export XDG_RUNTIME_DIR=$tmp/runtime
mkdir -m 700 "$XDG_RUNTIME_DIR"
display_start
pids=()
for seat in 3 4; do
    cp -r config/zunyi-final "$tmp/show$seat"
    rm -rf "$tmp/show$seat/journal"
    { # often enough for a machine on which the boxes take long to be there
        echo "3 press $seat"
        for _ in 1 2 3 4 5 6 7 8; do echo "+1 press $seat"; done
        echo "+2 wait"
    } >"$tmp/script$seat"
    "$leitai" run "$tmp/show$seat" --windowed --size 640x360 --virtual-boxes 10 --script "$tmp/script$seat" \
        --journal "$tmp/journal$seat" 2>"$tmp/err$seat" &
    pids+=($!)
done
program=${pids[*]}
folders() { [ "$(ls -d "$XDG_RUNTIME_DIR"/leitai-boxes-* 2>/dev/null | wc -l)" -eq "$1" ]; }
await folders 2 || fail "folders of boxes: $(ls "$XDG_RUNTIME_DIR")"
ok "a folder of boxes for each"
for pid in "${pids[@]}"; do
    wait "$pid" || fail "status $?: $(cat "$tmp"/err?)"
done
program=''
for seat in 3 4; do
    journal=$tmp/journal$seat
    seats=$(ask "select group_concat(distinct seat) from entry where kind = 'press'")
    [ "$seats" = "$seat" ] || fail "show $seat was pressed by seats '$seats': $(cat "$tmp/err$seat")"
done
ok "each hears its own presses, no others"
await folders 0 || fail "left behind: $(ls -R "$XDG_RUNTIME_DIR")"
ok "nothing is left behind"
