import { hash } from 'node:crypto';
import type { z } from 'zod';
import type { Mapping } from '../mapping.js';
import { didYouMean } from '../nearest.js';
import { judgeMeaning, type Misstep } from './meaning.js';
import type { Mistake } from './mistake.js';
import { pruneMapping } from './prune.js';
import { knownWords, mappingShape } from './schema.js';
import { parseYaml, type YamlText } from './yamlText.js';

/** A mapping file, read: the mapping, or all that is wrong with it. */
export type ParsedMapping =
  | { readonly mapping: Mapping; readonly mistakes: readonly [] }
  | { readonly mapping: null; readonly mistakes: readonly Mistake[] };

/** Reads the text of a mapping file and checks all that needs no data. Pure. */
export function parseMapping(text: string, name: string): ParsedMapping {
  const yaml = parseYaml(text);
  if (Array.isArray(yaml)) return { mapping: null, mistakes: yaml };
  const read = yaml as YamlText;
  if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value)) {
    const message = 'a mapping is an object with version, source, kind, input, key and fields.';
    const hint = 'Start from `portcullis mapping FILE`.';
    return { mapping: null, mistakes: [{ path: '', line: 1, message, hint }] };
  }
  const digest = hash('sha256', text);
  const shaped = mappingShape.safeParse(read.value);
  if (!shaped.success) {
    const { issues } = shaped.error;
    const rest = mappingShape.safeParse(pruneMapping(read.value, issues));
    // Why not what is missing: it may be in what was pruned.
    const more = rest.success
      ? judgeMeaning(rest.data, { name, digest }).mistakes.filter(({ missing }) => !missing)
      : [];
    return {
      mapping: null,
      mistakes: inOrder([
        ...issues.flatMap((issue) => toMistakes(issue, read)),
        ...more.map((one) => atLine(one, read)),
      ]),
    };
  }
  const { mapping, mistakes } = judgeMeaning(shaped.data, { name, digest });
  if (mapping !== null && mistakes.length === 0) return { mapping, mistakes: [] };
  return { mapping: null, mistakes: inOrder(mistakes.map((one) => atLine(one, read))) };
}

function atLine({ path, message, hint }: Misstep, yaml: YamlText): Mistake {
  return { path: toWords(path), line: yaml.lineOf(path), message, hint };
}

function inOrder(mistakes: readonly Mistake[]): readonly Mistake[] {
  return [...mistakes].sort((one, other) => one.line - other.line);
}

function toMistakes(issue: z.core.$ZodIssue, yaml: YamlText): Mistake[] {
  const path = issue.path.filter((step) => step !== 'spec' && step !== 'constant');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: toWords(path),
      line: yaml.lineOf([...path, key]),
      message: `${key} is no word of a mapping here.`,
      hint: otherWords[key] ?? didYouMean(key, wordsAt(path), `Known are ${wordsAt(path).join(', ')}.`),
    }));
  }
  const missing = isMissing(yaml.value, path);
  return [
    {
      path: toWords(path),
      line: yaml.lineOf(path),
      message: missing ? 'is missing.' : `${issue.message}.`,
      hint: missing ? (hints[String(path.at(-1))] ?? '') : hintOf(issue, path, yaml),
    },
  ];
}

/** What to write where something that every mapping needs is missing. */
const hints: Readonly<Record<string, string>> = {
  version: 'Write `version: 1`.',
  source:
    'Name the register, e.g. `source: mapped-watchlist`: keys are unique in it, and a whole list withdraws from it.',
  kind: 'Say which record a row becomes, e.g. `kind: person`; `portcullis mapping --fields` lists the kinds.',
  input: 'Say what the file is, e.g. `input: {type: csv}`.',
  type: 'Write csv, tsv, jsonl or sql.',
  key: 'Name the column that tells one record from another, e.g. `key: id`; without one `key: {hash: [...]}`.',
  fields: 'Say which column fills which field, e.g. `fields: {names: full_name}`.',
};

/** Words that other tools use for ours. */
const otherWords: Readonly<Record<string, string>> = {
  format: 'A pattern of dates is `date: dd.MM.yyyy`; with times `dateTime: {format: ..., zone: ...}`.',
  type: 'The field has its type; a text is read as something by `as: imo`.',
  name: 'A column is `column: NAME`.',
  field: 'A column is `column: NAME`.',
  constant: 'A constant is `value: X`.',
  const: 'A constant is `value: X`.',
  regex: 'A regular expression is `extract: ...`.',
  pattern: 'A regular expression is `extract: ...`; a pattern of dates `date: ...`.',
  separator: 'A separator is `split: ...`, of the file `input.delimiter`.',
  values: 'Codes are `map: {VALUE: CODE}`.',
  mapping: 'Codes are `map: {VALUE: CODE}`.',
  columns: 'Columns stand under `fields`: FIELD: COLUMN.',
  skip: 'Lines before the header are `skipLines`; rows are left out by `where`.',
};

function hintOf(issue: z.core.$ZodIssue, path: readonly PropertyKey[], yaml: YamlText): string {
  const stated = valueAt(yaml.value, path);
  if (path.length === 1 && path[0] === 'source') return hints.source ?? '';
  if (path.length === 1 && path[0] === 'input' && typeof stated === 'string')
    return `Write \`input: {type: ${stated}}\`.`;
  if (path.length === 2 && path[0] === 'fields' && Array.isArray(stated)) {
    const names = stated.map(String).join(', ');
    return `Each a value of its own: {columns: [${names}]}; the first that has one: {from: [${names}]}; one text: {template: '{A} {B}'}.`;
  }
  if (issue.code === 'invalid_value' && typeof stated === 'string') return didYouMean(stated, issue.values.map(String));
  return '';
}

function wordsAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return knownWords.mapping;
  if (path[0] === 'input') return path.length === 1 ? knownWords.input : knownWords.condition;
  if (path[0] === 'key') return ['hash'];
  const last = String(path.at(-1));
  if (last === 'dateTime') return ['format', 'zone'];
  if (last === 'number') return ['decimal', 'thousands'];
  if (last === 'money') return ['currency', 'minor'];
  if (last === 'boolean') return ['true', 'false'];
  if (last === 'unit') return ['column', 'map'];
  return last === 'currency' ? ['column'] : knownWords.spec;
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  return path.length > 0 && valueAt(value, path) === undefined;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const step of path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return at;
}

function toWords(path: readonly PropertyKey[]): string {
  return path.map(String).join(' > ');
}
