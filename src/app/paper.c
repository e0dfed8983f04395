/* results and print: what is handed out after and before the show. */
#include "app/app.h"
#include "catalogue/catalogue.h"
#include "report/print.h"
#include "report/report.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int complain(const struct report_error *e)
{
    fprintf(stderr, "leitai: %s\n        %s\n", e->what, e->remedy);
    return 1;
}

/* The certificate text: the one named, else that of the contest folder the journal lies in; NULL:
 * neither. */
static const char *certificate_text(const struct app_options *o, char path[PATH_MAX])
{
    char folder[PATH_MAX];
    if (o->arg_count > 1)
        return o->args[1];
    if (!realpath(o->args[0], folder))
        return NULL;
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(folder, '/');
        if (slash)
            *slash = '\0';
    }
    int n = snprintf(path, PATH_MAX, "%s/certificate.txt", folder);
    return n < PATH_MAX && access(path, F_OK) == 0 ? path : NULL;
}

int app_results(const struct app_options *o)
{
    char path[PATH_MAX];
    struct report r;
    struct report_error e;
    const struct words *w = catalogue_words(o->lang);
    if (!app_arguments(o, 1, 2, "results JOURNAL [CERTIFICATE] --to DIR [--lang LANG]"))
        return 2;
    if (!o->to) {
        fprintf(stderr, TR(w, "leitai: %s：写到哪里？加 --to DIR\n"), o->command);
        return 2;
    }
    if (!report_load(&r, o->args[0], w, &e))
        return complain(&e);
    const char *certificate = certificate_text(o, path);
    bool ok = report_write_all(&r, o->to, certificate, &e);
    int problems = r.problems;
    if (ok && problems)
        fprintf(stderr, "leitai: %s\n", r.problem);
    if (ok)
        printf(TR(w, "成绩写在 "
                     "%s：results.xlsx、results.pdf、ledger.pdf、证书 certificates.pdf（代表队）和 "
                     "certificates-players.pdf（队员）、CSV、JSON；校验值 %s\n"),
               o->to, r.head);
    if (ok && certificate)
        printf(TR(w, "证书样式：%s\n"), certificate);
    report_finish(&r);
    return !ok ? complain(&e) : problems ? 1 : 0;
}

int app_print(const struct app_options *o)
{
    struct report_error e;
    const struct words *w = catalogue_words(o->lang);
    if (!app_arguments(o, 1, 1, "print DIR --to DIR [--lang LANG]"))
        return 2;
    if (!o->to) {
        fprintf(stderr, TR(w, "leitai: %s：写到哪里？加 --to DIR\n"), o->command);
        return 2;
    }
    struct folder *f = app_load(o);
    bool ok = f && print_all(f, o->to, w, &e);
    if (f && ok)
        printf(TR(w, "写在 %s：host-script.pdf 主持人台本，answers.pdf 评委答案册，score-sheet.pdf "
                     "记分表\n"),
               o->to);
    int status = !f ? 1 : ok ? 0 : complain(&e);
    folder_destroy(f);
    return status;
}
