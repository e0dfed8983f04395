#include <stdlib.h>
#include <string.h>

#include "contest/contest.h"
#include "folder/loader.h"
#include "folder/unicode.h"
#include "words/words.h"

enum {
    TITLE_CHARS = 60,
    NAME_CHARS = 40,
    SHORT_COLUMNS = 8,
    PLAYER_CHARS = 12,
    REASON_CHARS = 12, /* on a key of the drawn keypad */
    SCORE_MAX = 100000
};

/* What the host picks by digit when a question is void or points are edited. */
static void reasons_load(struct loader *l, const struct document *d, const struct node *head,
                         const struct raw_head *raw)
{
    static const char *const keys[REASON_KINDS] = {"void", "score", "conduct"};
    const struct node *map = tree_at(head, "reasons");
    for (int kind = 0; kind < REASON_KINDS; kind++) {
        const struct raw_list *from = &raw->reasons[kind];
        struct reasons *to = &l->folder->def.reasons[kind];
        const struct node *list = tree_at(map, keys[kind]);
        if (from->count > REASONS_MAX)
            report_at(d->at, SEVERITY_ERROR, map, keys[kind], N_("留下 9 条，一个数字键一条"),
                      N_("有 %u 条原因，最多 %d 条"), from->count, REASONS_MAX);
        for (unsigned i = 0; i < from->count && i < REASONS_MAX; i++) {
            struct spot s = {d->at, tree_item(list, i), NULL};
            if (value_given(s, from->items[i], N_("补上原因，或者删去这一项")))
                to->text[to->count++] = value_line(l->arena, s, from->items[i], REASON_CHARS);
        }
    }
}

static void head_load(struct loader *l, const struct document *d, const struct raw_head *raw)
{
    struct definition *def = &l->folder->def;
    struct arena *a = l->arena;
    const struct node *n = tree_at(d->root, "contest");
    if (!n) {
        report_at(d->at, SEVERITY_ERROR, d->root, "contest",
                  N_("写 contest: 和下面的 title: 赛事名称"), N_("缺少 contest"));
    } else if (value_given((struct spot){d->at, n, "title"}, raw->title,
                           N_("补上赛事名称，例如 title: 知识竞赛总决赛"))) {
        def->title = value_lines(a, (struct spot){d->at, n, "title"}, raw->title, TITLE_CHARS);
    }
    def->subtitle = value_lines(a, (struct spot){d->at, n, "subtitle"}, raw->subtitle, TITLE_CHARS);
    def->when = value_line(a, (struct spot){d->at, n, "when"}, raw->when, TITLE_CHARS);
    def->where = value_line(a, (struct spot){d->at, n, "where"}, raw->where, TITLE_CHARS);
    def->organiser =
        value_line(a, (struct spot){d->at, n, "organiser"}, raw->organiser, TITLE_CHARS);
    def->undertaker =
        value_line(a, (struct spot){d->at, n, "undertaker"}, raw->undertaker, TITLE_CHARS);
    value_cp((struct spot){d->at, n, "base_score"}, raw->base_score, -SCORE_MAX * CP,
             SCORE_MAX * CP, &def->base_cp);
    int64_t seed = 1;
    value_int((struct spot){d->at, n, "seed"}, raw->seed, 0, 999999999999, &seed);
    def->seed = (uint64_t)seed;
    int64_t minutes = 0;
    value_int((struct spot){d->at, n, "break_minutes"}, raw->break_minutes, 1, BREAK_MINUTES_MAX,
              &minutes);
    def->break_minutes = (int)minutes;
    reasons_load(l, d, n, raw);
}

/* SCREENS.md 2: strip, now column and operator have room for four Han characters. */
const char *short_load(struct arena *a, struct finder at, const struct node *n, const char *text,
                       const char *name, const char *what)
{
    struct spot s = {at, n, "short"};
    if (text_blank(text) && *name && utf8_columns(name) <= SHORT_COLUMNS)
        return name;
    if (text_blank(text)) {
        report_at(at, SEVERITY_ERROR, n, "short",
                  N_("补上不超过 4 个汉字的简称，例如 short: 市监局"), N_("%s“%s”缺少简称"),
                  words_tr(at.report->words, what), name);
        return "";
    }
    const char *kept = value_line(a, s, text, NAME_CHARS);
    if (utf8_columns(kept) > SHORT_COLUMNS)
        report_at(at, SEVERITY_ERROR, n, "short", N_("简称最多 4 个汉字或 8 个字母"),
                  N_("简称“%s”太长"), kept);
    return kept;
}

