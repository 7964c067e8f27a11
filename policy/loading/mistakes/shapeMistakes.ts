import type { z } from 'zod';
import { domains } from '../../../schema/access.js';
import { agencyKinds, purposes, roles } from '../../types.js';
import {
  agenciesShape,
  agencyShape,
  categoryShape,
  cellShape,
  coordinatesShape,
  foreignEnvelopeShape,
  kindShape,
  matrixShape,
  operationShape,
  operationsShape,
  roleShape,
} from '../fileShapes.js';
import { type Mistake, meantOrOneOf, nearest } from '../mistake.js';
import type { Path } from '../place.js';

type Issue = z.core.$ZodIssue;

const shapes = [
  ...[matrixShape, agenciesShape, operationsShape, coordinatesShape],
  ...[categoryShape, cellShape, kindShape, roleShape, agencyShape, operationShape, foreignEnvelopeShape],
];
/** The keys of all policy files: an unknown key probably means one of them. */
const knownKeys: readonly string[] = [
  ...shapes.flatMap(({ shape }) => Object.keys(shape)),
  ...[...agencyKinds, ...roles, ...purposes, ...domains],
];

/** What a file's shape does not allow, in words. */
export function shapeMistakes(file: Mistake['file'], data: unknown, issues: readonly Issue[]): Mistake[] {
  return issues.flatMap((issue) => mistakesOf(file, data, issue, []));
}

function mistakesOf(file: Mistake['file'], data: unknown, issue: Issue, around: Path): Mistake[] {
  const path: Path = [...around, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const value = valueAt(data, path);
  const say = (what: string, hint: string): Mistake[] => [{ file, path, what, hint }];
  switch (issue.code) {
    case 'invalid_union':
      return meantBranch(issue.errors).flatMap((inner) => mistakesOf(file, data, inner, path));
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        return { file, path: [...path, key], what: 'no such key here', hint: hintOf(path, key) };
      });
    case 'invalid_value':
      return value === undefined
        ? say('is missing', `write one of ${issue.values.join(', ')}`)
        : say(`${shown(value)} is not allowed`, meantOrOneOf(String(value), issue.values.map(String)));
    case 'invalid_type':
      return value === undefined
        ? say('is missing', `write it, as a ${wordOf(issue.expected)}`)
        : say(
            `${path.length === 0 ? content(value) : shown(value)} is not a ${wordOf(issue.expected)}`,
            `write a ${wordOf(issue.expected)}`,
          );
    case 'too_small':
      return say('is too short', `at least ${issue.minimum} ${issue.origin === 'array' ? 'entries' : 'characters'}`);
    case 'invalid_format':
      return say(
        `${shown(value)} has the wrong form`,
        forms[issue.format] ?? `${issue.format} ${issue.pattern ?? ''}`.trim(),
      );
    case 'invalid_key':
      return say('is not a valid key here', keyForms[String(path.at(-2))] ?? keyForms.categories ?? '');
    default:
      return say(issue.message, 'see docs/POLICY.md');
  }
}

/** Keys from a fixed list, by the key above them. */
const keysBelow: Readonly<Record<string, readonly string[]>> = { masks: domains, purposes, roles };

/** What a key looks like, by the key above it. */
const keyForms: Readonly<Record<string, string>> = {
  categories: 'lower case, a dot, and one more word: persons.identity',
  cells: 'capital letters and _: COAST_GUARD_MS',
  kinds: 'capital letters and _: COAST_GUARD_MS',
  labels: 'Type.field, Type.field(argument:), Input.field, Enum.VALUE, or Type for all its members',
  sources: 'letters, digits, _ and -: as the supergraph names it',
};

/** What a value of a form looks like, where its pattern would explain nothing. */
const forms: Readonly<Record<string, string>> = {
  datetime: 'an instant in UTC, as 2026-11-30T00:00:00Z',
  date: 'a date, as 2026-11-30',
  email: 'an address, as desk@example.org',
  url: 'a URL, as https://login.example.org',
};

function wordOf(expected: string): string {
  if (expected === 'object' || expected === 'record') return 'map';
  return expected === 'array' ? 'list' : expected;
}

// No more than this: the file may not be a policy at all, and an anchor may refer to what contains it.
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? 'a text of its own' : text;
}

function content(value: unknown): string {
  if (value === null) return 'an empty file';
  return Array.isArray(value) ? 'a list' : 'the content';
}

function hintOf(path: Path, key: string): string {
  if (key === 'masks') return 'masks are by domain, at the top of the file; a field states its domain in the SDL';
  const words = keysBelow[String(path.at(-1))];
  if (words) return meantOrOneOf(key, words);
  const near = nearest(key, knownKeys);
  return near === undefined ? 'remove it' : `did you mean ${near}`;
}

// Where several forms are allowed: the one that was begun, whose mistake is further in.
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const begun = branches.find((issues) =>
    issues.some(({ code, path }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  const ofType = branches.find((issues) => issues.every(({ code }) => code !== 'invalid_type'));
  return begun ?? ofType ?? branches[0] ?? [];
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
    data,
  );
}
