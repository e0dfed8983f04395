/* Header: where we are and what counts, from the live policies; and the mark of a rehearsal. */
#include "layout/audience_parts.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

enum { PARTS_MAX = 6 };

/* Splits at \x1f in place; returns how many parts. */
static int split(char *text, const char *part[PARTS_MAX])
{
    int n = 0;
    for (char *p = text; p != NULL && *p != '\0' && n < PARTS_MAX;) {
        part[n++] = p;
        p = strchr(p, '\x1f');
        if (p != NULL)
            *p++ = '\0';
    }
    return n;
}

/* A hollow tag at the right end; returns where the next one ends. */
static float draw_tag(struct drawing *k, float right, float y, const char *text)
{
    float w = say_width(k, 0, true, text) + px(k, 36), h = px(k, 48);
    struct draw_box box = box_of(right - w, y - h / 2, w, h);
    draw_rect(k->d, box,
              &(struct draw_fill){.radius = px(k, 8),
                                  .top = paint(COLOUR_RAISED),
                                  .outline = paint(COLOUR_TEXT_3),
                                  .outline_px = px(k, 3)});
    say_line(k,
             &(struct say){.x = box.x + w / 2,
                           .y = y,
                           .k = 0,
                           .token = COLOUR_TEXT,
                           .bold = true,
                           .align = DRAW_CENTRE,
                           .role = ROLE_NOTE},
             text);
    return box.x - px(k, 28);
}

/* 彩排: no colour of the game, so that nobody takes it for a state. "第 1 / 2 页": the host turns
 * pages.
 */
static float draw_tags(struct drawing *k, float right, float y)
{
    if (k->v->rehearsal)
        right = draw_tag(k, right, y, TR(k->w, "彩排"));
    if (k->pages > 1) {
        char pages[32];
        int page = k->look.page < k->pages ? k->look.page : k->pages - 1;
        snprintf(pages, sizeof pages, TR(k->w, "第 %d / %d 页"), page + 1, k->pages);
        right = draw_tag(k, right, y, pages);
    }
    return right;
}

void rehearsal_edge(struct drawing *k)
{
    if (!k->v->rehearsal)
        return;
    float h = px(k, 14);
    const struct draw_fill f = {.pattern_kind = DRAW_HATCH,
                                .pattern = paint_alpha(COLOUR_TEXT_3, 0.7f),
                                .pitch = px(k, 28)};
    draw_rect(k->d, box_of(0, 0, k->g.w, h), &f);
    draw_rect(k->d, box_of(0, k->g.h - h, k->g.w, h), &f);
}

/* How many of the parts fit in `room`, and how wide they are then. */
static int parts_that_fit(const struct drawing *k, const char *const *part, int n, float gap,
                          float room, float *width)
{
    float w = 0;
    int fit = 0;
    for (int i = 0; i < n; i++) {
        float next = w + (i > 0 ? gap : 0) + say_width(k, 0, false, part[i]);
        if (next > room)
            break;
        w = next;
        fit++;
    }
    *width = w;
    return fit;
}

static void say_parts(struct drawing *k, float left, float y, float gap, const char *const *part,
                      int n)
{
    for (int i = 0; i < n; i++) {
        say_line(k, &(struct say){.x = left, .y = y, .token = COLOUR_TEXT_2, .role = ROLE_RULE},
                 part[i]);
        left += say_width(k, 0, false, part[i]) + gap;
    }
}

/* Detail parts and rule parts are separated by \x1f; parts that find no room are left out, the last
 * first: they stand on the rule card as well. */
