/* Standings: round columns dim, total bright, ties bracketed; and the shorter one after a round. */
#include "contest/standings.h"
#include "layout/audience_parts.h"

#include <stdio.h>
#include <string.h>

enum { ROW_U = 85, HEAD_U = 32, COLUMNS_MAX = 8 };

/* Widths in units; a narrow wall spends less on them before it gives up the round columns. */
struct spacing {
    float rank, seat, gap, side;
};
static const struct spacing usual_spacing = {110, 132, 30, 144}, narrow_spacing = {92, 112, 18, 0};

struct column {
    int round; /* index; -1: the sum of all rounds before the next column */
    float right;
};

struct table {
    struct standings st;
    struct column columns[COLUMNS_MAX];
    int column_count;
    float rank_w, seat_w, side_w, gap;
    float column_w, name_x, name_w, total_right;
    int rows; /* a page */
};

/* Room for brackets and their word at the right. */
static float side_px(const struct drawing *k, struct draw_box box, const struct spacing *space)
{
    float word = say_width(k, 0, true, TR(k->w, "加赛")),
          other = say_width(k, 0, true, TR(k->w, "并列"));
    float need = (word > other ? word : other) + px(k, 46);
    float usual = px(k, space->side > 0 && box.w > px(k, 1600) ? 160 : space->side);
    return need > usual ? need : usual;
}

/* Rounds that have a column: those played. A tie-break that only ranks, as most do, has none, nor
 * have questions to the audience. */
static int rounds_told(const struct drawing *k, int rounds[ROUNDS_MAX])
{
    const struct definition *def = k->c->def;
    int n = 0;
    for (int r = 0; r <= k->s->round && r < def->round_count; r++) {
        enum round_kind kind = def->rounds[r].kind;
        bool points = kind != ROUND_TIE_BREAK && kind != ROUND_AUDIENCE;
        for (int i = 0; i < def->team_count && !points; i++)
            points = contest_round_points_cp(k->c, k->teams[i].seat, r) != 0;
        if (points)
            rounds[n++] = r;
    }
    return n;
}

static int rounds_played(const struct drawing *k)
{
    int n = 0;
    for (int r = 0; r <= k->s->round && r < k->c->def->round_count; r++)
        n += k->c->def->rounds[r].kind != ROUND_TIE_BREAK;
    return n;
}

static int32_t column_cp(const struct drawing *k, const struct table *t, int i, int seat)
{
    if (t->columns[i].round >= 0)
        return contest_round_points_cp(k->c, seat, t->columns[i].round);
    int32_t cp = 0;
    for (int r = 0; r < t->columns[i + 1].round; r++)
        cp += contest_round_points_cp(k->c, seat, r);
    return cp;
}

static const char *cell_points(int32_t cp, char *out, size_t size)
{
    return cp == 0 ? "0" : points_text(cp, true, out, size);
}

/* Widest cell of the round columns, in px. */
static float widest_cell(const struct drawing *k)
{
    float w = say_width(k, 6, false, "+20");
    int rounds[ROUNDS_MAX], n = rounds_told(k, rounds);
    for (int i = 0; i < k->c->def->team_count; i++)
        for (int r = 0; r < n; r++) {
            char text[16];
            int32_t cp = contest_round_points_cp(k->c, k->teams[i].seat, rounds[r]);
            float one = say_width(k, 6, false, cell_points(cp, text, sizeof text));
            w = one > w ? one : w;
        }
    return w;
}

static float widest_total(const struct drawing *k)
{
    float w = say_width(k, 6, true, "100");
    for (int i = 0; i < k->c->def->team_count; i++) {
        char text[16];
        score_text(k->c, k->teams[i].seat, text, sizeof text);
        float one = say_width(k, 6, true, text);
        w = one > w ? one : w;
    }
    return w;
}

