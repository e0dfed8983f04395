/* Short texts of the header and the status strip. */
#include "view/compose.h"
#include "view/text.h"

#define PART "\x1f" /* between the parts of the rule header */

/* "答对 +10"; `nothing` for 0, left out when that is NULL. */
static void part_points(struct sentence *s, const char *what, int32_t cp, const char *nothing)
{
    char points[16];
    if (!cp && !nothing)
        return;
    sentence_join(s, PART);
    if (cp)
        sentence_add(s, "%s %s", what, points_text(cp, true, points, sizeof points));
    else
        sentence_add(s, "%s", nothing);
}

const char *text_player(const struct contest *c, int seat, int number)
{
    const struct team *t = contest_team(c, seat);
    if (!t || number < 1 || number > t->player_count)
        return "";
    bool reserve = c->state.teams[seat - 1].reserve_for == number && t->reserve[0];
    return reserve ? t->reserve : t->players[number - 1];
}

static void header_foul(const struct contest *c, const struct policy *p, struct sentence *s)
{
    static const char *const then[] = {
        [FOUL_CONTINUE] = N_("仍可抢答"),
        [FOUL_BAR] = N_("本题停抢"),
        [FOUL_VOID] = N_("本题作废"),
        [FOUL_AUDIENCE] = N_("转由观众作答"),
    };
    part_points(s, TR(s->w, "犯规"), c->state.outcome_cp, TR(s->w, "犯规不扣分"));
    sentence_add(s, PART "%s", TR(s->w, then[p->foul_then]));
    if (p->foul_then == FOUL_CONTINUE || p->foul_then == FOUL_BAR)
        sentence_add(s, PART "%s", TR(s->w, "重新发令"));
}

static void header_faults(const struct policy *p, struct sentence *s)
{
    part_points(s, TR(s->w, "每处"), p->fault_cp, NULL);
    part_points(s, TR(s->w, "找全另加"), p->all_bonus_cp, NULL);
    part_points(s, TR(s->w, "误指"), p->false_cp, TR(s->w, "误指不扣分"));
}

static void header_judges(const struct policy *p, struct sentence *s)
{
    char points[16];
    sentence_add(s, TR(s->w, "满分 %s"), points_size(p->judge_max_cp, points, sizeof points));
    if (p->drop_high || p->drop_low) {
        sentence_add(s, PART);
        sentence_add(s, TR(s->w, "去 %d 高 %d 低"), p->drop_high, p->drop_low);
    }
    sentence_add(s, PART "%s",
                 p->combine == COMBINE_SUM ? TR(s->w, "相加得分") : TR(s->w, "取平均分"));
}

/* Before a value is chosen the rule is told in words, after that in points. */
static void header_menu(const struct policy *p, struct sentence *s)
{
    sentence_add(s, "%s", p->right_percent ? TR(s->w, "答对加分") : TR(s->w, "答对不加分"));
    sentence_add(s, PART "%s",
                 !p->wrong_percent                       ? TR(s->w, "答错不扣分")
                 : p->wrong_percent == -p->right_percent ? TR(s->w, "答错扣同分")
                                                         : TR(s->w, "答错扣分"));
    if (p->may_pass)
        sentence_add(s, PART "%s", TR(s->w, "可以放弃"));
}

static void header_points(const struct contest *c, const struct policy *p, struct sentence *s)
{
    bool drawn = contest_question(c) != NULL;
    int32_t right = drawn ? contest_right_cp(c) : p->right_cp;
    int32_t wrong = drawn ? contest_wrong_cp(c) : p->wrong_cp;
    part_points(s, TR(s->w, "答对"), right, NULL);
    part_points(s, TR(s->w, "答错"), wrong, right ? TR(s->w, "答错不扣分") : NULL);
    if (p->who == WHO_PRESS && p->early_press == EARLY_FOUL)
        part_points(s, TR(s->w, "犯规"), p->early_cp, NULL);
    else if (p->may_pass)
        sentence_add(s, PART "%s", TR(s->w, "可以放弃"));
}

void text_rule_header(const struct contest *c, const struct words *w, char *out, size_t size)
{
    const struct round *r = contest_round(c);
    const struct policy *p = contest_policy(c);
    struct sentence s;
    sentence_begin(&s, out, size, w);
    if (!r)
        return;
    if (c->state.phase == PHASE_FOUL)
        header_foul(c, p, &s);
    else if (p->value == VALUE_FAULTS)
        header_faults(p, &s);
    else if (p->value == VALUE_JUDGED)
        header_judges(p, &s);
    else if (p->value == VALUE_MENU && !c->state.menu)
        header_menu(p, &s);
    else if (p->who == WHO_AUDIENCE)
        sentence_add(&s, "%s", TR(w, "不计代表队得分"));
    else
        header_points(c, p, &s);
    if (r->kind == ROUND_TIE_BREAK && !s.length)
        sentence_add(&s, "%s",
                     p->sudden == SUDDEN_FIRST_WRONG     ? TR(w, "先答错者名次在后")
                     : p->sudden == SUDDEN_FIRST_DECIDES ? TR(w, "一题定名次")
                                                         : TR(w, "先答对者名次在前"));
}

