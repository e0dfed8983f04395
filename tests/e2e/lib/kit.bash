# What the end-to-end runs share: a display in memory, a contest in a scratch folder, the real program, its keypad.
# Sourced; needs $1 = build folder. Everything it starts ends with the script.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../../.." || exit 1
build=$(realpath "${1:?usage: SCRIPT BUILDDIR}")
leitai=$build/leitai
tmp=$(mktemp -d "${TMPDIR:-/tmp}/leitai-e2e-XXXXXX")
contest=$tmp/contest
journal=$tmp/show.journal
program='' xvfb='' boxes=''
mounted=''
export SDL_AUDIODRIVER=${SDL_AUDIODRIVER:-dummy}
# What a sanitizer has to say of any program started here is read at the end; most of them are killed.
. tests/sanitizers
ASAN_OPTIONS=$ASAN_OPTIONS:log_path=$tmp/sanitizer
TSAN_OPTIONS=$TSAN_OPTIONS:log_path=$tmp/sanitizer
# Seconds that whatever must happen may take. Nothing waits that long unless it fails: a busy machine, or a program
# slowed by sanitizers, is no failure.
patience=${PATIENCE:-90}

clean_up() {
    local pid
    for pid in $program $boxes $xvfb; do
        kill -9 "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
    done
    [ -n "$mounted" ] && umount -l "$mounted" 2>/dev/null
    local complaints
    complaints=$(cat "$tmp"/sanitizer.* 2>/dev/null)
    [ -n "${KEEP:-}" ] && echo "kept: $tmp" || rm -rf "$tmp"
    [ -z "$complaints" ] && return
    printf 'FAILED: a sanitizer complains\n%s\n' "$complaints"
    exit 1
}
trap clean_up EXIT
trap 'exit 130' INT TERM

fail() {
    echo "FAILED: $*"
    [ -s "$tmp/run.err" ] && sed 's/^/    stderr: /' "$tmp/run.err" | tail -n 8
    exit 1
}
ok() { echo "ok: $*"; }

