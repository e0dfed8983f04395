/* rooms: layout view keypad contest words */
#include "contest/contest.h"
#include "contest/undo.h"
#include "layout/operator.h"
#include "view/text.h"
#include "words/words.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND = 1000000 };

/* ---- a contest and a house to draw ---- */

static struct definition def;
static struct question questions[40];
static struct view v;
static struct operator_extra extra;
static struct draw_page page, live_page, next_page[2];
static struct says says;
static int64_t now_us;
static unsigned char memory[1 << 20];
static struct undo undo;

static const char *const names[10][2] = {
    {"遵义市市场监督管理局", "市场监管"}, {"遵义市生态环境局", "生态环境"},
    {"遵义市文化广电旅游局", "文化旅游"}, {"遵义市交通运输局", "交通运输"},
    {"遵义市综合行政执法局", "综合执法"}, {"遵义市应急管理局", "应急管理"},
    {"遵义市卫生健康局", "卫生健康"},     {"遵义市农业农村局", "农业农村"},
    {"遵义市水务局", "水务局"},           {"遵义市自然资源局", "自然资源"},
};

static struct question plain(const char *text, const char *answer)
{
    return (struct question){.id = "Q-208",
                             .type = QUESTION_SHORT,
                             .text = text,
                             .answer = answer,
                             .accept = "三项缺一不可；只说“听证”可认。",
                             .explanation =
                                 "《行政处罚法》第四十四条：……并告知当事人依法享有的陈述、"
                                 "申辩、要求听证等权利。",
                             .article = "",
                             .author = "法制科",
                             .media = ""};
}

static void add_round(const char *name, enum round_kind kind, int first, int count)
{
    struct round *r = &def.rounds[def.round_count++];
    *r = (struct round){.name = name,
                        .short_name = name,
                        .kind = kind,
                        .first_question = first,
                        .question_count = count,
                        .planned = count > 4 ? count - 2 : count};
    policy_preset(&r->policy, kind);
}

static void define(int teams)
{
    def = (struct definition){.title = "知识竞赛总决赛",
                              .when = "11月18日 14:30",
                              .subtitle = "遵义市行政执法人员大学习、大练兵、大比武",
                              .where = "遵义会议中心",
                              .organiser = "遵义市司法局",
                              .undertaker = "",
                              .base_cp = 100 * CP,
                              .seed = 7};
    for (int i = 0; i < teams; i++)
        def.teams[def.team_count++] = (struct team){
            .seat = i + 1, .name = names[i % 10][0], .short_name = names[i % 10][1], .reserve = ""};
    for (int i = 0; i < 40; i++)
        questions[i] =
            plain("行政机关在作出行政处罚决定之前，应当告知当事人拟作出的行政处罚内容及事实、"
                  "理由、依据，并告知当事人依法享有哪三项权利？",
                  "陈述、申辩、要求听证");
    for (int i = 0; i < 10; i++) {
        struct question *q = &questions[i];
        *q = plain("违法行为在多长时间内未被发现的，一般不再给予行政处罚？", "C");
        q->type = QUESTION_SINGLE;
        q->option_count = 4;
        q->options[0] = "六个月";
        q->options[1] = "一年";
        q->options[2] = "二年";
        q->options[3] = "五年，涉及公民生命健康安全、金融安全且有危害后果的除外";
        q->answer_options = 4;
    }
    static const char *const faults[12] = {
        "引用条款错误", "罚款超过上限",     "复议期限错误",   "未告知陈述申辩权",
        "送达方式错误", "当事人名称不一致", "缺少证据清单",   "落款日期早于立案",
        "未加盖公章",   "执法人员少于二人", "未载明救济途径", "自由裁量无理由"};
    for (int i = 30; i < 34; i++) {
        questions[i].type = QUESTION_PICTURE;
        questions[i].text = "请指出这份行政处罚决定书中的错误。";
        questions[i].answer = "";
        questions[i].fault_count = i == 31 ? 12 : 5;
        for (int k = 0; k < 12; k++)
            questions[i].faults[k] = (struct fault){
                .title = faults[k], .right = "应为第二十一条", .reason = "", .article = ""};
    }
    def.questions = questions;
    def.question_count = 40;
    add_round("必答题", ROUND_REQUIRED, 0, 10);
    add_round("抢答题", ROUND_BUZZER, 10, 12);
    add_round("风险题", ROUND_RISK, 22, 8);
    add_round("文书纠错题", ROUND_CORRECTION, 30, 4);
    add_round("演讲", ROUND_JUDGED, 34, 2);
    add_round("加赛", ROUND_TIE_BREAK, 36, 4);
    def.prizes[0] = (struct prize){"一等奖", 2};
    def.prizes[1] = (struct prize){"二等奖", 3};
    def.prizes[2] = (struct prize){"三等奖", 5};
    def.prize_count = teams >= 10 ? 3 : 1;
}

