/* Quiet screens: black, logo, break, end. */
#include "layout/audience_parts.h"

#include <stdio.h>

void scene_black(struct drawing *k)
{
    draw_backdrop(k->d, DRAW_BACKDROP_BLACK);
}

static void mark(struct drawing *k, float cx, float cy, float size)
{
    if (k->look.logo != NULL)
        draw_image(k->d, box_of(cx - size * 1.5f, cy - size / 2, size * 3, size),
                   &(struct draw_picture){.source = DRAW_FILE, .fit = DRAW_CONTAIN}, k->look.logo);
    else
        draw_icon(k->d, cx, cy, size, ICON_SEAL, paint(COLOUR_TEXT));
}

static void rehearsal_word(struct drawing *k)
{
    if (k->v->rehearsal)
        say_line(k,
                 &(struct say){.x = k->g.safe.x + k->g.safe.w,
                               .y = k->g.safe.y + px(k, 24),
                               .token = COLOUR_TEXT_2,
                               .bold = true,
                               .align = DRAW_RIGHT,
                               .role = ROLE_NOTE},
                 TR(k->w, "彩排"));
}

/* One large line over two quiet ones, centred a little above the middle. */
static void big_words(struct drawing *k, const char *over, const char *big, const char *under)
{
    struct draw_box b = k->g.safe;
    float cx = b.x + b.w / 2, cy = b.y + b.h * 0.46f;
    struct say s = {.x = cx, .align = DRAW_CENTRE, .role = ROLE_TITLE, .width = b.w};
    s.y = cy - px(k, 230);
    s.k = 5;
    s.token = COLOUR_TEXT_2;
    say_line(k, &s, over);
    s.k = 16;
    s.bold = true;
    s.token = COLOUR_TEXT;
    if (!say_block(k, &s, box_of(b.x, cy - px(k, 180), b.w, px(k, 360)), 2, big)) {
        s.y = cy;
        say_line(k, &s, big);
    }
    s.y = cy + px(k, 250);
    s.k = 4;
    s.bold = false;
    s.token = COLOUR_TEXT_2;
    say_line(k, &s, under);
    draw_rect(k->d, box_of(b.x, cy + px(k, 330), b.w, px(k, 3)),
              &(struct draw_fill){.top = paint(COLOUR_LINE), .fade_x = true});
    rehearsal_word(k);
}

void scene_logo(struct drawing *k)
{
    const struct definition *def = k->c->def;
    struct draw_box b = k->g.safe;
    float cx = b.x + b.w / 2, cy = b.y + b.h / 2;
    mark(k, cx, cy - px(k, 110), px(k, 340));
    struct say s = {.x = cx,
                    .y = cy + px(k, 160),
                    .k = 6,
                    .width = b.w,
                    .token = COLOUR_TEXT,
                    .bold = true,
                    .align = DRAW_CENTRE,
                    .role = ROLE_TITLE};
    say_line(k, &s, def->title);
    s.y = cy + px(k, 250);
    s.k = 2;
    s.bold = false;
    s.token = COLOUR_TEXT_2;
    say_line(k, &s, def->organiser);
    rehearsal_word(k);
}

void scene_break(struct drawing *k)
{
    const struct definition *def = k->c->def;
    char next[192] = "", big[32];
    int round = k->s->round + 1;
    if (round >= 0 && round < def->round_count)
        snprintf(next, sizeof next, TR(k->w, "下一环节　%s"), def->rounds[round].name);
    int64_t left_us = k->s->break_until_us - k->now_us;
    int left = left_us > 0 ? (int)((left_us + 999999) / 1000000) : 0;
    snprintf(big, sizeof big, "%d:%02d", left / 60, left % 60);
    big_words(k, TR(k->w, "中场休息"), left > 0 ? big : TR(k->w, "即将开始"), next);
}

void scene_end(struct drawing *k)
{
    big_words(k, k->c->def->title, TR(k->w, "竞赛结束"), TR(k->w, "谢谢观看"));
}
