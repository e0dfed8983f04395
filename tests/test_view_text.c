/* rooms: view contest words */
#include "contest/contest.h"
#include "view/text.h"
#include "view/view.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct definition def;
static struct contest c;
static struct question questions[4];
static char now_text[1024], next_text[512];

static const char *const team_names[10][2] = {
    {"市市场监督管理局", "市场监管"}, {"市生态环境局", "生态环境"}, {"市文化旅游局", "文化旅游"},
    {"市交通运输局", "交通运输"},     {"市综合执法局", "综合执法"}, {"市应急管理局", "应急管理"},
    {"市卫生健康局", "卫生健康"},     {"市农业农村局", "农业农村"}, {"市水务局", "水务局"},
    {"市自然资源局", "自然资源"},
};

static void add_round(const char *name, enum round_kind kind, int planned)
{
    struct round *r = &def.rounds[def.round_count++];
    *r = (struct round){.name = name, .short_name = name, .kind = kind, .planned = planned};
    r->question_count = 4;
    policy_preset(&r->policy, kind);
}

static void setup(void)
{
    def = (struct definition){.title = "知识竞赛总决赛",
                              .subtitle = "",
                              .when = "",
                              .where = "",
                              .organiser = "",
                              .undertaker = "",
                              .base_cp = 100 * CP};
    for (int i = 0; i < 10; i++)
        def.teams[def.team_count++] = (struct team){
            .seat = i + 1, .name = team_names[i][0], .short_name = team_names[i][1], .reserve = ""};
    for (int i = 0; i < 4; i++)
        questions[i] = (struct question){.id = "Q-208",
                                         .type = QUESTION_SHORT,
                                         .text = "当事人依法享有哪三项权利？",
                                         .answer = "陈述、申辩、要求听证",
                                         .accept = "",
                                         .explanation = "",
                                         .article = "《行政处罚法》第四十四条",
                                         .author = "",
                                         .media = ""};
    def.questions = questions;
    def.question_count = 4;
    add_round("必答题", ROUND_REQUIRED, 20);
    add_round("抢答题", ROUND_BUZZER, 20);
    add_round("风险题", ROUND_RISK, 10);
    add_round("文书纠错题", ROUND_CORRECTION, 10);
    def.prizes[0] = (struct prize){"一等奖", 2};
    def.prizes[1] = (struct prize){"二等奖", 3};
    def.prizes[2] = (struct prize){"三等奖", 5};
    def.prize_count = 3;
    memset(&c, 0, sizeof c);
    contest_init(&c, &def, NULL, NULL);
}

static void stand(int round, enum phase phase)
{
    struct state *s = &c.state;
    s->round = round;
    s->phase = phase;
    s->asked = 8;
    s->question = 0;
}

static void press(int seat, int64_t at_us, int64_t half_us, enum verdict verdict, int go_call)
{
    c.state.presses[c.state.press_count++] = (struct press){.press_us = at_us,
                                                            .lo_us = at_us - half_us,
                                                            .hi_us = at_us + half_us,
                                                            .box = seat,
                                                            .seat = (uint8_t)seat,
                                                            .verdict = (uint8_t)verdict,
                                                            .go_call = (uint8_t)go_call};
}

/* 7 wins before 2, 9 and 1; 5 fouled in the first go call. */
static void buzzed(void)
{
    stand(1, PHASE_ANSWER);
    struct state *s = &c.state;
    s->go_calls = 2;
    s->go_at_us = 60000000;
    press(5, 49786000, 290, VERDICT_EARLY_FOUL, 1);
    press(7, 60312400, 290, VERDICT_WON, 2);
    press(2, 60350800, 280, VERDICT_LATER, 2);
    press(9, 60426100, 340, VERDICT_LATER, 2);
    s->winner_press = 1;
    s->seat = 7;
}

static void say_all(const struct words *w)
{
    text_host_words(&c, w, now_text, sizeof now_text, next_text, sizeof next_text);
}

