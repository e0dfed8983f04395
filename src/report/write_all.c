#include "report/certificates.h"
#include "report/internal.h"

#include <errno.h>
#include <stdlib.h>

static bool write_certificates(const struct report *r, const char *dir, const char *sample_path,
                               struct report_error *e)
{
    char teams[1024], players[1024];
    if ((size_t)snprintf(teams, sizeof teams, "%s/certificates.pdf", dir) >= sizeof teams ||
        (size_t)snprintf(players, sizeof players, "%s/certificates-players.pdf", dir) >=
            sizeof players)
        return report_fail_file(e, r->words, dir, ENAMETOOLONG);
    char *sample = sample_path ? certificates_sample(sample_path, r->words, e) : NULL;
    bool ok = (!sample_path || sample) && report_certificates(r, sample, teams, e) &&
              report_player_certificates(r, sample, players, e);
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
    return write_certificates(r, dir, certificate, e);
}
