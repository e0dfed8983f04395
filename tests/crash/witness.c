#include "crash.h"

#include "show/show.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void witness_lost(struct witness *w, const char *format, ...)
{
    va_list args;
    w->lost++;
    fprintf(stderr, "LOST after %lld kills: ", (long long)w->kills);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

void witness_view(struct witness *w, const struct seen *s)
{
    if (s->entries <= 0 || s->entries >= SEEN_MAX)
        return;
    struct seen *at = &w->seen[s->entries];
    if (at->entries && at->digest != s->digest)
        witness_lost(w, "two views of entry %lld differ", (long long)s->entries);
    for (int64_t n = w->last.entries + 1; n <= s->entries; n++)
        w->base_us[n] = s->base_us;
    *at = *s;
    w->last = *s;
}

/* ---- the truth log of the boxes */

static void truth_press(struct witness *w, int64_t at_us, int box, const char *rest)
{
    const char *ev = strstr(rest, "ev_no=");
    if (!ev || atoi(ev + 6) == 0)
        return;
    if (w->press_count == TRUTH_MAX) {
        memmove(w->press, w->press + TRUTH_MAX / 2, sizeof w->press / 2);
        w->press_count = TRUTH_MAX / 2;
    }
    w->press[w->press_count++] =
        (struct truth_press){.at_us = at_us, .box = (uint8_t)box, .ev_no = (uint16_t)atoi(ev + 6)};
}

static void truth_ack(struct witness *w, int box, const char *rest)
{
    const char *ev = strstr(rest, "ev_no=");
    for (int i = 0; ev && i < w->press_count; i++)
        if (w->press[i].box == box && (int16_t)((uint16_t)atoi(ev + 6) - w->press[i].ev_no) >= 0)
            w->press[i].acked = true;
}

void witness_truth(struct witness *w)
{
    char line[512], what[32];
    long long at;
    int box, n;
    long where = ftell(w->truth);
    while (fgets(line, sizeof line, w->truth)) {
        if (!strchr(line, '\n')) { /* half a line: next time */
            fseek(w->truth, where, SEEK_SET);
            break;
        }
        where = ftell(w->truth);
        if (sscanf(line, "%lld box %d %31s%n", &at, &box, what, &n) != 3)
            continue;
        if (strcmp(what, "press") == 0)
            truth_press(w, at, box, line + n);
        else if (strcmp(what, "<") == 0 && strstr(line + n, " EV_ACK "))
            truth_ack(w, box, line + n);
        else if (strcmp(what, "<") == 0 && strstr(line + n, " LAMP ") &&
                 !strstr(line + n, "pattern=0")) {
            w->lit |= 1u << (box - 1);
            w->lamps++;
        }
    }
    clearerr(w->truth);
}

/* ---- the journal */

struct judging {
    struct witness *w;
    uint32_t lamps; /* of the boxes, that states of this life call for */
    struct seen end;
};

static void state_of(struct seen *s, const struct show_replay *r)
{
    const struct contest *c = &r->contest;
    s->entries = r->entries;
    s->digest = contest_digest(c);
    s->phase = (int32_t)c->state.phase;
    s->undo = contest_undo_depth(c);
    s->redo = contest_redo_depth(c);
    s->clock_kind = (int32_t)c->state.clock.kind;
    s->clock_running = c->state.clock.running && !c->state.clock.held;
    s->clock_left_us = clock_left_us(&c->state.clock, c->state.last_us);
    for (int seat = 1; seat <= TEAMS_MAX; seat++)
        s->score_cp[seat - 1] = contest_team(c, seat) ? contest_score_cp(c, seat) : 0;
}

/* The press of this box whose true instant lies in the row's interval, read with this base. */
static bool match_with(struct witness *w, const struct input *in, int64_t base_us, int64_t slack_us)
{
    struct truth_press *best = NULL;
    for (int i = 0; i < w->press_count; i++) {
        struct truth_press *p = &w->press[i];
        if (p->box == in->box + 1 && p->at_us >= in->lo_us + base_us - slack_us &&
            p->at_us <= in->hi_us + base_us + slack_us && (!best || best->told > p->told))
            best = p;
    }
    if (best)
        best->told++;
    return best != NULL;
}

/* Pressed before the life that wrote it, a press is on the show clock of a life before, which the
 * wall clock only knows roughly; long before it, its interval may hold several. Such rows are
 * counted by box. */
enum {
    SLACK_US = 100,  /* between the two programs' clock readings */
    NARROW_US = 1500 /* wider ones may fit another press by chance */
};

static void match_press(struct witness *w, const struct journal_row *row)
{
    bool timed = row->seq < SHOW_ENTRIES && !(row->in.flags & PRESS_UNKNOWN_BOX) &&
                 row->in.hi_us - row->in.lo_us < NARROW_US;
    if (!timed || !match_with(w, &row->in, w->base_us[row->seq], SLACK_US))
        w->loose[row->in.box + 1]++;
}

/* Seat n plays with box n until the host binds it to others. */
static uint32_t boxes_lit(const struct contest *c)
{
    uint32_t seats = c->state.screen == SCREEN_CHECK ? ~0u : contest_lamps(c), boxes = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        const struct bound *b = c->state.teams[seat - 1].bound;
        if (!(seats >> (seat - 1) & 1))
            continue;
        boxes |= b[0].box ? 0 : 1u << (seat - 1);
        for (int i = 0; i < BOUND_MAX && b[i].box; i++)
            boxes |= 1u << (b[i].box - 1);
    }
    return boxes;
}

