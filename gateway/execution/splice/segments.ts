import { leafPattern } from './leaf.js';
import { NotForSplicing, type Provider } from './provider.js';
import type { Site } from './sites.js';

/** A run of a provider's leaves that is cut out as one piece, or matched and left out. */
export interface Segment {
  readonly kind: 'leaves';
  /** Source of a regular expression that matches the run, the brace or comma before it included. */
  readonly pattern: string;
  readonly keys: readonly string[];
  /** Shown in the client's answer. */
  readonly isShown: boolean;
  /** Numbers of the fetches whose representations it is a part of. */
  readonly requiredBy: readonly number[];
  /** The id of an entity whose source does not say by itself what it discloses. */
  readonly isTold: boolean;
}

/** An object, or a list of them, that another provider's scanner reads. */
export interface Nested {
  readonly kind: 'nested';
  readonly key: string;
  /** Text before it: brace or comma, name and colon. */
  readonly before: string;
  readonly provider: Provider;
}

/**
 * Cuts what a provider brings for a site into runs: neighbours stay together where the client wants them next to each
 * other under the same names, and where the same representations are made of them.
 */
export function segmentsOf(provider: Provider, site: Site, readsDisclosed: boolean): readonly (Segment | Nested)[] {
  // Why long: one pass over the fields, in which each is compared with the one before it.
  const tells =
    readsDisclosed && ['__typename', 'id'].every((key) => provider.fields.some((field) => field.key === key));
  const places = new Map<string, number>();
  for (const [place, field] of site.fields.entries()) {
    if (field.kind !== 'text' && field.provider === provider) places.set(field.key, place);
  }
  const dependants = site.attached.filter(({ origin }) => origin === provider);
  const parts: (Segment | Nested)[] = [];
  let open: (Segment & { readonly keys: string[] }) | undefined;
  let lastPlace = -1;
  for (const [index, field] of provider.fields.entries()) {
    const before = `${index === 0 ? '{' : ','}"${field.key}":`;
    const place = places.get(field.key);
    if (field.provider) {
      // Why thrown: nobody would read it, and what is not read is not checked.
      if (place === undefined) throw new NotForSplicing('an object that is not shown');
      parts.push({ kind: 'nested', key: field.key, before, provider: field.provider });
      open = undefined;
      continue;
    }
    const requiredBy = dependants
      .filter(({ fetch }) => fetch.requires?.keys.includes(field.key))
      .map(({ fetch }) => fetch.index);
    const value = field.name === '__typename' ? `"${provider.type.name}"` : leafPattern(field.type);
    if (value === undefined) throw new NotForSplicing('a leaf that is none');
    const pattern = `${before.replace('{', '\\{')}${requiredBy.length > 0 ? notNull(value) : value}`;
    const isShown = place !== undefined;
    const isTold = tells && field.key === 'id';
    const follows =
      open !== undefined &&
      open.isShown === isShown &&
      !open.isTold &&
      !isTold &&
      open.requiredBy.join() === requiredBy.join() &&
      (!isShown || place === lastPlace + 1);
    if (open && follows) {
      open = { ...open, pattern: open.pattern + pattern, keys: [...open.keys, field.key] };
      parts[parts.length - 1] = open;
    } else {
      open = { kind: 'leaves', pattern, keys: [field.key], isShown, requiredBy, isTold };
      parts.push(open);
    }
    if (place !== undefined) lastPlace = place;
  }
  return parts;
}

/** A key that is null is no key. */
function notNull(pattern: string): string {
  return pattern.replace(/^\(\?:(.*)\|null\)$/s, '$1');
}
