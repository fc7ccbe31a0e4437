/* rank.c - fractional index: a rank is a fraction between 0 and 1 in base 62, so there is always one between two
 * others.
 *
 * Halving alone would make a list that is only appended to one character longer every sixth time. So ranks made at the
 * ends of a list count: the first digit (the head) says how many digits of a whole number follow, more of them the
 * further from the middle, as in a floating-point exponent.
 *
 *     … T00 … Tzz | U0 … Uz | V0 … Vz | W00 … Wzz | X000 …        V1 is the first rank of an empty list
 *
 * Behind the last rank the number goes up by one, in front of the first it goes down; whatever follows the number is
 * dropped. In between, ranks are halved as plain fractions. Trailing zeros say nothing in a fraction, therefore no rank
 * has any, and byte order is the order of the fractions. (The idea of heads: D. Greenspan, "Implementing fractional
 * indexing", 2020.)
 *
 * What can fail: about 350 halvings in one place fill RANK_TEXT. */
#include "base/rank.h"

#include <stdint.h>
#include <string.h>

#include "base/must.h"

enum { BASE = 62, MIDDLE = 31 }; /* heads from MIDDLE on count up, those below count down */

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

static int value(char digit)
{
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'A' && digit <= 'Z') return digit - 'A' + 10;
    must(digit >= 'a' && digit <= 'z');
    return digit - 'a' + 36;
}

static int digits_behind(int head)
{
    return head >= MIDDLE ? head - MIDDLE + 1 : MIDDLE - head;
}

/* A head and its number, all digits `fill`. */
static void begin_with(int head, char fill, char out[RANK_TEXT])
{
    int count = digits_behind(head);
    out[0] = digits[head];
    memset(out + 1, fill, (size_t)count);
    out[1 + count] = '\0';
}

/* The head and number of `rank`, without what follows; digits that it lacks are zeros. Returns the last digit's index.
 */
static int whole_part(const char *rank, char out[RANK_TEXT])
{
    int head = value(rank[0]);
    begin_with(head, '0', out);
    int count = digits_behind(head);
    for (int i = 1; i <= count && rank[i]; i++)
        out[i] = rank[i];
    return count;
}

/* The next whole number that doesn't end in '0'; false behind the very last. */
static bool count_up(const char *rank, char out[RANK_TEXT])
{
    int last = whole_part(rank, out), at = last;
    while (at > 0 && out[at] == 'z')
        out[at--] = '0';
    if (at > 0) {
        out[at] = digits[value(out[at]) + 1];
    } else {
        int head = value(rank[0]) + 1;
        if (head == BASE) return false;
        begin_with(head, '0', out);
        last = digits_behind(head);
    }
    if (out[last] == '0') out[last] = '1';
    return true;
}

static bool count_down(const char *rank, char out[RANK_TEXT])
{
    int last = whole_part(rank, out);
    if (out[last] == '1') out[last] = '0'; /* one more, as no rank ends in '0' */
    int at = last;
    while (at > 0 && out[at] == '0')
        out[at--] = 'z';
    if (at > 0) {
        out[at] = digits[value(out[at]) - 1];
        return true;
    }
    int head = value(rank[0]) - 1;
    if (head < 0) return false;
    begin_with(head, 'z', out);
    return true;
}

/* Half way between two fractions; no `before` is 0, no `after` is 1. Copies digits until there is one between. */
static bool halve(const char *before, const char *after, char out[RANK_TEXT])
{
    for (int i = 0; i < RANK_TEXT - 1; i++) {
        int low = before && *before ? value(*before++) : 0;
        int high = after ? (*after ? value(*after++) : 0) : BASE;
        if (high - low > 1) {
            out[i] = digits[(low + high) / 2];
            out[i + 1] = '\0';
            return true;
        }
        if (high > low) after = NULL; /* what follows is below it in any case */
        out[i] = digits[low];
    }
    return false;
}

bool rank_between(const char *before, const char *after, char out[RANK_TEXT])
{
    must(!before || !after || strcmp(before, after) < 0);
    if (!before && !after) before = "V"; /* an empty list begins at V1 */
    if (!after && count_up(before, out)) return true;
    if (!before && count_down(after, out)) return true;
    return halve(before, after, out);
}

/* Places at equal distances in a number long enough that sixty and more fit between neighbours. */
void rank_spread(size_t index, size_t count, char out[RANK_TEXT])
{
    must(index < count && count < UINT32_MAX);
    uint64_t all = BASE;
    int head = MIDDLE;
    while (all < (uint64_t)BASE * (count + 1)) {
        all *= BASE;
        head++;
    }
    uint64_t place = all / (count + 1) * (index + 1);
    begin_with(head, '0', out);
    for (int i = digits_behind(head); i > 0; i--, place /= BASE)
        out[i] = digits[place % BASE];
    for (size_t end = strlen(out); out[end - 1] == '0'; end--)
        out[end - 1] = '\0';
}