static const char *margin(int64_t us, int64_t uncertainty_us)
{
    static char out[32];
    text_margin(us, uncertainty_us, NULL, out, sizeof out);
    return out;
}

START_TEST(margins_have_the_decimals_they_deserve)
{
    ck_assert_str_eq(margin(38400, 570), "0.038");
    ck_assert_str_eq(margin(38400, 0), "0.038");
    ck_assert_str_eq(margin(38400, 4000), "约 0.04");
    ck_assert_str_eq(margin(38400, 20000), "约 0.0");
    ck_assert_str_eq(margin(1238400, 20000), "约 1.2");
    ck_assert_str_eq(margin(1238400, 200000), "约 1");
    ck_assert_str_eq(margin(-214000, 570), "−0.214");
    ck_assert_str_eq(margin(999600, 570), "1.000");
    ck_assert_str_eq(margin(400, 100), "0.0004");
    ck_assert_str_eq(margin(1, 0), "0.000001");
    ck_assert_str_eq(margin(0, 0), "0.000");
}
END_TEST

START_TEST(rule_card_of_the_buzzer_round)
{
    struct rule_card card;
    def.rounds[1].policy.go = GO_KEY;
    text_rule_card(&def.rounds[1], NULL, &card);
    static const char *const want[] = {
        "先按下抢答器的代表队作答，共 20 题。",
        "答对加 10 分，答错或超时扣 10 分。",
        "听到口令“开始！”后方可抢答，10 秒内有效。",
        "口令前按下为犯规，扣 10 分，本题停抢，读题时误按不算犯规。",
        "作答 10 秒。",
        "同时按下的，由裁判组裁定。",
    };
    ck_assert_int_eq(card.count, 6);
    for (int i = 0; i < card.count; i++)
        ck_assert_str_eq(card.line[i], want[i]);
}
END_TEST

START_TEST(rule_card_follows_the_policy)
{
    struct policy *p = &def.rounds[1].policy;
    struct rule_card card;
    p->go = GO_COUNTDOWN;
    p->reading_press = READING_FOUL;
    p->early_repeat_cp = -20 * CP;
    p->foul_scope = FOUL_ROUND;
    p->foul_then = FOUL_VOID;
    p->timeout_cp = 0;
    p->after_wrong = AFTER_NEXT_PRESS;
    p->tie = TIE_REPRESS;
    p->tie_window_us = 1000;
    p->wins_max = 2;
    text_rule_card(&def.rounds[1], NULL, &card);
    static const char *const want[] = {
        "先按下抢答器的代表队作答，共 20 题。",
        "答对加 10 分，答错扣 10 分，超时不扣分。",
        "听到口令“3、2、1，开始！”后方可抢答，10 秒内有效。",
        "读题时或口令前按下为犯规，扣 10 分，本题作废，本环节再犯扣 20 分。",
        "作答 10 秒。",
        "答错后按抢答先后由下一队补答。",
        "同时按下的，由这几队重新抢答，相差 0.001 秒以内视为同时。",
        "每队最多抢到 2 次。",
    };
    ck_assert_int_eq(card.count, 8);
    for (int i = 0; i < card.count; i++)
        ck_assert_str_eq(card.line[i], want[i]);
}
END_TEST

