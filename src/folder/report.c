#include "folder/report.h"

#include <stdlib.h>
#include <string.h>

#include "folder/unicode.h"
#include "words/words.h"

void folder_report_init(struct folder_report *report)
{
    *report = (struct folder_report){0};
}

static void finding_finish(struct finding *f)
{
    free(f->file);
    free(f->field);
    free(f->message);
    free(f->remedy);
}

void folder_report_finish(struct folder_report *report)
{
    for (size_t i = 0; i < report->count; i++)
        finding_finish(&report->findings[i]);
    free(report->findings);
    const struct words *words = report->words;
    folder_report_init(report);
    report->words = words;
}

/* A copy of `text` that a terminal shows and never obeys. */
static char *harmless_copy(const char *text)
{
    char *copy = strdup(text ? text : "");
    size_t size = copy ? strlen(copy) : 0;
    for (size_t i = 0, n; i < size; i += n) {
        uint32_t c;
        n = utf8_decode(copy + i, size - i, &c);
        bool shown = n > 0 && unicode_is_printable(c);
        if (n == 0)
            n = 1;
        if (!shown)
            memset(copy + i, '?', n);
    }
    return copy;
}

/* The same of a sentence that quotes the beginning of something. */
static char *sentence_copy(const char *text)
{
    char *whole = strdup(text ? text : "");
    if (whole)
        words_mend(whole);
    char *copy = whole ? harmless_copy(whole) : NULL;
    free(whole);
    return copy;
}

static bool report_reserve(struct folder_report *r)
{
    if (r->count < r->capacity)
        return true;
    size_t capacity = r->capacity ? 2 * r->capacity : 16;
    struct finding *bigger = realloc(r->findings, capacity * sizeof *bigger);
    if (!bigger)
        return false;
    r->findings = bigger;
    r->capacity = capacity;
    return true;
}

void folder_report_add(struct folder_report *r, enum severity severity, struct place place,
                       const char *message, const char *remedy)
{
    *(severity == SEVERITY_ERROR ? &r->errors : &r->warnings) += 1;
    if (r->count >= REPORT_MAX || !report_reserve(r)) {
        r->dropped++;
        return;
    }
    struct finding f = {
        .severity = severity,
        .file = harmless_copy(place.file),
        .line = place.line,
        .column = place.column,
        .field = harmless_copy(place.field),
        .message = sentence_copy(message),
        .remedy = sentence_copy(remedy),
    };
    if (!f.file || !f.field || !f.message || !f.remedy) {
        finding_finish(&f);
        r->dropped++;
        return;
    }
    r->findings[r->count++] = f;
}

void folder_report_place(const struct folder_report *r, struct place here, struct place other,
                         char out[PLACE_TEXT])
{
    if (r->origin) {
        r->origin(r->ctx, &here);
        r->origin(r->ctx, &other);
    }
    if (strcmp(other.file, here.file) == 0)
        snprintf(out, PLACE_TEXT, TR(r->words, N_("第 %d 行")), other.line);
    else
        snprintf(out, PLACE_TEXT, TR(r->words, N_("%.120s 第 %d 行")), other.file, other.line);
}

/* contest.yaml and the folder itself first: what is wrong there explains what is wrong elsewhere.
 */
static int file_weight(const char *file)
{
    if (!*file)
        return 0;
    if (strcmp(file, "contest.yaml") == 0)
        return 1;
    return 2;
}

static bool finding_before(const struct finding *a, const struct finding *b)
{
    int w = file_weight(a->file) - file_weight(b->file);
    if (w != 0)
        return w < 0;
    int c = strcmp(a->file, b->file);
    if (c != 0)
        return c < 0;
    return a->line < b->line;
}

static void merge_sort(struct finding *list, struct finding *room, size_t n)
{
    if (n < 2)
        return;
    size_t half = n / 2, a = 0, b = half;
    merge_sort(list, room, half);
    merge_sort(list + half, room, n - half);
    for (size_t i = 0; i < n; i++) {
        bool right = a == half || (b < n && finding_before(&list[b], &list[a]));
        room[i] = list[right ? b++ : a++];
    }
    memcpy(list, room, n * sizeof *list);
}

void folder_report_sort(struct folder_report *r)
{
    struct finding *room = r->count ? malloc(r->count * sizeof *room) : NULL;
    if (room)
        merge_sort(r->findings, room, r->count);
    free(room);
}

static void print_finding(const struct words *w, const struct finding *f, FILE *out)
{
    fputs(*f->file ? f->file : ".", out);
    if (f->line > 0)
        fprintf(out, ":%d", f->line);
    if (f->column > 0)
        fprintf(out, ":%d", f->column);
    fprintf(out, ": %s: ", f->severity == SEVERITY_ERROR ? TR(w, N_("错误")) : TR(w, N_("提醒")));
    if (*f->field)
        fprintf(out, "%s: ", f->field);
    fprintf(out, "%s\n    → %s\n", f->message, f->remedy);
}

void folder_report_print(const struct folder_report *r, FILE *out)
{
    for (size_t i = 0; i < r->count; i++)
        print_finding(r->words, &r->findings[i], out);
    if (r->dropped)
        fprintf(out, TR(r->words, N_("另有 %zu 处没有列出。\n")), r->dropped);
    if (r->errors)
        fprintf(out, TR(r->words, N_("%zu 个错误，%zu 个提醒。%s\n")), r->errors, r->warnings,
                TR(r->words, r->then ? r->then : N_("改正错误后才能开赛。")));
    else
        fprintf(out, TR(r->words, N_("没有错误，%zu 个提醒。\n")), r->warnings);
}
