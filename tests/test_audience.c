/* rooms: layout view contest keypad words */
/* The audience screen holds its rules on every wall: margin, overlap, sizes, determinism, and the
 * few facts that a show stands or falls with. */
#include "layout/motion.h"
#include "layout/type.h"
#include "layout/roll_call.h"
#include "support/sample.h"
#include "support/sanitized.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct sample sample;
static struct draw_page page, again;

static const struct size walls[] = {
    {1920, 1080}, {1280, 720}, {1920, 1200}, {1024, 768},  {1280, 1024}, {2560, 1080},
    {3840, 1080}, {1536, 512}, {2816, 1080}, {1080, 1920}, {1080, 1080}, {768, 1024},
};
enum { WALLS = sizeof walls / sizeof *walls };

static const struct draw_list *draw_page_of(struct draw_page *p, struct size size, int number)
{
    struct draw_list *d = draw_page_begin(p, (float)size.w, (float)size.h, &text_metrics_builtin);
    struct audience_look look = {.page = number, .media_w = 1584, .media_h = 1323};
    audience_layout_look(&sample.view, size, &look, sample.view.now_us, d);
    return d;
}

static const struct draw_list *draw(struct size size)
{
    return draw_page_of(&page, size, 0);
}

static void check_rules(const struct draw_list *d, struct size size, enum scene scene, int number)
{
    struct draw_rules rules = audience_rules(size);
    char why[400];
    const struct sample_want *w = &sample.want;
    ck_assert_msg(
        !draw_list_breach(d, &rules, why, sizeof why),
        "%s page %d at %dx%d (teams %d long %d scores %d question %d options %d %s%s): %s",
        scene_names[scene], number, size.w, size.h, w->teams, w->long_names, (int)w->scores,
        (int)w->question, (int)w->options, w->english ? "en" : "zh",
        w->rehearsal ? " rehearsal" : "", why);
}

static void check_scene(const struct sample_want *want, enum scene scene, struct size size)
{
    sample_make(&sample, want);
    sample_scene(&sample, scene);
    ck_assert_str_eq(scene_names[audience_scene(&sample.view)], scene_names[scene]);
    int pages = audience_pages(&sample.view, size, &text_metrics_builtin);
    for (int i = 0; i < pages; i++)
        check_rules(draw_page_of(&page, size, i), size, scene, i);
}

/* Every scene on every wall for every number of teams (sanitized: 2 and 24). */
START_TEST(every_scene_on_every_wall)
{
    for (int teams = 2; teams <= TEAMS_MAX; teams += SANITIZED ? 22 : 1)
        for (int scene = 0; scene < SCENE_KIND_COUNT; scene++) {
            struct sample_want want = {.teams = teams,
                                       .question = SAMPLE_FOUR_LINES,
                                       .english = teams % 2,
                                       .rehearsal = teams % 3 == 0,
                                       .scores = (enum sample_scores)(teams % 4)};
            check_scene(&want, (enum scene)scene, walls[_i]);
        }
}
END_TEST

/* Awkward contents: long names, any score, any question, any options, both languages. */
START_TEST(awkward_contents)
{
    static const int teams[] = {2, 7, 10, 11, 13, 24};
    unsigned mix = 1;
    for (size_t t = 0; t < sizeof teams / sizeof *teams; t++)
        for (int scene = 0; scene < SCENE_KIND_COUNT; scene++)
            for (int i = 0; i < (SANITIZED ? 1 : 12); i++) {
                mix = mix * 1664525u + 1013904223u;
                unsigned m = mix >> 8;
                struct sample_want want = {.teams = teams[t],
                                           .long_names = m & 1,
                                           .scores = (enum sample_scores)(m >> 1 & 3),
                                           .question = (enum sample_question)(m >> 3 & 3),
                                           .options = (enum sample_options)((m >> 9) % 5),
                                           .english = m >> 7 & 1,
                                           .rehearsal = m >> 8 & 1};
                check_scene(&want, (enum scene)scene, walls[_i]);
            }
}
END_TEST

START_TEST(same_view_same_picture)
{
    for (int scene = 0; scene < SCENE_KIND_COUNT; scene++) {
        struct sample_want want = {.question = SAMPLE_FOUR_LINES};
        sample_make(&sample, &want);
        sample_scene(&sample, (enum scene)scene);
        uint64_t first = draw_list_hash(draw_page_of(&page, walls[0], 0));
        ck_assert_uint_eq(first, draw_list_hash(draw_page_of(&again, walls[0], 0)));
    }
}
END_TEST

/* ---- facts ---- */

static int count_text(const struct draw_list *d, const char *text)
{
    int n = 0;
    for (int i = 0; i < d->count; i++) {
        if (d->items[i].kind != DRAW_TEXT)
            continue;
        size_t len;
        const char *s = draw_item_text(d, &d->items[i], &len);
        n += len == strlen(text) && memcmp(s, text, len) == 0;
    }
    return n;
}

