#include <string.h>

#include "folder/nearest.h"
#include "folder/tree.h"
#include "folder/unicode.h"
#include "import/file.h"
#include "import/model.h"
#include "words/words.h"

static const char *text_at(const struct node *map, const char *key)
{
    const struct node *n = tree_at(map, key);
    if (n && n->kind == NODE_LIST)
        n = tree_item(n, 0);
    return n && n->kind == NODE_SCALAR ? n->text : "";
}

static void team_keep(struct model *m, const struct node *n)
{
    struct new_team t = {
        .seat = text_at(n, "seat"),
        .name = text_at(n, "name"),
        .short_name = text_at(n, "short"),
        .reserve = text_at(n, "reserve"),
        .carry_in = text_at(n, "carry_in"),
    };
    const struct node *players = tree_at(n, "players");
    for (size_t i = 0; tree_item(players, i) && t.player_count < PLAYERS_MAX; i++)
        t.players[t.player_count++] = tree_item(players, i)->text;
    m->teams = arena_grow(m->arena, m->teams, m->team_count, sizeof t);
    m->teams[m->team_count++] = t;
}

static void companion_add(struct model *m, const char *path)
{
    m->companions = arena_grow(m->arena, m->companions, m->companion_count, sizeof path);
    m->companions[m->companion_count++] = path;
}

static void companions_of(struct model *m, const struct node *round)
{
    const struct node *files = tree_at(round, "questions");
    char preset[160];
    if (files && files->kind == NODE_SCALAR)
        companion_add(m, files->text);
    for (size_t i = 0; tree_item(files, i); i++)
        companion_add(m, tree_item(files, i)->text);
    snprintf(preset, sizeof preset, "presets/%.120s.yaml", text_at(round, "preset"));
    companion_add(m, arena_text(m->arena, preset));
}

bool target_load(struct model *m)
{
    const struct words *w = m->report->words;
    struct finder at = {m->report, "contest.yaml"};
    char path[4096];
    struct file_text raw;
    snprintf(path, sizeof path, "%s/contest.yaml", m->dir);
    const char *why = file_read(m->arena, path, FOLDER_FILE_BYTES_MAX, &raw);
    if (why) {
        folder_report_add(m->report, SEVERITY_ERROR, (struct place){.file = at.file}, TR(w, why),
                          TR(w, N_("先用 leitai new 建一个赛事文件夹，再导入")));
        return false;
    }
    enum text_encoding e = text_detect(raw.text, raw.size, NULL);
    if (e != TEXT_UTF8 && e != TEXT_UTF8_BOM) {
        folder_report_add(m->report, SEVERITY_ERROR, (struct place){.file = at.file},
                          TR(w, N_("文件编码不是 UTF-8")), TR(w, N_("先另存为 UTF-8 编码")));
        return false;
    }
    size_t mark = e == TEXT_UTF8_BOM ? 3 : 0;
    m->contest = raw.text + mark;
    m->contest_size = raw.size - mark;
    const struct node *root = tree_parse(m->arena, at, m->contest, m->contest_size);
    if (!root)
        return false;
    m->contest_root = root;
    for (size_t i = 0; tree_item(tree_at(root, "rounds"), i) && i < ROUNDS_MAX; i++) {
        const struct node *n = tree_item(tree_at(root, "rounds"), i);
        m->targets[m->target_count++] = (struct target){
            .name = text_at(n, "name"),
            .short_name = text_at(n, "short"),
            .preset = text_at(n, "preset"),
            .path = text_at(n, "questions"),
        };
        companions_of(m, n);
    }
    for (size_t i = 0; tree_item(tree_at(root, "teams"), i) && i < TEAMS_MAX; i++)
        team_keep(m, tree_item(tree_at(root, "teams"), i));
    return true;
}

static bool starts(const char *text, const char *with)
{
    return *with && strncmp(text, with, strlen(with)) == 0;
}

int target_find(const struct model *m, const char *name)
{
    for (int i = 0; i < m->target_count; i++) {
        const struct target *t = &m->targets[i];
        if (!strcmp(name, t->name) || !strcmp(name, t->short_name) || !strcmp(name, t->preset))
            return i;
    }
    /* 必答 for 必答题, 必答题库.csv for 必答题 */
    for (int i = 0; i < m->target_count; i++) {
        const struct target *t = &m->targets[i];
        if (starts(t->name, name) || starts(name, t->name) || starts(name, t->short_name))
            return i;
    }
    return -1;
}
