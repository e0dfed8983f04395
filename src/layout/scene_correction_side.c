/* Beside the document: who points out, how long, what has been found and what it is worth. */
#include "layout/audience_now.h"
#include "layout/scene_correction.h"

#include <stdio.h>

enum { NARROW_LEFT_U = 72, NARROW_RIGHT_U = 16, HEAD_GAPS_U = 36 };

static void head_notes(struct drawing *k, const struct question *q, char *first, size_t n1,
                       char *second, size_t n2)
{
    const struct correction *c = &k->s->correction;
    bool all = c->found_count >= q->fault_count && q->fault_count > 0;
    const char *what = clock_paused(k)               ? N_("暂停")
                       : k->s->phase == PHASE_READ   ? N_("请看材料")
                       : k->s->phase == PHASE_ANSWER ? N_("正在指错")
                       : all                         ? N_("全部找出")
                                                     : N_("指错结束");
    snprintf(first, n1, "%s", TR(k->w, what));
    if (c->false_claims > 0 && !clock_paused(k))
        snprintf(first, n1, TR(k->w, "误指 %d 次"), c->false_claims);
    snprintf(second, n2, TR(k->w, "找出 %d 处"), c->found_count);
}

static float widest(float a, float b)
{
    return a > b ? a : b;
}

/* Plate and dial of the head: smaller in a narrow column. */
static float plate_width(const struct drawing *k, float width)
{
    static const char *const words[] = {N_("题目"), N_("读题"), N_("预备"), N_("抢答"),
                                        N_("暂停"), N_("补答"), N_("作废")};
    float least = px(k, width < px(k, 620) ? 132 : 184);
    bool by_word = contest_policy(k->c)->who == WHO_PRESS;
    for (size_t i = 0; by_word && i < sizeof words / sizeof *words; i++)
        least = widest(least, say_width(k, 0, true, TR(k->w, words[i])) + px(k, 25));
    return least;
}

static float dial_radius(const struct drawing *k, float width)
{
    return px(k, width < px(k, 620) ? 78 : 86);
}

/* In words of this scene while a team points out, else as in any other question. */
static void head_fill(struct drawing *k, const struct question *q, struct now *n)
{
    if (k->scene != SCENE_CORRECTION) {
        now_fill(k, n);
        if (n->foot == FOOT_FOUL && n->tell_points) { /* there is no block to say it in */
            char points[16];
            snprintf(n->note, sizeof n->note, "%s", n->verdict);
            snprintf(n->figure, sizeof n->figure, "%s",
                     points_text(n->points_cp, true, points, sizeof points));
        }
        return;
    }
    n->seat = k->s->seat != SEAT_NONE ? k->s->seat : k->s->turn_seat;
    const struct team *t = contest_team(k->c, n->seat);
    n->word = TR(k->w, "题目");
    if (t != NULL)
        snprintf(n->name, sizeof n->name, "%s", t->short_name);
    head_notes(k, q, n->note, sizeof n->note, n->figure, sizeof n->figure);
}

static void draw_head(struct drawing *k, const struct question *q, struct draw_box box)
{
    float r = dial_radius(k, box.w);
    struct now n = {0};
    head_fill(k, q, &n);
    struct draw_box plate = box_of(box.x, box.y, plate_width(k, box.w), box.h);
    now_plate(k, plate, &n);
    if (clock_shown(k->s) != NULL)
        clock_ring(k, box.x + box.w - r, box.y + box.h / 2, r, DIAL_SMALL);
    struct draw_box mid =
        box_of(plate.x + plate.w + px(k, 24), box.y, box.w - plate.w - 2 * r - px(k, 36), box.h);
    struct say s = {.x = mid.x,
                    .y = mid.y + px(k, 38),
                    .k = 4,
                    .width = mid.w,
                    .token = n.name_gold ? COLOUR_GOLD : COLOUR_TEXT,
                    .bold = true,
                    .role = ROLE_NAME};
    /* beside a word plate the name only says it at length */
    if (n.seat != SEAT_NONE || say_fits(k, 0, true, mid.w, n.name))
        say_line(k, &s, n.name);
    s = (struct say){.x = mid.x,
                     .y = mid.y + px(k, 97),
                     .width = mid.w,
                     .token = COLOUR_TEXT_2,
                     .role = ROLE_NOTE};
    struct draw_box notes = box_of(mid.x, mid.y + px(k, 74), mid.w, px(k, 96));
    if (n.figure[0] == '\0' && say_block(k, &s, notes, 2, n.note))
        return;
    say_line(k, &s, n.note);
    s.y = mid.y + px(k, 147);
    say_line(k, &s, n.figure);
}

