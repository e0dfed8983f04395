/* Which scene a view is, and which function draws it. */
#include "layout/audience.h"
#include "layout/audience_parts.h"

#include <string.h>

const char *const scene_names[SCENE_KIND_COUNT] = {
    "title", "teams",   "rules",     "pick",      "menu",      "read",   "count",
    "armed", "tie",     "foul",      "answer",    "won",       "pause",  "right",
    "wrong", "timeout", "pass",      "void",      "nobody",    "reveal", "correction",
    "marks", "presses", "round-end", "standings", "tie-break", "prizes", "break",
    "black", "logo",    "test",      "scores",    "check",     "end",    "draw",
};

static void (*const draw_scene[SCENE_KIND_COUNT])(struct drawing *) = {
    [SCENE_TITLE] = scene_title,
    [SCENE_TEAMS] = scene_teams,
    [SCENE_RULES] = scene_rules,
    [SCENE_PICK] = scene_question,
    [SCENE_MENU] = scene_menu,
    [SCENE_READ] = scene_question,
    [SCENE_COUNT] = scene_question,
    [SCENE_ARMED] = scene_question,
    [SCENE_TIE] = scene_question,
    [SCENE_FOUL] = scene_question,
    [SCENE_ANSWER] = scene_question,
    [SCENE_WON] = scene_question,
    [SCENE_PAUSE] = scene_question,
    [SCENE_RIGHT] = scene_question,
    [SCENE_WRONG] = scene_question,
    [SCENE_TIMEOUT] = scene_question,
    [SCENE_PASS] = scene_question,
    [SCENE_VOID] = scene_question,
    [SCENE_NOBODY] = scene_question,
    [SCENE_REVEAL] = scene_question,
    [SCENE_CORRECTION] = scene_correction,
    [SCENE_MARKS] = scene_marks,
    [SCENE_PRESSES] = scene_presses,
    [SCENE_ROUND_END] = scene_round_end,
    [SCENE_STANDINGS] = scene_standings,
    [SCENE_TIE_BREAK] = scene_tie_break,
    [SCENE_PRIZES] = scene_prizes,
    [SCENE_BREAK] = scene_break,
    [SCENE_BLACK] = scene_black,
    [SCENE_LOGO] = scene_logo,
    [SCENE_TEST] = scene_test,
    [SCENE_SCORES] = scene_scores,
    [SCENE_CHECK] = scene_check,
    [SCENE_END] = scene_end,
    [SCENE_DRAW] = scene_draw,
};

static enum scene outcome_scene(const struct state *s)
{
    static const uint8_t scene[OUTCOME_NUMBER] = {
        [OUTCOME_NONE] = SCENE_REVEAL, [OUTCOME_RIGHT] = SCENE_RIGHT,
        [OUTCOME_WRONG] = SCENE_WRONG, [OUTCOME_TIMEOUT] = SCENE_TIMEOUT,
        [OUTCOME_PASS] = SCENE_PASS,   [OUTCOME_INCOMPLETE] = SCENE_WRONG,
        [OUTCOME_VOID] = SCENE_VOID,   [OUTCOME_NOBODY] = SCENE_NOBODY,
        [OUTCOME_DONE] = SCENE_REVEAL,
    };
    return (enum scene)scene[s->outcome];
}

static bool clock_stands(const struct show_clock *c)
{
    return c->kind != CLOCK_NONE && !c->running && c->left_us > 0 &&
           (c->held || c->left_us < c->length_us);
}

static enum scene question_scene(const struct contest *c)
{
    const struct state *s = &c->state;
    const struct policy *p = contest_policy(c);
    if (p->value == VALUE_FAULTS && s->question >= 0 &&
        (s->phase == PHASE_READ || s->phase == PHASE_ANSWER || s->phase == PHASE_RULED ||
         s->phase == PHASE_REVEAL) &&
        s->outcome != OUTCOME_VOID)
        return SCENE_CORRECTION;
    switch (s->phase) {
    case PHASE_SELECT:
        if (s->rebound) /* the question stays: who takes it must be able to read it */
            return SCENE_READ;
        return p->value == VALUE_MENU ? SCENE_MENU : SCENE_PICK;
    case PHASE_COUNT:
        return SCENE_COUNT;
    case PHASE_OPEN:
        return clock_stands(&s->clock) ? SCENE_PAUSE : SCENE_ARMED;
    case PHASE_TIE:
        return SCENE_TIE;
    case PHASE_FOUL:
        return SCENE_FOUL;
    case PHASE_ANSWER:
        if (clock_stands(&s->clock))
            return SCENE_PAUSE;
        return p->who == WHO_PRESS && s->winner_press >= 0 ? SCENE_WON : SCENE_ANSWER;
    case PHASE_RULED:
    case PHASE_REVEAL:
        return p->value == VALUE_JUDGED && s->outcome == OUTCOME_DONE ? SCENE_MARKS
                                                                      : outcome_scene(s);
    default:
        return SCENE_READ;
    }
}