static void show(enum scene scene, const struct sample_want *want)
{
    sample_make(&sample, want);
    sample_scene(&sample, scene);
}

static const struct sample_want usual = {.question = SAMPLE_FOUR_LINES};

/* Plates of a team colour, by their fill: the quiet ones have a band only. */
static int plates(const struct draw_list *d, int seat)
{
    int n = 0;
    struct paint p = paint_team(seat);
    for (int i = 0; i < d->count; i++) {
        const struct draw_item *it = &d->items[i];
        n += it->kind == DRAW_RECT && it->box.h > 40 && it->u.fill.top.token == p.token &&
             it->u.fill.top.alpha == 255;
    }
    return n;
}

START_TEST(winner_plate_and_card_in_one_list)
{
    show(SCENE_WON, &usual);
    const struct draw_list *d = draw(walls[0]);
    ck_assert_int_eq(plates(d, 7), 2);
    ck_assert_int_eq(plates(d, 2), 0);
    ck_assert_int_eq(count_text(d, "抢到"), 1);
    ck_assert_int_eq(count_text(d, "+0.038"), 1);
    ck_assert_int_eq(count_text(d, "0.038 秒"), 1);
    for (int i = 0; i < d->count; i++)
        ck_assert_msg(d->items[i].alpha == 255, "item %d fades in", i);
    ck_assert(audience_cuts(SCENE_WON));
    ck_assert(audience_cuts(SCENE_FOUL));
    ck_assert(audience_cuts(SCENE_ARMED));
}
END_TEST

/* The question's own lines do not move from reading to ruling. */
START_TEST(question_never_moves)
{
    static const enum scene during[] = {SCENE_READ, SCENE_COUNT, SCENE_ARMED, SCENE_WON, SCENE_TIE,
                                        SCENE_FOUL, SCENE_RIGHT, SCENE_WRONG, SCENE_VOID};
    for (size_t w = 0; w < WALLS; w++) {
        struct draw_box first = {0};
        for (size_t i = 0; i < sizeof during / sizeof *during; i++) {
            show(during[i], &usual);
            const struct draw_list *d = draw(walls[w]);
            for (int j = 0; j < d->count; j++)
                if (d->items[j].kind == DRAW_TEXT && d->items[j].role == ROLE_QUESTION) {
                    if (i == 0)
                        first = d->items[j].box;
                    ck_assert(memcmp(&first, &d->items[j].box, sizeof first) == 0);
                    break;
                }
        }
    }
}
END_TEST

/* A document or video to be pressed for keeps its place and size from reading to the ruling, and
 * every state of the buzzers finds room beside it. */
START_TEST(pressed_for_document_never_moves)
{
    static const enum scene during[] = {SCENE_CORRECTION, SCENE_COUNT, SCENE_ARMED, SCENE_PAUSE,
                                        SCENE_TIE,        SCENE_FOUL,  SCENE_VOID};
    for (int mix = 0; mix < 2 * WALLS; mix++) {
        struct draw_box first = {0};
        for (size_t i = 0; i < sizeof during / sizeof *during; i++) {
            struct sample_want want = {
                .english = mix % 2, .teams = mix % 3 ? 10 : 24, .long_names = mix % 4 > 1};
            show(during[i], &want);
            struct state *t = &sample.view.contest.state;
            sample.def.rounds[3].policy.who = WHO_PRESS;
            t->round = 3;
            t->question = 2;
            if (during[i] == SCENE_PAUSE)
                t->phase = PHASE_OPEN;
            if (during[i] == SCENE_CORRECTION) { /* its small dial has room for every state */
                t->clock.running = false;
                check_rules(draw(walls[mix / 2]), walls[mix / 2], during[i], 0);
                t->clock.left_us = 0;
            }
            ck_assert_str_eq(scene_names[audience_scene(&sample.view)], scene_names[during[i]]);
            const struct draw_list *d = draw(walls[mix / 2]);
            check_rules(d, walls[mix / 2], during[i], 0);
            for (int j = 0; j < d->count; j++)
                if (d->items[j].kind == DRAW_IMAGE) {
                    if (i == 0)
                        first = d->items[j].box;
                    ck_assert(memcmp(&first, &d->items[j].box, sizeof first) == 0);
                }
            ck_assert(first.w > 0);
        }
    }
}
END_TEST

START_TEST(answers_stay_hidden_until_shown)
{
    struct sample_want want = {.options = SAMPLE_FOUR_OPTIONS};
    show(SCENE_WRONG, &usual);
    ck_assert_int_eq(count_text(draw(walls[0]), "陈述、申辩、要求听证"), 0);
    show(SCENE_RIGHT, &usual);
    ck_assert_int_eq(count_text(draw(walls[0]), "陈述、申辩、要求听证"), 1);
    show(SCENE_ANSWER, &want);
    const struct draw_list *d = draw(walls[0]);
    for (int i = 0; i < d->count; i++)
        ck_assert(d->items[i].kind != DRAW_ICON || d->items[i].style != ICON_CHECK);
}
END_TEST

