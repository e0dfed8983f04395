/* rooms: report journal folder contest keypad layout view words catalogue */
/* pkgs: sdl2 SDL2_image */
#include "report_kit.h"

#include "catalogue/catalogue.h"
#include "report/certificates.h"
#include "report/print.h"

#include <SDL_image.h>

static void put_file(const char *name, const char *text)
{
    FILE *f = fopen(kit_path(name), "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    ck_assert_int_eq(fclose(f), 0);
}

static char *pdf_text(const char *path)
{
    char command[700];
    snprintf(command, sizeof command, "pdftotext -layout '%s' -", path);
    return kit_run(command);
}

/* ---- paper in English ------------------------------------------------------------------------ */

static const char *const english[] = {
    "contest.yaml",
    "contest:\n"
    "  title: Road Safety Final\n"
    "  organiser: Ministry\n"
    "  undertaker: Department\n"
    "  where: Hall 1\n"
    "  when: 20 May\n"
    "  base_score: 100\n"
    "teams:\n"
    "  - {seat: 1, name: Alpha, short: A, players: [Ann, Bob], reserve: Rex}\n"
    "  - {seat: 2, name: Beta, short: B, players: [Cy]}\n"
    "rounds:\n"
    "  - name: Turns\n"
    "    preset: required\n"
    "    questions: questions/a.yaml\n"
    "    count: 2\n"
    "    policy: {right: 10, wrong: -5}\n"
    "  - name: Buzzer\n"
    "    preset: buzzer\n"
    "    questions: questions/b.yaml\n"
    "    policy: {right: 10, wrong: -10}\n"
    "prizes:\n"
    "  - {name: Gold, count: 1}\n"
    "  - {name: Silver, count: 1}\n",
    "questions/a.yaml",
    "questions:\n"
    "  - {id: A-1, type: short, text: Stop?, answer: Yes sir, explanation: So it is, article: Law "
    "1, "
    "author: Kim}\n"
    "  - {id: A-2, type: single, text: Which?, options: [One, Two], answer: A, accept: Either}\n"
    "  - {id: A-3, type: multiple, text: What?, options: [One, Two, Six], answer: AB}\n",
    "questions/b.yaml",
    "questions:\n"
    "  - {id: B-1, type: case, points: 10, text: Why?, answer: Because}\n"};

/* A ruling of every kind that paper tells about. */
static void play_english(const char *path, bool rehearsal, bool finish)
{
    struct player *p = player_create(kit_folder(english, 3), path, rehearsal);
    reach(p, PHASE_ANSWER);
    player_command(p, COMMAND_AWARD, 0, 0, "");
    player_command(p, COMMAND_ADJUST, 1, -1500, "late");
    player_command(p, COMMAND_CONDUCT, 2, -500, "noise");
    player_command(p, COMMAND_UNDO, 0, 0, "");
    reach(p, PHASE_READ);
    player_command(p, COMMAND_ROUND, 0, 2, "");
    reach(p, PHASE_READ);
    while (p->contest.state.phase == PHASE_READ)
        ck_assert(player_command(p, COMMAND_NEXT, 0, 0, ""));
    player_press(p, 2, 10);
    while (p->contest.state.phase == PHASE_COUNT)
        player_wait(p, 100000);
    player_press(p, 2, 500000);
    player_press(p, 1, 18200);
    if (finish)
        player_finish(p);
    player_destroy(p);
}

/* The first Han of a text and what follows it, NULL when there is none. The seal is a picture. */
static const char *han(const char *text)
{
    for (; *text; text++) {
        unsigned char a = (unsigned char)text[0];
        if (a < 0xE3 || a > 0xE9 || strncmp(text, "擂", 3) == 0)
            continue;
        return text;
    }
    return NULL;
}

static void no_han(const char *path)
{
    size_t n = strlen(path);
    char *text = strcmp(path + n - 4, ".pdf") == 0 ? pdf_text(path) : kit_read(path, NULL);
    ck_assert_uint_gt(strlen(text), 100);
    ck_assert_msg(!han(text), "%s: %.60s\n%s", path, han(text), text);
    free(text);
}

static void results_in_english(const char *journal)
{
    static const char *const files[] = {"results.pdf", "ledger.pdf",  "standings.csv",
                                        "ledger.csv",  "presses.csv", "results.json"};
    char command[700], path[600];
    struct report *r = calloc(1, sizeof *r);
    struct report_error e;
    ck_assert_msg(report_load(r, journal, catalogue_words("en"), &e), "%s", e.what);
    ck_assert_msg(report_write_all(r, kit_path("out"), NULL, &e), "%s", e.what);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", kit_path("out"), files[i]);
        no_han(path);
    }
    snprintf(command, sizeof command,
             "unzip -p '%s' 'xl/worksheets/*.xml' xl/sharedStrings.xml xl/workbook.xml "
             "xl/charts/chart1.xml",
             kit_path("out/results.xlsx"));
    char *book = kit_run(command);
    ck_assert_msg(!han(book), "%.300s", han(book));
    free(book);
    drop(r);
}

