#include "preliminary/sheets.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "words/words.h"

struct builder {
    const struct preliminary *p;
    const struct words *w;
    struct arena *a;
    struct sheets *s;
    struct sheet *sheet; /* being filled */
    int cells;
    struct placing *rows;
};

static const char *text(struct builder *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static const char *text(struct builder *b, const char *format, ...)
{
    char out[600];
    va_list args;
    va_start(args, format);
    vsnprintf(out, sizeof out, format, args);
    va_end(args);
    return arena_text(b->a, out);
}

static void put(struct builder *b, const char *cell)
{
    b->sheet->cells = arena_grow(b->a, b->sheet->cells, (size_t)b->cells, sizeof cell);
    b->sheet->cells[b->cells++] = cell;
}

static void put_value(struct builder *b, int64_t value)
{
    char out[PRELIMINARY_TEXT];
    put(b, arena_text(b->a, preliminary_text(value, out)));
}

static void sheet_begin(struct builder *b, const char *title, const char *file)
{
    b->sheet = &b->s->list[b->s->count++];
    *b->sheet = (struct sheet){.title = TR(b->w, title), .file = file};
    b->cells = 0;
}

/* Headings are all there. */
static void sheet_columns(struct builder *b)
{
    b->sheet->columns = b->cells;
}

static void sheet_end(struct builder *b)
{
    b->sheet->rows = b->cells / b->sheet->columns;
}

static void put_heads(struct builder *b, const char *const *heads)
{
    for (; *heads; heads++)
        put(b, TR(b->w, *heads));
}

static void put_exams(struct builder *b)
{
    for (int e = 0; e < b->p->exam_count; e++)
        put(b, b->p->exams[e].name);
}

/* ---- what decided ---- */

static const char *key_text(struct builder *b, struct tie_key k)
{
    switch (k.by) {
    case BY_EXAM:
        return b->p->exams[k.exam].name;
    case BY_BEST_MEMBER:
        return TR(b->w, N_("最高个人分"));
    case BY_LOWEST_MEMBER:
        return TR(b->w, N_("最低个人分"));
    case BY_FEWER_MISSING:
        return TR(b->w, N_("缺考少"));
    case BY_TOTAL:
        break;
    }
    return TR(b->w, N_("总分"));
}

/* Why this row stands where it does, "" when points say it. */
static const char *why(struct builder *b, enum side side, const struct placing *row)
{
    if (row->level > 1)
        return text(b, TR(b->w, "并列（%d 个）"), row->level);
    if (row->by == PLACED_BY_DECISION)
        return text(b, TR(b->w, "与上一名同分：%s"), b->p->decisions[row->decision].reason);
    if (row->by >= 0 && row->by < TIE_KEYS_MAX)
        return text(b, TR(b->w, "与上一名同分：比%s"), key_text(b, b->p->ties[side][row->by]));
    return "";
}

static const char *name_of(const struct builder *b, enum side side, int who)
{
    return side == SIDE_TEAMS ? b->p->teams[who].name : b->p->members[who].name;
}

static const char *subject_text(struct builder *b, int subject)
{
    return subject == SUBJECT_TOTAL ? TR(b->w, "总分") : b->p->exams[subject].name;
}

/* "一等奖", "一等奖或二等奖", "三等奖或无". */
static const char *span_text(struct builder *b, struct band_span s, const struct band *bands,
                             int count)
{
    if (s.first == count)
        return "";
    if (s.first == s.last)
        return bands[s.first].name;
    return text(b, TR(b->w, "未定：%s或%s"), bands[s.first].name,
                s.last == count ? TR(b->w, "无") : bands[s.last].name);
}

/* A tie across a line, told once. */
static void note_open(struct builder *b, enum side side, int i, struct band_span s,
                      const char *where)
{
    const struct placing *row = &b->rows[i];
    char names[400] = "";
    if (s.first == s.last || (i > 0 && b->rows[i - 1].rank == row->rank))
        return;
    for (int k = 0; k < row->level && strlen(names) < sizeof names - 130; k++) {
        const char *name = name_of(b, side, b->rows[i + k].who);
        size_t n = strlen(names);
        snprintf(names + n, sizeof names - n, "%s%s", k ? "、" : "", name);
    }
    b->s->open = arena_grow(b->a, b->s->open, (size_t)b->s->open_count, sizeof *b->s->open);
    b->s->open[b->s->open_count++] =
        text(b, TR(b->w, "%s：第 %d 名 %d 个并列：%s"), where, row->rank, row->level, names);
}

/* ---- the sheets ---- */

static void teams_sheet(struct builder *b)
{
    static const char *const heads[] = {N_("名次"), N_("代表队"), N_("人数"), NULL};
    static const char *const more[] = {N_("总分"), N_("晋级"), N_("说明"), NULL};
    const struct preliminary *p = b->p;
    const struct band line = {TR(b->w, "晋级"), p->qualify};
    sheet_begin(b, N_("团体成绩"), "preliminary-teams.csv");
    put_heads(b, heads);
    put_exams(b);
    put_heads(b, more);
    sheet_columns(b);
    int count = preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, b->rows);
    for (int i = 0; i < count; i++) {
        const struct preliminary_team *t = &p->teams[b->rows[i].who];
        struct band_span s = band_of(&b->rows[i], &line, 1);
        put(b, text(b, "%d", b->rows[i].rank));
        put(b, t->name);
        put(b, text(b, "%d", t->count));
        for (int e = 0; e < p->exam_count; e++)
            put_value(b, t->value[e]);
        put_value(b, t->total);
        put(b, p->qualify ? span_text(b, s, &line, 1) : "");
        put(b, why(b, SIDE_TEAMS, &b->rows[i]));
        note_open(b, SIDE_TEAMS, i, s, text(b, TR(b->w, "晋级线（前 %d 名）"), p->qualify));
    }
    sheet_end(b);
}

