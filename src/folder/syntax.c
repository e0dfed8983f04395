#include "folder/syntax.h"

#include <string.h>

#include "words/words.h"

/* First match wins. `problem` and `context` are libyaml's words. */
static const struct {
    const char *problem, *context, *message, *remedy;
} sayings[] = {
    {"mapping values are not allowed", "", N_("这里不能有冒号"),
     N_("检查缩进；文字里有冒号时整段加双引号")},
    {"could not find expected ':'", "", N_("这一行缺少冒号"),
     N_("写成“项目: 内容”，用半角冒号，冒号后空一格")},
    {"did not find expected '-'", "", N_("这一行应以 - 开头，或者缩进不对"),
     N_("同一列表的各项用同样的缩进，都以“- ”开头")},
    {"did not find expected key", "", N_("缩进不对，或者上一行没有写完"),
     N_("同一层的各行用同样多的空格缩进；检查上一行的引号和括号")},
    {"did not find expected ',' or '}'", "", N_("大括号 {…} 里缺少逗号或右括号"),
     N_("各项之间用半角逗号，最后写 }")},
    {"did not find expected ',' or ']'", "", N_("方括号 […] 里缺少逗号或右括号"),
     N_("各项之间用半角逗号，最后写 ]")},
    {"found unexpected end of stream", "quoted", N_("引号没有结束"), N_("在文字末尾补上引号")},
    {"found unexpected document indicator", "quoted", N_("引号没有结束"), N_("在文字末尾补上引号")},
    {"found unknown escape", "", N_("双引号里的反斜杠写法不认识"), N_("改用单引号，或者写成 \\\\")},
    {"found undefined tag handle", "", N_("文字不能以 ! 开头"), N_("给这段文字加双引号")},
    {"found a tab character", "", N_("用了制表符（Tab）"), N_("全部换成空格")},
    {"cannot start any token", "", N_("内容不能以这个字符开头"),
     N_("给这段文字加双引号；缩进只用空格，不用制表符")},
    {"alphabetic or numeric", "", N_("& 或 * 后面缺少名字"), N_("文字以 & 或 * 开头时加引号")},
    {"block sequence entries are not allowed", "", N_("这里不能用 - 开始列表"),
     N_("列表写在下一行，并且比上一行多缩进")},
    {"control characters are not allowed", "", N_("有不可见的控制字符"),
     N_("删去这一处的不可见字符")},
    {"did not find expected <document start>", "", N_("前面的内容已经结束，这里又多出一段"),
     N_("检查缩进：最外层的项目名都顶格写")},
};

static const char *line_start(const char *text, size_t size, size_t line, size_t *length)
{
    const char *end = text + size;
    while (line > 0 && text < end) {
        const char *nl = memchr(text, '\n', (size_t)(end - text));
        text = nl ? nl + 1 : end;
        line--;
    }
    const char *nl = memchr(text, '\n', (size_t)(end - text));
    *length = (size_t)((nl ? nl : end) - text);
    return text;
}

/* The commonest slip of a Chinese keyboard: full-width punctuation where YAML wants ASCII. */
static const char *full_width_hint(const char *text, size_t size, size_t line)
{
    size_t length;
    const char *start = line_start(text, size, line, &length);
    if (memmem(start, length, "：", 3) && !memchr(start, ':', length))
        return N_("全角冒号“：”换成半角冒号加空格“: ”");
    bool braces = memchr(start, '{', length) || memchr(start, '[', length);
    if (braces && memmem(start, length, "，", 3))
        return N_("括号里的全角逗号“，”换成半角逗号“, ”");
    return NULL;
}

static size_t saying_of(const char *problem, const char *context)
{
    size_t n = sizeof sayings / sizeof sayings[0];
    for (size_t i = 0; i < n; i++)
        if (strstr(problem, sayings[i].problem) && strstr(context, sayings[i].context))
            return i;
    return n;
}

void syntax_report(struct finder at, const yaml_parser_t *p, const char *text, size_t size)
{
    const struct words *w = at.report->words;
    const char *problem = p->problem ? p->problem : "";
    const char *context = p->context ? p->context : "";
    yaml_mark_t mark = p->problem_mark;
    size_t i = saying_of(problem, context);
    bool known = i < sizeof sayings / sizeof sayings[0];
    /* An unfinished key or quotation is mended where it begins, not where it was noticed. */
    bool begins =
        strstr(problem, "expected ':'") || (known && strstr(sayings[i].context, "quoted"));
    if (begins && p->context)
        mark = p->context_mark;
    char message[256];
    snprintf(message, sizeof message, "%s", known ? TR(w, sayings[i].message) : problem);
    const char *remedy =
        known ? sayings[i].remedy : N_("检查这一行和上一行的缩进、冒号、引号和括号");
    if (p->error == YAML_READER_ERROR) {
        mark = (yaml_mark_t){.line = 0, .column = 0};
        for (size_t k = 0; k < p->problem_offset && k < size; k++)
            mark.line += text[k] == '\n';
    }
    const char *hint = full_width_hint(text, size, mark.line);
    /* A line without its colon runs on into the next, where libyaml stumbles. */
    if (!hint && mark.line > 0 && (hint = full_width_hint(text, size, mark.line - 1)))
        mark = (yaml_mark_t){.line = mark.line - 1};
    struct place place = {at.file, "", (int)mark.line + 1, mark.column ? (int)mark.column + 1 : 0};
    folder_report_add(at.report, SEVERITY_ERROR, place, message, TR(w, hint ? hint : remedy));
}

size_t syntax_tabs(struct finder at, const char *text, size_t size)
{
    const struct words *w = at.report->words;
    size_t tabs = 0;
    int line = 1;
    bool indent = true;
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\n') {
            line++;
            indent = true;
        } else if (indent && text[i] == '\t') {
            struct place p = {at.file, "", line, 0};
            folder_report_add(at.report, SEVERITY_ERROR, p, TR(w, N_("用制表符（Tab）缩进")),
                              TR(w, N_("缩进全部换成空格")));
            tabs++;
            indent = false;
        } else if (text[i] != ' ') {
            indent = false;
        }
    }
    return tabs;
}
