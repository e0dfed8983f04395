#!/bin/bash
# The same show on Wayland: a nested Weston with two displays, the audience's unplugged, then the server gone.
. "$(dirname "$0")/lib/kit.bash"
if ! command -v weston >/dev/null; then
    ok "not run: there is no weston (sudo apt-get install weston)"
    exit 0
fi
contest_make
display_start
${CC:-cc} -o "$tmp/unplug" tests/e2e/lib/unplug.c -lX11 || fail "unplug.c does not compile"
mkdir -m 700 "$tmp/run"
export XDG_RUNTIME_DIR=$tmp/run
weston --backend=x11-backend.so --width=1280 --height=720 --output-count=2 --use-pixman --socket=stage >"$tmp/weston.log" 2>&1 &
weston=$!
program=$weston # ends with the script if anything fails
await [ -e "$tmp/run/stage" ] || fail "weston does not start: $(tail -n 1 "$tmp/weston.log")"
second() { # the window of that display
    local w
    for w in $(xdotool search --name '' 2>/dev/null); do
        [[ $(xdotool getwindowname "$w" 2>/dev/null) == *screen1 ]] && echo "$w" && return
    done
    return 1
}
await second >/dev/null || fail "weston has no second display"

cat >"$tmp/show.script" <<'SCRIPT'
1     key Enter
+1    key Enter
+0.5  shot drawn
+600  wait
SCRIPT
mkdir "$tmp/shots"
# What SDL holds of a server that is gone it can't give back.
ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0 WAYLAND_DISPLAY=stage SDL_VIDEODRIVER=wayland LANGUAGE=en "$leitai" run "$contest" --journal "$journal" \
    --script "$tmp/show.script" --shots "$tmp/shots" 2>"$tmp/run.err" &
program="$! $weston"
await [ -s "$tmp/shots/drawn-audience.png" ] || fail "no picture"
told() { grep -q "$1" "$tmp/run.err"; }
told '画面丢失\|was lost' && fail "the screens are not drawn"
ok "both screens are drawn"

"$tmp/unplug" "$(second)"
await told '断开' || fail "the unplugged display is not told"
sleep 1
kill -0 "${program% *}" 2>/dev/null || fail "the show ended with the display"
ok "the audience's display unplugged: $(grep -c . "$tmp/run.err") lines on stderr, the show goes on"

kill -9 "$weston"
wait "$weston" 2>/dev/null
program=${program% *}
await ended || fail "the program waits for a display server that is gone"
wait "$program"
status=$?
program=''
[ $status -eq 1 ] && told '重新启动' || fail "status $status"
"$leitai" log "$journal" >/dev/null || fail "a digest differs"
ok "the display server died: told, ended, the journal is whole"
