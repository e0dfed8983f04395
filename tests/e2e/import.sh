#!/bin/bash
# Tables as Excel and WPS write them, through the real program: five encodings and separators, every bad row named by
# file, row, column and reason, nothing written unless all is good, and 5,000 questions in a moment.
. "$(dirname "$0")/lib/kit.bash"

head='编号,环节,题型,题目,选项A,选项B,选项C,选项D,答案,依据,分值'
table=$tmp/题目.csv
out=$tmp/import.out

fresh() {
    rm -rf "$contest"
    "$leitai" new "$contest" >/dev/null || fail "new"
}
import() { # WANTED-STATUS TABLE...
    local wanted=$1
    shift
    "$leitai" import "$contest" "$@" >"$out" 2>"$tmp/run.err"
    status=$?
    [ "$status" -eq "$wanted" ] || fail "import $*: status $status, wanted $wanted: $(cat "$out")"
}
said() { # TEXT: on either stream
    cat "$out" "$tmp/run.err" | grep -qF -- "$1" || fail "not said: $1: $(cat "$out" "$tmp/run.err")"
}
whole() { (cd "$contest" && find . -type f ! -name '*.bak' -exec sha256sum {} + | sort); }

rows() { # four questions, CRLF
    printf '%s\r\n' "$head" \
        'A-1,抢答,单选,"题目里有逗号，还有 ""引号""",甲,乙,丙,丁,B,《行政处罚法》第一条,10' \
        'A-2,抢答,多选,行政处罚的种类包括哪几项,警告,罚款,没收,拘役,ABC,,20' \
        'A-3,抢答,判断,当事人有权陈述和申辩,,,,,对,,10' \
        'A-4,抢答,简答,送达回证由谁签名,,,,,受送达人,,10'
}

# One content, written in every way: the same questions come out.
rows >"$tmp/utf8.csv"
{ printf '\357\273\277' && rows; } >"$tmp/bom.csv"
rows | iconv -t GB18030 >"$tmp/gb.csv"
{ printf '\377\376' && rows | sed 's/,/\t/g' | iconv -t UTF-16LE; } >"$tmp/unicode.txt"
rows | sed 's/,/;/g; s/""引号""/引号/' >"$tmp/semicolon.csv"
{ printf '\357\273\277' && rows | sed 's/,/\t/g'; } >"$tmp/tab.txt"
want=''
for file in utf8.csv bom.csv gb.csv unicode.txt semicolon.csv tab.txt; do
    fresh
    import 0 "$tmp/$file"
    said "导入 4 行"
    "$leitai" check "$contest" >"$tmp/check" || fail "$file: check: $(cat "$tmp/check")"
    got=$(grep -rh -A2 'id: A-[23]' "$contest/questions" | sha256sum)
    [ -z "$want" ] && want=$got
    [ "$got" = "$want" ] || fail "$file: other questions than $tmp/utf8.csv"
done
ok "UTF-8, BOM, GB18030, UTF-16, semicolon, tab: the same four questions"

# A bad row: nothing is written; with --partial, the good ones are.
fresh
{ rows && printf 'A-5,抢答,单选,没有答案的题目,甲,乙,丙,丁,,,10\r\nA-6,抢答,单选,答案不在选项里的题目,甲,乙,丙,丁,F,,10\r\n'; } >"$table"
before=$(whole)
import 1 "$table"
[ "$(whole)" = "$before" ] || fail "a refused table has changed the contest"
said "题目.csv 第 6 行 第 9 列“答案” 错误"
said "题目.csv 第 7 行 第 9 列“答案” 错误"
said "什么也没有写入"
import 1 --partial "$table"
said "导入 4 行，有错误的 2 行没有导入"
[ "$(cat "$contest"/questions/*.yaml | grep -c 'id: A-')" = 4 ] || fail "partial: not four questions"
"$leitai" check "$contest" >/dev/null || fail "partial: check"
ok "bad rows named, nothing written; --partial brings the good ones"

# English, and headings in English and any order.
fresh
printf 'answer;question;type;round;option a;option b;id\r\nA;Which law comes first of all;single;抢答;this;that;E-1\r\n' >"$tmp/en.csv"
import 0 --lang en "$tmp/en.csv"
grep -rq 'id: E-1' "$contest/questions" || fail "English headings"
ok "headings in English, order free"

# Teams, people and scores in one call, people before teams.
fresh
printf '姓名,代表队,角色\r\n甲一,甲局,队员\r\n甲二,甲局,队员\r\n甲三,甲局,替补\r\n乙一,乙局,\r\n' | iconv -t GB18030 >"$tmp/people.csv"
printf '代表队,台号,简称\r\n甲局,2,甲局\r\n乙局,1,乙局\r\n' | iconv -t GB18030 >"$tmp/teams.csv"
printf '代表队,姓名,理论,文书纠错\r\n甲局,甲一,90,80\r\n甲局,甲二,85.5,缺考\r\n乙局,乙一,70,60\r\n' >"$tmp/scores.csv"
import 0 "$tmp/people.csv" "$tmp/teams.csv" "$tmp/scores.csv"
said "第 3 行 第 4 列“文书纠错” 提醒"
grep -q '甲三' "$contest/contest.yaml" || fail "reserve"
grep -q '85.5' "$contest/preliminary.yaml" || fail "scores"
ok "teams, people and scores, whatever the order of the tables"

# No such table, no such contest, no table at all.
import 1 "$tmp/none.csv"
said "none.csv"
import 2
keep=$contest contest=$tmp/nowhere
import 1 "$tmp/teams.csv"
contest=$keep
ok "missing files are named"

# What an office really brings: 5,000 questions.
fresh
awk -v head="$head" 'BEGIN { print head "\r"
    for (i = 1; i <= 5000; i++)
        printf "N-%d,抢答,单选,第%d条的适用范围与第%d款第%d项的例外是什么,甲%d,乙%d,丙%d,丁%d,%s,,10\r\n", i, i * 7919 % 10007,
            i * 104729 % 7919, i, i, i, i, i, substr("ABCD", i % 4 + 1, 1) }' >"$tmp/many.csv"
began=$(date +%s%N)
import 0 "$tmp/many.csv"
took=$((($(date +%s%N) - began) / 1000000))
said "导入 5000 行"
[ "$took" -lt 20000 ] || fail "5000 questions took $took ms"
ok "5,000 questions in $took ms"
