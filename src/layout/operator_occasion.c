/* What stands over the host's words when no question does: rules, values, marks, ranks, prizes,
 * roll-call. */
#include "contest/standings.h"
#include "layout/operator_parts.h"
#include "layout/roll_call.h"
#include "view/text.h"

#include <stdio.h>

static float title(struct op *o, struct draw_box *box, const char *text, const char *remark)
{
    float w = op_text(o,
                      &(struct op_say){.x = box->x,
                                       .y = box->y + op_em(o, -1) / 2,
                                       .k = -1,
                                       .bold = true,
                                       .token = COLOUR_TEXT,
                                       .width = box->w},
                      text);
    if (remark && *remark && box->w - w > op_em(o, -5) * 4)
        op_text(o,
                &(struct op_say){.x = box->x + box->w,
                                 .y = box->y + op_em(o, -1) / 2,
                                 .k = -4,
                                 .token = COLOUR_TEXT_3,
                                 .align = DRAW_RIGHT,
                                 .width = box->w - w - op_px(o, 24)},
                remark);
    float used = op_em(o, -1) + op_px(o, 22);
    box->y += used;
    box->h -= used;
    return used;
}

/* Lines under each other, all in the largest size at which all of them fit. */
static void list(struct op *o, struct draw_box box, const char *const *lines, int n, int k)
{
    for (;; k--) {
        struct op_lines l;
        float y = 0;
        for (int i = 0; i < n; i++) {
            op_fit(o, &l, lines[i], k, false, box.w - op_px(o, 28), 1e5f);
            y += l.height + op_px(o, 12);
        }
        if (y <= box.h + op_px(o, 12) || k <= o->k_min)
            break;
    }
    float y = box.y;
    for (int i = 0; i < n; i++) {
        struct op_lines l;
        float room = box.y + box.h - y;
        if (room < op_em(o, k))
            return;
        op_fit(o, &l, lines[i], k, false, box.w - op_px(o, 28), room);
        draw_icon(o->d, box.x + op_px(o, 6), y + (float)l.fit.em / 2, op_px(o, 9), ICON_SQUARE,
                  paint(COLOUR_TEXT_3));
        op_draw_lines(o, &l, box.x + op_px(o, 28), y, &(struct op_say){.token = COLOUR_TEXT_2});
        y += l.height + op_px(o, 12);
    }
}

static void rules(struct op *o, struct draw_box box)
{
    const struct round *r = contest_round(o->c);
    struct rule_card card;
    const char *lines[RULE_LINES];
    char remark[64];
    text_rule_card(r, o->w, &card);
    for (int i = 0; i < card.count; i++)
        lines[i] = card.line[i];
    text_progress(o->c, o->w, remark, sizeof remark);
    title(o, &box, r->name, remark);
    draw_rect(o->d, op_box(box.x, box.y, op_px(o, 8), box.h),
              &(struct draw_fill){.top = paint(COLOUR_GOLD)});
    box.x += op_px(o, 26);
    box.w -= op_px(o, 26);
    list(o, box, lines, card.count, -2);
}

/* ---- roll-call and title ---- */

static void roll_call(struct op *o, struct draw_box box)
{
    const struct house *h = &o->v->house;
    const struct definition *def = o->c->def;
    int columns = def->team_count > 12 ? 3 : 2, rows = (def->team_count + columns - 1) / columns;
    title(o, &box, TR(o->w, "抢答器检查"), TR(o->w, "每台按一下，亮绿即可"));
    if (!rows)
        return;
    float w = box.w / (float)columns, pitch = box.h / (float)rows, most = op_px(o, 56);
    pitch = pitch > most ? most : pitch;
    int i = 0;
    for (int seat = 1; seat <= TEAMS_MAX; seat++) {
        const struct team *team = contest_team(o->c, seat);
        if (!team)
            continue;
        float x = box.x + (float)(i % columns) * w;
        float y = box.y + (float)(i / columns) * pitch + pitch / 2, side = op_em(o, -4) * 1.3f;
        enum roll r = roll_of(h, seat);
        char text[ROLL_TEXT + 48], word[ROLL_TEXT];
        i++;
        op_seat(o, x + side / 2, y, side, seat);
        draw_icon(o->d, x + side * 1.9f, y, side * 0.7f, roll_look(r)->icon,
                  paint(roll_look(r)->ink));
        float room = w - side * 3.0f;
        bool bold = r != ROLL_WAIT && r != ROLL_PRESSED;
        snprintf(text, sizeof text, "%s  %s", roll_text(h, seat, o->w, word), team->short_name);
        op_text(o,
                &(struct op_say){.x = x + side * 2.6f,
                                 .y = y,
                                 .k = -4,
                                 .width = room,
                                 .bold = bold,
                                 .token = r == ROLL_WAIT ? COLOUR_TEXT_2 : COLOUR_TEXT},
                op_width(o, -4, bold, text) <= room ? text : word);
    }
}

