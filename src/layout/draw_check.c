/* Invariant 7: safe margin, least sizes, no overlap; as a question a test can ask of any list. */
#include "layout/draw.h"

#include <stdio.h>

struct draw_rules draw_rules_audience(float width, float height)
{
    return (struct draw_rules){
        .safe = {width * 0.05f, height * 0.05f, width * 0.9f, height * 0.9f},
        .em_min = height / 30,
        .em_body = height / 15,
        .slack_px = 1.5f,
    };
}

static bool is_body(const struct draw_item *item)
{
    return item->role == ROLE_SCORE || item->role == ROLE_OPTION || item->role == ROLE_QUESTION;
}

/* Ink of a run: Han fills 0.88 of the em box, the optical centre being its middle. */
static struct draw_box ink(const struct draw_item *item)
{
    struct draw_box b = item->box;
    b.y += b.h * 0.06f;
    b.h *= 0.88f;
    return b;
}

static bool say(const struct draw_list *d, const struct draw_item *item, const char *what,
                char *why, size_t cap)
{
    size_t n;
    const char *s = draw_item_text(d, item, &n);
    snprintf(why, cap, "\"%.*s\" (%.0f,%.0f %.0fx%.0f, em %.0f) %s", (int)n, s, (double)item->box.x,
             (double)item->box.y, (double)item->box.w, (double)item->box.h,
             (double)item->u.text.run.em, what);
    return true;
}

static bool alone_breach(const struct draw_list *d, const struct draw_item *item,
                         const struct draw_rules *r, char *why, size_t cap)
{
    if (!box_inside(ink(item), r->safe, r->slack_px))
        return say(d, item, "leaves the safe margin", why, cap);
    if (item->clip.w >= 0 && !box_inside(ink(item), item->clip, r->slack_px))
        return say(d, item, "is cut by its clip", why, cap);
    if (item->role == ROLE_OTHER)
        return false;
    if (item->u.text.run.em < r->em_min - 0.51f)
        return say(d, item, "is smaller than any text may be", why, cap);
    if (is_body(item) && item->u.text.run.em < r->em_body - 0.51f)
        return say(d, item, "is smaller than scores, options and questions may be", why, cap);
    return false;
}

bool draw_list_breach(const struct draw_list *d, const struct draw_rules *rules, char *why,
                      size_t cap)
{
    if (d->overflow) {
        snprintf(why, cap, "the draw list overflowed (%d items, %u bytes of text)", d->count,
                 (unsigned)d->text_len);
        return true;
    }
    for (int i = 0; i < d->count; i++) {
        const struct draw_item *a = &d->items[i];
        if (a->kind != DRAW_TEXT || a->alpha == 0)
            continue;
        if (alone_breach(d, a, rules, why, cap))
            return true;
        for (int j = 0; j < i; j++) {
            const struct draw_item *b = &d->items[j];
            if (b->kind != DRAW_TEXT || b->alpha == 0 || a->role == ROLE_OTHER ||
                b->role == ROLE_OTHER || !box_overlap(ink(a), ink(b), rules->slack_px))
                continue;
            char what[160];
            size_t n;
            const char *s = draw_item_text(d, b, &n);
            snprintf(what, sizeof what, "overlaps \"%.*s\"", n > 120 ? 120 : (int)n, s);
            return say(d, a, what, why, cap);
        }
    }
    return false;
}
