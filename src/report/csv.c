/* CSV as Excel opens it: UTF-8 with BOM, CRLF, quoted where needed. */
#include "folder/csv_cell.h"
#include "report/internal.h"

#include <inttypes.h>
#include <string.h>

struct csv {
    FILE *out;
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
        put_text(c, *heads);
}

static void standings(struct csv *c, const struct report *r)
{
    static const char *const heads[] = {"名次", "台号", "代表队", "起始分", NULL};
    put_heads(c, heads);
    for (int k = 0; k < r->def->round_count; k++)
        put_text(c, r->def->rounds[k].name);
    static const char *const more[] = {"其他", "总分", "奖项", "备注", NULL};
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
        put_text(c, report_standing_note(&t->standing));
        end_row(c);
    }
}

static void ledger(struct csv *c, const struct report *r)
{
    static const char *const heads[] = {"序号", "北京时间", "环节", "题号", "题目编号",
                                        "台号", "代表队",   "事由", "分值", "得分",
                                        "说明", "状态",     NULL};
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
        put_text(c, cause_titles[e->cause]);
        put_points(c, e->points_cp);
        put_points(c, x->total_cp);
        report_change_note(x, note, sizeof note);
        put_text(c, note);
        put_text(c, x->undone_by ? "已撤销" : "有效");
        end_row(c);
    }
}

static void presses(struct csv *c, const struct report *r)
{
    static const char *const heads[] = {
        "序号",         "北京时间",       "环节",         "题号", "口令次数",
        "台号",         "代表队",         "抢答器",       "按钮", "判定",
        "比最先(毫秒)", "不确定度(毫秒)", "距口令(毫秒)", "状态", NULL};
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
        put_text(c, verdict_titles[p->verdict]);
        put_ms(c, p->has_margin, p->margin_us);
        put_ms(c, true, p->uncertainty_us);
        put_ms(c, p->has_go, p->since_go_us);
        put_text(c, p->undone_by ? "已撤销" : "有效");
        end_row(c);
    }
}

static bool write_csv(const struct report *r, const char *path, struct report_error *e,
                      void (*rows)(struct csv *, const struct report *))
{
    struct outfile o;
    if (!outfile_open(&o, path, r->words, e))
        return false;
    struct csv c = {.out = o.file, .first = true};
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