START_TEST(rule_card_of_the_other_kinds)
{
    struct rule_card card;
    text_rule_card(&def.rounds[0], NULL, &card);
    ck_assert_str_eq(card.line[0], "各代表队按台号顺序轮流作答，共 20 题。");
    ck_assert_str_eq(card.line[1], "答对加 10 分，答错或超时不扣分。");
    ck_assert_str_eq(card.line[2], "作答 30 秒。");
    ck_assert_int_eq(card.count, 3);
    text_rule_card(&def.rounds[2], NULL, &card);
    ck_assert_str_eq(card.line[1],
                     "自选分值 10 分、20 分或 30 分，答对加相应分值，答错或超时扣相应分值。");
    ck_assert_str_eq(card.line[2], "选择 10 秒，作答 30 秒。");
    ck_assert_str_eq(card.line[3], "可以放弃，放弃不扣分。");
    text_rule_card(&def.rounds[3], NULL, &card);
    ck_assert_str_eq(card.line[1], "每指出一处错误加 5 分，全部找出另加 5 分，误指不扣分。");
    add_round("演讲", ROUND_JUDGED, 0);
    text_rule_card(&def.rounds[4], NULL, &card);
    ck_assert_str_eq(card.line[0], "各代表队按台号顺序依次上场。");
    ck_assert_str_eq(card.line[1], "5 位评委打分，满分 100 分，去掉 1 个最高分和 1 个最低分，"
                                   "取平均分，保留 2 位小数。");
    add_round("加赛", ROUND_TIE_BREAK, 0);
    text_rule_card(&def.rounds[5], NULL, &card);
    ck_assert_str_eq(card.line[0], "只有并列的代表队参加，先按下抢答器的代表队作答。");
    ck_assert_str_eq(card.line[1], "先答对的代表队名次在前，直到与奖项有关的名次分出先后。");
}
END_TEST

START_TEST(rule_card_of_floors_interrupts_and_bonus_questions)
{
    struct policy *p = &def.rounds[1].policy;
    struct rule_card card;
    p->go = GO_KEY;
    p->reading_press = READING_INTERRUPT;
    p->early_press = EARLY_IGNORE;
    p->early_cp = 0;
    p->interrupt_right_cp = 15 * CP;
    p->interrupt_right_seconds = 5;
    p->interrupt_wrong_cp = -5 * CP;
    p->bonus_questions = 2;
    p->bonus_right_cp = 10 * CP;
    p->floor = FLOOR_TOTAL;
    text_rule_card(&def.rounds[1], NULL, &card);
    ck_assert_str_eq(card.line[2],
                     "读题时即可抢答，抢到后停止读题，10 秒内有效，上屏 5 秒内打断而答对"
                     "加 15 分，打断读题而答错扣 5 分。");
    ck_assert_str_eq(card.line[4],
                     "答对的代表队独答 2 道附加题，附加题答对加 10 分，附加题答错不扣分。");
    ck_assert_str_eq(card.line[card.count - 1], "总分最低 0 分，扣完为止。");
    p->floor = FLOOR_ROUND;
    p->interrupt_right_seconds = 0;
    text_rule_card(&def.rounds[1], NULL, &card);
    ck_assert_ptr_nonnull(strstr(card.line[2], "打断读题而答对加 15 分"));
    ck_assert_str_eq(card.line[card.count - 1], "本环节得分最低 0 分，扣完为止。");
    /* a bid has staked nothing */
    p = &def.rounds[0].policy;
    p->stake = STAKE_DOUBLE;
    p->doubles_max = 1;
    text_rule_card(&def.rounds[0], NULL, &card);
    ck_assert_str_eq(card.line[card.count - 1], "每队可加倍 1 次，得分和扣分均加倍。");
    p->after_wrong = AFTER_BID;
    text_rule_card(&def.rounds[0], NULL, &card);
    ck_assert_str_eq(card.line[card.count - 1], "每队可加倍 1 次，得分和扣分均加倍，补答不加倍。");
}
END_TEST