await() { # COMMAND...: until it succeeds; false when patience is over
    local end=$((SECONDS + patience))
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.02
    done
}
# Whether all threads of the program and its display sleep: what they were sent has been dealt with. A thread that only
# waits for the processor or the disk doesn't sleep.
asleep() {
    local states
    states=$(cat /proc/"$program"/task/*/status /proc/"$xvfb"/status 2>/dev/null | sed -n 's/^State:\t\(.\).*/\1/p')
    [ -n "$states" ] && [ -z "$(tr -d 'S\n' <<<"$states")" ]
}

# A display of a number by chance: a number that is asked for is locked, one that Xvfb finds is not, and runs go on side
# by side. It does not begin anew when its last client goes (-noreset), for then it would turn away the next.
display_start() { # [GEOMETRY]
    local geometry=${1:-2600x760x24} number
    for _ in 1 2 3 4 5; do
        number=$((100 + RANDOM))
        exec 7>"$tmp/display"
        Xvfb ":$number" -displayfd 7 -screen 0 "$geometry" -nolisten tcp -noreset >"$tmp/xvfb.log" 2>&1 &
        xvfb=$!
        exec 7>&-
        await display_said
        [ -s "$tmp/display" ] && break
    done
    [ -s "$tmp/display" ] || fail "Xvfb does not start: $(cat "$tmp/xvfb.log")"
    export DISPLAY=:$number
    unset WAYLAND_DISPLAY
}
display_said() { [ -s "$tmp/display" ] || ! kill -0 "$xvfb" 2>/dev/null; }

# A copy of the demonstration contest that expects its boxes in the scratch folder, cut down to few questions.
contest_make() {
    mkdir -p "$contest"
    cp -r config/zunyi-final/. "$contest/"
    rm -rf "$contest/journal"
    sed -i "s,/tmp/leitai-boxes,$tmp/boxes," "$contest/stage.yaml"
}
contest_shorten() { # TEAMS REQUIRED BUZZER RISK CORRECTION: how many of each
    awk -v n="$*" 'BEGIN { split(n, want, " ") }
        /- \{seat: / && ++teams > want[1] { next }
        /^    count: / && ++i <= 4 { sub(/[0-9]+/, want[i + 1]) }
        /二等奖/ { sub(/count: [0-9]+/, "count: 1") }
        /三等奖/ { sub(/count: [0-9]+/, "count: 1") }
        { print }' "$contest/contest.yaml" >"$tmp/contest.yaml"
    mv "$tmp/contest.yaml" "$contest/contest.yaml"
    awk -v n="$1" '/- \{name: .*号抢答器/ && ++i > n { next } { print }' "$contest/stage.yaml" >"$tmp/stage.yaml"
    mv "$tmp/stage.yaml" "$contest/stage.yaml"
}

boxes_start() { # [COUNT [OPTION...]]; what they do and hear is told in $tmp/truth
    mkfifo "$tmp/fingers" 2>/dev/null
    local count=${1:-10}
    shift
    "$build/leitai-box" --boxes "$count" --link "$tmp/boxes" --log "$tmp/truth" --quiet "$@" <"$tmp/fingers" >/dev/null 2>&1 &
    boxes=$!
    exec 8>"$tmp/fingers"
    await [ -e "$tmp/boxes/box$count" ] || fail "leitai-box does not start"
}
press() { echo "press $1" >&8; }
pressed() { grep -c " box $1 press " "$tmp/truth"; }
pressed_again() { [ "$(pressed "$1")" -gt "$2" ]; }
press_now() { # SEAT: and waits until the box has felt it, so that the next press is later
    local felt
    felt=$(pressed "$1")
    press "$1"
    await pressed_again "$1" "$felt" || fail "box $1 does not feel a press"
}
boxes_live() { # COUNT [AFTER-SEQ]: that many boxes are told as live
    [ "$(ask "select count(*) from (select seat, value, max(seq) from entry where kind = 'box' and seq > ${2:-0} group by seat) where value = 1")" = "$1" ]
}
boxes_wait() { # COUNT [AFTER-SEQ]
    await boxes_live "$@" || fail "boxes: $(ask "select seat, value, max(seq) from entry where kind = 'box' group by seat")"
}

preload='' # tests/faults/*.so for the program
program_start() { # [OPTION...]
    LD_PRELOAD=$preload "$leitai" run "$contest" --windowed --size 1280x720 --journal "$journal" "$@" 2>"$tmp/run.err" 8>&- &
    program=$!
    window_wait
}
window_wait() {
    local ids=''
    await windows || fail "no windows"
    read -r operator audience <<<"$(tr '\n' ' ' <<<"$ids")"
    focus
}
windows() { # into ids: the operator's first, then the audience's
    alive "before its windows are there"
    ids=$(xdotool search --class leitai 2>/dev/null)
    [ "$(wc -w <<<"$ids")" -ge 2 ] && entries >/dev/null
}
focus() { # where no window manager gives it
    xdotool windowfocus --sync "$operator" 2>/dev/null
    sleep 0.1
}
program_quit() {
    xdotool key ctrl+q
    sleep 0.05
    xdotool key ctrl+q
    program_wait
}
ended() { ! kill -0 "$program" 2>/dev/null; }
program_wait() {
    await ended || fail "the program does not end"
    wait "$program"
    status=$?
    program=''
}
program_kill() {
    kill -9 "$program"
    wait "$program" 2>/dev/null
    program=''
}
alive() { kill -0 "$program" 2>/dev/null || fail "the program has ended: $*"; }

ask() { sqlite3 -readonly -cmd '.timeout 20000' "$journal" "$1" 2>/dev/null; }
entries() { ask 'select count(*) from entry'; }
phase() { ask 'select phase from entry order by seq desc limit 1'; }
scores() { "$leitai" log "$journal" --json | sed -n 's;.*"seat": *\([0-9]*\),.*"score": *\(-*[0-9.]*\), "rank".*;\1:\2;p' | tr "\n" " "; }

# Key codes of the numeric keypad, so that no layout is in the way.
declare -A code=([0]=90 [1]=87 [2]=88 [3]=89 [4]=83 [5]=84 [6]=85 [7]=79 [8]=80 [9]=81 [Enter]=104 [+]=86 [-]=82
    [.]=91 ['*']=63 [/]=106 [Num]=77)
key() { # NAME...: pressed and let go
    local k codes=()
    for k in "$@"; do codes+=("${code[$k]}"); done
    xdotool key --delay 4 "${codes[@]}"
}
# Keys that should lead to an entry in the journal: waits for it. False when they have been dealt with and there is none.
commands() { ask "select count(*) from entry where kind = 'command'"; }
try() {
    local before still=0 end=$((SECONDS + 20))
    before=$(commands)
    key "$@"
    until [ "$(commands)" -gt "$before" ]; do
        [ $still -lt 4 ] && [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.02
        if asleep; then still=$((still + 1)); else still=0; fi
    done
}
act() { # the same, where it must be taken
    had=$(commands)
    key "$@"
    await taken || fail "'$*' in phase '$(phase)' is not taken"
}
taken() { [ "$(commands)" -gt "$had" ]; }
found() { [ -n "$(ask "select 1 from entry where $1 limit 1")" ]; }
entry_wait() { # SQL-CONDITION: until an entry like that is in the journal
    await found "$1" || fail "no entry with $1"
}
in_phase() { [ "$(phase)" = "$1" ]; }
phase_wait() { # PHASE
    await in_phase "$1" || fail "phase '$(phase)', wanted '$1'"
}
