/* rate.h - how fast somebody may ask: so many a second, and so many at once [net]
 *
 * A bucket of tokens that may run into debt: whoever goes on although refused gets deeper, and in the end is hung up on. */
#ifndef RATE_H
#define RATE_H

#include <stdint.h>

struct rate {
    int64_t full_us; /* when the bucket is full again, by clock_mono_us(); 0: it is */
};

enum rate_verdict { RATE_OK, RATE_TOO_FAST, RATE_FLOOD };

/* Counts one. retry_ms: when it is worth trying again. rate 0: no limit. */
enum rate_verdict rate_count(struct rate *rate, int64_t a_second, int64_t burst, int64_t now_us, int64_t *retry_ms);

#endif