/* Whatever a policy says, the card holds it: no line cut, none dropped, every line a sentence. */
START_TEST(rule_card_says_everything_at_its_worst)
{
    for (int kind = 0; kind < ROUND_KIND_COUNT; kind++) {
        struct round r = {.name = "环节", .kind = (enum round_kind)kind, .planned = 100};
        struct policy *p = &r.policy;
        policy_preset(p, r.kind);
        p->go = GO_COUNTDOWN, p->countdown_seconds = 10;
        p->reading_press = READING_FOUL, p->early_press = EARLY_FOUL;
        p->early_cp = -1050, p->early_repeat_cp = -2050, p->foul_then = FOUL_AUDIENCE;
        p->foul_scope = FOUL_CONTEST, p->after_wrong = AFTER_REOPEN, p->rebounds_max = 3;
        p->rebound_right_cp = 550, p->rebound_wrong_cp = -550, p->rebound_seconds = 10;
        p->tie = TIE_REPRESS, p->tie_window_us = 1000, p->may_pass = 1, p->pass_cp = -550;
        p->incomplete_cp = 550, p->think_seconds = 20, p->choose_seconds = 10;
        p->wins_max = 2, p->failed_max = 3, p->round_points_max_cp = 10000;
        p->weight_percent = 50, p->eliminate = 3, p->held_reveal = 1;
        p->stake = STAKE_DOUBLE, p->doubles_max = 2, p->lifelines_max = 2, p->lifeline_seconds = 30;
        p->faults_min = 3, p->faults_min_cp = -500, p->question_points_max_cp = 3000;
        p->floor = FLOOR_ROUND;
        p->bonus_questions = 3, p->bonus_right_cp = 1050, p->bonus_wrong_cp = -550;
        p->interrupt_right_cp = 1550, p->interrupt_right_seconds = 5;
        p->replays_max = 2, p->false_cp = -250, p->false_max = 3, p->menu_no_repeat = 1;
        struct rule_card card;
        text_rule_card(&r, NULL, &card);
        ck_assert_int_le(card.count, RULE_LINES);
        ck_assert_int_ge(card.count, 5);
        char all[RULE_LINES * RULE_TEXT] = "";
        for (int i = 0; i < card.count; i++) {
            size_t n = strlen(card.line[i]);
            ck_assert_msg(n > 3 && !strcmp(card.line[i] + n - 3, "。"), "cut: %s", card.line[i]);
            strcat(all, card.line[i]);
        }
        ck_assert_ptr_nonnull(strstr(all, "扣完为止"));
        ck_assert_ptr_nonnull(strstr(all, "计入总分"));
        ck_assert_ptr_nonnull(strstr(all, "由主持人统一公布"));
    }
}
END_TEST

static void header_is(const char *want)
{
    char out[128];
    text_rule_header(&c, NULL, out, sizeof out);
    for (char *p = out; *p; p++)
        *p = *p == '\x1f' ? '|' : *p;
    ck_assert_str_eq(out, want);
}

START_TEST(header_tells_the_rule_in_force)
{
    stand(1, PHASE_READ);
    header_is("答对 +10|答错 −10|犯规 −10");
    stand(0, PHASE_READ);
    header_is("答对 +10|答错不扣分");
    stand(2, PHASE_SELECT);
    c.state.question = -1;
    header_is("答对加分|答错扣同分|可以放弃");
    stand(2, PHASE_READ);
    c.state.menu = 3;
    header_is("答对 +30|答错 −30|可以放弃");
    stand(3, PHASE_ANSWER);
    c.state.menu = 0;
    header_is("每处 +5|找全另加 +5|误指不扣分");
    stand(1, PHASE_FOUL);
    c.state.outcome_cp = -1000;
    header_is("犯规 −10|本题停抢|重新发令");
    c.state.round = -1;
    header_is("");
}
END_TEST

START_TEST(progress_and_phase)
{
    char out[96];
    buzzed();
    text_progress(&c, NULL, out, sizeof out);
    ck_assert_str_eq(out, "第 8 题 / 共 20 题");
    text_phase(&c, NULL, out, sizeof out);
    ck_assert_str_eq(out, "7号作答中");
    c.state.phase = PHASE_OPEN;
    text_phase(&c, NULL, out, sizeof out);
    ck_assert_str_eq(out, "等待抢答");
    stand(2, PHASE_SELECT);
    c.state.turn_order_count = 10;
    c.state.turn = 10;
    c.state.turn_seat = 9;
    text_progress(&c, NULL, out, sizeof out);
    ck_assert_str_eq(out, "第 10 队 / 共 10 队");
    text_phase(&c, NULL, out, sizeof out);
    ck_assert_str_eq(out, "9号选题");
    stand(1, PHASE_RULED);
    c.state.outcome = OUTCOME_NOBODY;
    text_phase(&c, NULL, out, sizeof out);
    ck_assert_str_eq(out, "无人抢答");
}
END_TEST