START_TEST(chosen_and_right_options_have_words_or_shapes)
{
    struct sample_want want = {.options = SAMPLE_FOUR_OPTIONS};
    show(SCENE_ANSWER, &want);
    sample.view.contest.state.chosen_option = 2;
    ck_assert_int_eq(count_text(draw(walls[0]), "选择"), 1);
    show(SCENE_RIGHT, &want);
    const struct draw_list *d = draw(walls[0]);
    int checks = 0;
    for (int i = 0; i < d->count; i++)
        checks += d->items[i].kind == DRAW_ICON && d->items[i].style == ICON_CHECK;
    ck_assert_int_eq(checks, 1);
}
END_TEST

START_TEST(held_points_are_not_told)
{
    show(SCENE_RIGHT, &usual);
    ck_assert_int_eq(count_text(draw(walls[0]), "+10"), 2);
    ck_assert_int_eq(count_text(draw(walls[0]), "205"), 1);
    struct state *t = &sample.view.contest.state;
    sample.def.rounds[1].policy.held_reveal = 1;
    t->published = false;
    t->published_ledger = t->ledger_count - 1;
    const struct draw_list *d = draw(walls[0]);
    ck_assert_int_eq(count_text(d, "+10"), 0);
    ck_assert_int_eq(count_text(d, "205"), 0);
    ck_assert_int_eq(count_text(d, "答对"), 2);
}
END_TEST

START_TEST(clock_is_blocks_in_the_last_ten_seconds)
{
    show(SCENE_ANSWER, &usual);
    struct show_clock *c = &sample.view.contest.state.clock;
    static const struct {
        int64_t left_us;
        uint8_t style, lit;
        const char *number;
    } want[] = {{30000000, DRAW_RING_TICKS, 60, "30"}, {22500001, DRAW_RING_TICKS, 46, "23"},
                {10000001, DRAW_RING_TICKS, 21, "11"}, {10000000, DRAW_RING_BLOCKS, 10, "10"},
                {9000001, DRAW_RING_BLOCKS, 10, "10"}, {9000000, DRAW_RING_BLOCKS, 9, "9"},
                {1, DRAW_RING_BLOCKS, 1, "1"},         {0, DRAW_RING_BLOCKS, 0, "时间到"}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        c->left_us = want[i].left_us;
        const struct draw_list *d = draw(walls[0]);
        const struct draw_item *ring = NULL;
        for (int j = 0; j < d->count; j++)
            if (d->items[j].kind == DRAW_RING)
                ring = &d->items[j];
        ck_assert_ptr_nonnull(ring);
        ck_assert_int_eq(ring->u.ring.style, want[i].style);
        ck_assert_int_eq(ring->u.ring.lit, want[i].lit);
        ck_assert_msg(count_text(d, want[i].number) >= 1, "%s", want[i].number);
    }
}
END_TEST

/* After the ruling the clock has nothing more to say: a quiet line, no word of a pause. */
/* Prizes of any number on any wall: each press uncovers exactly one more team, from the last to the
 * first, and what is not uncovered yet is told nowhere. */
START_TEST(prizes_of_any_number_on_any_wall)
{
    static const char *const titles[] = {
        "特等奖", "一等奖", "二等奖", "三等奖", "优秀组织奖", "行政执法标兵集体奖", "鼓励奖"};
    static const int shapes[][7] = {
        {1, 2, 3, 4, 5, 4, 5}, {1, 1, 1, 1, 1, 1, 1}, {24}, {0, 3, 0, 6}, {1, 23}};
    for (int mix = 0; mix < WALLS * 5; mix++) {
        struct sample_want want = {.teams = 24, .long_names = mix % 2, .english = mix % 3 == 0};
        show(SCENE_PRIZES, &want);
        int total = 0;
        for (int i = 0; i < 7; i++) {
            sample.def.prizes[i] = (struct prize){titles[i], shapes[mix / WALLS][i]};
            total += shapes[mix / WALLS][i];
        }
        sample.def.prize_count = 7;
        sample.view.uncovered_us = sample.view.now_us - 2000000;
        for (int shown = 0; shown <= total && shown <= 24; shown += mix % 4 + 1) {
            sample.view.contest.state.prizes_shown = (int16_t)shown;
            const struct draw_list *d = draw(walls[mix % WALLS]);
            check_rules(d, walls[mix % WALLS], SCENE_PRIZES, shown);
            int told = 0;
            for (int i = 0; i < d->count; i++)
                told += d->items[i].kind == DRAW_TEXT && d->items[i].role == ROLE_SCORE;
            ck_assert_msg(told <= shown, "%d of %d told", told, shown);
            ck_assert_msg(shown == 0 || told > 0, "the newest of %d is off the screen", shown);
        }
    }
}
END_TEST

