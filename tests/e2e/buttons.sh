#!/bin/bash
# Buttons during the show, by keypad alone: one is switched off and on, a team gets the buttons of two players by pressing
# them, the old one is nobody's, and undo takes one back.
. "$(dirname "$0")/lib/kit.bash"
contest_make
contest_shorten 5 5 5 5 5
display_start
boxes_start 5 --buttons 2
program_start
boxes_wait 5
last_win() { ask "select seat from press where verdict = 'won' order by entry desc limit 1"; }
noted() { # BOX.BUTTON AFTER
    [ -n "$(ask "select 1 from press where box = ${1%.*} - 1 and button = ${1#*.} - 1 and entry > $2 limit 1")" ]
}
felt() { # BOX.BUTTON: pressed, and in the journal
    local stood
    stood=$(ask 'select max(seq) from entry')
    press "$1"
    await noted "$1" "$stood" || fail "a press of $1 is not in the journal"
}
next_open() {
    for _ in 1 2 3 4 5 6 7 8; do
        in_phase open && return
        in_phase count && { await in_phase open && return; }
        try Enter
    done
    in_phase open || fail "phase '$(phase)', wanted open"
}
act Enter
act '*' '*' 2 2 Enter # to the buzzer round
next_open
act '*' 8 3 # 3 is switched off while the buzzers are open
felt 3.1
in_phase open || fail "a button that is off has ended the waiting"
felt 4.1
phase_wait answer
[ "$(last_win)" = 4 ] || fail "$(last_win) won, 3 was off"
act -
ok "a button is switched off while the buzzers are open"
next_open
act '*' 8 3
felt 3.1
phase_wait answer
[ "$(last_win)" = 3 ] || fail "$(last_win) won, 3 is on again"
act -
ok "and on again"

stood=$(phase)
act '*' '*' 8 3
felt 5.2
felt 2.2
felt 4.1 # 4 tries its own: stays its own
act Enter
in_phase "$stood" || fail "Enter ended the binding and moved the show on, to '$(phase)'"
next_open
felt 3.1
in_phase open || fail "the old button of 3 still counts"
felt 2.2
phase_wait answer
[ "$(last_win)" = 3 ] || fail "$(last_win) won by a button bound to 3"
act -
next_open
felt 5.2
phase_wait answer
[ "$(last_win)" = 3 ] || fail "$(last_win) won by the other button bound to 3"
ok "two buttons are bound by pressing them, Enter ends it, the old one is nobody's"
act -
next_open
felt 4.1
phase_wait answer
[ "$(last_win)" = 4 ] || fail "$(last_win) won by 4's own button"
program_kill
"$leitai" log "$journal" >"$tmp/log" || fail "a digest differs"
grep -q '3号 的按钮改为第 5 盒第 2 键' "$tmp/log" && grep -q '3号 另有第 2 盒第 2 键' "$tmp/log" || fail "bindings are not in the log"
ok "bindings are in the journal, every digest holds"
