/* Margins and the verdict on the presses of the present question. */
#include "view/compose.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

enum { MS = 1000 };

/* n / 10^decimals, rounded half away from zero; `n` in µs, non-negative. */
static void decimal(int64_t us, int decimals, int64_t unit_us, char *out, size_t size)
{
    int64_t scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    int64_t step_us = unit_us / scale; /* one in the last place */
    int64_t n = (us + step_us / 2) / step_us;
    if (decimals) /* the cast bounds what the compiler must allow for */
        snprintf(out, size, "%lld.%0*u", (long long)(n / scale), decimals, (unsigned)(n % scale));
    else
        snprintf(out, size, "%lld", (long long)n);
}

void text_margin(int64_t margin_us, int64_t uncertainty_us, const struct words *w, char *out,
                 size_t size)
{
    enum { SECOND = 1000000 };
    int64_t us = margin_us < 0 ? -margin_us : margin_us;
    int decimals = uncertainty_us <= 1 * MS     ? 3
                   : uncertainty_us <= 10 * MS  ? 2
                   : uncertainty_us <= 100 * MS ? 1
                                                : 0;
    /* So close that a thousandth says nothing, and known well enough to say more. */
    if (us > 0 && us < 1 * MS && uncertainty_us <= 100)
        decimals = 4;
    if (us > 0 && us < 100 && uncertainty_us <= 1)
        decimals = 6;
    char number[32];
    decimal(us, decimals, SECOND, number, sizeof number);
    struct sentence s;
    sentence_begin(&s, out, size, w);
    if (margin_us < 0)
        sentence_add(&s, "−");
    if (decimals < 3)
        sentence_add(&s, TR(w, "约 %s"), number);
    else
        sentence_add(&s, "%s", number);
}

/* "38.4", "0.42": milliseconds for the operator, hundredths under ten. */
static const char *milliseconds(int64_t us, char *out, size_t size)
{
    us = us < 0 ? -us : us;
    decimal(us, us < 10 * MS ? 2 : 1, MS, out, size);
    return out;
}

static int64_t half_width(const struct press *p)
{
    return (p->hi_us - p->lo_us + 1) / 2;
}

/* Seats that could not take part, with the reason: "4号 按住、8号 失联，未参加本题". */
static void absent(const struct contest *c, struct sentence *s)
{
    static const struct {
        uint8_t box;
        const char *text;
    } why[] = {{BOX_HELD, N_("%d号 按住")}, {BOX_LOST, N_("%d号 失联")}};
    bool any = false;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        if (!contest_team(c, seat))
            continue;
        const struct team_state *team = &c->state.teams[seat - 1];
        for (size_t i = 0; i < sizeof why / sizeof *why; i++) {
            if (team->box != why[i].box || team->out)
                continue;
            sentence_join(s, any ? TR(s->w, "、") : TR(s->w, "；"));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* from the table above, one %d each */
            sentence_add(s, TR(s->w, why[i].text), seat);
#pragma GCC diagnostic pop
            any = true;
        }
    }
    if (any)
        sentence_add(s, "%s", TR(s->w, "，未参加本题"));
}

/* A press that was earlier than the winner's but came when the verdict stood: always told. */
static void late(const struct contest *c, int winner, struct sentence *s)
{
    const struct state *t = &c->state;
    for (int i = 0; i < t->press_count; i++) {
        if (t->presses[i].verdict != VERDICT_LATE)
            continue;
        char ms[32];
        struct press_result m = contest_margin(c, i, winner);
        sentence_join(s, TR(s->w, "；"));
        sentence_add(s, TR(s->w, "%d号 早按 %s ms，但判定后才到达，请裁定"), t->presses[i].seat,
                     milliseconds(m.margin_us, ms, sizeof ms));
    }
}

/* The press alone, or the buzzers were overruled: what is said then. */
static const char *verdict_word(const struct contest *c, int winner, const struct words *w)
{
    const struct state *t = &c->state;
    switch (t->presses[winner].verdict) {
    case VERDICT_INTERRUPT:
        return TR(w, "判定确定：%d号 打断读题抢到");
    case VERDICT_TIED:
        return TR(w, "同时按下，裁定 %d号 先答");
    default:
        return TR(w, "判定确定：只有 %d号 按下");
    }
}