/* A prize's name is never smaller than the least size, whatever its longest word. */
START_TEST(long_words_of_prizes_are_legible)
{
    static const char *const titles[] = {"Administrative law excellence",
                                         "Internationalisation prize",
                                         "Verwaltungsrechtsdurchsetzungspreis"};
    for (int i = 0; i < WALLS; i++) {
        struct sample_want want = {.teams = 10, .english = true};
        show(SCENE_PRIZES, &want);
        for (int k = 0; k < 3; k++)
            sample.def.prizes[k] = (struct prize){titles[k], 1 + k};
        sample.def.prize_count = 3;
        for (int shown = 0; shown <= 6; shown += 3) {
            sample.view.contest.state.prizes_shown = (int16_t)shown;
            check_rules(draw(walls[i]), walls[i], SCENE_PRIZES, shown);
        }
    }
}
END_TEST

/* Winner, foul, go and dead heat stand at once, whole, in the frame of their input; and so does the
 * score. */
START_TEST(what_decides_has_no_transition)
{
    static const enum scene at_once[] = {SCENE_ARMED, SCENE_WON, SCENE_FOUL, SCENE_TIE};
    for (size_t i = 0; i < sizeof at_once / sizeof *at_once; i++) {
        show(at_once[i], &usual);
        sample.view.changed_us = sample.view.uncovered_us = sample.view.now_us;
        const struct draw_list *d = draw(walls[0]);
        for (int j = 0; j < d->count; j++) {
            const struct draw_item *it = &d->items[j];
            bool plate = it->kind == DRAW_TEXT &&
                         (it->role == ROLE_SEAT || it->role == ROLE_NAME || it->role == ROLE_SCORE);
            ck_assert_msg(!plate || it->alpha == 255, "%s: item %d fades", scene_names[at_once[i]],
                          j);
        }
        ck_assert(audience_cuts(at_once[i]));
    }
    ck_assert(audience_cuts(SCENE_BLACK));
    ck_assert(!audience_cuts(SCENE_RULES));
    show(SCENE_RIGHT, &usual);
    struct state *t = &sample.view.contest.state;
    t->ledger[t->ledger_count - 1].at_us = sample.view.now_us; /* this very instant */
    ck_assert_int_eq(count_text(draw(walls[0]), "205"), 1);
}
END_TEST

START_TEST(clock_is_quiet_after_the_ruling)
{
    static const enum scene scenes[] = {SCENE_RIGHT, SCENE_WRONG, SCENE_REVEAL};
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        show(scenes[i], &usual);
        sample.view.contest.state.clock =
            (struct show_clock){.kind = CLOCK_ANSWER, .length_us = 30000000, .left_us = 26000000};
        const struct draw_list *d = draw(walls[0]);
        int bars = 0;
        for (int j = 0; j < d->count; j++) {
            const struct draw_item *it = &d->items[j];
            if (it->kind == DRAW_RECT && it->box.y >= 740 && it->box.y + it->box.h <= 770) {
                bars++;
                ck_assert_float_eq(it->box.h, 8);
                ck_assert_float_eq(it->box.w, 1728);
                ck_assert_int_eq(it->u.fill.top.token, COLOUR_SPENT);
            }
        }
        ck_assert_int_eq(bars, 1);
        ck_assert_int_eq(count_text(d, "暂停"), 0);
    }
}
END_TEST

START_TEST(next_frame_is_due_when_the_picture_changes)
{
    show(SCENE_ANSWER, &usual);
    struct state *t = &sample.view.contest.state;
    int64_t now = sample.view.now_us;
    t->clock.left_us = 8500000;
    ck_assert_int_eq(audience_next_frame_us(&sample.view, now), now + 500000);
    t->clock.running = false;
    ck_assert(audience_next_frame_us(&sample.view, now) == INT64_MAX);
    show(SCENE_RIGHT, &usual);
    ck_assert(audience_next_frame_us(&sample.view, now) <= now + MOTION_FRAME_US);
    int64_t up = now + 1000000, down = audience_next_frame_us(&sample.view, up);
    ck_assert(down > up && down <= now + 2600000);
    ck_assert(audience_next_frame_us(&sample.view, down + 1) == INT64_MAX);
    show(SCENE_BLACK, &usual);
    ck_assert(audience_next_frame_us(&sample.view, now) == INT64_MAX);
}
END_TEST

