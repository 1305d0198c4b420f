#include "CPageSeal.h"

#include <sqlite3.h>
#include <string.h>

/// The smallest and largest page of SQLite, in bytes.
#define PAGE_BYTES_MIN 512
#define PAGE_BYTES_MAX 65536
/// Of the file's header: how long it is, where it says how many bytes of each page are reserved, and its beginning.
#define HEADER_BYTES 100
#define RESERVED_AT 20
#define MAGIC "SQLite format 3"

// MARK: The seal

/// Two running sums that depend on the order of the words, as in SQLite's own log; begun with the page's number, so
/// that a page in another's place does not fit, and never zero for a page of zeroes.
static void seal_of(const uint8_t *page, int byteCount, uint32_t number, uint8_t *seal) {
    uint32_t first = 0x43415354u ^ number;
    uint32_t second = 0x5345414cu + number;
    for (int at = 0; at + 8 <= byteCount - CAST_PAGE_SEAL_BYTES; at += 8) {
        uint32_t words[2];
        memcpy(words, page + at, sizeof words);
        first = (first << 1 | first >> 31) + words[0] + second;
        second = (second << 3 | second >> 29) + words[1] + first;
    }
    memcpy(seal, &first, 4);
    memcpy(seal + 4, &second, 4);
}

void cast_page_seal_write(uint8_t *page, int byteCount, uint32_t number) {
    seal_of(page, byteCount, number, page + byteCount - CAST_PAGE_SEAL_BYTES);
}

/// A free page may never have been written: where the file has a hole, zeroes are read. Of a page that was in use SQLite
/// sees that they cannot be.
static int is_blank(const uint8_t *page, int byteCount) {
    return page[0] == 0 && memcmp(page, page + 1, byteCount - 1) == 0;
}

int cast_page_seal_fits(const uint8_t *page, int byteCount, uint32_t number) {
    uint8_t seal[CAST_PAGE_SEAL_BYTES];
    seal_of(page, byteCount, number, seal);
    return memcmp(seal, page + byteCount - CAST_PAGE_SEAL_BYTES, CAST_PAGE_SEAL_BYTES) == 0;
}

// MARK: Files

/// A file of a database; the system's own file lies behind it in memory.
typedef struct {
    sqlite3_file base;
    /// Whether the pages of this database have room for seals. Known from its first page.
    int isSealed;
    const char *name;
} SealedFile;

static sqlite3_vfs *below;

static sqlite3_file *real(sqlite3_file *file) { return (sqlite3_file *)((SealedFile *)file + 1); }

static int is_page(int byteCount, sqlite3_int64 at) {
    return byteCount >= PAGE_BYTES_MIN && byteCount <= PAGE_BYTES_MAX
        && (byteCount & (byteCount - 1)) == 0 && at % byteCount == 0;
}

static uint32_t page_number(int byteCount, sqlite3_int64 at) { return (uint32_t)(at / byteCount) + 1; }

static int refuse(const SealedFile *file, int byteCount, sqlite3_int64 at) {
    sqlite3_log(
        SQLITE_CORRUPT, "page %u of %s is not what was written", page_number(byteCount, at), file->name
    );
    return SQLITE_CORRUPT;
}

/// What the first page says. One whose byte has turned is known by its seal.
static void learn(SealedFile *file, const uint8_t *page, int byteCount) {
    if (byteCount < HEADER_BYTES || memcmp(page, MAGIC, sizeof MAGIC) != 0) return;
    file->isSealed = page[RESERVED_AT] == CAST_PAGE_SEAL_BYTES;
    if (file->isSealed || !is_page(byteCount, 0)) return;
    uint8_t copy[PAGE_BYTES_MAX];
    memcpy(copy, page, byteCount);
    copy[RESERVED_AT] = CAST_PAGE_SEAL_BYTES;
    file->isSealed = cast_page_seal_fits(copy, byteCount, 1);
}

static int seal_read(sqlite3_file *base, void *buffer, int byteCount, sqlite3_int64 at) {
    SealedFile *file = (SealedFile *)base;
    int code = real(base)->pMethods->xRead(real(base), buffer, byteCount, at);
    if (code != SQLITE_OK) return code;
    if (at == 0 && !file->isSealed) learn(file, buffer, byteCount);
    if (!file->isSealed || !is_page(byteCount, at)) return SQLITE_OK;
    if (cast_page_seal_fits(buffer, byteCount, page_number(byteCount, at)) || is_blank(buffer, byteCount))
        return SQLITE_OK;
    return refuse(file, byteCount, at);
}

