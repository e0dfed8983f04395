/* rooms: folder contest keypad layout view words */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "folder/folder.h"
#include "folder/unicode.h"
#include "folder_base.h"

enum { FILES = 5 };
static const char *const base_paths[FILES] = {"contest.yaml", "questions/a.yaml",
                                              "questions/b.yaml", "questions/c.yaml", "stage.yaml"};
static const char *const base_texts[FILES] = {base_contest, base_a, base_b, base_c, base_stage};

/* One edit of the base and what must be said about it. */
struct broken {
    const char *file, *find, *put; /* find NULL: the whole file becomes `put` */
    const char *in;                /* file told */
    const char *at;                /* text whose line is told, in the edited file; NULL: any line */
    const char *field;             /* part of the field, "" any */
    const char *message, *remedy;  /* parts */
};

#define CONTEST "contest.yaml"
#define QA      "questions/a.yaml"
#define QB      "questions/b.yaml"
#define QC      "questions/c.yaml"
#define STAGE   "stage.yaml"

/* clang-format off */
static const struct broken errors[] = {
    /* contest */
    {CONTEST, "  title: 试赛\n", "", CONTEST, "contest:", "contest.title", "缺少 title", "补上赛事名称"},
    {CONTEST, "  title: 试赛\n  base_score: 100\n", "  titel: 试赛\n", CONTEST, "titel", "contest.titel", "不认识的项目", "是不是想写 title"},
    {CONTEST, "base_score: 100", "base_score: 一百", CONTEST, "base_score", "contest.base_score", "不是数", "半角数字"},
    {CONTEST, "base_score: 100", "base_score: 99999999", CONTEST, "base_score", "contest.base_score", "超出范围", "范围以内"},
    {CONTEST, "base_score: 100", "seed: -4", CONTEST, "seed", "contest.seed", "超出范围", "范围以内"},
    {CONTEST, "contest:\n  title: 试赛\n  base_score: 100\n", "", CONTEST, NULL, "contest", "缺少 contest", "title"},
    {CONTEST, NULL, "", CONTEST, NULL, "", "文件是空的", "填写内容"},
    {CONTEST, NULL, "# 只有说明\n", CONTEST, NULL, "", "文件是空的", "填写内容"},
    {CONTEST, NULL, "- 1\n- 2\n", CONTEST, NULL, "", "一组", "项目: 内容"},
    {CONTEST, "contest:\n", "contest: 决赛\nx:\n", CONTEST, "contest:", "contest", "一组", "项目: 内容"},
    {CONTEST, "title: 试赛", "title: \"试赛\\e[31m\"", CONTEST, "title", "contest.title", "控制字符", "删去"},
    {CONTEST, "title: 试赛", "title: \"试\\u202E赛\"", CONTEST, "title", "contest.title", "控制字符", "删去"},
    {CONTEST, "title: 试赛", "title: \"试\\u061C赛\"", CONTEST, "title", "contest.title", "U+061C", "删去"},
    {CONTEST, "title: 试赛", "title: \"试\\U000E0041赛\"", CONTEST, "title", "contest.title", "U+E0041", "删去"},
    {CONTEST, "prizes:", "contest: {title: 二}\nprizes:", CONTEST, "contest: {", "contest", "写了两次", "只留一处"},
    /* teams */
    {CONTEST, "seat: 2,", "seat: 1,", CONTEST, "seat: 1,", "teams[2].seat", "已经有", "另一个台号"},
    {CONTEST, "seat: 1\n", "seat: 25\n", CONTEST, "seat: 25", "teams[1].seat", "超出范围", "范围以内"},
    {CONTEST, "seat: 2,", "seat: 0,", CONTEST, "seat: 0", "teams[2].seat", "超出范围", "范围以内"},
    {CONTEST, "seat: 2, ", "", CONTEST, "生态环境局", "teams[2].seat", "缺少 seat", "台号"},
    {CONTEST, "    short: 市监\n", "", CONTEST, "seat: 1", "teams[1].short", "缺少简称", "4 个汉字"},
    {CONTEST, "short: 生态,", "short: 生态环境局,", CONTEST, "生态环境局分局", "teams[2].short", "太长", "4 个汉字"},
    {CONTEST, "short: 生态,", "short: 市监,", CONTEST, "seat: 2", "teams[2].short", "重复", "换一个"},
    {CONTEST, "name: 生态环境局分局", "name: 市场监督管理局", CONTEST, "seat: 2", "teams[2].name", "重复", "改正"},
    {CONTEST, "name: 生态环境局分局, ", "", CONTEST, "seat: 2", "teams[2].name", "缺少 name", "队名"},
    {CONTEST, "[甲一, 乙一, 丙一]", "[甲一, 甲一, 丙一]", CONTEST, "players", "teams[1].players[2]", "写了两次", "改正"},
    {CONTEST, "[甲一, 乙一, 丙一]", "[一, 二, 三, 四, 五, 六, 七]", CONTEST, "players", "teams[1].players", "7 名队员", "最多 6 名"},
    {CONTEST, "[甲一, 乙一, 丙一]", "[甲一, \"\", 丙一]", CONTEST, "players", "teams[1].players[2]", "没有姓名", "补上姓名"},
    {CONTEST, "[甲一, 乙一, 丙一]", "{a: 甲一}", CONTEST, "players", "teams[1].players", "应是一个列表", "[甲, 乙, 丙]"},
    {CONTEST, "reserve: 丁一", "reserve: 乙一", CONTEST, "reserve", "teams[1].reserve", "已经是队员", "另外一个人"},
    {CONTEST, "reserve: 丁一", "carry_in: 八十", CONTEST, "carry_in", "teams[1].carry_in", "不是数", "半角数字"},
    {CONTEST, "reserve: 丁一", "reserve: [丁一, 丁二]", CONTEST, "reserve", "teams[1].reserve", "一段文字", "只写一段"},
    {CONTEST, "reserve: 丁一", "captain: 丁一", CONTEST, "captain", "teams[1].captain", "不认识的项目", "players"},
    {CONTEST, "  - {seat: 2, name: 生态环境局分局, short: 生态, players: [甲二, 乙二, 丙二]}\n", "", CONTEST, "teams:", "teams", "1 支代表队", "2 到 24"},
    /* rounds */
    {CONTEST, "preset: buzzer", "preset: buzer", CONTEST, "preset: buzer", "rounds[2].preset", "没有名为 buzer", "buzzer"},
    {CONTEST, "preset: buzzer", "preset: 快问快答", CONTEST, "preset: 快", "rounds[2].preset", "没有名为", "required"},
    {CONTEST, "preset: buzzer", "preset: ../x", CONTEST, "preset: ..", "rounds[2].preset", "没有名为", "required"},
    {CONTEST, "    preset: buzzer\n", "", CONTEST, "- name: 抢答题", "rounds[2].preset", "缺少 preset", "preset: buzzer"},
    {CONTEST, "- name: 抢答题\n", "- short: 抢答\n", CONTEST, "- short: 抢答", "rounds[2].name", "缺少 name", "环节名称"},
    {CONTEST, "- name: 抢答题", "- name: 必答题", CONTEST, NULL, "rounds[2].name", "写了两次", "区别"},
    {CONTEST, "- name: 抢答题", "- name: 文书流程纠错", CONTEST, "文书流程", "rounds[2].short", "缺少简称", "4 个汉字"},
    {CONTEST, "      right: 10", "      rigth: 10", CONTEST, "rigth", "policy.rigth", "不认识的项目", "是不是想写 right"},
    {CONTEST, "      right: 10", "      right: 十分", CONTEST, "right:", "rounds[1].policy.right", "不是数", "半角"},
    {CONTEST, "      right: 10", "      right: 10分", CONTEST, "right:", "rounds[1].policy.right", "不是数", "半角"},
    {CONTEST, "answer_seconds: 30", "answer_seconds: 999999", CONTEST, "answer_seconds", "policy.answer_seconds", "超出范围", "0 到 3600"},
    {CONTEST, "answer_seconds: 30", "order: lowest", CONTEST, "order", "policy.order", "不认识“lowest”", "low_score"},
    {CONTEST, "answer_seconds: 30", "may_pass: 也许", CONTEST, "may_pass", "policy.may_pass", "", "yes"},
    {CONTEST, "{menu: [10, 20]}", "{menu: [1, 2, 3, 4, 5, 6, 7]}", CONTEST, "menu", "policy.menu", "最多 6 个数", "删去"},
    {CONTEST, "{menu: [10, 20]}", "{menu: [10, x]}", CONTEST, "menu", "policy.menu", "不是数", "[10, 20, 30]"},
    {CONTEST, "{menu: [10, 20]}", "{menu: [10, 20, 50]}", CONTEST, "menu", "policy.menu", "50 分的题", "menu"},
    {CONTEST, "{menu: [10, 20]}", "{menu: [10]}", QC, "C-2", "points", "不在", "menu"},
    {CONTEST, "count: 2\n", "count: 5\n", CONTEST, "count: 5", "rounds[1].count", "只有 2 题", "补充题目"},
    {CONTEST, "count: 2\n", "count: 两题\n", CONTEST, "count:", "rounds[1].count", "不是数", "整数"},
    {CONTEST, "[questions/b.yaml]", "[questions/a.yaml]", CONTEST, "[questions/a", "rounds[2].questions[1]", "已经用过", "分开"},
    {CONTEST, "[questions/b.yaml]", "[questions/x.yaml]", CONTEST, "[questions/x", "rounds[2].questions[1]", "找不到文件", "文件名"},
    {CONTEST, "[questions/b.yaml]", "[../b.yaml]", CONTEST, "[../b", "rounds[2].questions[1]", "..", "相对路径"},
    {CONTEST, "[questions/b.yaml]", "[/etc/passwd]", CONTEST, "[/etc", "rounds[2].questions[1]", "不在赛事文件夹", "相对路径"},
    {CONTEST, "[questions/b.yaml]", "['questions\\b.yaml']", CONTEST, "b.yaml", "rounds[2].questions[1]", "反斜杠", "相对路径"},
    {CONTEST, "    questions: [questions/b.yaml]\n", "", CONTEST, "- name: 抢答题", "rounds[2].questions", "没有题目", "questions:"},
    /* prizes */
    {CONTEST, "二等奖, count: 1", "二等奖, count: 9", CONTEST, "prizes:", "prizes", "10 个名额", "减少名额"},
    {CONTEST, "二等奖, count: 1", "二等奖, count: 0", CONTEST, "二等奖", "prizes[2].count", "超出范围", "范围"},
    {CONTEST, "{name: 二等奖, ", "{", CONTEST, NULL, "prizes[2].name", "缺少 name", "奖项名称"},
    /* questions */
    {QA, "id: A-2", "id: A-1", QA, "id: A-1\n    type: true", "id", "已经用过", "另一个编号"},
    {QC, "id: C-1", "id: A-1", QC, "id: A-1", "id", "questions/a.yaml", "另一个编号"},
    {QA, "id: A-2", "id: 甲二", QA, "id: 甲", "questions[2].id", "不能用的字符", "字母"},
    {QA, "  - id: A-2\n    type: true_false\n", "  - type: true_false\n", QA, "- type: true", "questions[2].id", "缺少 id", "编号"},
    {QA, "answer: B", "answer: D", QA, "answer: D", "questions[1].answer", "只有 3 个选项", "改正答案"},
    {QA, "answer: B", "answer: 六十日", QA, "answer: 六", "questions[1].answer", "不是字母", "写选项的字母：B"},
    {QA, "answer: B", "answer: 第二个", QA, "answer: 第", "questions[1].answer", "不是选项字母", "例如 B"},
    {QA, "answer: B", "answer: BC", QA, "answer: BC", "questions[1].answer", "2 个答案", "multiple"},
    {QA, "answer: B", "answer:", QA, "answer:", "questions[1].answer", "缺少 answer", "补上答案"},
    {QA, "    answer: B\n", "", QA, "id: A-1", "questions[1].answer", "缺少 answer", "补上答案"},
    {QA, "answer: 对", "answer: 也许", QA, "answer: 也许", "questions[2].answer", "看不懂", "“对”或“错”"},
    {QB, "answer: AB", "answer: ABA", QB, "answer: ABA", "questions[1].answer", "写了两次", "只写一次"},
    {QA, "[三十日, 六十日, 九十日]", "[三十日, 六十日, 三十日]", QA, "options", "questions[1].options[3]", "重复", "改正"},
    {QA, "[三十日, 六十日, 九十日]", "[三十日, \"\", 九十日]", QA, "options", "questions[1].options[2]", "空的", "补上内容"},
    {QA, "[三十日, 六十日, 九十日]", "[三十日]", QA, "options", "questions[1].options", "1 个选项", "2 到 6"},
    {QA, "[三十日, 六十日, 九十日]", "[a, b, c, d, e, f, g]", QA, "options", "questions[1].options", "7 个选项", "2 到 6"},
    {QA, "type: single", "type: singel", QA, "singel", "questions[1].type", "不认识的题型", "single"},
    {QA, "type: single", "type: 单选", QA, "单选", "questions[1].type", "不认识的题型", "multiple"},
    {QA, "    type: single\n", "", QA, "id: A-1", "questions[1].type", "缺少 type", "题型"},
    {QA, "type: single", "type: short", QA, "options", "questions[1].options", "没有选项", "single"},
    {QA, "text: 复议期限一般是多久？", "text: \"\"", QA, "text: \"\"", "questions[1].text", "缺少 text", "补上题目"},
    {QA, "text: 复议", "txt: 复议", QA, "txt", "questions[1].txt", "不认识的项目", "text"},
    {QA, "answer: B", "answer: B\n    media: media/x.png", QA, "media", "questions[1].media", "不显示图片", "picture"},
    {QA, "answer: B", "answer: B\n    faults: [{title: 甲}]", QA, "faults", "questions[1].faults", "没有纠错", "picture"},
    {QB, "type: short", "type: picture", QB, "id: B-2", "questions[2].media", "缺少 media", "media/x.png"},
    {QB, "type: short", "type: picture\n    media: ../../x.png", QB, "media", "questions[2].media", "..", "media/"},
    {QC, "points: 10", "points: 很多", QC, "C-1", "questions[1].points", "不是数", "半角"},
    {QA, NULL, "questions: []\n", QA, "questions", "questions", "没有题目", "- id:"},
    {QA, NULL, "", QA, NULL, "", "文件是空的", "填写内容"},
    {QA, NULL, "questions: 无\n", QA, "questions", "questions", "列表", "- "},
    /* stage */
    {STAGE, "seats: [2]", "seats: [77]", STAGE, "ttyB", "boxes[2].seats[1]", "超出范围", "范围"},
    {STAGE, "seats: [2], ", "", STAGE, "ttyB", "boxes[2].seats", "没有对应的台号", "seats"},
    {STAGE, "tty:/dev/ttyB", "ttyB", STAGE, "ttyB", "boxes[2].link", "看不懂", "tty:"},
    {STAGE, "tty:/dev/ttyB", "tty:/dev/ttyA", STAGE, "乙盒", "boxes[2].link", "两次", "一项"},
    {STAGE, "0x22", "二二", STAGE, "乙盒", "boxes[2].uid", "十六进制", "0x1234"},
    {STAGE, "0x22", "0x11", STAGE, "乙盒", "boxes[2].uid", "编号相同", "改正"},
    {STAGE, "uid: 0x22", "kind: protocl", STAGE, "乙盒", "boxes[2].kind", "不认识", "protocol"},
    {STAGE, "Enter: KP_Enter", "Entr: KP_Enter", STAGE, "keypad", "keypad.Entr", "不认识的项目", "Enter"},
    {STAGE, "[KP_Plus, F5]", "[KP_Enter, F5]", STAGE, "keypad", "keypad.+[1]", "已经派给", "一个用处"},
    {STAGE, "[KP_Plus, F5]", "[Keypad Enter, F5]", STAGE, "keypad", "keypad.+[1]", "已经派给 Enter", "一个用处"},
    {STAGE, "Enter: KP_Enter", "Enter: KP_9", STAGE, "keypad", "keypad.Enter", "KP_9 派给了 Enter，可它本来就是 9", "给 9 另写"},
    {STAGE, "[KP_Plus, F5]", "[KP_Plus, '.']", STAGE, "keypad", "keypad.+[2]", "可它本来就是 .", "给 . 另写"},
    {STAGE, "Enter: KP_Enter", "Enter: KP_Entr", STAGE, "keypad", "keypad.Enter", "没有叫“KP_Entr”的键", "KP_Enter"},
    {STAGE, "Enter: KP_Enter", "Enter: 小键盘", STAGE, "keypad", "keypad.Enter", "没有叫", "KP_5"},
    {STAGE, "operator: eDP-1", "operator: HDMI-2", STAGE, "displays", "displays.operator", "同一个输出", "留空"},
    {STAGE, "[0, 0, 1920, 1080]", "[0, 0, 1920]", STAGE, "displays", "displays.audience_area", "区域", "[左, 上, 宽, 高]"},
    {STAGE, "theme: night", "theme: dusk", STAGE, "theme", "theme", "没有名为 dusk", "night"},
    {STAGE, "operator: en}", "operator: fr}", STAGE, "languages", "languages.operator", "不认识", "zh_CN"},
    {STAGE, "volume: 70", "volume: 700", STAGE, "sound", "sound.volume", "超出范围", "范围"},
    {STAGE, "mute: [last]", "mute: [tick]", STAGE, "sound", "sound.mute[1]", "没有名为“tick”的声音", "go"},
    {STAGE, "mute: [last]", "mute: [last, presss]", STAGE, "sound", "sound.mute[2]", "没有名为", "press"},
    {STAGE, "go: -3", "go: -41", STAGE, "sound", "sound.levels.go", "超出范围 -40 到 6", "范围"},
    {STAGE, "press: 2", "press: 7", STAGE, "sound", "sound.levels.press", "超出范围 -40 到 6", "范围"},
    {STAGE, "press: 2", "press: laut", STAGE, "sound", "sound.levels.press", "laut", "数"},
    {STAGE, "press: 2", "pres: 2", STAGE, "sound", "sound.levels.pres", "不认识的项目", "press"},
    {STAGE, "mirror: /media/usb", "mirror: usb", STAGE, "mirror", "mirror", "完整路径", "/media/usb"},
    /* YAML itself */
    {CONTEST, NULL, "contest: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", CONTEST, NULL, "", "太深", "缩进"},
    {CONTEST, NULL, "a: &x [1,1,1]\nb: [*x,*x,*x]\n", CONTEST, "a:", "", "&", "引号"},
    {CONTEST, "  base_score: 100", "\tbase_score: 100", CONTEST, "\tbase", "", "制表符", "空格"},
    {CONTEST, "  base_score: 100", "   base_score: 100", CONTEST, "   base", "", "", "缩进"},
    {CONTEST, "title: 试赛", "title： 试赛", CONTEST, "title：", "", "", "半角冒号"},
    {CONTEST, "title: 试赛", "title: 试赛: 甲", CONTEST, "title", "", "冒号", "双引号"},
    {CONTEST, "title: 试赛", "title: \"试赛", CONTEST, "title", "", "引号没有结束", "补上引号"},
    {CONTEST, "title: 试赛", "title: *试赛", CONTEST, "title", "", "", "引号"},
    {CONTEST, "title: 试赛", "title: !x 试赛", CONTEST, "title", "", "类型", "引号"},
    {CONTEST, "title: 试赛", "title: &a 试赛", CONTEST, "title", "", "起名", "引号"},
    {CONTEST, "title: 试赛", "title: @试赛", CONTEST, "title", "", "开头", "双引号"},
    {CONTEST, "丙二]}", "丙二]", CONTEST, NULL, "", "", "}"},
    {CONTEST, "prizes:", "---\nprizes:", CONTEST, "---", "", "两份", "---"},
    {QA, "text: 复议", "text: \xB8\xB4\xD2\xE9", QA, NULL, "", "", "UTF-8"},
};

