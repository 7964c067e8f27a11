import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { DeliveryItem } from '../../ingest/formats/format.js';
import { formats } from '../../ingest/formats/index.js';
import type { Origin } from '../../ingest/records/base.js';
import { isPortcullisError } from '../../schema/errors.js';
import { memoryFile } from './support/memoryFile.js';
import { createRandom, mutations } from './support/mutations.js';
import { realFile } from './support/samples.js';

/** The delivery of one format: the file that is changed, and those that are read with it. */
interface Case {
  readonly format: string;
  readonly file: string;
  readonly beside?: readonly string[];
  /** `lines`: a record a line. `list`: XML, an element of many. `message`: XML, one record. */
  readonly shape: 'lines' | 'list' | 'message';
  /** Lines before the first record. */
  readonly heading?: number;
  /** Records take up what other lines say, so that they change with them. */
  readonly joins?: boolean;
}

const folder = (path: string): readonly string[] => {
  const at = realFile(path);
  return existsSync(at)
    ? readdirSync(at)
        .sort()
        .map((name) => `${path}/${name}`)
    : [];
};

const cases: readonly Case[] = [
  { format: 'bis-dpl', file: 'persons/bis_denied_persons_list.txt', shape: 'lines' },
  {
    format: 'ofac-sdn',
    file: 'persons/ofac_sdn/sdn.csv',
    beside: ['persons/ofac_sdn/alt.csv'],
    shape: 'lines',
    heading: 0,
  },
  { format: 'un-consolidated', file: 'persons/un_consolidated.xml', shape: 'list' },
  { format: 'us-csl', file: 'persons/us_consolidated_screening_list_sample.csv', shape: 'lines' },
  { format: 'ftm', file: 'persons/ftm/yente_zala.ftm.json', shape: 'lines', heading: 0, joins: true },
  ...folder('cargo/ens_ics1').map((file): Case => ({ format: 'ens', file, shape: 'message' })),
  ...folder('cargo/wco_declarations').map((file): Case => ({ format: 'wco-declaration', file, shape: 'message' })),
  { format: 'scms-shipments', file: 'cargo/usaid_scms_shipments.csv', shape: 'lines' },
  { format: 'pirate-attacks', file: 'incidents/pirate_attacks_1993_2018.csv', shape: 'lines' },
  ...folder('incidents/nibrs_4_2_iepd').map((file): Case => ({ format: 'nibrs', file, shape: 'message' })),
  { format: 'ndex', file: 'incidents/ndex/NDEx-NIBRS.xml', shape: 'message' },
  { format: 'cbp-seizures', file: 'seizures/cbp_nationwide_drugs_fy19_fy22.csv', shape: 'lines' },
  { format: 'unodc-seizures', file: 'seizures/unodc_drug_seizures_1970_on.csv', shape: 'lines' },
  { format: 'countries', file: 'reference/country-codes/country-codes.csv', shape: 'lines' },
  { format: 'hs', file: 'reference/harmonized-system.csv', shape: 'lines' },
  { format: 'rec20', file: 'reference/unece-rec20/units-of-measure.csv', shape: 'lines' },
  { format: 'rec21', file: 'reference/unece-rec21/data.csv', shape: 'lines' },
  { format: 'unlocode', file: 'reference/unlocode/by-country/NL.csv', shape: 'lines' },
];

/** Lines of a file that are read: enough for every rule, few enough for many mutations. */
const linesRead = 150;
const rounds = 3;

interface Outcome {
  readonly items: readonly DeliveryItem[];
  /** Thrown before the first item. */
  readonly refused: boolean;
}

async function read({ format, file, beside = [] }: Case, bytes: Buffer): Promise<Outcome> {
  const files = [
    memoryFile(bytes, { name: basename(file) }),
    ...beside.map((path) => memoryFile(firstLines(readFileSync(realFile(path))), { name: basename(path) })),
  ];
  const items: DeliveryItem[] = [];
  try {
    const found = formats.get(format);
    if (found === undefined) throw new Error(`no format ${format}`);
    for await (const item of found.read({ files, unmapped: () => {} })) items.push(item);
  } catch (error) {
    if (items.length > 0 || !isPortcullisError(error) || error.code !== 'BAD_USER_INPUT') throw error;
    return { items, refused: true };
  }
  return { items, refused: false };
}

const firstLines = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('latin1').split('\n').slice(0, linesRead).join('\n'), 'latin1');

/** The file, or its first records. */
function load({ file, shape }: Case): Buffer {
  const bytes = readFileSync(realFile(file));
  if (shape === 'message') return bytes;
  if (shape === 'lines') return firstLines(bytes);
  const text = bytes.toString('latin1');
  const kept = (tag: string, count: number): string => {
    const body = text.slice(text.indexOf(`<${tag}>`), text.lastIndexOf(`</${tag}>`) + tag.length + 3);
    return `${body.split(`</${tag}>`).slice(0, count).join(`</${tag}>`)}</${tag}>`;
  };
  const head = text.slice(0, text.indexOf('<INDIVIDUAL>'));
  const between = text.slice(text.lastIndexOf('</INDIVIDUAL>') + 13, text.indexOf('<ENTITY>'));
  const tail = text.slice(text.lastIndexOf('</ENTITY>') + 9);
  return Buffer.from(head + kept('INDIVIDUAL', 30) + between + kept('ENTITY', 15) + tail, 'latin1');
}

