/* rooms: stage folder contest words layout view keypad */
/*
 * Coverage-guided: a file that a question calls its picture: looked at by the folder's check, and
 * decoded by the stage whatever the check says. What decodes has the size that was claimed, within
 * the bounds.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder/folder.h"
#include "stage/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char picture_dir[64];

static void picture_put(const char *name, const void *bytes, size_t size)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", picture_dir, name);
    FILE *f = fopen(path, "wb");
    if (!f || (size && fwrite(bytes, 1, size, f) != size) || fclose(f) != 0)
        abort();
}

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
    snprintf(picture_dir, sizeof picture_dir, "/tmp/fuzz-picture-%d", (int)getpid());
    if (mkdir(picture_dir, 0755) != 0)
        abort();
    picture_put("contest.yaml", contest, sizeof contest - 1);
    picture_put("q.yaml", questions, sizeof questions - 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[128], why[300];
    struct decoded d;
    struct folder_report report;
    if (!picture_dir[0])
        picture_folder();
    picture_put("p.png", data, size);
    folder_report_init(&report);
    struct folder *f = folder_load(picture_dir, NULL, &report);
    if (!f && report.errors == 0)
        abort(); /* refused without a word */
    snprintf(path, sizeof path, "%s/p.png", picture_dir);
    bool ok = decode_picture(path, "p.png", &d, why, sizeof why);
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