static enum scene show_scene(const struct view *v)
{
    const struct state *s = &v->contest.state;
    const struct round *r = contest_round(&v->contest);
    if (v->house.check_running)
        return SCENE_CHECK;
    switch (s->phase) {
    case PHASE_TITLE:
        return SCENE_TITLE;
    case PHASE_RULES:
        return r != NULL && r->kind == ROUND_TIE_BREAK && s->tie_break_mask != 0 ? SCENE_TIE_BREAK
                                                                                 : SCENE_RULES;
    case PHASE_JUDGE:
        return SCENE_MARKS;
    case PHASE_ROUND_END:
        return SCENE_ROUND_END;
    case PHASE_STANDINGS:
        return SCENE_STANDINGS;
    case PHASE_PRIZES:
        return SCENE_PRIZES;
    case PHASE_END:
        return SCENE_END;
    case PHASE_DRAW:
        return SCENE_DRAW;
    default:
        return question_scene(&v->contest);
    }
}

enum scene audience_scene(const struct view *v)
{
    switch ((enum screen)v->contest.state.screen) {
    case SCREEN_BLACK:
        return SCENE_BLACK;
    case SCREEN_LOGO:
        return SCENE_LOGO;
    case SCREEN_TEST:
        return SCENE_TEST;
    case SCREEN_SCORES:
        return SCENE_SCORES;
    case SCREEN_PRESSES:
        return SCENE_PRESSES;
    case SCREEN_BREAK:
        return SCENE_BREAK;
    case SCREEN_TEAMS:
        return SCENE_TEAMS;
    case SCREEN_CHECK:
        return SCENE_CHECK;
    default:
        return show_scene(v);
    }
}

bool audience_cuts(enum scene scene)
{
    switch (scene) {
    case SCENE_ARMED:
    case SCENE_WON:
    case SCENE_TIE:
    case SCENE_FOUL:
    case SCENE_BLACK:
    case SCENE_TEST:
        return true;
    default:
        return false;
    }
}

/* What all full names begin with, in whole characters; 0 when it is no more than a character or
 * two. */
static size_t common_prefix(const struct definition *def)
{
    if (def->team_count < 2)
        return 0;
    const char *first = def->teams[0].name;
    size_t n = strlen(first);
    for (int i = 1; i < def->team_count; i++) {
        const char *name = def->teams[i].name;
        size_t same = 0;
        while (same < n && name[same] == first[same])
            same++;
        n = same;
    }
    while (n > 0 && ((unsigned char)first[n] & 0xC0) == 0x80)
        n--;
    /* never within a word, never the whole name */
    bool word = n > 0 && (unsigned char)first[n - 1] < 0x80 && first[n - 1] != ' ';
    return n < 6 || word || first[n] == '\0' ? 0 : n;
}

static void widen(float *widest, float width)
{
    if (width > *widest)
        *widest = width;
}

static void measure_names(struct drawing *k)
{
    const struct definition *def = k->c->def;
    k->prefix = common_prefix(def);
    for (int bold = 0; bold < 2; bold++)
        for (int i = 0; i < def->team_count; i++) {
            const struct team *t = &def->teams[i];
            size_t n = strlen(t->name), part = name_part(k, t->name);
            enum text_weight weight = bold ? TEXT_BOLD : TEXT_REGULAR;
            const struct text_metrics *m = k->d->metrics;
            widen(&k->widest[bold].full, text_width(m, TEXT_SANS, weight, 1, 0, t->name, n));
            widen(&k->widest[bold].rest,
                  text_width(m, TEXT_SANS, weight, 1, 0, t->name + part, n - part));
            widen(&k->widest[bold].brief,
                  text_width(m, TEXT_SANS, weight, 1, 0, t->short_name, strlen(t->short_name)));
        }
}

