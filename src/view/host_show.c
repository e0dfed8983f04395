#include "contest/standings.h"
#include "view/host.h"
#include "view/text.h"

#include <stdio.h>

void host_what_follows(const struct contest *c, struct sentence *next)
{
    const struct state *t = &c->state;
    const struct round *r = contest_round(c);
    const struct policy *p = contest_policy(c);
    if (!r)
        return;
    bool turns = p->value == VALUE_MENU || p->value == VALUE_JUDGED;
    bool by_turns = p->value == VALUE_JUDGED || p->round_seconds > 0;
    bool more = by_turns ? t->turn < t->turn_order_count : contest_questions_left(c) > 0;
    if (t->tie_break_mask) {
        sentence_add(next, "%s", TR(next->w, "未分出先后的，继续加赛。"));
        return;
    }
    if (t->bonus_left)
        sentence_add(next, TR(next->w, "请 %d 号台听附加题。"), t->bonus_seat);
    else if (!more)
        sentence_add(next, TR(next->w, "%s环节结束，请看得分。"), r->name);
    else if (turns)
        sentence_add(next, "%s", TR(next->w, "请下一支代表队。"));
    else
        sentence_add(next, TR(next->w, "请听第 %d 题。"), contest_question_number(c) + 1);
}

void host_title(const struct contest *c, struct sentence *now, struct sentence *next)
{
    sentence_add(now, TR(now->w, "%s即将开始，请各代表队就位。"), c->def->title);
    if (c->def->round_count)
        sentence_add(next, TR(next->w, "首先进行%s，请听规则。"), c->def->rounds[0].name);
}

void host_rules(const struct contest *c, struct sentence *now, struct sentence *next)
{
    const struct round *r = contest_round(c);
    if (!r)
        return;
    sentence_add(now, TR(now->w, "现在进行%s。规则如下："), r->name);
    struct rule_card card;
    text_rule_card(r, now->w, &card);
    for (int i = 0; i < card.count; i++)
        sentence_add(now, "%s", card.line[i]);
    if (r->policy.packets && contest_draw_next(c))
        sentence_add(next, "%s", TR(next->w, "请各代表队抽取题包。"));
    else
        sentence_add(next, "%s",
                     r->policy.value == VALUE_JUDGED ? TR(next->w, "请第一支代表队上场。")
                                                     : TR(next->w, "请听第 1 题。"));
}

/* "10 分、20 分或 30 分": the values that are left. */
static void add_menu(const struct contest *c, struct sentence *s)
{
    const struct policy *p = contest_policy(c);
    int left[MENU_MAX], count = 0;
    for (int i = 0; i < p->menu_count; i++)
        if (contest_menu_left(c, i) > 0)
            left[count++] = i;
    for (int i = 0; i < count; i++) {
        char points[16];
        if (i)
            sentence_add(s, "%s", i == count - 1 ? TR(s->w, "或 ") : TR(s->w, "、"));
        sentence_add(s, TR(s->w, "%s 分"),
                     points_text(p->menu_cp[left[i]], false, points, sizeof points));
    }
}

static void select_value(const struct contest *c, struct sentence *now)
{
    const struct state *t = &c->state;
    char points[16];
    if (t->menu) {
        points_text(contest_policy(c)->menu_cp[t->menu - 1], false, points, sizeof points);
        sentence_add(now, TR(now->w, "%d 号台选择 %s 分题。"), t->turn_seat, points);
        return;
    }
    sentence_add(now, "%s", TR(now->w, "请 "));
    sentence_add_team(now, c, t->turn_seat);
    sentence_add(now, "%s", TR(now->w, "选择分值："));
    add_menu(c, now);
    sentence_add(now, "%s", TR(now->w, "。"));
}

void host_select(const struct contest *c, struct sentence *now, struct sentence *next)
{
    const struct policy *p = contest_policy(c);
    const struct state *t = &c->state;
    if (t->rebound) {
        sentence_add(now, "%s", TR(now->w, "哪支代表队愿意补答？请举手。"));
        return;
    }
    if (p->value == VALUE_MENU && t->turn_seat) {
        select_value(c, now);
        if (p->may_pass && !t->menu)
            sentence_add(next, "%s", TR(next->w, "选定后请听题；也可以放弃。"));
        else
            sentence_add(next, "%s", TR(next->w, "选定后请听题。"));
        return;
    }
    if (p->assign && t->turn_seat) {
        sentence_add(now, "%s", TR(now->w, "请 "));
        sentence_add_team(now, c, t->turn_seat);
        sentence_add(now, "%s", TR(now->w, "指定一支代表队作答。"));
    } else {
        sentence_add(now, "%s", TR(now->w, "由哪支代表队作答？"));
    }
    sentence_add(next, "%s", TR(next->w, "选定后请听题。"));
}

