#ifndef CAST_PAGE_SEAL_H
#define CAST_PAGE_SEAL_H

#include <stdint.h>

/// Bytes at the end of each page that hold its seal. SQLite leaves them alone once they are reserved
/// (`SQLITE_FCNTL_RESERVE_BYTES`, or byte 20 of the file).
#define CAST_PAGE_SEAL_BYTES 8

/// Makes a file layer that seals pages the one that SQLite uses by default. May be called again.
///
/// In a database whose pages have room for it, each page that is written gets a checksum over what it holds and over
/// its place; each page that is read is held against it, and one that does not fit is `SQLITE_CORRUPT`. So is a page of
/// zeroes: every page must have been written before it is read, as in a database with a write-ahead log. (With a journal,
/// or without one, SQLite leaves pages unwritten that are free again at the end of the transaction that made them, unless
/// `secure_delete` is on, and reads them when it copies the database.) Databases without that room, and journals, are
/// passed on as they are.
///
/// - Returns: a result code of SQLite.
int cast_page_seal_install(void);

/// Writes the seal of a page into its last eight bytes.
///
/// - Parameters:
///   - page: `byteCount` bytes, a multiple of eight.
///   - number: counted from 1, as SQLite does.
void cast_page_seal_write(uint8_t *page, int byteCount, uint32_t number);

/// Whether a page is what was written at its place.
int cast_page_seal_fits(const uint8_t *page, int byteCount, uint32_t number);

#endif
