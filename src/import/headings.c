#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "folder/nearest.h"
#include "import/table.h"
#include "words/words.h"

enum { NAMES_MAX = 20, HEADING_BYTES = 64, HEADING_ROWS = 12 };

/* The first name of a column is the one messages use. */
static const struct {
    enum column column;
    const char *names[NAMES_MAX];
} known[] = {
    {COLUMN_IGNORED,
     {"序号", "备注", "总分", "合计", "总成绩", "平均分", "名次", "排名", "难度", "性别", "年龄",
      "电话", "手机", "手机号", "身份证号", "准考证号", "note", "total", "rank"}},
    {COLUMN_NAME, {"name", "名称"}},
    {COLUMN_ID, {"编号", "题号", "试题编号", "题目编号", "id", "no", "no."}},
    {COLUMN_ROUND, {"环节", "所属环节", "题库", "round"}},
    {COLUMN_TYPE, {"题型", "类型", "试题类型", "题目类型", "type"}},
    {COLUMN_TEXT, {"题目", "题干", "试题", "试题内容", "题目内容", "内容", "question", "text"}},
    {COLUMN_OPTIONS, {"选项", "备选项", "备选答案", "options", "choices"}},
    {COLUMN_ANSWER, {"答案", "正确答案", "标准答案", "参考答案", "answer", "key"}},
    {COLUMN_ACCEPT, {"评分标准", "可接受答案", "得分点", "accept"}},
    {COLUMN_EXPLANATION, {"解析", "答案解析", "试题解析", "说明", "explanation"}},
    {COLUMN_ARTICLE, {"依据", "法律依据", "法条", "出处", "条款", "article", "source", "basis"}},
    {COLUMN_POINTS, {"分值", "分数", "得分", "points", "value"}},
    {COLUMN_AUTHOR, {"出题人", "命题人", "作者", "author"}},
    {COLUMN_MEDIA,
     {"图片或视频", "图片", "视频", "图片文件", "视频文件", "媒体", "文件", "附件", "media",
      "picture", "video", "file"}},
    {COLUMN_PACKET, {"题包", "题包号", "题包编号", "卷包", "packet"}},
    {COLUMN_FAULT, {"错误", "错误标题", "错误点", "错处", "fault"}},
    {COLUMN_FAULT_RIGHT, {"改正", "正确写法", "正确做法", "更正", "right", "correction"}},
    {COLUMN_FAULT_REASON, {"原因", "理由", "错误原因", "reason"}},
    {COLUMN_FAULT_ARTICLE, {"错误依据", "纠错依据", "fault article"}},
    {COLUMN_FAULT_POINTS, {"错误分值", "纠错分值", "fault points"}},
    {COLUMN_REGION, {"位置", "区域", "region"}},
    {COLUMN_FROM, {"开始秒", "起始秒", "开始时间", "from", "from_seconds"}},
    {COLUMN_TO, {"结束秒", "终止秒", "结束时间", "to", "to_seconds"}},
    {COLUMN_SEAT, {"台号", "席位", "座位号", "抽签号", "seat"}},
    {COLUMN_TEAM,
     {"代表队", "队名", "队伍", "参赛队", "单位", "参赛单位", "所在单位", "代表队名称", "单位名称",
      "team"}},
    {COLUMN_SHORT, {"简称", "队名简称", "单位简称", "short", "short name"}},
    {COLUMN_PLAYERS, {"队员", "参赛队员", "选手", "players", "members"}},
    {COLUMN_RESERVE, {"替补", "候补", "替补队员", "reserve", "substitute"}},
    {COLUMN_CARRY_IN, {"带入分", "初赛成绩", "预赛成绩", "初赛得分", "carry_in", "carry in"}},
    {COLUMN_PERSON, {"姓名", "队员姓名", "选手姓名", "考生姓名", "person", "player", "member"}},
    {COLUMN_ROLE, {"角色", "身份", "职务", "role"}},
};

