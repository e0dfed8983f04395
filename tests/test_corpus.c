/* rooms: codec arbiter box import preliminary recover stage script show journal folder contest keypad view words layout */
/*
 * The corpora of the fuzzers, fixed, through the same targets: what once broke one stays repaired.
 */
#define LLVMFuzzerTestOneInput fuzz_arbiter
#include "fuzz/fuzz_arbiter.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_lines
#include "fuzz/fuzz_lines.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_journal
#include "fuzz/fuzz_journal.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_codec
#include "fuzz/fuzz_codec.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_folder
#include "fuzz/fuzz_folder.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_table
#include "fuzz/fuzz_table.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_script
#include "fuzz/fuzz_script.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_import
#include "fuzz/fuzz_import.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_qualify
#include "fuzz/fuzz_qualify.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_hall
#include "fuzz/fuzz_hall.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_recover
#include "fuzz/fuzz_recover.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_picture
#include "fuzz/fuzz_picture.c"
#undef LLVMFuzzerTestOneInput

#include <check.h>
#include <dirent.h>

static const struct {
    const char *name;
    int (*run)(const uint8_t *data, size_t size);
} targets[] = {
    {"arbiter", fuzz_arbiter}, {"lines", fuzz_lines},     {"journal", fuzz_journal},
    {"codec", fuzz_codec},     {"folder", fuzz_folder},   {"table", fuzz_table},
    {"script", fuzz_script},   {"import", fuzz_import},   {"qualify", fuzz_qualify},
    {"hall", fuzz_hall},       {"recover", fuzz_recover}, {"picture", fuzz_picture},
};

static int run_file(int target, const char *name)
{
    static uint8_t bytes[1 << 16];
    char path_of[300];
    snprintf(path_of, sizeof path_of, "tests/fuzz/corpus/%s/%s", targets[target].name, name);
    FILE *f = fopen(path_of, "rb");
    if (!f)
        return 0;
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    uint8_t *exact = malloc(n ? n : 1); /* so that sanitizers see one byte too far */
    ck_assert_ptr_nonnull(exact);
    memcpy(exact, bytes, n);
    ck_assert_int_eq(targets[target].run(exact, n), 0);
    free(exact);
    return 1;
}

START_TEST(corpus)
{
    char folder_of[256];
    int files = 0;
    snprintf(folder_of, sizeof folder_of, "tests/fuzz/corpus/%s", targets[_i].name);
    DIR *d = opendir(folder_of);
    ck_assert_msg(d != NULL, "no %s: run from the top folder", folder_of);
    for (struct dirent *e; (e = readdir(d));)
        if (e->d_name[0] != '.')
            files += run_file(_i, e->d_name);
    closedir(d);
    ck_assert_int_gt(files, 0);
}
END_TEST

/* Random keys and presses on the small contest: whatever the order, scores explain themselves. */
START_TEST(random_scripts)
{
    static const char *const verbs[] = {"key Enter", "key +",     "key -",   "key .",   "key 8",
                                        "key 1",     "key 2",     "press 1", "press 2", "key *",
                                        "key 7",     "key Enter", "key 0",   "key 3",   "hold 1",
                                        "release 1", "key Num",   "key 9"};
    uint32_t r = 2463534242u + (uint32_t)_i;
    char text[2800];
    size_t n = 0;
    while (n + 40 < sizeof text) {
        r ^= r << 13, r ^= r >> 17, r ^= r << 5;
        n += (size_t)snprintf(text + n, sizeof text - n, "+%u.%u %s\n", r % 13 ? 0 : r % 7,
                              1 + (r >> 8) % 9, verbs[(r >> 16) % (sizeof verbs / sizeof *verbs)]);
    }
    fuzz_script((const uint8_t *)text, n);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("corpus");
    TCase *t = tcase_create("corpus");
    tcase_add_loop_test(t, corpus, 0, sizeof targets / sizeof *targets);
    tcase_add_loop_test(t, random_scripts, 0, 40);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int bad = srunner_ntests_failed(r);
    srunner_free(r);
    return bad != 0;
}