static const struct broken warnings[] = {
    {STAGE, "seats: [2]", "seats: [1]", STAGE, "ttyB", "boxes[2].seats[1]", "已经有按钮", "各一个按钮"},
    {CONTEST, "count: 2\n", "count: 1\n", CONTEST, "count: 1", "rounds[1].count", "至少要 2 题", "count"},
    {CONTEST, "    players: [甲一, 乙一, 丙一]\n", "", CONTEST, "seat: 1", "teams[1].players", "没有队员", "补上队员"},
    {CONTEST, "[甲二, 乙二, 丙二]", "[甲一, 乙二, 丙二]", CONTEST, "seat: 2", "teams[2].players", "也在", "同名"},
    {QB, "answer: AB", "answer: A", QB, "answer: A", "questions[1].answer", "只有一个答案", "single"},
    {QA, "[三十日,", "[A. 三十日,", QA, "options", "questions[1].options[1]", "自带字母", "删去"},
    {STAGE, "seats: [2]", "seats: [9]", STAGE, "乙盒", "boxes[2].seats[1]", "没有代表队", "改台号"},
    {STAGE, "seats: [2]", "seats: [9]", STAGE, "boxes:", "boxes", "2 号台没有抢答器", "抢答器"},
    {QB, "text: 听证申请在几日内提出？\n    answer: 五日", "text: 执法人员应当，出示证件！当事人可以要求查看\n    answer: 对\n"
         "  - {id: B-3, type: short, answer: 对, text: 执法人员应当出示证件，当事人可以要求查看}", QB, "B-3", "B-3", "相同", "重复"},
};
/* clang-format on */

