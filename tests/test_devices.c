/* rooms: devices box arbiter codec words folder layout contest keypad view */
/*
 * `leitai devices`: tables that line up, names that cannot drive a terminal, input devices found
 * and judged without permission, and a box that answers on a pseudo-terminal.
 */
#include "box/pads.h"
#include "devices/columns.h"
#include "devices/devices.h"
#include "devices/inputs.h"
#include "devices/json.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "leitai_proto.h"

static char root[64];

static void put_file(const char *path, const char *text)
{
    char full[256];
    snprintf(full, sizeof full, "%s%s", root, path);
    for (char *p = full + strlen(root) + 1; (p = strchr(p, '/')); p++) {
        *p = '\0';
        mkdir(full, 0755);
        *p = '/';
    }
    FILE *f = fopen(full, "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
}

static void put_input(int n, const char *name, const char *vendor, const char *product,
                      const char *keys)
{
    char path[128];
    const char *const leaf[] = {"name", "id/vendor", "id/product", "capabilities/key"};
    const char *const text[] = {name, vendor, product, keys};
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "/sys/class/input/event%d/device/%s", n, leaf[i]);
        put_file(path, text[i]);
    }
    snprintf(path, sizeof path, "/dev/input/event%d", n);
    put_file(path, "");
}

static void make_root(void)
{
    snprintf(root, sizeof root, "/tmp/leitai-devices-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(root));
    ck_assert_int_eq(chmod(root, 0755), 0);
}

static void drop_root(void)
{
    char command[96];
    snprintf(command, sizeof command, "rm -r %s", root);
    ck_assert_int_eq(system(command), 0);
}

/* As real kernels print them. */
static void put_usual_inputs(void)
{
    put_input(10, "Sony Wbuzz\n", "054c\n", "1000\n", "fffff 0 0 0 0 0 0 0 0 0 0 0\n");
    put_input(2, "USB Keyboard\n", "046d\n", "c31c\n",
              "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe\n");
    put_input(3, "Optical Mouse\n", "046d\n", "c077\n", "70000 0 0 0 0\n");
    put_input(0, "Power Button\n", "0000\n", "0001\n", "10000000000000 0\n");
    put_input(4, "SIGMACHIP USB Keypad\n", "1c4f\n", "0002\n", "100000000 7ff80 4000\n");
    put_input(5, "Evil\x1b]0;pad\x07\n", "045e\n", "028e\n", "7cdb000000000000 0 0 0 0\n");
}

START_TEST(input_devices_are_told_apart)
{
    struct input_port p[8];
    char link[128];
    make_root();
    put_usual_inputs();
    put_file("/dev/input/by-id/x", "");
    snprintf(link, sizeof link, "%s/dev/input/by-id/usb-SIGMACHIP_Keypad-event-kbd", root);
    ck_assert_int_eq(symlink("../event4", link), 0);
    ck_assert_uint_eq(input_ports(root, p, 8), 4);
    ck_assert_str_eq(p[0].path, "/dev/input/event2"); /* in order of number, not of name */
    ck_assert_int_eq(p[0].what, INPUT_KEYBOARD);
    ck_assert_str_eq(p[1].name, "SIGMACHIP USB Keypad");
    ck_assert_int_eq(p[1].what, INPUT_KEYPAD);
    ck_assert_str_eq(p[1].by_id, "usb-SIGMACHIP_Keypad-event-kbd");
    ck_assert_int_eq(p[2].what, INPUT_GAMEPAD);
    ck_assert_int_eq(p[3].what, INPUT_BUZZERS);
    ck_assert_int_eq(p[3].vid, 0x054c);
    ck_assert_int_eq(p[3].error, 0);
    ck_assert_uint_eq(input_ports(root, p, 2), 2);
    drop_root();
}
END_TEST

static char *shown(struct devices_options *o, int *status)
{
    char *text;
    size_t size;
    o->out = open_memstream(&text, &size);
    *status = devices_show(o);
    fclose(o->out);
    return text;
}

START_TEST(names_cannot_drive_the_terminal)
{
    char out[64];
    ck_assert_str_eq(harmless("a\x1b[2Jb\a", out, sizeof out), "a?[2Jb?");
    ck_assert_str_eq(harmless("\xc2\x9b抢答", out, sizeof out), "?抢答");
    ck_assert_str_eq(harmless("x\xff\xc3", out, sizeof out), "x??");
    ck_assert_str_eq(harmless("a\xe2\x80\xae"
                              "b",
                              out, sizeof out),
                     "a?b");
    ck_assert_str_eq(harmless("抢答器", out, 8), "抢答"); /* cut between characters */
    int status;
    struct devices_options o = {.root = root, .boxes = NULL};
    static const struct boxes_config none;
    o.boxes = &none;
    make_root();
    put_usual_inputs();
    char *text = shown(&o, &status);
    ck_assert_ptr_null(strchr(text, '\x1b'));
    ck_assert_ptr_nonnull(strstr(text, "Evil?]0;pad?"));
    ck_assert_int_eq(status, 0);
    free(text);
    drop_root();
}
END_TEST

/* ---- JSON
 * ------------------------------------------------------------------------------------------- */

static const char *json_value(const char *p);

static const char *blank(const char *p)
{
    return p + strspn(p, " \n");
}

/* Behind a string without raw controls, or NULL. */
static const char *json_quoted(const char *p)
{
    if (*p++ != '"')
        return NULL;
    for (; *p != '"'; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            return NULL;
        if (*p == '\\' && p[1] == 'u' && strspn(p + 2, "0123456789abcdef") >= 4)
            p += 5;
        else if (*p == '\\' && strchr("\"\\", p[1]))
            p++;
        else if (*p == '\\')
            return NULL;
    }
    return p + 1;
}

/* Behind the members from an opening bracket on, or NULL. */
static const char *json_members(const char *p)
{
    char close = *p == '{' ? '}' : ']';
    p = blank(p + 1);
    if (*p == close)
        return p + 1;
    for (;;) {
        if (close == '}') {
            p = json_quoted(p);
            if (!p || *p++ != ':')
                return NULL;
        }
        p = json_value(blank(p));
        p = p ? blank(p) : "";
        if (*p == close)
            return p + 1;
        if (*p++ != ',')
            return NULL;
        p = blank(p);
    }
}

static const char *json_value(const char *p)
{
    static const char *const words[] = {"true", "false", "null"};
    if (*p == '{' || *p == '[')
        return json_members(p);
    if (*p == '"')
        return json_quoted(p);
    for (size_t i = 0; i < 3; i++)
        if (strncmp(p, words[i], strlen(words[i])) == 0)
            return p + strlen(words[i]);
    size_t n = strspn(p, "-0123456789");
    return n ? p + n : NULL;
}

static bool is_json(const char *text)
{
    const char *end = json_value(text);
    return end && *blank(end) == '\0';
}

static char *quoted(const char *text)
{
    char *out;
    size_t size;
    FILE *f = open_memstream(&out, &size);
    json_string(f, text);
    fclose(f);
    return out;
}

START_TEST(json_text_is_escaped)
{
    static const struct {
        const char *text, *json;
    } cases[] = {{"plain 抢答", "\"plain 抢答\""},
                 {"a\"b\\c", "\"a\\\"b\\\\c\""},
                 {"\x1b[2J\a\n", "\"\\u001b[2J\\u0007\\u000a\""},
                 {"\xc2\x9b\x7f", "\"\\u009b\\u007f\""},
                 {"a\xe2\x80\xae", "\"a\\u202e\""},
                 {"\xff\xc3", "\"\\ufffd\\ufffd\""},
                 {"\xf4\x8f\xbf\xbe", "\"\\udbff\\udffe\""},
                 {"", "\"\""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *out = quoted(cases[i].text);
        ck_assert_str_eq(out, cases[i].json);
        ck_assert(is_json(out));
        free(out);
    }
    ck_assert(!is_json("{\"a\": }")); /* the checker can say no */
    ck_assert(!is_json("[1,]"));
    ck_assert(!is_json("\"\x1b\""));
}
END_TEST

START_TEST(list_for_programs)
{
    static const char *const parts[] = {
        "{\"format\": 1,\n  \"inputs\": [\n",
        "\"path\": \"/dev/input/event4\", \"kind\": \"keypad\", \"name\": \"SIGMACHIP USB "
        "Keypad\", "
        "\"usb\": \"1c4f:0002\", \"by_id\": \"\", \"usable\": true",
        "\"name\": \"Evil\\u001b]0;pad\\u0007\"",
        "{\"name\": \"Pad\\u001b[31m\", \"guid\": \"0300\", \"usb\": \"054c:1000\", \"buttons\": "
        "20, "
        "\"lamp\": true, \"link\": \"joystick:054c:1000\"}",
        "\"link\": \"joystick:054c:1000:1\"}",
        "\"usb\": null, \"buttons\": 4, \"lamp\": false, \"link\": \"joystick:guid=0500\"}",
        "{\"number\": 1, \"name\": \"左\\u001b\", \"address\": \"tty:/nonexistent\", \"port\": "
        "\"\", "
        "\"kind\": \"protocol\", \"state\": \"absent\", \"cause\": \"absent\", \"seats\": [3, 0, "
        "4], "
        "\"uncertainty_us\": null, \"uid\": null, \"firmware\": null,",
        "\"permissions_missing\": false, \"trouble\": true}"};
    static struct boxes_config config = {.count = 1};
    struct pads *pads = pads_create();
    pads_plug(pads, &(struct pad_info){.name = "Pad\x1b[31m",
                                       .guid = "0300",
                                       .vid = 0x054c,
                                       .pid = 0x1000,
                                       .buttons = 20,
                                       .lamp = true});
    pads_plug(pads,
              &(struct pad_info){.name = "Pad", .guid = "0301", .vid = 0x054c, .pid = 0x1000});
    pads_plug(pads, &(struct pad_info){.name = "Old", .guid = "0500", .buttons = 4});
    snprintf(config.box[0].address, BOX_ADDRESS, "tty:/nonexistent");
    snprintf(config.box[0].name, BOX_NAME, "左\x1b");
    config.box[0].seat[0] = 3;
    config.box[0].seat[2] = 4;
    struct devices_options o = {
        .root = root, .boxes = &config, .json = true, .patience_us = 1000, .pads = pads};
    int status;
    make_root();
    put_usual_inputs();
    char *text = shown(&o, &status);
    ck_assert_msg(is_json(text), "%s", text);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        ck_assert_msg(strstr(text, parts[i]) != NULL, "%s\nnot in\n%s", parts[i], text);
    ck_assert_int_eq(status, 1);
    free(text);
    o.json = false;
    text = shown(&o, &status);
    ck_assert_ptr_null(strchr(text, '\x1b'));
    ck_assert_ptr_nonnull(strstr(text, "Pad?[31m"));
    ck_assert_ptr_nonnull(strstr(text, "link: \"joystick:guid=0500\""));
    free(text);
    pads_destroy(pads);
    drop_root();
}
END_TEST

START_TEST(columns_line_up_under_han)
{
    static struct columns t;
    char *text;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    columns_begin(&t, (const char *const[]){"名称", "n", "z", NULL});
    columns_row(&t, (const char *const[]){"抢答器", "1", "a"});
    columns_row(&t, (const char *const[]){"box", "200", "b"});
    columns_print(&t, f);
    fclose(f);
    ck_assert_str_eq(text, "  名称    n    z\n  抢答器  1    a\n  box     200  b\n");
    free(text);
}
END_TEST

/* As a user who is in no group: run in a child, for the suite may run as root. */
START_TEST(missing_permission_is_told_with_its_cure)
{
    make_root();
    put_usual_inputs();
    char path[128];
    snprintf(path, sizeof path, "%s/dev/input/event4", root);
    ck_assert_int_eq(chmod(path, 0), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct input_port p[8];
        if (getuid() == 0 && (setgroups(0, NULL) || setgid(65534) || setuid(65534)))
            _exit(9);
        static const struct boxes_config none;
        struct devices_options o = {.root = root, .boxes = &none};
        int status;
        char *text = shown(&o, &status);
        bool good = input_ports(root, p, 8) == 4 && p[1].error == EACCES && p[0].error == 0 &&
                    strstr(text, "没有权限：需要") &&
                    strstr(text, "sudo usermod -aG dialout,input $USER") && status == 1;
        _exit(good ? 0 : 1);
    }
    int status;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_int_eq(status, 0);
    drop_root();
}
END_TEST

START_TEST(nothing_plugged_in_says_what_to_plug_in)
{
    static const struct boxes_config none;
    struct devices_options o = {.root = "/nonexistent", .boxes = &none};
    int status;
    char *text = shown(&o, &status);
    ck_assert_ptr_nonnull(strstr(text, "插上小键盘或手柄的 USB 线"));
    ck_assert_ptr_nonnull(strstr(text, "没有抢答盒应答"));
    ck_assert_int_eq(status, 0);
    free(text);
}
END_TEST

/* ---- a box on a pseudo-terminal, just enough of one
 * ------------------------------------------------- */

struct far_end {
    int fd;
    atomic_bool stop;
    uint8_t seq;
    bool pressed;
};

static uint32_t clock_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint32_t)((int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000);
}

static void send_frame(struct far_end *b, struct lp_message m)
{
    uint8_t wire[LP_WIRE_MAX];
    m.seq = b->seq++;
    uint8_t n = lp_encode(&m, wire);
    ssize_t wrote = write(b->fd, wire, n);
    (void)wrote;
}

static void answer(struct far_end *b, const struct lp_message *m)
{
    if (m->type == LP_HELLO_REQ) {
        struct lp_message hello = {.type = LP_HELLO,
                                   .hello = {.n_buttons = 4,
                                             .n_lamps = 2,
                                             .uid = 0xABCDEF,
                                             .boot_id = 7,
                                             .max_ppm = 200,
                                             .stamp_unc = 10,
                                             .ev_first = 1,
                                             .fw = {2, 3, 4},
                                             .name = "red\x1b[31mbox"}};
        send_frame(b, hello);
    } else if (m->type == LP_SYNC_REQ) {
        uint32_t t2 = clock_us();
        send_frame(b, (struct lp_message){.type = LP_SYNC_RSP,
                                          .sync_rsp = {.token = m->sync_req.token,
                                                       .t2 = t2,
                                                       .t3 = clock_us(),
                                                       .ev_last = b->pressed ? 1 : 0}});
    }
}

static void *far_end(void *ctx)
{
    struct far_end *b = ctx;
    struct lp_decoder decoder;
    uint8_t data[256];
    int heard = 0;
    lp_decoder_init(&decoder);
    while (!atomic_load(&b->stop)) {
        struct pollfd p = {.fd = b->fd, .events = POLLIN};
        poll(&p, 1, 20);
        ssize_t n = read(b->fd, data, sizeof data);
        for (size_t at = 0, used; n > 0 && at < (size_t)n; at += used) {
            struct lp_frame frame;
            struct lp_message m;
            if (lp_decoder_feed(&decoder, data + at, (size_t)n - at, &used, &frame) == LP_FRAME &&
                lp_message_decode(&frame, &m) == LP_OK) {
                answer(b, &m);
                heard++;
            }
        }
        if (heard > 25 && !b->pressed) { /* its clock is known by now */
            b->pressed = true;
            send_frame(b, (struct lp_message){.type = LP_PRESS,
                                              .press = {.t = clock_us(), .ev_no = 1, .button = 1}});
        }
    }
    return NULL;
}

static volatile sig_atomic_t stop_watching;

static ssize_t watch_ends(void *cookie, const char *text, size_t size)
{
    FILE *copy = cookie;
    fwrite(text, 1, size, copy);
    if (memmem(text, size, "第 2 键", strlen("第 2 键")) || memmem(text, size, "\"press\"", 7))
        stop_watching = 1;
    return (ssize_t)size;
}

static char *watched_text(bool json, int *status)
{
    struct far_end box = {.fd = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK)};
    char path[64], *text;
    size_t size;
    pthread_t thread;
    static struct boxes_config config;
    stop_watching = 0;
    ck_assert_int_ge(box.fd, 0);
    ck_assert_int_eq(grantpt(box.fd) | unlockpt(box.fd), 0);
    ck_assert_int_eq(ptsname_r(box.fd, path, sizeof path), 0);
    int held = open(path, O_RDWR | O_NOCTTY); /* without a reader the master would see a hang-up */
    config.count = 2;
    snprintf(config.box[0].address, sizeof config.box[0].address, "tty:%s", path);
    config.box[0].seat[1] = 6;
    snprintf(config.box[1].address, sizeof config.box[1].address, "tty:%s/nowhere", root);
    pthread_create(&thread, NULL, far_end, &box);
    FILE *copy = open_memstream(&text, &size);
    FILE *out = fopencookie(copy, "w", (cookie_io_functions_t){.write = watch_ends});
    struct devices_options o = {.root = "/nonexistent",
                                .boxes = &config,
                                .out = out,
                                .watch = true,
                                .json = json,
                                .stop = &stop_watching,
                                .patience_us = 700000};
    *status = devices_show(&o);
    fclose(out);
    fclose(copy);
    atomic_store(&box.stop, true);
    pthread_join(thread, NULL);
    close(held);
    close(box.fd);
    return text;
}

