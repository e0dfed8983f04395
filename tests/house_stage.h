/*
 * Boxes and a show together, in virtual time: the engine's own thread is not running, its parts are
 * stepped here. Everything is static, for one test program.
 */
#ifndef HOUSE_STAGE_H
#define HOUSE_STAGE_H

#include "box_stage.h"

#define stage_box stage_box_of_folder /* both rooms have one; here it is the virtual box */
#include "engine/internal.h"
#undef stage_box

#include <unistd.h>

static struct engine engine;
static struct folder *folder;
static struct view *view;

static inline int64_t no_wall(void *ctx)
{
    (void)ctx;
    return 0;
}

static inline void begin_show(const char *journal)
{
    static const char *const presets[] = {"config/presets", NULL};
    struct folder_report report;
    struct journal_error e;
    folder_report_init(&report);
    folder = folder_load("config/zunyi-final", presets, &report);
    ck_assert_ptr_nonnull(folder);
    folder_report_finish(&report);
    memset(&engine, 0, sizeof engine);
    engine.options.folder = folder;
    struct show_options options = {.journal = journal, .wall_us = no_wall};
    engine.show = show_create(folder, &options, &e);
    ck_assert_msg(engine.show != NULL, "%s", e.what);
    engine.base_us = stage.now_us - show_start_us(engine.show);
    engine.boxes = stage.boxes = boxes_create(&stage.config, stage_clock, house_event, &engine);
    view = calloc(1, sizeof *view);
}

static inline void end_show(void)
{
    show_destroy(engine.show);
    folder_destroy(folder);
    free(view);
}

/* Lets time pass in small steps, as the engine's loop does. */
static inline void run(int64_t for_us)
{
    for (int64_t end_us = stage.now_us + for_us; stage.now_us < end_us;) {
        stage_run(2000);
        show_wake(engine.show, stage.now_us - engine.base_us);
        house_effects(&engine, stage.now_us);
    }
    show_view(engine.show, stage.now_us - engine.base_us, view);
    house_fill(&engine, stage.now_us, view);
}

static inline enum show_result order(enum command command, int seat, int number, int value)
{
    struct input in = {.kind = INPUT_COMMAND,
                       .command = command,
                       .at_us = stage.now_us - engine.base_us,
                       .seat = seat,
                       .number = number,
                       .value = value};
    enum show_result r = show_input(engine.show, &in);
    engine.notice.until_us = 0;
    run(20000);
    return r;
}

static inline const struct state *state(void)
{
    return &show_contest(engine.show)->state;
}

static inline bool told(const char *text)
{
    return strstr(view->house.message, text) || strstr(view->house.remedy, text);
}

static inline void finish(void)
{
    end_show();
    stage_end();
}

static inline void to_buzzer_question(void)
{
    ck_assert_int_eq(order(COMMAND_ROUND, 0, 0, 2), SHOW_DONE);
    ck_assert_int_eq(order(COMMAND_NEXT, 0, 0, 0), SHOW_DONE);
    ck_assert_int_eq(state()->phase, PHASE_READ);
}

static inline void go(void)
{
    while (state()->phase != PHASE_OPEN) {
        if (state()->phase != PHASE_COUNT)
            ck_assert_int_eq(order(COMMAND_NEXT, 0, 0, 0), SHOW_DONE);
        run(500000);
    }
}

#endif