static void standby(struct op *o, struct draw_box box)
{
    const struct definition *def = o->c->def;
    const struct house *h = &o->v->house;
    char boxes[64], teams[96];
    const char *lines[8];
    int n = 0;
    if (h->check_running) {
        roll_call(o, box);
        return;
    }
    title(o, &box, def->title, "");
    if (def->subtitle[0])
        lines[n++] = def->subtitle;
    char when[160];
    snprintf(when, sizeof when, "%s  %s", def->when, def->where);
    if (def->when[0] || def->where[0])
        lines[n++] = when;
    snprintf(teams, sizeof teams, TR(o->w, "%d 支代表队，%d 个环节，%d 道题"), def->team_count,
             def->round_count, def->question_count);
    lines[n++] = teams;
    if (h->boxes_expected) {
        snprintf(boxes, sizeof boxes, TR(o->w, "抢答器 %d / %d"), h->boxes_ready,
                 h->boxes_expected);
        lines[n++] = boxes;
    }
    list(o, box, lines, n, -2);
}

/* ---- values to choose ---- */

static void menu(struct op *o, struct draw_box box)
{
    const struct policy *p = contest_policy(o->c);
    const struct team *team = contest_team(o->c, o->s->turn_seat);
    char text[96];
    bool chooses = p->value == VALUE_MENU;
    if (chooses)
        snprintf(text, sizeof text, TR(o->w, "%d号 %s 选择分值"), o->s->turn_seat,
                 team ? team->short_name : "");
    else if (o->s->seat)
        snprintf(text, sizeof text, TR(o->w, "由 %d号 作答"), o->s->seat);
    else
        snprintf(text, sizeof text, TR(o->w, "轮到 %d号 指定作答的队"), o->s->turn_seat);
    title(o, &box, text, "");
    if (!chooses || !p->menu_count)
        return;
    float gap = op_px(o, 14), w = (box.w - gap * (float)(p->menu_count - 1)) / (float)p->menu_count;
    float h = box.h > op_px(o, 190) ? op_px(o, 190) : box.h;
    for (int i = 0; i < p->menu_count; i++) {
        struct draw_box card = op_box(box.x + (float)i * (w + gap), box.y, w, h);
        int left = contest_menu_left(o->c, i), total = contest_menu_total(o->c, i);
        bool chosen = o->s->menu == i + 1,
             taken = p->menu_no_repeat && o->s->turn_seat &&
                     o->s->teams[o->s->turn_seat - 1].menu_taken >> i & 1;
        bool open = left > 0 && !taken;
        if (chosen)
            op_solid(o, card, 8, paint(COLOUR_GOLD));
        else
            op_card(o, card);
        enum colour token = chosen ? COLOUR_INK : open ? COLOUR_TEXT : COLOUR_TEXT_3;
        char points[16], key[16];
        snprintf(key, sizeof key, "%d", i + 1);
        float y = card.y + op_px(o, 10) + op_em(o, -5) / 2;
        op_text(o,
                &(struct op_say){.x = card.x + op_px(o, 12),
                                 .y = y,
                                 .k = -5,
                                 .bold = true,
                                 .token = chosen ? COLOUR_INK : COLOUR_TEXT_3},
                key);
        float em = op_em(o, 4), middle = card.y + card.h / 2;
        float number = op_text(o,
                               &(struct op_say){.x = card.x + w / 2,
                                                .y = middle,
                                                .k = 4,
                                                .bold = true,
                                                .token = token,
                                                .align = DRAW_CENTRE,
                                                .width = w - op_px(o, 24)},
                               points_text(p->menu_cp[i], false, points, sizeof points));
        if (!open) /* exhausted: struck through as on the big screen */
            draw_line(o->d, card.x + w / 2 - number / 2, middle, card.x + w / 2 + number / 2,
                      middle,
                      &(struct draw_stroke){.paint = paint(COLOUR_TEXT_3), .width = em * 0.08f});
        if (taken)
            snprintf(text, sizeof text, "%s", TR(o->w, "本队已选过"));
        else if (left > 0)
            snprintf(text, sizeof text, TR(o->w, "剩 %d / %d 题"), left, total);
        else
            snprintf(text, sizeof text, "%s", TR(o->w, "已选完"));
        op_text(o,
                &(struct op_say){.x = card.x + w / 2,
                                 .y = card.y + h - op_px(o, 12) - op_em(o, -5) / 2,
                                 .k = -5,
                                 .token = chosen ? COLOUR_INK : COLOUR_TEXT_2,
                                 .align = DRAW_CENTRE,
                                 .width = w - op_px(o, 16)},
                text);
    }
}