static void add_options(const struct question *q, struct sentence *s)
{
    for (int i = 0; i < q->option_count; i++)
        sentence_add(s, "%c%s%s%s", 'A' + i, TR(s->w, "，"), q->options[i],
                     i + 1 < q->option_count ? TR(s->w, "；") : TR(s->w, "。"));
}

void host_read(const struct contest *c, struct sentence *now, struct sentence *next)
{
    const struct question *q = contest_question(c);
    const struct policy *p = contest_policy(c);
    const struct state *t = &c->state;
    if (t->reading_done && p->who == WHO_PRESS) {
        sentence_add_go(now, p);
        sentence_add(next, "%s", TR(next->w, "等待抢答。"));
        return;
    }
    if (p->value == VALUE_JUDGED && t->seat) {
        sentence_add(now, "%s", TR(now->w, "请 "));
        sentence_add_team(now, c, t->seat);
        sentence_add(now, "%s", TR(now->w, "上场。"));
        if (q && q->text[0])
            sentence_add(now, TR(now->w, "题目：%s"), q->text);
        sentence_add(next, "%s", TR(next->w, "就位后：请开始。"));
        return;
    }
    if (t->seat) {
        sentence_add(now, TR(now->w, "%d 号台"), t->seat);
        if (*text_player(c, t->seat, t->player))
            sentence_add(now, TR(now->w, " %d 号队员%s"), t->player,
                         text_player(c, t->seat, t->player));
        else if (t->player)
            sentence_add(now, TR(now->w, " %d 号队员"), t->player);
        sentence_add(now, "%s", TR(now->w, "，"));
    }
    if (p->value == VALUE_FAULTS)
        sentence_add(now, "%s", TR(now->w, "请看题："));
    else
        sentence_add(now, "%s", TR(now->w, "请听题："));
    if (q) {
        sentence_add(now, "%s", q->text);
        if (q->option_count)
            sentence_add(now, "\n");
        add_options(q, now);
    }
    if (p->who == WHO_PRESS) {
        char go[64];
        struct sentence call;
        sentence_begin(&call, go, sizeof go, next->w);
        sentence_add_go(&call, p);
        sentence_add(next, TR(next->w, "读完发令：“%s”"), go);
    } else if (p->think_seconds) {
        sentence_add(next, TR(next->w, "读完后：请思考，限时 %d 秒。"), p->think_seconds);
    } else if (p->answer_seconds) {
        sentence_add(next, TR(next->w, "读完后：请作答，限时 %d 秒。"), p->answer_seconds);
    } else {
        sentence_add(next, "%s", TR(next->w, "读完后：请作答。"));
    }
}

void host_count(const struct contest *c, struct sentence *now, struct sentence *next)
{
    sentence_add_go(now, contest_policy(c));
    sentence_add(next, "%s", TR(next->w, "等待抢答。"));
}

void host_judge(const struct contest *c, struct sentence *now, struct sentence *next)
{
    const struct state *t = &c->state;
    int32_t cp;
    int seat = t->seat ? t->seat : t->turn_seat;
    if (!seat)
        return;
    sentence_add(now, TR(now->w, "请各位评委为 %d 号台打分。"), seat);
    if (contest_policy(c)->held_reveal)
        return; /* not told yet */
    if (contest_judged_cp(c, seat, &cp)) {
        char points[16];
        sentence_add(next, TR(next->w, "%d 号台最后得分 %s 分。"), seat,
                     points_text(cp, false, points, sizeof points));
    } else {
        sentence_add(next, "%s", TR(next->w, "亮分后：报最后得分。"));
    }
}

/* The first `ranks` ranks: "第 1 名，7 号台，110 分；第 2 名，1 号台、4 号台并列，100 分。" */
static void add_leaders(const struct contest *c, struct sentence *s, int ranks)
{
    struct standings all;
    standings_compute(c, true, &all);
    for (int i = 0, end; i < all.count && all.row[i].rank <= ranks; i = end) {
        uint32_t mask = 0;
        for (end = i; end < all.count && all.row[end].rank == all.row[i].rank; end++)
            mask |= 1u << (all.row[end].seat - 1);
        char points[16], seats[PHRASE * 2];
        struct sentence who;
        sentence_begin(&who, seats, sizeof seats, s->w);
        sentence_add_seats(&who, mask);
        points_text(all.row[i].score_cp, false, points, sizeof points);
        sentence_add(s, "%s", i ? TR(s->w, "；") : "");
        if (end - i > 1)
            sentence_add(s, TR(s->w, "第 %d 名，%s并列，%s 分"), all.row[i].rank, seats, points);
        else
            sentence_add(s, TR(s->w, "第 %d 名，%s，%s 分"), all.row[i].rank, seats, points);
    }
    if (all.count)
        sentence_add(s, "%s", TR(s->w, "。"));
}