static char *replaced(const char *text, const char *find, const char *put)
{
    if (!find)
        return strdup(put);
    const char *at = strstr(text, find);
    ck_assert_msg(at != NULL, "the base has no \"%s\"", find);
    char *out = NULL;
    ck_assert(asprintf(&out, "%.*s%s%s", (int)(at - text), text, put, at + strlen(find)) >= 0);
    return out;
}

static struct folder *load_broken(const struct broken *b, struct folder_report *r, char **edited)
{
    struct folder_file files[FILES];
    *edited = NULL;
    for (int i = 0; i < FILES; i++) {
        const char *text = base_texts[i];
        if (b && strcmp(base_paths[i], b->file) == 0)
            text = *edited = replaced(text, b->find, b->put);
        files[i] = (struct folder_file){base_paths[i], text, strlen(text)};
    }
    folder_report_init(r);
    struct folder *f = folder_load_files(files, FILES, r);
    return f;
}

static const char *base_text(const char *path)
{
    for (int i = 0; i < FILES; i++)
        if (strcmp(base_paths[i], path) == 0)
            return base_texts[i];
    return "";
}

static int line_of(const char *text, const char *what)
{
    const char *at = strstr(text, what);
    ck_assert_msg(at != NULL, "no \"%s\" in the edited file", what);
    int line = 1;
    for (const char *c = text; c < at; c++)
        line += *c == '\n';
    return line;
}