/* Two equal deductions are two events: the second flag rises anew. */
START_TEST(equal_changes_rise_twice)
{
    show(SCENE_READ, &usual);
    struct state *t = &sample.view.contest.state;
    int64_t now = sample.view.now_us;
    for (int i = 0; i < 2; i++) {
        t->ledger[t->ledger_count] = (struct ledger_entry){.at_us = now + i * 1000000,
                                                           .seq = t->ledger_count + 1,
                                                           .points_cp = -1000,
                                                           .round = 1,
                                                           .seat = 3,
                                                           .cause = CAUSE_CONDUCT};
        t->published_ledger = ++t->ledger_count;
    }
    struct draw_list *d = draw_page_begin(&page, 1920, 1080, &text_metrics_builtin);
    audience_layout(&sample.view, walls[0], now + 900000, d);
    const struct draw_item *up = draw_find_text(d, "−10");
    ck_assert_ptr_nonnull(up);
    ck_assert_int_eq(up->alpha, 255);
    d = draw_page_begin(&page, 1920, 1080, &text_metrics_builtin);
    audience_layout(&sample.view, walls[0], now + 1050000, d);
    up = draw_find_text(d, "−10");
    ck_assert_ptr_nonnull(up);
    ck_assert_int_lt(up->alpha, 255);
    d = draw_page_begin(&page, 1920, 1080, &text_metrics_builtin);
    audience_layout(&sample.view, walls[0], now + 3600000, d);
    ck_assert_ptr_null(draw_find_text(d, "−10"));
}
END_TEST

START_TEST(unfound_faults_are_never_hinted)
{
    show(SCENE_CORRECTION, &usual);
    const struct draw_list *d = draw(walls[0]);
    ck_assert_int_eq(count_text(d, "待找出"), 2);
    ck_assert_int_eq(count_text(d, "缴款期限错误"), 0);
    ck_assert_int_eq(count_text(d, "引用条款错误"), 1);
    sample.view.contest.state.correction.revealed = 1;
    d = draw(walls[0]);
    ck_assert_int_eq(count_text(d, "缴款期限错误"), 1);
}
END_TEST

/* On a narrow wall the document gets all that the column beside it can spare, and keeps it whatever
 * is found. */
START_TEST(the_document_is_as_large_as_it_goes)
{
    float width[2];
    for (int found = 0; found < 2; found++) {
        show(SCENE_CORRECTION, &usual);
        sample.view.contest.state.correction.found_count = (uint8_t)found;
        const struct draw_list *d = draw((struct size){1024, 768});
        width[found] = 0;
        for (int i = 0; i < d->count; i++)
            if (d->items[i].kind == DRAW_IMAGE)
                width[found] = d->items[i].box.w;
    }
    ck_assert_float_ge(width[0], 0.44f * 1024);
    ck_assert_float_eq(width[0], width[1]);
}
END_TEST

START_TEST(rehearsal_is_marked_in_every_scene)
{
    struct sample_want want = {.question = SAMPLE_FOUR_LINES, .rehearsal = true};
    for (int scene = 0; scene < SCENE_KIND_COUNT; scene++) {
        show((enum scene)scene, &want);
        const struct draw_list *d = draw(walls[0]);
        if (scene != SCENE_BLACK && scene != SCENE_TEST)
            ck_assert_msg(count_text(d, "彩排") == 1, "%s", scene_names[scene]);
    }
}
END_TEST

START_TEST(prizes_uncover_one_by_one_after_a_hold)
{
    show(SCENE_PRIZES, &usual);
    int64_t now = sample.view.uncovered_us = sample.view.now_us;
    sample.view.contest.state.prizes_shown = 1;
    ck_assert_int_eq(count_text(draw(walls[0]), "115"), 0);
    ck_assert_int_eq(count_text(draw(walls[0]), "正在揭晓"), 1);
    ck_assert_int_eq(audience_next_frame_us(&sample.view, now), now + MOTION_HOLD_US);
    ck_assert(audience_next_frame_us(&sample.view, now + MOTION_HOLD_US + MOTION_UNCOVER_US) ==
              MOTION_NEVER);
    sample.view.uncovered_us = now - 2000000;
    const struct draw_list *d = draw(walls[0]);
    ck_assert_int_eq(count_text(d, "115"), 1);
    ck_assert_int_eq(count_text(d, "120"), 0);
}
END_TEST

static float y_of(const char *text)
{
    const struct draw_item *item = draw_find_text(&page.list, text);
    ck_assert_ptr_nonnull(item);
    return item->box.y;
}

/* 7号 was fourth before the round and is third after it: its row slides up, then rests. */
START_TEST(rows_slide_once_when_the_round_ends)
{
    show(SCENE_ROUND_END, &usual);
    int64_t now = sample.view.now_us;
    const char *climber = "遵义市卫生健康局";
    sample.view.changed_us = now;
    draw(walls[0]);
    float from = y_of(climber);
    sample.view.changed_us = now - 100000;
    draw(walls[0]);
    float moving = y_of(climber);
    sample.view.changed_us = now - MOTION_ROWS_US;
    draw(walls[0]);
    float rest = y_of(climber);
    ck_assert_msg(from > moving && moving > rest, "%f %f %f", (double)from, (double)moving,
                  (double)rest);
    ck_assert(audience_next_frame_us(&sample.view, now) == MOTION_NEVER);
    show(SCENE_STANDINGS, &usual);
    sample.view.changed_us = now;
    draw(walls[0]);
    ck_assert_float_eq(y_of(climber), rest);
}
END_TEST