static int seal_write(sqlite3_file *base, const void *buffer, int byteCount, sqlite3_int64 at) {
    SealedFile *file = (SealedFile *)base;
    if (at == 0 && !file->isSealed) learn(file, buffer, byteCount);
    if (!file->isSealed || !is_page(byteCount, at))
        return real(base)->pMethods->xWrite(real(base), buffer, byteCount, at);
    // SQLite goes on reading its own page meanwhile.
    uint8_t page[PAGE_BYTES_MAX];
    memcpy(page, buffer, byteCount);
    cast_page_seal_write(page, byteCount, page_number(byteCount, at));
    return real(base)->pMethods->xWrite(real(base), page, byteCount, at);
}

// MARK: What is passed on

static int seal_close(sqlite3_file *base) {
    int code = real(base)->pMethods->xClose(real(base));
    base->pMethods = 0;
    return code;
}

static int seal_truncate(sqlite3_file *base, sqlite3_int64 byteCount) {
    return real(base)->pMethods->xTruncate(real(base), byteCount);
}

static int seal_sync(sqlite3_file *base, int flags) {
    return real(base)->pMethods->xSync(real(base), flags);
}

static int seal_size(sqlite3_file *base, sqlite3_int64 *byteCount) {
    return real(base)->pMethods->xFileSize(real(base), byteCount);
}

static int seal_lock(sqlite3_file *base, int level) {
    return real(base)->pMethods->xLock(real(base), level);
}

static int seal_unlock(sqlite3_file *base, int level) {
    return real(base)->pMethods->xUnlock(real(base), level);
}

static int seal_check_lock(sqlite3_file *base, int *isReserved) {
    return real(base)->pMethods->xCheckReservedLock(real(base), isReserved);
}

static int seal_control(sqlite3_file *base, int operation, void *argument) {
    return real(base)->pMethods->xFileControl(real(base), operation, argument);
}

static int seal_sector(sqlite3_file *base) { return real(base)->pMethods->xSectorSize(real(base)); }

static int seal_traits(sqlite3_file *base) {
    return real(base)->pMethods->xDeviceCharacteristics(real(base));
}

static int seal_map_shared(
    sqlite3_file *base, int region, int byteCount, int extends, void volatile **memory
) {
    return real(base)->pMethods->xShmMap(real(base), region, byteCount, extends, memory);
}

static int seal_lock_shared(sqlite3_file *base, int offset, int count, int flags) {
    return real(base)->pMethods->xShmLock(real(base), offset, count, flags);
}

static void seal_barrier(sqlite3_file *base) { real(base)->pMethods->xShmBarrier(real(base)); }

static int seal_unmap_shared(sqlite3_file *base, int deletes) {
    return real(base)->pMethods->xShmUnmap(real(base), deletes);
}

/// A page that is mapped would be read past its seal.
static int seal_fetch(sqlite3_file *base, sqlite3_int64 at, int byteCount, void **page) {
    (void)base;
    (void)at;
    (void)byteCount;
    *page = 0;
    return SQLITE_OK;
}

static int seal_unfetch(sqlite3_file *base, sqlite3_int64 at, void *page) {
    (void)base;
    (void)at;
    (void)page;
    return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    3, seal_close, seal_read, seal_write, seal_truncate, seal_sync, seal_size, seal_lock, seal_unlock,
    seal_check_lock, seal_control, seal_sector, seal_traits, seal_map_shared, seal_lock_shared,
    seal_barrier, seal_unmap_shared, seal_fetch, seal_unfetch,
};

// MARK: The layer

static int seal_open(
    sqlite3_vfs *layer, const char *name, sqlite3_file *base, int flags, int *outFlags
) {
    (void)layer;
    if (!(flags & SQLITE_OPEN_MAIN_DB) || name == 0) return below->xOpen(below, name, base, flags, outFlags);
    SealedFile *file = (SealedFile *)base;
    memset(file, 0, sizeof *file);
    file->name = name;
    int code = below->xOpen(below, name, real(base), flags, outFlags);
    if (code == SQLITE_OK) base->pMethods = &methods;
    return code;
}

int cast_page_seal_install(void) {
    static sqlite3_vfs layer;
    int code = sqlite3_initialize();
    if (code != SQLITE_OK) return code;
    sqlite3_mutex *mutex = sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_APP1);
    sqlite3_mutex_enter(mutex);
    if (below == 0) {
        below = sqlite3_vfs_find(0);
        // All but opening is the system's own.
        layer = *below;
        layer.zName = "cast-sealed";
        layer.szOsFile = (int)sizeof(SealedFile) + below->szOsFile;
        layer.xOpen = seal_open;
        layer.pNext = 0;
        code = sqlite3_vfs_register(&layer, 1);
    }
    sqlite3_mutex_leave(mutex);
    return code;
}