static bool says(const struct finding *f, const struct broken *b, int line)
{
    return strcmp(f->file, b->in) == 0 && (line == 0 || f->line == line) &&
           strstr(f->field, b->field) && strstr(f->message, b->message) &&
           strstr(f->remedy, b->remedy);
}

static void expect(const struct broken *b, enum severity severity)
{
    struct folder_report r;
    char *edited;
    struct folder *f = load_broken(b, &r, &edited);
    const char *told_in = strcmp(b->file, b->in) == 0 ? edited : base_text(b->in);
    int line = b->at ? line_of(told_in, b->at) : 0;
    bool met = false;
    for (size_t i = 0; i < r.count; i++)
        met |= r.findings[i].severity == severity && says(&r.findings[i], b, line);
    if (!met)
        folder_report_print(&r, stderr);
    ck_assert_msg(met, "\"%s\" → \"%s\" in %s: wanted %s:%d %s: %s → %s",
                  b->find ? b->find : "(all)", b->put, b->file, b->in, line, b->field, b->message,
                  b->remedy);
    ck_assert_msg((f == NULL) == (severity == SEVERITY_ERROR), "\"%s\"", b->put);
    for (size_t i = 0; i < r.count; i++)
        ck_assert_msg(*r.findings[i].remedy && *r.findings[i].message, "\"%s\"", b->put);
    ck_assert_msg(r.errors <= 6, "\"%s\" makes %zu errors", b->put, r.errors);
    folder_destroy(f);
    folder_report_finish(&r);
    free(edited);
}