static void players_load(struct arena *a, struct finder at, const struct node *n,
                         const struct raw_team *raw, struct team *t)
{
    const struct node *list = tree_at(n, "players");
    unsigned count = raw->players.count;
    if (count == 0)
        report_at(at, SEVERITY_WARNING, n, "players", N_("补上队员，例如 players: [甲, 乙, 丙]"),
                  N_("没有队员"));
    if (count > PLAYERS_MAX)
        report_at(at, SEVERITY_ERROR, n, "players", N_("最多 6 名队员；替补写在 reserve"),
                  N_("有 %u 名队员"), count);
    for (unsigned i = 0; i < count && i < PLAYERS_MAX; i++) {
        struct spot s = {at, tree_item(list, i), NULL};
        const char *name = value_line(a, s, raw->players.items[i], PLAYER_CHARS);
        if (strstr(name, "、") || strstr(name, "，"))
            report_at(at, SEVERITY_WARNING, s.node, NULL,
                      N_("一人一项，用半角逗号分开，例如 players: [甲, 乙, 丙]"),
                      N_("队员“%s”像是几个人写在一起"), name);
        if (!*name)
            report_at(at, SEVERITY_ERROR, s.node, NULL, N_("补上姓名，或者删去这一项"),
                      N_("第 %u 名队员没有姓名"), i + 1);
        for (int k = 0; k < t->player_count; k++)
            if (*name && strcmp(t->players[k], name) == 0)
                report_at(at, SEVERITY_ERROR, s.node, NULL, N_("改正其中一个；同名的加以区别"),
                          N_("队员“%s”写了两次"), name);
        t->players[t->player_count++] = name;
    }
    t->reserve = value_line(a, (struct spot){at, n, "reserve"}, raw->reserve, PLAYER_CHARS);
    for (int k = 0; k < t->player_count; k++)
        if (*t->reserve && strcmp(t->players[k], t->reserve) == 0)
            report_at(at, SEVERITY_ERROR, n, "reserve", N_("替补写另外一个人，或者删去"),
                      N_("替补“%s”已经是队员"), t->reserve);
}

static void check_same_team(struct finder at, const struct node *list, size_t i,
                            const struct team *all, const struct team *t)
{
    const struct node *n = tree_item(list, i);
    for (size_t k = 0; k < i; k++) {
        const struct place here = {.file = at.file, .line = n->line},
                           other = {.file = at.file, .line = tree_item(list, k)->line};
        char where[PLACE_TEXT];
        folder_report_place(at.report, here, other, where);
        if (t->seat && all[k].seat == t->seat)
            report_at(at, SEVERITY_ERROR, n, "seat", N_("给其中一队另一个台号"),
                      N_("%d 号台已经有“%s”（%s）"), t->seat, all[k].name, where);
        if (*t->name && strcmp(all[k].name, t->name) == 0)
            report_at(at, SEVERITY_ERROR, n, "name", N_("改正其中一个队名"), N_("队名“%s”与%s重复"),
                      t->name, where);
        else if (*t->short_name && strcmp(all[k].short_name, t->short_name) == 0)
            report_at(at, SEVERITY_ERROR, n, "short", N_("换一个能区别的简称"),
                      N_("简称“%s”与%s重复"), t->short_name, where);
        for (int a = 0; a < t->player_count; a++)
            for (int b = 0; b < all[k].player_count; b++)
                if (*t->players[a] && strcmp(t->players[a], all[k].players[b]) == 0)
                    report_at(at, SEVERITY_WARNING, n, "players", N_("确认是同名的两个人"),
                              N_("队员“%s”也在“%s”"), t->players[a], all[k].name);
    }
}

static int by_seat(const void *a, const void *b)
{
    return ((const struct team *)a)->seat - ((const struct team *)b)->seat;
}

