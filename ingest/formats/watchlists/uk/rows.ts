import type { InputFile } from '../../../input/inputFile.js';
import type { XmlElement } from '../../../input/xml/xml.js';
import type { Reject } from '../../../records/record.js';
import { knownElements } from '../../fates.js';
import { type Header, readTable } from '../../tables/namedColumns.js';
import { frameOf } from '../../tables/rowsBelow.js';
import { toLine } from '../un/parts.js';
import { fieldOf, type UkRow, type UkValues } from './fields.js';
import { withLabelled } from './otherInformation.js';

/** The rows of a list as CSV. @param fates file of the fates of its columns */
export async function* readUkTable(
  file: InputFile,
  header: Header,
  fates: string,
  unmapped: (element: string) => void,
): AsyncGenerator<UkRow | Reject> {
  const frame = frameOf(header) ?? { before: '', after: '' };
  for await (const row of readTable(file, header, knownElements(fates), unmapped)) {
    if (row.kind === 'reject') {
      yield row;
      continue;
    }
    const values = toValues(row.fields.map((text, at) => [header.names[at] ?? '', text] as const));
    yield { group: values.group ?? '', stated: [values], file: file.name, line: row.line, raw: row.raw, frame };
  }
}

/** What texts under their names state together, each on one line; of a field that is stated twice, the first. */
export function toValues(named: readonly (readonly [name: string, text: string])[]): UkValues {
  const lines = named.flatMap(([name, text]) => {
    const field = fieldOf(name);
    const line = toLine(text);
    return field === undefined || line === null ? [] : [[field, line] as const];
  });
  return withLabelled(Object.fromEntries(lines.reverse()) as UkValues);
}

/** An element's name and text. */
export function toNamed({ name, text }: XmlElement): readonly [name: string, text: string] {
  return [name, text];
}