void header_scene(struct drawing *k, struct draw_box box, const char *title, const char *detail,
                  const char *right)
{
    char left_text[256], right_text[256];
    snprintf(left_text, sizeof left_text, "%s", detail ? detail : "");
    snprintf(right_text, sizeof right_text, "%s", right ? right : "");
    words_plural(left_text);
    words_plural(right_text);
    const char *lp[PARTS_MAX], *rp[PARTS_MAX];
    int ln = split(left_text, lp), rn = split(right_text, rp);

    float y = box.y + px(k, 30), end = box.x + box.w, gap = px(k, 36), sep = px(k, 67);
    hairline(k, box.x, end, box.y + box.h);
    end = draw_tags(k, end, y);
    float room = end - box.x;
    float first_detail = ln > 0 ? sep + say_width(k, 0, false, lp[0]) : 0;
    float title_room = room - first_detail;
    if (title_room < room / 2) {
        title_room = room;
        ln = 0;
    }
    float em = say_line(k,
                        &(struct say){.x = box.x,
                                      .y = y,
                                      .k = 3,
                                      .k_min = 0,
                                      .width = title_room,
                                      .token = COLOUR_TEXT,
                                      .bold = true,
                                      .role = ROLE_TITLE},
                        title);
    float x = box.x + text_width(k->d->metrics, TEXT_SANS, TEXT_BOLD, em, 0, title, strlen(title));
    float small_y = text_same_baseline(y, em, (float)type_em(k->g.unit, 0));
    float w;
    /* the first detail, then the rules, then further details */
    float used_first = ln > 0 ? first_detail : 0, rule_w = 0;
    int rules = parts_that_fit(k, rp, rn, gap, end - x - used_first - gap, &rule_w);
    int details =
        parts_that_fit(k, lp, ln, gap, end - x - sep - (rules > 0 ? rule_w + gap : 0), &w);
    if (details > 0) {
        draw_line(k->d, x + px(k, 36), y - px(k, 18), x + px(k, 36), y + px(k, 18),
                  &(struct draw_stroke){.paint = paint(COLOUR_LINE), .width = px(k, 2)});
        say_parts(k, x + sep, small_y, gap, lp, details);
    }
    say_parts(k, end - rule_w, small_y, gap, rp, rules);
}

static const char *type_title(const struct question *q)
{
    if (q == NULL)
        return "";
    switch (q->type) {
    case QUESTION_SINGLE:
        return N_("单选");
    case QUESTION_MULTIPLE:
        return N_("多选");
    case QUESTION_TRUE_FALSE:
        return N_("判断");
    case QUESTION_CASE:
        return N_("案例");
    default:
        return "";
    }
}

/* "犯规：扣 10 分，本题停抢，重新发令": what the policy makes of the foul on the screen. */
static void foul_sentence(const struct drawing *k, char *out, size_t size)
{
    static const char *const then[] = {
        [FOUL_CONTINUE] = N_("重新发令"),
        [FOUL_BAR] = N_("本题停抢，重新发令"),
        [FOUL_VOID] = N_("本题作废"),
        [FOUL_AUDIENCE] = N_("本题转观众作答"),
    };
    int32_t cp = marks_foul_cp(k->c, marks_foul_seat(k->s));
    const char *what = TR(k->w, then[contest_policy(k->c)->foul_then]);
    char points[16];
    if (cp < 0)
        snprintf(out, size, TR(k->w, "犯规：扣 %s 分，%s"),
                 points_text(-cp, false, points, sizeof points), what);
    else
        snprintf(out, size, TR(k->w, "犯规：%s"), what);
}

void header_round(struct drawing *k, struct draw_box box)
{
    const struct round *r = contest_round(k->c);
    char progress[96], detail[160], rules[256];
    text_progress(k->c, k->w, progress, sizeof progress);
    const char *type = type_title(contest_question(k->c));
    snprintf(detail, sizeof detail, "%s%s%s", progress, *progress && *type ? "\x1f" : "",
             *type ? TR(k->w, type) : "");
    if (k->scene == SCENE_FOUL)
        foul_sentence(k, rules, sizeof rules);
    else
        text_rule_header(k->c, k->w, rules, sizeof rules);
    header_scene(k, box, r ? r->name : k->c->def->title, detail, rules);
}
