#!/bin/bash
# Everything that may be wrong before or during a show: one clear message, nothing lost, nobody crashes.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 5 5 3 5 5
cp -r "$contest" "$tmp/good"
afresh() {
    rm -rf "$contest" "$journal"*
    cp -r "$tmp/good" "$contest"
}

# A folder that must be refused: WHAT, a pattern that the message must match.
refused() { # WHAT PATTERN
    "$leitai" check "$contest" >"$tmp/out" 2>&1 && fail "$1: leitai check is content"
    grep -q -- "$2" "$tmp/out" || fail "$1: the message does not say $2: $(cat "$tmp/out")"
    grep -q '→' "$tmp/out" || fail "$1: no remedy"
    timeout "$patience" "$leitai" run "$contest" --journal "$journal" >"$tmp/out" 2>&1
    [ $? -eq 1 ] || fail "$1: a broken folder starts a show"
    [ ! -e "$journal" ] || fail "$1: a journal was begun"
    ok "$1: $(grep -m 1 "$2" "$tmp/out")"
    afresh
}
sed -i 's/^  base_score: 100/  base_scroe: 100/' "$contest/contest.yaml"
refused "unknown key" 'contest.yaml:[0-9]*.*base_scroe'
sed -i 's/- {seat: 2,/- {seat: 1,/' "$contest/contest.yaml"
refused "two teams on one seat" 'contest.yaml:[0-9]*'
iconv -f utf-8 -t gb18030 "$contest/questions/required.yaml" >"$tmp/gbk" && mv "$tmp/gbk" "$contest/questions/required.yaml"
refused "a question file in GBK" 'questions/required.yaml.*'
rm "$contest"/media/*.png
refused "missing pictures" 'media/[^ ]*.png'
sed -i 's/^keypad: {}/keypad: {Enter: KP_9}/' "$contest/stage.yaml"
refused "one key for two things" 'stage.yaml:[0-9]*.*KP_9 派给了 Enter，可它本来就是 9'
sed -i 's/^keypad: {}/keypad: {Enter: KP_Entre}/' "$contest/stage.yaml"
refused "a key nobody has" 'stage.yaml:[0-9]*.*没有叫“KP_Entre”的键'

# No display: a sentence, not a stack of library errors.
DISPLAY=:9999 timeout "$patience" "$leitai" run "$contest" --journal "$journal" >"$tmp/out" 2>&1
status=$?
[ $status -eq 1 ] && [ -s "$tmp/out" ] && [ "$(wc -l <"$tmp/out")" -le 3 ] || fail "no display: status $status: $(cat "$tmp/out")"
grep -q '^leitai: ' "$tmp/out" || fail "no display: $(cat "$tmp/out")"
ok "no display: $(grep '^leitai: ' "$tmp/out")"

display_start

# A second program on the same journal.
program_start
act Enter
timeout "$patience" "$leitai" run "$contest" --windowed --journal "$journal" >"$tmp/out" 2>&1
status=$?
[ $status -eq 1 ] && grep -q "$journal" "$tmp/out" || fail "second program: status $status: $(cat "$tmp/out")"
focus
act Enter
program_quit
[ "$status" -eq 0 ] || fail "the first of two programs ends with $status"
ok "a second program: $(head -n 1 "$tmp/out")"

# A journal that may not be written. Root may write anything: a read-only file system stands for it then.
before=$(entries)
if [ "$(id -u)" = 0 ]; then
    mkdir "$tmp/ro" && cp "$journal" "$tmp/ro/" && mount --bind "$tmp/ro" "$tmp/ro" 2>/dev/null && mounted=$tmp/ro &&
        mount -o remount,bind,ro "$tmp/ro" || chmod -R a-w "$tmp/ro"
    locked=$tmp/ro/show.journal
else
    chmod a-w "$journal"
    locked=$journal
fi
if [ -n "$mounted" ] || [ "$(id -u)" != 0 ]; then
    timeout "$patience" "$leitai" run "$contest" --windowed --journal "$locked" >"$tmp/out" 2>&1
    status=$?
    [ $status -eq 1 ] && grep -q show.journal "$tmp/out" || fail "read-only: status $status: $(cat "$tmp/out")"
    ok "read-only journal: $(head -n 1 "$tmp/out")"
    [ -n "$mounted" ] && umount -l "$mounted" && mounted=''
else
    echo "skipped: a read-only journal (neither an ordinary user nor permitted to mount)"
fi
chmod u+w "$journal"
[ "$(entries)" = "$before" ] || fail "read-only: the journal was changed"

# A journal of another contest is not taken over.
sed -i 's/base_score: 100/base_score: 90/' "$contest/contest.yaml"
timeout "$patience" "$leitai" run "$contest" --windowed --journal "$journal" >"$tmp/out" 2>&1
[ $? -eq 1 ] && [ "$(entries)" = "$before" ] || fail "another contest: $(cat "$tmp/out")"
ok "journal of another contest: $(head -n 1 "$tmp/out")"
afresh

# No sound.
SDL_AUDIODRIVER=bogus program_start
act Enter
await grep -q '^leitai:.*声音' "$tmp/run.err"
[ "$(grep -c '^leitai:.*声音' "$tmp/run.err")" = 1 ] || fail "no sound: $(cat "$tmp/run.err")"
ok "no audio device: $(grep '^leitai:.*声音' "$tmp/run.err")"

# Absurd windows, and a storm of sizes while the show goes on.
for size in "1 1" "3 2000" "2600 1" "8000 8000" "1280 720"; do
    for w in $operator $audience; do xdotool windowsize "$w" $size 2>/dev/null; done
    sleep 0.1
    alive "window of $size"
done
for n in $(seq 60); do
    xdotool windowsize "$operator" $((1 + n * 37 % 1900)) $((1 + n * 91 % 1000)) \
        windowsize "$audience" $((1 + n * 53 % 1900)) $((1 + n * 29 % 1000)) 2>/dev/null
done
xdotool windowsize "$operator" 1280 720 windowfocus "$operator"
act Enter
act Enter
alive "storm of sizes"
ok "absurd windows and a storm of sizes: the show goes on in $(phase)"

# Keys without end: each is taken or said to mean nothing; the state stays one that the journal explains.
for _ in $(seq 12); do xdotool key --delay 0 82 86 91 104 63 87 63 90 79 106; done
sleep 0.3
alive "flood of keys"
program_kill
"$leitai" log "$journal" >/dev/null || fail "flood of keys: a digest differs"
ok "a flood of keys: $(entries) entries, every digest equal"