/* Round columns that leave a short name its room. */
static int columns_fit(const struct drawing *k, struct table *t, struct draw_box box,
                       const struct spacing *space, float *right)
{
    t->rank_w = px(k, space->rank);
    t->seat_w = px(k, space->seat);
    t->gap = px(k, space->gap);
    t->side_w = side_px(k, box, space);
    t->total_right = box.x + box.w - t->side_w - px(k, 18);
    t->name_x = box.x + t->rank_w + t->seat_w + px(k, 18);
    t->column_w = widest_cell(k) + t->gap;
    *right = t->total_right - widest_total(k) - t->gap;
    int fit = (int)((*right - t->name_x - px(k, 236)) / t->column_w);
    return fit > COLUMNS_MAX ? COLUMNS_MAX : fit;
}

/* As many round columns as fit; earlier rounds are summed in one. */
static void lay_columns(const struct drawing *k, struct table *t, struct draw_box box,
                        bool round_only)
{
    int told[ROUNDS_MAX], rounds = round_only ? 1 : rounds_told(k, told);
    if (round_only)
        told[0] = k->s->round;
    float right;
    int fit = columns_fit(k, t, box, &usual_spacing, &right);
    if (fit < rounds && fit < 2)
        fit = columns_fit(k, t, box, &narrow_spacing, &right);
    int n = rounds < fit ? rounds : fit < 2 && rounds > 1 ? 0 : fit;
    if (n < 0)
        n = 0;
    t->column_count = n;
    for (int i = 0; i < n; i++) {
        t->columns[i].round = told[rounds - n + i];
        t->columns[i].right = right - (float)(n - 1 - i) * t->column_w;
    }
    if (n > 0 && n < rounds)
        t->columns[0].round = -1;
    t->name_w = right - (float)n * t->column_w - t->name_x - px(k, 20);
}

static void head(struct drawing *k, const struct table *t, struct draw_box box, bool round_only)
{
    float y = box.y + px(k, 4);
    struct say s = {.y = y, .token = COLOUR_TEXT_3, .role = ROLE_TABLE, .align = DRAW_CENTRE};
    s.x = box.x + t->rank_w / 2;
    s.width = t->rank_w - px(k, 6);
    say_line(k, &s, TR(k->w, "名次"));
    s.x = box.x + t->rank_w + t->seat_w / 2 - px(k, 4);
    s.width = t->seat_w - px(k, 8);
    say_line(k, &s, TR(k->w, "台号"));
    s.align = DRAW_LEFT;
    s.x = t->name_x;
    s.width = t->name_w;
    say_line(k, &s, TR(k->w, "代表队"));
    s.align = DRAW_RIGHT;
    s.width = t->column_w - px(k, 8);
    for (int i = 0; i < t->column_count; i++) {
        s.x = t->columns[i].right;
        say_line(k, &s,
                 t->columns[i].round < 0 ? TR(k->w, "此前")
                 : round_only            ? TR(k->w, "本环节")
                                         : k->c->def->rounds[t->columns[i].round].short_name);
    }
    s.x = t->total_right;
    s.width = px(k, 180);
    say_line(k, &s, TR(k->w, "总分"));
}

static void seat_box(struct drawing *k, struct draw_box box, int seat)
{
    solid(k, box, 8, paint_alpha(COLOUR_BASE, 0.75f));
    band_left(k, box_of(box.x, box.y, px(k, 14), box.h), seat, 8);
    char text[12];
    snprintf(text, sizeof text, "%d", seat);
    say_line(k,
             &(struct say){.x = box.x + px(k, 7) + box.w / 2,
                           .y = box.y + box.h / 2,
                           .k = 4,
                           .paint = paint_team_text(seat),
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_SEAT},
             text);
}

