/* station - all virtual boxes of one run with their ports, and what may be ordered of them. */
#ifndef STATION_H
#define STATION_H

#include "crew.h"
#include "options.h"
#include "port.h"
#include "script.h"
#include "truth.h"

struct station_box {
    struct rig rig;
    struct port port;
    struct truth truth;
    struct crew crew;
    bool random;
    int64_t replug_us; /* INT64_MAX: plugged */
};

struct station {
    struct station_box *boxes;
    int count;
    FILE *log;
    const char *link_dir; /* of the options, NULL none */
    bool quit;
};

/* Opens all ports; false with a message in why. */
bool station_start(struct station *station, const struct options *options, int64_t now_us,
                   char *why, size_t cap);

void station_order(struct station *station, int64_t now_us, const struct order *order);

/* Everything due. */
void station_tick(struct station *station, int64_t now_us);
int64_t station_next_wake(const struct station *station);

/* Bytes of the host are waiting. */
void station_readable(struct station *station, int box, int64_t (*clock_us)(void));

/* Safe on a station that never started. */
void station_stop(struct station *station);

#endif
