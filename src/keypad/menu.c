/* The rulings menu behind *, three pages of nine. */
#include "keypad/internal.h"

#include <stddef.h>

/* asks: s seat, p points (signed), n number, f fault, r reason, v reason or none, l ledger entry,
 * o outcome, y player */
static const struct menu_item page_1[9] = {
    {N_("改分"), COMMAND_ADJUST, 0, "spr", false},
    {N_("纪律加减分"), COMMAND_CONDUCT, 0, "spr", false},
    {N_("改判"), COMMAND_REVERSE, 0, "lo", false},
    {N_("本题作废"), COMMAND_VOID, 0, "v", false},
    {N_("设备故障"), COMMAND_EQUIPMENT, 0, "s", false},
    {N_("换替补"), COMMAND_SUBSTITUTE, 0, "sy", false},
    {N_("恢复撤销"), COMMAND_REDO, 0, "", false},
    {N_("停用/恢复"), COMMAND_DISABLE, 2, "s", false},
    {N_("更多"), COMMAND_NONE, 0, "", false},
};
static const struct menu_item page_2[9] = {
    {N_("结束环节"), COMMAND_END_ROUND, 0, "", true},
    {N_("进入环节"), COMMAND_ROUND, 0, "n", false},
    {N_("加时秒数"), COMMAND_ADD_TIME, 0, "n", false},
    {N_("静音"), COMMAND_MUTE, 0, "", false},
    {N_("放弃本题"), COMMAND_PASS, 0, "", false},
    {N_("部分得分%"), COMMAND_INCOMPLETE, 0, "n", false},
    {N_("加倍"), COMMAND_DOUBLE, 0, "", false},
    {N_("绑定按钮"), COMMAND_BIND, BIND_SEVERAL, "s", false},
    {N_("画面"), COMMAND_NONE, 0, "", false},
};
static const struct menu_item page_3[9] = {
    {N_("计分榜"), COMMAND_SCREEN, SCREEN_SCORES, "", false},
    {N_("按键次序"), COMMAND_SCREEN, SCREEN_PRESSES, "", false},
    {N_("代表队"), COMMAND_SCREEN, SCREEN_TEAMS, "", false},
    {N_("休息"), COMMAND_BREAK, 0, "n", false},
    {N_("测试图"), COMMAND_SCREEN, SCREEN_TEST, "", false},
    {N_("冻结画面"), COMMAND_SCREEN, SCREEN_FREEZE, "", false},
    {N_("抢答器检查"), COMMAND_SCREEN, SCREEN_CHECK, "", false},
    {N_("公布分数"), COMMAND_PUBLISH, 0, "", false},
    {N_("接受抢答器"), COMMAND_ACCEPT_BOX, 0, "", false},
};

const struct menu_item *keypad_menu_item(enum keypad_mode page, int digit)
{
    const struct menu_item *items = page == KEYPAD_MENU     ? page_1
                                    : page == KEYPAD_MENU_2 ? page_2
                                    : page == KEYPAD_MENU_3 ? page_3
                                                            : NULL;
    return items && digit >= 1 && digit <= 9 ? &items[digit - 1] : NULL;
}

bool keypad_menu_possible(const struct contest *c, const struct menu_item *item, char *why)
{
    struct action a = {
        .text = item->text, .command = item->command, .value = item->value, .asks = item->asks};
    return item->command == COMMAND_NONE || keypad_possible(c, &a, why);
}

bool keypad_redoes(const struct keypad *k, int digit)
{
    const struct menu_item *item = keypad_menu_item(k->mode, digit);
    return item && item->command == COMMAND_REDO;
}

const char *keypad_reason(const struct keypad *k, const struct contest *c, int n)
{
    enum reason_kind kind = k->command == COMMAND_VOID      ? REASON_VOID
                            : k->command == COMMAND_CONDUCT ? REASON_CONDUCT
                                                            : REASON_SCORE;
    return definition_reason(c->def, kind, n);
}

const struct ledger_entry *keypad_reversible(const struct contest *c, int n)
{
    for (int i = c->state.ledger_count - 1; i >= 0; i--) {
        const struct ledger_entry *e = &c->state.ledger[i];
        bool ruling = !e->corrects && e->round >= 0 && e->cause != CAUSE_ADJUST &&
                      e->cause != CAUSE_CONDUCT && e->cause != CAUSE_REDRAW;
        if (ruling && --n == 0)
            return e;
    }
    return NULL;
}
