/* The teams: score, what this question did to them, and whether their box is well. */
#include "layout/operator_parts.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

/* Columns of the table, px. */
struct columns {
    float x, right;
    float seat, name, name_w, score, score_w, event, event_w, health, health_w;
    float lamp_w;
    int k;
};

/* Characters of the widest score, three at least. */
static int score_digits(const struct contest *c)
{
    int most = 3;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        char text[16];
        if (!contest_team(c, seat))
            continue;
        points_text(contest_score_cp(c, seat), false, text, sizeof text);
        int n = text_count(text, strlen(text));
        most = n > most ? n : most;
    }
    return most;
}

/* The tag that says a lamp is lit. */
static float lamp_width(const struct op *o)
{
    float em = op_em(o, -5), w = op_width(o, -5, true, TR(o->w, "灯"));
    return (w < em * 2.6f ? w : em * 2.6f) + em * 0.35f;
}

/* ---- this question ---- */

struct event {
    char text[32];
    enum colour token;
    bool bold;
};

static void set_event(struct event *e, enum colour token, bool bold, const char *text)
{
    snprintf(e->text, sizeof e->text, "%s", text);
    e->token = token;
    e->bold = bold;
}

static bool event_of_press(const struct op *o, int seat, struct event *e)
{
    const struct state *s = o->s;
    for (int i = s->press_count - 1; i >= 0; i--) {
        const struct press *p = &s->presses[i];
        if (p->seat != seat || p->go_call != s->go_calls)
            continue;
        if (i == s->winner_press) {
            set_event(e, COLOUR_GOLD, true, TR(o->w, "抢到"));
            return true;
        }
        if (p->verdict == VERDICT_TIED) {
            set_event(e, COLOUR_GOLD, true, TR(o->w, "同时"));
            return true;
        }
        if (p->verdict == VERDICT_LATER && s->winner_press >= 0) {
            char margin[24];
            struct press_result m = contest_margin(o->c, s->winner_press, i);
            text_margin(m.margin_us < 0 ? -m.margin_us : m.margin_us, m.uncertainty_us, o->w,
                        margin, sizeof margin);
            bool digits = margin[0] >= '0' && margin[0] <= '9'; /* "约 0.04" needs no sign */
            snprintf(e->text, sizeof e->text, "%s%s", digits ? "+" : "", margin);
            e->token = COLOUR_TEXT;
            e->bold = false;
            return true;
        }
        if (p->verdict == VERDICT_LATE) {
            set_event(e, COLOUR_VERMILION_TEXT, true, TR(o->w, "迟到"));
            return true;
        }
    }
    return false;
}

/* What the ruling gave or took, while it is on the screen. */
static bool event_of_ruling(const struct op *o, int seat, struct event *e)
{
    const struct state *s = o->s;
    bool shown = s->phase == PHASE_RULED || s->phase == PHASE_FOUL || s->phase == PHASE_REVEAL;
    if (!shown || s->outcome_seat != seat || !s->outcome_cp)
        return false;
    points_text(s->outcome_cp, true, e->text, sizeof e->text);
    e->token = s->outcome_cp > 0 ? COLOUR_JADE : COLOUR_VERMILION_TEXT;
    e->bold = true;
    return true;
}

static void event_of(const struct op *o, int seat, struct event *e)
{
    const struct state *s = o->s;
    const struct team_state *team = &s->teams[seat - 1];
    bool asked = s->phase >= PHASE_SELECT && s->phase <= PHASE_REVEAL;
    memset(e, 0, sizeof *e);
    int32_t held_cp = contest_score_cp(o->c, seat) - contest_public_score_cp(o->c, seat);
    if (team->out)
        set_event(e, COLOUR_TEXT_3, false, TR(o->w, "淘汰"));
    else if (held_cp)
        set_event(e, COLOUR_GOLD, true, TR(o->w, "未公布"));
    else if (event_of_ruling(o, seat, e))
        return;
    else if (!asked)
        return;
    else if (team->barred)
        set_event(e, COLOUR_VERMILION_TEXT, true, TR(o->w, "停抢"));
    else if (s->phase >= PHASE_RULED && s->seat == seat && s->outcome == OUTCOME_VOID)
        set_event(e, COLOUR_TEXT_3, false, TR(o->w, "作废"));
    else if (s->phase >= PHASE_RULED && s->seat == seat && team->failed_question)
        set_event(e, COLOUR_VERMILION_TEXT, false, TR(o->w, "答错")); /* and it took no points */
    else if (event_of_press(o, seat, e))
        return;
    else if (s->right_mask >> (seat - 1) & 1) /* boards: marked by the host */
        set_event(e, COLOUR_JADE, true, TR(o->w, "答对"));
    else if (s->seat == seat)
        set_event(e, COLOUR_GOLD, true,
                  s->phase == PHASE_JUDGE ? TR(o->w, "打分")
                  : s->rebound            ? TR(o->w, "补答")
                                          : TR(o->w, "作答"));
    else if (s->turn_seat == seat && s->phase == PHASE_SELECT && !s->rebound)
        set_event(e, COLOUR_GOLD, true, TR(o->w, "选题"));
    else if (team->failed_question)
        set_event(e, COLOUR_VERMILION_TEXT, false, TR(o->w, "答错"));
    else if (team->fouls_question)
        set_event(e, COLOUR_VERMILION_TEXT, false, TR(o->w, "犯规"));
    else if (contest_policy(o->c)->wins_max && team->wins >= contest_policy(o->c)->wins_max)
        set_event(e, COLOUR_TEXT_3, false, TR(o->w, "已满"));
}

