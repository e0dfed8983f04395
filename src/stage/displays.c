#include "stage/displays.h"

#include "stage/blanking.h"
#include "stage/x_server.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool stage_video_init(const struct stage_listener *listener)
{
    SDL_SetHint(SDL_HINT_APP_NAME, "leitai");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    stage_tolerate_x_errors(); /* SDL puts back at its end what it found at its beginning */
    if (SDL_InitSubSystem(SDL_INIT_VIDEO)) {
        stage_say(listener, STAGE_DISPLAY_NONE, "%s", SDL_GetError());
        return false;
    }
    stage_tolerate_x_errors();
    SDL_DisableScreenSaver();
    if (strcmp(SDL_GetCurrentVideoDriver(), "x11") == 0) {
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); /* copies by itself; Wayland can't */
        x_server_open();
        blanking_hold();
    }
    return true;
}

void stage_video_finish(void)
{
    blanking_release();
    x_server_close();
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

static displays_source *simulated;

void displays_set_source(displays_source *source)
{
    simulated = source;
}

bool displays_simulated(void)
{
    return simulated != NULL;
}

/* The output of a display SDL knows: the one at the same place, taken from the list. */
static bool take_output(struct x_output *outputs, int *count, struct area at, struct x_output *out)
{
    for (int i = 0; i < *count; i++)
        if (outputs[i].bounds.x == at.x && outputs[i].bounds.y == at.y) {
            *out = outputs[i];
            outputs[i] = outputs[--*count];
            return true;
        }
    return false;
}

/* "HDMI-2", with what the monitor calls itself where that is known: "HDMI-2 DELL U2412M 24\"". */
static void name_display(struct display *d, const char *output, const char *monitor)
{
    size_t n = strlen(output);
    if (n == 0 || strncmp(monitor, output, n) == 0)
        words_copy(d->name, sizeof d->name, monitor);
    else
        snprintf(d->name, sizeof d->name, "%.40s%s%.50s", output, monitor[0] ? " " : "", monitor);
}

static bool is_taken(const struct display *list, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(list[i].name, name) == 0)
            return true;
    return false;
}

static void tell_apart(const struct display *list, int count, struct display *d)
{
    char plain[DISPLAY_NAME - 8];
    words_copy(plain, sizeof plain, d->name);
    for (int n = 2; is_taken(list, count, d->name) && n <= DISPLAYS_MAX; n++)
        snprintf(d->name, sizeof d->name, "%s (%d)", plain, n % 100);
}

int displays_list(struct display out[DISPLAYS_MAX])
{
    struct x_output outputs[DISPLAYS_MAX], output;
    int known = x_outputs(outputs, DISPLAYS_MAX), count = 0;
    if (simulated)
        return simulated(out);
    for (int i = 0; i < SDL_GetNumVideoDisplays() && count < DISPLAYS_MAX; i++) {
        SDL_Rect b = {0};
        const char *monitor = SDL_GetDisplayName(i);
        struct display *d = &out[count];
        SDL_GetDisplayBounds(i, &b);
        *d = (struct display){.bounds = {b.x, b.y, b.w, b.h}, .index = i};
        output.name[0] = '\0';
        if (known >= 0) { /* one that was switched off SDL still has, and a change of its size it
                             does not notice */
            if (!take_output(outputs, &known, d->bounds, &output))
                continue;
            d->bounds = output.bounds;
        }
        name_display(d, output.name, monitor ? monitor : "");
        tell_apart(out, count++, d);
    }
    return count;
}

int displays_find(const struct display *list, int count, const char *wish)
{
    if (!wish || !wish[0])
        return -1;
    for (int i = 0; i < count; i++)
        if (strcmp(list[i].name, wish) == 0)
            return i;
    char *end;
    long number = strtol(wish, &end, 10);
    if (*end == 0)
        return number >= 1 && number <= count ? (int)number - 1 : -1;
    for (int i = 0; i < count; i++)
        if (strcasestr(list[i].name, wish))
            return i;
    return -1;
}
