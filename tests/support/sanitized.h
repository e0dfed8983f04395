/* How much less the long tests do in a program built with sanitizers: it runs several times slower,
 * and what it looks for (memory, races) shows in a tenth as well. The ordinary build does all of
 * it. */
#ifndef LEITAI_TEST_SANITIZED_H
#define LEITAI_TEST_SANITIZED_H

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
enum { SANITIZED = 1, LESS = 10 }; /* LESS: divisor of the number of repetitions */
#else
enum { SANITIZED = 0, LESS = 1 };
#endif

#endif
