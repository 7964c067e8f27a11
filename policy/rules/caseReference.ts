import type { Agency } from '../policy.js';

/** Whether a text is a case reference in an agency's form. */
export function isCaseOf(agency: Pick<Agency, 'caseReference'> | undefined, text: string): boolean {
  // The length first: the pattern is the agency's, but the text may be anybody's.
  return (
    agency !== undefined && text.length <= 100 && new RegExp(`^(?:${agency.caseReference.pattern})$`, 'u').test(text)
  );
}
