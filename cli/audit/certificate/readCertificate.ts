import { isDeepStrictEqual } from 'node:util';
import { plain } from '../../../auditlog/searched.js';
import { readJson } from '../../../gateway/export/formats/verification/verified.js';
import { badUserInput } from '../../../schema/errors.js';
import { isObject } from '../../../schema/isObject.js';
import type { GivenFile } from '../readText.js';
import { type Certificate, statementOf, toText } from './certificate.js';

/** A certificate, and what is wrong with it in itself, whatever the log says. */
export interface ReadCertificate {
  readonly certificate: Certificate;
  readonly faults: readonly string[];
}

/** The only members of a certificate: another one would be read as if it were certified. */
const members: Readonly<Record<string, readonly string[]>> = {
  '': words(
    'statement certifies asked state cutOff hitState at viewer policyVersion matcherVersion lists compared place salt receipt',
  ),
  viewer: words('agency kind role clearance purpose caseReference'),
  receipt: words('log index leafHash'),
};

function words(text: string): readonly string[] {
  return text.split(' ');
}

/**
 * Reads a file that `portcullis screen --certificate` wrote.
 *
 * @throws BAD_USER_INPUT for a file that is none
 */
export function readCertificate({ file, text }: GivenFile): ReadCertificate {
  const certificate = readJson(text);
  if (!isCertificate(certificate))
    throw badUserInput(
      `${file} is neither a certificate nor an export.`,
      'Name files as portcullis screen --certificate or POST /export wrote them; a letter lies beside its page.',
    );
  // Why: of a duplicate member people would read one, and the parser the other.
  const isPlain = text === toText(certificate) || text.trimEnd() === JSON.stringify(certificate);
  const strange = [
    ...Object.entries(members).flatMap(([name, own]) => strangeIn(certificate, name, own)),
    ...(isDeepStrictEqual(certificate.asked, plain(certificate.asked))
      ? []
      : ['asked: it is not as questions are kept']),
  ];
  return {
    certificate,
    faults: [
      ...(isPlain ? [] : ['text: it is not as a certificate is written']),
      ...strange,
      ...faultsOfStatement(certificate),
    ],
  };
}

function isCertificate(value: unknown): value is Certificate {
  if (!isObject(value) || !isObject(value.receipt) || !isObject(value.asked) || !isObject(value.viewer)) return false;
  const { log, index, leafHash } = value.receipt;
  const isReceipt = typeof log === 'string' && Number.isSafeInteger(index) && typeof leafHash === 'string';
  return isReceipt && Number.isSafeInteger(value.place) && typeof value.salt === 'string' && 'certifies' in value;
}

function strangeIn(certificate: Certificate, name: string, own: readonly string[]): readonly string[] {
  const object = name === '' ? certificate : (certificate as unknown as Record<string, object>)[name];
  const has = Object.keys(object ?? {});
  const at = (member: string): string => (name === '' ? member : `${name}.${member}`);
  return [
    ...has.filter((member) => !own.includes(member)).map((member) => `${at(member)}: nothing certifies this`),
    ...own.filter((member) => !has.includes(member)).map((member) => `${at(member)}: it is missing`),
  ];
}

/** Whether its statement follows from its other members. */
function faultsOfStatement(certificate: Certificate): readonly string[] {
  const { statement, certifies } = statementOf(certificate);
  if (!certifies) return [`${placeOf(certificate)}: it certifies nothing`];
  return [
    ...(certificate.certifies === true ? [] : ['certifies: it says itself that it certifies nothing']),
    ...(certificate.statement === statement ? [] : ['statement: it is not what its other members say']),
  ];
}

function placeOf({ state, lists }: Certificate): string {
  if (state !== 'OK') return 'state';
  return lists?.length === 0 ? 'lists' : 'hitState';
}
