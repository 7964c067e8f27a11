import { toKnownEncoding } from '../../input/text/encoding.js';
import { type EnvelopeField, envelopeCatalogue, envelopeLists } from '../catalogue/envelope.js';
import { catalogue } from '../catalogue/index.js';
import { isTarget, parseTarget, type Target } from '../fieldPath.js';
import type { Condition, MappedField, Mapping, MappingInput } from '../mapping.js';
import { didYouMean } from '../nearest.js';
import type { MappingFile } from './schema.js';
import { judgeConstant, judgeSpec, type SpecMistake } from './specMeaning.js';

/** A mistake in a mapping file. */
export interface Misstep {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly hint: string;
  /** True where something is missing. */
  readonly missing?: true;
}

/** Notes a mistake. */
type Say = (path: Misstep['path'], message: string, hint?: string) => void;

/** The mapping that a well-shaped file means, and every mistake in it. */
export function judgeMeaning(
  file: MappingFile,
  origin: { readonly name: string; readonly digest: string },
): { readonly mapping: Mapping | null; readonly mistakes: readonly Misstep[] } {
  const mistakes: Misstep[] = [];
  const say: Say = (path, message, hint = '') => void mistakes.push({ path, message, hint });
  const input = toInput(file, say);
  const fields = toFields(file, input, say);
  if (fields.length === Object.keys(file.fields).length) mistakes.push(...findUnfilled(file, fields));
  const envelope = toEnvelope(file, input, say);
  const key = toKey(file, say);
  if (mistakes.length > 0) return { mapping: null, mistakes };
  const { kind, source, sameKey, ignore } = file;
  return { mapping: { ...origin, source, kind, input, key, sameKey, ...envelope, fields, ignore }, mistakes };
}

function toInput({ input }: MappingFile, tell: Say): MappingInput {
  const { type, delimiter, header, query, urlVariable, encoding } = input;
  const separated = type === 'csv' || type === 'tsv';
  const say = (word: string, message: string, hint?: string): void => tell(['input', word], message, hint);
  if (type === 'sql' && query === undefined)
    say('query', 'is missing.', 'Say what to read, e.g. `query: select * from watchlist`.');
  if (type !== 'sql' && query !== undefined) say('query', `a ${type} file has no query.`, 'Did you mean type: sql?');
  if (type !== 'sql' && urlVariable !== undefined) say('urlVariable', `a ${type} file is not read from a database.`);
  if (urlVariable !== undefined && !/^[A-Z_][A-Z0-9_]*$/i.test(urlVariable)) {
    say(
      'urlVariable',
      'must be the NAME of an environment variable.',
      'A connection string holds a password: it never stands in a mapping.',
    );
  }
  if (query !== undefined && /;\s*\S/.test(query)) say('query', 'must be one statement.', 'Leave out the semicolon.');
  if (!separated && delimiter !== undefined) say('delimiter', `${type} has no delimiter.`);
  if (!separated && header !== true) say('header', `${type} has no header: its objects name their own fields.`);
  if (encoding !== undefined && !isEncoding(encoding))
    say(
      'encoding',
      `${encoding} is no encoding that is known.`,
      'Leave it out: it is found out; or write utf-8, windows-1252, utf-16le ...',
    );
  const where = input.where ?? [];
  for (const [index, condition] of where.entries()) judgeCondition(condition, index, tell);
  return { ...input, delimiter: delimiter ?? (type === 'tsv' ? '\t' : ','), where };
}

function judgeCondition(condition: Condition, index: number, say: Say): void {
  const path = ['input', 'where', ...(index > 0 ? [index] : [])];
  const { is, isNot, matches, empty } = condition;
  if ([is, isNot, matches, empty].every((one) => one === undefined))
    say(path, 'says nothing of the column.', 'Add is, isNot, matches or empty.');
  if (matches !== undefined && !isExpression(matches)) say([...path, 'matches'], 'is no regular expression.');
}

function toFields(file: MappingFile, input: MappingInput, say: Say): readonly MappedField<Target>[] {
  const fields: MappedField<Target>[] = [];
  const places = new Map<string, string>();
  for (const [name, spec] of Object.entries(file.fields)) {
    const path = ['fields', name];
    const target = parseTarget(file.kind, name);
    if (!isTarget(target)) {
      say(path, target.message, target.hint);
      continue;
    }
    const place = placeOf(target);
    const other = places.get(place);
    if (other !== undefined) say(path, `fills the same field as ${other}.`, twice(target));
    places.set(place, name);
    judgeSpecAt(path, judgeSpec(spec, target.entry, target.path, input), say);
    fields.push({ name, target, spec });
  }
  return fields;
}