static void furnish(void)
{
    struct house *h = &v.house;
    h->journal = (struct status){LIGHT_GOOD, "已存盘 1284 条"};
    h->audience = (struct status){LIGHT_GOOD, "观众屏 HDMI-2"};
    h->keypad = (struct status){LIGHT_GOOD, "小键盘"};
    h->sound = (struct status){LIGHT_GOOD, "声音"};
    h->disk = (struct status){LIGHT_GOOD, "磁盘"};
    h->boxes_expected = def.team_count;
    h->boxes_ready = def.team_count > 2 ? def.team_count - 2 : def.team_count;
    for (int i = 0; i < TEAMS_MAX; i++)
        h->seat[i] = (struct seat_health){.health = HEALTH_READY, .uncertainty_us = 280 + 10 * i};
    if (def.team_count > 7) {
        h->seat[3] = (struct seat_health){.health = HEALTH_HELD, .since_us = now_us - 2100000};
        h->seat[7] = (struct seat_health){.health = HEALTH_LOST, .since_us = now_us - 12000000};
    }
    static const struct history_line lines[] = {
        {1275, 0, "4号 答错 −10", "120 → 110", true, false, false, -1},
        {1276, 0, "4号 抢到", "第 6 题", false, false, false, 0},
        {1277, 0, "2号 晚 0.214 秒", "", false, false, true, 0},
        {1278, 0, "9号 抢到", "第 7 题", false, false, false, 0},
        {1279, 0, "9号 答对 +10", "130 → 140", false, false, false, 1},
        {1280, 0, "第 8 题", "上屏", false, false, false, 0},
        {1281, 0, "第 1 次口令", "犯规中止", false, false, false, 0},
        {1282, 0, "5号 犯规 −10", "110 → 100", false, false, false, -1},
        {1283, 0, "第 2 次口令", "开放抢答", false, false, false, 0},
        {1284, 0, "7号 抢到", "", false, true, false, 0},
    };
    h->history_count = sizeof lines / sizeof *lines;
    memcpy(h->history, lines, sizeof lines);
    for (int i = 0; i < h->history_count; i++)
        h->history[i].wall_us = (int64_t)(15 * 3600 + 41 * 60 + 10 * i) * SECOND;
    h->entries = 1284;
    v.wall_us = (int64_t)(15 * 3600 + 42 * 60 + 7) * SECOND;
    v.now_us = now_us;
    v.undo_depth = 5;
}

static void start(int teams)
{
    memset(&v, 0, sizeof v);
    memset(&extra, 0, sizeof extra);
    define(teams);
    undo_init(&undo, memory, sizeof memory);
    contest_init(&v.contest, &def, NULL, &undo);
    keypad_init(&v.keypad);
    now_us = SECOND;
}

static void command(enum command command, int32_t value)
{
    struct input in = {.at_us = now_us += SECOND / 10,
                       .kind = INPUT_COMMAND,
                       .command = command,
                       .value = value,
                       .seat = value,
                       .number = 1};
    enum step step = contest_step(&v.contest, &in, &says);
    ck_assert_msg(step == STEP_DONE, "%s in %s: %s", command_names[command],
                  phase_names[v.contest.state.phase], says.line[0]);
}

static void wake(void)
{
    int64_t at_us = contest_next_wake(&v.contest);
    ck_assert(at_us != INT64_MAX);
    now_us = at_us;
    struct input in = {.at_us = at_us, .kind = INPUT_WAKE};
    contest_step(&v.contest, &in, &says);
}

static void press(int seat, int64_t at_us)
{
    struct input in = {.at_us = at_us + 5000,
                       .kind = INPUT_PRESS,
                       .seat = seat,
                       .box = seat,
                       .press_us = at_us,
                       .lo_us = at_us - 280,
                       .hi_us = at_us + 280,
                       .arrived_us = at_us + 4000};
    if (in.at_us < now_us)
        in.at_us = now_us;
    now_us = in.at_us;
    contest_step(&v.contest, &in, &says);
}

static void enter_round(int round)
{
    command(COMMAND_ROUND, round);
    ck_assert_int_eq(v.contest.state.phase, PHASE_RULES);
}

