/* Keys and windows: the keypad's keys go to the engine, the operator's function keys are for the
 * stage and change nothing in the contest. */
#include "run/internal.h"
#include "catalogue/catalogue.h"

#include <errno.h>
#include <string.h>

enum { QUIT_US = 2000000 };

static const struct words *words_of(const struct run *r)
{
    return catalogue_words(r->options.folder->stage.operator_language);
}

static void tell(struct run *r, const char *what, const char *remedy)
{
    engine_tell(r->engine, LIGHT_GOOD, what, remedy);
}

/* ---- function keys
 * -------------------------------------------------------------------------------- */

static bool fullscreen(const struct window *w)
{
    return SDL_GetWindowFlags(SDL_GetWindowFromID(window_id(w))) & SDL_WINDOW_FULLSCREEN_DESKTOP;
}

/* Covers all screens: not while a question is on. */
static void identify(struct run *r)
{
    enum phase p = r->view ? r->view->contest.state.phase : PHASE_TITLE;
    if (p != PHASE_TITLE && p != PHASE_RULES && p != PHASE_ROUND_END && p != PHASE_END &&
        p != PHASE_DRAW)
        engine_tell(r->engine, LIGHT_WARN, TR(words_of(r), "题目进行中不标识屏幕"),
                    TR(words_of(r), "到环节结束时再按 F2"));
    else
        identify_begin(r, &r->listener, instant_mono_us());
}

static void move_audience(struct run *r)
{
    struct display list[DISPLAYS_MAX];
    char what[MESSAGE_TEXT];
    int n = displays_list(list);
    int at = displays_find(list, n, window_display(r->audience_window));
    const char *desk = window_display(r->operator_window);
    if (n < 2) {
        tell(r, TR(words_of(r), "只有一块显示器"), TR(words_of(r), "接上大屏后再按 F3"));
        return;
    }
    int to = (at + 1) % n;
    if (strcmp(list[to].name, desk) == 0 && n > 2)
        to = (to + 1) % n;
    window_move(r->audience_window, list[to].name);
    snprintf(what, sizeof what, TR(words_of(r), "观众屏移到 %.60s"), list[to].name);
    tell(r, what, TR(words_of(r), "再按 F3 换下一块；要固定下来，写在 stage.yaml 的 displays 里"));
}

static void audience_fullscreen(struct run *r)
{
    window_set_fullscreen(r->audience_window, !fullscreen(r->audience_window));
    tell(r, TR(words_of(r), "观众屏在全屏和窗口之间切换"), TR(words_of(r), "再按 F4 换回来"));
}

static void operator_fullscreen(struct run *r)
{
    window_set_fullscreen(r->operator_window, !fullscreen(r->operator_window));
}

static void turn_page(struct run *r, int by)
{
    int pages = r->screens.pages, page = r->screens.page + by;
    r->screens.page = page < 0 ? 0 : page >= pages ? pages - 1 : page;
    r->screens.previewed = false;
    r->audience_at_us = r->operator_at_us = 0;
}

static void next_page(struct run *r)
{
    turn_page(r, 1);
}

static void page_before(struct run *r)
{
    turn_page(r, -1);
}

static const struct {
    SDL_Keycode key;
    void (*act)(struct run *r);
} hands[] = {
    {SDLK_F2, identify},
    {SDLK_F3, move_audience},
    {SDLK_F4, audience_fullscreen},
    {SDLK_F11, operator_fullscreen},
    {SDLK_F12, photo_take},
    {SDLK_PAGEDOWN, next_page},
    {SDLK_PAGEUP, page_before},
};

/* A host's page belongs to one question or table: the next one begins with its first. */
static bool same_pages(struct run *r)
{
    const struct state *s = &r->view->contest.state;
    bool asking = s->phase >= PHASE_SELECT && s->phase <= PHASE_REVEAL;
    const int64_t key[] = {s->round, s->asked, s->screen, asking ? 0 : (int64_t)s->phase};
    if (memcmp(key, r->page_key, sizeof key) == 0)
        return true;
    memcpy(r->page_key, key, sizeof key);
    return false;
}

