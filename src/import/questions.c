#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "folder/nearest.h"
#include "import/model.h"
#include "words/words.h"

static const struct {
    const char *type;
    const char *names[9];
} types[] = {
    {"single", {"单选", "单选题", "单项选择", "单项选择题", "选择", "选择题", "single"}},
    {"multiple",
     {"多选", "多选题", "多项选择", "多项选择题", "不定项", "不定项选择题", "multiple"}},
    {"true_false", {"判断", "判断题", "是非", "是非题", "对错题", "true_false", "true/false"}},
    {"short", {"简答", "简答题", "问答", "问答题", "填空", "填空题", "short"}},
    {"case", {"案例", "案例题", "案例分析", "案例分析题", "case"}},
    {"picture", {"图片", "图片题", "图片纠错", "文书纠错", "文书纠错题", "picture"}},
    {"video", {"视频", "视频题", "视频纠错", "流程纠错", "流程纠错题", "video"}},
};

const char *plain_number(struct arena *a, const char *text)
{
    static const char *const units[] = {"分", "号台", "号", "秒", "s"};
    size_t n = strlen(text);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t u = strlen(units[i]);
        if (n > u && !strcmp(text + n - u, units[i])) {
            n -= u;
            break;
        }
    }
    char *copy = arena_copy(a, text, n);
    char *dot = strchr(copy, '.');
    if (dot &&
        strspn(dot + 1, "0") == strlen(dot + 1)) /* "3.0" as spreadsheets write whole numbers */
        *dot = '\0';
    return copy;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcasecmp(text + n - m, end) == 0;
}

static const char *const films[] = {".mp4", ".mkv", ".webm", ".mov", ".avi", NULL};
static const char *const pictures[] = {".png", ".jpg", ".jpeg", NULL};
/* What people put into this column and no screen shows. */
static const char *const papers[] = {".bmp", ".gif", ".tif",  ".tiff", ".webp", ".heic", ".psd",
                                     ".pdf", ".doc", ".docx", ".ppt",  ".pptx", ".xls",  ".xlsx",
                                     ".mp3", ".wav", ".rm",   ".wmv",  ".flv",  NULL};

static bool ends_with_one(const char *text, const char *const *ends)
{
    for (; *ends; ends++)
        if (ends_with(text, *ends))
            return true;
    return false;
}

static void check_media(const struct table *t, const struct row *r, const char *type)
{
    const char *media = cell(t, r, COLUMN_MEDIA), *message = NULL;
    if (ends_with_one(media, papers))
        message = N_("这种文件放不上屏幕");
    else if (strcmp(type, "picture") == 0 && ends_with_one(media, films))
        message = N_("图片题写的是视频文件");
    else if (strcmp(type, "video") == 0 && ends_with_one(media, pictures))
        message = N_("视频题写的是图片文件");
    if (message)
        cell_report(t, SEVERITY_ERROR, r->number, COLUMN_MEDIA, message,
                    N_("图片用 png 或 jpg，视频用 mp4，题型和文件要相符"));
}

/* Where the table has no 题型: what the row itself shows. */
static const char *guessed_type(const struct table *t, const struct row *r,
                                const struct new_question *q)
{
    const char *media = cell(t, r, COLUMN_MEDIA), *answer = cell(t, r, COLUMN_ANSWER);
    if (ends_with_one(media, films))
        return "video";
    if (*media)
        return "picture";
    if (q->option_count > 0) {
        int letters = 0;
        for (const char *c = answer; *c; c++)
            letters += isalpha((unsigned char)*c) != 0;
        return letters > 1 ? "multiple" : "single";
    }
    static const char *const truths[] = {"对", "错", "正确", "错误", "√", "×"};
    for (size_t i = 0; i < sizeof truths / sizeof truths[0]; i++)
        if (strcmp(answer, truths[i]) == 0)
            return "true_false";
    return "short";
}

static const char *type_of(const struct table *t, const struct row *r, struct new_question *q)
{
    const char *text = cell(t, r, COLUMN_TYPE);
    if (!*text)
        return guessed_type(t, r, q);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        for (size_t k = 0; k < 9 && types[i].names[k]; k++)
            if (strcasecmp(text, types[i].names[k]) == 0)
                return types[i].type;
    char message[160];
    snprintf(message, sizeof message, TR(t->report->words, N_("不认识的题型“%.60s”")), text);
    cell_report(t, SEVERITY_ERROR, r->number, COLUMN_TYPE, message,
                N_("写 单选、多选、判断、简答、案例、图片 或 视频"));
    return "short";
}

/* "A.六个月" is 六个月 when it stands at place A. */
static const char *without_letter(const char *text, int index)
{
    static const char *const marks[] = {".", "、", "．", ")", "）", ":", "："};
    if (toupper((unsigned char)text[0]) != 'A' + index)
        return text;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strncmp(text + 1, marks[i], strlen(marks[i])) == 0) {
            text += 1 + strlen(marks[i]);
            return text + strspn(text, " ");
        }
    return text;
}

