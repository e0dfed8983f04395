/* inject — a disk that fails: preloaded, it lets writes and syncs of journals fail at random.
 *
 * Only files whose name holds ".journal" are hit. The control block is shared with all children.
 */
#ifndef LEITAI_INJECT_H
#define LEITAI_INJECT_H

struct inject {
    volatile int percent; /* of calls that fail; 0: none */
    volatile long failed;
};

struct inject *inject_control(void);

#endif
