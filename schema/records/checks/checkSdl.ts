import { type DocumentNode, type FieldDefinitionNode, Kind, type ObjectTypeDefinitionNode, print } from 'graphql';
import type { SourceDocument } from '../../compose.js';
import { identifies } from '../../identifies.js';
import type { MatrixRows } from '../../matrixRows.js';
import type { CodeList } from '../description/codeList.js';
import type { RecordDescription } from '../description/record.js';
import { isNumber, type Shown, type ShownFields, shownFields, shownKeys } from '../description/shown.js';
import { records } from '../index.js';
import { checkLinks } from './checkLinks.js';
import { checkPersonFields } from './checkPersonFields.js';

/** Fields of records and links that the subgraph kit answers, and filter leaves that every listing has. */
const ofKit = new Set(['id', 'ref', 'visibleRef', 'nodeKey', 'handling', 'provenance', 'versions', 'explain']);
const ofListings = new Set(['and', 'or', 'not', 'source', 'SOURCE']);

/** What the enums of what is counted by are called, after the name of the filter. */
const countedBy = { facet: 'FacetField', histogram: 'HistogramField', sum: 'SumField' } as const;

/** Faults of the descriptions, and differences from the SDL of their sources. */
export function checkRecords(sources: readonly SourceDocument[], matrix: MatrixRows): string[] {
  const documents = new Map(sources.map(({ name, document }) => [name, document]));
  const found = Object.values(records).flatMap((description) => {
    const document = documents.get(description.source);
    const differences = document ? checkSdl(description, document) : [`${description.source}: has records and no SDL`];
    return [...checkLinks(description), ...differences];
  });
  return [...found, ...checkPersonFields(sources, matrix)];
}

/**
 * Where the description of a record type and the SDL of its source differ: a field, a filter leaf or a sort value that one of them
 * lacks, a field of another type, an enum with other values than its list of codes, a number that the log would not name. Fields
 * that functions answer are listed in the description as `answered`.
 *
 * @returns one sentence for each difference, with the coordinate
 */
export function checkSdl(description: RecordDescription, document: DocumentNode): string[] {
  const source = description.source;
  const comparison = new Comparison(description, document);
  comparison.compare(description.type, shownFields(description.fields));
  comparison.compareInputs();
  return comparison.finish().map(([at, what]) => `${source}: ${at} ${what}`);
}

class Comparison {
  private readonly found = new Map<string, string>();
  private readonly unanswered: Set<string>;
  private readonly types: ReadonlyMap<string, ReadonlyMap<string, string>>;
  private readonly numbers: ReadonlySet<string>;
  private readonly queries: readonly FieldDefinitionNode[];

  constructor(
    private readonly description: RecordDescription,
    document: DocumentNode,
  ) {
    this.unanswered = new Set(description.answered);
    this.types = membersByType(document);
    this.numbers = numbersOf(document);
    const query = document.definitions.find((one) => 'name' in one && one.name?.value === 'Query');
    this.queries = (query as ObjectTypeDefinitionNode | undefined)?.fields ?? [];
  }

  /** Differences by coordinate. */
  finish(): (readonly [string, string])[] {
    for (const at of this.unanswered) this.found.set(at, 'is listed as answered and is not in the SDL');
    return [...this.found];
  }

  compare(type: string, described: ShownFields): void {
    const members = this.types.get(type);
    if (!members) this.say(type, 'is described and not in the SDL');
    for (const [name, shown] of described) {
      const written = members?.get(name);
      if (written === undefined) this.say(`${type}.${name}`, 'is described and not in the SDL');
      else this.compareField(`${type}.${name}`, written, shown);
    }
    this.compareRest(type, new Set([...described.keys(), ...ofKit]));
  }