/* Lower case, no spaces, stars or colons, nothing in brackets: "分值（分）" is 分值. */
static void plain_heading(const char *heading, char out[HEADING_BYTES])
{
    static const char *const cut[] = {"(", "（", "[", "【"};
    static const char *const drop[] = {"*", "：", ":", "\n", "　", "\r"};
    size_t n = 0;
    for (const char *s = heading; *s && n + 4 < HEADING_BYTES;) {
        for (size_t i = 0; i < sizeof cut / sizeof cut[0]; i++)
            if (n > 0 && strncmp(s, cut[i], strlen(cut[i])) == 0)
                goto done;
        size_t skip = 0;
        for (size_t i = 0; i < sizeof drop / sizeof drop[0]; i++)
            if (strncmp(s, drop[i], strlen(drop[i])) == 0)
                skip = strlen(drop[i]);
        if (skip == 0) {
            out[n++] = (char)tolower((unsigned char)*s);
            skip = 1;
        }
        s += skip;
    }
done:
    while (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
}

/* "选项A", "A选项", "option a", "a": index 0..5, else -1. */
static int option_index(const char *h)
{
    static const char *const before[] = {"选项", "备选项", "option ", "option", "答案选项", ""};
    size_t n = strlen(h);
    if (n > 6 && strcmp(h + n - 6, "选项") == 0)
        n -= 6;
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        size_t b = strlen(before[i]);
        if (n != b + 1 || strncmp(h, before[i], b) != 0)
            continue;
        char c = h[b];
        if (c >= 'a' && c < 'a' + OPTIONS_MAX)
            return c - 'a';
        if (b > 0 && c >= '1' && c < '1' + OPTIONS_MAX)
            return c - '1';
    }
    return -1;
}

static int player_index(const char *h)
{
    static const char *const before[] = {"队员", "选手", "player ", "player", "参赛队员", "member"};
    static const char *const chinese[] = {"一", "二", "三", "四", "五", "六"};
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        size_t b = strlen(before[i]);
        if (strncmp(h, before[i], b) != 0)
            continue;
        if (h[b] >= '1' && h[b] < '1' + PLAYERS_MAX && !h[b + 1])
            return h[b] - '1';
        for (int k = 0; k < PLAYERS_MAX; k++)
            if (strcmp(h + b, chinese[k]) == 0)
                return k;
    }
    return -1;
}

static enum column heading_column(const char *heading)
{
    char h[HEADING_BYTES];
    plain_heading(heading, h);
    int i = option_index(h);
    if (i >= 0)
        return (enum column)(COLUMN_OPTION_1 + i);
    i = player_index(h);
    if (i >= 0)
        return (enum column)(COLUMN_PLAYER_1 + i);
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
        for (size_t n = 0; n < NAMES_MAX && known[k].names[n]; n++)
            if (strcmp(h, known[k].names[n]) == 0)
                return known[k].column;
    return COLUMN_NONE;
}

const char *heading_name(enum column c)
{
    static const char *const options[] = {"选项A", "选项B", "选项C", "选项D", "选项E", "选项F"};
    static const char *const players[] = {"队员1", "队员2", "队员3", "队员4", "队员5", "队员6"};
    if (c >= COLUMN_OPTION_1 && c <= COLUMN_OPTION_6)
        return options[c - COLUMN_OPTION_1];
    if (c >= COLUMN_PLAYER_1 && c <= COLUMN_PLAYER_6)
        return players[c - COLUMN_PLAYER_1];
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
        if (known[k].column == c)
            return known[k].names[0];
    return "";
}

int headings_find(const struct row *rows, size_t count, int *score)
{
    int best = -1;
    *score = 1; /* two recognised headings make a row of headings */
    for (size_t i = 0; i < count && i < HEADING_ROWS; i++) {
        int n = 0;
        for (int c = 0; c < rows[i].count; c++)
            n += heading_column(rows[i].cells[c]) != COLUMN_NONE;
        if (n > *score) {
            *score = n;
            best = (int)i;
        }
    }
    return best;
}

static void report_unknown(const struct table *t, int number, int i)
{
    const struct words *w = t->report->words;
    struct nearest n;
    char message[160], remedy[160];
    nearest_init(&n, t->headings[i]);
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
        for (size_t m = 0; m < NAMES_MAX && known[k].names[m]; m++)
            nearest_offer(&n, known[k].names[m]);
    snprintf(message, sizeof message, TR(w, N_("不认识列标题“%.60s”，这一列不导入")),
             t->headings[i]);
    if (n.best && strlen(t->headings[i]) > 3)
        snprintf(remedy, sizeof remedy, TR(w, N_("是不是想写 %s？")), n.best);
    else
        snprintf(remedy, sizeof remedy, "%s", TR(w, N_("不需要就不用管；需要就改成认识的标题")));
    folder_report_add(t->report, SEVERITY_WARNING,
                      (struct place){t->file, t->headings[i], number, i + 1}, message, remedy);
}

static bool has(const struct table *t, enum column c)
{
    return t->at[c] >= 0;
}

