import { gzipSync } from 'node:zlib';
import type { Format } from '../../../ingest/formats/format.js';
import { formats } from '../../../ingest/formats/index.js';
import { createMappedFormat } from '../../../ingest/formats/mapped.js';
import { createPortcullisJsonl } from '../../../ingest/formats/portcullis/portcullis-jsonl.js';
import { mappingOf } from '../formats/mapped/tables.js';
import { dataItem, message } from '../formats/ndex/messages.js';
import { advancedList, documentOf, entity, entry, person } from '../formats/watchlists/ofac/advancedList.js';

// All records are invented.

/** What is odd about a row; most are plain. */
export const oddities = [
  ...['plain', 'plain', 'plain', 'plain', 'plain', 'again', 'again', 'open quote', 'two lines', 'too short', 'blank'],
  ...['unknown column', 'impossible', 'broken bytes'],
] as const;
export type Oddity = (typeof oddities)[number];

/** Files of a format, made of rows. */
export interface Made {
  readonly format: Format;
  readonly originator: string;
  /** Names and bytes. */
  readonly files: (rows: readonly Oddity[]) => readonly (readonly [string, Buffer])[];
}

/** Fields of a table's row: `number` grows, and repeats where the row is there again. */
type ToFields = (number: number, oddity: Oddity) => readonly string[];

function lineOf(fields: readonly string[], oddity: Oddity, delimiter: string): Buffer {
  const [first = '', ...others] = fields;
  switch (oddity) {
    case 'blank':
      return Buffer.alloc(0);
    case 'too short':
      return Buffer.from(`${first}${delimiter}x`);
    case 'open quote':
      return Buffer.from(`"${fields.join(delimiter)}`);
    case 'two lines':
      return Buffer.from(fields.map((field) => (field === 'NOTE' ? '"of two\nlines"' : field)).join(delimiter));
    case 'broken bytes':
      return Buffer.concat([
        Buffer.from(first),
        Buffer.of(0xff, 0xfe),
        Buffer.from(`${delimiter}${others.join(delimiter)}`),
      ]);
    default:
      return Buffer.from(fields.join(delimiter));
  }
}

function table(
  header: string | null,
  toFields: ToFields,
  rows: readonly Oddity[],
  delimiter = ';',
  end = '\n',
): Buffer {
  const lines = rows.map((oddity, at) =>
    lineOf(toFields(oddity === 'again' ? at >> 2 : at, oddity), oddity, delimiter),
  );
  const all = header === null ? lines : [Buffer.from(header), ...lines];
  return Buffer.concat(all.flatMap((line) => [line, Buffer.from(end)]));
}

const persons: ToFields = (number, oddity) => [
  `k${number}`,
  `Exemplarov ${number}`,
  oddity === 'impossible' ? '1970-02-31' : '1970-01-31',
  'NOTE',
  oddity === 'unknown column' ? 'more' : '',
];
const personsHeader = 'id;name;born;note;other';
const mapping = (input: string, key = 'id', more = '') =>
  createMappedFormat(
    mappingOf(`
version: 1
kind: person
source: mapped-specimens
input: {${input}}
key: ${key}
fields:
  names: name
  birthDates: {column: born, date: yyyy-MM-dd}
  notes: note
${more}`),
  );
const mapped = (format: Format, files: Made['files']): Made => ({ format, originator: 'EU-ANALYSIS', files });
const jsonLine = (value: object, oddity: Oddity): string => {
  const text = JSON.stringify(value);
  if (oddity === 'blank') return '';
  return ['open quote', 'too short'].includes(oddity) ? text.slice(0, -9) : text;
};
const jsonLines = (rows: readonly Oddity[], toValue: (number: number, oddity: Oddity) => object): Buffer =>
  Buffer.from(
    rows.map((oddity, at) => `${jsonLine(toValue(oddity === 'again' ? at >> 2 : at, oddity), oddity)}\n`).join(''),
  );
const halves = <T>(rows: readonly T[]): readonly (readonly T[])[] => [
  rows.slice(0, rows.length >> 1),
  rows.slice(rows.length >> 1),
];
const stock = (name: string, originator: string, files: Made['files']): Made => ({
  format: formats.get(name) as Format,
  originator,
  files,
});

