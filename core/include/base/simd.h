/* simd.h: loops that are compiled twice, for any processor and for those with 256-bit integer instructions;
 * the loader picks one. The same bits come out: neither has fused multiply-adds, and the compiler does not
 * put sums of real numbers in another order.
 *
 * GLO_WIDEST: also for those with 512-bit ones; they have fused multiply-adds, so it is for loops over whole numbers.
 *
 * Example:
 *   GLO_WIDE static void add(int64_t *restrict into, const int64_t *restrict from, size_t count) { ... }
 */
#ifndef GLO_BASE_SIMD_H
#define GLO_BASE_SIMD_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define GLO_WIDE __attribute__((target_clones("avx2", "default")))
#define GLO_WIDEST __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define GLO_WIDE
#define GLO_WIDEST
#endif

#endif