/* A tie-break that moved no points takes no column: names keep one line. */
START_TEST(tie_break_without_points_has_no_column)
{
    show(SCENE_STANDINGS, &usual);
    struct definition *def = &sample.def;
    int columns = def->round_count;
    def->rounds[columns] = def->rounds[columns - 1];
    def->rounds[columns].kind = ROUND_TIE_BREAK;
    def->rounds[columns].short_name = "加试";
    sample.view.contest.state.round = columns;
    def->round_count = columns + 1;
    ck_assert_int_eq(count_text(draw(walls[0]), "加试"), 0);
    ck_assert_int_eq(count_text(draw(walls[0]), def->rounds[columns - 1].short_name), 1);
    struct state *t = &sample.view.contest.state;
    t->ledger[t->ledger_count] = (struct ledger_entry){.seq = t->ledger_count + 1,
                                                       .points_cp = 1000,
                                                       .round = (int16_t)columns,
                                                       .seat = 2,
                                                       .cause = CAUSE_RIGHT};
    t->ledger_count++;
    ck_assert_int_eq(count_text(draw(walls[0]), "加试"), 1);
}
END_TEST

START_TEST(a_break_counts_down)
{
    show(SCENE_BREAK, &usual);
    int64_t now = sample.view.now_us;
    ck_assert_int_eq(count_text(draw(walls[0]), "9:32"), 1);
    ck_assert_int_eq(audience_next_frame_us(&sample.view, now), now + 1000000);
    sample.view.contest.state.break_until_us = now + 300000;
    ck_assert_int_eq(count_text(draw(walls[0]), "0:01"), 1);
    ck_assert_int_eq(audience_next_frame_us(&sample.view, now), now + 300000);
    sample.view.contest.state.break_until_us = now;
    ck_assert_int_eq(count_text(draw(walls[0]), "即将开始"), 1);
    ck_assert(audience_next_frame_us(&sample.view, now) == MOTION_NEVER);
}
END_TEST

START_TEST(a_void_question_says_why)
{
    show(SCENE_VOID, &usual);
    ck_assert_int_eq(count_text(draw(walls[0]), "本题作废"), 1);
    snprintf(sample.view.contest.state.void_reason, INPUT_TEXT, "题目有误");
    ck_assert_int_eq(count_text(draw(walls[0]), "题目有误"), 1);
}
END_TEST

START_TEST(video_has_its_frame)
{
    show(SCENE_READ, &usual);
    sample.view.contest.state.question = 3;
    const struct draw_list *d = draw(walls[0]);
    const struct draw_item *video = NULL;
    for (int i = 0; i < d->count; i++)
        if (d->items[i].kind == DRAW_IMAGE)
            video = &d->items[i];
    ck_assert_ptr_nonnull(video);
    ck_assert_int_eq(video->u.image.picture.source, DRAW_VIDEO);
    for (size_t w = 0; w < WALLS; w++)
        for (int q = 1; q <= 3; q += 2) {
            sample.view.contest.state.question = q;
            int pages = audience_pages(&sample.view, walls[w], &text_metrics_builtin);
            for (int i = 0; i < pages; i++)
                check_rules(draw_page_of(&page, walls[w], i), walls[w], SCENE_READ, i);
        }
}
END_TEST

/* No character of a question or option may be missing from its pages. */
START_TEST(long_questions_lose_nothing)
{
    for (size_t w = 0; w < WALLS; w++)
        for (int o = SAMPLE_NO_OPTIONS; o <= SAMPLE_SIX_OPTIONS; o++) {
            struct sample_want want = {
                .teams = 24, .question = SAMPLE_LONG, .options = (enum sample_options)o};
            show(SCENE_READ, &want);
            size_t bytes = 0, expected = strlen(sample.text);
            for (int i = 0; i < sample.questions[0].option_count; i++)
                expected += strlen(sample.options[i]);
            int pages = audience_pages(&sample.view, walls[w], &text_metrics_builtin);
            for (int p = 0; p < pages; p++) {
                const struct draw_list *d = draw_page_of(&page, walls[w], p);
                for (int i = 0; i < d->count; i++)
                    if (d->items[i].kind == DRAW_TEXT &&
                        (d->items[i].role == ROLE_QUESTION || d->items[i].role == ROLE_OPTION)) {
                        size_t n;
                        draw_item_text(d, &d->items[i], &n);
                        bytes += n;
                    }
            }
            ck_assert_msg(bytes == expected, "%dx%d options %d: %zu of %zu bytes", walls[w].w,
                          walls[w].h, o, bytes, expected);
        }
}
END_TEST

