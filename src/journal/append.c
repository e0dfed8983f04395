/* Writing: one transaction an entry, on disk before journal_append returns. */
#include "journal/internal.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    FOLD_PAGES = 256,   /* fold the log into the file at the next quiet moment */
    FOLD_AT_ONCE = 8192 /* nobody calls journal_alive: keep the log bounded all the same */
};

static int on_commit(void *ctx, sqlite3 *db, const char *name, int pages)
{
    struct journal *j = ctx;
    j->wal_pages = pages;
    if (pages >= FOLD_AT_ONCE)
        sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return SQLITE_OK;
}

int append_prepare(struct journal *j)
{
    const struct {
        const char *sql;
        sqlite3_stmt **stmt;
    } all[] = {
        {"BEGIN IMMEDIATE", &j->begin},
        {"COMMIT", &j->commit},
        {"UPDATE head SET seq=?1, wall_us=?2, chain=?3 WHERE what='last'", &j->set_head},
        {"UPDATE alive SET at_us=?1, wall_us=?2", &j->set_alive},
    };
    int rc =
        sqlite3_exec(j->db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", NULL, NULL, NULL);
    sqlite3_wal_hook(j->db, on_commit, j);
    for (size_t i = 0; i < sizeof all / sizeof *all && rc == SQLITE_OK; i++)
        rc =
            sqlite3_prepare_v3(j->db, all[i].sql, -1, SQLITE_PREPARE_PERSISTENT, all[i].stmt, NULL);
    for (int t = 0; t < TABLE_COUNT && rc == SQLITE_OK; t++)
        rc = sqlite3_prepare_v3(j->db, journal_tables[t].insert, -1, SQLITE_PREPARE_PERSISTENT,
                                &j->insert[t], NULL);
    return rc;
}

void append_finish(struct journal *j)
{
    for (int t = 0; t < TABLE_COUNT; t++)
        sqlite3_finalize(j->insert[t]);
    sqlite3_finalize(j->begin);
    sqlite3_finalize(j->commit);
    sqlite3_finalize(j->set_head);
    sqlite3_finalize(j->set_alive);
}

void journal_record_from(struct journal_record *r, const struct contest *after,
                         const struct input *in, const struct says *says, int ledger_before,
                         struct press_result *press)
{
    const struct state *s = &after->state;
    int added = s->ledger_count > ledger_before ? s->ledger_count - ledger_before : 0;
    *r = (struct journal_record){.in = in,
                                 .says = says,
                                 .phase = phase_names[s->phase],
                                 .digest = contest_digest(after),
                                 .ledger = s->ledger + s->ledger_count - added,
                                 .ledger_new = added,
                                 .ledger_count = s->ledger_count,
                                 .def = after->def};
    if (in->kind == INPUT_PRESS) {
        *press = contest_press_result(after);
        r->press = press;
    }
}

static int run(sqlite3_stmt *s)
{
    int rc = sqlite3_step(s);
    int reset = sqlite3_reset(s);
    return rc == SQLITE_DONE || rc == SQLITE_ROW ? SQLITE_OK : reset != SQLITE_OK ? reset : rc;
}

/* Inserts a row and takes its chained columns into the hash. */
static int put(struct journal *j, struct sha256_ctx *h, enum table_id t, const struct cell *cells)
{
    chain_row(h, journal_tables[t].name, cells, journal_tables[t].chained);
    if (!cells_bind(j->insert[t], cells, journal_tables[t].columns))
        return SQLITE_NOMEM;
    return run(j->insert[t]);
}

static int put_press(struct journal *j, struct sha256_ctx *h, int64_t seq,
                     const struct journal_record *r)
{
    const struct input *in = r->in;
    const struct press_result none = {0};
    const struct press_result *p = r->press ? r->press : &none;
    const struct cell cells[PRESS_COLUMNS] = {
        [PRESS_ENTRY] = cell_int(seq),
        [PRESS_SEAT] = cell_int(in->seat),
        [PRESS_BOX] = cell_int(in->box),
        [PRESS_BUTTON] = cell_int(in->button),
        [PRESS_AT] = cell_int(in->press_us),
        [PRESS_LO] = cell_int(in->lo_us),
        [PRESS_HI] = cell_int(in->hi_us),
        [PRESS_ARRIVED] = cell_int(in->arrived_us),
        [PRESS_FLAGS] = cell_int(in->flags),
        [PRESS_VERDICT] = cell_text(verdict_names[p->verdict]),
        [PRESS_MARGIN] = cell_int(p->margin_us),
        [PRESS_SPREAD] = cell_int(p->uncertainty_us),
    };
    return put(j, h, TABLE_PRESS, cells);
}

static int put_ledger(struct journal *j, struct sha256_ctx *h, int64_t seq,
                      const struct ledger_entry *l, const struct definition *def)
{
    bool known = def && l->question_index >= 0 && l->question_index < def->question_count;
    const struct cell cells[] = {
        cell_int(seq),
        cell_int(l->seq),
        cell_int(l->at_us),
        cell_int(l->round + 1),
        cell_int(l->question),
        cell_text(known ? def->questions[l->question_index].id : NULL),
        cell_int(l->seat),
        cell_real(l->points_cp / 100.0),
        cell_real(l->asked_cp / 100.0),
        cell_text(cause_names[l->cause]),
        l->corrects ? cell_int(l->corrects) : cell_text(NULL),
        cell_text(l->reason),
    };
    return put(j, h, TABLE_LEDGER, cells);
}

static int put_rows(struct journal *j, struct sha256_ctx *h, int64_t seq,
                    const struct journal_record *r)
{
    int rc = r->in->kind == INPUT_PRESS ? put_press(j, h, seq, r) : SQLITE_OK;
    for (int i = 0; i < r->ledger_new && rc == SQLITE_OK; i++)
        rc = put_ledger(j, h, seq, &r->ledger[i], r->def);
    for (int i = 0; r->says && i < r->says->count && rc == SQLITE_OK; i++) {
        const struct cell cells[] = {cell_int(seq), cell_int(i + 1), cell_text(r->says->line[i])};
        rc = put(j, h, TABLE_NARRATION, cells);
    }
    return rc;
}

static int put_entry(struct journal *j, int64_t seq, const struct journal_record *r,
                     char chain[JOURNAL_HASH_TEXT])
{
    const struct input *in = r->in;
    struct sha256_ctx h;
    char digest[20];
    snprintf(digest, sizeof digest, "%016" PRIx64, r->digest);
    struct cell cells[ENTRY_COLUMNS] = {
        [ENTRY_SEQ] = cell_int(seq),
        [ENTRY_AT] = cell_int(in->at_us),
        [ENTRY_WALL] = cell_int(r->wall_us),
        [ENTRY_KIND] = cell_text(input_kind_names[in->kind]),
        [ENTRY_COMMAND] = cell_text(in->kind == INPUT_COMMAND ? command_names[in->command] : NULL),
        [ENTRY_SEAT] = cell_int(in->seat),
        [ENTRY_NUMBER] = cell_int(in->number),
        [ENTRY_VALUE] = cell_int(in->value),
        [ENTRY_TEXT] = cell_text(in->text),
        [ENTRY_PHASE] = cell_text(r->phase),
        [ENTRY_DIGEST] = cell_text(digest),
        [ENTRY_LEDGER] = cell_int(r->ledger_count),
    };
    chain_begin(&h, j->head);
    chain_row(&h, "entry", cells, ENTRY_CHAIN);
    int rc = put_rows(j, &h, seq, r);
    chain_end(&h, chain);
    cells[ENTRY_CHAIN] = cell_text(chain);
    if (rc == SQLITE_OK && !cells_bind(j->insert[TABLE_ENTRY], cells, ENTRY_COLUMNS))
        rc = SQLITE_NOMEM;
    if (rc == SQLITE_OK)
        rc = run(j->insert[TABLE_ENTRY]);
    const struct cell head[] = {cell_int(seq), cell_int(r->wall_us), cell_text(chain)};
    if (rc == SQLITE_OK && !cells_bind(j->set_head, head, 3))
        rc = SQLITE_NOMEM;
    return rc == SQLITE_OK ? run(j->set_head) : rc;
}

/* A write that failed may have left frames in the log, even a whole entry whose sync failed: they
 * must not come back to life at the next start. A reader in the way only delays that. */
static int settle(struct journal *j)
{
    if (!j->unsettled)
        return SQLITE_OK;
    int rc = sqlite3_wal_checkpoint_v2(j->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    j->unsettled = rc != SQLITE_OK;
    return (rc & 0xFF) == SQLITE_BUSY ? SQLITE_OK : rc;
}

/* Whether the file is still under its name: SQLite itself would go on writing into nowhere. */
static bool is_there(struct journal *j, struct journal_error *e)
{
    int moved = 0;
    sqlite3_file_control(j->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (moved)
        error_set(e, j->words, JOURNAL_MOVED, j->path, NULL);
    return !moved;
}

/* Undoes what a failed transaction began and tells why. */
static bool give_up(struct journal *j, int rc, struct journal_error *e)
{
    error_sqlite(e, j->words, j->db, rc, j->path);
    if (!sqlite3_get_autocommit(j->db))
        sqlite3_exec(j->db, "ROLLBACK", NULL, NULL, NULL);
    j->unsettled = true;
    return false;
}

bool journal_append(struct journal *j, const struct journal_record *r, struct journal_error *e)
{
    assert(j->lock_fd >= 0 && r->in && r->phase);
    char chain[JOURNAL_HASH_TEXT];
    if (j->finished) {
        error_set(e, j->words, JOURNAL_FINISHED, j->path, NULL);
        return false;
    }
    if (!is_there(j, e))
        return false;
    int rc = settle(j);
    if (rc == SQLITE_OK)
        rc = run(j->begin);
    if (rc == SQLITE_OK)
        rc = put_entry(j, j->count + 1, r, chain);
    if (rc == SQLITE_OK)
        rc = run(j->commit);
    if (rc != SQLITE_OK)
        return give_up(j, rc, e);
    j->count++;
    memcpy(j->head, chain, sizeof chain);
    if (r->in->at_us > j->alive_us)
        j->alive_us = r->in->at_us;
    return true;
}

bool journal_alive(struct journal *j, int64_t at_us, int64_t wall_us, struct journal_error *e)
{
    if (!is_there(j, e))
        return false;
    int rc = settle(j);
    if (rc != SQLITE_OK)
        return give_up(j, rc, e);
    /* Not synced: after a power cut the clock merely resumes a little earlier. */
    sqlite3_exec(j->db, "PRAGMA synchronous=NORMAL", NULL, NULL, NULL);
    sqlite3_bind_int64(j->set_alive, 1, at_us);
    sqlite3_bind_int64(j->set_alive, 2, wall_us);
    rc = run(j->set_alive);
    sqlite3_exec(j->db, "PRAGMA synchronous=FULL", NULL, NULL, NULL);
    if (rc != SQLITE_OK)
        return give_up(j, rc, e);
    if (at_us > j->alive_us)
        j->alive_us = at_us;
    j->alive_wall_us = wall_us;
    if (j->wal_pages >= FOLD_PAGES)
        sqlite3_wal_checkpoint_v2(j->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return true;
}

static int put_seal(struct journal *j, int64_t wall_us, const char *chain)
{
    sqlite3_stmt *s = NULL;
    const struct cell seal[] = {cell_int(j->count), cell_int(wall_us), cell_text(chain)};
    int rc =
        sqlite3_prepare_v2(j->db, "INSERT INTO head VALUES('finished',?1,?2,?3)", -1, &s, NULL);
    if (rc == SQLITE_OK)
        rc = cells_bind(s, seal, 3) ? run(s) : SQLITE_NOMEM;
    sqlite3_finalize(s);
    if (rc == SQLITE_OK)
        rc = cells_bind(j->set_head, seal, 3) ? run(j->set_head) : SQLITE_NOMEM;
    return rc;
}

bool journal_mark_finished(struct journal *j, int64_t wall_us, struct journal_error *e)
{
    char chain[JOURNAL_HASH_TEXT];
    if (j->finished)
        return true;
    if (!is_there(j, e))
        return false;
    chain_finish(j->head, j->count, wall_us, chain);
    int rc = settle(j);
    if (rc == SQLITE_OK)
        rc = run(j->begin);
    if (rc == SQLITE_OK)
        rc = put_seal(j, wall_us, chain);
    if (rc == SQLITE_OK)
        rc = run(j->commit);
    if (rc != SQLITE_OK)
        return give_up(j, rc, e);
    j->finished = true;
    memcpy(j->head, chain, sizeof chain);
    return true;
}