static bool each(void *ctx, const struct show_replay *r, const struct journal_row *row)
{
    struct judging *j = ctx;
    struct witness *w = j->w;
    struct seen now = {.base_us = row->seq < SHOW_ENTRIES ? w->base_us[row->seq] : 0};
    state_of(&now, r);
    if (row->seq >= w->life_entry)
        j->lamps |= boxes_lit(&r->contest);
    if (row->in.kind == INPUT_PRESS)
        match_press(w, row);
    j->end = now;
    if (row->seq >= SEEN_MAX)
        return true;
    struct seen *s = &w->seen[row->seq];
    if (!s->entries)
        return true;
    w->compared++;
    if (s->digest != now.digest || s->phase != now.phase || s->undo != now.undo ||
        s->redo != now.redo || memcmp(s->score_cp, now.score_cp, sizeof now.score_cp) != 0)
        witness_lost(w, "entry %lld was seen as phase %s, undo %d/%d; the journal gives %s, %d/%d",
                     (long long)row->seq, phase_names[s->phase], s->undo, s->redo,
                     phase_names[now.phase], now.undo, now.redo);
    return true;
}

bool witness_cut(struct witness *w, const char *journal, struct journal_error *e)
{
    struct show_replay r;
    struct judging j = {.w = w};
    bool ok = show_replay(&r, journal, NULL, each, &j, e);
    show_replay_finish(&r);
    return ok;
}

bool witness_judge(struct witness *w, const char *journal)
{
    struct show_replay r;
    struct journal_error e;
    struct judging j = {.w = w};
    for (int i = 0; i < w->press_count; i++)
        w->press[i].told = 0;
    memset(w->loose, 0, sizeof w->loose);
    for (int64_t n = w->last.entries + 1; n < SHOW_ENTRIES; n++) /* committed, not seen yet */
        w->base_us[n] = w->last.base_us;
    bool ok = show_replay(&r, journal, NULL, each, &j, &e);
    if (!ok)
        witness_lost(w, "the journal can't be read: %s", e.what);
    if (ok && j.end.entries < w->last.entries)
        witness_lost(w, "entry %lld was seen, the journal ends with %lld",
                     (long long)w->last.entries, (long long)j.end.entries);
    if (ok && (w->lit & ~j.lamps))
        witness_lost(w, "lamps of boxes %x were lit, the journal explains %x", w->lit, j.lamps);
    show_replay_finish(&r);
    w->last = j.end;
    w->lit = 0;
    w->kills++;
    return ok;
}

void witness_resumed(struct witness *w, const struct seen *first)
{
    const struct seen *was = &w->last;
    w->life_entry = was->entries;
    if (was->entries == 0)
        return;
    bool same = first->phase == was->phase && first->undo == was->undo &&
                first->redo == was->redo && first->clock_kind == was->clock_kind &&
                memcmp(first->score_cp, was->score_cp, sizeof was->score_cp) == 0;
    if (first->entries < was->entries || !same)
        witness_lost(w, "resumed as %s undo %d/%d entry %lld, was %s undo %d/%d entry %lld",
                     phase_names[first->phase], first->undo, first->redo, (long long)first->entries,
                     phase_names[was->phase], was->undo, was->redo, (long long)was->entries);
    if (first->clock_running)
        witness_lost(w, "the clock runs after a restart");
    if (first->clock_kind != CLOCK_NONE && first->clock_left_us > was->clock_left_us)
        witness_lost(w, "the clock went back: %lld us left, were %lld",
                     (long long)first->clock_left_us, (long long)was->clock_left_us);
}

void witness_next_show(struct witness *w)
{
    for (int i = 0; i < w->press_count; i++) {
        const struct truth_press *p = &w->press[i];
        if (!p->acked)
            continue;
        w->presses++;
        w->twice += p->told > 1;
        if (p->told == 0 && --w->loose[p->box] < 0)
            witness_lost(
                w, "press of box %d at %lld (event %d) was acknowledged, the journal has none",
                p->box, (long long)p->at_us, p->ev_no);
    }
    int keep = 0;
    for (int i = 0; i < w->press_count; i++)
        if (!w->press[i].acked)
            w->press[keep++] = w->press[i];
    w->press_count = keep;
    w->entries += w->last.entries;
    w->shows++;
    w->life_entry = 0;
    memset(&w->last, 0, sizeof w->last);
    memset(w->seen, 0, SEEN_MAX * sizeof *w->seen);
}
