#!/bin/bash
# A full final with every box unplugged: the host runs it with seventeen keys, from the title to the last prize.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 5 5 3 5 5
display_start
program_start
questions=0 round=1
twice_taken() { # the second within two seconds of the first
    key Enter
    sleep 0.1
    key Enter
    sleep 0.4
    taken
}
for step in $(seq 400); do
    now=$(phase)
    case $now in
    round_end)
        round=$((round + 1))
        act Enter
        ;;
    '' | title | rules | foul | reveal | ruled | read | prizes) act Enter ;;
    select)
        [ $round = 3 ] && act $((1 + questions % 3)) # the risk: 10, 20 or 30
        act Enter
        ;;
    count) phase_wait open ;;
    open)
        winner='' # in a tie-break only those who are level may be named
        for seat in 1 2 3 4 5; do
            seat=$((1 + (seat + questions) % 5))
            if try 8 $seat Enter; then
                winner=$seat
                break
            fi
        done
        [ -n "$winner" ] || [ "$(phase)" != open ] || fail "no seat can be given the answer"
        ;;
    tie) act 1 ;;
    answer)
        questions=$((questions + 1))
        if [ $round = 4 ]; then
            act 1
            act Enter
        elif [ $((questions % 3)) = 0 ]; then act -; else act +; fi
        ;;
    standings) # prizes want a second Enter
        had=$(commands)
        await twice_taken || fail "'Enter Enter' in standings is not taken"
        ;;
    end) break ;;
    *) fail "phase $now" ;;
    esac
done
[ "$(phase)" = end ] || fail "after $step keys in phase $(phase)"
program_quit
[ "$status" -eq 0 ] || fail "status $status"
"$leitai" verify "$journal" >"$tmp/verify" || fail "$(cat "$tmp/verify")"
ok "title to prizes: $step steps, $questions questions, $(ask 'select count(*) from ledger') points given, $(scores)"
