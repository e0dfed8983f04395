/* rooms: script show arbiter journal folder contest keypad view words layout */
/*
 * Coverage-guided: a script, that is, any order of keys and presses, played on a small contest in
 * virtual time. No state is one that the host cannot leave: at the end undo is possible as often as
 * it is offered, and the score is base plus ledger.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "script/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct folder *script_folder(void)
{
    static const char contest[] =
        "contest: {title: 决赛, base_score: 100}\nteams:\n"
        "  - {seat: 1, name: 甲队, players: [陈一]}\n  - {seat: 2, name: 乙队, players: [周二]}\n"
        "rounds:\n  - {name: 抢答, preset: buzzer, questions: questions/a.yaml, count: 3}\n"
        "prizes:\n  - {name: 一等奖, count: 1}\n  - {name: 二等奖, count: 1}\n";
    static const char questions[] =
        "questions:\n  - {id: a1, type: single, text: 几？, options: [一, 二], answer: B}\n"
        "  - {id: a2, type: single, text: 几个？, options: [一, 二], answer: B}\n"
        "  - {id: a3, type: true_false, text: 对吗？, answer: 对}\n";
    struct folder_file files[] = {{"contest.yaml", contest, sizeof contest - 1},
                                  {"questions/a.yaml", questions, sizeof questions - 1}};
    struct folder_report report;
    folder_report_init(&report);
    struct folder *f = folder_load_files(files, 2, &report);
    if (!f) {
        folder_report_print(&report, stderr);
        abort();
    }
    folder_report_finish(&report);
    return f;
}

static void script_check(struct show *s, int64_t now_us)
{
    const struct contest *c = show_contest(s);
    for (int seat = 1; seat <= 2; seat++) {
        int32_t sum = 0;
        for (int i = 0; i < c->state.ledger_count; i++)
            sum += c->state.ledger[i].seat == seat ? c->state.ledger[i].points_cp : 0;
        if (contest_score_cp(c, seat) != c->def->base_cp + sum)
            abort();
    }
    for (int n = contest_undo_depth(c); n > 0; n--) {
        struct input in = {.kind = INPUT_COMMAND, .command = COMMAND_UNDO, .at_us = now_us};
        if (show_input(s, &in) != SHOW_DONE)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct folder *folder;
    struct script script;
    char message[SCRIPT_MESSAGE];
    int line;
    if (size > 3000)
        return 0;
    if (!folder)
        folder = script_folder();
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    if (script_parse(&script, text, NULL, &line, message)) {
        struct show_options o = {0};
        struct journal_error e;
        int64_t end = script.count ? script.steps[script.count - 1].at_us : 0;
        struct show *s = end < INT64_C(100000000000) ? show_create(folder, &o, &e) : NULL;
        if (s) {
            script_play(&script, s, &line, message);
            script_check(s, show_contest(s)->state.last_us);
        }
        show_destroy(s);
        script_finish(&script);
    }
    free(text);
    return 0;
}
