#include "stage/masks.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096 };

struct entry {
    struct mask_key key;
    struct mask mask;
    struct entry *next;          /* in its bucket */
    struct entry *newer, *older; /* in order of use */
};

struct mask_cache {
    struct entry *bucket[BUCKETS];
    struct entry *newest, *oldest;
    size_t bytes, bytes_max;
};

struct mask_cache *mask_cache_create(size_t bytes_max)
{
    struct mask_cache *cache = calloc(1, sizeof *cache);
    if (cache)
        cache->bytes_max = bytes_max;
    return cache;
}

void mask_cache_destroy(struct mask_cache *cache)
{
    if (!cache)
        return;
    for (struct entry *e = cache->newest, *older; e; e = older) {
        older = e->older;
        free(e->mask.cover);
        free(e);
    }
    free(cache);
}

static struct entry **bucket_of(struct mask_cache *cache, const struct mask_key *k)
{
    uint32_t h = (uint32_t)k->kind;
    h = h * 0x9E3779B1u + (uint32_t)k->a;
    h = (h ^ h >> 15) * 0x85EBCA77u + (uint32_t)k->b;
    h = (h ^ h >> 13) * 0xC2B2AE3Du + (uint32_t)k->c;
    h = (h ^ h >> 16) * 0x27D4EB2Fu + (uint32_t)k->d;
    return &cache->bucket[(h ^ h >> 15) % BUCKETS];
}

static bool same(const struct mask_key *a, const struct mask_key *b)
{
    return a->kind == b->kind && a->a == b->a && a->b == b->b && a->c == b->c && a->d == b->d;
}

static void unlink_use(struct mask_cache *cache, struct entry *e)
{
    *(e->newer ? &e->newer->older : &cache->newest) = e->older;
    *(e->older ? &e->older->newer : &cache->oldest) = e->newer;
}

static void link_newest(struct mask_cache *cache, struct entry *e)
{
    e->newer = NULL;
    e->older = cache->newest;
    *(cache->newest ? &cache->newest->newer : &cache->oldest) = e;
    cache->newest = e;
}

const struct mask *mask_cache_find(struct mask_cache *cache, const struct mask_key *key)
{
    for (struct entry *e = *bucket_of(cache, key); e; e = e->next) {
        if (!same(&e->key, key))
            continue;
        if (e != cache->newest) {
            unlink_use(cache, e);
            link_newest(cache, e);
        }
        return &e->mask;
    }
    return NULL;
}

static size_t size_of(const struct mask *m)
{
    return sizeof(struct entry) + (size_t)m->w * (size_t)m->h;
}

static void drop_oldest(struct mask_cache *cache)
{
    struct entry *e = cache->oldest;
    struct entry **link = bucket_of(cache, &e->key);
    while (*link != e)
        link = &(*link)->next;
    *link = e->next;
    unlink_use(cache, e);
    cache->bytes -= size_of(&e->mask);
    free(e->mask.cover);
    free(e);
}

const struct mask *mask_cache_add(struct mask_cache *cache, const struct mask_key *key,
                                  struct mask m)
{
    struct entry *e = malloc(sizeof *e);
    if (!e) {
        free(m.cover);
        return NULL;
    }
    struct entry **bucket = bucket_of(cache, key);
    *e = (struct entry){.key = *key, .mask = m, .next = *bucket};
    *bucket = e;
    link_newest(cache, e);
    cache->bytes += size_of(&m);
    while (cache->bytes > cache->bytes_max && cache->oldest != e)
        drop_oldest(cache);
    return &e->mask;
}

size_t mask_cache_bytes(const struct mask_cache *cache)
{
    return cache->bytes;
}
