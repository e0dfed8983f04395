#include "report/internal.h"

#include <stdlib.h>
#include <string.h>

bool report_fail_text(struct report_error *e, const char *what, const char *remedy)
{
    snprintf(e->what, sizeof e->what, "%s", what);
    snprintf(e->remedy, sizeof e->remedy, "%s", remedy);
    return false;
}

/* `format` has one conversion for an int64_t. */
bool report_fail(struct report_error *e, const char *format, int64_t number, const char *remedy)
{
    char what[sizeof e->what];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(what, sizeof what, format, number);
#pragma GCC diagnostic pop
    return report_fail_text(e, what, remedy);
}

bool report_fail_memory(struct report_error *e, const struct words *words)
{
    return report_fail_text(e, TR(words, "内存不足"), TR(words, "关掉别的程序再试"));
}

bool report_fail_file(struct report_error *e, const struct words *words, const char *path,
                      int error)
{
    char name[300];
    plain_text(path, false, name, sizeof name);
    snprintf(e->what, sizeof e->what, TR(words, "%s：%s"), name, strerror(error));
    snprintf(e->remedy, sizeof e->remedy, "%s",
             TR(words, "检查文件夹是否存在、能写、有空间，或换一个文件夹"));
    return false;
}

bool report_grow(void **array, size_t count, size_t size)
{
    if (count && (count & (count - 1)))
        return true; /* room is always the next power of two */
    void *bigger = realloc(*array, size * (count ? count * 2 : 1));
    if (bigger)
        *array = bigger;
    return bigger != NULL;
}
