import { isNonNullType } from 'graphql';
import type { AnswerShape, FieldShape, ObjectShape, ValueShape } from '../shape/answerShape.js';
import { NotForSplicing, type ProvidedField, type Provider, type SpliceFetch } from './provider.js';

/** A place of the client's answer with objects of one type, and who provides their fields. */
export interface Site {
  readonly id: number;
  readonly type: string;
  /** Index into `AnswerShape.paths`. */
  readonly counter: number;
  readonly base: Provider;
  readonly attached: readonly Attachment[];
  /** In the client's order. */
  readonly fields: readonly SiteField[];
}

/** A fetch that adds to the objects of a site. */
export interface Attachment {
  readonly fetch: SpliceFetch;
  readonly provider: Provider;
  /** Provider of its keys: the site's base, or one attached before. Undefined at the root. */
  readonly origin: Provider | undefined;
  /** Whether it provides a field that is asked for and never null: without its entity, the object is null. */
  readonly isOwner: boolean;
}

/** A field of the answer, by what writes it. */
export type SiteField =
  /** `__typename`, or null for a field that the gate took out. */
  | { readonly kind: 'text'; readonly key: string; readonly text: string; readonly pruned?: number }
  | { readonly kind: 'leaf'; readonly key: string; readonly provider: Provider }
  | {
      readonly kind: 'object';
      readonly key: string;
      readonly provider: Provider;
      readonly value: ValueShape;
      readonly site: Site;
    };

/** An attachment, before it is known whether it owns the object. */
type Joined = Omit<Attachment, 'isOwner'>;

/**
 * Finds the fetch that provides each object and field of the client's answer.
 *
 * @param providers by the number of their fetch
 * @throws NotForSplicing where a field has no provider, an object may be of several types, or objects would be merged
 *   by anything but an entity fetch
 */
export function planSites(
  { root }: AnswerShape,
  fetches: readonly SpliceFetch[],
  providers: readonly Provider[],
): readonly Site[] {
  const sites: Site[] = [];
  const used = new Set<SpliceFetch>();
  let ids = 0;
  const first = fetches.find(({ requires }) => !requires);
  if (!first) throw new NotForSplicing('no root');
  used.add(first);
  make(root, [], providers[first.index] as Provider);
  if (used.size < fetches.length) throw new NotForSplicing('a fetch that adds to no site');
  return sites.sort((a, b) => a.id - b.id);

  function make(shape: ObjectShape, path: readonly string[], base: Provider): Site {
    if (base.type.name !== shape.type) throw new NotForSplicing('another type');
    if (shape.falls !== undefined) throw new NotForSplicing('objects that fall');
    const id = ids++;
    const joined = join(path, base);
    const fields = shape.fields.map((field) =>
      siteField(field, shape, path, [base, ...joined.map(({ provider }) => provider)]),
    );
    const attached = joined.map((each) => ({ ...each, isOwner: owns(each.provider, shape, fields) }));
    const site: Site = { id, type: shape.type, counter: shape.counter, base, attached, fields };
    sites.push(site);
    return site;
  }

  function siteField(
    field: FieldShape,
    shape: ObjectShape,
    path: readonly string[],
    candidates: readonly Provider[],
  ): SiteField {
    const { name: key, kind } = field;
    if (kind === 'typename') return { kind: 'text', key, text: `"${key}":"${shape.type}"` };
    if (kind === 'pruned') return { kind: 'text', key, text: `"${key}":null`, pruned: field.index };
    if (kind === 'introspection') throw new NotForSplicing('introspection');
    // The sources are asked for it under another name than the client's.
    if (field.source !== key) throw new NotForSplicing('another name');
    const [provider, provided] = find(key, candidates);
    // A key that was asked for beside may have this name.
    if (provided.name !== field.field) throw new NotForSplicing('another field of this name');
    if (!provided.provider) return { kind: 'leaf', key, provider };
    const place = placeOf(field.value);
    if (place.only === null) throw new NotForSplicing('an abstract type');
    const site = make(place.variant(place.only), [...path, key], provided.provider);
    return { kind: 'object', key, provider, value: field.value, site };
  }

  function join(path: readonly string[], base: Provider): Joined[] {
    const joined: Joined[] = [];
    for (const fetch of fetches) {
      const provider = providers[fetch.index] as Provider;
      if (provider === base || fetch.names.join('.') !== path.join('.')) continue;
      used.add(fetch);
      const { requires } = fetch;
      if (provider.type !== base.type) throw new NotForSplicing('another type');
      if (!requires) {
        joined.push({ fetch, provider, origin: undefined });
        continue;
      }
      if (requires.typeName !== base.type.name) throw new NotForSplicing('another type');
      const origin = [base, ...joined.map((other) => other.provider)].find((candidate) =>
        requires.keys.every((key) => key === '__typename' || hasLeaf(candidate, key)),
      );
      if (!origin) throw new NotForSplicing('keys of several fetches');
      joined.push({ fetch, provider, origin });
    }
    return joined;
  }
}

function placeOf(value: ValueShape) {
  if (value.kind === 'list') return placeOf(value.item);
  if (value.kind === 'object') return value.place;
  throw new NotForSplicing('a leaf with fields');
}

function find(key: string, candidates: readonly Provider[]): readonly [Provider, ProvidedField] {
  for (const provider of candidates) {
    const field = provider.fields.find((each) => each.key === key);
    if (field) return [provider, field];
  }
  throw new NotForSplicing('a field that no fetch brings');
}

/** Whether a fetch provides what is never null and was asked for, by the client or by the gate. */
function owns(provider: Provider, shape: ObjectShape, fields: readonly SiteField[]): boolean {
  const asked = new Set(shape.required.map(({ name }) => name));
  for (const field of fields) if (field.kind !== 'text' && field.provider === provider) asked.add(field.key);
  return provider.fields.some(({ key, type }) => isNonNullType(type) && asked.has(key));
}

function hasLeaf(provider: Provider, key: string): boolean {
  return provider.fields.some((field) => field.key === key && field.name === key && !field.provider);
}
