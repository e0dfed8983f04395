/* Full screens of seats in fixed places: teams, scoreboard, buzzer roll-call. */
#include "layout/audience_parts.h"
#include "layout/roll_call.h"

#include <stdio.h>
#include <string.h>

/* A cell is at most this high: few teams do not blow up to the whole wall. */
static float cell_most(const struct drawing *k, float w)
{
    float wide = px(k, 230), tall = w * 0.95f;
    if (w > px(k, 620))
        return px(k, 280);
    return w < px(k, 480) && tall < px(k, 340) && tall > wide ? tall : wide;
}

void cells_shape(const struct drawing *k, struct draw_box box, int n, float least, float ratio,
                 int *columns, int *rows)
{
    float best = -1;
    *columns = 1;
    *rows = n > 0 ? n : 1;
    for (int c = 1; c <= n; c++) {
        int r = (n + c - 1) / c;
        float w = box.w / (float)c, h = box.h / (float)r, most = cell_most(k, w);
        if (w < least && c > 1)
            break;
        if (h > most)
            h = most;
        /* an unfinished last row reads worse than a slightly odd cell */
        float off = w / h > ratio ? w / h / ratio : ratio / (w / h);
        float score = 1 / (off + 0.5f * (float)(c * r - n));
        if (score > best) {
            best = score;
            *columns = c;
            *rows = r;
        }
    }
}

static float cells_gap(const struct drawing *k)
{
    return px(k, k->c->def->team_count > 12 ? 11 : 16);
}

struct draw_box cells_at(const struct drawing *k, struct draw_box box, int columns, int rows, int i)
{
    float most = cell_most(k, box.w / (float)columns) * (float)rows;
    if (box.h > most) {
        box.y += (box.h - most) / 2.4f;
        box.h = most;
    }
    return grid_cell(box, columns, rows, cells_gap(k), i);
}

static uint32_t leaders(const struct drawing *k)
{
    const struct contest *c = k->c;
    uint32_t mask = 0;
    int32_t best[3] = {INT32_MIN, INT32_MIN, INT32_MIN};
    for (int i = 0; i < c->def->team_count; i++) {
        int32_t cp = contest_public_score_cp(c, k->teams[i].seat);
        for (int j = 0; j < 3; j++)
            if (cp > best[j]) {
                for (int m = 2; m > j; m--)
                    best[m] = best[m - 1];
                best[j] = cp;
                break;
            }
    }
    if (best[0] == best[2] && c->def->team_count > 3)
        return 0; /* all start equal: nobody leads */
    for (int i = 0; i < c->def->team_count; i++) {
        int seat = k->teams[i].seat;
        if (contest_public_score_cp(c, seat) >= best[2] && best[2] > INT32_MIN)
            mask |= 1u << (seat - 1);
    }
    return mask;
}

static int bits(uint32_t mask)
{
    int n = 0;
    for (; mask != 0; mask &= mask - 1)
        n++;
    return n;
}

void scene_scores(struct drawing *k)
{
    const struct definition *def = k->c->def;
    const struct round *r = contest_round(k->c);
    char after[160] = "", right[128];
    if (r != NULL && k->s->asked > 0)
        snprintf(after, sizeof after, TR(k->w, "%s 第 %d 题"), r->name, (int)k->s->asked);
    else if (r != NULL)
        snprintf(after, sizeof after, "%s", r->name);
    uint32_t lead = def->team_count > 3 ? leaders(k) : 0;
    if (bits(lead) > 6)
        lead = 0; /* outlines everywhere tell nothing */
    snprintf(right, sizeof right, TR(k->w, "%d 队"), def->team_count);
    if (lead != 0)
        snprintf(right + strlen(right), sizeof right - strlen(right), "\x1f%s",
                 TR(k->w, "前三名加框"));
    header_scene(k, k->g.top, TR(k->w, "计分榜"), after, right);
    int columns, rows;
    cells_shape(k, k->g.body, def->team_count, px(k, def->team_count > 12 ? 310 : 240), 2.6f,
                &columns, &rows);
    for (int i = 0; i < def->team_count; i++) {
        struct draw_box box = cells_at(k, k->g.body, columns, rows, i);
        char score[16];
        score_text(k->c, k->teams[i].seat, score, sizeof score);
        seat_cell(k, box, &k->teams[i], score, NULL);
        if (lead >> (k->teams[i].seat - 1) & 1)
            outline(k, box, 10, 5, paint(COLOUR_TEXT));
    }
}