static void buzzed(void)
{
    int last = def.team_count;
    enter_round(2);
    command(COMMAND_NEXT, 0);
    command(COMMAND_NEXT, 0); /* go call: countdown */
    if (last >= 5) {
        press(5, v.contest.state.go_at_us - 214000);
        command(COMMAND_NEXT, 0);
    }
    wake();
    int64_t go_us = v.contest.state.go_at_us;
    press(last >= 7 ? 7 : 1, go_us + 312400);
    press(2, go_us + 350800);
    for (int seat = 9; seat <= last; seat += 2)
        press(seat, go_us + 426100 + (seat - 9) * 7000);
    command(COMMAND_NEXT, 0);
    now_us += SECOND;
}

/* Every state the screen must carry, by name. */
static void scene_title(void)
{
}
static void scene_check(void)
{
    v.house.check_running = true;
    v.house.check_ticked = 0x2f;
    v.house.check_stuck = 0x10;
}
static void scene_rules(void)
{
    enter_round(2);
}
static void scene_read(void)
{
    enter_round(1);
    command(COMMAND_NEXT, 0);
}
static void scene_required(void)
{
    scene_read();
    command(COMMAND_NEXT, 0);
    command(COMMAND_CHOOSE, 2);
}
static void scene_count(void)
{
    enter_round(2);
    command(COMMAND_NEXT, 0);
    command(COMMAND_NEXT, 0);
}
static void scene_open(void)
{
    scene_count();
    wake();
}
static void scene_foul(void)
{
    scene_count();
    press(1, now_us + 900000);
}
static void scene_tie(void)
{
    scene_open();
    press(1, now_us + 300000);
    press(2, now_us - 5000 + 100);
    ck_assert_int_eq(v.contest.state.phase, PHASE_TIE);
}
static void scene_won(void)
{
    buzzed();
}
static void scene_right(void)
{
    buzzed();
    command(COMMAND_AWARD, 0);
}
static void scene_wrong(void)
{
    buzzed();
    command(COMMAND_DEDUCT, 0);
}
static void scene_menu(void)
{
    enter_round(3);
    command(COMMAND_NEXT, 0);
    command(COMMAND_CHOOSE, 3);
}
static void scene_faults(void)
{
    enter_round(4);
    command(COMMAND_NEXT, 0);
    command(COMMAND_NEXT, 0);
    command(COMMAND_CHOOSE, 2);
    command(COMMAND_CHOOSE, 4);
}
static void scene_many_faults(void)
{
    scene_faults();
    command(COMMAND_VOID, 0);
    command(COMMAND_NEXT, 0);
    command(COMMAND_NEXT, 0);
    command(COMMAND_CHOOSE, 3);
}
static void scene_judge(void)
{
    enter_round(5);
    while (v.contest.state.phase != PHASE_JUDGE)
        command(COMMAND_NEXT, 0);
    struct input in = {.at_us = now_us,
                       .kind = INPUT_COMMAND,
                       .command = COMMAND_JUDGE,
                       .seat = v.contest.state.seat,
                       .number = 2,
                       .value = 9250};
    contest_step(&v.contest, &in, &says);
}
static void scene_round_end(void)
{
    scene_right();
    command(COMMAND_END_ROUND, 0);
}
/* Packets A, B, … of the first round, the first teams have theirs. */
static void lots(int drawn, enum draw_how how)
{
    static const char *const letters[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I",
                                          "J", "K", "L", "M", "N", "O", "P", "Q", "R",
                                          "S", "T", "U", "V", "W", "X", "Y"};
    struct round *r = &def.rounds[0];
    struct state *s = &v.contest.state;
    enter_round(1);
    r->policy.packets = PACKETS_DRAW;
    r->packet_count = def.team_count + 1;
    memcpy(r->packets, letters, (size_t)r->packet_count * sizeof *letters);
    s->phase = PHASE_DRAW;
    s->turn_order_count = def.team_count;
    for (int i = 0; i < def.team_count; i++) {
        s->turn_order[i] = (uint8_t)(i + 1);
        s->packet_of[0][i] = (uint8_t)(i < drawn ? def.team_count - i : 0);
    }
    s->draws[1].how = how;
    s->draws[1].seed = 482910337;
}
static void scene_lots(void)
{
    lots(def.team_count / 2, DRAW_RECORDED);
}
static void scene_lots_drawn(void)
{
    lots(def.team_count, DRAW_PROGRAM);
}