START_TEST(every_error_is_named)
{
    expect(&errors[_i], SEVERITY_ERROR);
}
END_TEST

START_TEST(every_warning_is_named)
{
    expect(&warnings[_i], SEVERITY_WARNING);
}
END_TEST

START_TEST(base_is_sound_and_whole)
{
    struct folder_report r;
    char *edited;
    struct folder *f = load_broken(NULL, &r, &edited);
    if (r.count)
        folder_report_print(&r, stderr);
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(r.count, 0);
    const struct definition *d = &f->def;
    ck_assert_str_eq(d->title, "试赛");
    ck_assert_int_eq(d->base_cp, 10000);
    ck_assert_int_eq(d->team_count, 2);
    ck_assert_str_eq(d->teams[1].short_name, "生态");
    ck_assert_str_eq(d->teams[0].reserve, "丁一");
    ck_assert_int_eq(d->round_count, 3);
    ck_assert_str_eq(d->rounds[0].short_name, "必答题");
    ck_assert_int_eq(d->rounds[0].policy.right_cp, 1000);
    ck_assert_int_eq(d->rounds[1].kind, ROUND_BUZZER);
    ck_assert_int_eq(d->rounds[1].first_question, 2);
    ck_assert_int_eq(d->rounds[1].planned, 2);
    ck_assert_int_eq(d->rounds[2].policy.menu_count, 2);
    ck_assert_int_eq(d->rounds[2].policy.menu_cp[1], 2000);
    ck_assert_int_eq(d->question_count, 6);
    ck_assert_str_eq(d->questions[2].answer, "AB");
    ck_assert_uint_eq(d->questions[2].answer_options, 3);
    ck_assert_int_eq(d->questions[5].points_cp, 2000);
    ck_assert_str_eq(d->prizes[1].name, "二等奖");
    const struct stage_config *s = &f->stage;
    ck_assert_int_eq(s->box_count, 2);
    ck_assert_uint_eq(s->boxes[1].uid, 0x22);
    ck_assert_int_eq(s->boxes[1].seats[0], 2);
    ck_assert_int_eq(s->binding_count[KEY_PLUS], 2);
    ck_assert_str_eq(s->bindings[KEY_PLUS][1], "F5");
    ck_assert(s->sounds.muted[CUE_LAST] && !s->sounds.muted[CUE_GO] && !s->sounds.all_muted);
    ck_assert_int_eq(s->sounds.level_db[CUE_GO], -3);
    ck_assert_int_eq(s->sounds.level_db[CUE_KIND_COUNT + CUE_CLASS_PRESS], 2);
    ck_assert_int_eq(s->audience_area[2], 1920);
    ck_assert_str_eq(s->operator_language, "en");
    ck_assert_int_eq(s->volume_percent, 70);
    ck_assert_str_eq(s->mirror, "/media/usb");
    folder_destroy(f);
    folder_report_finish(&r);
}
END_TEST

