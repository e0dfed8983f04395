/* The now column: who, what, how long, always in that order. */
#include "layout/audience_parts.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

enum foot { FOOT_RING, FOOT_AWARD, FOOT_DEDUCT, FOOT_NEUTRAL, FOOT_FOUL };

/* What the column says; filled per scene, drawn by one function. */
struct now {
    int seat;             /* plate of this team; 0: a word plate */
    uint32_t seats;       /* several plates: bit seat-1 */
    enum mark_kind frame; /* MARK_QUIET: plain plate */
    const char *word;     /* on the plate when there is no team */
    bool word_lit;        /* gold plate */
    char name[64];
    bool name_gold;
    char note[96]; /* alone, or over `figure` */
    char figure[48];
    bool figure_gold;
    enum foot foot;
    const char *verdict;
    int32_t points_cp;
    bool tell_points;
};

static void set_team(struct drawing *k, struct now *n, int seat)
{
    const struct team *t = contest_team(k->c, seat);
    n->seat = seat;
    if (t != NULL)
        snprintf(n->name, sizeof n->name, "%s", t->short_name);
}

/* Who must answer: "2 号队员作答", a name where there is room is the host's business. */
static void note_player(struct drawing *k, struct now *n)
{
    const struct state *s = k->s;
    if (s->rebound)
        snprintf(n->note, sizeof n->note, "%s", TR(k->w, "补答"));
    else if (s->player > 0)
        snprintf(n->note, sizeof n->note, TR(k->w, "%d 号队员作答"), s->player);
    else if (s->doubled)
        snprintf(n->note, sizeof n->note, "%s", TR(k->w, "本题加倍"));
    else if (s->interrupt)
        snprintf(n->note, sizeof n->note, "%s", TR(k->w, "读题中抢答"));
    else
        snprintf(n->note, sizeof n->note, "%s", TR(k->w, "请作答"));
}

static void note_margin(struct drawing *k, struct now *n)
{
    const struct state *s = k->s;
    for (int i = s->winner_press + 1; i > 0 && i < s->press_count; i++) {
        if (s->presses[i].verdict != VERDICT_LATER)
            continue;
        struct press_result r = contest_margin(k->c, s->winner_press, i);
        char margin[24];
        text_margin(r.margin_us < 0 ? -r.margin_us : r.margin_us, r.uncertainty_us, k->w, margin,
                    sizeof margin);
        snprintf(n->note, sizeof n->note, TR(k->w, "领先 %d 号"), s->presses[i].seat);
        snprintf(n->figure, sizeof n->figure, TR(k->w, "%s 秒"), margin);
        n->figure_gold = true;
        return;
    }
    note_player(k, n);
}

static void now_foul(struct drawing *k, struct now *n)
{
    const struct state *s = k->s;
    set_team(k, n, marks_foul_seat(s));
    n->frame = MARK_VERMILION;
    n->foot = FOOT_FOUL;
    n->verdict = TR(k->w, "抢答犯规");
    n->points_cp = marks_foul_cp(k->c, n->seat);
    n->tell_points = n->points_cp != 0 && outcome_points_public(k);
    snprintf(n->note, sizeof n->note, "%s", TR(k->w, "早于口令"));
    for (int i = s->press_count - 1; i >= 0; i--) {
        const struct press *p = &s->presses[i];
        if (p->verdict != VERDICT_EARLY_FOUL || s->go_at_us <= p->press_us)
            continue;
        char margin[24];
        text_margin(s->go_at_us - p->press_us, (p->hi_us - p->lo_us) / 2, k->w, margin,
                    sizeof margin);
        snprintf(n->figure, sizeof n->figure, TR(k->w, "%s 秒"), margin);
        break;
    }
}

static void now_tie(struct drawing *k, struct now *n)
{
    static const char *const then[] = {
        [TIE_HOST] = N_("请主持人裁定"),
        [TIE_REPRESS] = N_("并列队重新抢答"),
        [TIE_DISCARD] = N_("本次抢答不算"),
        [TIE_BOTH] = N_("并列队都作答"),
    };
    n->seats = k->s->tied_mask;
    n->frame = MARK_GOLD;
    snprintf(n->name, sizeof n->name, "%s", TR(k->w, "同时"));
    n->name_gold = true;
    snprintf(n->note, sizeof n->note, "%s", TR(k->w, then[contest_policy(k->c)->tie]));
}

