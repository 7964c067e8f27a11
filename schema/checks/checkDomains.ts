import type { FieldDefinitionNode, TypeNode } from 'graphql';
import { Kind } from 'graphql';
import { type Access, type AccessDomain, domains } from '../access.js';
import type { SourceLabels } from './checkData.js';

/** The type that a domain's mask takes and gives. */
const typeOfDomain: Readonly<Record<AccessDomain, string>> = {
  NAME: 'String',
  NUMBER: 'String',
  DATE: 'PartialDate',
  POSITION: 'Float',
};

/**
 * Why a field's domain does not fit: it is unknown, for another type, on a list, or on a public field.
 *
 * @returns the violation without its coordinate; undefined where there is none
 */
export function misfit({ type }: FieldDefinitionNode, { domain, category }: Access): string | undefined {
  if (domain === null) return undefined;
  if (!domains.includes(domain)) return `states the unknown domain ${domain}: ${domains.join(', ')}`;
  if (category === 'public') return 'is public and states a domain: nothing of it is masked';
  const written = nameOf(type);
  const fitting = typeOfDomain[domain];
  return written === fitting ? undefined : `is ${written} and states the domain ${domain}, which is for ${fitting}`;
}

/**
 * Masks that together reveal what each hides: a datum masked in two ways, or one that a look-up accepts, which confirms a guess
 * at what the mask hides.
 *
 * @returns one sentence for each violation
 */
export function checkMasks(sources: readonly SourceLabels[]): string[] {
  const masked = new Map<string, { readonly at: string; readonly domain: AccessDomain }>();
  const lookups = new Map<string, string>();
  const found: string[] = [];
  for (const { name, access } of sources)
    for (const at of access.coordinates()) {
      const label = access.of(at);
      for (const datum of label?.data ?? []) {
        if (label?.use === 'LOOKUP') lookups.set(datum, at);
        if (!label?.domain) continue;
        const known = masked.get(datum);
        if (known && known.domain !== label.domain)
          found.push(`${name}: ${at} masks the datum ${datum} as ${label.domain}, ${known.at} as ${known.domain}`);
        masked.set(datum, { at: `${name}: ${at}`, domain: label.domain });
      }
    }
  for (const [datum, { at, domain }] of masked) {
    const lookup = lookups.get(datum);
    if (lookup)
      found.push(`${at} masks the datum ${datum} as ${domain}, and ${lookup} confirms a guess: state no domain`);
  }
  return found;
}

function nameOf(type: TypeNode): string {
  if (type.kind === Kind.NON_NULL_TYPE) return nameOf(type.type);
  return type.kind === Kind.LIST_TYPE ? `[${nameOf(type.type)}]` : type.name.value;
}
