/* audience_parts — what the scenes of the audience screen share. Private to layout/audience*,
 * scene_*.
 *
 * A drawing is one picture of one view. Zones come from audience_grid.c; scenes fill them with the
 * parts declared here. Numbers named _u are units: px of the 1080-line drawings.
 */
#ifndef LAYOUT_AUDIENCE_PARTS_H
#define LAYOUT_AUDIENCE_PARTS_H

#include "layout/audience.h"
#include "layout/motion.h"
#include "words/words.h"

enum shape {
    SHAPE_HALL,  /* 4:3 … 21:9: strip under the content, now column beside it */
    SHAPE_WALL,  /* LED wall: teams in wings left and right */
    SHAPE_TOTEM, /* upright: now row over the content */
};

/* How the teams are shown while a question runs. */
enum seats_form {
    SEATS_CARDS, /* a card each */
    SEATS_TILES, /* up to three cards for the teams concerned, a numbered tile for every seat */
    SEATS_ROW,   /* one row of tiles, when a long question needs the room */
    SEATS_WINGS,
};

struct grid {
    enum shape shape;
    enum seats_form form;
    float w, h, unit;        /* px of the target; unit height */
    struct draw_box safe;    /* inside the 5 % margin */
    struct draw_box header;  /* of question scenes; the hairline is its lower edge */
    struct draw_box content; /* question panel */
    struct draw_box now;
    struct draw_box bar;
    struct draw_box strip; /* flags lane included; empty on a wall */
    struct draw_box wing[2];
    int columns, rows;    /* of cards, tiles or wing cells */
    struct draw_box top;  /* header of full-screen scenes */
    struct draw_box body; /* everything under it */
};

enum mark_kind {
    MARK_QUIET,
    MARK_GOLD,      /* lit: now */
    MARK_JADE,      /* lit: awarded */
    MARK_VERMILION, /* lit: deducted or foul */
    MARK_FLAG,      /* grey outline and a flag: pressed later */
    MARK_BARRED,    /* vermilion outline and hatching */
    MARK_UP,        /* points added out of a question: flag in jade */
    MARK_DOWN,      /* points taken: flag in vermilion */
    MARK_OUT,       /* no longer in the contest */
};

/* How a team is shown now. */
struct mark {
    enum mark_kind kind;
    char flag[48];
    float lift; /* 0..1 of the flag */
};

struct drawing {
    const struct view *v;
    const struct contest *c;
    const struct state *s;
    const struct words *w;
    struct audience_look look;
    int64_t now_us;
    struct team teams[TEAMS_MAX]; /* as they sit, by seat: a draw may have moved them */
    enum scene scene;
    struct draw_list *d;
    struct grid g;
    struct mark marks[TEAMS_MAX]; /* by seat - 1 */
    int pages;                    /* filled while drawing */
    struct {
        float full, rest, brief; /* widest name, its part behind the prefix, short name: em */
    } widest[2];                 /* regular, bold */
    size_t prefix;               /* bytes all full names begin with: where two lines part */
};

/* ---- geometry: audience_grid.c ---- */

void grid_lay(struct grid *g, struct size size, int teams, int glyphs);
/* The same with the strip given up to one row of tiles. False where nothing can be gained. */
bool grid_give_way(struct grid *g, int teams);
/* Cell i of `columns` × `rows` in `box` with gaps. */
struct draw_box grid_cell(struct draw_box box, int columns, int rows, float gap, int i);
struct draw_box box_of(float x, float y, float w, float h);
/* Takes `px` off a side of *box and returns it. */
struct draw_box box_take_left(struct draw_box *box, float px);
struct draw_box box_take_right(struct draw_box *box, float px);
struct draw_box box_take_top(struct draw_box *box, float px);
struct draw_box box_take_bottom(struct draw_box *box, float px);

/* ---- drawing: audience_paint.c ---- */

static inline float px(const struct drawing *k, float units)
{
    return units * k->g.unit / 1080.0f;
}

/* A text run by type step. With a width it takes the largest step k … k_min that fits in it. */
struct say {
    float x, y;
    int k, k_min;
    float width; /* px, 0: not limited */
    enum colour token;
    struct paint paint; /* used when token is COLOUR_NONE */
    bool bold;
    enum draw_align align;
    enum draw_role role;
    bool part_words; /* blocks: a word may be parted, where it would not fit otherwise */
};

/* Both return the em used. An empty text draws nothing. */
float say_line(struct drawing *k, const struct say *s, const char *text);
float say_width(const struct drawing *k, int step, bool bold, const char *text);
/* Whether `text` fits `width` in one line at `step`. */
bool say_fits(const struct drawing *k, int step, bool bold, float width, const char *text);
/* Up to `lines` lines in `box`, centred on its height; aligned as s says; k … k_min. False: it
 * does not fit and was not drawn. */