static void scene_standings(void)
{
    scene_round_end();
    command(COMMAND_STANDINGS, 0);
}
static void scene_prizes(void)
{
    scene_standings();
    command(COMMAND_PRIZES, 0);
    command(COMMAND_NEXT, 0);
}

static const struct {
    const char *name;
    void (*build)(void);
} scenes[] = {
    {"title", scene_title},   {"check", scene_check},         {"rules", scene_rules},
    {"read", scene_read},     {"required", scene_required},   {"count", scene_count},
    {"open", scene_open},     {"foul", scene_foul},           {"tie", scene_tie},
    {"won", scene_won},       {"right", scene_right},         {"wrong", scene_wrong},
    {"menu", scene_menu},     {"faults", scene_faults},       {"many-faults", scene_many_faults},
    {"judge", scene_judge},   {"round-end", scene_round_end}, {"standings", scene_standings},
    {"prizes", scene_prizes}, {"lots", scene_lots},           {"lots-drawn", scene_lots_drawn},
};
enum { SCENES = sizeof scenes / sizeof *scenes };

static const struct size sizes[] = {{1280, 720},  {1366, 768},  {1280, 800},
                                    {1280, 960},  {1440, 900},  {1600, 1200},
                                    {1920, 1080}, {1920, 1200}, {2560, 1440}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void stand(int scene, int teams)
{
    start(teams);
    scenes[scene].build();
    furnish();
}

static void draw(struct size size)
{
    draw_page_begin(&page, (float)size.w, (float)size.h, &text_metrics_builtin);
    operator_layout(&v, &extra, size, now_us, &page.list);
}

/* Pictures of the audience screen as the caller would hand them in. */
static void show_previews(struct size audience)
{
    draw_page_begin(&live_page, (float)audience.w, (float)audience.h, &text_metrics_builtin);
    audience_layout(&v, audience, now_us, &live_page.list);
    extra.live = &live_page.list;
    static const enum key keys[2] = {KEY_PLUS, KEY_MINUS};
    static const enum command commands[2] = {COMMAND_AWARD, COMMAND_DEDUCT};
    for (int i = 0; i < 2; i++) {
        static struct view after;
        after = v;
        after.contest.undo = NULL;
        struct input in = {.at_us = now_us, .kind = INPUT_COMMAND, .command = commands[i]};
        contest_step(&after.contest, &in, &says);
        draw_page_begin(&next_page[i], (float)audience.w, (float)audience.h, &text_metrics_builtin);
        audience_layout(&after, audience, now_us + SECOND, &next_page[i].list);
        extra.preview[i] = (struct operator_preview){.key = keys[i], .list = &next_page[i].list};
        snprintf(extra.preview[i].caption, sizeof extra.preview[i].caption, "%s",
                 i ? "判错：7号 −10，可补答" : "判对：7号 +10，亮答案");
    }
}

/* ---- tests ---- */

static void check_rules(struct size size, const char *what)
{
    char why[512];
    struct draw_rules rules = operator_rules(size);
    ck_assert_msg(!draw_list_breach(&page.list, &rules, why, sizeof why), "%s at %dx%d: %s", what,
                  size.w, size.h, why);
}

/* Over every state, size and field of teams: nothing overlaps, leaves the screen or is too small.
 */
START_TEST(every_state_at_every_size)
{
    static const int fields[] = {2, 10, 13, 24};
    for (size_t t = 0; t < sizeof fields / sizeof *fields; t++) {
        stand(_i, fields[t]);
        for (int i = 0; i < SIZES; i++) {
            draw(sizes[i]);
            char what[64];
            snprintf(what, sizeof what, "%s, %d teams", scenes[_i].name, fields[t]);
            check_rules(sizes[i], what);
        }
    }
}
END_TEST

static void key_is_drawn(enum key key, const struct key_meaning *m, struct size size)
{
    char both[96];
    snprintf(both, sizeof both, "%.40s %.40s", m->text, m->detail);
    bool found = draw_find_text(&page.list, m->text) || draw_find_text(&page.list, both);
    for (size_t n = strlen(m->text); !found && n > 3; n--) { /* in two lines */
        char line[48];
        snprintf(line, sizeof line, "%.*s", (int)n, m->text);
        found = draw_find_text(&page.list, line) != NULL;
    }
    ck_assert_msg(found, "key %s (%s) is not drawn at %dx%d", key_names[key], m->text, size.w,
                  size.h);
}

START_TEST(the_drawn_keypad_says_what_the_keys_do)
{
    stand(_i, 10);
    struct key_meaning keys[KEY_COUNT];
    keypad_meanings(&v.keypad, &v.contest, now_us, keys);
    for (int i = 0; i < SIZES; i++) {
        draw(sizes[i]);
        for (int key = 0; key < KEY_COUNT; key++)
            if (keys[key].text[0])
                key_is_drawn((enum key)key, &keys[key], sizes[i]);
    }
}
END_TEST

/* In all keypad modes: menus, typing, choosing. */
START_TEST(menus_and_typing_fit)
{
    static const enum key ways[][5] = {{KEY_STAR, KEY_COUNT},
                                       {KEY_STAR, KEY_STAR, KEY_COUNT},
                                       {KEY_STAR, KEY_STAR, KEY_STAR, KEY_COUNT},
                                       {KEY_STAR, KEY_1, KEY_COUNT},
                                       {KEY_STAR, KEY_1, KEY_7, KEY_ENTER, KEY_COUNT},
                                       {KEY_STAR, KEY_2, KEY_COUNT},
                                       {KEY_STAR, KEY_3, KEY_COUNT}};
    for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
        stand(9, 24);
        char message[KEYPAD_MESSAGE], echo[96];
        struct input in;
        for (int i = 0; i < 5 && ways[w][i] != KEY_COUNT; i++)
            keypad_press(&v.keypad, &v.contest, ways[w][i], now_us, &in, message);
        keypad_echo(&v.keypad, &v.contest, echo, sizeof echo);
        for (int i = 0; i < SIZES; i++) {
            draw(sizes[i]);
            check_rules(sizes[i], echo);
            if (v.keypad.mode == KEYPAD_SEAT || v.keypad.mode == KEYPAD_NUMBER)
                ck_assert_msg(draw_find_text(&page.list, echo) != NULL, "%s not echoed", echo);
        }
    }
}
END_TEST