/* Headings of columns name one thing, those of sheets all. */
static void headings_in_english(void)
{
    static const struct {
        const char *file, *heading;
    } csv[] = {{"out/standings.csv", ",Other,Total,Prize,Note\r\n"},
               {"out/ledger.csv", "No.,Beijing time,Round,Question,Question id,Seat,Team,Cause,"
                                  "Points,Score,Note,State\r\n"},
               {"out/presses.csv", "Seat,Team,Box,Button,Verdict,Behind first (ms),"}};
    static const char *const book[] = {">Prize<",         ">Players<",
                                       ">Box<",           "name=\"Standings\"",
                                       "name=\"Prizes\"", "name=\"Presses\""};
    for (size_t i = 0; i < sizeof csv / sizeof *csv; i++) {
        char *text = kit_read(kit_path(csv[i].file), NULL);
        ck_assert_msg(strstr(text, csv[i].heading) != NULL, "%s: %.300s", csv[i].file, text);
        free(text);
    }
    char command[700];
    snprintf(command, sizeof command, "unzip -p '%s' xl/sharedStrings.xml xl/workbook.xml",
             kit_path("out/results.xlsx"));
    char *text = kit_run(command);
    for (size_t i = 0; i < sizeof book / sizeof *book; i++)
        ck_assert_msg(strstr(text, book[i]) != NULL, "%s: %s", book[i], text);
    free(text);
}

START_TEST(results_have_both_languages)
{
    setenv("LEITAI_LOCALEDIR", "build/locale", 1);
    if (!kit_have("pdftotext") || !kit_have("unzip"))
        return;
    play_english(kit_path("show.journal"), false, true);
    results_in_english(kit_path("show.journal"));
    headings_in_english();
    no_han(kit_path("out/certificates.pdf"));
    no_han(kit_path("out/certificates-players.pdf"));
    kit_pdf_has(kit_path("out/results.pdf"),
                (const char *const[]){"RoadSafetyFinal:results", "18November2023", "Signatures",
                                      "Chiefjudge", "Page1of1", NULL});
    play_english(kit_path("unfinished.journal"), false, false);
    results_in_english(kit_path("unfinished.journal"));
    play_english(kit_path("rehearsal.journal"), true, true);
    results_in_english(kit_path("rehearsal.journal"));
}
END_TEST

START_TEST(print_has_both_languages)
{
    setenv("LEITAI_LOCALEDIR", "build/locale", 1);
    struct folder *f = kit_folder(english, 3);
    struct report_error e;
    ck_assert_msg(print_all(f, kit_path("paper"), catalogue_words("en"), &e), "%s", e.what);
    if (kit_have("pdftotext")) {
        no_han(kit_path("paper/host-script.pdf"));
        no_han(kit_path("paper/answers.pdf"));
        no_han(kit_path("paper/score-sheet.pdf"));
    }
    folder_destroy(f);
}
END_TEST

