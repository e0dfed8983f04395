#include <string.h>

#include "folder/loader.h"
#include "folder/nearest.h"
#include "folder/unicode.h"
#include "words/words.h"

enum { TEXT_MAX = 1000, LINE_MAX_CHARS = 200, OPTION_MAX = 120, ID_MAX = 32 };

static bool type_load(struct finder at, const struct node *n, const char *type, struct question *q)
{
    if (!value_given((struct spot){at, n, "type"}, type,
                     N_("写题型：single 单选，multiple 多选，true_false 判断，short 简答，case "
                        "案例，picture 图片，video 视频")))
        return false;
    struct nearest near;
    nearest_init(&near, type);
    for (int i = 0; i < QUESTION_TYPE_COUNT; i++) {
        if (strcmp(question_type_names[i], type) == 0) {
            q->type = (enum question_type)i;
            return true;
        }
        nearest_offer(&near, question_type_names[i]);
    }
    char remedy[240];
    const struct words *w = at.report->words;
    if (near.best)
        snprintf(remedy, sizeof remedy, TR(w, N_("是不是想写 %s？")), near.best);
    else
        snprintf(remedy, sizeof remedy, "%s",
                 TR(w, N_("可以写：single 单选，multiple 多选，true_false 判断，short 简答，case "
                          "案例，picture 图片，video 视频")));
    report_at(at, SEVERITY_ERROR, n, "type", remedy, N_("不认识的题型 %.60s"), type);
    return false;
}

static const char *id_load(struct arena *a, struct finder at, const struct node *n, const char *id)
{
    if (!value_given((struct spot){at, n, "id"}, id, N_("给每道题一个编号，例如 B-01")))
        return "";
    for (const char *c = id; *c; c++)
        if (*c <= ' ' || *c > '~') {
            report_at(at, SEVERITY_ERROR, n, "id", N_("编号只用字母、数字和 - _ .，不用空格"),
                      N_("编号“%.60s”里有不能用的字符"), id);
            return "";
        }
    return value_line(a, (struct spot){at, n, "id"}, id, ID_MAX);
}

/* "A. 六个月" would show its letter twice. */
static bool has_letter(const char *option, int index)
{
    size_t n = 1;
    if (option[0] != 'A' + index && option[0] != 'a' + index)
        return false;
    return option[n] == '.' || !strncmp(option + n, "、", 3) || !strncmp(option + n, "．", 3) ||
           !strncmp(option + n, ")", 1);
}

static void option_load(struct arena *a, struct finder at, const struct node *list, unsigned i,
                        const char *text, struct question *q)
{
    const struct node *n = tree_item(list, i);
    const char *option = value_lines(a, (struct spot){at, n, NULL}, text, OPTION_MAX);
    int index = q->option_count;
    if (text_blank(option))
        report_at(at, SEVERITY_ERROR, n, NULL, N_("补上内容，或者删去这个选项"),
                  N_("选项 %c 是空的"), 'A' + index);
    for (int k = 0; k < index; k++)
        if (*option && strcmp(q->options[k], option) == 0)
            report_at(at, SEVERITY_ERROR, n, NULL, N_("改正其中一个"), N_("选项 %c 与 %c 重复"),
                      'A' + index, 'A' + k);
    if (has_letter(option, index))
        report_at(at, SEVERITY_WARNING, n, NULL, N_("删去开头的字母，程序会自己加"),
                  N_("选项 %c 自带字母"), 'A' + index);
    q->options[q->option_count++] = option;
}

static void options_load(struct arena *a, struct finder at, const struct node *n,
                         const struct raw_question *raw, struct question *q)
{
    bool choice = q->type == QUESTION_SINGLE || q->type == QUESTION_MULTIPLE;
    unsigned count = raw->options.count;
    if (!choice) {
        if (count > 0)
            report_at(at, SEVERITY_ERROR, n, "options",
                      N_("删去选项；是选择题就改成 type: single 或 multiple"), N_("%s 题没有选项"),
                      question_type_names[q->type]);
        return;
    }
    if (count < 2 || count > OPTIONS_MAX) {
        report_at(at, SEVERITY_ERROR, n, "options",
                  N_("选择题写 2 到 6 个选项，例如 options: [甲, 乙, 丙]"), N_("有 %u 个选项"),
                  count);
        return;
    }
    for (unsigned i = 0; i < count; i++)
        option_load(a, at, tree_at(n, "options"), i, raw->options.items[i], q);
}

