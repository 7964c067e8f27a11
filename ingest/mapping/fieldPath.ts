import { catalogue, type MappedKind } from './catalogue/index.js';
import type { FieldEntry, GroupEntry, KindCatalogue, ObjectRule } from './catalogue/types.js';
import { toHeader } from './draft/synonyms/header.js';
import { synonymsOf } from './draft/synonyms/synonyms.js';
import { didYouMean, nearest } from './nearest.js';

/** A field of a record that a mapping fills, e.g. `parties[role=CONSIGNOR].name`. */
export interface Target {
  /** From the record down; the last part is the field itself. */
  readonly parts: readonly PathPart[];
  /** Path of the catalogue, e.g. `parties[].name`. */
  readonly path: string;
  readonly entry: FieldEntry;
}

/** One step of a field path: an object, a group with its selector, or the field itself. */
export type PathPart =
  | { readonly kind: 'object'; readonly name: string; readonly rule: ObjectRule | undefined }
  | {
      readonly kind: 'group';
      readonly name: string;
      readonly path: string;
      readonly group: GroupEntry;
      /** Chooses the element of the group that the field fills. */
      readonly selector: string;
      /** What the selector states, e.g. `{ role: 'CONSIGNOR' }`. */
      readonly constants: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'field'; readonly name: string; readonly list: boolean };

/** Why a text is no field path, and what was probably meant. */
export interface NoTarget {
  readonly message: string;
  readonly hint: string;
}

/** The field of a kind of record that a mapping names. */
export function parseTarget(kind: MappedKind, text: string): Target | NoTarget {
  const known = catalogue[kind];
  const segments = splitPath(text);
  if (segments === null) {
    return {
      message: `${text} is no field path.`,
      hint: 'A path looks like names, place.country or parties[role=CONSIGNOR].name.',
    };
  }
  const parts: PathPart[] = [];
  let path = '';
  for (const [index, { name, selector }] of segments.entries()) {
    const here = `${path}${name}`;
    const last = index === segments.length - 1;
    const group = known.groups[here];
    if (group) {
      const constants = toConstants(selector);
      const wrong = checkConstants(known, here, constants);
      if (wrong) return wrong;
      parts.push({ kind: 'group', name, path: here, group, selector, constants });
      path = `${here}[].`;
      if (last) return finish(known, kind, text, parts, path, { name: group.main, selector: '' });
      continue;
    }
    if (last) return finish(known, kind, text, parts, path, { name, selector });
    if (!Object.keys(known.fields).some((other) => other.startsWith(`${here}.`))) return unknown(known, kind, text);
    parts.push({ kind: 'object', name, rule: known.objects[here] });
    path = `${here}.`;
  }
  return unknown(known, kind, text);
}

/** Whether a path leads to a field. */
export function isTarget(found: Target | NoTarget): found is Target {
  return 'parts' in found;
}

function finish(
  known: KindCatalogue,
  kind: MappedKind,
  text: string,
  parts: readonly PathPart[],
  path: string,
  { name, selector }: Segment,
): Target | NoTarget {
  for (const list of [false, true]) {
    const full = `${path}${name}${list ? '[]' : ''}`;
    const entry = known.fields[full];
    if (!entry) continue;
    if (selector !== '' && !(list && /^\d*$/.test(selector))) {
      return { message: `${text}: ${path}${name} has no elements to choose from.`, hint: `Write ${path}${name}.` };
    }
    return { parts: [...parts, { kind: 'field', name, list }], path: full, entry };
  }
  return unknown(known, kind, text);
}

function unknown(known: KindCatalogue, kind: MappedKind, text: string): NoTarget {
  const plain = toPlain(text.replaceAll(/\[[^\]]*\]/g, ''));
  const whole = [...Object.keys(known.groups), ...Object.keys(known.fields)].map(toPlain);
  const meant = bySynonym(kind, plain);
  const direct = meant === null ? didYouMean(plain, whole) : `Did you mean ${meant}?`;
  const byLeaf = nearest(
    plain,
    whole.map((path) => path.replace(/^.*\./, '')),
  );
  const full = byLeaf === null ? undefined : whole.find((path) => path === byLeaf || path.endsWith(`.${byLeaf}`));
  return {
    message: `${kind} has no field ${text}.`,
    hint: direct || (full ? `Did you mean ${full}?` : `\`portcullis mapping --fields ${kind}\` lists them.`),
  };
}

/** The field that files mean by a word, in the same group or object where the path has one. */
function bySynonym(kind: MappedKind, path: string): string | null {
  const word = toHeader(path.replace(/^.*\./, ''));
  const within = path.includes('.') ? path.slice(0, path.indexOf('.')) : '';
  const meant = synonymsOf(kind)
    .fields.filter(({ words }) => words.includes(word))
    .map(({ field }) => field);
  return (
    meant.find((field) => within !== '' && field.startsWith(within)) ?? (within === '' ? (meant[0] ?? null) : null)
  );
}

/** A path of the catalogue as mappings write it. */
function toPlain(path: string): string {
  return path.replaceAll('[]', '');
}

interface Segment {
  readonly name: string;
  readonly selector: string;
}

/** Null where the text does not have the form of a path. */
function splitPath(text: string): Segment[] | null {
  const segments: Segment[] = [];
  const pattern = /([A-Za-z]\w*)(?:\[([^\]]*)\])?(?:\.|$)/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) return null;
    segments.push({ name: match[1] as string, selector: (match[2] ?? '').trim() });
  }
  return segments.length === 0 || text.endsWith('.') ? null : segments;
}

function toConstants(selector: string): Record<string, string> {
  const pairs = selector.split(',').filter((part) => part.includes('='));
  return Object.fromEntries(pairs.map((pair) => pair.split('=', 2).map((word) => word.trim()) as [string, string]));
}

function checkConstants(known: KindCatalogue, group: string, constants: Record<string, string>): NoTarget | null {
  for (const [name, value] of Object.entries(constants)) {
    const entry = known.fields[`${group}[].${name}`];
    const names = Object.keys(known.fields).filter((path) => path.startsWith(`${group}[].`));
    const leaves = names.map((path) => path.slice(group.length + 3));
    if (!entry)
      return {
        message: `${group} has no field ${name}.`,
        hint: didYouMean(name, leaves, `It has ${leaves.join(', ')}.`),
      };
    if (entry.codes && !entry.codes.includes(value)) {
      return {
        message: `${value} is no ${name} of ${group}.`,
        hint: didYouMean(value, entry.codes, `Allowed: ${entry.codes.join(', ')}.`),
      };
    }
  }
  return null;
}
