#include "CPageSeal.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/// The smallest and largest page of SQLite, in bytes.
#define PAGE_BYTES_MIN 512
#define PAGE_BYTES_MAX 65536
/// Of the file's header: how long it is, where it says how many bytes of each page are reserved, and its beginning.
#define HEADER_BYTES 100
#define RESERVED_AT 20
#define MAGIC "SQLite format 3"
/// Of the write-ahead log: before its first frame, and before the page in each frame.
#define LOG_HEADER_BYTES 32
#define FRAME_HEADER_BYTES 24

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

int cast_page_seal_fits(const uint8_t *page, int byteCount, uint32_t number) {
    uint8_t seal[CAST_PAGE_SEAL_BYTES];
    seal_of(page, byteCount, number, seal);
    return memcmp(seal, page + byteCount - CAST_PAGE_SEAL_BYTES, CAST_PAGE_SEAL_BYTES) == 0;
}

// MARK: What was written

/// What this process has written to a file, by the place of the page: so that a write that never came to be, or
/// happened elsewhere, is known when its place is read. Shared by all connections to the file: not to its name, which
/// another file may have got.
typedef struct Written {
    struct Written *next;
    dev_t device;
    ino_t node;
    int users;
    sqlite3_mutex *mutex;
    /// Half of the seal of what should stand at each place; 0 where nobody knows.
    uint32_t *seals;
    size_t count;
} Written;

/// Guarded by ``SQLITE_MUTEX_STATIC_APP1``, like the layer itself.
static Written *files;

static uint32_t short_seal(const uint8_t *seal) {
    uint32_t value;
    memcpy(&value, seal, sizeof value);
    return value == 0 ? 1 : value;
}

/// - Returns: null where there is no memory for it, or no such file: then nobody knows.
static Written *written_open(const char *name) {
    struct stat status;
    if (stat(name, &status) != 0) return 0;
    sqlite3_mutex *all = sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_APP1);
    sqlite3_mutex_enter(all);
    Written *file = files;
    while (file != 0 && (file->device != status.st_dev || file->node != status.st_ino)) file = file->next;
    if (file == 0 && (file = calloc(1, sizeof *file)) != 0) {
        file->next = files;
        file->device = status.st_dev;
        file->node = status.st_ino;
        file->mutex = sqlite3_mutex_alloc(SQLITE_MUTEX_FAST);
        files = file;
    }
    if (file != 0) file->users++;
    sqlite3_mutex_leave(all);
    return file;
}

static void written_close(Written *file) {
    if (file == 0) return;
    sqlite3_mutex *all = sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_APP1);
    sqlite3_mutex_enter(all);
    if (--file->users == 0) {
        Written **place = &files;
        while (*place != file) place = &(*place)->next;
        *place = file->next;
        sqlite3_mutex_free(file->mutex);
        free(file->seals);
        free(file);
    }
    sqlite3_mutex_leave(all);
}

/// - Parameter seal: of what stands at a place now; 0 where nobody knows.
static void written_note(Written *file, size_t place, uint32_t seal) {
    if (file == 0) return;
    sqlite3_mutex_enter(file->mutex);
    if (place >= file->count && seal != 0) {
        size_t count = (place + 1) * 2;
        uint32_t *seals = realloc(file->seals, count * sizeof *seals);
        // Without the memory for it nobody knows.
        if (seals != 0) {
            memset(seals + file->count, 0, (count - file->count) * sizeof *seals);
            file->seals = seals;
            file->count = count;
        }
    }
    if (place < file->count) file->seals[place] = seal;
    sqlite3_mutex_leave(file->mutex);
}

/// What stands from a place on is not there any more.
static void written_forget(Written *file, size_t place) {
    if (file == 0) return;
    sqlite3_mutex_enter(file->mutex);
    if (place < file->count) memset(file->seals + place, 0, (file->count - place) * sizeof *file->seals);
    sqlite3_mutex_leave(file->mutex);
}

static int written_fits(Written *file, size_t place, uint32_t seal) {
    if (file == 0) return 1;
    sqlite3_mutex_enter(file->mutex);
    uint32_t known = place < file->count ? file->seals[place] : 0;
    sqlite3_mutex_leave(file->mutex);
    return known == 0 || known == seal;
}

// MARK: Files

/// A file of a database; the system's own file lies behind it in memory.
typedef struct {
    sqlite3_file base;
    /// Whether the pages of this database have room for seals. Known from its first page.
    int isSealed;
    /// Of a page; 0 before one was read or written.
    int pageBytes;
    const char *name;
    Written *written;
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
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) return code;
    if (at == 0 && !file->isSealed) learn(file, buffer, byteCount);
    if (!file->isSealed || !is_page(byteCount, at)) return code;
    // SQLite asks only for pages that it has written, and would take what the file does not have for zeroes.
    if (code != SQLITE_OK) return refuse(file, byteCount, at);
    file->pageBytes = byteCount;
    const uint8_t *page = buffer;
    uint32_t seal = short_seal(page + byteCount - CAST_PAGE_SEAL_BYTES);
    // An older page fits its seal, too.
    if (cast_page_seal_fits(page, byteCount, page_number(byteCount, at))
        && written_fits(file->written, (size_t)(at / byteCount), seal))
        return SQLITE_OK;
    return refuse(file, byteCount, at);
}