/* The same folder gives the same bytes, in either language. */
START_TEST(print_is_the_same_every_time)
{
    static const char *const files[] = {"host-script.pdf", "answers.pdf", "score-sheet.pdf"};
    struct report_error e;
    setenv("LEITAI_LOCALEDIR", "build/locale", 1);
    for (int language = 0; language < 2; language++) {
        const struct words *w = language ? catalogue_words("en") : NULL;
        for (int i = 0; i < 2; i++) {
            struct folder *f = kit_folder(english, 3);
            ck_assert(print_all(f, kit_path(i ? "again" : "paper"), w, &e));
            folder_destroy(f);
            if (i == 0)
                sleep(1); /* a file that tells the time of its making would differ */
        }
        for (int i = 0; i < 3; i++) {
            char a[600], b[600];
            size_t na, nb;
            snprintf(a, sizeof a, "%s/%s", kit_path("paper"), files[i]);
            snprintf(b, sizeof b, "%s/%s", kit_path("again"), files[i]);
            char *ta = kit_read(a, &na), *tb = kit_read(b, &nb);
            ck_assert_msg(na == nb && memcmp(ta, tb, na) == 0, "%s differs", files[i]);
            free(ta);
            free(tb);
        }
    }
}
END_TEST

/* ---- ties ------------------------------------------------------------------------------------ */

static const char *const level[] = {"contest.yaml",
                                    "contest:\n"
                                    "  title: 试赛\n"
                                    "  base_score: 100\n"
                                    "teams:\n"
                                    "  - {seat: 1, name: 甲队, short: 甲, players: [甲一]}\n"
                                    "  - {seat: 2, name: 乙队, short: 乙, players: [乙一]}\n"
                                    "  - {seat: 3, name: 丙队, short: 丙, players: [丙一]}\n"
                                    "rounds:\n"
                                    "  - name: 必答题\n"
                                    "    preset: required\n"
                                    "    questions: questions/a.yaml\n"
                                    "    count: 3\n"
                                    "prizes:\n"
                                    "  - {name: 一等奖, count: 1}\n",
                                    "questions/a.yaml",
                                    "questions:\n"
                                    "  - {id: A-1, type: short, text: 一问, answer: 一}\n"
                                    "  - {id: A-2, type: short, text: 二问, answer: 二}\n"
                                    "  - {id: A-3, type: short, text: 三问, answer: 三}\n"};

/* The sentence on three equal teams after seat `first` was put before the others (0: nobody). */
static char *tie_of_three(int first)
{
    struct player *p = player_create(kit_folder(level, 2), kit_path("tie.journal"), false);
    for (int i = 0; i < 60 && p->contest.state.phase != PHASE_STANDINGS; i++) {
        player_wait(p, 1000000);
        if (p->contest.state.phase == PHASE_ANSWER)
            player_command(p, COMMAND_AWARD, 0, 0, "");
        player_command(p, COMMAND_NEXT, 0, 0, "");
    }
    ck_assert_int_eq(p->contest.state.phase, PHASE_STANDINGS);
    if (first)
        ck_assert(player_command(p, COMMAND_DECIDE_TIE, first, 0, "抽签"));
    player_destroy(p);
    struct report *r = load(kit_path("tie.journal"));
    ck_assert_int_eq(r->tie_count, 1);
    char *text = strdup(r->ties[0].text);
    drop(r);
    unlink(kit_path("tie.journal"));
    return text;
}

START_TEST(a_tie_is_told_as_far_as_it_was_decided)
{
    char *text = tie_of_three(0);
    ck_assert_str_eq(text,
                     "1 号甲队、2 号乙队、3 号丙队同为 110 分，并列第 1 名，影响奖项，尚未决定。");
    free(text);
    text = tie_of_three(2);
    ck_assert_str_eq(text, "2 号乙队、1 号甲队、3 号丙队同为 110 分。经裁定，2 号居第 1 名，"
                           "1 号、3 号并列第 2 名；2 号居前的依据：抽签。");
    free(text);
}
END_TEST

/* ---- certificates for persons ---------------------------------------------------------------- */

