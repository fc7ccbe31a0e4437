/* rate.c - the generic cell rate algorithm: one number holds the bucket. */
#include "rate.h"

enum { DEBT = 4 }; /* bursts that may be overdrawn before it is a flood */

enum rate_verdict rate_count(struct rate *rate, int64_t a_second, int64_t burst, int64_t now_us, int64_t *retry_ms)
{
    if (!a_second) return RATE_OK;
    int64_t token_us = 1000000 / a_second ? 1000000 / a_second : 1;
    int64_t full_us = rate->full_us > now_us ? rate->full_us : now_us;
    int64_t over_us = full_us + token_us - now_us - burst * token_us; /* beyond the burst */
    rate->full_us = full_us + token_us;
    *retry_ms = over_us > 0 ? over_us / 1000 + 1 : 0;
    if (over_us <= 0) return RATE_OK;
    return over_us > DEBT * burst * token_us ? RATE_FLOOD : RATE_TOO_FAST;
}
