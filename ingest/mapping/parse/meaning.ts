import { toKnownEncoding } from '../../input/text/encoding.js';
import { type EnvelopeField, envelopeCatalogue, envelopeLists } from '../catalogue/envelope.js';
import { catalogue } from '../catalogue/index.js';
import { isTarget, parseTarget, type Target } from '../fieldPath.js';
import type { Condition, MappedField, Mapping, MappingInput, Spec } from '../mapping.js';
import { didYouMean } from '../nearest.js';
import type { MappingFile } from './schema.js';
import { judgeConstant, judgeSpec } from './specMeaning.js';

/** A mistake, at its place in the mapping file. */
export interface Misstep {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly hint: string;
  /** What is wrong is that something is not there. */
  readonly missing?: true;
}

/** What a well-shaped mapping file means, and every mistake in that. */
export function judgeMeaning(
  file: MappingFile,
  origin: { readonly name: string; readonly digest: string },
): { readonly mapping: Mapping | null; readonly mistakes: readonly Misstep[] } {
  const mistakes: Misstep[] = [];
  const input = toInput(file, mistakes);
  const fields = toFields(file, input, mistakes);
  const envelope = toEnvelope(file, input, mistakes);
  const key = toKey(file, mistakes);
  if (mistakes.length > 0) return { mapping: null, mistakes };
  const { kind, source, sameKey, ignore } = file;
  return { mapping: { ...origin, source, kind, input, key, sameKey, ...envelope, fields, ignore }, mistakes };
}

function toInput({ input }: MappingFile, mistakes: Misstep[]): MappingInput {
  const { type, delimiter, header, query, urlVariable, encoding } = input;
  const separated = type === 'csv' || type === 'tsv';
  const say = (word: string, message: string, hint = ''): void =>
    void mistakes.push({ path: ['input', word], message, hint });
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
  for (const [index, condition] of where.entries()) judgeCondition(condition, index, mistakes);
  return {
    type,
    delimiter: delimiter ?? (type === 'tsv' ? '\t' : ','),
    encoding,
    header,
    skipLines: input.skipLines,
    nullValues: input.nullValues,
    decimal: input.decimal,
    where,
    query,
    urlVariable,
  };
}

function judgeCondition(condition: Condition, index: number, mistakes: Misstep[]): void {
  const path = ['input', 'where', ...(index > 0 ? [index] : [])];
  const { is, isNot, matches, empty } = condition;
  if ([is, isNot, matches, empty].every((one) => one === undefined)) {
    mistakes.push({ path, message: 'says nothing of the column.', hint: 'Add is, isNot, matches or empty.' });
  }
  if (matches !== undefined && !isExpression(matches)) {
    mistakes.push({ path: [...path, 'matches'], message: 'is no regular expression.', hint: '' });
  }
}

function toFields(file: MappingFile, input: MappingInput, mistakes: Misstep[]): readonly MappedField<Target>[] {
  const fields: MappedField<Target>[] = [];
  const places = new Map<string, string>();
  for (const [name, spec] of Object.entries(file.fields)) {
    const path = ['fields', name];
    const target = parseTarget(file.kind, name);
    if (!isTarget(target)) {
      mistakes.push({ path, ...target });
      continue;
    }
    const place = placeOf(target);
    const other = places.get(place);
    if (other !== undefined) {
      mistakes.push({ path, message: `fills the same field as ${other}.`, hint: twice(target) });
    }
    places.set(place, name);
    for (const { word, message, hint } of judgeSpec(spec, target.entry, target.path, input)) {
      mistakes.push({ path: word === '' ? path : [...path, word], message, hint });
    }
    fields.push({ name, target, spec });
  }
  const known = catalogue[file.kind];
  for (const [path, entry] of Object.entries(known.fields)) {
    const ofRecord = entry.required && (!path.includes('[].') || path === 'names[].name');
    if (!ofRecord || Object.keys(file.fields).length > fields.length) continue;
    if (fields.some(({ target }) => target.path === path)) continue;
    const short = path.replace('[].name', '');
    mistakes.push({
      path: ['fields'],
      missing: true,
      message: `${file.kind} needs the field ${short}, and none fills it.`,
      hint: `Add \`${short}: COLUMN\`, or \`${short}: {value: ...}\`.`,
    });
  }
  return fields;
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
  mistakes: Misstep[],
): Pick<Mapping, 'envelope' | 'envelopeFields'> {
  const constants: Partial<Record<EnvelopeField, unknown>> = {};
  const envelopeFields: MappedField<EnvelopeField>[] = [];
  for (const [name, { spec, constant }] of Object.entries(envelope)) {
    const path = ['envelope', name];
    const field = (name === 'handling' ? 'handlingCodes' : name) as EnvelopeField;
    const entry = envelopeCatalogue[field];
    if (!entry) {
      const names = ['handling', ...Object.keys(envelopeCatalogue)];
      const hint = didYouMean(name, names, `It has ${names.join(', ')}.`);
      mistakes.push({ path, message: `an envelope has no ${name}.`, hint });
    } else if (spec) {
      mistakes.push(...judgeEnvelopeSpec(field, spec, path, input));
      envelopeFields.push({ name: `envelope.${name}`, target: field, spec });
    } else {
      const texts = constant === undefined ? [] : Array.isArray(constant) ? constant : [constant];
      constants[field] = toEnvelopeConstant(field, texts, path, input, mistakes);
      judgeReleases(field, texts, path, mistakes);
    }
  }
  return { envelope: constants, envelopeFields };
}

