#include "report/draws.h"

static bool fill_seats(const struct report *r, struct report_draw *d)
{
    const struct contest *c = r->contest;
    d->round = -1;
    for (int seat = 1; c->state.seat_of_team[0] && seat <= TEAMS_MAX; seat++)
        if (contest_team(c, seat)) {
            d->lots[d->count].seat = seat;
            d->lots[d->count++].packet = "";
        }
    return d->count > 0;
}

static bool fill_packets(const struct report *r, struct report_draw *d, int round)
{
    const struct round *x = &r->def->rounds[round];
    const uint8_t *drawn = r->contest->state.packet_of[round];
    d->round = round;
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (drawn[seat - 1] >= 1 && drawn[seat - 1] <= x->packet_count) {
            d->lots[d->count].seat = seat;
            d->lots[d->count++].packet = x->packets[drawn[seat - 1] - 1];
        }
    return d->count > 0;
}

int report_draws(const struct report *r, struct report_draw out[ROUNDS_MAX + 1])
{
    int n = 0;
    for (int round = -1; round < r->def->round_count; round++) {
        struct report_draw d = {.record = &r->contest->state.draws[round + 1]};
        if (round < 0 ? !fill_seats(r, &d) : !fill_packets(r, &d, round))
            continue;
        for (size_t i = 0; i < r->change_count; i++) {
            const struct report_change *x = &r->changes[i];
            d.changes += !x->undone_by && x->entry.cause == CAUSE_REDRAW && x->entry.round == round;
        }
        out[n++] = d;
    }
    return n;
}

void report_draw_title(const struct report *r, const struct report_draw *d, char *out, size_t size)
{
    if (d->round < 0)
        snprintf(out, size, "%s", TR(r->words, "台号"));
    else
        snprintf(out, size, TR(r->words, "题包（%s）"), r->def->rounds[d->round].name);
}

void report_draw_how(const struct report *r, const struct report_draw *d, char *out, size_t size)
{
    const struct words *w = r->words;
    size_t n = 0;
    if (d->record->how == DRAW_PROGRAM)
        n = (size_t)snprintf(out, size, TR(w, "程序抽签，种子 %llu"),
                             (unsigned long long)d->record->seed);
    else
        n = (size_t)snprintf(out, size, "%s", TR(w, "现场抽签，逐队登记"));
    if (d->record->how == DRAW_PROGRAM && d->record->programs > 1 && n < size)
        n += (size_t)snprintf(out + n, size - n, TR(w, "，此前撤销过 %d 次"),
                              d->record->programs - 1);
    else if (d->record->how != DRAW_PROGRAM && d->record->programs > 0 && n < size)
        n += (size_t)snprintf(out + n, size - n, TR(w, "，此前撤销过 %d 次"), d->record->programs);
    if (d->changes && n < size)
        snprintf(out + n, size - n, TR(w, "，后有强制更改，见计分流水（%d 笔）"), d->changes);
}

void report_draw_lots(const struct report *r, const struct report_draw *d, char *out, size_t size)
{
    size_t n = 0;
    out[0] = '\0';
    for (int i = 0; i < d->count && n < size; i++) {
        const char *name = report_team_name(r, d->lots[i].seat);
        n += (size_t)snprintf(out + n, size - n, "%s", i ? TR(r->words, "；") : "");
        if (n < size && d->round < 0)
            n += (size_t)snprintf(out + n, size - n, TR(r->words, "%d 号 %s"), d->lots[i].seat,
                                  name);
        else if (n < size)
            n += (size_t)snprintf(out + n, size - n, TR(r->words, "%d 号 %s 题包 %s"),
                                  d->lots[i].seat, name, d->lots[i].packet);
    }
}

const char *report_draw_recipe(const struct report *r)
{
    return TR(r->words, "核对：从种子起用 SplitMix64 取数，自最后一签起逐个与前面（含自身）随机一签"
                        "交换（Fisher-Yates），各队按轮次顺序依次取签；日志记有种子，leitai log "
                        "重放时逐条核对。");
}

void report_draws_json(struct json *j, const struct report *r)
{
    struct report_draw d[ROUNDS_MAX + 1];
    int n = report_draws(r, d);
    json_open(j, "draws", '[');
    for (int i = 0; i < n; i++) {
        char seed[24];
        snprintf(seed, sizeof seed, "%llu", (unsigned long long)d[i].record->seed);
        json_open(j, NULL, '{');
        json_text(j, "of", d[i].round < 0 ? "seats" : "packets");
        json_int(j, "round", d[i].round + 1);
        json_text(j, "how", d[i].record->how == DRAW_PROGRAM ? "program" : "recorded");
        json_text(j, "seed", d[i].record->how == DRAW_PROGRAM ? seed : "");
        json_int(j, "at_us", d[i].record->at_us);
        json_int(j, "programs", d[i].record->programs);
        json_int(j, "changes", d[i].changes);
        json_open(j, "lots", '[');
        for (int k = 0; k < d[i].count; k++) {
            json_open(j, NULL, '{');
            json_int(j, "seat", d[i].lots[k].seat);
            json_text(j, "team", report_team_name(r, d[i].lots[k].seat));
            json_text(j, "packet", d[i].lots[k].packet);
            json_close(j, '}');
        }
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}
