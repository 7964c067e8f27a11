import type { Agency } from '../policy.js';

/** Whether a text is a case reference in the form of an agency. */
export function isCaseOf(agency: Pick<Agency, 'caseReference'> | undefined, text: string): boolean {
  // Why the length first: the pattern is the agency's, the text is anybody's.
  return (
    agency !== undefined && text.length <= 100 && new RegExp(`^(?:${agency.caseReference.pattern})$`, 'u').test(text)
  );
}