START_TEST(words_for_a_won_press)
{
    buzzed();
    say_all(NULL);
    ck_assert_str_eq(now_text, "7 号台，市卫生健康局抢到，领先 2 号台 0.038 秒。请回答。");
    ck_assert_str_eq(next_text, "判对后：回答正确，加 10 分。");
    c.state.press_count = 2; /* nobody else pressed */
    say_all(NULL);
    ck_assert_str_eq(now_text, "7 号台，市卫生健康局抢到。请回答。");
}
END_TEST

START_TEST(words_around_the_go_call)
{
    stand(1, PHASE_READ);
    def.rounds[1].policy.go = GO_KEY;
    say_all(NULL);
    ck_assert_str_eq(now_text, "请听题：当事人依法享有哪三项权利？");
    ck_assert_str_eq(next_text, "读完发令：“开始！”");
    def.rounds[1].policy.go = GO_COUNTDOWN;
    c.state.phase = PHASE_COUNT;
    say_all(NULL);
    ck_assert_str_eq(now_text, "3、2、1，开始！");
    c.state.phase = PHASE_FOUL;
    c.state.outcome_seat = 5;
    c.state.outcome_cp = -1000;
    say_all(NULL);
    ck_assert_str_eq(now_text, "5 号台抢答犯规，扣 10 分，本题停抢。请听口令。");
    ck_assert_str_eq(next_text, "发令：“3、2、1，开始！”");
    c.state.phase = PHASE_TIE;
    c.state.tied_mask = 1u << 1 | 1u << 6;
    say_all(NULL);
    ck_assert_str_eq(now_text, "2 号台、7 号台同时按下，分不出先后。请裁判组裁定。");
}
END_TEST

START_TEST(words_after_a_ruling)
{
    buzzed();
    struct state *s = &c.state;
    s->phase = PHASE_RULED;
    s->outcome = OUTCOME_RIGHT;
    s->outcome_seat = 7;
    s->outcome_cp = 1000;
    say_all(NULL);
    ck_assert_str_eq(now_text, "回答正确，加 10 分。");
    ck_assert_str_eq(next_text, "正确答案是：陈述、申辩、要求听证。");
    s->outcome = OUTCOME_WRONG;
    s->outcome_cp = -1000;
    say_all(NULL);
    ck_assert_str_eq(now_text, "回答错误，扣 10 分。");
    def.rounds[1].policy.after_wrong = AFTER_NEXT_PRESS;
    say_all(NULL);
    ck_assert_str_eq(next_text, "按抢答先后，由下一队补答。");
    s->outcome_cp = 0;
    say_all(NULL);
    ck_assert_str_eq(now_text, "回答错误，不扣分。");
    s->outcome = OUTCOME_NOBODY;
    s->outcome_seat = 0;
    say_all(NULL);
    ck_assert_str_eq(now_text, "时间到，本题无人抢答。");
}
END_TEST

START_TEST(words_in_turns_and_options)
{
    stand(0, PHASE_READ);
    questions[0].options[0] = "六个月";
    questions[0].options[1] = "二年";
    questions[0].option_count = 2;
    questions[0].answer_options = 2;
    questions[0].answer = "B";
    c.state.seat = 3;
    c.state.player = 2;
    say_all(NULL);
    ck_assert_str_eq(now_text, "3 号台 2 号队员，请听题：当事人依法享有哪三项权利？\n"
                               "A，六个月；B，二年。");
    ck_assert_str_eq(next_text, "读完后：请作答，限时 30 秒。");
    c.state.phase = PHASE_ANSWER;
    say_all(NULL);
    ck_assert_str_eq(now_text, "3 号台，市文化旅游局，2 号队员，请回答。");
    c.state.phase = PHASE_REVEAL;
    say_all(NULL);
    ck_assert_str_eq(now_text, "正确答案是：B，二年。依据：《行政处罚法》第四十四条。");
}
END_TEST