/* ---- judges ---- */

static void marks(struct op *o, struct draw_box box)
{
    const struct policy *p = contest_policy(o->c);
    int seat = o->s->seat ? o->s->seat : o->s->turn_seat;
    const struct team *team = contest_team(o->c, seat);
    char text[96];
    if (!team)
        return;
    snprintf(text, sizeof text, TR(o->w, "%d号 %s"), seat, team->short_name);
    title(o, &box, text, TR(o->w, "评委打分"));
    int columns = p->judges > 8 ? 5 : 4;
    float gap = op_px(o, 10), w = (box.w - gap * (float)(columns - 1)) / (float)columns;
    float pitch = op_em(o, -5) * 1.4f + op_em(o, -2) * 1.4f + op_px(o, 10);
    for (int j = 0; j < p->judges && j < JUDGES_MAX; j++) {
        struct draw_box card = op_box(box.x + (float)(j % columns) * (w + gap),
                                      box.y + (float)(j / columns) * pitch, w, pitch - gap);
        if (card.y + card.h > box.y + box.h)
            break;
        int32_t mark = o->s->marks_cp[seat - 1][j];
        op_card(o, card);
        snprintf(text, sizeof text, TR(o->w, "评委 %d"), j + 1);
        float y = card.y + op_em(o, -5) * 0.75f;
        op_text(o,
                &(struct op_say){.x = card.x + w / 2,
                                 .y = y,
                                 .k = -5,
                                 .token = COLOUR_TEXT_3,
                                 .align = DRAW_CENTRE,
                                 .width = w},
                text);
        bool given = mark != MARK_NONE && mark != MARK_ABSTAIN;
        if (given)
            points_text(mark, false, text, sizeof text);
        else
            snprintf(text, sizeof text, "%s", mark == MARK_ABSTAIN ? TR(o->w, "回避") : "—");
        op_text(o,
                &(struct op_say){.x = card.x + w / 2,
                                 .y = card.y + card.h - op_em(o, -2) * 0.7f,
                                 .k = -2,
                                 .bold = given,
                                 .align = DRAW_CENTRE,
                                 .width = w,
                                 .token = given ? COLOUR_TEXT : COLOUR_TEXT_3},
                text);
    }
}

/* ---- ranks and prizes ---- */

