#include "folder/csv_cell.h"

#include <stdbool.h>
#include <string.h>

/* After spaces; Excel reads the wide forms too. */
static bool is_formula(const char *text)
{
    static const char *const starts[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    text += strspn(text, " ");
    if (strspn(text, "0123456789.-") == strlen(text))
        return false;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(text, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

void csv_cell_put(FILE *out, const char *text)
{
    size_t n = strlen(text);
    bool quote = strpbrk(text, "\",;\r\n") || (n && (text[0] == ' ' || text[n - 1] == ' '));
    if (quote)
        fputc('"', out);
    if (is_formula(text))
        fputc('\'', out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    if (quote)
        fputc('"', out);
}
