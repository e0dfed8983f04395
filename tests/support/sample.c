#include "support/sample.h"

#include <stdio.h>
#include <string.h>

struct name {
    const char *zh, *zh_short, *en, *en_short;
};

static const struct name names[TEAMS_MAX] = {
    {"遵义市市场监督管理局", "市场监管", "Market Regulation Bureau", "Market"},
    {"遵义市生态环境局", "生态环境", "Ecology and Environment Bureau", "Ecology"},
    {"遵义市文化广电旅游局", "文化旅游", "Culture and Tourism Bureau", "Culture"},
    {"遵义市交通运输局", "交通运输", "Transport Bureau", "Transp."},
    {"遵义市综合行政执法局", "综合执法", "Law Enforcement Bureau", "Law"},
    {"遵义市应急管理局", "应急管理", "Emergency Management", "Rescue"},
    {"遵义市卫生健康局", "卫生健康", "Health Commission", "Health"},
    {"遵义市农业农村局", "农业农村", "Agriculture Bureau", "Farming"},
    {"遵义市水务局", "水务局", "Water Authority", "Water"},
    {"遵义市自然资源局", "自然资源", "Natural Resources Bureau", "Land"},
    {"红花岗区代表队", "红花岗区", "Honghuagang District", "Honghua"},
    {"汇川区代表队", "汇川区", "Huichuan District", "Huichuan"},
    {"播州区代表队", "播州区", "Bozhou District", "Bozhou"},
    {"桐梓县代表队", "桐梓县", "Tongzi County", "Tongzi"},
    {"绥阳县代表队", "绥阳县", "Suiyang County", "Suiyang"},
    {"正安县代表队", "正安县", "Zheng'an County", "Zheng'an"},
    {"道真县代表队", "道真县", "Daozhen County", "Daozhen"},
    {"务川县代表队", "务川县", "Wuchuan County", "Wuchuan"},
    {"凤冈县代表队", "凤冈县", "Fenggang County", "Fenggan"},
    {"湄潭县代表队", "湄潭县", "Meitan County", "Meitan"},
    {"余庆县代表队", "余庆县", "Yuqing County", "Yuqing"},
    {"习水县代表队", "习水县", "Xishui County", "Xishui"},
    {"赤水市代表队", "赤水市", "Chishui City", "Chishui"},
    {"仁怀市代表队", "仁怀市", "Renhuai City", "Renhuai"},
};

static const char *const long_name_zh =
    "遵义市文化市场综合行政执法支队与红花岗区播州区汇川区桐梓县联合组成的行政执法人员代表队";
static const char *const long_name_en = "Zunyi Joint Administrative Enforcement T";

static const char *const questions_zh[] = {
    [SAMPLE_TWO_LINES] = "违法行为在多长时间内未被发现的，\n一般不再给予行政处罚？",
    [SAMPLE_FOUR_LINES] = "行政机关在作出行政处罚决定之前，\n应当告知当事人拟作出的行政处罚\n"
                          "内容及事实、理由、依据，\n并告知当事人依法享有哪三项权利？",
    [SAMPLE_SHORT] = "罚款由谁收缴？",
    [SAMPLE_LONG] =
        "某县文化市场综合行政执法大队在2022年6月11日的例行检查中发现，辖区内某网络服务部（营业执照"
        "编号"
        "GZ-520300-"
        "0017）接纳2名未成年人进入营业场所上网，现场未悬挂未成年人禁入标志，且无法提供上网消费者的"
        "有效身份登记记录。执法人员当场制作了现场检查笔录，并对负责人王某进行了询问。请依据《互联网"
        "上网服务营业"
        "场所管理条例》的有关规定，指出该场所存在的全部违法行为，并说明应当分别给予哪些行政处罚、可"
        "以并处的罚款"
        "上限各是多少？",
};

static const char *const questions_en[] = {
    [SAMPLE_TWO_LINES] = "After how long is an undiscovered offence\nno longer punished as a rule?",
    [SAMPLE_FOUR_LINES] =
        "Before an administrative penalty is decided, the party must be told its content, "
        "facts, reasons and basis. Which three rights must be named as well?",
    [SAMPLE_SHORT] = "Who collects a fine?",
    [SAMPLE_LONG] =
        "During a routine inspection the county team found that an internet cafe had let two "
        "minors in, had no sign forbidding it and could not produce the register of users. Which "
        "offences does this make?",
};

static const char *const options_zh[] = {"六个月", "一年", "二年", "五年", "十年", "不受时限"};
static const char *const options_en[] = {"Six months", "One year",  "Two years",
                                         "Five years", "Ten years", "Any time"};
