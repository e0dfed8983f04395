#include "stage/displays.h"

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
    if (strcmp(SDL_GetCurrentVideoDriver(), "x11") == 0) /* copies by itself; Wayland can't */
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_DisableScreenSaver();
    return true;
}

void stage_video_finish(void)
{
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

int displays_list(struct display out[DISPLAYS_MAX])
{
    if (simulated)
        return simulated(out);
    int n = SDL_GetNumVideoDisplays();
    n = n < 0 ? 0 : n > DISPLAYS_MAX ? DISPLAYS_MAX : n;
    for (int i = 0; i < n; i++) {
        SDL_Rect b = {0};
        SDL_DisplayMode mode = {0};
        const char *name = SDL_GetDisplayName(i);
        int same = 1;
        SDL_GetDisplayBounds(i, &b);
        SDL_GetCurrentDisplayMode(i, &mode);
        out[i].bounds = (struct area){b.x, b.y, b.w, b.h};
        out[i].refresh_hz = mode.refresh_rate;
        for (int k = 0; k < i; k++)
            same += strcmp(SDL_GetDisplayName(k), name ? name : "") == 0;
        if (same > 1)
            snprintf(out[i].name, DISPLAY_NAME, "%s (%d)", name, same);
        else
            snprintf(out[i].name, DISPLAY_NAME, "%s", name ? name : "");
    }
    return n;
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
