/* Reading retyped scores. */
#include "recover/recover.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contest/contest.h"
#include "folder/unicode.h"
#include "words/words.h"

enum { FIELDS_MAX = 32, FIELD_BYTES = 128, LINE_BYTES = 1024, SCORE_MAX = 100000 };

struct reader {
    struct recover_scores *s;
    const struct definition *def;
    struct folder_report *report;
    const char *file;
    int line;
    uint32_t seats; /* bit seat-1: has a team */
    char field[FIELDS_MAX][FIELD_BYTES];
    int count;
};

static void complain(struct reader *r, int line, const char *remedy, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* `format` and `remedy` are Chinese, translated here. */
static void complain(struct reader *r, int line, const char *remedy, const char *format, ...)
{
    char message[300];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, words_tr(r->report->words, format), args);
    va_end(args);
    folder_report_add(r->report, SEVERITY_ERROR, (struct place){.file = r->file, .line = line},
                      message, words_tr(r->report->words, remedy));
}

/* Bytes of the separator at `p`, 0 if there is none. Spaces part fields only where nothing else
 * does, because names may have spaces. */
static size_t separator(const char *p, bool spaces)
{
    static const char *const marks[] = {",", ";", "\t", "，", "；", "：", ":"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(p, marks[i], strlen(marks[i])) == 0)
            return strlen(marks[i]);
    if (spaces && strncmp(p, "　", 3) == 0)
        return 3;
    return spaces && *p == ' ';
}

static bool has_marks(const char *line)
{
    for (; *line; line++)
        if (separator(line, false) > 0)
            return true;
    return false;
}

static void add_field(struct reader *r, const char *from, size_t n)
{
    while (n > 0 && isspace((unsigned char)*from))
        from++, n--;
    while (n > 0 && isspace((unsigned char)from[n - 1]))
        n--;
    if (n >= 2 && from[0] == '"' && from[n - 1] == '"')
        from++, n -= 2;
    if (r->count < FIELDS_MAX)
        snprintf(r->field[r->count++], FIELD_BYTES, "%.*s", (int)n, from);
}

/* The words that begin a line of their own keep their place before spaces: "round 3", "draw 2,1".
 */
