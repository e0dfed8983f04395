/* unicode — the little that checking names needs: decoding, width on screen, what may be shown.
 * Pure. */
#ifndef LEITAI_FOLDER_UNICODE_H
#define LEITAI_FOLDER_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Length of the character at `text`, 0 when it is not well-formed UTF-8 (or size is 0). */
size_t utf8_decode(const char *text, size_t size, uint32_t *c);

/* No control character, no invisible change of writing direction, no invisible text (tags), no
 * surrogate. Newline is not printable; what only joins or varies its neighbours (U+200D, variation
 * selectors) is. */
bool unicode_is_printable(uint32_t c);

/* Letter, digit or Han: what makes two questions alike, as opposed to punctuation and space. */
bool unicode_is_word(uint32_t c);

/* Half-width columns: Han and full-width forms 2, combining 0, others 1. `text` is well-formed. */
int utf8_columns(const char *text);
/* Characters. */
int utf8_length(const char *text);

enum text_encoding {
    TEXT_UTF8,
    TEXT_UTF8_BOM,
    TEXT_GB18030,
    TEXT_UTF16LE,
    TEXT_UTF16BE,
    TEXT_DAMAGED
};
/* As people call it: "UTF-8", "GB18030（GBK）" … */
const char *text_encoding_name(enum text_encoding e);

/* What `text` is written in. `bad` (may be NULL): offset of the first byte that is not UTF-8. */
enum text_encoding text_detect(const char *text, size_t size, size_t *bad);

/* `text` as UTF-8 without BOM, from malloc, NUL behind it; TEXT_DAMAGED keeps what can be read and
 * puts U+FFFD for the rest. *size_out: bytes. NULL without memory. */
char *text_to_utf8(const char *text, size_t size, enum text_encoding e, size_t *size_out);

#endif