/* Room for the widest word of this question, within reason: languages differ. */
static float event_width(const struct op *o)
{
    float em = op_em(o, -5), widest = em * 3.6f;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        struct event e;
        if (!contest_team(o->c, seat))
            continue;
        event_of(o, seat, &e);
        float w = op_width(o, -5, e.bold, e.text);
        widest = w > widest ? w : widest;
    }
    return widest < em * 5.2f ? widest : em * 5.2f;
}

/* From the right: lamp, box, this question, score; the name takes what is left. */
static void set_columns(const struct op *o, float row_height, struct columns *c)
{
    struct draw_box box = o->teams;
    float small = op_em(o, -5), event_w = event_width(o);
    for (c->k = -2;; c->k--) {
        float em = op_em(o, c->k), digits = op_em(o, c->k + 1) * 0.59f;
        c->x = box.x;
        c->right = box.x + box.w;
        c->seat = em * 2.0f;
        c->name = c->x + c->seat + small * 0.7f;
        c->lamp_w = lamp_width(o) + small * 0.25f;
        c->health_w = small * 6.0f;
        c->event_w = event_w;
        c->health = c->right - c->lamp_w - c->health_w - small * 0.2f;
        c->event = c->health - c->event_w - small * 0.4f;
        c->score = c->event - small * 0.7f;
        c->score_w = digits * (float)score_digits(o->c);
        c->name_w = c->score - c->score_w - small * 0.5f - c->name;
        if (c->k <= o->k_min ||
            (c->name_w >= em * 4.05f && op_em(o, c->k + 1) * 1.1f <= row_height))
            return;
    }
}

/* ---- the box ---- */

struct health_look {
    enum draw_icon icon;
    enum colour token;
    const char *text;
};
static const struct health_look looks[] = {
    [HEALTH_NONE] = {ICON_DASH, COLOUR_TEXT_3, N_("未接")},
    [HEALTH_READY] = {ICON_DISC, COLOUR_JADE, N_("就绪")},
    [HEALTH_HELD] = {ICON_WARN, COLOUR_GOLD, N_("按住")},
    [HEALTH_LOST] = {ICON_CROSS, COLOUR_VERMILION_TEXT, N_("失联")},
    [HEALTH_UNKNOWN] = {ICON_CIRCLE, COLOUR_TEXT_3, N_("未知")},
    [HEALTH_DISABLED] = {ICON_LOCK, COLOUR_GOLD, N_("停用")},
};

static void health_text(const struct op *o, const struct seat_health *h, char *out, size_t size)
{
    const char *word = TR(o->w, looks[h->health].text);
    double for_s = (double)(o->now_us - h->since_us) / 1e6;
    if (h->health == HEALTH_READY && h->uncertainty_us > 0)
        snprintf(out, size, "±%.2f ms", (double)h->uncertainty_us / 1000);
    else if ((h->health == HEALTH_HELD || h->health == HEALTH_LOST) && h->since_us && for_s < 10)
        snprintf(out, size, "%s %.1f s", word, for_s > 0 ? for_s : 0);
    else if ((h->health == HEALTH_HELD || h->health == HEALTH_LOST) && h->since_us)
        snprintf(out, size, "%s %d s", word, (int)(for_s < 9999 ? for_s : 9999));
    else
        snprintf(out, size, "%s", word);
}

static void draw_health(struct op *o, const struct columns *c, float y, int seat)
{
    const struct seat_health *h = &o->v->house.seat[seat - 1];
    const struct health_look *look = &looks[h->health];
    bool well = h->health == HEALTH_READY || h->health == HEALTH_NONE;
    float icon = op_em(o, -5) * (h->health == HEALTH_READY ? 0.6f : 0.85f), lane = op_em(o, -5);
    char text[40];
    health_text(o, h, text, sizeof text);
    draw_icon(o->d, c->health + lane / 2, y, icon, look->icon, paint(look->token));
    op_text(o,
            &(struct op_say){.x = c->health + lane * 1.2f,
                             .y = y,
                             .k = -5,
                             .bold = !well,
                             .token = h->health == HEALTH_HELD ? COLOUR_TEXT
                                      : well                   ? COLOUR_TEXT_2
                                                               : look->token,
                             .width = c->health_w - lane * 1.2f},
            text);
    if (!h->lamp && !(contest_lamps(o->c) >> (seat - 1) & 1))
        return;
    float w = lamp_width(o), high = op_em(o, -5) * 1.2f;
    op_solid(o, op_box(c->right - w - op_px(o, 3), y - high / 2, w, high), 4, paint(COLOUR_GOLD));
    op_text(o,
            &(struct op_say){.x = c->right - w / 2 - op_px(o, 3),
                             .y = y,
                             .k = -5,
                             .bold = true,
                             .token = COLOUR_INK,
                             .align = DRAW_CENTRE,
                             .width = w,
                             .role = ROLE_FLAG},
            TR(o->w, "灯"));
}

