import { closeFiles, openFiles } from '../../ingest/input/openFiles.js';
import { type MappedKind, mappedKinds } from '../../ingest/mapping/catalogue/index.js';
import { type FieldFinding, type Verification, verifyMapping } from '../../ingest/mapping/check/verify.js';
import { draftMapping } from '../../ingest/mapping/draft/draft.js';
import { fieldTable } from '../../ingest/mapping/fieldTable.js';
import type { Mapping } from '../../ingest/mapping/mapping.js';
import { didYouMean } from '../../ingest/mapping/nearest.js';
import { readMappingText } from '../../ingest/mapping/parse/load.js';
import { mistakeLine } from '../../ingest/mapping/parse/mistake.js';
import { parseMapping } from '../../ingest/mapping/parse/parse.js';
import { isNote } from '../../ingest/mapping/reasons.js';
import { openMappedQuery } from '../../ingest/mapping/sqlSource.js';
import { isTooBad, type Limits } from '../../ingest/run/limits.js';
import { badUserInput } from '../../schema/errors.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';

/** Prints a mapping for a file. @throws BAD_USER_INPUT for a file that is no table, or an unknown kind */
export async function runDraft(
  options: Output & { readonly file: string; readonly kind?: string; readonly encoding?: string },
): Promise<void> {
  const { json, out, file, kind, encoding } = options;
  const files = await openFiles([file], encoding ? { encoding } : {});
  try {
    const [only, ...more] = files;
    if (!only || more.length > 0)
      throw badUserInput(
        `${file} holds ${files.length} files.`,
        'Draft from one of them; save a spreadsheet as CSV first.',
      );
    const draft = await draftMapping(only, kind === undefined ? undefined : toKind(kind));
    out(json ? JSON.stringify(draft) : draft.text.trimEnd());
  } finally {
    await closeFiles(files);
  }
}

/** Options of `mapping --check`. */
export interface CheckOptions extends Output {
  readonly mapping: string;
  /** Absent for a mapping of type sql, and where only the mapping itself is checked. */
  readonly file?: string;
  readonly sourceUrl?: string;
  /** Reads an environment variable. */
  readonly variable: (name: string) => string | undefined;
  /** Limits of the ingest that the verdict is for. */
  readonly limits?: Limits;
  /** Show example values, for the operator's eyes only. */
  readonly values: boolean;
  /** Awaited before the mapping reads another database. */
  readonly beforeQuery: (mapping: Mapping) => Promise<void>;
}

/**
 * Prints everything that is wrong with a mapping, how it fits a file, and what ingest would do with that file.
 *
 * @returns exit code: 1 where the mapping is wrong, and where ingest would refuse the file or take the run back
 * @throws what `beforeQuery` throws: then the other database is not read
 */
export async function runCheck(options: CheckOptions): Promise<0 | 1> {
  const { values } = options;
  const { mapping, mistakes } = parseMapping(await readMappingText(options.mapping), options.mapping);
  if (mapping === null) {
    print(options, { ok: false, mistakes }, () => [
      ...mistakes.map((mistake) => mistakeLine(options.mapping, mistake)),
      `${counted(mistakes.length, 'mistake')} in the mapping; no row was read.`,
    ]);
    return 1;
  }
  if (options.file === undefined && mapping.input.type !== 'sql') {
    const line = `${options.mapping} is a valid mapping. Name a file too, to see how it fits.`;
    print(options, { ok: true, mistakes: [] }, () => [line]);
    return 0;
  }
  const found = await verify(mapping, options);
  const shown = values ? found : withoutValues(found);
  const verdict = judge(found, options.limits ?? {});
  const ok = verdict === 'TAKEN';
  print(options, { ok, verdict, mistakes: [], ...shown }, () => describe(mapping, shown, verdict, options.limits));
  return ok ? 0 : 1;
}

/** Prints every field of a kind of record, or the kinds. @throws BAD_USER_INPUT for an unknown kind */
export function runFields(options: Output & { readonly kind?: string }): void {
  const { kind } = options;
  const rows = fieldTable(kind === undefined || kind === 'envelope' ? kind : toKind(kind));
  const width = Math.max(...rows.map(({ field }) => field.length));
  print(options, rows, () =>
    rows.map(({ field, type, about, codes, required }) => {
      const list = codes.length > 0 ? ` [${codes.join(' ')}]` : '';
      return `${field.padEnd(width)}  ${`${type}${required ? ', required' : ''}`.padEnd(20)}  ${about}${list}`;
    }),
  );
}