static void verdict_won(const struct contest *c, int winner, struct sentence *line,
                        struct sentence *detail)
{
    const struct state *t = &c->state;
    const struct press *won = &t->presses[winner];
    int next = press_runner_up(c);
    char ms[32];
    struct press_result m = {0};
    if (next >= 0) {
        m = contest_margin(c, winner, next);
        milliseconds(m.margin_us, ms, sizeof ms);
    }
    if (next < 0 || won->verdict == VERDICT_TIED || won->verdict == VERDICT_INTERRUPT) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* from verdict_word, one %d each */
        sentence_add(line, verdict_word(c, winner, line->w), won->seat);
#pragma GCC diagnostic pop
    } else if (m.margin_us < 0) {
        sentence_add(line, TR(line->w, "裁定 %d号 作答；%d号 早按 %s ms"), won->seat,
                     t->presses[next].seat, ms);
    } else {
        sentence_add(line, TR(line->w, "判定确定：%d号 早于 %d号 %s ms"), won->seat,
                     t->presses[next].seat, ms);
    }
    if (next >= 0 && m.uncertainty_us)
        sentence_add(detail, TR(detail->w, "两台误差合计 ±%s ms"),
                     milliseconds(m.uncertainty_us, ms, sizeof ms));
    else if (next < 0 && half_width(won))
        sentence_add(detail, TR(detail->w, "误差 ±%s ms"),
                     milliseconds(half_width(won), ms, sizeof ms));
    late(c, winner, detail);
}

static void verdict_tied(const struct contest *c, struct sentence *line, struct sentence *detail)
{
    const struct state *t = &c->state;
    int first = -1, last = -1, count = 0;
    sentence_add(line, "%s", TR(line->w, "同时按下："));
    for (int i = 0; i < t->press_count; i++) {
        const struct press *p = &t->presses[i];
        if (p->verdict != VERDICT_TIED || p->go_call != t->go_calls)
            continue;
        sentence_add(line, "%s", count++ ? TR(line->w, "、") : "");
        sentence_add(line, TR(line->w, "%d号"), p->seat);
        if (first < 0 || p->press_us < t->presses[first].press_us)
            first = i;
        if (last < 0 || p->press_us > t->presses[last].press_us)
            last = i;
    }
    if (first < 0 || first == last)
        return;
    char apart[32], sum[32];
    struct press_result m = contest_margin(c, first, last);
    milliseconds(m.margin_us, apart, sizeof apart);
    sentence_add(detail, TR(detail->w, "相差 %s ms，误差合计 ±%s ms，分不出先后"), apart,
                 milliseconds(m.uncertainty_us, sum, sizeof sum));
}

static void verdict_foul(const struct contest *c, struct sentence *line, struct sentence *detail)
{
    const struct state *t = &c->state;
    const struct press *p = NULL;
    for (int i = 0; i < t->press_count; i++)
        if (t->presses[i].verdict == VERDICT_EARLY_FOUL && t->presses[i].seat == t->outcome_seat)
            p = &t->presses[i];
    if (!p)
        return;
    char ms[32];
    if (t->go_at_us > p->press_us)
        sentence_add(line, TR(line->w, "抢答犯规：%d号 早于口令 %s ms"), p->seat,
                     milliseconds(t->go_at_us - p->press_us, ms, sizeof ms));
    else
        sentence_add(line, TR(line->w, "抢答犯规：%d号 在口令之前按下"), p->seat);
    if (half_width(p))
        sentence_add(detail, TR(detail->w, "误差 ±%s ms"),
                     milliseconds(half_width(p), ms, sizeof ms));
}

void text_verdict(const struct contest *c, const struct words *w, char *line, size_t size,
                  char *detail, size_t detail_size)
{
    const struct state *t = &c->state;
    struct sentence first, second;
    sentence_begin(&first, line, size, w);
    sentence_begin(&second, detail, detail_size, w);
    int winner = press_winner(c);
    if (winner >= 0)
        verdict_won(c, winner, &first, &second);
    else if (t->tied_mask)
        verdict_tied(c, &first, &second);
    else if (t->phase == PHASE_FOUL)
        verdict_foul(c, &first, &second);
    if (first.length && t->phase != PHASE_FOUL)
        absent(c, &second);
}
