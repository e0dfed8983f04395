/* Faults of faulty documents (regions of a picture) and procedures (spans of a video). */
#include <string.h>

#include "folder/loader.h"
#include "folder/unicode.h"
#include "words/words.h"

enum { TITLE_COLUMNS = 18, RIGHT_COLUMNS = 24, REASON_MAX = 200, PIXELS_MAX = 100000 };

/* Fault titles stand in narrow columns beside the picture (SCREENS.md 6). */
static const char *short_text(struct arena *a, struct finder at, const struct node *n,
                              const char *key, const char *text, int columns)
{
    struct spot s = {at, n, key};
    if (!value_given(s, text, N_("补上文字")))
        return "";
    const char *kept = value_line(a, s, text, 100);
    if (utf8_columns(kept) > columns)
        report_at(at, SEVERITY_ERROR, n, key, N_("缩短，详细说明写在 reason"),
                  N_("“%s”超过 %d 个汉字"), kept, columns / 2);
    return kept;
}

static void region_load(struct finder at, const struct node *n, const struct raw_list *region,
                        int width, int height, struct fault *f)
{
    const char *remedy = N_("写 region: [左, 上, 宽, 高]，单位是图片像素");
    if (region->count != 4) {
        report_at(at, SEVERITY_ERROR, n, "region", remedy,
                  N_("错误的位置要有 4 个数，这里有 %u 个"), region->count);
        return;
    }
    int64_t v[4] = {0, 0, 0, 0};
    for (size_t i = 0; i < 4; i++) {
        struct spot s = {at, tree_item(tree_at(n, "region"), i), NULL};
        if (!value_int(s, region->items[i], i < 2 ? 0 : 1, PIXELS_MAX, &v[i])) {
            value_given(s, region->items[i], remedy);
            return;
        }
    }
    f->x = (int32_t)v[0];
    f->y = (int32_t)v[1];
    f->w = (int32_t)v[2];
    f->h = (int32_t)v[3];
    if (width > 0 && (v[0] + v[2] > width || v[1] + v[3] > height))
        report_at(at, SEVERITY_ERROR, n, "region", N_("量一下图片上的位置，改正这四个数"),
                  N_("位置超出图片（图片 %d × %d）"), width, height);
}

static void span_load(struct finder at, const struct node *n, const struct raw_fault *raw,
                      struct fault *f)
{
    struct spot from = {at, n, "from_seconds"}, to = {at, n, "to_seconds"};
    const char *remedy = N_("写错误出现的起止秒数，例如 from_seconds: 3.0, to_seconds: 7.5");
    bool given = value_given(from, raw->from_seconds, remedy);
    given &= value_given(to, raw->to_seconds, remedy);
    if (!given || !value_us(from, raw->from_seconds, &f->from_us) ||
        !value_us(to, raw->to_seconds, &f->to_us))
        return;
    if (f->from_us >= f->to_us)
        report_at(at, SEVERITY_ERROR, n, "to_seconds", N_("结束的秒数要大于开始的秒数"),
                  N_("起止时间颠倒：%s 到 %s"), raw->from_seconds, raw->to_seconds);
}

static void fault_load(struct loader *l, struct finder at, const struct node *n,
                       const struct raw_fault *raw, const struct question *q, int width, int height,
                       struct fault *f)
{
    struct arena *a = l->arena;
    f->title = short_text(a, at, n, "title", raw->title, TITLE_COLUMNS);
    f->right = short_text(a, at, n, "right", raw->right, RIGHT_COLUMNS);
    f->reason = value_lines(a, (struct spot){at, n, "reason"}, raw->reason, REASON_MAX);
    f->article = value_line(a, (struct spot){at, n, "article"}, raw->article, REASON_MAX);
    value_cp((struct spot){at, n, "points"}, raw->points, 0, 9999 * CP, &f->points_cp);
    if (q->type == QUESTION_PICTURE)
        region_load(at, n, &raw->region, width, height, f);
    else
        span_load(at, n, raw, f);
}

void faults_load(struct loader *l, struct finder at, const struct node *n,
                 const struct raw_question *raw, struct question *q)
{
    bool media = q->type == QUESTION_PICTURE || q->type == QUESTION_VIDEO;
    int width = 0, height = 0;
    if (!media) {
        if (raw->fault_count > 0)
            report_at(at, SEVERITY_ERROR, n, "faults",
                      N_("改成 type: picture 或 video，或者删去 faults"), N_("%s 题没有纠错内容"),
                      question_type_names[q->type]);
        return;
    }
    if (*q->media)
        media_use(l, (struct spot){at, n, "media"}, q->media, q->type == QUESTION_VIDEO, &width,
                  &height);
    if (raw->fault_count == 0 && text_blank(raw->answer))
        report_at(at, SEVERITY_ERROR, n, "faults", N_("写出错误（faults）或者答案（answer）"),
                  N_("图片、视频题既没有错误也没有答案"));
    for (unsigned i = 0; i < raw->fault_count && i < FAULTS_MAX; i++) {
        struct fault *f = &q->faults[q->fault_count++];
        fault_load(l, at, tree_item(tree_at(n, "faults"), i), &raw->faults[i], q, width, height, f);
        for (int k = 0; k + 1 < q->fault_count; k++)
            if (*f->title && strcmp(q->faults[k].title, f->title) == 0)
                report_at(at, SEVERITY_ERROR, tree_item(tree_at(n, "faults"), i), "title",
                          N_("改正其中一个"), N_("错误“%s”写了两次"), f->title);
    }
}