/* Long names, four-digit and negative scores, a message, a sick house, a long question. */
START_TEST(the_worst_fits)
{
    static char text[1600];
    text[0] = '\0';
    for (int i = 0; i < 20; i++)
        strcat(text, "根据《中华人民共和国行政处罚法》的规定，");
    stand(_i, 24);
    for (int i = 0; i < def.team_count; i++) {
        def.teams[i].short_name = "市场监督管理综合行政执法支队";
        def.teams[i].carry_in_cp = (i % 2 ? -1111 : 8888) * CP;
    }
    for (int i = 0; i < 40; i++) {
        questions[i].text = text;
        questions[i].explanation = text;
        questions[i].accept = "只要说出要点即可，顺序不限，错别字不扣分，漏一项算不完整。";
    }
    v.rehearsal = true;
    struct house *h = &v.house;
    h->journal = (struct status){LIGHT_BAD, "日志写入失败，磁盘已满"};
    h->audience = (struct status){LIGHT_WARN, "观众屏 HDMI-2 已拔出"};
    h->disk = (struct status){LIGHT_WARN, "磁盘只剩 120 MB"};
    h->keypad = (struct status){LIGHT_BAD, "小键盘已断开"};
    h->sound = (struct status){LIGHT_WARN, "已静音"};
    snprintf(h->message, sizeof h->message,
             "8号 抢答器失联 12 秒：可能是 USB 线松动，也可能是盒子没有电。");
    snprintf(h->remedy, sizeof h->remedy,
             "插紧线缆；仍不行就按 * 再按 6 停用这个按钮，继续比赛，事后可恢复。");
    h->message_light = LIGHT_BAD;
    for (int i = 0; i < h->history_count; i++)
        snprintf(h->history[i].text, sizeof h->history[i].text, "8号 改判：第 1021 条改为答对");
    show_previews((struct size){3840, 1080});
    for (int i = 0; i < SIZES; i++) {
        draw(sizes[i]);
        check_rules(sizes[i], scenes[_i].name);
    }
}
END_TEST

/* A language half as long again as Chinese: every text grows, every format keeps its conversions.
 */
static const char *wordy(const void *ctx, const char *zh)
{
    enum { MANY = 1024 };
    static struct {
        const char *zh;
        char text[320];
    } table[MANY];
    size_t h = ((size_t)zh >> 2) % MANY;
    (void)ctx;
    while (table[h].zh && table[h].zh != zh)
        h = (h + 1) % MANY;
    table[h].zh = zh;
    snprintf(table[h].text, sizeof table[h].text, "%s wordy", zh);
    return table[h].text;
}

