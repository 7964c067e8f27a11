import { sourceName } from '../../../policy/mayOriginate.js';
import { badUserInput } from '../../../schema/errors.js';
import { isObject } from '../../../schema/isObject.js';
import { noBookmarks, toParts } from '../../bookmarks/bookmarks.js';
import { toHead } from '../../input/fileHead.js';
import { readJsonLines } from '../../input/text/jsonLines.js';
import { type RecordKind, type Reject, recordSources, type SourceRecord } from '../../records/record.js';
import type { Delivery, DeliveryItem, FileHead, Format, Recognition } from '../format.js';
import { findWrongField } from './misshapen.js';
import { portcullisJsonlName, portcullisJsonlVersion } from './portcullisLine.js';

const common = {
  name: portcullisJsonlName,
  description: 'What portcullis export --format jsonl wrote: records of every kind, whole, with their envelopes',
  publisher: 'Portcullis; docs/operations/records.md',
  versions: [String(portcullisJsonlVersion)],
  files: ['export.jsonl'],
  kinds: Object.keys(recordSources) as readonly RecordKind[],
  envelope: {},
  sample:
    '{"format":"portcullis-jsonl","formatVersion":1,"source":"exemplars","record":{"kind":"person","sourceRef":"1","names":[{"name":"Fictius Exemplarov","kind":"NAME"}]},"raw":"1,Fictius Exemplarov"}',
  elements: () => ({
    mapped: { record: 'every field, as its name says', 'record.envelope': 'Handling' },
    raw: ['raw'],
    dropped: {
      format: 'says what the file is',
      formatVersion: 'says how it is read',
      source: 'must be that of --source',
    },
  }),
  mayBeWhole: true,
  recognise,
} as const;

/** The format without a source, for the list of formats; reading it says what it needs. */
export const portcullisJsonl: Format = {
  ...common,
  read: () => {
    throw badUserInput(
      'The format portcullis-jsonl needs the source that the records came from: --source NAME.',
      'Each line of the file names it: "source".',
    );
  },
};

/**
 * The format for records of one source.
 *
 * Each record comes back with its whole envelope, unless the command restricts more (`strictestEnvelope`), and with its
 * original source text.
 *
 * @param source the envelope's `source`; lines of another one are rejected
 * @throws BAD_USER_INPUT for a name that no source has
 */
export function createPortcullisJsonl(source: string): Format {
  if (!sourceName.test(source))
    throw badUserInput(
      'No source has such a name: it has at most 63 lower-case letters, digits and hyphens.',
      'portcullis sources lists those that are loaded.',
    );
  return { ...common, source, read: (delivery) => read(source, delivery) };
}

const beginning = /^\uFEFF?\s*\{\s*"format"\s*:\s*"portcullis-jsonl"\s*,\s*"formatVersion"\s*:\s*(\d+)\s*,/;

function recognise({ text }: FileHead): Recognition | null {
  const version = beginning.exec(text)?.[1];
  return version === undefined ? null : { version };
}

async function* read(
  source: string,
  { files, unmapped, bookmarks = noBookmarks }: Delivery,
): AsyncGenerator<DeliveryItem> {
  for (const file of files) {
    const version = recognise(await toHead(file))?.version;
    if (version === String(portcullisJsonlVersion)) continue;
    throw badUserInput(
      version === undefined
        ? `${file.name} does not begin with a record that portcullis export --format jsonl wrote.`
        : `${file.name} is of version ${version} of portcullis-jsonl; this release reads version ${portcullisJsonlVersion}.`,
      { facts: version === undefined ? {} : { hint: 'Ingest it with the release that wrote it, or a later one.' } },
    );
  }
  for (const { file, trail } of bookmarks.unread(toParts(files))) {
    for await (const item of readJsonLines(file, { trail })) {
      const place = { file: file.name, line: item.line };
      if (item.kind === 'defect') {
        yield { kind: 'reject', ...place, reason: item.reason, raw: item.raw };
        continue;
      }
      const { line, raw } = item;
      const found = toItem(item.value, source, unmapped);
      if ('reason' in found) yield { kind: 'reject', ...place, ...found, raw };
      else yield { ...found.record, origin: { file: file.name, line }, raw: found.raw ?? raw, delivered: raw };
    }
  }
}

type Found =
  | { readonly record: SourceRecord; readonly raw: string | null }
  | Pick<Reject, 'field' | 'reason' | 'sourceRef'>;

const members = new Set(['format', 'formatVersion', 'source', 'record', 'raw']);

function toItem(value: unknown, source: string, unmapped: Delivery['unmapped']): Found {
  if (!isObject(value) || value.format !== portcullisJsonlName || !isObject(value.record)) {
    return { reason: 'json.notOfFormat' };
  }
  const { record, raw } = value;
  const sourceRef = typeof record.sourceRef === 'string' && record.sourceRef !== '' ? record.sourceRef : undefined;
  const reject = (field: string, reason: string): Found => ({
    field,
    reason,
    ...(sourceRef === undefined ? {} : { sourceRef }),
  });
  if (value.formatVersion !== portcullisJsonlVersion) return reject('formatVersion', 'version.unknown');
  if (value.source !== source) return reject('source', 'source.other');
  if (raw !== null && raw !== undefined && typeof raw !== 'string') return reject('raw', 'field.misshapen');
  const wrong = findWrongField(record);
  if (wrong !== null) return reject(wrong, 'field.misshapen');
  for (const member of Object.keys(value)) if (!members.has(member)) unmapped(member);
  return { record: record as unknown as SourceRecord, raw: raw ?? null };
}
