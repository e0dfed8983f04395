/* While lots are drawn: who has drawn what, and by which number a packet is called. */
#include "layout/operator_parts.h"

#include <stdio.h>

static void head(struct op *o, struct draw_box *box, const char *text, const char *remark)
{
    float y = box->y + op_em(o, -1) / 2;
    struct op_say s = {.x = box->x, .y = y, .k = -1, .bold = true, .token = COLOUR_TEXT};
    float w = op_text(o, &s, text);
    s = (struct op_say){.x = box->x + box->w,
                        .y = y,
                        .k = -4,
                        .width = box->w - w - op_px(o, 24),
                        .token = COLOUR_TEXT_3,
                        .align = DRAW_RIGHT};
    op_text(o, &s, remark);
    float used = op_em(o, -1) + op_px(o, 22);
    box->y += used;
    box->h -= used;
}

/* Narrow: a packet's name without the word, which stands above all of them. */
static void lot_text(const struct op *o, int drawn, bool narrow, char *out, size_t size)
{
    if (!drawn)
        snprintf(out, size, "%s", TR(o->w, "未抽"));
    else if (o->s->round < 0)
        snprintf(out, size, TR(o->w, "%d号"), drawn);
    else
        snprintf(out, size, narrow ? "%s" : TR(o->w, "题包 %s"), contest_packet_name(o->c, drawn));
}

static void row(struct op *o, struct draw_box box, int seat, int next)
{
    int drawn = contest_drawn(o->c, seat), at = definition_team_at(o->c->def, seat);
    const struct team *team =
        o->s->round < 0 && at >= 0 ? &o->c->def->teams[at] : contest_team(o->c, seat);
    float y = box.y + box.h / 2, side = op_em(o, -4) * 1.3f;
    char lot[64];
    if (seat == next)
        op_outline(o, box, op_px(o, 6), op_px(o, 3), paint(COLOUR_GOLD));
    op_seat(o, box.x + side, y, side, seat);
    lot_text(o, drawn, box.w < op_em(o, -4) * 13, lot, sizeof lot);
    float w = op_text(o,
                      &(struct op_say){.x = box.x + box.w - op_px(o, 12),
                                       .y = y,
                                       .k = -4,
                                       .width = box.w * 0.45f,
                                       .bold = drawn != 0,
                                       .token = drawn ? COLOUR_TEXT : COLOUR_TEXT_3,
                                       .align = DRAW_RIGHT},
                      lot);
    float left = box.w - side * 2 - w - op_px(o, 24);
    if (team && left >= op_em(o, -4))
        op_text(o,
                &(struct op_say){
                    .x = box.x + side * 2, .y = y, .k = -4, .width = left, .token = COLOUR_TEXT_2},
                team->short_name);
}

/* "1 A　2 B　3 C": what to type for packets that are not called by numbers. */
static void numbers(const struct op *o, char *out, size_t size)
{
    const struct round *r = contest_round(o->c);
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; r && i < r->packet_count && used < size; i++) {
        if (contest_packet_find(r, i + 1) != i + 1 || r->packets[i][0] <= '9')
            continue;
        int n =
            snprintf(out + used, size - used, "%s%d=%s", used ? "  " : "", i + 1, r->packets[i]);
        used += n > 0 ? (size_t)n : 0;
    }
}

void op_lots(struct op *o, struct draw_box box)
{
    uint8_t who[TEAMS_MAX];
    int n = contest_drawers(o->c, who), next = contest_draw_next(o->c), columns = n > 12 ? 3 : 2;
    const struct draw_record *d = &o->s->draws[o->s->round + 1];
    char remark[96] = "", keys[PACKETS_MAX * 24];
    if (!next && d->how == DRAW_PROGRAM)
        snprintf(remark, sizeof remark, TR(o->w, "种子 %llu，已锁定"), (unsigned long long)d->seed);
    else
        snprintf(remark, sizeof remark, "%s", next ? "" : TR(o->w, "已锁定"));
    head(o, &box, o->s->round < 0 ? TR(o->w, "抽签定台号") : TR(o->w, "题包抽签"), remark);
    numbers(o, keys, sizeof keys);
    if (keys[0] && box.h > op_em(o, -5) * 4) {
        op_text(o,
                &(struct op_say){.x = box.x,
                                 .y = box.y + box.h - op_em(o, -5) / 2,
                                 .k = -5,
                                 .width = box.w,
                                 .token = COLOUR_TEXT_3},
                keys);
        box.h -= op_em(o, -5) * 1.6f;
    }
    int rows = (n + columns - 1) / columns;
    if (!rows)
        return;
    float w = box.w / (float)columns, pitch = box.h / (float)rows, most = op_px(o, 56);
    pitch = pitch > most ? most : pitch;
    for (int i = 0; i < n; i++)
        row(o,
            op_box(box.x + (float)(i % columns) * w, box.y + (float)(i / columns) * pitch,
                   w - op_px(o, 12), pitch - op_px(o, 2)),
            who[i], next);
}