  /** The filter, the sort enum and the facets of every listing of the record. */
  compareInputs(): void {
    const { type, fields } = this.description;
    for (const query of this.queries.filter((one) => this.elementOf(print(one.type)) === type))
      for (const { name, type: input } of query.arguments ?? []) {
        if (name.value === 'filter') {
          this.compareKeys(print(input), shownKeys(fields, 'filter'));
          for (const leaf of shownKeys(fields, 'filter', isNumber)) this.needName(`${print(input)}.${leaf}`);
          for (const [use, name] of Object.entries(countedBy))
            this.compareKeys(print(input).replace(/Filter$/, name), shownKeys(fields, use as keyof typeof countedBy));
        }
        const values = name.value === 'sort' ? this.types.get(print(input))?.get('field') : undefined;
        if (values !== undefined) this.compareKeys(values, shownKeys(fields, 'sort'));
      }
  }

  private compareKeys(type: string, described: readonly string[]): void {
    for (const name of described)
      if (!this.types.get(type)?.has(name)) this.say(`${type}.${name}`, 'is described and not in the SDL');
    this.compareRest(type, new Set([...described, ...ofListings]));
  }

  private compareRest(type: string, described: ReadonlySet<string>): void {
    for (const [name, written] of this.types.get(type) ?? []) {
      const at = `${type}.${name}`;
      // The record's own type: a part of a record that leads back to it.
      const isKits = written === 'LinkSubject' || written === this.description.type;
      const isAnswered = this.description.answered?.includes(at) ?? false;
      this.unanswered.delete(at);
      if (isAnswered && described.has(name)) this.say(at, 'is both described and listed as answered');
      if (!isAnswered && !described.has(name) && !isKits)
        this.say(at, 'is in the SDL, and neither described nor listed as answered');
    }
  }

  private compareField(at: string, written: string, shown: Shown): void {
    if ('written' in shown) {
      if (written !== shown.written) this.say(at, `is ${written} and described as ${shown.written}`);
      else if (shown.codes?.type) this.compareCodes(shown.codes);
      else if (shown.isNumber) this.needName(at);
      return;
    }
    const type = shown.isList ? this.elementOf(written) : written;
    if (type === null || (shown.type ?? type) !== type)
      this.say(at, `is ${written} and described as a list${shown.type ? ` of ${shown.type}` : ''}`);
    else if (shown.inner.size > 0) this.compare(type, shown.inner);
  }

  private needName(at: string): void {
    if (!this.numbers.has(at)) this.say(at, 'is a number that the log would not name: write @identifies(as: "...")');
  }

  private compareCodes({ type, values }: CodeList): void {
    const written = [...(this.types.get(type ?? '')?.keys() ?? [])].sort().join(', ');
    const described = [...values.values()].sort().join(', ');
    if (written !== described)
      this.say(type ?? '', `has the values ${written}, but its list of codes has ${described}`);
  }

  /** The type of the elements of a list or of a page; null for anything else. */
  private elementOf(written: string): string | null {
    if (written.startsWith('[')) return nameOf(written);
    const edges = this.types.get(nameOf(written))?.get('edges');
    return edges === undefined ? null : (this.types.get(nameOf(edges))?.get('node') ?? null);
  }

  private say(at: string, what: string): void {
    this.found.set(at, what);
  }
}

/** Fields of every type and input, and values of every enum, with their types as written without a final `!`. */
function membersByType(document: DocumentNode): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    document.definitions.flatMap((definition) => {
      if (definition.kind === Kind.ENUM_TYPE_DEFINITION)
        return [[definition.name.value, new Map(definition.values?.map(({ name }) => [name.value, '']))]];
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION)
        return [];
      const members = [...(definition.fields ?? [])];
      return [
        [definition.name.value, new Map(members.map(({ name, type }) => [name.value, print(type).replace(/!$/, '')]))],
      ];
    }),
  );
}

/** Fields of types and inputs with `@identifies`. */
function numbersOf({ definitions }: DocumentNode): ReadonlySet<string> {
  return new Set(
    definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION)
        return [];
      const members = [...(definition.fields ?? [])].filter((field) => identifies(field) !== null);
      return members.map(({ name }) => `${definition.name.value}.${name.value}`);
    }),
  );
}

function nameOf(written: string): string {
  return written.replaceAll(/[[\]!]/g, '');
}