/* What gives way as a question grows: its size down to 1/15, then the strip, then there are pages.
 * No step is skipped, none is taken back. */
START_TEST(space_gives_way_in_its_order)
{
    enum { SIZE, LEAST, STRIP, PAGES, STEPS };
    const struct size size = {1024, 768};
    char text[3 * 160 + 1] = "";
    int step = SIZE, seen[STEPS] = {0};
    for (int n = 1; n <= 140; n++) {
        struct sample_want want = {.teams = 10, .options = SAMPLE_FOUR_OPTIONS};
        strcat(text, "法");
        show(SCENE_READ, &want);
        sample.questions[0].text = text;
        const struct draw_list *d = draw(size);
        float em = 0;
        int scores = 0;
        for (int i = 0; i < d->count; i++) {
            if (d->items[i].kind != DRAW_TEXT)
                continue;
            if (d->items[i].role == ROLE_QUESTION)
                em = d->items[i].box.h;
            scores += d->items[i].role == ROLE_SCORE;
        }
        bool paged = audience_pages(&sample.view, size, &text_metrics_builtin) > 1;
        bool least = em <= (float)type_em(audience_unit(size), 6);
        ck_assert_msg(scores || paged || least, "the strip went before the size, %d", n);
        int now = paged ? PAGES : !scores ? STRIP : least ? LEAST : SIZE;
        ck_assert_msg(now >= step && now <= step + 1, "step %d after %d at %d characters", now,
                      step, n);
        step = now;
        seen[now]++;
        if (now == PAGES) /* the question alone: it may be large again */
            break;
    }
    for (int i = 0; i < STEPS; i++)
        ck_assert_msg(seen[i], "step %d is never taken", i);
}
END_TEST

/* Faults on one line of the document: their numbers find places of their own in the gutters. */
START_TEST(numbers_of_close_faults_do_not_meet)
{
    for (size_t w = 0; w < WALLS; w++) {
        show(SCENE_CORRECTION, &usual);
        struct question *q = &sample.questions[2];
        struct correction *c = &sample.view.contest.state.correction;
        c->found_count = 0;
        for (int i = 0; i < q->fault_count; i++) {
            q->faults[i].x = 300;
            q->faults[i].y = 700 + i;
            q->faults[i].w = 90;
            c->found[c->found_count++] = (uint8_t)(i + 1);
        }
        check_rules(draw(walls[w]), walls[w], SCENE_CORRECTION, 0);
    }
}
END_TEST

START_TEST(every_string_has_its_translation)
{
    struct sample_want want = {.question = SAMPLE_FOUR_LINES, .english = true, .rehearsal = true};
    for (int scene = 0; scene < SCENE_KIND_COUNT; scene++) {
        show((enum scene)scene, &want);
        const struct draw_list *d = draw(walls[0]);
        for (int i = 0; i < d->count; i++) {
            if (d->items[i].kind != DRAW_TEXT || d->items[i].role == ROLE_RULE)
                continue; /* rules are worded elsewhere */
            size_t n, used;
            const char *s = draw_item_text(d, &d->items[i], &n);
            for (size_t at = 0; at < n; at += used) {
                uint32_t cp = text_decode(s + at, n - at, &used);
                ck_assert_msg(cp < 0x3400 || cp > 0x9FFF, "%s: %.*s", scene_names[scene], (int)n,
                              s);
            }
        }
    }
}
END_TEST

/* A house in which seat's button is in that state of the roll-call. */
static void put_roll(struct house *h, int seat, enum roll r)
{
    static const enum button_health health[ROLL_COUNT] = {
        [ROLL_WAIT] = HEALTH_READY,   [ROLL_SOME] = HEALTH_READY, [ROLL_PRESSED] = HEALTH_READY,
        [ROLL_HELD] = HEALTH_HELD,    [ROLL_LOST] = HEALTH_LOST,  [ROLL_STRANGE] = HEALTH_UNKNOWN,
        [ROLL_OFF] = HEALTH_DISABLED, [ROLL_NONE] = HEALTH_NONE};
    uint32_t bit = 1u << (seat - 1);
    h->seat[seat - 1] = (struct seat_health){
        .health = health[r], .buttons = 3, .live = 3, .pressed = r == ROLL_SOME ? 2 : 0};
    h->check_stuck = (h->check_stuck & ~bit) | (r == ROLL_HELD ? bit : 0);
    h->check_ticked = (h->check_ticked & ~bit) | (r == ROLL_PRESSED ? bit : 0);
}

static int count_ends(const struct draw_list *d, const char *text)
{
    int n = 0;
    size_t size = strlen(text);
    for (int i = 0; i < d->count; i++) {
        size_t len;
        if (d->items[i].kind != DRAW_TEXT)
            continue;
        const char *s = draw_item_text(d, &d->items[i], &len);
        n += len >= size && memcmp(s + len - size, text, size) == 0;
    }
    return n;
}

