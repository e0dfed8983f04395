/* The folder as it would be is loaded like any other; what is said about lines of YAML is said
 * again about cells. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "import/file.h"
#include "import/model.h"
#include "words/words.h"

static bool row_is_bad(const struct folder_report *r, size_t from, const char *file, int row)
{
    for (size_t i = from; i < r->count; i++) {
        const struct finding *f = &r->findings[i];
        if (f->severity == SEVERITY_ERROR && f->line == row && strcmp(f->file, file) == 0)
            return true;
    }
    return false;
}

static bool question_is_bad(const struct folder_report *r, size_t from,
                            const struct new_question *q)
{
    if (q->target < 0 || row_is_bad(r, from, q->table->file, q->row->number))
        return true;
    for (int i = 0; i < q->fault_count; i++)
        if (row_is_bad(r, from, q->table->file, q->faults[i].row->number))
            return true;
    return false;
}

void drop_bad_rows(struct model *m, const struct folder_report *r, size_t from)
{
    size_t kept = 0;
    for (size_t i = 0; i < m->question_count; i++)
        if (!question_is_bad(r, from, &m->questions[i]))
            m->questions[kept++] = m->questions[i];
    m->question_count = kept;
    kept = 0;
    for (size_t i = 0; i < m->team_count; i++) {
        const struct new_team *t = &m->teams[i];
        if (!t->table || !row_is_bad(r, from, t->table->file, t->row->number))
            m->teams[kept++] = *t;
    }
    m->team_count = kept;
    kept = 0;
    for (size_t i = 0; i < m->score_count; i++)
        if (!row_is_bad(r, from, m->scores[i].table->file, m->scores[i].row->number))
            m->scores[kept++] = m->scores[i];
    m->score_count = kept;
}

static const struct output *output_at(const struct outputs *out, const char *path)
{
    for (int i = 0; i < out->count; i++)
        if (strcmp(out->list[i].path, path) == 0)
            return &out->list[i];
    return NULL;
}

static size_t would_be(struct model *m, const struct outputs *out, struct folder_file *files)
{
    size_t n = 0;
    const struct output *contest = output_at(out, "contest.yaml");
    files[n++] = (struct folder_file){"contest.yaml", contest ? contest->text : m->contest,
                                      contest ? contest->size : m->contest_size};
    for (size_t i = 0; i < m->companion_count && n < FOLDER_FILES_MAX; i++) {
        const char *path = m->companions[i];
        const struct output *o = output_at(out, path);
        char full[4096];
        struct file_text text;
        if (o) {
            files[n++] = (struct folder_file){path, o->text, o->size};
            continue;
        }
        snprintf(full, sizeof full, "%s/%s", m->dir, path);
        if (path[0] != '/' && !strstr(path, "..") &&
            !file_read(m->arena, full, FOLDER_FILE_BYTES_MAX, &text))
            files[n++] = (struct folder_file){path, text.text, text.size};
    }
    return n;
}

/* "questions[3].faults[2].title": the last name, and its number if it has one. */
static void last_part(const char *field, char name[32], int *index)
{
    const char *dot = strrchr(field, '.');
    const char *part = dot ? dot + 1 : field;
    size_t n = strcspn(part, "[");
    snprintf(name, 32, "%.*s", (int)(n < 31 ? n : 31), part);
    *index = part[n] == '[' ? atoi(part + n + 1) - 1 : -1;
}

static enum column column_of(const struct table *t, const char *field)
{
    static const struct {
        const char *name;
        enum column column, in_fault;
    } parts[] = {
        {"id", COLUMN_ID, COLUMN_NONE},
        {"type", COLUMN_TYPE, COLUMN_NONE},
        {"text", COLUMN_TEXT, COLUMN_NONE},
        {"options", COLUMN_OPTION_1, COLUMN_NONE},
        {"answer", COLUMN_ANSWER, COLUMN_NONE},
        {"accept", COLUMN_ACCEPT, COLUMN_NONE},
        {"explanation", COLUMN_EXPLANATION, COLUMN_NONE},
        {"article", COLUMN_ARTICLE, COLUMN_FAULT_ARTICLE},
        {"points", COLUMN_POINTS, COLUMN_FAULT_POINTS},
        {"author", COLUMN_AUTHOR, COLUMN_NONE},
        {"media", COLUMN_MEDIA, COLUMN_NONE},
        {"packet", COLUMN_PACKET, COLUMN_NONE},
        {"faults", COLUMN_FAULT, COLUMN_NONE},
        {"title", COLUMN_NONE, COLUMN_FAULT},
        {"right", COLUMN_NONE, COLUMN_FAULT_RIGHT},
        {"reason", COLUMN_NONE, COLUMN_FAULT_REASON},
        {"region", COLUMN_REGION, COLUMN_REGION},
        {"from_seconds", COLUMN_FROM, COLUMN_FROM},
        {"to_seconds", COLUMN_TO, COLUMN_TO},
        {"seat", COLUMN_SEAT, COLUMN_NONE},
        {"name", COLUMN_TEAM, COLUMN_NONE},
        {"short", COLUMN_SHORT, COLUMN_NONE},
        {"players", COLUMN_PLAYER_1, COLUMN_NONE},
        {"reserve", COLUMN_RESERVE, COLUMN_NONE},
        {"carry_in", COLUMN_CARRY_IN, COLUMN_NONE},
    };
    char name[32];
    int index;
    last_part(field, name, &index);
    bool in_fault = strstr(field, ".faults[") != NULL;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (strcmp(parts[i].name, name) != 0)
            continue;
        enum column c = in_fault ? parts[i].in_fault : parts[i].column;
        if (c == COLUMN_OPTION_1 && t->at[COLUMN_OPTION_1] < 0 && t->at[COLUMN_OPTIONS] >= 0)
            return COLUMN_OPTIONS;
        if (c == COLUMN_PLAYER_1 && t->at[COLUMN_PLAYER_1] < 0 && t->at[COLUMN_PLAYERS] >= 0)
            return COLUMN_PLAYERS;
        bool many = c == COLUMN_OPTION_1 || c == COLUMN_PLAYER_1;
        return many && index > 0 && index < OPTIONS_MAX ? (enum column)(c + index) : c;
    }
    return COLUMN_NONE;
}

