// `npm test`: Jest, with every argument passed on. `--changed` stands for the tests of what differs from main, and of what
// imports that.
process.argv = process.argv.map((word) => (word === '--changed' ? '--changedSince=main' : word));
await import('../../../node_modules/jest/bin/jest.js');
