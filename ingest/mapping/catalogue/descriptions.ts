import { type FieldDefinitionNode, Kind, parse, type TypeNode } from 'graphql';
import { readPackageFile } from '../../../schema/files.js';
import type { CodeList } from '../../../schema/records/description/codeList.js';
import type { RecordSourceName } from '../../../schema/sources.js';
import type { FieldEntry, FieldType, KindCatalogue } from './types.js';

/**
 * What the fields of a catalogue are, in one line each: as the description has it, else as the SDL of the source
 * describes it, with what the author of a mapping must know.
 *
 * @throws Error, by the returned function, for a field that neither describes
 */
export function createDescriptions(
  source: RecordSourceName,
  { groups }: KindCatalogue,
): (entry: FieldEntry, path: string) => string {
  const fields = fieldsByType(source);
  const mains = new Map(Object.entries(groups).map(([path, { main }]) => [`${path}[].${main}`, path]));
  return (entry, path) => {
    const about = entry.about ?? describedIn(fields, entry.node ?? []);
    if (about === null) throw new Error(`Nothing says what ${path} of ${source} is.`);
    const meanings = entry.about === undefined && entry.list ? meaningsOf(entry.list) : '';
    const group = mains.get(path)?.replaceAll('[]', '');
    const alone = group === undefined ? '' : `; \`${group}\` alone means this`;
    return `${about.replace(/\.$/, '')}${meanings}${alone}.${hints[entry.type] ?? ''}`;
  };
}

/** What a mapping may say of fields of these types. */
const hints: Readonly<Partial<Record<FieldType, string>>> = {
  money: ' Say `money`.',
  kg: ' Say `unit` for another unit.',
  quantity: ' With `unit` it fills unit and kilograms too.',
};

/** `: 1 sea, 2 rail` for codes that do not explain themselves. */
function meaningsOf({ values }: CodeList): string {
  const meanings = [...values].filter(([code, name]) => code !== name);
  if (meanings.length === 0) return '';
  return `: ${meanings.map(([code, name]) => `${code} ${name.toLowerCase().replaceAll('_', ' ')}`).join(', ')}`;
}

type TypeFields = ReadonlyMap<string, readonly FieldDefinitionNode[]>;

function describedIn(fields: TypeFields, [type, ...path]: readonly string[]): string | null {
  let holder = type;
  let words: string | undefined;
  for (const name of path) {
    const field = fields.get(holder ?? '')?.find((one) => one.name.value === name);
    words = field?.description?.value;
    holder = field && namedType(field.type);
  }
  return words?.replaceAll(/\s+/g, ' ') ?? null;
}

function fieldsByType(source: RecordSourceName): TypeFields {
  const sdl = ['shared', source].map((name) => readPackageFile('schema', `${name}.graphql`)).join('\n');
  return new Map(
    parse(sdl).definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ? [[definition.name.value, definition.fields ?? []]] : [],
    ),
  );
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