static void begin(struct drawing *k, const struct view *v, struct size size,
                  const struct audience_look *look, int64_t now_us, struct draw_list *out)
{
    memset(k, 0, sizeof *k);
    k->v = v;
    k->c = &v->contest;
    k->s = &v->contest.state;
    k->w = v->audience_words;
    if (look != NULL)
        k->look = *look;
    if (k->look.page < 0)
        k->look.page = 0;
    k->now_us = now_us;
    k->scene = audience_scene(v);
    k->d = out;
    k->pages = 1;
    contest_seated(k->c, k->teams);
    measure_names(k);
    grid_lay(&k->g, size, k->c->def->team_count, score_glyphs(k->c));
    marks_fill(k);
}

/* Under a veil of the base colour: whatever the picture, text keeps its contrast. */
static void draw_background(struct drawing *k)
{
    struct draw_box all = box_of(0, 0, k->g.w, k->g.h);
    draw_image(k->d, all, &(struct draw_picture){.source = DRAW_FILE, .fit = DRAW_COVER},
               k->look.background);
    draw_rect(k->d, all, &(struct draw_fill){.top = paint_alpha(COLOUR_BASE, AUDIENCE_VEIL)});
}

static void draw(struct drawing *k)
{
    if (k->scene != SCENE_BLACK && k->scene != SCENE_TEST) {
        draw_backdrop(k->d, DRAW_BACKDROP_HALL);
        if (k->look.background != NULL)
            draw_background(k);
        rehearsal_edge(k);
    }
    draw_scene[k->scene](k);
}

void audience_layout_look(const struct view *v, struct size size, const struct audience_look *look,
                          int64_t now_us, struct draw_list *out)
{
    struct drawing k;
    begin(&k, v, size, look, now_us, out);
    draw(&k);
}

void audience_layout(const struct view *v, struct size size, int64_t now_us, struct draw_list *out)
{
    audience_layout_look(v, size, NULL, now_us, out);
}

int audience_pages(const struct view *v, struct size size, const struct text_metrics *metrics)
{
    /* a list without room: measures, keeps nothing */
    struct draw_list none;
    draw_list_init(&none, NULL, 0, NULL, 0, (float)size.w, (float)size.h, metrics);
    struct drawing k;
    begin(&k, v, size, NULL, v->now_us, &none);
    draw(&k);
    return k.pages;
}

/* Flags of score changes: rising frames, then their fall after 2.5 s. */
static int64_t flags_next(const struct view *v, int64_t now_us)
{
    const struct state *s = &v->contest.state;
    int64_t next = MOTION_NEVER;
    for (int i = s->ledger_count - 1; i >= 0; i--) {
        int64_t raised_us = view_told_us(s, i);
        if (raised_us == INT64_MAX)
            continue;
        if (now_us - raised_us > MOTION_FLAG_US)
            break;
        next = motion_first(next, motion_next(now_us, raised_us, MOTION_LIFT_US));
        if (raised_us + MOTION_FLAG_US >= now_us)
            next = motion_first(next, raised_us + MOTION_FLAG_US + 1);
    }
    return next;
}

int64_t audience_next_frame_us(const struct view *v, int64_t now_us)
{
    const struct state *s = &v->contest.state;
    switch (audience_scene(v)) {
    case SCENE_BLACK:
    case SCENE_LOGO:
        return MOTION_NEVER;
    case SCENE_TEST:
        return now_us + MOTION_FRAME_US;
    case SCENE_BREAK:
        return motion_next_part(now_us, s->break_until_us - now_us, INT64_C(1000000), 1);
    case SCENE_PRIZES:
        return motion_next(now_us, v->uncovered_us + MOTION_HOLD_US, MOTION_UNCOVER_US);
    case SCENE_ROUND_END:
        return motion_next(now_us, v->changed_us, MOTION_ROWS_US);
    case SCENE_CORRECTION:
        return motion_first(motion_next(now_us, v->uncovered_us, MOTION_CHANGE_US),
                            motion_first(clock_next_us(s, now_us), flags_next(v, now_us)));
    default:
        return motion_first(clock_next_us(s, now_us), flags_next(v, now_us));
    }
}
