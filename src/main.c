/* leitai — runs the stage final of a knowledge contest. Chooses the command; the commands are in
 * app/. */
#include "app/app.h"
#include "catalogue/catalogue.h"

#include <argp.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *argp_program_version = "leitai 1.0";

static const struct verb {
    const char *name;
    int (*run)(const struct app_options *o);
    const char *usage, *help;
} commands[] = {
    {"run", app_run, "DIR",
     "run the show: two windows, keypad, buzzers; resumes an unfinished journal"},
    {"check", app_check, "DIR", "read a contest folder and report every error"},
    {"new", app_new, "DIR", "write a commented starter contest"},
    {"import", app_import, "DIR TABLE...", "bring tables of Excel or WPS (CSV) into a contest"},
    {"qualify", app_qualify, "DIR",
     "from the scores of the preliminary to finalists, squads and prizes (--to DIR: CSV)"},
    {"recover", app_recover, "DIR SCORES", "start a show from retyped scores after a disaster"},
    {"play", app_play, "DIR SCRIPT", "play a script without windows in virtual time"},
    {"log", app_log, "JOURNAL", "print narration and ledger of a show, checking every digest"},
    {"devices", app_devices, "[DIR]",
     "list ports, keypads, joysticks and buzzer boxes; with --watch also presses as they come"},
    {"verify", app_verify, "JOURNAL", "prove that a journal is whole and unaltered"},
    {"shots", app_shots, "DIR SCRIPT", "draw every `shot` of a script as PNG into --to DIR"},
    {"print", app_print, "DIR",
     "write host's script and judges' answer sheets as PDF into --to DIR"},
    {"results", app_results, "JOURNAL",
     "write workbook, PDF, CSV, JSON and certificates into --to DIR"},
};

enum {
    KEY_TO = 256,
    KEY_LANG,
    KEY_JSON,
    KEY_REHEARSAL,
    KEY_FRESH,
    KEY_PARTIAL,
    KEY_WATCH,
    KEY_SHOTS,
    KEY_VIRTUAL,
    KEY_WINDOWED,
    KEY_SIZE,
    KEY_FORCE,
    KEY_OPERATOR
};

static const struct argp_option options[] = {
    {"journal", 'j', "FILE", 0, "the journal (default: DIR/journal/show.journal; play keeps none)",
     0},
    {"script", 's', "FILE", 0, "run: play this script in real time", 0},
    {"to", KEY_TO, "DIR", 0, "where results, prints or pictures go", 0},
    {"lang", KEY_LANG, "LANG", 0, "language of messages: zh_CN (default) or en", 0},
    {"json", KEY_JSON, NULL, 0, "play, log: print one JSON object; devices: the list as JSON", 0},
    {"rehearsal", KEY_REHEARSAL, NULL, 0, "run: a rehearsal with its own journal", 0},
    {"fresh", KEY_FRESH, NULL, 0, "run --rehearsal: wipe the rehearsal's journal first", 0},
    {"partial", KEY_PARTIAL, NULL, 0, "import: take the good rows", 0},
    {"watch", KEY_WATCH, NULL, 0, "devices: show presses live", 0},
    {"shots", KEY_SHOTS, "DIR", 0, "run --script: photographs of both screens go here", 0},
    {"virtual-boxes", KEY_VIRTUAL, "N", 0, "run: start N virtual buzzer boxes", 0},
    {"windowed", KEY_WINDOWED, NULL, 0, "run: windows, never full-screen", 0},
    {"size", KEY_SIZE, "WxH", 0, "size of the audience screen in pixels (windows, photographs)", 0},
    {"operator", KEY_OPERATOR, NULL, 0, "shots: the operator screen instead of the audience's", 0},
    {"force", KEY_FORCE, NULL, 0,
     "recover: replace an unfinished journal (it is put away, not deleted)", 0},
    {0},
};

struct parse {
    struct app_options o;
    const char *command;
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
    struct parse *p = state->input;
    struct app_options *o = &p->o;
    switch (key) {
    case 'j':
        o->journal = arg;
        break;
    case 's':
        o->script = arg;
        break;
    case KEY_TO:
        o->to = arg;
        break;
    case KEY_LANG:
        if (strcmp(arg, "zh_CN") != 0 && strcmp(arg, "en") != 0)
            argp_error(state, "--lang is zh_CN or en, not '%s'", arg);
        o->lang = arg;
        break;
    case KEY_JSON:
        o->json = true;
        break;
    case KEY_REHEARSAL:
        o->rehearsal = true;
        break;
    case KEY_FRESH:
        o->fresh = true;
        break;
    case KEY_PARTIAL:
        o->partial = true;
        break;
    case KEY_WATCH:
        o->watch = true;
        break;
    case KEY_SHOTS:
        o->shots = arg;
        break;
    case KEY_VIRTUAL:
        o->virtual_boxes = atoi(arg);
        if (o->virtual_boxes < 1 || o->virtual_boxes > TEAMS_MAX)
            argp_error(state, "--virtual-boxes takes 1 to %d", TEAMS_MAX);
        break;
    case KEY_WINDOWED:
        o->windowed = true;
        break;
    case KEY_SIZE:
        if (sscanf(arg, "%dx%d", &o->width, &o->height) != 2 || o->width < 1 || o->height < 1 ||
            o->width > 16384 || o->height > 16384)
            argp_error(state, "--size is WIDTHxHEIGHT in pixels, as 1920x1080");
        break;
    case KEY_OPERATOR:
        o->operator_screen = true;
        break;
    case KEY_FORCE:
        o->force = true;
        break;
    case ARGP_KEY_ARG:
        if (!p->command)
            p->command = arg;
        else if (o->arg_count < (int)(sizeof o->args / sizeof *o->args))
            o->args[o->arg_count++] = arg;
        else
            argp_error(state, "too many arguments");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static char *list_commands(int key, const char *text, void *input)
{
    (void)input;
    if (key != ARGP_KEY_HELP_PRE_DOC)
        return (char *)text;
    char *out = NULL;
    size_t size;
    FILE *f = open_memstream(&out, &size);
    if (!f)
        return (char *)text;
    fputs("Runs the stage final of a knowledge contest.\n\nCommands:\n", f);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(f, "  %-8s %-14s %s\n", commands[i].name, commands[i].usage, commands[i].help);
    fclose(f);
    return out;
}

int main(int argc, char **argv)
{
    static const struct argp argp = {
        options,       parse_option, "COMMAND ARGUMENTS...", "Runs the stage final.", NULL,
        list_commands, NULL};
    struct parse p = {.o = {.lang = "zh_CN"}};
    setlocale(LC_ALL, "");
    argp_parse(&argp, argc, argv, 0, NULL, &p);
    for (size_t i = 0; p.command && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, p.command) == 0)
            return commands[i].run(&p.o);
    if (p.command)
        fprintf(stderr, "leitai: there is no command '%s'; see leitai --help\n", p.command);
    else
        argp_help(&argp, stderr, ARGP_HELP_STD_HELP, argv[0]);
    return 2;
}
