/* The operator's history: what was done, newest last, and which step undo would take back. */
#include "show/internal.h"

#include <stdio.h>
#include <string.h>

static bool worth_a_line(const struct input *in, const struct says *says)
{
    return says->count > 0 && in->kind != INPUT_BOX &&
           !(in->kind == INPUT_COMMAND &&
             (in->command == COMMAND_SCREEN || in->command == COMMAND_ZOOM));
}

static struct history_line *append(struct history *h)
{
    if (h->count == HISTORY_MAX) {
        memmove(h->line, h->line + 1, (HISTORY_MAX - 1) * sizeof *h->line);
        memmove(h->point, h->point + 1, (HISTORY_MAX - 1) * sizeof *h->point);
        h->count--;
    }
    struct history_line *l = &h->line[h->count++];
    memset(l, 0, sizeof *l);
    return l;
}

void history_add(struct history *h, const struct contest *c, const struct input *in,
                 const struct says *says, int64_t seq, int64_t wall_us, bool point,
                 int ledger_before)
{
    if (!worth_a_line(in, says) && !point)
        return;
    struct history_line *l = append(h);
    h->point[h->count - 1] = point;
    l->seq = seq;
    l->wall_us = wall_us;
    l->press = in->kind == INPUT_PRESS && !point;
    words_copy(l->text, sizeof l->text, says->count ? says->line[0] : "");
    if (c->state.ledger_count > ledger_before) {
        const struct ledger_entry *e = &c->state.ledger[c->state.ledger_count - 1];
        int32_t after = contest_score_cp(c, e->seat);
        char a[16], b[16];
        snprintf(l->detail, sizeof l->detail, "%s → %s",
                 points_text(after - e->points_cp, false, a, sizeof a),
                 points_text(after, false, b, sizeof b));
        l->tone = e->points_cp > 0 ? 1 : e->points_cp < 0 ? -1 : 0;
    }
}

void history_undo(struct history *h)
{
    for (int i = h->count - 1; i >= 0; i--)
        if (h->point[i] && !h->line[i].undone) {
            h->line[i].undone = true;
            return;
        }
}

void history_redo(struct history *h)
{
    int oldest = -1;
    for (int i = h->count - 1; i >= 0; i--) {
        if (h->point[i] && !h->line[i].undone)
            break;
        if (h->point[i])
            oldest = i;
    }
    if (oldest >= 0)
        h->line[oldest].undone = false;
}

void history_fill(const struct history *h, const struct contest *c, struct house *out)
{
    memcpy(out->history, h->line, sizeof h->line);
    out->history_count = h->count;
    for (int i = h->count - 1; i >= 0 && contest_undo_depth(c) > 0; i--)
        if (h->point[i] && !h->line[i].undone) {
            out->history[i].undo_next = true;
            break;
        }
}
