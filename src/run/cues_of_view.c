/* Which sound a change of the show asks for: derived from two views, so that nothing else has to
 * remember it. */
#include "run/internal.h"
#include "layout/motion.h"

static int of_ruling(const struct state *s)
{
    switch (s->outcome) {
    case OUTCOME_RIGHT:
    case OUTCOME_INCOMPLETE:
        return CUE_RIGHT;
    case OUTCOME_WRONG:
        return CUE_WRONG;
    case OUTCOME_TIMEOUT:
    case OUTCOME_NOBODY:
        return CUE_TIME_UP;
    case OUTCOME_VOID:
        return CUE_VOID;
    case OUTCOME_DONE:
        return s->correction.found_count ? CUE_ALL_FOUND : CUE_RIGHT;
    default:
        return CUE_TAKEN;
    }
}

static int of_phase(const struct state *before, const struct state *after)
{
    switch (after->phase) {
    case PHASE_READ:
        return CUE_QUESTION;
    case PHASE_OPEN:
        return CUE_GO;
    case PHASE_FOUL:
        return CUE_FOUL;
    case PHASE_TIE:
        return CUE_WON;
    case PHASE_ANSWER:
        return after->winner_press >= 0 && before->phase != PHASE_RULED ? CUE_WON : CUE_TAKEN;
    case PHASE_RULED:
        return of_ruling(after);
    case PHASE_RULES:
    case PHASE_ROUND_END:
    case PHASE_STANDINGS:
    case PHASE_PRIZES:
        return CUE_HIT;
    default:
        return -1;
    }
}

int cue_of_clock(const struct contest *c, int64_t now_us, int *second)
{
    const struct show_clock *k =
        c->state.clock.kind != CLOCK_NONE ? &c->state.clock : &c->state.round_clock;
    int before = *second, now = (int)((clock_left_us(k, now_us) + 999999) / 1000000);
    bool counts = k->kind == CLOCK_COUNTDOWN;
    *second = now;
    if (k->kind == CLOCK_NONE || !k->running || k->held || now <= 0 || now == before)
        return -1;
    return counts ? CUE_COUNT : now <= contest_policy(c)->warning_seconds ? CUE_LAST : -1;
}

int cue_between(const struct view *before, const struct view *after)
{
    const struct state *a = &before->contest.state, *b = &after->contest.state;
    if (after->redo_depth > before->redo_depth)
        return CUE_UNDO;
    if (a->phase == b->phase && a->asked != b->asked && b->phase == PHASE_ANSWER)
        return of_ruling(a); /* rapid: the next question is on at once */
    if (b->phase == PHASE_RULED && a->phase == PHASE_RULED && a->ruled_at_us != b->ruled_at_us)
        return of_ruling(b);
    if (a->phase != b->phase)
        return of_phase(a, b);
    if (b->published && !a->published && contest_policy(&after->contest)->held_reveal)
        return CUE_HIT;
    if (b->correction.found_count > a->correction.found_count ||
        b->correction.revealed > a->correction.revealed)
        return CUE_FAULT;
    if (b->correction.false_claims > a->correction.false_claims)
        return CUE_WRONG;
    if (b->menu != a->menu || b->chosen_option != a->chosen_option)
        return CUE_MOVED;
    return -1;
}

int64_t hit_of_view(const struct view *before, const struct view *after, int64_t due_us)
{
    const struct state *a = &before->contest.state, *b = &after->contest.state;
    if (b->phase != PHASE_PRIZES || b->screen != SCREEN_SHOW || b->prizes_shown < a->prizes_shown)
        return 0;
    if (a->phase == PHASE_PRIZES && b->prizes_shown > a->prizes_shown)
        return after->uncovered_us + MOTION_HOLD_US;
    return due_us;
}

bool roll_of_view(const struct view *v, int64_t hit_us)
{
    const struct state *s = &v->contest.state;
    bool held = s->phase == PHASE_RULED || s->phase == PHASE_REVEAL ||
                s->phase == PHASE_ROUND_END || s->phase == PHASE_STANDINGS ||
                s->phase == PHASE_PRIZES;
    return s->screen == SCREEN_SHOW && (hit_us || (held && v->keypad.roll));
}

int cue_of_test(const struct state *s, int64_t now_us, int64_t *flash)
{
    int64_t now = s->screen == SCREEN_TEST ? now_us / AUDIENCE_FLASH_EVERY_US : -1, before = *flash;
    *flash = now;
    if (now < 0 || now == before)
        return -1;
    /* come in the middle of a flash it is heard, behind it not */
    return before >= 0 || now_us % AUDIENCE_FLASH_EVERY_US < AUDIENCE_FLASH_US ? CUE_BEEP : -1;
}
