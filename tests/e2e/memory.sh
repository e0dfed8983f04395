#!/bin/bash
# Memory runs out in mid-show: the program's own requests fail at random and the show goes on; those of its libraries
# fail too, and whatever they make of it, the next start has all that was seen.
. "$(dirname "$0")/lib/kit.bash"
if [ -n "$sanitized" ]; then
    echo "skipped: a sanitizer has its own memory"
    exit 0
fi
contest_make
contest_shorten 5 5 12 5 5
sed -i "s/early: -10, after_wrong/early: -10, countdown_seconds: 1, after_wrong/" "$contest/contest.yaml"
display_start
boxes_start 5
export LEITAI_MEMORY=$tmp/memory
printf '%-24d%-24d' 0 0 >"$LEITAI_MEMORY"
short() { # OWN LIBRARIES: in 1000
    printf '%-24d%-24d' "$1" "$2" | dd of="$LEITAI_MEMORY" conv=notrunc status=none
}
preload=$build/tests/faults/memory.so
[ -e "$preload" ] || fail "make promises-build makes $preload"

# Commands end with a sentence or do their work; none crashes.
for share in 1000 300 50 10; do
    short $share 0
    for command in "check $contest" "new $tmp/new$share" "print $contest --to $tmp/paper" "qualify $contest"; do
        LD_PRELOAD=$preload timeout "$patience" "$leitai" $command >"$tmp/out" 2>&1
        status=$?
        [ $status -le 1 ] || { [ $status = 134 ] && grep -q 'out of memory' "$tmp/out"; } ||
            fail "$command, $share of 1000 requests refused: status $status: $(tail -n 2 "$tmp/out")"
    done 2>/dev/null # the shell tells who aborted
done
short 0 0
ok "commands short of memory: each ends with a sentence or with its work done"
program_start
boxes_wait 5
act Enter
act '*' '*' 2 2 Enter # to the buzzer round
winner() { ask "select seat from press where verdict = 'won' order by entry desc limit 1"; }
question() { # SEAT: wins it
    act Enter
    phase_wait read
    act Enter
    phase_wait open
    press_now "$1"
    phase_wait answer
    [ "$(winner)" = "$1" ] || fail "$(winner) won, $1 was first"
    act +
}
question 1
short 300 0 # every third request of our own
for seat in 2 3 4; do
    question $seat
    xdotool windowsize "$audience" $((700 + seat * 40)) $((400 + seat * 20)) # what is drawn needs memory too
    alive "short of memory"
done
for page in 3 1 2; do # teams, scoreboard, press order, and back: pages that have not been shown yet
    act '*' '*' '*' $page
    act '*' '*' '*' $page
done
short 0 0
question 5
ok "3 questions with every third request refused: $(ask "select count(*) from press where verdict = 'won'") presses judged, $(wc -l <"$tmp/run.err") lines on stderr"

short 300 100 # libraries make of it what they may
seen=$(entries)
for seat in 1 2; do
    key Enter
    press $seat
    sleep 0.3
    ended && break
    seen=$(entries)
done
how="lives on"
ended && how="ended ($(tail -n 1 "$tmp/run.err" | head -c 100))"
short 0 0
ended && wait "$program" 2>/dev/null
[ "$how" = "lives on" ] && program_kill
program=''
preload=''
before=$(entries)
[ "$before" -ge "$seen" ] || fail "$seen entries were seen, $before are left"
stood=$(phase)
program_start
[ "$(phase)" = "$stood" ] || fail "stood in $stood, started again in $(phase)"
entry_wait "kind = 'resume' and seq > $before"
program_kill
"$leitai" log "$journal" >/dev/null || fail "a digest differs"
ok "libraries short of memory: the program $how; started again in $stood with $(entries) entries"