static void rank_row(struct op *o, struct draw_box row, const struct standing *s, bool lit,
                     bool covered)
{
    const struct team *team = contest_team(o->c, s->seat);
    float y = row.y + row.h / 2, x = row.x, side = op_em(o, -5) * 1.35f;
    char text[64];
    if (lit)
        op_solid(o, row, 5, paint_alpha(COLOUR_GOLD, 0.18f));
    snprintf(text, sizeof text, "%d", s->rank);
    op_text(o,
            &(struct op_say){.x = x + op_em(o, -5) * 1.2f,
                             .y = y,
                             .k = -4,
                             .bold = true,
                             .token = COLOUR_TEXT_2,
                             .align = DRAW_RIGHT},
            text);
    x += op_em(o, -5) * 1.8f;
    op_seat(o, x + side / 2, y, side, s->seat);
    x += side + op_px(o, 12);
    float right = row.x + row.w - op_px(o, 8);
    right -= op_text(o,
                     &(struct op_say){.x = right,
                                      .y = y,
                                      .k = -4,
                                      .bold = true,
                                      .token = covered ? COLOUR_TEXT_3 : COLOUR_TEXT,
                                      .align = DRAW_RIGHT},
                     points_text(s->score_cp, false, text, sizeof text)) +
             op_px(o, 14);
    /* The name needs its four characters; the flag and the prize what is left of the row. */
    float name = op_em(o, -5) * 4.2f;
    const char *flag = s->tie_matters    ? TR(o->w, "须加赛")
                       : s->by_tie_break ? TR(o->w, "加赛胜")
                       : s->tied         ? TR(o->w, "并列")
                       : s->out          ? TR(o->w, "淘汰")
                                         : "";
    if (*flag && right - x - name > op_width(o, -5, true, flag))
        right -= op_text(o,
                         &(struct op_say){.x = right,
                                          .y = y,
                                          .k = -5,
                                          .bold = s->tie_matters,
                                          .token = s->tie_matters ? COLOUR_GOLD : COLOUR_TEXT_3,
                                          .align = DRAW_RIGHT},
                         flag) +
                 op_px(o, 14);
    const char *prize = s->prize >= 0 ? o->c->def->prizes[s->prize].name : "";
    if (*prize && right - x - name > op_width(o, -5, false, prize) + op_px(o, 14))
        right -=
            op_text(o,
                    &(struct op_say){
                        .x = right, .y = y, .k = -5, .token = COLOUR_TEXT_2, .align = DRAW_RIGHT},
                    prize) +
            op_px(o, 14);
    op_text(o,
            &(struct op_say){.x = x,
                             .y = y,
                             .k = -4,
                             .width = right - x,
                             .bold = lit,
                             .token = covered ? COLOUR_TEXT_3 : COLOUR_TEXT,
                             .role = ROLE_NAME},
            team->short_name[0] ? team->short_name : team->name);
}

static void ranks(struct op *o, struct draw_box box, const char *text, bool prizes)
{
    struct standings all;
    standings_compute(o->c, false, &all);
    int count = standings_prize_count(&all, o->c->def), shown = o->s->prizes_shown;
    const struct standing *now =
        prizes && shown ? standings_prize_at(&all, o->c->def, shown - 1) : NULL;
    char remark[64] = "";
    if (prizes)
        snprintf(remark, sizeof remark, TR(o->w, "已揭晓 %d / %d"), shown, count);
    else if (all.undecided)
        snprintf(remark, sizeof remark, "%s", TR(o->w, "有并列须加赛"));
    title(o, &box, text, remark);
    if (!all.count)
        return;
    float least = op_em(o, -5) * 1.4f, most = op_px(o, 44);
    int columns = (float)all.count * least > box.h ? 2 : 1;
    int rows = (all.count + columns - 1) / columns;
    float pitch = box.h / (float)rows, gap = op_px(o, 20);
    pitch = pitch > most ? most : pitch;
    float w = (box.w - gap * (float)(columns - 1)) / (float)columns;
    for (int i = 0; i < all.count; i++) {
        const struct standing *s = &all.row[i];
        bool covered = prizes && i < count && i < count - shown;
        rank_row(o,
                 op_box(box.x + (float)(i / rows) * (w + gap), box.y + (float)(i % rows) * pitch, w,
                        pitch - op_px(o, 2)),
                 s, now == s, covered);
    }
}

void op_occasion(struct op *o, struct draw_box box)
{
    switch (o->s->phase) {
    case PHASE_RULES:
        if (contest_round(o->c))
            rules(o, box);
        break;
    case PHASE_SELECT:
        menu(o, box);
        break;
    case PHASE_READ:
    case PHASE_ANSWER:
    case PHASE_JUDGE:
    case PHASE_RULED:
    case PHASE_REVEAL:
        if (contest_policy(o->c)->value == VALUE_JUDGED)
            marks(o, box);
        break;
    case PHASE_DRAW:
        op_lots(o, box);
        break;
    case PHASE_ROUND_END:
        ranks(o, box, TR(o->w, "环节后排名"), false);
        break;
    case PHASE_STANDINGS:
        ranks(o, box, TR(o->w, "总排名"), false);
        break;
    case PHASE_PRIZES:
    case PHASE_END:
        ranks(o, box, TR(o->w, "颁奖"), true);
        break;
    default:
        standby(o, box);
    }
}
