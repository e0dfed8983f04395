/* beside — where the files that come with the program lie, seen from the program itself: the same
 * binary finds them in its build folder and wherever it was installed or copied to. */
#ifndef LEITAI_CATALOGUE_BESIDE_H
#define LEITAI_CATALOGUE_BESIDE_H

#include <limits.h>
#include <stdbool.h>

/* The first of `places` (relative to the program's folder, NULL ends the list) that holds a
 * readable `proof` ("" : that exists). False, and out[0] == '\0': none. */
bool beside_find(const char *const *places, const char *proof, char out[PATH_MAX]);

#endif