/** What a record says, without where it stood and which of like ones it was. */
function toContent(item: DeliveryItem, joins: boolean): string {
  if (item.kind === 'reject') return `reject ${item.reason} ${item.raw}`;
  const { origin, sourceRef, ...content } = item;
  const key = sourceRef.replace(/#\d+$/, '');
  return joins ? `${item.kind} ${key}` : JSON.stringify([key, content]);
}

const rawOf = (item: DeliveryItem): string => ('raw' in item ? String(item.raw ?? '') : '');
const originOf = (item: DeliveryItem): Origin | undefined => (item.kind === 'reject' ? item : item.origin);

/** How often each text is among some. */
function tally(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

const present = cases.filter(({ file }) => existsSync(realFile(file)));
const missing = cases.length - present.length;

describe(missing === 0 ? 'changed real files' : `changed real files (${missing} are not here)`, () => {
  it.each(present.map((one) => [one.format, basename(one.file), one] as const))(
    '%s: no good record of %s is lost, no bad one hidden, and nothing is thrown',
    async (_format, _file, one) => {
      const bytes = load(one);
      const before = await read(one, bytes);
      expect(before.refused).toBe(false);
      const start =
        one.shape === 'lines' && one.heading !== 0
          ? bytes.indexOf('\n') + 1
          : one.shape === 'list'
            ? bytes.indexOf('<INDIVIDUAL>')
            : 0;
      const random = createRandom(one.format.length * 7919 + bytes.length);
      for (const [title, mutate] of Object.entries(mutations)) {
        for (let round = 0; round < (one.shape === 'message' ? 1 : rounds); round += 1) {
          const changed = mutate(bytes, start, random);
          const after = await read(one, changed);
          const text = title === 'in UTF-16' ? changed.toString('utf16le') : changed.toString('utf8');
          const problems =
            one.shape === 'lines'
              ? checkLines(one, before, after, text)
              : checkXml(before, after, text, one.shape === 'list' || title === 'in UTF-16');
          expect({ title, round, problems }).toEqual({ title, round, problems: [] });
        }
      }
    },
  );
});

/** Each line of the changed file is in an item; each record whose line still is there is read as it was. */
function checkLines(
  { file, joins = false, heading = 1 }: Case,
  before: Outcome,
  after: Outcome,
  text: string,
): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (after.refused) return lines.slice(heading).some((line) => line.trim() !== '') ? ['refused'] : [];
  const problems: string[] = [];
  const there = tally(lines);
  const found = tally(after.items.map((item) => toContent(item, joins)));
  for (const item of before.items) {
    const raw = rawOf(item);
    const isThere = raw.includes('\n') ? text.includes(`\n${raw}`) : there.has(raw);
    if (isThere && item.kind !== 'reject' && !found.has(toContent(item, joins))) problems.push(`lost: ${raw}`);
  }
  if (joins) return problems;
  const covered = new Set(
    after.items
      .filter((item) => originOf(item)?.file === basename(file))
      .flatMap((item) =>
        rawOf(item)
          .split('\n')
          .map((_, index) => (originOf(item)?.line ?? 0) + index),
      ),
  );
  lines.forEach((line, index) => {
    const isHeading = index < heading || line === lines[0];
    if (!isHeading && line.trim() !== '' && line !== '\u001A' && !covered.has(index + 1))
      problems.push(`hidden: ${line}`);
  });
  return problems;
}

/**
 * Each record whose text still is there is read as it was; what became of the others is said.
 *
 * @param isStrict whether a record says the same whatever the file's first elements say
 */
function checkXml(before: Outcome, after: Outcome, text: string, isStrict: boolean): string[] {
  if (after.refused) return isStrict ? ['refused'] : [];
  if (after.items.length === 0) return before.items.length > 0 ? ['hidden: all'] : [];
  const problems: string[] = [];
  const found = tally(after.items.map((item) => toContent(item, false)));
  let changed = 0;
  for (const item of before.items) {
    const isThere = rawOf(item) !== '' && text.includes(rawOf(item));
    if (!isThere) changed += 1;
    else if (isStrict && item.kind !== 'reject' && !found.has(toContent(item, false))) {
      problems.push(`lost: ${rawOf(item).slice(0, 200)}`);
    }
  }
  const known = tally(before.items.map((item) => toContent(item, false)));
  if (changed > 0 && after.items.every((item) => known.has(toContent(item, false))))
    problems.push(`hidden: ${changed}`);
  return problems;
}
