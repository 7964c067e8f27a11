import type { LogQuery } from '../../../auditlog/store/pool.js';
import { parsePolicy } from '../../../policy/loading/load.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import type { Policy } from '../../../policy/policy.js';
import { type Output, print } from '../../output/printLine.js';
import type { VerifyingKeys } from '../openBodies.js';
import { type DecidedAgain, type Difference, decideAgain } from './decideAgain.js';
import { readDecided } from './readDecided.js';

/** The entry to decide again, and by which policy. */
export interface AuditReplayOptions extends Output {
  readonly pool: LogQuery;
  readonly opened: VerifyingKeys;
  /** Of the deployment. */
  readonly policy: Policy;
  /** Another one, to see what it would change; null for none. */
  readonly other: Policy | null;
  readonly log: string;
  readonly index: number;
}

type Replayed = { readonly log: string; readonly index: number; readonly policyVersion: string } & (
  | ({ readonly verdict: 'EQUAL' | 'DIFFERS'; readonly envelopes: number } & DecidedAgain)
  | { readonly verdict: 'UNDECIDED'; readonly missing: readonly string[] }
);

/** The policy of a directory. @throws PolicyError */
export function readPolicyToTry(directory: string): Policy {
  return parsePolicy(readPolicyFiles(directory));
}

/**
 * Decides an entry again, and prints which of its decisions change.
 *
 * @returns exit code: 0 where none does, 1 where one does, 2 where it cannot be decided
 */
export async function runAuditReplay(options: AuditReplayOptions): Promise<number> {
  const replayed = await replay(options);
  print(options, replayed, () => describe(replayed));
  return { EQUAL: 0, DIFFERS: 1, UNDECIDED: 2 }[replayed.verdict];
}

async function replay({ pool, opened, policy, other, log, index }: AuditReplayOptions): Promise<Replayed> {
  const by = other ?? policy;
  const at = { log, index, policyVersion: by.version };
  const { entry, missing } = await readDecided(pool, opened, { log, index });
  const isOfThen = other !== null || entry === null || entry.header.policyVersion === policy.version;
  const all = isOfThen ? missing : [...missing, policyOfThen(entry.header.policyVersion)];
  if (entry === null || all.length > 0) return { ...at, verdict: 'UNDECIDED', missing: all };
  try {
    const again = decideAgain(by, entry);
    const verdict = again.differences.length === 0 ? 'EQUAL' : 'DIFFERS';
    return { ...at, verdict, envelopes: entry.envelopes.size, ...again };
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error;
    return { ...at, verdict: 'UNDECIDED', missing: [`an envelope that this version understands: ${error.message}`] };
  }
}

function policyOfThen(version: string): string {
  return `the policy of its time, ${version.slice(0, 16)}: name its directory with --against`;
}

function describe(replayed: Replayed): readonly string[] {
  const { log, index, policyVersion, verdict } = replayed;
  const place = `${verdict.padEnd(9)}  entry ${index} of ${log}`;
  if (verdict === 'UNDECIDED') return [place, ...replayed.missing.map((what) => `  missing: ${what}.`)];
  const { compared, differences, envelopes } = replayed;
  const count = differences.length === 0 ? `${compared} decisions` : `${differences.length} of ${compared} decisions`;
  return [
    `${place}: ${count}, under ${envelopes} envelopes, by the policy ${policyVersion.slice(0, 16)}`,
    ...differences.map((each) => `  ${placeOf(each)}: ${each.was}, now ${each.now}`),
  ];
}

function placeOf({ what, under, protected: isProtected, untold }: Difference): string {
  const envelope = under === null ? '' : ` under ${under}`;
  const unknown = untold ? ', of an unknown subject' : '';
  return `${what}${envelope}${isProtected ? ', of a protected subject' : unknown}`;
}
