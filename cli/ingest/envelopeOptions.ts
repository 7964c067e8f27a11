import { type Command, InvalidArgumentError, Option } from 'commander';
import type { EnvelopeOptions } from '../../ingest/rows/envelope/envelope.js';
import { classifications } from '../../policy/types.js';

/** Adds the options that state the envelope of a whole delivery. */
export function withEnvelope(command: Command): Command {
  return command
    .option('--originator <agency>', 'agency whose records these are; agencies.yaml must let it originate the source')
    .option('--handling <codes>', 'Europol handling codes, e.g. H1 or H0,H3', toList)
    .option('--handling-note <text>', 'handling conditions in words')
    .addOption(
      new Option('--classification <level>', "level of all records; default: the format's").choices([
        ...classifications,
      ]),
    )
    .option('--expires <date>', 'day from which the records may not be shown and are purged, YYYY-MM-DD', toInstant)
    .option('--data-subject-category <category>', 'SUSPECT, CONVICTED, VICTIM, WITNESS, ...')
    .option('--releasable-to <list>', 'only these may see the records: agency:ID, kind:KIND or country:CC', toReleases)
    .option(
      '--hit-to <list>',
      'who may learn that records exist that H2 or a release list withholds; same form as --releasable-to',
      toReleases,
    )
    .option('--purposes <list>', 'purposes that the records are limited to', toList)
    .option('--case-reference <reference>', "the originator's case");
}

/** The envelope that the options state. */
export function envelopeOf(given: Readonly<Record<string, unknown>>): Partial<EnvelopeOptions> {
  const named = {
    originator: given.originator,
    handling: given.handling,
    handlingNote: given.handlingNote,
    classification: given.classification,
    expiresAt: given.expires,
    dataSubjectCategory: given.dataSubjectCategory,
    releasableTo: given.releasableTo,
    hitTo: given.hitTo,
    purposeLimits: given.purposes,
    caseReference: given.caseReference,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

/** A warning, in one line, of what the operator may not mean; null for none. */
export function doubtOf({ handling, hitTo }: Partial<EnvelopeOptions>): string | null {
  if (!handling?.includes('H2') || hitTo !== undefined) return null;
  return (
    'H2 without --hit-to: those who may not see the records do not learn that they exist either, ' +
    'unless a record itself states who may.'
  );
}

function toList(text: string): string[] {
  return toReleases(text.toUpperCase());
}

function toReleases(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function toInstant(text: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) {
    throw new InvalidArgumentError('A day: YYYY-MM-DD.');
  }
  if (day.getTime() <= Date.now()) {
    throw new InvalidArgumentError('It has passed: nobody would see the records, and the next purge removes them.');
  }
  return day.toISOString();
}