/* A box per player: 64 of them, several for one seat. One more is named. */
START_TEST(as_many_boxes_as_players)
{
    for (int count = 64; count <= 65; count++) {
        static char text[8192];
        struct folder_report r;
        char *edited;
        size_t n = (size_t)snprintf(text, sizeof text, "boxes:\n");
        for (int i = 0; i < count; i++)
            n += (size_t)snprintf(text + n, sizeof text - n,
                                  "  - {name: 盒%d, link: \"tty:/dev/tty%d\", seats: [%d, %d]}\n",
                                  i, i, i % 2 + 1, i % 2 + 1);
        struct broken whole = {.file = STAGE, .find = NULL, .put = text};
        struct folder *f = load_broken(&whole, &r, &edited);
        ck_assert_uint_eq(r.errors, count == 64 ? 0 : 1);
        ck_assert_uint_eq(r.count - r.errors, 2); /* is it meant? asked once for each seat */
        ck_assert_int_eq(f != NULL, count == 64);
        if (f)
            ck_assert_int_eq(f->stage.boxes[63].seats[1], 2);
        else
            ck_assert_ptr_nonnull(strstr(r.findings[0].message, "最多 64 个"));
        folder_destroy(f);
        folder_report_finish(&r);
        free(edited);
    }
}
END_TEST

