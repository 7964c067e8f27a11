import type { EntriesField, Fields, GroupField, ListField, Named, RecordPointer, ScalarField } from './fields.js';

/** All that is said of one type of record: everything else that repeats it is made from this. */
export interface RecordDescription<
  Kind extends string = string,
  Inner extends Fields = Fields,
  Mapped extends boolean = boolean,
  Source extends string = string,
> {
  /** Type of the SDL, e.g. `Consignment`. */
  readonly type: string;
  /** Word for it in deliveries, mappings and commands, e.g. `consignment`. */
  readonly kind: Kind;
  /** Source that keeps it: there is no other list of those that keep records. */
  readonly source: Source;
  /** Table in the schema of its source, e.g. `consignment`. */
  readonly table: string;
  /** Prefix of its public ids, without the underscore. */
  readonly idPrefix: string;
  /** Its key in its source is its public id. */
  readonly keyIsId?: true;
  /** It stands once under its key, no matter who states it; else each agency may have a copy of its own. */
  readonly standsOnce?: true;
  readonly named?: Named;
  /** False: no row of a table becomes such a record by a mapping. */
  readonly mapped?: Mapped;
  /** What it is, in one sentence. */
  readonly about: string;
  /**
   * What its reference between sources is made of, from its columns; source and key there where absent or null.
   */
  readonly ref?: (columns: Readonly<Record<string, unknown>>) => readonly string[] | null;
  /**
   * Coordinates of the SDL that functions of the source answer, e.g. `Consignment.consignor`: fields, leaves of the filter
   * and values of the sort enum that no field of the description says. `checkSdl` holds the rest.
   */
  readonly answered?: readonly string[];
  /** Of what links others, and is stored link by link: `fields` are then read from such a link. */
  readonly links?: Links;
  readonly fields: Inner;
}

/** How the links of a kind are found. Why `never`: each function says itself what it reads. */
export interface Links {
  /** Those of a record of their own. */
  readonly ofRecord: (record: never) => readonly object[];
  /** That of an entry of a list which asserts such links, and of the record that the list is in. */
  readonly ofEntry: (entry: never, asserting: LinkEnd) => object;
}

/** One end of a link: the record by its kind, as the source that keeps it names it. */
export type LinkEnd = Readonly<Partial<Record<string, RecordPointer | null>>>;

/** What every record has beside its fields, in a delivery and while it is read. */
const ofEveryRecord = ['kind', 'sourceRef', 'envelope', 'qualityFlags', 'origin', 'raw', 'delivered', 'partial'];

/**
 * Describes a type of record.
 *
 * @throws Error where a field is called as what every record has: `incidentKind` shows as `kind` by `node`
 */
export function record<
  const Kind extends string,
  const Inner extends Fields,
  const Source extends string,
  const Mapped extends boolean = true,
>(
  type: string,
  description: Omit<RecordDescription<Kind, Inner, Mapped, Source>, 'type'>,
): RecordDescription<Kind, Inner, Mapped, Source> {
  const taken = ofEveryRecord.find((name) => Object.hasOwn(description.fields, name));
  if (taken)
    throw new Error(`${type}.${taken} is what every record has: call the field otherwise, and show it by \`node\``);
  return { type, ...description };
}

type ValueOf<One> = One extends { readonly plain: true }
  ? readonly string[]
  : One extends EntriesField<infer Inner>
    ? readonly Stated<Inner>[]
    : One extends GroupField<infer Inner>
      ? Stated<Inner>
      : One extends ListField<infer Value>
        ? Value
        : One extends ScalarField<infer Value>
          ? Value
          : never;

/** Why not null too for lists: what lists nothing states an empty list, or none. */
type OrNull<One> = One extends EntriesField | ListField ? never : null;

type Flat<Type> = { [Name in keyof Type]: Type[Name] };

/** What may be stated of fields: computed ones are not. */
export type Stated<Inner extends Fields> = Flat<
  {
    readonly [Name in keyof Inner as Inner[Name] extends { readonly required: true } ? Name : never]: ValueOf<
      Inner[Name]
    >;
  } & {
    readonly [Name in keyof Inner as Inner[Name] extends { readonly required: true } | { readonly from: unknown }
      ? never
      : Name]?: ValueOf<Inner[Name]> | OrNull<Inner[Name]>;
  }
>;

/** A record as a delivery states it, without its key, its envelope and where it comes from. */
export type RecordOf<Description> =
  Description extends RecordDescription<infer Kind, infer Inner> ? { readonly kind: Kind } & Stated<Inner> : never;
