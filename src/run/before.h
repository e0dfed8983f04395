/* before — the pre-flight of a show that is starting. Main thread. */
#ifndef LEITAI_RUN_BEFORE_H
#define LEITAI_RUN_BEFORE_H

#include "preflight/preflight.h"

struct run;

/* After windows, sound and engine. `ready` wakes the main thread, from another one. */
void before_start(struct run *r, int64_t mono_us, void (*ready)(void *));
/* A little more of it. True while there is something to do at once. */
bool before_step(struct run *r, int64_t mono_us);
void before_stop(struct run *r);
/* What is not good, from finding `from` on, on stderr; returns how many findings there are. */
int before_print(const struct preflight *p, int from);

#endif
