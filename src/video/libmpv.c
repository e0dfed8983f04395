/* libmpv, loaded when the first video asks for it: it brings two hundred libraries, which a contest
 * without a video neither waits for at the start nor keeps in memory. */
#include "video/internal.h"

#include <dlfcn.h>
#include <stdio.h>

static const char name[] = "libmpv.so.2"; /* the ABI of the headers this was built with */

static struct libmpv functions;
static char missing[VIDEO_WHY];

static void load(void)
{
    static const struct {
        const char *symbol;
        void *into;
    } wanted[] = {
#define WANTED(f) {"mpv_" #f, &functions.f},
        LIBMPV_FUNCTIONS(WANTED)
#undef WANTED
    };
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL); /* never closed: its threads may live */
    if (!library) {
        snprintf(missing, sizeof missing, "%.200s", dlerror());
        return;
    }
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        *(void **)wanted[i].into = dlsym(library, wanted[i].symbol); /* as POSIX's dlsym shows */
        if (!*(void **)wanted[i].into)
            snprintf(missing, sizeof missing, "%s: no %s", name, wanted[i].symbol);
    }
}

const struct libmpv *libmpv(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return missing[0] ? NULL : &functions;
}

const char *libmpv_missing(void)
{
    return missing;
}
