import { afterAll } from '@jest/globals';

type Opened = { close(): unknown } | { end(): unknown } | { stop(): unknown };

const opened: Opened[] = [];

afterAll(async () => {
  for (const each of opened.reverse())
    await ('close' in each ? each.close() : 'end' in each ? each.end() : each.stop());
});

/** Has what a test file opens, at its top or later, closed after its tests: what was opened last first. */
export function closedAfter<Given extends Opened>(given: Given): Given {
  opened.push(given);
  return given;
}
