#include "layout/roll_call.h"

#include "words/words.h"

#include <stdio.h>

enum roll roll_of(const struct house *h, int seat)
{
    const struct seat_health *s = &h->seat[seat - 1];
    if (h->check_stuck >> (seat - 1) & 1 || s->health == HEALTH_HELD)
        return ROLL_HELD;
    if (s->health == HEALTH_LOST)
        return ROLL_LOST;
    if (s->health == HEALTH_UNKNOWN)
        return ROLL_STRANGE;
    if (s->health == HEALTH_DISABLED)
        return ROLL_OFF;
    if (h->check_ticked >> (seat - 1) & 1)
        return ROLL_PRESSED;
    if (s->health == HEALTH_NONE && h->boxes_expected)
        return ROLL_NONE;
    return s->pressed ? ROLL_SOME : ROLL_WAIT;
}

const struct roll_look *roll_look(enum roll r)
{
    static const struct roll_look looks[ROLL_COUNT] = {
        [ROLL_WAIT] = {ICON_CIRCLE, COLOUR_TEXT_3, false, N_("请按一次")},
        [ROLL_SOME] = {ICON_PLUS, COLOUR_GOLD, true, N_("已按 %d / %d")},
        [ROLL_PRESSED] = {ICON_CHECK, COLOUR_JADE, true, N_("已按")},
        [ROLL_HELD] = {ICON_WARN, COLOUR_VERMILION, true, N_("请松开")},
        [ROLL_LOST] = {ICON_CROSS, COLOUR_VERMILION, true, N_("失联")},
        [ROLL_STRANGE] = {ICON_SQUARE, COLOUR_GOLD, true, N_("待接受")},
        [ROLL_OFF] = {ICON_LOCK, COLOUR_TEXT_3, false, N_("停用")},
        [ROLL_NONE] = {ICON_DASH, COLOUR_TEXT_3, false, N_("没有按钮")},
    };
    return &looks[r];
}

const char *roll_text(const struct house *h, int seat, const struct words *w, char out[ROLL_TEXT])
{
    const struct seat_health *s = &h->seat[seat - 1];
    enum roll r = roll_of(h, seat);
    if (r == ROLL_SOME)
        snprintf(out, ROLL_TEXT, TR(w, "已按 %d / %d"), s->pressed, s->buttons);
    else
        snprintf(out, ROLL_TEXT, "%s", TR(w, roll_look(r)->word));
    return out;
}