/** An entry of the United Nations' list, odd in its own way. */
function unEntry(number: number, oddity: Oddity): Buffer {
  const name = `<FIRST_NAME>FICTIUS \u00e9\u{1F600}</FIRST_NAME><THIRD_NAME>EXEMPLAROV ${number}</THIRD_NAME>`;
  const more = oddity === 'unknown column' ? '<FICTITIOUS>x</FICTITIOUS>' : '';
  const body = `<DATAID>${9000 + number}</DATAID>${name}<REFERENCE_NUMBER>XXi.${number}</REFERENCE_NUMBER>${more}`;
  switch (oddity) {
    case 'blank':
      return Buffer.from('<!-- nothing -->');
    case 'too short':
      return Buffer.from(`<INDIVIDUAL>${body.slice(0, 40)}`);
    case 'open quote':
      return Buffer.from(`<INDIVIDUAL>${body}<NOTE at="></INDIVIDUAL>`);
    case 'broken bytes':
      return Buffer.concat([
        Buffer.from(`<INDIVIDUAL>${body}<COMMENTS1>`),
        Buffer.of(0xff),
        Buffer.from('</COMMENTS1></INDIVIDUAL>'),
      ]);
    case 'impossible':
      return Buffer.from(`<INDIVIDUAL>${body}</INDIVIDUAL>\n</INDIVIDUALS>\n<INDIVIDUALS at="2">`);
    default:
      return Buffer.from(`<INDIVIDUAL>\r\n${body}\n</INDIVIDUAL>`);
  }
}
const unList = (rows: readonly Oddity[]): Buffer => {
  const entries = rows.map((oddity, at) => unEntry(oddity === 'again' ? at >> 2 : at, oddity));
  const head =
    '\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<CONSOLIDATED_LIST xmlns:x="urn:x" dateGenerated="2026-01-01">\n<INDIVIDUALS>\n';
  return Buffer.concat([
    ...[Buffer.from(head), ...entries.flatMap((each) => [each, Buffer.from('\n')])],
    Buffer.from('</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>\n'),
  ]);
};

/** A list in OFAC's advanced form; some elements belong to parties that it has twice, or not at all. */
function advancedOf(rows: readonly Oddity[]): Buffer {
  const id = (at: number): number => 100 + (rows[at] === 'again' ? at >> 2 : at);
  const partyOf = (oddity: Oddity, at: number): string => {
    if (oddity === 'blank') return '<!-- nothing -->';
    if (oddity === 'too short' || oddity === 'open quote') return person(id(at)).slice(0, -60);
    if (oddity === 'broken bytes') return entity(id(at), 'EXEMPLE \uDC00');
    return oddity === 'impossible' ? entity(id(at), '') : entity(id(at), `EXEMPLE ${at}`);
  };
  const list = advancedList({
    documents: rows.map((_, at) => documentOf(7100 + ((at * 3) % 90), 'Tax ID No.', `T${at}`)).join('\n'),
    parties: rows.map(partyOf).join('\n'),
    entries: rows.map((_, at) => entry(100 + ((at * 7) % 90), '2020-01-31', [`DEMO ${at}`])).join('\n'),
  });
  return Buffer.from(list);
}

/** An XML element that is odd in its own way. */
function elementOf(name: string, body: string, oddity: Oddity): string {
  if (oddity === 'blank') return '<!-- nothing -->';
  if (oddity === 'too short' || oddity === 'open quote') return `<${name}>${body.slice(0, -9)}`;
  return `<${name}>${oddity === 'broken bytes' ? '\uDC00' : body}${oddity === 'unknown column' ? '<More>x</More>' : ''}</${name}>`;
}
/** Entry summary declarations; the key of a quarter of them is missing. */
const declarations = (rows: readonly Oddity[]): Buffer =>
  Buffer.from(
    `<Batch xmlns:ie="http://ics.dgtaxud.ec/CC315A">\n${rows
      .map((oddity, at) => {
        const number = oddity === 'again' ? at >> 2 : at;
        const declarant =
          oddity === 'impossible' ? '' : '<PERLODSUMDEC><TINPLD1>GB000000000001</TINPLD1></PERLODSUMDEC>';
        return elementOf(
          'ie:CC315A',
          `<HEAHEA><RefNumHEA4>SPECIMEN-${number}</RefNumHEA4></HEAHEA>${declarant}`,
          oddity,
        );
      })
      .join('\n')}</Batch>\n`,
  );
/** Data items of a message; those that are impossible follow another marking. */
const dataItems = (rows: readonly Oddity[]): Buffer =>
  Buffer.from(
    message(
      rows
        .map((oddity, at) => {
          const metadata = `<lexs:DataSensitivity>${at % 2 ? 'SBU' : 'Unclassified'}</lexs:DataSensitivity>`;
          const beside = oddity === 'impossible' ? elementOf('lexs:PDMessageMetadata', metadata, 'plain') : '';
          const item = dataItem({
            id: `SPECIMEN-${oddity === 'again' ? at >> 2 : at}`,
            instruction: oddity === 'plain' ? 'Insert' : 'Update',
          });
          return beside + (oddity === 'too short' ? item.slice(0, -40) : item);
        })
        .join('\n'),
    ),
  );