struct row {
    int number;
    const struct fault *fault; /* NULL: not found yet */
    bool latest, missed;
    int32_t points_cp;
};

static void row_ground(struct drawing *k, struct draw_box box, const struct row *r)
{
    if (r->fault == NULL || r->missed)
        outline(k, box, 10, 3, paint(COLOUR_LINE));
    else if (r->latest)
        solid(k, box, 10, paint(COLOUR_GOLD));
    else
        panel(k, box);
}

static void row_badge(struct drawing *k, float cx, float cy, float size, const struct row *r)
{
    bool plain = r->fault == NULL || r->missed;
    draw_icon(k->d, cx, cy, size,
              r->latest ? ICON_SQUARE
              : plain   ? ICON_CIRCLE
                        : ICON_DISC,
              paint(r->latest ? COLOUR_INK
                    : plain   ? COLOUR_LINE
                              : COLOUR_JADE));
    char n[12];
    snprintf(n, sizeof n, "%d", r->number);
    say_line(k,
             &(struct say){.x = cx,
                           .y = cy,
                           .width = size * 0.9f,
                           .token = r->latest ? COLOUR_GOLD
                                    : plain   ? COLOUR_TEXT_3
                                              : COLOUR_INK,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_SEAT},
             n);
}

static void draw_row(struct drawing *k, struct draw_box box, const struct row *r)
{
    row_ground(k, box, r);
    bool tall = box.h >= px(k, 94);
    bool narrow = box.w < px(k, 620);
    float size = px(k, tall && !narrow ? 58 : 42);
    row_badge(k, box.x + px(k, narrow ? 36 : 46), box.y + box.h / 2, size, r);
    struct draw_box rest = box;
    box_take_left(&rest, px(k, narrow ? NARROW_LEFT_U : 98));
    box_take_right(&rest, px(k, narrow ? NARROW_RIGHT_U : 24));
    float cy = rest.y + rest.h / 2;
    enum colour ink = r->latest ? COLOUR_INK : COLOUR_TEXT;
    if (r->fault == NULL) {
        say_line(k,
                 &(struct say){.x = rest.x,
                               .y = cy,
                               .k = tall ? 2 : 0,
                               .width = rest.w,
                               .token = COLOUR_TEXT_3,
                               .role = ROLE_TABLE},
                 TR(k->w, "待找出"));
        return;
    }
    char points[16];
    points_text(r->points_cp, true, points, sizeof points);
    const char *end = r->missed ? TR(k->w, "漏") : points;
    int end_k = r->missed ? 0 : tall ? 6 : 2;
    say_line(k,
             &(struct say){.x = rest.x + rest.w,
                           .y = cy,
                           .k = end_k,
                           .token = r->latest   ? COLOUR_INK
                                    : r->missed ? COLOUR_TEXT_3
                                                : COLOUR_JADE,
                           .bold = true,
                           .align = DRAW_RIGHT,
                           .role = ROLE_POINTS},
             end);
    rest.w -= say_width(k, end_k, true, end) + px(k, 16);
    bool two = tall && r->fault->right[0] != '\0';
    struct say s = {.x = rest.x,
                    .y = two ? cy - px(k, 22) : cy,
                    .k = 2,
                    .width = rest.w,
                    .token = ink,
                    .bold = true,
                    .role = ROLE_TABLE};
    say_line(k, &s, r->fault->title);
    s.y = cy + px(k, 24);
    s.k = 0;
    s.bold = false;
    s.token = r->latest ? COLOUR_INK : COLOUR_TEXT_2;
    if (two)
        say_line(k, &s, r->fault->right);
}