/* Errors in different files and lines are all told in one go, in the order of the files. */
START_TEST(all_errors_at_once)
{
    struct folder_file files[FILES];
    char *contest = replaced(base_contest, "seat: 2,", "seat: 1, colour: red,");
    char *a = replaced(base_a, "answer: B", "answer: Z\n    anser: B");
    char *stage = replaced(base_stage, "volume: 70", "volume: loud");
    for (int i = 0; i < FILES; i++) {
        const char *t = i == 0 ? contest : i == 1 ? a : i == 4 ? stage : base_texts[i];
        files[i] = (struct folder_file){base_paths[i], t, strlen(t)};
    }
    struct folder_report r;
    folder_report_init(&r);
    ck_assert_ptr_null(folder_load_files(files, FILES, &r));
    ck_assert_uint_eq(r.errors, 5);
    ck_assert_str_eq(r.findings[0].file, CONTEST);
    ck_assert_str_eq(r.findings[2].file, QA);
    ck_assert_int_le(r.findings[2].line, r.findings[3].line);
    ck_assert_str_eq(r.findings[4].file, STAGE);
    folder_report_finish(&r);
    free(contest);
    free(a);
    free(stage);
}
END_TEST

/* Any prefix of the contest, and any single damaged byte, is told or accepted; nothing crashes. */
START_TEST(damage_never_crashes)
{
    size_t size = strlen(base_contest);
    char *text = strdup(base_contest);
    for (size_t i = 0; i < size; i += 3) {
        for (int way = 0; way < 3; way++) {
            memcpy(text, base_contest, size + 1);
            text[i] = way == 0 ? '\0' : way == 1 ? '{' : '\x9B';
            struct folder_file files[FILES];
            for (int k = 0; k < FILES; k++)
                files[k] =
                    (struct folder_file){base_paths[k], base_texts[k], strlen(base_texts[k])};
            files[0] = (struct folder_file){CONTEST, text, way == 0 ? i : size};
            struct folder_report r;
            folder_report_init(&r);
            struct folder *f = folder_load_files(files, FILES, &r);
            ck_assert((f == NULL) == (r.errors > 0));
            folder_destroy(f);
            folder_report_finish(&r);
        }
    }
    free(text);
}
END_TEST

