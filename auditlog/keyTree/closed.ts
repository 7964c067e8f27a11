import { PortcullisError } from '../../schema/errors.js';

/** What is said of an entry whose node no key here is said to have wrapped: nobody need have forged it. */
export const closedEntry =
  'its key is wrapped by an auditSeal that is not here: put the present auditSeal.json into the keys directory, unless nobody renewed it';

/** The end of what is said of such a node. */
export const closedNode = 'was wrapped by no key that is known';

/** True for what is said where a key-encryption key is missing. */
export function isClosedFault({ what }: { readonly what: string }): boolean {
  return what === closedEntry || what.endsWith(closedNode);
}

/** The error for a log whose entries a process cannot open, for its file of keys is an old one or cannot be read. */
export function entriesClosed(log: string): PortcullisError {
  return new PortcullisError('AUDIT_UNAVAILABLE', {
    message: `Entries of the audit log ${log} are closed: their keys are wrapped by an auditSeal that this process does not have.`,
    hint: 'Put the present auditSeal.json into its keys directory, readable by its user, and start it again. Where nobody renewed it: portcullis audit verify.',
  });
}
