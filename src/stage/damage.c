#include "stage/damage.h"

#include <math.h>

#include "stage/painter.h"

void damage_forget(struct damage_memory *m)
{
    m->known = false;
}

static void add(struct damage *d, struct area a, struct area whole)
{
    a = area_cut(a, whole);
    if (area_empty(a))
        return;
    for (int i = 0; i < d->count; i++) /* grow an area this one touches */
        if (area_touch(d->area[i], a)) {
            struct area join = area_join(d->area[i], a);
            d->area[i] = d->area[--d->count];
            add(d, join, whole);
            return;
        }
    if (d->count < DAMAGE_AREAS) {
        d->area[d->count++] = a;
        return;
    }
    d->area[0] = area_join(d->area[0], a);
    struct area first = d->area[0];
    d->area[0] = d->area[--d->count];
    add(d, first, whole);
}

/* Index of hash among old items from `from` on, −1 when it is not there. */
static int find_from(const struct damage_memory *m, int from, uint64_t hash)
{
    for (int i = from; i < m->count; i++)
        if (m->hash[i] == hash)
            return i;
    return -1;
}

static bool holds_pictures(const struct draw_list *list, const struct draw_item *item)
{
    (void)list;
    return item->kind == DRAW_IMAGE || item->kind == DRAW_MINI;
}

static void compare(struct damage_memory *m, const struct draw_list *list,
                    const struct damage_memory *now, bool pictures, struct damage *out,
                    struct area whole)
{
    int from = 0;
    for (int i = 0; i < now->count; i++) {
        int at = find_from(m, from, now->hash[i]);
        if (at < 0 || (pictures && holds_pictures(list, &list->items[i]))) {
            add(out, now->reach[i], whole);
            continue;
        }
        for (; from < at; from++) /* passed over: gone, or moved before something */
            add(out, m->reach[from], whole);
        from = at + 1;
    }
    for (; from < m->count; from++)
        add(out, m->reach[from], whole);
}

void damage_find(struct damage_memory *m, const struct draw_list *list, int width, int height,
                 unsigned images, struct damage *out)
{
    static struct damage_memory now; /* main thread only */
    struct area whole = {0, 0, width, height};
    float scale = fminf((float)width / list->width, (float)height / list->height);
    *out = (struct damage){0};
    now.known = list->count <= DRAW_ITEMS_MAX;
    now.count = now.known ? list->count : 0;
    now.width = width;
    now.height = height;
    now.images = images;
    for (int i = 0; i < now.count; i++) {
        now.hash[i] = draw_item_hash(list, &list->items[i]);
        now.reach[i] = painter_reach(list, &list->items[i], scale);
    }
    if (!m->known || !now.known || m->width != width || m->height != height)
        add(out, whole, whole);
    else
        compare(m, list, &now, m->images != images, out, whole);
    *m = now;
}
