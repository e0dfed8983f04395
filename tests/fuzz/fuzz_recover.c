/* rooms: recover show journal folder contest words layout view keypad */
/*
 * Coverage-guided: scores typed in again after a disaster. Refused with a word, or every team has
 * one and the round exists.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "recover/recover.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct folder *recover_folder(void)
{
    static const char contest[] =
        "contest: {title: 决赛, base_score: 100}\nteams:\n"
        "  - {seat: 1, name: 甲队, players: [陈一]}\n  - {seat: 2, name: 乙队, players: [周二]}\n"
        "rounds:\n  - {name: 抢答, preset: buzzer, questions: questions/a.yaml, count: 1}\n"
        "  - {name: 再抢, preset: buzzer, questions: questions/b.yaml, count: 1}\n"
        "prizes:\n  - {name: 一等奖, count: 1}\n";
    static const char a[] =
        "questions:\n  - {id: a1, type: single, text: 几？, options: [一, 二], answer: B}\n";
    static const char b[] =
        "questions:\n  - {id: b1, type: true_false, text: 对吗？, answer: 对}\n";
    struct folder_file files[] = {{"contest.yaml", contest, sizeof contest - 1},
                                  {"questions/a.yaml", a, sizeof a - 1},
                                  {"questions/b.yaml", b, sizeof b - 1}};
    struct folder_report report;
    folder_report_init(&report);
    struct folder *f = folder_load_files(files, 3, &report);
    if (!f) {
        folder_report_print(&report, stderr);
        abort();
    }
    folder_report_finish(&report);
    return f;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct folder *f;
    static struct recover_scores s;
    struct folder_report report;
    if (size > 20000)
        return 0;
    if (!f)
        f = recover_folder();
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    folder_report_init(&report);
    bool ok = recover_read(&s, text, "scores.csv", &f->def, &report);
    if (!ok && report.errors == 0)
        abort(); /* refused without a word */
    if (ok && (!s.line[0] || !s.line[1] || s.round > f->def.round_count ||
               (s.round < 1 && s.round != RECOVER_STANDINGS)))
        abort();
    folder_report_finish(&report);
    free(text);
    return 0;
}
