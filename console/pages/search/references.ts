/** Prefixes of public ids of records that have a page. */
const prefixes = [
  ...(['person', 'organization', 'vesselrecord', 'aircraftrecord', 'consignment'] as const),
  ...(['seizure', 'statistic', 'incident', 'operation'] as const),
];

/**
 * What a text is beside the forms that the graph recognises: the public id of a record, or the reference of a hit, which only its
 * originator can follow.
 */
export function referenceOf(text: string): { readonly kind: 'record' | 'hit'; readonly id: string } | undefined {
  const id = text.trim();
  const [, prefix = '', rest = ''] = /^([a-z]+)_(.*)$/s.exec(id) ?? [];
  if (!prefixes.some((each) => each === prefix)) return undefined;
  if (/^[a-z2-7]{24}$/.test(rest)) return { kind: 'record', id };
  return /^[\w-]{60,}$/.test(rest) ? { kind: 'hit', id } : undefined;
}

/** Whether an id of an answer is the reference of a hit, and leads nowhere here. */
export const isHitReference = (id: string): boolean => referenceOf(id)?.kind === 'hit';