/* Text from files never reaches a terminal as a command. */
START_TEST(reports_are_harmless)
{
    struct folder_report report;
    folder_report_init(&report);
    folder_report_add(&report, SEVERITY_ERROR, (struct place){"a\033]0;x\007.yaml", "\x9b", 1, 0},
                      "甲\n\033[31m\xE2\x80\xAE乙", "丙");
    ck_assert_str_eq(report.findings[0].file, "a?]0;x?.yaml");
    ck_assert_str_eq(report.findings[0].field, "?");
    ck_assert_str_eq(report.findings[0].message, "甲??[31m???乙");
    for (int i = 0; i < REPORT_MAX + 10; i++)
        folder_report_add(&report, SEVERITY_WARNING, (struct place){0}, "x", "y");
    ck_assert_uint_eq(report.count, REPORT_MAX);
    ck_assert_uint_eq(report.dropped, 11);
    folder_report_finish(&report);
}
END_TEST

START_TEST(invisible_text_is_refused)
{
    static const struct {
        uint32_t first, last;
        bool printable;
    } ranges[] = {
        {0x00, 0x1F, false},       {0x7F, 0x9F, false},       {0x20, 0x7E, true},
        {0x061C, 0x061C, false},   {0x061B, 0x061B, true},    {0x200E, 0x200F, false},
        {0x202A, 0x202E, false},   {0x2066, 0x206F, false},   {0xFEFF, 0xFEFF, false},
        {0xE0000, 0xE007F, false}, {0xE0100, 0xE01EF, true},  {0x200D, 0x200D, true},
        {0xFE00, 0xFE0F, true},    {0x4E00, 0x9FFF, true},    {0x20000, 0x2A6DF, true},
        {0x1F3F4, 0x1F3F4, true},  {0xE01F0, 0xE0FFF, false},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        for (uint32_t c = ranges[i].first; c <= ranges[i].last; c++)
            ck_assert_msg(unicode_is_printable(c) == ranges[i].printable, "U+%04X", (unsigned)c);
}
END_TEST

START_TEST(widths)
{
    ck_assert_int_eq(utf8_columns("市监局A1"), 8);
    ck_assert_int_eq(utf8_columns("ＡＢ"), 4);
    ck_assert_int_eq(utf8_length("市监a"), 3);
    uint32_t c;
    ck_assert_uint_eq(utf8_decode("\xC0\x80", 2, &c), 0);
    ck_assert_uint_eq(utf8_decode("\xED\xA0\x80", 3, &c), 0);
    ck_assert_uint_eq(utf8_decode("\xF4\x90\x80\x80", 4, &c), 0);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("folder");
    TCase *t = tcase_create("text");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, base_is_sound_and_whole);
    tcase_add_loop_test(t, every_error_is_named, 0, (int)(sizeof errors / sizeof errors[0]));
    tcase_add_loop_test(t, every_warning_is_named, 0, (int)(sizeof warnings / sizeof warnings[0]));
    tcase_add_test(t, as_many_boxes_as_players);
    tcase_add_test(t, all_errors_at_once);
    tcase_add_test(t, damage_never_crashes);
    tcase_add_test(t, reports_are_harmless);
    tcase_add_test(t, invisible_text_is_refused);
    tcase_add_test(t, widths);
    suite_add_tcase(s, t);
    SRunner *sr = srunner_create(s);
    srunner_run_all(sr, CK_NORMAL);
    int failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed != 0;
}
