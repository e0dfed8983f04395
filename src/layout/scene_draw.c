/* Drawing of lots: every team with the seat or the packet it has drawn. */
#include "layout/audience_parts.h"

#include <stdio.h>
#include <string.h>

enum { LOT_LARGE = 11 }; /* type step with its label over it */

/* One who draws. */
struct drawer {
    const struct team *team;
    int seat;     /* shown with the team, 0: it has none yet */
    char lot[48]; /* "" : not drawn yet */
    bool now;     /* its turn to draw */
};

static bool of_seats(const struct drawing *k)
{
    return k->s->round < 0;
}

static int drawers(const struct drawing *k, struct drawer out[TEAMS_MAX])
{
    uint8_t who[TEAMS_MAX];
    int n = contest_drawers(k->c, who), next = contest_draw_next(k->c), count = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) /* fixed places, whatever the order of drawing */
        for (int i = 0; i < n; i++) {
            if (who[i] != seat)
                continue;
            struct drawer *d = &out[count];
            memset(d, 0, sizeof *d);
            int drawn = contest_drawn(k->c, seat), at = definition_team_at(k->c->def, seat);
            d->team = of_seats(k) && at >= 0 ? &k->c->def->teams[at] : contest_team(k->c, seat);
            if (d->team == NULL)
                continue;
            d->seat = of_seats(k) ? drawn : seat;
            d->now = seat == next;
            if (drawn && of_seats(k))
                snprintf(d->lot, sizeof d->lot, "%d", drawn);
            else if (drawn)
                snprintf(d->lot, sizeof d->lot, "%s", contest_packet_name(k->c, drawn));
            count++;
        }
    return count;
}

/* Low or narrow cells: seat and lot beside each other, the name under both. */
static bool compact(const struct drawing *k, struct draw_box box)
{
    return box.h < px(k, 200) || box.w < px(k, 420);
}

static void lot(struct drawing *k, struct draw_box box, const struct drawer *d, int step)
{
    bool small = step < LOT_LARGE;
    float cx = box.x + box.w / 2, cy = box.y + box.h / 2;
    struct say s = {.x = cx,
                    .y = cy,
                    .k = step,
                    .k_min = 1,
                    .width = box.w,
                    .token = COLOUR_TEXT,
                    .bold = true,
                    .align = DRAW_CENTRE,
                    .role = ROLE_POINTS};
    if (d->lot[0] == '\0') {
        draw_icon(k->d, cx, cy, px(k, 44), ICON_DASH, paint(d->now ? COLOUR_GOLD : COLOUR_TEXT_3));
    } else if (of_seats(k)) {
        say_seat(k, cx, cy, step, small ? 0 : 3, box.w, DRAW_CENTRE, paint_team_text(d->seat),
                 false, d->seat);
    } else if (small) {
        say_line(k, &s, d->lot);
    } else {
        s.y = box.y + box.h * 0.62f;
        say_line(k, &s, d->lot);
        s = (struct say){.x = cx,
                         .y = box.y + box.h * 0.2f,
                         .k = 1,
                         .width = box.w,
                         .token = COLOUR_TEXT_2,
                         .align = DRAW_CENTRE,
                         .role = ROLE_NOTE};
        say_line(k, &s, TR(k->w, "题包"));
    }
}

static void seat_of(struct drawing *k, struct draw_box box, const struct drawer *d, bool small)
{
    if (!of_seats(k))
        say_seat(k, box.x, box.y + box.h / 2, small ? 3 : 5, 0, box.w, DRAW_LEFT,
                 paint_team_text(d->seat), false, d->seat);
}

