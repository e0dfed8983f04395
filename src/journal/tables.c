/* The tables, and the walk through entries with the rows that belong to them. */
#include "journal/internal.h"

#include <string.h>

const char *const input_kind_names[INPUT_KIND_COUNT] = {
    [INPUT_COMMAND] = "command",     [INPUT_PRESS] = "press", [INPUT_WAKE] = "wake",
    [INPUT_RESUME] = "resume",       [INPUT_BOX] = "box",     [INPUT_STANDSTILL] = "standstill",
    [INPUT_CLOCK_SET] = "clock_set",
};

const char *const journal_schema =
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE file(n INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL,"
    " text TEXT NOT NULL) STRICT;"
    "CREATE TABLE entry(seq INTEGER PRIMARY KEY, at_us INTEGER NOT NULL,"
    " wall_us INTEGER NOT NULL, kind TEXT NOT NULL, command TEXT, seat INTEGER NOT NULL,"
    " number INTEGER NOT NULL, value INTEGER NOT NULL, text TEXT NOT NULL, phase TEXT NOT NULL,"
    " digest TEXT NOT NULL, ledger_count INTEGER NOT NULL, chain TEXT NOT NULL) STRICT;"
    "CREATE TABLE press(entry INTEGER PRIMARY KEY, seat INTEGER NOT NULL, box INTEGER NOT NULL,"
    " button INTEGER NOT NULL, press_us INTEGER NOT NULL, lo_us INTEGER NOT NULL,"
    " hi_us INTEGER NOT NULL, arrived_us INTEGER NOT NULL, flags INTEGER NOT NULL,"
    " verdict TEXT NOT NULL, margin_us INTEGER NOT NULL, uncertainty_us INTEGER NOT NULL) STRICT;"
    "CREATE TABLE ledger(entry INTEGER NOT NULL, seq INTEGER NOT NULL, at_us INTEGER NOT NULL,"
    " round INTEGER NOT NULL, question INTEGER NOT NULL, question_id TEXT, seat INTEGER NOT NULL,"
    " points REAL NOT NULL, asked REAL NOT NULL, cause TEXT NOT NULL, corrects INTEGER,"
    " reason TEXT NOT NULL, PRIMARY KEY(entry, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE narration(entry INTEGER NOT NULL, line INTEGER NOT NULL, text TEXT NOT NULL,"
    " PRIMARY KEY(entry, line)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE head(what TEXT PRIMARY KEY, seq INTEGER NOT NULL, wall_us INTEGER,"
    " chain TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE alive(one INTEGER PRIMARY KEY, at_us INTEGER NOT NULL,"
    " wall_us INTEGER NOT NULL) STRICT;"
    /* A row stands unless a later entry left fewer rows than its number: it was undone then. */
    "CREATE VIEW ledger_now AS SELECT l.* FROM ledger l JOIN (SELECT seq, min(ledger_count)"
    " OVER (ORDER BY seq ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS least FROM entry) e"
    " ON e.seq = l.entry WHERE l.seq <= e.least;";

const struct table journal_tables[TABLE_COUNT] = {
    [TABLE_ENTRY] = {"entry", ENTRY_COLUMNS, ENTRY_CHAIN,
                     "INSERT INTO entry VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
                     "SELECT * FROM entry WHERE seq >= ?1 ORDER BY seq"},
    [TABLE_PRESS] = {"press", PRESS_COLUMNS, PRESS_COLUMNS,
                     "INSERT INTO press VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
                     "SELECT * FROM press WHERE entry >= ?1 ORDER BY entry"},
    [TABLE_LEDGER] = {"ledger", 12, 12, "INSERT INTO ledger VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
                      "SELECT * FROM ledger WHERE entry >= ?1 ORDER BY entry, seq"},
    [TABLE_NARRATION] = {"narration", 3, 3, "INSERT INTO narration VALUES(?,?,?)",
                         "SELECT * FROM narration WHERE entry >= ?1 ORDER BY entry, line"},
};

int walk_open(struct walk *w, sqlite3 *db, int64_t from_seq, bool narration)
{
    memset(w, 0, sizeof *w);
    for (int t = 0; t < TABLE_COUNT; t++) {
        w->state[t] = SQLITE_DONE;
        if (t == TABLE_NARRATION && !narration)
            continue;
        int rc = sqlite3_prepare_v2(db, journal_tables[t].select, -1, &w->stmt[t], NULL);
        if (rc == SQLITE_OK && sqlite3_column_count(w->stmt[t]) != journal_tables[t].columns)
            rc = SQLITE_CORRUPT;
        if (rc != SQLITE_OK) {
            walk_close(w);
            return rc;
        }
        sqlite3_bind_int64(w->stmt[t], 1, from_seq);
        w->state[t] = sqlite3_step(w->stmt[t]);
    }
    return SQLITE_OK;
}

void walk_close(struct walk *w)
{
    for (int t = 0; t < TABLE_COUNT; t++) {
        sqlite3_finalize(w->stmt[t]);
        w->stmt[t] = NULL;
    }
}

void walk_step(struct walk *w, enum table_id t)
{
    if (w->state[t] == SQLITE_ROW)
        w->state[t] = sqlite3_step(w->stmt[t]);
}

int64_t walk_seq(const struct walk *w, enum table_id t)
{
    return sqlite3_column_int64(w->stmt[t], 0);
}

void walk_chain(struct walk *w, const char *previous, char out[JOURNAL_HASH_TEXT])
{
    struct sha256_ctx h;
    struct cell cells[CELLS_MAX];
    int64_t seq = walk_seq(w, TABLE_ENTRY);
    chain_begin(&h, previous);
    cells_read(w->stmt[TABLE_ENTRY], cells, ENTRY_COLUMNS);
    chain_row(&h, "entry", cells, ENTRY_CHAIN);
    for (int t = TABLE_PRESS; t < TABLE_COUNT; t++) {
        const struct table *table = &journal_tables[t];
        for (; w->state[t] == SQLITE_ROW && walk_seq(w, t) == seq; walk_step(w, t)) {
            cells_read(w->stmt[t], cells, table->columns);
            chain_row(&h, table->name, cells, table->chained);
        }
    }
    chain_end(&h, out);
}

int walk_error(const struct walk *w)
{
    for (int t = 0; t < TABLE_COUNT; t++)
        if (w->state[t] != SQLITE_ROW && w->state[t] != SQLITE_DONE)
            return w->state[t];
    return SQLITE_DONE;
}