START_TEST(another_language_fits)
{
    static const struct words en = {wordy, NULL, "en"};
    static const int fields[] = {2, 10, 24};
    for (size_t t = 0; t < sizeof fields / sizeof *fields; t++) {
        stand(_i, fields[t]);
        v.operator_words = v.contest.words = &en;
        for (int i = 0; i < SIZES; i++) {
            draw(sizes[i]);
            check_rules(sizes[i], scenes[_i].name);
        }
    }
}
END_TEST

static const char *about(const void *ctx, const char *zh)
{
    (void)ctx;
    return strcmp(zh, "约 %s") == 0 ? "about %s" : zh;
}

/* A margin in words is longer than one in digits: its column makes room. */
START_TEST(a_margin_in_words_is_whole)
{
    static const struct words en = {about, NULL, "en"};
    stand(9, 10);
    v.operator_words = v.contest.words = &en;
    struct state *s = &v.contest.state;
    for (int i = 0; i < s->press_count; i++) {
        s->presses[i].lo_us = s->presses[i].press_us - 6000;
        s->presses[i].hi_us = s->presses[i].press_us + 6000;
    }
    draw((struct size){1280, 720});
    char margin[24];
    struct press_result m = contest_margin(&v.contest, s->winner_press, s->winner_press + 1);
    text_margin(m.margin_us, m.uncertainty_us, &en, margin, sizeof margin);
    ck_assert_int_eq(strncmp(margin, "about ", 6), 0);
    ck_assert_ptr_nonnull(draw_find_text(&page.list, margin));
    check_rules((struct size){1280, 720}, "won");
}
END_TEST

/* What is not well is told in bold, and has room as such. */
START_TEST(troubles_in_the_strip_cover_nothing)
{
    for (int i = 0; i < SIZES; i++) {
        stand(9, 10);
        v.house.keypad = (struct status){LIGHT_WARN, "小键盘没有接上，先用窗口里的按键"};
        draw(sizes[i]);
        const struct draw_item *said = draw_find_text(&page.list, v.house.keypad.text);
        ck_assert_ptr_nonnull(said);
        for (int j = 0; j < page.list.count; j++) {
            const struct draw_item *item = &page.list.items[j];
            ck_assert_msg(item->kind != DRAW_ICON || !box_overlap(item->box, said->box, 0), "%dx%d",
                          sizes[i].w, sizes[i].h);
        }
    }
}
END_TEST

/* The host may miss the end of a long question, never a fault or the answer. */
START_TEST(nothing_to_judge_by_is_left_out)
{
    for (int i = 0; i < SIZES; i++) {
        stand(14, 10);
        draw(sizes[i]);
        for (int k = 0; k < 12; k++)
            ck_assert_msg(draw_find_text(&page.list, questions[31].faults[k].title) != NULL,
                          "%s is missing at %dx%d", questions[31].faults[k].title, sizes[i].w,
                          sizes[i].h);
        stand(9, 10);
        static char text[1600];
        text[0] = '\0';
        for (int n = 0; n < 18; n++)
            strcat(text, "根据《中华人民共和国行政处罚法》的规定，");
        questions[10].text = questions[10].explanation = text;
        draw(sizes[i]);
        ck_assert_msg(draw_find_text(&page.list, questions[10].answer) != NULL,
                      "no answer at %dx%d", sizes[i].w, sizes[i].h);
    }
}
END_TEST

START_TEST(live_and_rehearsal_cannot_be_confused)
{
    stand(9, 10);
    draw((struct size){1920, 1080});
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "正式 LIVE"));
    ck_assert_ptr_null(draw_find_text(&page.list, "彩排"));
    int hatched = 0;
    v.rehearsal = true;
    draw((struct size){1920, 1080});
    ck_assert_ptr_null(draw_find_text(&page.list, "正式 LIVE"));
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "彩排"));
    for (int i = 0; i < page.list.count; i++)
        hatched += page.list.items[i].kind == DRAW_RECT &&
                   page.list.items[i].u.fill.pattern_kind == DRAW_HATCH;
    ck_assert_int_ge(hatched, 4);
}
END_TEST

START_TEST(the_won_question_tells_all)
{
    stand(9, 10);
    show_previews((struct size){1920, 1080});
    draw((struct size){1920, 1080});
    static const char *const said[] = {"7号作答中",
                                       "抢答器 8 / 10",
                                       "15:42:07",
                                       "陈述、申辩、要求听证",
                                       "抢到 312.4",
                                       "+38.4",
                                       "−214.0",
                                       "第 1 次",
                                       "判定确定：7号 早于 2号 38.4 ms",
                                       "撤销这条",
                                       "停抢",
                                       "抢到",
                                       "灯",
                                       "+0.038",
                                       "失联 12 s",
                                       "判对：7号 +10，亮答案",
                                       "观众正在看"};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        ck_assert_msg(draw_find_text(&page.list, said[i]) != NULL, "%s is not said", said[i]);
    int minis = 0;
    for (int i = 0; i < page.list.count; i++)
        minis += page.list.items[i].kind == DRAW_MINI;
    ck_assert_int_eq(minis, 3);
}
END_TEST

