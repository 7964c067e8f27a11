import { GraphQLNonNull, type GraphQLOutputType, getNullableType } from 'graphql';
import type { SubjectKeys } from '../fetch/namingCheck.js';
import { leafPattern } from './leafPattern.js';
import { NotForSplicing, type ProvidedField, type Provider } from './provider.js';
import type { Site } from './sites.js';

/** A run of a provider's leaves that is copied as one piece, or matched and left out. */
export interface Segment {
  readonly kind: 'leaves';
  /** Source of a regular expression for the run, with the brace or comma before it. */
  readonly pattern: string;
  readonly keys: readonly string[];
  /** Index of its last leaf among the site's fields; null where the client is not shown them. */
  readonly place: number | null;
  /** Numbers of the fetches whose representations it is part of. */
  readonly requiredBy: readonly number[];
  /** Whether it is the id of an entity that a source without a manifest discloses. */
  readonly isDisclosedId: boolean;
  /** Present where its first leaf is an id or identifier that the manifest must name. */
  readonly subject: { readonly key: string; readonly type: string | null } | undefined;
}

/** An object, or a list of them, that another provider's scanner reads. */
export interface Nested {
  readonly kind: 'nested';
  readonly key: string;
  /** The text before it: brace or comma, name, colon. */
  readonly before: string;
  readonly provider: Provider;
}

/**
 * Cuts what a provider brings for a site into runs: neighbours stay together where the client wants them next to each
 * other under the same names, and where they are part of the same representations. A subject begins a run.
 */
export function segmentsOf(
  provider: Provider,
  site: Site,
  readsDisclosed: boolean,
  subjects: SubjectKeys,
): readonly (Segment | Nested)[] {
  const keys = new Set(provider.fields.map(({ key }) => key));
  const disclosesId = readsDisclosed && keys.has('__typename') && keys.has('id');
  const dependants = site.attached.filter(({ origin }) => origin === provider);
  const parts: (Segment | Nested)[] = [];
  for (const [index, field] of provider.fields.entries()) {
    const before = `${index === 0 ? '{' : ','}"${field.key}":`;
    const place = site.fields.findIndex(
      (each) => each.kind !== 'text' && each.provider === provider && each.key === field.key,
    );
    if (field.provider) {
      // Why thrown: an object that is not shown has no scanner, and what is not read is not checked.
      if (place < 0) throw new NotForSplicing('an object that is not shown');
      parts.push({ kind: 'nested', key: field.key, before, provider: field.provider });
      continue;
    }
    const requiredBy = dependants.flatMap(({ fetch }) =>
      fetch.requires?.keys.includes(field.key) ? [fetch.index] : [],
    );
    const leaf: Segment = {
      kind: 'leaves',
      pattern: before.replace('{', '\\{') + valuePattern(field, provider, requiredBy.length > 0),
      keys: [field.key],
      place: place < 0 ? null : place,
      requiredBy,
      isDisclosedId: disclosesId && field.key === 'id',
      subject: subjectOf(field.key, subjects),
    };
    const last = parts.at(-1);
    if (last?.kind === 'leaves' && follows(last, leaf)) parts[parts.length - 1] = joined(last, leaf);
    else parts.push(leaf);
  }
  return parts;
}

function subjectOf(key: string, subjects: SubjectKeys): Segment['subject'] {
  const type = subjects.get(key);
  return type === undefined ? undefined : { key, type };
}

/** @param isKey whether a representation needs it: a key is never null */
function valuePattern({ name, type }: ProvidedField, provider: Provider, isKey: boolean): string {
  const pattern = name === '__typename' ? `"${provider.type.name}"` : leafPattern(isKey ? nonNull(type) : type);
  if (pattern === undefined) throw new NotForSplicing('an object without selections');
  return pattern;
}

function nonNull(type: GraphQLOutputType | undefined): GraphQLOutputType | undefined {
  return type && new GraphQLNonNull(getNullableType(type));
}

function joined(run: Segment, { pattern, keys, ...leaf }: Segment): Segment {
  return { ...leaf, pattern: run.pattern + pattern, keys: [...run.keys, ...keys], subject: run.subject };
}

/** Whether a leaf goes into the run before it. */
function follows(run: Segment, leaf: Segment): boolean {
  return (
    !run.isDisclosedId &&
    !leaf.isDisclosedId &&
    leaf.subject === undefined &&
    run.requiredBy.join() === leaf.requiredBy.join() &&
    (run.place === null ? leaf.place === null : leaf.place === run.place + 1)
  );
}
