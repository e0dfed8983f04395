/* The keypad as the operator screen draws it. */
#include "keypad/internal.h"

#include <stdio.h>
#include <string.h>

static void put(struct key_meaning *m, const struct contest *c, const char *text,
                const char *detail, enum key_tone tone)
{
    snprintf(m->text, sizeof m->text, "%s", text ? TR(c->words, text) : "");
    snprintf(m->detail, sizeof m->detail, "%s", detail);
    m->tone = tone;
}

static void show(const struct contest *c, struct key_meaning out[KEY_COUNT])
{
    for (int key = 0; key < KEY_COUNT; key++) {
        struct action a = keypad_action(c, (enum key)key);
        put(&out[key], c, a.text, a.detail, a.tone);
        if (a.text && a.asks[0] == '\0' && !a.menu)
            out[key].command = (struct input){.kind = INPUT_COMMAND,
                                              .command = a.command,
                                              .seat = a.seat,
                                              .number = a.number,
                                              .value = a.value};
    }
}

static void menu(const struct keypad *k, const struct contest *c, struct key_meaning out[KEY_COUNT])
{
    for (int digit = 1; digit <= 9; digit++) {
        const struct menu_item *item = keypad_menu_item(k->mode, digit);
        bool on = item->command == COMMAND_SCREEN && item->value == c->state.screen;
        if (keypad_menu_possible(c, item, NULL))
            put(&out[digit], c, on ? N_("回到画面") : item->text, "", on ? KEY_NEXT : KEY_PLAIN);
    }
    static const enum key video[] = {KEY_ENTER, KEY_PLUS, KEY_MINUS};
    for (int i = 0; i < 3; i++) {
        struct action a = keypad_video_key(c, video[i]);
        if (a.text && keypad_possible(c, &a, NULL))
            put(&out[video[i]], c, a.text, "", a.tone);
    }
    put(&out[KEY_STAR], c, k->mode == KEYPAD_MENU_3 ? N_("退出") : N_("下一页"), "", KEY_NEXT);
    put(&out[KEY_DOT], c, N_("退出"), "", KEY_PLAIN);
}

/* What Enter alone gives. */
static void put_minutes(struct key_meaning *m, const struct contest *c)
{
    char minutes[40];
    snprintf(minutes, sizeof minutes, TR(c->words, "%d 分钟"),
             c->def->break_minutes ? c->def->break_minutes : BREAK_MINUTES);
    put(m, c, N_("开始休息"), minutes, KEY_NEXT);
}

static void typing(const struct keypad *k, const struct contest *c,
                   struct key_meaning out[KEY_COUNT])
{
    for (int digit = 0; digit <= 9; digit++)
        put(&out[digit], c, key_names[digit], "", KEY_PLAIN);
    if (k->typed[0])
        put(&out[KEY_ENTER], c, N_("确定"), "", KEY_NEXT);
    else if (k->command == COMMAND_INCOMPLETE)
        put(&out[KEY_ENTER], c, N_("按规则计分"), "", KEY_NEXT);
    else if (k->command == COMMAND_BREAK)
        put_minutes(&out[KEY_ENTER], c);
    put(&out[KEY_DOT], c, N_("退一位"), "", KEY_PLAIN);
    put(&out[KEY_STAR], c, keypad_point_next(k) ? N_("小数点") : N_("取消"), "", KEY_PLAIN);
    if (*k->asks == 'p') {
        put(&out[KEY_PLUS], c, N_("加分"), "", k->negative ? KEY_PLAIN : KEY_GOOD);
        put(&out[KEY_MINUS], c, N_("减分"), "", k->negative ? KEY_BAD : KEY_PLAIN);
    }
}

static void choice(const struct keypad *k, const struct contest *c,
                   struct key_meaning out[KEY_COUNT])
{
    static const char *const outcomes[] = {N_("改为答对"), N_("改为答错"), N_("改为作废")};
    for (int digit = 1; digit <= 9; digit++) {
        if (k->mode == KEYPAD_REASON) {
            put(&out[digit], c, keypad_reason(k, c, digit), "", KEY_PLAIN);
        } else if (k->mode == KEYPAD_OUTCOME && digit <= 3 &&
                   keypad_outcome_possible(k, c, digit)) {
            put(&out[digit], c, outcomes[digit - 1], "", digit == 1 ? KEY_GOOD : KEY_BAD);
        } else if (k->mode == KEYPAD_LEDGER) {
            const struct ledger_entry *e = keypad_reversible(c, digit);
            char points[16], detail[40];
            if (!e)
                continue;
            snprintf(detail, sizeof detail, TR(c->words, "%d号 %s"), e->seat,
                     points_text(e->points_cp, true, points, sizeof points));
            put(&out[digit], c, cause_titles[e->cause], detail, KEY_PLAIN);
        }
    }
    if (k->mode == KEYPAD_REASON && *k->asks == 'v')
        put(&out[KEY_ENTER], c, N_("不写原因"), "", KEY_NEXT);
    put(&out[KEY_STAR], c, N_("取消"), "", KEY_PLAIN);
    put(&out[KEY_DOT], c, N_("取消"), "", KEY_PLAIN);
}

