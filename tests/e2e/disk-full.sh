#!/bin/bash
# The disk fills up in mid-show: the screens stand still and say why, the host's keys are told to wait, presses are kept;
# when there is room again the show goes on where it stood. Needs the permission to mount a small file system.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 5 5 3 5 5
mkdir "$tmp/disk"
if ! mount -t tmpfs -o size=2m leitai-disk "$tmp/disk" 2>/dev/null; then
    echo "skipped: mounting is not permitted (crash-test covers it by fault injection)"
    exit 0
fi
mounted=$tmp/disk
journal=$tmp/disk/show.journal
display_start
boxes_start 5
program_start
act Enter
act Enter
act Enter # answer
dd if=/dev/zero of="$tmp/disk/filler" bs=4k 2>/dev/null
taken() { # a busy machine is not a full disk
    local had
    had=$(entries)
    try "$@" || { sleep 1.5 && [ "$(entries)" -gt "$had" ]; }
}
for _ in $(seq 40); do # what is left of the last page of the log
    taken + || break
    taken . || break
done
stood=$(entries) phase=$(phase)
try + && fail "an entry was taken on a full disk"
try Enter
press_now 2
press_now 3
sleep 0.6
alive "full disk"
[ "$(entries)" = "$stood" ] || fail "entries on a full disk"
rm "$tmp/disk/filler"
goes_on() { [ "$(entries)" -gt "$stood" ]; }
await goes_on || fail "does not go on when there is room again"
presses() { ask 'select count(*) from press'; }
both() { [ "$(presses)" = 2 ]; }
await both || fail "$(presses) presses kept through the full disk, wanted 2"
try . || try Enter || fail "keys are not taken any more"
program_kill
"$leitai" log "$journal" >/dev/null || fail "a digest differs"
"$leitai" verify "$journal" >"$tmp/verify" || fail "$(cat "$tmp/verify")"
ok "disk full in $phase after $stood entries and back: $(ask 'select count(*) from entry') entries, $(presses) presses kept"
