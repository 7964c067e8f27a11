import { records } from '../../schema/records/index.js';
import { createDescriptions } from './catalogue/descriptions.js';
import { envelopeCatalogue, envelopeLists } from './catalogue/envelope.js';
import { catalogue, type MappedKind, mappedKinds } from './catalogue/index.js';
import type { FieldEntry } from './catalogue/types.js';

/** One row of a table of fields. */
export interface FieldRow {
  readonly field: string;
  readonly type: string;
  readonly about: string;
  readonly codes: readonly string[];
  readonly required: boolean;
}

/** The fields of a kind of record or of the envelope; without one, the kinds. */
export function fieldTable(kind?: MappedKind | 'envelope'): readonly FieldRow[] {
  if (kind === undefined) {
    return mappedKinds.map((name) => ({
      field: name,
      type: 'kind',
      about: catalogue[name].about,
      codes: [],
      required: false,
    }));
  }
  if (kind === 'envelope') {
    const fields: Readonly<Record<string, FieldEntry>> = envelopeCatalogue;
    return Object.entries(fields).map(([field, entry]) => toRow(field, entry, envelopeLists.has(field)));
  }
  const known = catalogue[kind];
  const aboutOf = createDescriptions(records[kind].source, known);
  return Object.entries(known.fields).map(([path, entry]) =>
    toRow(path, { ...entry, about: aboutOf(entry, path) }, path.endsWith('[]')),
  );
}

function toRow(field: string, { type, about = '', codes = [], required }: FieldEntry, list: boolean): FieldRow {
  return {
    field: field.replace(/\[\]$/, ''),
    type: list ? `${type} list` : type,
    about,
    codes,
    required: required === true,
  };
}
