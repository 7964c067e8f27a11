import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { AuditKeys } from '../../../auditlog/keys.js';
import { closeOperatorsLog } from '../../../auditlog/register/operatorsLog.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import type { CommandContext } from '../../../cli/commandContext.js';
import { readSettings } from '../../../cli/config.js';
import { logOpening } from '../../../cli/logOpening.js';
import type { Look, OperatorLog } from '../../../cli/operatorLog/operatorAct.js';
import { createOperatorLog } from '../../../cli/operatorLog/operatorLog.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { PortcullisError } from '../../../schema/errors.js';
import type { Act } from '../../../storage/acts/act.js';
import { openActList } from '../../../storage/acts/actList.js';
import { createMissingKeys, type Keys, openKeys } from '../../../storage/keys/keys.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { anyRegister } from '../../auditlog/support/openTestLog.js';
import { temporaryDataDirectory } from '../../support/command.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';
import { end, linesOf, startScript } from '../../support/waiting/child.js';

/* What operators do, with the real audit log: an entry before it happens, and one of how it ended. */
const folder = temporaryDataDirectory('portcullis operators ');
const silent = pino({ level: 'silent' });
const database = await ownTestDatabase({ sources: ['audit'] });
const pool = database.ending(openLogPool(database.adminUrl));
let keys: Keys & Pick<AuditKeys, 'store'>;
let operators: OperatorLog;

const contextOf = (auditWriterUrl: string): CommandContext =>
  ({
    databases: { auditWriterUrl },
    keys,
    headsDirectory: join(folder.path, 'heads'),
    policy: loadPolicy(),
  }) as CommandContext;
const logOver = (auditWriterUrl: string): OperatorLog =>
  createOperatorLog(readSettings({}, {}).settings, contextOf(auditWriterUrl), silent);

beforeAll(async () => {
  createMissingKeys(folder.path);
  keys = { ...(await openKeys(folder.path)), store: keyStoreBeside(database.auditKeysUrl) };
  operators = logOver(database.auditWriterUrl);
});

const by = { operator: 'night shift', originator: 'NL-CUSTOMS', startedAt: new Date().toISOString(), facts: { a: 1 } };
const purge = (id: string) => ({ act: 'purge', id, ...by }) as const;
const look = (id: string): Look => ({ act: 'history', id, ...by });

/** `kind code` of each entry of a request id, in order; and what the last one's body says. */
async function entriesOf(id: string): Promise<{ kinds: string[]; facts: unknown }> {
  const { entries } = await createAuditReader(pool, 'main.cli', keys).search({ agencies: null, limit: 100 });
  const ours = entries.toReversed().filter(({ header }) => header.requestId === id);
  return {
    kinds: ours.map(({ header }) => `${header.kind} ${header.code}`),
    facts: ours.at(-1)?.body?.variables ?? null,
  };
}

describe('an erasure of bodies', () => {
  it('is one entry under the very id that names them, signed, and not written twice', async () => {
    const id = 'erase/main/5-7';
    const facts = { log: 'main', from: 5, to: 7, reason: 'decision 1' };
    for (let time = 0; time < 2; time += 1) await operators.dispose({ ...by, act: 'erase', id, facts });
    expect(await entriesOf(id)).toEqual({ kinds: ['ERASE OK'], facts: expect.objectContaining(facts) });
    const reader = createAuditReader(pool, 'main.cli', keys);
    expect((await reader.checkpoint())?.size).toBe(await reader.size());
  });
});

describe('the list of acts', () => {
  const listIn = (name: string) => openActList(join(folder.path, name), keys.link);

  it('has what a change takes away before its work, and a disposition before its entry', async () => {
    const acts = listIn('heads');
    const since = await acts.position();
    const takes = [{ kind: 'PURGE', asOf: '2026-12-01T00:00:00.000Z', quarantineDays: 30 }] as const;
    await operators.perform({ ...purge('purge-listed'), takes }, async () => {
      // Acts of the day before are done again too.
      expect([...acts.since(since)].slice(-1)).toEqual(takes);
      return { value: null };
    });
    const erase = { ...by, act: 'erase', id: 'erase/main/9', facts: { log: 'main', from: 9, to: 9 } } as const;
    await operators.dispose(erase);
    expect([...acts.since(since)].slice(-1)).toEqual([
      { kind: 'ERASE', log: 'main', id: erase.id, spans: ['9'], secret: erase },
    ]);
  });

  it('takes many acts of one change in few parts, in order, all before its work', async () => {
    const parts: (readonly Act[])[] = [];
    const append = async (acts: readonly Act[]) => void parts.push(acts);
    const { settings } = readSettings({}, {});
    const log = createOperatorLog(settings, contextOf(database.auditWriterUrl), silent, { append });
    const takes = Array.from({ length: 501 }, (_, n): Act => ({ kind: 'PURGE', asOf: `${n}`, quarantineDays: null }));
    await log.perform({ ...purge('purge-many'), takes }, async () => ({ value: expect(parts.flat()).toEqual(takes) }));
    expect(parts).toHaveLength(11);
  });

  it('stops both where it cannot be written: nothing begins, and no entry says that something was erased', async () => {
    await listIn('cut').position();
    rmSync(join(folder.path, 'cut', 'acts', 'end'));
    const { settings } = readSettings({}, {});
    const log = createOperatorLog(settings, contextOf(database.auditWriterUrl), silent, listIn('cut'));
    let begun = false;
    const takes = [{ kind: 'PURGE', asOf: '2026-12-01T00:00:00.000Z', quarantineDays: 30 }] as const;
    const work = async () => {
      begun = true;
      return { value: null };
    };
    await expect(log.perform({ ...purge('purge-unlisted'), takes }, work)).rejects.toMatchObject({
      code: 'ACTS_DAMAGED',
    });
    const erase = { ...by, act: 'erase', id: 'erase/main/8', facts: { log: 'main', from: 8, to: 8 } } as const;
    await expect(log.dispose(erase)).rejects.toMatchObject({ code: 'ACTS_DAMAGED' });
    expect([begun, (await entriesOf('erase/main/8')).kinds]).toEqual([false, []]);
  });
});

