/* rooms: folder contest words layout view keypad */
/*
 * Coverage-guided: one file of a contest folder may hold anything; the first byte says which. The
 * folder is read or refused with findings; a folder that is read also has a contest that starts.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "contest/undo.h"
#include "folder/folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char folder_contest[] =
    "contest: {title: 决赛, base_score: 100}\nteams:\n"
    "  - {seat: 1, name: 甲队, players: [陈一]}\n  - {seat: 2, name: 乙队, players: [周二]}\n"
    "rounds:\n  - {name: 抢答, preset: buzzer, questions: questions/a.yaml, count: 1}\n"
    "prizes:\n  - {name: 一等奖, count: 1}\n";
static const char folder_questions[] =
    "questions:\n  - {id: a1, type: single, text: 一加一等于几？, options: [一, 二], answer: B}\n";
static const char folder_stage[] = "theme: night\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct folder_file files[] = {
        {"contest.yaml", folder_contest, sizeof folder_contest - 1},
        {"questions/a.yaml", folder_questions, sizeof folder_questions - 1},
        {"stage.yaml", folder_stage, sizeof folder_stage - 1},
    };
    struct folder_report report;
    if (size < 1 || size > 20000)
        return 0;
    char *text = malloc(size);
    if (!text)
        return 0;
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    files[data[0] % 3].text = text;
    files[data[0] % 3].size = size - 1;
    folder_report_init(&report);
    struct folder *f = folder_load_files(files, 3, &report);
    if (!f && report.count == 0)
        abort(); /* refused without a word */
    if (f) {
        static struct contest c;
        contest_init(&c, &f->def, NULL, NULL);
        contest_next_wake(&c);
    }
    folder_destroy(f);
    folder_report_finish(&report);
    free(text);
    return 0;
}
