/* rooms: journal contest words */
/*
 * A journal with bytes changed, or any bytes at all in its place: opening, reading and proving it
 * ends well, and no change passes the proof. Input: an even first byte, then patches of three bytes
 * offset and one byte XOR; an odd first byte, then the file itself.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scratch.h"
#include "journal/journal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[128];
static uint8_t *original, *changed;
static size_t original_size;

static void append(struct journal *j, int n)
{
    static struct says says = {.count = 2, .line = {"3 台答对", "+10"}};
    struct journal_error e;
    bool press = n % 3 == 0;
    struct press_result result = {VERDICT_WON, 1, 2};
    struct ledger_entry row = {.seq = n, .points_cp = n * 50, .seat = 3, .question_index = -1};
    struct input in = {.at_us = n,
                       .kind = press ? INPUT_PRESS : INPUT_COMMAND,
                       .command = press ? COMMAND_NONE : COMMAND_NEXT,
                       .seat = n % 24};
    struct journal_record r = {.in = &in,
                               .says = &says,
                               .press = press ? &result : NULL,
                               .phase = "read",
                               .digest = (uint64_t)n,
                               .ledger = &row,
                               .ledger_new = 1,
                               .ledger_count = n};
    if (!journal_append(j, &r, &e))
        abort();
}

static void make_original(void)
{
    struct journal_error e;
    struct journal_meta meta = {.title = "t", .definition = "d", .program = "p"};
    struct journal_file file = {"contest.yaml", "title: t\n", 9};
    scratch_begin("journal");
    snprintf(path, sizeof path, "%s", scratch_path("f.journal"));
    struct journal *j = journal_create(path, &meta, &file, 1, NULL, &e);
    if (!j)
        abort();
    for (int n = 1; n <= 40; n++)
        append(j, n);
    journal_close(j);
    FILE *f = fopen(path, "rb");
    fseek(f, 0, SEEK_END);
    original_size = (size_t)ftell(f);
    rewind(f);
    original = malloc(original_size);
    changed = malloc(original_size);
    if (!original || !changed || fread(original, 1, original_size, f) != original_size)
        abort();
    fclose(f);
}

static void write_file(const uint8_t *bytes, size_t size)
{
    FILE *f = fopen(path, "wb");
    if (!f || (size && fwrite(bytes, 1, size, f) != size))
        abort();
    fclose(f);
}

static void read_all(bool write)
{
    static struct journal_row row;
    struct journal_error e;
    struct journal *j = journal_open(path, &(struct journal_open_options){.write = write}, &e);
    struct journal_cursor *c = j ? journal_read(j, 1, true, &e) : NULL;
    while (c && journal_next(c, &row, &e) == 1)
        continue;
    journal_cursor_destroy(c);
    journal_close(j);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct journal_proof proof;
    if (!original)
        make_original();
    if (size < 1 || size > 1 << 20)
        return 0;
    if (data[0] & 1) {
        write_file(data + 1, size - 1);
    } else {
        memcpy(changed, original, original_size);
        for (size_t i = 1; i + 4 <= size; i += 4)
            changed[(data[i] << 16 | data[i + 1] << 8 | data[i + 2]) % original_size] ^=
                data[i + 3];
        write_file(changed, original_size);
    }
    bool whole = journal_verify(path, NULL, NULL, NULL, &proof);
    bool same = !(data[0] & 1) && memcmp(changed, original, original_size) == 0;
    if (whole && !same && !(data[0] & 1))
        abort();
    if (same && !whole)
        abort();
    read_all(false);
    read_all(true);
    return 0;
}
