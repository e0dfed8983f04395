/* A show played by itself from a seed, kept in a journal: what the tests of the report room read.
 */
#ifndef LEITAI_TEST_REPORT_KIT_H
#define LEITAI_TEST_REPORT_KIT_H

#include "contest/undo.h"
#include "folder/folder.h"
#include "journal/journal.h"
#include "report/report.h"

#include "scratch.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wunused-function"

struct player {
    struct folder *folder;
    struct journal *journal;
    struct contest contest;
    struct undo undo;
    unsigned char *memory;
    struct says says;
    int64_t now_us, base_us;
    uint64_t seed;
};

enum { PLAYER_UNDO = 4 << 20 };

static struct player *player_create(struct folder *f, const char *path, bool rehearsal)
{
    struct player *p = calloc(1, sizeof *p);
    struct journal_file files[FOLDER_FILES_MAX];
    char digest[FOLDER_DIGEST_TEXT];
    struct journal_error e;
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_le(f->file_count, FOLDER_FILES_MAX);
    for (size_t i = 0; i < f->file_count; i++)
        files[i] = (struct journal_file){f->files[i].path, f->files[i].text, f->files[i].size};
    folder_digest(f, digest);
    p->base_us = 1700289000000000; /* 2023-11-18 14:30 in Beijing */
    struct journal_meta meta = {.title = f->def.title,
                                .definition = digest,
                                .program = "test",
                                .rehearsal = rehearsal,
                                .base_wall_us = p->base_us};
    p->journal = journal_create(path, &meta, files, f->file_count, NULL, &e);
    ck_assert_msg(p->journal != NULL, "%s", e.what);
    p->folder = f;
    p->seed = 1;
    p->memory = malloc(PLAYER_UNDO);
    undo_init(&p->undo, p->memory, PLAYER_UNDO);
    contest_init(&p->contest, &f->def, NULL, &p->undo);
    return p;
}

static void player_destroy(struct player *p)
{
    journal_close(p->journal);
    folder_destroy(p->folder);
    free(p->memory);
    free(p);
}

static bool player_step(struct player *p, const struct input *in)
{
    struct journal_record r;
    struct press_result press;
    struct journal_error e;
    int before = p->contest.state.ledger_count;
    if (contest_step(&p->contest, in, &p->says) != STEP_DONE)
        return false;
    journal_record_from(&r, &p->contest, in, &p->says, before, &press);
    r.wall_us = p->base_us + in->at_us;
    ck_assert_msg(journal_append(p->journal, &r, &e), "%s", e.what);
    return true;
}

static void player_wait(struct player *p, int64_t us)
{
    int64_t until = p->now_us + us, wake;
    while ((wake = contest_next_wake(&p->contest)) <= until)
        player_step(p, &(struct input){.at_us = wake, .kind = INPUT_WAKE});
    p->now_us = until;
}

static void player_until(struct player *p, int64_t at_us)
{
    player_wait(p, at_us - p->now_us);
}

static bool player_command(struct player *p, enum command command, int seat, int value,
                           const char *text)
{
    struct input in = {.at_us = p->now_us,
                       .kind = INPUT_COMMAND,
                       .command = command,
                       .seat = seat,
                       .value = value};
    snprintf(in.text, sizeof in.text, "%s", text);
    return player_step(p, &in);
}

static void player_press(struct player *p, int seat, int64_t after_us)
{
    player_wait(p, after_us);
    struct input in = {.at_us = p->now_us,
                       .kind = INPUT_PRESS,
                       .seat = seat,
                       .box = seat,
                       .press_us = p->now_us,
                       .lo_us = p->now_us - 150,
                       .hi_us = p->now_us + 150,
                       .arrived_us = p->now_us};
    player_step(p, &in);
}

static uint32_t player_random(struct player *p, uint32_t below)
{
    p->seed = p->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(p->seed >> 33) % below;
}

static int player_seat(struct player *p)
{
    const struct definition *d = &p->folder->def;
    return d->teams[player_random(p, (uint32_t)d->team_count)].seat;
}

