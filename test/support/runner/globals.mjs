// What `@jest/globals` gives a test file that runs in plain Node: no `jest`, see `native.mjs`.
export const { describe, it, test, expect, beforeAll, beforeEach, afterAll, afterEach } =
  globalThis[Symbol.for('portcullis.testGlobals')];
