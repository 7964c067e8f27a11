import { Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { explain } from '../../cli/explain.js';
import { promisesJson, toFailure, toLines } from '../../cli/failure.js';
import { writeOut } from '../../cli/output/outputFile.js';
import { toPrintable } from '../../cli/output/printLine.js';
import { PolicyError } from '../../policy/loading/mistake.js';
import { PortcullisError } from '../../schema/errors.js';
import { StorageError } from '../../storage/storageError.js';

describe('an error at the command line', () => {
  test('is one line, with what to do', () => {
    expect(explain(new PortcullisError('AUDIT_UNAVAILABLE'))).toBe(
      'The audit log cannot be written, so nothing may be shown. Try again shortly; on a slow machine the operator may raise --log-timeout-ms.',
    );
    expect(explain(Object.assign(new Error('listen EADDRINUSE\n at x'), { code: 'EADDRINUSE' }))).not.toContain('\n');
  });

  test('is whole, and one line, where a name of a file in it has a line feed or an escape sequence', () => {
    const error = new PortcullisError('BAD_USER_INPUT', { message: 'x\n\u001b[2Jread 0.csv is not there.' });
    expect(explain(error)).toBe(String.raw`x\u000a\u001b[2Jread 0.csv is not there.`);
  });

  test('is a line for each mistake of a policy', () => {
    const error = new PolicyError(['matrix.yaml:1: a. Hint: b.', 'agencies.yaml:2: c\u001b[2J. Hint: d.']);
    expect(explain(error)).toBe(String.raw`matrix.yaml:1: a. Hint: b.
agencies.yaml:2: c\u001b[2J. Hint: d.`);
  });

  test('says what to do at the command line: a purge without its database was told that other sources were served', () => {
    expect(explain(new PortcullisError('SOURCE_UNAVAILABLE'))).toMatch(
      /database runs and has space, then run the same/,
    );
    expect(explain(new PortcullisError('SOURCE_UNAVAILABLE', { facts: { hint: 'Its own.' } }))).toMatch(/ Its own\.$/);
    expect(explain(new PortcullisError('BAD_USER_INPUT', { message: 'No such agency.' }))).toBe('No such agency.');
  });

  test('names the cause of what a client is told nothing of, an ingest once did not, and no value that PostgreSQL repeats', () => {
    const internal = (message: string, of: object) =>
      explain(new PortcullisError('INTERNAL', { cause: Object.assign(new Error(message), of) }));
    expect(internal('column "subject_known" does not exist', { code: '42703' })).toBe(
      'Something went wrong here. Cause: PostgreSQL 42703, column "subject_known" does not exist. This is a bug in the product or damage to its tables: report it with this line.',
    );
    const repeated = { code: '22P02', table: 'person', column: 'minor' };
    expect(internal('invalid input syntax for type boolean: "Exempla Fox"', repeated)).toMatch(
      /here\. Cause: PostgreSQL 22P02, person, minor\. This is/,
    );
    expect(explain(new PortcullisError('INTERNAL'))).not.toContain('requestId');
    const cause = Object.assign(new Error('syntax error at or near "NOT"'), { code: '42601' });
    expect(explain(new PortcullisError('DATABASE_REFUSED', { cause }))).toMatch(
      /^The database refused a statement of Portcullis\. Cause: PostgreSQL 42601, syntax error at or near "NOT"\. Its version, an extension/,
    );
  });

  test('has its code last, and of a fault of the product in development the frames of its stack, without its message', () => {
    const fault = new PortcullisError('INTERNAL', {
      cause: Object.assign(new Error('"Exempla Fox"'), { code: '22P02' }),
    });
    const [line, ...frames] = toLines(fault, { production: false });
    expect(line).toMatch(/^portcullis: Something went wrong here\. .* \(INTERNAL\)$/);
    expect(frames.join('\n')).toMatch(/^ +at .*explain\.test/m);
    expect(frames.join('\n')).not.toContain('Exempla');
    expect(toLines(fault, { production: true })).toEqual([line]);
    const stored = new StorageError('DISK_FULL', 'No space.', 'Free some.');
    expect(toLines(stored, { production: false })).toEqual(['portcullis: No space. Free some. (DISK_FULL)']);
  });

  test('tells a database that went away from a reader of the output that did', async () => {
    const reset = Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' });
    expect(explain(reset)).toMatch(/^The database has gone/);
    expect(explain(new Error('Connection terminated unexpectedly'))).toMatch(/^The database has gone/);
    const reader = new Writable({ write: (_chunk, _encoding, done) => done(reset) });
    const chunks = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('record\n');
    };
    const failure = await writeOut(chunks(), { stdout: reader }).catch((error: unknown) => error);
    expect(explain(failure)).toBe('The reader of the output has closed it: the output is incomplete.');
    const lost = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('record\n');
      throw reset;
    };
    const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
    expect(explain(await writeOut(lost(), { stdout: sink }).catch((error: unknown) => error))).toMatch(
      /^The database has gone/,
    );
  });

  test('shows no connection string', () => {
    expect(explain(new Error('cannot reach postgres://u:secret@h/db'))).not.toContain('secret');
  });
});

describe('an error where JSON was promised', () => {
  test('is an object on standard output: there was nothing, and a script could not tell why', () => {
    const facts = { hint: 'Look.', run: 'run_1', reasons: { 'key.missing': 2 } };
    expect(toFailure(new PortcullisError('INGEST_ROLLED_BACK', { message: 'Too many.', facts }))).toEqual({
      error: { code: 'INGEST_ROLLED_BACK', message: 'Too many. Look.', run: 'run_1', reasons: { 'key.missing': 2 } },
    });
    expect(toFailure(Object.assign(new Error('x'), { code: 'ENOSPC' })).error.code).toBe('ENOSPC');
    expect(toFailure(new Error('cannot reach postgres://u:secret@h/db'))).toEqual({
      error: { code: 'INTERNAL', message: 'cannot reach (connection string)' },
    });
    expect(promisesJson(['ingest', 'auto', 'x.csv', '--json'])).toBe(true);
    // The records of an export are there, and its summary is not.
    expect([promisesJson(['export', '--json']), promisesJson(['ingest', 'x.csv'])]).toEqual([false, false]);
  });
});

describe('a line on standard output', () => {
  test('keeps every script and the tab, and shows what a terminal would obey', () => {
    expect(toPrintable('Ωmega \t Пример')).toBe('Ωmega \t Пример');
    expect(toPrintable('a\r\nb\u001b]0;x\u0007\u009b31m')).toBe('a\\u000d\\u000ab\\u001b]0;x\\u0007\\u009b31m');
  });
});
