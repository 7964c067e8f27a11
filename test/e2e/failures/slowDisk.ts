import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A disk whose waits for durability (`fsync`, `fdatasync`) take longer, for processes that are started with `environment`. */
export interface SlowDisk {
  readonly environment: Readonly<Record<string, string>>;
  /** From now on each wait takes so long at least; one that is under way ends when it has. */
  take(ms: number): void;
}

/** Makes one out of a library that is loaded before the system's; null where there is no C compiler. */
export function makeSlowDisk(folder: string): SlowDisk | null {
  const [source, library, delay] = ['slow.c', 'slow.so', 'delay'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(source, code);
  writeFileSync(delay, '0');
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  chmodSync(folder, 0o755);
  return {
    environment: { LD_PRELOAD: library, SLOW_DISK_MS: delay },
    take: (ms) => writeFileSync(delay, String(ms)),
  };
}

const code = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
static int wanted(void) {
  const char *name = getenv("SLOW_DISK_MS");
  FILE *file = name ? fopen(name, "r") : NULL;
  int ms = 0;
  if (file) { if (fscanf(file, "%d", &ms) != 1) ms = 0; fclose(file); }
  return ms;
}
static void wait_for(void) {
  struct timespec begun, now, step = { 0, 1000000 };
  clock_gettime(CLOCK_MONOTONIC, &begun);
  for (;;) {
    clock_gettime(CLOCK_MONOTONIC, &now);
    long passed = (now.tv_sec - begun.tv_sec) * 1000 + (now.tv_nsec - begun.tv_nsec) / 1000000;
    if (passed >= wanted()) return;
    nanosleep(&step, NULL);
  }
}
int fdatasync(int file) { wait_for(); return ((int (*)(int)) dlsym(RTLD_NEXT, "fdatasync"))(file); }
int fsync(int file) { wait_for(); return ((int (*)(int)) dlsym(RTLD_NEXT, "fsync"))(file); }
`;