/* The tables' own checks speak first; the same cell is not told twice. */
static bool told(const struct folder_report *r, struct place p)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct finding *f = &r->findings[i];
        if (f->severity == SEVERITY_ERROR && f->line == p.line && f->column == p.column &&
            strcmp(f->file, p.file) == 0)
            return true;
    }
    return false;
}

/* What a line was made of, NULL: not of a table. */
static const struct mark *mark_of(const struct output *o, int line)
{
    const struct mark *m = NULL;
    for (size_t i = 0; i < o->mark_count && o->marks[i].line <= line; i++)
        m = &o->marks[i];
    return m && m->table ? m : NULL;
}

static void row_of(void *ctx, struct place *p)
{
    const struct output *o = output_at(ctx, p->file);
    const struct mark *m = o ? mark_of(o, p->line) : NULL;
    if (m)
        *p = (struct place){.file = m->table->file, .line = m->row};
}

static void say_again(const struct output *o, const struct finding *f, struct folder_report *report)
{
    const struct mark *m = mark_of(o, f->line);
    if (!m)
        return; /* `leitai check` tells it */
    enum column c = column_of(m->table, f->field);
    int i = c == COLUMN_NONE ? -1 : m->table->at[c];
    const char *heading = i >= 0 ? m->table->headings[i] : c == COLUMN_NONE ? "" : heading_name(c);
    struct place p = {m->table->file, heading, m->row, i + 1};
    if (!told(report, p))
        folder_report_add(report, f->severity, p, f->message, f->remedy);
}

void outputs_check(struct model *m, const struct outputs *out, struct folder_report *report)
{
    struct folder_file *files = arena_array(m->arena, FOLDER_FILES_MAX, sizeof *files);
    size_t count = would_be(m, out, files);
    struct folder_report said;
    folder_report_init(&said);
    said.words = report->words;
    said.origin = row_of;
    said.ctx = (void *)(uintptr_t)out;
    folder_destroy(folder_load_files(files, count, &said));
    for (size_t i = 0; i < said.count; i++) {
        const struct output *o = output_at(out, said.findings[i].file);
        if (o)
            say_again(o, &said.findings[i], report);
    }
    folder_report_finish(&said);
}

static bool stays_inside(const char *path)
{
    if (path[0] == '/' || strchr(path, '\\'))
        return false;
    for (const char *p = path; p; p = strchr(p, '/')) {
        p += *p == '/';
        if (strncmp(p, "..", 2) == 0 && (p[2] == '/' || !p[2]))
            return false;
    }
    return true;
}

/* The directory of `full` made if missing, and no link that leads elsewhere. */
static bool parent_ready(char *full)
{
    struct stat st;
    char *slash = strrchr(full, '/');
    *slash = '\0';
    bool ok = (mkdir(full, 0777) == 0 || errno == EEXIST) && lstat(full, &st) == 0;
    /* The contest folder itself may be a link; what lies in it may not. */
    ok = ok && (S_ISDIR(st.st_mode) || (S_ISLNK(st.st_mode) && !strchr(slash + 1, '/')));
    *slash = '/';
    return ok;
}

bool outputs_write(struct model *m, const struct outputs *out)
{
    const struct words *w = m->report->words;
    for (int i = 0; i < out->count; i++) {
        const struct output *o = &out->list[i];
        char full[4096];
        snprintf(full, sizeof full, "%s/%s", m->dir, o->path);
        if (stays_inside(o->path) && parent_ready(full) &&
            file_replace(m->arena, full, o->text, o->size))
            continue;
        folder_report_add(m->report, SEVERITY_ERROR, (struct place){.file = o->path},
                          TR(w, N_("文件写不进去")),
                          TR(w, N_("检查权限、磁盘空间，路径必须在赛事文件夹里")));
        return false;
    }
    return true;
}