/* A clock that stands is paused only where it counts: with a pause, while somebody answers. */
START_TEST(the_dial_says_what_its_clock_waits_for)
{
    static const struct size size = {1366, 768};
    start(10);
    scene_judge();
    v.contest.state.clock =
        (struct show_clock){.kind = CLOCK_ANSWER, .length_us = 300000000, .left_us = 120000000};
    draw(size);
    ck_assert_ptr_null(draw_find_text(&page.list, "暂停"));
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "打分"));
    start(10);
    scene_required();
    command(COMMAND_PAUSE, 0);
    draw(size);
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "暂停"));
    command(COMMAND_AWARD, 0);
    draw(size);
    ck_assert_int_eq(v.contest.state.phase, PHASE_RULED);
    ck_assert_ptr_null(draw_find_text(&page.list, "暂停"));
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "已判定"));
}
END_TEST

START_TEST(what_covers_the_audience_screen_is_said)
{
    stand(9, 10);
    command(COMMAND_SCREEN, SCREEN_BLACK);
    draw((struct size){1280, 720});
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "黑屏中"));
    v.contest.state.screen = SCREEN_FREEZE;
    draw((struct size){1280, 720});
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "画面已定格"));
}
END_TEST

/* However narrow the window, the name of the player who answers is whole. */
START_TEST(the_players_name_is_never_cut)
{
    static const struct size narrow[] = {{1280, 720}, {1024, 720}, {960, 720}, {800, 720}};
    start(4);
    def.rounds[0].policy.who = WHO_PLAYER;
    for (int i = 0; i < 4; i++) {
        def.teams[i].players[0] = "欧阳海清";
        def.teams[i].player_count = 1;
    }
    enter_round(1);
    command(COMMAND_NEXT, 0);
    ck_assert_int_eq(v.contest.state.player, 1);
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++) {
        static const char *const ways[] = {"1号 市场监管\u30001 号队员 欧阳海清",
                                           "1 号队员 欧阳海清", "欧阳海清"};
        bool found = false;
        draw(narrow[i]);
        for (size_t k = 0; k < 3; k++)
            found |= draw_find_text(&page.list, ways[k]) != NULL;
        ck_assert_msg(found, "%d px wide", narrow[i].w);
    }
}
END_TEST

/* A ruling without points is told in the team's row too. */
START_TEST(a_ruling_without_points_is_told)
{
    start(4);
    enter_round(1);
    command(COMMAND_NEXT, 0);
    command(COMMAND_NEXT, 0);
    v.contest.def = &def;
    def.rounds[0].policy.wrong_cp = 0;
    command(COMMAND_DEDUCT, 0);
    draw((struct size){1280, 720});
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "答错"));
    ck_assert_ptr_null(draw_find_text(&page.list, "作答"));
    v.contest.state.outcome = OUTCOME_VOID;
    draw((struct size){1280, 720});
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "作废"));
}
END_TEST

/* What there is nothing of to undo or redo has no key. */
START_TEST(keys_with_nothing_to_take_back_are_blank)
{
    stand(1, 10);
    v.contest.undo = NULL; /* as in every view */
    for (int i = 0; i < 2; i++) {
        v.undo_depth = v.redo_depth = i;
        v.keypad.mode = KEYPAD_SHOW;
        draw((struct size){1280, 720});
        ck_assert_int_eq(draw_find_text(&page.list, "撤销") != NULL, i);
        v.keypad.mode = KEYPAD_MENU;
        draw((struct size){1280, 720});
        ck_assert_int_eq(draw_find_text(&page.list, "恢复撤销") != NULL, i);
    }
}
END_TEST

static bool begins(const char *word)
{
    for (int i = 0; i < page.list.count; i++) {
        size_t n;
        if (page.list.items[i].kind != DRAW_TEXT)
            continue;
        const char *s = draw_item_text(&page.list, &page.list.items[i], &n);
        if (n >= strlen(word) && memcmp(s, word, strlen(word)) == 0)
            return true;
    }
    return false;
}

