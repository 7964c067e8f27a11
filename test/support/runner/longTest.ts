import { test } from '@jest/globals';

/**
 * A test that is long by its nature: `npm run fuzz -- long` runs it, and `npm test` skips it. Whatever it promises, a smaller one of
 * `npm test` promises too.
 */
export const longTest = process.env.TEST_LONG ? test : test.skip;
