#include "report/internal.h"

#include <errno.h>
#include <stdlib.h>

/* Largest certificate text that is read. */
enum { SAMPLE_BYTES = 64 * 1024 };

static char *read_sample(const char *path, const struct words *words, struct report_error *e)
{
    FILE *f = fopen(path, "rb");
    char *text = f ? calloc(1, SAMPLE_BYTES + 1) : NULL;
    size_t n = text ? fread(text, 1, SAMPLE_BYTES, f) : 0;
    if (!text || ferror(f) || n == SAMPLE_BYTES) {
        report_fail_file(e, words, path, n == SAMPLE_BYTES ? EFBIG : errno);
        free(text);
        text = NULL;
    }
    if (f)
        fclose(f);
    return text;
}

static bool write_certificates(const struct report *r, const char *sample_path, const char *path,
                               struct report_error *e)
{
    char *sample = sample_path ? read_sample(sample_path, r->words, e) : NULL;
    bool ok = (!sample_path || sample) && report_certificates(r, sample, path, e);
    free(sample);
    return ok;
}

bool report_write_all(const struct report *r, const char *dir, const char *certificate,
                      struct report_error *e)
{
    static const struct {
        const char *name;
        bool (*write)(const struct report *r, const char *path, struct report_error *e);
    } files[] = {
        {"results.pdf", report_pdf},       {"ledger.pdf", report_ledger_pdf},
        {"results.xlsx", report_xlsx},     {"standings.csv", report_csv_standings},
        {"ledger.csv", report_csv_ledger}, {"presses.csv", report_csv_presses},
        {"results.json", report_json},
    };
    char path[1024];
    if (!outfile_folder(dir, r->words, e))
        return false;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if ((size_t)snprintf(path, sizeof path, "%s/%s", dir, files[i].name) >= sizeof path)
            return report_fail_file(e, r->words, dir, ENAMETOOLONG);
        if (!files[i].write(r, path, e))
            return false;
    }
    if ((size_t)snprintf(path, sizeof path, "%s/certificates.pdf", dir) >= sizeof path)
        return report_fail_file(e, r->words, dir, ENAMETOOLONG);
    return write_certificates(r, certificate, path, e);
}