void host_round_end(const struct contest *c, struct sentence *now, struct sentence *next)
{
    const struct round *r = contest_round(c);
    int following = c->state.round + 1;
    if (r)
        sentence_add(now, TR(now->w, "%s环节结束。目前，"), r->name);
    add_leaders(c, now, 3);
    if (following < c->def->round_count && c->def->rounds[following].kind != ROUND_TIE_BREAK)
        sentence_add(next, TR(next->w, "下面进行%s，请听规则。"), c->def->rounds[following].name);
    else
        sentence_add(next, "%s", TR(next->w, "全部环节结束，请看总排名。"));
}

static void add_ties(const struct contest *c, struct sentence *s)
{
    struct standings all;
    standings_compute(c, false, &all);
    for (int i = 0; i < all.count; i++) {
        const struct standing *row = &all.row[i];
        if (!row->tie_matters || (i > 0 && all.row[i - 1].rank == row->rank))
            continue;
        uint32_t mask = 0;
        for (int k = i; k < all.count && all.row[k].rank == row->rank; k++)
            mask |= 1u << (all.row[k].seat - 1);
        sentence_add_seats(s, mask);
        sentence_add(s, TR(s->w, "并列第 %d 名，须加赛。"), row->rank);
    }
}

void host_standings(const struct contest *c, struct sentence *now, struct sentence *next)
{
    struct standings all;
    standings_compute(c, false, &all);
    sentence_add(now, "%s", TR(now->w, "各环节已全部结束，请看总排名。"));
    if (all.undecided) {
        add_ties(c, now);
        sentence_add(next, "%s", TR(next->w, "下面进行加赛，请并列的代表队准备。"));
    } else {
        sentence_add(next, "%s", TR(next->w, "下面颁奖，从最后一个奖项开始。"));
    }
}

/* The team just uncovered is announced; the next line names the prize to come, not yet the team. */
void host_prizes(const struct contest *c, struct sentence *now, struct sentence *next)
{
    struct standings all;
    standings_compute(c, false, &all);
    int shown = c->state.prizes_shown, count = standings_prize_count(&all, c->def);
    const struct standing *row = shown ? standings_prize_at(&all, c->def, shown - 1) : NULL;
    if (row && row->prize >= 0) {
        const struct team *team = contest_team(c, row->seat);
        sentence_add(now, TR(now->w, "获得%s的是：%d 号台，%s！"), c->def->prizes[row->prize].name,
                     row->seat, team ? team->name : "");
    } else {
        sentence_add(now, "%s", TR(now->w, "现在揭晓获奖名单。"));
    }
    const struct standing *coming = shown < count ? standings_prize_at(&all, c->def, shown) : NULL;
    if (coming && coming->prize >= 0)
        sentence_add(next, TR(next->w, "下一个揭晓：%s。"), c->def->prizes[coming->prize].name);
    else if (shown >= count)
        sentence_add(next, "%s", TR(next->w, "祝贺所有获奖代表队！"));
}

void host_end(const struct contest *c, struct sentence *now, struct sentence *next)
{
    (void)next;
    sentence_add(now, TR(now->w, "%s到此结束。祝贺获奖代表队，谢谢各位！"), c->def->title);
}

static host_writer *const writers[PHASE_NUMBER] = {
    [PHASE_TITLE] = host_title,
    [PHASE_RULES] = host_rules,
    [PHASE_SELECT] = host_select,
    [PHASE_READ] = host_read,
    [PHASE_COUNT] = host_count,
    [PHASE_OPEN] = host_open,
    [PHASE_TIE] = host_tie,
    [PHASE_FOUL] = host_foul,
    [PHASE_ANSWER] = host_answer,
    [PHASE_JUDGE] = host_judge,
    [PHASE_RULED] = host_ruled,
    [PHASE_REVEAL] = host_reveal,
    [PHASE_ROUND_END] = host_round_end,
    [PHASE_STANDINGS] = host_standings,
    [PHASE_PRIZES] = host_prizes,
    [PHASE_END] = host_end,
    [PHASE_DRAW] = host_draw,
};

void text_host_words(const struct contest *c, const struct words *w, char *now, size_t now_size,
                     char *next, size_t next_size)
{
    struct sentence first, second;
    sentence_begin(&first, now, now_size, w);
    sentence_begin(&second, next, next_size, w);
    writers[c->state.phase](c, &first, &second);
}
