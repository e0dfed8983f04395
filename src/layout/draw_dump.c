/* A draw list as text, one item a line, for golden tests and for reading. */
#include "layout/draw.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct sink {
    char *out;
    size_t cap, len;
};

static void put(struct sink *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void put(struct sink *s, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    size_t room = s->len < s->cap ? s->cap - s->len : 0;
    int n = vsnprintf(room ? s->out + s->len : NULL, room, fmt, args);
    va_end(args);
    if (n > 0)
        s->len += (size_t)n;
}

static int px(float f)
{
    return (int)(f < 0 ? f - 0.5f : f + 0.5f);
}

static void put_paint(struct sink *s, const char *name, struct paint p)
{
    if (p.token == COLOUR_NONE)
        return;
    put(s, " %s%s", name, colour_name((enum colour)p.token));
    if (p.token == COLOUR_CUSTOM)
        put(s, "#%02x%02x%02x", (unsigned)p.r, (unsigned)p.g, (unsigned)p.b);
    if (p.alpha != 255)
        put(s, "@%d%%", (p.alpha * 100 + 127) / 255);
}

static const char *const kinds[DRAW_KIND_COUNT] = {"nothing", "backdrop", "rect", "glow",  "line",
                                                   "text",    "icon",     "ring", "image", "mini"};
static const char *const roles[ROLE_COUNT] = {"other", "score", "option", "question", "answer",
                                              "seat",  "name",  "clock",  "title",    "rule",
                                              "flag",  "note",  "points", "table"};
static const char *const icons[ICON_COUNT] = {
    "none",       "check", "cross",   "dash", "plus",    "minus",  "warn",   "lock",
    "enter",      "play",  "pause",   "stop", "disc",    "circle", "square", "arrow",
    "arrow-left", "undo",  "speaker", "mute", "display", "seal"};

static void put_fill(struct sink *s, const struct draw_fill *f)
{
    static const char *const patterns[] = {"", " hatch", " lattice"};
    put_paint(s, "", f->top);
    put_paint(s, "to ", f->bottom);
    if (f->radius > 0)
        put(s, " r%d", px(f->radius));
    if (f->outline_px > 0)
        put_paint(s, "outline ", f->outline);
    put(s, "%s", patterns[f->pattern_kind]);
}

static void put_text(struct sink *s, const struct draw_list *d, const struct draw_item *item)
{
    const struct draw_run *r = &item->u.text.run;
    size_t n;
    const char *text = draw_item_text(d, item, &n);
    put(s, " %s em%d%s%s", roles[item->role], px(r->em), r->weight == TEXT_BOLD ? " bold" : "",
        r->family == TEXT_SERIF ? " serif" : "");
    put_paint(s, "", r->paint);
    put(s, " \"%.*s\"", (int)n, text);
}

static void put_item(struct sink *s, const struct draw_list *d, const struct draw_item *item)
{
    size_t n;
    put(s, "%s %d,%d %dx%d", kinds[item->kind], px(item->box.x), px(item->box.y), px(item->box.w),
        px(item->box.h));
    switch ((enum draw_kind)item->kind) {
    case DRAW_BACKDROP:
        put(s, " %d", item->style);
        break;
    case DRAW_RECT:
        put_fill(s, &item->u.fill);
        break;
    case DRAW_GLOW:
        put_paint(s, "", item->u.glow.paint);
        break;
    case DRAW_LINE:
        put_paint(s, item->u.line.stroke.pitch > 0 ? "dotted " : "", item->u.line.stroke.paint);
        break;
    case DRAW_TEXT:
        put_text(s, d, item);
        break;
    case DRAW_ICON:
        put(s, " %s", icons[item->style]);
        put_paint(s, "", item->u.icon.paint);
        break;
    case DRAW_RING:
        put(s, " %s lit%d%s", item->u.ring.style == DRAW_RING_TICKS ? "ticks" : "blocks",
            item->u.ring.lit, item->u.ring.hollow ? " hollow" : "");
        put_paint(s, "", item->u.ring.on);
        break;
    case DRAW_IMAGE: {
        const char *path = draw_item_text(d, item, &n);
        put(s, " \"%.*s\"", (int)n, path);
        break;
    }
    case DRAW_MINI:
        put(s, " of %dx%d, %d items", px(item->u.mini.list->width), px(item->u.mini.list->height),
            item->u.mini.list->count);
        break;
    default:
        break;
    }
    if (item->alpha != 255)
        put(s, " alpha%d%%", (item->alpha * 100 + 127) / 255);
    put(s, "\n");
}

size_t draw_list_dump(const struct draw_list *d, char *out, size_t cap)
{
    struct sink s = {out, cap, 0};
    for (int i = 0; i < d->count; i++)
        put_item(&s, d, &d->items[i]);
    if (d->overflow)
        put(&s, "OVERFLOW\n");
    return s.len;
}