/* One cell with all options: a line each, or separated by ； ; | — or run together as "A.… B.…". */
static void split_options(struct arena *a, const char *text, struct new_question *q)
{
    static const char *const separators[] = {"\n", "；", ";", "|"};
    const char *by = NULL;
    for (size_t i = 0; !by && i < sizeof separators / sizeof separators[0]; i++)
        by = strstr(text, separators[i]) ? separators[i] : NULL;
    while (*text && q->option_count <= OPTIONS_MAX) {
        const char *end = by ? strstr(text, by) : NULL;
        for (const char *s = text + 1; !by && !end && *s; s++)
            if (without_letter(s, q->option_count + 1) != s)
                end = s;
        size_t n = end ? (size_t)(end - text) : strlen(text);
        char *part = arena_copy(a, text, n);
        while (n > 0 && isspace((unsigned char)part[n - 1]))
            part[--n] = '\0';
        if (n > 0) {
            q->options[q->option_count] = without_letter(part, q->option_count);
            q->option_count++;
        }
        text = end ? end + (by ? strlen(by) : 0) : "";
        text += strspn(text, " \n");
    }
}

static void take_options(struct model *m, const struct table *t, const struct row *r,
                         struct new_question *q)
{
    int last = -1;
    for (int i = 0; i < OPTIONS_MAX; i++)
        if (*cell(t, r, (enum column)(COLUMN_OPTION_1 + i)))
            last = i;
    for (int i = 0; i <= last; i++) {
        enum column c = (enum column)(COLUMN_OPTION_1 + i);
        q->options[q->option_count++] = without_letter(cell(t, r, c), i);
    }
    if (last < 0)
        split_options(m->arena, cell(t, r, COLUMN_OPTIONS), q);
}

static const char *stem_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return arena_copy(a, name, dot ? (size_t)(dot - name) : strlen(name));
}

static void take_round(struct model *m, const struct table *t, const struct row *r,
                       struct new_question *q)
{
    const struct words *w = m->report->words;
    const char *name = cell(t, r, COLUMN_ROUND);
    char message[200], remedy[300];
    q->target = *name ? target_find(m, name) : target_find(m, stem_of(m->arena, t->file));
    if (!*name && q->target < 0 && m->target_count == 1)
        q->target = 0;
    if (q->target >= 0 && *m->targets[q->target].path) {
        m->targets[q->target].used = true;
        return;
    }
    if (q->target >= 0) {
        snprintf(message, sizeof message, TR(w, N_("环节“%s”在 contest.yaml 里没有写题目文件")),
                 m->targets[q->target].name);
        cell_report(t, SEVERITY_ERROR, r->number, COLUMN_ROUND, message,
                    N_("先在这个环节写 questions: questions/….yaml"));
        return;
    }
    if (*name)
        snprintf(message, sizeof message, TR(w, N_("contest.yaml 里没有环节“%.60s”")), name);
    else
        snprintf(message, sizeof message, "%s", TR(w, N_("没有写是哪个环节的题")));
    int used = snprintf(remedy, sizeof remedy, "%s", TR(w, N_("“环节”一列写下面之一：")));
    for (int i = 0; i < m->target_count && used > 0 && (size_t)used < sizeof remedy; i++)
        used += snprintf(remedy + used, sizeof remedy - (size_t)used, "%s%s", i ? "、" : "",
                         m->targets[i].name);
    cell_report(t, SEVERITY_ERROR, r->number, COLUMN_ROUND, message, remedy);
}

static bool same_id(const char *id, const struct new_question *q, const struct table *t)
{
    return q && q->table == t && (!*id || strcmp(id, q->id) == 0);
}

/* A row without question text adds a fault to the question above. */
static bool adds_fault(struct model *m, const struct table *t, const struct row *r)
{
    struct new_question *q = m->question_count ? &m->questions[m->question_count - 1] : NULL;
    if (!*cell(t, r, COLUMN_FAULT) || *cell(t, r, COLUMN_TEXT))
        return false;
    if (!same_id(cell(t, r, COLUMN_ID), q, t)) {
        cell_report(t, SEVERITY_ERROR, r->number, COLUMN_TEXT, N_("这处错误不属于上一行的题目"),
                    N_("同一题的错误连着写，或者补上题目"));
    } else if (q->fault_count >= FAULTS_MAX) {
        cell_report(t, SEVERITY_ERROR, r->number, COLUMN_FAULT, N_("一题最多 12 处错误"),
                    N_("分成两道题"));
    } else {
        q->faults[q->fault_count++].row = r;
    }
    return true;
}

static const char *made_id(struct model *m, const struct new_question *q)
{
    char id[40];
    size_t n = 1;
    for (size_t i = 0; i < m->question_count; i++)
        n += m->questions[i].target == q->target;
    snprintf(id, sizeof id, "R%d-%03zu", q->target + 1, n);
    return arena_text(m->arena, id);
}

void take_questions(struct model *m, const struct table *t)
{
    for (size_t i = 0; i < t->row_count; i++) {
        const struct row *r = &t->rows[i];
        if (adds_fault(m, t, r))
            continue;
        if (m->question_count >= QUESTIONS_MAX) {
            cell_report(t, SEVERITY_ERROR, r->number, COLUMN_NONE, N_("题目太多"),
                        N_("分成几场竞赛"));
            return;
        }
        struct new_question q = {.table = t, .row = r};
        take_options(m, t, r, &q);
        q.type = type_of(t, r, &q);
        check_media(t, r, q.type);
        take_round(m, t, r, &q);
        q.id = cell(t, r, COLUMN_ID);
        if (!*q.id)
            q.id = made_id(m, &q);
        q.answer = cell(t, r, COLUMN_ANSWER);
        if (*cell(t, r, COLUMN_FAULT))
            q.faults[q.fault_count++].row = r;
        m->questions = arena_grow(m->arena, m->questions, m->question_count, sizeof q);
        m->questions[m->question_count++] = q;
    }
}
