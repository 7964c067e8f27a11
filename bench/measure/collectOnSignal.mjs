/*
 * Collects all garbage at SIGUSR2, under `--expose-gc`: what is in use then is old from there on, as it is in a server that has run
 * for long. Node.js imports it before a contender.
 */
process.on('SIGUSR2', () => globalThis.gc());
