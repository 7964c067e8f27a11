import type { Format } from '../../ingest/formats/format.js';
import { formats } from '../../ingest/formats/index.js';
import { describeOtherFile } from '../../ingest/formats/otherFiles.js';
import { createPortcullisJsonl } from '../../ingest/formats/portcullis/portcullis-jsonl.js';
import { portcullisJsonlName } from '../../ingest/formats/portcullis/portcullisLine.js';
import { toHead } from '../../ingest/input/fileHead.js';
import type { InputFile } from '../../ingest/input/inputFile.js';
import { closeFiles, openFiles } from '../../ingest/input/openFiles.js';
import { type BytesRead, dryRun, type IngestProgress, ingest } from '../../ingest/pipeline.js';
import type { Retried } from '../../ingest/quarantine/retry.js';
import type { EnvelopeOptions } from '../../ingest/rows/envelope/envelope.js';
import type { Limits } from '../../ingest/run/limits.js';
import type { IngestResult } from '../../ingest/run/result.js';
import { formatsOf } from '../../ingest/settle.js';
import { badUserInput } from '../../schema/errors.js';
import { type Waiting, waitOut } from '../../storage/pool/waitOut.js';
import { readVariable } from '../config.js';
import { type Output, print } from '../output/printLine.js';
import type { IngestAccess } from './access.js';
import { openIngestMeter } from './ingestMeter.js';
import { describeResult } from './ingestReport.js';

/** One delivery, and how it is to be read. */
export interface DeliveryOptions extends Omit<IngestAccess, 'operatorLog' | 'log'> {
  /** Name of a format, or `auto` to detect it. */
  readonly format: string;
  readonly files: readonly InputFile[];
  readonly bytesRead?: () => BytesRead;
  /** Without an originator, that of the mapping. */
  readonly envelope: Partial<EnvelopeOptions>;
  /** Path of a mapping file, for the format `mapped`. */
  readonly mapping?: string;
  /** Source that the records came from, for the format `portcullis-jsonl`. */
  readonly source?: string;
  readonly limits?: Limits;
  /** Stores nothing, and says what would happen. */
  readonly check?: boolean;
  readonly wait?: boolean;
  readonly operator: string;
  /** The records come from quarantine. */
  readonly retry?: boolean;
  readonly retried?: Retried;
  readonly onWait?: () => void;
  readonly onProgress?: (progress: IngestProgress) => void;
}

/** One delivery on the command line. */
export interface IngestCommandOptions extends Omit<DeliveryOptions, 'files'>, Output {
  /** Paths; `-` is standard input. */
  readonly files: readonly string[];
  readonly encoding?: string;
  /** Database of a mapping of type sql; by default that of the variable which the mapping names. */
  readonly sourceUrl?: string;
  /** How long to wait for a database that is down or busy; absent: not at all. */
  readonly waiting?: Waiting;
  /** Draw a progress bar; plain lines otherwise. */
  readonly isTerminal: boolean;
}

/**
 * Ingests one delivery, shows progress, and prints the result.
 *
 * @throws BAD_USER_INPUT for an unknown format or a file that cannot be read, and what `ingest` throws
 */
export async function runIngest(options: IngestCommandOptions): Promise<IngestResult> {
  const { out, json } = options;
  let [bytes, bytesBefore] = [0, 0];
  const onBytes = (more: number, isPassedOver = false): void => {
    bytes += more;
    if (isPassedOver) bytesBefore += more;
  };
  const { files, closeAll } = await openDelivery(options, onBytes);
  const meter = await openIngestMeter({ isTerminal: options.isTerminal, json, line: out });
  try {
    const delivery = {
      ...options,
      files,
      bytesRead: () => ({ bytes, bytesBefore }),
      onWait: () => {
        if (!json) out('Another run is ingesting this source: waiting for it.');
      },
      onProgress: (progress: IngestProgress) => meter.show(progress),
    };
    // A run that is stopped lets go of all that it held; the next goes on where it ended.
    const run = async (): Promise<IngestResult> => {
      [bytes, bytesBefore] = [0, 0];
      return await runDelivery(delivery);
    };
    const result = options.waiting ? await waitOut(run, options.waiting) : await run();
    meter.stop();
    print(options, result, () => describeResult(result));
    return result;
  } finally {
    meter.stop();
    await closeAll();
  }
}

/**
 * Ingests one delivery of open files, silently.
 *
 * @throws BAD_USER_INPUT where neither the command nor the mapping names an originator
 */
export async function runDelivery(options: DeliveryOptions): Promise<IngestResult> {
  const { format: _, mapping: __, source: ___, keys, check, ...rest } = options;
  const { format, mapping } = await chooseFormat(options);
  const originator = options.envelope.originator ?? format.envelope.originator;
  if (originator === undefined)
    throw badUserInput('Whose records are these? Give --originator, an agency of agencies.yaml.');
  const envelope = { ...options.envelope, originator };
  const run = { ...rest, envelope, format, ...(mapping === undefined ? {} : { mapping }), linkKey: keys.link };
  return await (check ? dryRun(run) : ingest(run));
}

