import { cpSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { originOf, parseCheckpoint } from '../../../auditlog/c2sp/checkpoint.js';
import { openCosignatures } from '../../../auditlog/c2sp/cosignature.js';
import { parseTrustFile } from '../../../auditlog/c2sp/trustFile.js';
import { Cosigner, type CosignerOptions } from '../../../auditlog/cosigning/cosigner.js';
import { openHeadFile } from '../../../auditlog/heads.js';
import { primitives } from '../../../auditlog/primitives.js';
import { openCheckpoint, signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { checkpointKeys } from '../../../auditlog/signing/keys.js';
import { findNewestCheckpoint } from '../../../auditlog/store/checkpoint.js';
import { findNewestCosigned } from '../../../auditlog/store/cosigned.js';
import { writeAddCheckpoint } from '../../../auditlog/witness/addCheckpoint.js';
import type { WrittenLog } from '../../../auditlog/writer/writtenLog.js';
import { createTestDatabase } from '../../support/postgres.js';
import { listen } from '../../support/waiting/listen.js';
import { endKeyStores } from '../support/keyStore.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendNow, openLog, openPool, testHeads, writeLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';
import { startTestWitness, type TestWitness, trustAll } from '../support/testWitness.js';

/* A log over a real database, and witnesses over HTTP. What is waited for a minute elsewhere is waited for a second here. */
const { database, pool } = useLogDatabase();
let number = 0;
let logId = '';
let heads = '';
const closing: (() => Promise<unknown>)[] = [];
const said: string[] = [];

beforeEach(() => {
  number += 1;
  logId = `cosigned-${number}`;
  heads = mkdtempSync(join(testHeads(), 'cosigned-'));
  said.length = 0;
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const reporter = (() => {
  const say = (facts: object, message: string): void => {
    const { fault = '', err } = facts as { readonly fault?: string; readonly err?: Error };
    said.push(`${message}: ${fault}${err?.message ?? ''}`);
  };
  return { info: say, warn: say, error: say };
})();

async function open(changes: { readonly pool?: pg.Pool; readonly heads?: string } = {}): Promise<WrittenLog> {
  const log = await openLog(changes.pool ?? pool, { logId, heads: changes.heads ?? heads, checkpointEveryMs: 50 });
  closing.push(() => log.close());
  return log;
}

async function witnessed(name: string, options: Parameters<typeof startTestWitness>[2] = {}): Promise<TestWitness> {
  const witness = await startTestWitness(name, [logId, `${logId}.cli`], options);
  closing.push(() => witness.close());
  return witness;
}

function cosign(log: WrittenLog, trust: CosignerOptions['trust'], changes: Partial<CosignerOptions> = {}): Cosigner {
  const cosigner = new Cosigner({
    ...{ db: pool, keys: auditKeys, trust, reporter, log: logId, halt: (error) => log.halt(error) },
    ...{ everyMs: 50, againMs: 200, lateMs: 1000, timeoutMs: 500, ...changes },
  });
  closing.push(() => cosigner.close());
  return cosigner;
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000;
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`nothing came of it: ${said.join('; ')}`);
    await pause(20);
  }
}

const cosignedSize = async (): Promise<number> => (await findNewestCosigned(pool, logId))?.size ?? 0;
/** A head that one who has the key may sign: not what the log has. */
const falseHead = (size: number): string =>
  signCheckpoint({ origin: originOf(logId), size, root: Buffer.alloc(32, 9) }, auditKeys.checkpoint.privateKey);
const isHalted = async (log: WrittenLog): Promise<boolean> =>
  await appendNow(log, 1).then(
    () => false,
    (error) => error.code === 'AUDIT_FORKED',
  );

describe('a log with witnesses', () => {
  it('has each head cosigned by a quorum, and the log of its operators with it', async () => {
    const all = [await witnessed('a'), await witnessed('bb'), await witnessed('ccc')];
    const trust = trustAll(all, '2');
    const log = await open();
    const operators = await openLog(pool, { logId: `${logId}.cli`, heads, checkpointEveryMs: 50 });
    await operators.close();
    const cosigner = cosign(log, trust, { others: async () => [`${logId}.cli`] });
    await appendNow(log, 9);
    await until(async () => (await cosignedSize()) >= 10);
    await all[2]?.close();
    await appendNow(log, 5);
    await until(async () => (await cosignedSize()) >= 15);
    const { note = '' } = (await findNewestCosigned(pool, logId)) ?? {};
    const parsed = parseCheckpoint(note);
    const lines =
      parsed &&
      openCosignatures(
        parsed,
        trust.witnesses.map(({ key }) => key),
        primitives,
      );
    expect(lines?.map(({ key }) => key.name)).toEqual(['a.example', 'bb.example']);
    expect(cosigner.isWitnessed()).toBe(true);
    expect((await findNewestCosigned(pool, `${logId}.cli`))?.size).toBe(1);
  });

  it('stores nothing that fewer than a quorum cosigned', async () => {
    const [a, b] = [await witnessed('a'), await witnessed('bb')];
    await b.close();
    const log = await open();
    const cosigner = cosign(log, trustAll([a, b]));
    await until(() => !cosigner.isWitnessed());
    expect(await cosignedSize()).toBe(0);
    expect(await isHalted(log)).toBe(false);
  });

  it('is late a while after its witness died, says so once, and is well again with it', async () => {
    const witness = await witnessed('a');
    const log = await open();
    const cosigner = cosign(log, trustAll([witness]));
    await until(async () => (await cosignedSize()) > 0);
    await witness.close();
    await until(() => !cosigner.isWitnessed());
    expect(said.filter((line) => line.startsWith('the witness did not cosign: it cannot be asked'))).toHaveLength(1);
    await witnessed('a', { port: Number(new URL(witness.url).port), dir: witness.dir });
    await until(() => cosigner.isWitnessed());
    expect(said.at(-1)).toBe('the witness cosigns again: ');
  });

  it('is cosigned as before though the clock went back, and late as soon as without', async () => {
    const witness = await witnessed('a');
    const log = await open();
    const cosigner = cosign(log, trustAll([witness]));
    await until(async () => (await cosignedSize()) > 0);
    const { now } = Date;
    closing.push(async () => Object.assign(Date, { now }));
    Date.now = () => now() - 3_600_000;
    await appendNow(log, 3);
    await until(async () => (await cosignedSize()) >= log.head().size);
    await witness.close();
    await until(() => !cosigner.isWitnessed());
  });

  it('is late where its witness signs with another key than the trust file states', async () => {
    const witness = await witnessed('a');
    await witness.close();
    await witnessed('a', { port: Number(new URL(witness.url).port), seed: 99 });
    const cosigner = cosign(await open(), trustAll([witness]));
    await until(() => !cosigner.isWitnessed());
    expect(said).toEqual([expect.stringContaining('was the key changed?')]);
    expect(await cosignedSize()).toBe(0);
  });

  it('is late where its witness knows it under another key: a checkpoint key that was swapped', async () => {
    const witness = await witnessed('a');
    const swapped = { ...auditKeys, checkpoint: checkpointKeys(Buffer.alloc(32, 77)) };
    const log = await openLog(pool, { logId, heads, checkpointEveryMs: 50, keys: swapped });
    closing.push(() => log.close());
    const cosigner = cosign(log, trustAll([witness]), { keys: swapped });
    await until(() => !cosigner.isWitnessed());
    expect(said).toEqual([expect.stringContaining('it knows the log under another key')]);
  });
});

describe('a log whose checkpoint key was rotated', () => {
  it('is signed by both keys, so that those who know only the old one see who follows it', async () => {
    const witness = await witnessed('a');
    const first = await open();
    await first.close();
    const next = checkpointKeys(Buffer.alloc(32, 55));
    const seeds: Record<string, readonly Uint8Array[]> = { checkpoint: [Buffer.alloc(32, 3)] };
    const rotated = { ...auditKeys, checkpoint: next, previous: (name: string) => seeds[name] ?? [] };
    const log = await openLog(pool, { logId, heads, checkpointEveryMs: 50, keys: rotated });
    closing.push(() => log.close());
    const cosigner = cosign(log, trustAll([witness]), { keys: rotated });
    await until(async () => (await cosignedSize()) >= 2);
    const { note = '' } = (await findNewestCosigned(pool, logId)) ?? {};
    for (const { publicKey } of [auditKeys.checkpoint, next])
      expect(openCheckpoint(note, originOf(logId), [publicKey])?.size).toBeGreaterThanOrEqual(2);
    expect(cosigner.isWitnessed()).toBe(true);
  });

  it('is not opened for writing by a key that was swapped for another', async () => {
    const first = await open();
    await first.close();
    const swapped = { ...auditKeys, checkpoint: checkpointKeys(Buffer.alloc(32, 55)) };
    await expect(openLog(pool, { logId, heads, keys: swapped })).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
  });
});

describe('a fork is named within a look, and the writer halted', () => {
  it('where the key of the log signed another head for its witness', async () => {
    const witness = await witnessed('a');
    const log = await open();
    await appendNow(log, 4);
    await witness.witness.addCheckpoint(writeAddCheckpoint(0, [], falseHead(3)));
    const cosigner = cosign(log, trustAll([witness]));
    await until(async () => await isHalted(log));
    expect(said.join()).toMatch(
      /the witness a has a head of 3 entries that the key of this log signed, with another root/,
    );
    expect(cosigner.isWitnessed()).toBe(false);
  });

  it('where a witness, of C2SP by the letter, says 409 to another root at its own size', async () => {
    const witness = await witnessed('a');
    const log = await open();
    await appendNow(log, 2);
    await until(async () => (await findNewestCheckpoint(pool, logId))?.size === 3);
    await witness.witness.addCheckpoint(writeAddCheckpoint(0, [], falseHead(3)));
    cosign(log, trustAll([witness]));
    // Why not by appending: an entry more, and the witness would be behind.
    await until(() => said.some((text) => /the witness a has a head of 3 entries .* with another root/.test(text)));
    expect(await isHalted(log)).toBe(true);
  });

  it('where one witness was shown one head, and another one another', async () => {
    const [a, b] = [await witnessed('a'), await witnessed('bb')];
    const log = await open();
    await appendNow(log, 4);
    await b.witness.addCheckpoint(writeAddCheckpoint(0, [], falseHead(400)));
    cosign(log, trustAll([a, b]));
    await until(async () => await isHalted(log));
    expect(said.join()).toMatch(/the witness bb has a head of 400 entries .* and only \d+ are there/);
  });

  it('where database, keys and head file were put back together, by one who has them all but the witness', async () => {
    const witness = await witnessed('a');
    const first = await open();
    await appendNow(first, 19);
    const before = cosign(first, trustAll([witness]));
    await until(async () => (await cosignedSize()) >= 20);
    await before.close();
    await first.close();
    await rollBack(10);
    const log = await open();
    cosign(log, trustAll([witness]));
    await until(async () => await isHalted(log));
    expect(said.join()).toMatch(/the witness a has a head of 20 entries/);
  });

  it('where it was put back and has grown beyond what the witness saw', async () => {
    const witness = await witnessed('a');
    const first = await open();
    await appendNow(first, 9);
    const before = cosign(first, trustAll([witness]));
    await until(async () => (await cosignedSize()) >= 10);
    await before.close();
    await first.close();
    await rollBack(5);
    const log = await open();
    await appendNow(log, 30);
    cosign(log, trustAll([witness]));
    await until(async () => await isHalted(log));
    expect(said.join()).toMatch(/the witness a has a head of 10 entries .* with another root/);
  });

  it('where a deployment was copied, with its keys and its heads, and both go on', async () => {
    const witness = await witnessed('a');
    const source = await createTestDatabase({ sources: ['audit'] });
    const sourcePool = openPool(source.auditWriterUrl);
    await writeLog(sourcePool, 3, { logId, heads });
    await sourcePool.end();
    await endKeyStores();
    const copy = await createTestDatabase({ sources: ['audit'], template: source.name });
    const copied = `${heads}-copy`;
    cpSync(heads, copied, { recursive: true });
    const [here, there] = [openPool(source.auditWriterUrl), openPool(copy.auditWriterUrl)];
    closing.push(async () => await Promise.all([here.end(), there.end()]).then(() => [source.close(), copy.close()]));
    const [one, other] = [await open({ pool: here }), await open({ pool: there, heads: copied })];
    cosign(one, trustAll([witness]), { db: here });
    await until(async () => (await findNewestCosigned(here, logId)) !== null);
    await appendNow(other, 2);
    cosign(other, trustAll([witness]), { db: there });
    await until(async () => await isHalted(other));
    expect(await isHalted(one)).toBe(false);
  });

  /** What an attacker does who has database, keys and head file. */
  async function rollBack(size: number): Promise<void> {
    const admin = openPool(database.adminUrl);
    await admin.query('delete from audit.entry where log = $1 and index >= $2', [logId, size]);
    for (const table of ['checkpoint', 'cosigned', 'lease'])
      await admin.query(`delete from audit.${table} where log = $1 and size > $2`, [logId, size]);
    await admin.end();
    const { rangeRoot } = await import('../../../auditlog/merkle.js');
    const { readRange } = await import('../../../auditlog/store/tree.js');
    const file = openHeadFile(heads, logId);
    file.replace({ log: logId, size, root: rangeRoot(await readRange(pool, logId, size)) });
    file.close();
  }
});

describe('a witness alone', () => {
  const trustAt = async (port: number) => {
    const { line, url } = await witnessed('a');
    return parseTrustFile(`${line.replace(url, `http://127.0.0.1:${port}`)}\nquorum a\n`, 'trust', primitives);
  };

  it('halts nobody by what it says without showing it: a head that the log signed is what counts', async () => {
    const stranger = checkpointKeys(Buffer.alloc(32, 66)).privateKey;
    const unsigned = signCheckpoint({ origin: originOf(logId), size: 999, root: Buffer.alloc(32, 9) }, stranger);
    const liar = createServer((request, response) => {
      request.resume();
      const isPost = request.method === 'POST';
      response.writeHead(isPost ? 409 : 200, { 'content-type': 'text/x.tlog.size' }).end(isPost ? '999\n' : unsigned);
    });
    closing.push(async () => void liar.close());
    const trust = await trustAt(await listen(liar));
    const log = await open();
    const cosigner = cosign(log, trust);
    await until(() => !cosigner.isWitnessed() && said.length > 0);
    expect(await isHalted(log)).toBe(false);
    expect(said).toEqual([
      expect.stringContaining('it saw another head of 999 entries, and shows none that the log signed'),
    ]);
  });

  it('is not followed elsewhere, nor listened to for ever', async () => {
    const slow = createServer((request, response) => {
      request.resume();
      if (request.url === '/add-checkpoint') response.writeHead(302, { location: '/elsewhere' }).end();
    });
    closing.push(
      async () => slow.closeAllConnections(),
      async () => void slow.close(),
    );
    const trust = await trustAt(await listen(slow));
    const cosigner = cosign(await open(), trust);
    await until(() => !cosigner.isWitnessed());
    expect(said[0]).toMatch(/cannot be asked: .*redirect/);
  });
});