void keypad_meanings(const struct keypad *k, const struct contest *c, int64_t now_us,
                     struct key_meaning out[KEY_COUNT])
{
    memset(out, 0, KEY_COUNT * sizeof *out);
    switch (k->mode) {
    case KEYPAD_SHOW:
        show(c, out);
        break;
    case KEYPAD_MENU:
    case KEYPAD_MENU_2:
    case KEYPAD_MENU_3:
        menu(k, c, out);
        break;
    case KEYPAD_SEAT:
    case KEYPAD_NUMBER:
        typing(k, c, out);
        break;
    default:
        choice(k, c, out);
    }
    if (k->roll && keypad_action(c, KEY_4).roll)
        put(&out[KEY_4], c, N_("停止鼓点"), "", KEY_WARN);
    if (k->mode != KEYPAD_SHOW)
        for (int i = 0; i < 2; i++) {
            enum key key = i ? KEY_NUM : KEY_SLASH;
            struct action a = keypad_action(c, key);
            put(&out[key], c, a.text, a.detail, a.tone);
        }
    enum key page = keypad_page_key(k, c);
    if (page != KEY_COUNT) {
        char pages[40];
        snprintf(pages, sizeof pages, TR(c->words, "共 %d 页"), (int)k->pages);
        put(&out[page], c, N_("翻页"), pages, KEY_PLAIN);
        out[page].command = (struct input){0};
    }
    if (k->confirm_until_us && now_us <= k->confirm_until_us) {
        struct key_meaning *m = &out[k->confirm_key];
        snprintf(m->detail, sizeof m->detail, "%s", TR(c->words, "再按一次确认"));
        m->tone = KEY_WARN;
    }
}

void keypad_echo(const struct keypad *k, const struct contest *c, char *out, size_t size)
{
    static const char *const what[COMMAND_COUNT] = {
        [COMMAND_ADJUST] = N_("改分"),         [COMMAND_CONDUCT] = N_("纪律"),
        [COMMAND_REVERSE] = N_("改判"),        [COMMAND_EQUIPMENT] = N_("设备故障"),
        [COMMAND_SUBSTITUTE] = N_("换替补"),   [COMMAND_DISABLE] = N_("按钮"),
        [COMMAND_ROUND] = N_("进入环节"),      [COMMAND_ADD_TIME] = N_("加时"),
        [COMMAND_INCOMPLETE] = N_("部分得分"), [COMMAND_SEAT] = N_("指定台号"),
        [COMMAND_VOID] = N_("本题作废"),       [COMMAND_BREAK] = N_("休息分钟"),
        [COMMAND_CHOOSE] = N_("第几处错误"),   [COMMAND_JUDGE] = N_("评委"),
        [COMMAND_BIND] = N_("绑定按钮"),       [COMMAND_DECIDE_TIE] = N_("并列胜者"),
        [COMMAND_DRAW] = N_("抽签登记"),       [COMMAND_REDRAW] = N_("强制更改"),
        [COMMAND_ZOOM] = N_("放大错误"),       [COMMAND_MEDIA] = N_("看错误处"),
    };
    out[0] = '\0';
    if (k->mode == KEYPAD_SHOW)
        return;
    if (k->mode <= KEYPAD_MENU_3) {
        snprintf(out, size, TR(c->words, "裁定 %d / 3：按数字选一项"), k->mode - KEYPAD_MENU + 1);
        return;
    }
    const char *name = what[k->command] ? TR(c->words, what[k->command]) : "";
    char seat[24] = "";
    if (k->seat)
        snprintf(seat, sizeof seat, TR(c->words, " %d号"), (int)k->seat);
    else if (k->command == COMMAND_JUDGE)
        snprintf(seat, sizeof seat, " %d", (int)k->number);
    bool lot = k->mode == KEYPAD_NUMBER && *k->asks == 'd';
    const char *ask = lot                         ? TR(c->words, "抽得的号码")
                      : k->mode == KEYPAD_SEAT    ? TR(c->words, "台号")
                      : k->mode == KEYPAD_REASON  ? TR(c->words, "选原因")
                      : k->mode == KEYPAD_LEDGER  ? TR(c->words, "选哪一条")
                      : k->mode == KEYPAD_OUTCOME ? TR(c->words, "改为什么")
                                                  : "";
    const char *sign = k->mode == KEYPAD_NUMBER && *k->asks == 'p' ? (k->negative ? "−" : "+") : "";
    bool types = k->mode == KEYPAD_SEAT || k->mode == KEYPAD_NUMBER;
    snprintf(out, size, "%s%s %s %s%s%s", name, seat, ask, sign, k->typed, types ? "_" : "");
}
