#include "import/table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder/unicode.h"
#include "import/file.h"
#include "words/words.h"

enum { PROBE_ROWS = 12 };

static bool refuse(const struct table *t, int row, const char *message, const char *remedy)
{
    const struct words *w = t->report->words;
    folder_report_add(t->report, SEVERITY_ERROR, (struct place){t->file, "", row, 0},
                      TR(w, message), TR(w, remedy));
    return false;
}

/* One line end for all: CR LF of Excel, CR of old WPS for Mac. Inside quotes too. Returns the new
 * size. */
static size_t plain_line_ends(char *text, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\r' && i + 1 < size && text[i + 1] == '\n')
            continue;
        text[n++] = text[i] == '\r' ? '\n' : text[i];
    }
    text[n] = '\0';
    return n;
}

/* What is not CSV but often sent as such. */
static bool is_csv(const struct table *t, const char *text, size_t size)
{
    const char *remedy = N_("在 Excel 或 WPS 里打开，另存为“CSV UTF-8（逗号分隔）”");
    if (size == 0)
        return refuse(t, 0, N_("文件是空的"), N_("重新另存这张表"));
    if (size >= 4 && !memcmp(text, "PK\3\4", 4))
        return refuse(t, 0, N_("这是 xlsx 工作簿，不是 CSV"), remedy);
    if (size >= 4 && !memcmp(text, "\xD0\xCF\x11\xE0", 4))
        return refuse(t, 0, N_("这是 xls 工作簿，不是 CSV"), remedy);
    if (size >= 5 && !memcmp(text, "%PDF-", 5))
        return refuse(t, 0, N_("这是 PDF，不是 CSV"), remedy);
    if (size >= 5 && (!memcmp(text, "<html", 5) || !memcmp(text, "<?xml", 5)))
        return refuse(t, 0, N_("这是网页格式，不是 CSV"), remedy);
    return true;
}

static char *table_text(struct table *t, struct arena *a, size_t *size)
{
    struct file_text raw;
    const char *why = file_read(a, t->file, IMPORT_FILE_BYTES_MAX, &raw);
    if (why) {
        refuse(t, 0, why, N_("检查文件名、权限和大小（不超过 16 MiB）"));
        return NULL;
    }
    if (!is_csv(t, raw.text, raw.size))
        return NULL;
    size_t bad;
    enum text_encoding e = text_detect(raw.text, raw.size, &bad);
    if (e == TEXT_DAMAGED) {
        int row = 1;
        for (size_t i = 0; i < bad; i++)
            row += raw.text[i] == '\n';
        refuse(t, row, N_("认不出文字编码，或者文件已损坏"),
               N_("重新另存为“CSV UTF-8（逗号分隔）”"));
        return NULL;
    }
    char *utf8 = text_to_utf8(raw.text, raw.size, e, size);
    if (!utf8)
        return NULL;
    const char *nul = memchr(utf8, 0, *size);
    if (nul) { /* what stands behind it in its cell would be lost without a word */
        int row = 1;
        for (const char *c = utf8; c < nul; c++)
            row += *c == '\n';
        free(utf8);
        refuse(t, row, N_("文字里有空字符，表格可能已损坏"),
               N_("重新另存为“CSV UTF-8（逗号分隔）”"));
        return NULL;
    }
    char *kept = arena_copy(a, utf8, *size);
    free(utf8);
    *size = plain_line_ends(kept, *size);
    return kept;
}

/* The separator with which most headings are recognised; Excel may name it in a first line "sep=;".
 */
static char separator_of(const char *text, size_t size)
{
    static const char candidates[] = {',', '\t', ';'};
    char best = ',';
    int most = 0;
    if (size >= 5 && strncmp(text, "sep=", 4) == 0)
        return text[4];
    for (size_t i = 0; i < sizeof candidates; i++) {
        struct arena *scratch = arena_create();
        size_t count = 0;
        int score = 0;
        struct row *rows =
            scratch ? csv_rows(scratch, "", text, size, candidates[i], PROBE_ROWS, &count, NULL)
                    : NULL;
        int found = rows ? headings_find(rows, count, &score) : -1;
        if (found >= 0 && score > most) {
            most = score;
            best = candidates[i];
        }
        arena_destroy(scratch);
    }
    return best;
}

