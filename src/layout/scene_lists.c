/* Press order, judges' marks, and the teams of a tie-break. */
#include "layout/audience_parts.h"
#include "view/text.h"

#include <stdio.h>

static void number_plate(struct drawing *k, struct draw_box box, int seat, bool lit)
{
    if (lit)
        solid(k, box, 8, paint_team(seat));
    else {
        solid(k, box, 8, paint_alpha(COLOUR_BASE, 0.75f));
        band_left(k, box_of(box.x, box.y, px(k, 14), box.h), seat, 8);
    }
    say_seat(k, box.x + box.w / 2 + (lit ? 0 : px(k, 7)), box.y + box.h / 2, 4, 0,
             box.w - px(k, 20), DRAW_CENTRE, lit ? paint(COLOUR_INK_TEAM) : paint_team_text(seat),
             lit, seat);
}

static const char *verdict_word(const struct drawing *k, enum verdict v)
{
    static const char *const word[VERDICT_COUNT] = {
        [VERDICT_WON] = N_("抢到"),
        [VERDICT_LATER] = N_("较晚"),
        [VERDICT_EARLY_IGNORED] = N_("过早，不计"),
        [VERDICT_EARLY_FOUL] = N_("抢答犯规"),
        [VERDICT_EARLY_LOCKED] = N_("过早，锁定"),
        [VERDICT_INTERRUPT] = N_("读题中抢答"),
        [VERDICT_TIED] = N_("同时"),
        [VERDICT_BARRED] = N_("停抢"),
        [VERDICT_CAPPED] = N_("次数已满"),
        [VERDICT_OUT] = N_("淘汰"),
        [VERDICT_DISABLED] = N_("未启用"),
        [VERDICT_HELD] = N_("按住不放"),
        [VERDICT_NOT_OPEN] = N_("未开放"),
        [VERDICT_AFTER_TIME] = N_("超时"),
        [VERDICT_REPEATED] = N_("重复"),
        [VERDICT_LATE] = N_("迟到信号"),
    };
    return word[v] != NULL ? TR(k->w, word[v]) : "";
}

/* Presses the audience is told about: box trouble and repeats are not. */
static bool shown(const struct press *p)
{
    return p->seat != SEAT_NONE && p->verdict != VERDICT_REPEATED &&
           p->verdict != VERDICT_UNKNOWN_BOX && p->verdict != VERDICT_BACKDATED &&
           p->verdict != VERDICT_HELD && p->verdict != VERDICT_NOT_OPEN &&
           p->verdict != VERDICT_DISABLED && p->verdict != VERDICT_NONE;
}

static void press_margin(const struct drawing *k, int i, char *out, size_t size)
{
    const struct state *s = k->s;
    const struct press *p = &s->presses[i];
    char text[24];
    if (s->winner_press >= 0 && i != s->winner_press &&
        (p->verdict == VERDICT_LATER || p->verdict == VERDICT_TIED)) {
        struct press_result r = contest_margin(k->c, s->winner_press, i);
        text_margin(r.margin_us < 0 ? -r.margin_us : r.margin_us, r.uncertainty_us, k->w, text,
                    sizeof text);
        snprintf(out, size, "%s%s", text[0] >= '0' && text[0] <= '9' ? "+" : "", text);
        return;
    }
    int64_t go_us = p->go_call == s->go_calls ? s->go_at_us : p->go_us;
    if (go_us <= 0) {
        *out = '\0';
        return;
    }
    int64_t after_us = p->press_us - go_us;
    text_margin(after_us < 0 ? -after_us : after_us, (p->hi_us - p->lo_us) / 2, k->w, text,
                sizeof text);
    snprintf(out, size, "%s%s", after_us < 0 ? "−" : "", text);
}