/** Opens the files of a delivery, or the query of a mapping. */
async function openDelivery(
  options: Pick<IngestCommandOptions, 'format' | 'mapping' | 'files' | 'encoding' | 'sourceUrl'>,
  onBytes: (bytes: number, isPassedOver?: boolean) => void,
): Promise<{ readonly files: readonly InputFile[]; closeAll(): Promise<void> }> {
  if (options.format === 'mapped' && options.mapping !== undefined && options.files.length === 0) {
    const { loadMapping } = await import('../../ingest/mapping/parse/load.js');
    const { openMappedQuery } = await import('../../ingest/mapping/sqlSource.js');
    const query = await openMappedQuery(await loadMapping(options.mapping), options.sourceUrl, readVariable);
    return { files: [query], closeAll: () => query.close() };
  }
  const { encoding } = options;
  const files = await openFiles(options.files, { onBytes, ...(encoding === undefined ? {} : { encoding }) });
  return { files, closeAll: () => closeFiles(files) };
}

/** The named format, or with `auto` the one that recognises the files. @throws BAD_USER_INPUT where there is none */
export async function chooseFormat(
  options: Pick<DeliveryOptions, 'format' | 'mapping' | 'source' | 'files'>,
): Promise<{ readonly format: Format; readonly mapping?: string }> {
  if (options.format !== 'mapped' && options.mapping !== undefined)
    throw badUserInput(
      `The format ${options.format} takes no mapping.`,
      'Leave out --mapping, or ingest the files as mapped.',
    );
  if (options.format === 'auto') return { format: ofSource(await recogniseAll(options.files), options.source) };
  if (options.format === 'mapped' && options.mapping !== undefined) {
    const { loadMapping } = await import('../../ingest/mapping/parse/load.js');
    const { createMappedFormat } = await import('../../ingest/formats/mapped.js');
    const mapping = await loadMapping(options.mapping);
    return { format: ofSource(createMappedFormat(mapping), options.source), mapping: mapping.digest };
  }
  const format = formats.get(options.format);
  if (format) return { format: ofSource(format, options.source) };
  throw badUserInput(
    `There is no format ${options.format}; known are ${[...formats.keys()].join(', ')}, and auto.`,
    'See: portcullis formats.',
  );
}

/** @throws BAD_USER_INPUT where portcullis-jsonl comes without a source, or another format with one */
function ofSource(format: Format, source: string | undefined): Format {
  if (format.name === portcullisJsonlName) {
    if (source !== undefined) return createPortcullisJsonl(source);
    throw badUserInput(
      'The format portcullis-jsonl needs the source of the records: --source NAME.',
      'Each line of the file names it: "source".',
    );
  }
  if (source === undefined) return format;
  throw badUserInput(`${format.name} is always of the source ${format.source ?? format.name}: leave out --source.`);
}

async function recogniseAll(files: readonly InputFile[]): Promise<Format> {
  const found = new Set<Format>();
  const unknown: string[] = [];
  for (const file of files) {
    const known = await formatsOf(file);
    if (known.length === 1 && known[0]) found.add(known[0]);
    else if (known.length === 0) unknown.push(file.name);
    else {
      throw badUserInput(`${file.name} may be ${known.map(({ name }) => name).join(' or ')}: name the format.`);
    }
  }
  const [format, ...others] = found;
  if (format && others.length === 0) return format;
  const [only] = files;
  if (format === undefined) await assertNotAllEmpty(files);
  if (format === undefined && only) await assertNotNear(only);
  if (format === undefined && only && files.length === 1) await assertNotForeign(only);
  throw badUserInput(
    format
      ? `The files are of several formats (${[...found].map(({ name }) => name).join(', ')}): ingest them one format at a time.`
      : `No format recognises ${unknown.slice(0, 5).join(', ')}${unknown.length > 5 ? ` and ${unknown.length - 5} more` : ''}.`,
    'See: portcullis formats. For any other table: portcullis mapping FILE.',
  );
}

/** @throws BAD_USER_INPUT where every file is empty */
async function assertNotAllEmpty(files: readonly InputFile[]): Promise<void> {
  const [first] = files;
  if (!first) return;
  for (const file of files) if ((await file.head()).length > 0) return;
  throw badUserInput(`${first.name} is empty.`, 'Fetch it again.');
}

/** @throws BAD_USER_INPUT where a file resembles a format, with why that format does not read it */
async function assertNotNear(file: InputFile): Promise<void> {
  const head = await toHead(file);
  for (const format of formats.values()) {
    const hint = format.describeNear?.(head) ?? null;
    if (hint === null) continue;
    throw badUserInput(`No format reads ${file.name}.`, hint);
  }
}

/** @throws BAD_USER_INPUT for a known kind of file that no format reads, with what to do about it */
async function assertNotForeign(file: InputFile): Promise<void> {
  const hint = describeOtherFile(await toHead(file));
  if (hint !== null) throw badUserInput(`No format recognises ${file.name}.`, hint);
}
