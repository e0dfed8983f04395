#!/bin/bash
# From the exam office's table to the final's teams: a tie at the line is told and nobody is cut; the draw is written
# down; the teams go into contest.yaml, which then passes its check.
. "$(dirname "$0")/lib/kit.bash"
"$leitai" new "$contest" >/dev/null || fail "new"
out=$tmp/out
say() { "$leitai" qualify "$contest" "$@" >"$tmp/say" 2>"$tmp/run.err"; }
has() { cat "$tmp/say" "$tmp/run.err" | grep -qE -- "$1" || fail "not said: $1: $(cat "$tmp/say" "$tmp/run.err")"; }

say && fail "without marks"
has 'preliminary.yaml.*没有这个文件'

# 100 teams of five: as Excel in China writes it. Teams 10 and 11 are level at the line.
{
    printf '代表队,姓名,理论,文书纠错,流程纠错\r\n'
    for team in $(seq 100); do
        for person in 1 2 3 4 5; do
            mark=$((team == 11 ? 90 : 100 - team))
            printf '第%d队,%d号%d,%d,%d,%s\r\n' "$team" "$team" "$person" "$mark" "$mark" "$mark"
        done
    done
} | iconv -t GB18030 >"$tmp/marks.csv"
"$leitai" import "$contest" "$tmp/marks.csv" >"$tmp/say" 2>"$tmp/run.err" || fail "import"
has '导入 500 行'
cat >"$contest/qualify.yaml" <<'END'
exams:
  - {name: 理论, weight: 50}
  - {name: 文书纠错, weight: 25}
  - {name: 流程纠错, weight: 25}
team: {members: 5}
qualify: 10
prizes:
  - {title: 团体奖, to: teams, of: [exams, total], bands: [1, 1, 1]}
squads:
  - {name: 参赛队, from: each_team, players: 4, reserves: 1}
END
say --to "$out" || fail "qualify"
has '晋级线（前 10 名）：第 10 名 2 个并列：第10队、第11队'
has '^ +1 +第1队 +5 +495 +495 +495 +495 +晋级$'
[ "$(grep -c 'seat:' "$out/teams.yaml")" = 9 ] || fail "somebody was taken over the tie"
[ "$(grep -c '待定' "$out/teams.yaml")" = 2 ] || fail "somebody was cut"
head -c 3 "$out/preliminary-teams.csv" | cmp -s - <(printf '\357\273\277') || fail "no BOM"
[ "$(wc -l <"$out/preliminary-members.csv")" = 501 ] || fail "members"
[ "$(pdfinfo "$out/certificates.pdf" | sed -n 's/^Pages: *//p')" = 12 ] || fail "team certificates"
ok "500 people in 100 teams: the tie at the line is told, nobody cut, nobody taken"

cat >>"$contest/qualify.yaml" <<'END'
decisions:
  - {to: teams, order: [第11队, 第10队], reason: 现场抽签}
END
say --to "$out" || fail "qualify"
has '第10队 .*与上一名同分：现场抽签'
grep -q 'seat: 10, name: "第11队"' "$out/teams.yaml" || fail "$(cat "$out/teams.yaml")"
# All five of a team are level: the 4+1 is undecided too, and nobody is named.
has '参赛队 第1队：第 1 名 5 个并列'
sed -i '/^squads/,/参赛队/d' "$contest/qualify.yaml"
say --to "$out" || fail "qualify"
awk -v teams="$out/teams.yaml" '/^teams:/ { while ((getline line < teams) > 0) print line; skip = 1; next }
    /^[a-z#]/ { skip = 0 } !skip { print }' "$contest/contest.yaml" >"$tmp/contest.yaml"
cp "$tmp/contest.yaml" "$contest/contest.yaml"
"$leitai" check "$contest" >"$tmp/say" 2>&1 || fail "check: $(cat "$tmp/say")"
has '10 队'
ok "the draw decides and is named; the finalists go into contest.yaml and pass its check"

sed -i 's/name: 理论, weight/name: 理论考试, weight/' "$contest/qualify.yaml"
say && fail "an exam that is not there"
has 'qualify.yaml:2.*理论考试'
ok "an exam that is not there is told with file and line"
