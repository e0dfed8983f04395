#!/bin/bash
# The sound of a show: the test pattern's beep, the roll and the hit as they reach the device; a sound server that is
# killed, hung and started again in the middle of it.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 4 2 2 2 1
display_start
server=''
trap '[ -n "$server" ] && kill -9 $server 2>/dev/null; clean_up' EXIT

# What the driver that writes to a file has been given: stereo, 16 bit, 48 kHz. Prints the frames in which a sound
# begins after a tenth of a second of silence, with the loudest sample of the 20 ms that follow.
onsets() {
    od -An -v -t d2 -w4 "$1" | awk '{
        v = $1 < 0 ? -$1 : $1
        if (v > 200) {
            if (NR - last > 4800) { if (n) print n, peak; n = NR; peak = 0 }
            last = NR
        }
        if (n && NR - n < 960 && v > peak) peak = v
    } END { if (n) print n, peak }'
}
beeps() { # FILE: onsets as loud as the beep is made (-9 dB, at volume 80)
    onsets "$1" | awk '$2 > 8000 { n++ } END { print n + 0 }'
}
beeped() { [ "$(beeps "$tmp/heard")" -ge "$1" ]; }
screen() { ask "select value from entry where kind = 'command' and command = 'screen' order by seq desc limit 1"; }

# ---- the test pattern, from the title and in the middle of a question
export SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE=$tmp/heard
program_start
act 3
await beeped 3 || fail "the test pattern has no beep: $(onsets "$tmp/heard" | tail -n 3)"
first=$(onsets "$tmp/heard" | awk '$2 > 8000' | head -n 1)
gap=$(onsets "$tmp/heard" | awk '$2 > 8000 { if (at) print $1 - at; at = $1 }' | sort -n | head -n 1)
[ "$gap" -gt 24000 ] || fail "beeps $gap samples apart"
act 3
ok "a beep with each flash, from sample ${first% *} on"
for _ in $(seq 60); do
    in_phase open && break
    if in_phase answer; then act + || true; else try Enter || true; fi
    in_phase count && phase_wait open
done
in_phase open || fail "no buzzer opens: $(phase)"
before=$(beeps "$tmp/heard")
key '*' '*' '*'
act 5
await beeped $((before + 3)) || fail "the test pattern over an open buzzer has no beep"
in_phase open || in_phase ruled || fail "the test pattern changes the phase to $(phase)"
key '*' '*' '*'
act 5
ok "the test pattern over an open buzzer, and back in phase $(phase)"
program_quit
[ "$status" -eq 0 ] || fail "ends with $status"

# ---- the roll, held by the host; black and whatever key comes next end it
rm -f "$journal"* "$tmp/heard"
program_start
last_second() { # how many of its fifty parts are heard
    tail -c 192000 "$tmp/heard" | od -An -v -t d2 -w4 | awk '
        ($1 > 200 || $1 < -200) { heard[int(NR / 960)] = 1 } END { for (i in heard) n++; print n + 0 }'
}
rolling() { [ "$(last_second)" -ge 48 ]; }
silent() { [ "$(last_second)" -eq 0 ]; }
act Enter
key '*' '*' 1
act 1
phase_wait round_end
for ends in 4 Num; do
    await silent || fail "it is not silent before the roll"
    key 4
    await rolling || fail "no roll: $(last_second) parts of 50"
    key "$ends"
    await silent || fail "$ends does not end the roll"
done
act Num
key 4
await rolling || fail "no roll after black"
act Enter
await silent || fail "the next step does not end the roll"
ok "a roll held by the host, ended by its key, by black and by the next step"
program_quit

# ---- a muted test pattern is told, and silent
rm -f "$journal"* "$tmp/heard"
cp "$contest/stage.yaml" "$tmp/stage.yaml"
echo 'sound: {mute: [test], levels: {go: -12}}' >>"$contest/stage.yaml"
program_start
await grep -q 'stage.yaml.*test' "$tmp/run.err" || fail "a mute is not told: $(cat "$tmp/run.err")"
act 3
sleep 2.5
[ "$(beeps "$tmp/heard")" = 0 ] || fail "a muted beep is heard"
program_quit
cp "$tmp/stage.yaml" "$contest/stage.yaml"
ok "muted: $(grep 'stage.yaml' "$tmp/run.err")"

# ---- a sound server that dies, and one that hangs
if ! command -v pulseaudio >/dev/null; then
    echo "skipped: a sound server that dies (no pulseaudio here)"
    exit 0
fi
export PULSE_SERVER=unix:$tmp/pulse/native PULSE_RUNTIME_PATH=$tmp/pulse PULSE_STATE_PATH=$tmp/pulse SDL_AUDIODRIVER=pulseaudio
mkdir -m 700 "$tmp/pulse"
server_start() {
    rm -f "$tmp/pulse/native"
    HOME=$tmp/pulse XDG_RUNTIME_DIR=$tmp/pulse pulseaudio --daemonize=no -n --exit-idle-time=-1 --disable-shm \
        -L "module-null-sink sink_name=hall" -L "module-native-protocol-unix socket=$tmp/pulse/native auth-anonymous=1" \
        >"$tmp/pulse.log" 2>&1 &
    server=$!
    await [ -S "$tmp/pulse/native" ] || fail "pulseaudio does not start: $(tail -n 3 "$tmp/pulse.log")"
}
server_end() {
    kill -9 $server
    wait $server 2>/dev/null
    server=''
}
told() { [ "$(grep -c "^leitai: $1" "$tmp/run.err")" = "$2" ]; }
# The longest a key waited for its entry, in hundredths of a second; the host must not feel a dead device.
quick() { # KEY
    local began=$EPOCHREALTIME
    act "$1"
    local took=$(((${EPOCHREALTIME/./} - ${began/./}) / 10000))
    [ $took -lt 300 ] || fail "a key waits $took hundredths of a second"
}
rm -f "$journal"*
server_start
# It ends while the server hangs: what its client library holds then is not given back.
ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0 program_start
grep -q '没有声音设备' "$tmp/run.err" && fail "no sound from pulseaudio: $(cat "$tmp/run.err")"
quick Enter
server_end
await told 声音断了 1 || fail "a dead server is not told: $(cat "$tmp/run.err")"
quick Enter
sleep 3 # it is looked for in vain
told 声音断了 1 && told 声音已恢复 0 || fail "told more than once: $(cat "$tmp/run.err")"
quick 9
server_start
await told 声音已恢复 1 || fail "a server that is back is not used: $(cat "$tmp/run.err")"
quick 9
ok "a sound server killed and started again: $(grep '^leitai: 声音' "$tmp/run.err" | tr '\n' ' ')"
kill -STOP $server
await told 声音断了 2 || fail "a server that hangs is not told: $(cat "$tmp/run.err")"
for _ in 1 2 3 4; do quick 9; done
kill -CONT $server
await told 声音已恢复 2 || fail "a server that goes on is not used: $(cat "$tmp/run.err")"
kill -STOP $server
await told 声音断了 3 || fail "a server that hangs again is not told"
began=$SECONDS
program_quit
[ "$status" -eq 0 ] && [ $((SECONDS - began)) -lt 30 ] || fail "ends with $status after $((SECONDS - began)) s"
kill -CONT $server
ok "a sound server that hangs: the keys go on, and so does the end of the show"
server_end