static void now_outcome(struct drawing *k, struct now *n)
{
    const struct state *s = k->s;
    if (s->outcome_seat != SEAT_NONE)
        set_team(k, n, s->outcome_seat);
    else
        n->word = TR(k->w, "题目");
    n->verdict = outcome_word(k);
    n->points_cp = s->outcome_cp;
    n->tell_points = s->outcome_cp != 0 && outcome_points_public(k);
    bool good = s->outcome == OUTCOME_RIGHT || s->outcome_cp > 0;
    bool bad = s->outcome == OUTCOME_WRONG || s->outcome == OUTCOME_TIMEOUT || s->outcome_cp < 0;
    n->frame = n->seat == 0 ? MARK_QUIET : good ? MARK_JADE : bad ? MARK_VERMILION : MARK_FLAG;
    n->foot = good ? FOOT_AWARD : bad ? FOOT_DEDUCT : FOOT_NEUTRAL;
    if (s->answer_at_us > 0 && s->ruled_at_us > s->answer_at_us &&
        s->ruled_at_us - s->answer_at_us < INT64_C(600000000))
        snprintf(n->note, sizeof n->note, TR(k->w, "用时 %d 秒"),
                 (int)((s->ruled_at_us - s->answer_at_us + 500000) / 1000000));
}

/* The clock has run out on everybody. */
static void now_nobody(struct drawing *k, struct now *n)
{
    n->word = TR(k->w, "无人");
    snprintf(n->name, sizeof n->name, "%s", TR(k->w, "无人抢答"));
    if (clock_shown(k->s) == NULL) {
        n->foot = FOOT_NEUTRAL;
        n->verdict = TR(k->w, "不计分");
    }
}

static void now_void(struct drawing *k, struct now *n)
{
    n->word = TR(k->w, "作废");
    n->foot = FOOT_NEUTRAL;
    n->verdict = TR(k->w, "不计分");
    snprintf(n->name, sizeof n->name, "%s", TR(k->w, "本题作废"));
    snprintf(n->note, sizeof n->note, "%s", TR(k->w, "换题重答"));
}

static void now_word(struct now *n, const char *word, const char *name, const char *note)
{
    n->word = word;
    snprintf(n->name, sizeof n->name, "%s", name);
    snprintf(n->note, sizeof n->note, "%s", note);
}

static void now_reading(struct drawing *k, struct now *n)
{
    const struct policy *p = contest_policy(k->c);
    if (p->who != WHO_PRESS) {
        int seat = k->s->seat != SEAT_NONE ? k->s->seat : k->s->turn_seat;
        if (seat != SEAT_NONE) {
            set_team(k, n, seat);
            note_player(k, n);
            return;
        }
        if (p->who == WHO_AUDIENCE) {
            now_word(n, TR(k->w, "观众"), TR(k->w, "观众作答"), TR(k->w, "不计队分"));
            return;
        }
    }
    static const char *const reading[] = {
        [READING_IGNORE] = N_("读完再抢"),
        [READING_INTERRUPT] = N_("可以抢答"),
        [READING_FOUL] = N_("抢先即犯规"),
    };
    now_word(n, TR(k->w, "读题"), TR(k->w, "请听题"), TR(k->w, reading[p->reading_press]));
}

static void now_armed(struct drawing *k, struct now *n)
{
    now_word(n, TR(k->w, "抢答"), TR(k->w, "现在可抢"), "");
    n->word_lit = n->name_gold = true;
    const struct show_clock *c = clock_shown(k->s);
    if (c != NULL)
        snprintf(n->note, sizeof n->note, TR(k->w, "%d 秒内有效"), (int)(c->length_us / 1000000));
}

static void now_answer(struct drawing *k, struct now *n)
{
    set_team(k, n, k->s->seat != SEAT_NONE ? k->s->seat : k->s->turn_seat);
    if (n->seat == SEAT_NONE) {
        now_reading(k, n);
        return;
    }
    bool won = k->s->winner_press >= 0 && contest_policy(k->c)->who == WHO_PRESS;
    n->frame = won ? MARK_GOLD : MARK_QUIET;
    if (won && !k->s->rebound)
        note_margin(k, n);
    else
        note_player(k, n);
}

