import { readEmail, readTelephone } from '../../identifiers/recognition/contacts.js';
import { identifierText, plainText } from '../../identifiers/recognition/plain.js';

interface Contact {
  readonly phones?: readonly string[];
  readonly emails?: readonly string[];
}

/**
 * By what a subject is found that states these: each telephone number in E.164 and each e-mail address in small letters, as a search
 * reads them. None of a number without its country's code: it is of one country, and the record does not say of which.
 */
export function contactKeys({ phones = [], emails = [] }: Contact): readonly string[] {
  const keys = [...phones.map((each) => readTelephone(asRead(each))), ...emails.map((each) => readEmail(asRead(each)))];
  return [...new Set(keys.flatMap((reading) => reading?.value ?? []))];
}

function asRead(stated: string): string {
  return identifierText(plainText(stated));
}
