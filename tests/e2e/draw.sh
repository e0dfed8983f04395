#!/bin/bash
# Packets of questions: from a table of Excel into the folder, refused where they are unequal, drawn by keys, told on
# the results; and what the program drew is worked out again here from the seed alone.
. "$(dirname "$0")/lib/kit.bash"
say() { "$leitai" "$@" >"$tmp/say" 2>&1; }
has() { grep -qE -- "$1" "$tmp/say" || fail "not said: $1: $(cat "$tmp/say")"; }

mkdir -p "$contest/questions"
cat >"$contest/contest.yaml" <<'END'
contest: {title: 抽签}
teams:
  - {seat: 1, name: 甲队, players: [甲]}
  - {seat: 2, name: 乙队, players: [乙]}
  - {seat: 3, name: 丙队, players: [丙]}
rounds:
  - {name: 必答题, preset: required, questions: questions/required.yaml, policy: {packets: draw}}
END
printf 'questions:\n  []\n' >"$contest/questions/required.yaml"
words=(山河 日月 星辰 花木 鸟兽 江湖 冰雪 雷电 金石)
{
    printf '编号,题型,题目,答案,题包\r\n'
    for i in 0 1 2 3 4 5 6 7; do
        printf 'P%d,简答,何谓%s？,%s,%s\r\n' $i "${words[$i]}" "${words[$i]}" "题包$((i / 2 + 7))"
    done
    printf 'S1,简答,何谓%s？,%s,\r\n' "${words[8]}" "${words[8]}"
} | iconv -t GB18030 >"$tmp/questions.csv"
say import "$contest" "$tmp/questions.csv" || fail "import: $(cat "$tmp/say")"
[ "$(grep -c 'packet: "*8"*$' "$contest/questions/required.yaml")" = 2 ] || fail "the column 题包 did not come in"
say check "$contest" || fail "check: $(cat "$tmp/say")"
ok "a table with a column 题包 comes in and passes the check"

good=$(cat "$contest/questions/required.yaml") yaml=$(cat "$contest/contest.yaml")
refused() { # what sed-expression-for-questions sed-expression-for-contest
    sed "$2" <<<"$good" >"$contest/questions/required.yaml"
    sed "$3" <<<"$yaml" >"$contest/contest.yaml"
    say check "$contest" && fail "accepted: $1"
    has "$1"
}
refused '题包 7 有 2 题，题包 8 有 1 题' '0,/packet: "*8/{/packet: "*8/d}' ''
refused '3 支代表队，只有 2 个题包' 's/packet: "*9"*/packet: 7/; s/packet: "*10"*/packet: 8/' ''
refused '题包 7 与题包 8 的分值不同' '0,/packet: "*8/s/packet: "*8"*/packet: 8\n    points: 20/' ''
refused '没有一题写了题包' '/packet/d' ''
refused 'P0 写了题包，环节“必答题”却不抽题包' '' 's/packets: draw/right: 10/'
refused 'count 为 4：3 支代表队，每个题包 2 题' '' 's/policy/count: 4, policy/'
refused '抽题包只适用于各队轮流' '' 's/packets: draw/packets: draw, who: all/'
refused '题包|字' '0,/packet: "*8/s/packet: "*8"*/packet: 第八号题包/' ''
printf '%s\n' "$good" >"$contest/questions/required.yaml"
printf '%s\n' "$yaml" >"$contest/contest.yaml"
ok "unequal, too few, missing and misplaced packets are named"

cat >"$tmp/show.script" <<'END'
1    key Enter
+1   key Enter
+0.1 expect phase draw
+1   key Enter
+0.3 key Enter
+1   key .
+1.7 key 1
+0.3 key 1
+0.1 expect says 第 2 次由程序抽签
+1   command redraw 1 7
+0.1 expect refused
+1   key Enter
+0.1 expect phase read
END
say play "$contest" "$tmp/show.script" --journal "$tmp/show.journal" || fail "play: $(cat "$tmp/say")"
say log "$tmp/show.journal" || fail "a digest differs"
say verify "$tmp/show.journal" || fail "verify: $(cat "$tmp/say")"
say results "$tmp/show.journal" --to "$tmp/out" || fail "results: $(cat "$tmp/say")"
draws=$(sed -n '/"draws"/,/\]}$/p' "$tmp/out/results.json")
seed=$(sed -n 's/.*"seed": "\([0-9]*\)".*/\1/p' <<<"$draws")
drawn=$(grep -o '"packet": "[0-9]*"' <<<"$draws" | tr -dc '0-9\n' | tr '\n' ' ')
grep -q '"programs": 2' <<<"$draws" || fail "the draw that was taken back is not told: $draws"

# SplitMix64 and Fisher-Yates from the last, in the shell's 64-bit numbers: what the results say that anybody can do
state=$seed lots=(7 8 9 10)
shift_right() { echo $((($1 >> $2) & ((1 << (64 - $2)) - 1))); }
for i in 3 2 1; do
    state=$((state + 0x9e3779b97f4a7c15))
    z=$(((state ^ $(shift_right $state 30)) * 0xbf58476d1ce4e5b9))
    z=$(((z ^ $(shift_right $z 27)) * 0x94d049bb133111eb))
    z=$((z ^ $(shift_right $z 31)))
    k=$((($(shift_right $z 1) % (i + 1) * 2 + (z & 1)) % (i + 1)))
    t=${lots[$i]} lots[i]=${lots[$k]} lots[k]=$t
done
[ "${lots[0]} ${lots[1]} ${lots[2]} " = "$drawn" ] || fail "seed $seed gives ${lots[*]}, the program drew $drawn"
ok "seed $seed gives $drawn again"

pdftotext -layout "$tmp/out/results.pdf" - >"$tmp/say"
has "种子 $seed，此前撤销过 1 次"
has '1 号 甲队 题包'
unzip -p "$tmp/out/results.xlsx" xl/workbook.xml >"$tmp/say"
has 'name="抽签"'
ok "the sheet to be signed and the workbook tell the draw and its seed"
