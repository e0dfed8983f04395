#include <stdlib.h>
#include <string.h>

#include "import/yaml.h"
#include "words/words.h"

static void put_fault(struct yaml *y, struct model *m, const struct table *t, const struct row *r)
{
    static const struct {
        enum column column;
        const char *key;
    } texts[] = {
        {COLUMN_FAULT_RIGHT, "right"},
        {COLUMN_FAULT_REASON, "reason"},
        {COLUMN_FAULT_ARTICLE, "article"},
    };
    yaml_mark(y, t, r);
    yaml_put(y, "      - title: ");
    yaml_scalar(y, cell(t, r, COLUMN_FAULT));
    yaml_put(y, "\n");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        yaml_field(y, 8, texts[i].key, cell(t, r, texts[i].column));
    yaml_field(y, 8, "points", plain_number(m->arena, cell(t, r, COLUMN_FAULT_POINTS)));
    yaml_field(y, 8, "from_seconds", plain_number(m->arena, cell(t, r, COLUMN_FROM)));
    yaml_field(y, 8, "to_seconds", plain_number(m->arena, cell(t, r, COLUMN_TO)));
    if (!*cell(t, r, COLUMN_REGION))
        return;
    yaml_put(y, "        region: [");
    const char *text = cell(t, r, COLUMN_REGION);
    for (const char *part = text;
         *part;) { /* "120，80 300×40": any separators between four numbers */
        size_t n = strspn(part, "0123456789.-");
        if (n > 0) {
            yaml_put(y, part == text ? "" : ", ");
            yaml_put(y, arena_copy(m->arena, part, n));
        }
        part += n > 0 ? n : 1;
    }
    yaml_put(y, "]\n");
}

/* "题包A", "3号", "3.0" as tables say it: A, 3. */
static const char *packet_of(struct arena *a, const char *text)
{
    static const char *const before[] = {"题包", "包"};
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++)
        if (!strncmp(text, before[i], strlen(before[i])) && text[strlen(before[i])])
            text += strlen(before[i]) + strspn(text + strlen(before[i]), " ");
    return plain_number(a, text);
}

static void put_question(struct yaml *y, struct model *m, const struct new_question *q)
{
    const struct table *t = q->table;
    const struct row *r = q->row;
    yaml_mark(y, t, r);
    yaml_put(y, "  - id: ");
    yaml_scalar(y, q->id);
    yaml_put(y, "\n");
    yaml_field(y, 4, "type", q->type);
    yaml_field(y, 4, "text", cell(t, r, COLUMN_TEXT));
    if (q->option_count > 0) {
        yaml_put(y, "    options: [");
        for (int i = 0; i < q->option_count; i++) {
            yaml_put(y, i ? ", " : "");
            yaml_scalar(y, q->options[i]);
        }
        yaml_put(y, "]\n");
    }
    yaml_field(y, 4, "answer", q->answer);
    yaml_field(y, 4, "accept", cell(t, r, COLUMN_ACCEPT));
    yaml_field(y, 4, "explanation", cell(t, r, COLUMN_EXPLANATION));
    yaml_field(y, 4, "article", cell(t, r, COLUMN_ARTICLE));
    yaml_field(y, 4, "points", plain_number(m->arena, cell(t, r, COLUMN_POINTS)));
    yaml_field(y, 4, "author", cell(t, r, COLUMN_AUTHOR));
    yaml_field(y, 4, "media", cell(t, r, COLUMN_MEDIA));
    yaml_field(y, 4, "packet", packet_of(m->arena, cell(t, r, COLUMN_PACKET)));
    if (q->fault_count > 0)
        yaml_put(y, "    faults:\n");
    for (int i = 0; i < q->fault_count; i++)
        put_fault(y, m, t, q->faults[i].row);
}

static bool build_questions(struct model *m, const char *path, struct output *o, int *rows)
{
    struct yaml y;
    o->path = path;
    if (!yaml_open(&y, m->arena, o))
        return false;
    yaml_put(&y, "# 由表格导入；再次导入会整个替换。\nquestions:\n");
    int written = 0;
    for (size_t i = 0; i < m->question_count; i++) {
        const struct new_question *q = &m->questions[i];
        if (q->target < 0 || strcmp(m->targets[q->target].path, path) != 0)
            continue;
        put_question(&y, m, q);
        written++;
        *rows += q->fault_count > 1 ? q->fault_count : 1;
    }
    if (written == 0)
        yaml_put(&y, "  []\n");
    return yaml_close(&y);
}

static void put_pair(struct yaml *y, const char *key, const char *text)
{
    if (!*text)
        return;
    yaml_put(y, ", ");
    yaml_put(y, key);
    yaml_put(y, ": ");
    yaml_scalar(y, text);
}

static void put_team(struct yaml *y, const struct new_team *t)
{
    yaml_mark(y, t->table, t->row);
    yaml_put(y, "  - {seat: ");
    yaml_scalar(y, t->seat);
    put_pair(y, "name", t->name);
    put_pair(y, "short", t->short_name);
    if (t->player_count > 0) {
        yaml_put(y, ", players: [");
        for (int i = 0; i < t->player_count; i++) {
            yaml_put(y, i ? ", " : "");
            yaml_scalar(y, t->players[i]);
        }
        yaml_put(y, "]");
    }
    put_pair(y, "reserve", t->reserve);
    put_pair(y, "carry_in", t->carry_in);
    yaml_put(y, "}\n");
}

