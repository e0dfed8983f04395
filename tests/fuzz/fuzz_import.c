/* rooms: import folder contest words layout view keypad */
/*
 * Coverage-guided: a table brought into a contest, in each encoding a spreadsheet writes. The first
 * byte says which; the rest is its text in UTF-8. What is written can be read again;
 * what is refused is refused with a finding and leaves the folder as it was.
 */
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "folder/folder.h"
#include "scratch.h"
#include "import/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void import_folder(void)
{
    static const char contest[] =
        "contest: {title: 决赛, base_score: 100}\nteams:\n"
        "  - {seat: 1, name: 甲队, players: [陈一]}\n  - {seat: 2, name: 乙队, players: [周二]}\n"
        "rounds:\n  - {name: 抢答, preset: buzzer, questions: questions/a.yaml, count: 1}\n"
        "prizes:\n  - {name: 一等奖, count: 1}\n";
    static const char questions[] =
        "questions:\n  - {id: a1, type: single, text: 几？, options: [一, 二], answer: B}\n";
    scratch_put("contest.yaml", contest, sizeof contest - 1);
    scratch_put("questions/a.yaml", questions, sizeof questions - 1);
}

/* As the program that wrote it encodes; what the encoding has no character for is left out. */
static size_t import_encode(unsigned how, const uint8_t *text, size_t size, char *out, size_t room)
{
    static const struct {
        const char *code, *mark;
        size_t mark_size;
    } kinds[] = {{NULL, "", 0},      {NULL, "\xEF\xBB\xBF", 3},   {"GB18030", "", 0},
                 {"GBK", "", 0},     {"UTF-16LE", "\xFF\xFE", 2}, {"UTF-16BE", "\xFE\xFF", 2},
                 {"UTF-16LE", "", 0}};
    how %= sizeof kinds / sizeof *kinds;
    memcpy(out, kinds[how].mark, kinds[how].mark_size);
    char *to = out + kinds[how].mark_size, *from = (char *)(uintptr_t)text;
    room -= kinds[how].mark_size;
    if (!kinds[how].code) {
        memcpy(to, text, size);
        return kinds[how].mark_size + size;
    }
    iconv_t c = iconv_open(kinds[how].code, "UTF-8");
    while (size && iconv(c, &from, &size, &to, &room) == (size_t)-1 && size)
        from++, size--;
    iconv_close(c);
    return (size_t)(to - out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char out[40016];
    char table[128];
    if (size < 1 || size > 8000)
        return 0;
    if (scratch_begin("import") && mkdir(scratch_path("questions"), 0755) != 0)
        abort();
    import_folder();
    scratch_put("t.csv", out, import_encode(data[0] & 15, data + 1, size - 1, out, sizeof out));
    snprintf(table, sizeof table, "%s", scratch_path("t.csv"));
    const char *tables[] = {table};
    struct folder_report report, again;
    folder_report_init(&report);
    folder_report_init(&again);
    int rows = import_tables(scratch_dir, tables, 1, data[0] & 16, &report);
    if (rows < 0 && report.errors == 0)
        abort(); /* refused without a word */
    struct folder *f = folder_load(scratch_dir, NULL, &again);
    for (size_t i = 0; i < again.count; i++) {
        const struct finding *e = &again.findings[i];
        if (e->severity != SEVERITY_ERROR || (rows >= 0 && e->field[0]))
            continue; /* one team only: the table's word, and the rest of the work is to come */
        folder_report_print(&again, stderr);
        abort(); /* changed though refused, or no YAML that can be read */
    }
    folder_destroy(f);
    folder_report_finish(&again);
    folder_report_finish(&report);
    return 0;
}
