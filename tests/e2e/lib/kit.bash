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
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=0}

clean_up() {
    local pid
    for pid in $program $boxes $xvfb; do
        kill -9 "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
    done
    [ -n "$mounted" ] && umount -l "$mounted" 2>/dev/null
    [ -n "${KEEP:-}" ] && echo "kept: $tmp" || rm -rf "$tmp"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

fail() {
    echo "FAILED: $*"
    [ -s "$tmp/run.err" ] && sed 's/^/    stderr: /' "$tmp/run.err" | tail -n 8
    exit 1
}
ok() { echo "ok: $*"; }

display_start() { # [GEOMETRY]
    # Xvfb takes the first free number itself: no two of these runs can meet
    exec 7>"$tmp/display"
    Xvfb -displayfd 7 -screen 0 "${1:-2600x760x24}" -nolisten tcp >"$tmp/xvfb.log" 2>&1 &
    xvfb=$!
    exec 7>&-
    for _ in $(seq 1500); do # a busy machine needs its time
        [ -s "$tmp/display" ] && break
        sleep 0.02
    done
    [ -s "$tmp/display" ] || fail "Xvfb does not start"
    export DISPLAY=:$(tr -d '\n' <"$tmp/display")
    unset WAYLAND_DISPLAY
}

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

boxes_start() { # [COUNT [OPTION...]]
    mkfifo "$tmp/fingers" 2>/dev/null
    local count=${1:-10}
    shift
    "$build/leitai-box" --boxes "$count" --link "$tmp/boxes" --quiet "$@" <"$tmp/fingers" >/dev/null 2>&1 &
    boxes=$!
    exec 8>"$tmp/fingers"
    for _ in $(seq 200); do
        [ -e "$tmp/boxes/box$count" ] && return
        sleep 0.02
    done
    fail "leitai-box does not start"
}
press() { echo "press $1" >&8; }

program_start() { # [OPTION...]
    "$leitai" run "$contest" --windowed --size 1280x720 --journal "$journal" "$@" 2>"$tmp/run.err" 8>&- &
    program=$!
    window_wait
}
window_wait() {
    local ids=''
    for _ in $(seq 400); do
        kill -0 "$program" 2>/dev/null || fail "the program has ended"
        ids=$(xdotool search --class leitai 2>/dev/null) # operator's first, then the audience's
        [ "$(wc -w <<<"$ids")" -ge 2 ] && entries >/dev/null && break
        sleep 0.05
    done
    [ "$(wc -w <<<"$ids")" -ge 2 ] || fail "no windows"
    read -r operator audience <<<"$(tr '\n' ' ' <<<"$ids")"
    focus
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
program_wait() {
    for _ in $(seq 200); do
        kill -0 "$program" 2>/dev/null || break
        sleep 0.05
    done
    kill -0 "$program" 2>/dev/null && fail "the program does not end"
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

ask() { sqlite3 -readonly -cmd '.timeout 2000' "$journal" "$1" 2>/dev/null; }
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
# Keys that should lead to an entry in the journal: waits for it.
try() {
    before=$(entries)
    key "$@"
    for _ in $(seq 30); do
        [ "$(entries)" -gt "$before" ] && return
        sleep 0.01
    done
    return 1
}
act() { try "$@" || { sleep 1 && [ "$(entries)" -gt "$before" ]; } || fail "'$*' in phase '$(phase)' is not taken"; }
entry_wait() { # SQL-CONDITION: until an entry like that is in the journal
    for _ in $(seq 500); do
        [ -n "$(ask "select 1 from entry where $1 limit 1")" ] && return
        sleep 0.02
    done
    fail "no entry with $1"
}
phase_wait() { # PHASE
    for _ in $(seq 250); do
        [ "$(phase)" = "$1" ] && return
        sleep 0.02
    done
    fail "phase '$(phase)', wanted '$1'"
}
