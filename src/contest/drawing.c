/* Lots: seats before the first round, packets of questions before a round that has them. What has
 * been drawn completely is locked; from then on it is changed only by force, with a reason that
 * stands in the ledger. */
#include "contest/internal.h"

#include <stdio.h>
#include <stdlib.h>

enum { LOTS_MAX = PACKETS_MAX, LOTS_A_LINE = 6 };
_Static_assert((int)PACKETS_MAX >= (int)TEAMS_MAX, "every team may have a packet");

static bool of_seats(const struct contest *c)
{
    return c->state.round < 0;
}

int contest_drawers(const struct contest *c, uint8_t seats[TEAMS_MAX])
{
    const struct state *s = &c->state;
    int n = 0;
    if (of_seats(c)) {
        for (int i = 0; i < c->def->team_count; i++)
            seats[n++] = (uint8_t)c->def->teams[i].seat;
        return n;
    }
    for (int i = 0; i < s->turn_order_count; i++)
        if (flow_active(c, s->turn_order[i]))
            seats[n++] = s->turn_order[i];
    return n;
}

int contest_drawn(const struct contest *c, int seat)
{
    const struct state *s = &c->state;
    if (seat < 1 || seat > TEAMS_MAX)
        return 0;
    if (!of_seats(c))
        return s->packet_of[s->round][seat - 1];
    int i = definition_team_at(c->def, seat);
    return i < 0 ? 0 : s->seat_of_team[0] ? s->seat_of_team[i] : s->seat_drawing[i];
}

int contest_draw_next(const struct contest *c)
{
    uint8_t who[TEAMS_MAX];
    int n = contest_drawers(c, who);
    for (int i = 0; i < n; i++)
        if (!contest_drawn(c, who[i]))
            return who[i];
    return 0;
}

/* The number a packet is called by, 0: its name is no number. */
static int name_number(const char *name)
{
    char *end;
    long n = strtol(name, &end, 10);
    return end != name && !*end && n > 0 && n < 10000 ? (int)n : 0;
}

int contest_packet_find(const struct round *r, int n)
{
    bool numbers = false;
    for (int i = 0; r && i < r->packet_count; i++) {
        int called = name_number(r->packets[i]);
        if (called && called == n)
            return i + 1;
        numbers |= called != 0;
    }
    return r && !numbers && n >= 1 && n <= r->packet_count ? n : 0;
}

int contest_packet(const struct contest *c)
{
    const struct state *s = &c->state;
    return contest_policy(c)->packets && s->turn_seat ? s->packet_of[s->round][s->turn_seat - 1]
                                                      : 0;
}

const char *contest_packet_name(const struct contest *c, int packet)
{
    const struct round *r = contest_round(c);
    return r && packet >= 1 && packet <= r->packet_count ? r->packets[packet - 1] : "";
}

bool drawing_due(const struct contest *c)
{
    return contest_policy(c)->packets && !c->state.tie_break_mask && contest_draw_next(c) != 0;
}

void drawing_shuffle(uint64_t seed, int n, uint8_t lots[])
{
    for (int i = 0; i < n; i++)
        lots[i] = (uint8_t)(i + 1);
    for (int i = n - 1; i > 0; i--) {
        int k = (int)(draw_next(&seed) % (uint64_t)(i + 1));
        uint8_t t = lots[i];
        lots[i] = lots[k];
        lots[k] = t;
    }
}

/* ---- one draw in progress ---- */

struct lots {
    uint8_t who[TEAMS_MAX];
    int count; /* who draw */
    int total; /* lots there are */
};

static struct lots lots_of(const struct contest *c)
{
    struct lots l = {.total = 0};
    l.count = contest_drawers(c, l.who);
    l.total = of_seats(c) ? l.count : contest_round(c)->packet_count;
    return l;
}

/* What lot n of the drum is: packet n, or the n-th of the written seats. */
static int lot(const struct contest *c, int n)
{
    return of_seats(c) ? c->def->teams[n - 1].seat : n;
}

/* The lot called `number`, 0 when there is none such. */
static int lot_called(const struct contest *c, int number)
{
    if (!of_seats(c))
        return contest_packet_find(contest_round(c), number);
    return definition_team_at(c->def, number) >= 0 ? number : 0;
}

static const char *lot_text(const struct step_context *x, int lot, char *out, size_t size)
{
    if (of_seats(x->c))
        snprintf(out, size, TR(W(x), "%d号 台"), lot);
    else
        snprintf(out, size, TR(W(x), "题包 %s"), contest_packet_name(x->c, lot));
    return out;
}
#define LOT_TEXT(x, lot) lot_text((x), (lot), (char[48]){0}, 48)

static int holder(const struct contest *c, const struct lots *l, int lot)
{
    for (int i = 0; i < l->count; i++)
        if (contest_drawn(c, l->who[i]) == lot)
            return l->who[i];
    return 0;
}

static void put(struct step_context *x, int seat, int lot)
{
    struct state *s = S(x);
    if (of_seats(x->c))
        s->seat_drawing[definition_team_at(x->c->def, seat)] = (uint8_t)lot;
    else
        s->packet_of[s->round][seat - 1] = (uint8_t)lot;
}

