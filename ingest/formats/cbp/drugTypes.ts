// SPDX-License-Identifier: Apache-2.0

/**
 * Drug types of U.S. Customs and Border Protection, and the UNODC group of each as the World Drug Report groups seizures:
 * ecstasy is a stimulant, ketamine and khat are not under international control.
 */
const groups: Readonly<Record<string, string>> = {
  MARIJUANA: 'CANNABIS',
  CANNABIS: 'CANNABIS',
  HASHISH: 'CANNABIS',
  'HASHISH OIL': 'CANNABIS',
  THC: 'CANNABIS',
  COCAINE: 'COCAINE',
  CRACK: 'COCAINE',
  'CRACK COCAINE': 'COCAINE',
  HEROIN: 'OPIOIDS',
  FENTANYL: 'OPIOIDS',
  OPIUM: 'OPIOIDS',
  MORPHINE: 'OPIOIDS',
  CODEINE: 'OPIOIDS',
  OXYCODONE: 'OPIOIDS',
  HYDROCODONE: 'OPIOIDS',
  TRAMADOL: 'OPIOIDS',
  METHADONE: 'OPIOIDS',
  METHAMPHETAMINE: 'ATS',
  METH: 'ATS',
  AMPHETAMINE: 'ATS',
  ECSTASY: 'ATS',
  MDMA: 'ATS',
  LSD: 'HALLUCINOGENS',
  PSILOCYBIN: 'HALLUCINOGENS',
  PCP: 'HALLUCINOGENS',
  KETAMINE: 'NPS',
  KHAT: 'NPS',
  'SYNTHETIC CANNABINOIDS': 'NPS',
  GHB: 'SEDATIVES',
  BENZODIAZEPINES: 'SEDATIVES',
  BARBITURATES: 'SEDATIVES',
  OTHER: 'OTHER',
  'OTHER DRUG': 'OTHER',
  'OTHER DRUGS': 'OTHER',
};

/** UNODC group of a drug type: words in brackets (`Khat (Catha Edulis)`) say what is meant and do not count. Null: unknown. */
export function toDrugGroup(drugType: string): string | null {
  const word = drugType
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toUpperCase();
  return Object.hasOwn(groups, word) ? (groups[word] as string) : null;
}