function judgeEnvelopeSpec(
  field: EnvelopeField,
  spec: Spec,
  path: readonly string[],
  input: MappingInput,
): readonly Misstep[] {
  const message = 'must be the same for the whole file.';
  const hint = 'Write the agency itself, or leave it to --originator.';
  return [
    ...(field === 'originator' ? [{ path, message, hint }] : []),
    ...judgeSpec(spec, envelopeCatalogue[field], field, input).map(({ word, ...wrong }) => ({
      path: word === '' ? path : [...path, word],
      ...wrong,
    })),
  ];
}

/** The value that every record has, as its field reads it. */
function toEnvelopeConstant(
  field: EnvelopeField,
  texts: readonly string[],
  path: readonly string[],
  input: MappingInput,
  mistakes: Misstep[],
): unknown {
  const values = texts.map((text) => {
    const { value, hint } = judgeConstant(text, {}, envelopeCatalogue[field], input);
    const message = `${text} is no ${field}.`;
    if (hint !== null) mistakes.push({ path, message, hint: `${hint} A column is written {column: ${text}}.` });
    return value;
  });
  return envelopeLists.has(field) ? values : values[0];
}

/** Whom a record is released to must be written as policy writes it: a word that it does not know releases it to nobody. */
function judgeReleases(field: string, texts: readonly string[], path: readonly string[], mistakes: Misstep[]): void {
  if (field !== 'releasableTo' && field !== 'hitTo') return;
  for (const text of texts) {
    if (/^(?:agency:[A-Z0-9-]+|kind:[A-Z_]+|country:[A-Z]{2})$/.test(text)) continue;
    const hint = /^[A-Z]{2}$/.test(text)
      ? `Did you mean country:${text}?`
      : 'Write agency:ID, kind:KIND or country:CC.';
    mistakes.push({ path, message: `${text} names nobody.`, hint });
  }
}

function toKey({ key, sameKey }: MappingFile, mistakes: Misstep[]): Mapping['key'] {
  if (sameKey === 'merge' && key.hash !== undefined) {
    mistakes.push({
      path: ['sameKey'],
      message: 'needs a key of columns.',
      hint: 'A hash numbers repetitions; name the columns that the rows of one record share.',
    });
  }
  if ((key.columns === undefined) === (key.hash === undefined)) {
    mistakes.push({
      path: ['key'],
      message: 'is missing.',
      hint: 'Name a column, a list of columns, or {hash: [...]}.',
    });
  }
  if (key.hash !== undefined && key.replace !== undefined)
    mistakes.push({
      path: ['key', 'replace'],
      message: 'stands beside hash: a hash is of the columns as they stand.',
      hint: 'Leave one of them out.',
    });
  if (key.hash !== undefined)
    return { columns: key.hash.length === 1 && key.hash[0] === 'row' ? [] : key.hash, hash: true };
  for (const pattern of Object.keys(key.replace ?? {}))
    if (!isExpression(pattern))
      mistakes.push({
        path: ['key', 'replace'],
        message: `${pattern} is no regular expression.`,
        hint: 'In YAML put it in single quotes.',
      });
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