/* The next thing a host might do. */
static void player_go_on(struct player *p)
{
    struct state *s = &p->contest.state;
    bool done = false;
    player_wait(p, 3000000 + player_random(p, 5000000));
    if (s->phase == PHASE_SELECT) {
        if (!s->seat)
            player_command(p, COMMAND_SEAT, player_seat(p), 0, "");
        player_command(p, COMMAND_CHOOSE, 0, 1 + (int)player_random(p, 3), "");
    } else if (s->phase == PHASE_OPEN && player_random(p, 8)) {
        int first = player_seat(p), second = player_seat(p);
        player_press(p, first, 400000 + player_random(p, 900000));
        if (second != first)
            player_press(p, second, 900 + player_random(p, 60000));
        done = true;
    } else if (s->phase == PHASE_ANSWER) {
        const struct question *q = contest_question(&p->contest);
        for (int i = 0; q && i < q->fault_count; i++)
            if (player_random(p, 3))
                player_command(p, COMMAND_CHOOSE, 0, i + 1, "");
        if (!q || !q->fault_count)
            done = player_command(p, player_random(p, 10) < 7 ? COMMAND_AWARD : COMMAND_DEDUCT, 0,
                                  0, "");
    } else if (s->phase == PHASE_TIE) {
        done = player_command(p, COMMAND_CHOOSE, 0, 1, "");
    }
    if (!done && !player_command(p, COMMAND_NEXT, 0, 0, "")) {
        struct standings st;
        standings_compute(&p->contest, false, &st);
        for (int i = 0; i < st.count && s->phase == PHASE_STANDINGS; i++)
            if (st.row[i].tie_matters) {
                player_command(p, COMMAND_DECIDE_TIE, st.row[i].seat, 0, "抽签，双方在场");
                return;
            }
        player_command(p, COMMAND_CHOOSE, 0, 1 + (int)player_random(p, 4), "");
    }
}

static void player_finish(struct player *p)
{
    struct journal_error e;
    ck_assert_msg(journal_mark_finished(p->journal, p->base_us + p->now_us, &e), "%s", e.what);
}

/* ---- files ------------------------------------------------------------------------------------
 */

static char kit_dir[256];

static void kit_setup(void)
{
    scratch_make("report", kit_dir, sizeof kit_dir);
}

static void kit_teardown(void)
{
    scratch_remove(kit_dir);
}

/* The path of a file in the scratch folder; eight at a time. */
static const char *kit_path(const char *name)
{
    static char path[8][512];
    static int next;
    char *out = path[next++ % 8];
    snprintf(out, 512, "%s/%s", kit_dir, name);
    return out;
}

/* All of a file, NUL behind it; the caller frees it. */
static char *kit_read(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    char *text = NULL;
    size_t n = 0, got;
    FILE *out = open_memstream(&text, &n);
    char block[4096];
    while ((got = fread(block, 1, sizeof block, f)) > 0)
        fwrite(block, 1, got, out);
    fclose(f);
    fclose(out);
    if (size)
        *size = n;
    return text;
}

/* What a command prints. */
static char *kit_run(const char *command)
{
    char *text = NULL;
    size_t n = 0, got;
    FILE *f = popen(command, "r"), *out = open_memstream(&text, &n);
    char block[4096];
    ck_assert_ptr_nonnull(f);
    while ((got = fread(block, 1, sizeof block, f)) > 0)
        fwrite(block, 1, got, out);
    pclose(f);
    fclose(out);
    return text;
}

static struct folder *kit_folder(const char *const *texts, int count)
{
    struct folder_file files[8];
    struct folder_report found;
    for (int i = 0; i < count; i++)
        files[i] = (struct folder_file){texts[2 * i], texts[2 * i + 1], strlen(texts[2 * i + 1])};
    folder_report_init(&found);
    struct folder *f = folder_load_files(files, (size_t)count, &found);
    if (!f)
        folder_report_print(&found, stderr);
    folder_report_finish(&found);
    return f;
}

static bool kit_have(const char *program)
{
    char command[100];
    snprintf(command, sizeof command, "command -v %s", program);
    char *where = kit_run(command);
    bool found = where[0] != '\0';
    free(where);
    return found;
}

static int kit_pdf_pages(const char *path)
{
    char command[700];
    int pages = -1;
    snprintf(command, sizeof command, "pdfinfo '%s' 2>&1", path);
    char *text = kit_run(command);
    const char *at = strstr(text, "Pages:");
    if (at)
        sscanf(at, "Pages: %d", &pages);
    free(text);
    return pages;
}

