/* leitai — runs the stage final of a knowledge contest. Chooses the command; the commands are in
 * app/. */
#include "app/app.h"
#include "catalogue/catalogue.h"

#include <argp.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const struct verb {
    const char *name;
    int (*run)(const struct app_options *o);
    const char *usage, *help; /* help: msgid */
} commands[] = {
    {"run", app_run, "DIR", N_("办比赛：两个画面、小键盘、抢答器；没比完的从原处继续")},
    {"check", app_check, "DIR", N_("检查赛事文件夹，列出每一个错误")},
    {"new", app_new, "DIR", N_("写一个带说明的新赛事")},
    {"import", app_import, "DIR TABLE...", N_("把 Excel、WPS 的表格（CSV）导入赛事")},
    {"qualify", app_qualify, "DIR",
     N_("由初赛成绩得出决赛代表队、选拔和奖项（--to DIR：CSV 和证书）")},
    {"recover", app_recover, "DIR SCORES", N_("灾难之后，由重新录入的分数开始比赛")},
    {"play", app_play, "DIR SCRIPT", N_("不开窗口，按虚拟时间演一遍脚本")},
    {"log", app_log, "JOURNAL", N_("打印一场比赛的说明和计分流水，逐条核对状态")},
    {"devices", app_devices, "[DIR]",
     N_("列出接口、小键盘、游戏手柄和抢答器；加 --watch 还显示每次按下")},
    {"verify", app_verify, "JOURNAL", N_("证明日志完整、没有改动过")},
    {"shots", app_shots, "DIR SCRIPT", N_("把脚本里的每个 shot 画成 PNG，放进 --to DIR")},
    {"print", app_print, "DIR", N_("主持人台本、评委答案册、记分表（PDF），放进 --to DIR")},
    {"results", app_results, "JOURNAL", N_("成绩工作簿、PDF、CSV、JSON 和证书，放进 --to DIR")},
};

/* Options that only fill a place in struct app_options are data; KEY_… have a rule of their own. */
enum { KEY_PLACE = 256, KEY_LANG = 512, KEY_VIRTUAL, KEY_SIZE, KEY_HELP = '?', KEY_VERSION = 'V' };

#define PLACE(member) offsetof(struct app_options, member)

static const struct choice {
    const char *name, *argument, *help; /* help: msgid */
    int key;                            /* 0: text or, without an argument, bool at `place` */
    char letter;                        /* 0: none */
    size_t place;
} choices[] = {
    {"journal", "FILE", N_("日志（默认 DIR/journal/show.journal；play 不留日志）"), 0, 'j',
     PLACE(journal)},
    {"script", "FILE", N_("run：按实际时间演这个脚本"), 0, 's', PLACE(script)},
    {"to", "DIR", N_("成绩、打印件、图片放到哪里"), 0, 0, PLACE(to)},
    {"lang", "LANG", N_("消息和打印件的语言：zh_CN（默认）或 en"), KEY_LANG, 0, 0},
    {"json", NULL, N_("play、log：打印一个 JSON 对象；devices：清单用 JSON"), 0, 0, PLACE(json)},
    {"rehearsal", NULL, N_("run：彩排，用自己的日志"), 0, 0, PLACE(rehearsal)},
    {"fresh", NULL, N_("run --rehearsal：先清除彩排的日志"), 0, 0, PLACE(fresh)},
    {"partial", NULL, N_("import：只导入没有错误的行"), 0, 0, PLACE(partial)},
    {"watch", NULL, N_("devices：显示每次按下"), 0, 0, PLACE(watch)},
    {"shots", "DIR", N_("run --script：两个画面的照片放在这里"), 0, 0, PLACE(shots)},
    {"virtual-boxes", "N", N_("run：启动 N 个虚拟抢答器"), KEY_VIRTUAL, 0, 0},
    {"windowed", NULL, N_("run：用窗口，不全屏"), 0, 0, PLACE(windowed)},
    {"size", "WxH", N_("观众画面的像素（窗口、照片）"), KEY_SIZE, 0, 0},
    {"operator", NULL, N_("shots：画操作屏，不画观众屏"), 0, 0, PLACE(operator_screen)},
    {"force", NULL, N_("recover：替换没比完的日志（收起来，不删除）"), 0, 0, PLACE(force)},
    {"help", NULL, N_("显示这份说明"), KEY_HELP, '?', 0},
    {"version", NULL, N_("显示版本"), KEY_VERSION, 'V', 0},
};
enum { CHOICES = sizeof choices / sizeof *choices };

struct parse {
    struct app_options o;
    const struct words *w;
    bool help, version;
    char wrong[300]; /* what is wrong with the arguments, "" nothing yet */
};

__attribute__((format(printf, 2, 3))) static error_t wrong(struct parse *p, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(p->wrong, sizeof p->wrong, format, args);
    va_end(args);
    return EINVAL;
}

