import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEnvelope } from '../../../auditlog/entry/envelope.js';
import { readEnvelopes } from '../../../auditlog/store/envelopes.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import type { AuditLog, NewEntry, StatedDecisions } from '../../../auditlog/types.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { openLog } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';

const { pool, admin } = useLogDatabase();
let log: AuditLog;
let logNumber = 0;
/** Statements that the log sent by its pool. */
let sent: string[] = [];

beforeEach(async () => {
  logNumber += 1;
  sent = [];
  log = await openLog(spied(), { logId: `log-${logNumber}` });
});
afterEach(() => log.close());

function spied(): LogPool {
  return {
    connect: () => pool.connect(),
    query: (statement) => {
      sent.push(statement.text);
      return pool.query(statement);
    },
  };
}

const envelopeOf = (addressee: string) => `{"addressees":["${addressee}"],"originator":"NL-CUSTOMS"}`;
const under = (...texts: readonly string[]): NewEntry => ({
  header: sampleHeader(),
  body: sampleBody(),
  decided: {
    clearance: 'RESTREINT_UE',
    decisions: texts.map((envelope): StatedDecisions => ({ envelope, full: ['cargo.movement'], below: [] })),
  },
});
const stored = async (): Promise<Record<string, unknown>[]> =>
  (await admin.query('select digest, sealed from audit.envelope')).rows;
const storing = () => sent.filter((text) => text.includes('insert into audit.envelope'));

describe('envelopes that an entry was decided under', () => {
  it('stand once in the log, under the digests that the entry names', async () => {
    const before = (await stored()).length;
    const { index } = await log.append(under(envelopeOf('A'), envelopeOf('B')));
    await log.append(under(envelopeOf('B')));
    expect((await stored()).length - before).toBe(2);
    const entry = await createAuditReader(pool, log.logId, auditKeys).entry(index);
    const groups = entry?.body?.decided?.groups ?? [];
    expect(groups).toMatchObject([{ full: ['cargo.movement'] }]);
    const digests = groups.flatMap((group) => group.under ?? []);
    const found = await readEnvelopes(pool, digests);
    const keys = { index: [auditKeys.blindIndex], seal: () => [] };
    const texts = digests.flatMap((digest) => found.get(digest) ?? []).map((each) => openEnvelope(each, keys));
    expect(texts.sort()).toEqual([envelopeOf('A'), envelopeOf('B')]);
    expect(entry?.body?.decided?.clearance).toBe('RESTREINT_UE');
  });

  it('cost a statement the first time, and none again', async () => {
    await log.append(under(envelopeOf('C'), envelopeOf('D')));
    expect(storing()).toHaveLength(1);
    for (let time = 0; time < 3; time += 1) await log.append(under(envelopeOf('D'), envelopeOf('C')));
    expect(storing()).toHaveLength(1);
  });

  it('are stored by two writers at once without either failing', async () => {
    const other = await openLog(pool, { logId: `log-${logNumber}-other` });
    const texts = Array.from({ length: 50 }, (_, at) => envelopeOf(`both-${at}`));
    const before = (await stored()).length;
    await Promise.all([
      ...texts.map((text) => log.append(under(text, ...texts))),
      ...texts.map((text) => other.append(under(text, ...texts.toReversed()))),
    ]);
    await other.close();
    expect((await stored()).length - before).toBe(texts.length);
  });

  it('stand there before the entry: where they cannot be stored, it is not written', async () => {
    const reader = createAuditReader(pool, log.logId, auditKeys);
    const size = await reader.size();
    await admin.query('revoke insert on audit.envelope from portcullis_audit_writer');
    try {
      await expect(log.append(under(envelopeOf('E')))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    } finally {
      await admin.query('grant insert on audit.envelope to portcullis_audit_writer');
    }
    expect(await reader.size()).toBe(size);
    // Nor does the writer believe that they are there.
    await log.append(under(envelopeOf('E')));
    expect(storing()).toHaveLength(2);
  });

  it('say nothing in clear: no addressee, no originator', async () => {
    await log.append(under(envelopeOf('SECRET-ADDRESSEE')));
    for (const { digest, sealed } of await stored()) {
      const bytes = Buffer.concat([digest as Buffer, sealed as Buffer]).toString('latin1');
      expect(bytes).not.toContain('SECRET');
      expect(bytes).not.toContain('NL-CUSTOMS');
    }
  });

  it.each(['update audit.envelope set sealed = sealed', 'delete from audit.envelope', 'truncate audit.envelope'])(
    'cannot be changed or removed by the writer: %s',
    async (statement) => {
      await expect(pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    },
  );
});

describe('an entry that was decided under no envelope', () => {
  it('says so, and costs no statement', async () => {
    const { index } = await log.append(under());
    const entry = await createAuditReader(pool, log.logId, auditKeys).entry(index);
    expect(entry?.body?.decided).toEqual({ clearance: 'RESTREINT_UE', groups: [] });
    expect(storing()).toEqual([]);
  });

  it('says nothing of it where nobody decided, as an operator’s', async () => {
    const { index } = await log.append({ header: sampleHeader(), body: sampleBody() });
    expect((await createAuditReader(pool, log.logId, auditKeys).entry(index))?.body).not.toHaveProperty('decided');
  });
});
