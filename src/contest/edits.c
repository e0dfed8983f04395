/* What the host may do beside the question: score edits, substitutions, pictures, screens, the draw
 * of seats. */
#include "contest/internal.h"

#include <stdio.h>
#include <stdlib.h>

enum { EDIT_MAX_CP = 9999 * CP };

void edit_zoom(struct step_context *x)
{
    const struct question *q = contest_question(x->c);
    int32_t v = x->in->value;
    bool ninth = v > ZOOM_GRID && v <= ZOOM_GRID + 9;
    if (!q || v < 0 || (v > q->fault_count && !ninth)) {
        refuse(x, TR(W(x), "没有可放大的区域"));
        return;
    }
    if (x->ask)
        return;
    /* the same region again: back to the whole picture */
    S(x)->correction.zoom = S(x)->correction.zoom == v ? 0 : (uint8_t)v;
}

void edit_publish(struct step_context *x)
{
    if (S(x)->published_ledger == S(x)->ledger_count) {
        refuse(x, TR(W(x), "没有待公布的分数"));
        return;
    }
    if (x->ask)
        return;
    ledger_publish(S(x));
    say(x, TR(W(x), "公布分数"));
}

void edit_points(struct step_context *x)
{
    bool conduct = x->in->command == COMMAND_CONDUCT;
    if (!valid_seat(x))
        return;
    if (!x->in->value) {
        refuse(x, TR(W(x), "分值为 0，没有可改的"));
        return;
    }
    if (x->in->value > EDIT_MAX_CP || x->in->value < -EDIT_MAX_CP) {
        refuse(x, TR(W(x), "一次最多加减 %d 分"), EDIT_MAX_CP / CP);
        return;
    }
    if (x->ask)
        return;
    say(x, TR(W(x), "%d号 %s %s（%s）"), x->in->seat, conduct ? TR(W(x), "纪律") : TR(W(x), "改分"),
        points_text(x->in->value, true, (char[16]){0}, 16),
        x->in->text[0] ? x->in->text : TR(W(x), "未写原因"));
    ledger_reason(x, x->in->seat, x->in->value, conduct ? CAUSE_CONDUCT : CAUSE_ADJUST,
                  x->in->text);
}

void edit_substitute(struct step_context *x)
{
    if (!valid_seat(x))
        return;
    const struct team *t = contest_team(x->c, x->in->seat);
    struct team_state *ts = team_at(S(x), x->in->seat);
    if (!t->reserve[0] || x->in->number < 1 || x->in->number > t->player_count) {
        refuse(x, TR(W(x), "%d号 没有替补或没有这名队员"), x->in->seat);
        return;
    }
    if (x->ask)
        return;
    ts->reserve_for = (int8_t)(ts->reserve_for == x->in->number ? 0 : x->in->number);
    if (ts->reserve_for)
        say(x, TR(W(x), "%d号 %s 换下 %s"), x->in->seat, t->reserve, t->players[x->in->number - 1]);
    else
        say(x, TR(W(x), "%d号 %s 回到场上"), x->in->seat, t->players[x->in->number - 1]);
}

void edit_media(struct step_context *x)
{
    struct correction *k = &S(x)->correction;
    const struct question *q = contest_question(x->c);
    if (!q || q->type != QUESTION_VIDEO || x->in->value < MEDIA_PLAY || x->in->value > MEDIA_JUMP) {
        refuse(x, TR(W(x), "本题没有视频"));
        return;
    }
    if (x->in->value == MEDIA_REPLAY) {
        if (policy(x)->replays_max && k->replays >= policy(x)->replays_max) {
            refuse(x, TR(W(x), "重放次数已用完（%d 次）"), policy(x)->replays_max);
            return;
        }
        if (x->ask)
            return;
        k->replays++;
        say(x, TR(W(x), "第 %d 次重放"), k->replays);
    }
    if (x->in->value == MEDIA_JUMP && (x->in->number < 1 || x->in->number > q->fault_count)) {
        refuse(x, TR(W(x), "这份材料只有 %d 处错误"), q->fault_count);
        return;
    }
    if (x->ask)
        return;
    k->steps += x->in->value == MEDIA_STEP || x->in->value == MEDIA_JUMP;
    k->media = (uint8_t)x->in->value;
    k->zoom = x->in->value == MEDIA_JUMP ? (uint8_t)x->in->number : 0;
}

static int32_t break_minutes(const struct contest *c, int32_t said)
{
    return said ? said : c->def->break_minutes ? c->def->break_minutes : BREAK_MINUTES;
}

static void begin_break(struct step_context *x, int32_t minutes)
{
    S(x)->break_until_us = x->in->at_us + (int64_t)minutes * 60 * SECOND;
    say(x, TR(W(x), "休息 %d 分钟"), minutes);
}

/* Never longer than the longest; shorter than what is left: it is over, and the host says so. */
static void lengthen_break(struct step_context *x, int32_t minutes)
{
    struct state *s = S(x);
    int64_t most_us = x->in->at_us + (int64_t)BREAK_MINUTES_MAX * 60 * SECOND;
    int64_t from_us = s->break_until_us > x->in->at_us ? s->break_until_us : x->in->at_us;
    int64_t until_us = from_us + (int64_t)minutes * 60 * SECOND;
    s->break_until_us = until_us < x->in->at_us ? x->in->at_us
                        : until_us > most_us    ? most_us
                                                : until_us;
    if (minutes > 0)
        say(x, TR(W(x), "休息延长 %d 分钟"), minutes);
    else
        say(x, TR(W(x), "休息缩短 %d 分钟"), -minutes);
}