static error_t take_argument(struct parse *p, char *arg)
{
    struct app_options *o = &p->o;
    if (!o->command)
        o->command = arg;
    else if (o->arg_count < (int)(sizeof o->args / sizeof *o->args))
        o->args[o->arg_count++] = arg;
    else
        return wrong(p, "%s", TR(p->w, "参数太多"));
    return 0;
}

static error_t take_size(struct parse *p, const char *arg)
{
    struct app_options *o = &p->o;
    if (sscanf(arg, "%dx%d", &o->width, &o->height) == 2 && o->width > 0 && o->height > 0 &&
        o->width <= 16384 && o->height <= 16384)
        return 0;
    return wrong(p, "%s", TR(p->w, "--size 写宽x高，单位像素，例如 1920x1080"));
}

static error_t take_place(struct app_options *o, const struct choice *c, const char *arg)
{
    char *place = (char *)o + c->place;
    if (c->argument)
        *(const char **)(void *)place = arg;
    else
        *(bool *)(void *)place = true;
    return 0;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
    struct parse *p = state->input;
    for (int i = 0; i < CHOICES; i++)
        if (!choices[i].key && (key == KEY_PLACE + i || (key && key == choices[i].letter)))
            return take_place(&p->o, &choices[i], arg);
    switch (key) {
    case KEY_LANG:
        p->o.lang = arg;
        if (strcmp(arg, "zh_CN") != 0 && strcmp(arg, "en") != 0)
            return wrong(p, TR(p->w, "--lang 是 zh_CN 或 en，不是“%s”"), arg);
        return 0;
    case KEY_VIRTUAL:
        p->o.virtual_boxes = atoi(arg);
        if (p->o.virtual_boxes < 1 || p->o.virtual_boxes > TEAMS_MAX)
            return wrong(p, TR(p->w, "--virtual-boxes 是 1 到 %d"), TEAMS_MAX);
        return 0;
    case KEY_SIZE:
        return take_size(p, arg);
    case KEY_HELP:
        p->help = true;
        return 0;
    case KEY_VERSION:
        p->version = true;
        return 0;
    case ARGP_KEY_ERROR:
        if (!p->wrong[0])
            wrong(p, TR(p->w, "选项用错了：%s"), state->argv[state->next - 1]);
        return 0;
    case ARGP_KEY_ARG:
        return take_argument(p, arg);
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void print_help(const struct words *w, FILE *out)
{
    char name[64], letter[8];
    fprintf(out, "%s\n\n%s\n", TR(w, "用法：leitai 命令 参数… [选项…]"),
            TR(w, "办一场知识竞赛的舞台决赛。命令："));
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  %-8s %-14s %s\n", commands[i].name, commands[i].usage,
                TR(w, commands[i].help));
    fprintf(out, "\n%s\n", TR(w, "选项："));
    for (int i = 0; i < CHOICES; i++) {
        const struct choice *c = &choices[i];
        snprintf(name, sizeof name, "--%s%s%s", c->name, c->argument ? "=" : "",
                 c->argument ? c->argument : "");
        snprintf(letter, sizeof letter, c->letter ? "-%c," : "   ", c->letter);
        fprintf(out, "  %s %-18s %s\n", letter, name, TR(w, c->help));
    }
}

/* The language must be known before anything can be said about the other arguments. */
static const char *language(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            return argv[i] + 7;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            return argv[i + 1];
    }
    return "zh_CN";
}

/* False: what is wrong is told. */
static bool parse(struct parse *p, int argc, char **argv)
{
    struct argp_option options[CHOICES + 1] = {{0}};
    for (int i = 0; i < CHOICES; i++) {
        const struct choice *c = &choices[i];
        options[i].name = c->name;
        options[i].arg = c->argument;
        options[i].key = c->key ? c->key : c->letter ? c->letter : KEY_PLACE + i;
    }
    struct argp argp = {.options = options, .parser = parse_option};
    if (argp_parse(&argp, argc, argv, ARGP_NO_HELP | ARGP_NO_ERRS, NULL, p) == 0)
        return true;
    fprintf(stderr, "leitai: %s\n        %s\n", p->wrong, TR(p->w, "看用法：leitai --help"));
    return false;
}

int main(int argc, char **argv)
{
    struct parse p = {.o = {.lang = "zh_CN"}};
    setlocale(LC_ALL, "");
    p.w = catalogue_words(language(argc, argv));
    if (!parse(&p, argc, argv))
        return 2;
    if (p.version)
        printf("leitai 1.0\n");
    else if (p.help)
        print_help(p.w, stdout);
    if (p.version || p.help)
        return 0;
    for (size_t i = 0; p.o.command && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, p.o.command) == 0)
            return commands[i].run(&p.o);
    if (p.o.command)
        fprintf(stderr, TR(p.w, "leitai: 没有“%s”这个命令；看用法：leitai --help\n"), p.o.command);
    else
        print_help(p.w, stderr);
    return 2;
}
