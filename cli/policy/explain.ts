import { explain } from '../../policy/explaining/explain.js';
import { labelOf } from '../../policy/explaining/labelOf.js';
import { changeInWords, explanationInWords } from '../../policy/explaining/words.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { meantOrOneOf } from '../../policy/loading/mistake.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { Policy } from '../../policy/policy.js';
import type { Purpose, RequestFacts, Role } from '../../policy/types.js';
import { guardsOf } from '../../schema/access.js';
import { badUserInput } from '../../schema/errors.js';
import { type Output, print } from '../printLine.js';

/** Who is to be explained what they get. */
export interface ExplainCommand extends Output {
  readonly policyDir: string | undefined;
  readonly agency: string;
  readonly role: Role;
  readonly purpose: Purpose | undefined;
  readonly caseReference: string | undefined;
  /** `Type.field`. */
  readonly coordinate: string;
}

/**
 * Prints what a viewer gets of a field at most, which rules say so, and the smallest changes that would give more.
 *
 * @throws BAD_USER_INPUT for an agency, a role or a coordinate that is not there; PolicyError
 */
export function explainField(command: ExplainCommand): void {
  const policy = parsePolicy(readPolicyFiles(command.policyDir));
  const facts = factsOf(policy, command);
  const access = labelOf(command.coordinate, 'coordinate');
  const explanation = explain({ policy, facts, guards: guardsOf(access), envelope: null, subject: null });
  const stated = {
    field: command.coordinate,
    ...explanation,
    raises: explanation.raises.map(({ changes, to }) => ({
      to,
      changes: changes.map(({ by, what }) => ({ by, ...what, words: changeInWords({ what }) })),
    })),
  };
  print(command, stated, () => [
    `${command.coordinate} as ${command.agency} ${command.role}, ${command.purpose ?? 'no purpose'}`,
    ...explanationInWords(explanation, policy, null),
  ]);
}

/** The viewer that an agency's token would make, as highly cleared as the agency. */
export function factsOf(policy: Policy, { agency: id, role, purpose, caseReference }: Viewing): RequestFacts {
  const agency = policy.agencies[id];
  const known = Object.keys(policy.agencies);
  if (!agency) throw badUserInput(`There is no agency ${id}.`, { at: '--agency', hint: meantOrOneOf(id, known) });
  const { kind, country, clearance } = agency;
  const viewer = { subject: 'explained', agency: id, kind, country, role, clearance };
  return { viewer, purpose, caseReference, asOf: new Date().toISOString() };
}

type Viewing = Pick<ExplainCommand, 'agency' | 'role' | 'purpose' | 'caseReference'>;
