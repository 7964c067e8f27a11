import { badUserInput } from '../../schema/errors.js';
import type { Approval } from './snapshot.js';

const name = /^\p{L}[\p{L}\p{M}.'’-]*( \p{L}[\p{L}\p{M}.'’-]*)+$/u;
const printable = /^[^\p{C}]{1,200}$/u;

/** A name with one of these words is a machine's. */
const machine = /^(bot|robot|ci|cd|svc|daemon|cron|localhost|github|gitlab|jenkins)$/i;
/** A name with one of these words is an office's. */
const officeWord =
  /^(agency|authority|board|bureau|commission|committee|compliance|customs|department|desk|directorate|division|manager|ministry|office|officer|police|secretariat|section|team|unit)$/i;
/** A name of only these words is nobody's. */
const office =
  /^(root|admin|administrator|system|service|account|user|test|tester|build|builder|deploy|deployer|deployment|release|runner|actions?|agent|script|automation|automatic|pipeline|workflow|server|host|machine|node|nobody|none|unknown|anonymous|no|name|not|available|the|policy|portcullis|operator|team|department)$/i;

/**
 * An approval for the snapshot: a person, by first and last name, and the reference of the act.
 *
 * @throws PortcullisError BAD_USER_INPUT for a name that is empty, an office's or a machine's, or for a missing reference
 */
export function namedApproval(by: string | undefined, reference: string | undefined, now: Date): Approval {
  const written = (by ?? '').trim().replace(/\s+/g, ' ');
  const words = written.split(' ');
  if (
    !name.test(written) ||
    words.some((word) => machine.test(word) || officeWord.test(word)) ||
    words.every((word) => office.test(word))
  )
    throw badUserInput(`"${written}" is not the name of a person.`, {
      at: '--by',
      hint: 'first and last name of the person who approves: not an account, an office or a machine',
    });
  const act = (reference ?? '').trim();
  if (!printable.test(act))
    throw badUserInput('An approval needs a reference.', {
      at: '--reference',
      hint: 'the file or minutes that record the approval, on one line of at most 200 characters',
    });
  return { by: written, at: now.toISOString().replace(/\.\d+Z$/, 'Z'), reference: act };
}
