#!/bin/bash
# After a disaster: the journal is destroyed in mid-show, the scores are typed in again from a photograph of the
# screen, and the same evening goes on at the next round. Nothing that lay there before is ever overwritten.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 10 3 10 10
display_start

# A show of one round, killed; then its journal is destroyed.
program_start
for _ in 1 2 3; do act Enter; done
program_kill
typed=$tmp/分数.csv
printf '\357\273\277台号,代表队,分数\r\nround 3,,\r\n' >"$typed"
for seat in $(seq 10); do printf '%d,,%d\r\n' "$seat" $((90 + seat * 10)); done >>"$typed"

recover() { "$leitai" recover "$contest" "$typed" --journal "$journal" "$@" >"$tmp/out" 2>"$tmp/run.err"; }

before=$(entries)
recover && fail "an unfinished show was replaced without --force"
grep -q -- '--force' "$tmp/run.err" || fail "no hint: $(cat "$tmp/run.err")"
[ "$(entries)" = "$before" ] || fail "the unfinished journal has changed"
rm -f "$journal-wal" "$journal-shm"
printf 'destroyed' | dd of="$journal" bs=1 seek=20 conv=notrunc 2>/dev/null
sum=$(sha256sum <"$journal")
recover && fail "a damaged journal was replaced without --force"
recover --force || fail "recover: $(cat "$tmp/run.err")"
[ "$(sha256sum <"$journal".damaged-001)" = "$sum" ] || fail "the damaged journal was not kept"
grep -q '从第 3 环节' "$tmp/out" || fail "$(cat "$tmp/out")"
want='1:100 2:110 3:120 4:130 5:140 6:150 7:160 8:170 9:180 10:190 '
[ "$(scores)" = "$want" ] || fail "scores $(scores)"
[ "$(ask "select count(*) from ledger where reason = '灾后重录'")" = 9 ] || fail "the ledger does not explain"
ok "destroyed journal kept, ten scores as typed, the ledger says why"

# The program goes on with it as with any other journal, and undo leads back.
program_start
[ "$(phase)" = rules ] || fail "phase $(phase)"
act Enter
[ "$(phase)" = select ] || fail "phase $(phase)"
act .
act .
[ "$(phase)" = title ] || fail "after two undos: phase $(phase)"
program_kill
[ "$(scores)" = "$want" ] || fail "scores after undo $(scores)"
"$leitai" verify "$journal" >"$tmp/verify" || fail "$(cat "$tmp/verify")"
ok "leitai run resumes it, undo works, the journal is whole"

# Slips of the one who types are told with their line; nothing is touched.
sum=$(sha256sum <"$journal")
sed -i 's/^5,,140/4,,140/' "$typed"
recover --force && fail "a seat twice was taken"
grep -q '分数.csv:7' "$tmp/run.err" || fail "$(cat "$tmp/run.err")"
[ "$(sha256sum <"$journal")" = "$sum" ] || fail "a refused table has changed the journal"
ok "a slip is told by file and line, nothing is touched"
