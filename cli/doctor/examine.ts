import { setTimeout as delay } from 'node:timers/promises';
import { withReader } from '../../storage/inspection/reader.js';
import { type Databases, findDatabases } from '../../storage/provision/resolveDatabases.js';
import { dataDirectoryOf, headsDirectoryOf, keysDirectoryOf } from '../commandContext.js';
import type { Settings } from '../config.js';
import type { Check, Examined, ExaminedData } from './check.js';
import { checks as allChecks } from './checks/index.js';
import { type Finding, failed, fault } from './finding.js';

/** A finding, and the check that made it. */
export type Found = Finding & { readonly check: string };

/** What all checks found. */
export interface Report {
  /** Faults first, then warnings. */
  readonly findings: readonly Found[];
  /** Checks that could not be made, since they need a database that did not answer, or settings that can be read. */
  readonly notMade: readonly string[];
}

/** How one looks. */
export interface ExamineOptions {
  readonly now?: number;
  /** Longest wait for one answer, ms; a check has twice that. */
  readonly limitMs?: number;
  /** What is looked at; all, where absent. */
  readonly checks?: readonly Check[];
}

/** Looks at a deployment: each check for itself, all at once. Starts, writes and holds nothing; never throws. */
export async function examine(settings: Settings, options: ExamineOptions = {}): Promise<Report> {
  const { now = Date.now(), limitMs = 3000, checks = allChecks } = options;
  const places = placesOf(settings);
  if ('severity' in places) return { findings: [{ ...places, check: 'settings' }], notMade: namesOf(checks) };
  const of: Examined = { settings, now, limitMs, ...places };
  const withoutData = checks.map((check) => made(check, limitMs, () => check.look?.(of) ?? []));
  const data = await openData(of);
  const ofData = checks.filter(({ lookAtData }) => lookAtData !== undefined);
  if ('severity' in data) {
    const findings = [...(await Promise.all(withoutData)).flat(), { ...data, check: 'database' }];
    return { findings: sorted(findings), notMade: namesOf(ofData) };
  }
  const withData = ofData.map((check) => made(check, limitMs, () => check.lookAtData?.(data) ?? []));
  const findings = (await Promise.all([...withoutData, ...withData])).flat();
  await Promise.race([data.databases.release(), delay(limitMs, undefined, { ref: false })]);
  return { findings: sorted(findings), notMade: [] };
}

const namesOf = (some: readonly Check[]): readonly string[] => some.map(({ name }) => name);

function placesOf(settings: Settings): Omit<Examined, 'settings' | 'now' | 'limitMs'> | Finding {
  try {
    const dataDirectory = dataDirectoryOf(settings);
    const keysDirectory = keysDirectoryOf(settings, dataDirectory);
    return { dataDirectory, keysDirectory, headsDirectory: headsDirectoryOf(settings, keysDirectory) };
  } catch (error) {
    return failed('--data', error);
  }
}

/** The databases, if they answer. */
async function openData(of: Examined): Promise<ExaminedData | Finding> {
  const { limitMs } = of;
  let databases: Databases | undefined;
  try {
    databases = findDatabases(of.settings, of.dataDirectory);
    await withReader(databases.ownerUrl, limitMs, (db) => db.query({ text: 'select' }));
    return { ...of, databases, read: (url, reading) => withReader(url, limitMs, reading) };
  } catch (error) {
    await databases?.release();
    return failed('database', error, 'Check DATABASE_URL, and that the server runs and takes connections.');
  }
}

/** What a check finds, or that it failed or took too long. */
async function made(
  { name }: Check,
  limitMs: number,
  look: () => readonly Finding[] | Promise<readonly Finding[]>,
): Promise<readonly Found[]> {
  const ended = new AbortController();
  const late = delay(2 * limitMs, undefined, { signal: ended.signal }).then(
    () => [fault(name, `It was not known after ${(2 * limitMs) / 1000} s.`, 'Find what is busy, and look again.')],
    () => [],
  );
  try {
    const findings = await Promise.race([Promise.resolve().then(look), late]);
    return findings.map((finding) => ({ check: name, ...finding }));
  } catch (error) {
    return [{ check: name, ...failed(name, error, 'Find the cause, and look again.') }];
  } finally {
    ended.abort();
  }
}

const order = ['FAULT', 'WARNING', 'OK'] as const;

function sorted(findings: readonly Found[]): readonly Found[] {
  return order.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