void hands_pages(struct run *r)
{
    struct size size = {1920, 1080};
    uint32_t turns = r->view->keypad.turns - r->turns_seen;
    r->turns_seen += turns;
    window_size(r->audience_window, &size.w, &size.h);
    int pages = audience_pages(r->view, size, r->screens.metrics);
    if (!same_pages(r))
        r->screens.page = 0;
    r->screens.pages = pages;
    if (turns) { /* the keypad goes round: it has one key for it */
        r->screens.page = (int)(((uint32_t)r->screens.page + turns) % (uint32_t)pages);
        turn_page(r, 0);
    }
    if (pages != r->view->keypad.pages)
        engine_pages(r->engine, pages);
}

static void quit(struct run *r, int64_t mono_us)
{
    if (mono_us < r->quit_until_us)
        r->quit = true;
    r->quit_until_us = mono_us + QUIT_US;
    engine_tell(r->engine, LIGHT_WARN, TR(words_of(r), "再按一次 Ctrl+Q 退出"),
                TR(words_of(r), "已存盘，下次启动从这里继续"));
}

void hands_key(struct run *r, const SDL_KeyboardEvent *k, int64_t mono_us)
{
    bool modified = k->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI);
    if (k->repeat)
        return; /* a key held down is one press */
    if (k->keysym.sym == SDLK_q && (k->keysym.mod & KMOD_CTRL)) {
        quit(r, mono_us);
        return;
    }
    int key = keymap_find(&r->keymap, k->keysym.scancode);
    if (key >= 0 && !modified) {
        if (!grab_holds(r->grab)) /* else only the chosen keypad counts */
            engine_key(r->engine, (enum key)key, mono_us);
        return;
    }
    for (size_t i = 0; i < sizeof hands / sizeof *hands && !modified; i++)
        if (hands[i].key == k->keysym.sym && k->windowID == window_id(r->operator_window))
            hands[i].act(r);
}

/* ---- the chosen keypad
 * ---------------------------------------------------------------------------- */

/* On the grab's thread. */
static void on_press(void *ctx, enum key key, int64_t mono_us)
{
    struct run *r = ctx;
    engine_key(r->engine, key, mono_us);
}

void hands_start(struct run *r, void (*ready)(void *))
{
    struct grab_want want = {.device = r->options.folder->stage.keypad_device,
                             .keys = &r->keymap,
                             .press = on_press,
                             .news = ready,
                             .ctx = r};
    r->grab_told = GRAB_NOT_TRIED;
    if (want.device[0])
        r->grab = grab_create(&want);
}

static void tell_lost(struct run *r, int error, bool had)
{
    static const struct {
        int error;
        const char *what, *remedy;
    } reasons[] = {
        {EACCES, N_("没有权限读"),
         N_("把用户加入 input 组：sudo usermod -aG input 用户名，再重新登录")},
        {EBUSY, N_("被别的程序占用"), N_("关掉那个程序，自动恢复；按键前先点一下操作窗口")},
        {ENODEV, N_("断开了"), N_("插回后自动恢复；按键前先点一下操作窗口")},
        {0, N_("没有找到"),
         N_("插上小键盘，或者改 stage.yaml 的 keypad.device；按键前先点一下操作窗口")},
    };
    const struct words *w = words_of(r);
    char what[MESSAGE_TEXT];
    size_t i = 0;
    while (reasons[i].error && reasons[i].error != (had ? ENODEV : error))
        i++;
    snprintf(what, sizeof what, TR(w, "小键盘 %.60s %s：改用窗口的按键"),
             r->options.folder->stage.keypad_device, TR(w, reasons[i].what));
    fprintf(stderr, "leitai: %s\n", what);
    engine_tell(r->engine, LIGHT_WARN, what, TR(w, reasons[i].remedy));
}

void hands_keypad(struct run *r)
{
    int error = grab_error(r->grab), told = r->grab_told;
    if (!r->grab || error == told)
        return;
    r->grab_told = error;
    if (error)
        tell_lost(r, error, told == 0);
    else
        tell(r, TR(words_of(r), "小键盘已接管，别的键盘的数字键不起作用"),
             TR(words_of(r), "窗口不在最前面也能操作"));
}
