#!/bin/bash
# A contest folder from a stranger's stick: whatever is in it, `leitai check` says so within seconds and little memory,
# nothing outside the folder is read, and no byte of it steers the terminal.
. "$(dirname "$0")/lib/kit.bash"
contest_make
cp -r "$contest" "$tmp/good"
picture=$(cd "$contest" && ls media/*.png | head -n 1)
video=$(cd "$contest" && ls media/*.{webm,mp4,mkv} 2>/dev/null | head -n 1)
[ -n "$picture" ] && [ -n "$video" ] || fail "no picture or video to replace"
secret="root:x:0:"
seconds=30 kilobytes=3000000
[ -n "$sanitized" ] && seconds=90 kilobytes=unlimited

refused() { # WHAT PATTERN: exit status 1, in time, in bounds, and the message matches
    (
        ulimit -v $kilobytes
        timeout $seconds "$leitai" check "$contest" >"$tmp/out" 2>&1
    )
    status=$?
    [ $status -eq 1 ] || fail "$1: status $status: $(head -c 2000 "$tmp/out" | cat -v)"
    grep -q -- "$2" "$tmp/out" || fail "$1: no word of $2: $(head -c 2000 "$tmp/out" | cat -v)"
    grep -q "$secret" "$tmp/out" && fail "$1: tells what is in /etc/passwd"
    [ "$(tr -d '\n\t' <"$tmp/out" | LC_ALL=C tr -cd '\000-\037\177' | wc -c)" = 0 ] ||
        fail "$1: control characters reach the terminal: $(head -c 2000 "$tmp/out" | cat -v)"
    ok "$1: $(grep -m 1 -- "$2" "$tmp/out" | head -c 200)"
    rm -rf "$contest"
    cp -r "$tmp/good" "$contest"
}
media_is() { # PATH: in the first question with a picture
    sed -i "0,/$(sed 's,[/.],\\&,g' <<<"$picture")/s,,$1," "$contest"/questions/correction.yaml
}

media_is ../../../../etc/passwd
refused "a path out of the folder" 'correction.yaml:[0-9]'
media_is /etc/passwd
refused "an absolute path" 'correction.yaml:[0-9]'
ln -sf /etc/passwd "$contest/$picture"
refused "a link out of the folder" "链接指到了"
ln -sf ../../../../../../etc/passwd "$contest/questions/buzzer.yaml"
refused "a question file that is a link out of the folder" 'questions/buzzer.yaml'
rm "$contest/$picture" && mkfifo "$contest/$picture"
refused "a picture that is a pipe" "不是普通文件"
rm "$contest/questions/buzzer.yaml" && mkfifo "$contest/questions/buzzer.yaml"
refused "a question file that is a pipe" "questions/buzzer.yaml"
rm "$contest/contest.yaml" && mkfifo "$contest/contest.yaml"
refused "contest.yaml is a pipe" "contest.yaml"
if mknod "$tmp/zero" c 1 5 2>/dev/null; then
    rm "$contest/$picture" && mknod "$contest/$picture" c 1 5
    refused "a picture that is /dev/zero" "不是普通文件"
    rm "$contest/contest.yaml" && mknod "$contest/contest.yaml" c 1 5
    refused "contest.yaml is /dev/zero" "contest.yaml"
else
    echo "skipped: devices in the folder (not permitted to make one)"
fi

# Giant and malformed media.
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\x86\xa0\0\1\x86\xa0\x08\6\0\0\0\0\0\0\0\0\0\0\0IEND\xaeB`\x82' >"$contest/$picture"
refused "a PNG of 100,000 × 100,000" "尺寸"
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x3a\x98\0\0\x3a\x98\x08\6\0\0\0\0\0\0\0\0\0\0\0IEND\xaeB`\x82' >"$contest/$picture"
refused "a PNG of 15,000 × 15,000" "160 megapixels"
truncate -s 5G "$contest/$picture"
refused "a PNG of 5 GB" "图片文件太大"
truncate -s 5G "$contest/questions/buzzer.yaml"
refused "a question file of 5 GB" "16 MiB"
head -c 3000 "$tmp/good/$picture" >"$contest/$picture"
refused "half a picture" "图片不完整"
head -c $(($(stat -c %s "$contest/$video") / 3)) "$tmp/good/$video" >"$contest/$video"
timeout $seconds "$leitai" check "$contest" >"$tmp/out" 2>&1
[ $? -le 1 ] || fail "a third of a video: $(tail -n 3 "$tmp/out")"
ok "a third of a video: $(grep -m 1 "$video" "$tmp/out" || echo played as far as it goes)"
head -c 2000 "$tmp/good/$video" >"$contest/$video"
refused "the head of a video" "$video"

# YAML that grows, and YAML that is deep.
{
    echo 'a: &a [x, x, x, x, x, x, x, x, x, x]'
    for n in b c d e f g h i j; do
        p=$(tr b-j a-i <<<"$n")
        echo "$n: &$n [*$p, *$p, *$p, *$p, *$p, *$p, *$p, *$p, *$p, *$p]"
    done
} >"$contest/contest.yaml"
refused "a billion laughs" 'contest.yaml:[0-9]'
{
    printf 'title: '
    head -c 200000 /dev/zero | tr '\0' '['
} >"$contest/contest.yaml"
refused "200,000 lists in each other" 'contest.yaml:[0-9]'

# Names that would steer the terminal, or the reader's eye.
escape=$(printf '\033]0;owned\007\033[2J')
sed -i "0,/name: /s//name: $escape/" "$contest/contest.yaml"
refused "terminal escapes in a name" 'contest.yaml:[0-9]'
sed -i '0,/title: .*/s//title: "\\e[2Jowned\\x9b2J"/' "$contest/contest.yaml"
refused "terminal escapes written in YAML's own escapes" 'contest.yaml:[0-9]*:.*title'
mv "$contest/$picture" "$contest/media/$(printf 'x\033[2J.png')"
refused "terminal escapes in a file's name" "$picture"
