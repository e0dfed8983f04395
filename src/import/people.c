#include <stdlib.h>
#include <string.h>

#include "folder/nearest.h"
#include "import/model.h"
#include "words/words.h"

static struct new_team *team_named(struct model *m, const char *name)
{
    for (size_t i = 0; i < m->team_count; i++)
        if (strcmp(m->teams[i].name, name) == 0 || strcmp(m->teams[i].short_name, name) == 0)
            return &m->teams[i];
    return NULL;
}

/* Names in one cell, by any separator people use. Returns how many there were, `cap` kept. */
static int split_names(struct arena *a, const char *text, const char **out, int cap)
{
    static const char *const separators[] = {"、", "，", ",", "；", ";", "/", "\n", "　", " "};
    int count = 0;
    while (*text) {
        size_t n = strlen(text), skip = 0;
        for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
            const char *s = strstr(text, separators[i]);
            if (s && (size_t)(s - text) < n) {
                n = (size_t)(s - text);
                skip = strlen(separators[i]);
            }
        }
        if (n > 0 && count < cap)
            out[count] = arena_copy(a, text, n);
        count += n > 0;
        text += n + skip;
    }
    return count;
}

static void take_players(struct model *m, const struct table *t, const struct row *r,
                         struct new_team *team)
{
    for (int i = 0; i < PLAYERS_MAX; i++) {
        const char *name = cell(t, r, (enum column)(COLUMN_PLAYER_1 + i));
        if (*name)
            team->players[team->player_count++] = name;
    }
    if (team->player_count == 0)
        team->player_count =
            split_names(m->arena, cell(t, r, COLUMN_PLAYERS), team->players, PLAYERS_MAX + 1);
    if (team->player_count > PLAYERS_MAX) {
        cell_report(t, SEVERITY_ERROR, r->number, COLUMN_PLAYERS, N_("队员多于 6 名"),
                    N_("最多 6 名队员；替补写在“替补”一列"));
        team->player_count = PLAYERS_MAX;
    }
}

void take_teams(struct model *m, const struct table *t)
{
    if (!m->teams_changed)
        m->team_count = 0; /* the table replaces the teams of contest.yaml */
    m->teams_changed = true;
    for (size_t i = 0; i < t->row_count; i++) {
        const struct row *r = &t->rows[i];
        if (m->team_count >= TEAMS_MAX) {
            cell_report(t, SEVERITY_ERROR, r->number, COLUMN_NONE, N_("代表队多于 24 支"),
                        N_("决赛最多 24 支代表队"));
            return;
        }
        struct new_team team = {
            .table = t,
            .row = r,
            .seat = plain_number(m->arena, cell(t, r, COLUMN_SEAT)),
            .name = cell(t, r, COLUMN_TEAM),
            .short_name = cell(t, r, COLUMN_SHORT),
            .reserve = cell(t, r, COLUMN_RESERVE),
            .carry_in = plain_number(m->arena, cell(t, r, COLUMN_CARRY_IN)),
        };
        if (t->at[COLUMN_SEAT] < 0) { /* no seats yet: in the order of the table */
            char seat[24];
            snprintf(seat, sizeof seat, "%zu", m->team_count + 1);
            team.seat = arena_text(m->arena, seat);
        }
        take_players(m, t, r, &team);
        m->teams = arena_grow(m->arena, m->teams, m->team_count, sizeof team);
        m->teams[m->team_count++] = team;
    }
}

static void report_no_team(struct model *m, const struct table *t, const struct row *r,
                           const char *name)
{
    const struct words *w = m->report->words;
    struct nearest n;
    char message[200], remedy[200];
    nearest_init(&n, name);
    for (size_t i = 0; i < m->team_count; i++)
        nearest_offer(&n, m->teams[i].name);
    snprintf(message, sizeof message, TR(w, N_("没有代表队“%.60s”")), name);
    if (n.best && *name)
        snprintf(remedy, sizeof remedy, TR(w, N_("是不是想写 %s？")), n.best);
    else
        snprintf(remedy, sizeof remedy, "%s", TR(w, N_("队名与 contest.yaml 或代表队表一致")));
    cell_report(t, SEVERITY_ERROR, r->number, COLUMN_TEAM, message, remedy);
}

static bool is_player(const char *role)
{
    static const char *const names[] = {"队员",   "选手",   "队长",   "组长",
                                        "player", "member", "captain"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasestr(role, names[i]))
            return true;
    return !*role;
}

