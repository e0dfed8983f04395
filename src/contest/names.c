#include "contest/internal.h"

const char *const command_names[COMMAND_COUNT] = {
    [COMMAND_NONE] = "none",
    [COMMAND_NEXT] = "next",
    [COMMAND_AWARD] = "award",
    [COMMAND_DEDUCT] = "deduct",
    [COMMAND_PASS] = "pass",
    [COMMAND_INCOMPLETE] = "incomplete",
    [COMMAND_UNDO] = "undo",
    [COMMAND_REDO] = "redo",
    [COMMAND_PAUSE] = "pause",
    [COMMAND_ADD_TIME] = "add_time",
    [COMMAND_CHOOSE] = "choose",
    [COMMAND_SEAT] = "seat",
    [COMMAND_REGO] = "rego",
    [COMMAND_VOID] = "void",
    [COMMAND_EQUIPMENT] = "equipment",
    [COMMAND_FALSE_CLAIM] = "false_claim",
    [COMMAND_ZOOM] = "zoom",
    [COMMAND_REVEAL] = "reveal",
    [COMMAND_PUBLISH] = "publish",
    [COMMAND_ADJUST] = "adjust",
    [COMMAND_CONDUCT] = "conduct",
    [COMMAND_REVERSE] = "reverse",
    [COMMAND_JUDGE] = "judge",
    [COMMAND_SUBSTITUTE] = "substitute",
    [COMMAND_DOUBLE] = "double",
    [COMMAND_LIFELINE] = "lifeline",
    [COMMAND_PLAYER] = "player",
    [COMMAND_END_ROUND] = "end_round",
    [COMMAND_ROUND] = "round",
    [COMMAND_STANDINGS] = "standings",
    [COMMAND_TIE_BREAK] = "tie_break",
    [COMMAND_MEDIA] = "media",
    [COMMAND_SCREEN] = "screen",
    [COMMAND_MUTE] = "mute",
    [COMMAND_DISABLE] = "disable",
    [COMMAND_SEAT_DRAW] = "seat_draw",
    [COMMAND_PRIZES] = "prizes",
    [COMMAND_ACCEPT_BOX] = "accept_box",
    [COMMAND_DECIDE_TIE] = "decide_tie",
    [COMMAND_BIND] = "bind",
    [COMMAND_BREAK] = "break",
    [COMMAND_DRAW] = "draw",
    [COMMAND_REDRAW] = "redraw",
};

int command_find(const char *name)
{
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(command_names[i], name) == 0)
            return i;
    return -1;
}

const char *const verdict_names[VERDICT_COUNT] = {
    "none",         "won",         "later",     "early_ignored", "early_foul",
    "early_locked", "interrupt",   "tied",      "barred",        "capped",
    "out",          "disabled",    "held",      "not_open",      "after_time",
    "repeated",     "unknown_box", "backdated", "late",
};

const char *const phase_names[PHASE_NUMBER] = {
    "title", "rules", "select", "read",      "count",     "open",   "tie", "foul", "answer",
    "judge", "ruled", "reveal", "round_end", "standings", "prizes", "end", "draw",
};

const char *const cause_names[CAUSE_COUNT] = {
    "right",           "wrong",           "timeout",   "pass",    "incomplete", "foul",
    "fault",           "false_claim",     "all_found", "too_few", "judges",     "rebound_right",
    "rebound_wrong",   "interrupt_wrong", "adjust",    "conduct", "reversal",   "void",
    "interrupt_right", "redraw",
};

const char *const cause_titles[CAUSE_COUNT] = {
    N_("答对"),     N_("答错"),     N_("超时"),     N_("放弃"),     N_("答不完整"),
    N_("抢答犯规"), N_("找出错误"), N_("误指"),     N_("全部找出"), N_("找错不足"),
    N_("评委打分"), N_("补答答对"), N_("补答答错"), N_("打断答错"), N_("改分"),
    N_("纪律"),     N_("改判"),     N_("作废"),     N_("打断答对"), N_("抽签更改"),
};

const char *const question_type_names[QUESTION_TYPE_COUNT] = {
    "single", "multiple", "true_false", "short", "case", "picture", "video",
};