START_TEST(a_box_is_asked_named_and_watched)
{
    int status;
    char *text = watched_text(false, &status);
    ck_assert_int_eq(status, 1); /* the second one is not there */
    ck_assert_ptr_nonnull(strstr(text, "0000000000abcdef  2.3.4  4 / 2"));
    ck_assert_ptr_nonnull(strstr(text, "red?[31mbox"));
    ck_assert_ptr_nonnull(strstr(text, "没有这个设备"));
    ck_assert_ptr_null(strchr(text, '\x1b'));
    ck_assert_ptr_nonnull(strstr(text, "第 2 键  6号  ±"));
    free(text);
}
END_TEST

START_TEST(a_box_is_watched_by_a_program)
{
    int status;
    char *text = watched_text(true, &status);
    ck_assert_int_eq(status, 1);
    char *events = strstr(text, "}\n{\"event\": ");
    ck_assert_msg(events != NULL, "%s", text);
    events[1] = '\0';
    ck_assert_msg(is_json(text), "%s", text);
    ck_assert_ptr_nonnull(strstr(text, "\"name\": \"red\\u001b[31mbox\""));
    ck_assert_ptr_nonnull(strstr(text, "\"state\": \"live\""));
    ck_assert_ptr_nonnull(strstr(text, "\"uid\": \"0000000000abcdef\", \"firmware\": \"2.3.4\", "
                                       "\"buttons\": 4, \"lamps\": 2, \"round_trip_us\": "));
    char *save, *line = strtok_r(events + 2, "\n", &save);
    bool press = false;
    for (; line; line = strtok_r(NULL, "\n", &save)) {
        ck_assert_msg(is_json(line), "%s", line);
        press |= strstr(line, "\"event\": \"press\"") && strstr(line, "\"button\": 2, \"seat\": 6");
    }
    ck_assert(press);
    free(text);
}
END_TEST

