import { records } from '../../../schema/records/index.js';
import { toCatalogue } from './toCatalogue.js';
import type { KindCatalogue } from './types.js';

type Records = typeof records;

/** A kind of record that a mapping may yield. */
export type MappedKind = {
  [Kind in keyof Records]: Records[Kind] extends { readonly mapped?: true } ? Kind : never;
}[keyof Records];

/** All of them. */
export const mappedKinds = (Object.keys(records) as (keyof Records)[]).filter(
  (kind): kind is MappedKind => records[kind].mapped !== false,
);

/** Everything that a mapping may fill, by kind of record: what draft, check, compiler and documentation share. */
export const catalogue = Object.fromEntries(mappedKinds.map((kind) => [kind, toCatalogue(records[kind])])) as Readonly<
  Record<MappedKind, KindCatalogue>
>;