/* A column of marks: more numbers than words, words for absence not counted. */
static bool is_marks(const struct table *t, int i)
{
    int numbers = 0, words = 0;
    for (size_t r = 0; r < t->row_count; r++) {
        const char *text = i < t->rows[r].count ? t->rows[r].cells[i] : "";
        char *end;
        if (cell_is_absence(text))
            continue;
        (void)strtod(text, &end);
        *(*end ? &words : &numbers) += 1;
    }
    return numbers > words;
}

static bool kind_of(struct table *t)
{
    bool marks = false;
    for (int i = 0; i < t->column_count; i++)
        marks |= t->columns[i] == COLUMN_NONE && is_marks(t, i);
    bool players = has(t, COLUMN_PLAYER_1) || has(t, COLUMN_PLAYERS);
    if (has(t, COLUMN_TEXT))
        t->kind = TABLE_QUESTIONS;
    else if (has(t, COLUMN_PERSON) && has(t, COLUMN_TEAM))
        t->kind = marks ? TABLE_SCORES : TABLE_PEOPLE;
    else if (has(t, COLUMN_TEAM) && (players || has(t, COLUMN_SEAT) || has(t, COLUMN_SHORT)))
        t->kind = TABLE_TEAMS;
    else
        return false;
    return true;
}

static bool report_repeated(const struct table *t, int number, int i)
{
    enum column c = t->columns[i];
    if (c == COLUMN_NONE || c == COLUMN_IGNORED || t->at[c] == i)
        return true;
    char message[160];
    snprintf(message, sizeof message, TR(t->report->words, N_("列标题“%.60s”与第 %d 列重复")),
             t->headings[i], t->at[c] + 1);
    folder_report_add(t->report, SEVERITY_ERROR,
                      (struct place){t->file, t->headings[i], number, i + 1}, message,
                      TR(t->report->words, N_("只留一列，或者改标题")));
    return false;
}

/* Exams are known by their heading only. */
static bool report_exam(const struct table *t, int number, int i)
{
    const struct words *w = t->report->words;
    struct place p = {t->file, t->headings[i], number, i + 1};
    char message[160] = "";
    if (!*t->headings[i])
        snprintf(message, sizeof message, "%s", TR(w, N_("这一列成绩没有列标题")));
    for (int k = 0; k < i && *t->headings[i]; k++)
        if (strcmp(t->headings[k], t->headings[i]) == 0)
            snprintf(message, sizeof message, TR(w, N_("列标题“%.60s”与第 %d 列重复")),
                     t->headings[i], k + 1);
    if (message[0])
        folder_report_add(t->report, SEVERITY_ERROR, p, message,
                          TR(w, N_("每个科目一列，写上科目的名称")));
    return !message[0];
}

bool headings_read(struct table *t, const struct row *heading, struct arena *a)
{
    t->column_count = heading->count;
    for (int c = 0; c < COLUMN_COUNT; c++)
        t->at[c] = -1;
    for (int i = 0; i < heading->count; i++) {
        t->headings[i] = arena_text(a, heading->cells[i]);
        t->columns[i] = heading_column(heading->cells[i]);
    }
    bool team = false;
    for (int i = 0; i < heading->count; i++)
        team |= t->columns[i] == COLUMN_TEAM;
    for (int i = 0; i < heading->count; i++) {
        if (t->columns[i] == COLUMN_NAME)
            t->columns[i] = team ? COLUMN_PERSON : COLUMN_TEAM;
        if (t->at[t->columns[i]] < 0)
            t->at[t->columns[i]] = i;
    }
    bool ok = true;
    for (int i = 0; i < heading->count; i++)
        ok &= report_repeated(t, heading->number, i);
    if (!kind_of(t)) {
        const struct words *w = t->report->words;
        folder_report_add(t->report, SEVERITY_ERROR,
                          (struct place){t->file, "", heading->number, 0},
                          TR(w, N_("认不出这是什么表")),
                          TR(w, N_("题目表要有“题目”“答案”，代表队表要有“代表队”“台号”，成绩表要有“"
                                   "代表队”“姓名”和各科成绩")));
        return false;
    }
    for (int i = 0; i < heading->count; i++)
        if (t->columns[i] == COLUMN_NONE && *t->headings[i] &&
            !(t->kind == TABLE_SCORES && is_marks(t, i))) {
            report_unknown(t, heading->number, i);
            t->columns[i] = COLUMN_IGNORED;
        }
    for (int i = 0; i < heading->count; i++)
        if (t->kind == TABLE_SCORES && t->columns[i] == COLUMN_NONE && is_marks(t, i))
            ok &= report_exam(t, heading->number, i);
    return ok;
}
