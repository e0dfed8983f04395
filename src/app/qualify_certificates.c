/* Certificates for the prizes of the preliminary. */
#include "app/qualify.h"

#include "catalogue/catalogue.h"
#include "folder/tree.h"
#include "report/certificates.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SUBJECT_TEXT = 300 };

struct page_list {
    struct certificate_page *pages;
    size_t count, room;
};

/* The texts pages point into. */
struct certificate_job {
    const struct app_options *o;
    const struct preliminary *p;
    const struct words *w;
    struct arena *arena;
    struct placing *rows;
    struct page_list list[CERTIFICATE_KINDS];
};

static bool add_page(struct page_list *l, struct certificate_page page)
{
    if (l->count == l->room) {
        size_t room = l->room ? 2 * l->room : 64;
        void *more = realloc(l->pages, room * sizeof *l->pages);
        if (!more)
            return false;
        l->pages = more;
        l->room = room;
    }
    l->pages[l->count++] = page;
    return true;
}

static const char *subject_text(struct certificate_job *j, int subject)
{
    char text[SUBJECT_TEXT];
    if (subject == SUBJECT_TOTAL)
        snprintf(text, sizeof text, "%s", TR(j->w, "初赛"));
    else
        snprintf(text, sizeof text, TR(j->w, "初赛%s科目"), j->p->exams[subject].name);
    return arena_text(j->arena, text);
}

static bool add_prizes(struct certificate_job *j, const struct prize_list *l)
{
    char points[PRELIMINARY_TEXT];
    const struct preliminary *p = j->p;
    const char *subject = subject_text(j, l->subject);
    int count = preliminary_rank(p, l->side, l->subject, -1, j->rows);
    for (int i = 0; i < count; i++) {
        struct band_span s = band_of(&j->rows[i], l->bands, l->band_count);
        int who = j->rows[i].who;
        bool person = l->side == SIDE_MEMBERS;
        if (s.first != s.last || s.first == l->band_count)
            continue;
        struct certificate_page page = {
            .team = p->teams[person ? p->members[who].team : who].name,
            .players = "",
            .name = person ? p->members[who].name : "",
            .role = "",
            .award = l->title,
            .subject = subject,
            .prize = l->bands[s.first].name,
            .score = arena_text(j->arena, preliminary_text(j->rows[i].value, points))};
        if (!add_page(&j->list[person ? CERTIFICATE_PLAYER : CERTIFICATE_TEAM], page))
            return false;
    }
    return true;
}

static bool add_organisation(struct certificate_job *j)
{
    const struct preliminary *p = j->p;
    for (int i = 0; i < p->organisation_count; i++) {
        struct certificate_page page = {.team = p->teams[p->organisation_teams[i]].name,
                                        .players = "",
                                        .name = "",
                                        .role = "",
                                        .award = "",
                                        .subject = TR(j->w, "初赛"),
                                        .prize = p->organisation,
                                        .score = ""};
        if (!add_page(&j->list[CERTIFICATE_TEAM], page))
            return false;
    }
    return true;
}

static const char *head_text(const struct node *head, const char *key)
{
    const struct node *n = tree_at(head, key);
    return n && n->kind == NODE_SCALAR ? n->text : "";
}

/* Title and organiser, from a contest.yaml that may still lack questions and teams. False: it has
 * no title. */
static bool read_show(struct certificate_job *j, struct certificate_show *show)
{
    char path[PATH_MAX];
    struct folder_report unsaid;
    snprintf(path, sizeof path, "%s/contest.yaml", j->o->args[0]);
    char *text = access(path, F_OK) == 0 ? app_read_file(j->o, path) : NULL;
    const char *from = text && strncmp(text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text;
    folder_report_init(&unsaid);
    struct finder at = {&unsaid, "contest.yaml"};
    const struct node *root = text ? tree_parse(j->arena, at, from, strlen(from)) : NULL;
    const struct node *head = tree_at(root, "contest");
    *show = (struct certificate_show){.title = arena_text(j->arena, head_text(head, "title")),
                                      .subtitle = head_text(head, "subtitle"),
                                      .organiser = head_text(head, "organiser"),
                                      .undertaker = head_text(head, "undertaker"),
                                      .where = head_text(head, "where"),
                                      .date = ""}; /* contest.yaml has the final's */
    folder_report_finish(&unsaid);
    free(text);
    return show->title[0] != '\0';
}

static bool write_pages(struct certificate_job *j, struct report_error *e)
{
    static const char *const names[CERTIFICATE_KINDS] = {"certificates.pdf",
                                                         "certificates-members.pdf"};
    char path[PATH_MAX], *sample = NULL;
    struct certificate_show show;
    if (!read_show(j, &show)) {
        snprintf(e->what, sizeof e->what, "%s",
                 TR(j->w, "没有写证书：contest.yaml 里没有竞赛名称"));
        snprintf(e->remedy, sizeof e->remedy, "%s", TR(j->w, "写上 contest: title，再运行一次"));
        return false;
    }
    snprintf(path, sizeof path, "%s/certificate.txt", j->o->args[0]);
    if (access(path, F_OK) == 0 && !(sample = certificates_sample(path, j->w, e)))
        return false;
    bool ok = true;
    for (int kind = 0; ok && kind < CERTIFICATE_KINDS; kind++) {
        const struct page_list *l = &j->list[kind];
        snprintf(path, sizeof path, "%s/%s", j->o->to, names[kind]);
        ok = l->count == 0 || certificates_write(path, (enum certificate_kind)kind, &show, l->pages,
                                                 l->count, sample, j->w, e);
    }
    free(sample);
    return ok;
}

bool qualify_certificates(const struct app_options *o, const struct preliminary *p)
{
    struct report_error e = {.what = "", .remedy = ""};
    struct certificate_job j = {.o = o, .p = p, .w = catalogue_words(o->lang)};
    int all = p->member_count > p->team_count ? p->member_count : p->team_count;
    j.rows = calloc((size_t)all + 1, sizeof *j.rows);
    j.arena = arena_create();
    bool ok = j.rows && j.arena;
    snprintf(e.what, sizeof e.what, "%s", TR(j.w, "内存不足"));
    snprintf(e.remedy, sizeof e.remedy, "%s", TR(j.w, "关掉别的程序再试"));
    for (int i = 0; ok && i < p->prize_count; i++)
        ok = add_prizes(&j, &p->prizes[i]);
    ok = ok && add_organisation(&j) && write_pages(&j, &e);
    if (!ok)
        fprintf(stderr, "leitai: %s\n        %s\n", e.what, e.remedy);
    for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
        free(j.list[kind].pages);
    arena_destroy(j.arena);
    free(j.rows);
    return ok;
}