static const char *const long_options_zh[] = {
    "自违法行为发生之日起计算，连续或者继续状态的自行为终了之日起计算并在二年内追究责任",
    "自行政机关发现之日起计算，但涉及公民生命健康安全的一律延长至五年内进行处罚",
    "自行政机关立案之日起计算，一般不得超过九十日，特殊情况经批准可以延长",
    "自听证结束之日起计算，行政机关应当在七日内根据听证笔录依法作出行政处罚决定",
};
static const char *const long_options_en[] = {
    "From the day the offence was committed",
    "From the day the authority discovered it",
    "From the day the case file was opened",
    "From the day on which the hearing ended",
};

static struct policy policy_plain(int who)
{
    return (struct policy){.who = who,
                           .right_cp = 1000,
                           .wrong_cp = who == WHO_PRESS ? -1000 : 0,
                           .right_percent = 100,
                           .wrong_percent = -100,
                           .answer_seconds = 30,
                           .window_seconds = 10,
                           .early_press = EARLY_FOUL,
                           .early_cp = -1000,
                           .foul_then = FOUL_BAR,
                           .go = GO_COUNTDOWN,
                           .countdown_seconds = 3,
                           .weight_percent = 100};
}

static void make_rounds(struct sample *s)
{
    static const char *const zh[] = {"必答题", "抢答题", "风险题", "文书纠错题"};
    static const char *const zh_short[] = {"必答", "抢答", "风险", "纠错"};
    static const char *const en[] = {"Required", "Buzzer", "Risk", "Error correction"};
    static const char *const en_short[] = {"Req.", "Buzz", "Risk", "Corr."};
    static const int who[] = {WHO_TURN, WHO_PRESS, WHO_TURN, WHO_TURN};
    bool e = s->want.english;
    s->def.round_count = 4;
    for (int i = 0; i < 4; i++) {
        struct round *r = &s->def.rounds[i];
        r->name = e ? en[i] : zh[i];
        r->short_name = e ? en_short[i] : zh_short[i];
        r->kind = (enum round_kind)i;
        r->policy = policy_plain(who[i]);
        r->question_count = r->planned = 20;
    }
    struct policy *risk = &s->def.rounds[2].policy;
    risk->value = VALUE_MENU;
    risk->menu_count = 3;
    risk->may_pass = 1;
    for (int i = 0; i < 3; i++) {
        risk->menu_cp[i] = 1000 * (i + 1);
        risk->menu_stock[i] = 5;
    }
    risk->menu_stock_count = 3;
    s->def.rounds[2].planned = 10;
    struct policy *faults = &s->def.rounds[3].policy;
    faults->value = VALUE_FAULTS;
    faults->fault_cp = 500;
    faults->all_bonus_cp = 500;
    s->def.rounds[3].planned = 10;
}

static void make_teams(struct sample *s)
{
    int n = s->want.teams ? s->want.teams : 10;
    bool e = s->want.english;
    s->def.team_count = n;
    for (int i = 0; i < n; i++) {
        struct team *t = &s->def.teams[i];
        t->seat = i + 1;
        snprintf(s->names[i], sizeof s->names[i], "%s",
                 s->want.long_names ? (e ? long_name_en : long_name_zh)
                                    : (e ? names[i].en : names[i].zh));
        t->name = s->names[i];
        t->short_name = e ? names[i].en_short : names[i].zh_short;
        t->player_count = 3;
        t->players[0] = e ? "Lin" : "林青";
        t->players[1] = e ? "Wu" : "吴越";
        t->players[2] = e ? "Zheng" : "郑山河";
        t->reserve = "";
    }
}

