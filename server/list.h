/* list.h - doubly linked lists whose links lie inside their members; a member leaves in constant time. [any]
 *
 * A list is a struct hook that points at itself. A member that is in no list points at itself too, so leaving twice is
 * harmless, once it was initialised. */
#ifndef LIST_H
#define LIST_H

#include <stdbool.h>
#include <stddef.h>

struct hook {
    struct hook *next, *before;
};

/* The struct that `link` is the member `member` of. */
#define MEMBER_OF(hook, type, member) ((type *)(void *)((char *)(hook)-offsetof(type, member)))

static inline void list_init(struct hook *list)
{
    list->next = list->before = list;
}

static inline bool list_is_empty(const struct hook *list)
{
    return list->next == list;
}

static inline void list_leave(struct hook *hook)
{
    hook->before->next = hook->next;
    hook->next->before = hook->before;
    list_init(hook);
}

static inline void list_join(struct hook *list, struct hook *hook) /* at its end */
{
    hook->before = list->before;
    hook->next = list;
    list->before->next = hook;
    list->before = hook;
}

#endif
