/* app/qualify — what the files of the command share. Private to it. */
#ifndef LEITAI_APP_QUALIFY_H
#define LEITAI_APP_QUALIFY_H

#include "app/app.h"
#include "preliminary/preliminary.h"

/* Writes certificates of the preliminary into o->to: certificates.pdf for teams,
 * certificates-members.pdf for persons. Who lies in an undecided tie across a band gets none. Title
 * and organiser come from contest.yaml. False: told on stderr. */
bool qualify_certificates(const struct app_options *o, const struct preliminary *p);

#endif