static void media_load(struct loader *l, struct finder at, const struct node *n,
                       const struct raw_question *raw, struct question *q)
{
    bool media = q->type == QUESTION_PICTURE || q->type == QUESTION_VIDEO;
    struct spot s = {at, n, "media"};
    q->media = "";
    if (!text_blank(raw->media) && !media)
        report_at(at, SEVERITY_ERROR, n, "media", N_("改成 type: picture 或 video，或者删去 media"),
                  N_("%s 题不显示图片和视频"), question_type_names[q->type]);
    if (!media)
        return;
    if (!value_given(s, raw->media, N_("写图片或视频的路径，例如 media/x.png")) ||
        !value_path(s, raw->media))
        return;
    q->media = value_line(l->arena, s, raw->media, LINE_MAX_CHARS);
}

static void question_load(struct loader *l, struct finder at, const struct node *n,
                          const struct raw_question *raw)
{
    struct arena *a = l->arena;
    struct question q = {.text = ""};
    q.id = id_load(a, at, n, raw->id);
    bool typed = type_load(at, n, raw->type, &q);
    if (value_given((struct spot){at, n, "text"}, raw->text, N_("补上题目")))
        q.text = value_lines(a, (struct spot){at, n, "text"}, raw->text, TEXT_MAX);
    q.accept = value_lines(a, (struct spot){at, n, "accept"}, raw->accept, TEXT_MAX);
    q.explanation = value_lines(a, (struct spot){at, n, "explanation"}, raw->explanation, TEXT_MAX);
    q.article = value_lines(a, (struct spot){at, n, "article"}, raw->article, LINE_MAX_CHARS);
    q.author = value_line(a, (struct spot){at, n, "author"}, raw->author, 40);
    value_cp((struct spot){at, n, "points"}, raw->points, CP, 9999 * CP, &q.points_cp);
    q.answer = q.media = "";
    if (typed) {
        options_load(a, at, n, raw, &q);
        answer_load(a, at, n, raw, &q);
        media_load(l, at, n, raw, &q);
        faults_load(l, at, n, raw, &q);
    }
    l->questions = arena_grow(a, l->questions, l->question_count, sizeof q);
    l->origins = arena_grow(a, l->origins, l->question_count, sizeof *l->origins);
    l->packets = arena_grow(a, l->packets, l->question_count, sizeof *l->packets);
    l->questions[l->question_count] = q;
    l->packets[l->question_count] = packet_name(l, (struct spot){at, n, "packet"}, raw->packet);
    l->origins[l->question_count++] = (struct origin){at.file, n->line};
}

static bool already_used(const struct loader *l, const char *path)
{
    for (size_t i = 0; i < l->folder->file_count; i++)
        if (strcmp(l->files[i].path, path) == 0)
            return true;
    return false;
}

void questions_load(struct loader *l, struct spot s, const char *path)
{
    if (!value_path(s, path))
        return;
    if (already_used(l, path)) {
        report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("一个题目文件只给一个环节用；把题目分开"),
                  N_("题目文件 %.100s 已经用过"), path);
        return;
    }
    struct folder_file file;
    enum source_result r = source_read(l, NULL, path, &file);
    if (r == SOURCE_MISSING)
        source_missing(l, s, path);
    struct document d;
    if (r != SOURCE_OK || !document_open(&d, l->arena, l->report, file.path, file.text, file.size,
                                         l->schemas.questions))
        return;
    const struct raw_questions *raw = d.raw;
    const struct node *list = tree_at(d.root, "questions");
    if (raw->question_count == 0 && file.size > 0)
        report_at(d.at, SEVERITY_ERROR, d.root, "questions",
                  N_("在 questions: 下面写题目，每题以“- id:”开头"), N_("文件里没有题目"));
    for (unsigned i = 0; i < raw->question_count; i++) {
        if (l->question_count >= QUESTIONS_MAX) {
            report_at(d.at, SEVERITY_ERROR, tree_item(list, i), NULL, N_("删去多余的题目"),
                      N_("题目超过 %d 道"), QUESTIONS_MAX);
            break;
        }
        question_load(l, d.at, tree_item(list, i), &raw->questions[i]);
    }
    document_close(&d);
}