static void row(struct drawing *k, const struct table *t, struct draw_box box, int i)
{
    const struct standing *st = &t->st.row[i];
    const struct team *team = contest_team(k->c, st->seat);
    float cy = box.y + box.h / 2;
    if (i % 2 == 0)
        solid(k, box_of(box.x, box.y, box.w - t->side_w, box.h), 10,
              paint_alpha(COLOUR_RAISED, 0.55f));
    char text[16];
    snprintf(text, sizeof text, "%d", st->rank);
    struct say s = {.x = box.x + t->rank_w / 2,
                    .y = cy,
                    .k = 6,
                    .token = COLOUR_TEXT,
                    .bold = true,
                    .align = DRAW_CENTRE,
                    .role = ROLE_TABLE};
    say_line(k, &s, text);
    seat_box(k, box_of(box.x + t->rank_w, cy - px(k, 34), t->seat_w - px(k, 20), px(k, 68)),
             st->seat);
    if (team != NULL)
        say_name(k, &(struct say){.k = 2, .token = COLOUR_TEXT, .role = ROLE_NAME},
                 box_of(t->name_x, box.y, t->name_w, box.h), 2, team);
    s.align = DRAW_RIGHT;
    s.bold = false;
    s.role = ROLE_SCORE;
    for (int c = 0; c < t->column_count; c++) {
        int32_t cp = column_cp(k, t, c, st->seat);
        s.x = t->columns[c].right;
        s.token = cp < 0 ? COLOUR_VERMILION_TEXT : COLOUR_TEXT_3;
        say_line(k, &s, cell_points(cp, text, sizeof text));
    }
    s.x = t->total_right;
    s.bold = true;
    s.token = st->out ? COLOUR_TEXT_3 : COLOUR_TEXT;
    say_line(k, &s, points_text(st->score_cp, false, text, sizeof text));
}

/* Points may still change: no tie is to be played off yet. */
static bool last_round(const struct drawing *k)
{
    for (int r = k->s->round + 1; r < k->c->def->round_count; r++)
        if (k->c->def->rounds[r].kind != ROUND_TIE_BREAK &&
            k->c->def->rounds[r].kind != ROUND_AUDIENCE)
            return false;
    return true;
}

/* Bracket and word beside the rows first … last of a page that share a rank. */
static void bracket(struct drawing *k, const struct table *t, struct draw_box box, float pitch,
                    int first, int count, const struct standing *st)
{
    bool due = st->tie_matters && (k->scene != SCENE_ROUND_END || last_round(k));
    float x = box.x + box.w - t->side_w + px(k, 16);
    float y0 = box.y + (float)first * pitch + px(k, 14);
    float y1 = box.y + (float)(first + count) * pitch - px(k, 14);
    struct paint p = paint(due ? COLOUR_GOLD : COLOUR_TEXT_3);
    const struct draw_stroke line = {.paint = p, .width = px(k, 4)};
    draw_line(k->d, x, y0, x + px(k, 12), y0, &line);
    draw_line(k->d, x + px(k, 12), y0, x + px(k, 12), y1, &line);
    draw_line(k->d, x, y1, x + px(k, 12), y1, &line);
    struct draw_box tag =
        box_of(x + px(k, 12), (y0 + y1) / 2 - px(k, 34), t->side_w - px(k, 28), px(k, 68));
    if (due)
        draw_rect(k->d, tag,
                  &(struct draw_fill){.top = p, .radius = px(k, 10), .corners = CORNER_RIGHT});
    say_line(k,
             &(struct say){.x = tag.x + tag.w / 2,
                           .y = tag.y + tag.h / 2,
                           .k = 2,
                           .width = tag.w - px(k, 8),
                           .token = due ? COLOUR_INK : COLOUR_TEXT_2,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_TABLE},
             due ? TR(k->w, "加赛") : TR(k->w, "并列"));
}

/* Place of row i in the order there was before the round. */
static int place_before(const struct drawing *k, const struct table *t, int i)
{
    const struct standing *own = &t->st.row[i];
    int32_t had_cp = own->score_cp - contest_round_points_cp(k->c, own->seat, k->s->round);
    int place = 0;
    for (int j = 0; j < t->st.count; j++) {
        const struct standing *o = &t->st.row[j];
        int32_t cp = o->score_cp - contest_round_points_cp(k->c, o->seat, k->s->round);
        place += cp > had_cp || (cp == had_cp && o->seat < own->seat);
    }
    return place;
}

