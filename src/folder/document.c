#include "folder/document.h"

#include <stdlib.h>
#include <string.h>

#include "folder/conform.h"
#include "folder/syntax.h"
#include "folder/unicode.h"
#include "words/words.h"

struct said {
    char text[256];
};

/* Keeps the first error libcyaml logs: the cause; what follows is its backtrace. */
static void keep_log(cyaml_log_t level, void *ctx, const char *fmt, va_list args)
{
    struct said *said = ctx;
    if (level == CYAML_LOG_ERROR && !*said->text) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        vsnprintf(said->text, sizeof said->text, fmt, args);
#pragma GCC diagnostic pop
        said->text[strcspn(said->text, "\n")] = '\0';
    }
}

static cyaml_config_t cyaml_settings(struct said *said)
{
    return (cyaml_config_t){
        .log_fn = keep_log,
        .log_ctx = said,
        .mem_fn = cyaml_mem,
        .log_level = CYAML_LOG_ERROR,
        .flags = CYAML_CFG_NO_ALIAS,
    };
}

static int line_of(const char *text, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n';
    return line;
}

static void report_encoding(struct finder at, enum text_encoding e, int line)
{
    const struct words *w = at.report->words;
    struct place p = {.file = at.file, .line = line};
    char message[160];
    if (e == TEXT_DAMAGED) {
        snprintf(message, sizeof message, "%s",
                 TR(w, N_("这里的字节不是文字：文件损坏或编码混杂")));
        folder_report_add(at.report, SEVERITY_ERROR, p, message,
                          TR(w, N_("重新输入这一行，另存为 UTF-8 编码")));
        return;
    }
    snprintf(message, sizeof message, TR(w, N_("文件编码是 %s，不是 UTF-8")),
             text_encoding_name(e));
    folder_report_add(at.report, SEVERITY_ERROR, p, message,
                      TR(w, N_("用记事本打开，另存为，编码选 UTF-8")));
}

/* The text as UTF-8 without BOM in the arena. Another encoding is reported, yet read on: its other
 * errors count. */
static const char *decode(struct arena *a, struct finder at, const char *text, size_t *size)
{
    size_t bad;
    enum text_encoding e = text_detect(text, *size, &bad);
    if (e == TEXT_UTF8)
        return text;
    if (e != TEXT_UTF8_BOM)
        report_encoding(at, e, e == TEXT_DAMAGED ? line_of(text, bad) : 1);
    char *utf8 = text_to_utf8(text, *size, e, size);
    if (!utf8)
        return NULL;
    const char *kept = arena_copy(a, utf8, *size);
    free(utf8);
    return kept;
}

static bool load_values(struct document *d, const char *text, size_t size)
{
    struct said said = {""};
    cyaml_config_t config = cyaml_settings(&said);
    cyaml_err_t err = cyaml_load_data((const uint8_t *)text, size, &config, d->schema,
                                      (cyaml_data_t **)&d->raw, NULL);
    if (err != CYAML_OK) {
        report_at(d->at, SEVERITY_ERROR, d->root, NULL, N_("检查文件的写法"),
                  N_("读不懂：%s（%s）"), cyaml_strerror(err), said.text);
        return false;
    }
    if (!d->raw)
        d->raw = calloc(1, d->schema->data_size);
    return d->raw != NULL;
}

bool document_open(struct document *d, struct arena *a, struct folder_report *report,
                   const char *path, const char *text, size_t size,
                   const cyaml_schema_value_t *schema)
{
    return document_open_with(d, a, report, path, text, size, schema, NULL);
}

bool document_open_with(struct document *d, struct arena *a, struct folder_report *report,
                        const char *path, const char *text, size_t size,
                        const cyaml_schema_value_t *schema, void (*prepare)(struct node *root))
{
    *d = (struct document){.at = {report, path}, .schema = schema};
    text = decode(a, d->at, text, &size);
    if (!text || syntax_tabs(d->at, text, size) > 0)
        return false;
    d->root = tree_parse(a, d->at, text, size);
    if (!d->root)
        return false;
    bool empty = d->root->count == 0 && d->root->kind == NODE_MAP;
    if (prepare)
        prepare(d->root);
    bool changed = conform(a, d->at, d->root, schema) || prepare;
    if (empty)
        report_at(d->at, SEVERITY_ERROR, NULL, NULL, N_("填写内容，或者删去这个文件"),
                  N_("文件是空的"));
    if (d->root->count == 0) {
        d->raw = calloc(1, schema->data_size);
        return d->raw != NULL;
    }
    if (!changed)
        return load_values(d, text, size);
    char *fitted = tree_emit(d->root, &size);
    bool ok = fitted && load_values(d, fitted, size);
    free(fitted);
    return ok;
}

void document_close(struct document *d)
{
    struct said said = {""};
    cyaml_config_t config = cyaml_settings(&said);
    if (d->raw)
        cyaml_free(&config, d->schema, d->raw, 0);
    d->raw = NULL;
}