static void members_sheet(struct builder *b)
{
    static const char *const heads[] = {N_("名次"), N_("姓名"), N_("代表队"), NULL};
    static const char *const more[] = {N_("总分"), N_("说明"), NULL};
    const struct preliminary *p = b->p;
    sheet_begin(b, N_("个人成绩"), "preliminary-members.csv");
    put_heads(b, heads);
    for (int e = 0; e < p->exam_count; e++)
        if (!p->exams[e].team)
            put(b, p->exams[e].name);
    put_heads(b, more);
    sheet_columns(b);
    int count = preliminary_rank(p, SIDE_MEMBERS, SUBJECT_TOTAL, -1, b->rows);
    for (int i = 0; i < count; i++) {
        const struct preliminary_member *m = &p->members[b->rows[i].who];
        put(b, text(b, "%d", b->rows[i].rank));
        put(b, m->name);
        put(b, p->teams[m->team].name);
        for (int e = 0; e < p->exam_count; e++)
            if (!p->exams[e].team)
                put_value(b, (int64_t)m->mark_cp[e] * (PRELIMINARY_POINT / 100));
        put_value(b, m->total);
        put(b, why(b, SIDE_MEMBERS, &b->rows[i]));
    }
    sheet_end(b);
}

static void prize_rows(struct builder *b, const struct prize_list *l)
{
    int count = preliminary_rank(b->p, l->side, l->subject, -1, b->rows);
    for (int i = 0; i < count; i++) {
        struct band_span s = band_of(&b->rows[i], l->bands, l->band_count);
        int who = b->rows[i].who;
        if (s.first == l->band_count)
            continue;
        put(b, l->title);
        put(b, subject_text(b, l->subject));
        put(b, span_text(b, s, l->bands, l->band_count));
        put(b, text(b, "%d", b->rows[i].rank));
        put(b, l->side == SIDE_MEMBERS ? name_of(b, l->side, who) : "");
        put(b, b->p->teams[l->side == SIDE_MEMBERS ? b->p->members[who].team : who].name);
        put_value(b, b->rows[i].value);
        put(b, why(b, l->side, &b->rows[i]));
        note_open(b, l->side, i, s, text(b, "%s（%s）", l->title, subject_text(b, l->subject)));
    }
}

