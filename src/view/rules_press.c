/* Rules of the buzzers: when a press counts, what an early one costs, ties, and who may try after a
 * wrong answer. */
#include "view/rules.h"
#include "view/text.h"

static bool on_buzzers(const struct policy *p)
{
    return p->who == WHO_PRESS;
}

/* What an interrupt of the reading brings, where it is not what any answer does. */
static void interrupts(const struct policy *p, struct sentence *s)
{
    if (p->interrupt_right_cp != AS_FIRST) {
        rules_clause(s);
        if (p->interrupt_right_seconds)
            sentence_add(s, TR(s->w, "上屏 %d 秒内打断而答对"), p->interrupt_right_seconds);
        else
            sentence_add(s, "%s", TR(s->w, "打断读题而答对"));
        sentence_add_points(s, p->interrupt_right_cp, TR(s->w, "不加分"));
    }
    if (p->interrupt_wrong_cp != AS_FIRST) {
        rules_clause(s);
        sentence_add(s, "%s", TR(s->w, "打断读题而答错"));
        sentence_add_points(s, p->interrupt_wrong_cp, TR(s->w, "不扣分"));
    }
}

void rules_bonus(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    if (!p->bonus_questions)
        return;
    sentence_add(s, TR(s->w, "答对的代表队独答 %d 道附加题"), p->bonus_questions);
    rules_clause(s);
    sentence_add(s, "%s", TR(s->w, "附加题答对"));
    sentence_add_points(s, p->bonus_right_cp, TR(s->w, "不加分"));
    rules_clause(s);
    sentence_add(s, "%s", TR(s->w, "附加题答错"));
    sentence_add_points(s, p->bonus_wrong_cp, TR(s->w, "不扣分"));
}

void rules_go(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    if (!on_buzzers(p))
        return;
    char go[64];
    struct sentence call;
    sentence_begin(&call, go, sizeof go, s->w);
    sentence_add_go(&call, p);
    if (p->reading_press == READING_INTERRUPT)
        sentence_add(s, "%s", TR(s->w, "读题时即可抢答，抢到后停止读题"));
    else
        sentence_add(s, TR(s->w, "听到口令“%s”后方可抢答"), go);
    if (p->window_seconds) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "%d 秒内有效"), p->window_seconds);
    }
    if (p->reading_press == READING_INTERRUPT)
        interrupts(p, s);
}

static const char *const foul_results[] = {
    [FOUL_CONTINUE] = N_("仍可抢答本题"),
    [FOUL_BAR] = N_("本题停抢"),
    [FOUL_VOID] = N_("本题作废"),
    [FOUL_AUDIENCE] = N_("本题转由观众作答"),
};
static const char *const repeat_scopes[] = {
    [FOUL_QUESTION] = N_("同题再犯"),
    [FOUL_ROUND] = N_("本环节再犯"),
    [FOUL_CONTEST] = N_("全场再犯"),
};

static void foul(const struct policy *p, struct sentence *s)
{
    if (p->early_cp) {
        rules_clause(s);
        sentence_add_points(s, p->early_cp, "");
    }
    rules_clause(s);
    sentence_add(s, "%s", TR(s->w, foul_results[p->foul_then]));
    if (p->early_repeat_cp != AS_FIRST && p->early_repeat_cp != p->early_cp) {
        rules_clause(s);
        sentence_add(s, "%s", TR(s->w, repeat_scopes[p->foul_scope]));
        sentence_add_points(s, p->early_repeat_cp, TR(s->w, "不扣分"));
    }
}

void rules_early(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    bool reading_foul = p->reading_press == READING_FOUL;
    if (!on_buzzers(p))
        return;
    if (reading_foul && p->early_press == EARLY_FOUL) {
        sentence_add(s, "%s", TR(s->w, "读题时或口令前按下为犯规"));
        foul(p, s);
    } else if (p->early_press == EARLY_FOUL) {
        sentence_add(s, "%s", TR(s->w, "口令前按下为犯规"));
        foul(p, s);
    } else if (reading_foul) {
        sentence_add(s, "%s", TR(s->w, "读题时按下为犯规"));
        foul(p, s);
    } else if (p->early_press == EARLY_IGNORE) {
        sentence_add(s, "%s", TR(s->w, "口令前按下无效，不算犯规"));
    }
    if (p->early_press == EARLY_LOCK) {
        char seconds[24];
        text_margin((int64_t)p->early_lock_ms * 1000, 0, s->w, seconds, sizeof seconds);
        rules_clause(s);
        sentence_add(s, TR(s->w, "口令前按下锁定 %s 秒，再按重新计算"), seconds);
    }
    if (p->reading_press == READING_IGNORE && p->early_press == EARLY_FOUL) {
        rules_clause(s);
        sentence_add(s, "%s", TR(s->w, "读题时误按不算犯规"));
    }
}

void rules_tie(const struct round *r, struct sentence *s)
{
    static const char *const ties[] = {
        [TIE_HOST] = N_("同时按下的，由裁判组裁定"),
        [TIE_REPRESS] = N_("同时按下的，由这几队重新抢答"),
        [TIE_DISCARD] = N_("同时按下的，本次不计，各队重新抢答"),
        [TIE_BOTH] = N_("同时按下的，先后作答"),
    };
    const struct policy *p = &r->policy;
    if (!on_buzzers(p))
        return;
    sentence_add(s, "%s", TR(s->w, ties[p->tie]));
    if (p->tie_window_us) {
        char seconds[24];
        text_margin(p->tie_window_us, 0, s->w, seconds, sizeof seconds);
        rules_clause(s);
        sentence_add(s, TR(s->w, "相差 %s 秒以内视为同时"), seconds);
    }
}

void rules_wrong(const struct round *r, struct sentence *s)
{
    const struct policy *p = &r->policy;
    if (p->who == WHO_ALL || p->who == WHO_AUDIENCE || p->value == VALUE_FAULTS ||
        p->value == VALUE_JUDGED)
        return;
    switch (p->after_wrong) {
    case AFTER_NEXT_PRESS:
        sentence_add(s, "%s", TR(s->w, "答错后按抢答先后由下一队补答"));
        break;
    case AFTER_REOPEN:
        sentence_add(s, "%s", TR(s->w, "答错后重新发令，其余各队可再抢答"));
        break;
    case AFTER_BID:
        sentence_add(s, "%s", TR(s->w, "答错后其他代表队可举手补答"));
        break;
    case AFTER_AUDIENCE:
        sentence_add(s, "%s", TR(s->w, "答错后转由观众作答"));
        return;
    default:
        return;
    }
    if (p->rebounds_max > 1) {
        rules_clause(s);
        sentence_add(s, TR(s->w, "最多 %d 次"), p->rebounds_max);
    }
    if (p->rebound_right_cp != AS_FIRST) {
        rules_clause(s);
        sentence_add(s, "%s", TR(s->w, "补答对"));
        sentence_add_points(s, p->rebound_right_cp, TR(s->w, "不加分"));
    }
    if (p->rebound_wrong_cp != AS_FIRST) {
        rules_clause(s);
        sentence_add(s, "%s", TR(s->w, "补答错"));
        sentence_add_points(s, p->rebound_wrong_cp, TR(s->w, "不扣分"));
    }
}
