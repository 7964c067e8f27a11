import { describe, expect, it } from '@jest/globals';
import { PortcullisError } from '../../../schema/errors.js';
import { isLostConnection, passesByItself, toSourceError } from '../../../storage/pool/databaseErrors.js';
import { waitOut } from '../../../storage/pool/waitOut.js';
import { StorageError } from '../../../storage/storageError.js';

const coded = (code: string, more: object = {}) => Object.assign(new Error('it says'), { code, ...more });
const refused = coded('ECONNREFUSED');
const unsupported = Object.assign(new Error('unsupported startup parameter in options: plan_cache_mode'), {
  code: '08P01',
});
const asCitusSays = (message: string) => Object.assign(new Error(message), { code: 'XX000' });
const lostNodes = [
  'postmaster was shut down, exiting',
  'failure on connection marked as essential: db1.example:5432',
  'server closed the connection unexpectedly',
].map((message) => ({ message, error: asCitusSays(message) }));
const fullNode = asCitusSays('could not extend file "base/16384/24576": No space left on device');
const behindLog = (cause: unknown) => new PortcullisError('AUDIT_UNAVAILABLE', { cause });

describe('what passes by itself', () => {
  it.each([
    ['a refused connection', refused],
    ['a lost connection', new Error('Connection terminated unexpectedly')],
    ['a connection that is not to be had in time', new Error('timeout exceeded when trying to connect')],
    ['a client that is not connected in time', new Error('timeout expired')],
    ['a server that starts', coded('57P03')],
    ['a server that was stopped', coded('57P01')],
    ['a server with no connection left', coded('53300')],
    ['a statement that took too long', coded('57014')],
    ['the socket of a server that is not there yet', coded('ENOENT', { syscall: 'connect' })],
    ['a source that took too long', new PortcullisError('SOURCE_TIMEOUT')],
    ['any of them behind an error of a source', toSourceError(coded('57P03'), 'cargo')],
    ['any of them behind two errors of ours', behindLog(toSourceError(refused, 'audit'))],
    ['an embedded server that does not answer', new StorageError('DATABASE_UNREACHABLE', 'No answer.', 'See.')],
    ['any of them behind an error of storage', new StorageError('DATABASE_UNREACHABLE', 'No.', 'See.', refused)],
  ])('%s', (_what, error) => {
    expect(passesByItself(error)).toBe(true);
  });

  it.each(lostNodes)('what Citus calls an internal error where it loses a node: $message', ({ error }) => {
    expect([passesByItself(error), isLostConnection(error)]).toEqual([true, true]);
    expect(toSourceError(error, 'cargo')).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  });

  it('is not the full disk of a node, whose code Citus loses on the way: SOURCE_UNAVAILABLE, as it was INTERNAL', () => {
    expect(toSourceError(fullNode, 'cargo')).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  });

  it.each([
    ['what PostgreSQL calls an internal error', asCitusSays('cache lookup failed for relation 16384')],
    ['a wrong password', coded('28P01')],
    [
      'a wrong password behind an error of storage',
      new StorageError('DATABASE_UNREACHABLE', 'No.', 'See.', coded('28P01')),
    ],
    ['a full disk', toSourceError(coded('53100'), 'cargo')],
    ['a full disk of a node, of which Citus loses the code', toSourceError(fullNode, 'cargo')],
    ['a database that does not exist', coded('3D000')],
    ['a host that has no address', coded('ENOTFOUND', { syscall: 'getaddrinfo' })],
    ['a file that is missing', coded('ENOENT', { syscall: 'open' })],
    ['a pooler that refuses a setting', toSourceError(unsupported, 'cargo')],
    ['a forked log', new PortcullisError('AUDIT_FORKED')],
    ['a log that another instance writes', new PortcullisError('AUDIT_UNAVAILABLE')],
    ['bad input', new PortcullisError('BAD_USER_INPUT')],
    ['a constraint', coded('23505')],
    ['a fault of ours', new TypeError('x is undefined')],
    ['nothing', undefined],
  ])('not %s', (_what, error) => {
    expect(passesByItself(error)).toBe(false);
  });
});

describe('waiting', () => {
  const failing = (times: number, error: unknown = refused) => {
    let tried = 0;
    return async (): Promise<number> => {
      tried += 1;
      if (tried <= times) throw error;
      return tried;
    };
  };

  it('tries again until it works, and says so once', async () => {
    const told: number[] = [];
    const waiting = { waitMs: 60_000, onWait: (_error: unknown, waitedMs: number) => void told.push(waitedMs) };
    expect(await waitOut(failing(2), waiting)).toBe(3);
    expect(told).toEqual([0]);
  });

  it('ends with the last error when its time is over, and does not pause past it', async () => {
    const begun = performance.now();
    await expect(waitOut(failing(99), { waitMs: 1000, onWait: () => undefined })).rejects.toBe(refused);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('waits for nothing where it may not, and says nothing', async () => {
    const silent = () => {
      throw new Error('it was said');
    };
    await expect(waitOut(failing(1), { waitMs: 0, onWait: silent })).rejects.toBe(refused);
  });

  it('ends at once where waiting does not help', async () => {
    const full = toSourceError(coded('53100'), 'cargo');
    await expect(waitOut(failing(1, full), { waitMs: 60_000, onWait: () => undefined })).rejects.toBe(full);
  });

  it('ends within its pause where nobody waits any more', async () => {
    const ending = new AbortController();
    const waiting = { waitMs: 600_000, onWait: () => ending.abort(), signal: ending.signal };
    await expect(waitOut(failing(99), waiting)).rejects.toBe(refused);
  });
});