void scene_presses(struct drawing *k)
{
    struct draw_box body = k->g.body;
    float pitch = px(k, k->g.shape == SHAPE_TOTEM ? 130 : 94), most = px(k, 2000);
    if (body.w > most) {
        body.x += (body.w - most) / 2;
        body.w = most;
    }
    int rows = (int)((body.h + px(k, 8)) / pitch), n = 0;
    for (int i = 0; i < k->s->press_count; i++)
        n += shown(&k->s->presses[i]);
    k->pages = n > rows ? (n + rows - 1) / rows : 1;
    int page = k->look.page < k->pages ? k->look.page : k->pages - 1, at = 0, order = 0;
    for (int i = 0; i < k->s->press_count; i++) {
        const struct press *p = &k->s->presses[i];
        if (!shown(p) || at++ / rows != page)
            continue;
        struct draw_box row =
            box_of(body.x, body.y + (float)(order++) * pitch, body.w, pitch - px(k, 8));
        bool won = i == k->s->winner_press;
        if (won)
            solid(k, row, 10, paint(COLOUR_GOLD));
        else
            card(k, row);
        enum colour ink = won ? COLOUR_INK : COLOUR_TEXT;
        float cy = row.y + row.h / 2;
        number_plate(k, box_of(row.x + px(k, 12), row.y + px(k, 8), px(k, 172), row.h - px(k, 16)),
                     p->seat, won);
        char margin[48];
        press_margin(k, i, margin, sizeof margin);
        float verdict_w = px(k, 300), right = row.x + row.w - px(k, 28);
        say_line(
            k,
            &(struct say){.x = right,
                          .y = cy,
                          .k = 2,
                          .width = verdict_w,
                          .token = p->verdict == VERDICT_EARLY_FOUL ? COLOUR_VERMILION_TEXT : ink,
                          .bold = true,
                          .align = DRAW_RIGHT,
                          .role = ROLE_FLAG},
            verdict_word(k, (enum verdict)p->verdict));
        float margin_right = right - verdict_w - px(k, 24);
        say_line(k,
                 &(struct say){.x = margin_right,
                               .y = cy,
                               .k = 5,
                               .width = px(k, 280),
                               .token = ink,
                               .bold = true,
                               .align = DRAW_RIGHT,
                               .role = ROLE_TABLE},
                 margin);
        float x = row.x + px(k, 212);
        say_name(k, &(struct say){.k = 3, .token = ink, .bold = won, .role = ROLE_NAME},
                 box_of(x, row.y, margin_right - px(k, 300) - x, row.h), 2,
                 contest_team(k->c, p->seat));
    }
    char progress[96];
    text_progress(k->c, k->w, progress, sizeof progress);
    header_scene(k, k->g.top, TR(k->w, "抢答顺序"), progress, TR(k->w, "单位：秒"));
}

/* ---- judges ---- */

/* One size for all marks: the largest at which the widest fits its cell. */
static int marks_step(const struct drawing *k, struct draw_box cell, const int32_t *marks, int n)
{
    int step = cell.h < px(k, 170) ? 6 : cell.h < px(k, 300) ? 8 : 10;
    for (int j = 0; j < n; j++) {
        char text[16];
        if (marks[j] == MARK_NONE || marks[j] == MARK_ABSTAIN)
            continue;
        points_text(marks[j], false, text, sizeof text);
        while (step > 6 && !say_fits(k, step, true, cell.w - px(k, 24), text))
            step--;
    }
    return step;
}

