#!/bin/bash
# What else may go wrong in mid-show: the program stands still while teams press, a picture vanishes, memory is short, the
# display server dies.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 5 5 3 5 5
display_start
boxes_start 5
[ -n "$sanitized" ] || ulimit -v 4000000 # nothing may need more
ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0 program_start # it will end in the middle of whatever it does
boxes_wait 5
act Enter
act '*' '*' 2 2 Enter # to the buzzer round
act Enter
act Enter
phase_wait open
kill -STOP "$program" # as a starved or suspended computer: no press is read in time
press_now 4
sleep 0.05
press_now 2
sleep 1.5
kill -CONT "$program"
phase_wait answer
won=$(ask "select seat from press where verdict = 'won' order by entry desc limit 1")
[ "$won" = 4 ] || fail "stopped for 1.5 s: $won won, 4 was first"
ok "1.5 s of standstill: 4 before 2 all the same"

# Pictures vanish after the show has begun (the stick is pulled).
rm -rf "$contest/media"
act +
act '*' '*' 1 1
phase_wait round_end
act '*' '*' 2 4 Enter # to the round with pictures
act Enter
act Enter
try Enter
sleep 0.5
alive "vanished pictures"
ok "vanished pictures: $(grep -c . "$tmp/run.err") lines on stderr, the show goes on in $(phase)"

# The display server dies: the program with it, the show not.
stood=$(phase)
before=$(entries)
kill -9 "$xvfb"
wait "$xvfb" 2>/dev/null
await ended || program_kill
[ -n "$program" ] && wait "$program" 2>/dev/null
program=''
cp -r config/zunyi-final/media "$contest/"
display_start
program_start
[ "$(phase)" = "$stood" ] || fail "the display died in $stood, started again in $(phase)"
[ "$(entries)" -gt "$before" ] || fail "entries are lost"
program_kill
"$leitai" log "$journal" >/dev/null || fail "a digest differs"
ok "the display server died in $stood: started again there with $(ask 'select count(*) from entry') entries"
