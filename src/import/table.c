#include "import/table.h"

#include <ctype.h>
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

/* What is not CSV but often sent as such, by its first bytes. */
static const struct {
    const char *bytes;
    size_t count;
    const char *message;
} others[] = {
    {"PK\3\4", 4, N_("这是 xlsx 工作簿，不是 CSV")},
    {"\xD0\xCF\x11\xE0", 4, N_("这是 xls 工作簿，不是 CSV")},
    {"%PDF-", 5, N_("这是 PDF，不是 CSV")},
    {"<html", 5, N_("这是网页格式，不是 CSV")},
    {"<!DOCTYPE", 9, N_("这是网页格式，不是 CSV")},
    {"<?xml", 5, N_("这是网页格式，不是 CSV")},
    {"<table", 6, N_("这是网页格式，不是 CSV")},
    {"{\\rtf", 5, N_("这是文字处理文档，不是 CSV")},
    {"\x89PNG", 4, N_("这是图片，不是 CSV")},
    {"\xFF\xD8\xFF", 3, N_("这是图片，不是 CSV")},
    {"\x1F\x8B", 2, N_("这是压缩包，不是 CSV")},
    {"7z\xBC\xAF", 4, N_("这是压缩包，不是 CSV")},
    {"Rar!", 4, N_("这是压缩包，不是 CSV")},
    {"\x7F"
     "ELF",
     4, N_("这是程序，不是 CSV")},
    {"MZ\x90", 3, N_("这是程序，不是 CSV")},
    {"SQLite format 3", 15, N_("这是数据库，不是 CSV")},
    {"\xFF\xFE\0\0", 4, N_("这是 UTF-32 编码，读不了")},
    {"\0\0\xFE\xFF", 4, N_("这是 UTF-32 编码，读不了")},
    {"{", 1, N_("这是 JSON，不是 CSV")},
    {"[", 1, N_("这是 JSON，不是 CSV")},
};

static bool is_csv(const struct table *t, const char *text, size_t size)
{
    if (size == 0 || (size == 3 && !memcmp(text, "\xEF\xBB\xBF", 3)))
        return refuse(t, 0, N_("文件是空的"), N_("重新另存这张表"));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (size >= others[i].count && !memcmp(text, others[i].bytes, others[i].count))
            return refuse(t, 0, others[i].message,
                          N_("在 Excel 或 WPS 里打开，另存为“CSV UTF-8（逗号分隔）”"));
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

static void report_cell(const struct table *t, const struct row *r, int i, const char *message,
                        const char *remedy)
{
    const struct words *w = t->report->words;
    struct place p = {t->file, i < t->column_count ? t->headings[i] : "", r->number, i + 1};
    folder_report_add(t->report, SEVERITY_ERROR, p, TR(w, message), TR(w, remedy));
}

static void check_printable(const struct table *t, const struct row *r, int i, const char *text)
{
    char message[96];
    uint32_t c = unprintable(text);
    if (!c)
        return;
    snprintf(message, sizeof message, TR(t->report->words, "文字里有控制字符 U+%04X"), (unsigned)c);
    report_cell(t, r, i, message, N_("删去不可见的字符"));
}

/* Text that went through a wrong encoding: the replacement character, and what it and unwritten
 * memory look like when read as GBK. */
static bool is_garbled(const char *text)
{
    static const char *const signs[] = {"\xEF\xBF\xBD", "锟斤拷", "烫烫烫", "屯屯屯"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strstr(text, signs[i]))
            return true;
    return false;
}

static bool is_formula_error(const char *text)
{
    static const char *const broken[] = {"#REF!",   "#N/A",   "#NAME?", "#VALUE!",
                                         "#DIV/0!", "#NULL!", "#NUM!"};
    for (size_t k = 0; k < sizeof broken / sizeof broken[0]; k++)
        if (strcmp(text, broken[k]) == 0)
            return true;
    return false;
}

static void check_cells(struct table *t, const struct row *r)
{
    for (int i = 0; i < r->count; i++) {
        const char *text = r->cells[i];
        size_t n = strlen(text);
        if (i < t->column_count && t->columns[i] > COLUMN_IGNORED)
            check_printable(t, r, i, text);
        if (is_formula_error(text))
            report_cell(t, r, i, N_("公式出错"), N_("在表格里改正公式，或者直接填写内容"));
        if (n >= 2 && strspn(text, "?") == n)
            report_cell(t, r, i, N_("文字变成了问号"), N_("从原表重新另存，编码选 UTF-8"));
        if (n >= 3 && strspn(text, "#") == n)
            report_cell(t, r, i, N_("内容变成了井号"), N_("在表格里加宽这一列，再重新另存"));
        if (is_garbled(text))
            report_cell(t, r, i, N_("文字是乱码"), N_("从原表重新另存，编码选 UTF-8"));
        if (i >= t->column_count && n > 0)
            report_cell(t, r, i, N_("这一格没有列标题"),
                        N_("补上列标题，或者删去；文字里有逗号时要由表格软件加引号"));
    }
}

/* Digits, letters, "．", "－" and "，" typed in full width, as input methods leave them: "１０" is
 * 10, "ＡＢ" is AB. Only where a cell has nothing else but a unit: text stays as it was written. */
static const char *plain_width(struct arena *a, const char *text)
{
    static const char *const units[] = {"分", "号", "台", "秒"};
    char *out = arena_copy(a, text, strlen(text)), *to = out;
    bool wide = false;
    for (const unsigned char *p = (const unsigned char *)text; *p;) {
        size_t unit = 0;
        for (size_t i = 0; i < sizeof units / sizeof *units; i++)
            if (strncmp((const char *)p, units[i], strlen(units[i])) == 0)
                unit = strlen(units[i]);
        unsigned low = p[0] == 0xEF && (p[1] == 0xBC || p[1] == 0xBD)
                           ? (p[1] == 0xBC ? p[2] - 0x80u : p[2] - 0x40u) + 0x20u
                           : 0; /* U+FF00 + n is ASCII 0x20 + n */
        if (low && (isalnum((int)low) || strchr(".-,", (int)low))) {
            *to++ = (char)low;
            p += 3;
            wide = true;
        } else if (unit) {
            memcpy(to, p, unit);
            to += unit;
            p += unit;
        } else if (isalnum(*p) || strchr(".-, ", *p)) {
            *to++ = (char)*p++;
        } else {
            return text;
        }
    }
    *to = '\0';
    return wide ? out : text;
}

static void keep_rows(struct table *t, struct arena *a, struct row *rows, size_t from, size_t count)
{
    t->rows = rows ? rows + from : NULL;
    t->row_count = 0;
    for (size_t i = from; i < count; i++)
        if (rows[i].count > 0)
            t->rows[t->row_count++] = rows[i];
    for (size_t i = 0; i < t->row_count; i++)
        for (int c = 0; c < t->rows[i].count; c++)
            t->rows[i].cells[c] = plain_width(a, t->rows[i].cells[c]);
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
    keep_rows(t, a, rows, (size_t)heading + 1, count);
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
