/* Judges' marks: drop the extremes, then mean or sum. */
#include "contest/internal.h"

static void sort(int32_t *a, int n)
{
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0 && a[k - 1] > a[k]; k--) {
            int32_t t = a[k];
            a[k] = a[k - 1];
            a[k - 1] = t;
        }
}

/* Half away from zero, to `decimals` places of a point. */
static int32_t round_cp(int64_t sum_cp, int64_t divisor, int decimals)
{
    int64_t step = decimals >= 2 ? 1 : decimals == 1 ? 10 : 100;
    int64_t d = divisor * step;
    int64_t half = sum_cp < 0 ? -d / 2 : d / 2;
    return (int32_t)((sum_cp + half) / d * step);
}

bool contest_judged_cp(const struct contest *c, int seat, int32_t *cp)
{
    const struct policy *p = contest_policy(c);
    int32_t marks[JUDGES_MAX];
    int n = 0;
    for (int j = 0; j < p->judges; j++) {
        int32_t m = c->state.marks_cp[seat - 1][j];
        if (m == MARK_NONE)
            return false;
        if (m != MARK_ABSTAIN)
            marks[n++] = m;
    }
    sort(marks, n);
    /* never drop so many that no mark is left */
    int low = p->drop_low, high = p->drop_high;
    while (n - low - high < 1 && (low > 0 || high > 0))
        low > high ? low-- : high--;
    int64_t sum = 0;
    for (int i = low; i < n - high; i++)
        sum += marks[i];
    int counted = n - low - high;
    if (counted < 1)
        *cp = 0;
    else
        *cp = round_cp(sum, p->combine == COMBINE_MEAN ? counted : 1, p->decimals);
    return true;
}

void judges_finish(struct step_context *x)
{
    struct state *s = S(x);
    int32_t cp;
    if (!contest_judged_cp(x->c, s->seat, &cp)) {
        int missing = 0;
        for (int j = 0; j < contest_policy(x->c)->judges; j++)
            missing += s->marks_cp[s->seat - 1][j] == MARK_NONE;
        refuse(x, TR(W(x), "还差 %d 位评委的分"), missing);
        return;
    }
    if (x->ask)
        return;
    say(x, TR(W(x), "%d号 评委分 %s"), s->seat, POINTS_TEXT(cp));
    rule(x, OUTCOME_DONE, cp, CAUSE_JUDGES);
}
