import { logOf, type ParsedCheckpoint } from '../../auditlog/c2sp/checkpoint.js';
import { signersOf } from '../../auditlog/c2sp/signers.js';
import type { Primitives } from '../../auditlog/proofs/primitives.js';
import { type Step, step } from './steps.js';
import type { Trusted } from './trusted.js';

/** Who of those that the reader believes signed a head: signature and cosignatures. */
export function checkHead(
  head: ParsedCheckpoint | null,
  trusted: Trusted | null,
  primitives: Primitives,
): readonly Step[] {
  if (!head) return [step('signature.noHead', 'notChecked'), step('cosigned.noHead', 'notChecked')];
  if (!trusted) return [step('signature.noKey', 'notChecked'), step('cosigned.noWitness', 'notChecked')];
  const { trust, logs, witnesses } = trusted;
  const { isKnown, isSigned, cosigned, isQuorum } = signersOf(head, trust, primitives);
  const values = { origin: head.origin, size: head.size };
  // A log of that name under another origin is one that passes for it.
  const passesForIt = logs.some(({ log }) => log !== null && log === logOf(head.origin));
  const signature = isKnown
    ? step(isSigned ? 'signature.ok' : 'signature.false', isSigned ? 'ok' : 'failed', values)
    : step('signature.unknownLog', passesForIt ? 'failed' : 'notChecked', values);
  return [signature, cosignedStep(cosigned, isQuorum, witnesses.length)];
}

function cosignedStep(
  cosigned: readonly { witness: string; at: string }[] | null,
  isQuorum: boolean,
  all: number,
): Step {
  if (!cosigned) return step('cosigned.false', 'failed');
  if (all === 0) return step('cosigned.noWitness', 'notChecked');
  const who = cosigned.map(({ witness, at }) => `${witness} (${at})`).join(', ');
  const values = { count: cosigned.length, all, who };
  return isQuorum ? step('cosigned.ok', 'ok', values) : step('cosigned.tooFew', 'failed', values);
}
