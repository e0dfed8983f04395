#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "import/table.h"
#include "words/words.h"

struct reading {
    struct arena *arena;
    struct row *rows;
    size_t count, max;
    const char *cells[IMPORT_COLUMNS_MAX];
    int cell_count;
    bool any; /* a cell of this row has text */
};

/* Spreadsheets are full of no-break and full-width spaces. */
static const char *trimmed(struct arena *a, const char *s, size_t n)
{
    static const char *const blanks[] = {"\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF",
                                         "\xE2\x80\x8B"};
    bool again = true;
    while (again && n > 0) {
        again = false;
        if (strchr(" \t\n\r", s[0])) {
            s++;
            n--;
            again = true;
        } else if (strchr(" \t\n\r", s[n - 1])) {
            n--;
            again = true;
        }
        for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
            size_t b = strlen(blanks[i]);
            if (n >= b && !memcmp(s, blanks[i], b)) {
                s += b;
                n -= b;
                again = true;
            } else if (n >= b && !memcmp(s + n - b, blanks[i], b)) {
                n -= b;
                again = true;
            }
        }
    }
    char *copy = arena_copy(a, s, n);
    for (char *c = copy; *c; c++)
        if (*c == '\t')
            *c = ' ';
    return copy;
}

static void take_cell(void *bytes, size_t size, void *ctx)
{
    struct reading *r = ctx;
    if (r->count >= r->max || r->cell_count >= IMPORT_COLUMNS_MAX)
        return;
    const char *text = trimmed(r->arena, bytes ? bytes : "", size);
    r->any |= *text != '\0';
    r->cells[r->cell_count++] = text;
}

static void take_row(int end, void *ctx)
{
    (void)end;
    struct reading *r = ctx;
    if (r->count >= r->max)
        return;
    struct row row = {.number = (int)r->count + 1};
    if (r->any) {
        row.count = r->cell_count;
        row.cells = arena_array(r->arena, (size_t)row.count, sizeof *row.cells);
        memcpy(row.cells, r->cells, (size_t)row.count * sizeof *row.cells);
    }
    r->rows = arena_grow(r->arena, r->rows, r->count, sizeof row);
    r->rows[r->count++] = row;
    r->cell_count = 0;
    r->any = false;
}

static void report_quotes(const struct reading *r, const char *file, struct folder_report *report)
{
    if (!report)
        return;
    struct place p = {.file = file, .line = (int)r->count + 1, .column = r->cell_count + 1};
    folder_report_add(report, SEVERITY_ERROR, p,
                      TR(report->words, N_("引号不成对，这一行读不出来")),
                      TR(report->words, N_("在表格软件里打开，改正这一格，重新另存为 CSV")));
}

static bool parser_init(struct csv_parser *p, char separator)
{
    if (csv_init(p, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_APPEND_NULL) != 0)
        return false;
    csv_set_delim(p, (unsigned char)separator);
    return true;
}

struct row *csv_rows(struct arena *a, const char *file, const char *text, size_t size,
                     char separator, size_t max, size_t *count, struct folder_report *report)
{
    struct reading r = {.arena = a, .max = max};
    struct csv_parser p;
    const char *end = text + size;
    *count = 0;
    if (!parser_init(&p, separator))
        return NULL;
    while (text < end && r.count < max) {
        /* In bits, so that a search for headings needn't read the whole table. */
        size_t step = (size_t)(end - text) < 65536 ? (size_t)(end - text) : 65536;
        size_t done = csv_parse(&p, text, step, take_cell, take_row, &r);
        if (done == step) {
            text += step;
            continue;
        }
        /* After a broken quote: on with the next line. */
        report_quotes(&r, file, report);
        const char *nl = memchr(text + done, '\n', (size_t)(end - text) - done);
        text = nl ? nl + 1 : end;
        r.any = false;
        take_row(0, &r);
        csv_free(&p);
        if (!parser_init(&p, separator))
            return NULL;
    }
    if (r.count < max && csv_fini(&p, take_cell, take_row, &r) != 0)
        report_quotes(&r, file, report);
    csv_free(&p);
    *count = r.count;
    return r.rows;
}
