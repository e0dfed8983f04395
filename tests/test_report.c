/* rooms: report contest words */
#include "report/report.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* ---- the state as JSON -------------------------------------------------------------------------
 */

START_TEST(json_state_is_exact)
{
    static struct definition def = {.title = "试",
                                    .subtitle = "",
                                    .when = "",
                                    .where = "",
                                    .organiser = "",
                                    .undertaker = "",
                                    .base_cp = 10000,
                                    .seed = 1,
                                    .team_count = 2,
                                    .round_count = 0};
    def.teams[0] = (struct team){.seat = 1, .name = "甲\"队\n", .short_name = "甲", .reserve = ""};
    def.teams[1] = (struct team){.seat = 3, .name = "乙\xff队", .short_name = "乙", .reserve = ""};
    struct contest *c = calloc(1, sizeof *c);
    struct says *says = calloc(1, sizeof *says);
    contest_init(c, &def, NULL, NULL);
    struct input in = {.at_us = 5000000,
                       .kind = INPUT_COMMAND,
                       .command = COMMAND_ADJUST,
                       .seat = 3,
                       .value = -250,
                       .text = "改"};
    ck_assert_int_eq(contest_step(c, &in, says), STEP_DONE);

    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ck_assert(report_json_state(out, c));
    fclose(out);
    char want[1024];
    snprintf(want, sizeof want,
             "{\n"
             "  \"teams\": [\n"
             "    {\"seat\": 1, \"name\": \"甲\\\"队\\u000a\", \"score\": 100, \"rank\": 1},\n"
             "    {\"seat\": 3, \"name\": \"乙\xef\xbf\xbd队\", \"score\": 97.5, \"rank\": 2}\n"
             "  ],\n"
             "  \"ledger\": [\n"
             "    {\"seq\": 1, \"at_us\": 5000000, \"round\": 0, \"question\": 0, \"seat\": 3, "
             "\"points\": -2.5, \"cause\": \"adjust\"}\n"
             "  ],\n"
             "  \"digest\": \"%016llx\"\n"
             "}\n",
             (unsigned long long)contest_digest(c));
    ck_assert_str_eq(text, want);
    free(text);
    free(says);
    free(c);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("report");
    TCase *t = tcase_create("json");
    tcase_add_test(t, json_state_is_exact);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
