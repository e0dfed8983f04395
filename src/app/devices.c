#include "app/app.h"
#include "catalogue/catalogue.h"
#include "devices/devices.h"
#include "engine/stage_boxes.h"
#include "joystick/joystick.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

static void sweep(void *ctx)
{
    joysticks_step(ctx);
}

int app_devices(const struct app_options *o)
{
    struct devices_options d = {.words = catalogue_words(o->lang),
                                .out = stdout,
                                .json = o->json,
                                .watch = o->watch,
                                .stop = &stop};
    struct sigaction act = {.sa_handler = on_signal}; /* no SA_RESTART: poll is to return */
    struct boxes_config *config = NULL;
    if (!app_arguments(o, 0, 1, "devices [DIR] [--watch] [--json]"))
        return 2;
    if (o->arg_count) {
        struct folder *f = app_load(o);
        config = f ? malloc(sizeof *config) : NULL;
        if (config)
            house_boxes_config(&f->stage, config);
        folder_destroy(f);
        if (!config)
            return 1;
    }
    d.boxes = config;
    d.pads = pads_create();
    struct joysticks *joysticks = d.pads ? joysticks_create(d.pads, NULL, NULL) : NULL;
    if (joysticks) {
        joysticks_step(joysticks); /* finds what is plugged in */
        d.sweep = sweep;
        d.sweep_ctx = joysticks;
    }
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    int status = devices_show(&d);
    joysticks_destroy(joysticks);
    pads_destroy(d.pads);
    free(config);
    return status;
}
