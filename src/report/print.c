/* The host's script and the judges' answers. */
#include "report/print.h"

#include "report/print_internal.h"
#include "view/text.h"

#include <errno.h>

void print_name(const struct words *w, const char *what, const char *contest, char *out,
                size_t size)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(out, size, TR(w, what), contest);
#pragma GCC diagnostic pop
}

void print_title(struct paper *p, const struct folder *f, const char *title)
{
    static const struct paper_style sub = {
        .size = 12, .align = PAPER_CENTRE, .colour = PRINT_SOFT, .line = 1.6};
    static const struct paper_style big = {
        .size = 24, .bold = true, .align = PAPER_CENTRE, .colour = PRINT_INK, .spacing = 2};
    const struct definition *d = &f->def;
    char line[1000];
    if (d->subtitle[0])
        paper_text(p, &sub, d->subtitle);
    print_name(p->words, title, d->title, line, sizeof line);
    paper_text(p, &big, line);
    snprintf(line, sizeof line, "%s%s%s%s%s", d->when, d->where[0] ? "　　" : "", d->where,
             d->organiser[0] ? TR(p->words, "　　主办　") : "", d->organiser);
    paper_text(p, &sub, line);
    paper_space(p, 6);
    paper_line(p, p->left, p->y, p->width - p->right, p->y, 1.5, PRINT_INK);
    paper_space(p, 10);
}

/* Of every packet: the check of the folder wants them alike. */
static int packet_size(const struct folder *f, const struct round *r)
{
    int n = 0;
    for (int i = 0; i < r->question_count; i++)
        n += f->def.questions[r->first_question + i].packet == 1;
    return n;
}

void print_round_title(struct paper *p, const struct folder *f, int round)
{
    static const struct paper_style style = {.size = 16, .bold = true, .colour = PRINT_INK};
    static const struct paper_style right = {
        .size = 11, .align = PAPER_RIGHT, .colour = PRINT_SOFT};
    const struct round *r = &f->def.rounds[round];
    char line[400];
    paper_fill(p, p->left, p->y, paper_measure_width(p), 32, PRINT_BAND);
    snprintf(line, sizeof line, TR(p->words, "第 %d 环节　%s"), round + 1, r->name);
    paper_text_at(p, &style, p->left + 10, p->y + 5, -1, line);
    snprintf(line, sizeof line, TR(p->words, "%d 题"), r->planned);
    if (r->packet_count)
        snprintf(line, sizeof line, TR(p->words, "%d 个题包，每包 %d 题"), r->packet_count,
                 packet_size(f, r));
    else if (r->question_count > r->planned)
        snprintf(line, sizeof line, TR(p->words, "%d 题，备用 %d 题"), r->planned,
                 r->question_count - r->planned);
    paper_text_at(p, &right, p->left, p->y + 8, paper_measure_width(p) - 10, line);
    paper_space(p, 40);
}

/* ---- host's script --------------------------------------------------------------------------- */

struct team_rows {
    const struct folder *folder;
    const struct words *words;
};

static void team_cell(void *ctx, int row, int column, char out[CELL_TEXT])
{
    const struct team_rows *rows = ctx;
    const struct team *t = &rows->folder->def.teams[row];
    if (column == 0)
        snprintf(out, CELL_TEXT, "%d", t->seat);
    else if (column == 1)
        snprintf(out, CELL_TEXT, "%s", t->name);
    else if (column == 2)
        report_players(rows->words, t, out, CELL_TEXT);
    else
        snprintf(out, CELL_TEXT, "%s", t->reserve);
}

static void teams(struct paper *p, const struct folder *f)
{
    static const struct paper_column columns[] = {{N_("台号"), 4, PAPER_CENTRE, true},
                                                  {N_("代表队"), 16, PAPER_LEFT, true},
                                                  {N_("队员名单"), 16, PAPER_LEFT, false},
                                                  {N_("替补"), 6, PAPER_LEFT, false}};
    struct team_rows rows = {f, p->words};
    struct paper_column titled[4];
    paper_columns(p, columns, 4, titled);
    struct paper_table t = {.columns = titled,
                            .column_count = 4,
                            .row_count = f->def.team_count,
                            .size = 12,
                            .padding = f->def.team_count > 16 ? 3 : 5,
                            .cell = team_cell,
                            .ctx = &rows};
    paper_table(p, &t);
}

