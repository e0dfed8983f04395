/* Reading entries back as inputs. */
#include "journal/internal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct journal_cursor {
    struct journal *j;
    struct walk walk;
    int64_t next; /* seq expected */
};

struct journal_cursor *journal_read(struct journal *j, int64_t seq, bool narration,
                                    struct journal_error *e)
{
    struct journal_cursor *c = calloc(1, sizeof *c);
    if (!c) {
        error_set(e, j->words, JOURNAL_IO, j->path, strerror(ENOMEM));
        return NULL;
    }
    c->j = j;
    c->next = seq < 1 ? 1 : seq;
    int rc = walk_open(&c->walk, j->db, c->next, narration);
    if (rc != SQLITE_OK) {
        error_sqlite(e, j->words, j->db, rc, j->path);
        free(c);
        return NULL;
    }
    return c;
}

void journal_cursor_destroy(struct journal_cursor *c)
{
    if (!c)
        return;
    walk_close(&c->walk);
    free(c);
}

static int find(const char *name, const char *const *names, int count)
{
    for (int i = 0; name && i < count; i++)
        if (names[i] && strcmp(names[i], name) == 0)
            return i;
    return -1;
}

static const char *column(sqlite3_stmt *s, int i)
{
    const char *text = (const char *)sqlite3_column_text(s, i);
    return text ? text : "";
}

static bool copy(char *out, size_t size, const char *text)
{
    return (size_t)snprintf(out, size, "%s", text) < size;
}

static bool read_entry(sqlite3_stmt *s, struct journal_row *row)
{
    struct input *in = &row->in;
    int kind = find(column(s, ENTRY_KIND), input_kind_names, INPUT_KIND_COUNT);
    int command = COMMAND_NONE;
    if (kind == INPUT_COMMAND)
        command = find(column(s, ENTRY_COMMAND), command_names, COMMAND_COUNT);
    if (kind < 0 || command < 0)
        return false;
    row->seq = sqlite3_column_int64(s, ENTRY_SEQ);
    row->wall_us = sqlite3_column_int64(s, ENTRY_WALL);
    row->ledger_count = sqlite3_column_int(s, ENTRY_LEDGER);
    row->digest = strtoull(column(s, ENTRY_DIGEST), NULL, 16);
    in->kind = (enum input_kind)kind;
    in->command = (enum command)command;
    in->at_us = sqlite3_column_int64(s, ENTRY_AT);
    in->seat = sqlite3_column_int(s, ENTRY_SEAT);
    in->number = sqlite3_column_int(s, ENTRY_NUMBER);
    in->value = sqlite3_column_int(s, ENTRY_VALUE);
    return copy(in->text, sizeof in->text, column(s, ENTRY_TEXT)) &&
           copy(row->phase, sizeof row->phase, column(s, ENTRY_PHASE)) &&
           copy(row->chain, sizeof row->chain, column(s, ENTRY_CHAIN));
}

static bool read_press(sqlite3_stmt *s, struct journal_row *row)
{
    struct input *in = &row->in;
    int verdict = find(column(s, PRESS_VERDICT), verdict_names, VERDICT_COUNT);
    if (verdict < 0)
        return false;
    in->box = sqlite3_column_int(s, PRESS_BOX);
    in->button = sqlite3_column_int(s, PRESS_BUTTON);
    in->press_us = sqlite3_column_int64(s, PRESS_AT);
    in->lo_us = sqlite3_column_int64(s, PRESS_LO);
    in->hi_us = sqlite3_column_int64(s, PRESS_HI);
    in->arrived_us = sqlite3_column_int64(s, PRESS_ARRIVED);
    in->flags = sqlite3_column_int(s, PRESS_FLAGS);
    row->press.verdict = (enum verdict)verdict;
    row->press.margin_us = sqlite3_column_int64(s, PRESS_MARGIN);
    row->press.uncertainty_us = sqlite3_column_int64(s, PRESS_SPREAD);
    return true;
}

static bool read_rows(struct walk *w, struct journal_row *row)
{
    bool pressed = false;
    for (int t = TABLE_PRESS; t < TABLE_COUNT; t++) {
        for (; w->state[t] == SQLITE_ROW && walk_seq(w, t) <= row->seq; walk_step(w, t)) {
            if (walk_seq(w, t) < row->seq)
                return false;
            if (t == TABLE_PRESS && !(pressed = read_press(w->stmt[t], row)))
                return false;
            if (t == TABLE_NARRATION && row->says.count < SAYS_MAX)
                copy(row->says.line[row->says.count++], SAYS_TEXT, column(w->stmt[t], 2));
        }
    }
    return pressed == (row->in.kind == INPUT_PRESS);
}

int journal_next(struct journal_cursor *c, struct journal_row *row, struct journal_error *e)
{
    struct walk *w = &c->walk;
    char detail[48];
    if (w->state[TABLE_ENTRY] != SQLITE_ROW) {
        int rc = walk_error(w);
        if (rc == SQLITE_DONE)
            return 0;
        error_sqlite(e, c->j->words, c->j->db, rc, c->j->path);
        return -1;
    }
    memset(row, 0, sizeof *row);
    bool ok = read_entry(w->stmt[TABLE_ENTRY], row) && row->seq == c->next && read_rows(w, row);
    walk_step(w, TABLE_ENTRY);
    if (!ok) {
        snprintf(detail, sizeof detail, "entry %" PRId64, c->next);
        error_set(e, c->j->words, JOURNAL_DAMAGED, c->j->path, detail);
        return -1;
    }
    c->next++;
    return 1;
}