/* The first character that no contest file may hold, 0: none. */
static uint32_t unprintable(const char *text)
{
    for (size_t left = strlen(text), step; left > 0; text += step, left -= step) {
        uint32_t c = 0;
        step = utf8_decode(text, left, &c);
        if (step == 0 || (c != '\n' && !unicode_is_printable(c)))
            return step ? c : 0xFFFD;
    }
    return 0;
}

static void check_printable(struct table *t, struct place p, const char *text)
{
    const struct words *w = t->report->words;
    char message[96];
    uint32_t c = unprintable(text);
    if (!c)
        return;
    snprintf(message, sizeof message, TR(w, "文字里有控制字符 U+%04X"), (unsigned)c);
    folder_report_add(t->report, SEVERITY_ERROR, p, message, TR(w, "删去不可见的字符"));
}

static void check_cells(struct table *t, const struct row *r)
{
    static const char *const broken[] = {"#REF!",   "#N/A",   "#NAME?", "#VALUE!",
                                         "#DIV/0!", "#NULL!", "#NUM!"};
    const struct words *w = t->report->words;
    for (int i = 0; i < r->count; i++) {
        const char *text = r->cells[i];
        struct place p = {t->file, i < t->column_count ? t->headings[i] : "", r->number, i + 1};
        size_t n = strlen(text);
        if (i < t->column_count && t->columns[i] > COLUMN_IGNORED)
            check_printable(t, p, text);
        for (size_t k = 0; k < sizeof broken / sizeof broken[0]; k++)
            if (strcmp(text, broken[k]) == 0)
                folder_report_add(t->report, SEVERITY_ERROR, p, TR(w, N_("公式出错")),
                                  TR(w, N_("在表格里改正公式，或者直接填写内容")));
        if (n >= 2 && strspn(text, "?") == n)
            folder_report_add(t->report, SEVERITY_ERROR, p, TR(w, N_("文字变成了问号")),
                              TR(w, N_("从原表重新另存，编码选 UTF-8")));
        if (i >= t->column_count && n > 0)
            folder_report_add(t->report, SEVERITY_ERROR, p, TR(w, N_("这一格没有列标题")),
                              TR(w, N_("补上列标题，或者删去；文字里有逗号时要由表格软件加引号")));
    }
}

static void keep_rows(struct table *t, struct row *rows, size_t from, size_t count)
{
    t->rows = rows ? rows + from : NULL;
    t->row_count = 0;
    for (size_t i = from; i < count; i++)
        if (rows[i].count > 0)
            t->rows[t->row_count++] = rows[i];
}

bool table_read(struct table *t, struct arena *a, const char *path, struct folder_report *report)
{
    *t = (struct table){.file = path, .report = report};
    size_t size = 0, count = 0;
    char *text = table_text(t, a, &size);
    if (!text)
        return false;
    struct row *rows = csv_rows(a, t->file, text, size, separator_of(text, size),
                                IMPORT_ROWS_MAX + 1, &count, report);
    int score;
    int heading = rows ? headings_find(rows, count, &score) : -1;
    if (heading < 0)
        return refuse(t, 0, N_("前 12 行里找不到列标题"),
                      N_("第一行写列标题，例如：题目,答案；可以照 templates/ 里的样子"));
    if (count > IMPORT_ROWS_MAX)
        refuse(t, IMPORT_ROWS_MAX, N_("表太长，多于 20000 行"), N_("分成几张表"));
    struct row head = rows[heading];
    keep_rows(t, rows, (size_t)heading + 1, count);
    if (!headings_read(t, &head, a))
        return false;
    for (size_t i = 0; i < t->row_count; i++)
        check_cells(t, &t->rows[i]);
    if (t->row_count == 0)
        return refuse(t, head.number, N_("列标题下面没有内容"), N_("填写内容后重新另存"));
    return true;
}

const char *cell(const struct table *t, const struct row *r, enum column c)
{
    int i = t->at[c];
    return i >= 0 && i < r->count ? r->cells[i] : "";
}

void cell_report(const struct table *t, enum severity s, int row, enum column c,
                 const char *message, const char *remedy)
{
    const struct words *w = t->report->words;
    int i = c == COLUMN_NONE ? -1 : t->at[c];
    const char *heading = i >= 0 ? t->headings[i] : c == COLUMN_NONE ? "" : heading_name(c);
    folder_report_add(t->report, s, (struct place){t->file, heading, row, i + 1}, TR(w, message),
                      TR(w, remedy));
}

bool cell_is_absence(const char *text)
{
    static const char *const words[] = {"缺考", "缺席", "弃权", "-", "/", "—"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return !*text;
}
