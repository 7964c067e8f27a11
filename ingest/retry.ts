// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { EnvelopeOptions } from './envelope.js';
import type { InputFile } from './input/inputFile.js';
import type { QuarantinedText } from './quarantineStore.js';
import type { EnvelopeStatement } from './records/base.js';

/** Records in quarantine that can be read together, as a file of their format. */
export interface RetryGroup {
  readonly source: string;
  readonly originator: string;
  /** Envelope of the run that could not read them: read again, they are under no weaker one. */
  readonly envelope: EnvelopeOptions;
  readonly ids: readonly string[];
  readonly file: InputFile;
}

/**
 * Puts records in quarantine together again as files of their formats: those of one source, originator, envelope,
 * file and surroundings become one file, in their old order, under their old file's name.
 */
export function toRetryGroups(records: readonly QuarantinedText[]): RetryGroup[] {
  const groups = new Map<string, QuarantinedText[]>();
  for (const record of records) {
    const { source, originator, envelope, file, before, after } = record;
    const key = JSON.stringify([source, originator, envelope, file, before, after]);
    const known = groups.get(key);
    if (known) known.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()].map((group) => {
    const [{ source, originator, envelope: stated, file, before, after }] = group as [QuarantinedText];
    const newline = Buffer.from('\n');
    const bytes = Buffer.concat([
      ...(before === '' || before.endsWith('\n') ? [Buffer.from(before)] : [Buffer.from(before), newline]),
      ...group.flatMap(({ raw }) => [raw, newline]),
      Buffer.from(after),
    ]);
    const envelope = toOptions(originator, stated);
    return { source, originator, envelope, ids: group.map(({ id }) => id), file: toMemoryFile(file, bytes) };
  });
}

/** What a run stated, as a command states it. */
function toOptions(originator: string, stated: EnvelopeStatement): EnvelopeOptions {
  const { handlingCodes, handlingNote, classification, expiresAt, dataSubjectCategory } = stated;
  const { releasableTo, purposeLimits, caseReference } = stated;
  return {
    originator,
    ...(handlingCodes ? { handling: handlingCodes } : {}),
    ...(handlingNote == null ? {} : { handlingNote }),
    ...(classification ? { classification } : {}),
    ...(expiresAt == null ? {} : { expiresAt }),
    ...(dataSubjectCategory == null ? {} : { dataSubjectCategory }),
    ...(releasableTo ? { releasableTo } : {}),
    ...(purposeLimits ? { purposeLimits } : {}),
    ...(caseReference == null ? {} : { caseReference }),
  };
}

function toMemoryFile(name: string, bytes: Buffer): InputFile {
  return {
    name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    head: async () => bytes.subarray(0, 65_536),
    bytes: async function* () {
      yield bytes;
    },
  };
}