bool say_block(struct drawing *k, const struct say *s, struct draw_box box, int lines,
               const char *text);
/* Bytes of a full name to put on the first of two lines: what all names begin with, else the place
 * it begins with; 0: nowhere in particular. */
size_t name_part(const struct drawing *k, const char *name);
/* Full name when all full names fit such a box in `lines` lines, else the short one: a table shows
 * one kind of name at one size. */
void say_name(struct drawing *k, const struct say *s, struct draw_box box, int lines,
              const struct team *team);

/* "7号" centred or left at (x, y): number at `step`, 号 at `small`. Shrinks to `width`. */
void say_seat(struct drawing *k, float x, float y, int step, int small, float width,
              enum draw_align align, struct paint p, bool bold_small, int seat);

void panel(struct drawing *k, struct draw_box box);
void card(struct drawing *k, struct draw_box box);
void outline(struct drawing *k, struct draw_box box, float radius_u, float width_u, struct paint p);
void solid(struct drawing *k, struct draw_box box, float radius_u, struct paint p);
void hairline(struct drawing *k, float x0, float x1, float y);
/* Band of team colour along the top or the left, cut as the seat demands. */
void band_top(struct drawing *k, struct draw_box box, int seat, float radius_u);
void band_left(struct drawing *k, struct draw_box box, int seat, float radius_u);
struct paint mark_paint(enum mark_kind kind); /* fill of a lit mark, outline of the others */
bool mark_lit(enum mark_kind kind);
const char *seat_suffix(const struct drawing *k); /* 号, or nothing where the language has none */

/* ---- parts ---- */

void header_scene(struct drawing *k, struct draw_box box, const char *title, const char *detail,
                  const char *right);
void header_round(struct drawing *k, struct draw_box box);
void rehearsal_edge(struct drawing *k);

void marks_fill(struct drawing *k); /* audience_marks.c */
int marks_foul_seat(const struct state *s);
int32_t marks_foul_cp(const struct contest *c, int seat);
/* Short word for the present outcome, already translated. */
const char *outcome_word(const struct drawing *k);
/* Points of the outcome may be told (held reveal). */
bool outcome_points_public(const struct drawing *k);

struct dial; /* audience_clock.c */
/* The clock the audience sees, NULL when there is none. */
const struct show_clock *clock_shown(const struct state *s);
bool clock_paused(const struct drawing *k);
enum dial_size { DIAL_SMALL, DIAL_USUAL, DIAL_LARGE };
void clock_ring(struct drawing *k, float cx, float cy, float radius, enum dial_size size);
void clock_bar(struct drawing *k, struct draw_box box);
int64_t clock_next_us(const struct state *s, int64_t now_us);

void now_column(struct drawing *k);  /* audience_now.c */
void seats_draw(struct drawing *k);  /* audience_strip.c: strip, tiles or wings */
void seats_wings(struct drawing *k); /* audience_wings.c */
/* A cell with band, seat, name and score; `small` leaves out the full name. */
void seat_cell(struct drawing *k, struct draw_box box, const struct team *team, const char *score,
               const char *below);
/* Card on the strip; box without the flag lane. */
void seat_card(struct drawing *k, struct draw_box box, const struct team *team, bool bold_scores);
int score_glyphs(const struct contest *c); /* widest score, at least 4 */
void score_text(const struct contest *c, int seat, char *out, size_t size);

/* Columns × rows for n seats in `box`: cells at least `least` px wide and of about this ratio. */
void cells_shape(const struct drawing *k, struct draw_box box, int n, float least, float ratio,
                 int *columns, int *rows);
struct draw_box cells_at(const struct drawing *k, struct draw_box box, int columns, int rows,
                         int i);

/* ---- scenes ---- */

void scene_title(struct drawing *k);
void scene_teams(struct drawing *k);
void scene_rules(struct drawing *k);
void scene_menu(struct drawing *k);
void scene_question(struct drawing *k);
void scene_correction(struct drawing *k);
void scene_marks(struct drawing *k);
void scene_presses(struct drawing *k);
void scene_round_end(struct drawing *k);
void scene_standings(struct drawing *k);
void scene_tie_break(struct drawing *k);
void scene_prizes(struct drawing *k);
void scene_break(struct drawing *k);
void scene_black(struct drawing *k);
void scene_logo(struct drawing *k);
void scene_test(struct drawing *k);
void scene_scores(struct drawing *k);
void scene_check(struct drawing *k);
void scene_end(struct drawing *k);
void scene_draw(struct drawing *k);

#endif