/* ---- rows ---- */

static void draw_band(struct op *o, struct draw_box box, int seat)
{
    int cuts = team_band_cuts(seat);
    float gap = op_px(o, 4), h = (box.h - gap * (float)(cuts - 1)) / (float)cuts;
    for (int i = 0; i < cuts; i++)
        draw_rect(o->d, op_box(box.x, box.y + (float)i * (h + gap), box.w, h),
                  &(struct draw_fill){.top = paint_team(seat)});
}

static bool concerned(const struct state *s, int seat)
{
    bool select = s->phase == PHASE_SELECT && s->turn_seat == seat;
    bool tied = s->phase == PHASE_TIE && s->tied_mask >> (seat - 1) & 1;
    return select || tied ||
           (s->seat == seat && s->phase >= PHASE_SELECT && s->phase <= PHASE_REVEAL);
}

static void draw_row(struct op *o, const struct columns *c, struct draw_box row, int seat)
{
    const struct team *team = contest_team(o->c, seat);
    bool gold = concerned(o->s, seat), out = o->s->teams[seat - 1].out;
    float y = row.y + row.h / 2;
    op_card(o, row);
    if (gold) {
        op_solid(o, row, 8, paint_alpha(COLOUR_GOLD, 0.14f));
        op_outline(o, row, 8, 2, paint(COLOUR_GOLD));
    }
    draw_band(o,
              op_box(row.x + op_px(o, 4), row.y + op_px(o, 5), op_px(o, 8), row.h - op_px(o, 10)),
              seat);
    char text[16];
    snprintf(text, sizeof text, "%d", seat);
    op_text(o,
            &(struct op_say){.x = row.x + op_px(o, 6) + c->seat / 2,
                             .y = y,
                             .k = c->k,
                             .bold = true,
                             .paint = paint_team_text(seat),
                             .align = DRAW_CENTRE,
                             .role = ROLE_SEAT},
            text);
    op_text(o,
            &(struct op_say){.x = c->name,
                             .y = y,
                             .k = c->k,
                             .bold = gold,
                             .token = out    ? COLOUR_TEXT_3
                                      : gold ? COLOUR_TEXT
                                             : COLOUR_TEXT_2,
                             .width = c->name_w,
                             .role = ROLE_NAME},
            team->short_name[0] ? team->short_name : team->name);
    points_text(contest_score_cp(o->c, seat), false, text, sizeof text);
    op_text(o,
            &(struct op_say){.x = c->score,
                             .y = y,
                             .k = c->k + 1,
                             .bold = true,
                             .align = DRAW_RIGHT,
                             .token = out ? COLOUR_TEXT_3 : COLOUR_TEXT,
                             .role = ROLE_SCORE,
                             .width = c->score_w},
            text);
    struct event e;
    event_of(o, seat, &e);
    if (e.text[0])
        op_text(o,
                &(struct op_say){.x = c->event,
                                 .y = y,
                                 .k = -5,
                                 .bold = e.bold,
                                 .token = e.token,
                                 .width = c->event_w,
                                 .role = ROLE_FLAG},
                e.text);
    draw_health(o, c, y, seat);
}

static void draw_heads(struct op *o, const struct columns *c, float y)
{
    const struct {
        float x, width;
        enum draw_align align;
        const char *text;
    } heads[] = {
        {c->x, c->seat + op_em(o, -5) * 0.4f, DRAW_LEFT, TR(o->w, "台号")},
        {c->name, c->name_w - op_em(o, -5), DRAW_LEFT, TR(o->w, "代表队")},
        {c->score, c->score_w + op_em(o, -5) * 1.35f, DRAW_RIGHT, TR(o->w, "得分")},
        {c->event, c->event_w, DRAW_LEFT, TR(o->w, "本题")},
        {c->health, c->right - c->health, DRAW_LEFT, TR(o->w, "抢答器")},
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        op_text(o,
                &(struct op_say){.x = heads[i].x,
                                 .y = y,
                                 .k = -5,
                                 .token = COLOUR_TEXT_3,
                                 .width = heads[i].width,
                                 .align = heads[i].align},
                heads[i].text);
}

void op_teams(struct op *o)
{
    const struct definition *def = o->c->def;
    struct draw_box box = o->teams;
    float head = op_head_height(o);
    box.y += head;
    box.h -= head;
    if (!def->team_count)
        return;
    float most = op_px(o, 58), pitch = box.h / (float)def->team_count;
    pitch = pitch > most ? most : pitch;
    float gap = pitch > op_px(o, 44) ? op_px(o, 6) : op_px(o, 2);
    struct columns c;
    set_columns(o, pitch - gap, &c);
    draw_heads(o, &c, o->teams.y + head / 2);
    int row = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        if (contest_team(o->c, seat))
            draw_row(o, &c, op_box(box.x, box.y + (float)row++ * pitch, box.w, pitch - gap), seat);
}