static void make_questions(struct sample *s)
{
    static const char *const tf[] = {"", ""};
    (void)tf;
    bool e = s->want.english;
    for (int i = 0; i < SAMPLE_QUESTIONS; i++)
        s->questions[i] = (struct question){.id = "Q",
                                            .text = "",
                                            .answer = "",
                                            .accept = "",
                                            .explanation = "",
                                            .article = "",
                                            .author = "",
                                            .media = ""};
    struct question *q = &s->questions[0];
    snprintf(s->text, sizeof s->text, "%s", (e ? questions_en : questions_zh)[s->want.question]);
    q->text = s->text;
    q->type = QUESTION_SHORT;
    q->answer = e ? "Statement, defence, hearing" : "陈述、申辩、要求听证";
    static const int count[] = {0, 4, 4, 6, 0};
    q->option_count = count[s->want.options];
    for (int i = 0; i < q->option_count; i++) {
        const char *text = s->want.options == SAMPLE_LONG_OPTIONS
                               ? (e ? long_options_en : long_options_zh)[i]
                               : (e ? options_en : options_zh)[i];
        snprintf(s->options[i], sizeof s->options[i], "%s", text);
        q->options[i] = s->options[i];
    }
    if (q->option_count > 0) {
        q->type = QUESTION_SINGLE;
        q->answer = "C";
        q->answer_options = 4;
    }
    if (s->want.options == SAMPLE_TRUE_FALSE) {
        q->type = QUESTION_TRUE_FALSE;
        q->answer = "对";
    }
    struct question *p = &s->questions[1];
    *p = *q;
    p->type = QUESTION_PICTURE;
    p->media = "media/penalty-decision.png";
    struct question *c = &s->questions[2];
    c->type = QUESTION_PICTURE;
    c->text = e ? "Find the faults in this decision." : "请指出这份处罚决定书中的错误。";
    c->media = "media/penalty-decision.png";
    static const char *const title_zh[] = {"引用条款错误", "罚款超过上限", "复议期限错误",
                                           "缴款期限错误", "未告知权利"};
    static const char *const right_zh[] = {"应为第二十一条", "上限为15000元", "应为60日内",
                                           "应为15日内", "应告知陈述申辩"};
    static const char *const title_en[] = {"Wrong article", "Fine too high", "Wrong term",
                                           "Late pay day", "Rights missing"};
    static const char *const right_en[] = {"Article 21", "15 000 at most", "60 days", "15 days",
                                           "Say them"};
    static const int32_t box[][4] = {{102, 672, 264, 70},
                                     {310, 760, 305, 70},
                                     {900, 848, 166, 70},
                                     {700, 760, 166, 70},
                                     {200, 940, 300, 70}};
    c->fault_count = 5;
    for (int i = 0; i < 5; i++)
        c->faults[i] = (struct fault){.title = (e ? title_en : title_zh)[i],
                                      .right = (e ? right_en : right_zh)[i],
                                      .reason = "",
                                      .article = "",
                                      .x = box[i][0],
                                      .y = box[i][1],
                                      .w = box[i][2],
                                      .h = box[i][3]};
    struct question *v = &s->questions[3];
    *v = *q;
    v->type = QUESTION_VIDEO;
    v->media = "media/inspection.mp4";
    s->def.questions = s->questions;
    s->def.question_count = SAMPLE_QUESTIONS;
}

/* Ledger of four rounds: sums as in the pictures for ten teams, varied beyond. */
static void make_ledger(struct sample *s)
{
    static const int points[10][4] = {
        {20, 30, 20, 20}, {20, 40, 20, 15}, {20, 10, 30, 25}, {10, 10, -20, 15}, {10, -10, 20, 20},
        {20, 20, 30, 15}, {20, 20, 30, 25}, {0, -10, 20, 10}, {20, 40, 30, 30},  {10, 20, -10, 20}};
    struct state *t = &s->view.contest.state;
    static const int factor[] = {1, 13, -9, -17};
    for (int i = 0; i < s->def.team_count; i++)
        for (int r = 0; r < 4; r++) {
            int p = points[i % 10][r] + (i >= 10 ? (i * 7 + r * 3) % 20 : 0);
            int f = factor[s->want.scores];
            if (s->want.scores == SAMPLE_EXTREME && i % 2 == 0)
                f = 17;
            t->ledger[t->ledger_count] = (struct ledger_entry){.seq = t->ledger_count + 1,
                                                               .points_cp = p * f * CP,
                                                               .round = (int16_t)r,
                                                               .question = 1,
                                                               .question_index = -1,
                                                               .seat = (uint8_t)(i + 1),
                                                               .cause = CAUSE_RIGHT};
            t->ledger_count++;
        }
}

void sample_make(struct sample *s, const struct sample_want *want)
{
    memset(s, 0, sizeof *s);
    s->want = *want;
    bool e = want->english;
    struct definition *d = &s->def;
    d->title = e ? "Knowledge Contest Final" : "知识竞赛总决赛";
    d->subtitle = e ? "Zunyi Law Enforcement Skills" : "遵义市行政执法人员大学习、大练兵、大比武";
    d->when = e ? "18 November, 14:30" : "11 月 18 日 14:30";
    d->where = e ? "Zunyi Congress Centre" : "遵义会议中心";
    d->organiser = e ? "Zunyi Bureau of Justice" : "遵义市司法局";
    d->undertaker = e ? "Zunyi Enforcement Corps" : "遵义市文化市场综合行政执法支队";
    d->base_cp = (want->scores == SAMPLE_THOUSANDS ? 800 : 100) * CP;
    make_rounds(s);
    make_teams(s);
    make_questions(s);
    d->prize_count = 3;
    d->prizes[0] = (struct prize){e ? "First prize" : "一等奖", 2};
    d->prizes[1] = (struct prize){e ? "Second prize" : "二等奖", 3};
    d->prizes[2] = (struct prize){e ? "Third prize" : "三等奖", 5};
    struct view *v = &s->view;
    v->contest.def = d;
    v->rehearsal = want->rehearsal;
    v->audience_words = want->english ? &sample_english : NULL;
    v->folder = "config/zunyi-final";
    v->now_us = INT64_C(100000000);
    v->changed_us = 0;
    struct state *t = &v->contest.state;
    t->round = -1;
    t->question = -1;
    t->winner_press = -1;
    for (int i = 0; i < TEAMS_MAX; i++)
        for (int j = 0; j < JUDGES_MAX; j++)
            t->marks_cp[i][j] = MARK_NONE;
    make_ledger(s);
}
