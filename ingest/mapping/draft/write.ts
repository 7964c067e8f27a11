import type { DraftField } from './fields/draftField.js';
import type { DraftColumn } from './guess/draftColumns.js';
import type { DraftParts } from './parts.js';
import { toSourceName, unnamed } from './sourceName.js';

/** Writes the text of a drafted mapping, and lists what it leaves to a person. */
export function writeDraft(parts: DraftParts): { readonly text: string; readonly todo: readonly string[] } {
  const todo: string[] = [];
  const doubt = (what: string, where: string): string => {
    todo.push(`${where}: ${what}`);
    return `  # TODO ${what}`;
  };
  const { kind, otherKinds, kindDoubtful, fields, ignored, rows } = parts;
  const source = toSourceName(parts.file);
  const lines = [
    `# Drafted from ${oneLine(parts.file)} (${seenOf(parts)}). Look at every TODO, then:`,
    '#   portcullis mapping --check THIS_FILE DATA_FILE',
    '#   portcullis ingest mapped DATA_FILE --mapping THIS_FILE --originator AGENCY --check',
    '# All fields of a kind of record: portcullis mapping --fields KIND. Reference: docs/MAPPING.md.',
    'version: 1',
    '# Name of the register. Keys are unique in it, so that no two registers share one; it stays the same for every delivery.',
    `source: ${source}${source === unnamed ? doubt('name the register: mapped-NAME', 'source') : ''}`,
    `kind: ${kind}${kindDoubtful ? doubt(`is a row one of these?${otherKinds.length > 0 ? ` It could be ${otherKinds.join(' or ')} too.` : ''}`, 'kind') : ''}`,
    '',
    ...inputLines(parts, doubt),
    '',
    ...keyLines(parts, doubt),
    '',
    '# What the records are: see `portcullis mapping --fields envelope`. A column is written {column: NAME}.',
    'envelope:',
    '  classification: BASIC_PROTECTION_LEVEL',
    '  # handling: H1',
    ...(kind === 'person' ? ['  # dataSubjectCategory: SUSPECT'] : []),
    '',
    'fields:',
    ...fields.flatMap((field) => fieldLines(field, doubt)),
    '',
    ...ignoreLines(ignored, rows),
  ];
  return { text: `${lines.join('\n')}\n`, todo };
}

type Doubt = (what: string, where: string) => string;

function seenOf({ rows, cut }: DraftParts): string {
  return cut ? `the first ${rows} rows` : `all ${rows} rows`;
}

function keyLines(parts: DraftParts, doubt: Doubt): string[] {
  const { key, merged, nearly, keyDoubtful, rows } = parts;
  if (key === null) {
    const example = nearly === null ? 'COLUMN' : scalar(nearly);
    return [
      '# No column tells every row from every other. A hash of the row does, but a row that changes becomes a new record.',
      `key: {hash: row}${doubt(`better name the columns that identify a record: {hash: [${example}, COLUMN]}`, 'key')}`,
    ];
  }
  if (merged !== null)
    return [
      `# ${rows} rows have ${merged} different values, and equal ones stand together: they make one record.`,
      `key: ${scalar(key)}${doubt('are rows of one key one thing? else {hash: [COLUMN, COLUMN]}, and no sameKey', 'key')}`,
      'sameKey: merge',
    ];
  return [
    `# Different in ${seenOf(parts)}: the record's key in every delivery.`,
    `key: ${scalar(key)}${keyDoubtful ? doubt('so few rows prove nothing: is it one?', 'key') : ''}`,
  ];
}

function inputLines(parts: DraftParts, doubt: Doubt): string[] {
  const { layout, nullValues, decimalComma } = parts;
  const { input, codePage } = layout;
  const usual = input.type === 'tsv' ? '\t' : ',';
  const names = input.type === 'jsonl';
  return [
    'input:',
    `  type: ${input.type}`,
    ...(names || input.delimiter === usual ? [] : [`  delimiter: ${JSON.stringify(input.delimiter)}`]),
    ...(codePage !== null
      ? [
          `  encoding: ${codePage}${doubt(`not UTF-8; do names look right? else ${otherPages(codePage)} ...`, 'input.encoding')}`,
        ]
      : []),
    ...(input.skipLines > 0 ? [`  skipLines: ${input.skipLines}`] : []),
    ...(input.header === false
      ? [`  header: false${doubt('no header was found: columns are #1, #2 ...', 'input.header')}`]
      : []),
    ...(nullValues.length > 0 ? [`  nullValues: [${nullValues.map((text) => JSON.stringify(text)).join(', ')}]`] : []),
    ...(decimalComma ? ["  decimal: ','"] : []),
    ...whereLines(parts, doubt),
  ];
}