void scene_teams(struct drawing *k)
{
    const struct definition *def = k->c->def;
    char count[48];
    snprintf(count, sizeof count, TR(k->w, "%d 支代表队"), def->team_count);
    header_scene(k, k->g.top, TR(k->w, "参赛代表队"), def->title, count);
    int columns, rows;
    cells_shape(k, k->g.body, def->team_count, px(k, 400), 3.2f, &columns, &rows);
    for (int i = 0; i < def->team_count; i++) {
        const struct team *t = &k->teams[i];
        char players[256] = "";
        size_t used = 0;
        for (int p = 0; p < t->player_count && used < sizeof players; p++)
            used += (size_t)snprintf(players + used, sizeof players - used, "%s%s",
                                     p > 0 ? "\x1f" : "", t->players[p]);
        seat_cell(k, cells_at(k, k->g.body, columns, rows, i), t, NULL, players);
    }
}

/* The team's name goes before the word where there is room for both. */
static void check_words(struct drawing *k, struct draw_box box, const struct team *team,
                        enum roll r)
{
    char word[ROLL_TEXT], both[ROLL_TEXT + 48];
    roll_text(&k->v->house, team->seat, k->w, word);
    snprintf(both, sizeof both, "%s  %s", team->short_name, word);
    say_line(k,
             &(struct say){.x = box.x,
                           .y = box.y + box.h * 0.74f,
                           .width = box.w,
                           .token = r == ROLL_WAIT || r == ROLL_NONE || r == ROLL_OFF
                                        ? COLOUR_TEXT_2
                                        : COLOUR_TEXT,
                           .role = ROLE_NAME},
             say_width(k, 0, false, both) <= box.w ? both : word);
}

static void check_cell(struct drawing *k, struct draw_box box, const struct team *team)
{
    enum roll r = roll_of(&k->v->house, team->seat);
    const struct roll_look *look = roll_look(r);
    if (r == ROLL_PRESSED)
        solid(k, box, 10, paint_alpha(COLOUR_JADE, 0.16f));
    else
        card(k, box);
    if (look->outlined)
        outline(k, box, 10, 5, paint(look->ink));
    struct draw_box rest = box;
    struct draw_box band = box_take_left(&rest, px(k, 14));
    band_left(k, band, team->seat, 10);
    struct draw_box icon = box_take_right(&rest, px(k, 84));
    draw_icon(k->d, icon.x + icon.w / 2, icon.y + icon.h / 2, px(k, 54), look->icon,
              paint(look->ink));
    box_take_left(&rest, px(k, 18));
    say_seat(k, rest.x, rest.y + rest.h * 0.34f, 5, 0, rest.w, DRAW_LEFT,
             paint_team_text(team->seat), false, team->seat);
    check_words(k, rest, team, r);
}

void scene_check(struct drawing *k)
{
    const struct definition *def = k->c->def;
    char count[64];
    snprintf(count, sizeof count, "%d / %d", bits(k->v->house.check_ticked), def->team_count);
    header_scene(k, k->g.top, TR(k->w, "抢答器点名"), TR(k->w, "请各队依次按下抢答器"), count);
    int columns, rows;
    cells_shape(k, k->g.body, def->team_count, px(k, 300), 2.4f, &columns, &rows);
    for (int i = 0; i < def->team_count; i++)
        check_cell(k, cells_at(k, k->g.body, columns, rows, i), &k->teams[i]);
}