static void now_fill(struct drawing *k, struct now *n)
{
    const struct words *w = k->w;
    const struct policy *p = contest_policy(k->c);
    switch (k->scene) {
    case SCENE_MENU:
        set_team(k, n, k->s->seat != SEAT_NONE ? k->s->seat : k->s->turn_seat);
        snprintf(n->note, sizeof n->note, "%s", TR(w, "请选择分值"));
        break;
    case SCENE_PICK:
        if (k->s->turn_seat != SEAT_NONE) {
            set_team(k, n, k->s->turn_seat);
            snprintf(n->note, sizeof n->note, "%s",
                     p->assign ? TR(w, "请指定答题队") : TR(w, "准备答题"));
        } else {
            now_word(n, TR(w, "候场"), TR(w, "即将出题"), "");
        }
        break;
    case SCENE_COUNT:
        now_word(n, TR(w, "预备"), TR(w, "听令抢答"),
                 p->early_press == EARLY_FOUL ? TR(w, "抢先即犯规") : "");
        break;
    case SCENE_ARMED:
        now_armed(k, n);
        break;
    case SCENE_TIE:
        now_tie(k, n);
        break;
    case SCENE_FOUL:
        now_foul(k, n);
        break;
    case SCENE_NOBODY:
        now_nobody(k, n);
        break;
    case SCENE_VOID:
        now_void(k, n);
        break;
    case SCENE_RIGHT:
    case SCENE_WRONG:
    case SCENE_TIMEOUT:
    case SCENE_PASS:
    case SCENE_REVEAL:
        now_outcome(k, n);
        break;
    case SCENE_ANSWER:
    case SCENE_WON:
        now_answer(k, n);
        break;
    case SCENE_PAUSE:
        if (k->s->phase == PHASE_ANSWER)
            now_answer(k, n);
        else
            now_reading(k, n);
        break;
    default:
        now_reading(k, n);
        break;
    }
}

/* ---- drawing ---- */

static void draw_team_plate(struct drawing *k, struct draw_box box, int seat, enum mark_kind frame,
                            int step)
{
    if (frame != MARK_QUIET) {
        if (frame == MARK_GOLD)
            draw_glow(k->d, box, px(k, 10), px(k, 36), paint_alpha(COLOUR_GOLD, 0.35f));
        solid(k, box, 10, mark_paint(frame));
        box = box_inset(box, px(k, 10));
    }
    solid(k, box, frame == MARK_QUIET ? 10 : 4, paint_team(seat));
    say_seat(k, box.x + box.w / 2, box.y + box.h / 2, step, step > 8 ? 4 : 0, box.w - px(k, 16),
             DRAW_CENTRE, paint(COLOUR_INK_TEAM), true, seat);
}

static int bits(uint32_t mask)
{
    int n = 0;
    for (; mask != 0; mask &= mask - 1)
        n++;
    return n;
}

static void draw_plates(struct drawing *k, struct draw_box box, const struct now *n)
{
    int count = bits(n->seats), i = 0;
    int columns = count <= 2 ? count : count <= 4 ? 2 : count <= 6 ? 3 : 6;
    int rows = (count + columns - 1) / columns;
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (n->seats >> (seat - 1) & 1)
            draw_team_plate(k, grid_cell(box, columns, rows, px(k, 8), i++), seat,
                            count <= 2 ? n->frame : MARK_QUIET,
                            count <= 2   ? 10
                            : count <= 6 ? 3
                                         : 0);
}

static void draw_plate(struct drawing *k, struct draw_box box, const struct now *n)
{
    if (n->seats != 0) {
        draw_plates(k, box, n);
        return;
    }
    if (n->seat != SEAT_NONE) {
        draw_team_plate(k, box, n->seat, n->frame, n->frame == MARK_QUIET ? 12 : 11);
        return;
    }
    if (n->word == NULL)
        return;
    if (n->word_lit) {
        draw_glow(k->d, box, px(k, 10), px(k, 40), paint_alpha(COLOUR_GOLD, 0.35f));
        solid(k, box, 10, paint(COLOUR_GOLD));
    } else {
        outline(k, box, 10, 4, paint(COLOUR_LINE));
    }
    say_line(k,
             &(struct say){.x = box.x + box.w / 2,
                           .y = box.y + box.h / 2,
                           .k = n->word_lit ? 11 : 9,
                           .k_min = 0,
                           .width = box.w - px(k, 24),
                           .token = n->word_lit ? COLOUR_INK : COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_SEAT},
             n->word);
}

static void draw_name(struct drawing *k, float cx, float y, float width, const struct now *n)
{
    say_line(k,
             &(struct say){.x = cx,
                           .y = y,
                           .k = 4,
                           .k_min = 0,
                           .width = width,
                           .token = n->name_gold ? COLOUR_GOLD : COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_NAME},
             n->name);
}

/* Notes centred around y; a figure takes the second line. */
static void draw_notes(struct drawing *k, float cx, float y, float width, const struct now *n)
{
    struct say note = {.x = cx,
                       .y = y,
                       .k = 1,
                       .width = width,
                       .token = COLOUR_TEXT_2,
                       .align = DRAW_CENTRE,
                       .role = ROLE_NOTE};
    if (n->figure[0] == '\0') {
        struct draw_box box = box_of(cx - width / 2, y - px(k, 46), width, px(k, 92));
        if (!say_block(k, &note, box, 2, n->note))
            say_line(k, &note, n->note);
        return;
    }
    note.k = 0;
    note.y = y - px(k, 15);
    say_line(k, &note, n->note);
    say_line(k,
             &(struct say){.x = cx,
                           .y = y + px(k, 34),
                           .k = 3,
                           .width = width,
                           .token = n->figure_gold ? COLOUR_GOLD : COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_NOTE},
             n->figure);
}