describe('a change', () => {
  it('is in the log before it begins, and how it ended after it, under one request id', async () => {
    let before: string[] = [];
    const value = await operators.perform(purge('purge-1'), async () => {
      before = (await entriesOf('purge-1')).kinds;
      return { value: 7, facts: { deleted: 3 } };
    });
    expect([value, before]).toEqual([7, ['INTENT OK']]);
    const { kinds, facts } = await entriesOf('purge-1');
    expect(kinds).toEqual(['INTENT OK', 'OUTCOME OK']);
    expect(facts).toMatchObject({ a: 1, deleted: 3, systemUser: expect.stringMatching(/@/) });
  });

  it('that fails says so, and its error is the one that is thrown', async () => {
    const failing = (id: string, error: Error) => operators.perform(purge(id), () => Promise.reject(error));
    await expect(failing('purge-2', new PortcullisError('SOURCE_UNAVAILABLE'))).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
    });
    expect((await entriesOf('purge-2')).kinds).toEqual(['INTENT OK', 'OUTCOME SOURCE_UNAVAILABLE']);
    await expect(failing('purge-3', new Error('of the driver'))).rejects.toThrow('of the driver');
    expect((await entriesOf('purge-3')).kinds).toEqual(['INTENT OK', 'OUTCOME INTERNAL']);
  });

  it('that cannot be logged does not begin, nor is anything shown', async () => {
    const away = logOver('postgres://nobody:x@127.0.0.1:1/nowhere');
    let begun = false;
    const work = async () => {
      begun = true;
      return { value: null };
    };
    await expect(away.perform(purge('purge-4'), work)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    await expect(away.look(look('look-4'))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(begun).toBe(false);
  });

  it('whose end cannot be logged is an error that says so, not a success', async () => {
    const denied = operators.perform(purge('purge-5'), async () => {
      await pool.query({ text: 'revoke insert on audit.entry from portcullis_audit_writer' });
      return { value: null };
    });
    await expect(denied).rejects.toMatchObject({
      code: 'AUDIT_UNAVAILABLE',
      message: expect.stringMatching(/^It was done, but/),
    });
    await pool.query({ text: 'grant insert on audit.entry to portcullis_audit_writer' });
    await operators.look(look('look-5'));
    expect((await entriesOf('purge-5')).kinds).toEqual(['INTENT OK', 'UNKNOWN UNKNOWN']);
  });

  it('that takes long does not keep another command waiting', async () => {
    await operators.perform(purge('purge-6'), async () => {
      await operators.perform(purge('purge-7'), async () => ({ value: null }));
      await operators.look(look('look-6'));
      return { value: null };
    });
    expect((await entriesOf('purge-6')).kinds).toEqual(['INTENT OK', 'OUTCOME OK']);
  });
});

describe('a command that is killed between its two entries', () => {
  it('has its INTENT closed as UNKNOWN by the next, which leaves that of one that is still at it', async () => {
    const killed = await startChange('killed');
    const living = await startChange('living');
    await end(killed);
    await operators.look(look('look-7'));
    expect((await entriesOf('killed')).kinds).toEqual(['INTENT OK', 'UNKNOWN UNKNOWN']);
    expect((await entriesOf('living')).kinds).toEqual(['INTENT OK']);
    await end(living, () => living.stdin?.write('\n'));
    expect((await entriesOf('living')).kinds).toEqual(['INTENT OK', 'OUTCOME OK']);
    expect((await entriesOf('killed')).kinds).toHaveLength(2);
  });

  it('has it closed by a server that starts, where no command follows', async () => {
    const killed = await startChange('orphaned');
    await end(killed);
    const writer = openLogPool(database.auditWriterUrl);
    try {
      const closed = await closeOperatorsLog({
        pool: writer,
        instance: 'main',
        ...logOpening(contextOf(database.auditWriterUrl)),
        log: silent,
        register: anyRegister,
      });
      expect(closed).toBe(true);
    } finally {
      await writer.close();
    }
    expect((await entriesOf('orphaned')).kinds).toEqual(['INTENT OK', 'UNKNOWN UNKNOWN']);
  });
});

async function startChange(id: string): Promise<ChildProcess> {
  const args = [database.auditWriterUrl, folder.path, id];
  const child = startScript('cli/operatorLog/changingChild.ts', args, 'pipe');
  await once(linesOf(child), 'line');
  return child;
}
