import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { signatureTypes } from '../../auditlog/c2sp/note.js';
import { cosign } from '../../auditlog/signing/cosign.js';
import { checkpointKeys, verifierKeyOf } from '../../auditlog/signing/keys.js';
import { packageFile } from '../../schema/files.js';
import { headOf, type MadeEntry, makeEntries, makeExport, vkey } from './support/madeExport.js';
import { fileOf, verifyAudit } from './support/verifyAudit.js';

/** An export of the trial, as it is or corrupted, and what both verifiers said of it. */
export interface Judged {
  readonly seed: number;
  /** What was done to it; null: nothing. */
  readonly corruption: string | null;
  /** True where nothing that is signed has changed: then it may be verified. */
  readonly isHarmless: boolean;
  readonly file: string;
  /** Exit code of tools/verify-audit.mjs. */
  readonly tool: number;
  /** That of the oracle in Python. */
  readonly oracle: number;
}

/** Whether Python 3 is there. */
export function hasPython(): boolean {
  return spawnSync('python3', ['--version']).status === 0;
}

const witnesses = [0, 1, 2].map((number) => {
  const name = `witness${number}.example`;
  const keys = checkpointKeys(Buffer.alloc(32, 100 + number));
  return { name, ...keys, key: verifierKeyOf(name, keys.publicKey, signatureTypes.cosignature) };
});
const policy = [
  `log ${vkey}\n`,
  ...witnesses.map(({ key }, number) => `witness W${number} ${key}\n`),
  'group most 2 W0 W1 W2\nquorum most\n',
].join('');

/**
 * Makes exports, corrupts each once, and has both verifiers judge all of them.
 *
 * @param seed of the first; the same seed makes the same exports
 */
export async function tryExports(count: number, seed: number): Promise<readonly Judged[]> {
  const made = Array.from({ length: count }, (_, index) => makeCase(seed + index)).flat();
  const policyFile = fileOf(policy);
  const codes = askOracle(
    policyFile,
    made.map(({ file }) => file),
  );
  const judged: Judged[] = [];
  for (const [index, each] of made.entries()) {
    const { code } = await verifyAudit('export', each.file, '--policy', policyFile);
    judged.push({ ...each, tool: code, oracle: codes[index] ?? -1 });
  }
  return judged;
}

/** The first cause for which a trial fails; null where there is none. */
export function findFault({ seed, corruption, isHarmless, file, tool, oracle }: Judged): string | null {
  const what = `--seed ${seed}, ${corruption ?? 'whole'}, ${file}: the tool ${tool}, the oracle ${oracle}`;
  const isRight = corruption === null ? tool === 0 : tool === 1 || tool === 3 || (tool === 0 && isHarmless);
  return isRight && tool === oracle ? null : what;
}

function makeCase(seed: number): Omit<Judged, 'tool' | 'oracle'>[] {
  const random = randomOf(seed);
  const end = 1 + random.below(60);
  const start = random.below(end + 1);
  const entries = makeEntries(end, random.bytes);
  const heads = (start === 0 ? [end] : [start, end]).map((size) => cosignedHead(entries, size, random));
  const text = Buffer.from(makeExport(entries, start, end, heads));
  const { name, changed } = corrupt(text, random);
  return [
    { seed, corruption: null, isHarmless: true, file: fileOf(text) },
    { seed, corruption: name, isHarmless: coveredBy(changed) === coveredBy(text), file: fileOf(changed) },
  ];
}

function cosignedHead(entries: readonly MadeEntry[], size: number, random: Random): string {
  const head = headOf(entries, size);
  const body = head.slice(0, head.indexOf('\n\n') + 1);
  const missing = random.below(4);
  return (
    head + witnesses.map((each, index) => (index === missing ? '' : cosign(body, each, random.below(2 ** 31)))).join('')
  );
}

type Corruption = (text: Buffer, random: Random) => Buffer;

const corruptions: Readonly<Record<string, Corruption>> = {
  'a bit flipped': (text, random) => {
    const changed = Buffer.from(text);
    const at = random.below(text.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
    return changed;
  },
  'a byte out': (text, random) => spliced(text, random.below(text.length), 1),
  'a byte in': (text, random) => spliced(text, random.below(text.length), 0, random.bytes(1)),
  'its end cut off': (text, random) => text.subarray(0, random.below(text.length)),
  'a line out': (text, random) => byLines(text, (lines) => lines.splice(random.below(lines.length - 1), 1)),
  'a line doubled': (text, random) =>
    byLines(text, (lines) => {
      const at = random.below(lines.length - 1);
      lines.splice(at, 0, lines[at] ?? '');
    }),
  'two lines swapped': (text, random) =>
    byLines(text, (lines) => {
      const [one, other] = [random.below(lines.length - 1), random.below(lines.length - 1)];
      [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
    }),
  'a number changed': (text, random) => {
    const places = [...text.toString('latin1').matchAll(/\d/g)].map(({ index }) => index);
    return spliced(text, places[random.below(places.length)] ?? 0, 1, Buffer.from(String(random.below(10))));
  },
};

function corrupt(text: Buffer, random: Random): { readonly name: string; readonly changed: Buffer } {
  for (;;) {
    const name = Object.keys(corruptions)[random.below(Object.keys(corruptions).length)] ?? '';
    const changed = corruptions[name]?.(text, random) ?? text;
    if (!changed.equals(text)) return { name, changed };
  }
}

/**
 * What must not change unnoticed: all but the exporter's own words, which nobody signs, and lines of cosignatures, of which there
 * are enough and one whose name has changed is a stranger's. A signature twice is one.
 */
function coveredBy(text: Buffer): string {
  return text
    .toString('latin1')
    .replace(/^(?:asked|agency) .*$/gm, '')
    .replace(/^\xe2\x80\x94 (?!portcullis).*\n/gm, '')
    .replace(/^(\xe2\x80\x94 .*\n)(?=\1)/gm, '');
}

function byLines(text: Buffer, change: (lines: string[]) => unknown): Buffer {
  const lines = text.toString('latin1').split('\n');
  change(lines);
  return Buffer.from(lines.join('\n'), 'latin1');
}

function spliced(text: Buffer, at: number, out: number, into: Buffer = Buffer.of()): Buffer {
  return Buffer.concat([text.subarray(0, at), into, text.subarray(at + out)]);
}

function askOracle(policyFile: string, files: readonly string[]): readonly number[] {
  const script = packageFile('test', 'tools', 'oracle', 'verify_export.py');
  const input = `${files.join('\n')}\n`;
  const { stdout, stderr, status } = spawnSync('python3', [script, policyFile], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`the oracle failed: ${stderr}`);
  return stdout
    .trim()
    .split('\n')
    .map((line) => Number(line.split(' ', 1)[0]));
}

interface Random {
  below(limit: number): number;
  bytes(size: number): Buffer;
}

/** Bytes of SHA-256 in counter mode: the same for the same seed. */
function randomOf(seed: number): Random {
  let count = 0;
  const bytes = (size: number): Buffer => {
    const blocks: Buffer[] = [];
    for (let length = 0; length < size; length += 32) {
      count += 1;
      blocks.push(createHash('sha256').update(`${seed}/${count}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, size);
  };
  return { bytes, below: (limit) => bytes(6).readUIntBE(0, 6) % limit };
}
