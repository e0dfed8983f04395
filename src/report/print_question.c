#include "report/print_internal.h"

#include <string.h>

static const char *const type_titles[QUESTION_TYPE_COUNT] = {
    [QUESTION_SINGLE] = N_("单选题"),     [QUESTION_MULTIPLE] = N_("多选题"),
    [QUESTION_TRUE_FALSE] = N_("判断题"), [QUESTION_SHORT] = N_("问答题"),
    [QUESTION_CASE] = N_("案例分析题"),   [QUESTION_PICTURE] = N_("看图纠错题"),
    [QUESTION_VIDEO] = N_("视频纠错题")};

static const struct paper_style text_style = {.size = 14, .colour = PRINT_INK, .line = 1.55};
static const struct paper_style small_text_style = {.size = 11, .colour = PRINT_INK, .line = 1.5};
static const struct paper_style answer_style = {
    .size = 13, .bold = true, .colour = PRINT_ANSWER, .line = 1.5};
static const struct paper_style label_style = {.size = 9.5, .colour = PRINT_SOFT, .line = 1.6};
static const struct paper_style more_style = {.size = 10.5, .colour = PRINT_INK, .line = 1.5};

/* A label at the left, its text beside it. */
static void labelled(struct paper *p, const char *label, const struct paper_style *s,
                     const char *text)
{
    const double indent = 44;
    if (!text[0])
        return;
    paper_text_at(p, &label_style, p->left, p->y + (s->size - label_style.size) * 0.7, indent,
                  label);
    paper_text_in(p, s, p->left + indent, paper_measure_width(p) - indent, text);
}

static void heading(struct paper *p, const struct print_question *q)
{
    static const struct paper_style number = {.size = 13, .bold = true, .colour = PRINT_INK};
    static const struct paper_style right = {
        .size = 9.5, .align = PAPER_RIGHT, .colour = PRINT_SOFT};
    char line[300], points[16];
    if (q->spare)
        snprintf(line, sizeof line, "%s", TR(p->words, "备用题"));
    else if (q->packet[0])
        snprintf(line, sizeof line, TR(p->words, "题包 %s　第 %d 题"), q->packet, q->number);
    else
        snprintf(line, sizeof line, TR(p->words, "第 %d 题"), q->number);
    paper_text_at(p, &number, p->left, p->y, -1, line);
    snprintf(line, sizeof line, "%s　%s%s%s%s%s", TR(p->words, type_titles[q->question->type]),
             q->question->id, q->question->points_cp ? "　" : "",
             q->question->points_cp ? points_text(q->question->points_cp, false, points, 16) : "",
             q->question->points_cp ? TR(p->words, " 分") : "", q->question->author[0] ? "　" : "");
    size_t n = strlen(line);
    if (q->question->author[0])
        snprintf(line + n, sizeof line - n, TR(p->words, "命题 %s"), q->question->author);
    paper_text_at(p, &right, p->left, p->y + 3, paper_measure_width(p), line);
    paper_space(p, 21);
}

static void options(struct paper *p, const struct print_question *q, const struct paper_style *s)
{
    for (int i = 0; i < q->question->option_count; i++) {
        char letter[8];
        double indent = s->size * 1.9;
        bool right = q->question->answer_options & 1u << i;
        struct paper_style style = *s;
        style.bold = right && q->for_judges;
        snprintf(letter, sizeof letter, "%c.", 'A' + i);
        paper_text_at(p, &style, p->left + s->size, p->y, indent, letter);
        paper_text_in(p, &style, p->left + s->size + indent,
                      paper_measure_width(p) - s->size - indent, q->question->options[i]);
    }
}

static void span_text(const struct fault *f, char *out, size_t size)
{
    if (f->to_us > f->from_us)
        snprintf(out, size, "（%d:%02d–%d:%02d）", (int)(f->from_us / 60000000),
                 (int)(f->from_us / 1000000 % 60), (int)(f->to_us / 60000000),
                 (int)(f->to_us / 1000000 % 60));
    else
        out[0] = '\0';
}

