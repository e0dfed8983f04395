/* A small sound contest as texts, for tests that break it in one place. */
#ifndef TESTS_FOLDER_BASE_H
#define TESTS_FOLDER_BASE_H

/* clang-format off */
static const char base_contest[] =
"contest:\n"
"  title: 试赛\n"
"  base_score: 100\n"
"teams:\n"
"  - seat: 1\n"
"    name: 市场监督管理局\n"
"    short: 市监\n"
"    players: [甲一, 乙一, 丙一]\n"
"    reserve: 丁一\n"
"  - {seat: 2, name: 生态环境局分局, short: 生态, players: [甲二, 乙二, 丙二]}\n"
"rounds:\n"
"  - name: 必答题\n"
"    preset: required\n"
"    questions: questions/a.yaml\n"
"    count: 2\n"
"    policy:\n"
"      right: 10\n"
"      answer_seconds: 30\n"
"  - name: 抢答题\n"
"    preset: buzzer\n"
"    questions: [questions/b.yaml]\n"
"  - name: 风险题\n"
"    preset: risk\n"
"    questions: questions/c.yaml\n"
"    policy: {menu: [10, 20]}\n"
"prizes:\n"
"  - {name: 一等奖, count: 1}\n"
"  - {name: 二等奖, count: 1}\n";

static const char base_a[] =
"questions:\n"
"  - id: A-1\n"
"    type: single\n"
"    text: 复议期限一般是多久？\n"
"    options: [三十日, 六十日, 九十日]\n"
"    answer: B\n"
"  - id: A-2\n"
"    type: true_false\n"
"    text: 执法人员应当出示证件。\n"
"    answer: 对\n";

static const char base_b[] =
"questions:\n"
"  - id: B-1\n"
"    type: multiple\n"
"    text: 哪些是强制措施？\n"
"    options:\n"
"      - 查封\n"
"      - 扣押\n"
"      - 罚款\n"
"    answer: AB\n"
"  - id: B-2\n"
"    type: short\n"
"    text: 听证申请在几日内提出？\n"
"    answer: 五日\n";

static const char base_c[] =
"questions:\n"
"  - {id: C-1, type: short, points: 10, text: 甲题目说什么, answer: 甲}\n"
"  - {id: C-2, type: short, points: 20, text: 乙题目问哪里, answer: 乙}\n";

static const char base_stage[] =
"boxes:\n"
"  - {name: 甲盒, link: \"tty:/dev/ttyA\", seats: [1], uid: 0x11}\n"
"  - {name: 乙盒, link: \"tty:/dev/ttyB\", seats: [2], uid: 0x22}\n"
"keypad: {Enter: KP_Enter, plus: [KP_Plus, F5]}\n"
"displays: {audience: HDMI-2, operator: eDP-1, audience_area: [0, 0, 1920, 1080]}\n"
"theme: night\n"
"languages: {audience: zh_CN, operator: en}\n"
"sound: {device: \"\", volume: 70, mute: [last], levels: {go: -3, press: 2}}\n"
"mirror: /media/usb\n";
/* clang-format on */

#endif