async function verify(mapping: Mapping, options: CheckOptions): Promise<Verification> {
  const { file, sourceUrl, variable } = options;
  if (mapping.input.type === 'sql') {
    await options.beforeQuery(mapping);
    const query = await openMappedQuery(mapping, sourceUrl, variable);
    try {
      return await verifyMapping(mapping, query);
    } finally {
      await query.close();
    }
  }
  const files = await openFiles([file ?? ''], {});
  try {
    const [only, ...more] = files;
    if (!only || more.length > 0) throw badUserInput(`${file} holds ${files.length} files.`, 'Check one of them.');
    return await verifyMapping(mapping, only);
  } finally {
    await closeFiles(files);
  }
}

function toKind(text: string): MappedKind {
  const kind = mappedKinds.find((known) => known === text);
  if (kind) return kind;
  throw badUserInput(`There is no kind of record ${text}.`, {
    facts: { hint: didYouMean(text, mappedKinds, `Kinds are ${mappedKinds.join(', ')}.`), allowed: mappedKinds },
  });
}

function withoutValues(found: Verification): Verification {
  return { ...found, first: null, findings: found.findings.map((finding) => ({ ...finding, examples: [] })) };
}

/** What ingest would do with a file. */
type Verdict = 'TAKEN' | 'REFUSED' | 'ROLLED_BACK';

function judge({ missing, records, rejected }: Verification, limits: Limits): Verdict {
  if (missing.length > 0) return 'REFUSED';
  return isTooBad(rejected, records + rejected, limits) ? 'ROLLED_BACK' : 'TAKEN';
}

function describe(mapping: Mapping, found: Verification, verdict: Verdict, limits: Limits = {}): string[] {
  const { rows, records, rejected, skipped, merged, flagged } = found;
  const lines: string[] = [];
  for (const { column, usedBy, hint } of found.missing)
    lines.push(`missing column  ${column}, read for ${usedBy}. ${hint}`);
  for (const { column, values } of found.unused) {
    lines.push(`unused column   ${column}: ${values} values have no field. Map it, or name it in ignore.`);
  }
  for (const column of found.ignoredInVain) lines.push(`ignored column  ${column}: the file has no such column.`);
  for (const finding of [...found.findings].sort(byWeight)) lines.push(...describeFinding(finding));
  const empty = found.filled.filter((each) => each.records === 0 && records > 0).map(({ field }) => field);
  if (empty.length > 0) lines.push(`never filled    ${empty.join(', ')}`);
  if (found.first) lines.push(`first record    ${JSON.stringify(found.first)}`);
  lines.push(
    `${rows} rows: ${records} ${mapping.kind} records (${flagged} with quality flags), ${rejected} would go to quarantine, ${skipped} left out by where${merged > 0 ? `, ${merged} merged with the row before` : ''}.`,
  );
  if (records === 0 && verdict === 'TAKEN') lines.push('No record at all: is this the file?');
  lines.push(describeVerdict(found, verdict, limits));
  return lines;
}

function describeVerdict({ records, rejected }: Verification, verdict: Verdict, { maxBadPercent }: Limits): string {
  if (verdict === 'REFUSED') return 'Ingest would refuse the file: the mapping reads columns that it does not have.';
  if (verdict === 'ROLLED_BACK')
    return `Ingest would take the run back: ${rejected} of ${records + rejected} rows cannot be read, more than --max-bad ${maxBadPercent}%.`;
  if (rejected === 0) return 'The mapping fits.';
  return `Ingest would take the file: ${records} to be stored, ${rejected} to quarantine.`;
}

function describeFinding({ field, effect, rows, inWords, reason, lines, examples }: FieldFinding): string[] {
  const where = `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${rows > lines.length ? ' ...' : ''}`;
  const values =
    examples.length === 0
      ? ''
      : `; ${examples.map((text) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text)).join(', ')}`;
  return [`${effect.padEnd(15)} ${field}: ${counted(rows, 'row')}, ${inWords} (${reason}); ${where}${values}`];
}

function byWeight(one: FieldFinding, other: FieldFinding): number {
  const order = ['rejected', 'flagged', 'dropped'];
  // Why notes last: a note on every row must not hide what went wrong in a few.
  const weight = ({ effect, reason }: FieldFinding) => order.indexOf(effect) + (isNote(reason) ? order.length : 0);
  return weight(one) - weight(other) || other.rows - one.rows;
}
