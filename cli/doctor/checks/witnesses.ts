import { originOf, parseCheckpoint } from '../../../auditlog/c2sp/checkpoint.js';
import { openCosignatures } from '../../../auditlog/c2sp/cosignature.js';
import type { TrustedWitness } from '../../../auditlog/c2sp/trustFile.js';
import { reasonOf } from '../../../auditlog/cosigning/shortAnswer.js';
import { witnessClient } from '../../../auditlog/cosigning/witnessClient.js';
import { primitives } from '../../../auditlog/primitives.js';
import { findNewestCheckpoint } from '../../../auditlog/store/checkpoint.js';
import { findNewestCosigned } from '../../../auditlog/store/cosigned.js';
import { readSize } from '../../../auditlog/store/tree.js';
import { readOrigin } from '../../../storage/keys/originFile.js';
import { readWitnesses } from '../../instance/instanceLog.js';
import type { Check, ExaminedData } from '../check.js';
import { type Finding, fault, fine, warning } from '../finding.js';

/** How long the newest head may be without a quorum, ms. */
const cosignedWithinMs = 300_000;

/** Whether witnesses answer, have seen no longer log, and cosigned lately. */
export const witnesses: Check = {
  name: 'witnesses',
  lookAtData: async (of) => {
    const trust = readWitnesses(of.settings);
    if (trust === null) return [];
    const { databases, read, settings } = of;
    const { size, newest, cosigned } = await read(databases.auditWriterUrl, async (db) => ({
      size: await readSize(db, settings.logId),
      newest: await findNewestCheckpoint(db, settings.logId),
      cosigned: await findNewestCosigned(db, settings.logId),
    }));
    const asked = trust.witnesses.filter(({ url }) => url !== null);
    const found = (await Promise.all(asked.map((witness) => ask(witness, size, of)))).flat();
    const parsed = parseCheckpoint(cosigned?.note ?? '');
    const times =
      (parsed &&
        openCosignatures(
          parsed,
          trust.witnesses.map(({ key }) => key),
          primitives,
        )) ??
      [];
    const last = Math.max(0, ...times.map(({ time }) => time * 1000));
    const isBehind = newest !== null && newest.size > (cosigned?.size ?? 0);
    if (isBehind && of.now - Date.parse(newest.at) > cosignedWithinMs)
      found.push(
        (settings.witnessRequired ? fault : warning)(
          settings.logId,
          `Its newest head has no quorum; the last that has is ${last === 0 ? 'none' : `of ${new Date(last).toISOString()}`}.`,
          "See the server's log, which says what each witness answers.",
        ),
      );
    return found.length === 0 ? [fine('witnesses', `All ${asked.length} answer.`)] : found;
  },
};

async function ask(witness: TrustedWitness, size: number, of: ExaminedData): Promise<readonly Finding[]> {
  const { name, url } = witness;
  const { settings, keysDirectory, limitMs } = of;
  try {
    const note = await witnessClient(url ?? '', { timeoutMs: limitMs }).checkpoint(
      originOf(settings.logId, readOrigin(keysDirectory)),
    );
    const seen = note === null ? null : parseCheckpoint(note);
    if (seen === null)
      return [warning(name, 'It has no head of this log.', 'Have its operator add the key: docs/AUDIT.md#witnesses.')];
    if (seen.size <= size) return [];
    return [
      fault(name, `It shows a head of ${seen.size} entries, and only ${size} are here.`, 'docs/operations/forked.md.'),
    ];
  } catch (error) {
    return [
      warning(name, `It cannot be asked: ${reasonOf(error)}.`, 'Check its URL in the trust file, and that it runs.'),
    ];
  }
}