static void kit_pdf_has(const char *path, const char *const *wanted)
{
    char command[700];
    snprintf(command, sizeof command, "pdftotext -layout '%s' -", path);
    char *text = kit_run(command);
    char *to = text; /* how wide a space is printed is not our matter */
    for (char *from = text; *from; from++)
        if (*from != ' ')
            *to++ = *from;
    *to = '\0';
    for (; *wanted; wanted++)
        ck_assert_msg(strstr(text, *wanted) != NULL, "%s lacks %s:\n%s", path, *wanted, text);
    free(text);
}

/* ---- a small show, known to the last point ----------------------------------------------------
 */

static const char *const small[] = {
    "contest.yaml",
    "contest:\n"
    "  title: 试赛\n"
    "  organiser: 司法局\n"
    "  where: 一号厅\n"
    "  base_score: 100\n"
    "teams:\n"
    "  - {seat: 1, name: \"=1+1\", short: 甲, players: [甲一, 甲二]}\n"
    "  - {seat: 2, name: \"乙,队\", short: 乙, players: [乙一]}\n"
    "rounds:\n"
    "  - name: 必答题\n"
    "    preset: required\n"
    "    questions: questions/a.yaml\n"
    "    policy: {right: 10, wrong: -5}\n"
    "  - name: 抢答题\n"
    "    preset: buzzer\n"
    "    questions: questions/b.yaml\n"
    "    policy: {right: 10, wrong: -10}\n"
    "prizes:\n"
    "  - {name: 一等奖, count: 1}\n"
    "  - {name: 二等奖, count: 1}\n",
    "questions/a.yaml",
    "questions:\n"
    "  - {id: A-1, type: true_false, text: 执法人员应当出示证件。, answer: 对}\n"
    "  - {id: A-2, type: true_false, text: 罚款可以不开票据。, answer: 错}\n",
    "questions/b.yaml",
    "questions:\n"
    "  - {id: B-1, type: short, text: 听证申请在几日内提出？, answer: 五日}\n"};

static void reach(struct player *p, enum phase phase)
{
    for (int i = 0; i < 12 && p->contest.state.phase != phase; i++)
        player_command(p, COMMAND_NEXT, 0, 0, "");
    ck_assert_str_eq(phase_names[p->contest.state.phase], phase_names[phase]);
}

/* Seat 1: −5 (a +10 was taken back); seat 2: +10, then first to press by 18.2 ms: +10; seat 1 gets
 * half a point. */
static void play_small(const char *path, bool rehearsal, bool finish)
{
    struct player *p = player_create(kit_folder(small, 3), path, rehearsal);
    reach(p, PHASE_ANSWER);
    player_until(p, 3000000);
    player_command(p, COMMAND_AWARD, 0, 0, "");
    player_command(p, COMMAND_UNDO, 0, 0, "");
    player_command(p, COMMAND_DEDUCT, 0, 0, "");
    reach(p, PHASE_READ);
    reach(p, PHASE_ANSWER);
    player_until(p, 6000000);
    player_command(p, COMMAND_AWARD, 0, 0, "");
    reach(p, PHASE_READ);
    player_until(p, 10000000);
    while (p->contest.state.phase == PHASE_READ)
        ck_assert(player_command(p, COMMAND_NEXT, 0, 0, ""));
    while (p->contest.state.phase == PHASE_COUNT)
        player_wait(p, 100000);
    player_press(p, 2, 500000);
    player_press(p, 1, 18200);
    player_command(p, COMMAND_AWARD, 0, 0, "");
    player_command(p, COMMAND_ADJUST, 1, 50, "@SUM \"半分\"");
    player_command(p, COMMAND_ADJUST, 2, 50, "误");
    player_command(p, COMMAND_UNDO, 0, 0, "");
    player_command(p, COMMAND_REDO, 0, 0, "");
    player_command(p, COMMAND_UNDO, 0, 0, "");
    if (finish)
        player_finish(p);
    player_destroy(p);
}

static struct report *load(const char *path)
{
    struct report *r = calloc(1, sizeof *r);
    struct report_error e;
    ck_assert_msg(report_load(r, path, NULL, &e), "%s %s", e.what, e.remedy);
    return r;
}

static void drop(struct report *r)
{
    report_finish(r);
    free(r);
}

static struct report *small_show(void)
{
    const char *path = kit_path("show.journal");
    play_small(path, false, true);
    return load(path);
}

#endif