static size_t keyword(const char *line)
{
    static const char *const words[] = {"round", "draw", "环节", "抽签"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncasecmp(line, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

static void split(struct reader *r, char *line)
{
    r->count = 0;
    line[strcspn(line, "#\r")] = '\0';
    line += strspn(line, " \t");
    size_t word = keyword(line);
    if (word > 0) {
        add_field(r, line, word);
        line += word;
        line += strspn(line, " \t");
        line += separator(line, true);
    }
    bool spaces = !has_marks(line);
    const char *from = line;
    for (const char *p = line; *p;) {
        size_t n = separator(p, spaces);
        if (n > 0 && (!spaces || p > from))
            add_field(r, from, (size_t)(p - from));
        p += n > 0 ? n : 1;
        from = n > 0 ? p : from;
    }
    if (*from)
        add_field(r, from, strlen(from));
    while (r->count > 0 && !*r->field[r->count - 1])
        r->count--; /* Excel fills rows with empty cells */
}

/* A whole number with an optional 号 or 号台 behind it; -1: none. */
static int number(const char *text)
{
    char *end;
    long n = isdigit((unsigned char)*text) ? strtol(text, &end, 10) : -1;
    if (n < 0 || n > 9999)
        return -1;
    return !*end || strcmp(end, "号") == 0 || strcmp(end, "号台") == 0 ? (int)n : -1;
}

/* Points with up to two decimals. */
static bool points(const char *text, int32_t *cp)
{
    bool negative = false;
    int64_t v = 0;
    int digits = 0, after = -1;
    if (strncmp(text, "−", 3) == 0)
        negative = true, text += 3;
    else if (*text == '-' || *text == '+')
        negative = *text++ == '-';
    for (; *text; text++) {
        if (*text == '.' && after < 0) {
            after = 0;
            continue;
        }
        if (!isdigit((unsigned char)*text) || ++digits > 9 || (after >= 0 && ++after > 2))
            return false;
        v = v * 10 + (*text - '0');
    }
    for (int i = after < 0 ? 0 : after; i < 2; i++)
        v *= 10;
    if (digits == 0 || v > (int64_t)SCORE_MAX * CP)
        return false;
    *cp = (int32_t)(negative ? -v : v);
    return true;
}

static void take_round(struct reader *r)
{
    const char *text = r->count > 1 ? r->field[1] : "";
    int n = number(text);
    if (r->s->round) {
        complain(r, r->line, N_("只留一行"), N_("环节写了两次，第一次在第 %d 行"),
                 r->s->round_line);
        return;
    }
    r->s->round_line = r->line;
    if (strcasecmp(text, "standings") == 0 || strcmp(text, "总排名") == 0) {
        r->s->round = RECOVER_STANDINGS;
    } else if (n < 1 || n > r->def->round_count) {
        r->s->round = 1; /* told once */
        complain(r, r->line,
                 N_("写 round 和从哪个环节开始，例如 round 3；全部赛完写 round standings"),
                 N_("没有环节“%.40s”，共 %d 个环节"), text, r->def->round_count);
    } else if (r->def->rounds[n - 1].kind == ROUND_TIE_BREAK) {
        r->s->round = n;
        complain(r, r->line, N_("写 round standings，再从总排名进入加赛"),
                 N_("第 %d 环节是加赛，不能直接开始"), n);
    } else {
        r->s->round = n;
    }
}

static void take_draw(struct reader *r)
{
    uint32_t seats = 0;
    size_t used = 0;
    if (r->s->draw[0]) {
        complain(r, r->line, N_("只留一行"), N_("抽签结果写了两次"));
        return;
    }
    for (int i = 1; i < r->count; i++) {
        int seat = number(r->field[i]);
        if (seat < 1 || seat > TEAMS_MAX || seats >> (seat - 1) & 1) {
            complain(r, r->line, N_("按 contest.yaml 里代表队的顺序写各队的台号，例如 draw 3,1,2"),
                     N_("抽签结果里的“%.40s”不是台号或者重复"), r->field[i]);
            return;
        }
        seats |= 1u << (seat - 1);
        used += (size_t)snprintf(r->s->draw + used, sizeof r->s->draw - used, "%s%d",
                                 i > 1 ? "," : "", seat);
    }
    if (r->count - 1 != r->def->team_count)
        complain(r, r->line, N_("按 contest.yaml 里代表队的顺序写各队的台号，例如 draw 3,1,2"),
                 N_("抽签结果有 %d 个台号，代表队有 %d 支"), r->count - 1, r->def->team_count);
    r->seats = seats;
}

/* The team at `seat` once the draw counts. */
static const struct team *team_at(const struct reader *r, int seat)
{
    if (!r->s->draw[0]) {
        int i = definition_team_at(r->def, seat);
        return i < 0 ? NULL : &r->def->teams[i];
    }
    const char *p = r->s->draw;
    for (int i = 0; i < r->def->team_count && *p; i++) {
        char *end;
        if (strtol(p, &end, 10) == seat)
            return &r->def->teams[i];
        p = *end == ',' ? end + 1 : end;
    }
    return NULL;
}

static void take_score(struct reader *r)
{
    int seat = number(r->field[0]);
    const struct team *t = seat > 0 ? team_at(r, seat) : NULL;
    if (!t) {
        complain(r, r->line, N_("每行写 台号,分数，例如 3,120"), N_("没有 %.40s 号台"),
                 r->field[0]);
        return;
    }
    if (r->count < 2 || r->count > 3) {
        complain(r, r->line, N_("每行写 台号,分数，例如 3,120"), N_("这一行有 %d 格"), r->count);
        return;
    }
    if (r->s->line[seat - 1]) {
        complain(r, r->line, N_("每队只留一行"), N_("%d号 台的分数写了两次，第一次在第 %d 行"),
                 seat, r->s->line[seat - 1]);
        return;
    }
    r->s->line[seat - 1] = r->line;
    const char *name = r->count == 3 ? r->field[1] : "";
    if (*name && strcmp(name, t->name) != 0 && strcmp(name, t->short_name) != 0)
        complain(r, r->line, N_("核对台号和队名"), N_("%d号 台是“%s”，不是“%.60s”"), seat, t->name,
                 name);
    if (!points(r->field[r->count - 1], &r->s->score_cp[seat - 1]))
        complain(r, r->line, N_("写半角数字，最多两位小数，例如 120 或 -10.5"),
                 N_("“%.40s”不是分数"), r->field[r->count - 1]);
}

static bool is_heading(const char *field)
{
    return strcasecmp(field, "seat") == 0 || strcmp(field, "台号") == 0;
}

/* First the lines that say what the others mean, then the scores. */
static void take_line(struct reader *r, bool scores)
{
    const char *word = r->field[0];
    if (r->count == 0 || is_heading(word))
        return;
    bool round = strcasecmp(word, "round") == 0 || strcmp(word, "环节") == 0;
    bool draw = strcasecmp(word, "draw") == 0 || strcmp(word, "抽签") == 0;
    if (!round && !draw && scores)
        take_score(r);
    else if (round && !scores)
        take_round(r);
    else if (draw && !scores)
        take_draw(r);
}

static void each_line(struct reader *r, const char *text, bool scores)
{
    char line[LINE_BYTES];
    r->line = 0;
    while (*text) {
        size_t n = strcspn(text, "\n");
        r->line++;
        snprintf(line, sizeof line, "%.*s", (int)(n < LINE_BYTES ? n : LINE_BYTES - 1), text);
        split(r, line);
        take_line(r, scores);
        text += n + (text[n] == '\n');
    }
}

static void check_whole(struct reader *r)
{
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (r->seats >> (seat - 1) & 1 && !r->s->line[seat - 1]) {
            const struct team *t = team_at(r, seat);
            complain(r, 0, N_("每队一行，0 分也要写"), N_("缺少 %d号 台“%s”的分数"), seat,
                     t ? t->name : "");
        }
    if (!r->s->round)
        complain(r, 0, N_("加一行，例如 round 3；全部赛完写 round standings"),
                 N_("没有写从哪个环节继续"));
    for (int i = 0; i < r->def->round_count && i < r->s->round - 1; i++)
        if (r->def->rounds[i].policy.eliminate > 0) {
            char message[200];
            snprintf(message, sizeof message,
                     TR(r->report->words, N_("第 %d 环节之后有淘汰，重录后各队都在场")), i + 1);
            folder_report_add(r->report, SEVERITY_WARNING,
                              (struct place){.file = r->file, .line = r->s->round_line}, message,
                              TR(r->report->words, N_("已淘汰的队用停用按钮、不指定作答来排除")));
        }
}

bool recover_read(struct recover_scores *s, const char *text, const char *file,
                  const struct definition *def, struct folder_report *report)
{
    struct reader r = {.s = s, .def = def, .report = report, .file = file};
    size_t errors = report->errors, size = strlen(text);
    *s = (struct recover_scores){.round = 0};
    for (int i = 0; i < def->team_count; i++)
        r.seats |= 1u << (def->teams[i].seat - 1);
    enum text_encoding e = text_detect(text, size, NULL);
    bool readable = e == TEXT_UTF8 || e == TEXT_UTF8_BOM || e == TEXT_GB18030;
    char *utf8 = readable ? text_to_utf8(text, size, e, &size) : NULL;
    if (!utf8) {
        complain(&r, 0, N_("用记事本打开，另存为，编码选 UTF-8"), N_("文件编码是 %s，读不了"),
                 text_encoding_name(e));
        return false;
    }
    each_line(&r, utf8, false);
    if (report->errors == errors)
        each_line(&r, utf8, true);
    if (report->errors == errors)
        check_whole(&r);
    free(utf8);
    folder_report_sort(report);
    return report->errors == errors;
}