static size_t offset_of_line(const struct model *m, int line)
{
    size_t at = 0;
    for (int i = 1; i < line && at < m->contest_size; i++) {
        const char *nl = memchr(m->contest + at, '\n', m->contest_size - at);
        at = nl ? (size_t)(nl - m->contest) + 1 : m->contest_size;
    }
    return at;
}

/* Comments and blank lines just before a key belong to that key. */
static int before_comments(const struct model *m, int line, int not_before)
{
    while (line - 1 > not_before) {
        const char *s = m->contest + offset_of_line(m, line - 1);
        s += strspn(s, " ");
        if (*s != '#' && *s != '\n' && *s != '\r')
            break;
        line--;
    }
    return line;
}

/* contest.yaml with only its teams replaced: comments and everything else stay as the office wrote
 * them. */
static bool build_contest(struct model *m, struct output *o, int *rows)
{
    const struct node *root = m->contest_root, *teams = tree_at(root, "teams");
    size_t from = m->contest_size, to = m->contest_size;
    for (size_t i = 0; i < root->count; i++) {
        if (root->children[i]->key_column != 1) {
            report_at((struct finder){m->report, "contest.yaml"}, SEVERITY_ERROR, root->children[i],
                      NULL, N_("把 contest、teams、rounds、prizes 各写一行，顶格"),
                      N_("%s 没有顶格写，导入换不了代表队"), root->children[i]->key);
            return false;
        }
        if (teams != root->children[i])
            continue;
        from = offset_of_line(m, teams->key_line);
        if (i + 1 < root->count)
            to = offset_of_line(
                m, before_comments(m, root->children[i + 1]->key_line, teams->key_line));
    }
    struct yaml y;
    o->path = "contest.yaml";
    if (!yaml_open(&y, m->arena, o))
        return false;
    yaml_put(&y, arena_copy(m->arena, m->contest, from));
    if (from > 0 && m->contest[from - 1] != '\n')
        yaml_put(&y, "\n");
    /* Too few of them is the table's fault, of no row of it. */
    yaml_mark(&y, m->teams_changed && m->team_count ? m->teams[0].table : NULL, NULL);
    yaml_put(&y, "teams:\n");
    for (size_t i = 0; i < m->team_count; i++) {
        put_team(&y, &m->teams[i]);
        *rows += m->teams[i].table != NULL;
    }
    yaml_mark(&y, NULL, NULL);
    yaml_put(&y, m->contest + to);
    return yaml_close(&y);
}

static bool build_scores(struct model *m, struct output *o, int *rows)
{
    const struct table *t = m->score_table;
    struct yaml y;
    o->path = "preliminary.yaml";
    if (!yaml_open(&y, m->arena, o))
        return false;
    yaml_put(&y, "# 初赛成绩，由表格导入。\nexams: [");
    bool first = true;
    for (int i = 0; i < t->column_count; i++) {
        if (t->columns[i] != COLUMN_NONE)
            continue;
        yaml_put(&y, first ? "" : ", ");
        yaml_scalar(&y, t->headings[i]);
        first = false;
    }
    yaml_put(&y, "]\nmembers:\n");
    for (size_t k = 0; k < m->score_count; k++) {
        const struct new_score *s = &m->scores[k];
        yaml_mark(&y, t, s->row);
        yaml_put(&y, "  - {team: ");
        yaml_scalar(&y, s->team);
        put_pair(&y, "name", s->person);
        yaml_put(&y, ", scores: [");
        first = true;
        for (int i = 0; i < t->column_count; i++) {
            if (t->columns[i] != COLUMN_NONE)
                continue;
            const char *text = i < s->row->count ? s->row->cells[i] : "";
            yaml_put(&y, first ? "" : ", ");
            yaml_scalar(&y, strpbrk(text, "0123456789") ? text : "0");
            first = false;
        }
        yaml_put(&y, "]}\n");
        *rows += 1;
    }
    return yaml_close(&y);
}

bool outputs_build(struct model *m, struct outputs *out)
{
    *out = (struct outputs){.count = 0};
    bool ok = true;
    for (int i = 0; i < m->target_count && ok; i++) {
        bool again = false; /* two rounds naming one file is an error that the check tells */
        for (int k = 0; k < i; k++)
            again |= strcmp(m->targets[k].path, m->targets[i].path) == 0;
        if (m->targets[i].used && !again)
            ok = build_questions(m, m->targets[i].path, &out->list[out->count++], &out->rows);
    }
    if (ok && (m->teams_changed || m->people_changed))
        ok = build_contest(m, &out->list[out->count++], &out->rows);
    out->rows += (int)m->people_rows;
    if (ok && m->score_table)
        ok = build_scores(m, &out->list[out->count++], &out->rows);
    return ok;
}

void outputs_free(struct outputs *out)
{
    for (int i = 0; i < out->count; i++)
        free(out->list[i].text);
    out->count = 0;
}