static void finish(struct step_context *x, enum draw_how how, uint64_t seed)
{
    struct state *s = S(x);
    struct draw_record *d = &s->draws[s->round + 1];
    d->at_us = x->in->at_us;
    d->how = (uint8_t)how;
    d->seed = seed;
    if (contest_draw_next(x->c))
        return;
    if (of_seats(x->c))
        memcpy(s->seat_of_team, s->seat_drawing, sizeof s->seat_of_team);
    say(x, TR(W(x), "抽签完毕，已锁定"));
}

/* Results a few to a line: narration has few lines, and the host reads them out. */
static void tell(struct step_context *x, const struct lots *l)
{
    char line[SAYS_TEXT] = "";
    size_t used = 0;
    for (int i = 0; i < l->count; i++) {
        int drawn = contest_drawn(x->c, l->who[i]);
        const char *comma = used ? TR(W(x), "、") : "";
        int n;
        if (of_seats(x->c))
            n = snprintf(line + used, sizeof line - used, TR(W(x), "%s%s %d号"), comma,
                         x->c->def->teams[i].short_name, drawn);
        else
            n = snprintf(line + used, sizeof line - used, TR(W(x), "%s%d号 题包 %s"), comma,
                         l->who[i], contest_packet_name(x->c, drawn));
        used += n > 0 ? (size_t)n : 0;
        if (used >= sizeof line || i % LOTS_A_LINE == LOTS_A_LINE - 1 || i + 1 == l->count) {
            say(x, "%s", line);
            used = 0;
        }
    }
}

static void by_program(struct step_context *x, const struct lots *l, const char *text)
{
    struct draw_record *d = &S(x)->draws[S(x)->round + 1];
    uint8_t order[LOTS_MAX];
    char *end;
    uint64_t seed = strtoull(text, &end, 10);
    if (end == text || *end) {
        refuse(x, TR(W(x), "种子须是一个整数"));
        return;
    }
    for (int i = 0; i < l->count; i++)
        if (contest_drawn(x->c, l->who[i])) {
            refuse(x, TR(W(x), "已登记了抽签结果：继续登记，或者撤销后由程序抽签"));
            return;
        }
    if (x->ask)
        return;
    drawing_shuffle(seed, l->total, order);
    for (int i = 0; i < l->count; i++)
        put(x, l->who[i], lot(x->c, order[i]));
    if (d->programs < UINT8_MAX)
        d->programs++;
    say(x, TR(W(x), "程序抽签，种子 %llu"), (unsigned long long)seed);
    if (d->programs > 1)
        say(x, TR(W(x), "注意：这是第 %d 次由程序抽签，此前的已撤销"), d->programs);
    finish(x, DRAW_PROGRAM, seed);
    tell(x, l);
}

/* "3,1,2": what each drew, in drawing order. */
static void all_recorded(struct step_context *x, const struct lots *l, const char *p)
{
    uint8_t drawn[TEAMS_MAX] = {0};
    bool ok = true;
    for (int i = 0; i < l->count && ok; i++) {
        char *end;
        long number = strtol(p, &end, 10);
        int got = end != p && number > 0 && number < 10000 ? lot_called(x->c, (int)number) : 0;
        ok = got > 0 && (*end == ',' || i + 1 == l->count);
        for (int k = 0; k < i; k++)
            ok &= drawn[k] != got;
        drawn[i] = (uint8_t)got;
        p = *end == ',' ? end + 1 : end;
    }
    if (!ok || *p) {
        refuse(x, TR(W(x), "抽签结果须是 %d 个不同的号码，用逗号分开"), l->count);
        return;
    }
    if (x->ask)
        return;
    for (int i = 0; i < l->count; i++)
        put(x, l->who[i], drawn[i]);
    finish(x, DRAW_RECORDED, 0);
    tell(x, l);
}

/* A place among the drawers, or refuses. */
static bool draws(struct step_context *x, const struct lots *l, int seat)
{
    for (int i = 0; i < l->count; i++)
        if (l->who[i] == seat)
            return true;
    refuse(x, TR(W(x), "%d号 不在抽签的队里"), seat);
    return false;
}

static void one_recorded(struct step_context *x, const struct lots *l)
{
    int seat = x->in->seat ? x->in->seat : contest_draw_next(x->c);
    int got = lot_called(x->c, x->in->value);
    if (!draws(x, l, seat))
        return;
    if (contest_drawn(x->c, seat)) {
        refuse(x, TR(W(x), "%d号 已抽得%s"), seat, LOT_TEXT(x, contest_drawn(x->c, seat)));
    } else if (!got) {
        refuse(x, TR(W(x), "没有号码为 %d 的签"), x->in->value);
    } else if (holder(x->c, l, got)) {
        refuse(x, TR(W(x), "%s已被抽走"), LOT_TEXT(x, got));
    } else if (!x->ask) {
        put(x, seat, got);
        if (of_seats(x->c))
            say(x, TR(W(x), "%s 抽得 %d号 台"),
                x->c->def->teams[definition_team_at(x->c->def, seat)].name, got);
        else
            say(x, TR(W(x), "%d号 抽得%s"), seat, LOT_TEXT(x, got));
        finish(x, DRAW_RECORDED, 0);
    }
}