/** Fields that a record needs, and that none of the mapping's fills. */
function findUnfilled({ kind }: MappingFile, fields: readonly MappedField<Target>[]): readonly Misstep[] {
  return Object.entries(catalogue[kind].fields).flatMap(([path, entry]): Misstep[] => {
    const ofRecord = entry.required && (!path.includes('[].') || path === 'names[].name');
    if (!ofRecord || fields.some(({ target }) => target.path === path)) return [];
    const short = path.replace('[].name', '');
    const hint = `Add \`${short}: COLUMN\`, or \`${short}: {value: ...}\`.`;
    return [{ path: ['fields'], missing: true, message: `${kind} needs the field ${short}, and none fills it.`, hint }];
  });
}

function judgeSpecAt(path: readonly string[], mistakes: readonly SpecMistake[], say: Say): void {
  for (const { word, message, hint } of mistakes) say(word === '' ? path : [...path, word], message, hint);
}

function twice(target: Target): string {
  const group = target.parts.find((part) => part.kind === 'group');
  if (group?.kind !== 'group') return 'Leave one out, or name the columns in one `from` or `columns`.';
  return `For another element of ${group.name} number them: ${group.name}[1], ${group.name}[2].`;
}

function placeOf({ parts, path }: Target): string {
  return `${path} ${parts.map((part) => (part.kind === 'group' ? part.selector : '')).join('|')}`;
}

function toEnvelope(
  { envelope }: MappingFile,
  input: MappingInput,
  say: Say,
): Pick<Mapping, 'envelope' | 'envelopeFields'> {
  const constants: Partial<Record<EnvelopeField, unknown>> = {};
  const envelopeFields: MappedField<EnvelopeField>[] = [];
  for (const [name, { spec, constant }] of Object.entries(envelope)) {
    const path = ['envelope', name];
    const field = (name === 'handling' ? 'handlingCodes' : name) as EnvelopeField;
    const entry = envelopeCatalogue[field];
    if (!entry) {
      const names = ['handling', ...Object.keys(envelopeCatalogue)];
      say(path, `an envelope has no ${name}.`, didYouMean(name, names, `It has ${names.join(', ')}.`));
    } else if (spec) {
      if (field === 'originator')
        say(path, 'must be the same for the whole file.', 'Write the agency itself, or leave it to --originator.');
      judgeSpecAt(path, judgeSpec(spec, entry, field, input), say);
      envelopeFields.push({ name: `envelope.${name}`, target: field, spec });
    } else {
      const texts = constant === undefined ? [] : Array.isArray(constant) ? constant : [constant];
      constants[field] = toEnvelopeConstant(field, texts, path, input, say);
      judgeReleases(field, texts, path, say);
    }
  }
  return { envelope: constants, envelopeFields };
}

/** The value that every record has, as its field reads it. */
function toEnvelopeConstant(
  field: EnvelopeField,
  texts: readonly string[],
  path: readonly string[],
  input: MappingInput,
  say: Say,
): unknown {
  const values = texts.map((text) => {
    const { value, hint } = judgeConstant(text, {}, envelopeCatalogue[field], input);
    if (hint !== null) say(path, `${text} is no ${field}.`, `${hint} A column is written {column: ${text}}.`);
    return value;
  });
  return envelopeLists.has(field) ? values : values[0];
}

/** Releases must be written as in policy: an unknown word releases the record to nobody. */
function judgeReleases(field: string, texts: readonly string[], path: readonly string[], say: Say): void {
  if (field !== 'releasableTo' && field !== 'hitTo') return;
  for (const text of texts) {
    if (/^(?:agency:[A-Z0-9-]+|kind:[A-Z_]+|country:[A-Z]{2})$/.test(text)) continue;
    const hint = /^[A-Z]{2}$/.test(text)
      ? `Did you mean country:${text}?`
      : 'Write agency:ID, kind:KIND or country:CC.';
    say(path, `${text} names nobody.`, hint);
  }
}

function toKey({ key, sameKey }: MappingFile, say: Say): Mapping['key'] {
  const repetitions = 'A hash numbers repetitions; name the columns that the rows of one record share.';
  if (sameKey === 'merge' && key.hash !== undefined) say(['sameKey'], 'needs a key of columns.', repetitions);
  if ((key.columns === undefined) === (key.hash === undefined))
    say(['key'], 'is missing.', 'Name a column, a list of columns, or {hash: [...]}.');
  if (key.hash !== undefined && key.replace !== undefined)
    say(['key', 'replace'], 'stands beside hash: a hash is of the columns as they stand.', 'Leave one of them out.');
  if (key.hash !== undefined)
    return { columns: key.hash.length === 1 && key.hash[0] === 'row' ? [] : key.hash, hash: true };
  for (const pattern of Object.keys(key.replace ?? {}))
    if (!isExpression(pattern))
      say(['key', 'replace'], `${pattern} is no regular expression.`, 'In YAML put it in single quotes.');
  return { columns: key.columns ?? [], hash: false, replace: key.replace };
}

function isEncoding(label: string): boolean {
  try {
    toKnownEncoding(label);
    return true;
  } catch {
    return false;
  }
}

function isExpression(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
