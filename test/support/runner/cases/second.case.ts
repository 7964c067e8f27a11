import { afterAll, expect, it } from '@jest/globals';
import { PortcullisError } from '../../../../schema/errors.js';
import { count } from './counter.js';

const shared = PortcullisError as { seenBy?: number };
afterAll(() => expect(count()).toBe(2));

it('has tests, helpers and environment of its own, and the modules of the product of its worker', () => {
  expect(count()).toBe(1);
  expect(process.env.LEFT_BEHIND).toBeUndefined();
  process.env.LEFT_BEHIND = 'yes';
  shared.seenBy = (shared.seenBy ?? 0) + 1;
  console.log(`seen by ${shared.seenBy}`);
});