static int count_icons(const struct draw_list *d, enum draw_icon icon)
{
    int n = 0;
    for (int i = 0; i < d->count; i++)
        n += d->items[i].kind == DRAW_ICON && d->items[i].style == icon;
    return n;
}

/* Every seat shows what its button is, as a shape and a word: no two states share both. */
START_TEST(roll_call_shows_every_state)
{
    static const char *const words[ROLL_COUNT] = {
        [ROLL_WAIT] = "请按一次", [ROLL_SOME] = "已按 2 / 3", [ROLL_PRESSED] = "已按",
        [ROLL_HELD] = "请松开",   [ROLL_LOST] = "失联",       [ROLL_STRANGE] = "待接受",
        [ROLL_OFF] = "停用",      [ROLL_NONE] = "没有按钮"};
    static const struct size sizes[] = {{1920, 1080}, {1024, 768}, {3840, 1080}};
    for (int teams = 10; teams <= 24; teams += 14)
        for (int i = 0; i < 3 * ROLL_COUNT; i++) {
            struct sample_want want = {.teams = teams};
            enum roll r = (enum roll)(i / 3), other = r == ROLL_WAIT ? ROLL_LOST : ROLL_WAIT;
            show(SCENE_CHECK, &want);
            struct house *h = &sample.view.house;
            for (int seat = 1; seat <= teams; seat++)
                put_roll(h, seat, seat % 2 ? r : other);
            const struct draw_list *d = draw(sizes[i % 3]);
            check_rules(d, sizes[i % 3], SCENE_CHECK, 0);
            ck_assert_int_eq(count_ends(d, words[r]), teams / 2);
            ck_assert_int_eq(count_icons(d, roll_look(r)->icon), teams / 2);
            ck_assert_int_eq(count_icons(d, roll_look(other)->icon), teams / 2);
            for (int k = 0; k < ROLL_COUNT; k++)
                ck_assert((enum roll)k == r || roll_look((enum roll)k)->icon != roll_look(r)->icon);
        }
    /* a show by keypad alone waits for nothing and misses nothing */
    struct house *h = &sample.view.house;
    h->boxes_expected = 0;
    put_roll(h, 1, ROLL_NONE);
    ck_assert_int_eq(roll_of(h, 1), ROLL_WAIT);
    /* what was pressed and is lost now is told as lost */
    put_roll(h, 1, ROLL_LOST);
    h->check_ticked |= 1;
    ck_assert_int_eq(roll_of(h, 1), ROLL_LOST);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("audience");
    TCase *rules = tcase_create("rules");
    tcase_set_timeout(rules, 240);
    tcase_add_loop_test(rules, every_scene_on_every_wall, 0, WALLS);
    tcase_add_loop_test(rules, awkward_contents, 0, WALLS);
    tcase_add_test(rules, same_view_same_picture);
    suite_add_tcase(s, rules);
    TCase *facts = tcase_create("facts");
    tcase_set_timeout(facts, 120);
    tcase_add_test(facts, winner_plate_and_card_in_one_list);
    tcase_add_test(facts, question_never_moves);
    tcase_add_test(facts, pressed_for_document_never_moves);
    tcase_add_test(facts, answers_stay_hidden_until_shown);
    tcase_add_test(facts, chosen_and_right_options_have_words_or_shapes);
    tcase_add_test(facts, held_points_are_not_told);
    tcase_add_test(facts, clock_is_blocks_in_the_last_ten_seconds);
    tcase_add_test(facts, next_frame_is_due_when_the_picture_changes);
    tcase_add_test(facts, equal_changes_rise_twice);
    tcase_add_test(facts, unfound_faults_are_never_hinted);
    tcase_add_test(facts, rehearsal_is_marked_in_every_scene);
    tcase_add_test(facts, prizes_uncover_one_by_one_after_a_hold);
    tcase_add_test(facts, prizes_of_any_number_on_any_wall);
    tcase_add_test(facts, long_words_of_prizes_are_legible);
    tcase_add_test(facts, what_decides_has_no_transition);
    tcase_add_test(facts, clock_is_quiet_after_the_ruling);
    tcase_add_test(facts, tie_break_without_points_has_no_column);
    tcase_add_test(facts, a_break_counts_down);
    tcase_add_test(facts, a_void_question_says_why);
    tcase_add_test(facts, the_document_is_as_large_as_it_goes);
    tcase_add_test(facts, rows_slide_once_when_the_round_ends);
    tcase_add_test(facts, video_has_its_frame);
    tcase_add_test(facts, long_questions_lose_nothing);
    tcase_add_test(facts, roll_call_shows_every_state);
    tcase_add_test(facts, space_gives_way_in_its_order);
    tcase_add_test(facts, numbers_of_close_faults_do_not_meet);
    tcase_add_test(facts, every_string_has_its_translation);
    suite_add_tcase(s, facts);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
