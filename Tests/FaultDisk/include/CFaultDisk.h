#ifndef CAST_FAULT_DISK_H
#define CAST_FAULT_DISK_H

#include <stdint.h>

/// A disk that does what disks do wrong, below the seals of pages: for tests only. It holds the files of one folder that
/// SQLite opens while it is there; all others are the system's own.
typedef struct cast_fault_disk cast_fault_disk;

/// What a disk is asked, as bits of a set.
#define CAST_CALL_READ 1
#define CAST_CALL_WRITE 2
#define CAST_CALL_SYNC 4
#define CAST_CALL_TRUNCATE 8
#define CAST_CALL_OPEN 16
#define CAST_CALL_LOCK 32
/// Of the memory in which connections tell each other of the log.
#define CAST_CALL_SHARED 64

/// Which files, as bits of a set.
#define CAST_FILE_DATABASE 1
#define CAST_FILE_LOG 2

/// What happens to the calls that are struck.
enum cast_fault_effect {
    CAST_FAULT_NONE = 0,
    /// It fails with a result code.
    CAST_FAULT_FAIL = 1,
    /// One bit of what is read, or of what lands, is another.
    CAST_FAULT_FLIP = 2,
    /// It is acknowledged and not done: of a write nothing lands, and a synchronisation keeps nothing.
    CAST_FAULT_LOSE = 3,
    /// Only the first sectors of a write land, and it is acknowledged.
    CAST_FAULT_TEAR = 4,
    /// A write lands on another page, and its own stays as it was.
    CAST_FAULT_MISDIRECT = 5,
    /// The power goes in the middle of the call: see `cast_fault_disk_cut`. Nothing is answered afterwards.
    CAST_FAULT_CUT = 6,
};

typedef struct {
    enum cast_fault_effect effect;
    /// Which calls are counted.
    int calls;
    int files;
    /// The first and the last of them that is struck, counted from 1.
    int64_t first;
    int64_t last;
    /// SQLite's result code for what fails.
    int code;
    /// Which bit turns, how many sectors land, or how many pages off a write lands; what is too large is taken modulo.
    uint64_t place;
} cast_fault_plan;

/// - Parameter folder: of the files, as SQLite is told it.
cast_fault_disk *cast_fault_disk_make(const char *folder);

/// What is opened from now on is the system's own. Files that are still open keep the disk until they are closed.
void cast_fault_disk_remove(cast_fault_disk *disk);

/// Begins to count and to strike; without an effect it only counts.
void cast_fault_disk_arm(cast_fault_disk *disk, const cast_fault_plan *plan);

/// How many calls the plan has counted since it was armed.
int64_t cast_fault_disk_counted(cast_fault_disk *disk);

/// How many of them were struck.
int64_t cast_fault_disk_struck(cast_fault_disk *disk);

/// The last synchronisation was one that keeps nothing, so what was written since the one before is not safe.
///
/// What a power cut leaves is written into another folder: all that was synchronised, and of every write since that
/// all, nothing, or its first sectors, as a seed has it. With the effect CUT this is done in the middle of a call, into
/// the folder that was named before.
///
/// - Returns: 0, or -1 where a file cannot be written.
int cast_fault_disk_cut(cast_fault_disk *disk, const char *into, uint64_t seed);

/// Names the folder and the seed for a plan that cuts the power.
void cast_fault_disk_prepare_cut(cast_fault_disk *disk, const char *into, uint64_t seed);

#endif