static void add_person(struct model *m, const struct table *t, const struct row *r,
                       struct new_team *team)
{
    const char *name = cell(t, r, COLUMN_PERSON), *role = cell(t, r, COLUMN_ROLE);
    bool reserve = strstr(role, "替补") || strstr(role, "候补") || strcasecmp(role, "reserve") == 0;
    if (!*name) {
        cell_report(t, SEVERITY_ERROR, r->number, COLUMN_PERSON, N_("没有姓名"),
                    N_("补上姓名，或者删去这一行"));
        return;
    }
    if (strstr(role, "领队") || strstr(role, "教练"))
        return;
    if (!reserve && !is_player(role)) {
        cell_report(t, SEVERITY_ERROR, r->number, COLUMN_ROLE, N_("不认识的角色"),
                    N_("写 队员、替补、领队 或 教练"));
        return;
    }
    if (reserve && *team->reserve) {
        cell_report(t, SEVERITY_ERROR, r->number, COLUMN_PERSON, N_("这支队已经有替补"),
                    N_("每队一名替补"));
    } else if (reserve) {
        team->reserve = name;
        m->people_rows++;
    } else if (team->player_count >= PLAYERS_MAX) {
        cell_report(t, SEVERITY_ERROR, r->number, COLUMN_PERSON, N_("队员多于 6 名"),
                    N_("最多 6 名队员；替补在“角色”一列写 替补"));
    } else {
        for (int i = 0; i < team->player_count; i++)
            if (strcmp(team->players[i], name) == 0) {
                cell_report(t, SEVERITY_ERROR, r->number, COLUMN_PERSON, N_("这名队员写了两次"),
                            N_("删去一行；同名的加以区别"));
                return;
            }
        team->players[team->player_count++] = name;
        m->people_rows++;
    }
}

void take_people(struct model *m, const struct table *t)
{
    if (!m->people_changed)
        for (size_t i = 0; i < m->team_count; i++) {
            m->teams[i].player_count = 0; /* the table replaces all players */
            m->teams[i].reserve = "";
        }
    m->people_changed = true;
    for (size_t i = 0; i < t->row_count; i++) {
        const struct row *r = &t->rows[i];
        const char *name = cell(t, r, COLUMN_TEAM);
        struct new_team *team = team_named(m, name);
        if (team)
            add_person(m, t, r, team);
        else
            report_no_team(m, t, r, name);
    }
}

static void check_marks(const struct table *t, struct new_score *s)
{
    const struct words *w = t->report->words;
    for (int i = 0; i < t->column_count; i++) {
        if (t->columns[i] != COLUMN_NONE)
            continue;
        const char *text = i < s->row->count ? s->row->cells[i] : "";
        struct place p = {t->file, t->headings[i], s->row->number, i + 1};
        char *end;
        double v = strtod(text, &end);
        if (cell_is_absence(text)) {
            folder_report_add(t->report, SEVERITY_WARNING, p, TR(w, N_("没有成绩，按 0 分算")),
                              TR(w, N_("确认缺考，或者补上成绩")));
        } else if (*end || strpbrk(text, "xXnNiIeE")) {
            folder_report_add(t->report, SEVERITY_ERROR, p, TR(w, N_("成绩不是数")),
                              TR(w, N_("写数字，例如 86.5；缺考写 缺考")));
        } else if (strchr(text, '.') && strlen(strchr(text, '.')) > 3) {
            folder_report_add(t->report, SEVERITY_ERROR, p, TR(w, N_("成绩最多两位小数")),
                              TR(w, N_("改正成绩")));
        } else if (!(v >= 0 && v <= 1000)) {
            folder_report_add(t->report, SEVERITY_ERROR, p, TR(w, N_("成绩超出 0 到 1000")),
                              TR(w, N_("改正成绩")));
        }
    }
}

static bool known_person(const struct model *m, const struct new_score *s)
{
    for (size_t i = 0; i < m->score_count; i++)
        if (!strcmp(m->scores[i].team, s->team) && !strcmp(m->scores[i].person, s->person))
            return true;
    return false;
}

void take_scores(struct model *m, const struct table *t)
{
    if (m->score_table) {
        cell_report(t, SEVERITY_ERROR, 0, COLUMN_NONE, N_("一次只导入一张成绩表"),
                    N_("把各科成绩合并到一张表"));
        return;
    }
    m->score_table = t;
    for (size_t i = 0; i < t->row_count; i++) {
        const struct row *r = &t->rows[i];
        struct new_score s = {.table = t,
                              .row = r,
                              .team = cell(t, r, COLUMN_TEAM),
                              .person = cell(t, r, COLUMN_PERSON)};
        if (!*s.team || !*s.person) {
            cell_report(t, SEVERITY_ERROR, r->number, *s.team ? COLUMN_PERSON : COLUMN_TEAM,
                        N_("这一格是空的"), N_("补上代表队和姓名"));
        } else if (known_person(m, &s)) {
            cell_report(t, SEVERITY_ERROR, r->number, COLUMN_PERSON, N_("这个人的成绩写了两次"),
                        N_("删去一行；同名的加以区别"));
        }
        check_marks(t, &s);
        m->scores = arena_grow(m->arena, m->scores, m->score_count, sizeof s);
        m->scores[m->score_count++] = s;
    }
}