static void teams_load(struct loader *l, const struct document *d, const struct raw_contest *raw)
{
    struct definition *def = &l->folder->def;
    const struct node *list = tree_at(d->root, "teams");
    struct arena *a = l->arena;
    if (raw->team_count < 2 || raw->team_count > TEAMS_MAX)
        report_at(d->at, SEVERITY_ERROR, d->root, "teams", N_("写 2 到 24 支代表队"),
                  N_("有 %u 支代表队"), raw->team_count);
    for (unsigned i = 0; i < raw->team_count && i < TEAMS_MAX; i++) {
        const struct raw_team *r = &raw->teams[i];
        const struct node *n = tree_item(list, i);
        struct team *t = &def->teams[def->team_count++];
        int64_t seat = 0;
        if (value_given((struct spot){d->at, n, "seat"}, r->seat, N_("补上台号，例如 seat: 1")))
            value_int((struct spot){d->at, n, "seat"}, r->seat, 1, TEAMS_MAX, &seat);
        t->seat = (int)seat;
        t->name = "";
        if (value_given((struct spot){d->at, n, "name"}, r->name, N_("补上队名")))
            t->name = value_line(a, (struct spot){d->at, n, "name"}, r->name, NAME_CHARS);
        t->short_name = "";
        if (*t->name || !text_blank(r->short_name))
            t->short_name = short_load(a, d->at, n, r->short_name, t->name, N_("代表队"));
        players_load(a, d->at, n, r, t);
        value_cp((struct spot){d->at, n, "carry_in"}, r->carry_in, -SCORE_MAX * CP, SCORE_MAX * CP,
                 &t->carry_in_cp);
        check_same_team(d->at, list, i, def->teams, t);
    }
    qsort(def->teams, (size_t)def->team_count, sizeof def->teams[0], by_seat);
}

static void prizes_load(struct loader *l, const struct document *d, const struct raw_contest *raw)
{
    struct definition *def = &l->folder->def;
    const struct node *list = tree_at(d->root, "prizes");
    int64_t sum = 0;
    if (raw->prize_count > PRIZES_MAX)
        report_at(d->at, SEVERITY_ERROR, list, NULL, N_("合并奖项"), N_("有 %u 个奖项，最多 %d 个"),
                  raw->prize_count, PRIZES_MAX);
    for (unsigned i = 0; i < raw->prize_count && i < PRIZES_MAX; i++) {
        const struct node *n = tree_item(list, i);
        struct spot name = {d->at, n, "name"}, count = {d->at, n, "count"};
        int64_t teams = 0;
        struct prize *p = &def->prizes[def->prize_count++];
        p->name = "";
        if (value_given(name, raw->prizes[i].name, N_("补上奖项名称")))
            p->name = value_line(l->arena, name, raw->prizes[i].name, 12);
        if (value_given(count, raw->prizes[i].count, N_("补上名额，例如 count: 2")))
            value_int(count, raw->prizes[i].count, 1, TEAMS_MAX, &teams);
        p->count = (int)teams;
        sum += teams;
    }
    if (sum > def->team_count && def->team_count > 0)
        report_at(d->at, SEVERITY_ERROR, list, NULL, N_("减少名额"),
                  N_("奖项共 %d 个名额，只有 %d 支代表队"), (int)sum, def->team_count);
}

void contest_file_load(struct loader *l)
{
    struct folder_file file;
    struct document d;
    enum source_result r = source_read(l, NULL, "contest.yaml", &file);
    if (r == SOURCE_MISSING) {
        const struct words *w = l->report->words;
        folder_report_add(l->report, SEVERITY_ERROR, (struct place){.file = "contest.yaml"},
                          TR(w, N_("文件夹里没有 contest.yaml")),
                          TR(w, N_("检查文件夹是否选对；用 leitai new 新建一个赛事文件夹")));
    }
    if (r != SOURCE_OK || !document_open(&d, l->arena, l->report, file.path, file.text, file.size,
                                         l->schemas.contest))
        return;
    const struct raw_contest *raw = d.raw;
    if (d.root->count > 0) {
        head_load(l, &d, &raw->head);
        teams_load(l, &d, raw);
        rounds_load(l, &d);
        prizes_load(l, &d, raw);
    }
    document_close(&d);
}