/* Held marks are only told to be in. */
static void judge_cell(struct drawing *k, struct draw_box box, int judge, int32_t cp, bool dropped,
                       bool held, int step)
{
    card(k, box);
    char text[48];
    snprintf(text, sizeof text, TR(k->w, "%d 号评委"), judge);
    float cx = box.x + box.w / 2;
    bool low = box.h < px(k, 170);
    say_line(k,
             &(struct say){.x = cx,
                           .y = box.y + px(k, low ? 34 : 46),
                           .width = box.w - px(k, 16),
                           .token = COLOUR_TEXT_2,
                           .align = DRAW_CENTRE,
                           .role = ROLE_NAME},
             text);
    float y = box.y + (box.h + px(k, low ? 44 : 58)) / 2;
    if (cp == MARK_NONE) {
        draw_icon(k->d, cx, y, px(k, 40), ICON_DASH, paint(COLOUR_TEXT_3));
        return;
    }
    if (held && cp != MARK_ABSTAIN) {
        draw_icon(k->d, cx, y, px(k, low ? 52 : 80), ICON_CHECK, paint(COLOUR_JADE));
        return;
    }
    bool abstain = cp == MARK_ABSTAIN;
    struct say s = {.x = cx,
                    .y = y,
                    .k = abstain ? 1 : step,
                    .k_min = abstain ? 0 : 6,
                    .width = box.w - px(k, 16),
                    .token = abstain || dropped ? COLOUR_TEXT_3 : COLOUR_TEXT,
                    .bold = !abstain,
                    .align = DRAW_CENTRE,
                    .role = abstain ? ROLE_NOTE : ROLE_SCORE};
    const char *mark = abstain ? TR(k->w, "回避") : points_text(cp, false, text, sizeof text);
    say_line(k, &s, mark);
    float half = say_width(k, s.k, true, mark) / 2 + px(k, 12);
    half = half > box.w / 2 ? box.w / 2 : half;
    if (dropped)
        draw_line(
            k->d, cx - half, y + px(k, 3), cx + half, y + px(k, 3),
            &(struct draw_stroke){.paint = paint(COLOUR_TEXT_3), .width = px(k, 6), .round = true});
}

/* Highest and lowest marks that the policy leaves out, once all marks are in. */
static uint32_t dropped_marks(const struct drawing *k, const int32_t *marks)
{
    const struct policy *p = contest_policy(k->c);
    uint32_t out = 0;
    for (int pass = 0; pass < p->drop_high + p->drop_low; pass++) {
        bool high = pass < p->drop_high;
        int best = -1;
        for (int j = 0; j < p->judges && j < JUDGES_MAX; j++) {
            if (out >> j & 1 || marks[j] == MARK_NONE || marks[j] == MARK_ABSTAIN)
                continue;
            if (best < 0 || (high ? marks[j] > marks[best] : marks[j] < marks[best]))
                best = j;
        }
        if (best >= 0)
            out |= 1u << best;
    }
    return out;
}

void scene_marks(struct drawing *k)
{
    header_round(k, k->g.header);
    const struct policy *p = contest_policy(k->c);
    int seat = k->s->seat != SEAT_NONE ? k->s->seat : k->s->turn_seat;
    int judges = p->judges < JUDGES_MAX ? p->judges : JUDGES_MAX;
    struct draw_box content = k->g.content,
                    sum = box_take_bottom(&content, px(k, content.h < px(k, 480) ? 116 : 150));
    box_take_bottom(&content, px(k, 16));
    int32_t result = 0;
    bool done = seat != SEAT_NONE && contest_judged_cp(k->c, seat, &result);
    bool held = p->held_reveal && (k->s->phase == PHASE_JUDGE || !k->s->published);
    if (seat != SEAT_NONE && judges > 0) {
        const int32_t *marks = k->s->marks_cp[seat - 1];
        uint32_t dropped = done ? dropped_marks(k, marks) : 0;
        int columns = judges <= 5 ? judges : judges <= 8 ? 4 : 5;
        int rows = (judges + columns - 1) / columns;
        while (columns < judges && content.h / (float)rows < px(k, 150))
            columns++, rows = (judges + columns - 1) / columns;
        if (content.h > px(k, 400) * (float)rows)
            content.h = px(k, 400) * (float)rows;
        int step = marks_step(k, grid_cell(content, columns, rows, px(k, 16), 0), marks, judges);
        for (int j = 0; j < judges; j++)
            judge_cell(k, grid_cell(content, columns, rows, px(k, 16), j), j + 1, marks[j],
                       dropped >> j & 1 && !held, held, step);
    }
    solid(k, sum, 10, paint(COLOUR_RAISED));
    char text[48];
    float cy = sum.y + sum.h / 2, right = sum.x + sum.w - px(k, 40);
    say_line(k,
             &(struct say){.x = sum.x + px(k, 40),
                           .y = cy,
                           .k = 4,
                           .width = sum.w * (held ? 0.95f : 0.5f),
                           .token = COLOUR_TEXT_2,
                           .role = ROLE_NOTE},
             !done  ? TR(k->w, "评委打分中")
             : held ? TR(k->w, "得分由主持人统一公布")
                    : TR(k->w, "得分"));
    if (done && !held)
        say_line(k,
                 &(struct say){.x = right,
                               .y = cy,
                               .k = sum.h > px(k, 140) ? 10 : 7,
                               .k_min = 6,
                               .width = sum.w * 0.4f,
                               .token = COLOUR_TEXT,
                               .bold = true,
                               .align = DRAW_RIGHT,
                               .role = ROLE_SCORE},
                 points_text(result, false, text, sizeof text));
    now_column(k);
    clock_bar(k, k->g.bar);
    seats_draw(k);
}