START_TEST(every_player_of_a_prized_team_gets_a_page)
{
    struct report_error e;
    play_english(kit_path("show.journal"), false, true);
    struct report *r = load(kit_path("show.journal"));
    ck_assert_msg(report_player_certificates(r, NULL, kit_path("c.pdf"), &e), "%s", e.what);
    if (kit_have("pdftotext")) {
        ck_assert_int_eq(kit_pdf_pages(kit_path("c.pdf")), 4); /* Ann, Bob, Rex, Cy */
        kit_pdf_has(kit_path("c.pdf"),
                    (const char *const[]){"Ann：", "Rex：",
                                          "代表Alpha参加RoadSafetyFinal，成绩优异，"
                                          "荣获",
                                          "Silver", NULL});
    }
    drop(r);
}
END_TEST

START_TEST(names_of_any_length_stay_on_their_page)
{
    static const struct certificate_show show = {.title = "知识竞赛总决赛",
                                                 .subtitle = "大学习、大练兵、大比武",
                                                 .organiser = "新疆维吾尔自治区文化和旅游厅",
                                                 .undertaker = "",
                                                 .where = "",
                                                 .date = "2023年11月18日"};
    char team[1000] = "";
    for (int i = 0; i < 12; i++)
        strcat(team, "伊犁哈萨克自治州文化市场综合行政执法队");
    const char *name = "阿卜杜热合曼·麦麦提图尔荪·买买提艾力";
    struct certificate_page pages[] = {
        {team, "", name, "队员", "个人奖", "初赛理论科目", "一等奖", "98.5"},
        {team, "", "普布次仁", "替补", "个人奖", "初赛理论科目", "二等奖", "97"}};
    struct report_error e;
    ck_assert_msg(
        certificates_write(kit_path("c.pdf"), CERTIFICATE_PLAYER, &show, pages, 2, NULL, NULL, &e),
        "%s", e.what);
    if (!kit_have("pdftotext"))
        return;
    ck_assert_int_eq(kit_pdf_pages(kit_path("c.pdf")), 2);
    kit_pdf_has(kit_path("c.pdf"), (const char *const[]){name, "初赛理论科目，成绩优异，荣获个人奖",
                                                         "普布次仁：", "2023年11月18日", NULL});
}
END_TEST

START_TEST(a_certificate_text_has_two_kinds_of_page)
{
    static const char only_player[] = "page: player\r\nbody: 给{name}（{role}），{team}\r\n";
    struct report_error e;
    play_english(kit_path("show.journal"), false, true);
    struct report *r = load(kit_path("show.journal"));
    ck_assert(report_player_certificates(r, only_player, kit_path("p.pdf"), &e));
    ck_assert(report_certificates(r, only_player, kit_path("t.pdf"), &e));
    if (kit_have("pdftotext")) {
        kit_pdf_has(kit_path("p.pdf"), (const char *const[]){"给Rex（替补），Alpha", NULL});
        kit_pdf_has(kit_path("t.pdf"), (const char *const[]){"Beta：", NULL}); /* built in */
    }
    ck_assert(!report_certificates(r, "page: judge\nbody: x\n", kit_path("t.pdf"), &e));
    ck_assert_ptr_nonnull(strstr(e.what, "第 1 行"));
    drop(r);
}
END_TEST

