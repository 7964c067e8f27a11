import type { EntriesField, Fields, GroupField, ListField, Named, RecordPointer, ScalarField } from './fields.js';

/** The description of one type of record: everything that would repeat it is made from this. */
export interface RecordDescription<
  Kind extends string = string,
  Inner extends Fields = Fields,
  Mapped extends boolean = boolean,
  Source extends string = string,
> {
  /** The SDL type, e.g. `Consignment`. */
  readonly type: string;
  /** Its name in deliveries, mappings and commands, e.g. `consignment`. */
  readonly kind: Kind;
  /** The source that keeps it; the list of record sources is made from this. */
  readonly source: Source;
  /** The table in the schema of its source, e.g. `consignment`. */
  readonly table: string;
  /** The prefix of its public ids, without the underscore. */
  readonly idPrefix: string;
  /** Its key in its source is its public id. */
  readonly keyIsId?: true;
  /** There is one record for each key, no matter who states it; otherwise each agency may have its own copy. */
  readonly standsOnce?: true;
  readonly named?: Named;
  /** False: mappings cannot make such records. */
  readonly mapped?: Mapped;
  /** What it is, in one sentence. */
  readonly about: string;
  /** The parts of its reference between sources, from its columns; source and key where absent or null. */
  readonly ref?: (columns: Readonly<Record<string, unknown>>) => readonly string[] | null;
  /**
   * SDL coordinates that functions of the source answer, e.g. `Consignment.consignor`: fields, filter leaves and sort values that
   * no field of the description provides. `checkSdl` checks the rest.
   */
  readonly answered?: readonly string[];
  /** For a record of links, which is stored link by link: `fields` are then read from a link. */
  readonly links?: Links;
  readonly fields: Inner;
}

/** How the links of a kind are made. Typed `never` because each function declares what it reads. */
export interface Links {
  /** The links of a record of this kind. */
  readonly ofRecord: (record: never) => readonly object[];
  /** The link of an entry of a list that asserts links, with the record that the list is in. */
  readonly ofEntry: (entry: never, asserting: LinkEnd) => object;
}

/** One end of a link: a pointer to a record, by the record's kind. */
export type LinkEnd = Readonly<Partial<Record<string, RecordPointer | null>>>;

/** Members that every record has besides its fields, in a delivery and while it is read. */
const ofEveryRecord = ['kind', 'sourceRef', 'envelope', 'qualityFlags', 'origin', 'raw', 'delivered', 'partial'];

/**
 * Describes a type of record.
 *
 * @throws Error where a field has a name that every record has: so `incidentKind` is shown as `kind` by `node`
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
    throw new Error(`${type}.${taken} is a name that every record has: rename the field, and show it by \`node\``);
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

/** Lists are not null: they are empty or absent. */
type OrNull<One> = One extends EntriesField | ListField ? never : null;

type Flat<Type> = { [Name in keyof Type]: Type[Name] };

/** What may be stated of fields, without computed ones. */
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

/** A record as a delivery states it, without its key, its envelope and its provenance. */
export type RecordOf<Description> =
  Description extends RecordDescription<infer Kind, infer Inner> ? { readonly kind: Kind } & Stated<Inner> : never;
