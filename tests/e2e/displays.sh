#!/bin/bash
# Two displays that are really plugged and unplugged: an X server with RandR outputs on a card that isn't there. The
# audience window is where stage.yaml wants it, goes with its display, and comes back with it.
. "$(dirname "$0")/lib/kit.bash"
driver=$(find /usr/lib/xorg/modules/drivers -name dummy_drv.so 2>/dev/null)
if [ -z "$driver" ] || ! command -v Xorg >/dev/null || ! command -v xrandr >/dev/null; then
    echo "skipped: displays that are unplugged (no Xorg with its dummy driver, or no xrandr here)"
    exit 0
fi
contest_make
contest_shorten 4 2 2 2 1
cat >"$tmp/xorg.conf" <<'X'
Section "ServerFlags"
    Option "AutoAddDevices" "false"
    Option "AutoEnableDevices" "false"
    Option "DontVTSwitch" "true"
EndSection
Section "Device"
    Identifier "card"
    Driver "dummy"
    VideoRam 256000
EndSection
Section "Monitor"
    Identifier "monitor"
    HorizSync 5.0-1000.0
    VertRefresh 5.0-200.0
EndSection
Section "Screen"
    Identifier "screen"
    Device "card"
    Monitor "monitor"
    DefaultDepth 24
    SubSection "Display"
        Depth 24
        Virtual 4000 2000
    EndSubSection
EndSection
X
number=$((100 + RANDOM))
Xorg ":$number" -config "$tmp/xorg.conf" -logfile "$tmp/xorg.log" -noreset -nolisten tcp -sharevts -novtswitch \
    >"$tmp/xorg.out" 2>&1 &
xvfb=$!
export DISPLAY=:$number
unset WAYLAND_DISPLAY
answers() { ! kill -0 "$xvfb" 2>/dev/null || xrandr >/dev/null 2>&1; }
await answers
if ! xrandr >"$tmp/outputs" 2>&1 || ! grep -q '^DUMMY1' "$tmp/outputs"; then
    echo "skipped: displays that are unplugged (this Xorg does not start here: $(grep -m 1 EE "$tmp/xorg.out"))"
    exit 0
fi
# The server looks whether an output is connected when it is asked to, as a desktop asks at a plug.
probe() { xrandr >/dev/null; }
plug() {
    xrandr --output DUMMY0 --mode 1280x720 --pos 0x0 --primary --output DUMMY1 --mode 1920x1080 --pos 1280x0
    probe
}
unplug() { xrandr --output DUMMY1 --off; }
setxkbmap -rules evdev -model pc105 -layout us # key codes as everywhere else
xrandr --addmode DUMMY1 1920x1080
plug || fail "no second display: $(cat "$tmp/outputs")"
# the names of the wall and the laptop are on the outputs, not on the order of plugging in
sed -i '/^displays:/d' "$contest/stage.yaml"
echo 'displays: {audience: dummy1, operator: DUMMY0}' >>"$contest/stage.yaml"
"$leitai" run "$contest" --journal "$journal" 2>"$tmp/run.err" &
program=$!
window_wait
place() { # WINDOW: "x y w h" where it is seen, nothing when it isn't
    xdotool search --onlyvisible --class leitai 2>/dev/null | grep -qx "$1" || return
    xdotool getwindowgeometry --shell "$1" | sed -nE 's/^(X|Y|WIDTH|HEIGHT)=//p' | tr '\n' ' '
}
is_at() { [ "$(place "$1")" = "$2" ]; }
for id in $(xdotool search --class leitai); do is_at "$id" "1280 0 1920 1080 " && audience=$id || operator=$id; done
await is_at "$audience" "1280 0 1920 1080 " || fail "the audience window is not on DUMMY1: $(place "$audience")"
await is_at "$operator" "0 0 1280 720 " || fail "the operator window is not on DUMMY0: $(place "$operator")"
focus
act Enter
ok "each window on the output that stage.yaml names"
told() { [ "$(grep -c "^leitai: 显示器“DUMMY1”$1" "$tmp/run.err")" = "$2" ]; }
gone() { [ -z "$(place "$audience")" ]; }
for n in 1 2; do
    unplug
    await gone || fail "the audience window stays though its display is gone: $(place "$audience")"
    await told 断开了 $n || fail "not told: $(cat "$tmp/run.err")"
    is_at "$operator" "0 0 1280 720 " || fail "the operator window has moved: $(place "$operator")"
    focus # no window manager gives it
    act 9
    if [ $n = 1 ]; then plug; else xrandr --output DUMMY1 --mode 1024x768 --pos 1280x0 && probe; fi
    await told 已恢复 $n || fail "not told: $(cat "$tmp/run.err")"
    size=$([ $n = 1 ] && echo 1920 1080 || echo 1024 768)
    await is_at "$audience" "1280 0 $size " || fail "after the replug: $(place "$audience")"
    focus # no window manager gives it
    act 9
done
ok "unplugged, told, keys go on, plugged in again, with another resolution, too"
plug
await is_at "$audience" "1280 0 1920 1080 " || fail "a new resolution is not followed: $(place "$audience")"
ok "another resolution is followed"
focus
xdotool key F2
seen() { [ "$(xdotool search --onlyvisible --class leitai | wc -l)" = "$1" ]; }
await seen 4 || fail "F2 does not name the displays"
await seen 2 || fail "the names stay"
focus
act 9
xdotool key F3
await is_at "$audience" "0 0 1280 720 " || fail "F3 does not move the audience window: $(place "$audience")"
xdotool key F3
await is_at "$audience" "1280 0 1920 1080 " || fail "F3 does not move it back: $(place "$audience")"
alive "at the end"
program_quit
[ "$status" -eq 0 ] || fail "ends with $status"
ok "displays named by F2, the audience window moved by F3"