static void faults(struct paper *p, const struct question *q)
{
    for (int i = 0; i < q->fault_count; i++) {
        const struct fault *f = &q->faults[i];
        char label[24], line[2000], span[40], points[16];
        snprintf(label, sizeof label, TR(p->words, "错误 %d"), i + 1);
        span_text(f, span, sizeof span);
        snprintf(line, sizeof line, TR(p->words, "%s%s——%s%s%s%s"), f->title, span, f->right,
                 f->points_cp ? TR(p->words, "（") : "",
                 f->points_cp ? points_text(f->points_cp, false, points, 16) : "",
                 f->points_cp ? TR(p->words, " 分）") : "");
        labelled(p, label, &(struct paper_style){.size = 11, .bold = true, .colour = PRINT_ANSWER},
                 line);
        snprintf(line, sizeof line, "%s%s%s", f->reason, f->reason[0] && f->article[0] ? "　" : "",
                 f->article);
        labelled(p, "", &more_style, line);
    }
}

/* On a band, so that it is found when the team has drawn it. */
static void packet_heading(struct paper *p, const char *name)
{
    static const struct paper_style style = {.size = 14, .bold = true, .colour = PRINT_INK};
    char line[80];
    paper_space(p, 12);
    paper_fill(p, p->left, p->y, paper_measure_width(p), 26, PRINT_BAND);
    snprintf(line, sizeof line, TR(p->words, "题包 %s 的题目"), name);
    paper_text_at(p, &style, p->left + 10, p->y + 4, -1, line);
    paper_space(p, 28);
}

void print_question_draw(struct paper *p, void *ctx)
{
    const struct print_question *q = ctx;
    const struct question *x = q->question;
    const struct paper_style *s = q->for_judges ? &small_text_style : &text_style;
    char file[600];
    if (q->first)
        packet_heading(p, q->packet);
    paper_space(p, 10);
    heading(p, q);
    paper_text(p, s, x->text);
    options(p, q, s);
    if (q->for_judges && x->media[0])
        paper_space(
            p, print_picture(p, q->folder, x, p->left, p->y + 4, paper_measure_width(p), 330) + 8);
    if (x->media[0] && !q->for_judges) {
        snprintf(file, sizeof file, "%s", x->media);
        labelled(p, TR(p->words, "画面文件"), &more_style, file);
    }
    paper_space(p, 3);
    labelled(p, TR(p->words, "答案"), &answer_style, x->answer);
    labelled(p, TR(p->words, "评判"), &more_style, x->accept);
    faults(p, x);
    labelled(p, TR(p->words, "解析"), &more_style, x->explanation);
    labelled(p, TR(p->words, "依据"), &more_style, x->article);
    paper_space(p, 8);
    paper_line(p, p->left, p->y, p->width - p->right, p->y, 0.4, 0xB9C2D6);
}

static void spares_remark(struct paper *p)
{
    static const struct paper_style style = {.size = 11, .bold = true, .colour = PRINT_SOFT};
    paper_space(p, 14);
    paper_need(p, 120);
    paper_text(p, &style, TR(p->words, "以下为备用题，题目作废时依次使用"));
}

/* Packets in the order they are called, then what belongs to none. */
static void packets(struct paper *p, struct print_question *q)
{
    const struct round *r = q->round;
    for (int n = 1; n <= r->packet_count + 1; n++) {
        bool last = n > r->packet_count;
        q->packet = last ? "" : r->packets[n - 1];
        q->spare = last;
        q->number = 0;
        for (int i = 0; i < r->question_count; i++) {
            q->question = &q->folder->def.questions[r->first_question + i];
            if (q->question->packet != (last ? 0 : n))
                continue;
            q->first = ++q->number == 1 && !last;
            if (q->number == 1 && last)
                spares_remark(p);
            paper_keep(p, print_question_draw, q);
        }
    }
}

void print_round_questions(struct paper *p, const struct folder *f, int round, bool for_judges)
{
    const struct round *r = &f->def.rounds[round];
    struct print_question q = {.folder = f, .round = r, .packet = "", .for_judges = for_judges};
    if (r->packet_count) {
        packets(p, &q);
        return;
    }
    for (int i = 0; i < r->question_count; i++) {
        q.question = &f->def.questions[r->first_question + i];
        q.number = i + 1;
        q.spare = i >= r->planned;
        if (i == r->planned)
            spares_remark(p);
        paper_keep(p, print_question_draw, &q);
    }
}