static void prizes_sheet(struct builder *b)
{
    static const char *const heads[] = {N_("奖项"), N_("考试科目"), N_("等次"),
                                        N_("名次"), N_("姓名"),     N_("代表队"),
                                        N_("成绩"), N_("说明"),     NULL};
    const struct preliminary *p = b->p;
    if (p->prize_count == 0 && p->organisation_count == 0)
        return;
    sheet_begin(b, N_("奖项名单"), "preliminary-prizes.csv");
    put_heads(b, heads);
    sheet_columns(b);
    for (int i = 0; i < p->prize_count; i++)
        prize_rows(b, &p->prizes[i]);
    for (int i = 0; i < p->organisation_count; i++) {
        const char *row[] = {
            p->organisation,       "", "", "", "", p->teams[p->organisation_teams[i]].name, "",
            TR(b->w, "组委会评定")};
        for (size_t k = 0; k < sizeof row / sizeof *row; k++)
            put(b, row[k]);
    }
    sheet_end(b);
}

static void squad_rows(struct builder *b, const struct squad *q, int team)
{
    int count = preliminary_rank(b->p, SIDE_MEMBERS, SUBJECT_TOTAL, team, b->rows), taken = 0;
    const char *where = team < 0 ? q->name : text(b, "%s %s", q->name, b->p->teams[team].name);
    for (int i = 0; i < count; i++) {
        struct band_span s = band_of(&b->rows[i], q->bands, 2);
        const struct preliminary_member *m = &b->p->members[b->rows[i].who];
        if (s.first == 2)
            continue;
        taken++;
        put(b, q->name);
        put(b, span_text(b, s, q->bands, 2));
        put(b, text(b, "%d", b->rows[i].rank));
        put(b, m->name);
        put(b, b->p->teams[m->team].name);
        put_value(b, m->total);
        put(b, why(b, SIDE_MEMBERS, &b->rows[i]));
        note_open(b, SIDE_MEMBERS, i, s, where);
    }
    int short_of = q->bands[0].count + q->bands[1].count - taken;
    if (short_of > 0) {
        b->s->open = arena_grow(b->a, b->s->open, (size_t)b->s->open_count, sizeof *b->s->open);
        b->s->open[b->s->open_count++] = text(b, TR(b->w, "%s：还缺 %d 人"), where, short_of);
    }
}

static void squads_sheet(struct builder *b)
{
    static const char *const heads[] = {N_("队伍"),   N_("角色"), N_("名次"), N_("姓名"),
                                        N_("代表队"), N_("总分"), N_("说明"), NULL};
    if (b->p->squad_count == 0)
        return;
    sheet_begin(b, N_("选拔"), "preliminary-squads.csv");
    put_heads(b, heads);
    sheet_columns(b);
    for (int i = 0; i < b->p->squad_count; i++) {
        const struct squad *q = &b->p->squads[i];
        if (!q->each_team)
            squad_rows(b, q, -1);
        for (int t = 0; q->each_team && t < b->p->team_count; t++)
            squad_rows(b, q, t);
    }
    sheet_end(b);
}

void sheets_build(struct sheets *s, const struct preliminary *p, const struct words *w,
                  struct arena *a)
{
    int all = p->member_count > p->team_count ? p->member_count : p->team_count;
    struct builder b = {.p = p, .w = w, .a = a, .s = s};
    *s = (struct sheets){.count = 0};
    b.rows = arena_array(a, (size_t)all + 1, sizeof *b.rows);
    teams_sheet(&b);
    members_sheet(&b);
    prizes_sheet(&b);
    squads_sheet(&b);
}
