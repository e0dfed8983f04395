/* schema — the words in which this project describes a document to libcyaml. Every key is optional
 * and every value is text: what is missing or wrong is found later, all of it at once. */
#ifndef LEITAI_FOLDER_SCHEMA_H
#define LEITAI_FOLDER_SCHEMA_H

#include <cyaml/cyaml.h>

#define TEXT(key, type, member)                                                                    \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member, 0,         \
                           CYAML_UNLIMITED)
#define LIST(key, type, member, max)                                                               \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member.items,  \
                               member.count, &text_value, 0, max)
#define MAPS(key, type, member, count, value, max)                                                 \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member, count, \
                               value, 0, max)
#define MAP(key, type, member, fields)                                                             \
    CYAML_FIELD_MAPPING(key, CYAML_FLAG_OPTIONAL, type, member, fields)

static const cyaml_schema_value_t text_value = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 0, CYAML_UNLIMITED),
};

#endif
