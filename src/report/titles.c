#include "report/internal.h"

#include <string.h>

static const char *const verdict_titles[VERDICT_COUNT] = {
    [VERDICT_WON] = N_("抢得"),
    [VERDICT_LATER] = N_("晚于最先"),
    [VERDICT_EARLY_IGNORED] = N_("提前，不计"),
    [VERDICT_EARLY_FOUL] = N_("抢答犯规"),
    [VERDICT_EARLY_LOCKED] = N_("提前，已锁定"),
    [VERDICT_INTERRUPT] = N_("读题中抢得"),
    [VERDICT_TIED] = N_("同时"),
    [VERDICT_BARRED] = N_("本题无权抢答"),
    [VERDICT_CAPPED] = N_("抢答次数已满"),
    [VERDICT_OUT] = N_("已淘汰"),
    [VERDICT_DISABLED] = N_("按钮已停用"),
    [VERDICT_HELD] = N_("按钮未松开"),
    [VERDICT_NOT_OPEN] = N_("未开放抢答"),
    [VERDICT_AFTER_TIME] = N_("时间已到"),
    [VERDICT_REPEATED] = N_("重复按下"),
    [VERDICT_UNKNOWN_BOX] = N_("未登记的抢答器"),
    [VERDICT_BACKDATED] = N_("时间不可信，不计"),
    [VERDICT_LATE] = N_("迟到：判定已生效"),
};

const char *report_round_name(const struct report *r, int index)
{
    return index >= 0 && index < r->def->round_count ? r->def->rounds[index].name : "";
}

const char *report_question_id(const struct report *r, int index)
{
    return index >= 0 && index < r->def->question_count ? r->def->questions[index].id : "";
}

void report_where(const struct report *r, int round, int question, char *out, size_t size)
{
    bool inside = round >= 0 && round < r->def->round_count;
    const char *name = inside ? r->def->rounds[round].short_name : "";
    if (question > 0)
        snprintf(out, size, TR(r->words, "%s 第 %d 题"), name, question);
    else
        snprintf(out, size, "%s", name);
}

const char *report_team_name(const struct report *r, int seat)
{
    const struct team *team = contest_team(r->contest, seat);
    return team ? team->name : "";
}

const char *report_prize_name(const struct report *r, const struct standing *s)
{
    return s->prize >= 0 && s->prize < r->def->prize_count ? r->def->prizes[s->prize].name : "";
}

const char *report_standing_note(const struct report *r, const struct standing *s)
{
    if (s->out)
        return TR(r->words, "淘汰");
    if (s->tie_matters)
        return TR(r->words, "并列，未决");
    if (s->tied)
        return TR(r->words, "并列");
    return s->by_tie_break ? TR(r->words, "同分，已决") : "";
}

const char *report_status(const struct report *r, int64_t undone_by)
{
    return undone_by ? TR(r->words, "已撤销") : TR(r->words, "有效");
}

void report_change_note(const struct report *r, const struct report_change *c, char *out,
                        size_t size)
{
    const char *between = TR(r->words, "；");
    const struct ledger_entry *e = &c->entry;
    char reason[INPUT_TEXT * 3], asked[16];
    plain_text(e->reason, false, reason, sizeof reason);
    int n = snprintf(out, size, "%s", reason);
    if (e->corrects && n >= 0 && (size_t)n < size)
        n += snprintf(out + n, size - (size_t)n, TR(r->words, "%s更正第 %d 笔"), n ? between : "",
                      e->corrects);
    if (e->asked_cp != e->points_cp && n >= 0 && (size_t)n < size)
        snprintf(out + n, size - (size_t)n, TR(r->words, "%s应为 %s，受上限所限"), n ? between : "",
                 points_text(e->asked_cp, true, asked, sizeof asked));
}

void report_caution(const struct report *r, char *out, size_t size)
{
    if (r->problems)
        snprintf(out, size, TR(r->words, "日志校验未通过，不得签字：%s"), r->problem);
    else if (r->rehearsal)
        snprintf(out, size, "%s", TR(r->words, "彩排记录，不是比赛成绩"));
    else if (!r->finished)
        snprintf(out, size, TR(r->words, "比赛尚未结束，以下为截至第 %lld 条记录的成绩"),
                 (long long)r->entries);
    else if (r->standings.undecided)
        snprintf(out, size, "%s", TR(r->words, "影响奖项的并列尚未决定"));
    else
        out[0] = '\0';
}

const char *report_cause(const struct report *r, int cause)
{
    return TR(r->words, cause_titles[cause]);
}

const char *report_verdict(const struct report *r, int verdict)
{
    return verdict == VERDICT_NONE ? "" : TR(r->words, verdict_titles[verdict]);
}

void report_players(const struct words *w, const struct team *t, char *out, size_t size)
{
    size_t n = 0;
    out[0] = '\0';
    for (int i = 0; i < t->player_count && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", i ? TR(w, "、") : "", t->players[i]);
}