static void open_draw(struct step_context *x)
{
    if (!of_seats(x->c) && !contest_policy(x->c)->packets) {
        refuse(x, TR(W(x), "本环节没有题包"));
        return;
    }
    if (x->ask)
        return;
    struct lots l = lots_of(x->c);
    flow_phase(x, PHASE_DRAW);
    if (of_seats(x->c))
        say(x, TR(W(x), "抽签定台号：%d 队"), l.count);
    else
        say(x, TR(W(x), "抽题包：%d 队，%d 个题包"), l.count, l.total);
}

void drawing_draw(struct step_context *x)
{
    static const char seed[] = "seed ";
    const char *text = x->in->command == COMMAND_DRAW ? x->in->text : "";
    if (S(x)->phase != PHASE_DRAW) {
        open_draw(x);
        return;
    }
    struct lots l = lots_of(x->c);
    if (!contest_draw_next(x->c))
        refuse(x, TR(W(x), "抽签已锁定，更改须写明原因"));
    else if (l.total < l.count)
        refuse(x, TR(W(x), "上场 %d 队，题包只有 %d 个"), l.count, l.total);
    else if (strncmp(text, seed, sizeof seed - 1) == 0)
        by_program(x, &l, text + sizeof seed - 1);
    else if (*text)
        all_recorded(x, &l, text);
    else
        one_recorded(x, &l);
}

/* ---- forced changes ---- */

/* A question of the packet has been seen. */
static bool begun(const struct contest *c, int packet)
{
    const struct round *r = contest_round(c);
    for (int i = 0; i < r->question_count; i++) {
        int q = r->first_question + i;
        if (c->def->questions[q].packet == packet && (c->state.used[q / 8] >> (q % 8) & 1))
            return true;
    }
    return false;
}

/* Kept in the state, so in one language whatever the narration is in. */
static void note_change(struct step_context *x, int seat, const char *from, const char *to)
{
    char reason[SAYS_TEXT];
    snprintf(reason, sizeof reason, "%s→%s %s", from, to, x->in->text);
    ledger_reason(x, seat, 0, CAUSE_REDRAW, reason);
}

/* Seats as drawn: the teams at `a` and `b` change places. */
static void change_seats(struct step_context *x, int a, int b)
{
    struct state *s = S(x);
    int n = x->c->def->team_count;
    for (int i = 0; i < n; i++) {
        int seat = s->seat_of_team[i];
        s->seat_of_team[i] = (uint8_t)(seat == a ? b : seat == b ? a : seat);
        if (s->seat_drawing[i])
            s->seat_drawing[i] = s->seat_of_team[i];
    }
    char from[12], to[12];
    snprintf(from, sizeof from, "%d", a);
    snprintf(to, sizeof to, "%d", b);
    say(x, TR(W(x), "强制更改抽签：%d号 与 %d号 互换台位（%s）"), a, b, x->in->text);
    note_change(x, b, from, to);
    note_change(x, a, to, from);
}

static void change_packets(struct step_context *x, const struct lots *l, int seat, int to)
{
    int from = contest_drawn(x->c, seat), other = holder(x->c, l, to);
    const char *was = contest_packet_name(x->c, from), *is = contest_packet_name(x->c, to);
    put(x, seat, to);
    if (other) {
        put(x, other, from);
        say(x, TR(W(x), "强制更改抽签：%d号 与 %d号 互换题包 %s、%s（%s）"), seat, other, was, is,
            x->in->text);
        note_change(x, other, is, was);
    } else {
        say(x, TR(W(x), "强制更改抽签：%d号 由题包 %s 改为题包 %s（%s）"), seat, was, is,
            x->in->text);
    }
    note_change(x, seat, was, is);
}

void drawing_change(struct step_context *x)
{
    int seat = x->in->seat, to;
    if (!of_seats(x->c) && !contest_policy(x->c)->packets) {
        refuse(x, TR(W(x), "本环节没有题包"));
        return;
    }
    struct lots l = lots_of(x->c);
    if (contest_draw_next(x->c)) {
        refuse(x, TR(W(x), "还没有抽完签"));
    } else if (!x->in->text[0]) {
        refuse(x, TR(W(x), "强制更改须写明原因"));
    } else if (of_seats(x->c)) {
        if (!contest_team(x->c, seat) || !contest_team(x->c, x->in->value) || seat == x->in->value)
            refuse(x, TR(W(x), "写两个不同的台号"));
        else if (!x->ask)
            change_seats(x, seat, x->in->value);
    } else if (!draws(x, &l, seat)) {
        return;
    } else if (!(to = contest_packet_find(contest_round(x->c), x->in->value)) ||
               to == contest_drawn(x->c, seat)) {
        refuse(x, TR(W(x), "写另一个题包的号码"));
    } else if (begun(x->c, to) || begun(x->c, contest_drawn(x->c, seat))) {
        refuse(x, TR(W(x), "题包已经启用，不能再换"));
    } else if (!x->ask) {
        change_packets(x, &l, seat, to);
    }
}