function otherPages(codePage: string): string {
  return ['windows-1252', 'windows-1250', 'windows-1251', 'iso-8859-2'].filter((page) => page !== codePage).join(', ');
}

/** Which rows become records: those of the draft's kind that have something to record. */
function whereLines({ where, left, kindColumn, rows }: DraftParts, doubt: Doubt): string[] {
  const conditions: { readonly says: string; readonly is: string; readonly note: string }[] = [];
  if (where !== null) {
    conditions.push({
      says: `# ${left} of ${rows} rows are without it, have nothing to be recorded, and are counted.`,
      is: `{column: ${scalar(where)}, empty: false}`,
      note: left > rows / 10 ? doubt('many rows are left out: is there another column for them?', 'input.where') : '',
    });
  }
  if (kindColumn !== null) {
    conditions.push({
      says: `# ${kindColumn.left} of ${rows} rows are something else, and are counted.`,
      is: `{column: ${scalar(kindColumn.column)}, is: ${flow(kindColumn.values)}}`,
      note: doubt(
        `${kindColumn.others.map(scalar).join(', ')}: draft them with --kind, as a register of their own`,
        'input.where',
      ),
    });
  }
  const [only, ...more] = conditions;
  if (only && more.length === 0) return [`  ${only.says}`, `  where: ${only.is}${only.note}`];
  return conditions.length === 0
    ? []
    : ['  where:', ...conditions.flatMap(({ says, is, note }) => [`    ${says}`, `    - ${is}${note}`])];
}

function fieldLines({ field, spec, sure, todo, uncoded }: DraftField, doubt: Doubt): string[] {
  const note = todo ? doubt(todo, field) : sure ? '' : doubt('is it this?', field);
  const { column, map, ...rest } = spec;
  const name = scalar(field);
  if (typeof column === 'string' && map === undefined && Object.keys(rest).length === 0)
    return [`  ${name}: ${scalar(column)}${note}`];
  const members = [
    ...(column === undefined ? [] : [`column: ${scalar(String(column))}`]),
    ...Object.entries(rest).map(([word, value]) => `${word}: ${flow(value)}`),
  ];
  if (map === undefined) return [`  ${name}: {${members.join(', ')}}${note}`];
  return [
    `  ${name}:${note}`,
    ...members.map((member) => `    ${member}`),
    '    map:',
    ...Object.entries(map as Record<string, string>).map(([from, to]) => `      ${scalar(from)}: ${scalar(to)}`),
    ...(uncoded ?? []).map((text) => `      # ${JSON.stringify(text)}: TODO`),
  ];
}

function ignoreLines(ignored: readonly DraftColumn[], rows: number): string[] {
  if (ignored.length === 0) return ['# Every column has a field.', 'ignore: []'];
  return [
    '# No field was found for these; they stay in the raw source record. A new column of a later file is reported.',
    'ignore:',
    // Why once: JSON that has an object for one and an array for several has both paths.
    ...[
      ...ignored.reduce((lines, { members, profile }) => {
        for (const name of members.map((one) => one.replaceAll('[]', ''))) {
          if (profile.values > 0 || !lines.has(name)) lines.set(name, describe(profile, rows));
        }
        return lines;
      }, new Map<string, string>()),
    ].map(([name, what]) => `  - ${scalar(name)}  # ${what}`),
  ];
}

function describe({ values, distinct, datePatterns, share }: DraftColumn['profile'], rows: number): string {
  if (values === 0) return 'always empty';
  const type =
    datePatterns.length > 0 ? 'date' : share.number > 0.9 ? 'number' : share.country > 0.9 ? 'country' : 'text';
  const different = distinct === null ? 'many values' : `${distinct.size} different`;
  const filled = rows === 0 ? 100 : Math.min(100, Math.round((100 * values) / rows));
  return `${type}, ${different}, filled ${filled} %`;
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([name, one]) => `${scalar(name)}: ${flow(one)}`)
      .join(', ')}}`;
  return typeof value === 'string' ? scalar(value) : String(value);
}

/** A text as YAML, unquoted where it is unambiguous. */
function scalar(text: string): string {
  const plain = /^[A-Za-z][\w.-]*(?: [\w.()-]+)*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return plain || /^[a-z]\w*\[\w+=\w+\](?:\.\w+)*$/i.test(text) ? text : JSON.stringify(text);
}

function oneLine(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\p{P} ]+/gu, ' ');
}
