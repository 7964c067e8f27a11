// SPDX-License-Identifier: Apache-2.0
import type { IncidentKind } from '../../records/incidents.js';

/** An offence of the FBI's Uniform Crime Reporting, and where it belongs among the graph's codes. */
export interface Offence {
  readonly name: string;
  readonly kind: IncidentKind;
  /** Crime area of EMPACT; `DRUGS` is settled by the drugs of the report, null where none fits. */
  readonly crimeArea: string | null;
}

/**
 * Offence codes of NIBRS, Group A and B, those of the 2019 and later releases included.
 *
 * @see FBI, National Incident-Based Reporting System User Manual, "Offense Codes"
 */
const offences: Readonly<Record<string, Offence>> = {
  ...other({
    '09A': 'Murder and Nonnegligent Manslaughter',
    '09B': 'Negligent Manslaughter',
    '09C': 'Justifiable Homicide',
    '100': 'Kidnapping/Abduction',
    '101': 'Treason',
    '103': 'Espionage',
    '11A': 'Rape',
    '11B': 'Sodomy',
    '11C': 'Sexual Assault With An Object',
    '11D': 'Fondling',
    '13A': 'Aggravated Assault',
    '13B': 'Simple Assault',
    '13C': 'Intimidation',
    '200': 'Arson',
    '210': 'Extortion/Blackmail',
    '26A': 'False Pretenses/Swindle/Confidence Game',
    '26B': 'Credit Card/Automated Teller Machine Fraud',
    '26C': 'Impersonation',
    '26D': 'Welfare Fraud',
    '270': 'Embezzlement',
    '290': 'Destruction/Damage/Vandalism of Property',
    '30A': 'Illegal Entry into the United States',
    '30B': 'False Citizenship',
    '30D': 'Re-entry after Deportation',
    '360': 'Failure to Register as a Sex Offender',
    '36A': 'Incest',
    '36B': 'Statutory Rape',
    '370': 'Pornography/Obscene Material',
    '39A': 'Betting/Wagering',
    '39B': 'Operating/Promoting/Assisting Gambling',
    '39C': 'Gambling Equipment Violations',
    '39D': 'Sports Tampering',
    '40A': 'Prostitution',
    '40B': 'Assisting or Promoting Prostitution',
    '40C': 'Purchasing Prostitution',
    '49A': 'Harboring Escapee/Concealing from Arrest',
    '49B': 'Flight to Avoid Prosecution',
    '49C': 'Flight to Avoid Deportation',
    '58A': 'Import Violations',
    '58B': 'Export Violations',
    '720': 'Animal Cruelty',
    '90A': 'Bad Checks',
    '90B': 'Curfew/Loitering/Vagrancy Violations',
    '90C': 'Disorderly Conduct',
    '90D': 'Driving Under the Influence',
    '90E': 'Drunkenness',
    '90F': 'Family Offenses, Nonviolent',
    '90G': 'Liquor Law Violations',
    '90H': 'Peeping Tom',
    '90I': 'Runaway',
    '90J': 'Trespass of Real Property',
    '90K': 'Failure to Appear',
    '90L': 'Federal Resource Violations',
    '90M': 'Perjury',
    '90Z': 'All Other Offenses',
  }),
  ...theft({
    '120': 'Robbery',
    '220': 'Burglary/Breaking and Entering',
    '23A': 'Pocket-picking',
    '23B': 'Purse-snatching',
    '23C': 'Shoplifting',
    '23D': 'Theft From Building',
    '23E': 'Theft From Coin-Operated Machine or Device',
    '23F': 'Theft From Motor Vehicle',
    '23G': 'Theft of Motor Vehicle Parts or Accessories',
    '23H': 'All Other Larceny',
    '240': 'Motor Vehicle Theft',
    '280': 'Stolen Property Offenses',
  }),
  '250': offence('Counterfeiting/Forgery', 'IP_CRIME_COUNTERFEITING'),
  '26E': offence('Wire Fraud', 'ONLINE_FRAUD'),
  '26F': offence('Identity Theft', 'ONLINE_FRAUD'),
  '26G': offence('Hacking/Computer Invasion', 'CYBER_ATTACKS'),
  '26H': offence('Money Laundering', 'MONEY_LAUNDERING_ASSETS'),
  '30C': offence('Smuggling Aliens', 'MIGRANT_SMUGGLING'),
  '35A': offence('Drug/Narcotic Violations', 'DRUGS'),
  '35B': offence('Drug Equipment Violations', 'DRUGS'),
  '510': { name: 'Bribery', kind: 'CORRUPTION', crimeArea: null },
  '520': offence('Weapon Law Violations', 'FIREARMS'),
  '521': offence('Violation of National Firearm Act of 1934', 'FIREARMS'),
  '522': offence('Weapons of Mass Destruction', null),
  '526': offence('Explosives', 'FIREARMS'),
  '61A': offence('Federal Liquor Offenses', 'EXCISE_FRAUD'),
  '61B': offence('Federal Tobacco Offenses', 'EXCISE_FRAUD'),
  '620': offence('Wildlife Trafficking', 'ENVIRONMENTAL_CRIME'),
  '64A': offence('Human Trafficking, Commercial Sex Acts', 'THB'),
  '64B': offence('Human Trafficking, Involuntary Servitude', 'THB'),
};

/** The offence of a code; null for one that the list does not have. */
export function findOffence(code: string): Offence | null {
  return Object.hasOwn(offences, code) ? (offences[code] as Offence) : null;
}

function offence(name: string, crimeArea: string | null): Offence {
  return { name, kind: 'OFFENCE', crimeArea };
}

function other(names: Readonly<Record<string, string>>): Record<string, Offence> {
  return Object.fromEntries(Object.entries(names).map(([code, name]) => [code, offence(name, null)]));
}

function theft(names: Readonly<Record<string, string>>): Record<string, Offence> {
  return Object.fromEntries(
    Object.entries(names).map(([code, name]) => [code, { name, kind: 'THEFT', crimeArea: 'ORGANISED_PROPERTY_CRIME' }]),
  );
}
