#!/bin/bash
# A box gets its name and its secret with leitai-box-setup, by cable, and keeps them over a restart.
. "$(dirname "$0")/lib/kit.bash"
setup=$build/leitai-box-setup
boxes_start 1
port=$tmp/boxes/box1
says() { # PATTERN OPTION...
    local pattern=$1
    shift
    "$setup" "$port" "$@" >"$tmp/said" 2>&1
    grep -q "$pattern" "$tmp/said" || fail "leitai-box-setup $*: $(cat "$tmp/said"), not $pattern"
}
restart() {
    echo "reboot 1" >&8
    sleep 0.5
}
says '"virtual box 1".* does not sign'
says 'written' --name 一号 --secret "$tmp/one.secret"
[ "$(stat -c %a "$tmp/one.secret")" = 600 ] || fail "others can read the secret"
[ "$(tr -d '\n' <"$tmp/one.secret" | wc -c)" = 32 ] || fail "the secret: $(cat "$tmp/one.secret")"
restart
says 'has a secret already'
says '"一号".* signs its frames' --with "$tmp/one.secret"
cp "$tmp/one.secret" "$tmp/before"
says 'written' --with "$tmp/one.secret" --secret "$tmp/two.secret"
restart
says 'not this one' --with "$tmp/one.secret"
says 'signs its frames' --with "$tmp/two.secret"
cmp -s "$tmp/one.secret" "$tmp/before" || fail "a secret was written over"
ok "name and secret are kept, and only who knows it may change them"

says 'not a secret' --with /etc/hostname
says 'No such file' --with "$tmp/none"
says 'out of its range' --with "$tmp/two.secret" --debounce 5
echo "hangup 1 600" >&8
sleep 0.3
"$setup" "$port" >"$tmp/said" 2>&1 && fail "it says that it found a box where there is none"
ok "every failure is told"