static void sweeps(void *ctx)
{
    static int n;
    struct pads *pads = ctx;
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    int64_t now_us = (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
    if (++n % 50 == 40) { /* a finger, again and again until it is seen */
        pads_press(pads, 0,
                   &(struct pad_event){
                       .button = 3, .down = true, .lo_us = now_us - 2000, .hi_us = now_us});
        pads_press(pads, 0, &(struct pad_event){.button = 3, .lo_us = now_us, .hi_us = now_us});
    }
    pads_swept(pads, now_us, 2000);
}

static ssize_t pad_ends(void *cookie, const char *text, size_t size)
{
    FILE *copy = cookie;
    fwrite(text, 1, size, copy);
    if (memmem(text, size, "第 4 键", strlen("第 4 键")))
        stop_watching = 1;
    return (ssize_t)size;
}

/* Without a contest: watching a joystick tells the numbers of its buttons. */
START_TEST(a_joystick_is_watched_without_a_contest)
{
    char *text;
    size_t size;
    stop_watching = 0;
    struct pads *pads = pads_create();
    pads_plug(pads,
              &(struct pad_info){.name = "Pad", .guid = "03", .vid = 1, .pid = 2, .buttons = 9});
    FILE *copy = open_memstream(&text, &size);
    FILE *out = fopencookie(copy, "w", (cookie_io_functions_t){.write = pad_ends});
    struct devices_options o = {.root = "/nonexistent",
                                .out = out,
                                .watch = true,
                                .stop = &stop_watching,
                                .patience_us = 100000,
                                .pads = pads,
                                .sweep = sweeps,
                                .sweep_ctx = pads};
    devices_show(&o);
    fclose(out);
    fclose(copy);
    ck_assert_ptr_nonnull(strstr(text, "link: \"joystick:0001:0002\""));
    ck_assert_ptr_nonnull(strstr(text, "Pad  第 4 键  没有台号  ±5.000 ms"));
    free(text);
    pads_destroy(pads);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("devices");
    TCase *tc = tcase_create("devices");
    tcase_set_timeout(tc, 30);
    tcase_add_test(tc, input_devices_are_told_apart);
    tcase_add_test(tc, names_cannot_drive_the_terminal);
    tcase_add_test(tc, json_text_is_escaped);
    tcase_add_test(tc, list_for_programs);
    tcase_add_test(tc, a_box_is_watched_by_a_program);
    tcase_add_test(tc, a_joystick_is_watched_without_a_contest);
    tcase_add_test(tc, columns_line_up_under_han);
    tcase_add_test(tc, missing_permission_is_told_with_its_cure);
    tcase_add_test(tc, nothing_plugged_in_says_what_to_plug_in);
    tcase_add_test(tc, a_box_is_asked_named_and_watched);
    suite_add_tcase(s, tc);
    SRunner *runner = srunner_create(s);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