void edit_break(struct step_context *x)
{
    struct state *s = S(x);
    int32_t minutes = x->in->value, least = x->in->number == BREAK_MORE ? -BREAK_MINUTES_MAX : 0;
    bool begins = x->in->number == BREAK_BEGIN;
    if (x->in->number < BREAK_BEGIN || x->in->number > BREAK_OVER ||
        (!begins && s->screen != SCREEN_BREAK)) {
        refuse(x, TR(W(x), "现在没有休息"));
    } else if (minutes < least || minutes > BREAK_MINUTES_MAX) {
        refuse(x, TR(W(x), "休息 1 到 %d 分钟"), BREAK_MINUTES_MAX);
    } else if (!x->ask) {
        s->breaks++;
        if (begins) {
            s->screen = SCREEN_BREAK;
            begin_break(x, break_minutes(x->c, minutes));
        } else if (x->in->number == BREAK_MORE) {
            lengthen_break(x, minutes);
        } else {
            s->screen = SCREEN_SHOW;
            say(x, TR(W(x), "休息结束"));
        }
    }
}

void edit_screen(struct step_context *x)
{
    struct state *s = S(x);
    if (x->in->value < 0 || x->in->value >= SCREEN_COUNT) {
        refuse(x, TR(W(x), "没有这个画面"));
        return;
    }
    if (x->in->value == SCREEN_CHECK && s->screen != SCREEN_CHECK && !stage_may_check(x->c)) {
        refuse(x, TR(W(x), "题目进行中不点名：本题结束后再检查抢答器"));
        return;
    }
    if (x->in->value == SCREEN_BREAK && (x->in->number < 0 || x->in->number > BREAK_MINUTES_MAX)) {
        refuse(x, TR(W(x), "休息 1 到 %d 分钟"), BREAK_MINUTES_MAX);
        return;
    }
    if (x->ask)
        return;
    if (x->in->value == SCREEN_BREAK && s->screen != SCREEN_BREAK)
        begin_break(x, break_minutes(x->c, x->in->number));
    /* the same key again goes back to the show */
    s->screen = s->screen == x->in->value ? (uint8_t)SCREEN_SHOW : (uint8_t)x->in->value;
}

void edit_mute(struct step_context *x)
{
    if (x->ask)
        return;
    S(x)->muted = !S(x)->muted;
    say(x, "%s", S(x)->muted ? TR(W(x), "静音") : TR(W(x), "取消静音"));
}

/* Recorded from outside ("3,1,2": the seat of each team as listed), or drawn here when the text is
 * empty. */
static bool read_draw(struct step_context *x, uint8_t seats[TEAMS_MAX], uint64_t *state)
{
    int n = x->c->def->team_count;
    uint32_t seen = 0;
    const char *p = x->in->text;
    if (!*p) {
        for (int i = 0; i < n; i++)
            seats[i] = (uint8_t)x->c->def->teams[i].seat;
        for (int i = n - 1; i > 0; i--) {
            int k = (int)(draw_next(state) % (uint64_t)(i + 1));
            uint8_t t = seats[i];
            seats[i] = seats[k];
            seats[k] = t;
        }
        return true;
    }
    for (int i = 0; i < n; i++) {
        char *end;
        long seat = strtol(p, &end, 10);
        if (end == p || seat < 1 || seat > TEAMS_MAX || (seen & seat_bit((int)seat)))
            return false;
        seen |= seat_bit((int)seat);
        seats[i] = (uint8_t)seat;
        p = *end == ',' ? end + 1 : end;
    }
    return *p == '\0';
}

void edit_seat_draw(struct step_context *x)
{
    struct state *s = S(x);
    uint8_t seats[TEAMS_MAX] = {0};
    uint64_t state = s->draw;
    if (s->seat_of_team[0] && mended_in(s, 2)) {
        refuse(x, TR(W(x), "抽签已锁定，更改须写明原因"));
        return;
    }
    if (!read_draw(x, seats, &state)) {
        refuse(x, TR(W(x), "抽签结果须是 %d 个不同的台号，用逗号分开"), x->c->def->team_count);
        return;
    }
    if (x->ask)
        return;
    if (!x->in->text[0])
        say(x, TR(W(x), "程序抽签，种子 %llu"), (unsigned long long)x->c->def->seed);
    s->draw = state;
    s->draws[0].at_us = x->in->at_us;
    s->draws[0].how = x->in->text[0] ? DRAW_RECORDED : DRAW_PROGRAM;
    s->draws[0].seed = x->in->text[0] ? 0 : x->c->def->seed;
    memcpy(s->seat_of_team, seats, sizeof seats);
    for (int i = 0; i < x->c->def->team_count; i++)
        say(x, TR(W(x), "%s 抽得 %d号 台"), x->c->def->teams[i].name, seats[i]);
}
