import { join } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { type Path, type Place, placeOf } from './place.js';

/** The files that every policy directory has, each `NAME.yaml`. */
export const policyFileNames = ['matrix', 'agencies', 'operations'] as const;
export type PolicyFileName = (typeof policyFileNames)[number];

/** Every file that a policy directory may have. */
export const writtenFileNames = [...policyFileNames, 'coordinates'] as const;
export type WrittenFileName = (typeof writtenFileNames)[number];

/** Texts of the policy files. */
export interface PolicyFiles extends Readonly<Record<PolicyFileName, string>> {
  /** Labels of foreign sources; absent where the policy names none. */
  readonly coordinates?: string;
  /** The directory they are in; absent for the product's own. */
  readonly directory?: string;
}

/** Something in a policy file that cannot be meant. */
export interface Mistake {
  readonly file: WrittenFileName;
  readonly path: Path;
  /** What is wrong, without its place. */
  readonly what: string;
  /** What to write instead. */
  readonly hint: string;
}

/** Why nothing starts: one line a mistake, `FILE:LINE:COLUMN: PATH: WHAT. Hint: HINT`. */
export class PolicyError extends Error {
  /** @param lines in the order of the files */
  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join('\n'), options);
    this.name = 'PolicyError';
  }
}

/** The lines of mistakes, each with its place in its file. */
export function linesOf(mistakes: readonly Mistake[], files: PolicyFiles): readonly string[] {
  return mistakes.map((mistake) => lineOf(mistake, fileOf(mistake.file, files.directory), files[mistake.file] ?? ''));
}

/** The line of a mistake in a text; `name` is what the message calls the file. */
export function lineOf({ path, what, hint }: Omit<Mistake, 'file'>, name: string, text: string): string {
  return toLine(name, placeOf(text, path), `${path.join(' > ') || '(top)'}: ${what}`, hint);
}

/** What messages call a file: its name, with the path for a directory other than the product's. */
export function fileOf(name: WrittenFileName, directory: string | undefined): string {
  return join(directory ?? '', `${name}.yaml`);
}

/** One mistake as a line of the error. */
export function toLine(file: string, { line, column }: Place, what: string, hint: string): string {
  return `${file}:${line}:${column}: ${what}. Hint: ${hint}.`;
}

/** `did you mean X` where one of the words is near, else the words that are allowed. */
export function meantOrOneOf(written: string, words: readonly string[]): string {
  const near = nearest(written, words);
  if (near !== undefined) return `did you mean ${near}`;
  return words.length <= 40 ? `one of ${words.join(', ')}` : 'see docs/POLICY.md';
}

/** The word that was probably meant; undefined where none is near. */
export function nearest(written: string, words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const near = closest(written, words as string[]);
  return distance(written, near) <= Math.max(2, Math.floor(written.length / 3)) ? near : undefined;
}