static void rules(struct paper *p, void *ctx)
{
    const struct round *r = ctx;
    static const struct paper_style head = {.size = 12, .bold = true, .colour = PRINT_SOFT};
    static const struct paper_style line = {.size = 14, .colour = PRINT_INK, .line = 1.55};
    struct rule_card card;
    text_rule_card(r, p->words, &card);
    paper_text(p, &head, TR(p->words, "规则"));
    for (int i = 0; i < card.count; i++) {
        char text[RULE_TEXT + 24];
        snprintf(text, sizeof text, "%d. %s", i + 1, card.line[i]);
        paper_text(p, &line, text);
    }
    paper_space(p, 6);
    paper_line(p, p->left, p->y, p->width - p->right, p->y, 0.8, PRINT_INK);
}

static void prizes(struct paper *p, void *ctx)
{
    const struct folder *f = ctx;
    static const struct paper_style head = {.size = 16, .bold = true, .colour = PRINT_INK};
    static const struct paper_style line = {.size = 14, .colour = PRINT_INK, .line = 1.6};
    paper_space(p, 18);
    paper_text(p, &head, TR(p->words, "颁奖（由末到首揭晓）"));
    for (int i = f->def.prize_count - 1; i >= 0; i--) {
        char text[300];
        snprintf(text, sizeof text,
                 TR(p->words, "%s　%d 支代表队　________________________________"),
                 f->def.prizes[i].name, f->def.prizes[i].count);
        paper_text(p, &line, text);
    }
}

static void script(struct paper *p, void *ctx)
{
    const struct folder *f = ctx;
    print_title(p, f, N_("%s主持人台本"));
    teams(p, f);
    for (int i = 0; i < f->def.round_count; i++) {
        paper_new_page(p);
        print_round_title(p, f, i);
        paper_keep(p, rules, (void *)(uintptr_t)&f->def.rounds[i]);
        print_round_questions(p, f, i, false);
    }
    if (f->def.prize_count)
        paper_keep(p, prizes, ctx);
}

/* ---- judges' answers ------------------------------------------------------------------------- */

static void answers(struct paper *p, void *ctx)
{
    static const struct paper_style note = {
        .size = 11, .align = PAPER_CENTRE, .bold = true, .colour = PRINT_ANSWER};
    const struct folder *f = ctx;
    print_title(p, f, N_("%s评委答案册"));
    paper_text(p, &note, TR(p->words, "比赛结束前保密"));
    paper_space(p, 8);
    for (int i = 0; i < f->def.round_count; i++) {
        if (i > 0)
            paper_new_page(p);
        print_round_title(p, f, i);
        print_round_questions(p, f, i, true);
    }
}

static bool print_document(const struct folder *f, const char *what, const char *path,
                           paper_document *document, const struct words *words,
                           struct report_error *e)
{
    char title[800];
    print_name(words, what, f->def.title, title, sizeof title);
    struct paper_set_up u = {.title = title, .footer = title, .words = words};
    return paper_write(path, &u, document, (void *)(uintptr_t)f, e);
}

bool print_host_script(const struct folder *f, const char *path, const struct words *words,
                       struct report_error *e)
{
    return print_document(f, N_("%s主持人台本"), path, script, words, e);
}

bool print_answers(const struct folder *f, const char *path, const struct words *words,
                   struct report_error *e)
{
    return print_document(f, N_("%s评委答案册"), path, answers, words, e);
}

bool print_all(const struct folder *f, const char *dir, const struct words *words,
               struct report_error *e)
{
    static const struct {
        const char *name;
        bool (*print)(const struct folder *f, const char *path, const struct words *words,
                      struct report_error *e);
    } files[] = {{"host-script.pdf", print_host_script},
                 {"answers.pdf", print_answers},
                 {"score-sheet.pdf", print_score_sheet}};
    char path[1024];
    if (!outfile_folder(dir, words, e))
        return false;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if ((size_t)snprintf(path, sizeof path, "%s/%s", dir, files[i].name) >= sizeof path)
            return report_fail_file(e, words, dir, ENAMETOOLONG);
        if (!files[i].print(f, path, words, e))
            return false;
    }
    return true;
}
