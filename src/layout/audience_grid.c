/* Zones of the audience screen for any wall and number of teams. All from shares of the unit
 * height. */
#include "layout/audience_parts.h"

enum { CARD_GAP = 8, COLUMN_GAP = 36, NOW_WIDTH = 288, FLAG_LANE = 46, STRIP_HEIGHT = 240 };

float audience_unit(struct size size)
{
    float by_width = (float)size.w * 0.75f;
    return (float)size.h < by_width ? (float)size.h : by_width;
}

struct draw_rules audience_rules(struct size size)
{
    struct draw_rules r = draw_rules_audience((float)size.w, (float)size.h);
    r.em_min = audience_unit(size) / 30;
    r.em_body = audience_unit(size) / 15;
    return r;
}

struct draw_box box_of(float x, float y, float w, float h)
{
    return (struct draw_box){x, y, w, h};
}

struct draw_box box_take_left(struct draw_box *b, float px)
{
    struct draw_box taken = {b->x, b->y, px, b->h};
    b->x += px;
    b->w -= px;
    return taken;
}

struct draw_box box_take_right(struct draw_box *b, float px)
{
    b->w -= px;
    return (struct draw_box){b->x + b->w, b->y, px, b->h};
}

struct draw_box box_take_top(struct draw_box *b, float px)
{
    struct draw_box taken = {b->x, b->y, b->w, px};
    b->y += px;
    b->h -= px;
    return taken;
}

struct draw_box box_take_bottom(struct draw_box *b, float px)
{
    b->h -= px;
    return (struct draw_box){b->x, b->y + b->h, b->w, px};
}

struct draw_box grid_cell(struct draw_box box, int columns, int rows, float gap, int i)
{
    float w = (box.w - gap * (float)(columns - 1)) / (float)columns;
    float h = (box.h - gap * (float)(rows - 1)) / (float)rows;
    return box_of(box.x + (float)(i % columns) * (w + gap),
                  box.y + (float)(i / columns) * (h + gap), w, h);
}

/* Narrowest card that holds a score of `glyphs` at H/15. */
static float card_least_u(int glyphs)
{
    return 0.56f * 72.0f * (float)glyphs + 3.8f;
}

static int cards_a_row(const struct grid *g, int glyphs, float u)
{
    return (int)((g->safe.w + CARD_GAP * u) / ((card_least_u(glyphs) + CARD_GAP) * u));
}

/* Cards where they fit (in several rows on a totem), tiles else. */
static float choose_form(struct grid *g, int teams, int glyphs, float u)
{
    int a_row = cards_a_row(g, glyphs, u);
    int rows = a_row > 0 ? (teams + a_row - 1) / a_row : 99;
    bool room =
        g->shape == SHAPE_TOTEM && (float)rows * (STRIP_HEIGHT + CARD_GAP) * u <= g->safe.h * 0.46f;
    if (rows <= 1 || room) {
        g->form = SEATS_CARDS;
        g->rows = rows < 1 ? 1 : rows;
        g->columns = (teams + g->rows - 1) / g->rows;
        return ((float)g->rows * (STRIP_HEIGHT + CARD_GAP) - CARD_GAP) * u;
    }
    g->form = SEATS_TILES;
    g->rows = 2;
    g->columns = (teams + 1) / 2;
    return STRIP_HEIGHT * u;
}

static void lay_strip(struct grid *g, float strip_px, float u)
{
    struct draw_box rest = g->safe;
    g->header = box_take_top(&rest, 68 * u);
    box_take_top(&rest, 22 * u);
    g->strip = box_take_bottom(&rest, strip_px);
    box_take_bottom(&rest, 20 * u);
    g->bar = box_take_bottom(&rest, 24 * u);
    box_take_bottom(&rest, 16 * u);
    if (g->shape == SHAPE_TOTEM) {
        g->now = box_take_top(&rest, 260 * u);
        box_take_top(&rest, 24 * u);
    } else {
        /* a narrow hall spends less on the gap */
        float gap = g->safe.w < 1500 * u ? 28 * u : COLUMN_GAP * u;
        g->now = box_take_right(&rest, NOW_WIDTH * u);
        box_take_right(&rest, gap);
    }
    g->content = rest;
}

/* More than six a wing: two columns of compact cells, band, seat and score side by side. */
static float compact_wing_u(int glyphs)
{
    return 2 * (0.59f * 72.0f * (float)glyphs + 114) + 14;
}

/* False on a wall too short for wings of so many teams: then the strip serves. */
static bool lay_wings(struct grid *g, int teams, int glyphs, float u)
{
    float wing = g->w / 6;
    if (wing > 760 * u)
        wing = 760 * u;
    if (teams > 12 && wing < compact_wing_u(glyphs) * u)
        wing = compact_wing_u(glyphs) * u;
    if (g->safe.w - 2 * wing < 1400 * u)
        return false;
    float gap = wing > 560 * u ? 52 * u : 36 * u;
    struct draw_box mid = g->safe;
    g->wing[0] = box_take_left(&mid, wing);
    g->wing[1] = box_take_right(&mid, wing);
    box_take_left(&mid, gap);
    box_take_right(&mid, gap);
    int half = (teams + 1) / 2;
    g->form = SEATS_WINGS;
    g->columns = half > 6 ? 2 : 1;
    g->rows = (half + g->columns - 1) / g->columns;
    if (g->rows < 4)
        g->rows = 4; /* few teams: rows of the usual height, from the top */
    g->header = box_take_top(&mid, 68 * u);
    box_take_top(&mid, 22 * u);
    g->bar = box_take_bottom(&mid, 24 * u);
    box_take_bottom(&mid, 28 * u);
    g->now = box_take_right(&mid, (mid.w > 1600 * u ? 324 : NOW_WIDTH) * u);
    box_take_right(&mid, COLUMN_GAP * u);
    g->content = mid;
    return true;
}

void grid_lay(struct grid *g, struct size size, int teams, int glyphs)
{
    *g = (struct grid){.w = (float)size.w, .h = (float)size.h, .unit = audience_unit(size)};
    float u = g->unit / 1080.0f, aspect = g->w / g->h;
    g->safe = box_of(g->w * 0.05f, g->h * 0.05f, g->w * 0.9f, g->h * 0.9f);
    g->shape = aspect >= 2.6f ? SHAPE_WALL : aspect < 1.2f ? SHAPE_TOTEM : SHAPE_HALL;
    if (g->shape != SHAPE_WALL || !lay_wings(g, teams, glyphs, u)) {
        if (g->shape == SHAPE_WALL)
            g->shape = SHAPE_HALL;
        lay_strip(g, choose_form(g, teams, glyphs, u), u);
    }
    /* full-screen scenes: a table as wide as the longest wall could not be read across */
    g->body = g->safe;
    g->top = box_take_top(&g->body, 68 * u);
    box_take_top(&g->body, 22 * u);
}

bool grid_give_way(struct grid *g, int teams)
{
    float u = g->unit / 1080.0f, tile_px = 100 * u;
    if (g->form == SEATS_WINGS || g->form == SEATS_ROW)
        return false;
    float least = card_least_u(2) * 0.62f * u;
    if (((float)teams * (least + 6 * u)) > g->safe.w)
        return false;
    g->form = SEATS_ROW;
    g->rows = 1;
    g->columns = teams;
    lay_strip(g, tile_px, u);
    return true;
}
