#include "app/app.h"

#include "catalogue/beside.h"
#include "catalogue/catalogue.h"
#include "instant/instant.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const *app_preset_dirs(void)
{
    static const char *const beside[] = {"../../config/presets", "../share/leitai/presets", NULL};
    static char found[PATH_MAX];
    static const char *dirs[2];
    if (beside_find(beside, "", found))
        dirs[0] = found;
    return dirs;
}

const char *const app_try_again = N_("改正后再运行一次。");

struct folder *app_load(const struct app_options *o)
{
    struct folder_report report;
    folder_report_init(&report);
    report.words = catalogue_words(o->lang);
    report.then = strcmp(o->command, "run") == 0 ? NULL : app_try_again;
    struct folder *f = folder_load(o->args[0], app_preset_dirs(), &report);
    if (report.count)
        folder_report_print(&report, stderr);
    folder_report_finish(&report);
    return f;
}

char *app_read_file(const struct app_options *o, const char *path)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (!f) {
        fprintf(stderr, "leitai: %s: %s\n", path, strerror(errno));
        return NULL;
    }
    size_t room = 4096, n = 0;
    char *text = malloc(room);
    for (size_t got; text && (got = fread(text + n, 1, room - n - 1, f)) > 0;) {
        n += got;
        if (n + 1 == room) {
            char *more = room < (64u << 20) ? realloc(text, room *= 2) : NULL;
            if (!more) {
                fprintf(stderr, TR(catalogue_words(o->lang), "leitai: %s：超过 64 MiB\n"), path);
                free(text);
                text = NULL;
            } else {
                text = more;
            }
        }
    }
    if (text && ferror(f)) {
        fprintf(stderr, "leitai: %s: %s\n", path, strerror(errno));
        free(text);
        text = NULL;
    }
    if (text)
        text[n] = '\0';
    if (f != stdin)
        fclose(f);
    return text;
}

void app_complain(const struct journal_error *e)
{
    fprintf(stderr, "leitai: %s\n        %s\n", e->what, e->remedy);
}

int64_t app_wall_us(void *ctx)
{
    (void)ctx;
    return instant_wall_us();
}

bool app_arguments(const struct app_options *o, int min, int max, const char *usage)
{
    if (o->arg_count >= min && o->arg_count <= max)
        return true;
    fprintf(stderr, TR(catalogue_words(o->lang), "用法：leitai %s\n"), usage);
    return false;
}
