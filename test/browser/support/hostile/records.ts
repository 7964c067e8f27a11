import { containerNumber, mrn, passportNumber } from '../../../../ingest/demo/invented/numbers.js';
import { story } from '../../../../ingest/demo/story.js';
import { storyRecords } from '../../../../ingest/demo/storyRecords.js';
import type { SourceRecord } from '../../../../ingest/records/record.js';
import { hostileTexts } from './texts.js';

/** Fields of the story's records in which a source may write what it likes. */
const free = new Set([
  ...['firstName', 'lastName', 'street', 'city', 'full', 'birthPlace', 'appearance', 'relationship', 'description'],
  ...['packageMarks', 'lrn', 'conveyanceReference', 'reason', 'notes', 'title', 'narrative', 'assessment', 'area'],
  ...['statedType', 'statedActivity', 'drug', 'owner', 'legalForm', 'registrationNumber', 'caseReference'],
  ...['statedCaseReference', 'callSign', 'journeyReference', 'reference'],
]);
const names = new Set(['name', 'statedName', 'vesselName']);

/** The word with which each name of copy `at` begins, and by which its records are found. */
export const hostileWord = (at: number): string => `Hostilia${String(at).padStart(3, '0')}`;

/** The container with which the story begins in copy `at`. */
export const hostileContainer = (at: number): string => containerNumber(800_000 + at * 3);

/**
 * The story so often, linked as it is, with hostile texts wherever a source may write what it likes: the copies
 * have all of them, each beginning further on. Numbers are of the ranges that nobody uses.
 */
export function hostileRecords(copies: number): readonly SourceRecord[] {
  const step = Math.floor(hostileTexts.length / copies);
  return Array.from({ length: copies }, (_, at) => copyOf(at, at * step)).flat();
}

function copyOf(at: number, first: number): readonly SourceRecord[] {
  let next = first;
  const change = (key: string, value: string): string => {
    const text = hostileTexts[next % hostileTexts.length] as string;
    if (!names.has(key) && !free.has(key)) return otherThan(value, key, at);
    next += 1;
    return names.has(key) ? `${hostileWord(at)} ${text}` : text;
  };
  return storyRecords().map((record) => inEach(record, change) as SourceRecord);
}

function inEach(value: unknown, change: (key: string, value: string) => string, key = ''): unknown {
  if (typeof value === 'string') return change(key, value);
  if (Array.isArray(value)) return value.map((each) => inEach(each, change, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inEach(inner, change, name)]));
}

/** What tells records apart is another in each copy, and the same wherever a copy names it. */
function otherThan(value: string, key: string, at: number): string {
  const mrns: readonly string[] = [story.mrn, story.seizedMrn, story.passedMrn];
  const containers: readonly string[] = [story.containerId, story.seizedContainerId, story.passedContainerId];
  if (mrns.includes(value)) return mrn(2026, value.slice(2, 4), 28_000_000 + at * 3 + mrns.indexOf(value));
  if (containers.includes(value)) return containerNumber(800_000 + at * 3 + containers.indexOf(value));
  if (value === story.consignorPassport) return passportNumber(5_000 + at);
  if (key === 'sourceRef') return `${value}-${at}`;
  return value;
}