/* `revealed` counts the missed faults that have been shown: two of five after two found are four.
 */
START_TEST(words_while_faults_are_shown)
{
    stand(0, PHASE_REVEAL);
    questions[0].fault_count = 5;
    c.state.correction.found_count = 2;
    c.state.correction.revealed = 2;
    say_all(NULL);
    ck_assert_ptr_nonnull(strstr(now_text, "共有 5 处错误，已公布 4 处。"));
}
END_TEST

/* Every phase of every kind has words, and they fit where they go. */
START_TEST(no_phase_is_silent)
{
    add_round("演讲", ROUND_JUDGED, 0);
    add_round("观众题", ROUND_AUDIENCE, 4);
    for (int round = 0; round < def.round_count; round++)
        for (int phase = 0; phase < PHASE_NUMBER; phase++) {
            stand(round, (enum phase)phase);
            c.state.seat = c.state.turn_seat = c.state.outcome_seat = 4;
            say_all(NULL);
            ck_assert_msg(now_text[0], "nothing to say in %s", phase_names[phase]);
            char out[96];
            text_phase(&c, NULL, out, sizeof out);
            ck_assert(out[0]);
        }
}
END_TEST

static void verdict_is(const char *want, const char *want_detail)
{
    char line[160], detail[240];
    text_verdict(&c, NULL, line, sizeof line, detail, sizeof detail);
    ck_assert_str_eq(line, want);
    ck_assert_str_eq(detail, want_detail);
}

START_TEST(verdict_sentences)
{
    stand(1, PHASE_OPEN);
    verdict_is("", "");
    buzzed();
    c.state.teams[3].box = BOX_HELD;
    c.state.teams[7].box = BOX_LOST;
    verdict_is("判定确定：7号 早于 2号 38.4 ms",
               "两台误差合计 ±0.57 ms；4号 按住、8号 失联，未参加本题");
    c.state.press_count = 2;
    c.state.teams[3].box = c.state.teams[7].box = BOX_READY;
    verdict_is("判定确定：只有 7号 按下", "误差 ±0.29 ms");
}
END_TEST

START_TEST(verdict_of_a_dead_heat)
{
    stand(1, PHASE_TIE);
    c.state.go_calls = 1;
    press(2, 1000000, 300, VERDICT_TIED, 1);
    press(7, 1000200, 300, VERDICT_TIED, 1);
    c.state.tied_mask = 1u << 1 | 1u << 6;
    verdict_is("同时按下：2号、7号", "相差 0.20 ms，误差合计 ±0.60 ms，分不出先后");
}
END_TEST

START_TEST(verdict_tells_a_late_press)
{
    buzzed();
    press(3, 60311900, 290, VERDICT_LATE, 2);
    verdict_is("判定确定：7号 早于 2号 38.4 ms",
               "两台误差合计 ±0.57 ms；3号 早按 0.50 ms，但判定后才到达，请裁定");
}
END_TEST

/* A small buffer ends at a whole character. */
START_TEST(never_half_a_character)
{
    buzzed();
    for (size_t size = 1; size < 90; size++) {
        char out[96];
        memset(out, 'x', sizeof out);
        text_host_words(&c, NULL, out, size, next_text, sizeof next_text);
        size_t n = strlen(out);
        ck_assert_uint_lt(n, size);
        const char *full = "7 号台，市卫生健康局抢到，领先 2 号台 0.038 秒。请回答。";
        ck_assert(!strncmp(out, full, n));
        ck_assert(((unsigned char)full[n] & 0xC0) != 0x80);
    }
}
END_TEST

static const char *shout(const void *ctx, const char *zh)
{
    (void)ctx;
    return strcmp(zh, "等待抢答") ? NULL : "Buzzers open";
}

START_TEST(the_language_is_the_screens)
{
    struct words en = {shout, NULL, "en"};
    char out[64];
    stand(1, PHASE_OPEN);
    text_phase(&c, &en, out, sizeof out);
    ck_assert_str_eq(out, "Buzzers open");
}
END_TEST

