/* Keys while lots are drawn. */
#include "keypad/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEED_SIDES = 1000000000 };

/* Nine digits: the host reads them out, the hall writes them down. The moment of a key is known to
 * the microsecond only afterwards; with the contest's own seed behind it no two shows share it. */
void keypad_lots_seed(const struct contest *c, int64_t now_us, char out[INPUT_TEXT])
{
    uint64_t z = c->def->seed ^ (uint64_t)now_us * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    snprintf(out, INPUT_TEXT, "seed %llu", (unsigned long long)(z % SEED_SIDES));
}

bool keypad_lots_short(const struct contest *c)
{
    const struct round *r = contest_round(c);
    int most = 0;
    for (int i = 0; r && i < r->packet_count; i++) {
        int named = atoi(r->packets[i]);
        most = named > most ? named : most > i + 1 ? most : i + 1;
    }
    for (int i = 0; !r && i < c->def->team_count; i++)
        most = c->def->teams[i].seat > most ? c->def->teams[i].seat : most;
    return most <= 9;
}

static bool anything_drawn(const struct contest *c)
{
    uint8_t who[TEAMS_MAX];
    int n = contest_drawers(c, who);
    for (int i = 0; i < n; i++)
        if (contest_drawn(c, who[i]))
            return true;
    return false;
}

static struct action by_program(void)
{
    struct action a = act(N_("程序抽签"), KEY_NEXT, COMMAND_DRAW, 0);
    a.asks = "g";
    a.confirm = true;
    return a;
}

/* The number of the next one to draw is all that has to be typed. */
static struct action record_next(const struct contest *c, enum key_tone tone)
{
    struct action a = act(N_("登记抽签"), tone, COMMAND_DRAW, 0);
    int seat = contest_draw_next(c);
    int i = c->state.round < 0 ? definition_team_at(c->def, seat) : -1;
    a.seat = seat;
    a.asks = "d";
    if (i >= 0)
        words_copy(a.detail, sizeof a.detail, c->def->teams[i].short_name);
    else
        snprintf(a.detail, sizeof a.detail, TR(c->words, "%d号"), seat);
    return a;
}

struct action keypad_lots_change(void)
{
    struct action a = act(N_("强制更改"), KEY_WARN, COMMAND_REDRAW, 0);
    a.asks = "sdr";
    return a;
}

struct action keypad_lots_next(const struct contest *c)
{
    if (!contest_draw_next(c))
        return act(c->state.round < 0 ? N_("回到标题") : N_("开始本环节"), KEY_NEXT, COMMAND_NEXT,
                   0);
    return anything_drawn(c) ? record_next(c, KEY_NEXT) : by_program();
}

struct action keypad_lots_digit(const struct contest *c, int digit)
{
    struct action a;
    bool open = contest_draw_next(c) != 0;
    switch (digit) {
    case 1:
        a = by_program();
        a.tone = KEY_PLAIN;
        return open && !anything_drawn(c) ? a : dead;
    case 2:
        return open ? record_next(c, KEY_PLAIN) : dead;
    case 3:
        a = act(N_("登记他队"), KEY_PLAIN, COMMAND_DRAW, 0);
        a.asks = "sd";
        return open ? a : dead;
    case 4:
        return open ? dead : keypad_lots_change();
    case 5:
        return act(c->state.muted ? N_("取消静音") : N_("静音"), KEY_PLAIN, COMMAND_MUTE, 0);
    default:
        return dead;
    }
}
