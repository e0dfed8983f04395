/* rooms: folder contest words layout view keypad */
/*
 * Coverage-guided: what a hall and a house bring along: stage.yaml, a theme, a rule set of their
 * own. The first byte says which of them the rest is. Read, or refused with findings; what is read
 * stays within its bounds.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "folder/folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char hall_contest[] =
    "contest: {title: 决赛}\nteams:\n"
    "  - {seat: 1, name: 甲队, players: [陈一]}\n  - {seat: 2, name: 乙队, players: [周二]}\n"
    "rounds:\n  - {name: 抢答, preset: own, questions: questions/a.yaml, count: 1}\n"
    "prizes:\n  - {name: 一等奖, count: 1}\n";
static const char hall_questions[] =
    "questions:\n  - {id: a1, type: single, text: 几？, options: [一, 二], answer: B}\n";

static void hall_bounds(const struct stage_config *s)
{
    if (s->box_count < 0 || s->box_count > STAGE_BOXES_MAX)
        abort();
    for (int i = 0; i < s->box_count; i++)
        for (int k = 0; k < s->boxes[i].seat_count; k++)
            if (s->boxes[i].seats[k] < 0 || s->boxes[i].seats[k] > TEAMS_MAX)
                abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char stage[] = "theme: own\n", theme[] = "theme: own\nbase: night\n",
                      preset[] = "preset: own\nkind: buzzer\ntitle: 抢答\n";
    struct folder_file files[] = {
        {"contest.yaml", hall_contest, sizeof hall_contest - 1},
        {"questions/a.yaml", hall_questions, sizeof hall_questions - 1},
        {"stage.yaml", stage, sizeof stage - 1},
        {"themes/own.yaml", theme, sizeof theme - 1},
        {"presets/own.yaml", preset, sizeof preset - 1},
    };
    struct folder_report report;
    if (size < 1 || size > 20000)
        return 0;
    char *text = malloc(size);
    if (!text)
        return 0;
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    struct folder_file *own = &files[2 + data[0] % 3];
    own->text = text;
    own->size = size - 1;
    folder_report_init(&report);
    struct folder *f = folder_load_files(files, 5, &report);
    if (!f && report.count == 0)
        abort(); /* refused without a word */
    if (f)
        hall_bounds(&f->stage);
    folder_destroy(f);
    folder_report_finish(&report);
    free(text);
    return 0;
}