START_TEST(recent_points_tell_equal_changes_apart)
{
    static struct view v;
    memset(&v, 0, sizeof v);
    struct state *s = &v.contest.state;
    s->ledger[0] = (struct ledger_entry){.at_us = 1000000, .seq = 1, .points_cp = -1000, .seat = 5};
    s->ledger[1] = (struct ledger_entry){.at_us = 2000000, .seq = 2, .points_cp = -1000, .seat = 5};
    s->ledger[2] = (struct ledger_entry){.at_us = 2000000, .seq = 3, .points_cp = 500, .seat = 5};
    s->published_ledger = s->ledger_count = 1;
    int serial = 0;
    ck_assert_int_eq(view_recent_points_cp(&v, 5, 1500000, &serial), -1000);
    ck_assert_int_eq(serial, 1);
    ck_assert_int_eq(view_recent_points_cp(&v, 4, 1500000, &serial), 0);
    ck_assert_int_eq(serial, 0);
    ck_assert_int_eq(view_recent_points_cp(&v, 5, 3500000, &serial), 0);
    s->published_ledger = s->ledger_count = 3;
    ck_assert_int_eq(view_recent_points_cp(&v, 5, 2100000, &serial), -500);
    ck_assert_int_eq(serial, 3);
}
END_TEST

/* Held reveal: points are news from the host's key on, however long ago they were given. */
START_TEST(held_points_are_recent_when_published)
{
    static struct view v;
    memset(&v, 0, sizeof v);
    struct state *s = &v.contest.state;
    for (int i = 0; i < 3; i++)
        s->ledger[i] = (struct ledger_entry){
            .at_us = (i + 1) * 1000000, .seq = i + 1, .points_cp = 1000, .seat = (uint8_t)(i + 5)};
    s->ledger_count = 3;
    s->published_ledger = 1;
    ck_assert_int_eq(view_recent_points_cp(&v, 6, 2100000, NULL), 0);
    s->published_from = 1;
    s->published_ledger = 3;
    s->published_us = 60000000;
    ck_assert_int_eq(view_recent_points_cp(&v, 5, 60100000, NULL), 0);
    ck_assert_int_eq(view_recent_points_cp(&v, 6, 60100000, NULL), 1000);
    ck_assert_int_eq(view_recent_points_cp(&v, 7, 62400000, NULL), 1000);
    ck_assert_int_eq(view_recent_points_cp(&v, 7, 62500000, NULL), 0);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("view text");
    TCase *t = tcase_create("text");
    tcase_add_checked_fixture(t, setup, NULL);
    tcase_add_test(t, margins_have_the_decimals_they_deserve);
    tcase_add_test(t, rule_card_of_the_buzzer_round);
    tcase_add_test(t, rule_card_follows_the_policy);
    tcase_add_test(t, rule_card_of_the_other_kinds);
    tcase_add_test(t, rule_card_of_floors_interrupts_and_bonus_questions);
    tcase_add_test(t, rule_card_says_everything_at_its_worst);
    tcase_add_test(t, header_tells_the_rule_in_force);
    tcase_add_test(t, progress_and_phase);
    tcase_add_test(t, words_for_a_won_press);
    tcase_add_test(t, words_around_the_go_call);
    tcase_add_test(t, words_after_a_ruling);
    tcase_add_test(t, words_in_turns_and_options);
    tcase_add_test(t, words_while_faults_are_shown);
    tcase_add_test(t, no_phase_is_silent);
    tcase_add_test(t, verdict_sentences);
    tcase_add_test(t, verdict_of_a_dead_heat);
    tcase_add_test(t, verdict_tells_a_late_press);
    tcase_add_test(t, never_half_a_character);
    tcase_add_test(t, the_language_is_the_screens);
    tcase_add_test(t, recent_points_tell_equal_changes_apart);
    tcase_add_test(t, held_points_are_recent_when_published);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
