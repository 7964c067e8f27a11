import { stringify } from 'yaml';
import { undoApostrophe } from '../../../schema/formats/csvCell.js';
import { type EnvelopeField, envelopeCatalogue, envelopeLists } from '../../mapping/catalogue/envelope.js';
import { catalogue, type MappedKind } from '../../mapping/catalogue/index.js';
import type { FieldEntry, FieldType } from '../../mapping/catalogue/types.js';
import { fieldOf, isReadAgain } from './csvColumns.js';

/** The mapping file by which the format `mapped` reads an export back. */
export function toMappingFile(options: {
  readonly source: string;
  readonly kind: MappedKind;
  readonly columns: readonly string[];
}): string {
  const { source, kind, columns } = options;
  const fields: Record<string, unknown> = {};
  const envelope: Record<string, unknown> = {};
  const ignore: string[] = [];
  for (const column of columns) {
    if (column === 'sourceRef') continue;
    if (column.startsWith('envelope.')) {
      if (!addEnvelope(envelope, column)) ignore.push(column);
    } else if (isReadAgain(kind, column)) addField(fields, kind, column);
    else ignore.push(column);
  }
  const mapping = {
    version: 1,
    source,
    kind,
    input: { type: 'csv' },
    key: { columns: ['sourceRef'], replace: undoApostrophe },
    envelope,
    fields,
    ignore,
  };
  return stringify(mapping, { lineWidth: 0 });
}

/** False for the originator: the command line states it for the whole file. */
function addEnvelope(envelope: Record<string, unknown>, column: string): boolean {
  const name = fieldOf(column).replace('envelope.', '').replace('[]', '') as EnvelopeField;
  const entry = envelopeCatalogue[name];
  if (name === 'originator' || entry === undefined) return false;
  add(envelope, name, column, entry, envelopeLists.has(name));
  return true;
}

function addField(fields: Record<string, unknown>, kind: MappedKind, column: string): void {
  const path = fieldOf(column);
  const entry = catalogue[kind].fields[path] as FieldEntry;
  const isList = path.endsWith('[]');
  if (entry.type === 'money') {
    const place = column.replace(/\.(?:minorUnits|currency)$/, '');
    fields[place] = {
      column: `${place}.minorUnits`,
      optional: true,
      money: { currency: { column: `${place}.currency` }, minor: true },
    };
    return;
  }
  add(fields, isList ? column.replace(/\[\d+\]$/, '') : column, column, entry, isList);
}

function add(into: Record<string, unknown>, name: string, column: string, { type }: FieldEntry, isList: boolean): void {
  const undo = freeTexts.includes(type) ? { replace: undoApostrophe } : {};
  const known = into[name] as { readonly columns: string[] } | undefined;
  if (!isList) into[name] = { column, optional: true, ...undo };
  else if (known) known.columns.push(column);
  else into[name] = { columns: [column], optional: true, ...undo };
}

/** Types of field whose values may begin with any character. */
const freeTexts: readonly FieldType[] = ['text', 'mrn', 'container', 'eori', 'registrationMark'];
