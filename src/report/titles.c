#include "report/internal.h"

#include <string.h>

const char *const verdict_titles[VERDICT_COUNT] = {
    [VERDICT_NONE] = "",
    [VERDICT_WON] = "抢得",
    [VERDICT_LATER] = "晚于最先",
    [VERDICT_EARLY_IGNORED] = "提前，不计",
    [VERDICT_EARLY_FOUL] = "抢答犯规",
    [VERDICT_EARLY_LOCKED] = "提前，已锁定",
    [VERDICT_INTERRUPT] = "读题中抢得",
    [VERDICT_TIED] = "同时",
    [VERDICT_BARRED] = "本题无权抢答",
    [VERDICT_CAPPED] = "抢答次数已满",
    [VERDICT_OUT] = "已淘汰",
    [VERDICT_DISABLED] = "按钮已停用",
    [VERDICT_HELD] = "按钮未松开",
    [VERDICT_NOT_OPEN] = "未开放抢答",
    [VERDICT_AFTER_TIME] = "时间已到",
    [VERDICT_REPEATED] = "重复按下",
    [VERDICT_UNKNOWN_BOX] = "未登记的抢答器",
    [VERDICT_BACKDATED] = "时间不可信",
    [VERDICT_LATE] = "迟到：判定已生效",
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
        snprintf(out, size, "%s 第 %d 题", name, question);
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

const char *report_standing_note(const struct standing *s)
{
    if (s->out)
        return "淘汰";
    if (s->tie_matters)
        return "并列，未决";
    if (s->tied)
        return "并列";
    return s->by_tie_break ? "同分，已决" : "";
}

void report_change_note(const struct report_change *c, char *out, size_t size)
{
    const struct ledger_entry *e = &c->entry;
    char reason[INPUT_TEXT * 3], asked[16];
    plain_text(e->reason, false, reason, sizeof reason);
    int n = snprintf(out, size, "%s", reason);
    if (e->corrects && n >= 0 && (size_t)n < size)
        n += snprintf(out + n, size - (size_t)n, "%s更正第 %d 笔", n ? "；" : "", e->corrects);
    if (e->asked_cp != e->points_cp && n >= 0 && (size_t)n < size)
        snprintf(out + n, size - (size_t)n, "%s应为 %s，受上限所限", n ? "；" : "",
                 points_text(e->asked_cp, true, asked, sizeof asked));
}

void report_caution(const struct report *r, char *out, size_t size)
{
    if (r->problems)
        snprintf(out, size, "日志校验未通过，不得签字：%s", r->problem);
    else if (r->rehearsal)
        snprintf(out, size, "彩排记录，不是比赛成绩");
    else if (!r->finished)
        snprintf(out, size, "比赛尚未结束，以下为截至第 %lld 条记录的成绩", (long long)r->entries);
    else if (r->standings.undecided)
        snprintf(out, size, "影响奖项的并列尚未决定");
    else
        out[0] = '\0';
}

void report_players(const struct team *t, char *out, size_t size)
{
    size_t n = 0;
    out[0] = '\0';
    for (int i = 0; i < t->player_count && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", i ? "、" : "", t->players[i]);
}
