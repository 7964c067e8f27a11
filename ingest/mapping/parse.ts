// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Mapping } from './mapping.js';
import { judgeMeaning } from './meaning.js';
import type { Mistake } from './mistake.js';
import { didYouMean } from './nearest.js';
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
    const message = 'a mapping is an object with version, kind, input, key and fields';
    const hint = 'Start from `portcullis mapping draft FILE`.';
    return { mapping: null, mistakes: [{ path: '', line: 1, message, hint }] };
  }
  const shaped = mappingShape.safeParse(read.value);
  if (!shaped.success)
    return { mapping: null, mistakes: inOrder(shaped.error.issues.flatMap((issue) => toMistakes(issue, read))) };
  const digest = createHash('sha256').update(text).digest('hex');
  const { mapping, mistakes } = judgeMeaning(shaped.data, { name, digest });
  if (mapping !== null && mistakes.length === 0) return { mapping, mistakes: [] };
  return {
    mapping: null,
    mistakes: inOrder(
      mistakes.map(({ path, message, hint, part }) => ({
        path: toWords(path),
        line: read.lineOf(path, part),
        message,
        hint,
      })),
    ),
  };
}

function inOrder(mistakes: readonly Mistake[]): readonly Mistake[] {
  return [...mistakes].sort((one, other) => one.line - other.line);
}

function toMistakes(issue: z.core.$ZodIssue, yaml: YamlText): Mistake[] {
  const path = issue.path.filter((step) => step !== 'spec' && step !== 'constant');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: toWords(path),
      line: yaml.lineOf([...path, key], 'key'),
      message: `${key} is no word of a mapping here.`,
      hint: didYouMean(key, wordsAt(path), `Known are ${wordsAt(path).join(', ')}.`),
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

/** What to write where something that every mapping needs is not there. */
const hints: Readonly<Record<string, string>> = {
  version: 'Write `version: 1`.',
  kind: 'Say which record a row becomes, e.g. `kind: person`; `portcullis mapping fields` lists the kinds.',
  input: 'Say what the file is, e.g. `input: {type: csv}`.',
  type: 'Write csv, tsv, jsonl or sql.',
  key: 'Name the column that tells one record from another, e.g. `key: id`; without one `key: {hash: [...]}`.',
  fields: 'Say which column fills which field, e.g. `fields: {names: full_name}`.',
};

function hintOf(issue: z.core.$ZodIssue, path: readonly PropertyKey[], yaml: YamlText): string {
  const stated = valueAt(yaml.value, path);
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
  return last === 'unit' || last === 'currency' ? ['column'] : knownWords.spec;
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