/* Rows come from where they were before the round; those of another page from the page's edge. */
static void draw_rows(struct drawing *k, const struct table *t, struct draw_box box, int first,
                      int count, float pitch)
{
    float t_rows =
        k->scene == SCENE_ROUND_END ? motion_ease(k->now_us, k->v->changed_us, MOTION_ROWS_US) : 1;
    for (int i = 0; i < count; i++) {
        float at = (float)i;
        if (t_rows < 1) {
            int was = place_before(k, t, first + i) - first;
            was = was < 0 ? 0 : was > count - 1 ? count - 1 : was;
            at = motion_mix((float)was, at, t_rows);
        }
        row(k, t, box_of(box.x, box.y + at * pitch, box.w, pitch), first + i);
    }
    if (t_rows < 1)
        return; /* brackets hold what has arrived */
    for (int i = 0; i < count;) {
        const struct standing *st = &t->st.row[first + i];
        int n = 1;
        while (i + n < count && t->st.row[first + i + n].rank == st->rank)
            n++;
        if (st->tied)
            bracket(k, t, box, pitch, i, n, st);
        i += n;
    }
}

static void draw_table(struct drawing *k, struct table *t, bool round_only)
{
    struct draw_box body = k->g.body;
    int sheets = (int)(body.w / px(k, 1640)) > 1 && t->st.count > 10 ? 2 : 1;
    float most = px(k, sheets == 2 ? 4000 : 2000);
    if (body.w > most) {
        body.x += (body.w - most) / 2;
        body.w = most;
    }
    float pitch = px(k, ROW_U), head_h = px(k, HEAD_U);
    int rows = (int)((body.h - head_h + px(k, 2)) / pitch);
    if (rows > t->st.count)
        rows = t->st.count;
    if (rows > 0) { /* few teams and high walls give their rows air */
        float most_u = k->g.shape == SHAPE_TOTEM ? 150 : 120;
        pitch = (body.h - head_h) / (float)rows;
        pitch = pitch > px(k, most_u) ? px(k, most_u) : pitch;
    }
    int a_page = rows * sheets;
    k->pages = a_page > 0 ? (t->st.count + a_page - 1) / a_page : 1;
    if (k->pages < 1)
        k->pages = 1;
    int page = k->look.page < k->pages ? k->look.page : k->pages - 1;
    for (int i = 0; i < sheets; i++) {
        struct draw_box box = grid_cell(body, sheets, 1, px(k, 56), i);
        int first = page * a_page + i * rows, count = t->st.count - first;
        if (count <= 0)
            break;
        lay_columns(k, t, box, round_only);
        head(k, t, box, round_only);
        box_take_top(&box, head_h);
        draw_rows(k, t, box, first, count < rows ? count : rows, pitch);
    }
}

void scene_standings(struct drawing *k)
{
    struct table t;
    standings_compute(k->c, true, &t.st);
    draw_table(k, &t, false);
    char left[96], base[16];
    snprintf(left, sizeof left, TR(k->w, "%d 个环节后"), rounds_played(k));
    if (k->c->def->base_cp != 0) {
        size_t n = strlen(left);
        snprintf(left + n, sizeof left - n, "\x1f");
        n = strlen(left);
        snprintf(left + n, sizeof left - n, TR(k->w, "基础分 %s"),
                 points_text(k->c->def->base_cp, false, base, sizeof base));
    }
    header_scene(k, k->g.top, TR(k->w, "总排名"), left,
                 t.st.undecided ? TR(k->w, "影响奖项的并列，须加赛") : "");
}

void scene_round_end(struct drawing *k)
{
    struct table t;
    standings_compute(k->c, true, &t.st);
    draw_table(k, &t, true);
    const struct round *r = contest_round(k->c);
    header_scene(k, k->g.top, r ? r->name : TR(k->w, "总排名"), TR(k->w, "本环节结束"), "");
}
