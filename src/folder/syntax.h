/* syntax — what libyaml says about unreadable YAML, said so that a contest office can mend it. */
#ifndef LEITAI_FOLDER_SYNTAX_H
#define LEITAI_FOLDER_SYNTAX_H

#include <yaml.h>

#include "folder/tree.h"

/* Reports why `parser` stopped. */
void syntax_report(struct finder at, const yaml_parser_t *parser, const char *text, size_t size);

/* Reports every line that is indented with tabs; returns how many. */
size_t syntax_tabs(struct finder at, const char *text, size_t size);

#endif
