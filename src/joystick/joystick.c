#include "joystick/joystick.h"

#include "box/buzz_leds.h"
#include "instant/instant.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PLAYED_US = 2000,
    IDLE_US = 100000,
    RUMBLE = 0x6000,
    RUMBLE_MS = 400,
    LED_ON = 255,
};

struct stick {
    SDL_Joystick *handle; /* NULL: free */
    SDL_JoystickID id;
    bool buzz, led, rumble;
};

struct joysticks {
    struct pads *pads;
    joysticks_clock_fn *clock;
    void *ctx;
    struct stick stick[PADS_MAX]; /* by number of the pad */
    int64_t began_us;             /* the sweep before; INT64_MIN: none yet */
};

static int64_t monotonic_us(void *ctx)
{
    (void)ctx;
    return instant_mono_us();
}

struct joysticks *joysticks_create(struct pads *pads, joysticks_clock_fn *clock, void *ctx)
{
    static const Uint32 unheard[] = {SDL_JOYAXISMOTION, SDL_JOYBALLMOTION, SDL_JOYHATMOTION,
                                     SDL_JOYBATTERYUPDATED};
    SDL_SetHint(SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS, "1");
    SDL_SetHint(SDL_HINT_AUTO_UPDATE_JOYSTICKS, "0"); /* the sweeps are ours: they are measured */
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (SDL_InitSubSystem(SDL_INIT_JOYSTICK) != 0)
        return NULL;
    struct joysticks *j = calloc(1, sizeof *j);
    if (!j) {
        SDL_QuitSubSystem(SDL_INIT_JOYSTICK);
        return NULL;
    }
    j->pads = pads;
    j->clock = clock ? clock : monotonic_us;
    j->ctx = ctx;
    j->began_us = INT64_MIN;
    for (size_t i = 0; i < sizeof unheard / sizeof *unheard; i++)
        SDL_EventState(unheard[i], SDL_IGNORE);
    SDL_JoystickEventState(SDL_ENABLE);
    return j;
}

/* ---- coming and going
 * ----------------------------------------------------------------------------- */

static int find(const struct joysticks *j, SDL_JoystickID id)
{
    for (int i = 0; i < PADS_MAX; i++)
        if (j->stick[i].handle && j->stick[i].id == id)
            return i;
    return -1;
}

static void plug(struct joysticks *j, int index)
{
    SDL_Joystick *handle = SDL_JoystickOpen(index);
    if (!handle)
        return;
    SDL_JoystickID id = SDL_JoystickInstanceID(handle);
    const char *name = SDL_JoystickName(handle);
    struct pad_info info = {.vid = SDL_JoystickGetVendor(handle),
                            .pid = SDL_JoystickGetProduct(handle),
                            .buttons = SDL_JoystickNumButtons(handle)};
    struct stick s = {.handle = handle,
                      .id = id,
                      .buzz = buzz_known(info.vid, info.pid),
                      .led = SDL_JoystickHasLED(handle),
                      .rumble = SDL_JoystickHasRumble(handle)};
    snprintf(info.name, sizeof info.name, "%s", name ? name : "");
    SDL_JoystickGetGUIDString(SDL_JoystickGetGUID(handle), info.guid, sizeof info.guid);
    info.lamp = s.buzz || s.led || s.rumble;
    int pad = find(j, id) < 0 ? pads_plug(j->pads, &info) : -1;
    if (pad < 0)
        SDL_JoystickClose(handle); /* told twice, or too many */
    else
        j->stick[pad] = s;
}

static void unplug(struct joysticks *j, int pad)
{
    SDL_JoystickClose(j->stick[pad].handle);
    memset(&j->stick[pad], 0, sizeof j->stick[pad]);
    pads_unplug(j->pads, pad);
}

void joysticks_destroy(struct joysticks *j)
{
    if (!j)
        return;
    for (int i = 0; i < PADS_MAX; i++)
        if (j->stick[i].handle)
            unplug(j, i);
    SDL_QuitSubSystem(SDL_INIT_JOYSTICK);
    free(j);
}

/* ---- lamps
 * ---------------------------------------------------------------------------------------- */

static void light(struct stick *s, uint32_t lit)
{
    if (s->buzz) {
        Uint8 report[7] = {0};
        for (int h = 0; h < BUZZ_HANDSETS; h++)
            report[1 + h] = lit & buzz_handset(h) ? 0xff : 0;
        SDL_JoystickSendEffect(s->handle, report, sizeof report); /* or the kernel's lamps do */
        return;
    }
    Uint8 level = lit ? LED_ON : 0;
    if (s->led)
        SDL_JoystickSetLED(s->handle, level, level, level);
    else if (s->rumble)
        SDL_JoystickRumble(s->handle, lit ? RUMBLE : 0, lit ? RUMBLE : 0, lit ? RUMBLE_MS : 0);
}

/* ---- sweeping
 * ------------------------------------------------------------------------------------- */

static void button(struct joysticks *j, const SDL_JoyButtonEvent *e, int64_t lo_us, int64_t hi_us)
{
    int pad = find(j, e->which);
    if (pad < 0)
        return;
    pads_press(j->pads, pad,
               &(struct pad_event){.button = e->button,
                                   .down = e->type == SDL_JOYBUTTONDOWN,
                                   .lo_us = lo_us,
                                   .hi_us = hi_us});
}

void joysticks_step(struct joysticks *j)
{
    SDL_Event e;
    if (!j)
        return;
    int64_t began_us = j->clock(j->ctx), before_us = j->began_us;
    if (before_us == INT64_MIN)
        before_us = began_us - IDLE_US;
    j->began_us = began_us;
    SDL_JoystickUpdate();
    int64_t ended_us = j->clock(j->ctx);
    while (SDL_PeepEvents(&e, 1, SDL_GETEVENT, SDL_JOYAXISMOTION, SDL_JOYBATTERYUPDATED) > 0) {
        if (e.type == SDL_JOYDEVICEADDED) {
            plug(j, e.jdevice.which);
        } else if (e.type == SDL_JOYDEVICEREMOVED) {
            int pad = find(j, e.jdevice.which);
            if (pad >= 0)
                unplug(j, pad);
        } else if (e.type == SDL_JOYBUTTONDOWN || e.type == SDL_JOYBUTTONUP) {
            button(j, &e.jbutton, before_us, ended_us);
        }
    }
    pads_swept(j->pads, began_us, began_us - before_us);
    for (int i = 0; i < PADS_MAX; i++) {
        uint32_t lit;
        if (j->stick[i].handle && pads_lamps(j->pads, i, &lit))
            light(&j->stick[i], lit);
    }
}

int64_t joysticks_next_us(const struct joysticks *j)
{
    if (!j)
        return INT64_MAX;
    if (j->began_us == INT64_MIN)
        return 0;
    return j->began_us + (pads_in_use(j->pads) ? PLAYED_US : IDLE_US);
}