static int seal_write(sqlite3_file *base, const void *buffer, int byteCount, sqlite3_int64 at) {
    SealedFile *file = (SealedFile *)base;
    if (at == 0 && !file->isSealed) learn(file, buffer, byteCount);
    if (!file->isSealed || !is_page(byteCount, at))
        return real(base)->pMethods->xWrite(real(base), buffer, byteCount, at);
    file->pageBytes = byteCount;
    // SQLite goes on reading its own page meanwhile.
    uint8_t page[PAGE_BYTES_MAX];
    memcpy(page, buffer, byteCount);
    cast_page_seal_write(page, byteCount, page_number(byteCount, at));
    int code = real(base)->pMethods->xWrite(real(base), page, byteCount, at);
    uint32_t seal = short_seal(page + byteCount - CAST_PAGE_SEAL_BYTES);
    written_note(file->written, (size_t)(at / byteCount), code == SQLITE_OK ? seal : 0);
    return code;
}

// MARK: The log

/// Which frame of the log it is whose page begins at a place; -1 where none does. SQLite has checksums in its log, but
/// reads them only when it opens it: a page that was lost or altered since would get a fitting seal when it is carried
/// over into the database.
static sqlite3_int64 frame_of(int byteCount, sqlite3_int64 at) {
    at -= LOG_HEADER_BYTES + FRAME_HEADER_BYTES;
    sqlite3_int64 frameBytes = byteCount + FRAME_HEADER_BYTES;
    return byteCount >= PAGE_BYTES_MIN && (byteCount & (byteCount - 1)) == 0 && at >= 0
            && at % frameBytes == 0
        ? at / frameBytes
        : -1;
}

static uint32_t frame_seal(const uint8_t *page, int byteCount, sqlite3_int64 frame) {
    uint8_t seal[CAST_PAGE_SEAL_BYTES];
    seal_of(page, byteCount, (uint32_t)frame + 1, seal);
    return short_seal(seal);
}

static int log_read(sqlite3_file *base, void *buffer, int byteCount, sqlite3_int64 at) {
    SealedFile *file = (SealedFile *)base;
    int code = real(base)->pMethods->xRead(real(base), buffer, byteCount, at);
    sqlite3_int64 frame = frame_of(byteCount, at);
    if (code != SQLITE_OK || frame < 0) return code;
    if (written_fits(file->written, (size_t)frame, frame_seal(buffer, byteCount, frame))) return SQLITE_OK;
    sqlite3_log(SQLITE_CORRUPT, "frame %lld of %s is not what was written", frame, file->name);
    return SQLITE_CORRUPT;
}

static int log_write(sqlite3_file *base, const void *buffer, int byteCount, sqlite3_int64 at) {
    SealedFile *file = (SealedFile *)base;
    int code = real(base)->pMethods->xWrite(real(base), buffer, byteCount, at);
    sqlite3_int64 frame = frame_of(byteCount, at);
    if (frame >= 0) {
        uint32_t seal = code == SQLITE_OK ? frame_seal(buffer, byteCount, frame) : 0;
        written_note(file->written, (size_t)frame, seal);
    } else if (byteCount != FRAME_HEADER_BYTES && byteCount != LOG_HEADER_BYTES) {
        // A page in two parts: what becomes of it is not followed.
        written_forget(file->written, 0);
    }
    return code;
}

static int log_truncate(sqlite3_file *base, sqlite3_int64 byteCount) {
    written_forget(((SealedFile *)base)->written, 0);
    return real(base)->pMethods->xTruncate(real(base), byteCount);
}

// MARK: What is passed on

static int seal_close(sqlite3_file *base) {
    // Before the system may give its node to another file.
    written_close(((SealedFile *)base)->written);
    int code = real(base)->pMethods->xClose(real(base));
    base->pMethods = 0;
    return code;
}

static int seal_truncate(sqlite3_file *base, sqlite3_int64 byteCount) {
    // SQLite does this at the end of each time that pages are carried over, mostly to the size that the file has.
    SealedFile *file = (SealedFile *)base;
    written_forget(file->written, file->pageBytes == 0 ? 0 : (size_t)(byteCount / file->pageBytes));
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

static const sqlite3_io_methods logMethods = {
    3, seal_close, log_read, log_write, log_truncate, seal_sync, seal_size, seal_lock, seal_unlock,
    seal_check_lock, seal_control, seal_sector, seal_traits, seal_map_shared, seal_lock_shared,
    seal_barrier, seal_unmap_shared, seal_fetch, seal_unfetch,
};

// MARK: The layer

static int seal_open(
    sqlite3_vfs *layer, const char *name, sqlite3_file *base, int flags, int *outFlags
) {
    (void)layer;
    if (!(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) || name == 0)
        return below->xOpen(below, name, base, flags, outFlags);
    SealedFile *file = (SealedFile *)base;
    memset(file, 0, sizeof *file);
    file->name = name;
    int code = below->xOpen(below, name, real(base), flags, outFlags);
    if (code != SQLITE_OK) return code;
    file->written = written_open(name);
    base->pMethods = flags & SQLITE_OPEN_WAL ? &logMethods : &methods;
    return SQLITE_OK;
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