/* ---- tie-break ---- */

void scene_tie_break(struct drawing *k)
{
    const struct definition *def = k->c->def;
    int seats[TEAMS_MAX], n = 0;
    for (int i = 0; i < def->team_count; i++)
        if (k->s->tie_break_mask >> (k->teams[i].seat - 1) & 1)
            seats[n++] = i;
    char count[48];
    snprintf(count, sizeof count, TR(k->w, "%d 队参加"), n);
    header_scene(k, k->g.top, TR(k->w, "加赛"), TR(k->w, "只有并列的队参加"), count);
    if (n == 0)
        return;
    struct draw_box body = k->g.body;
    int columns = n <= 3 ? n : n == 4 ? 2 : n <= 9 ? 3 : 4;
    if (body.w / (float)columns < px(k, 420) && columns > 2)
        columns--;
    int rows = (n + columns - 1) / columns;
    float most = px(k, 420) * (float)rows, wide = px(k, 620) * (float)columns;
    if (body.h > most) {
        body.y += (body.h - most) * 0.4f;
        body.h = most;
    }
    if (body.w > wide) {
        body.x += (body.w - wide) / 2;
        body.w = wide;
    }
    for (int i = 0; i < n; i++) {
        const struct team *t = &k->teams[seats[i]];
        struct draw_box box = grid_cell(body, columns, rows, px(k, 24), i);
        bool tall = box.h > px(k, 260);
        if (!tall) {
            char score[16];
            score_text(k->c, t->seat, score, sizeof score);
            seat_cell(k, box, t, score, NULL);
            continue;
        }
        card(k, box);
        band_top(k, box_of(box.x, box.y, box.w, px(k, 16)), t->seat, 10);
        float cx = box.x + box.w / 2;
        say_seat(k, cx, box.y + box.h * 0.3f, 12, 5, box.w, DRAW_CENTRE, paint_team_text(t->seat),
                 false, t->seat);
        say_name(k,
                 &(struct say){.k = 4,
                               .token = COLOUR_TEXT,
                               .bold = true,
                               .align = DRAW_CENTRE,
                               .role = ROLE_NAME},
                 box_of(box.x + px(k, 20), box.y + box.h * 0.48f, box.w - px(k, 40), box.h * 0.26f),
                 2, t);
        char score[16];
        score_text(k->c, t->seat, score, sizeof score);
        say_line(k,
                 &(struct say){.x = cx,
                               .y = box.y + box.h * 0.86f,
                               .k = 7,
                               .k_min = 6,
                               .width = box.w,
                               .token = COLOUR_TEXT_2,
                               .bold = true,
                               .align = DRAW_CENTRE,
                               .role = ROLE_SCORE},
                 score);
    }
}
