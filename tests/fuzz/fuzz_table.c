/* rooms: import folder contest words layout view keypad */
/*
 * Coverage-guided: the bytes of a table as a spreadsheet, or somebody else, wrote them. It is read
 * or refused with a finding.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "import/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char table_path[64];
    static struct table table;
    struct folder_report report;
    if (size > 20000)
        return 0;
    if (!table_path[0])
        snprintf(table_path, sizeof table_path, "/tmp/fuzz-%d.csv", (int)getpid());
    FILE *f = fopen(table_path, "wb");
    if (!f || (size && fwrite(data, 1, size, f) != size))
        abort();
    fclose(f);
    folder_report_init(&report);
    struct arena *a = arena_create();
    if (a && !table_read(&table, a, table_path, &report) && report.count == 0)
        abort(); /* refused without a word */
    arena_destroy(a);
    folder_report_finish(&report);
    unlink(table_path);
    return 0;
}
