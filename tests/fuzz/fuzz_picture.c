/* rooms: stage folder contest words layout view keypad */
/*
 * Coverage-guided: a file that a question calls its picture: looked at by the folder's check, and
 * decoded by the stage whatever the check says. What decodes has the size that was claimed, within
 * the bounds.
 */
#include <stdbool.h>
#include <stdint.h>

#include "folder/folder.h"
#include "scratch.h"
#include "stage/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void picture_folder(void)
{
    static const char contest[] =
        "contest: {title: 决赛}\nteams:\n"
        "  - {seat: 1, name: 甲队, players: [陈一]}\n  - {seat: 2, name: 乙队, players: [周二]}\n"
        "rounds:\n  - {name: 抢答, preset: buzzer, questions: q.yaml, count: 1}\n"
        "prizes:\n  - {name: 一等奖, count: 1}\n";
    static const char questions[] =
        "questions:\n  - {id: a1, type: single, text: 几？, options: [一, 二], answer: B,"
        " media: p.png}\n";
    scratch_put("contest.yaml", contest, sizeof contest - 1);
    scratch_put("q.yaml", questions, sizeof questions - 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char why[300];
    struct decoded d;
    struct folder_report report;
    if (scratch_begin("picture"))
        picture_folder();
    scratch_put("p.png", data, size);
    folder_report_init(&report);
    struct folder *f = folder_load(scratch_dir, NULL, &report);
    if (!f && report.errors == 0)
        abort(); /* refused without a word */
    bool ok = decode_picture(scratch_path("p.png"), "p.png", &d, why, sizeof why);
    if (!ok && !why[0])
        abort();
    if (ok && (d.w < 1 || d.h < 1 || d.w > DECODE_SIDE_MAX || d.h > DECODE_SIDE_MAX))
        abort();
    if (ok && f && (f->media[0].width_px != d.file_w || f->media[0].height_px != d.file_h))
        abort(); /* regions would lie elsewhere */
    free(ok ? d.pixels : NULL);
    folder_destroy(f);
    folder_report_finish(&report);
    return 0;
}
