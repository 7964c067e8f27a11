import type { Format } from '../../ingest/formats/format.js';
import { formats } from '../../ingest/formats/index.js';
import { badUserInput } from '../../schema/errors.js';
import { type Output, print } from '../output/printLine.js';

/** Prints every format in two lines, or one in full. @throws BAD_USER_INPUT for an unknown format */
export function runFormats(options: Output & { readonly name: string | undefined }): void {
  const { name } = options;
  const chosen = name === undefined ? [...formats.values()] : [findFormat(name)];
  print(
    options,
    chosen.map(({ recognise: _, read: __, ...format }) => ({ ...format, elements: format.elements() })),
    () =>
      name === undefined
        ? [...chosen.flatMap(summary), '\nportcullis formats NAME shows a sample and what becomes of each element.']
        : chosen.flatMap(whole),
  );
}

function findFormat(name: string): Format {
  const format = formats.get(name);
  if (format) return format;
  throw badUserInput(`There is no format ${name}; known are ${[...formats.keys()].join(', ')}.`);
}

function summary({ name, description, versions, kinds, elements }: Format): string[] {
  const { mapped, raw, dropped } = elements();
  return [
    `${name.padEnd(16)} ${description}`,
    `${''.padEnd(16)} version ${versions.join(', ')}; into ${kinds.join(', ')}; ` +
      `${Object.keys(mapped).length} elements mapped, ${raw.length} kept raw, ${Object.keys(dropped).length} dropped`,
  ];
}

function whole(format: Format): string[] {
  const { mapped, raw, dropped } = format.elements();
  return [
    ...summary(format),
    `publisher  ${format.publisher}`,
    `files      ${format.files.join(', ')}`,
    ...(format.rhythm ? [`rhythm     ${format.rhythm}`] : []),
    ...(format.ended ? [`ended      ${format.ended.on}, replaced by ${format.ended.replacedBy}`] : []),
    `whole list ${format.mayBeWhole ? 'yes: --full withdraws what it does not name' : 'no: --full is refused'}`,
    'sample',
    ...format.sample.split('\n').map((line) => `  ${line}`),
    'mapped',
    ...Object.entries(mapped).map(([element, field]) => `  ${element} -> ${field}`),
    ...(raw.length > 0 ? ['kept in the raw record', ...raw.map((element) => `  ${element}`)] : []),
    ...(Object.keys(dropped).length > 0
      ? ['dropped', ...Object.entries(dropped).map(([element, why]) => `  ${element}: ${why}`)]
      : []),
  ];
}

/** The table of formats in docs/INGEST.md, in Markdown. */
export function formatsTable(): string {
  const rows = [...formats.values()].map(
    ({ name, description, versions, files, kinds, mayBeWhole }) =>
      `| \`${name}\` | ${description} | ${versions.join(', ')} | ${files.join(', ')} | ${kinds.join(', ')} | ${mayBeWhole ? 'yes' : 'no'} |`,
  );
  return ['| format | what it reads | versions | files | into | `--full` |', '|---|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}
