/* CSV as Excel opens it: UTF-8 with BOM, CRLF, quoted where needed. */
#include "folder/csv_cell.h"
#include "report/internal.h"

#include <inttypes.h>
#include <string.h>

struct csv {
    FILE *out;
    const struct words *words;
    bool first;
};

static void lead(struct csv *c)
{
    if (!c->first)
        putc(',', c->out);
    c->first = false;
}

static void put_text(struct csv *c, const char *text)
{
    char clean[1024];
    plain_text(text, false, clean, sizeof clean);
    lead(c);
    csv_cell_put(c->out, clean);
}

static void put_int(struct csv *c, int64_t n)
{
    lead(c);
    fprintf(c->out, "%" PRId64, n);
}

static void put_points(struct csv *c, int32_t cp)
{
    char text[PLAIN_POINTS];
    lead(c);
    fputs(plain_points(cp, text), c->out);
}

static void put_ms(struct csv *c, bool has, int64_t us)
{
    lead(c);
    if (has)
        fprintf(c->out, "%.3f", (double)us / 1000);
}

static void end_row(struct csv *c)
{
    fputs("\r\n", c->out);
    c->first = true;
}

static void put_heads(struct csv *c, const char *const *heads)
{
    for (; *heads; heads++)
        put_text(c, TR(c->words, *heads));
}

static void standings(struct csv *c, const struct report *r)
{
    static const char *const heads[] = {N_("名次"), N_("台号"), N_("代表队"), N_("起始分"), NULL};
    put_heads(c, heads);
    for (int k = 0; k < r->def->round_count; k++)
        put_text(c, r->def->rounds[k].name);
    static const char *const more[] = {N_("其他"), N_("总分"), N_("奖项"), N_("备注"), NULL};
    put_heads(c, more);
    end_row(c);
    for (int i = 0; i < r->team_count; i++) {
        const struct report_team *t = &r->teams[i];
        put_int(c, t->standing.rank);
        put_int(c, t->standing.seat);
        put_text(c, t->team->name);
        put_points(c, t->start_cp);
        for (int k = 0; k < r->def->round_count; k++)
            put_points(c, t->round_cp[k]);
        put_points(c, t->other_cp);
        put_points(c, t->standing.score_cp);
        put_text(c, report_prize_name(r, &t->standing));
        put_text(c, report_standing_note(r, &t->standing));
        end_row(c);
    }
}

static void ledger(struct csv *c, const struct report *r)
{
    static const char *const heads[] = {
        N_("序号"), N_("北京时间"), N_("环节"), N_("题号"), N_("题目编号"),
        N_("台号"), N_("代表队"),   N_("事由"), N_("分值"), N_("得分"),
        N_("说明"), N_("状态"),     NULL};
    put_heads(c, heads);
    end_row(c);
    for (size_t i = 0; i < r->change_count; i++) {
        const struct report_change *x = &r->changes[i];
        const struct ledger_entry *e = &x->entry;
        char clock[PLAIN_TIME], note[400];
        put_int(c, e->seq);
        put_text(c, plain_clock(x->wall_us, clock));
        put_text(c, report_round_name(r, e->round));
        put_int(c, e->question);
        put_text(c, report_question_id(r, e->question_index));
        put_int(c, e->seat);
        put_text(c, report_team_name(r, e->seat));
        put_text(c, report_cause(r, e->cause));
        put_points(c, e->points_cp);
        put_points(c, x->total_cp);
        report_change_note(r, x, note, sizeof note);
        put_text(c, note);
        put_text(c, report_status(r, x->undone_by));
        end_row(c);
    }
}

static void presses(struct csv *c, const struct report *r)
{
    static const char *const heads[] = {
        N_("序号"),         N_("北京时间"),       N_("环节"),         N_("题号"), N_("口令次数"),
        N_("台号"),         N_("代表队"),         N_("抢答器"),       N_("按钮"), N_("判定"),
        N_("比最先(毫秒)"), N_("不确定度(毫秒)"), N_("距口令(毫秒)"), N_("状态"), NULL};
    put_heads(c, heads);
    end_row(c);
    for (size_t i = 0; i < r->press_count; i++) {
        const struct report_press *p = &r->presses[i];
        char clock[PLAIN_TIME];
        put_int(c, (int64_t)i + 1);
        put_text(c, plain_clock(p->wall_us, clock));
        put_text(c, report_round_name(r, p->round));
        put_int(c, p->question);
        put_int(c, p->go_call);
        put_int(c, p->seat);
        put_text(c, report_team_name(r, p->seat));
        put_int(c, p->box);
        put_int(c, p->button);
        put_text(c, report_verdict(r, p->verdict));
        put_ms(c, p->has_margin, p->margin_us);
        put_ms(c, true, p->uncertainty_us);
        put_ms(c, p->has_go, p->since_go_us);
        put_text(c, report_status(r, p->undone_by));
        end_row(c);
    }
}

static bool write_csv(const struct report *r, const char *path, struct report_error *e,
                      void (*rows)(struct csv *, const struct report *))
{
    struct outfile o;
    if (!outfile_open(&o, path, r->words, e))
        return false;
    struct csv c = {.out = o.file, .words = r->words, .first = true};
    fputs("\xef\xbb\xbf", o.file);
    rows(&c, r);
    return outfile_close(&o, true, r->words, e);
}

bool report_csv_standings(const struct report *r, const char *path, struct report_error *e)
{
    return write_csv(r, path, e, standings);
}

bool report_csv_ledger(const struct report *r, const char *path, struct report_error *e)
{
    return write_csv(r, path, e, ledger);
}

bool report_csv_presses(const struct report *r, const char *path, struct report_error *e)
{
    return write_csv(r, path, e, presses);
}