START_TEST(roll_call_names_every_state)
{
    static const struct size three[] = {{1280, 720}, {1366, 768}, {1920, 1080}};
    static const char *const words[] = {"请按一次", "已按 1 / 2", "请松开",  "失联",
                                        "待接受",   "停用",       "没有按钮"};
    for (int teams = 10; teams <= 24; teams += 14)
        for (int i = 0; i < 3; i++) {
            stand(1, teams);
            struct house *h = &v.house;
            h->check_ticked = 1u << 7;
            h->check_stuck = 1u << 2;
            h->boxes_expected = teams;
            static const enum button_health health[] = {
                HEALTH_READY,   HEALTH_READY,    HEALTH_HELD, HEALTH_LOST,
                HEALTH_UNKNOWN, HEALTH_DISABLED, HEALTH_NONE, HEALTH_READY};
            for (int seat = 1; seat <= 8; seat++)
                h->seat[seat - 1] = (struct seat_health){
                    .health = health[seat - 1], .buttons = 2, .live = 2, .pressed = seat == 2};
            draw(three[i]);
            for (size_t k = 0; k < sizeof words / sizeof *words; k++)
                ck_assert_msg(begins(words[k]), "%s at %d, %d teams", words[k], three[i].w, teams);
        }
}
END_TEST

/* Which page is on, how many there are, and the key that turns them, on every screen size. */
START_TEST(pages_of_the_audience_screen_are_told)
{
    static const struct size some[] = {{1920, 1080}, {1366, 768}, {1280, 720}};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        stand(9, 10);
        extra.page = 2;
        v.keypad.pages = 3;
        draw(some[i]);
        ck_assert_ptr_nonnull(draw_find_text(&page.list, "第 3 / 3 页，9 翻页"));
        ck_assert(draw_find_text(&page.list, "翻页 到第 1 页") ||
                  draw_find_text(&page.list, "到第 1 页"));
        v.keypad.mode = KEYPAD_MENU;
        draw(some[i]);
        ck_assert_ptr_nonnull(draw_find_text(&page.list, "第 3 / 3 页，0 翻页"));
    }
}
END_TEST

/* Who has which packet, what to type for it, and how it was drawn. */
START_TEST(lots_are_told)
{
    start(10);
    scene_lots();
    draw((struct size){1366, 768});
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "题包 J"));
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "未抽"));
    ck_assert_ptr_null(draw_find_text(&page.list, "种子 482910337，已锁定"));
    start(10);
    scene_lots_drawn();
    draw((struct size){1366, 768});
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "题包 A"));
    ck_assert_ptr_null(draw_find_text(&page.list, "未抽"));
    ck_assert_ptr_nonnull(draw_find_text(&page.list, "种子 482910337，已锁定"));
}
END_TEST

START_TEST(wakes_when_something_changes)
{
    stand(0, 10);
    int64_t next_us = operator_next_frame_us(&v, now_us);
    ck_assert_int_gt(next_us, now_us);
    ck_assert_int_le(next_us, now_us + SECOND);
    stand(9, 10);
    v.now_us = now_us;
    next_us = operator_next_frame_us(&v, now_us);
    ck_assert_int_gt(next_us, now_us);
    ck_assert_int_le(next_us, now_us + SECOND);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("operator");
    TCase *t = tcase_create("screen");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, every_state_at_every_size, 0, SCENES);
    tcase_add_loop_test(t, the_drawn_keypad_says_what_the_keys_do, 0, SCENES);
    tcase_add_test(t, menus_and_typing_fit);
    tcase_add_loop_test(t, the_worst_fits, 0, SCENES);
    tcase_add_loop_test(t, another_language_fits, 0, SCENES);
    tcase_add_test(t, nothing_to_judge_by_is_left_out);
    tcase_add_test(t, a_margin_in_words_is_whole);
    tcase_add_test(t, troubles_in_the_strip_cover_nothing);
    tcase_add_test(t, live_and_rehearsal_cannot_be_confused);
    tcase_add_test(t, the_won_question_tells_all);
    tcase_add_test(t, the_dial_says_what_its_clock_waits_for);
    tcase_add_test(t, keys_with_nothing_to_take_back_are_blank);
    tcase_add_test(t, a_ruling_without_points_is_told);
    tcase_add_test(t, the_players_name_is_never_cut);
    tcase_add_test(t, what_covers_the_audience_screen_is_said);
    tcase_add_test(t, roll_call_names_every_state);
    tcase_add_test(t, pages_of_the_audience_screen_are_told);
    tcase_add_test(t, lots_are_told);
    tcase_add_test(t, wakes_when_something_changes);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
