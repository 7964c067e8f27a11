import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { leafHash } from '../../auditlog/merkle.js';
import { checkpointKeys } from '../../auditlog/signing/keys.js';
import { headOf, type MadeEntry, makeEntries, makeExport, vkey } from './support/madeExport.js';
import { fileOf, tool, type Verdict, verifyAudit } from './support/verifyAudit.js';

const entries = makeEntries(70);
const text = makeExport(entries, 13, 70);
const head = text.split('\n').findIndex((line) => /^(?:leaf|expired) /.test(line));

function verify(export_: string | Buffer, ...args: readonly string[]): Promise<Verdict> {
  return verifyAudit('export', fileOf(export_), '--key', vkey, ...args);
}

/** The text with its entry lines changed. */
function withLines(change: (lines: string[]) => void): string {
  const lines = text.split('\n');
  const changed = lines.slice(head, -2);
  change(changed);
  return [...lines.slice(0, head), ...changed, ...lines.slice(-2)].join('\n');
}

/** The export of a log in which one entry is another one, honestly rehashed, its heads signed again. */
function rewritten(index: number): readonly MadeEntry[] {
  return entries.with(index, { ...makeEntries(index + 1)[index], shown: 'leaf' } as MadeEntry);
}

describe('tools/verify-audit.mjs', () => {
  it('has at most two hundred lines, and imports nothing but Node.js', () => {
    const source = readFileSync(tool, 'utf8');
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(200);
    const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
    expect(imported).toEqual(['node:crypto', 'node:fs', 'node:util']);
    expect(source).not.toMatch(/import\(|require\(|fetch\(|process\.env/);
  });

  it('verifies an export: from the first entry on or from a head, and of nothing', async () => {
    for (const [start, end] of [
      [13, 70],
      [0, 70],
      [0, 1],
      [64, 65],
      [70, 70],
      [20, 21],
    ] as const) {
      const { code, out, err } = await verify(makeExport(entries, start, end));
      expect([err, code]).toEqual(['', 0]);
      expect(out).toMatch(
        new RegExp(`^VERIFIED\n[^]*entries ${start} to ${end - 1}, all \\(\\d+ expired, \\d+ without a header\\)`),
      );
    }
  });

  it('says of a file that was cut off that it ends too early: inside a header it seemed another header', async () => {
    const [before = ''] = /^[\s\S]*?\nleaf \S+ \S{44}/.exec(text) ?? [];
    const { code, err } = await verify(before);
    expect([code, err]).toEqual([3, 'malformed: it ends too early\n']);
  });

  it('says how many entries have nothing left but a leaf, and of how many the header is withheld', async () => {
    const hidden = entries.filter(({ shown }, index) => index >= 13 && shown === 'leaf').length;
    const expired = entries.filter(({ shown }, index) => index >= 13 && shown === 'expired').length;
    expect((await verify(text)).out).toContain(
      `entries 13 to 69, all (${expired} expired, ${hidden} without a header)`,
    );
  });

  it('finds heads and receipts that somebody kept on the way', async () => {
    const kept = [13, 40, 70].flatMap((size) => ['--head', fileOf(headOf(entries, size))]);
    const receipts = [13, 69].flatMap((index) => {
      const hex = Buffer.from(leafHash(entries[index]?.leaf ?? Buffer.of())).toString('hex');
      const answer = { data: {}, extensions: { audit: { log: 'main', index, leafHash: hex } } };
      return ['--receipt', fileOf(`${JSON.stringify(answer)}\n`)];
    });
    const { code, out } = await verify(text, ...kept, ...receipts);
    expect(code).toBe(0);
    expect(out).toMatch(/3 heads and 2 receipts of yours/);
  });

  it.each([
    ['outside of it', { log: 'main', index: 12 }, 1],
    ['of another entry', { log: 'main', index: 20, leafHash: '00'.repeat(32) }, 1],
    ['of another log', { log: 'other', index: 20 }, 1],
    ['without a place', {}, 3],
    ['with half a place', { log: 'main', index: 20.5 }, 3],
    ['that is null', null, 3],
  ])('refuses a receipt %s', async (_, receipt, code) => {
    const leaf = Buffer.from(leafHash(entries[20]?.leaf ?? Buffer.of())).toString('hex');
    const stated = receipt === null ? null : { leafHash: leaf, ...receipt };
    expect((await verify(text, '--receipt', fileOf(`${JSON.stringify(stated)}\n`))).code).toBe(code);
  });

  it.each([
    ['a byte flipped', withLines((lines) => void lines.splice(30, 1, flipped(lines[30] ?? '')))],
    ['an entry dropped', withLines((lines) => void lines.splice(30, 1))],
    ['an entry doubled', withLines((lines) => void lines.splice(30, 0, lines[30] ?? ''))],
    ['two entries swapped', withLines((lines) => void lines.splice(30, 2, lines[31] ?? '', lines[30] ?? ''))],
    ['an entry appended', withLines((lines) => void lines.push(lines[30] ?? '')).replace('end 57', 'end 58')],
    ['an entry dropped, and counted so', withLines((lines) => void lines.pop()).replace('end 57', 'end 56')],
    ['its end cut off', text.slice(0, text.length >> 1)],
    ['its last line cut off', text.slice(0, text.lastIndexOf('end '))],
    ['its last line feed cut off', text.slice(0, -1)],
    ['something behind its end', `${text}\n`],
    [
      'heads of a key that nobody knows',
      makeExport(
        entries,
        13,
        70,
        [13, 70].map((size) => headOf(entries, size, checkpointKeys(Buffer.alloc(32, 8)))),
      ),
    ],
    [
      'heads of another log',
      makeExport(
        entries,
        13,
        70,
        [13, 70].map((size) => headOf(entries, size, undefined, 'portcullis.example/other')),
      ),
    ],
    ['a head of other entries', makeExport(entries, 13, 70, [headOf(entries, 13), headOf(rewritten(40), 70)])],
    ['a head of fewer entries', makeExport(entries, 13, 70, [headOf(entries, 13), headOf(entries, 69)])],
    ['its heads exchanged', makeExport(entries, 13, 70, [headOf(entries, 70), headOf(entries, 13)])],
    ['a subtree missing', text.replace(/subtree .*\n/, '')],
    ['other numbers of entries', text.replace('entries 13 70', 'entries 12 70')],
    ['a header changed', makeExport(withHeader(), 13, 70)],
  ])('refuses an export with %s', async (_, changed) => {
    expect(changed).not.toBe(text);
    const { code, out, err } = await verify(changed);
    expect([code === 1 || code === 3, out]).toEqual([true, '']);
    expect(err).toMatch(/^(NOT VERIFIED|malformed): [^\n]+\n$/);
  });

  it('refuses a fork: a log that is whole and signed, and is not the one under the head that somebody kept', async () => {
    const fork = makeExport(rewritten(40), 13, 70);
    expect((await verify(fork)).code).toBe(0);
    const { code, err } = await verify(fork, '--head', fileOf(headOf(entries, 60)));
    expect([code, err]).toEqual([1, 'NOT VERIFIED: entries before 60 are not those under the head of 60 entries\n']);
    // Before the entry at which they part they are one log.
    expect((await verify(fork, '--head', fileOf(headOf(entries, 40)))).code).toBe(0);
  });

  it('refuses a kept head that lies outside, rather than not to compare it', async () => {
    expect((await verify(text, '--head', fileOf(headOf(entries, 12)))).code).toBe(1);
    expect((await verify(makeExport(entries, 13, 60), '--head', fileOf(headOf(entries, 70)))).code).toBe(1);
  });

  it('ends with 2 where it is not told what to do, and 3 where a file is none, in one line', async () => {
    expect((await verifyAudit()).code).toBe(2);
    expect((await verifyAudit('export', fileOf(text))).code).toBe(1);
    expect((await verifyAudit('export', '/nowhere', '--key', vkey)).code).toBe(2);
    expect((await verifyAudit('export', fileOf(text), '--kay', vkey)).code).toBe(2);
    expect(await verifyAudit('frobnicate', fileOf(text), '--key', vkey)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^usage: /),
    });
    for (const nothing of [
      '',
      '\n',
      '\0'.repeat(1000),
      '{}',
      'x'.repeat(5_000_000),
      '\n'.repeat(100_000),
      text.replace('@v1', '@v2'),
    ]) {
      const { code, err } = await verify(nothing);
      expect([code, err.split('\n').length]).toEqual([3, 2]);
    }
    const { code, err } = await verify(text, '--receipt', fileOf('{"x":\n\n'));
    expect([code, err]).toEqual([3, 'malformed: SyntaxError in receipt, header or head\n']);
  });
});

function flipped(line: string): string {
  const at = line.length >> 1;
  return `${line.slice(0, at)}${line[at] === 'A' ? 'B' : 'A'}${line.slice(at + 1)}`;
}

/** The same entries, where one shows another header than its leaf commits to. */
function withHeader(): readonly MadeEntry[] {
  return entries.map((entry, index) =>
    index === 50
      ? { ...entry, shown: 'header', header: Buffer.concat([entry.header ?? Buffer.of(), Buffer.of(32)]) }
      : entry,
  );
}
