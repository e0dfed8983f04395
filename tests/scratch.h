/* A scratch folder under $TMPDIR, for tests that write files. */
#ifndef LEITAI_TEST_SCRATCH_H
#define LEITAI_TEST_SCRATCH_H

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wunused-function"

static void scratch_make(const char *name, char *out, size_t size)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(out, size, "%s/leitai-%s-XXXXXX", tmp ? tmp : "/tmp", name);
    ck_assert_ptr_nonnull(mkdtemp(out));
}

static void scratch_remove(const char *name)
{
    char inner[1024];
    DIR *d = opendir(name);
    for (struct dirent *f; d && (f = readdir(d));) {
        if (strcmp(f->d_name, ".") == 0 || strcmp(f->d_name, "..") == 0)
            continue;
        snprintf(inner, sizeof inner, "%s/%s", name, f->d_name);
        if (unlink(inner) != 0)
            scratch_remove(inner);
    }
    if (d)
        closedir(d);
    rmdir(name);
}

#endif
