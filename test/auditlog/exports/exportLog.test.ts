import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { decodeEntry } from '../../../auditlog/entry/decode.js';
import { type ExportQuestion, openExport } from '../../../auditlog/exports/exportLog.js';
import { rangeRoot } from '../../../auditlog/merkle.js';
import { openCheckpoint, signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { insertCosigned } from '../../../auditlog/store/cosigned.js';
import { readRange } from '../../../auditlog/store/tree.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { openLog } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader, secrets } from '../support/samples.js';

const { pool, admin } = useLogDatabase();
/** Instants behind the first, second and third batch. */
const instants: string[] = [];
beforeAll(async () => {
  for (const agency of ['NL-CUSTOMS', 'BE-CUSTOMS', 'NL-CUSTOMS']) {
    const log = await openLog(pool, { logId: 'main' });
    for (let count = 0; count < 300; count += 1)
      void log.append({ header: sampleHeader({ agency, at: new Date().toISOString() }), body: sampleBody() });
    await log.close();
    await pause(5);
    instants.push(new Date().toISOString());
    await pause(5);
  }
});

const everything: ExportQuestion = { log: 'main', from: null, to: null, agency: null };

async function exported(question: Partial<ExportQuestion>, db = pool): Promise<string> {
  const opened = await openExport(db, { ...everything, ...question }, [auditKeys.checkpoint.publicKey]);
  const pieces: Buffer[] = [];
  for await (const piece of opened.pieces()) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

const readLine = (line: string): { bytes: Buffer; header: Buffer | null } => {
  const [, leaf = '', header] = line.split(' ');
  return { bytes: Buffer.from(leaf, 'base64'), header: header ? Buffer.from(header, 'base64') : null };
};
const linesOf = (text: string, word: string): readonly string[] =>
  text.split('\n').filter((line) => line.startsWith(`${word} `));

describe('an export of the log', () => {
  it('holds the leaves of a time between two signed heads, and the subtrees before them', async () => {
    const text = await exported({ from: instants[0] as string, to: instants[1] as string });
    const [front = '', ...parts] = text.split('\n\n');
    expect(front).toBe(`portcullis-audit-export@v1\nasked ${instants[0]} ${instants[1]}\nagency -\nentries 301 602`);
    const heads = [`${parts[0]}\n\n${parts[1]}\n`, `${parts[2]}\n\n${parts[3]}\n`];
    const sizes = heads.map(
      (note) => openCheckpoint(note, 'portcullis.example/main', [auditKeys.checkpoint.publicKey])?.size,
    );
    expect(sizes).toEqual([301, 602]);
    // 301 is 256 + 32 + 8 + 4 + 1.
    expect(linesOf(text, 'subtree')).toHaveLength(5);
    expect(linesOf(text, 'leaf')).toHaveLength(301);
    expect(text).toMatch(/\nend 301\n$/);
  });

  it('has the same bytes when the same is asked again, also after the log has grown', async () => {
    const question = { from: instants[0] as string, to: instants[1] as string };
    const before = await exported(question);
    const log = await openLog(pool, { logId: 'main' });
    await log.close();
    expect(await exported(question)).toBe(before);
  });

  it('begins at the first entry, without a head before it, where no time is stated', async () => {
    const text = await exported({ to: instants[0] as string });
    expect(text).toMatch(
      /^portcullis-audit-export@v1\nasked - \S+\nagency -\nentries 0 301\n\nportcullis\.example\/main\n301\n/,
    );
    expect(linesOf(text, 'subtree')).toEqual([]);
  });

  it('shows an agency what it did itself, and of the others their leaves alone', async () => {
    const lines = linesOf(await exported({ agency: 'BE-CUSTOMS' }), 'leaf').map(readLine);
    const shown = lines.filter(({ header }) => header !== null);
    expect([shown.length, lines.length > 900]).toEqual([300, true]);
    for (const entry of shown) expect(decodeEntry(entry)?.header.agency).toBe('BE-CUSTOMS');
  });

  it('ends with a head that witnesses cosigned, where there is one, and has the same bytes from then on', async () => {
    const question = { to: instants[1] as string };
    const { rows } = await pool.query('select note from audit.checkpoint where size = 903');
    const note = `${rows[0].note}\u2014 w.example ${Buffer.alloc(76).toString('base64')}\n`;
    expect(await exported(question)).toMatch(/entries 0 602\n/);
    await insertCosigned(pool, { log: 'main', size: 903, note, at: new Date().toISOString() });
    const text = await exported(question);
    expect(text).toMatch(/entries 0 903\n/);
    expect(text).toContain(`\n\n${note}\n`);
    await admin.query('delete from audit.cosigned');
  });

  it('says how many entries it leaves out, and is never empty, since witnesses cosigned and then no more', async () => {
    const { rows } = await pool.query('select size::int as size, note from audit.checkpoint order by checkpoint.size');
    const [old, last] = [rows.find(({ size }) => size >= 100), rows.at(-1)];
    await insertCosigned(pool, { log: 'main', size: old.size, note: old.note, at: new Date().toISOString() });
    const { checkpoint } = auditKeys;
    const open = async (from: string | null) =>
      await openExport(pool, { log: 'main', from, to: null, agency: null }, [checkpoint.publicKey]);
    expect(await open(null)).toMatchObject({ start: 0, end: old.size, left: last.size - old.size });
    const later = await open(instants[1] ?? null);
    expect(later).toMatchObject({ end: last.size, left: 0 });
    expect(later.start).toBeGreaterThan(old.size);
    await admin.query('delete from audit.cosigned');
  });

  it('shows nothing of an entry whose column was changed to another agency', async () => {
    await admin.query(`update audit.entry set agency = 'XX-SPY' where log = 'main' and index = 7`);
    try {
      const text = await exported({ agency: 'XX-SPY' });
      expect(
        linesOf(text, 'leaf')
          .map(readLine)
          .filter(({ header }) => header !== null),
      ).toEqual([]);
    } finally {
      await admin.query(`update audit.entry set agency = 'NL-CUSTOMS' where log = 'main' and index = 7`);
    }
  });

  it('shows an agency what it did itself though the column says another one', async () => {
    await admin.query(`update audit.entry set agency = 'XX-SPY' where log = 'main' and index = 400`);
    try {
      const lines = linesOf(await exported({ agency: 'BE-CUSTOMS' }), 'leaf').map(readLine);
      expect(lines.filter(({ header }) => header !== null)).toHaveLength(300);
    } finally {
      await admin.query(`update audit.entry set agency = 'BE-CUSTOMS' where log = 'main' and index = 400`);
    }
  });

  it.each([
    ['before it, to which the first ones of it were moved', 'index between 301 and 350', '-', 351],
    ['behind it, to which the last ones of it were moved', 'index between 550 and 601', '+', 550],
  ])('is refused where entries of its time stand under one %s', async (_name, which, sign, size) => {
    // A head between them: the export would end there.
    const move = (by: string) =>
      admin.query(`update audit.entry set at = at ${by} interval '1 hour' where log = 'main' and ${which}`);
    await move(sign);
    try {
      const question = { from: instants[0] as string, to: instants[1] as string };
      const root = rangeRoot(await readRange(pool, 'main', size));
      const head = signCheckpoint({ origin: originOf('main'), size, root }, auditKeys.checkpoint.privateKey);
      await admin.query(`insert into audit.checkpoint values ('main', $1, $2, now())`, [size, head]);
      await expect(exported(question)).rejects.toThrow(/was placed at .*, and its column states another time/);
    } finally {
      await move(sign === '-' ? '+' : '-');
      await admin.query('delete from audit.checkpoint where size = $1', [size]);
    }
  });

  it('holds no word of a body', async () => {
    const text = await exported({});
    const decoded = linesOf(text, 'leaf').map((line) => readLine(line).header?.toString('utf8'));
    for (const secret of secrets) expect(decoded.join('\n')).not.toContain(secret);
  });

  it('ends before its last line where the entries do not make the head', async () => {
    await admin.query(`update audit.entry set bytes = bytes || '\\x20' where log = 'main' and index = 400`);
    try {
      await expect(exported({})).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
    } finally {
      await admin.query(
        `update audit.entry set bytes = substring(bytes for octet_length(bytes) - 1) where log = 'main' and index = 400`,
      );
    }
  });

  it('ends before its last line where a header is not the one that its leaf commits to', async () => {
    const flip = `update audit.entry set header = set_byte(header, 3, get_byte(header, 3) # 1) where log = 'main' and index = 400`;
    await admin.query(flip);
    try {
      await expect(exported({})).rejects.toThrow(/entry 400 has another header/);
    } finally {
      await admin.query(flip);
    }
  });

  it('is refused where a head is not signed by the key of the log', async () => {
    const other = openExport(pool, everything, []);
    await expect(other).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
    await expect(exported({ log: 'nobodys' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
