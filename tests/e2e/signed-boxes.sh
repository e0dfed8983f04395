#!/bin/bash
# Boxes that sign their frames, on ptys, beside boxes on plain cables: the secret in a file outside of the folder. Somebody
# else sends presses in the name of one, and a recording of another: nobody is lit for it.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 4 4 3 4 4
display_start
secret=00112233445566778899aabbccddeeff
(umask 077 && echo $secret >"$tmp/boxes.secret")
sed -i -E "/name: [12]号抢答器/s|seats:|secret: \"$tmp/boxes.secret\", seats:|" "$contest/stage.yaml"
[ "$(grep -c secret "$contest/stage.yaml")" = 2 ] || fail "stage.yaml: $(cat "$contest/stage.yaml")"
"$leitai" check "$contest" >"$tmp/check" 2>&1 || fail "$(cat "$tmp/check")"
grep -q secret "$tmp/check" && fail "check complains of a good secret: $(cat "$tmp/check")"
cp "$contest/stage.yaml" "$tmp/stage.yaml"
sed -i "s|secret: \"[^\"]*\"|secret: \"0123\"|" "$contest/stage.yaml"
"$leitai" check "$contest" >"$tmp/check" 2>&1 && fail "a secret of four digits is accepted"
grep -q 'stage.yaml:[0-9]' "$tmp/check" || fail "no file and line: $(cat "$tmp/check")"
cp "$tmp/stage.yaml" "$contest/stage.yaml"
ok "a secret that is none is told with file and line"

boxes_start 4 --secret 1=$secret --secret 2=$secret
program_start
wins() { ask "select count(*) from press where verdict = 'won'"; }
winner() { ask "select seat from press where verdict = 'won' order by entry desc limit 1"; }
presses() { ask "select count(*) from press where seat = $1"; }
lit() { [ "$(awk -v b="$1" '$3 == b && $5 == "LAMP" && !/pattern=0/ { n++ } END { print n + 0 }' "$tmp/truth")" -gt 0 ]; }
once_more() { # the next question, open
    act -
    for _ in 1 2 3 4 5 6; do
        case $(phase) in count | open) break ;; esac
        try Enter
    done
    phase_wait open
}
boxes_wait 4
grep -q ' box 1 > PRESS' "$tmp/truth" && fail "box 1 has pressed already"
act Enter
act '*' '*' 2 2 Enter # to the buzzer round
act Enter
act Enter # 3, 2, 1
phase_wait open
echo "forge 1" >&8 # unsigned, and signed with another secret
await grep -q 'forged: another secret' "$tmp/truth" || fail "nothing was forged"
press_now 3 # a cable without a secret
phase_wait answer
[ "$(winner)" = 3 ] || fail "$(winner) won, 3 was first"
[ "$(presses 1)" = 0 ] || fail "a forged press of 1 is in the journal"
lit 1 && fail "the lamp of 1 was lit for a forged press"
ok "a press forged before it did not win, and is not told as one"

once_more
press_now 2
phase_wait answer
[ "$(winner)" = 2 ] || fail "$(winner) won, 2 was first"
await lit 2 || fail "the lamp of 2"
ok "the press of a box that signs wins, lamp on"

once_more
told=$(presses 2)
echo "replay 2" >&8
await grep -q 'a recording' "$tmp/truth" || fail "nothing was replayed"
press_now 1
phase_wait answer
[ "$(winner)" = 1 ] || fail "$(winner) won, 1 was first"
[ "$(presses 2)" = "$told" ] || fail "a recorded press of 2 counted again"
[ "$(wins)" = 3 ] || fail "$(wins) wins"
ok "a recording does not count, the press of 1 does"
program_kill
"$leitai" log "$journal" >/dev/null || fail "a digest differs"
