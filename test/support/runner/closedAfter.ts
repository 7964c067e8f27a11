import { afterAll } from '@jest/globals';

/** Has what a test file opens at its top closed after its tests. */
export function closedAfter<Opened extends { close(): unknown }>(opened: Opened): Opened {
  afterAll(async () => {
    await opened.close();
  });
  return opened;
}
