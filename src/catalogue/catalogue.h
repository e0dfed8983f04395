/* catalogue — the languages of `struct words`, from gettext's compiled files.
 *
 * Chinese is what the source says, so zh_CN needs no file. Several languages are in use at once (an
 * English operator screen beside a Chinese audience screen), which gettext's one language per
 * process does not foresee; so each language is a text domain of its own, all in one folder:
 *
 *     DIR/all/LC_MESSAGES/en.mo        DIR: where catalogue_words looks, see below
 *
 * DIR is $LEITAI_LOCALEDIR, or the first that exists of the build's and the installed one, seen
 * from where the program lies. Without a file the Chinese stands.
 */
#ifndef LEITAI_CATALOGUE_H
#define LEITAI_CATALOGUE_H

#include "words/words.h"

/* The language `tag` names: "zh_CN", "en", and what people and systems write for them ("zh",
 * "zh-CN", "en_US.UTF-8"). NULL, "" and languages not spoken here give Chinese. Immutable, lives as
 * long as the program, any thread may use it. The first call extends $LANGUAGE (libc's own messages
 * keep their language), so make it before threads are started. */
const struct words *catalogue_words(const char *tag);

#endif
