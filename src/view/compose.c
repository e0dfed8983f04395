#include "view/compose.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void sentence_begin(struct sentence *s, char *out, size_t size, const struct words *w)
{
    assert(size > 0);
    *s = (struct sentence){.out = out, .size = size, .w = w};
    out[0] = '\0';
}

/* Length of s[0..n) without a character whose last bytes are missing. */
static size_t whole_characters(const char *s, size_t n)
{
    size_t start = n;
    while (start > 0 && ((unsigned char)s[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return 0;
    unsigned char first = (unsigned char)s[start - 1];
    size_t want = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    return n - (start - 1) >= want ? n : start - 1;
}

void sentence_add(struct sentence *s, const char *format, ...)
{
    size_t before = s->length, room = s->size - s->length;
    va_list arguments;
    va_start(arguments, format);
    int wanted = vsnprintf(s->out + s->length, room, format, arguments);
    va_end(arguments);
    if (wanted < 0) {
        s->out[s->length] = '\0';
    } else if ((size_t)wanted < room) {
        s->length += (size_t)wanted;
    } else {
        s->length = whole_characters(s->out, s->size - 1);
        s->out[s->length] = '\0';
        s->cut = true;
    }
    words_plural(s->out + before);
    s->length = before + strlen(s->out + before);
    /* Clauses of languages with spaces bring theirs: one is enough. */
    if (before && s->out[before - 1] == ' ' && s->out[before] == ' ') {
        memmove(s->out + before, s->out + before + 1, s->length - before);
        s->length--;
    }
}

void sentence_join(struct sentence *s, const char *separator)
{
    if (s->length)
        sentence_add(s, "%s", separator);
}

const char *points_size(int32_t cp, char *out, size_t size)
{
    return points_text(cp < 0 ? -cp : cp, false, out, size);
}

void sentence_add_points(struct sentence *s, int32_t cp, const char *nothing)
{
    char points[16];
    points_size(cp, points, sizeof points);
    if (cp > 0)
        sentence_add(s, TR(s->w, "加 %s 分"), points);
    else if (cp < 0)
        sentence_add(s, TR(s->w, "扣 %s 分"), points);
    else
        sentence_add(s, "%s", nothing);
}

void sentence_add_seats(struct sentence *s, uint32_t mask)
{
    bool first = true;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        if (!(mask >> (seat - 1) & 1))
            continue;
        if (!first)
            sentence_add(s, "%s", TR(s->w, "、"));
        sentence_add(s, TR(s->w, "%d 号台"), seat);
        first = false;
    }
}

void sentence_add_team(struct sentence *s, const struct contest *c, int seat)
{
    const struct team *team = contest_team(c, seat);
    if (team)
        sentence_add(s, TR(s->w, "%d 号台，%s"), seat, team->name);
    else
        sentence_add(s, TR(s->w, "%d 号台"), seat);
}

void sentence_add_go(struct sentence *s, const struct policy *p)
{
    if (p->go == GO_COUNTDOWN)
        for (int n = p->countdown_seconds; n >= 1; n--)
            sentence_add(s, "%d%s", n, n > 1 ? TR(s->w, "、") : TR(s->w, "，"));
    sentence_add(s, "%s", TR(s->w, "开始！"));
}

static bool counted(const struct press *p)
{
    return p->verdict == VERDICT_WON || p->verdict == VERDICT_INTERRUPT ||
           p->verdict == VERDICT_LATER || p->verdict == VERDICT_TIED;
}

int press_winner(const struct contest *c)
{
    const struct state *t = &c->state;
    for (int i = 0; i < t->press_count; i++) {
        const struct press *p = &t->presses[i];
        if (p->go_call == t->go_calls &&
            (p->verdict == VERDICT_WON || p->verdict == VERDICT_INTERRUPT))
            return i;
    }
    /* Of a dead heat the host chose one: its press keeps the verdict "tied". */
    return t->rebound || t->winner_press >= t->press_count ? -1 : t->winner_press;
}

int press_runner_up(const struct contest *c)
{
    const struct state *t = &c->state;
    int winner = press_winner(c), found = -1;
    for (int i = 0; i < t->press_count; i++) {
        const struct press *p = &t->presses[i];
        if (i == winner || p->go_call != t->go_calls || !counted(p))
            continue;
        if (found < 0 || p->press_us < t->presses[found].press_us)
            found = i;
    }
    return found;
}
