// ESM mode: jose and friends are ESM only. Run through `npm test`, which passes --experimental-vm-modules.

// Why: the whole of the browser's minutes is in npm run fuzz -- console; what is named is run.
const isWholeBrowser = process.env.TEST_CRAWL === 'whole' || process.argv.some((word) => word.includes('test/browser'));
const laterInBrowser =
  '<rootDir>/test/browser/(?:audit|everyPage|harness|lists|purposes|record|requests|screening|search|signingIn/issuer|workbench)';

export default {
  testEnvironment: 'node',
  testRunner: '<rootDir>/test/support/runner/native.mjs',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  globalSetup: '<rootDir>/test/support/globalSetup.mjs',
  globalTeardown: '<rootDir>/test/support/globalTeardown.mjs',
  testSequencer: '<rootDir>/test/support/slowFirst.mjs',
  // Why: minutes of every run; `npm run net` has them, and CI the answers before the tests.
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.env.TEST_NET ? [] : ['<rootDir>/test/net/(?:answers|citus|real|release)']),
    ...(isWholeBrowser ? [] : [laterInBrowser]),
  ],
  // Routers of others and a browser are installed there, and run in processes of their own.
  modulePathIgnorePatterns: ['<rootDir>/test/(?:peers|browser)/node_modules'],
  // Why minutes: on a busy machine a start takes one. What waits for ever is what this ends; no test is held to a time by it.
  testTimeout: 240_000,
  // Why three on two cores: tests wait for PostgreSQL and for commands; two workers leave a quarter of the time unused.
  maxWorkers: 3,
  // Why: a worker keeps the modules of every file that it has run, gigabytes in the end, and collects garbage all the time.
  workerIdleMemoryLimit: '1GB',
};