/** Deliveries of the formats that go on in the middle of a file. */
export const deliveries: Readonly<Record<string, Made>> = {
  'a mapped table in two files': mapped(mapping("type: csv, delimiter: ';', skipLines: 1"), (rows) =>
    halves(rows).map((half, at) => [`rows${at}.csv`, table(`Title\n${personsHeader}`, persons, half)]),
  ),
  'a mapped table whose keys are made of the row': mapped(
    mapping("type: csv, delimiter: ';'", '{hash: [name, born]}'),
    (rows) => [['rows.csv', table(personsHeader, persons, rows, ';', '\r\n')]],
  ),
  'a mapped table in UTF-16': mapped(mapping("type: csv, delimiter: ';'"), (rows) => {
    const text = table(personsHeader, persons, rows, ';', '\r\n').toString('latin1');
    return [['rows.csv', Buffer.from(`\uFEFF${text}`, 'utf16le')]];
  }),
  'a mapped table whose rows are merged': mapped(
    mapping("type: csv, delimiter: ';'", 'id', 'sameKey: merge\n'),
    (rows) =>
      halves(rows).map((half, at) => [
        `rows${at}.csv`,
        table(personsHeader, (number, oddity) => persons(number - (number % 3) + 3000 * at, oddity), half),
      ]),
  ),
  'a packed mapped table': mapped(mapping("type: csv, delimiter: ';'"), (rows) => [
    ['rows.csv.gz', gzipSync(table(personsHeader, persons, rows))],
  ]),
  'mapped JSON lines': mapped(mapping('type: jsonl'), (rows) => [
    [
      'rows.jsonl',
      jsonLines(rows, (number, oddity) => {
        const [id, name, born, note, other] = persons(number, oddity);
        return { id, name, born, note, ...(oddity === 'unknown column' ? { [`other${number % 3}`]: other } : {}) };
      }),
    ],
  ]),
  'portcullis-jsonl': {
    format: createPortcullisJsonl('mapped-specimens'),
    originator: 'EU-ANALYSIS',
    files: (rows) =>
      halves(rows).map((half, at) => [
        `export${at}.jsonl`,
        jsonLines(['plain', ...half], (number, oddity) => ({
          ...{ format: 'portcullis-jsonl', formatVersion: 1, source: 'mapped-specimens' },
          record: {
            ...{
              kind: 'person',
              sourceRef: `k${at}-${number}`,
              names: [{ name: `Exemplarov ${number}`, kind: 'NAME' }],
            },
            ...(oddity === 'impossible' ? { birthDates: ['soon'] } : {}),
          },
          raw: null,
          ...(oddity === 'unknown column' ? { more: 1 } : {}),
        })),
      ]),
  },
  'pirate-attacks with its country codes': stock('pirate-attacks', 'EU-ANALYSIS', (rows) => [
    ['countries.csv', Buffer.from('country,country_name\nXAA,Exempla\n"broken\nXAB,Fictitia\n')],
    [
      'attacks.csv',
      table(
        'date,time,longitude,latitude,attack_type,location_description,nearest_country,attack_description,vessel_name,vessel_status,more',
        (number, oddity) => [
          ...[oddity === 'impossible' ? '31-02-1999' : `${1 + (number % 12)}-${1 + (number % 28)}-1999`, 'NA'],
          ...[`"${number % 90},5"`, '3.5', 'Boarded', `Off Nowhere ${number}`, 'XAA', 'NOTE', 'Exemplar', 'anchored'],
          oddity === 'unknown column' ? 'x' : '',
        ],
        rows,
        ',',
      ),
    ],
  ]),
  'bis-dpl': stock('bis-dpl', 'EU-SANCTIONS-DESK', (rows) => [
    [
      'dpl.txt',
      table(
        'Name\tStreet_Address\tCity\tState\tCountry\tPostal_Code\tEffective_Date\tExpiration_Date\tStandard_Order\tLast_Update\tAction\tFR_Citation\tMore',
        (number, oddity) => [
          ...[`FICTIUS EXEMPLAROV ${number % 7}`, '1 SPECIMEN ROAD', 'EXEMPLE', 'TX', 'US', '00000'],
          ...[
            oddity === 'impossible' ? '02/31/2020' : '01/31/2020',
            '12/31/2030',
            'Y',
            '2020-02-05',
            'NOTE',
            '85 F.R. 0',
          ],
          oddity === 'unknown column' ? 'x' : '',
        ],
        rows,
        '\t',
      ),
    ],
  ]),
  'ofac-sdn with its aliases': stock('ofac-sdn', 'EU-SANCTIONS-DESK', (rows) => [
    [
      'sdn.csv',
      table(
        null,
        (number, oddity) => [
          ...[
            `${number + 1}`,
            `"EXEMPLAROV ${number}, Fictitia"`,
            oddity === 'impossible' ? '"plane"' : '"individual"',
          ],
          ...['"DEMO"', '-0- ', '-0- ', '-0- ', '-0- ', '-0- ', '-0- ', '-0- ', 'NOTE'],
        ],
        ['plain', ...rows],
        ',',
        '\r\n',
      ),
    ],
    [
      'alt.csv',
      table(
        null,
        (number) => [`${2 * (number >> 1) + 1}`, `${number}`, '"aka"', `"FICTITIUS ${number}"`, '-0- '],
        ['plain', ...rows, 'plain', 'plain'],
        ',',
        '\r\n',
      ),
    ],
  ]),
  'ftm with listings and addresses of its own': stock('ftm', 'EU-ANALYSIS', (rows) => [
    [
      'entities.ftm.json',
      jsonLines(['plain', ...rows], (number, oddity) => {
        const properties = { name: [`Fictius ${number}`], topics: ['sanction'] };
        const base = { caption: 'x', datasets: ['specimen'], referents: [] };
        if (number % 3 === 1)
          return {
            ...{ id: `s${number}`, schema: 'Sanction', ...base },
            properties: { entity: [`p${(number * 7) % 30}`, `p${number - 1}`], program: [`DEMO ${number}`] },
          };
        if (number % 7 === 2)
          return {
            ...{ id: `f${number}`, schema: 'Family', ...base },
            properties: { person: ['p0'], relative: [`p${number - 2}`] },
          };
        const more = oddity === 'unknown column' ? { fictitious: ['x'] } : {};
        return { id: `p${number}`, schema: 'Person', ...base, properties: { ...properties, ...more } };
      }),
    ],
  ]),
  'un-consolidated in two files': stock('un-consolidated', 'EU-SANCTIONS-DESK', (rows) =>
    halves(rows).map((half, at) => [`list${at}.xml`, unList(half)]),
  ),
  'un-consolidated in UTF-16': stock('un-consolidated', 'EU-SANCTIONS-DESK', (rows) => {
    const whole = rows.filter((oddity) => oddity !== 'broken bytes');
    return [['list.xml', Buffer.from(unList(whole).toString('utf8'), 'utf16le')]];
  }),
  'ofac-advanced in two files': stock('ofac-advanced', 'EU-SANCTIONS-DESK', (rows) =>
    halves(rows).map((half, at) => [`advanced${at}.xml`, advancedOf(half)]),
  ),
  'ens in several files, one of them without a message': stock('ens', 'NL-CUSTOMS', (rows) => {
    const [some, others] = halves(rows).map(declarations) as [Buffer, Buffer];
    return [
      ['a.xml', some],
      ['b.xml', Buffer.from('<Batch><Other/></Batch>')],
      ['c.xml', others],
    ];
  }),
  'ndex in two files': stock('ndex', 'EU-ANALYSIS', (rows) =>
    halves(rows).map((half, at) => [`message${at}.xml`, dataItems(half)]),
  ),
  unlocode: stock('unlocode', 'EU-ANALYSIS', (rows) => [
    [
      '2024-1 UNLOCODE CodeListPart2.csv',
      table(
        [
          ',"NL",,".NETHERLANDS",,,,,,,,',
          ...[1, 2, 3, 4, 5, 6].map((at) => `,"NL","YY${at}","F","F","ZH","1-------","AF","0401",,,`),
        ].join('\r\n'),
        (number) => {
          const code = `X${String.fromCharCode(65 + (number % 26))}${String.fromCharCode(65 + ((number / 26) % 26))}`;
          return [
            '""',
            '"NL"',
            `"${code}"`,
            '"Ficti\u00eb"',
            'NOTE',
            '"ZH"',
            '"12345---"',
            '"AF"',
            '"0401"',
            '',
            '',
            '',
          ];
        },
        rows,
        ',',
        '\r\n',
      ),
    ],
  ]),
};