/* The texts that ship say what is built in, in both languages. */
START_TEST(shipped_certificates_are_the_built_in_ones)
{
    static const struct {
        const char *tag, *path;
    } ways[] = {{"zh_CN", "assets/templates/certificate.txt"},
                {"en", "assets/templates/certificate.en.txt"}};
    struct certificate_show show = {"T", "S", "O", "U", "W", "D", 0};
    struct certificate_page page = {"team", "p", "name", "role", "award", "subject", "prize", "1"};
    struct report_error e;
    setenv("LEITAI_LOCALEDIR", "build/locale", 1);
    for (int i = 0; i < 2; i++)
        for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
            const struct words *w = catalogue_words(ways[i].tag);
            char *sample = certificates_sample(ways[i].path, w, &e);
            size_t na, nb;
            ck_assert_msg(sample != NULL, "%s", e.what);
            ck_assert(certificates_write(kit_path("a.pdf"), (enum certificate_kind)kind, &show,
                                         &page, 1, sample, w, &e));
            ck_assert(certificates_write(kit_path("b.pdf"), (enum certificate_kind)kind, &show,
                                         &page, 1, NULL, w, &e));
            char *a = kit_read(kit_path("a.pdf"), &na), *b = kit_read(kit_path("b.pdf"), &nb);
            ck_assert_msg(na == nb && memcmp(a, b, na) == 0, "%s %d", ways[i].path, kind);
            free(a);
            free(b);
            free(sample);
        }
}
END_TEST

/* ---- pictures -------------------------------------------------------------------------------- */

static void make_picture(const char *name, bool jpeg)
{
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormat(0, 320, 200, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_FillRect(s, NULL, 0xFFF0E8D0);
    ck_assert_int_eq(jpeg ? IMG_SaveJPG(s, kit_path(name), 90) : IMG_SavePNG(s, kit_path(name)), 0);
    SDL_FreeSurface(s);
}

START_TEST(answers_show_pictures_of_both_formats)
{
    static const char questions[] =
        "questions:\n"
        "  - {id: A-1, type: picture, text: 找错, media: media/a.jpg, answer: 一处, faults: "
        "[{title: 日期, right: 写全, reason: 缺, region: [10, 10, 50, 20]}]}\n"
        "  - {id: A-2, type: picture, text: 再找, media: media/b.png, answer: 一处, faults: "
        "[{title: 印章, right: 加盖, reason: 缺, region: [10, 10, 50, 20]}]}\n"
        "  - {id: A-3, type: short, text: 三问, answer: 三}\n";
    struct folder_report found;
    struct report_error e;
    mkdir(kit_path("c"), 0777);
    mkdir(kit_path("c/questions"), 0777);
    mkdir(kit_path("c/media"), 0777);
    put_file("c/contest.yaml", level[1]);
    put_file("c/questions/a.yaml", questions);
    make_picture("c/media/a.jpg", true);
    make_picture("c/media/b.png", false);
    folder_report_init(&found);
    struct folder *f = folder_load(kit_path("c"), NULL, &found);
    if (!f)
        folder_report_print(&found, stderr);
    folder_report_finish(&found);
    ck_assert_ptr_nonnull(f);
    ck_assert_msg(print_answers(f, kit_path("a.pdf"), NULL, &e), "%s", e.what);
    if (kit_have("pdfimages")) {
        char command[700];
        snprintf(command, sizeof command, "pdfimages -list '%s'", kit_path("a.pdf"));
        char *list = kit_run(command);
        ck_assert_msg(strstr(list, " jpeg ") != NULL, "%s",
                      list); /* not decoded and packed again */
        ck_assert_msg(strstr(list, " image ") != NULL, "%s", list);
        int pictures = 0;
        for (const char *at = list; (at = strstr(at, " 320 ")); at++)
            pictures++;
        ck_assert_msg(pictures == 2, "%s", list);
        free(list);
    }
    folder_destroy(f);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("report_words");
    TCase *t = tcase_create("paper");
    tcase_add_checked_fixture(t, kit_setup, kit_teardown);
    tcase_add_test(t, results_have_both_languages);
    tcase_add_test(t, print_has_both_languages);
    tcase_add_test(t, print_is_the_same_every_time);
    tcase_add_test(t, a_tie_is_told_as_far_as_it_was_decided);
    tcase_add_test(t, every_player_of_a_prized_team_gets_a_page);
    tcase_add_test(t, names_of_any_length_stay_on_their_page);
    tcase_add_test(t, a_certificate_text_has_two_kinds_of_page);
    tcase_add_test(t, shipped_certificates_are_the_built_in_ones);
    tcase_add_test(t, answers_show_pictures_of_both_formats);
    tcase_set_timeout(t, 120);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