static void hatch_strip(struct drawing *k, struct draw_box box)
{
    draw_rect(k->d, box,
              &(struct draw_fill){.pattern_kind = DRAW_HATCH,
                                  .pattern = paint(COLOUR_VERMILION),
                                  .pitch = px(k, 52)});
}

static void draw_verdict(struct drawing *k, struct draw_box box, const struct now *n)
{
    bool award = n->foot == FOOT_AWARD, foul = n->foot == FOOT_FOUL;
    bool neutral = n->foot == FOOT_NEUTRAL;
    enum colour edge = neutral ? COLOUR_LINE : COLOUR_VERMILION;
    if (award) {
        solid(k, box, 10, paint(COLOUR_JADE));
    } else {
        draw_rect(k->d, box,
                  &(struct draw_fill){.top = paint_alpha(edge, 0.08f),
                                      .radius = px(k, 10),
                                      .outline = paint(edge),
                                      .outline_px = px(k, 6)});
    }
    if (foul) {
        hatch_strip(k, box_of(box.x + px(k, 6), box.y + px(k, 6), box.w - px(k, 12), px(k, 22)));
        hatch_strip(
            k, box_of(box.x + px(k, 6), box.y + box.h - px(k, 28), box.w - px(k, 12), px(k, 22)));
    }
    float cx = box.x + box.w / 2, label_y = n->tell_points ? 0.28f : 0.5f;
    say_line(k,
             &(struct say){.x = cx,
                           .y = box.y + box.h * (label_y + (foul && n->tell_points ? 0.01f : 0)),
                           .k = 6,
                           .width = box.w - px(k, 40),
                           .token = award ? COLOUR_INK : COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_POINTS},
             n->verdict);
    if (!n->tell_points)
        return;
    char points[16];
    points_text(n->points_cp, true, points, sizeof points);
    say_line(k,
             &(struct say){.x = cx,
                           .y = box.y + box.h * (foul ? 0.645f : 0.67f),
                           .k = foul ? 11 : 12,
                           .k_min = 4,
                           .width = box.w - px(k, 32),
                           .token = award     ? COLOUR_INK
                                    : neutral ? COLOUR_TEXT
                                              : COLOUR_VERMILION_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_POINTS},
             points);
}

static void draw_foot(struct drawing *k, struct draw_box box, const struct now *n)
{
    if (n->foot != FOOT_RING)
        draw_verdict(k, box, n);
    else
        clock_ring(k, box.x + box.w / 2, box.y + box.h / 2, box.h / 2, false);
}

/* Beside the content: plate, name, notes, ring from top to bottom. A taller column stretches. */
static void draw_upright(struct drawing *k, const struct now *n)
{
    struct draw_box b = k->g.now;
    float cx = b.x + b.w / 2, t = b.h / px(k, 582);
    if (t > b.w / px(k, 250))
        t = b.w / px(k, 250);
    float plate = px(k, 146 * t), foot = px(k, 250 * t);
    float free = b.h - plate - foot; /* name and notes share what is between */
    draw_plate(k, box_of(b.x, b.y, b.w, plate), n);
    draw_name(k, cx, b.y + plate + free * 0.226f, b.w, n);
    draw_notes(k, cx, b.y + plate + free * 0.607f, b.w, n);
    draw_foot(k, box_of(b.x, b.y + b.h - foot, b.w, foot), n);
}

/* Over the content of a totem: the same from left to right. */
static void draw_lying(struct drawing *k, const struct now *n)
{
    struct draw_box b = k->g.now, left = box_take_left(&b, px(k, 440));
    struct draw_box right = box_take_right(&b, px(k, 288));
    draw_plate(k, left, n);
    float cx = b.x + b.w / 2, w = b.w - px(k, 48);
    draw_name(k, cx, b.y + px(k, 70), w, n);
    draw_notes(k, cx, b.y + px(k, 166), w, n);
    draw_foot(k, box_of(right.x, right.y + px(k, 5), right.w, px(k, 250)), n);
}

void now_column(struct drawing *k)
{
    struct now n = {0};
    now_fill(k, &n);
    if (k->g.shape == SHAPE_TOTEM)
        draw_lying(k, &n);
    else
        draw_upright(k, &n);
}