static void draw_sum(struct drawing *k, struct draw_box box)
{
    solid(k, box, 10, paint(COLOUR_RAISED));
    char points[16];
    points_text(contest_correction_cp(k->c), false, points, sizeof points);
    float cy = box.y + box.h / 2, right = box.x + box.w - px(k, 26);
    say_line(k,
             &(struct say){.x = box.x + px(k, 26),
                           .y = cy,
                           .k = 2,
                           .token = COLOUR_TEXT_2,
                           .width = box.w * 0.5f,
                           .role = ROLE_NOTE},
             TR(k->w, "本题已得"));
    const char *unit = TR(k->w, "分");
    say_line(k,
             &(struct say){.x = right,
                           .y = cy + px(k, 4),
                           .k = 2,
                           .token = COLOUR_TEXT,
                           .align = DRAW_RIGHT,
                           .role = ROLE_NOTE},
             unit);
    say_line(k,
             &(struct say){.x = right - say_width(k, 2, false, unit) - px(k, 18),
                           .y = cy,
                           .k = 6,
                           .token = COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_RIGHT,
                           .role = ROLE_SCORE},
             points);
}

static void draw_rows(struct drawing *k, const struct question *q, struct draw_box box)
{
    int list[FAULTS_MAX], n = correction_listed(k, q, list),
                          rows = q->fault_count > n ? q->fault_count : n;
    if (rows == 0)
        return;
    float pitch = box.h / (float)rows, gap = px(k, rows > 8 ? 5 : 8);
    if (pitch > px(k, 110))
        pitch = px(k, 110);
    const struct correction *c = &k->s->correction;
    for (int i = 0; i < rows; i++) {
        struct row r = {.number = i + 1};
        if (i < n) {
            r.fault = &q->faults[list[i]];
            r.missed = i >= c->found_count;
            r.latest = i == c->found_count - 1 && k->s->phase == PHASE_ANSWER;
            r.points_cp = r.fault->points_cp ? r.fault->points_cp : contest_policy(k->c)->fault_cp;
        }
        draw_row(k, box_of(box.x, box.y + (float)i * pitch, box.w, pitch - gap), &r);
    }
}

/* The narrowest column in which every word of this question keeps the least size. */
static float least_width(const struct drawing *k, const struct question *q)
{
    static const char *const notes[] = {N_("请看材料"), N_("正在指错"), N_("全部找出"),
                                        N_("指错结束"), N_("现在可抢"), N_("听令抢答"),
                                        N_("本题作废"), N_("抢答犯规")};
    char text[64];
    snprintf(text, sizeof text, TR(k->w, "找出 %d 处"), 10);
    float head = say_width(k, 0, false, text);
    snprintf(text, sizeof text, TR(k->w, "误指 %d 次"), 10);
    head = widest(head, say_width(k, 0, false, text));
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        head = widest(head, say_width(k, 0, false, TR(k->w, notes[i])));
    head = widest(head, k->widest[1].brief * (float)type_em(k->g.unit, 0));
    head += plate_width(k, 0) + 2 * dial_radius(k, 0) + px(k, HEAD_GAPS_U);
    float rows = 0;
    for (int i = 0; i < q->fault_count; i++) {
        rows = widest(rows, say_width(k, 0, true, q->faults[i].title));
        rows = widest(rows, say_width(k, 0, false, q->faults[i].right));
    }
    return widest(head,
                  rows + say_width(k, 6, true, "+10") + px(k, NARROW_LEFT_U + NARROW_RIGHT_U + 16));
}

float correction_side_width(const struct drawing *k, const struct question *q, float room)
{
    float usual = px(k, k->g.shape == SHAPE_WALL ? 820 : 636), most = room * 0.46f;
    if (usual <= most)
        return usual;
    float least = least_width(k, q); /* a narrow wall: the picture takes all that can be spared */
    return least < most ? least : most;
}

void correction_side(struct drawing *k, const struct question *q, struct draw_box box)
{
    draw_head(k, q, box_take_top(&box, px(k, 172)));
    box_take_top(&box, px(k, 18));
    clock_bar(k, box_take_top(&box, px(k, 24)));
    box_take_top(&box, px(k, 18));
    draw_sum(k, box_take_bottom(&box, px(k, 94)));
    box_take_bottom(&box, px(k, 6));
    draw_rows(k, q, box);
}
