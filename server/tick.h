/* tick.h - what is done by the clock: pings, beats, hanging up, sessions that run out, sweeping [net] */
#ifndef TICK_H
#define TICK_H

struct server;

void tick_start(struct server *server);

#endif