/* Turns are counted where each team has its turn, questions elsewhere. */
void text_progress(const struct contest *c, const struct words *w, char *out, size_t size)
{
    const struct round *r = contest_round(c);
    const struct policy *p = contest_policy(c);
    const struct state *t = &c->state;
    struct sentence s;
    sentence_begin(&s, out, size, w);
    if (!r || t->phase >= PHASE_STANDINGS || t->phase == PHASE_TITLE)
        return;
    if (contest_packet(c))
        sentence_add(&s, TR(w, "题包 %s"), contest_packet_name(c, contest_packet(c)));
    sentence_join(&s, " · ");
    bool turns = p->value == VALUE_MENU || p->value == VALUE_JUDGED || p->round_seconds;
    if (turns && t->turn && t->turn_order_count)
        sentence_add(&s, TR(w, "第 %d 队 / 共 %d 队"),
                     (int)((t->turn - 1) % t->turn_order_count) + 1, (int)t->turn_order_count);
    else if (turns && t->turn_order_count)
        sentence_add(&s, TR(w, "共 %d 队"), (int)t->turn_order_count);
    else if (t->bonus)
        sentence_add(&s, TR(w, "第 %d 题的附加题"), contest_question_number(c));
    else if (contest_question_number(c) > 0 && r->planned)
        sentence_add(&s, TR(w, "第 %d 题 / 共 %d 题"), contest_question_number(c), r->planned);
    else if (t->asked > 0)
        sentence_add(&s, TR(w, "第 %d 题"), (int)t->asked);
    else if (r->planned)
        sentence_add(&s, TR(w, "共 %d 题"), r->planned);
}

static const char *const phase_texts[PHASE_NUMBER] = {
    [PHASE_TITLE] = N_("候场"),         [PHASE_RULES] = N_("宣布规则"),
    [PHASE_SELECT] = N_("选题"),        [PHASE_READ] = N_("读题"),
    [PHASE_COUNT] = N_("发令"),         [PHASE_OPEN] = N_("等待抢答"),
    [PHASE_TIE] = N_("同时按下"),       [PHASE_FOUL] = N_("抢答犯规"),
    [PHASE_ANSWER] = N_("作答中"),      [PHASE_JUDGE] = N_("评委打分"),
    [PHASE_RULED] = N_("已判定"),       [PHASE_REVEAL] = N_("公布答案"),
    [PHASE_ROUND_END] = N_("环节排名"), [PHASE_STANDINGS] = N_("总排名"),
    [PHASE_PRIZES] = N_("颁奖"),        [PHASE_END] = N_("竞赛结束"),
    [PHASE_DRAW] = N_("抽签"),
};
static const char *const outcome_texts[OUTCOME_NUMBER] = {
    [OUTCOME_NONE] = N_("已判定"),   [OUTCOME_RIGHT] = N_("已判对"),
    [OUTCOME_WRONG] = N_("已判错"),  [OUTCOME_TIMEOUT] = N_("已超时"),
    [OUTCOME_PASS] = N_("已放弃"),   [OUTCOME_INCOMPLETE] = N_("答不完整"),
    [OUTCOME_VOID] = N_("本题作废"), [OUTCOME_NOBODY] = N_("无人抢答"),
    [OUTCOME_DONE] = N_("已结算"),
};

/* With the seat where one seat is what the phase is about. */
static bool phase_of_seat(const struct state *t, struct sentence *s)
{
    if (t->phase == PHASE_ANSWER && t->seat)
        sentence_add(s, t->rebound ? TR(s->w, "%d号补答中") : TR(s->w, "%d号作答中"), t->seat);
    else if (t->phase == PHASE_SELECT && t->rebound && t->seat)
        sentence_add(s, TR(s->w, "%d号补答中"), t->seat);
    else if (t->phase == PHASE_SELECT && t->rebound)
        sentence_add(s, "%s", TR(s->w, "补答"));
    else if (t->phase == PHASE_SELECT && t->turn_seat)
        sentence_add(s, TR(s->w, "%d号选题"), t->turn_seat);
    else if (t->phase == PHASE_FOUL && t->outcome_seat)
        sentence_add(s, TR(s->w, "%d号犯规"), t->outcome_seat);
    else if (t->phase == PHASE_JUDGE && t->seat)
        sentence_add(s, TR(s->w, "%d号打分"), t->seat);
    else if (t->phase == PHASE_READ && t->seat)
        sentence_add(s, TR(s->w, "%d号读题"), t->seat);
    return s->length > 0;
}

void text_phase(const struct contest *c, const struct words *w, char *out, size_t size)
{
    const struct state *t = &c->state;
    struct sentence s;
    sentence_begin(&s, out, size, w);
    if (phase_of_seat(t, &s))
        return;
    if (t->phase == PHASE_RULED)
        sentence_add(&s, "%s", TR(w, outcome_texts[t->outcome]));
    else
        sentence_add(&s, "%s", TR(w, phase_texts[t->phase]));
}