static void cell(struct drawing *k, struct draw_box box, const struct drawer *d)
{
    bool small = compact(k, box);
    card(k, box);
    if (d->now)
        outline(k, box, 10, 5, paint(COLOUR_GOLD));
    struct draw_box rest = box;
    struct draw_box band = box_take_left(&rest, px(k, 14));
    if (d->seat)
        band_left(k, band, d->seat, 10);
    box_take_left(&rest, px(k, 18));
    box_take_right(&rest, px(k, 14));
    bool beside = k->widest[0].brief * (float)type_em(k->g.unit, 1) <= rest.w * 0.58f;
    if (small && beside) { /* the lot is what the hall wants to read */
        lot(k, box_take_right(&rest, rest.w * 0.4f), d, 8);
        seat_of(k, box_take_top(&rest, of_seats(k) ? 0 : rest.h * 0.56f), d, true);
    } else if (small) {
        struct draw_box top = box_take_top(&rest, rest.h * 0.58f);
        lot(k, box_take_right(&top, top.w * 0.5f), d, 6);
        seat_of(k, top, d, true);
    } else {
        lot(k, box_take_right(&rest, rest.w * 0.42f), d, LOT_LARGE);
        box_take_right(&rest, px(k, 12));
        seat_of(k, box_take_top(&rest, of_seats(k) ? 0 : rest.h * 0.56f), d, false);
    }
    bool alone = of_seats(k) && (beside || !small); /* no seat over it */
    int step = 4;                                   /* one size for all */
    while (step > 1 && k->widest[0].brief * (float)type_em(k->g.unit, step) > rest.w)
        step--;
    struct say name = {.x = rest.x,
                       .y = rest.y + rest.h * (alone ? 0.5f : 0.42f),
                       .k = small && !alone ? 1 : step,
                       .width = rest.w,
                       .token = of_seats(k) ? COLOUR_TEXT : COLOUR_TEXT_2,
                       .role = ROLE_NAME};
    if (alone && !small)
        say_name(k, &name, rest, 2, d->team);
    else
        say_line(k, &name, d->team->short_name);
}

/* "备用题包 F、H": what nobody drew; void questions are made up for from it. */
static void reserve(const struct drawing *k, char *out, size_t size)
{
    const struct round *r = contest_round(k->c);
    size_t used = 0;
    out[0] = '\0';
    for (int p = 1; r != NULL && p <= r->packet_count && used < size; p++) {
        bool taken = false;
        for (int i = 0; i < TEAMS_MAX; i++)
            taken |= k->s->packet_of[k->s->round][i] == p;
        if (taken)
            continue;
        int n = snprintf(out + used, size - used, "%s%s", used ? TR(k->w, "、") : "",
                         r->packets[p - 1]);
        used += n > 0 ? (size_t)n : 0;
    }
}

static bool changed(const struct drawing *k)
{
    for (int i = 0; i < k->s->ledger_count; i++)
        if (k->s->ledger[i].cause == CAUSE_REDRAW && k->s->ledger[i].round == k->s->round)
            return true;
    return false;
}

/* How it was drawn, so that the hall can write the seed down; before that how far it is. */
static void right_text(const struct drawing *k, const struct drawer *d, int n, char *out,
                       size_t size)
{
    const struct draw_record *r = &k->s->draws[k->s->round + 1];
    int done = 0;
    for (int i = 0; i < n; i++)
        done += d[i].lot[0] != '\0';
    if (done < n)
        snprintf(out, size, TR(k->w, "已抽 %d / %d"), done, n);
    else if (r->how == DRAW_PROGRAM)
        snprintf(out, size, TR(k->w, "程序抽签，种子 %llu"), (unsigned long long)r->seed);
    else
        snprintf(out, size, "%s", TR(k->w, "现场抽签"));
    if (done == n && changed(k)) { /* the seed alone does not lead to what is shown */
        size_t used = strlen(out);
        snprintf(out + used, size - used, "\x1f%s", TR(k->w, "有强制更改"));
    }
}

void scene_draw(struct drawing *k)
{
    struct drawer d[TEAMS_MAX];
    const struct round *r = contest_round(k->c);
    char right[96], spare[200];
    int n = drawers(k, d);
    right_text(k, d, n, right, sizeof right);
    header_scene(k, k->g.top, of_seats(k) ? TR(k->w, "抽签定台号") : TR(k->w, "题包抽签"),
                 r != NULL ? r->name : k->c->def->title, right);
    struct draw_box body = k->g.body;
    reserve(k, spare, sizeof spare);
    if (!of_seats(k)) { /* kept free from the start: nothing moves when it is told */
        char line[260];
        struct draw_box foot = box_take_bottom(&body, px(k, 72));
        snprintf(line, sizeof line, TR(k->w, "备用题包 %s"), spare);
        say_line(k,
                 &(struct say){.x = foot.x,
                               .y = foot.y + foot.h * 0.62f,
                               .k = 1,
                               .width = foot.w,
                               .token = COLOUR_TEXT_2,
                               .role = ROLE_NOTE},
                 spare[0] && !contest_draw_next(k->c) ? line : "");
    }
    float wide = body.w / px(k, 1);
    float ratio = n <= 12 && wide > 1500 && wide < 2600 ? 1.6f : 2.4f;
    int columns, rows;
    cells_shape(k, body, n, px(k, 300), ratio, &columns, &rows);
    for (int i = 0; i < n; i++)
        cell(k, cells_at(k, body, columns, rows, i), &d[i]);
}
